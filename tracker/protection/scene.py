"""The scene of an attack: everything that is published once the candidate is, and who the people behind it are.

Of thousands of partners each has tables of its own. Over most atoms those say no more than an exact number that stands
beside them: that goes without saying, and is passed over.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tracker.edition import ProtectedTable
from tracker.protection.crowd import Crowd
from tracker.protection.facts import CellName, Reading
from tracker.protection.people import Attributes, base_of
from tracker.protection.tables import Published

Pairs = tuple[tuple[str, str], ...]
"""Attributes with a value each: within what a table looks."""

_Form = tuple[tuple[str, ...], tuple[str, ...], bool]
"""Tables of one form: by what, within which attributes, and whether they are exact."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is published once the candidate is: the moments in order, and which one the candidate is of.

    `published[at]` are the tables of that moment that are out already; `candidate` are the tables that are not.
    """

    attributes: Attributes
    published: tuple[Published, ...]
    at: int
    candidate: tuple[ProtectedTable, ...]
    _crowd: list[Crowd] = field(default_factory=list, init=False, repr=False, compare=False)
    _said: dict[int | None, "Said"] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def crowd(self) -> Crowd:
        """Everyone of all moments."""
        if not self._crowd:
            self._crowd.append(Crowd(self.attributes, [one.rows for one in self.published]))
        return self._crowd[0]

    def out(self, moment: int) -> "Said":
        """The tables of a moment that are out already."""
        if moment not in self._said:
            self._said[moment] = Said(self.attributes, self.crowd, moment, self.published[moment].tables)
        return self._said[moment]

    @property
    def new(self) -> "Said":
        """The tables of the candidate."""
        if None not in self._said:
            self._said[None] = Said(self.attributes, self.crowd, self.at, self.candidate)
        return self._said[None]


class Said:
    """Some tables of one moment, and which of them say anything over some fields.

    A table of which no row or column is about the fields, only what it looks within, says how many people there are
    within. Where an exact table says that number, and it is the true one, it holds for every attacker and is never left
    out: then a number that may stand for it adds nothing.
    """

    def __init__(self, attributes: Attributes, crowd: Crowd, moment: int, tables: Sequence[ProtectedTable]) -> None:
        self._attributes = attributes
        self._forms: dict[_Form, list[int]] = defaultdict(list)
        self._tables = tables
        for at, table in enumerate(tables):
            spec = table.spec
            self._forms[spec.by, tuple(name for name, _ in spec.within), spec.exact].append(at)
        self._exact = dict(_exact(crowd, moment, tables))
        self._kept: dict[tuple[_Form, frozenset[str], Reading], tuple[list[int], list[int]]] = {}

    def telling(self, fields: frozenset[str], reading: Reading) -> list[ProtectedTable]:
        """The tables that say anything over these fields, in their order."""
        return [self._tables[at] for at in sorted(at for some, _ in self._split(fields, reading) for at in some)]

    def idle(self, fields: frozenset[str], reading: Reading) -> Iterator[CellName]:
        """The cells that can be left out, of the tables that say nothing over these fields."""
        for _, some in self._split(fields, reading):
            for table in (self._tables[at] for at in some):
                if not table.spec.exact:
                    yield from ((table.spec.name, cell.sides) for cell in table.cells if cell.shown is not None)

    def _split(self, fields: frozenset[str], reading: Reading) -> Iterator[tuple[list[int], list[int]]]:
        """For each form of tables, those that say anything over these fields, and those that do not."""
        for form, some in self._forms.items():
            by, within, _ = form
            inside = frozenset(name for name in within if base_of(self._attributes, name) in fields)
            if any(base_of(self._attributes, name) in fields for name in by) or (not by and len(inside) == len(within)):
                yield some, []
                continue
            if (form, inside, reading) not in self._kept:
                idle = {at for at in some if self._goes_without_saying(self._tables[at], inside, reading)}
                self._kept[form, inside, reading] = ([at for at in some if at not in idle], sorted(idle))
            yield self._kept[form, inside, reading]

    def _goes_without_saying(self, table: ProtectedTable, inside: frozenset[str], reading: Reading) -> bool:
        """Whether the true number of people within the fields is exactly known, and may be behind what is shown."""
        spec = table.spec
        number = self._exact.get(tuple(pair for pair in spec.within if pair[0] in inside))
        if number is None:
            return False
        shown = [cell.shown for cell in table.cells if cell.shown is not None]
        ranges = [(one, one) if spec.exact else reading(one) for one in shown]
        if len(inside) < len(spec.within) or any(self._attributes[name].many for name in spec.by):
            return all(low <= number for low, _ in ranges)
        whole = len(shown) == len(table.cells)
        return sum(low for low, _ in ranges) <= number and (not whole or number <= sum(high for _, high in ranges))


def _exact(crowd: Crowd, moment: int, tables: Sequence[ProtectedTable]) -> Iterator[tuple[Pairs, int]]:
    """The exact numbers of people, by what they are within, as far as they are true of the people of the moment."""
    for table in tables:
        spec = table.spec
        if spec.exact and not spec.by:
            for shown in (cell.shown for cell in table.cells if cell.shown is not None):
                if shown == len(crowd.within(moment, spec.within)):
                    yield spec.within, shown
