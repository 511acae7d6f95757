"""The linear system of an attack: atoms and facts over some moments come in, columns, rows and the true world go out.

People stay in the programme from one moment to the next, and can go from any state to any other. After a linked moment
an atom is split into those who were there before and those who are new; between other moments only the sums are tied.
Such a world can always be lived by people: whoever was in a place before is in that place after.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tracker.protection.atoms import HAS, Atoms, Whereabouts
from tracker.protection.crowd import Numbers
from tracker.protection.facts import Fact

UNBOUNDED = 10**6
"""Stands for no bound: more people than any programme has."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a system stand: all whole numbers of people, zero or more.

    The atoms of moment `m` stand from column `first[m]` on; those after a linked moment stand there twice, first the
    people who were there before, then the new ones.
    """

    places: int
    states: int
    moments: int
    linked: frozenset[int]
    first: tuple[int, ...]
    total: int

    def atom(self, moment: int, place: int, state: int) -> tuple[int, ...]:
        """The columns that add up to an atom at a moment."""
        stayed = self.stayed(moment, place, state)
        return (stayed, self.new(moment, place, state)) if moment - 1 in self.linked else (stayed,)

    def moment(self, column: int) -> int:
        """The moment that a column is of."""
        return bisect_right(self.first, column) - 1

    def stayed(self, moment: int, place: int, state: int) -> int:
        """The column of the people who were there at the moment before; of everyone where that was not linked."""
        return self.first[moment] + place * self.states + state

    def new(self, moment: int, place: int, state: int) -> int:
        """The column of the people who are new since a linked moment."""
        return self.stayed(moment, place, state) + self.places * self.states

    def of_places(self, some: Iterable[int]) -> Numbers:
        """All columns of some places, in order."""
        block = np.arange(self.states) + self.states * np.array(sorted(some), dtype=np.int64)[:, None]
        size = self.places * self.states
        found: Numbers = np.concatenate([block.ravel() + start for start in range(0, self.total, size)])
        return found


def columns(shape: Atoms, moments: int, linked: Iterable[int]) -> Columns:
    """The columns for some moments, of which the steps from these moments to the next are linked."""
    links, atoms = frozenset(linked), len(shape.places) * len(shape.states)
    sizes = [2 * atoms if moment - 1 in links else atoms for moment in range(moments)]
    first = tuple(sum(sizes[:moment]) for moment in range(moments))
    return Columns(len(shape.places), len(shape.states), moments, links, first, sum(sizes))


@dataclass(slots=True)
class Rows:
    """Rows under construction: `low <= sum of columns <= high`."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    factor: list[int] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)

    def add(self, plus: Sequence[int], minus: Sequence[int] = (), low: int = 0, high: int = UNBOUNDED) -> None:
        """One more row: the sum of the columns `plus`, less that of `minus`."""
        self.row += [len(self.low)] * (len(plus) + len(minus))
        self.column += [*plus, *minus]
        self.factor += [1] * len(plus) + [-1] * len(minus)
        self.low.append(low)
        self.high.append(high)


def add_links(rows: Rows, place: Columns, *, grows: bool) -> None:
    """The rows that always hold: nobody leaves the programme or their place, and what grows is not lost."""
    for moment in range(1, place.moments):
        for here in range(place.places):
            states = range(place.states)
            before = [column for state in states for column in place.atom(moment - 1, here, state)]
            stayed = [place.stayed(moment, here, state) for state in states]
            rows.add(stayed, before, high=0 if moment - 1 in place.linked else UNBOUNDED)
            if grows:
                rows.add([stayed[HAS]], place.atom(moment - 1, here, HAS))


NOBODY = -1
"""The column of someone who is not there."""

Lives = Sequence[Numbers]
"""For each moment the column in which everyone (by number in the crowd) truly stands, or `NOBODY`."""


def lives(place: Columns, moments: Sequence[Whereabouts], many: int) -> Lives:
    """Where everyone of so many truly stands."""
    found: list[Numbers] = []
    for moment, now in enumerate(moments):
        column = np.full(many, NOBODY, dtype=np.int64)
        column[now.who] = place.first[moment] + now.place * place.states + now.state
        if moment - 1 in place.linked:
            column[now.who[found[-1][now.who] == NOBODY]] += place.places * place.states
        found.append(column)
    return found


def columns_of(everyone: Lives, some: NDArray[np.int64] | NDArray[np.bool_]) -> Numbers:
    """The columns in which some people stand, once for each moment at which they are there."""
    stand = np.concatenate([column[some] for column in everyone])
    there: Numbers = stand[stand != NOBODY]
    return there


def world_of(place: Columns, stand: Numbers) -> Numbers:
    """How many people there are in each column, of people who stand in these."""
    world: Numbers = np.bincount(stand, minlength=place.total)
    return world


def fact_columns(place: Columns, fact: Fact) -> list[int]:
    """The columns that a fact adds up."""
    starts = [start for here in sorted(fact.places) for start in place.atom(fact.moment, here, 0)]
    states = sorted(fact.states)
    return [start + state for start in starts for state in states]


def inconsistent(moments: Sequence[Whereabouts], many: int, *, grows: bool) -> NDArray[np.bool_]:
    """Who of so many people does not fit what always holds: their place was corrected, they left, or lost what grows.

    An attacker who does not know of a correction would be misled by it; it is handed these people instead, so that
    what it concludes about the others stays true.
    """
    odd = np.zeros(many, dtype=np.bool_)
    for now, then in pairwise(moments):
        place, state = np.full((2, many), NOBODY, dtype=np.int64)
        place[then.who], state[then.who] = then.place, then.state
        odd[now.who[place[now.who] != now.place]] = True
        if grows:
            odd[now.who[(now.state == HAS) & (state[now.who] != HAS) & (state[now.who] != NOBODY)]] = True
    return odd
