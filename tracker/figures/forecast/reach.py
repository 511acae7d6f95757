"""A crowd in its states becomes the moments at which each first begins with something, by draws of hazards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from tracker.figures.forecast.hazards import Law
from tracker.figures.forecast.stays import GOALS, QUARTER, Move, State
from tracker.figures.forecast.walk import AT_ONCE, Horizon, Singles, Walkers, walk

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint8]

KINDS = (CHANCE, TRAINING, WORK, GOAL) = (0, 1, 2, 3)
"""What can be reached: a chance, a training, paid work, the own goal."""

FOLLOWS = np.full((len(State) - 1, len(Move)), -1, dtype=np.intp)
"""The next state for each state and move; -1 is the end."""

FOLLOWS[:, Move.PAID_WORK] = State.PAID_WORK
FOLLOWS[:, Move.TRAINING] = State.TRAINING
FOLLOWS[:, Move.STEP_UP] = State.STEP_UP
FOLLOWS[:, Move.VOLUNTEER_WORK] = State.VOLUNTEER_WORK
FOLLOWS[:, Move.END] = State.BETWEEN
FOLLOWS[State.PAID_WORK, Move.END] = State.AFTER_WORK

_WANTS_TRAINING = 4

_BIT = 1 << np.arange(len(KINDS), dtype=np.uint8)
"""A bit for each kind: what someone has reached is one number."""

_ALL = np.uint8(_BIT.sum())

_REACHED = np.zeros((len(Move), len(GOALS)), dtype=np.uint8)
"""What is reached by each move of each group of people; a training that is the own goal must be completed."""

_REACHED[: Move.END] |= _BIT[CHANCE]
_REACHED[Move.TRAINING] |= _BIT[TRAINING]
_REACHED[Move.PAID_WORK] |= _BIT[WORK]
_REACHED[[Move.PAID_WORK, Move.VOLUNTEER_WORK, Move.STEP_UP], [1, 2, 3]] |= _BIT[GOAL]

_BEGINS = np.full(len(State), Move.END, dtype=np.intp)
"""The move that leads to each state of a step."""

_BEGINS[[State.PAID_WORK, State.TRAINING, State.STEP_UP, State.VOLUNTEER_WORK]] = (
    Move.PAID_WORK,
    Move.TRAINING,
    Move.STEP_UP,
    Move.VOLUNTEER_WORK,
)


YEAR = 4
"""Quarters over which a stay meets the pace."""


@dataclass(frozen=True, slots=True)
class Clock:
    """How many months at a pace of 1 went by at the end of each quarter ahead: draws x (quarters + 1)."""

    passed: Numbers

    @classmethod
    def of(cls, pace: Numbers) -> Self:
        """From the pace of each quarter, draws x quarters."""
        return cls(np.concatenate([np.zeros((len(pace), 1)), (pace * QUARTER).cumsum(axis=1)], axis=1))

    @property
    def horizon(self) -> Horizon:
        """What went by at the horizon, and how slow each part of it is: over the year that begins with it."""
        until = self.passed[:, -1]
        calendar = np.arange(self.passed.shape[1]) * QUARTER
        parts = self.passed.shape[1] - 1
        grid = np.arange(parts + 1) / parts
        at = np.stack([np.interp(grid * end, passed, calendar) for end, passed in zip(until, self.passed, strict=True)])
        ahead = np.minimum(np.arange(parts) + YEAR, parts)
        lasting = (ahead - np.arange(parts)) * (until[:, None] / parts)
        return Horizon(until, ((at[:, ahead] - at[:, :-1]) / lasting).astype(np.float32))

    def at(self, draw: Places, months: Numbers) -> Numbers:
        """What went by after so many calendar months, for a draw each."""
        quarter = np.minimum((months / QUARTER).astype(np.intp), self.passed.shape[1] - 2)
        begin, end = self.passed[draw, quarter], self.passed[draw, quarter + 1]
        passed: Numbers = begin + (end - begin) * (months / QUARTER - quarter)
        return passed

    def table(self, months: Numbers) -> Numbers:
        """What went by after so many calendar months, draws x months."""
        draws = np.arange(len(self.passed))
        return np.stack([self.at(draws, np.full(len(draws), month)) for month in months], axis=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Everyone in every draw, side by side; times are in months at a pace of 1.

    `done` (people x kinds) is what they reached before; `planned` are the moments and states of steps that are agreed
    already, infinity for none. `ease` is what the hazards of beginning a step are multiplied by.
    """

    draw: Places
    state: Places
    group: Places
    born: Numbers
    elapsed: Numbers
    done: Flags
    planned: tuple[Numbers, Places]
    newcomer: Flags
    ease: Singles


