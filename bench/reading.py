"""Reading a made-up workbook, 100,000 rows of 12 columns, by our reader and two others."""

import random
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import python_calamine
import xlsxwriter

from bench.measure import function, table
from tracker.sheet.workbook import open_package

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


def report() -> str:
    """Write, read with each, and say how many times ours that is."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "groot.xlsx"
        write(path)
        taken = [(name, function(lambda read=read: read(path), runs=3)) for name, read in READERS]  # type: ignore[misc]
    ours = taken[0][1].median
    rows = [(name, f"{one.median:.2f}", f"{one.median / ours:.2f} × ours") for name, one in taken]
    return table(("reader", "seconds of CPU", "ratio"), rows)
