"""Moves: a few people who do something else than they truly do, so that all that was published stays as it is.

Someone in one place does what someone in another place did, and the other way round. Such a world is possible as well,
and in it a small group is empty or large: that clears its target. It is much sooner found than by asking the solver,
and because it changes so little, it is possible for nearly every other attacker too: so moves are kept and tried again.
A move counts only when it fits every row of the attacker at hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tracker.protection.system import UNBOUNDED, Columns, Numbers
from tracker.protection.targets import FEWEST, MOST, Flags, Target, Targets, are_small
from tracker.protection.worlds import Sums, Worlds

if TYPE_CHECKING:
    from scipy.sparse import coo_array

Move = Mapping[int, int]
"""By how many people columns change."""

_TRIES = 32
"""How many moves are tried in each direction to clear a target, before the solver is asked."""


_NOTHING = Targets.of((), 0)


class Moves:
    """All targets of a ground, and the moves that were found for them so far."""

    def __init__(self, sums: Sums, place: Columns, every: Targets) -> None:
        self._sums, self._place, self._every = sums, place, every
        self._columns, self._rows, self._targets = _Changes(), _Changes(), _Changes()
        self._many = 0

    def uncleared(self, worlds: Worlds, truth: Numbers) -> tuple[int, Targets]:
        """How many small targets an attacker has to try, and those of them that neither a move nor a near world clears.

        Moves that were kept come first, then new ones, and then the world that the solver says is nearest.
        """
        counts: Numbers = self._every.sums @ truth
        left = are_small(counts)
        tried = int(left.sum())
        if tried:
            low, high = worlds.bounds()
            base: Numbers = self._sums.matrix @ truth
            room = _Room(self._sums, truth, worlds.most - truth, low - base, high - base)
            left &= ~self._cleared(room, counts)
            for seek in (partial(_sought, self._place, room), partial(_nearest, worlds, truth)):
                found = dict(seek(self._every, counts, left)) if left.any() else {}
                left[list(found)] = False
                self._add(list(found.values()))
        return tried, self._every.where(left) if left.any() else _NOTHING

    def _cleared(self, room: "_Room", counts: Numbers) -> Flags:
        """Which targets the kept moves clear, of those moves that fit."""
        fits = np.ones(self._many, dtype=np.bool_)
        for changes, least, most in (
            (self._columns, -room.truth, room.most),
            (self._rows, room.low, room.high),
        ):
            bad = (changes.by < least[changes.at]) | (changes.by > most[changes.at])
            fits[changes.move[bad]] = False
        asked = self._targets
        after = counts[asked.at] + asked.by
        cleared = np.zeros(len(counts), dtype=np.bool_)
        cleared[asked.at[fits[asked.move] & ((after < FEWEST) | (after > MOST))]] = True
        return cleared

    def keep(self, differences: Iterable[Numbers]) -> None:
        """Keep the worlds that the solver met, as what they differ from the truth, for other attackers."""
        self._add([_move(one) for one in differences])

    def _add(self, moves: Sequence[Move]) -> None:
        """Keep moves, with what they do to every row and every target."""
        from scipy.sparse import csr_array

        if not moves:
            return
        number = [at for at, move in enumerate(moves) for _ in move]
        column = [one for move in moves for one in move]
        by = [people for move in moves for people in move.values()]
        shape = (len(moves), self._place.total)
        made = csr_array((by, (number, column)), shape=shape, dtype=np.int64)
        for changes, matrix in ((self._rows, self._sums.matrix), (self._targets, self._every.sums)):
            changes.add((made @ matrix.T).tocoo(), self._many)
        self._columns.add(made.tocoo(), self._many)
        self._many += len(moves)


@dataclass(slots=True)
class _Changes:
    """What moves change: which move, where, and by how much."""

    move: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    at: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    by: Numbers = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def add(self, made: "coo_array", first: int) -> None:
        """Add what some moves change, of which the first has this number."""
        row, column = made.coords
        self.move = np.concatenate((self.move, row + first))
        self.at = np.concatenate((self.at, column))
        self.by = np.concatenate((self.by, made.data))


@dataclass(frozen=True, slots=True)
class _Room:
    """What an attacker leaves possible around the truth: how far each column and each row can go down and up."""

    sums: Sums
    truth: Numbers
    most: Numbers
    low: Numbers
    high: Numbers

    def fits(self, move: Move) -> bool:
        """Whether the world after a move is possible."""
        changes: dict[int, int] = defaultdict(int)
        for column, by in move.items():
            if by < -self.truth[column] or by > self.most[column]:
                return False
            for row, factor in self.sums.rows_of(column):
                changes[row] += factor * by
        return all(self.low[row] <= by <= self.high[row] for row, by in changes.items())


def _move(difference: Numbers) -> Move:
    """The move that makes a difference."""
    some = np.flatnonzero(difference)
    return dict(zip(some.tolist(), difference[some].tolist(), strict=True))


def _nearest(
    worlds: Worlds, truth: Numbers, every: Targets, counts: Numbers, left: Flags
) -> Iterator[tuple[int, Move]]:
    """The nearest world in which a target is empty or large, for each that is left and has one, by its number."""
    for number in np.flatnonzero(left).tolist():
        weights = every.where(np.arange(len(counts)) == number).weights()
        for low, high in ((-UNBOUNDED, FEWEST - 1), (MOST + 1, UNBOUNDED)):
            world = worlds.nearest(truth, weights, low, high)
            if world is not None and not FEWEST <= weights @ world <= MOST:
                yield number, _move(world - truth)
                break


def _sought(place: Columns, room: _Room, every: Targets, counts: Numbers, left: Flags) -> Iterator[tuple[int, Move]]:
    """A move for each of the targets that are left and have one, by the number of the target."""
    others = _Others(place, room.truth)
    for number in np.flatnonzero(left).tolist():
        target, people = every.each[number], int(counts[number])
        for move in _moves(target, people, others, number):
            if room.fits(move):
                yield number, move
                break


class _Others:
    """Who there is to change with: people of the same moment, in other places, who do something else."""

    def __init__(self, place: Columns, truth: Numbers) -> None:
        self.place, self.truth = place, truth
        self._known: dict[tuple[int, int], list[int]] = {}

    def block(self, column: int) -> int:
        """The first column of the place that a column is of; the others of that place follow, one for each state."""
        return column - column % self.place.states

    def somebody(self, moment: int, state: int, start: int, move: Move, avoid: set[int]) -> int | None:
        """A column of a state, in a place not to be avoided, where somebody is left to move; None if not soon found."""
        some = self._at(moment, state)
        for turn in range(min(len(some), _TRIES)):
            column = some[(start + turn) % len(some)]
            if self.block(column) not in avoid and self.truth[column] + move.get(column, 0) > 0:
                return column
        return None

    def _at(self, moment: int, state: int) -> list[int]:
        if (moment, state) not in self._known:
            start, end = self.place.first[moment], (*self.place.first, self.place.total)[moment + 1]
            some = np.arange(start + state, end, self.place.states)
            self._known[moment, state] = some[self.truth[some] > 0].tolist()
        return self._known[moment, state]


def _moves(target: Target, people: int, others: _Others, start: int) -> Iterator[Move]:
    """Moves that would clear a target of so many people: those that empty it, and those that make it large."""
    inside = sorted(target.states)
    outside = [state for state in range(others.place.states) if state not in target.states]
    if not outside:
        return
    truth = others.truth
    blocks = list(dict.fromkeys(map(others.block, target.plus)))
    avoid = {*blocks, *map(others.block, target.minus)}
    there = [column for column in target.plus for _ in range(min(people, truth[column]))][:people]
    away = [block + state for state in outside for block in blocks for _ in range(min(MOST, truth[block + state]))]
    needed = MOST + 1 - people
    for attempt in range(_TRIES):
        ways = []
        if len(there) == people:
            ways.append((there, outside[(start + attempt) % len(outside)]))
        if len(away) >= needed:
            at = attempt % len(away)
            ways.append(((away[at:] + away[:at])[:needed], inside[(start + attempt) % len(inside)]))
        for columns, state in ways:
            move = _exchanged(columns, state, others, avoid, start, attempt)
            if move is not None:
                yield move


def _exchanged(
    columns: Sequence[int], state: int, others: _Others, avoid: set[int], start: int, attempt: int
) -> Move | None:
    """The move in which people go from columns to a state, each in turn for somebody elsewhere who goes back.

    The first attempt is without those others, which does where totals are rounded. None when nobody was found.
    """
    move: dict[int, int] = defaultdict(int)
    for number, column in enumerate(columns):
        block = others.block(column)
        move[column] -= 1
        move[block + state] += 1
        if attempt:
            other = others.somebody(others.place.moment(column), state, start + 7 * attempt + number, move, avoid)
            if other is None:
                return None
            move[other] -= 1
            move[others.block(other) + column - block] += 1
    return {column: by for column, by in move.items() if by}
