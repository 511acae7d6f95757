"""Walkers in a state become their moves, one round of moves after another, by draws of hazards.

Time is counted in months at a pace of 1: in a slow quarter it goes slower. Every round draws a number for every
walker, also for those who are done, so that two walks from one seed differ only where their hazards do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.figures.forecast.hazards import EDGES, Law

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

MOST_ROUNDS = 60
"""So many moves nobody makes before the horizon; it ends a walk between two states that follow each other at once."""


@dataclass(frozen=True, slots=True)
class Walkers:
    """Who walks, side by side: the draw they belong to, their state and group, and the time now.

    `elapsed` are the months that they are in the state already. `ease` multiplies all hazards of a walker.
    """

    draw: Places
    state: Places
    group: Places
    time: Numbers
    elapsed: Numbers
    ease: Numbers | None = None


@dataclass(frozen=True, slots=True)
class Moves:
    """One round: which walkers moved, from which state, by which move, when. Who is not kept walks no further."""

    walker: Places
    state: Places
    move: Places
    time: Numbers
    keep: npt.NDArray[np.bool_]


def walk(who: Walkers, by: Law, follows: Places, until: Numbers, rng: np.random.Generator) -> Iterator[Moves]:
    """Yield rounds of moves until every walker passed the time `until` of its draw, or stands still.

    `follows` is the next state for each state and move, -1 for the end.
    """
    edges, number = np.array(EDGES, dtype=np.float32), len(who.draw)
    at, state, time = np.arange(number), who.state, who.time
    base = who.draw * by.states * by.groups + who.group
    passed = _passed(who.elapsed, base + state * by.groups, by)
    for _ in range(MOST_ROUNDS):
        if not len(at):
            return
        chance = rng.standard_exponential(number, dtype=np.float32)[at]
        luck = rng.random(number, dtype=np.float32)[at]
        if who.ease is not None:
            chance /= who.ease[at]
        row = base[at] + state * by.groups
        if passed is not None:
            chance += passed
        reached = by.reached.take(row, axis=0)
        when = (chance[:, None] >= reached[:, 1:]).sum(axis=1, dtype=np.int8)
        cell = by.cells.take(row * len(edges) + when, axis=0)
        time = time + edges.take(when) + (chance - cell[:, 0]) / cell[:, 1]
        if passed is not None:
            time -= who.elapsed
            passed = None
        here = np.flatnonzero(time <= until.take(who.draw[at]))
        at, state, time = at[here], state[here], time[here]
        move = (luck[here, None] > cell[here, 2:]).sum(axis=1, dtype=np.int8).astype(np.intp)
        following = follows[state, move]
        moves = Moves(at, state, move, time, following >= 0)
        yield moves
        at, state, time = at[moves.keep], following[moves.keep], time[moves.keep]


def _passed(elapsed: Numbers, row: Places, by: Law) -> npt.NDArray[np.float32] | None:
    """The hazard that each walker has behind it already; None when nobody has any."""
    if not elapsed.any():
        return None
    when = np.searchsorted(EDGES, elapsed, side="right") - 1
    cell = by.cells[row * len(EDGES) + when]
    behind = cell[:, 0] + (elapsed - np.array(EDGES)[when]) * cell[:, 1]
    passed: npt.NDArray[np.float32] = behind.astype(np.float32)
    return passed
