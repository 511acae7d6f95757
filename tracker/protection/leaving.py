"""What the gate leaves out: what attackers find comes in, the rows, columns and tables that have to go come out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from tracker.protection.attack import Attack
from tracker.protection.facts import CellName, Fact
from tracker.protection.ground import Ground
from tracker.protection.tables import ProtectedTable, side_words
from tracker.protection.targets import Target


@dataclass(frozen=True, slots=True)
class Line:
    """What is left out at once: a row or a column of a table by two attributes, or a table as a whole.

    Never a single number: who knows how the gate works would read a lone gap as a small number.
    """

    table: str
    what: str
    cells: frozenset[CellName]


def lines_of(table: ProtectedTable) -> Iterator[Line]:
    """The lines of a table in printed order; none of an exact one, which is never left out."""
    if table.spec.exact:
        return
    name = table.spec.name
    if len(table.spec.by) < 2:
        yield Line(name, "de hele tabel", frozenset((name, cell.sides) for cell in table.cells))
        return
    for axis, word in ((0, "rij"), (1, "kolom")):
        for side in dict.fromkeys(cell.sides[axis] for cell in table.cells):
            cells = frozenset((name, cell.sides) for cell in table.cells if cell.sides[axis] == side)
            yield Line(name, f"{word} {side_words(side)}", cells)


def leave_out(attacks: Sequence[Attack], lines: Sequence[Line]) -> list[Line]:
    """Leave out the line that clears most of what is found, until nothing is; in the order of leaving out."""
    gone: list[Line] = []
    while found := [one for one in attacks if one.found]:
        line = _best(max(found, key=lambda one: len(one.found)), [line for line in lines if line not in gone])
        if line is None:
            break
        gone.append(line)
        for one in found:
            rows = one.ground.resting_on(line.cells)
            if rows:
                one.drop(rows)
    return gone


def _best(one: Attack, lines: Sequence[Line]) -> Line | None:
    """The line that clears most targets of an attacker for each number it takes away; the nearest that can do it.

    Where no line alone clears any, the one that bears on most of them goes, and the next one is sought after it.
    """
    bearing: list[Line] = []
    for near in (_about_same_people, _about_some_people, _about_anything):
        cells = frozenset(cell for target in one.found for cell in near(one.ground, target))
        bearing = [line for line in lines if line.cells & cells]
        cleared = {line: len(one.found) - len(one.without(line.cells)) for line in bearing}
        best = max(cleared, key=lambda line: (cleared[line] / len(line.cells), line.table, line.what), default=None)
        if best is not None and cleared[best]:
            return best
    return max(bearing, key=lambda line: (len(line.cells), line.table, line.what), default=None)


def _about_same_people(ground: Ground, target: Target) -> frozenset[CellName]:
    """The numbers about people of the target's group and its secret."""
    return _cells(fact for fact in _marked(ground) if fact.places & target.places and fact.states & target.states)


def _about_some_people(ground: Ground, target: Target) -> frozenset[CellName]:
    """The numbers about any people marked off, and the target's secret."""
    return _cells(fact for fact in _marked(ground) if fact.states & target.states)


def _about_anything(ground: Ground, target: Target) -> frozenset[CellName]:
    """All numbers that bear on the system at all."""
    return _cells(ground.facts)


def _marked(ground: Ground) -> Iterator[Fact]:
    return (fact for fact in ground.facts if fact.places != ground.shape.every_place)


def _cells(facts: Iterable[Fact]) -> frozenset[CellName]:
    return frozenset(cell for fact in facts for cell in fact.cells)
