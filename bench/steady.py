"""Ten thousand syncs in a row by one process, with edits by chance and a fault in one save of five.

It is what `ew sync --volg` does on a workbook, without the waiting: a small programme is edited, saved, looked at,
read, compared, stored and written back, with one database and one sheet held open. Faults are cells that cannot be
read, doubled codes, a heading that is gone, a tab that is emptied, a file that was cut off; the next save mends them.
The time of the last syncs is compared with that of the same saves read into a new database, in turns. Memory is what
the process holds and not its most, so that what is let go counts as gone; it is compared with halfway, because a part
that recognises rows is loaded at its first use, and days that were counted with are kept at hand. What history needs is
counted: a version for each record that a sync says is new or changed, and no more; and how large the database is,
closed, beside a copy of the same rows without a gap. EW_BENCH_SYNCS says how many syncs, when ten thousand take too
long.
"""

import gc
import os
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import xlsxwriter

from bench.measure import table
from tracker.actions import Manner, Shared, Terms, sync_shared
from tracker.errors import SheetError
from tracker.sheet.owntabs import KeptWorkbook
from tracker.store import Store, open_store
from tracker.store.tables import RECORDS

SYNCS = int(os.environ.get("EW_BENCH_SYNCS", "10000"))
PEOPLE = 20
FAULTY = 0.2
"""So many of the saves have a fault in them."""

SEED = 2035
BEGIN = datetime(2026, 11, 2, 6, tzinfo=UTC)
EVERY = timedelta(minutes=5)
KEY = bytes(range(32))
SHOWN = 100
"""So many syncs more are done at the end, each of them also into a database that is new."""

Cells = list[list[object]]
Tabs = dict[str, Cells]

_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "Deelnemers": ("Deelnemer", "Naam", "Gemeente", "Aangemeld op", "Akkoord op", "Eigen doel", "Zoekt", "Actie op"),
    "Stappen": ("Deelnemer", "Stap", "Partner", "Start", "Einde", "Resultaat", "Uren per week"),
    "Partners": ("Partner", "Sector", "Gemeente"),
}
_KINDS = ("opleiding", "stage", "werkervaringsplek", "vrijwilligerswerk", "betaald werk")
_PLACES = ("Emmen", "Assen", "Hoogeveen", "Stadskanaal", "Veendam")
_PARTNERS = ("Zorggroep Zevenlinden", "Welzijn Achterhorst", "Gemeente Veenmarke", "Bakkerij Roggemeer")


# --- The people at the sheet ------------------------------------------------------------------------------------------


class Keepers:
    """The people who keep the sheet: they edit it at every turn, and now and then make a mistake that they mend."""

    def __init__(self, seed: int = SEED, people: int = PEOPLE) -> None:
        self.chance = random.Random(seed)
        self.today = BEGIN.date()
        self.number = people
        self.people = [self._person(number) for number in range(1, people + 1)]
        self.steps = [self._step(number) for number in range(1, people + 1) for _ in range(2)]

    def _day(self) -> date:
        return self.today - timedelta(days=self.chance.randrange(1, 700))

    def _person(self, number: int) -> list[object]:
        day, chance = self._day(), self.chance
        goal = chance.choice(("betaald werk", "opleiding"))
        return [f"D-{number:03}", f"Naam {number}", chance.choice(_PLACES), day, day, goal, chance.choice(_KINDS), None]

    def _step(self, number: int) -> list[object]:
        chance = self.chance
        return [f"D-{number:03}", chance.choice(_KINDS), chance.choice(_PARTNERS), self._day(), None, None, 16]

    def edit(self) -> None:
        """Change something, as on any day; the sheet stays as large as it is."""
        chance = self.chance
        for work in chance.choices((self._retype, self._renew, self._sort, self._replace_person), (70, 15, 10, 5)):
            work(chance)

    def _retype(self, chance: random.Random) -> None:
        step = chance.choice(self.steps)
        column = chance.choice((2, 3, 6))
        step[column] = {2: chance.choice(_PARTNERS), 3: self._day(), 6: chance.randrange(4, 37)}[column]
        chance.choice(self.people)[2] = chance.choice(_PLACES)

    def _renew(self, chance: random.Random) -> None:
        """A step is taken out, and another one comes for somebody."""
        self.steps.pop(chance.randrange(len(self.steps)))
        code = str(chance.choice(self.people)[0])
        self.steps.append(self._step(int(code.partition("-")[2])))

    def _sort(self, chance: random.Random) -> None:
        chance.shuffle(self.steps)
        self.people.sort(key=lambda row: str(row[2]))

    def _replace_person(self, chance: random.Random) -> None:
        """Somebody is taken out with all steps, and somebody new comes."""
        gone = self.people.pop(chance.randrange(len(self.people)))
        self.number = self.number % 998 + 1 if self.number >= 998 else self.number + 1
        taken = {row[0] for row in self.people}
        while f"D-{self.number:03}" in taken:
            self.number = self.number % 998 + 1
        self.people.append(self._person(self.number))
        kept = [row for row in self.steps if row[0] != gone[0]]
        lost = len(self.steps) - len(kept)
        self.steps = [*kept, *(self._step(self.number) for _ in range(lost))]

    def save(self, path: Path) -> str:
        """Save the sheet, perhaps with a fault in it; says which, or nothing."""
        tabs: Tabs = {
            "Deelnemers": [list(row) for row in self.people],
            "Stappen": [list(row) for row in self.steps],
            "Partners": [[name, "zorg", "Emmen"] for name in _PARTNERS],
        }
        headings = {title: list(names) for title, names in _HEADINGS.items()}
        fault = self.chance.choice(tuple(_FAULTS)) if self.chance.random() < FAULTY else ""
        if fault:
            _FAULTS[fault](self.chance, tabs, headings)
        _write(path, tabs, headings)
        if fault == "cut off":
            path.write_bytes(path.read_bytes()[: self.chance.randrange(100, 2_000)])
        return fault


