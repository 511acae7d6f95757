"""What history costs: figures of long ago beside those of now, and what a sync writes when one cell changed.

A programme is synced once, and then every participant and every step gets as many more versions as a database of a
million holds: some with few people that were edited endlessly, some with many. `ew stand` is asked for now and for a
moment in the middle, in turns. PostgreSQL is the server of the tests. These seconds are by the clock, because a server
works in processes of its own: the ratios are what counts. The seconds of a sync, on SQLite, are processor time.
"""

import itertools
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from sqlalchemy import Connection, Engine, event, text

from bench.measure import table
from sample_sheets.life import code
from sample_sheets.write import write_programme
from tests.store.samples import beside, url
from tests.store.server import Server, find_binaries
from tracker import actions
from tracker.actions.terms import Terms
from tracker.sheet.workbook import Workbook
from tracker.store import Store, open_store
from tracker.store.tables import FOREVER

LARGEST = int(os.environ.get("EW_BENCH_PEOPLE", "100000"))
VERSIONS = 1_000_000 if LARGEST >= 7_000 else 20_000
SHAPES = tuple(size for size in (250, 7_000) if size <= LARGEST)
"""How many people the programme of a million versions has."""

SIZES = tuple(size for size in (250, 2_500, 25_000, 100_000) if size <= LARGEST)
"""How many people the sheet has of which one cell changes."""

DAYS = 700
"""On so many days people of that sheet were registered."""

RUNS = 3
APART = 5
"""Syncs between two versions of one record; in between the others change."""

BEGIN = datetime(2026, 11, 1, 12, tzinfo=UTC)
EVERY = timedelta(minutes=30)


def report() -> str:
    """Both tables, with what is promised beside what was measured."""
    with tempfile.TemporaryDirectory() as folder, _server() as server:
        past = _past(Path(folder), server)
        written = [_written(Path(folder), people) for people in SIZES]
    return f"{_as_of_table(past)}\n\n{_written_table(written)}"


@contextmanager
def _server() -> Iterator[Server | None]:
    """PostgreSQL, where there is one for this machine."""
    binaries = find_binaries()
    server = Server(binaries) if binaries else None
    try:
        yield server
    finally:
        if server:
            server.stop()


# --- Figures of long ago ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filled:
    """A database with a long history: where it is, of how many people, and how many versions and syncs it holds."""

    kind: str
    people: int
    versions: int
    syncs: int
    environment: dict[str, str]

    @property
    def halfway(self) -> str:
        """A moment with as many syncs before as after it."""
        return f"{BEGIN + EVERY * (self.syncs // 2):%Y-%m-%dT%H:%M}"


def _past(folder: Path, server: Server | None) -> list[tuple[Filled, float, float]]:
    """For each database the seconds of the figures of now, and of those halfway."""
    found = []
    for people in SHAPES:
        sheet = folder / f"{people}.xlsx"
        write_programme(sheet, people=people)
        places = [("SQLite", url(folder / f"{people}.db"))]
        places += [("PostgreSQL", server.fresh())] if server else []
        for kind, address in places:
            filled = _filled(kind, people, address, sheet)
            found.append((filled, *_stands(filled)))
    return found


def _filled(kind: str, people: int, address: str, sheet: Path) -> Filled:
    home = sheet.with_suffix(f".{kind}")
    home.mkdir()
    settings = {"HOME": home, "EW_DATABASE_URL": address, "EW_DATA_KEY": home / "key", "EW_NOW": BEGIN.isoformat()}
    environment = {name: str(value) for name, value in settings.items()}
    _ew(environment, "sync", str(sheet))
    with beside(address) as connection:
        versions, syncs = _multiply(connection)
        connection.commit()
        # A server keeps its own statistics in real life; that of the tests has this switched off.
        connection.exec_driver_sql("ANALYZE" if kind == "PostgreSQL" else "SELECT 1")
        connection.commit()
    # What is known on a day that is still to come nobody may ask, so that now is when the last of the syncs was.
    return Filled(kind, people, versions, syncs, environment | {"EW_NOW": (BEGIN + EVERY * syncs).isoformat()})


