"""A workbook that another program opened and saved again reads equal to the original."""

import os
import shutil
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.conftest import SAMPLE
from tests.sheet.packages import Rows, everything
from tracker.model import Percentage, TabReading
from tracker.sheet.workbook import Workbook

Resave = Callable[[Path, Path], Path]
"""Opens the first path, saves it again in the folder of the second, and says where."""


def by_openpyxl(path: Path, folder: Path) -> Path:
    """Opened and saved by openpyxl, which forgets what formulas came to."""
    openpyxl.load_workbook(path).save(folder / path.name)
    return folder / path.name


def by_libreoffice(path: Path, folder: Path) -> Path:
    """Opened and saved by LibreOffice, with settings of its own that nobody else has."""
    program = shutil.which("soffice")
    assert program
    profile = f"-env:UserInstallation={(folder / 'profiel').as_uri()}"
    words = [program, "--headless", profile, "--convert-to", "xlsx", "--outdir", str(folder), str(path)]
    environment = {**os.environ, "HOME": str(folder)}
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=180, check=False)
    assert (folder / path.name).is_file(), done.stderr
    return folder / path.name


PROGRAMS = [
    pytest.param(by_openpyxl, id="openpyxl"),
    pytest.param(
        by_libreoffice,
        id="LibreOffice",
        marks=pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not here"),
    ),
]


def seen(tab: TabReading) -> tuple[object, ...]:
    """What people see of a tab; its number inside the file is the program's own affair."""
    cells = [(row.number, [(type(value).__name__, value) for value in row.values]) for row in tab.rows]
    return tab.tab, tab.title, tab.header_row, tab.fields, tab.letters, tab.headings, tab.hidden_rows, cells


@pytest.mark.parametrize("resave", PROGRAMS)
def test_the_sample_reads_equal_when_another_program_saved_it(resave: Resave, tmp_path: Path) -> None:
    folder = tmp_path / "opnieuw"
    folder.mkdir()
    before, after = Workbook(SAMPLE).read(), Workbook(resave(SAMPLE, folder)).read()
    assert sum(len(tab.rows) for tab in before.tabs) > 1_000
    assert [seen(tab) for tab in after.tabs] == [seen(tab) for tab in before.tabs]
    assert (after.findings, after.unreadable) == (before.findings, before.unreadable)


GRID: tuple[tuple[object, ...], ...] = (
    (datetime(2026, 3, 3), datetime(2026, 3, 3, 9, 41, 7), datetime(1999, 12, 31), datetime(2024, 2, 29)),
    (True, False, "WAAR", "ja"),
    (Percentage(1.0), Percentage(0.25), Percentage(0.001), "100%"),
    (12.5, -3.0, 1e-7, 123456789012345.0),
    (" spaties ", "regel\nregel", "<&>\"'", "emoji \U0001f600"),
    ("0612345678", "=1+1", "\u00a0", "\u05e9\u05dc\u05d5\u05dd"),
)
FORMATS = {datetime: "dd-mm-yyyy hh:mm:ss", Percentage: "0.0%"}


def written(path: Path) -> Path:
    """A workbook with dates, yes and no, percentages, numbers and texts."""
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Proef")
        formats = {kind: book.add_format({"num_format": code}) for kind, code in FORMATS.items()}
        for number, row in enumerate(GRID):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    plain = value.share if isinstance(value, Percentage) else value
                    sheet.write(number, column, plain, formats.get(type(value)))
    return path


@pytest.mark.parametrize("resave", PROGRAMS)
def test_dates_percentages_and_yes_or_no_read_equal_when_another_program_saved_them(
    resave: Resave, tmp_path: Path
) -> None:
    folder = tmp_path / "opnieuw"
    folder.mkdir()
    expected = dict(enumerate(GRID, 1))
    path = written(tmp_path / "proef.xlsx")
    assert typed(everything(path.read_bytes())) == typed(expected)
    assert typed(everything(resave(path, folder).read_bytes())) == typed(expected)


def typed(rows: Rows | dict[int, tuple[object, ...]]) -> dict[int, list[tuple[str, object]]]:
    """The same with the type of each value, because True equals 1."""
    return {number: [(type(value).__name__, value) for value in row] for number, row in rows.items()}