def _write(path: Path, tabs: Tabs, headings: Mapping[str, Sequence[str]]) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "d-m-yyyy"}) as book:
        for title, rows in tabs.items():
            sheet = book.add_worksheet(title)
            for at, row in enumerate((headings[title], *rows)):
                sheet.write_row(at, 0, row)


Fault = Callable[[random.Random, Tabs, dict[str, list[str]]], None]


def _unreadable_day(chance: random.Random, tabs: Tabs, _: object) -> None:
    chance.choice(tabs["Stappen"])[3] = "ergens in het voorjaar"


def _near_miss(chance: random.Random, tabs: Tabs, _: object) -> None:
    chance.choice(tabs["Stappen"])[1] = "stagge"


def _doubled_code(chance: random.Random, tabs: Tabs, _: object) -> None:
    chance.choice(tabs["Deelnemers"])[0] = tabs["Deelnemers"][0][0]


def _no_code(chance: random.Random, tabs: Tabs, _: object) -> None:
    chance.choice(tabs["Deelnemers"])[0] = None


def _number_of_a_person(chance: random.Random, tabs: Tabs, _: object) -> None:
    chance.choice(tabs["Deelnemers"])[2] = "111222333"


def _heading_gone(_chance: random.Random, _tabs: Tabs, headings: dict[str, list[str]]) -> None:
    headings["Stappen"][0] = "Wie"


def _emptied(_chance: random.Random, tabs: Tabs, _: object) -> None:
    tabs["Stappen"].clear()


def _nothing(_chance: random.Random, _tabs: Tabs, _: object) -> None:
    """The fault comes after saving."""


_FAULTS: Mapping[str, Fault] = {
    "unreadable day": _unreadable_day,
    "near miss": _near_miss,
    "doubled code": _doubled_code,
    "no code": _no_code,
    "a secret": _number_of_a_person,
    "heading gone": _heading_gone,
    "emptied tab": _emptied,
    "cut off": _nothing,
}


# --- The syncs --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """What the process and the database hold at a moment: megabytes, open files, and bytes with the log beside it."""

    syncs: int
    megabytes: float
    files: int
    database: int


@dataclass(slots=True)
class Run:
    """What many syncs in a row did: how each ended, versions that history needs, and what was held along the way.

    `seconds` are those of the syncs at the end: with all the history before it, and of the same save without.
    """

    ends: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    versions: int = 0
    seconds: list[tuple[float, float]] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


