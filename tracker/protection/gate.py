"""The gate: an edition that is to be published comes in, the edition in which nobody can be found goes out.

It makes the tables, lets the attacker loose on them and on everything published before, and leaves out rows, columns
or tables until no target is found. What it says of that are headings, never numbers of people.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.edition import GateRecord, LeftOut, ProtectedTable, Side, TableSpec
from tracker.protection.people import Attributes, Insider, Kind, Moment, PersonRow, base_of
from tracker.protection.tables import Counter, Published, Together, side_words, without

if TYPE_CHECKING:
    from tracker.protection.ground import Ground, Means
    from tracker.protection.leaving import Line
    from tracker.protection.scene import Scene

OUTSIDER = Insider("buitenstaander", frozenset())
"""Someone who read everything and knows nobody."""

LOOK_BACK = 8
"""How many editions before (and after) the candidate's moment the attacker lays beside it."""

FEWEST_TOGETHER = 5
"""A value whose exact programme total is lower is put together with the next ones, until they are so many."""

CROSSED = 400
"""All identifying attributes are crossed in one system when that gives no more atoms than this."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is to be published: the moment, everyone in the programme then, and the tables that are wanted."""

    moment: Moment
    rows: tuple[PersonRow, ...] = field(repr=False)
    specs: tuple[TableSpec, ...]


@dataclass(frozen=True, slots=True)
class Gated:
    """An edition's tables as they may be published, and the record."""

    tables: tuple[ProtectedTable, ...]
    record: GateRecord


def gate(
    attributes: Attributes,
    earlier: Iterable[Published],
    candidate: Candidate,
    insiders: Sequence[Insider],
    data_key: bytes,
    means: "Means | None" = None,
) -> Gated:
    """Make the tables of an edition and leave out what would let an attacker find someone.

    ValueError for a table that may not be made (see `check_spec`). The order of `earlier` does not matter.
    """
    counter = Counter(candidate.rows, attributes, data_key)
    together = _together(attributes, candidate.specs, counter)
    tables = tuple(counter.table(spec, together.get(spec.name)) for spec in candidate.specs)
    scene = _scene(attributes, earlier, candidate, tables)
    gone, tally = _cleared(scene, insiders, together, means)
    cells = frozenset(cell for line in gone for cell in line.cells)
    shown = tuple(without(table, (sides for name, sides in cells if name == table.spec.name)) for table in tables)
    return Gated(shown, GateRecord(tally.tried, tally.found, tally.settled, tuple(_words(tables, together, gone))))


# --- Before the attack -----------------------------------------------------------------------------------------------


def _together(attributes: Attributes, specs: Sequence[TableSpec], counter: Counter) -> Mapping[str, Together]:
    """For each table the values it puts together: those of which the exact programme total says that they are few.

    It is decided by numbers that are published anyway, so that putting together tells nothing.
    """
    totals = {spec.by[0]: counter.table(spec) for spec in specs if spec.exact and len(spec.by) == 1 and not spec.within}
    groups = {name: _small(attributes, table) for name, table in totals.items() if not attributes[name].many}
    return {
        spec.name: {name: (groups[name],) for name in spec.by if groups.get(name)}
        for spec in specs
        if not spec.exact and _identifies(attributes, spec)
    }


def _identifies(attributes: Attributes, spec: TableSpec) -> bool:
    names = (*spec.by, *(name for name, _ in spec.within))
    return any(attributes[name].kind is Kind.IDENTIFYING for name in names)


def _small(attributes: Attributes, table: ProtectedTable) -> Side:
    """The values with few people, with as many of the next ones as it takes to be no longer few; in printed order."""
    name = table.spec.by[0]
    sizes = sorted((cell.shown or 0, cell.sides[0][0]) for cell in table.cells if cell.shown)
    taken: list[str] = []
    total = 0
    for size, value in sizes:
        if size >= FEWEST_TOGETHER and (not taken or total >= FEWEST_TOGETHER):
            break
        taken.append(value)
        total += size
    return tuple(value for value in attributes[name].all_values if value in taken) if len(taken) > 1 else ()


def _scene(
    attributes: Attributes, earlier: Iterable[Published], candidate: Candidate, tables: tuple[ProtectedTable, ...]
) -> "Scene":
    """All moments in order, with what is out already of the candidate's own moment in its place."""
    from tracker.protection.scene import Scene

    old = sorted(earlier, key=lambda one: one.moment)
    same = tuple(table for one in old if one.moment == candidate.moment for table in one.tables)
    before = [one for one in old if one.moment < candidate.moment][-LOOK_BACK:]
    after = [one for one in old if one.moment > candidate.moment][:LOOK_BACK]
    now = Published(candidate.moment, same, candidate.rows)
    return Scene(attributes, (*_by_moment(before), now, *_by_moment(after)), len(_by_moment(before)), tables)


