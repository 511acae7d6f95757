"""Walkers in a state become their moves, one round of moves after another, by draws of hazards.

Time is counted in months at a pace of 1: in a slow quarter it goes slower. A move that is not paced takes its time
whatever the pace: its hazard is multiplied by how many months of the calendar go by in a month at a pace of 1. Every
round draws a number for every walker, also for those who are done, so that two walks from one seed differ only where
their hazards do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tracker.figures.forecast.hazards import EDGES, Law

Numbers = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

AT_ONCE = 40_000
"""So many walkers make a move side by side, that what they need stays close to the processor."""

MOST_ROUNDS = 60
"""So many moves nobody makes before the horizon; it ends a walk between two states that follow each other at once."""


@dataclass(frozen=True, slots=True)
class Walkers:
    """Who walks, side by side: the draw they belong to, their state and group, and the time now.

    `elapsed` are the months that they are in the state already. `ease` multiplies the hazards of paced moves.
    """

    draw: Places
    state: Places
    group: Places
    time: Numbers
    elapsed: Numbers
    ease: Singles


@dataclass(frozen=True, slots=True)
class Horizon:
    """The time `until` which each draw walks, and how many months of the calendar go by in each part of it.

    `slowness` is draws x equal parts of that time, in months of the calendar for a month at a pace of 1.
    """

    until: Numbers
    slowness: Singles

    def slow(self, draw: Places, time: Numbers) -> Singles:
        """The slowness that walkers meet from a time on."""
        parts = self.slowness.shape[1]
        part = (time * (parts / self.until).take(draw)).astype(np.intp)
        found: Singles = self.slowness.ravel().take(draw * parts + np.minimum(part, parts - 1))
        return found


@dataclass(frozen=True, slots=True)
class Moves:
    """One round: which walkers moved, from which state, by which move, when. Who is not kept walks no further."""

    walker: Places
    state: Places
    move: Places
    time: Numbers
    keep: npt.NDArray[np.bool_]


def walk(who: Walkers, by: Law, follows: Places, horizon: Horizon, rng: np.random.Generator) -> Iterator[Moves]:
    """Yield moves, those of a walker in the order of time, until all passed the horizon of their draw or stand still.

    `follows` is the next state for each state and move, -1 for the end.
    """
    number = len(who.draw)
    at, state, time = np.arange(number), who.state, who.time
    elapsed: Numbers | None = who.elapsed if who.elapsed.any() else None
    for _ in range(MOST_ROUNDS):
        if not len(at):
            return
        chance = rng.standard_exponential(number, dtype=np.float32).take(at)
        luck = rng.random(number, dtype=np.float32).take(at)
        going = []
        for first in range(0, len(at), AT_ONCE):
            some = slice(first, first + AT_ONCE)
            since = None if elapsed is None else elapsed[some]
            step = _Step(at[some], state[some], time[some], since, chance[some], luck[some])
            moves = _round(who, step, by, horizon)
            following = follows[moves.state, moves.move]
            moves.keep[following < 0] = False
            yield moves
            going.append((moves.walker[moves.keep], following[moves.keep], moves.time[moves.keep]))
        elapsed = None
        at, state, time = (np.concatenate(values) for values in zip(*going, strict=True))


@dataclass(frozen=True, slots=True)
class _Step:
    """Walkers by their number, where they are since when, and what befalls them."""

    at: Places
    state: Places
    time: Numbers
    elapsed: Numbers | None
    chance: Singles
    luck: Singles


def _round(who: Walkers, step: _Step, by: Law, horizon: Horizon) -> Moves:
    """The next move of each, of those for whom it comes before the horizon."""
    edges, at, state, time, chance = np.array(EDGES, dtype=np.float32), step.at, step.state, step.time, step.chance
    draw, ease = who.draw.take(at), who.ease.take(at)
    slow = horizon.slow(draw, time)
    row = (draw * by.states + state) * by.groups + who.group.take(at)
    if step.elapsed is not None:
        chance = chance + _passed(step.elapsed, row, (ease, slow), by)
    reached = ease * by.reached[0].take(row, axis=1)
    reached += slow * by.reached[1].take(row, axis=1)
    when = how_many(chance >= reached)
    cell = by.cells.take(row * len(edges) + when, axis=0)
    paced: Singles = ease * cell[:, 2]
    total: Singles = paced + slow * cell[:, 3]
    time = time + edges.take(when) + (chance - ease * cell[:, 0] - slow * cell[:, 1]) / total
    if step.elapsed is not None:
        time -= step.elapsed
    here = np.flatnonzero(time <= horizon.until.take(draw))
    move = _moves(step.luck[here], (paced / total)[here], cell[here, 4:], by.paced)
    return Moves(at[here], state[here], move, time[here], np.ones(len(here), dtype=bool))


def _passed(elapsed: Numbers, row: Places, by_kind: tuple[Singles, Singles], by: Law) -> Singles:
    """The hazard that each walker has behind it already."""
    when = np.searchsorted(EDGES, elapsed, side="right") - 1
    cell = by.cells[row * len(EDGES) + when]
    since = elapsed - np.array(EDGES)[when]
    ease, slow = by_kind
    behind = ease * (cell[:, 0] + since * cell[:, 2]) + slow * (cell[:, 1] + since * cell[:, 3])
    passed: Singles = behind.astype(np.float32)
    return passed


def _moves(luck: Singles, share: Singles, shares: Singles, paced: int) -> Places:
    """Which move: the luck below the share of paced moves picks one of those, the rest of it one of the others."""
    first = luck < share
    within = np.where(first, luck / np.maximum(share, 1e-9), (luck - share) / np.maximum(1 - share, 1e-9))
    over = within > shares.T
    move: Places = np.where(first, how_many(over[: paced - 1]), paced + how_many(over[paced - 1 :]))
    return move


def how_many(flags: npt.NDArray[np.bool_]) -> Places:
    """How many flags are up in each column; numpy adds up a few long rows far faster than many short ones."""
    found: Places = flags.view(np.int8).sum(axis=0, dtype=np.int8).astype(np.intp)
    return found
