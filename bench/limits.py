"""How near it is to what is possible: reading, storing and printing, beside the least that a library needs for it.

Reading: unzipping the tabs and walking over their XML with nothing done about it, which no reader in Python can go
without. Storing: the rows of a first sync by sqlite3's own executemany, into the same tables. Printing: typst alone,
with the page that we made for it. A share is what part of our time that least is; the rest is what we add: meaning,
checks, history, words. Medians of several runs in one process; seconds are processor time.
"""

import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.parsers import expat

from bench.measure import Taken, function, table
from sample_sheets.write import PROGRAMME, write_programme
from tracker import actions
from tracker.columns import ACCESS, TABS
from tracker.edition import Audience
from tracker.history.changes import plan
from tracker.intake.read import Rules, read_sheet
from tracker.model import Change, Intake, Reading
from tracker.sheet.workbook import Workbook
from tracker.store import open_store

PEOPLE = 2_500
RUNS = 5
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TODAY = date(2026, 11, 1)
KEY = bytes(range(32))
CHUNK = 1 << 16

Line = tuple[str, Taken]


def report() -> str:
    """A table for each of the three."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sheet = folder / "blad.xlsx"
        write_programme(sheet, people=PEOPLE)
        reading = _lines(f"reading the sheet of {PEOPLE:,} people", _reading(sheet))
        storing = _lines(f"storing the first sync of {PEOPLE:,} people", _storing(sheet, folder))
        printing = _lines("printing the papers of the sample", _printing(folder))
    return "\n\n".join((reading, storing, printing))


def _lines(title: str, lines: Sequence[Line]) -> str:
    """The last line is the whole of our work; what part of it each line is comes first."""
    whole = lines[-1][1].median
    rows = [
        (name, f"{taken.median / whole:.0%}", f"{taken.median:.3f}", f"{taken.least:.3f}–{taken.most:.3f}")
        for name, taken in lines
    ]
    return table((title, "share of our time", "seconds of CPU", "spread"), rows)


def _taken(work: Callable[[], object]) -> Taken:
    return function(work, runs=RUNS)


# --- Reading ----------------------------------------------------------------------------------------------------------


def _reading(sheet: Path) -> list[Line]:
    reading = Workbook(sheet).read()
    return [
        ("unzipping the tabs", _taken(lambda: _walk(sheet, lambda _: None))),
        ("unzipping, and walking over the XML", _taken(lambda: _walk(sheet, _parse))),
        ("ours: typed cells of known columns, and a hash of them", _taken(Workbook(sheet).read)),
        ("ours: checking them, to records and findings", _taken(lambda: read_sheet(reading, Rules(TODAY)))),
        ("ours: both, as `ew controle`", _taken(lambda: read_sheet(Workbook(sheet).read(), Rules(TODAY)))),
    ]


def _walk(sheet: Path, work: Callable[[Any], object]) -> None:
    """Open the part of each tab that we read; ours stand first in the sheets that we make."""
    with zipfile.ZipFile(sheet) as archive:
        for number in range(1, len(TABS) + 1):
            with archive.open(f"xl/worksheets/sheet{number}.xml") as part:
                for chunk in iter(lambda part=part: part.read(CHUNK), b""):  # type: ignore[misc] # mypy takes a lambda with a default for one that wants an argument.
                    work(chunk)
                if work is _parse:
                    _parse(None)


_PARSERS: list[Any] = []


def _parse(chunk: bytes | None) -> None:
    """Let expat look at a piece of XML; None ends the part."""
    if not _PARSERS:
        _PARSERS.append(expat.ParserCreate())
    if chunk is None:
        _PARSERS.pop().Parse(b"", True)
    else:
        _PARSERS[0].Parse(chunk, False)


# --- Storing ----------------------------------------------------------------------------------------------------------


def _storing(sheet: Path, folder: Path) -> list[Line]:
    reading = Workbook(sheet).read()
    intake = read_sheet(reading, Rules(TODAY))
    # An address is stored as a keyed hash only, which a sync makes on the way; these few rows are left out.
    changes = [one for one in plan({}, intake, NOW).changes if one.tab != ACCESS.name]
    saved = folder / "saved.db"
    ours = _taken(lambda: _save(saved, reading, intake, changes))
    rows = _content(saved)
    bare = _taken(lambda: _insert(folder / "bare.db", rows))
    whole = _taken(lambda: _sync(sheet, folder / "whole.db"))
    return [
        ("sqlite3, executemany of the same rows", bare),
        ("ours: one transaction, from records to rows", ours),
        ("ours: the whole sync, reading and checking too", whole),
    ]


def _empty(path: Path) -> None:
    """Put a database that saw no sync at a path: making its tables is done once in its life, and is not counted."""
    model = path.with_name("empty.db")
    if not model.exists():
        with open_store(f"sqlite:///{model}") as store:
            store.upgrade()
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink()
    shutil.copy(model, path)


def _save(path: Path, reading: Reading, intake: Intake, changes: Sequence[Change]) -> None:
    _empty(path)
    with open_store(f"sqlite:///{path}") as store:
        store.save(
            after=None,
            taken_at=NOW,
            source=reading.source,
            content=reading.content,
            counts={name: tab.count for name, tab in intake.tabs.items()},
            changes=changes,
            findings=intake.findings,
        )


def _content(path: Path) -> Mapping[str, list[tuple[Any, ...]]]:
    """All rows of each table of a database."""
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
    connection.close()
    return {name: some for name, some in rows.items() if some and name != "alembic_version"}


def _insert(path: Path, rows: Mapping[str, list[tuple[Any, ...]]]) -> None:
    _empty(path)
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    for name, some in rows.items():
        connection.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(some[0]))})', some)
    connection.execute("COMMIT")
    connection.close()


def _sync(sheet: Path, path: Path) -> None:
    _empty(path)
    with open_store(f"sqlite:///{path}") as store:
        actions.sync(Workbook(sheet), store, KEY, actions.Terms(NOW))


# --- Printing ---------------------------------------------------------------------------------------------------------


def _printing(folder: Path) -> list[Line]:
    import typst

    from tracker.editions.pdf import pdf

    database = folder / "sample.db"
    _sync(PROGRAMME, database)
    with open_store(f"sqlite:///{database}") as store:
        live, _ = actions.live_edition(store, actions.Asked(), data_key=KEY, now=NOW)
    edition = actions.for_audience(live, Audience.STEERING_GROUP)
    asked: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    compile_alone = typst.compile_with_warnings

    def listening(*words: Any, **options: Any) -> Any:
        asked.append((words, options))
        return compile_alone(*words, **options)

    # What typst is asked is heard once, so that it can be asked the same without us.
    typst.compile_with_warnings = listening
    try:
        pdf(edition, concept=False)
    finally:
        typst.compile_with_warnings = compile_alone
    words, options = asked[0]
    return [
        ("typst alone", _taken(lambda: compile_alone(*words, **options))),
        ("ours: from an edition to a PDF", _taken(lambda: pdf(edition, concept=False))),
    ]
