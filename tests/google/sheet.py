"""A sheet in the hands of people: what a test types, sorts, moves and hides in it, and looks up in it afterwards."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar

from tests.google import dimensions
from tests.google.batch_cells import sort_rows
from tests.google.drive import Drive, File
from tests.google.errors import Json
from tests.google.formulas import Sums
from tests.google.locales import serial
from tests.google.ranges import Area, column_of, corners, to_grid
from tests.google.spreadsheet import EMPTY, Cell, Spreadsheet, Tab
from tests.google.values import entered, read

Plain: TypeAlias = str | float | bool | date | None
Rows: TypeAlias = Iterable[Sequence[Plain]]


P = ParamSpec("P")
T = TypeVar("T")


def _alone(method: Callable[Concatenate["Sheet", P], T]) -> Callable[Concatenate["Sheet", P], T]:
    """Let nobody else at the sheet while a method runs, so that no edit lands in a copy that a call throws away."""

    @functools.wraps(method)
    def locked(sheet: "Sheet", /, *args: P.args, **options: P.kwargs) -> T:
        with sheet._file.lock:
            return method(sheet, *args, **options)

    return locked


class Sheet:
    """A Google Sheet as its owner sees it. Rows are numbered as in the sheet (from 1), columns have letters."""

    def __init__(self, drive: Drive, file: File) -> None:
        self._drive = drive
        self._file = file

    @property
    def id(self) -> str:
        """What stands in its address."""
        return self._file.book.sheet_id

    @property
    def url(self) -> str:
        """The address that people copy from their browser."""
        return f"https://docs.google.com/spreadsheets/d/{self.id}/edit#gid=0"

    @property
    def titles(self) -> tuple[str, ...]:
        """The tabs, in their order."""
        return tuple(tab.title for tab in self._file.book.tabs)

    @property
    def book(self) -> Spreadsheet:
        """Everything that is in it: for looking, not for changing."""
        return self._file.book

    def tab(self, title: str) -> Tab:
        """One tab: for looking, not for changing. Raises KeyError."""
        found = self._file.book.titled(title)
        if found is None:
            raise KeyError(title)
        return found

    @_alone
    def grid(self, title: str, *, shown: bool = True) -> list[list[Any]]:
        """The cells of a tab row by row, as people see them, or (not shown) numbers and truths as they are."""
        tab = self.tab(title)
        how = {"valueRenderOption": "FORMATTED_VALUE" if shown else "UNFORMATTED_VALUE"}
        rows: list[list[Any]] = read(self.book, Sums(self.book), Area(tab.sheet_id), how).get("values", [])
        return rows

    def cell(self, title: str, place: str) -> Cell:
        """What is in a cell, format, note and rule included."""
        tab, row, column = self._place(title, place)
        return tab.cell(row, column)

    # --- What people type --------------------------------------------------------------------------------------------

    @_alone
    def type(self, title: str, place: str, text: str) -> None:
        """Type a text in a cell, as a person does: `3-3-2026` becomes a date, `12,5` a number, `=A1` a formula."""
        tab, row, column = self._place(title, place)
        cell = entered(text, tab.cell(row, column), "USER_ENTERED", self.book.locale)
        self._edit(lambda: self._put(tab, row, column, cell))

    @_alone
    def put(self, title: str, place: str, value: Plain) -> None:
        """Put a value in a cell: a text stays the text that it is, a date is a real date."""
        tab, row, column = self._place(title, place)
        self._edit(lambda: self._put(tab, row, column, plain_cell(value)))

    @_alone
    def show_error(self, title: str, place: str, kind: str) -> None:
        """Let a formula in a cell come to an error: `LOADING`, `REF`, `N_A`, `NAME`, `VALUE`, `DIVIDE_BY_ZERO`."""
        given = {"errorValue": {"type": kind, "message": ""}}
        tab, row, column = self._place(title, place)
        formula = tab.cell(row, column).entered or {"formulaValue": "=GOOGLEFINANCE()"}
        self._edit(lambda: self._put(tab, row, column, Cell(formula, given)))

    @_alone
    def add_rows(self, title: str, rows: Rows) -> None:
        """Type whole rows under what is there."""
        tab = self.tab(title)
        extent = tab.extent(Area(tab.sheet_id))
        top = (extent.bottom or 0) if extent else 0
        self._edit(lambda: self._fill(tab, rows, top))

    @_alone
    def clear(self, title: str, places: str) -> None:
        """Empty a range, such as `A2:Z`."""
        tab = self.tab(title)
        area = corners(places, tab.sheet_id) or Area(tab.sheet_id)
        gone = [(row, column) for row, column, _ in tab.filled(area)]

        def edit() -> None:
            for row, column in gone:
                tab.put(row, column, EMPTY)

        self._edit(edit)

    # --- What people do with rows, columns and tabs ------------------------------------------------------------------

    @_alone
    def sort(self, title: str, column: str, *, header_rows: int = 1, descending: bool = False) -> None:
        """Sort the rows under the header by a column."""
        tab = self.tab(title)
        order = "DESCENDING" if descending else "ASCENDING"
        spec: Json = {"dimensionIndex": column_of(column), "sortOrder": order}
        area = Area(tab.sheet_id, header_rows, len(tab.rows))
        self._edit(lambda: sort_rows(Sums(self.book), tab, area, [spec]))

    @_alone
    def insert_row(self, title: str, number: int, values: Sequence[Plain] = ()) -> None:
        """Put in a row that gets this number."""
        tab = self.tab(title)

        def edit() -> None:
            dimensions.insert(self.book, tab, True, number - 1, number)
            self._fill(tab, [values], number - 1)

        self._edit(edit)

    @_alone
    def delete_row(self, title: str, number: int) -> None:
        """Take out a row."""
        self._edit(lambda: dimensions.delete(self.book, self.tab(title), True, number - 1, number))

    @_alone
    def insert_column(self, title: str, letter: str, heading: str = "") -> None:
        """Put in a column that gets this letter, with a heading in row 1."""
        tab, at = self.tab(title), column_of(letter)

        def edit() -> None:
            dimensions.insert(self.book, tab, False, at, at + 1)
            self._put(tab, 0, at, plain_cell(heading))

        self._edit(edit)

    @_alone
    def delete_column(self, title: str, letter: str) -> None:
        """Take out a column."""
        at = column_of(letter)
        self._edit(lambda: dimensions.delete(self.book, self.tab(title), False, at, at + 1))

    @_alone
    def move_column(self, title: str, letter: str, before: str) -> None:
        """Drag a column to before another one."""
        at = column_of(letter)
        self._edit(lambda: dimensions.move(self.tab(title), False, at, at + 1, column_of(before)))

    @_alone
    def hide_rows(self, title: str, numbers: Iterable[int], *, by_filter: bool = False) -> None:
        """Hide rows, by hand or by a filter."""
        for number in numbers:
            line = self.tab(title).line(number - 1)
            line.hidden_by_filter, line.hidden_by_user = by_filter, not by_filter
        self._edit(lambda: None)

    @_alone
    def merge(self, title: str, places: str) -> None:
        """Merge the cells of a range, such as `A1:B1`."""
        tab = self.tab(title)
        area = corners(places, tab.sheet_id)
        if area is None:
            raise ValueError(places)
        self._edit(lambda: tab.ranges.setdefault("merges", []).append(to_grid(area)))

    @_alone
    def rename(self, title: str, to: str) -> None:
        """Give a tab another title; its id stays."""
        self._edit(lambda: setattr(self.tab(title), "title", to))

    @_alone
    def add_tab(self, title: str, rows: Rows = ()) -> Tab:
        """A new tab at the end."""
        number = max((tab.sheet_id for tab in self.book.tabs), default=0) + 101
        tab = Tab(number, title)

        def edit() -> None:
            self.book.tabs.append(tab)
            self._fill(tab, rows, 0)

        self._edit(edit)
        return tab

    @_alone
    def delete_tab(self, title: str) -> None:
        """Take out a tab."""
        self._edit(lambda: self.book.tabs.remove(self.tab(title)))

    # --- What people do with the file --------------------------------------------------------------------------------

    @_alone
    def share(self, address: str, role: str = "writer") -> None:
        """Share with an address as `writer` or `reader`; `*` is everyone who has the link."""
        self._edit(lambda: self._file.roles.__setitem__(address, role))

    @_alone
    def revoke(self, address: str) -> None:
        """Stop sharing with an address."""
        self._edit(lambda: self._file.roles.pop(address, None))

    @_alone
    def move_to_bin(self) -> None:
        """Move to the bin. Drive says so; the Sheets API answers as before, until it is deleted for ever."""
        self._file.trashed = True
        self._edit(lambda: None)

    @_alone
    def delete_for_ever(self) -> None:
        """Delete: from now on nobody finds it."""
        self._drive.files.pop(self.id, None)

    # --- How -------------------------------------------------------------------------------------------------------

    def _edit(self, edit: Callable[[], object]) -> None:
        edit()
        self._file.touch(self._drive.clock.now())

    def _place(self, title: str, place: str) -> tuple[Tab, int, int]:
        tab = self.tab(title)
        area = corners(place, tab.sheet_id)
        if area is None:
            raise ValueError(place)
        return tab, area.top, area.left

    def _fill(self, tab: Tab, rows: Rows, top: int) -> None:
        for down, values in enumerate(rows):
            for column, value in enumerate(values):
                if value is not None:
                    self._put(tab, top + down, column, plain_cell(value))

    def _put(self, tab: Tab, row: int, column: int, cell: Cell) -> None:
        """The tab grows where people write outside it."""
        tab.row_count, tab.column_count = max(tab.row_count, row + 1), max(tab.column_count, column + 1)
        tab.put(row, column, replace(cell, note=tab.cell(row, column).note))


def plain_cell(value: Plain) -> Cell:
    """A cell for a plain value: text (a formula when it begins with `=`), number, truth, date, moment or nothing."""
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return Cell({"boolValue": value})
    if isinstance(value, datetime):
        return Cell({"numberValue": serial(value)}, format={"numberFormat": {"type": "DATE_TIME"}})
    if isinstance(value, date):
        return Cell({"numberValue": serial(value)}, format={"numberFormat": {"type": "DATE"}})
    if isinstance(value, str):
        return Cell({"formulaValue": value} if value.startswith("=") else {"stringValue": value})
    return Cell({"numberValue": value})


def filled_tabs(tabs: Mapping[str, Rows]) -> list[Tab]:
    """Tabs with ids of their own (0, 101, 202 …) and the rows that go in them."""
    made = []
    for at, (title, rows) in enumerate(tabs.items()):
        tab = Tab(at * 101, title)
        for row, values in enumerate(rows):
            tab.row_count = max(tab.row_count, row + 1)
            tab.column_count = max(tab.column_count, len(values))
            for column, value in enumerate(values):
                if value is not None:
                    tab.put(row, column, plain_cell(value))
        made.append(tab)
    return made
