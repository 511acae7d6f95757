"""What it costs to keep every version of a sheet: ours, a tool that reads the history of git, and a copy each time."""

import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from openpyxl import load_workbook

from bench.environments import NOT_MADE, python_of, script, versions
from bench.measure import child, table
from bench.serving import BIN, SAMPLE, programme

VERSIONS = int(os.environ.get("EW_BENCH_VERSIONS", "30"))
TABS = {"Deelnemers": ["Deelnemer"], "Stappen": ["Deelnemer", "Stap", "Start"], "Partners": ["Partner"]}
"""The tabs that all keep, and the columns that tell git-history which row is which: there is nothing else to go by."""


def histories(folder: Path) -> str:
    """The table: the same versions of the sample, each with one cell changed, kept in three ways."""
    git, sheets = python_of("history"), python_of("sheets")
    if git is None or sheets is None:
        return NOT_MADE
    books = _versions(folder / "versions")
    rows = [_ours(folder / "ours", books), _git(folder / "git", books, git), _copies(folder, books, sheets)]
    _, per_version, grown, _ = rows[0]
    lines = [
        (
            name,
            f"{seconds / per_version:.2f} × ours",
            f"{seconds:.2f}",
            f"{size / grown:.1f} × ours",
            f"{size:.0f}",
            about,
        )
        for name, seconds, size, about in rows
    ]
    titles = ("way", "ratio", "seconds a version", "ratio", "kB a version", "what it does and does not do")
    told = f"{versions('history', 'git-history')}. {VERSIONS} versions of the sample, one cell changed in each."
    return f"{told}\n\n{table(titles, lines)}"


Row = tuple[str, float, float, str]


def _versions(folder: Path) -> list[Path]:
    """The sample, and then the same with one more cell changed each time."""
    folder.mkdir()
    book = load_workbook(SAMPLE)
    tab = book["Deelnemers"]
    place = [cell.value for cell in tab[1]].index("Gemeente")
    found = []
    for number in range(VERSIONS + 1):
        if number:
            there, other = (tab[row][place] for row in (number * 3 + 2, number * 3 + 1))
            there.value = "Assen" if other.value != "Assen" and there.value != "Assen" else "Emmen"
        found.append(folder / f"{number:03}.xlsx")
        book.save(found[-1])
    return found


def _ours(folder: Path, books: list[Path]) -> Row:
    made = programme(folder, books[0])
    before, seconds = _kilobytes(made.database), 0.0
    for book in books[1:]:
        shutil.copy(book, made.sheet)
        words = [str(BIN / "ew"), "sync", str(made.sheet)]
        seconds += child(words, made.environment, fine=(0, 1)).seconds
    grown = _kilobytes(made.database) - before
    about = "a command for each version: all 16 tabs, checked, the sheet answered; figures as known at any moment"
    return "`ew sync`", seconds / VERSIONS, grown / VERSIONS, about


def _git(folder: Path, books: list[Path], python: Path) -> Row:
    """A commit for each version; the tool reads all that came after the first in one run for each tab."""
    folder.mkdir()
    _run("git", "init", "-q", "-b", "main", cwd=folder)
    _commit(folder, books[:1])
    _read_git(folder, python)
    before = _kilobytes(folder / "history.db")
    _commit(folder, books[1:])
    seconds = _read_git(folder, python)
    about = (
        "three tabs as JSON that somebody makes and commits (not counted), read in one run; a row whose key is mended "
    )
    grown = _kilobytes(folder / "history.db") - before
    return "git-history", seconds / VERSIONS, grown / VERSIONS, f"{about}is a new one"


def _commit(folder: Path, books: list[Path]) -> None:
    for book in books:
        for title in TABS:
            _write_json(book, title, folder / f"{title}.json")
        _run("git", "add", ".", cwd=folder)
        _run("git", "-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", book.stem, cwd=folder)


def _read_git(folder: Path, python: Path) -> float:
    seconds = 0.0
    for title, keys in TABS.items():
        words = [
            str(python.with_name("git-history")),
            "file",
            str(folder / "history.db"),
            str(folder / f"{title}.json"),
        ]
        words += ["--repo", str(folder), "--namespace", title.lower(), "--ignore-duplicate-ids"]
        seconds += child([*words, *(word for key in keys for word in ("--id", key))], {}).seconds
    return seconds


def _copies(folder: Path, books: list[Path], python: Path) -> Row:
    database = folder / "copies.db"
    words = [str(python), script("copies"), str(database)]
    child([*words, str(books[0])], {})
    before = _kilobytes(database)
    used = child([*words, *map(str, books[1:])], {})
    grown = _kilobytes(database) - before
    about = "three tabs, every row again each time, in one run; what changed is for the reader to find"
    return "a full copy with pandas", used.seconds / VERSIONS, grown / VERSIONS, about


def _write_json(book: Path, title: str, path: Path) -> None:
    """The rows with something in the first column, a line each, so that git sees which changed."""
    heads, *rows = load_workbook(book, read_only=True, data_only=True)[title].iter_rows(values_only=True)
    records = [dict(zip(map(str, heads), row, strict=False)) for row in rows if row[0] is not None]
    lines = ",\n".join(json.dumps(record, default=str, ensure_ascii=False) for record in records)
    path.write_text(f"[{lines}]\n", "utf-8")


def _kilobytes(database: Path) -> float:
    """What a database takes on disk, its log written into it."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database.stat().st_size / 1024


def _run(*words: str, cwd: Path) -> None:
    subprocess.run(words, cwd=cwd, check=True, capture_output=True)
