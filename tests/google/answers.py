"""A spreadsheet as the service describes it: properties, tabs, and the cells that were asked for."""

import struct
from dataclasses import dataclass, field
from typing import Any

from tests.google.errors import Json
from tests.google.formats import display, pattern_of
from tests.google.formulas import Sums
from tests.google.locales import Locale, locale_of
from tests.google.masks import Mask, branch
from tests.google.ranges import Area, from_grid, shown
from tests.google.spreadsheet import COLUMN_WIDTH, ROW_HEIGHT, Cell, Line, Spreadsheet, Tab
from tests.google.values import plain_number

DEFAULT_FORMAT: Json = {
    "backgroundColor": {"red": 1, "green": 1, "blue": 1},
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {"foregroundColor": {}, "fontFamily": "Arial", "fontSize": 10, "bold": False, "italic": False},
}
_CELL_FIELDS = (
    "userEnteredValue",
    "effectiveValue",
    "formattedValue",
    "userEnteredFormat",
    "effectiveFormat",
    "note",
    "dataValidation",
)
_PLACED = ("merges", "conditionalFormats", "protectedRanges", "rowGroups", "columnGroups", "bandedRanges")


@dataclass(frozen=True, slots=True)
class _Page:
    """What an answer is about: a spreadsheet, the areas that were asked (None: all), and whether cells are wanted."""

    book: Spreadsheet
    sums: Sums
    areas: list[Area] | None
    grid: bool
    locale: Locale
    formats: dict[str, Json] = field(default_factory=dict)

    def effective_format(self, cell: Cell) -> Json:
        """What a cell looks like; worked out once for each format, since most cells of a sheet look the same."""
        key = repr(cell.format)
        if key not in self.formats:
            self.formats[key] = _effective_format(cell, self.locale)
        return self.formats[key]


def describe(book: Spreadsheet, sums: Sums, mask: Mask, areas: list[Area] | None, *, grid: bool) -> Json:
    """The Spreadsheet resource: whole, or (with areas) only what they touch. The mask says which parts are needed."""
    page = _Page(book, sums, areas, grid, locale_of(book.locale))
    sheets = branch(mask, "sheets")
    answer: Json = {"spreadsheetId": book.sheet_id, "properties": _book_properties(book)}
    if sheets is not None:
        wanted = [tab for tab in book.tabs if areas is None or any(area.sheet_id == tab.sheet_id for area in areas)]
        answer["sheets"] = [_tab(page, tab, sheets) for tab in wanted]
    if book.named:
        answer["namedRanges"] = [{**item, "range": shown(item["range"])} for item in book.named]
    return {**answer, "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.sheet_id}/edit"}


def _book_properties(book: Spreadsheet) -> Json:
    return {
        "title": book.title,
        "locale": book.locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": book.time_zone,
        "defaultFormat": DEFAULT_FORMAT,
    }


def tab_properties(book: Spreadsheet, tab: Tab) -> Json:
    """The SheetProperties of a tab."""
    return {
        "sheetId": tab.sheet_id,
        "title": tab.title,
        "index": book.tabs.index(tab),
        "sheetType": "GRID",
        "gridProperties": {"rowCount": tab.row_count, "columnCount": tab.column_count, **tab.grid},
        **({"hidden": True} if tab.hidden else {}),
        **tab.properties,
    }


def _tab(page: _Page, tab: Tab, mask: Mask) -> Json:
    own = [Area(tab.sheet_id)] if page.areas is None else [a for a in page.areas if a.sheet_id == tab.sheet_id]
    answer: Json = {"properties": tab_properties(page.book, tab)}
    below = branch(mask, "data")
    if page.grid and below is not None:
        answer["data"] = [_grid_data(page, tab, area, below) for area in own]
    for kind in _PLACED:
        items = [placed(item) for item in tab.ranges.get(kind, []) if _touched(kind, item, own)]
        if items:
            answer[kind] = items
    for item in tab.ranges.get("basicFilter", []):
        answer["basicFilter"] = placed(item)
    return answer


def _touched(kind: str, item: Json, areas: list[Area]) -> bool:
    return kind != "merges" or any(from_grid(item).meets(area) for area in areas)


def placed(item: Any) -> Any:
    """What stands on a range, as the service answers it: in a range the sheet id 0 is left out."""
    if isinstance(item, list):
        return [placed(part) for part in item]
    if not isinstance(item, dict):
        return item
    return {key: placed(part) for key, part in item.items() if not (key == "sheetId" and part == 0)}