def _multiply(connection: Connection) -> tuple[int, int]:
    """Give every participant and step so many versions that there are a million; how many there are, and syncs."""
    names = ("participants", "steps")
    records = sum(_count(connection, name) for name in names)
    each = -(-VERSIONS // records)
    syncs = (each - 1) * APART + 1
    copy = "INSERT INTO snapshots SELECT :number, :at, source, content, program, counts FROM snapshots WHERE number = 1"
    moments = ((BEGIN + EVERY * (number - 1)).isoformat(timespec="microseconds") for number in range(2, syncs + 1))
    connection.execute(text(copy), [{"number": number, "at": at} for number, at in enumerate(moments, 2)])
    connection.exec_driver_sql("CREATE TEMPORARY TABLE turns (turn INTEGER)")
    connection.execute(text("INSERT INTO turns VALUES (:turn)"), [{"turn": turn} for turn in range(each)])
    for name in names:
        _multiply_tab(connection, name, each)
    return sum(_count(connection, name) for name in names), syncs


def _multiply_tab(connection: Connection, name: str, each: int) -> None:
    """Each record is as it was in every version; only when it was known differs."""
    fields = list(connection.exec_driver_sql(f"SELECT * FROM {name} LIMIT 1").keys())[3:]
    listed = ", ".join(f'"{field}"' for field in fields)
    # Not all records change at the same sync.
    begins = f"1 + turn * {APART} - (entity * 7919 - entity * 7919 / {APART} * {APART})"
    ends = begins.replace("turn", "(turn + 1)")
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE once_{name} AS SELECT * FROM {name}")
    connection.exec_driver_sql(f"DELETE FROM {name}")
    connection.exec_driver_sql(
        f"INSERT INTO {name} (entity, valid_from, valid_to, {listed}) "
        f"SELECT entity, CASE turn WHEN 0 THEN 1 ELSE {begins} END, "
        f"CASE turn WHEN {each - 1} THEN {FOREVER} ELSE {ends} END, {listed} "
        f"FROM once_{name} CROSS JOIN turns ORDER BY entity, turn"
    )


def _count(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT COUNT(*) FROM {name}").scalar_one())


def _stands(filled: Filled) -> tuple[float, float]:
    """Seconds of `ew stand` for now and for halfway, in turns, after one of each that does not count."""
    words = ("stand", "--peildatum", BEGIN.date().isoformat())
    taken: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(RUNS + 1):
        for past, seconds in taken.items():
            begun = time.perf_counter()
            _ew(filled.environment, *words, *(["--bekend-op", filled.halfway] if past else []))
            seconds.append(time.perf_counter() - begun)
    return statistics.median(taken[False][1:]), statistics.median(taken[True][1:])


def _ew(environment: dict[str, str], *words: str) -> None:
    command = [str(Path(sys.executable).with_name("ew")), *words]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False)
    # A made-up programme this large has a few faults in its sheet, which a sync tells of with a 1.
    assert done.returncode in (0, 1), done.stderr


def _as_of_table(past: Sequence[tuple[Filled, float, float]]) -> str:
    titles = ("database", "people", "row versions", "syncs", "`ew stand`, s", "halfway, s", "ratio", "promised")
    rows = [
        (
            one.kind,
            f"{one.people:,}",
            f"{one.versions:,}",
            f"{one.syncs:,}",
            f"{now:.2f}",
            f"{then:.2f}",
            f"{then / now:.2f} × now",
            "at most 3 × now",
        )
        for one, now, then in past
    ]
    return table(titles, rows)


# --- What a sync writes -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """Rows written by the first sync of so many people and by one after a single cell changed, and their seconds."""

    people: int
    first: int
    edited: int
    first_seconds: float
    edited_seconds: float


def _written(folder: Path, people: int) -> Written:
    sheet, database = folder / "cell.xlsx", folder / f"cell-{people}.db"
    _write_sheet(sheet, people)
    with open_store(url(database)) as store:
        store.upgrade()
        first, first_seconds = _sync(sheet, store, BEGIN)
        _write_sheet(sheet, people, moved=people // 2)
        edited, seconds = _sync(sheet, store, BEGIN + EVERY)
    return Written(people, first, edited, first_seconds, seconds)


def _write_sheet(path: Path, people: int, moved: int | None = None) -> None:
    """Write people with two steps each, no two alike; one may have moved to another municipality, which is one cell."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        dated = book.add_format({"num_format": "dd-mm-yyyy"})
        for title, rows in _tabs(people, moved):
            sheet = book.add_worksheet(title)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    sheet.write(row, column, cell, dated if isinstance(cell, date) else None)


def _tabs(people: int, moved: int | None) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
    first = date(2024, 1, 8)
    begins = [first + timedelta(number % DAYS) for number in range(people)]
    persons = (
        (code(number), "Assen" if number == moved else "Emmen", day, day, "betaald werk")
        for number, day in enumerate(begins, 1)
    )
    steps = (
        (code(number), kind, "Zorg Voorbeeld", day + timedelta(after), hours)
        for number, day in enumerate(begins, 1)
        for kind, after, hours in (("opleiding", 14, 8), ("betaald werk", 160 + number // DAYS, 24))
    )
    yield "Deelnemers", _headed(("Deelnemer", "Gemeente", "Aangemeld op", "Akkoord op", "Eigen doel"), persons)
    yield "Stappen", _headed(("Deelnemer", "Stap", "Partner", "Start", "Uren per week"), steps)
    yield "Partners", _headed(("Partner", "Sector"), iter([("Zorg Voorbeeld", "zorg")]))


def _headed(head: tuple[str, ...], rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    return itertools.chain([head], rows)


def _sync(sheet: Path, store: Store, now: datetime) -> tuple[int, float]:
    """Rows that a sync writes to the database, as the database itself counts them, and its seconds."""
    rows = 0

    def count(_connection: object, cursor: Any, statement: str, *_rest: object) -> None:
        nonlocal rows
        if statement.startswith(("INSERT", "UPDATE", "DELETE")):
            rows += cursor.rowcount

    event.listen(Engine, "after_cursor_execute", count)
    begun = time.process_time()
    try:
        synced = actions.sync(Workbook(sheet), store, bytes(32), Terms(now))
    finally:
        event.remove(Engine, "after_cursor_execute", count)
    assert synced.status == "stored", synced
    return rows, time.process_time() - begun


def _written_table(written: Sequence[Written]) -> str:
    titles = ("people in the sheet", "first sync: rows", "seconds", "one cell changed: rows", "seconds", "promised")
    rows = [
        (
            f"{one.people:,}",
            f"{one.first:,}",
            f"{one.first_seconds:.1f}",
            f"{one.edited:,}",
            f"{one.edited_seconds:.1f}",
            "the same at every size",
        )
        for one in written
    ]
    return table(titles, rows)
