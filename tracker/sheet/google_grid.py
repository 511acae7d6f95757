"""Which cells of a Google Sheet are asked for, and what of the answer is kept.

The privacy rule lives here: below a header only allowed columns are asked for, and of what comes along by accident
(a header row brings every heading, a moved column another one's cells) nothing gets past `Page`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.errors import SheetError
from tracker.intake.fit import laid_out, titles_only_mapped, titles_read, without_header
from tracker.intake.layout import HEADER_SOUGHT_IN, FoundTab, Layout
from tracker.intake.mapping import SheetMapping
from tracker.intake.names import plain
from tracker.model import Head, Raw, TabReading
from tracker.sheet.google_cells import CELL_FIELDS, heading_text, is_loading, raw_value
from tracker.sheet.google_memory import KnownTab, Memory
from tracker.sheet.tabrows import as_reading, read_row

BOOK_FIELDS = (
    "properties(title,locale,timeZone),"
    "sheets(properties(sheetId,title,gridProperties(rowCount,columnCount)),protectedRanges/protectedRangeId)"
)
PAGE_FIELDS = (
    "sheets(properties(sheetId,title),merges,"
    f"data(startRow,startColumn,rowData/values({CELL_FIELDS}),rowMetadata(hiddenByUser,hiddenByFilter)))"
)

SOUGHT_ROW_BY_ROW = 4
"""So many top rows are asked for one after another when a mapping names the headings: below them may be people."""


@dataclass(frozen=True, slots=True)
class GridTab:
    """One tab as Google describes it without its cells: its size, and the ids of what is protected in it."""

    sheet_id: int
    title: str
    rows: int
    columns: int
    protected: frozenset[int] = frozenset()


def grid_tabs(book: Mapping[str, Any]) -> tuple[GridTab, ...]:
    """The tabs of a spreadsheet; charts on a tab of their own have no cells and are left out."""
    return tuple(_grid_tab(sheet) for sheet in book.get("sheets", ()) if "gridProperties" in sheet["properties"])


def _grid_tab(sheet: Mapping[str, Any]) -> GridTab:
    properties = sheet["properties"]
    grid = properties["gridProperties"]
    return GridTab(
        properties.get("sheetId", 0),
        properties.get("title", ""),
        grid.get("rowCount", 0),
        grid.get("columnCount", 0),
        frozenset(one.get("protectedRangeId", 0) for one in sheet.get("protectedRanges", ())),
    )


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked of one tab: its top rows in full (all counts from 0, ends exclusive), and columns from `first` on.

    `known_as` is the title by which the contract, or a mapping, reads the tab, whatever people call it now.
    """

    tab: GridTab
    known_as: str
    top: int
    bottom: int
    first: int = 0
    columns: tuple[int, ...] = ()

    @property
    def whole_head(self) -> bool:
        """Whether all rows are asked in which a header may stand."""
        return self.top == 0 and self.bottom == min(HEADER_SOUGHT_IN, self.tab.rows)

    def ranges(self) -> Iterator[dict[str, int]]:
        """The grid ranges: the header in full, then the allowed columns, those side by side together."""
        yield _range(self.tab.sheet_id, self.top, self.bottom, 0, self.tab.columns)
        if self.first < self.tab.rows:
            for left, right in _runs([at for at in self.columns if at < self.tab.columns]):
                yield _range(self.tab.sheet_id, self.first, self.tab.rows, left, right)


