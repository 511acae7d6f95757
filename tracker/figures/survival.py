"""How long it takes until something happens, when for some it has not happened yet (Kaplan and Meier, 1958)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.figures.facts import Facts, Person
from tracker.figures.members import Members, people
from tracker.figures.people import has_died
from tracker.model import OwnGoal, StepKind

_ROUNDING = 1e-12
"""A product of shares that should be exactly a half may come out a little above it."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How many days someone waited, and whether it ended: else nobody knows how much longer it would last."""

    days: int
    over: bool


def still_waiting(waits: Iterable[Wait]) -> Iterator[tuple[int, float]]:
    """The Kaplan–Meier estimate: each number of days on which a wait was over, with the share still waiting after it.

    Who is not there yet counts among those who might have been, up to and including the day they were last seen.
    """
    counted = list(waits)
    over = Counter(wait.days for wait in counted if wait.over)
    gone = Counter(wait.days for wait in counted)
    at_risk, share = len(counted), 1.0
    for days in sorted(gone):
        if over[days]:
            share *= 1 - over[days] / at_risk
            yield days, share
        at_risk -= gone[days]


def days_until(waits: Iterable[Wait], share: float) -> int | None:
    """The first number of days by which this share was there; None when the estimate never gets so far."""
    return next((days for days, left in still_waiting(waits) if left <= 1 - share + _ROUNDING), None)


# --- To paid work ----------------------------------------------------------------------------------------------------


def _seeks_work(person: Person) -> bool:
    """Whether paid work is what someone wants, or may want."""
    return person.participant.own_goal in (OwnGoal.PAID_WORK, OwnGoal.NOT_YET_KNOWN, None)


def _wait(person: Person, day: date) -> Wait:
    """The wait for paid work. Who stopped might still begin, until the reference date; who died might not."""
    first = person.first_starts.get(StepKind.PAID_WORK)
    if first is not None and first <= day:
        return Wait(max(0, (first - person.registered).days), over=True)
    last = person.participant.closed_on if has_died(person, day) else None
    return Wait(max(0, ((last or day) - person.registered).days), over=False)


def days_to_work(facts: Facts, day: date) -> Members:
    """Days from registration until half of the people began paid work, of those who want that or may want it."""
    return _days_to_work(facts, day, 0.5)


def days_to_work_for_most(facts: Facts, day: date) -> Members:
    """Days from registration until 80% of the people began paid work."""
    return _days_to_work(facts, day, 0.8)


def _days_to_work(facts: Facts, day: date, share: float) -> Members:
    chosen = [person for person in facts.registered(day) if _seeks_work(person)]
    waits = {person.code: _wait(person, day) for person in chosen}
    days = days_until(waits.values(), share)
    return Members(
        yes=frozenset(code for code, wait in waits.items() if wait.over),
        base=people(chosen),
        days=None if days is None else float(days),
    )
