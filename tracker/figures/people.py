"""Figures about people: what they began, what they reached, and where they are now."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date

from tracker.figures.facts import STEP_UPS, Facts, Person
from tracker.figures.members import Members, people, share
from tracker.figures.timeline import (
    began,
    began_step_up,
    completed_training,
    goal_is_known,
    is_closed,
    reached_own_goal,
    runs_on,
    training_is_over,
    where,
)
from tracker.model import Activity, StepKind

DECEASED = "overleden"
"""The reason that is no stopping."""

PERMANENT = "permanent"
"""The contract that lasts."""

_CHANCE = (StepKind.TRAINING, StepKind.PAID_WORK, *STEP_UPS)


def participants(facts: Facts, day: date) -> Members:
    """Everyone registered by the day."""
    return Members(people(facts.registered(day)))


def chance_given(facts: Facts, day: date) -> Members:
    """People with a training, a step up or paid work begun."""
    return Members(people(person for person in facts.registered(day) if began(person, day, *_CHANCE)))


def paid_work(facts: Facts, day: date) -> Members:
    """People with paid work begun."""
    return Members(people(facts.began(StepKind.PAID_WORK, day)))


def training_started(facts: Facts, day: date) -> Members:
    """People with a training begun."""
    return Members(people(facts.began(StepKind.TRAINING, day)))


def step_up_started(facts: Facts, day: date) -> Members:
    """People with a step up begun outside a running training."""
    return Members(people(person for person in facts.registered(day) if began_step_up(person, day)))


def own_goal_reached(facts: Facts, day: date) -> Members:
    """People who began the activity that is their own goal (a training: completed), of those whose goal is known."""
    everyone = facts.registered(day)
    known = [person for person in everyone if goal_is_known(person)]
    others = people(person for person in everyone if not goal_is_known(person))
    return share(((person.code, reached_own_goal(person, day)) for person in known), left_out=others)


def training_completed(facts: Facts, day: date) -> Members:
    """People with a training completed, of those whose training ended or should have ended by its plan."""
    begun = facts.began(StepKind.TRAINING, day)
    over = [person for person in begun if training_is_over(person, day)]
    others = people(begun) - people(over)
    return share(((person.code, completed_training(person, day)) for person in over), left_out=others)


# --- Paid work -------------------------------------------------------------------------------------------------------


def _working(facts: Facts, day: date) -> list[Person]:
    """The people whose main activity on the day is paid work; a closed person no longer takes part."""
    begun = facts.began(StepKind.PAID_WORK, day)
    return [person for person in begun if where(person, day) is Activity.PAID_WORK]


def in_paid_work(facts: Facts, day: date) -> Members:
    """People in paid work on the day."""
    return Members(people(_working(facts, day)))


def works_hours(fits: Callable[[float], bool]) -> Callable[[Facts, date], Members]:
    """People in paid work on the day whose hours a week, in all their jobs together, are known and fit."""

    def members(facts: Facts, day: date) -> Members:
        hours = {person.code: weekly_hours(person, day) for person in _working(facts, day)}
        return Members(frozenset(code for code, total in hours.items() if total is not None and fits(total)))

    return members


def hours_unknown(facts: Facts, day: date) -> Members:
    """People in paid work on the day of whom the hours are not known."""
    return Members(people(person for person in _working(facts, day) if weekly_hours(person, day) is None))


def weekly_hours(person: Person, day: date) -> float | None:
    """The hours a week of all paid work that runs on a day; None when those of one of the jobs are not known."""
    hours = [step.hours for step in person.jobs if runs_on(step, day)]
    known = [one for one in hours if one is not None]
    return sum(known) if hours and len(known) == len(hours) else None


def permanent_contract(facts: Facts, day: date) -> Members:
    """People with a permanent contract, of those in paid work on the day."""
    return share((person.code, _is_permanent(person, day)) for person in _working(facts, day))


def _is_permanent(person: Person, day: date) -> bool | None:
    contracts = {step.contract for step in person.jobs if runs_on(step, day)}
    return True if PERMANENT in contracts else None if None in contracts else False


def through_partner(facts: Facts, day: date) -> Members:
    """People whose first employer was a partner on the day when the work began, of those with paid work begun."""
    return share((one.code, _partner_employed(facts, one)) for one in facts.began(StepKind.PAID_WORK, day))


def _partner_employed(facts: Facts, person: Person) -> bool | None:
    """Whether a partner was the first employer; with two jobs from the same day on, whether one of the two was."""
    first = person.first_starts[StepKind.PAID_WORK]
    employers = {step.partner for step in person.jobs if step.start == first}
    if any(facts.is_affiliated(employer, first) for employer in employers):
        return True
    return None if None in employers else False


# --- Stopping --------------------------------------------------------------------------------------------------------


def stopped_early(facts: Facts, day: date) -> Members:
    """People closed without their own goal, without paid work and not deceased, of everyone registered."""
    return share((person.code, _stopped(person, day)) for person in facts.registered(day))


def has_died(person: Person, day: date) -> bool:
    """Whether someone was closed by a day because they died."""
    return person.participant.reason == DECEASED and is_closed(person, day)


def _stopped(person: Person, day: date) -> bool | None:
    if not is_closed(person, day) or has_died(person, day) or began(person, day, StepKind.PAID_WORK):
        return False
    goal_reached = reached_own_goal(person, day)
    return None if goal_reached is None else not goal_reached


def stopped_by_reason(facts: Facts, day: date) -> Mapping[str | None, frozenset[str]]:
    """Who stopped early, by the reason as typed; None when nobody wrote one. For the project leader, or rounded."""
    stopped = stopped_early(facts, day).yes
    reasons: dict[str | None, set[str]] = defaultdict(set)
    for person in facts.registered(day):
        if person.code in stopped:
            reasons[person.participant.reason].add(person.code)
    return {reason: frozenset(codes) for reason, codes in reasons.items()}
