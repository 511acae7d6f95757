"""A blueprint drawn in a Google Sheet that is there already: what is missing is made, what was typed stays."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tracker.intake.layout import column_letter
from tracker.intake.names import plain
from tracker.sheet.blueprint import Blueprint, Lookup, SheetColumn, SheetTab
from tracker.sheet.client import Client
from tracker.sheet.google_draw import (
    add_tab,
    cells_below,
    column_width,
    heading,
    insert_columns,
    insert_top_row,
    name_tab,
    paths,
    shape_below,
    update_cells,
)
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
from tracker.sheet.google_own import LISTS_ID, OWN_IDS, Surroundings, protection, requests
from tracker.sheet.google_standing import Standing, empty_default, grid_of, standings, without_lookups
from tracker.writeback import OwnTab

Json = dict[str, Any]

_FIRST_ID = 1_704_361_001
"""The ids of tabs that we make; Google does not mind who chooses them."""

_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Furnished:
    """What was done (Dutch titles and headings): tabs made, columns added, notes and dropdowns that were put back.

    `left_alone` are tabs that hold something without a header that we know: nothing was changed there.
    """

    made: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    left_alone: tuple[str, ...] = ()


def without_tabs(blueprint: Blueprint, names: Collection[str]) -> Blueprint:
    """The same without the tabs of these names (in the table of columns), and without looking anything up there."""
    titles = {tab.title for tab in blueprint.tabs if tab.name in names}
    return Blueprint(tuple(without_lookups(tab, titles) for tab in blueprint.tabs if tab.name not in names))


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
        found = standings(client, sheet_id, blueprint.tabs, self._tabs)
        self._spare = None if found else empty_default(client, sheet_id, self._tabs)
        other = {tab.title for tab in blueprint.tabs if tab.name in found and found[tab.name] is None}
        self._standing = [
            found.get(tab.name) or self._new(without_lookups(tab, other), at) for at, tab in enumerate(blueprint.tabs)
        ]
        self._placed = self._columns()

    def done(self) -> Furnished:
        """What was or would be done."""
        return Furnished(tuple(self._made), tuple(self._added), tuple(self._mended), tuple(self._left))

    def _lists_title_is_taken(self) -> bool:
        """Whether a tab of somebody else has the title of the hidden one: then dropdowns offer fixed words only."""
        return any(plain(tab.title) == plain(LISTS_TITLE) and tab.sheet_id != LISTS_ID for tab in self._tabs)

    # --- Where everything stands -------------------------------------------------------------------------------------

    def _new(self, tab: SheetTab, at: int) -> Standing:
        """A tab that is not there yet, or one that is there and has nothing in its place."""
        there = grid_of(tab, self._tabs)
        if there is not None:
            self._left.append(there.title)
            return Standing(tab, there, 0)
        if self._spare is not None and at == 0:
            return Standing(tab, replace(self._spare, title=tab.title), 1)
        taken = {grid.sheet_id for grid in self._tabs}
        number = next(number for number in range(_FIRST_ID + at, _FIRST_ID + 10_000, 100) if number not in taken)
        return Standing(tab, GridTab(number, tab.title, 0, 0), 1)

    def _columns(self) -> dict[str, list[tuple[SheetColumn, int, bool]]]:
        """For each tab of the blueprint its columns: where each stands or will stand, and whether it is new."""
        placed = {}
        for one in self._standing:
            if one.header_row == 0:
                continue
            free = max((*one.headings, *one.gaps), default=-1) + 1
            columns = []
            for column in one.tab.columns:
                index = one.place(column)
                if index is None and column.lookup and one.gaps:
                    columns.append((column, one.gaps[0], True))
                elif index is None and column.lookup and one.headings:
                    continue
                elif index is None:
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
            tabs = [one for one in todo if "addSheet" in one or "updateSheetProperties" in one]
            yield from tabs
            yield from self._list_requests()
            yield from (one for one in todo if one not in tabs)

    def _tab_requests(self, one: Standing) -> Iterator[Json]:
        columns = self._placed[one.tab.name]
        width = max((index for _, index, _ in columns), default=0) + 1
        grid = one.grid
        if grid.rows == 0:
            self._made.append(one.tab.title)
            grid = replace(grid, rows=_ROWS, columns=max(26, width))
            yield add_tab(one.tab, grid)
        elif one.headings:
            # Under an empty heading something may have been typed; columns put in between are empty for certain.
            yield from insert_columns(replace(grid, columns=grid.columns - len(one.gaps)), one.gaps)
            yield from insert_columns(grid, [at for _, at, is_new in columns if is_new and at not in one.gaps])
        else:
            yield from self._use_empty_tab(one, width)
        for column, index, is_new in columns:
            if is_new:
                if one.headings:
                    self._added.append(f"{one.grid.title}: {column.heading}")
                yield from self._new_column(one, grid, column, index)
            else:
                yield from self._old_column(one, grid, column, index)

    def _use_empty_tab(self, one: Standing, width: int) -> Iterator[Json]:
        """An empty tab gets our title and size, and a new top row: what is typed in it meanwhile moves down."""
        grid = one.grid
        if self._spare and self._spare.sheet_id == grid.sheet_id:
            self._made.append(grid.title)
            yield name_tab(one.tab, grid)
        yield insert_top_row(grid)
        if width > grid.columns:
            missing = width - grid.columns
            yield {"appendDimension": {"sheetId": grid.sheet_id, "dimension": "COLUMNS", "length": missing}}

    def _new_column(self, one: Standing, grid: GridTab, column: SheetColumn, index: int) -> Iterator[Json]:
        yield update_cells(
            grid, one.header_row - 1, index, [heading(column, one.tab)], "userEnteredValue,userEnteredFormat,note"
        )
        yield column_width(grid, index, column.width)
        cells = cells_below(grid, one.header_row, index)
        shape = shape_below(column)
        if shape:
            yield {"repeatCell": {"range": cells, "cell": {"userEnteredFormat": shape}, "fields": paths(shape)}}
        rule = self._rule(column)
        if rule:
            yield {"setDataValidation": {"range": cells, "rule": rule}}
        if column.lookup:
            yield update_cells(grid, one.header_row, index, self._names(one, column.lookup), "userEnteredValue")

    def _old_column(self, one: Standing, grid: GridTab, column: SheetColumn, index: int) -> Iterator[Json]:
        """Notes and dropdowns that are gone; neither touches what people typed."""
        missing = []
        if index not in one.noted:
            missing.append(update_cells(grid, one.header_row - 1, index, [{"note": column.note}], "note"))
        rule = self._rule(column)
        if rule and index not in one.ruled:
            cells = cells_below(grid, one.header_row, index)
            missing.append({"setDataValidation": {"range": cells, "rule": rule}})
        if missing:
            self._mended.append(f"{one.grid.title}: {column.heading}")
        yield from missing

    def _rule(self, column: SheetColumn) -> Json | None:
        if column.dropdown:
            return dropdown_rule(column.dropdown, self._keys, self._places)
        return limit_rule(column.limits) if column.limits else None

    def _names(self, one: Standing, lookup: Lookup) -> list[Json]:
        """The looked-up name beside each code, row by row, so that it stays beside its code when rows are sorted."""
        places = self._places
        key, answer = places[lookup.tab, lookup.key], places[lookup.tab, lookup.answer]
        by = f"${column_letter(places[one.tab.title, lookup.by].index)}"
        last = min(one.header_row + SPARE_ROWS, one.grid.rows) if one.headings else one.header_row + SPARE_ROWS
        rows = range(one.header_row + 1, last + 1)
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