def _grid_data(page: _Page, tab: Tab, area: Area, mask: Mask) -> Json:
    top, bottom, left, right = tab.bounds(area)
    data: Json = {}
    if top:
        data["startRow"] = top
    if left:
        data["startColumn"] = left
    if branch(mask, "rowData") is not None:
        rows = _row_data(page, tab, (top, bottom, left, right), mask)
        if rows:
            data["rowData"] = rows
    if branch(mask, "rowMetadata") is not None:
        empty = Line()
        lines = [tab.rows[row] if row < len(tab.rows) else empty for row in range(top, bottom)]
        data["rowMetadata"] = [_dimension_properties(line, ROW_HEIGHT) for line in lines]
    if branch(mask, "columnMetadata") is not None:
        columns = [tab.columns.get(column, Line()) for column in range(left, right)]
        data["columnMetadata"] = [_dimension_properties(line, COLUMN_WIDTH) for line in columns]
    return data


def _row_data(page: _Page, tab: Tab, bounds: tuple[int, int, int, int], mask: Mask) -> list[Json]:
    """The rows up to the last cell that holds anything; each row up to its own last cell."""
    top, bottom, left, right = bounds
    below = branch(branch(mask, "rowData") or {}, "values") or {}
    wanted = frozenset(name for name in _CELL_FIELDS if branch(below, name) is not None)
    rows: list[Json] = []
    for row in range(top, min(bottom, len(tab.rows))):
        cells = tab.rows[row].cells
        last = max((column for column in cells if left <= column < right), default=left - 1)
        values = [
            _cell(page, tab, (row, column), cells[column], wanted) if column in cells else {}
            for column in range(left, last + 1)
        ]
        rows.append({"values": values} if values else {})
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _cell(page: _Page, tab: Tab, place: tuple[int, int], cell: Cell, wanted: frozenset[str]) -> Json:
    """The CellData of a cell: only the fields that are wanted are worked out."""
    value = page.sums.effective(tab.sheet_id, *place, cell)
    answer: Json = dict(cell.extra or {})
    if cell.entered is not None and "userEnteredValue" in wanted:
        answer["userEnteredValue"] = _number(cell.entered)
    if value is not None and "effectiveValue" in wanted:
        answer["effectiveValue"] = _number(value)
    if value is not None and "formattedValue" in wanted:
        answer["formattedValue"] = display(value, cell.number_format, page.locale)
    if cell.format and "userEnteredFormat" in wanted:
        answer["userEnteredFormat"] = cell_format(cell.format)
    if "effectiveFormat" in wanted:
        answer["effectiveFormat"] = page.effective_format(cell)
    if cell.note and "note" in wanted:
        answer["note"] = cell.note
    if cell.validation and "dataValidation" in wanted:
        answer["dataValidation"] = cell.validation
    return answer


def _number(value: Json) -> Json:
    return {kind: plain_number(inner) for kind, inner in value.items()}


def _effective_format(cell: Cell, locale: Locale) -> Json:
    chosen = cell.format or {}
    text = {**DEFAULT_FORMAT["textFormat"], **chosen.get("textFormat", {})}
    merged = {**DEFAULT_FORMAT, **chosen, "textFormat": text}
    if cell.number_format:
        pattern = pattern_of(cell.number_format, locale)
        merged["numberFormat"] = {**cell.number_format, **({"pattern": pattern} if pattern else {})}
    return cell_format(merged)


def _dimension_properties(line: Line, size: int) -> Json:
    flags = {"hiddenByFilter": line.hidden_by_filter, "hiddenByUser": line.hidden_by_user}
    return {**{name: True for name, on in flags.items() if on}, "pixelSize": line.size or size}


def cell_format(found: Json) -> Json:
    """A CellFormat as the service answers it: each colour also as a style."""
    styled = _styled(dict(found), "backgroundColor")
    if "textFormat" in styled:
        styled["textFormat"] = _styled(dict(styled["textFormat"]), "foregroundColor")
    return styled


def _styled(item: Json, name: str) -> Json:
    style = item.get(f"{name}Style", {}).get("rgbColor")
    known = item.get(name, style)
    if known is not None:
        item[name] = colour(known)
        item[f"{name}Style"] = {"rgbColor": item[name]}
    return item


def colour(found: Json) -> Json:
    """A colour as the service answers it: parts in single precision, zeros left out."""
    return {part: _single(share) for part, share in found.items() if share}


def _single(value: float) -> float | int:
    """The shortest number that is the same in single precision."""
    packed = struct.pack("f", value)
    near = next(float(f"{value:.{n}g}") for n in range(1, 18) if struct.pack("f", float(f"{value:.{n}g}")) == packed)
    return int(near) if near.is_integer() else near
