"""Reads a workbook that we made as another program does: its sheets, its tables and its dates."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker.edition import Edition
from tracker.editions.excel import workbook


def read(edition: Edition, *, concept: bool = False) -> Workbook:
    """The workbook of an edition, read back."""
    return load_workbook(BytesIO(workbook(edition, concept=concept)))


def table(sheet: Worksheet, head: int = 3) -> list[dict[str, Any]]:
    """The rows under a head, until the first empty one, by their headings."""
    names = [str(cell.value) for cell in sheet[head] if cell.value is not None]
    found = []
    for line in sheet.iter_rows(min_row=head + 1, max_col=len(names), values_only=True):
        if line[0] is None:
            break
        found.append(dict(zip(names, line, strict=True)))
    return found


def day_of(value: object) -> date | None:
    """A cell with a date, as a date."""
    return value.date() if isinstance(value, datetime) else None
