"""Reading a made-up workbook, 100,000 rows of 12 columns, by our reader and two others; then a sheet of 100,000 people.

The second table holds reading and checking 100,000 participants with 300,000 steps, from the file to records and
findings, against a bare library that gives the cells and judges nothing. At most 6 times as long is what we allow
ourselves. Each is a process of its own, so its memory is all that it took, Python included.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import python_calamine
import xlsxwriter

from bench.measure import function, table
from tracker.intake.read import Rules, read_sheet
from tracker.sheet.workbook import Workbook, open_package

ROWS = 100_000
COLUMNS = 12
WORDS = ("opleiding", "stage", "werkervaringsplek", "vrijwilligerswerk", "betaald werk")


def write(path: Path) -> None:
    """Write codes, dates, hours and words, the same on every run."""
    chance = random.Random(2035)
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        dated = book.add_format({"num_format": "dd-mm-yyyy"})
        sheet = book.add_worksheet("Stappen")
        sheet.write_row(0, 0, [f"Kolom {column}" for column in range(COLUMNS)])
        for row in range(1, ROWS):
            for column in range(COLUMNS):
                if column == 0:
                    sheet.write_string(row, column, f"D-{row % 99_999:05d}")
                elif column % 4 == 1:
                    sheet.write_datetime(row, column, datetime(2020, 1, 1) + timedelta(chance.randrange(2_500)), dated)
                elif column % 4 == 2:
                    sheet.write_number(row, column, chance.randrange(400) / 10)
                else:
                    sheet.write_string(row, column, chance.choice(WORDS))


def by_us(path: Path, columns: Iterable[int] = range(COLUMNS)) -> int:
    """Heads and rows, as a sync reads them; the number of rows."""
    with open_package(path) as package:
        package.heads()
        return sum(1 for _ in package.rows(0, tuple(columns)))


def by_calamine(path: Path) -> int:
    """All values at once; the number of rows."""
    return len(python_calamine.load_workbook(path).get_sheet_by_index(0).to_python(skip_empty_area=False))


def by_openpyxl(path: Path) -> int:
    """Values row by row; the number of rows."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


READERS: tuple[tuple[str, Callable[[Path], int]], ...] = (
    ("ours", by_us),
    ("ours, 4 of 12 columns", lambda path: by_us(path, range(4))),
    ("python-calamine", by_calamine),
    ("openpyxl read-only", by_openpyxl),
)


# --- A sheet of 100,000 people ----------------------------------------------------------------------------------------

PEOPLE, STEPS, PARTNERS = 100_000, 300_000, 200
KINDS = ("opleiding", "stage", "werkervaringsplek", "vrijwilligerswerk", "betaald werk")
PLACES = ("Emmen", "Assen", "Hoogeveen", "Stadskanaal", "Veendam", "Coevorden")


def write_sheet(path: Path) -> None:
    """Write a sheet in which all is well, the same on every run."""
    chance = random.Random(2035)
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        partners = book.add_worksheet("Partners")
        partners.write_row(0, 0, ("Partner", "Sector"))
        for row in range(1, PARTNERS + 1):
            partners.write_row(row, 0, (f"Partner {row}", "zorg"))
        people = book.add_worksheet("Deelnemers")
        people.write_row(0, 0, ("Deelnemer", "Naam", "Gemeente", "Aangemeld op", "Akkoord op", "Eigen doel", "Zoekt"))
        for row in range(1, PEOPLE + 1):
            people.write_row(row, 0, _person(chance, row))
        steps = book.add_worksheet("Stappen")
        steps.write_row(
            0, 0, ("Deelnemer", "Stap", "Partner", "Start", "Einde gepland", "Uren per week", "Opmerkingen")
        )
        for row in range(1, STEPS + 1):
            steps.write_row(row, 0, _step(chance, row))


def _person(chance: random.Random, row: int) -> Sequence[object]:
    day = datetime(2018, 1, 1) + timedelta(chance.randrange(2_000))
    return _code(row), f"Naam {row}", chance.choice(PLACES), day, day, "betaald werk", chance.choice(KINDS)


def _step(chance: random.Random, row: int) -> Sequence[object]:
    day = datetime(2024, 1, 1) + timedelta(chance.randrange(900))
    partner, hours = f"Partner {chance.randrange(PARTNERS) + 1}", chance.randrange(8, 37)
    planned = datetime(2026, 12, 1) + timedelta(chance.randrange(400))
    return _code(row % PEOPLE + 1), KINDS[row // PEOPLE], partner, day, planned, hours, f"let op {row}"


def _code(number: int) -> str:
    return f"{'DE'[number // 100_000]}-{number % 100_000:03}"


def checked(path: Path) -> None:
    """From the file to records and findings."""
    read_sheet(Workbook(path).read(), Rules(date(2026, 11, 1)))


def bare(path: Path) -> None:
    """The cells of every tab, as the library gives them."""
    book = python_calamine.load_workbook(path)
    for title in book.sheet_names:
        book.get_sheet_by_name(title).to_python(skip_empty_area=False)


def child(name: str, path: Path) -> tuple[float, float]:
    """Seconds of processor time, and megabytes of memory at its most, of one of these in a process of its own."""
    program = f"import bench.reading, pathlib; bench.reading.{name}(pathlib.Path({str(path)!r}))"
    with subprocess.Popen([sys.executable, "-c", program]) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise RuntimeError(f"{name} ended with {running.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def report() -> str:
    """Write, read with each, and say how many times ours that is; then the same for a sheet of 100,000 people."""
    with tempfile.TemporaryDirectory() as folder:
        return f"{_readers(Path(folder) / 'groot.xlsx')}\n\n{_whole_sheet(Path(folder) / 'blad.xlsx')}"


def _readers(path: Path) -> str:
    write(path)
    taken = [(name, function(lambda read=read: read(path), runs=3)) for name, read in READERS]  # type: ignore[misc] # mypy takes a lambda with a default for one that wants an argument.
    ours = taken[0][1].median
    rows = [(name, f"{one.median:.2f}", f"{one.median / ours:.2f} × ours") for name, one in taken]
    return table(("reader", "seconds of CPU", "ratio"), rows)


def _whole_sheet(path: Path) -> str:
    write_sheet(path)
    ours, theirs = child("checked", path), child("bare", path)
    rows = [
        ("ours, read and checked", f"{ours[0]:.1f}", f"{ours[0] / theirs[0]:.1f} × bare", f"{ours[1]:.0f} MB"),
        ("python-calamine, the bare cells", f"{theirs[0]:.1f}", "1", f"{theirs[1]:.0f} MB"),
    ]
    size = f"{PEOPLE:,} participants and {STEPS:,} steps, {path.stat().st_size / 2**20:.0f} MB"
    return table((size, "seconds of CPU", "ratio", "memory at its most"), rows)