def _by_moment(some: Sequence[Published]) -> list[Published]:
    """Editions of the same moment (for several audiences) as one."""
    whole: dict[Moment, Published] = {}
    for one in some:
        known = whole.get(one.moment)
        whole[one.moment] = one if known is None else Published(one.moment, known.tables + one.tables, one.rows)
    return list(whole.values())


# --- The attack ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Tally:
    tried: int = 0
    found: int = 0
    settled: int = 0


def _cleared(
    scene: "Scene", insiders: Sequence[Insider], together: Mapping[str, Together], means: "Means | None"
) -> tuple[list["Line"], _Tally]:
    """Let every attacker loose on every ground, and leave out lines until it finds nothing; what is left out."""
    from tracker.protection.attack import attack
    from tracker.protection.ground import Means
    from tracker.protection.leaving import leave_out, lines_of

    lines = [line for table in scene.candidate for line in lines_of(table)]
    gone: list[Line] = []
    tally = _Tally()
    for ground in grounds(scene, means or Means()):
        sides = sorted({side for groups in together.values() for side in groups.get(ground.shape.secret, ())})
        for insider in _attackers(ground, insiders):
            one = attack(ground, insider, sides, frozenset(cell for line in gone for cell in line.cells))
            gone += leave_out(one, lines, gone)
            tally.tried += one.tried
            tally.found += len(one.found)
            tally.settled += len(one.settled)
    return gone, tally


def _attackers(ground: "Ground", insiders: Sequence[Insider]) -> tuple[Insider, ...]:
    """Who attacks a ground.

    Where nothing ties marks to the secret, an insider learns no more of a group than of everyone whom it does not
    know, and that is asked on the ground without marks. There an outsider, who knows nobody, has nothing to ask.
    """
    if not ground.shape.marks:
        return tuple(insiders)
    return (OUTSIDER, *insiders) if ground.ties else (OUTSIDER,)


def grounds(scene: "Scene", means: "Means") -> Iterator["Ground"]:
    """One ground for each cross of identifying fields with a sensitive field that the tables have."""
    from tracker.protection.atoms import atoms
    from tracker.protection.ground import Ground

    attributes = scene.attributes
    specs = [table.spec for one in scene.published for table in one.tables] + [one.spec for one in scene.candidate]
    secrets = sorted({base for spec in specs for base in _bases(attributes, spec, Kind.SENSITIVE)})
    for secret in secrets:
        for marks in _crosses(attributes, specs, secret):
            for shape in atoms(attributes, marks, secret):
                yield Ground(scene, shape, means)


def _bases(attributes: Attributes, spec: TableSpec, kind: Kind) -> frozenset[str]:
    names = (*spec.by, *(name for name, _ in spec.within))
    return frozenset(base_of(attributes, name) for name in names if attributes[name].kind is kind)


def _crosses(attributes: Attributes, specs: Sequence[TableSpec], secret: str) -> list[frozenset[str]]:
    """The sets of identifying fields to cross with a secret: all at once where that stays small, else table by table.

    Nobody at all is marked off by no field: that is how an insider looks at the people whom it does not know.
    """
    found = {_bases(attributes, spec, Kind.IDENTIFYING) for spec in specs} - {frozenset()}
    everything = frozenset(mark for marks in found for mark in marks)
    atoms = len(attributes[secret].all_values)
    for mark in everything:
        atoms *= len(attributes[mark].all_values)
    crosses = {everything} if everything and atoms <= CROSSED else found
    largest = [marks for marks in crosses if not any(marks < other for other in crosses)]
    rest = [frozenset[str]()] if attributes[secret].never_exact else []
    return sorted(largest, key=sorted) + rest


def _words(
    tables: Sequence[ProtectedTable], together: Mapping[str, Together], gone: "Sequence[Line]"
) -> Iterator[LeftOut]:
    """What is left out, table by table, in headings."""
    for table in tables:
        spec = table.spec
        for groups in together.get(spec.name, {}).values():
            for side in groups:
                yield LeftOut(spec.name, spec.title, f"samengenomen: {side_words(side)}")
        for line in gone:
            if line.table == spec.name:
                yield LeftOut(spec.name, spec.title, line.what)