def run(folder: Path, syncs: int, *, seed: int = SEED, looks: int = 10) -> Run:
    """Edit, save and sync so often, and look `looks` times at what is held; the database is `ew.db` in the folder."""
    done, keepers = Run(), Keepers(seed)
    path, database = folder / "blad.xlsx", folder / "ew.db"
    with open_store(f"sqlite:///{database}") as store:
        store.upgrade()
        desk = KeptWorkbook(path)
        for turn in range(syncs):
            keepers.edit()
            done.faults[keepers.save(path)] += 1
            _sync(done, desk, store, BEGIN + EVERY * turn)
            if (turn + 1) % max(1, syncs // looks) == 0:
                done.held.append(_held(turn + 1, database))
    _beside_new(done, keepers, folder, BEGIN + EVERY * syncs, min(SHOWN, syncs // 4))
    return done


def _sync(done: Run, desk: KeptWorkbook, store: Store, now: datetime) -> float:
    begun = time.process_time()
    try:
        with store.turn():
            shared = sync_shared(desk, store, KEY, Terms(now), Manner(closely=False))
        _count(done, shared)
    except SheetError:
        done.ends["refused"] += 1
    return time.process_time() - begun


def _beside_new(done: Run, keepers: Keepers, folder: Path, begin: datetime, syncs: int) -> None:
    """Go on for some syncs, in turns with a database that begins here: a machine that slows down slows both."""
    with open_store(f"sqlite:///{folder / 'ew.db'}") as old, open_store(f"sqlite:///{folder / 'new.db'}") as new:
        new.upgrade()
        counted, apart = done, Run()
        desks = KeptWorkbook(folder / "blad.xlsx"), KeptWorkbook(folder / "nieuw.xlsx")
        for turn in range(syncs + 1):
            keepers.edit()
            done.faults[keepers.save(folder / "blad.xlsx")] += 1
            shutil.copy(folder / "blad.xlsx", folder / "nieuw.xlsx")
            now = begin + EVERY * turn
            pair = _sync(counted, desks[0], old, now), _sync(apart, desks[1], new, now)
            if turn:
                done.seconds.append(pair)


def _count(done: Run, shared: Shared) -> None:
    synced = shared.synced
    done.ends[synced.status] += 1
    if synced.status == "stored":
        done.versions += synced.rows["new"] + synced.rows["changed"]


def _held(syncs: int, database: Path) -> Held:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    files = len(list(Path("/proc/self/fd").iterdir()))
    size = sum(path.stat().st_size for path in database.parent.glob(f"{database.name}*"))
    return Held(syncs, pages * os.sysconf("SC_PAGE_SIZE") / 2**20, files, size)


def versions(database: Path) -> int:
    """How many versions of records a database holds."""
    connection = sqlite3.connect(database)
    try:
        return sum(connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0] for name in RECORDS)
    finally:
        connection.close()


def compact_size(database: Path) -> int:
    """Bytes of a copy with the same rows and no gaps."""
    copy = database.with_suffix(".compact")
    connection = sqlite3.connect(database)
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.close()
    size = copy.stat().st_size
    copy.unlink()
    return size


# --- The report -------------------------------------------------------------------------------------------------------


def report() -> str:
    """What was held along the way; then the ratios of the end and the beginning."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        done = run(folder, SYNCS)
        database = folder / "ew.db"
        stored, fullness = versions(database), database.stat().st_size / compact_size(database)
    ended = ", ".join(f"{count:,} {end}" for end, count in done.ends.most_common())
    faults = sum(count for fault, count in done.faults.items() if fault)
    said = f"{done.ends.total():,} syncs: {ended}. {faults:,} saves had a fault."
    rows = [
        (f"{one.syncs:,}", f"{one.megabytes:.1f}", str(one.files), f"{one.database / 2**20:.1f}") for one in done.held
    ]
    held = table(("after so many syncs", "memory, MB", "open files", "database and its log, MB"), rows)
    return f"{said}\n\n{_ratios(done, stored, fullness)}\n\n{held}"


def _ratios(done: Run, stored: int, beside_compact: float) -> str:
    half, last = done.held[(len(done.held) - 1) // 2], done.held[-1]
    end, anew = (statistics.median(some) for some in zip(*done.seconds, strict=True))
    rows = [
        (f"time of the last {len(done.seconds)} syncs, of the same into a new database", f"{end / anew:.2f}", "1"),
        ("memory held at the end, halfway", f"{last.megabytes / half.megabytes:.2f}", "1"),
        ("open files at the end, halfway", f"{last.files / half.files:.2f}", "1"),
        ("versions in the database, records that syncs said were new or changed", f"{stored / done.versions:.3f}", "1"),
        ("bytes of the database, of a copy without gaps", f"{beside_compact:.2f}", "about 1"),
    ]
    return table(("this, divided by that", "ratio", "promised"), rows)
