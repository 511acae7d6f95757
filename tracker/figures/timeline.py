"""Where a person is on a day, and what they reached by then; from dated facts only."""

from collections.abc import Mapping
from datetime import date

from tracker.figures.facts import Person
from tracker.model import Activity, OwnGoal, Result, Step, StepKind

ACTIVITY_OF: Mapping[str, Activity] = {
    StepKind.PAID_WORK: Activity.PAID_WORK,
    StepKind.TRAINING: Activity.TRAINING,
    StepKind.INTERNSHIP: Activity.STEP_UP,
    StepKind.WORK_EXPERIENCE: Activity.STEP_UP,
    StepKind.VOLUNTEER_WORK: Activity.VOLUNTEER_WORK,
}
"""What someone does in each kind of step, in order of which one is the main one."""

GOAL_KINDS: Mapping[str, tuple[str, ...]] = {
    OwnGoal.PAID_WORK: (StepKind.PAID_WORK,),
    OwnGoal.VOLUNTEER_WORK: (StepKind.VOLUNTEER_WORK,),
    OwnGoal.WORK_EXPERIENCE: (StepKind.WORK_EXPERIENCE, StepKind.INTERNSHIP),
}
"""The kinds of step with which an own goal is reached as soon as one begins."""

_COMPLETED = (Result.COMPLETED, Result.DIPLOMA)


def runs_on(step: Step, day: date) -> bool:
    """Whether a step runs on a day: from its start up to and including its end; without an end it runs on."""
    return step.start <= day and (step.end is None or day <= step.end)


def has_ended(step: Step, day: date) -> bool:
    """Whether a step is over by a day."""
    return step.end is not None and step.end <= day


def is_closed(person: Person, day: date) -> bool:
    """Whether the person no longer takes part on a day."""
    closed = person.participant.closed_on
    return closed is not None and closed <= day


# --- Where now -------------------------------------------------------------------------------------------------------


def activities(person: Person, day: date) -> tuple[Activity, ...]:
    """Everything that a person does on a day, the main activity first; nothing when closed or not registered."""
    if person.registered > day or is_closed(person, day):
        return ()
    running = {step.kind for step in person.steps if runs_on(step, day)}
    return tuple(dict.fromkeys(activity for kind, activity in ACTIVITY_OF.items() if kind in running))


def where(person: Person, day: date) -> Activity | None:
    """What a person mainly does on a day; None before registration."""
    if person.registered > day:
        return None
    if is_closed(person, day):
        return Activity.CLOSED
    running = {step.kind for step in person.steps if runs_on(step, day)}
    for kind, activity in ACTIVITY_OF.items():
        if kind in running:
            return activity
    return _without_step(person, day)


def _without_step(person: Person, day: date) -> Activity:
    """What someone does in whom no step runs."""
    if is_paused(person, day):
        return Activity.PAUSE
    if searches(person, day):
        return Activity.SEARCHING
    begun = bool(person.steps) and person.steps[0].start <= day
    return Activity.BETWEEN_STEPS if begun else Activity.REGISTERED


def is_paused(person: Person, day: date) -> bool:
    """Whether the person takes a pause on a day; a pause without a last day goes on."""
    start, until = person.participant.paused_from, person.participant.paused_until
    return start is not None and start <= day and (until is None or day <= until)


def searches(person: Person, day: date) -> bool:
    """A search lasts from its first day until a step begins, so that a cell left filled does not search for ever."""
    if person.participant.seeks is None:
        return False
    since = person.participant.seeks_since or person.registered
    return since <= day and not any(since < step.start <= day for step in person.steps)


def reached(person: Person, day: date) -> Mapping[Activity, date]:
    """Each kind of activity that a person ever began by a day, with the day on which it first began."""
    found: dict[Activity, date] = {}
    for kind, first in person.first_starts.items():
        if first <= day:
            activity = ACTIVITY_OF[StepKind(kind)]
            found[activity] = min(first, found.get(activity, first))
    return {activity: found[activity] for activity in dict.fromkeys(ACTIVITY_OF.values()) if activity in found}


# --- What was reached ------------------------------------------------------------------------------------------------


def first_start(person: Person, *kinds: str) -> date | None:
    """The day on which a step of one of these kinds first began, also when that day lies ahead."""
    return min((start for kind, start in person.first_starts.items() if kind in kinds), default=None)


def began(person: Person, day: date, *kinds: str) -> bool:
    """Whether a step of one of these kinds began by a day."""
    firsts = person.first_starts
    return any(kind in firsts and firsts[kind] <= day for kind in kinds)


def began_step_up(person: Person, day: date) -> bool:
    """Whether a step up began by a day outside a training that ran then."""
    return person.first_step_up is not None and person.first_step_up <= day


def completed_training(person: Person, day: date) -> bool | None:
    """Whether a training was completed by a day; None when a training is over, or should be, and nobody says how."""
    unknown = False
    for step in person.steps:
        if step.kind == StepKind.TRAINING and step.start <= day:
            if has_ended(step, day) and step.result in _COMPLETED:
                return True
            unknown = unknown or outcome_unknown(step, day)
    return None if unknown else False


def training_is_over(person: Person, day: date) -> bool:
    """Whether a training ended by a day, or should have by its plan."""
    return any(
        step.kind == StepKind.TRAINING and step.start <= day and (has_ended(step, day) or should_be_over(step, day))
        for step in person.steps
    )


def outcome_unknown(step: Step, day: date) -> bool:
    """Whether a step ended without a result, or should have ended and nobody says whether it did."""
    if has_ended(step, day):
        return step.result not in (*_COMPLETED, Result.STOPPED)
    return step.end is None and should_be_over(step, day)


def should_be_over(step: Step, day: date) -> bool:
    """Whether the planned end has passed."""
    return step.planned_end is not None and step.planned_end < day


def reached_own_goal(person: Person, day: date) -> bool | None:
    """Whether the own goal was reached by a day; None when it is a training of which the outcome is unknown."""
    goal = person.participant.own_goal
    if goal == OwnGoal.TRAINING:
        return completed_training(person, day)
    return began(person, day, *GOAL_KINDS.get(goal, ())) if goal else False


def goal_is_known(person: Person) -> bool:
    """Whether it is known what the person wants."""
    return person.participant.own_goal not in (None, OwnGoal.NOT_YET_KNOWN)
