"""Extra trainings and places become earlier firsts: who gets one has the chances of it beside those they had already.

So an extra training or place never takes away what someone would have reached without it. That is an assumption.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from tracker.figures.forecast.hazards import Law
from tracker.figures.forecast.outcome import WhatIf
from tracker.figures.forecast.reach import KINDS, TRAINING, WORK, Clock, Crowd, Walked, follow, in_parts
from tracker.figures.forecast.stays import QUARTER, State
from tracker.figures.forecast.walk import AT_ONCE, Singles

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

STAY = 9.0
"""Months that someone uses an extra place before it is free again."""


@dataclass(frozen=True, slots=True)
class Extra:
    """What is given: the wish, the hazards, the share of trainings completed, the clock, the kinds of places."""

    what_if: WhatIf
    by: Law
    completed: Numbers
    clock: Clock
    kinds_of_places: Numbers


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of everyone who walked, in as few bytes as can be: one value each, and `times` people x kinds."""

    draw: npt.NDArray[np.int32]
    group: npt.NDArray[np.int8]
    born: Numbers
    closed: Numbers
    done: Flags
    newcomer: Flags
    ease: Singles
    times: Numbers

    @classmethod
    def of(cls, walked: Iterable[Walked], number: int) -> Self:
        """Keep them as they come, so many in all."""
        kept = cls(
            draw=np.empty(number, dtype=np.int32),
            group=np.empty(number, dtype=np.int8),
            born=np.empty(number),
            closed=np.empty(number),
            done=np.empty((number, len(KINDS)), dtype=bool),
            newcomer=np.empty(number, dtype=bool),
            ease=np.empty(number, dtype=np.float32),
            times=np.empty((number, len(KINDS))),
        )
        first = 0
        for part in walked:
            place = slice(first, first + len(part.closed))
            for name in ("draw", "group", "born", "done", "newcomer", "ease"):
                getattr(kept, name)[place] = getattr(part.crowd, name)
            kept.closed[place], kept.times[place] = part.closed, part.times
            first = place.stop
        return kept

    def crowd(self, who: Places | slice, born: Numbers, state: State) -> Crowd:
        """Some of them, from the moment on at which they begin to wait, or are in a state by agreement."""
        draw = self.draw[who].astype(np.intp)
        return Crowd(
            draw=draw,
            state=np.full(len(draw), State.WAITING, dtype=np.intp),
            group=self.group[who].astype(np.intp),
            born=born,
            elapsed=np.zeros(len(draw)),
            done=self.done[who],
            planned=(born, np.full(len(draw), state, dtype=np.intp)),
            newcomer=self.newcomer[who],
            ease=self.ease[who],
        )


def give_extra(walked: Iterable[Walked], number: int, extra: Extra, rng: np.random.Generator) -> Iterator[Walked]:
    """The same crowd of so many, with earlier times for who begins with something extra."""
    kept = _Kept.of(walked, number)
    order = np.lexsort((rng.random(number), kept.draw))
    for state, numbers in _gifts(extra, rng):
        chosen, when = _chosen(kept, TRAINING if state is State.TRAINING else WORK, order, numbers, extra.clock)
        second = kept.crowd(chosen, when, state)
        found = follow(in_parts(second), extra.by, extra.completed, extra.clock.horizon, rng)
        earlier = np.concatenate([np.zeros((0, len(KINDS))), *(one.times for one in found)])
        kept.times[chosen] = np.minimum(kept.times[chosen], earlier)
    for first in range(0, number, AT_ONCE):
        part = slice(first, first + AT_ONCE)
        yield Walked(kept.crowd(part, kept.born[part], State.WAITING), kept.times[part], kept.closed[part])


def _gifts(extra: Extra, rng: np.random.Generator) -> Iterator[tuple[State, Numbers]]:
    """For each kind of step draws x quarters of how many begin extra."""
    draws, quarters = len(extra.clock.passed), extra.clock.passed.shape[1] - 1
    if extra.what_if.trainings_per_quarter:
        yield State.TRAINING, np.full((draws, quarters), float(extra.what_if.trainings_per_quarter))
    if extra.what_if.places:
        numbers = np.full((draws, quarters), extra.what_if.places * QUARTER / STAY)
        numbers[:, 0] = extra.what_if.places
        kinds = (State.PAID_WORK, State.STEP_UP, State.VOLUNTEER_WORK)
        for state, share in zip(kinds, extra.kinds_of_places, strict=True):
            yield state, np.floor(numbers * share + rng.random((draws, 1)))


def _chosen(kept: _Kept, kind: int, order: Places, numbers: Numbers, clock: Clock) -> tuple[Places, Numbers]:
    """Who is given something, and when, quarter by quarter; `order` is one draw after another, by turn in each."""
    ends = np.concatenate([[0], np.bincount(kept.draw, minlength=len(numbers)).cumsum()])
    some = max(1, AT_ONCE * len(numbers) // max(1, len(order)))
    found = []
    for first in range(0, len(numbers), some):
        draws = np.arange(first, min(first + some, len(numbers)))
        turns = order[ends[first] : ends[draws[-1] + 1]]
        found.append(_by_turn(kept, kind, turns, (draws, numbers, clock)))
    pairs = [pair for quarter in zip(*found, strict=True) for pair in quarter]
    return np.concatenate([people for people, _ in pairs]), np.concatenate([times for _, times in pairs])


def _by_turn(
    kept: _Kept, kind: int, turns: Places, given: tuple[Places, Numbers, Clock]
) -> list[tuple[Places, Numbers]]:
    """For each quarter the first so many of some draws who may be given something, once each, and when."""
    draws, numbers, clock = given
    over = _open_until(kept, kind, turns)
    able_ever = over > kept.born[turns]
    turns, over = turns[able_ever], over[able_ever]
    draw, born = kept.draw[turns], kept.born[turns]
    first = np.searchsorted(draw, draws)
    found = []
    for quarter in range(numbers.shape[1]):
        now = (clock.passed[:, quarter] + clock.passed[:, quarter + 1]) / 2
        able = (born <= now[draw]) & (over > now[draw])
        place = able.cumsum()
        before = np.zeros(len(numbers), dtype=np.intp)
        before[draws] = np.concatenate([[0], place])[first]
        picked = np.flatnonzero(able & (place - before[draw] <= numbers[draw, quarter]))
        over[picked] = -np.inf
        found.append((turns[picked], now[draw[picked]]))
    return found


def _open_until(kept: _Kept, kind: int, who: Places) -> Numbers:
    """Until when each may be given something: until they leave, have it, or have work."""
    times, done = kept.times[who], kept.done[who]
    over = np.minimum(kept.closed[who], np.minimum(times[:, kind], times[:, WORK]))
    over[done[:, kind] | done[:, WORK]] = -np.inf
    return over
