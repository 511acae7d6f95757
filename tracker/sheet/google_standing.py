"""How the tabs of a blueprint stand in a Google Sheet: where headings are, and what the columns have already."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.columns import BY_NAME
from tracker.intake.layout import HEADER_SOUGHT_IN, locate
from tracker.intake.names import plain
from tracker.model import Head
from tracker.sheet.blueprint import SheetColumn, SheetTab
from tracker.sheet.client import Client
from tracker.sheet.google_grid import GridTab

Json = dict[str, Any]

HEAD_FIELDS = (
    "sheets(properties/sheetId,data(startRow,startColumn,rowData/values("
    "effectiveValue(stringValue,numberValue,boolValue,errorValue/type),note,dataValidation/condition/type)))"
)


EMPTY_FIELDS = "sheets(properties/sheetId,data/rowData/values/effectiveFormat/verticalAlignment)"
"""What shows whether a tab that is not ours holds anything, without a word of what it holds."""

_DEFAULT_TITLE = re.compile(r"(blad|werkblad|sheet|tabellenblatt|feuille) ?1", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """A tab of the blueprint as it stands in the sheet: `header_row` from 1, headings by column, what columns have.

    `gaps` are the columns (from 0) that are not there yet and will be put in between, with all places as after that.
    """

    tab: SheetTab
    grid: GridTab
    header_row: int
    headings: Mapping[int, str] = field(default_factory=dict)
    noted: frozenset[int] = frozenset()
    ruled: frozenset[int] = frozenset()
    gaps: tuple[int, ...] = ()

    def place(self, column: SheetColumn) -> int | None:
        """Where a column stands, under its own heading or another spelling of it."""
        names = {plain(name) for name in (column.heading, *_other_spellings(self.tab, column))}
        return next((at for at, heading in self.headings.items() if plain(heading) in names), None)

    def with_room_for_lookups(self) -> "Standing":
        """The tab with room for each looked-up column that is not there, right beside the code that it is about."""
        wider = self
        for column in self.tab.columns:
            by = next((one for one in self.tab.columns if column.lookup and one.heading == column.lookup.by), None)
            at = wider.place(by) if by and wider.place(column) is None else None
            if at is not None:
                wider = wider._with_gap(at + 1)
        return wider

    def _with_gap(self, at: int) -> "Standing":
        def moved(column: int) -> int:
            return column + (column >= at)

        return replace(
            self,
            grid=replace(self.grid, columns=self.grid.columns + 1),
            headings={moved(column): text for column, text in self.headings.items()},
            noted=frozenset(map(moved, self.noted)),
            ruled=frozenset(map(moved, self.ruled)),
            gaps=(*map(moved, self.gaps), at),
        )


def without_lookups(tab: SheetTab, titles: Collection[str]) -> SheetTab:
    """A tab of the blueprint without the columns that show what tabs of these titles say."""
    kept = tuple(one for one in tab.columns if one.lookup is None or one.lookup.tab not in titles)
    return replace(tab, columns=kept)


def grid_of(tab: SheetTab, grids: Sequence[GridTab]) -> GridTab | None:
    """The tab of a sheet that has the title of a tab of the blueprint, or another spelling of it."""
    names = {plain(name) for name in (tab.title, *BY_NAME[tab.name].other)}
    return next((grid for grid in grids if plain(grid.title) in names), None)


def standings(
    client: Client, sheet_id: str, tabs: Sequence[SheetTab], grids: Sequence[GridTab]
) -> dict[str, Standing | None]:
    """How the tabs of a blueprint that are there stand, by name; None for one that holds something else.

    What cannot be looked up in one of those is not asked of the others.
    """
    there = {tab.name: grid for tab in tabs if (grid := grid_of(tab, grids)) is not None}
    if not there:
        return {}
    ranges = [_top(grid, min(HEADER_SOUGHT_IN + 1, grid.rows)) for grid in there.values()]
    answer = client.read(sheet_id, ranges, HEAD_FIELDS)
    cells = {sheet["properties"].get("sheetId", 0): cells_by_place(sheet) for sheet in answer.get("sheets", ())}
    stand = {
        tab.name: standing(tab, there[tab.name], cells.get(there[tab.name].sheet_id, {}))
        for tab in tabs
        if tab.name in there
    }
    other = {tab.title for tab in tabs if stand.get(tab.name, True) is None}
    return {
        name: replace(one, tab=without_lookups(one.tab, other)).with_room_for_lookups() if one else None
        for name, one in stand.items()
    }


def empty_default(client: Client, sheet_id: str, grids: Sequence[GridTab]) -> GridTab | None:
    """The one tab that Google put in a new sheet, if nothing stands in it; what stands in it is not asked for."""
    for grid in grids:
        if _DEFAULT_TITLE.fullmatch(grid.title.strip()):
            sheets = client.read(sheet_id, [_top(grid, grid.rows)], EMPTY_FIELDS).get("sheets", ())
            return grid if all(map(_is_empty, sheets)) else None
    return None


def _top(grid: GridTab, rows: int) -> Json:
    sides = {"startRowIndex": 0, "endRowIndex": rows, "startColumnIndex": 0, "endColumnIndex": grid.columns}
    return {"sheetId": grid.sheet_id, **sides}


def _is_empty(sheet: Json) -> bool:
    """Whether a tab holds nothing at all, by an answer to `EMPTY_FIELDS`; when in doubt it does."""
    return not any(line.get("values") for part in sheet.get("data", ()) for line in part.get("rowData", ()))


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
