"""Made-up programmes with a known future, in a world that is not built like the model that forecasts it.

People differ in how easily they move; trainings and places last about as long as planned; what was longest ago counts;
the pace swings from quarter to quarter. Month by month, all people of a programme side by side.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from tracker.figures.facts import Person
from tracker.model import OwnGoal, Participant, Phase, Step, StepKind

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

FIRST_DAY = date(2022, 3, 1)
LAST_MONTH = 166
"""The first day of a programme, and the months from there to the end of 2035."""

DAYS = 365.25 / 12

GOALS = (OwnGoal.PAID_WORK, OwnGoal.VOLUNTEER_WORK, OwnGoal.WORK_EXPERIENCE, OwnGoal.TRAINING, None)
GOAL_SHARES = (0.58, 0.13, 0.09, 0.1, 0.1)

WAITING, TRAINING, STEP_UP, VOLUNTEER, WORK, BETWEEN, CLOSED = range(7)
KINDS = {
    TRAINING: StepKind.TRAINING,
    STEP_UP: StepKind.WORK_EXPERIENCE,
    VOLUNTEER: StepKind.VOLUNTEER_WORK,
    WORK: StepKind.PAID_WORK,
}

STARTS = {
    #          training step up volunteer work
    WAITING: (0.030, 0.018, 0.007, 0.013),
    BETWEEN: (0.018, 0.022, 0.008, 0.058),
}
"""The chance to begin in a month, by kind."""

LASTS = {TRAINING: (7.0, 0.4), STEP_UP: (5.5, 0.4), VOLUNTEER: (11.0, 0.6)}
"""Median months that it lasts, and the standard deviation of the logarithm."""

WORK_AT_ONCE = {TRAINING: 0.3, STEP_UP: 0.25, VOLUNTEER: 0.05}
"""The share that begins with paid work when it ends."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """How a world differs.

    `swing` is that of its pace (standard deviation of the logarithm), `off` how far its hazards and arrivals are from
    what they are elsewhere, `jobs` what finding work is multiplied by, `turn` the month in which a new phase brings
    another pace.
    """

    name: str
    swing: float = 0.2
    off: float = 0.0
    jobs: float = 1.0
    turn: int | None = None


SCENARIOS = (
    Scenario("normal"),
    Scenario("calm", swing=0.05),
    Scenario("wild pace", swing=0.6),
    Scenario("priors off by 40%", off=0.4),
    Scenario("change of phase halfway", turn=30),
    Scenario("change of phase later on", turn=83),
    Scenario("hardly any placements yet", jobs=0.2),
)


@dataclass(frozen=True, slots=True)
class Programme:
    """All people with all they will ever do, and the phases.

    `firsts` is people x (registered, chance, training, work, goal) in months, infinity for never; `closed` is when
    each leaves.
    """

    people: tuple[Person, ...]
    phases: tuple[Phase, ...]
    firsts: Numbers
    closed: Numbers

    def known(self, month: int) -> tuple[Person, ...]:
        """The people as the sheet knew them at a month."""
        as_of = day(month)
        return tuple(_known(person, as_of) for person in self.people if person.registered <= as_of)


def day(month: float) -> date:
    """The day so many months after the first one."""
    return FIRST_DAY + timedelta(days=int(month * DAYS))


def _known(person: Person, as_of: date) -> Person:
    closed = person.participant.closed_on
    steps = tuple(
        step if step.end is None or step.end <= as_of else replace(step, end=None, result=None)
        for step in person.steps
        if step.start <= as_of
    )
    one = person.participant if closed is None or closed <= as_of else replace(person.participant, closed_on=None)
    return Person(one, person.registered, steps)


def paces(scenario: Scenario, rng: np.random.Generator) -> Numbers:
    """Two (arrivals, moves) x months of the pace: both follow in part the same luck."""
    quarters = LAST_MONTH // 3 + 1
    shocks = rng.standard_normal((3, quarters))
    series = np.zeros((2, quarters))
    for which in (0, 1):
        noise = np.sqrt(0.5) * (shocks[2] + shocks[which])
        level = noise[0]
        for quarter in range(quarters):
            series[which, quarter] = scenario.swing * level
            level = 0.6 * level + 0.8 * noise[(quarter + 1) % quarters]
    pace = np.repeat(np.exp(series), 3, axis=1)[:, :LAST_MONTH]
    if scenario.turn is not None:
        pace[:, scenario.turn :] *= np.exp(0.35 * rng.choice((-1, 1)))
    return pace


def programme(scenario: Scenario, seed: int) -> Programme:
    """One made-up programme, the same for the same seed."""
    rng = np.random.default_rng(seed)
    pace = paces(scenario, rng)
    off = 1 + scenario.off * rng.choice((-1, 1)) if scenario.off else np.exp(rng.normal(0, 0.15))
    came = rng.poisson(2.6 * off * pace[0])
    registered = np.repeat(np.arange(LAST_MONTH), came) + rng.random(came.sum())
    number = len(registered)
    ease = rng.gamma(4, 0.25, number)
    goal = rng.choice(len(GOALS), number, p=GOAL_SHARES)
    life = _Lives(registered, ease, goal, off, scenario.jobs)
    for month in range(LAST_MONTH):
        life.live(month, pace[1, month], rng)
    marks = [Phase(name="Fase 1", starts_on=FIRST_DAY, kind="ew")]
    if scenario.turn is not None:
        marks.append(Phase(name="Fase 2", starts_on=day(scenario.turn), kind="ew"))
    return Programme(life.people(), tuple(marks), life.firsts(), life.closed)


class _Lives:
    """Everyone of one programme, month by month."""

    def __init__(self, registered: Numbers, ease: Numbers, goal: Places, off: float, jobs: float) -> None:
        self.registered, self.ease, self.goal, self.off, self.jobs = registered, ease, goal, off, jobs
        number = len(registered)
        self.state = np.zeros(number, dtype=np.intp)
        self.since = registered.copy()
        self.until = np.full(number, np.inf)
        self.closed = np.full(number, np.inf)
        self.steps: list[tuple[int, int, float, float]] = []
        self.completed: set[int] = set()

    def live(self, month: int, pace: float, rng: np.random.Generator) -> None:
        """One month of everyone who is there by its beginning."""
        number = len(self.registered)
        luck, when = rng.random((3, number)), month + rng.random(number)
        here = (self.registered < month) & (self.state != CLOSED)
        self._end(month, here, luck[0], rng)
        self._lose_work(here & (self.state == WORK), luck[0], month, when)
        free = here & ((self.state == WAITING) | (self.state == BETWEEN)) & (self.since < month)
        self._begin(free, luck[1], when, pace, rng)
        leaves = free & ((self.state == WAITING) | (self.state == BETWEEN))
        hazard = np.where(self.state == WAITING, 0.012, 0.028)
        self.closed[leaves & (luck[2] < hazard)] = when[leaves & (luck[2] < hazard)]
        self.state[leaves & (luck[2] < hazard)] = CLOSED

    def _end(self, month: int, here: npt.NDArray[np.bool_], luck: Numbers, rng: np.random.Generator) -> None:
        for state, share in WORK_AT_ONCE.items():
            for person in np.flatnonzero(here & (self.state == state) & (self.until < month + 1)).tolist():
                end = max(self.until[person], self.since[person] + 0.2)
                if state == TRAINING and rng.random() < 0.83:
                    self.completed.add(len(self.steps))
                self.steps.append((person, state, self.since[person], end))
                self.state[person], self.since[person] = BETWEEN, end
                wants = 1.0 if self.goal[person] in (0, 4) else 0.4
                if luck[person] < share * self.jobs * wants:
                    self._start(person, WORK, end + 0.1, rng)

    def _lose_work(self, working: npt.NDArray[np.bool_], luck: Numbers, month: int, when: Numbers) -> None:
        hazard = np.where(month - self.since < 12, 0.03, 0.012)
        for person in np.flatnonzero(working & (luck < hazard) & (when > self.since + 0.2)).tolist():
            self.steps.append((person, WORK, self.since[person], when[person]))
            self.state[person], self.since[person] = BETWEEN, when[person]

    def _begin(
        self, free: npt.NDArray[np.bool_], luck: Numbers, when: Numbers, pace: float, rng: np.random.Generator
    ) -> None:
        chances = np.zeros((len(luck), 4))
        for state, hazards in STARTS.items():
            chances[self.state == state] = hazards
        chances[:, 3] *= self.jobs * np.where((self.goal == 0) | (self.goal == 4), 1.0, 0.35)
        chances[:, 2] *= np.where(self.goal == 1, 6.0, 0.5)
        chances[:, 1] *= np.where(self.goal == 2, 3.0, 1.0)
        chances[:, 0] *= np.where(self.goal == 3, 2.0, 1.0)
        waited = when - self.since
        wearing = np.where(waited < 6, 1.2, np.where(waited < 15, 0.9, 0.5))
        running = (chances * (self.ease * wearing * pace * self.off)[:, None]).cumsum(axis=1)
        kinds = (luck[:, None] > running).sum(axis=1)
        for person in np.flatnonzero(free & (kinds < 4)).tolist():
            self._start(person, (TRAINING, STEP_UP, VOLUNTEER, WORK)[kinds[person]], when[person], rng)

    def _start(self, person: int, state: int, when: float, rng: np.random.Generator) -> None:
        self.state[person], self.since[person], self.until[person] = state, when, np.inf
        if state in LASTS:
            median, spread = LASTS[state]
            self.until[person] = when + median * np.exp(rng.normal(0, spread))

    def _all_steps(self) -> list[tuple[int, int, float, float | None]]:
        running = np.flatnonzero(np.isin(self.state, (TRAINING, STEP_UP, VOLUNTEER, WORK)))
        return [*self.steps, *((int(one), int(self.state[one]), float(self.since[one]), None) for one in running)]

    def people(self) -> tuple[Person, ...]:
        """As the tracker knows people."""
        steps: list[list[Step]] = [[] for _ in self.registered]
        for place, (person, state, begin, end) in enumerate(self._all_steps()):
            result = (
                None if end is None else ("completed" if place in self.completed or state != TRAINING else "stopped")
            )
            last = None if end is None else max(day(begin), day(end))
            steps[person].append(
                Step(participant=f"D-{person}", kind=KINDS[state], start=day(begin), end=last, result=result)
            )
        return tuple(
            Person(
                Participant(
                    code=f"D-{person}",
                    registered_on=day(self.registered[person]),
                    own_goal=GOALS[self.goal[person]],
                    closed_on=day(self.closed[person]) if np.isfinite(self.closed[person]) else None,
                ),
                day(self.registered[person]),
                tuple(sorted(some, key=lambda step: step.start)),
            )
            for person, some in enumerate(steps)
        )

    def firsts(self) -> Numbers:
        """People x what is first reached, in months."""
        found = np.full((len(self.registered), 5), np.inf)
        found[:, 0] = self.registered
        wanted = {0: WORK, 1: VOLUNTEER, 2: STEP_UP}
        for place, (person, state, begin, end) in enumerate(self._all_steps()):
            row = found[person]
            row[1] = min(row[1], begin)
            if state == TRAINING:
                row[2] = min(row[2], begin)
            if state == WORK:
                row[3] = min(row[3], begin)
            if wanted.get(int(self.goal[person])) == state:
                row[4] = min(row[4], begin)
            if self.goal[person] == 3 and place in self.completed:
                row[4] = min(row[4], float(end or np.inf))
        return found
