"""People with their steps become stays: how long each was in which state, and where that led."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from tracker.figures.facts import Person
from tracker.figures.forecast.hazards import EDGES, Seen
from tracker.figures.timeline import is_closed, runs_on
from tracker.model import OwnGoal, Step, StepKind

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

MONTH = 365.25 / 12
"""Days in a month."""

QUARTER = 3.0
"""Months in a quarter."""


class State(IntEnum):
    """What someone is doing: the step that began last of those that run, or what there is when none does."""

    WAITING = 0
    TRAINING = 1
    STEP_UP = 2
    VOLUNTEER_WORK = 3
    PAID_WORK = 4
    BETWEEN = 5
    AFTER_WORK = 6
    CLOSED = 7


class Move(IntEnum):
    """What can happen. Paid work is first and leaving last, so that the same luck brings work at a higher hazard."""

    PAID_WORK = 0
    TRAINING = 1
    STEP_UP = 2
    VOLUNTEER_WORK = 3
    END = 4
    CLOSE = 5


STATE_OF = {
    StepKind.TRAINING: State.TRAINING,
    StepKind.INTERNSHIP: State.STEP_UP,
    StepKind.WORK_EXPERIENCE: State.STEP_UP,
    StepKind.VOLUNTEER_WORK: State.VOLUNTEER_WORK,
    StepKind.PAID_WORK: State.PAID_WORK,
}

_MOVE_TO = {
    State.PAID_WORK: Move.PAID_WORK,
    State.TRAINING: Move.TRAINING,
    State.STEP_UP: Move.STEP_UP,
    State.VOLUNTEER_WORK: Move.VOLUNTEER_WORK,
    State.BETWEEN: Move.END,
    State.AFTER_WORK: Move.END,
    State.CLOSED: Move.CLOSE,
}

GOALS: tuple[OwnGoal | None, ...] = (
    None,
    OwnGoal.PAID_WORK,
    OwnGoal.VOLUNTEER_WORK,
    OwnGoal.WORK_EXPERIENCE,
    OwnGoal.TRAINING,
)
"""The groups of people: what they want, and first those of whom that is not known."""


@dataclass(frozen=True, slots=True)
class Stay:
    """A time in one state.

    `begin` and `end` are in months, 0 on the reference date and less before it; `move` is how it ended, None when it
    lasts.
    """

    state: int
    group: int
    begin: float
    end: float
    move: int | None


def group_of(person: Person) -> int:
    """The number of what a person wants."""
    goal = person.participant.own_goal
    return GOALS.index(OwnGoal(goal)) if goal and goal != OwnGoal.NOT_YET_KNOWN else 0


def state_on(person: Person, day: date) -> State:
    """What a registered person does on a day."""
    if is_closed(person, day):
        return State.CLOSED
    begun = [step for step in person.steps if step.start <= day]
    running = [step for step in begun if runs_on(step, day)]
    if running:
        return max(((step.start, STATE_OF[StepKind(step.kind)]) for step in running), key=lambda pair: pair)[1]
    if any(step.kind == StepKind.PAID_WORK for step in begun):
        return State.AFTER_WORK
    return State.BETWEEN if begun else State.WAITING


def stays(person: Person, as_of: date) -> list[Stay]:
    """The stays of one person up to the reference date, in order of time; empty for who was not registered by then."""
    if person.registered > as_of:
        return []
    found: list[Stay] = []
    since, state = person.registered, state_on(person, person.registered)
    group = group_of(person)
    for day in _turns(person, as_of):
        following = state_on(person, day)
        if following is state or state is State.CLOSED:
            continue
        found.append(Stay(state, group, _months(since, as_of), _months(day, as_of), _MOVE_TO[following]))
        since, state = day, following
    if state is not State.CLOSED:
        found.append(Stay(state, group, _months(since, as_of), 0.0, None))
    return found


def _turns(person: Person, as_of: date) -> list[date]:
    """The days on which something may change."""
    days = {step.start for step in person.steps}
    days |= {step.end + timedelta(days=1) for step in person.steps if step.end}
    if person.participant.closed_on:
        days.add(person.participant.closed_on)
    return sorted(day for day in days if person.registered < day <= as_of)


def _months(day: date, as_of: date) -> float:
    return (day - as_of).days / MONTH


def planned_step(person: Person, as_of: date) -> Step | None:
    """The first step that is agreed to begin within a quarter."""
    last = as_of + timedelta(days=92)
    return next((step for step in person.steps if as_of < step.start <= last), None)


# --- Counting --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pieces:
    """Stays cut where a hazard may change: `at` is (state, group, time, quarter) of each, `months` how long it is.

    `stay` is the number of the stay. `ends` is (state, group, time, quarter, move) of each move that was made.
    """

    at: tuple[Places, ...]
    months: Numbers
    stay: Places
    ends: tuple[Places, ...]

    def seen(self, shape: tuple[int, int, int, int, int], ease: Numbers | None = None) -> Seen:
        """Add them up in states x groups x times x quarters x moves; `ease` is that of the person of each stay."""
        months, moves = _summed(self.at, self.months, shape[:-1]), _summed(self.ends, None, shape)
        eased = None if ease is None else _summed(self.at, self.months * ease[self.stay], shape[:-1])
        return Seen(months, moves, eased)


def _summed(at: tuple[Places, ...], weights: Numbers | None, shape: tuple[int, ...]) -> Numbers:
    """The weights at each place, one each when there are none, added up."""
    flat = np.ravel_multi_index(at, shape)
    summed: Numbers = np.bincount(flat, weights, int(np.prod(shape))).astype(float).reshape(shape)
    return summed


def cut(stays: Sequence[Stay], quarters: int) -> Pieces:
    """Cut stays where their hazard may change and where a quarter ends."""
    state, group, move = (
        np.array([getattr(stay, name) for stay in stays if name != "move" or stay.move is not None], dtype=np.intp)
        for name in ("state", "group", "move")
    )
    begin, end = np.array([stay.begin for stay in stays]), np.array([stay.end for stay in stays])
    stay, since, until = _pieces(begin, end)
    middle = (since + until) / 2
    at = (state[stay], group[stay], _time(middle - begin[stay]), _quarter(middle, quarters))
    moved = np.array([stay.move is not None for stay in stays], dtype=bool)
    last = end[moved]
    ends = (state[moved], group[moved], _time(last - begin[moved]), _quarter(last, quarters), move)
    return Pieces(at, until - since, stay, ends)


def tally(stays: Sequence[Stay], states: int, groups: int, moves: int, quarters: int) -> Seen:
    """Add up the months and the moves by state, group, time in the state and quarter."""
    return cut(stays, quarters).seen((states, groups, len(EDGES), quarters, moves))


def _pieces(begin: Numbers, end: Numbers) -> tuple[Places, Numbers, Numbers]:
    """The number of the stay of each piece, and where the piece begins and ends; of times from `begin` to `end`."""
    number = np.arange(len(begin))
    inside = begin[:, None] + np.array(EDGES[1:]) < end[:, None]
    changing, edge = np.nonzero(inside)
    first = np.floor(begin / QUARTER).astype(np.intp) + 1
    marks = np.maximum(0, np.ceil(end / QUARTER).astype(np.intp) - first)
    passing = np.repeat(number, marks)
    mark = first[passing] + np.arange(len(passing)) - np.repeat(marks.cumsum() - marks, marks)
    stay = np.concatenate([number, changing, passing])
    since = np.concatenate([begin, begin[changing] + np.array(EDGES[1:])[edge], mark * QUARTER])
    order = np.lexsort((since, stay))
    stay, since = stay[order], since[order]
    until = end[stay]
    goes_on = stay[1:] == stay[:-1]
    until[:-1][goes_on] = since[1:][goes_on]
    real = until > since
    return stay[real], since[real], until[real]


def _time(length: Numbers) -> Places:
    found: Places = np.searchsorted(EDGES, length, side="right") - 1
    return found


def _quarter(moment: Numbers, quarters: int) -> Places:
    """The number of the quarter that holds each moment; the last one ends on the reference date."""
    found: Places = np.clip(quarters + np.ceil(moment / QUARTER).astype(np.intp) - 1, 0, quarters - 1)
    return found


def arrivals(people: Sequence[Person], as_of: date, quarters: int) -> Numbers:
    """How many people were registered in each quarter."""
    days = np.array([(person.registered - as_of).days for person in people if person.registered <= as_of])
    counts: Numbers = np.bincount(_quarter(days / MONTH, quarters), minlength=quarters).astype(float)
    return counts
