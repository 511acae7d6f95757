"""The parts of a new tab as requests: the tab itself, a heading, a column, and how they look."""

from collections.abc import Iterator, Sequence
from typing import Any

from tracker.sheet.blueprint import Look, SheetColumn, SheetTab
from tracker.sheet.google_grid import GridTab
from tracker.sheet.google_own import colour

Json = dict[str, Any]

_GREY, _PALE, _DARK, _WHITE = "#5F6770", "#F1F2F4", "#22272B", "#FFFFFF"


def add_tab(tab: SheetTab, grid: GridTab) -> Json:
    """A new tab in its colour, with its header and first columns in view."""
    size = {"rowCount": grid.rows, "columnCount": grid.columns, "frozenRowCount": 1, "frozenColumnCount": tab.frozen}
    properties = {"sheetId": grid.sheet_id, "title": tab.title, "gridProperties": size}
    return {"addSheet": {"properties": {**properties, "tabColorStyle": colour(tab.shades.strong)}}}


def name_tab(tab: SheetTab, grid: GridTab) -> Json:
    """A tab that is there already gets a title and a colour, with its header and first columns in view."""
    seen = {"frozenRowCount": 1, "frozenColumnCount": tab.frozen}
    properties = {"sheetId": grid.sheet_id, "title": tab.title, "gridProperties": seen}
    fields = ",".join(("title", "tabColorStyle", *(f"gridProperties.{name}" for name in seen)))
    properties |= {"tabColorStyle": colour(tab.shades.strong)}
    return {"updateSheetProperties": {"properties": properties, "fields": fields}}


def insert_top_row(grid: GridTab) -> Json:
    """An empty row above all others."""
    span = {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}
    return {"insertDimension": {"range": {"sheetId": grid.sheet_id, **span}, "inheritFromBefore": False}}


def insert_columns(grid: GridTab, indexes: Sequence[int]) -> Iterator[Json]:
    """Empty columns, side by side, where new ones will stand: in between, or behind the last one."""
    if indexes and min(indexes) >= grid.columns:
        yield {"appendDimension": {"sheetId": grid.sheet_id, "dimension": "COLUMNS", "length": len(indexes)}}
    elif indexes:
        span = {"dimension": "COLUMNS", "startIndex": min(indexes), "endIndex": max(indexes) + 1}
        yield {"insertDimension": {"range": {"sheetId": grid.sheet_id, **span}, "inheritFromBefore": False}}


def update_cells(grid: GridTab, row: int, column: int, cells: Sequence[Json], fields: str) -> Json:
    """Cells below each other, from a row and a column (from 0) on; only these fields of them change."""
    start = {"sheetId": grid.sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]} for cell in cells], "fields": fields}}


def cells_below(grid: GridTab, header_row: int, index: int) -> Json:
    """A column from below its header to the end of the tab."""
    columns = {"startColumnIndex": index, "endColumnIndex": index + 1}
    return {"sheetId": grid.sheet_id, "startRowIndex": header_row, "endRowIndex": grid.rows, **columns}


def column_width(grid: GridTab, index: int, width: int) -> Json:
    """A column as wide as so many characters."""
    where = {"sheetId": grid.sheet_id, "dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1}
    return {
        "updateDimensionProperties": {
            "range": where,
            "properties": {"pixelSize": width * 7 + 12},
            "fields": "pixelSize",
        }
    }


def heading(column: SheetColumn, tab: SheetTab) -> Json:
    """A heading with its note and colours."""
    background, foreground = {
        Look.NEEDED: (tab.shades.strong, _WHITE),
        Look.OPTIONAL: (tab.shades.soft, _DARK),
        Look.FOR_PEOPLE: (_PALE, _GREY),
    }[column.look]
    style = {"bold": column.look is not Look.FOR_PEOPLE, "italic": column.look is Look.FOR_PEOPLE}
    shape = {
        "backgroundColorStyle": colour(background),
        "textFormat": {"foregroundColorStyle": colour(foreground), **style},
        "wrapStrategy": "WRAP",
        "verticalAlignment": "MIDDLE",
    }
    return {"userEnteredValue": {"stringValue": column.heading}, "userEnteredFormat": shape, "note": column.note}


def shape_below(column: SheetColumn) -> Json:
    """How the cells below a new header look, where that is not how any cell looks."""
    shape: Json = {}
    if column.number_format:
        shape["numberFormat"] = {"type": "DATE", "pattern": column.number_format}
    if column.wrapped:
        shape["wrapStrategy"] = "WRAP"
    return shape


def paths(shape: Json) -> str:
    """The field mask of a cell format."""
    return ",".join(f"userEnteredFormat.{name}" for name in shape)
