"""The headings of a Google Sheet of another shape, and then the top of the columns that were asked for by name.

The privacy rule holds here too. A header is found by asking for one row after another, and no further than needed. Of
the rows that came only the headings are kept. Cells below a header are asked for only of the columns that are named.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.columns import OWN_TITLES
from tracker.intake.fit import titles_read
from tracker.intake.layout import HEADER_SOUGHT_IN, heading
from tracker.intake.names import plain
from tracker.intake.unknown import unknown
from tracker.model import Head, Raw
from tracker.sheet.client import Client
from tracker.sheet.google_cells import CELL_FIELDS, raw_value
from tracker.sheet.google_errors import GoogleError, Trouble, keeps_changing
from tracker.sheet.google_grid import BOOK_FIELDS, Ask, GridTab, grid_tabs, tab_cells
from tracker.sheet.google_own import LISTS_ID, OWN_IDS

SHAPE_FIELDS = "sheets(properties/sheetId,merges,data(startRow,rowData/values/effectiveFormat/verticalAlignment))"
"""What shows which rows hold anything, and where cells are merged, without a word of what they hold."""

ROW_FIELDS = f"sheets(properties/sheetId,data(startRow,startColumn,rowData/values({CELL_FIELDS})))"

A_ROW_OF_NAMES = 3
"""A row of so many cells without a gap is a header, or stands below one: no title of a table looks like that."""

_TURNS = 3
_Cells = tuple[Raw, ...]


@dataclass(slots=True)
class _Top:
    """The top of one tab while its header is sought: the rows that hold anything, and those that were asked."""

    tab: GridTab
    waiting: list[int]
    merges: tuple[tuple[int, int, int, int], ...]
    rows: dict[int, _Cells] = field(default_factory=dict)
    done: bool = False

    def head(self, rows: Mapping[int, _Cells]) -> Head:
        """A head with these rows (from 0) and nothing in the others."""
        last = max(rows, default=-1)
        return Head(self.tab.sheet_id, self.tab.title, tuple(rows.get(at, ()) for at in range(last + 1)), self.merges)

    def take(self, row: int, cells: _Cells) -> None:
        """Take up a row, and judge whether a header may still stand below it."""
        self.rows[row] = cells
        header = unknown(self.head(self.rows)).row - 1
        if header == row:
            # Above the header may stand a row of words that each go over several columns.
            self.done = not self._has_gaps(row)
        else:
            self.done = header >= 0 or (_filled(cells) >= A_ROW_OF_NAMES and not self._has_gaps(row))

    def _has_gaps(self, row: int) -> bool:
        places = [at for at, cell in enumerate(self.rows[row]) if cell is not None]
        merged = any(top <= row <= bottom and left < right for top, left, bottom, right in self.merges)
        return merged or (bool(places) and len(places) <= places[-1] - places[0])

    def kept(self) -> Head:
        """What may leave: the headings, or of a tab without a header no more than that something stands in it."""
        row = unknown(self.head(self.rows)).row
        if row:
            return self.head({row - 1: _headings(self.rows[row - 1])})
        if plain(self.tab.title) in titles_read(None):
            return self.head({at: _headings(cells) for at, cells in self.rows.items()})
        return Head(self.tab.sheet_id, self.tab.title, ((None,),) if self.rows else ())


def _filled(cells: _Cells) -> int:
    return sum(cell is not None for cell in cells)


def _headings(cells: _Cells) -> _Cells:
    return tuple(heading(cell) or None for cell in cells)


class GoogleTops:
    """A Google Sheet seen by its headings. `looked` are by tab the columns (from 0) of which there are cells too."""

    def __init__(self, client: Client, sheet_id: str) -> None:
        self._client = client
        self.sheet_id = sheet_id
        self.title = ""
        self.heads: tuple[Head, ...] = ()
        self.looked: dict[int, frozenset[int]] = {}
        self._grids: dict[int, GridTab] = {}

    def read_headings(self) -> None:
        """Find the header of every tab that people keep. Raises GoogleError."""
        self._until_it_stands_still(self._read_headings)

    def _until_it_stands_still(self, work: Callable[[], None]) -> None:
        """Somebody who takes out a tab or a row meanwhile makes us begin anew."""
        for _ in range(_TURNS):
            try:
                return work()
            except GoogleError as error:
                if error.trouble is not Trouble.REFUSED:
                    raise
        raise keeps_changing()

    def _read_headings(self) -> None:
        book = self._client.describe(self.sheet_id, BOOK_FIELDS)
        self.title = str(book.get("properties", {}).get("title", ""))
        ours = {*OWN_IDS.values(), LISTS_ID}
        grids = [tab for tab in grid_tabs(book) if tab.sheet_id not in ours and tab.title not in OWN_TITLES]
        tops = self._shapes([tab for tab in grids if tab.rows and tab.columns])
        while asked := [top for top in tops if top.waiting and not top.done]:
            self._next_rows(asked)
        self._grids = {top.tab.sheet_id: top.tab for top in tops}
        self.heads, self.looked = tuple(top.kept() for top in tops), {}

    def _shapes(self, tabs: Sequence[GridTab]) -> list[_Top]:
        ranges = [_rows(tab, 0, min(HEADER_SOUGHT_IN, tab.rows)) for tab in tabs]
        sheets = self._client.read(self.sheet_id, ranges, SHAPE_FIELDS).get("sheets", ()) if ranges else ()
        answers = {sheet["properties"].get("sheetId", 0): sheet for sheet in sheets}
        return [_top(tab, answers.get(tab.sheet_id, {})) for tab in tabs]

    def _next_rows(self, tops: Sequence[_Top]) -> None:
        """One row more of each of these tabs."""
        rows = {top.tab.sheet_id: top.waiting.pop(0) for top in tops}
        ranges = [_rows(top.tab, rows[top.tab.sheet_id], rows[top.tab.sheet_id] + 1) for top in tops]
        sheets = self._client.read(self.sheet_id, ranges, ROW_FIELDS).get("sheets", ())
        answers = {sheet["properties"].get("sheetId", 0): tab_cells(sheet).cells for sheet in sheets}
        for top in tops:
            row = rows[top.tab.sheet_id]
            top.take(row, _line(answers.get(top.tab.sheet_id, {}), row, top.tab.columns))

    def look_into(self, columns: Mapping[int, Collection[int]], rows: int) -> None:
        """Take up the cells of these columns in the first `rows` rows, by the id of their tab. Raises GoogleError."""
        self._until_it_stands_still(lambda: self._look_into(columns, rows))

    def _look_into(self, columns: Mapping[int, Collection[int]], rows: int) -> None:
        known = {head.sheet_id: head for head in self.heads if columns.get(head.sheet_id)}
        asks = {number: self._ask(head, columns[number], rows) for number, head in known.items()}
        ranges: list[dict[str, Any]] = [one for ask in asks.values() for one in ask.ranges()]
        sheets = self._client.read(self.sheet_id, ranges, ROW_FIELDS).get("sheets", ())
        answers = {sheet["properties"].get("sheetId", 0): tab_cells(sheet).cells for sheet in sheets}
        fuller = {number: _fuller(known[number], ask, answers.get(number, {})) for number, ask in asks.items()}
        self.heads = tuple(fuller.get(head.sheet_id, head) for head in self.heads)
        for number, ask in asks.items():
            self.looked[number] = self.looked.get(number, frozenset()) | frozenset(ask.columns)

    def _ask(self, head: Head, columns: Collection[int], rows: int) -> Ask:
        """The header once more, so that a column that moved meanwhile is noticed, and the top of the columns."""
        grid, header = self._grids[head.sheet_id], next(at for at, cells in enumerate(head.rows) if cells)
        shorter = replace(grid, rows=min(grid.rows, rows))
        return Ask(shorter, grid.title, header, header + 1, header + 1, tuple(sorted(columns)))


def _fuller(head: Head, ask: Ask, cells: Mapping[tuple[int, int], Mapping[str, Any]]) -> Head:
    """The head of a tab with the cells that came. Raises GoogleError when its header is another by now."""
    width = ask.tab.columns
    if _headings(_line(cells, ask.top, width)) != head.rows[ask.top]:
        raise keeps_changing()
    below = []
    for row in range(ask.first, ask.tab.rows):
        had, came = dict(enumerate(head.rows[row] if row < len(head.rows) else ())), _line(cells, row, width)
        below.append(tuple(came[at] if at in ask.columns else had.get(at) for at in range(width)))
    return replace(head, rows=(*head.rows[: ask.first], *below))


def _top(tab: GridTab, sheet: Mapping[str, Any]) -> _Top:
    filled = [
        row
        for part in sheet.get("data", ())
        for row, line in enumerate(part.get("rowData", ()), part.get("startRow", 0))
        if line.get("values")
    ]
    return _Top(tab, filled, tab_cells({"merges": sheet.get("merges", ())}).merges)


def _rows(tab: GridTab, top: int, bottom: int) -> dict[str, Any]:
    sides = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": 0, "endColumnIndex": tab.columns}
    return {"sheetId": tab.sheet_id, **sides}


def _line(cells: Mapping[tuple[int, int], Mapping[str, Any]], row: int, width: int) -> _Cells:
    return tuple(raw_value(cells.get((row, at), {})) for at in range(width))
