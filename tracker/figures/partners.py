"""Figures about partners: who works with experts by experience, in which domains for good, and with which plans.

Who was closed is no longer followed, so that a step of theirs does not make a partner count for ever; the partner's own
count of experts (`Ervaringsdeskundigen`) tells about those.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from tracker.figures.facts import STEP_UPS, Facts
from tracker.figures.members import Members, share
from tracker.figures.months import add_months
from tracker.figures.timeline import is_closed, runs_on
from tracker.model import Domain, ExpertCount, Level, Step, StepKind

PLACEMENTS = (StepKind.PAID_WORK, *STEP_UPS)
"""The kinds of step that someone does at an employer."""

LONGEST_PLAN = 24
"""Months for which an action plan holds."""

LONGEST_COUNT = 12
"""Months for which a count of experts holds."""

FULL_TEAM: Mapping[str, int] = {"board": 1, "manager": 2, "practice": 2}
"""The seats of a complete alliance team."""


def _names(facts: Facts, day: date) -> list[str]:
    return [partner.name for partner in facts.affiliated(day)]


def _running(facts: Facts, day: date) -> Iterator[Step]:
    """The steps that run on the day, of people who take part."""
    for person in facts.registered(day):
        if not is_closed(person, day):
            yield from (step for step in person.steps if runs_on(step, day))


def with_placement(facts: Facts, day: date) -> Members:
    """Partners where a participant works, learns on the job or volunteers on the day."""
    placed = {step.partner for step in _running(facts, day) if step.kind in PLACEMENTS}
    return share((name, name in placed) for name in _names(facts, day))


def placements(facts: Facts, day: date) -> Mapping[str, Mapping[str, int]]:
    """For each organisation how many participants work, learn on the job or volunteer there on the day, by kind."""
    found: dict[str, dict[str, set[str]]] = {}
    for person in facts.registered(day):
        if not is_closed(person, day):
            for step in person.steps:
                if step.partner and step.kind in PLACEMENTS and runs_on(step, day):
                    found.setdefault(step.partner, {}).setdefault(step.kind, set()).add(person.code)
    return {partner: {kind: len(codes) for kind, codes in kinds.items()} for partner, kinds in found.items()}


# --- Experts by experience -------------------------------------------------------------------------------------------


def with_expert(facts: Facts, day: date) -> Members:
    """Partners with an expert by experience: a running step as one, or a count above nought of at most a year old.

    The latest count holds. A partner without such a step and without a count of that age is unknown.
    """
    here = {step.partner for step in _running(facts, day) if step.as_expert}
    return share((name, name in here or _counts_expert(facts, name, day)) for name in _names(facts, day))


def _counts_expert(facts: Facts, partner: str, day: date) -> bool | None:
    return _any_above_nought(
        [number for row in _latest_counts(facts, partner, day) for number in (row.paid, row.volunteer)]
    )


def with_paid_expert(facts: Facts, day: date) -> Members:
    """Partners with a paid expert by experience, by paid work as one or by the count of paid ones."""
    here = {step.partner for step in _running(facts, day) if step.as_expert and step.kind == StepKind.PAID_WORK}

    def counted(partner: str) -> bool | None:
        return _any_above_nought([row.paid for row in _latest_counts(facts, partner, day)])

    return share((name, name in here or counted(name)) for name in _names(facts, day))


def _latest_counts(facts: Facts, partner: str, day: date) -> list[ExpertCount]:
    """The rows of the latest counting, of at most a year old; there may be two of one day."""
    rows = [
        row
        for row in facts.experts.get(partner, ())
        if row.counted_on <= day <= add_months(row.counted_on, LONGEST_COUNT)
    ]
    latest = max((row.counted_on for row in rows), default=None)
    return [row for row in rows if row.counted_on == latest]


def _any_above_nought(numbers: Sequence[int | None]) -> bool | None:
    """Whether there is anyone; None when nothing, or not everything, was counted."""
    if any(numbers):
        return True
    return None if not numbers or None in numbers else False


def latest_count(facts: Facts, partner: str, day: date) -> ExpertCount | None:
    """The latest count of experts of a partner, of at most a year old; of two on one day the one that counts most."""
    rows = _latest_counts(facts, partner, day)
    return max(rows, key=lambda row: ((row.paid or 0) + (row.volunteer or 0), row.paid or 0), default=None)


def experts_at(facts: Facts, partner: str, day: date) -> int | None:
    """How many experts a partner counted last, paid and volunteer; None without a count of at most a year old."""
    totals = [(row.paid or 0) + (row.volunteer or 0) for row in _latest_counts(facts, partner, day)]
    return max(totals, default=None)


# --- Embedding -------------------------------------------------------------------------------------------------------


def structural(facts: Facts, day: date) -> Members:
    """Partners that are structural in every domain that applies to them, and in one at least."""
    return share((name, _is_structural(facts, name, day)) for name in _names(facts, day))


def _is_structural(facts: Facts, partner: str, day: date) -> bool | None:
    """A domain of which nobody wrote how far the partner is, may be structural: then it is unknown."""
    levels = {facts.level(partner, domain, day) for domain in Domain} - {Level.NOT_APPLICABLE}
    if not levels or levels - {Level.STRUCTURAL, None}:
        return False
    return None if None in levels else True


def structural_in(domain: Domain) -> Callable[[Facts, date], Members]:
    """Partners that are structural in one domain, of those to which it applies; without a row, unknown."""

    def members(facts: Facts, day: date) -> Members:
        levels = {name: facts.level(name, domain, day) for name in _names(facts, day)}
        outside = frozenset(name for name, level in levels.items() if level == Level.NOT_APPLICABLE)
        answers = (
            (name, None if level is None else level == Level.STRUCTURAL)
            for name, level in levels.items()
            if name not in outside
        )
        return share(answers, outside)

    return members


# --- Plans and teams -------------------------------------------------------------------------------------------------


def action_plans(facts: Facts, day: date) -> Members:
    """Partners with an action plan of at most two years old."""
    return share((one.name, plan_holds(one.action_plan_on, day)) for one in facts.affiliated(day))


def plan_holds(made_on: date | None, day: date) -> bool:
    """Whether an action plan was made by the day, and at most two years before it."""
    return made_on is not None and made_on <= day <= add_months(made_on, LONGEST_PLAN)


def teams_complete(facts: Facts, day: date) -> Members:
    """Partners with every seat of the alliance team filled."""
    return share((name, not empty_seats(facts, name, day)) for name in _names(facts, day))


def empty_seats(facts: Facts, partner: str, day: date) -> Mapping[str, int]:
    """How many of which seats of the alliance team are empty on a day; nothing when it is complete."""
    filled = Counter(
        seat.seat
        for seat in facts.seats.get(partner, ())
        if seat.held_from <= day and (seat.held_until is None or day <= seat.held_until)
    )
    return {seat: number - filled[seat] for seat, number in FULL_TEAM.items() if filled[seat] < number}
