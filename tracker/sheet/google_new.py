"""A blueprint drawn in a Google Sheet that is there already: what is missing is made, what was typed stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tracker.columns import BY_NAME
from tracker.intake.layout import HEADER_SOUGHT_IN, column_letter, locate
from tracker.intake.names import plain
from tracker.model import Head
from tracker.sheet.blueprint import Blueprint, Look, Lookup, SheetColumn, SheetTab
from tracker.sheet.client import Client
from tracker.sheet.google_dropdowns import (
    LISTS_TITLE,
    SPARE_ROWS,
    Place,
    Places,
    dropdown_rule,
    limit_rule,
    list_keys,
    list_rows,
)
from tracker.sheet.google_errors import GoogleError, Trouble
from tracker.sheet.google_grid import BOOK_FIELDS, GridTab, grid_tabs
from tracker.sheet.google_own import LISTS_ID, OWN_IDS, Surroundings, colour, protection, requests
from tracker.writeback import OwnTab

Json = dict[str, Any]

_HEAD_FIELDS = (
    "sheets(properties/sheetId,data(startRow,startColumn,rowData/values("
    "effectiveValue(stringValue,numberValue,boolValue,errorValue/type),note,dataValidation/condition/type)))"
)
_FIRST_ID = 1_704_361_001
"""The ids of tabs that we make; Google does not mind who chooses them."""

_ROWS = 1_000
_GREY, _PALE, _DARK, _WHITE = "#5F6770", "#F1F2F4", "#22272B", "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Furnished:
    """What was done (Dutch titles and headings): tabs made, columns added, notes and dropdowns that were put back.

    `left_alone` are tabs that hold something without a header that we know: nothing was changed there.
    """

    made: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    left_alone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Standing:
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


def furnish(
    client: Client, sheet_id: str, blueprint: Blueprint, everything: Blueprint, own: Sequence[OwnTab], at: datetime
) -> Furnished:
    """Make what is missing of a blueprint and of the tracker's own tabs, in one call. Raises GoogleError.

    `everything` is the blueprint with all tabs: the hidden tab with words has the same columns for both.
    """
    for last_try in (False, True):
        plan = _Plan(client, sheet_id, blueprint, everything)
        todo = [*plan.requests(), *plan.own_requests(own, at)]
        if not todo:
            return plan.done()
        try:
            client.change(sheet_id, todo)
        except GoogleError as error:
            # The answer to an earlier try may have been lost after it was done: then less is missing now.
            if last_try or error.trouble is not Trouble.REFUSED:
                raise
            continue
        return plan.done()
    raise AssertionError("the last try returns or raises")


class _Plan:
    """What is missing, and the requests that make it."""

    def __init__(self, client: Client, sheet_id: str, blueprint: Blueprint, everything: Blueprint) -> None:
        self._address = client.address
        self._tabs = grid_tabs(client.describe(sheet_id, BOOK_FIELDS))
        self._keys = () if self._lists_title_is_taken() else list_keys(everything)
        self._made: list[str] = []
        self._added: list[str] = []
        self._mended: list[str] = []
        self._left: list[str] = []
        found = self._look(client, sheet_id, blueprint)
        self._standing = [found.get(tab.name) or self._new(tab, at) for at, tab in enumerate(blueprint.tabs)]
        self._placed = self._columns()

    def done(self) -> Furnished:
        """What was or would be done."""
        return Furnished(tuple(self._made), tuple(self._added), tuple(self._mended), tuple(self._left))

    def _lists_title_is_taken(self) -> bool:
        """Whether a tab of somebody else has the title of the hidden one: then dropdowns offer fixed words only."""
        return any(plain(tab.title) == plain(LISTS_TITLE) and tab.sheet_id != LISTS_ID for tab in self._tabs)

    # --- What is there -----------------------------------------------------------------------------------------------

    def _look(self, client: Client, sheet_id: str, blueprint: Blueprint) -> dict[str, _Standing | None]:
        there = {tab.name: grid for tab in blueprint.tabs if (grid := self._grid(tab)) is not None}
        if not there:
            return {}
        ranges = [
            {
                "sheetId": grid.sheet_id,
                "startRowIndex": 0,
                "endRowIndex": min(HEADER_SOUGHT_IN + 1, grid.rows),
                "startColumnIndex": 0,
                "endColumnIndex": grid.columns,
            }
            for grid in there.values()
        ]
        answer = client.read(sheet_id, ranges, _HEAD_FIELDS)
        cells = {sheet["properties"].get("sheetId", 0): _cells(sheet) for sheet in answer.get("sheets", ())}
        return {
            tab.name: _standing(tab, there[tab.name], cells.get(there[tab.name].sheet_id, {}))
            for tab in blueprint.tabs
            if tab.name in there
        }

    def _grid(self, tab: SheetTab) -> GridTab | None:
        names = {plain(name) for name in (tab.title, *BY_NAME[tab.name].other)}
        return next((grid for grid in self._tabs if plain(grid.title) in names), None)

    def _new(self, tab: SheetTab, at: int) -> _Standing:
        """A tab that is not there yet, or one that is there and has nothing in its place."""
        there = self._grid(tab)
        if there is not None:
            self._left.append(there.title)
            return _Standing(tab, there, 0)
        taken = {grid.sheet_id for grid in self._tabs}
        number = next(number for number in range(_FIRST_ID + at, _FIRST_ID + 10_000, 100) if number not in taken)
        return _Standing(tab, GridTab(number, tab.title, 0, 0), 1)

    def _columns(self) -> dict[str, list[tuple[SheetColumn, int, bool]]]:
        """For each tab of the blueprint its columns: where each stands or will stand, and whether it is new."""
        placed = {}
        for one in self._standing:
            if one.header_row == 0:
                continue
            free = max(one.headings, default=-1) + 1
            columns = []
            for column in one.tab.columns:
                index = one.place(column)
                if index is None and column.lookup and one.headings:
                    continue
                if index is None:
                    index, free = free, free + 1
                    columns.append((column, index, True))
                else:
                    columns.append((column, index, False))
            placed[one.tab.name] = columns
        return placed

    @property
    def _places(self) -> Places:
        return {
            (one.tab.title, column.heading): Place(one.grid.title, index, one.header_row)
            for one in self._standing
            for column, index, _ in self._placed.get(one.tab.name, ())
        }

    # --- What is missing ---------------------------------------------------------------------------------------------

    def requests(self) -> Iterator[Json]:
        """What makes the tabs that people type in."""
        todo: list[Json] = []
        for one in self._standing:
            if one.header_row:
                todo += self._tab_requests(one)
        if todo or not any(tab.sheet_id == LISTS_ID for tab in self._tabs):
            # Dropdowns lean on new tabs and on the hidden one, so all tabs are made before anything is put in them.
            yield from (one for one in todo if "addSheet" in one)
            yield from self._list_requests()
            yield from (one for one in todo if "addSheet" not in one)

    def _tab_requests(self, one: _Standing) -> Iterator[Json]:
        columns = self._placed[one.tab.name]
        width = max((index for _, index, _ in columns), default=0) + 1
        grid = one.grid
        if grid.rows == 0:
            self._made.append(one.tab.title)
            grid = replace(grid, rows=_ROWS, columns=max(26, width))
            yield _add_tab(one.tab, grid)
        elif one.headings:
            # Under an empty heading something may have been typed; columns put in between are empty for certain.
            yield from _insert(grid, [index for _, index, is_new in columns if is_new])
        elif width > grid.columns:
            missing = width - grid.columns
            yield {"appendDimension": {"sheetId": grid.sheet_id, "dimension": "COLUMNS", "length": missing}}
        for column, index, is_new in columns:
            if is_new:
                if one.grid.rows:
                    self._added.append(f"{one.grid.title}: {column.heading}")
                yield from self._new_column(one, grid, column, index)
            else:
                yield from self._old_column(one, grid, column, index)

    def _new_column(self, one: _Standing, grid: GridTab, column: SheetColumn, index: int) -> Iterator[Json]:
        yield _update(
            grid, one.header_row - 1, index, [_head(column, one.tab)], "userEnteredValue,userEnteredFormat,note"
        )
        yield _width(grid, index, column.width)
        below = _below(grid, one.header_row, index)
        shape = _shape(column)
        yield {"repeatCell": {"range": below, "cell": {"userEnteredFormat": shape}, "fields": _paths(shape)}}
        rule = self._rule(column)
        if rule:
            yield {"setDataValidation": {"range": below, "rule": rule}}
        if column.lookup:
            yield _update(grid, one.header_row, index, self._names(one, column.lookup), "userEnteredValue")

    def _old_column(self, one: _Standing, grid: GridTab, column: SheetColumn, index: int) -> Iterator[Json]:
        """Notes and dropdowns that are gone; neither touches what people typed."""
        missing = []
        if index not in one.noted:
            missing.append(_update(grid, one.header_row - 1, index, [{"note": column.note}], "note"))
        rule = self._rule(column)
        if rule and index not in one.ruled:
            below = _below(grid, one.header_row, index)
            missing.append({"setDataValidation": {"range": below, "rule": rule}})
        if missing:
            self._mended.append(f"{one.grid.title}: {column.heading}")
        yield from missing

    def _rule(self, column: SheetColumn) -> Json | None:
        if column.dropdown:
            return dropdown_rule(column.dropdown, self._keys, self._places)
        return limit_rule(column.limits) if column.limits else None

    def _names(self, one: _Standing, lookup: Lookup) -> list[Json]:
        """The looked-up name beside each code, row by row, so that it stays beside its code when rows are sorted."""
        places = self._places
        key, answer = places[lookup.tab, lookup.key], places[lookup.tab, lookup.answer]
        by = f"${column_letter(places[one.tab.title, lookup.by].index)}"
        rows = range(one.header_row + 1, one.header_row + 1 + SPARE_ROWS)
        return [
            {
                "userEnteredValue": {
                    "formulaValue": f'=IF({by}{row}="";"";'
                    f'IFERROR(INDEX({answer.whole};MATCH({by}{row};{key.whole};0))&"";""))'
                }
            }
            for row in rows
        ]

    def _list_requests(self) -> Iterator[Json]:
        """The hidden tab is ours: it is written whole each time that something else is made."""
        rows = list_rows(self._keys, self._places)
        there = next((tab for tab in self._tabs if tab.sheet_id == LISTS_ID), None)
        size = {"rowCount": max(1, len(rows)), "columnCount": max(1, len(self._keys))}
        if there is None:
            if not self._keys:
                return
            properties = {"sheetId": LISTS_ID, "title": LISTS_TITLE, "hidden": True, "gridProperties": size}
            yield {"addSheet": {"properties": properties}}
        else:
            fields = ",".join(f"gridProperties.{name}" for name in size)
            new = {"sheetId": LISTS_ID, "gridProperties": size}
            yield {"updateSheetProperties": {"properties": new, "fields": fields}}
        whole = {"sheetId": LISTS_ID, "startRowIndex": 0, "endRowIndex": size["rowCount"]}
        whole |= {"startColumnIndex": 0, "endColumnIndex": size["columnCount"]}
        yield {"updateCells": {"range": whole, "rows": rows, "fields": "userEnteredValue"}}
        if there is None or LISTS_ID not in there.protected:
            yield protection(LISTS_ID, self._address)

    def own_requests(self, own: Sequence[OwnTab], at: datetime) -> Iterator[Json]:
        """The tracker's own tabs that are not there, and the protection of those that lost it."""
        around = Surroundings(self._tabs, None, self._address)
        for tab in own:
            there = around.tab(OWN_IDS[tab.title])
            if there is None:
                self._made.append(tab.title)
                yield from requests(tab, around, at)
            elif OWN_IDS[tab.title] not in there.protected:
                self._mended.append(tab.title)
                yield protection(OWN_IDS[tab.title], self._address)


