"""The targets of an attack: groups of people that others may recognise, together with what they may not know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tracker.edition import Side
from tracker.protection.atoms import HAS, Atoms, places_with
from tracker.protection.crowd import Numbers
from tracker.protection.people import UNKNOWN, Attributes, Kind, base_of
from tracker.protection.system import Columns

if TYPE_CHECKING:
    from scipy.sparse import csr_array

FEWEST, MOST = 1, 4
"""A group of so many people is small: knowing that its number lies between these is knowing of somebody."""


Flags = NDArray[np.bool_]


def are_small(counts: Numbers) -> Flags:
    """Which of some numbers of people are those of a small group."""
    flags: Flags = (counts >= FEWEST) & (counts <= MOST)
    return flags


class What(StrEnum):
    """What a target asks about its group: how many are so, how many new ones are, and how many more or fewer are."""

    IS = "is"
    NEW = "is new and is"
    MORE = "came to be"
    FEWER = "is no longer"


@dataclass(frozen=True, slots=True)
class Target:
    """A group of people at one moment (by number), marked off by identifying values, together with a secret.

    It says who is asked about, and holds no number of people. `who` is empty for "everyone whom I do not know".
    Its number is the sum of the columns `plus`, less that of `minus`.
    """

    moment: int
    who: tuple[tuple[str, str], ...]
    what: What
    secret: str
    values: Side
    plus: tuple[int, ...]
    minus: tuple[int, ...]
    places: frozenset[int]
    states: frozenset[int]


@dataclass(frozen=True, slots=True)
class Targets:
    """Targets with their sums as one matrix (a row each), so that a world answers them all at once."""

    each: tuple[Target, ...]
    sums: "csr_array"

    @classmethod
    def of(cls, some: Iterable[Target], columns: int) -> "Targets":
        """Some targets over so many columns."""
        from scipy.sparse import csr_array

        each = tuple(some)
        parts = [(row, side, sign) for row, one in enumerate(each) for side, sign in ((one.plus, 1), (one.minus, -1))]
        row = [number for number, side, _ in parts for _ in side]
        column = [number for _, side, _ in parts for number in side]
        sign = [sign for _, side, sign in parts for _ in side]
        return cls(each, csr_array((sign, (row, column)), shape=(len(each), columns), dtype=np.int64))

    def __len__(self) -> int:
        return len(self.each)

    def small_in(self, world: Numbers | None) -> "Targets":
        """The targets that are groups of 1 to 4 people in a world; all of them when there is no world."""
        return self if world is None else self.where(are_small(self.sums @ world))

    def where(self, kept: Flags) -> "Targets":
        """Those of the targets for which a flag stands."""
        if kept.all():
            return self
        return Targets(tuple(compress(self.each, kept)), self.sums[np.flatnonzero(kept)])

    def one(self, number: int) -> "Targets":
        """One of the targets, by its number."""
        return self.some([number])

    def some(self, numbers: Sequence[int]) -> "Targets":
        """Some of the targets, by their numbers."""
        return Targets(tuple(self.each[number] for number in numbers), self.sums[numbers])

    def first(self) -> tuple["Targets", "Targets"]:
        """The first target, and the others."""
        return Targets(self.each[:1], self.sums[[0]]), Targets(self.each[1:], self.sums[1:])

    def weights(self) -> Numbers:
        """How often each column counts in the sum of all targets."""
        return np.asarray(self.sums.sum(axis=0), dtype=np.int64).ravel()


def targets(attributes: Attributes, shape: Atoms, place: Columns, together: Iterable[Side]) -> Iterator[Target]:
    """Every target of the atoms, at every moment; `together` are values that a table puts together."""
    secrets = list(_secrets(attributes, shape, together))
    for who, places in _groups(attributes, shape):
        for values, states in secrets:
            for moment in range(place.moments):
                yield from _at(shape, place, moment, Group(who, places, values, states))


@dataclass(frozen=True, slots=True)
class Group:
    """A group of people and a secret, at no moment in particular."""

    who: tuple[tuple[str, str], ...]
    places: frozenset[int]
    values: Side
    states: frozenset[int]


def _secrets(attributes: Attributes, shape: Atoms, together: Iterable[Side]) -> Iterator[tuple[Side, frozenset[int]]]:
    """Values that tell something, one by one and as tables put them together."""
    field = attributes[shape.secret]
    if shape.value is not None:
        yield (shape.value,), frozenset({HAS})
        return
    telling = {state: number for number, state in enumerate(shape.states) if state not in {*field.plain, UNKNOWN}}
    sides: dict[Side, None] = {(state,): None for state in telling}
    sides.update({side: None for side in together if set(side) <= set(telling)})
    for side in sides:
        yield side, frozenset(telling[value] for value in side)


def _groups(attributes: Attributes, shape: Atoms) -> Iterator[tuple[tuple[tuple[str, str], ...], frozenset[int]]]:
    """Every value of every identifying attribute over the fields of the atoms, and every pair where there are two.

    Pairs of attributes that no table shows together need no asking. What a world can hold of a pair follows from what
    it holds of each with the same secret: the number in both is at least 1 only if the number in either is, and at
    most 4 only if the number in one of them is; so that one is found already.
    """
    if not shape.marks:
        yield (), shape.every_place
        return
    for name, attribute in attributes.items():
        if attribute.kind is Kind.IDENTIFYING and base_of(attributes, name) in shape.marks:
            for value in attribute.all_values:
                if value != UNKNOWN:
                    yield ((name, value),), places_with(attributes, shape, name, (value,))
    if len(shape.marks) > 1:
        for number, values in enumerate(shape.places):
            if UNKNOWN not in values:
                yield tuple(zip(shape.marks, values, strict=True)), frozenset({number})


def _at(shape: Atoms, place: Columns, moment: int, group: Group) -> Iterator[Target]:
    """What can be asked of a group at a moment: who is in it, and since a linked moment who is new and what changed.

    The change is that of the people who were there before, net. When it is certain that they are more, somebody came;
    how many came and how many left on top of that nobody can tell from counts.
    """
    cells = [(here, state) for here in sorted(group.places) for state in sorted(group.states)]
    now = [one for cell in cells for one in place.atom(moment, *cell)]
    asked = [(What.IS, now, list[int]())]
    if moment - 1 in place.linked:
        stayed = [place.stayed(moment, *cell) for cell in cells]
        before = [one for cell in cells for one in place.atom(moment - 1, *cell)]
        asked.append((What.NEW, [place.new(moment, *cell) for cell in cells], []))
        asked += [(What.MORE, stayed, before), (What.FEWER, before, stayed)]
    for what, plus, minus in asked:
        yield Target(
            moment, group.who, what, shape.secret, group.values, tuple(plus), tuple(minus), group.places, group.states
        )
