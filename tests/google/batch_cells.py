"""Requests of a batch about cells: written, repeated, copied, cut, sorted, and what may be typed in them."""

from collections.abc import Callable
from dataclasses import replace

from tests.google.batch import Batch, Handler
from tests.google.errors import BadRequestError, Json
from tests.google.formulas import Sums
from tests.google.masks import Mask, changed, update_mask
from tests.google.ranges import Area
from tests.google.spreadsheet import EMPTY, Cell, Tab
from tests.google.values import LONGEST

_VALUES = {"numberValue", "stringValue", "boolValue", "formulaValue", "errorValue"}


def _update_cells(batch: Batch, request: Json) -> None:
    """With a range, what `rows` does not reach is cleared of the fields; with a start, it is left alone."""
    mask = update_mask(request.get("fields"))
    rows = [row.get("values") or [] for row in request.get("rows") or []]
    if "range" in request:
        tab, area = batch.area(request["range"])
        top, bottom, left, right = tab.bounds(area)
        _not_beyond(rows, bottom - top, right - left, top, left)
        for row in range(top, bottom):
            values = rows[row - top] if row - top < len(rows) else []
            for column in range(left, right):
                new = values[column - left] if column - left < len(values) else {}
                _change(tab, row, column, new, mask)
        return
    start = request.get("start") or {}
    top, left = int(start.get("rowIndex") or 0), int(start.get("columnIndex") or 0)
    width = max((len(row) for row in rows), default=0)
    area = Area(int(start.get("sheetId") or 0), top, top + max(len(rows), 1), left, left + max(width, 1))
    tab = batch.book.tab(area.sheet_id)
    tab.inside(area)
    batch.guard(tab, area)
    for down, values in enumerate(rows):
        for along, new in enumerate(values):
            _change(tab, top + down, left + along, new, mask)


def _not_beyond(rows: list[list[Json]], height: int, width: int, top: int, left: int) -> None:
    widest = max((len(row) for row in rows), default=0)
    if len(rows) > height:
        last = top + height - 1
        raise BadRequestError(f"Attempting to write row: {last + 1}, beyond the last requested row of: {last}")
    if widest > width:
        last = left + width - 1
        raise BadRequestError(f"Attempting to write column: {last + 1}, beyond the last requested column of: {last}")


def _change(tab: Tab, row: int, column: int, new: Json, mask: Mask) -> None:
    old = tab.cell(row, column)
    if old is EMPTY and not new:
        return
    tab.put(row, column, changed_cell(old, new, mask))


def changed_cell(old: Cell, new: Json, mask: Mask) -> Cell:
    """The cell after an update of the fields in the mask by a CellData."""
    now = changed(_data(old), new, mask)
    value = now.pop("userEnteredValue", None) or None
    _check_value(value)
    if value == {"stringValue": ""}:
        value = None
    given = old.given if value == old.entered else None
    cell_format, note = now.pop("userEnteredFormat", None) or None, now.pop("note", "") or ""
    return Cell(value, given, cell_format, note, now.pop("dataValidation", None) or None, now or None)


def _check_value(value: Json | None) -> None:
    if value is None:
        return
    kind = next(iter(value))
    if len(value) != 1 or kind not in _VALUES:
        raise BadRequestError(f"oneof field 'value' is already set. Cannot set '{list(value)[-1]}'")
    if kind == "errorValue":
        raise BadRequestError("User entered value may not be an error.")
    if kind == "stringValue" and len(value[kind]) > LONGEST:
        raise BadRequestError(f"Your input contains more than the maximum of {LONGEST} characters in a single cell.")


def _data(cell: Cell) -> Json:
    found = {
        **(cell.extra or {}),
        "userEnteredValue": cell.entered,
        "userEnteredFormat": cell.format,
        "note": cell.note or None,
        "dataValidation": cell.validation,
    }
    return {name: value for name, value in found.items() if value is not None}


def _repeat_cell(batch: Batch, request: Json) -> None:
    mask = update_mask(request.get("fields"))
    new = request.get("cell") or {}
    _each(batch, request.get("range") or {}, lambda old: changed_cell(old, new, mask))


def _each(batch: Batch, grid: Json, change: Callable[[Cell], Cell]) -> None:
    tab, area = batch.area(grid)
    top, bottom, left, right = tab.bounds(area)
    for row in range(top, bottom):
        for column in range(left, right):
            tab.put(row, column, change(tab.cell(row, column)))