# --- Reading what is there --------------------------------------------------------------------------------------------


def _cells(sheet: Json) -> dict[tuple[int, int], Json]:
    return {
        (row, column): cell
        for part in sheet.get("data", ())
        for row, line in enumerate(part.get("rowData", ()), part.get("startRow", 0))
        for column, cell in enumerate(line.get("values", ()), part.get("startColumn", 0))
        if cell
    }


def _standing(tab: SheetTab, grid: GridTab, cells: Mapping[tuple[int, int], Json]) -> _Standing | None:
    """A tab as it stands; None when something stands there, and no header that we know."""
    header_row = _header_row(tab, grid, cells)
    if header_row is None:
        filled = any(cell.get("effectiveValue") for cell in cells.values())
        return None if filled else _Standing(tab, grid, 1)
    texts = {column: cell for (row, column), cell in cells.items() if row == header_row - 1}
    headings = {column: str(_text(cell) or " ") for column, cell in texts.items() if cell.get("effectiveValue")}
    noted = frozenset(column for column, cell in texts.items() if cell.get("note"))
    ruled = frozenset(column for (row, column), cell in cells.items() if row == header_row and "dataValidation" in cell)
    return _Standing(tab, grid, header_row, dict(sorted(headings.items())), noted, ruled)


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


# --- Drawing ----------------------------------------------------------------------------------------------------------


