"""Edits of a workbook as a person makes them: open, type, save."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import SAMPLE


def copy_of_sample(path: Path) -> Path:
    """The sample, as a file of one's own."""
    path.write_bytes(SAMPLE.read_bytes())
    return path


def edit(path: Path, tab: str, change: Callable[[Worksheet], Any]) -> Path:
    """Open a workbook, change one tab, save it."""
    book = load_workbook(path)
    change(book[tab])
    book.save(path)
    return path


def type_in(path: Path, tab: str, cell: str, value: Any) -> Path:
    """Type one value in one cell."""

    def typed(sheet: Worksheet) -> None:
        sheet[cell] = value

    return edit(path, tab, typed)


def column_of(sheet: Worksheet, heading: str) -> int:
    """The number of a column by its heading in the first row."""
    return next(cell.column for cell in sheet[1] if cell.value == heading)
