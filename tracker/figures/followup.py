"""What became of people some time after a step began: work that lasts, the own goal that lasts, from step up to work.

A step is known to run on a day when it has an end, when somebody asked (`Nagevraagd op`) on or after that day, or when
the next step of the kind has begun since. Else nobody knows, and unknown is never counted as no. What is learnt after
the reference date may make an unknown outcome known; it never turns a known one round.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.figures.facts import Facts, Person
from tracker.figures.members import Members, people, share
from tracker.figures.months import add_months
from tracker.figures.people import has_died
from tracker.figures.timeline import GOAL_KINDS, first_start
from tracker.model import OwnGoal, Step, StepKind

LONGEST_GAP = 31
"""Days without paid work that do not break sustained work."""

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """A length of time after a first day, in calendar months or else in weeks."""

    months: int = 0
    weeks: int = 0

    def after(self, first: date) -> date:
        """The day that is asked about: as long after the first day as the window is long."""
        return add_months(first, self.months) if self.months else first + timedelta(weeks=self.weeks)


THIRTEEN_WEEKS, SIX_MONTHS, TWELVE_MONTHS = Window(weeks=13), Window(months=6), Window(months=12)


# --- Still doing it on a day -----------------------------------------------------------------------------------------


def does_on(person: Person, kinds: Sequence[str], asked: date, by: date) -> bool | None:
    """Whether a step of one of the kinds ran on the day asked about, seen from the reference date; None: not known."""
    steps = [step for step in person.steps if step.kind in kinds and step.start <= by]
    begun = [step for step in steps if step.start <= asked]
    if any(_known_until(step, steps) >= asked for step in begun):
        return True
    return None if any(step.end is None for step in begun) else False


def _known_until(step: Step, steps: Sequence[Step]) -> date:
    """The last day on which a step is known to run; one without an end lasted until the next one of them began."""
    if step.end is not None:
        return step.end
    return max(step.start, step.checked_on or step.start, steps[-1].start - ONE_DAY)


Start = Callable[[Person], date | None]
"""The day from which a window runs for a person, also when it lies ahead; None when there is none."""


def _cohort(everyone: Sequence[Person], day: date, start: Start, window: Window) -> list[tuple[Person, date]]:
    """Everyone whose start lies so long before the day, with that start."""
    starts = ((person, start(person)) for person in everyone)
    return [(person, first) for person, first in starts if first is not None and window.after(first) <= day]


def _too_short(everyone: Sequence[Person], day: date, start: Start, window: Window) -> frozenset[str]:
    """Everyone whose start lies less long before the day: of them nothing can be said yet."""
    starts = ((person, start(person)) for person in everyone)
    return people(person for person, first in starts if first is not None and first <= day < window.after(first))


def first_job(person: Person) -> date | None:
    """The day on which paid work first began."""
    return person.first_starts.get(StepKind.PAID_WORK)


def working_after(window: Window) -> Callable[[Facts, date], Members]:
    """People in paid work so long after their first start, of those whose first start lies at least that long ago."""

    def members(facts: Facts, day: date) -> Members:
        workers = facts.began(StepKind.PAID_WORK, day)
        chosen = _cohort(workers, day, first_job, window)
        answers = ((one.code, does_on(one, (StepKind.PAID_WORK,), window.after(first), day)) for one, first in chosen)
        return share(answers, _too_short(workers, day, first_job, window))

    return members


def goal_began(person: Person) -> date | None:
    """The day on which the activity that is the own goal first began; a training is left out, because it ends."""
    kinds = GOAL_KINDS.get(person.participant.own_goal or "", ())
    return first_start(person, *kinds) if kinds else None


def own_goal_lasts(facts: Facts, day: date) -> Members:
    """People still doing what was their own goal six months after it began, of those for whom it began so long ago."""
    answers = (
        (one.code, does_on(one, GOAL_KINDS[str(one.participant.own_goal)], SIX_MONTHS.after(first), day))
        for one, first in _cohort(facts.registered(day), day, goal_began, SIX_MONTHS)
    )
    return share(answers, _too_short(facts.registered(day), day, goal_began, SIX_MONTHS))


# --- Work without a gap ----------------------------------------------------------------------------------------------


def sustained(months: int) -> Callable[[Facts, date], Members]:
    """People with so many months of paid work without a long gap, of those whose first job began that long ago."""
    window = Window(months=months)

    def members(facts: Facts, day: date) -> Members:
        workers = facts.began(StepKind.PAID_WORK, day)
        chosen = _cohort(workers, day, first_job, window)
        answers = ((person.code, sustained_work(person, months, day)) for person, _ in chosen)
        return share(answers, _too_short(workers, day, first_job, window))

    return members


def sustained_work(person: Person, months: int, day: date) -> bool | None:
    """Whether someone ever had so many months of paid work without a gap over 31 days; None when that is not known.

    Work goes on until the end of the step, or the start of the next paid work. A step without an end is known to have
    run up to the day on which somebody asked (`Nagevraagd op`), however much later that was; after that nobody knows.
    """
    jobs = [step for step in person.jobs if step.start <= day]
    unknown = False
    for first, known_until, open_ended in _stretches(jobs):
        enough = add_months(first, months) - ONE_DAY
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


# --- From a step up to work ------------------------------------------------------------------------------------------


def step_up_to_work(facts: Facts, day: date) -> Members:
    """People who began paid work within a year of their first step up, of those whose step up began that long ago.

    Work that had begun before the step up does not count; work that began on the same day does.
    """
    answers = (
        (person.code, any(first <= job.start <= TWELVE_MONTHS.after(first) for job in person.jobs))
        for person, first in _cohort(facts.registered(day), day, _first_step_up, TWELVE_MONTHS)
    )
    return share(answers, _too_short(facts.registered(day), day, _first_step_up, TWELVE_MONTHS))


def _first_step_up(person: Person) -> date | None:
    return person.first_step_up


# --- Whom to ask -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One day about which to ask what someone does: `after` is `13w` or `6m`, `known` whether the answer is known."""

    person: Person
    kinds: tuple[str, ...]
    after: str
    asked: date
    known: bool

    @property
    def key(self) -> str:
        """The code of the person, after how long, and of what."""
        return f"{self.person.code} {self.after} {self.kinds[0]}"


