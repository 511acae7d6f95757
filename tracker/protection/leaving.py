"""What the gate leaves out: what attackers find comes in, the rows, columns and tables that have to go come out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.edition import ProtectedTable
from tracker.protection.attack import Attack
from tracker.protection.facts import CellName, Fact
from tracker.protection.tables import side_words
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


def leave_out(one: Attack, lines: Sequence[Line], gone: Sequence[Line]) -> list[Line]:
    """The lines to leave out beside those that are gone already, so that an attacker finds nothing any more.

    Attackers who found nothing before still find nothing after: what is left out only leaves more worlds possible.
    """
    more: list[Line] = []
    while one.found:
        line = _best(one, [line for line in lines if line not in gone and line not in more])
        if line is None:
            break
        more.append(line)
        one.drop(one.ground.resting_on(line.cells))
    return more


_WEIGHED = 3
"""By how many of the targets that are found the lines are weighed: enough to see what helps, and soon done."""


def _best(one: Attack, lines: Sequence[Line]) -> Line | None:
    """The line that clears most targets of an attacker for each number it takes away; the nearest that can do it.

    Where no line alone clears any, the longest of the nearest goes, and the next one is sought after it.
    """
    some = one.found[:_WEIGHED]
    nearest: list[Line] = []
    for facts in (_about_them(one, some), _about_others(one, some), None):
        cells = frozenset(cell for fact in (one.ground.facts if facts is None else facts) for cell in fact.cells)
        cells |= one.ground.idle if facts is None else frozenset()
        bearing = [line for line in lines if line.cells & cells]
        nearest = nearest or bearing
        cleared = {line: len(some) - len(one.without(line.cells, some)) for line in bearing}
        best = max(cleared, key=lambda line: (cleared[line] / len(line.cells), line.table, line.what), default=None)
        if best is not None and cleared[best]:
            return best
    return max(nearest, key=lambda line: (len(line.cells), line.table, line.what), default=None)


def _about_them(one: Attack, found: Sequence[Target]) -> list[Fact]:
    """What is said of people in the groups that are found, and of their secret."""
    return [
        fact
        for fact in _about_others(one, found)
        if any(fact.places & target.places and fact.states & target.states for target in found)
    ]


def _about_others(one: Attack, found: Sequence[Target]) -> list[Fact]:
    """What is said of any people marked off, and of the secret of a group that is found."""
    marked = [fact for fact in one.ground.facts if fact.places != one.ground.shape.every_place]
    return [fact for fact in marked if any(fact.states & target.states for target in found)]
