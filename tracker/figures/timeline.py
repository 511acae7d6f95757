"""Where a person is on a day, and what they reached by then; from dated facts only."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tracker.figures.facts import Person
from tracker.model import Activity, OwnGoal, Result, Step, StepKind

STEP_UPS = (StepKind.INTERNSHIP, StepKind.WORK_EXPERIENCE, StepKind.VOLUNTEER_WORK)
"""The kinds of step that lead up to work when a training is not possible (yet)."""

_ACTIVITY_OF = {
    StepKind.PAID_WORK: Activity.PAID_WORK,
    StepKind.TRAINING: Activity.TRAINING,
    StepKind.INTERNSHIP: Activity.STEP_UP,
    StepKind.WORK_EXPERIENCE: Activity.STEP_UP,
    StepKind.VOLUNTEER_WORK: Activity.VOLUNTEER_WORK,
}
"""The activities in order of which one is the main one."""

_GOAL_KINDS = {
    OwnGoal.PAID_WORK: (StepKind.PAID_WORK,),
    OwnGoal.VOLUNTEER_WORK: (StepKind.VOLUNTEER_WORK,),
    OwnGoal.WORK_EXPERIENCE: (StepKind.WORK_EXPERIENCE, StepKind.INTERNSHIP),
}

LONGEST_GAP = 31
"""Days without paid work that do not break sustained work."""


def add_months(day: date, months: int) -> date:
    """The same day some calendar months on; the last day of the month where that day does not exist."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day.day, (following - timedelta(days=1)).day))


def quarter_ends(first: date, last: date) -> Iterator[date]:
    """The last days of the quarters from the one that holds `first` up to and including `last`."""
    year, quarter = first.year, (first.month - 1) // 3
    while True:
        end = add_months(date(year, 3 * quarter + 3, 1), 1) - timedelta(days=1)
        if end > last:
            return
        yield end
        year, quarter = (year, quarter + 1) if quarter < 3 else (year + 1, 0)


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


def where(person: Person, day: date) -> Activity | None:
    """What a person mainly does on a day; None before registration."""
    if person.registered > day:
        return None
    if is_closed(person, day):
        return Activity.CLOSED
    running = {step.kind for step in person.steps if runs_on(step, day)}
    for kind, activity in _ACTIVITY_OF.items():
        if kind in running:
            return activity
    if _pauses(person, day):
        return Activity.PAUSE
    if _searches(person, day):
        return Activity.SEARCHING
    return Activity.BETWEEN_STEPS if any(step.start <= day for step in person.steps) else Activity.REGISTERED


def _pauses(person: Person, day: date) -> bool:
    start, until = person.participant.paused_from, person.participant.paused_until
    return start is not None and start <= day and (until is None or day <= until)


def _searches(person: Person, day: date) -> bool:
    """A search lasts from its first day until a step begins, so that a cell left filled does not search for ever."""
    if person.participant.seeks is None:
        return False
    since = person.participant.seeks_since or person.registered
    return since <= day and not any(since < step.start <= day for step in person.steps)


def began(person: Person, day: date, *kinds: str) -> bool:
    """Whether a step of one of these kinds began by a day."""
    return any(step.kind in kinds and step.start <= day for step in person.steps)


def began_step_up(person: Person, day: date) -> bool:
    """Whether a step up began by a day outside a training that ran then."""
    trainings = [step for step in person.steps if step.kind == StepKind.TRAINING]
    return any(
        step.kind in STEP_UPS and step.start <= day and not any(runs_on(training, step.start) for training in trainings)
        for step in person.steps
    )


def completed_training(person: Person, day: date) -> bool | None:
    """Whether a training was completed by a day; None when a training is over, or should be, and nobody says how."""
    trainings = [step for step in person.steps if step.kind == StepKind.TRAINING and step.start <= day]
    if any(_completed(step, day) for step in trainings):
        return True
    return None if any(_outcome_unknown(step, day) for step in trainings) else False


def training_is_over(person: Person, day: date) -> bool:
    """Whether a training ended by a day, or should have by its plan."""
    return any(
        step.kind == StepKind.TRAINING and step.start <= day and (has_ended(step, day) or _should_be_over(step, day))
        for step in person.steps
    )


def _completed(step: Step, day: date) -> bool:
    return has_ended(step, day) and step.result in (Result.COMPLETED, Result.DIPLOMA)


def _outcome_unknown(step: Step, day: date) -> bool:
    if has_ended(step, day):
        return step.result not in (Result.COMPLETED, Result.DIPLOMA, Result.STOPPED)
    return step.end is None and _should_be_over(step, day)


def _should_be_over(step: Step, day: date) -> bool:
    """Whether the planned end has passed."""
    return step.planned_end is not None and step.planned_end < day


def reached_own_goal(person: Person, day: date) -> bool | None:
    """Whether the own goal was reached by a day; None when it is a training of which the outcome is unknown."""
    goal = person.participant.own_goal
    if goal == OwnGoal.TRAINING:
        return completed_training(person, day)
    return began(person, day, *_GOAL_KINDS.get(OwnGoal(goal), ())) if goal else False


def sustained_work(person: Person, months: int, day: date) -> bool | None:
    """Whether someone ever had so many months of paid work without a gap over 31 days; None when that is not known.

    Work goes on until the end of the step, or the start of the next paid work. A step without an end is known to have
    run up to the day on which somebody asked (`Nagevraagd op`), however much later that was; after that nobody knows.
    """
    jobs = [step for step in person.steps if step.kind == StepKind.PAID_WORK and step.start <= day]
    unknown = False
    for first, known_until, open_ended in _stretches(jobs):
        enough = add_months(first, months) - timedelta(days=1)
        if enough > day:
            continue
        if known_until >= enough:
            return True
        unknown = unknown or open_ended
    return None if unknown else False


def _stretches(jobs: Sequence[Step]) -> Iterator[tuple[date, date, bool]]:
    """Stretches of paid work: the first day, the last day known, and whether it may have gone on after that.

    A job without an end bridges whatever comes before the next job: that one is its successor.
    """
    first, known, open_ended = None, date.min, False
    for job in jobs:
        if first is None:
            first = job.start
        elif not open_ended and (job.start - known).days - 1 > LONGEST_GAP:
            yield first, known, open_ended
            first, known = job.start, job.start
        known = max(known, job.start, job.end or job.checked_on or job.start)
        open_ended = open_ended or job.end is None
    if first is not None:
        yield first, known, open_ended
