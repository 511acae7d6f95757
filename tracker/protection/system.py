"""The linear system of an attack: atoms and facts over some moments come in, columns, rows and the true world go out.

People stay in the programme from one moment to the next, and can go from any state to any other. After a linked moment
an atom is split into those who were there before and those who are new; between other moments only the sums are tied.
Such a world can always be lived by people: whoever was in a place before is in that place after.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from tracker.protection.atoms import HAS, Atoms, Whereabouts
from tracker.protection.facts import Fact

Numbers = NDArray[np.int64]

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


Lives = Mapping[str, Sequence[int]]
"""For each person (by code) the columns in which they truly stand: one for each moment at which they are there."""


def lives(place: Columns, moments: Sequence[Whereabouts]) -> Lives:
    """Where everyone truly stands."""
    found: dict[str, list[int]] = defaultdict(list)
    for moment, now in enumerate(moments):
        for code, where in now.items():
            is_new = moment - 1 in place.linked and code not in moments[moment - 1]
            found[code].append(place.new(moment, *where) if is_new else place.stayed(moment, *where))
    return found


def world_of(place: Columns, some: Iterable[Sequence[int]]) -> Numbers:
    """How many of some people stand in each column."""
    stand = np.fromiter(chain.from_iterable(some), dtype=np.int64)
    world: Numbers = np.bincount(stand, minlength=place.total)
    return world


def fact_columns(place: Columns, fact: Fact) -> list[int]:
    """The columns that a fact adds up."""
    starts = [start for here in sorted(fact.places) for start in place.atom(fact.moment, here, 0)]
    states = sorted(fact.states)
    return [start + state for start in starts for state in states]


def inconsistent(moments: Sequence[Whereabouts], *, grows: bool) -> frozenset[str]:
    """The people who do not fit what always holds: their place was corrected, they left, or lost what grows.

    An attacker who does not know of a correction would be misled by it; it is handed these people instead, so that
    what it concludes about the others stays true.
    """
    odd: set[str] = set()
    for now, then in pairwise(moments):
        odd |= {code for code in now if code not in then or then[code][0] != now[code][0]}
        if grows:
            odd |= {code for code in now if now[code][1] == HAS and code in then and then[code][1] != HAS}
    return frozenset(odd)
