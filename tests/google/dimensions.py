"""Rows and columns that come, go and move: cells shift along, and so does everything that stands on a range."""

from collections.abc import Callable
from typing import Any

from tests.google.errors import Json
from tests.google.spreadsheet import Cell, Line, Spreadsheet, Tab

Move = Callable[[int], int | None]
"""Where an index goes, or None when it disappears."""


def insert(book: Spreadsheet, tab: Tab, rows: bool, start: int, end: int) -> None:
    """Put in `end - start` empty rows (or columns) before index `start`."""
    count = end - start
    if rows:
        if start < len(tab.rows):
            tab.rows[start:start] = [Line() for _ in range(count)]
        tab.row_count += count
    else:
        _renumber(tab, lambda index: index + count if index >= start else index)
        tab.column_count += count
    _shift(book, tab, rows, start, count)


def delete(book: Spreadsheet, tab: Tab, rows: bool, start: int, end: int) -> None:
    """Take out the rows (or columns) from `start` up to `end`."""
    count = end - start
    if rows:
        del tab.rows[start:end]
        tab.row_count -= count
    else:
        _renumber(tab, lambda index: None if start <= index < end else index - count if index >= end else index)
        tab.column_count -= count
    _shift(book, tab, rows, start, -count)


def move(tab: Tab, rows: bool, start: int, end: int, to: int) -> None:
    """Move rows (or columns) to before index `to`, counted before the move, as the service does."""
    size = tab.row_count if rows else tab.column_count
    order = [index for index in range(size) if not start <= index < end]
    at = to if to < start else to - (end - start)
    order[at:at] = range(start, end)
    if rows:
        tab.line(size - 1)
        tab.rows = [tab.rows[index] for index in order]
    else:
        place = {old: new for new, old in enumerate(order)}
        _renumber(tab, place.get)


def _renumber(tab: Tab, goes: Move) -> None:
    for line in tab.rows:
        line.cells = _moved(line.cells, goes)
    tab.columns = {new: line for old, line in tab.columns.items() if (new := goes(old)) is not None}


def _moved(cells: dict[int, Cell], goes: Move) -> dict[int, Cell]:
    return {new: cell for old, cell in cells.items() if (new := goes(old)) is not None}


def _shift(book: Spreadsheet, tab: Tab, rows: bool, start: int, count: int) -> None:
    """Move along every grid range that stands on the tab; one of which nothing is left disappears."""
    for kind, items in tab.ranges.items():
        tab.ranges[kind] = [item for item in items if _shifted(item, tab.sheet_id, rows, start, count)]
    book.named = [item for item in book.named if _shifted(item, tab.sheet_id, rows, start, count)]


def _shifted(item: Any, sheet_id: int, rows: bool, start: int, count: int) -> bool:
    """Shift the grid ranges inside, in place; False when a range in it has become empty."""
    if isinstance(item, list):
        was_empty = not item
        item[:] = [part for part in item if _shifted(part, sheet_id, rows, start, count)]
        return was_empty or bool(item)
    if not isinstance(item, dict):
        return True
    if _is_range(item, sheet_id):
        return _shift_range(item, rows, start, count)
    return all(_shifted(part, sheet_id, rows, start, count) for part in item.values() if isinstance(part, dict | list))


def _is_range(item: Json, sheet_id: int) -> bool:
    sides = {"startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex"}
    return bool(sides & item.keys()) and int(item.get("sheetId") or 0) == sheet_id


def _shift_range(grid: Json, rows: bool, start: int, count: int) -> bool:
    first, last = ("startRowIndex", "endRowIndex") if rows else ("startColumnIndex", "endColumnIndex")
    if first not in grid and last not in grid:
        return True
    for key in (first, last):
        if key in grid:
            grid[key] = _index(grid[key], start, count, key == last)
    return last not in grid or grid.get(first, 0) < grid[last]


def _index(index: int, start: int, count: int, is_end: bool) -> int:
    touched = index > start if is_end else index >= start
    if not touched:
        return index
    return max(index + count, start)
