"""Until when data of people is kept: the records of one moment come in, whose time is over goes out.

Who is open is never erased because time passes. A grant that paid for one of their steps may ask to keep longer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tracker.figures.facts import Facts, Person
from tracker.figures.months import add_months
from tracker.model import Participant, Step

AFTER_WITHDRAWING = timedelta(days=7)
"""So long after consent was withdrawn the data is erased, when nobody did so before."""

AFTER_TYPING = timedelta(days=7)
"""So long a closing date has to stand in the sheet before it erases anyone, so that a wrong year can be mended."""


class Why(StrEnum):
    """Why data is to be erased."""

    TIME_IS_OVER = "retention"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    ROW_IS_GONE = "row_gone"


@dataclass(frozen=True, slots=True)
class Due:
    """Someone whose data may no longer be kept: the code, why, and the first day on which that was so."""

    code: str
    why: Why
    since: date


@dataclass(frozen=True, slots=True)
class Limits:
    """How long data is kept: so many months after closing; `consent_is_ground` when withdrawing consent ends it."""

    months: int = 24
    consent_is_ground: bool = True


def kept_until(person: Person, facts: Facts) -> date | None:
    """The last day on which a grant that paid for one of someone's steps asks to keep their data (`Bewaren tot`)."""
    days = {grant.name: grant.keep_until for grant in facts.grants}
    asked = [day for step in person.steps if step.grant and (day := days.get(step.grant))]
    return max(asked, default=None)


def erased_from(person: Person, facts: Facts, limits: Limits) -> date | None:
    """The first day on which someone is erased because time has passed; None for who is open."""
    closed = person.participant.closed_on
    if closed is None:
        return None
    until = kept_until(person, facts)
    return max(add_months(closed, limits.months), until + timedelta(days=1) if until else date.min)


def erased_when_gone(
    last: Participant | None, steps: Sequence[Step], gone_on: date, facts: Facts, limits: Limits
) -> date:
    """The first day on which someone is erased whose rows were taken out of the sheet, by what was known last.

    Without `Afgesloten op` the time runs from the day on which the rows were gone.
    """
    closed = last.closed_on if last else None
    person = Person(Participant(code="", closed_on=closed or gone_on), gone_on, tuple(steps))
    return erased_from(person, facts, limits) or gone_on


def due(facts: Facts, today: date, limits: Limits) -> tuple[Due, ...]:
    """Everyone who is to be erased on a day, in order of their code."""
    return tuple(one for person in facts.people for one in _of_one(person, facts, today, limits))


def _of_one(person: Person, facts: Facts, today: date, limits: Limits) -> Iterator[Due]:
    withdrawn = person.participant.consent_withdrawn_on
    if limits.consent_is_ground and withdrawn and withdrawn + AFTER_WITHDRAWING <= today:
        yield Due(person.code, Why.CONSENT_WITHDRAWN, withdrawn + AFTER_WITHDRAWING)
        return
    first = erased_from(person, facts, limits)
    if first and first <= today:
        yield Due(person.code, Why.TIME_IS_OVER, first)
