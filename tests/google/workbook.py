"""A workbook as a Google Sheet: the path of an `.xlsx` in, tabs with cells, formats, merges and hidden rows out."""

import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles.numbers import is_date_format

from tests.google.errors import Json
from tests.google.locales import serial
from tests.google.ranges import Area, to_grid
from tests.google.spreadsheet import Cell, Line, Tab

_ERRORS = {
    "#N/A": "N_A",
    "#REF!": "REF",
    "#VALUE!": "VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#NULL!": "NULL_VALUE",
}


def read_tabs(path: Path) -> list[Tab]:
    """The tabs of a workbook. Formulas come along with the results that the workbook holds, if it holds them."""
    formulas = load_workbook(path)
    results = load_workbook(path, data_only=True)
    return [_tab(at, sheet, results[sheet.title]) for at, sheet in enumerate(formulas.worksheets)]


def _tab(at: int, sheet: Any, results: Any) -> Tab:
    tab = Tab(at * 101, sheet.title, max(1000, sheet.max_row), max(26, sheet.max_column))
    tab.hidden = sheet.sheet_state != "visible"
    for cells in sheet.iter_rows():
        for cell in cells:
            made = _cell(cell, results.cell(cell.row, cell.column).value)
            if made is not None:
                tab.put(cell.row - 1, cell.column - 1, made)
    for merged in sheet.merged_cells.ranges:
        area = Area(tab.sheet_id, merged.min_row - 1, merged.max_row, merged.min_col - 1, merged.max_col)
        tab.ranges.setdefault("merges", []).append(to_grid(area))
    _hide(tab, sheet)
    return tab


def _hide(tab: Tab, sheet: Any) -> None:
    for number, dimension in sheet.row_dimensions.items():
        if dimension.hidden:
            line = tab.line(number - 1)
            filtered = bool(sheet.auto_filter.ref)
            line.hidden_by_filter, line.hidden_by_user = filtered, not filtered
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden:
            for column in range(dimension.min - 1, dimension.max):
                tab.columns[column] = Line(hidden_by_user=True)


def _cell(cell: Any, result: Any) -> Cell | None:
    note = cell.comment.text if getattr(cell, "comment", None) else ""
    value = getattr(cell, "value", None)
    found = number_format(getattr(cell, "number_format", "General"))
    chosen: Json | None = {"numberFormat": found} if found else None
    if value is None:
        return Cell(note=note, format=chosen) if note or chosen else None
    if cell.data_type == "f":
        given = None if result is None else _value(result)
        return Cell({"formulaValue": str(getattr(value, "text", value))}, given, chosen, note)
    made = _value(value)
    if "errorValue" in made:
        return Cell({"formulaValue": "=NA()"}, made, chosen, note)
    return Cell(made, None, chosen, note)


def _value(value: Any) -> Json:
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, date | datetime):
        return {"numberValue": serial(value)}
    if isinstance(value, time):
        return {"numberValue": (value.hour * 3600 + value.minute * 60 + value.second) / 86400}
    if isinstance(value, timedelta):
        return {"numberValue": value / timedelta(days=1)}
    if isinstance(value, int | float):
        return {"numberValue": value}
    return {"errorValue": {"type": _ERRORS[value], "message": ""}} if value in _ERRORS else {"stringValue": str(value)}


def number_format(pattern: str) -> Json | None:
    """The number format of the service for one of a workbook; None for the one that every cell has."""
    if pattern in {"General", ""}:
        return None
    if pattern == "@":
        return {"type": "TEXT", "pattern": "@"}
    plain = re.sub(r"\[\$[^\]]*\]|\"[^\"]*\"", "", pattern)
    if is_date_format(plain):
        low = plain.lower()
        dated, timed = bool(re.search("[dy]", low)), bool(re.search("[hs]", low))
        kind = "DATE_TIME" if dated and timed else "DATE" if dated or not timed else "TIME"
        return {"type": kind, "pattern": plain.split(";")[0]}
    if "%" in plain:
        return {"type": "PERCENT", "pattern": plain}
    return {"type": "CURRENCY" if re.search("[€$£]", pattern) else "NUMBER", "pattern": pattern}
