"""Supply and demand: the places that there are, against the people who search one or will need one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.figures.facts import Facts, Person
from tracker.figures.months import add_months
from tracker.figures.places import Supply, supply
from tracker.figures.timeline import is_closed, is_paused, reached_own_goal, runs_on, searches
from tracker.model import OwnGoal, StepKind

HORIZON = 6
"""Months ahead in which someone will need a place: the next two quarters."""

_ONE_DAY = timedelta(days=1)

_GOAL_PLACE: Mapping[str, str] = {
    OwnGoal.PAID_WORK: StepKind.PAID_WORK,
    OwnGoal.VOLUNTEER_WORK: StepKind.VOLUNTEER_WORK,
    OwnGoal.WORK_EXPERIENCE: StepKind.WORK_EXPERIENCE,
    OwnGoal.TRAINING: StepKind.TRAINING,
}
"""The kind of place that someone needs who does not say what they search."""


# --- Demand ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Need:
    """One person who searches a place on a day, or will need one from a later day: `kind` is None when not known."""

    person: Person
    kind: str | None
    needed_from: date
    searching: bool


def needs(facts: Facts, day: date) -> tuple[Need, ...]:
    """Everyone open who searches, in whom nothing runs or is planned, or whose last step ends within two quarters."""
    found = (_need(person, day, add_months(day, HORIZON)) for person in facts.registered(day))
    return tuple(need for need in found if need is not None)


def _need(person: Person, day: date, until: date) -> Need | None:
    if is_closed(person, day):
        return None
    back = _back_from_pause(person, day)
    if back is None or back > until:
        return None
    if searches(person, day):
        return Need(person, person.participant.seeks, back, searching=True)
    free_from = _free_from(person, day)
    if free_from is None or free_from > until or _has_what_they_want(person, day):
        return None
    return Need(person, _GOAL_PLACE.get(person.participant.own_goal or ""), max(free_from, back), searching=False)


def _back_from_pause(person: Person, day: date) -> date | None:
    """The first day after a pause, or the day itself; None when nobody knows how long a pause lasts."""
    if not is_paused(person, day):
        return day
    until = person.participant.paused_until
    return until + _ONE_DAY if until else None


def _free_from(person: Person, day: date) -> date | None:
    """The first day on which nothing runs; None when something is planned, or runs on without a planned end.

    Volunteer work beside a training or a job does not count: it goes on, and someone still needs the next step.
    """
    if any(step.start > day for step in person.steps):
        return None
    running = [step for step in person.steps if runs_on(step, day)]
    main = [step for step in running if step.kind != StepKind.VOLUNTEER_WORK] or running
    ends = [step.end or step.planned_end for step in main]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return None
    return max(day, max(known) + _ONE_DAY) if known else day


def _has_what_they_want(person: Person, day: date) -> bool:
    """A training that is done stays done; work and volunteering that end leave someone without."""
    return person.participant.own_goal == OwnGoal.TRAINING and reached_own_goal(person, day) is True


# --- Balance ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One kind of place on a day, against the people who search one, and those who will need one within two quarters.

    `kind` is None for people of whom it is not known what they need.
    """

    kind: str | None
    offered: int
    filled: int
    searching: frozenset[str]
    soon: frozenset[str]

    @property
    def free(self) -> int:
        """How many places are free."""
        return self.offered - self.filled

    @property
    def shortfall(self) -> int:
        """How many people need a place above those that are free."""
        return max(0, len(self.searching) + len(self.soon) - self.free)


def balances(facts: Facts, day: date) -> tuple[Balance, ...]:
    """Each kind of place in the order of steps, and at the end the people whose need is not known."""
    rows, wanted = supply(facts, day), needs(facts, day)
    kinds: tuple[str | None, ...] = (*StepKind, None)
    made = [_balance(kind, rows, wanted) for kind in kinds]
    return tuple(one for one in made if one.offered or one.searching or one.soon)


def _balance(kind: str | None, rows: Sequence[Supply], wanted: Sequence[Need]) -> Balance:
    mine = [need for need in wanted if need.kind == kind]
    return Balance(
        kind=kind,
        offered=sum(row.offered for row in rows if row.kind == kind),
        filled=sum(row.filled for row in rows if row.kind == kind),
        searching=frozenset(need.person.code for need in mine if need.searching),
        soon=frozenset(need.person.code for need in mine if not need.searching),
    )


@dataclass(frozen=True, slots=True)
class Offer:
    """The places of one kind and domain on a day, of all partners together."""

    day: date
    kind: str
    domain: str | None
    offered: int
    filled: int

    @property
    def free(self) -> int:
        """How many places are free."""
        return self.offered - self.filled


def offers(facts: Facts, days: Iterable[date]) -> tuple[Offer, ...]:
    """Places by kind and domain on each of some days that have been, such as the ends of quarters."""
    return tuple(offer for day in days for offer in _summed(day, supply(facts, day)))


def _summed(day: date, rows: Iterable[Supply]) -> list[Offer]:
    totals: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        total = totals[row.kind, row.domain or ""]
        total[0] += row.offered
        total[1] += row.filled
    return [
        Offer(day, kind, domain or None, offered, filled)
        for (kind, domain), (offered, filled) in sorted(totals.items())
        if offered
    ]
