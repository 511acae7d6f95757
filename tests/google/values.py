"""The values of ranges: read with a render option, written raw or as a person types, appended, cleared."""

from dataclasses import replace
from typing import Any

from tests.google.dimensions import insert
from tests.google.errors import GoogleError, Json, bad_field, bad_request
from tests.google.formats import DATED, display
from tests.google.formulas import Sums
from tests.google.locales import locale_of
from tests.google.ranges import Area, bounding, letters
from tests.google.spreadsheet import EMPTY, Cell, Spreadsheet, Tab
from tests.google.typing_in import typed

LONGEST = 50_000


def read(book: Spreadsheet, sums: Sums, area: Area, options: Json) -> Json:
    """The ValueRange of an area; `options` are those of the call, such as valueRenderOption."""
    tab = book.tab(area.sheet_id)
    top, bottom, left, right = tab.bounds(area)
    extent = tab.extent(area)
    rows: list[list[Any]] = []
    for row in range(top, min(bottom, extent.bottom or 0) if extent else top):
        cells = [tab.cell(row, column) for column in range(left, right)]
        shown = [
            _rendered(book, sums.effective(tab.sheet_id, row, left + at, cell), cell, options)
            for at, cell in enumerate(cells)
        ]
        rows.append(_trimmed(shown))
    major = options.get("majorDimension") or "ROWS"
    if major == "COLUMNS":
        rows = _turned(rows)
    answer: Json = {"range": tab.name(area), "majorDimension": major}
    while rows and not rows[-1]:
        rows.pop()
    return {**answer, "values": rows} if rows else answer


def _trimmed(values: list[Any]) -> list[Any]:
    while values and values[-1] == "":
        values.pop()
    return values


def _turned(rows: list[list[Any]]) -> list[list[Any]]:
    width = max((len(row) for row in rows), default=0)
    columns = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    return [_trimmed(column) for column in columns]


def _rendered(book: Spreadsheet, value: Json | None, cell: Cell, options: Json) -> Any:
    how = options.get("valueRenderOption") or "FORMATTED_VALUE"
    if how not in {"FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"}:
        raise bad_field("value_render_option", f"Invalid value at 'value_render_option', \"{how}\"")
    if value is None:
        return ""
    if how == "FORMULA" and cell.entered and "formulaValue" in cell.entered:
        return cell.entered["formulaValue"]
    dates_as_text = options.get("dateTimeRenderOption") == "FORMATTED_STRING"
    if how == "FORMATTED_VALUE" or "errorValue" in value or (dates_as_text and cell.number_format.get("type") in DATED):
        return display(value, cell.number_format, locale_of(book.locale))
    return plain_number(next(iter(value.values())))


def plain_number(value: Any) -> Any:
    """A number as JSON of the service writes it: 2.0 is 2."""
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def entered(value: Any, cell: Cell, option: str, locale_code: str) -> Cell:
    """The cell after a value was written in it; an empty text empties it, its format and note stay."""
    if isinstance(value, bool):
        return replace(cell, entered={"boolValue": value}, given=None)
    if isinstance(value, int | float):
        return replace(cell, entered={"numberValue": value}, given=None)
    if not isinstance(value, str):
        message = f"Invalid values: unexpected {type(value).__name__}"
        raise bad_request(message)
    if value == "":
        return replace(cell, entered=None, given=None)
    if len(value) > LONGEST:
        raise bad_request(f"Your input contains more than the maximum of {LONGEST} characters in a single cell.")
    if option == "RAW" or cell.number_format.get("type") == "TEXT":
        return replace(cell, entered={"stringValue": value}, given=None)
    what, number_format = typed(value, locale_of(locale_code))
    chosen = cell.format
    if number_format and cell.number_format.get("type") not in {number_format["type"], "NUMBER", "PERCENT"}:
        chosen = {**(cell.format or {}), "numberFormat": number_format}
    return replace(cell, entered=what, given=None, format=chosen)


def grid_of(body: Json, field: str = "data") -> list[list[Any]]:
    """The rows of a ValueRange. Raises GoogleError (400) when they are no rows, as the service does."""
    values = body.get("values") or []
    for item in [values] if not isinstance(values, list) else values:
        if not isinstance(item, list):
            raise _no_list(item, field)
    if body.get("majorDimension") == "COLUMNS":
        height = max((len(column) for column in values), default=0)
        return [[column[at] if at < len(column) else None for column in values] for at in range(height)]
    found: list[list[Any]] = values
    return found


