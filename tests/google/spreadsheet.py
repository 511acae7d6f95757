"""What a spreadsheet of the service holds: tabs with rows of cells, and how rows and columns come, go and move."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from tests.google.errors import BadRequestError, Json, bad_request
from tests.google.ranges import Area, a1, bounding, corners, from_grid, split_title

ROW_HEIGHT, COLUMN_WIDTH = 21, 100


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    `entered` is an ExtendedValue of the service (`{"numberValue": 3}`) or None, `given` a result that stands in for
    what a formula comes to, `format` a CellFormat, `validation` a DataValidationRule, `extra` what else was written.
    """

    entered: Json | None = None
    given: Json | None = None
    format: Json | None = None
    note: str = ""
    validation: Json | None = None
    extra: Json | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing at all is in the cell, a format included."""
        return self == EMPTY

    @property
    def number_format(self) -> Json:
        """The number format that was chosen for the cell, or an empty one."""
        found: Json = (self.format or {}).get("numberFormat") or {}
        return found


EMPTY = Cell()


@dataclass(slots=True)
class Line:
    """A row or a column: whether it shows, how high or wide it is in pixels, and (for a row) its cells by column."""

    hidden_by_user: bool = False
    hidden_by_filter: bool = False
    size: int | None = None
    cells: dict[int, Cell] = field(default_factory=dict)


@dataclass(slots=True)
class Tab:
    """One tab. `rows` ends at the last row that was ever touched; `properties` are those without a field of their own.

    `ranges` holds, by their name in the service, what stands on a part of the tab: merges, protectedRanges,
    conditionalFormats, rowGroups, columnGroups, basicFilter, bandedRanges; every grid range in it has its sheet id.
    """

    sheet_id: int
    title: str
    row_count: int = 1000
    column_count: int = 26
    hidden: bool = False
    properties: Json = field(default_factory=dict)
    grid: Json = field(default_factory=dict)
    rows: list[Line] = field(default_factory=list)
    columns: dict[int, Line] = field(default_factory=dict)
    ranges: dict[str, list[Json]] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """The cell, also when nothing was ever put there."""
        return self.rows[row].cells.get(column, EMPTY) if row < len(self.rows) else EMPTY

    def line(self, row: int) -> Line:
        """The row, made if it is not there yet."""
        while len(self.rows) <= row:
            self.rows.append(Line())
        return self.rows[row]

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Replace a cell; a blank one is taken out."""
        cells = self.line(row).cells
        if cell.blank:
            cells.pop(column, None)
        else:
            cells[column] = cell

    def bounds(self, area: Area) -> tuple[int, int, int, int]:
        """Top, bottom, left, right of an area, ends exclusive, inside this tab."""
        bottom = self.row_count if area.bottom is None else min(area.bottom, self.row_count)
        right = self.column_count if area.right is None else min(area.right, self.column_count)
        return area.top, bottom, area.left, right

    def filled(self, area: Area) -> Iterator[tuple[int, int, Cell]]:
        """The cells in an area that are not blank: row, column, cell."""
        top, bottom, left, right = self.bounds(area)
        for row in range(top, min(bottom, len(self.rows))):
            for column, cell in self.rows[row].cells.items():
                if left <= column < right:
                    yield row, column, cell

    def extent(self, area: Area) -> Area | None:
        """The smallest area with every value that was entered in this one."""
        return bounding(((r, c) for r, c, cell in self.filled(area) if cell.entered is not None), self.sheet_id)

    def name(self, area: Area) -> str:
        """An area in A1 notation, cut off at the edge of the tab."""
        top, bottom, left, right = self.bounds(area)
        return a1(self.title, Area(self.sheet_id, top, bottom, left, right), self.row_count, self.column_count)

    def inside(self, area: Area) -> None:
        """Raise BadRequestError when the area reaches over the edge of the tab."""
        rows, columns = max(area.top + 1, area.bottom or 0), max(area.left + 1, area.right or 0)
        if rows > self.row_count or columns > self.column_count:
            raise BadRequestError(self.too_far(area))

    def too_far(self, area: Area) -> str:
        """The service's sentence for an area that reaches over the edge."""
        name = a1(self.title, area, self.row_count, self.column_count)
        return f"Range ({name}) exceeds grid limits. Max rows: {self.row_count}, max columns: {self.column_count}"

    def copied(self) -> "Tab":
        """A copy that can be changed on its own; cells are shared, since they never change."""
        tab = replace(self, rows=[replace(line, cells=dict(line.cells)) for line in self.rows])
        tab.columns = {index: replace(line, cells={}) for index, line in self.columns.items()}
        tab.properties, tab.grid = copy.deepcopy(self.properties), copy.deepcopy(self.grid)
        tab.ranges = copy.deepcopy(self.ranges)
        return tab


@dataclass(slots=True)
class Spreadsheet:
    """A spreadsheet: its properties, its tabs in order, its named ranges."""

    sheet_id: str
    title: str
    locale: str = "nl_NL"
    time_zone: str = "Europe/Amsterdam"
    tabs: list[Tab] = field(default_factory=list)
    named: list[Json] = field(default_factory=list)

    def tab(self, sheet_id: int) -> Tab:
        """The tab with this id. Raises BadRequestError."""
        for tab in self.tabs:
            if tab.sheet_id == sheet_id:
                return tab
        raise BadRequestError(f"No grid with id: {sheet_id}")

    def titled(self, title: str) -> Tab | None:
        """The tab with this title, case aside, as the service finds it."""
        wanted = title.casefold()
        return next((tab for tab in self.tabs if tab.title.casefold() == wanted), None)

    def area(self, text: str) -> Area:
        """The area of a range in A1 notation, a tab's title or a named range. Raises GoogleError."""
        title, cells = split_title(text)
        tab = self.titled(title) if title is not None else self.tabs[0]
        if tab is None:
            raise bad_request(f"Unable to parse range: {text}")
        if cells is None:
            return Area(tab.sheet_id)
        found = corners(cells, tab.sheet_id) or (self._whole(cells) if title is None else None)
        if found is None:
            raise bad_request(f"Unable to parse range: {text}")
        home = self.tab(found.sheet_id)
        if found.top >= home.row_count or found.left >= home.column_count:
            raise bad_request(home.too_far(found))
        return found

    def _whole(self, name: str) -> Area | None:
        tab = self.titled(name)
        if tab:
            return Area(tab.sheet_id)
        return next((from_grid(item["range"]) for item in self.named if item["name"] == name), None)

    def copied(self) -> "Spreadsheet":
        """A copy that can be changed on its own."""
        return replace(self, tabs=[tab.copied() for tab in self.tabs], named=copy.deepcopy(self.named))