def _add_tab(tab: SheetTab, grid: GridTab) -> Json:
    size = {"rowCount": grid.rows, "columnCount": grid.columns, "frozenRowCount": 1, "frozenColumnCount": tab.frozen}
    properties = {"sheetId": grid.sheet_id, "title": tab.title, "gridProperties": size}
    return {"addSheet": {"properties": {**properties, "tabColorStyle": colour(tab.shades.strong)}}}


def _insert(grid: GridTab, indexes: Sequence[int]) -> Iterator[Json]:
    if indexes:
        span = {"dimension": "COLUMNS", "startIndex": min(indexes), "endIndex": max(indexes) + 1}
        yield {"insertDimension": {"range": {"sheetId": grid.sheet_id, **span}, "inheritFromBefore": False}}


def _update(grid: GridTab, row: int, column: int, cells: Sequence[Json], fields: str) -> Json:
    start = {"sheetId": grid.sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": [cell]} for cell in cells], "fields": fields}}


def _below(grid: GridTab, header_row: int, index: int) -> Json:
    """A column from below its header to the end of the tab."""
    columns = {"startColumnIndex": index, "endColumnIndex": index + 1}
    return {"sheetId": grid.sheet_id, "startRowIndex": header_row, "endRowIndex": grid.rows, **columns}


def _width(grid: GridTab, index: int, width: int) -> Json:
    where = {"sheetId": grid.sheet_id, "dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1}
    return {
        "updateDimensionProperties": {
            "range": where,
            "properties": {"pixelSize": width * 7 + 12},
            "fields": "pixelSize",
        }
    }


def _head(column: SheetColumn, tab: SheetTab) -> Json:
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


def _shape(column: SheetColumn) -> Json:
    """How the cells below a new header look; codes and words that look like numbers stay what was typed."""
    shape: Json = {"verticalAlignment": "TOP"}
    if column.number_format:
        shape["numberFormat"] = {"type": "DATE", "pattern": column.number_format}
    if column.wrapped:
        shape["wrapStrategy"] = "WRAP"
    return shape


def _paths(shape: Json) -> str:
    return ",".join(f"userEnteredFormat.{name}" for name in shape)
