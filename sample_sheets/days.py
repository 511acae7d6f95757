"""The days of the sample: when the programme ran, when people arrived, and on which days of the week things begin."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

SEED = "ervaringsdeskundigheid-en-werk-276"

SAMPLE_DATE = date(2026, 11, 1)
"""The day on which the sample sheet was kept last."""

FIRST_DAY = date(2022, 9, 5)
SECOND_PHASE = date(2025, 3, 3)
"""Phase 2 began with a new project leader, after half a year in which few people arrived."""

_ARRIVALS = (
    (FIRST_DAY, 0.00),
    (date(2023, 8, 1), 0.19),
    (date(2024, 8, 1), 0.44),
    (date(2024, 11, 15), 0.51),
    (SECOND_PHASE, 0.54),
    (date(2026, 2, 1), 0.80),
    (date(2026, 10, 30), 1.00),
)
"""Which part of the people had arrived by a day. The last pace goes on after it, for a sample with a later date."""

_DAYS = [day.toordinal() for day, _ in _ARRIVALS]
_PARTS = [part for _, part in _ARRIVALS]


def random_for(*names: object) -> Random:
    """A random source of its own for one thing in the sample, so that nothing else changes it."""
    return Random("/".join((SEED, *map(str, names))))


def arrivals(people: int, until: date) -> Iterator[tuple[int, date]]:
    """Number (from 1) and day of registration of everyone who arrived by `until`, in order of time.

    `people` is how many arrive by the last day of the known pace; an earlier `until` gives fewer, a later one more.
    """
    number = 0
    while True:
        share = (number + random_for("arrival", number).random()) / people
        day = workday(_day_of(share))
        if day > until:
            return
        number += 1
        yield number, day


def _day_of(share: float) -> date:
    at = min(bisect_right(_PARTS, share), len(_PARTS) - 1)
    low, high = _PARTS[at - 1], _PARTS[at]
    days = _DAYS[at - 1] + (share - low) / (high - low) * (_DAYS[at] - _DAYS[at - 1])
    return date.fromordinal(int(days))


def workday(day: date) -> date:
    """The same day, or the Monday after a weekend."""
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


def monday(day: date) -> date:
    """The first Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def after(day: date, rng: Random, least: int, most: int) -> date:
    """A day that lies between `least` and `most` days later."""
    return day + timedelta(days=rng.randint(least, most))
