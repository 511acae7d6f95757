"""Extra trainings and places become earlier firsts: who gets one has the chances of it beside those they had already.

So an extra training or place never takes away what someone would have reached without it. That is an assumption.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.figures.forecast.hazards import Law
from tracker.figures.forecast.outcome import WhatIf
from tracker.figures.forecast.reach import TRAINING, WORK, Clock, Crowd, follow
from tracker.figures.forecast.stays import QUARTER, State

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

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


def give_extra(crowd: Crowd, times: Numbers, closed: Numbers, extra: Extra, rng: np.random.Generator) -> Numbers:
    """The same times (people x kinds), earlier for who begins with something extra; `closed` is when each leaves."""
    order = np.lexsort((rng.random(len(crowd.draw)), crowd.draw))
    for state, numbers in _gifts(extra, rng):
        until = _open_until(crowd, times, closed, TRAINING if state is State.TRAINING else WORK)
        chosen, when = _chosen(crowd, until, order, numbers, extra.clock)
        times = _with_second_way(crowd, times, (chosen, when), state, extra, rng)
    return times


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


def _open_until(crowd: Crowd, times: Numbers, closed: Numbers, kind: int) -> Numbers:
    """Until when each may be given something: until they leave, have it, or have work."""
    over = np.minimum(closed, np.minimum(times[:, kind], times[:, WORK]))
    over[crowd.done[:, kind] | crowd.done[:, WORK]] = -np.inf
    return over


def _chosen(crowd: Crowd, until: Numbers, order: Places, numbers: Numbers, clock: Clock) -> tuple[Places, Numbers]:
    """Who is given something, and when: quarter by quarter the first so many of each draw who may, once each."""
    order = order[until[order] > crowd.born[order]]
    draw, born, over = crowd.draw[order], crowd.born[order], until[order]
    first = np.searchsorted(draw, np.arange(len(numbers)))
    people, times = [], []
    for quarter in range(numbers.shape[1]):
        now = (clock.passed[:, quarter] + clock.passed[:, quarter + 1]) / 2
        able = (born <= now[draw]) & (over > now[draw])
        place = able.cumsum()
        before = np.concatenate([[0], place])[first]
        picked = np.flatnonzero(able & (place - before[draw] <= numbers[draw, quarter]))
        over[picked] = -np.inf
        people.append(order[picked])
        times.append(now[draw[picked]])
    return np.concatenate(people), np.concatenate(times)


def _with_second_way(
    crowd: Crowd, times: Numbers, begun: tuple[Places, Numbers], state: State, extra: Extra, rng: np.random.Generator
) -> Numbers:
    """The earliest of the way that they went already, and the way from the extra step on."""
    chosen, when = begun
    second = Crowd(
        draw=crowd.draw[chosen],
        state=np.full(len(chosen), State.WAITING, dtype=np.intp),
        group=crowd.group[chosen],
        born=when,
        elapsed=np.zeros(len(chosen)),
        done=crowd.done[chosen],
        planned=(when, np.full(len(chosen), state, dtype=np.intp)),
        newcomer=crowd.newcomer[chosen],
        ease=crowd.ease[chosen],
    )
    found, _ = follow(second, extra.by, extra.completed, extra.clock.horizon, rng)
    earlier = times.copy()
    earlier[chosen] = np.minimum(times[chosen], found)
    return earlier
