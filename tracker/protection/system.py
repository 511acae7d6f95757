"""The linear system of an attack: atoms and facts over some moments come in, columns, rows and the true world go out.

Between two linked moments each atom is split by what happened: who stayed, left for another state, came from another
state, or is new. Between the other moments it only holds that people stay in the programme.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tracker.protection.atoms import HAS, Atoms, Whereabouts
from tracker.protection.facts import Fact

Numbers = NDArray[np.int64]

STAYED, LEFT, CAME, NEW = 0, 1, 2, 3
"""The kinds of columns of an atom between two linked moments."""

UNBOUNDED = 10**6
"""Stands for no bound: more people than any programme has."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a system stand: all whole numbers of people, zero or more.

    For moment `m`, `first[m]` is the number of the first column of its atoms. An atom of an unlinked moment has one
    column; between linked moments `m` and `m + 1` an atom has four.
    """

    places: int
    states: int
    moments: int
    linked: frozenset[int]
    first: tuple[int, ...]
    total: int

    def atom(self, moment: int, place: int, state: int) -> tuple[int, ...]:
        """The columns that add up to an atom at a moment."""
        if moment in self.linked:
            return self.flow(moment, place, state, STAYED), self.flow(moment, place, state, LEFT)
        if moment - 1 in self.linked:
            return self.after(moment - 1, place, state)
        return (self.first[moment] + place * self.states + state,)

    def flow(self, moment: int, place: int, state: int, kind: int) -> int:
        """The column of one kind of change from `moment` to the next."""
        return self.first[moment] + (place * self.states + state) * 4 + kind

    def after(self, moment: int, place: int, state: int) -> tuple[int, ...]:
        """The columns that add up to an atom at the moment after `moment`."""
        return tuple(self.flow(moment, place, state, kind) for kind in (STAYED, CAME, NEW))


def columns(shape: Atoms, moments: int, linked: Iterable[int]) -> Columns:
    """The columns for some moments, of which the steps from these moments to the next are linked."""
    linked = frozenset(linked)
    atoms = len(shape.places) * len(shape.states)
    first, total = [], 0
    for moment in range(moments):
        first.append(total)
        if moment in linked:
            total += 4 * atoms
        elif moment - 1 not in linked:
            total += atoms
    return Columns(len(shape.places), len(shape.states), moments, linked, tuple(first), total)


@dataclass(slots=True)
class Rows:
    """Rows under construction: `low <= sum of coefficients times columns <= high`."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    factor: list[int] = field(default_factory=list)
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)

    def add(self, plus: Iterable[int], minus: Iterable[int] = (), low: int = 0, high: int = UNBOUNDED) -> None:
        """One more row: the sum of the columns `plus`, less that of `minus`."""
        number = len(self.low)
        for factor, some in ((1, plus), (-1, minus)):
            for column in some:
                self.row.append(number)
                self.column.append(column)
                self.factor.append(factor)
        self.low.append(low)
        self.high.append(high)


def add_links(rows: Rows, place: Columns, *, grows: bool) -> None:
    """The rows that always hold: who moves leaves one state for another, and nobody leaves the programme."""
    for moment in range(place.moments - 1):
        for here in range(place.places):
            states = range(place.states)
            if moment in place.linked:
                left = [place.flow(moment, here, state, LEFT) for state in states]
                came = [place.flow(moment, here, state, CAME) for state in states]
                rows.add(left, came, high=0)
                # Nobody comes into the state that they left. These rows make the split exact: without them a person
                # could stand for two changes that cancel out.
                for gone, back in zip(left, came, strict=True):
                    others = [column for column in came if column != back]
                    rows.add(others, [gone])
                if grows:
                    rows.add([left[HAS]], high=0)
                if moment + 1 in place.linked:
                    for state in states:
                        rows.add(place.after(moment, here, state), place.atom(moment + 1, here, state), high=0)
            else:
                before = [column for state in states for column in place.atom(moment, here, state)]
                then = [column for state in states for column in place.atom(moment + 1, here, state)]
                rows.add(then, before)


def true_world(place: Columns, moments: Sequence[Whereabouts]) -> Numbers:
    """How many people truly stand in each column."""
    world = np.zeros(place.total, dtype=np.int64)
    for moment, now in enumerate(moments):
        if moment in place.linked:
            _count_changes(world, place, moment, now, moments[moment + 1])
        elif moment - 1 not in place.linked:
            for where in now.values():
                world[place.atom(moment, *where)[0]] += 1
    return world


def _count_changes(world: Numbers, place: Columns, moment: int, now: Whereabouts, then: Whereabouts) -> None:
    for code, (there, state) in then.items():
        if code not in now:
            world[place.flow(moment, there, state, NEW)] += 1
        elif now[code][1] == state:
            world[place.flow(moment, there, state, STAYED)] += 1
        else:
            world[place.flow(moment, there, now[code][1], LEFT)] += 1
            world[place.flow(moment, there, state, CAME)] += 1


def fact_columns(place: Columns, fact: Fact) -> list[int]:
    """The columns that a fact adds up."""
    return [
        column
        for here in sorted(fact.places)
        for state in sorted(fact.states)
        for column in place.atom(fact.moment, here, state)
    ]


def inconsistent(moments: Sequence[Whereabouts], *, grows: bool) -> frozenset[str]:
    """The people who do not fit what every programme holds: their place was corrected, they left, or lost what grows.

    An attacker who does not know of a correction would be misled by it; it is handed these people instead, so that
    what it concludes about the others stays true.
    """
    odd: set[str] = set()
    for now, then in pairwise(moments):
        odd |= {code for code in now if code not in then or then[code][0] != now[code][0]}
        if grows:
            odd |= {code for code in now if now[code][1] == HAS and code in then and then[code][1] != HAS}
    return frozenset(odd)
