"""Moves: a few people who do something else than they truly do, so that all that was published stays as it is.

Someone in one place does what someone in another place did, and the other way round. Such a world is possible as well,
and in it a small group is empty or large: that clears its target. It is much sooner found than by asking the solver,
and because it changes so little, it is possible for nearly every other attacker too: so moves are kept and tried again.
A move counts only when it fits every row of the attacker at hand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from tracker.protection.crowd import Numbers
from tracker.protection.nearby import near_world
from tracker.protection.system import Columns
from tracker.protection.targets import FEWEST, MOST, Target, Targets, are_small
from tracker.protection.view import Around, Move, View
from tracker.protection.worlds import Worlds

_TRIES = 32
"""How many moves are tried in each direction to clear a target, before the solver is asked."""


class Moves:
    """All targets of a ground, and the moves that were found for them so far.

    What an attacker sees differs from what an outsider sees in a few columns only. So it is kept for which targets
    each move is of use to an outsider, and of an attacker only what lies around its own people is looked at.
    """

    def __init__(self, place: Columns, every: Targets) -> None:
        self._place, self._every = place, every
        matrix = every.sums.tocsc()
        parts = [slice(start, end) for start, end in pairwise(matrix.indptr)]
        numbers, signs = matrix.indices.tolist(), matrix.data.tolist()
        self._targets_of = [list(zip(numbers[part], signs[part], strict=True)) for part in parts]
        self._moves: list[Move] = []
        self._around: Around | None = None

    def uncleared(self, view: View) -> tuple[int, list[int]]:
        """How many small targets an attacker has to try, and the numbers of those that no move clears.

        Moves that were kept come first, then new ones.
        """
        if view.around is not self._around:
            self._begin(view.around)
        counts = self._changed(view)
        tried = self._tried + sum(_is_small(now) - _is_small(self._counts[at]) for at, now in counts.items())
        left: list[int] = []
        others = _Others(self._place, view, self._elsewhere)
        for number in sorted(self._left(view, counts)):
            people = counts.get(number, self._counts[number])
            moves = _moves(self._every.each[number], people, others, number)
            found = next((move for move in moves if view.fits(move)), None)
            if found is None:
                left.append(number)
            else:
                self._keep(found)
        return tried, left

    def near(self, worlds: Worlds, truth: Numbers, left: Iterable[int]) -> Targets:
        """Those of the targets that are left of which the solver finds no near world in which they are cleared."""
        still = []
        for number in left:
            world = near_world(worlds, self._place, truth, self._every.one(number))
            if world is None:
                still.append(number)
            else:
                self._keep(_move(world - truth))
        return self._every.some(still)

    def keep(self, differences: Iterable[Numbers]) -> None:
        """Keep the worlds that the solver met, as what they differ from the truth, for other attackers."""
        for one in differences:
            self._keep(_move(one))

    def _begin(self, around: Around) -> None:
        """Look at every target and every move anew, as an outsider does."""
        self._around = around
        counts: Numbers = self._every.sums @ np.array(around.truth, dtype=np.int64)
        self._counts: list[int] = counts.tolist()
        small = np.flatnonzero(are_small(counts)).tolist()
        self._tried = len(small)
        self._open = set(small)
        self._clear_by: dict[int, dict[int, int]] = defaultdict(dict)
        self._cleared_by: dict[int, list[int]] = {}
        self._by_column: dict[int, dict[int, int]] = defaultdict(dict)
        self._by_row: dict[int, dict[int, int]] = defaultdict(dict)
        self._elsewhere: dict[tuple[int, int], list[int]] = {}
        some, self._moves = self._moves, []
        for move in some:
            self._keep(move)

    def _keep(self, move: Move) -> None:
        """Keep a move, with the targets that it clears, and where it may not fit for others."""
        around, number = self._around, len(self._moves)
        self._moves.append(move)
        if around is None or not View(around).fits(move):
            return
        by: dict[int, int] = defaultdict(int)
        for column, people in move.items():
            self._by_column[column][number] = people
            for target, sign in self._targets_of[column]:
                by[target] += sign * people
        was = self._counts
        cleared = [at for at, change in by.items() if _is_small(was[at]) and not _is_small(was[at] + change)]
        for at in cleared:
            self._clear_by[at][number] = by[at]
            self._open.discard(at)
        self._cleared_by[number] = cleared
        for row, change in around.changes(move).items():
            if around.shifting[row]:
                self._by_row[row][number] = change

    def _changed(self, view: View) -> dict[int, int]:
        """How many people the attacker does not know in the targets in which it knows some."""
        counts: dict[int, int] = {}
        for column, people in view.taken.items():
            for at, sign in self._targets_of[column]:
                counts[at] = counts.get(at, self._counts[at]) - sign * people
        return counts

    def _left(self, view: View, counts: Mapping[int, int]) -> Iterator[int]:
        """The small targets that no kept move clears for an attacker."""
        bad = set(self._unfit(view))
        lost = Counter(at for move in bad for at in self._cleared_by[move])
        yield from (at for at in self._open if at not in counts)
        yield from (at for at, many in lost.items() if at not in counts and many == len(self._clear_by[at]))
        for at, people in counts.items():
            if _is_small(people):
                changes = self._clear_by[at].items() if at in self._clear_by else ()
                if all(move in bad or _is_small(people + change) for move, change in changes):
                    yield at

    def _unfit(self, view: View) -> Iterator[int]:
        """The kept moves that fit for an outsider, and not for this attacker."""
        for column in view.taken:
            there = view.there(column)
            yield from (move for move, by in self._by_column.get(column, {}).items() if there + by < 0)
        for column in view.closed:
            yield from self._by_column.get(column, ())
        for row in view.shifts:
            low = view.low(row)
            yield from (move for move, by in self._by_row.get(row, {}).items() if by < low)


def _is_small(count: int) -> bool:
    return FEWEST <= count <= MOST


def _move(difference: Numbers) -> Move:
    """The move that makes a difference."""
    some = np.flatnonzero(difference)
    return dict(zip(some.tolist(), difference[some].tolist(), strict=True))


class _Others:
    """Who there is to change with: people of the same moment, in other places, who do something else."""

    def __init__(self, place: Columns, view: View, known: dict[tuple[int, int], list[int]]) -> None:
        self.place, self.view = place, view
        self._known = known

    def block(self, column: int) -> int:
        """The first column of the place that a column is of; the others of that place follow, one for each state."""
        return column - column % self.place.states

    def somebody(self, moment: int, state: int, start: int, move: Move, avoid: set[int]) -> int | None:
        """A column of a state, in a place not to be avoided, where somebody is left to move; None if not soon found."""
        some = self._at(moment, state)
        for turn in range(min(len(some), _TRIES)):
            column = some[(start + turn) % len(some)]
            if self.block(column) not in avoid and self.view.there(column) + move.get(column, 0) > 0:
                return column
        return None

    def _at(self, moment: int, state: int) -> list[int]:
        if (moment, state) not in self._known:
            start, end = self.place.first[moment], (*self.place.first, self.place.total)[moment + 1]
            truth = self.view.around.truth
            self._known[moment, state] = [at for at in range(start + state, end, self.place.states) if truth[at] > 0]
        return self._known[moment, state]


def _moves(target: Target, people: int, others: _Others, start: int) -> Iterator[Move]:
    """Moves that would clear a target of so many people: those that empty it, and those that make it large."""
    inside = sorted(target.states)
    outside = [state for state in range(others.place.states) if state not in target.states]
    if not outside:
        return
    there_are = others.view.there
    blocks = list(dict.fromkeys(map(others.block, target.plus)))
    avoid = {*blocks, *map(others.block, target.minus)}
    there = [column for column in target.plus for _ in range(min(people, there_are(column)))][:people]
    away = [block + state for state in outside for block in blocks for _ in range(min(MOST, there_are(block + state)))]
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
