"""Ranges found the slow way: every world of a few people is written out and held against what was published.

Nothing of the attacker is used here, so that the two can be compared.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

from tests.protection.builders import ATTRIBUTES
from tracker.edition import Cell, TableSpec
from tracker.protection.people import Insider
from tracker.protection.tables import Published

Life = tuple[tuple[str, str], tuple[str | None, ...]]
"""Someone's region and partner, and what they do at each moment; None before they came."""


def life_of(code: str, moments: Sequence[Published]) -> Life:
    """The true life of a person."""
    rows = [{row.code: row for row in one.rows}.get(code) for one in moments]
    known = next(row for row in rows if row)
    doing = tuple(None if row is None else str(row.attributes["activity"]) for row in rows)
    return (str(known.attributes["region"]), str(known.attributes["partner"])), doing


@dataclass(frozen=True, slots=True)
class Hidden:
    """What an attacker does not see: the lives of the people whom it does not know."""

    moments: Sequence[Published]
    insider: Insider
    regions: tuple[str, ...] = ("noord", "zuid")

    def lives(self, *, known: bool) -> list[Life]:
        """The true lives of the people that the attacker knows, or of the others."""
        codes = sorted({row.code for one in self.moments for row in one.rows})
        return [life_of(code, self.moments) for code in codes if (code in self.insider.people) == known]

    def worlds(self) -> Iterator[tuple[Life, ...]]:
        """Every way in which the others could live that fits all that was published."""
        owned = {value for name, value in self.insider.owns if name == "partner"}
        marks = [mark for mark in product(self.regions, "AB") if mark[1] not in owned]
        courses = [
            (None,) * absent + rest
            for absent in range(len(self.moments))
            for rest in product(("werk", "zoekt"), repeat=len(self.moments) - absent)
        ]
        known = self.lives(known=True)
        others = len(self.lives(known=False))
        for world in combinations_with_replacement(list(product(marks, courses)), others):
            if self._fits((*known, *world)) and self._new(world) == self._new(self.lives(known=False)):
                yield world

    def _fits(self, lives: Sequence[Life]) -> bool:
        return all(
            _may_be(cell, table.spec, sum(_counts(life, number, table.spec, cell) for life in lives))
            for number, one in enumerate(self.moments)
            for table in one.tables
            for cell in table.cells
        )

    def _new(self, lives: Sequence[Life]) -> list[tuple[str, str]]:
        """The marks of those who came just before the last moment: others know who they are."""
        return sorted(marks for marks, doing in lives if len(doing) > 1 and doing[-2] is None)


def _may_be(cell: Cell, spec: TableSpec, count: int) -> bool:
    if cell.shown is None:
        return True
    return count == cell.shown if spec.exact else cell.shown - 5 < count < cell.shown + 5


def _counts(life: Life, moment: int, spec: TableSpec, cell: Cell) -> bool:
    (region, partner), doing = life
    if doing[moment] is None:
        return False
    sector = ATTRIBUTES["sector"].parts[partner]
    values = {"region": region, "partner": partner, "sector": sector, "activity": doing[moment]}
    inside = all(values[name] == value for name, value in spec.within)
    return inside and all(values[name] in side for name, side in zip(spec.by, cell.sides, strict=True))


Question = Callable[[Sequence[Life]], int]


def slow_range(hidden: Hidden, question: Question) -> tuple[int, int]:
    """The lowest and highest answer over all worlds."""
    answers = {question(world) for world in hidden.worlds()}
    return min(answers), max(answers)
