"""What published tables say about the atoms of an attack: tables come in, ranges for sums of atoms go out.

A shown number is no more than the range of counts that can give it. A table with an attribute from outside the atoms
counts through its sums; those ranges are wider than the truth, never beside it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.edition import Cell, ProtectedTable, Side
from tracker.protection.atoms import Atoms, places_with, states_with
from tracker.protection.people import Attributes, base_of

CellName = tuple[str, tuple[Side, ...]]
"""Which cell it is: the name of the table, and the sides of the cell."""


Reading = Callable[[int], tuple[int, int]]
"""What a reader makes of a number that is not exact: the lowest and highest count behind it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """At one moment (by number), the people in these places and states are at least `low` and at most `high`.

    `shown` is the number as printed, for a fact that is one whole cell; `cells` are the cells of the candidate that
    the fact rests on, none when it cannot be taken back.
    """

    moment: int
    places: frozenset[int]
    states: frozenset[int]
    low: int
    high: int | None
    shown: int | None = None
    exact: bool = False
    cells: frozenset[CellName] = frozenset()


@dataclass(frozen=True, slots=True)
class Reader:
    """How tables are read: over which atoms, and what is made of a number."""

    attributes: Attributes
    shape: Atoms
    reading: Reading

    def inside(self, name: str) -> bool:
        """Whether an attribute is one of the atoms', or groups one of theirs."""
        return base_of(self.attributes, name) in (*self.shape.marks, self.shape.secret)

    def ranges(self, table: ProtectedTable, cells: Iterable[Cell]) -> list[tuple[int, int]]:
        """What the cells that show a number say."""
        shown = [cell.shown for cell in cells if cell.shown is not None]
        return [(one, one) if table.spec.exact else self.reading(one) for one in shown]


def facts(reader: Reader, moment: int, tables: Iterable[ProtectedTable], *, removable: bool = False) -> Iterator[Fact]:
    """Everything that the tables of one moment say about the atoms, said once where it cannot be taken back."""
    seen: set[tuple[frozenset[int], frozenset[int], int, int | None]] = set()
    for table in sorted(tables, key=lambda table: not table.spec.exact):
        for fact in _of_table(reader, moment, table):
            said = (fact.places, fact.states, fact.low, fact.high)
            if said in seen:
                continue
            if removable and not table.spec.exact:
                yield fact
            else:
                seen.add(said)
                yield Fact(fact.moment, fact.places, fact.states, fact.low, fact.high, fact.shown, fact.exact)


def _of_table(reader: Reader, moment: int, table: ProtectedTable) -> Iterator[Fact]:
    """One fact for each cell, or for each sum of cells over what lies outside the atoms."""
    attributes = reader.attributes
    inside = [reader.inside(name) for name in table.spec.by]
    partial = not all(reader.inside(name) for name, _ in table.spec.within)
    if all(inside):
        for cell in table.cells:
            yield from _of_cells(reader, moment, table, [cell], adds_up=not partial)
        return
    whole = not partial and not any(
        attributes[name].many for name, known in zip(table.spec.by, inside, strict=True) if not known
    )
    sums: dict[tuple[Side, ...], list[Cell]] = defaultdict(list)
    for cell in table.cells:
        sums[tuple(side for side, known in zip(cell.sides, inside, strict=True) if known)].append(cell)
    for cells in sums.values():
        if whole:
            yield from _of_cells(reader, moment, table, cells, adds_up=True)
        else:
            for cell in cells:
                yield from _of_cells(reader, moment, table, [cell], adds_up=False)


def _of_cells(
    reader: Reader, moment: int, table: ProtectedTable, cells: Sequence[Cell], *, adds_up: bool
) -> Iterator[Fact]:
    """The fact that some cells give together: they differ only in what lies outside the atoms.

    When they do not add up to everyone in the places and states, they still give a lower bound.
    """
    pairs = [*zip(table.spec.by, cells[0].sides, strict=True), *((name, (value,)) for name, value in table.spec.within)]
    places, states, whole = _where(reader.attributes, reader.shape, pairs)
    if not places or not states:
        return
    ranges = reader.ranges(table, cells)
    low = sum(low for low, _ in ranges) if whole else 0
    high = sum(high for _, high in ranges) if adds_up and len(ranges) == len(cells) else None
    if low == 0 and high is None:
        return
    yield Fact(
        moment,
        places,
        states,
        low,
        high,
        shown=cells[0].shown if len(cells) == 1 and adds_up and whole else None,
        exact=table.spec.exact,
        cells=frozenset((table.spec.name, cell.sides) for cell in cells),
    )


def _where(
    attributes: Attributes, shape: Atoms, pairs: Iterable[tuple[str, Side]]
) -> tuple[frozenset[int], frozenset[int], bool]:
    """The places and states that a cell counts, and whether all that it counts is there.

    A cell of several values together, of which people can have more than one, only bounds each value from above.
    """
    places, states, whole = shape.every_place, shape.every_state, True
    for name, side in pairs:
        base = base_of(attributes, name)
        if base in shape.marks:
            places &= places_with(attributes, shape, name, side)
        elif base == shape.secret:
            states &= states_with(attributes, shape, name, side)
            whole = whole and (shape.value is None or len(side) == 1)
    return places, states, whole
