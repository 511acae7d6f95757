"""Draws a blueprint as an .xlsx workbook, with rows of cells in its tabs; the same input gives the same bytes."""

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from tracker.errors import FileError
from tracker.intake.written import Written
from tracker.sheet.blueprint import Blueprint, Look, Lookup, SheetColumn, SheetTab
from tracker.sheet.dropdowns import DAY_ZERO, SPARE_ROWS, Rules, Typed

TITLE = "Ervaringsdeskundigheid en werk"

LINE_HEIGHT = 15
"""The height of a line of text, in points."""

HEAD_MARGIN = 3
"""The filter's button takes the room of so many characters in a heading."""

_OPTIONS = {
    # Text of people is text, whatever it begins with.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    # Each row goes to disk at once, so that memory does not grow with the rows.
    "constant_memory": True,
}

_GREY, _PALE, _DARK, _WHITE = "#5F6770", "#F1F2F4", "#22272B", "#FFFFFF"


def write_book(
    path: Path,
    blueprint: Blueprint,
    rows: Mapping[str, Iterable[Sequence[Written]]],
    *,
    created: datetime,
    overwrite: bool = False,
) -> None:
    """Write a workbook: `rows` gives for the name of a tab its rows, a cell for each column that is not looked up.

    `created` (UTC when it names no zone) becomes the date in the properties of the file. The file is written beside
    its place and renamed, so that half a file is never left. Raises FileError when the file is there already (and not
    `overwrite`), when the folder is missing or closed, and when the disk is full.
    """
    _refuse(path, overwrite=overwrite)
    beside = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        # The rows of a run that breaks off wait in a folder of their own, because they may hold names.
        with TemporaryDirectory(ignore_cleanup_errors=True) as waiting:
            book = Workbook(str(beside), {**_OPTIONS, "tmpdir": waiting})
            try:
                _draw(book, blueprint, rows, created)
            finally:
                _let_go(book)
        beside.replace(path)
    except (OSError, XlsxWriterException) as error:
        raise FileError(
            f"Het bestand {path.name} kon niet worden geschreven.",
            "Kijk of er plaats is op de schijf, en of u in deze map mag schrijven.",
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _let_go(book: Workbook) -> None:
    """Close the files with waiting rows: a book that was never finished keeps them open."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            sheet.row_data_fh.close()


def _refuse(path: Path, *, overwrite: bool) -> None:
    folder = path.parent
    if not folder.is_dir():
        raise FileError(f"De map {folder} bestaat niet.", "Maak de map eerst, of kies een andere map.")
    if path.is_dir():
        raise FileError(f"{path} is een map en geen bestand.", "Geef een naam die eindigt op .xlsx.")
    if path.exists() and not overwrite:
        raise FileError(f"Het bestand {path} bestaat al.", "Kies een andere naam, of zet --overschrijf erbij.")
    if not os.access(folder, os.W_OK):
        raise FileError(f"In de map {folder} mag u niet schrijven.", "Kies een andere map.")


def _draw(
    book: Workbook, blueprint: Blueprint, rows: Mapping[str, Iterable[Sequence[Written]]], created: datetime
) -> None:
    moment = created.astimezone(UTC) if created.tzinfo else created
    book.set_properties({"title": TITLE, "created": moment.replace(tzinfo=None)})
    typed = Typed.nothing_yet(blueprint)
    pages = [_Page(book, book.add_worksheet(tab.title), tab, typed) for tab in blueprint.tabs]
    for page in pages:
        page.fill(rows.get(page.tab.name, ()))
    rules = Rules(typed)
    for page in pages:
        rules.add(page.sheet, page.tab)
    rules.write_lists(book)
    book.close()


@dataclass(frozen=True, slots=True)
class _Finder:
    """A looked-up column: its formula with `#` for the row, and what it finds for programs that do not calculate.

    `at` is where it stands, `place` where its code stands among the typed cells of a row.
    """

    at: int
    place: int
    formula: str
    found: Mapping[Written, Written]


class _Page:
    """One tab while it is drawn, from the header down: rows that went to disk cannot be touched again."""

    def __init__(self, book: Workbook, sheet: Worksheet, tab: SheetTab, typed: Typed) -> None:
        self.sheet, self.tab, self.typed = sheet, tab, typed
        self.formats = [_cell_format(book, column) for column in tab.columns]
        self.places = [at for at, column in enumerate(tab.columns) if column.lookup is None]
        self._set_up()
        self._write_head(book)

    def _set_up(self) -> None:
        self.sheet.set_tab_color(self.tab.shades.strong)
        self.sheet.freeze_panes(1, self.tab.frozen)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_footer("&L&A&Rpagina &P van &N")

    def _write_head(self, book: Workbook) -> None:
        looks = {look: _head_format(book, self.tab, look) for look in Look}
        lines = max(_lines(column.heading, column.width - HEAD_MARGIN) for column in self.tab.columns)
        self.sheet.set_row(0, (max(lines, 2) + 0.4) * LINE_HEIGHT)
        for at, column in enumerate(self.tab.columns):
            self.sheet.set_column(at, at, column.width, self.formats[at])
            self.sheet.write_string(0, at, column.heading, looks[column.look])
            height = 14 + LINE_HEIGHT * sum(_lines(line, 44) for line in column.note.split("\n"))
            self.sheet.write_comment(
                0, at, column.note, {"width": 260, "height": height, "font_size": 9, "color": "#FFFBEA"}
            )

    def fill(self, rows: Iterable[Sequence[Written]]) -> None:
        """Write all rows, and below them the looked-up cells of the spare rows."""
        keep = [
            (place, kept)
            for place, at in enumerate(self.places)
            if (kept := self.typed.cells.get((self.tab.title, self.tab.columns[at].heading))) is not None
        ]
        finders = [self._finder(at, column.lookup) for at, column in enumerate(self.tab.columns) if column.lookup]
        wrapped = [(place, at) for place, at in enumerate(self.places) if self.tab.columns[at].wrapped]
        number = 0
        for number, cells in enumerate(rows, start=1):
            for place, kept in keep:
                kept.append(cells[place])
            if wrapped:
                self._make_room(number, [(cells[place], self.tab.columns[at].width) for place, at in wrapped])
            self._write_row(number, cells)
            self._find(number, finders, cells)
        for spare in range(number + 1, number + SPARE_ROWS + 1):
            self._find(spare, finders, ())
        self.typed.lengths[self.tab.title] = number
        last = (max(number, 1), len(self.tab.columns) - 1)
        self.sheet.autofilter(0, 0, *last)
        self.sheet.print_area(0, 0, *last)

    def _make_room(self, number: int, texts: Sequence[tuple[Written, int]]) -> None:
        """A row as high as its longest text, because not every program works that out by itself."""
        lines = max(_lines(str(text or ""), width) for text, width in texts)
        if lines > 1:
            self.sheet.set_row(number, lines * LINE_HEIGHT)

    def _write_row(self, number: int, cells: Sequence[Written]) -> None:
        for at, cell in zip(self.places, cells, strict=True):
            if isinstance(cell, str):
                self.sheet.write_string(number, at, cell, self.formats[at])
            elif isinstance(cell, date):
                self.sheet.write_number(number, at, cell.toordinal() - DAY_ZERO, self.formats[at])
            elif cell is not None:
                self.sheet.write_number(number, at, cell, self.formats[at])

    def _find(self, number: int, finders: Sequence[_Finder], cells: Sequence[Written]) -> None:
        for finder in finders:
            found = str(finder.found.get(cells[finder.place]) or "") if cells else ""
            formula = finder.formula.replace("#", str(number + 1))
            self.sheet.write_formula(number, finder.at, formula, self.formats[finder.at], found)

    def _finder(self, at: int, asked: Lookup) -> _Finder:
        letters, cells = self.typed.letters, self.typed.cells
        own = f"${letters[self.tab.title, asked.by]}#"
        key, answer = letters[asked.tab, asked.key], letters[asked.tab, asked.answer]
        row = f"MATCH({own},'{asked.tab}'!${key}:${key},0)"
        formula = f'=IF({own}="","",IFERROR(INDEX(\'{asked.tab}\'!${answer}:${answer},{row})&"",""))'
        place = [self.tab.columns[at].heading for at in self.places].index(asked.by)
        found = dict(zip(cells[asked.tab, asked.key], cells[asked.tab, asked.answer], strict=True))
        return _Finder(at, place, formula, found)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column."""
    return len(wrap(text, width)) or 1


def _head_format(book: Workbook, tab: SheetTab, look: Look) -> Format:
    colours = {
        Look.NEEDED: {"bg_color": tab.shades.strong, "font_color": _WHITE, "bold": True},
        Look.OPTIONAL: {"bg_color": tab.shades.soft, "font_color": _DARK, "bold": True},
        Look.FOR_PEOPLE: {"bg_color": _PALE, "font_color": _GREY, "italic": True},
    }
    shape = {"text_wrap": True, "valign": "vcenter", "border": 1, "border_color": _WHITE}
    return book.add_format({**colours[look], **shape})


def _cell_format(book: Workbook, column: SheetColumn) -> Format:
    """Dates and numbers stand on the left like the words beside them, so that a row reads as one line."""
    shape: dict[str, Any] = {"valign": "top", "align": "left"}
    if column.number_format:
        shape["num_format"] = column.number_format
    if column.wrapped:
        shape["text_wrap"] = True
    if column.look is Look.FOR_PEOPLE:
        shape |= {"italic": True, "font_color": _GREY}
    return book.add_format(shape)