def _append_cells(batch: Batch, request: Json) -> None:
    """After the last row of the tab that holds anything; the tab grows where it must."""
    tab = batch.tab(request.get("sheetId"))
    mask = update_mask(request.get("fields"))
    rows = [row.get("values") or [] for row in request.get("rows") or []]
    extent = tab.extent(Area(tab.sheet_id))
    top = (extent.bottom or 0) if extent else 0
    tab.row_count = max(tab.row_count, top + len(rows))
    tab.column_count = max([tab.column_count, *(len(row) for row in rows)])
    batch.guard(tab, Area(tab.sheet_id, top, top + max(len(rows), 1)))
    for down, values in enumerate(rows):
        for column, new in enumerate(values):
            _change(tab, top + down, column, new, mask)


def _set_validation(batch: Batch, request: Json) -> None:
    rule = request.get("rule")
    _each(batch, request.get("range") or {}, lambda old: replace(old, validation=rule or None))


def _update_borders(batch: Batch, request: Json) -> None:
    borders = {side: request[side] for side in ("top", "bottom", "left", "right") if side in request}
    mask: Mask = {"userEnteredFormat": {"borders": {side: {} for side in borders}}}
    new = {"userEnteredFormat": {"borders": borders}}
    _each(batch, request.get("range") or {}, lambda old: changed_cell(old, new, mask))


def _copy_paste(batch: Batch, request: Json) -> None:
    tab, source = batch.area(request.get("source") or {}, writing=False)
    target_tab, target = batch.area(request.get("destination") or {})
    cells = _block(tab, source)
    top, bottom, left, right = target_tab.bounds(target)
    for row in range(top, max(bottom, top + len(cells))):
        line = cells[(row - top) % len(cells)]
        for column in range(left, max(right, left + len(line))):
            copied = line[(column - left) % len(line)]
            old = target_tab.cell(row, column)
            target_tab.put(row, column, _pasted(old, copied, request.get("pasteType", "PASTE_NORMAL")))


def _pasted(old: Cell, new: Cell, kind: str) -> Cell:
    if kind == "PASTE_VALUES":
        return replace(old, entered=new.entered, given=new.given)
    if kind == "PASTE_FORMAT":
        return replace(old, format=new.format)
    return new


def _block(tab: Tab, area: Area) -> list[list[Cell]]:
    top, bottom, left, right = tab.bounds(area)
    return [[tab.cell(row, column) for column in range(left, right)] for row in range(top, bottom)]


def _cut_paste(batch: Batch, request: Json) -> None:
    tab, source = batch.area(request.get("source") or {})
    cells = _block(tab, source)
    start = request.get("destination") or {}
    top, left = int(start.get("rowIndex") or 0), int(start.get("columnIndex") or 0)
    target = {"sheetId": start.get("sheetId") or 0, "startRowIndex": top, "endRowIndex": top + len(cells)}
    target_tab, _ = batch.area({**target, "startColumnIndex": left, "endColumnIndex": left + len(cells[0])})
    for row, column, _ in list(tab.filled(source)):
        tab.put(row, column, EMPTY)
    for down, line in enumerate(cells):
        for along, cell in enumerate(line):
            target_tab.put(top + down, left + along, cell)


def _sort_range(batch: Batch, request: Json) -> None:
    tab, area = batch.area(request.get("range") or {})
    sort_rows(Sums(batch.book), tab, area, request.get("sortSpecs") or [])


def sort_rows(sums: Sums, tab: Tab, area: Area, specs: list[Json]) -> None:
    """Sort the rows of an area by columns; empty cells come last, whichever way it is sorted."""
    top, bottom, left, right = tab.bounds(area)
    block = list(enumerate(_block(tab, area), start=top))
    for spec in reversed(specs):
        column = int(spec.get("dimensionIndex") or 0)
        down = spec.get("sortOrder") == "DESCENDING"
        keys = {row: _sort_key(sums.effective(tab.sheet_id, row, column, tab.cell(row, column))) for row, _ in block}
        empty = [item for item in block if keys[item[0]] is None]
        filled = [(keys[item[0]] or (0, 0.0, ""), item) for item in block if keys[item[0]] is not None]
        filled.sort(key=lambda pair: pair[0], reverse=down)
        block = [item for _, item in filled] + empty
    for row, (_, cells) in zip(range(top, bottom), block, strict=True):
        for column, cell in zip(range(left, right), cells, strict=True):
            tab.put(row, column, cell)


def _sort_key(value: Json | None) -> tuple[int, float, str] | None:
    if value is None:
        return None
    found = next(iter(value.values()))
    if isinstance(found, bool):
        return (2, float(found), "")
    return (0, float(found), "") if isinstance(found, int | float) else (1, 0.0, str(found).casefold())


CELLS: dict[str, Handler] = {
    "updateCells": _update_cells,
    "repeatCell": _repeat_cell,
    "appendCells": _append_cells,
    "setDataValidation": _set_validation,
    "updateBorders": _update_borders,
    "copyPaste": _copy_paste,
    "cutPaste": _cut_paste,
    "sortRange": _sort_range,
}
