"""Tables of people: what may be counted and for whom; people come in, a table with only protected numbers goes out.

A protected table holds nothing but what may be printed. Rows and columns stand in the order of the closed list of
values, and are all there whoever is in the programme, so that neither order nor presence tells anything.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from tracker.edition import Cell, ProtectedTable, Side, TableSpec
from tracker.protection.people import Attributes, Kind, Moment, PersonRow
from tracker.protection.rounding import person_key, rounded
from tracker.wording import number

if TYPE_CHECKING:
    from tracker.protection.crowd import Numbers

LEFT_OUT = "weggelaten om herkenning te voorkomen"
"""Stands in the place of a number that is not published."""

PARTS_MAY_DIFFER = "De aantallen zijn afgerond. Daarom tellen ze soms niet precies op tot het totaal."
"""Stands beside every table with rounded numbers."""

Together = Mapping[str, tuple[Side, ...]]
"""For an attribute, the values that a table puts together."""


@dataclass(frozen=True, slots=True)
class Published:
    """What was published about one moment, and the people behind it as far as they are still known."""

    moment: Moment
    tables: tuple[ProtectedTable, ...]
    rows: tuple[PersonRow, ...] = field(repr=False)


def check_spec(spec: TableSpec, attributes: Attributes) -> None:
    """Refuse a table that may not be made. ValueError when it has a wrong form, or would be exact and may not be.

    Exact are programme totals without any identifying attribute, and the number of people with one identifying value
    (the people that a partner registered), for those who know these people anyway.
    """
    if len(spec.by) > 2 or len(set(spec.by)) < len(spec.by):
        raise ValueError(f"table {spec.name!r} must be by at most two different attributes")
    used = [attributes[name] for name in (*spec.by, *(name for name, _ in spec.within))]
    for name, value in spec.within:
        if value not in attributes[name].all_values:
            raise ValueError(f"table {spec.name!r} looks within a value outside the closed list of {name!r}")
    if not spec.exact:
        return
    if any(attribute.never_exact for attribute in used):
        raise ValueError(f"table {spec.name!r} cannot be exact: it has an attribute that is always rounded")
    marks = [attribute for attribute in used if attribute.kind is Kind.IDENTIFYING]
    if marks and (spec.by or len(used) > 1):
        raise ValueError(f"table {spec.name!r} cannot be exact: it has an identifying attribute")


def sides(attributes: Attributes, name: str, together: Together) -> tuple[Side, ...]:
    """The rows (or columns) of an attribute in printed order; values put together stand where the first one stood."""
    groups = {value: group for group in together.get(name, ()) for value in group}
    listed = (groups.get(value, (value,)) for value in attributes[name].all_values)
    return tuple(dict.fromkeys(listed))


class Counter:
    """Counts tables about one set of people under one data key, each person hashed once."""

    def __init__(self, rows: Sequence[PersonRow], attributes: Attributes, data_key: bytes) -> None:
        import numpy as np

        from tracker.protection.crowd import Crowd

        everyone = list({row.code: row for row in rows}.values())
        self._attributes = attributes
        self._crowd = Crowd(attributes, [everyone])
        self._keys = np.array([person_key(data_key, row.code) for row in everyone], dtype=np.uint64)
        for name, attribute in attributes.items():
            if not attribute.many:
                self._crowd.values(0, name)

    def table(self, spec: TableSpec, together: Together | None = None) -> ProtectedTable:
        """A table with every number protected (or exact where the table is). ValueError as `check_spec`."""
        import numpy as np

        check_spec(spec, self._attributes)
        axes = [sides(self._attributes, name, together or {}) for name in spec.by]
        corners = list(product(*axes))
        person, corner = self._people(spec, axes)
        counts = np.bincount(corner, minlength=len(corners)).tolist()
        keys = np.zeros(len(corners), dtype=np.uint64)
        np.add.at(keys, corner, self._keys[person])
        shown = (self._shown(count, key, spec.exact) for count, key in zip(counts, keys.tolist(), strict=True))
        return ProtectedTable(spec, tuple(map(Cell, corners, shown)))

    def _people(self, spec: TableSpec, axes: Sequence[Sequence[Side]]) -> "tuple[Numbers, Numbers]":
        """Who is counted (by row), and in which corner (in printed order); someone can be in several corners."""
        import numpy as np

        person = self._crowd.within(0, spec.within)
        corner = np.zeros(len(person), dtype=np.int64)
        for name, axis in zip(spec.by, axes, strict=True):
            corner = corner * len(axis)
            if self._attributes[name].many:
                parts = [np.flatnonzero(np.isin(person, self._having(name, side))) for side in axis]
                add = np.repeat(np.arange(len(axis)), [len(part) for part in parts])
                chosen = np.concatenate([*parts, np.zeros(0, dtype=np.int64)])
                person, corner = person[chosen], corner[chosen] + add
            else:
                place = {value: at for at, side in enumerate(axis) for value in side}
                side_of = np.array([place[value] for value in self._attributes[name].all_values], dtype=np.int64)
                corner = corner + side_of[self._crowd.values(0, name)[person]]
        return person, corner

    def _having(self, name: str, side: Side) -> "Numbers":
        """Who has any of some values."""
        import numpy as np

        return np.concatenate([self._crowd.having(0, name, value) for value in side])

    def _shown(self, count: int, key: int, exact: bool) -> int:
        """What is shown of so many people; `key` is their cell key."""
        return count if exact else rounded(count, key)


def without(table: ProtectedTable, left_out: Iterable[tuple[Side, ...]]) -> ProtectedTable:
    """The same table with some cells left out."""
    gone = frozenset(left_out)
    return ProtectedTable(
        table.spec, tuple(Cell(one.sides, None if one.sides in gone else one.shown) for one in table.cells)
    )


def count_words(cell: Cell, spec: TableSpec) -> str:
    """A number as people read it: `17` when exact, else `ca. 15` or `minder dan 5`; words where it is left out."""
    if cell.shown is None:
        return LEFT_OUT
    if spec.exact:
        return number(cell.shown)
    return f"ca. {number(cell.shown)}" if cell.shown else "minder dan 5"


def side_words(side: Side) -> str:
    """The heading of a row or column: `pauze`, and `pauze of zoekt` for values put together."""
    return side[0] if len(side) == 1 else f"{', '.join(side[:-1])} of {side[-1]}"


def printed(table: ProtectedTable) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every cell of a table as it may be printed: its headings and its number in words, in printed order."""
    for cell in table.cells:
        yield tuple(side_words(side) for side in cell.sides), count_words(cell, table.spec)
