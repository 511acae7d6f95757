"""What all figures cost: every figure at every quarter end of ten years, and on one date for very many people.

The people are those of the made-up programme, of 250, 25,000 and 100,000. Their facts are put together once, as every
command does, and that is measured apart. Seconds are processor time.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TypeVar

from bench.measure import function, table
from sample_sheets.write import records
from tracker.figures.catalogue import CATALOGUE
from tracker.figures.facts import Facts, facts
from tracker.figures.months import add_months
from tracker.figures.state import figure, quarters, state
from tracker.model import Figure, Held, World

SEEN = datetime(2026, 11, 1, 12, tzinfo=UTC)
AS_OF = date(2026, 11, 1)
YEARS = 10
MANY = (25_000, 100_000)
STEADY = 250

Found = TypeVar("Found")


def report() -> str:
    """The table, with what is promised beside what was measured."""
    world = _world(STEADY)
    known, made = _seconds(lambda: facts(world))
    as_of = add_months(_first(known), 12 * YEARS)
    ends = len(quarters(known, as_of))
    every = function(lambda: _by_quarter(replace(known), as_of), runs=3).median
    rows = [
        (f"{STEADY:,}", "putting the facts together", f"{made:.2f}", ""),
        (f"{STEADY:,}", f"all figures at {ends} dates", f"{every:.2f}", "under 1 s"),
    ]
    for people in MANY:
        rows.extend(_at_once(people))
    return table(("people", "what", "seconds of CPU", "promised"), rows)


def _by_quarter(known: Facts, as_of: date) -> list[Figure]:
    """Every figure at every quarter end since the first registration, and on the reference date."""
    return [figure(indicator, known, day) for day in quarters(known, as_of) for indicator in CATALOGUE]


def _at_once(people: int) -> list[tuple[str, str, str, str]]:
    """Facts and figures of very many people on one date."""
    world = _world(people)
    known, made = _seconds(lambda: facts(world))
    _, taken = _seconds(lambda: state(known, AS_OF, SEEN))
    return [
        (f"{people:,}", "putting the facts together", f"{made:.2f}", ""),
        (f"{people:,}", "all figures on one date", f"{taken:.2f}", "seconds, and in proportion"),
    ]


def _world(people: int) -> World:
    """The made-up programme as the store gives it."""
    tabs = records(people=people)
    return World(
        SEEN, {name: tuple(Held(at, one, SEEN) for at, one in enumerate(some, 1)) for name, some in tabs.items()}
    )


def _first(known: Facts) -> date:
    return min(person.registered for person in known.people)


def _seconds(work: Callable[[], Found]) -> tuple[Found, float]:
    begun = time.process_time()
    found = work()
    return found, time.process_time() - begun


if __name__ == "__main__":
    print(report())
