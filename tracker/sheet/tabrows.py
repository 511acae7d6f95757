"""Cells of one tab become its reading, for a workbook and for Google alike: filled rows, changed as a mapping says."""

from collections.abc import Container, Sequence

from tracker.intake.layout import FoundTab, column_letter
from tracker.model import Raw, Row, TabReading


def read_row(found: FoundTab, number: int, values: tuple[Raw, ...]) -> Row | None:
    """One row of a tab (its number from 1, its cells in the order of the found columns).

    None for the header and what stands above it, for a blank row, and for one that does not count for this part of a
    mapping. Give the rows in the order of the sheet: a mapping may count a name only the first time.
    """
    if number <= found.header_row or not _filled(values):
        return None
    cells = values if found.change is None else found.change(values)
    return None if cells is None else Row(number, cells)


def _filled(values: Sequence[Raw]) -> bool:
    """Whether anything stands in a row; blanks and spaces are nothing."""
    return any(value.strip() if isinstance(value, str) else value is not None for value in values)


def as_reading(found: FoundTab, title: str, rows: Sequence[Row], hidden: Container[int]) -> TabReading:
    """The reading of a tab that the sheet calls `title`; `hidden` are the numbers of its hidden rows."""
    columns = (*found.columns, *found.fixed)
    return TabReading(
        tab=found.tab.name,
        title=title,
        sheet_id=found.sheet_id,
        header_row=found.header_row,
        fields=tuple(column.field for column in columns),
        letters=tuple(column_letter(column.index) for column in columns),
        headings=tuple(column.heading for column in columns),
        rows=tuple(rows),
        hidden_rows=sum(row.number in hidden for row in rows),
    )