def _no_list(item: Any, field: str) -> GoogleError:
    text = f'"{item}"' if isinstance(item, str) else str(item)
    where = f"{field}.values"
    return bad_field(where, f"Invalid value at '{where}' (type.googleapis.com/google.protobuf.ListValue), {text}")


def write(book: Spreadsheet, area: Area, rows: list[list[Any]], option: str | None) -> Json:
    """Write rows of values from the top left of an area; the answer counts the cells that were written.

    Raises GoogleError (400) when the rows do not fit in the area (an area of one cell grows) or in the tab.
    """
    if option not in {"RAW", "USER_ENTERED"}:
        raise bad_field("valueInputOption", "'valueInputOption' is required but not specified")
    tab = book.tab(area.sheet_id)
    width = max((len(row) for row in rows), default=0)
    target = Area(tab.sheet_id, area.top, area.top + max(len(rows), 1), area.left, area.left + max(width, 1))
    _fits(tab, area, target)
    written = []
    for down, row in enumerate(rows):
        for along, value in enumerate(row):
            if value is not None:
                place = (area.top + down, area.left + along)
                tab.put(*place, entered(value, tab.cell(*place), option, book.locale))
                written.append(place)
    return {**_counted(written), "updatedRange": tab.name(target)}


def _counted(written: list[tuple[int, int]]) -> Json:
    counts = {
        "updatedRows": len({row for row, _ in written}),
        "updatedColumns": len({column for _, column in written}),
        "updatedCells": len(written),
    }
    return {name: count for name, count in counts.items() if count}


def _fits(tab: Tab, area: Area, target: Area) -> None:
    _, bottom, _, right = tab.bounds(area)
    one_cell = area.bottom == area.top + 1 and area.right == area.left + 1
    if (target.bottom or 0) > tab.row_count or (target.right or 0) > tab.column_count:
        raise bad_request(tab.too_far(target))
    if one_cell:
        return
    if (target.bottom or 0) > bottom:
        raise bad_request(f"Requested writing within range [{tab.name(area)}], but tried writing to row [{bottom + 1}]")
    if (target.right or 0) > right:
        raise bad_request(
            f"Requested writing within range [{tab.name(area)}], but tried writing to column [{letters(right)}]"
        )


def append(book: Spreadsheet, area: Area, rows: list[list[Any]], options: Json) -> Json:
    """Write rows after the table that is found in an area, as the service finds it: beside where one would think."""
    tab = book.tab(area.sheet_id)
    table = _table(tab, area)
    top, left = (table.bottom or 0, table.left) if table else (area.top, area.left)
    width = max((len(row) for row in rows), default=1)
    if options.get("insertDataOption") == "INSERT_ROWS" and table:
        insert(book, tab, True, top, top + len(rows))
    tab.row_count = max(tab.row_count, top + len(rows))
    tab.column_count = max(tab.column_count, left + width)
    answer = write(book, Area(tab.sheet_id, top, top + 1, left, left + 1), rows, options.get("valueInputOption"))
    found = {"tableRange": tab.name(table)} if table else {}
    return {**found, "updates": answer}


def _table(tab: Tab, area: Area) -> Area | None:
    """The block of filled cells, without an empty row or column through it, that holds the last value of the area."""
    filled = {(row, column) for row, column, cell in tab.filled(Area(tab.sheet_id)) if cell.entered is not None}
    top, bottom, left, right = tab.bounds(area)
    inside = [(row, column) for row, column in filled if top <= row < bottom and left <= column < right]
    if not inside:
        return None
    last = max(inside)
    block = Area(tab.sheet_id, last[0], last[0] + 1, last[1], last[1] + 1)
    while True:
        near = Area(tab.sheet_id, block.top - 1, (block.bottom or 0) + 1, block.left - 1, (block.right or 0) + 1)
        grown = bounding([place for place in filled if near.covers(*place)] + [last], tab.sheet_id)
        assert grown is not None
        grown = Area(
            tab.sheet_id,
            min(grown.top, block.top),
            max(grown.bottom or 0, block.bottom or 0),
            min(grown.left, block.left),
            max(grown.right or 0, block.right or 0),
        )
        if grown == block:
            return block
        block = grown


def clear(tab: Tab, area: Area) -> None:
    """Empty the values of an area; formats, notes and rules stay."""
    cells = [(row, column, cell) for row, column, cell in tab.filled(area) if cell.entered is not None]
    for row, column, cell in cells:
        left = replace(cell, entered=None, given=None)
        tab.put(row, column, EMPTY if left.blank else left)