def _range(sheet_id: int, top: int, bottom: int, left: int, right: int) -> dict[str, int]:
    sides = {"startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right}
    return {"sheetId": sheet_id, **sides}


def _runs(columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Columns side by side as one stretch, its end exclusive."""
    start = None
    for at, column in enumerate(columns):
        start = column if start is None else start
        if at + 1 == len(columns) or columns[at + 1] != column + 1:
            yield start, column + 1
            start = None


def first_asks(tabs: Sequence[GridTab], memory: Memory, mapping: SheetMapping | None = None) -> dict[int, Ask]:
    """What to ask of the tabs that may be read: what was known last time, and else where a header may stand."""
    taken, wanted, mapped = {plain(tab.title) for tab in tabs}, titles_read(mapping), titles_only_mapped(mapping)
    asks = {}
    for tab in tabs:
        known = memory.tab(tab.sheet_id)
        title = _known_as(tab, known, taken, wanted)
        if title is not None and tab.rows and tab.columns:
            asks[tab.sheet_id] = _ask(tab, title, known, row_by_row=plain(title) in mapped)
    return asks


def _known_as(tab: GridTab, known: KnownTab | None, taken: set[str], wanted: frozenset[str]) -> str | None:
    """The title by which a tab is read; a tab that was renamed is known by its id of last time."""
    if plain(tab.title) in wanted:
        return tab.title
    return known.known_as if known and plain(known.known_as) in wanted - taken else None


def _ask(tab: GridTab, title: str, known: KnownTab | None, *, row_by_row: bool) -> Ask:
    if known is None or known.last_header_row > tab.rows:
        return Ask(tab, title, 0, 1) if row_by_row else _whole_head(Ask(tab, title, 0, 0))
    return Ask(tab, title, known.header_row - 1, known.last_header_row, known.header_row, known.columns)


def _longer_head(ask: Ask) -> Ask:
    """One row more of a tab of which a mapping says what its header holds; after a few all the rows that may be it."""
    most = min(HEADER_SOUGHT_IN, ask.tab.rows)
    asked = ask.bottom if ask.top == 0 else 0
    bottom = asked + 1 if asked < SOUGHT_ROW_BY_ROW else most
    return replace(ask, top=0, bottom=min(bottom, most), first=0, columns=())


def _whole_head(ask: Ask) -> Ask:
    """Look for the header anew. The columns of last time come along: often only the row of the header moved."""
    return replace(ask, top=0, bottom=min(HEADER_SOUGHT_IN, ask.tab.rows), first=0)


@dataclass(slots=True)
class TabCells:
    """What an answer brought of one tab: cells by place (from 0), hidden rows, merges (zero-based and inclusive)."""

    cells: dict[tuple[int, int], Mapping[str, Any]]
    hidden: set[int]
    merges: tuple[tuple[int, int, int, int], ...]


class Page:
    """One answer to a set of asks, held inside the client until it is known what of it may be read."""

    def __init__(
        self,
        asks: Mapping[int, Ask],
        tabs: Sequence[GridTab],
        answer: Mapping[str, Any],
        mapping: SheetMapping | None = None,
    ) -> None:
        self._asks = asks
        self._tabs = tabs
        self._found = {sheet["properties"].get("sheetId", 0): tab_cells(sheet) for sheet in answer.get("sheets", ())}
        self._misfit: SheetError | None = None
        self._lacking: frozenset[int] = frozenset()
        heads = self._heads()
        try:
            self.layout = laid_out(heads, mapping)
        except SheetError as error:
            self._misfit, self.layout = error, Layout((), (), {})
            self._lacking = without_header(heads, mapping) if mapping else frozenset()

    def _heads(self) -> list[Head]:
        heads = []
        for tab in self._tabs:
            ask = self._asks.get(tab.sheet_id)
            title = ask.known_as if ask else tab.title
            heads.append(Head(tab.sheet_id, title, *self._head(ask) if ask else ((), ())))
        return heads

    def _head(self, ask: Ask) -> tuple[tuple[tuple[Raw, ...], ...], tuple[tuple[int, int, int, int], ...]]:
        found = self._found.get(ask.tab.sheet_id)
        if found is None:
            return (), ()
        above: list[tuple[Raw, ...]] = [() for _ in range(ask.top)]
        for row in range(ask.top, ask.bottom):
            cells = [heading_text(found.cells.get((row, column), {})) for column in range(ask.tab.columns)]
            above.append(tuple(cells))
        return tuple(above), found.merges

    def further_asks(self) -> dict[int, Ask] | None:
        """What must be asked because headers were not where they were; None when everything needed is here.

        Raises SheetError when all headers are here and the mapping does not fit them.
        """
        placed = self.placed()
        if self._misfit:
            better = {
                number: _longer_head(ask) if number in self._lacking else ask for number, ask in self._asks.items()
            }
        else:
            better = {number: self._better(ask, placed.get(number, ())) for number, ask in self._asks.items()}
        if better != dict(self._asks):
            return better
        if self._misfit:
            raise self._misfit
        return None

    def placed(self) -> dict[int, list[FoundTab]]:
        """What was found on each tab of the sheet, by its id: a mapping may read one tab as several of ours."""
        placed: dict[int, list[FoundTab]] = {}
        for found in self.layout.tabs:
            placed.setdefault(found.sheet_id, []).append(found)
        return placed

    def _better(self, ask: Ask, found: Sequence[FoundTab]) -> Ask:
        if not found:
            return ask if ask.whole_head else _whole_head(ask)
        top, bottom = header_rows(found)
        columns = columns_of(found)
        if set(columns) <= set(ask.columns) and ask.first <= top:
            return ask
        return replace(ask, top=top - 1, bottom=bottom, first=top, columns=columns)

    def loading(self) -> bool:
        """Whether a cell that is to be read is still being worked out."""
        return any(
            is_loading(cell)
            for found in self.layout.tabs
            for (row, column), cell in self._found[found.sheet_id].cells.items()
            if row >= found.header_row and any(column == one.index for one in found.columns)
        )

    def title(self, sheet_id: int) -> str:
        """What people call a tab now."""
        return next(tab.title for tab in self._tabs if tab.sheet_id == sheet_id)

    def readings(self) -> tuple[TabReading, ...]:
        """The known tabs with their allowed columns, and nothing else."""
        return tuple(self._reading(found) for found in self.layout.tabs)

    def _reading(self, found: FoundTab) -> TabReading:
        here = self._found[found.sheet_id]
        places = {column.index: place for place, column in enumerate(found.columns)}
        lines: dict[int, list[Raw]] = {}
        for (row, column), cell in here.cells.items():
            place = places.get(column)
            if place is not None:
                lines.setdefault(row + 1, [None] * len(places))[place] = raw_value(cell)
        read = (read_row(found, number, tuple(values)) for number, values in sorted(lines.items()))
        hidden = {row + 1 for row in here.hidden}
        return as_reading(found, self.title(found.sheet_id), [row for row in read if row], hidden)


def header_rows(found: Sequence[FoundTab]) -> tuple[int, int]:
    """The first and the last header row (from 1) of what was found on one tab: each part of a mapping has its own."""
    rows = [one.header_row for one in found]
    return min(rows), max(rows)


def columns_of(found: Sequence[FoundTab]) -> tuple[int, ...]:
    """All columns (from 0) of what was found on one tab, in their order."""
    return tuple(sorted({column.index for one in found for column in one.columns}))


def tab_cells(sheet: Mapping[str, Any]) -> TabCells:
    """What stands in one sheet of an answer."""
    cells: dict[tuple[int, int], Mapping[str, Any]] = {}
    hidden: set[int] = set()
    for part in sheet.get("data", ()):
        top, left = part.get("startRow", 0), part.get("startColumn", 0)
        for row, line in enumerate(part.get("rowData", ()), top):
            for column, cell in enumerate(line.get("values", ()), left):
                if cell.get("effectiveValue"):
                    cells[row, column] = cell
        flags = enumerate(part.get("rowMetadata", ()), top)
        hidden.update(row for row, one in flags if one.get("hiddenByUser") or one.get("hiddenByFilter"))
    return TabCells(cells, hidden, tuple(_merge(one) for one in sheet.get("merges", ())))


def _merge(area: Mapping[str, int]) -> tuple[int, int, int, int]:
    """A merged range as a head has it: zero-based and inclusive."""
    return (
        area.get("startRowIndex", 0),
        area.get("startColumnIndex", 0),
        area.get("endRowIndex", 1) - 1,
        area.get("endColumnIndex", 1) - 1,
    )