@dataclass(frozen=True, slots=True)
class Walked:
    """What came of a crowd: people x kinds when each was reached, infinity for never or before; when each left."""

    crowd: Crowd
    times: Numbers
    closed: Numbers


def follow(
    parts: Iterable[Crowd], by: Law, completed: Numbers, horizon: Horizon, rng: np.random.Generator
) -> Iterator[Walked]:
    """Follow a crowd part by part, so that no more than one of them is there at once.

    `completed` is the share of trainings completed in each draw. Each part of the crowd has its own chance, so that a
    part that goes on longer does not change another.
    """
    for crowd in parts:
        yield _follow(crowd, by, completed, horizon, rng.spawn(1)[0])


def in_parts(crowd: Crowd) -> Iterator[Crowd]:
    """Cut a crowd in parts of which the last may be smaller."""
    for first in range(0, len(crowd.draw), AT_ONCE):
        yield _part(crowd, slice(first, first + AT_ONCE))


def _part(crowd: Crowd, part: slice) -> Crowd:
    return Crowd(
        draw=crowd.draw[part],
        state=crowd.state[part],
        group=crowd.group[part],
        born=crowd.born[part],
        elapsed=crowd.elapsed[part],
        done=crowd.done[part],
        planned=(crowd.planned[0][part], crowd.planned[1][part]),
        newcomer=crowd.newcomer[part],
        ease=crowd.ease[part],
    )


def _follow(crowd: Crowd, by: Law, completed: Numbers, horizon: Horizon, rng: np.random.Generator) -> Walked:
    luck = rng.random(len(crowd.draw), dtype=np.float32)
    times = np.full((len(crowd.draw), len(KINDS)), np.inf)
    closed = np.full(len(crowd.draw), np.inf)
    done: Bits = (crowd.done * _BIT).sum(axis=1, dtype=np.uint8)
    completes = (crowd.group == _WANTS_TRAINING) & (luck < completed[crowd.draw])
    for made in walk(_set_out(crowd, times, done), by, FOLLOWS, horizon, rng):
        reached = _REACHED[made.move, crowd.group[made.walker]]
        reached[(made.state == State.TRAINING) & completes[made.walker]] |= _BIT[GOAL]
        _note(times, done, made.walker, reached, made.time)
        left = made.move == Move.CLOSE
        closed[made.walker[left]] = made.time[left]
        # Who reached all there is needs no following.
        made.keep[done[made.walker] == _ALL] = False
    return Walked(crowd, times, closed)


def _set_out(crowd: Crowd, times: Numbers, done: Bits) -> Walkers:
    """Everyone where they are, or at the beginning of the step that is agreed, which is written down at once."""
    agreed, states = crowd.planned
    going = np.isfinite(agreed)
    begun = np.flatnonzero(going)
    reached = _REACHED[_BEGINS[states[begun]], crowd.group[begun]]
    _note(times, done, begun, reached, agreed[begun])
    return Walkers(
        crowd.draw,
        np.where(going, states, crowd.state),
        crowd.group,
        np.where(going, agreed, crowd.born),
        np.where(going, 0.0, crowd.elapsed),
        crowd.ease,
    )


def _note(times: Numbers, done: Bits, who: Places, reached: Bits, time: Numbers) -> None:
    """Write down what walkers reach, and when, where they had not before."""
    before = done[who]
    new = reached & ~before
    for kind, bit in enumerate(_BIT):
        first = np.flatnonzero(new & bit)
        times[who[first], kind] = time[first]
    done[who] = before | new