def follow_ups(person: Person, day: date) -> Iterator[FollowUp]:
    """The follow-ups of one person that are due by a day.

    Paid work after 13 weeks and after 6 months, and any other own goal (training left out) after 6 months.
    """
    yield from _due(person, first_job(person), (StepKind.PAID_WORK,), "13w", day)
    yield from _due(person, first_job(person), (StepKind.PAID_WORK,), "6m", day)
    goal = person.participant.own_goal or ""
    if goal != OwnGoal.PAID_WORK:
        yield from _due(person, goal_began(person), GOAL_KINDS.get(goal, ()), "6m", day)


_ASKED = {"13w": THIRTEEN_WEEKS, "6m": SIX_MONTHS}


def _due(person: Person, first: date | None, kinds: tuple[str, ...], after: str, day: date) -> Iterator[FollowUp]:
    """The follow-up of a start, when it is due by the day; nobody asks after someone who had died by then."""
    if first is None:
        return
    asked = _ASKED[after].after(first)
    if asked <= day and not has_died(person, asked):
        yield FollowUp(person, kinds, after, asked, does_on(person, kinds, asked, day) is not None)


def outcomes_known(facts: Facts, day: date) -> Members:
    """Follow-ups of which the answer is known, of those that are due; there are several for one person."""
    due = list(_all_due(facts, day))
    return Members(frozenset(one.key for one in due if one.known), frozenset(one.key for one in due))


def _all_due(facts: Facts, day: date) -> Iterator[FollowUp]:
    for person in facts.registered(day):
        if person.steps:
            yield from follow_ups(person, day)


def overdue(facts: Facts, day: date) -> Members:
    """Follow-ups that were due more than 30 days ago and of which the answer is still not known."""
    due = _all_due(facts, day)
    return Members(frozenset(one.key for one in due if not one.known and one.asked + timedelta(days=30) < day))
