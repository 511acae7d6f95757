"""Attacks 20 made-up programmes of 250 people under three ways of protecting counts, and times the gate.

A small group is 1 to 4 people marked off by region, partner, sector or year, with where they are or their training.
It is recovered exactly, or within 1 to 4; what exact totals tell by themselves counts as well. The partner is the one
that registered most people. `python -m bench.protection 3 0` takes 3 programmes and none with eight earlier editions.
Seconds are processor time.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import mean

from bench.simulated import Quarter, programme
from tracker.edition import Cell, ProtectedTable, TableSpec
from tracker.protection.attack import attack, exact_range
from tracker.protection.facts import Reading
from tracker.protection.gate import OUTSIDER, Candidate, Gated, gate, grounds
from tracker.protection.ground import Means
from tracker.protection.people import Insider
from tracker.protection.rounding import possible_counts
from tracker.protection.scene import Scene
from tracker.protection.tables import Counter, Published

KEY = b"a key for the benchmark only...."

HIDDEN = -1
"""What a table that hides small numbers shows for them: everyone can see that it is 1 to 4."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way of protecting: what is shown of a count (None: our own rounding), and what a reader makes of it."""

    name: str
    shown: Callable[[int], int] | None
    reading: Reading


WAYS = (
    Way("hide under 5", lambda n: HIDDEN if 1 <= n <= 4 else n, lambda s: (1, 4) if s == HIDDEN else (s, s)),
    Way("conventional rounding to 5", lambda n: 5 * ((n + 2) // 5), lambda s: (max(0, s - 2), s + 2)),
    Way("cell key, before the gate", None, possible_counts),
)


def tables(quarter: Quarter, way: Way) -> tuple[ProtectedTable, ...]:
    """The tables of an edition, protected in one way and not gated; exact ones as they are."""
    counter = Counter(quarter.rows, quarter.attributes, KEY)
    made = [counter.table(spec) for spec in quarter.specs]
    if way.shown is None:
        return tuple(made)
    return tuple(one if one.spec.exact else _shown(one, quarter, way.shown) for one in made)


def _shown(table: ProtectedTable, quarter: Quarter, shown: Callable[[int], int]) -> ProtectedTable:
    counts = true_counts(table, quarter)
    cells = (Cell(cell.sides, shown(count)) for cell, count in zip(table.cells, counts, strict=True))
    return ProtectedTable(table.spec, tuple(cells))


def true_counts(table: ProtectedTable, quarter: Quarter) -> list[int]:
    """How many people truly are in each cell of a table without values put together."""
    exact = TableSpec(table.spec.name, "bench", table.spec.by, table.spec.title, table.spec.within)
    counter = _Exact(quarter.rows, quarter.attributes, KEY)
    return [cell.shown or 0 for cell in counter.table(exact).cells]


class _Exact(Counter):
    """Counts without any protection: for the benchmark only, to lay beside what is shown."""

    def _shown(self, count: int, key: int, exact: bool) -> int:
        return count


def recovered(scene: Scene, reading: Reading, insider: Insider) -> tuple[int, int, int]:
    """How many small groups there are, how many are found exactly, and how many within 1 to 4."""
    small = exactly = narrowly = 0
    for ground in grounds(scene, Means(reading=reading)):
        if not ground.shape.marks:
            continue
        one = attack(ground, insider)
        small += one.tried
        for target in (*one.found, *one.settled):
            narrowly += 1
            reach = exact_range(one.attacked, target)
            exactly += reach is not None and reach.low == reach.high
    return small, exactly, narrowly


def largest(quarter: Quarter) -> Insider:
    """The partner that registered most people."""
    return max(quarter.insiders, key=lambda one: len(one.people))


def compare(programmes: Sequence[Quarter]) -> Iterator[str]:
    """How many small groups are recovered under each way, and how far the numbers are off."""
    yield "| way | outsider: exactly | within 1 to 4 | partner: exactly | within 1 to 4 | mean error |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for way in WAYS:
        seen = []
        for quarter in programmes:
            shown = tables(quarter, way)
            seen.append([_attacked(quarter, shown, way, one) for one in (OUTSIDER, largest(quarter))])
        errors = [error for quarter in programmes for error in _errors(tables(quarter, way), quarter)]
        yield f"| {way.name} | {_line(seen, 0)} | {_line(seen, 1)} | {mean(errors):.2f} |"


def _attacked(quarter: Quarter, shown: tuple[ProtectedTable, ...], way: Way, insider: Insider) -> tuple[int, int, int]:
    scene = Scene(quarter.attributes, (Published(quarter.moment, (), quarter.rows),), 0, shown)
    return recovered(scene, way.reading, insider)


def _line(seen: Sequence[Sequence[tuple[int, int, int]]], number: int) -> str:
    small, exactly, narrowly = (mean(one[number][part] for one in seen) for part in range(3))
    return f"{exactly:.1f} of {small:.0f} | {narrowly:.1f}"


def _errors(shown: Sequence[ProtectedTable], quarter: Quarter) -> list[int]:
    """How far each published number is from the true one; a hidden one counts as the middle of what it can be."""
    return [
        abs((2 if cell.shown == HIDDEN else cell.shown) - count)
        for table in shown
        if not table.spec.exact
        for cell, count in zip(table.cells, true_counts(table, quarter), strict=True)
        if cell.shown is not None
    ]


def pass_gate(quarter: Quarter, earlier: Sequence[Published]) -> tuple[Gated, float]:
    """One edition through the gate, and the seconds of processor time it took."""
    begun = time.process_time()
    candidate = Candidate(quarter.moment, quarter.rows, quarter.specs)
    result = gate(quarter.attributes, earlier, candidate, quarter.insiders, KEY)
    return result, time.process_time() - begun


def share(result: Gated, quarter: Quarter) -> float:
    """The share of the cells of the closed list that show a number of their own or together with others."""
    counter = Counter((), quarter.attributes, KEY)
    wanted = sum(len(counter.table(spec).cells) for spec in quarter.specs if not spec.exact)
    return sum(table.published for table in result.tables if not table.spec.exact) / wanted


def gates(programmes: Sequence[Quarter]) -> str:
    """What the gate leaves to find, what share it lets through, and how long it takes for one edition."""
    passed = [(quarter, *pass_gate(quarter, ())) for quarter in programmes]
    seconds, shares = [taken for _, _, taken in passed], [share(one, quarter) for quarter, one, _ in passed]
    tried, found = mean(one.record.tried for _, one, _ in passed), sum(one.record.found for _, one, _ in passed)
    people, partners = len(programmes[0].rows), len(programmes[0].lists.partners)
    return (
        f"| {people} | {partners} | 0 (mean of {len(passed)}) | {tried:.0f} | {found} | "
        f"{mean(shares):.0%}, least {min(shares):.0%} | {mean(seconds):.1f}, most {max(seconds):.1f} |"
    )


def history(quarters: Sequence[Quarter]) -> Iterator[str]:
    """Quarters in a row, each gated with all before it."""
    earlier: list[Published] = []
    for quarter in quarters:
        result, seconds = pass_gate(quarter, earlier)
        yield (
            f"| {len(quarter.rows)} | {len(quarter.lists.partners)} | {len(earlier)} | {result.record.tried} | "
            f"{result.record.found} | {share(result, quarter):.0%} | {seconds:.1f} |"
        )
        earlier.append(Published(quarter.moment, result.tables, quarter.rows))


SAMPLE = {"people": 142, "partners": 40}
"""Fewer people, and many partners that registered one or two of them: the shape of the sample sheet."""


def lines(many: int, long: int) -> Iterator[str]:
    """Both tables: so many programmes at one moment, and so many (of each shape) through time."""
    seeds = range(1, many + 1)
    programmes = [programme(seed, quarters=1)[0] for seed in seeds]
    yield from compare(programmes)
    yield ""
    yield "| people | partners | editions before | targets tried | found | cells published | seconds |"
    yield "| --- | --- | --- | --- | --- | --- | --- |"
    yield gates(programmes)
    yield gates([programme(seed, quarters=1, **SAMPLE)[0] for seed in seeds])
    for seed in range(1, long + 1):
        yield from history(programme(seed))
        yield from history(programme(seed, **SAMPLE))


def report() -> str:
    """The tables of 20 programmes of each shape, and one of each through time."""
    return "\n".join(lines(20, 1))


if __name__ == "__main__":
    for line in lines(*(int(argument) for argument in (*sys.argv[1:], "20", "1")[:2])):
        print(line, flush=True)
