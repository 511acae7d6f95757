"""How the tabs of a blueprint stand in a Google Sheet: where headings are, and what the columns have already."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tracker.columns import BY_NAME
from tracker.intake.layout import HEADER_SOUGHT_IN, locate
from tracker.intake.names import plain
from tracker.model import Head
from tracker.sheet.blueprint import SheetColumn, SheetTab
from tracker.sheet.google_grid import GridTab

Json = dict[str, Any]

HEAD_FIELDS = (
    "sheets(properties/sheetId,data(startRow,startColumn,rowData/values("
    "effectiveValue(stringValue,numberValue,boolValue,errorValue/type),note,dataValidation/condition/type)))"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A tab of the blueprint as it stands in the sheet: `header_row` from 1, headings by column, what columns have."""

    tab: SheetTab
    grid: GridTab
    header_row: int
    headings: Mapping[int, str] = field(default_factory=dict)
    noted: frozenset[int] = frozenset()
    ruled: frozenset[int] = frozenset()

    def place(self, column: SheetColumn) -> int | None:
        """Where a column stands, under its own heading or another spelling of it."""
        names = {plain(name) for name in (column.heading, *_other_spellings(self.tab, column))}
        return next((at for at, heading in self.headings.items() if plain(heading) in names), None)


def _other_spellings(tab: SheetTab, column: SheetColumn) -> tuple[str, ...]:
    known = (one for one in BY_NAME[tab.name].columns if one.heading == column.heading)
    return next((one.other for one in known), ())


def cells_by_place(sheet: Json) -> dict[tuple[int, int], Json]:
    """The cells of a tab in an answer, by row and column from 0."""
    return {
        (row, column): cell
        for part in sheet.get("data", ())
        for row, line in enumerate(part.get("rowData", ()), part.get("startRow", 0))
        for column, cell in enumerate(line.get("values", ()), part.get("startColumn", 0))
        if cell
    }


def standing(tab: SheetTab, grid: GridTab, cells: Mapping[tuple[int, int], Json]) -> Standing | None:
    """A tab as it stands; None when something stands there, and no header that we know."""
    header_row = _header_row(tab, grid, cells)
    if header_row is None:
        filled = any(cell.get("effectiveValue") for cell in cells.values())
        return None if filled else Standing(tab, grid, 1)
    texts = {column: cell for (row, column), cell in cells.items() if row == header_row - 1}
    headings = {column: str(_text(cell) or " ") for column, cell in texts.items() if cell.get("effectiveValue")}
    noted = frozenset(column for column, cell in texts.items() if cell.get("note"))
    ruled = frozenset(column for (row, column), cell in cells.items() if row == header_row and "dataValidation" in cell)
    return Standing(tab, grid, header_row, dict(sorted(headings.items())), noted, ruled)


def _text(cell: Json) -> str | None:
    text: str | None = (cell.get("effectiveValue") or {}).get("stringValue")
    return text


def _header_row(tab: SheetTab, grid: GridTab, cells: Mapping[tuple[int, int], Json]) -> int | None:
    """The row with the headings, as the reading of a sheet finds it: also when a needed column is missing there."""
    rows = range(min(HEADER_SOUGHT_IN, grid.rows))
    lines = [tuple(_text(cells.get((row, column), {})) for column in range(grid.columns)) for row in rows]
    found = locate([Head(grid.sheet_id, tab.title, tuple(lines))]).tabs
    if found:
        return found[0].header_row
    known = {plain(column.heading) for column in tab.columns}
    scores = [len({plain(text) for text in line if text} & known) for line in lines]
    best = max(scores, default=0)
    return scores.index(best) + 1 if best >= 2 else None
