"""Draws a blueprint as an .xlsx workbook, with rows of cells in its tabs; the same input gives the same bytes."""

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tracker.errors import FileError
from tracker.intake.written import Written
from tracker.sheet.blueprint import Blueprint, Dropdown, Grip, Limits, Look, Measure, SheetColumn, SheetTab

SPARE_ROWS = 400
"""Dropdowns, limits and looked-up names go on for this many empty rows below what is typed."""

TITLE = "Ervaringsdeskundigheid en werk"
LISTS_TITLE = "Keuzes"
"""A hidden tab with the lists that are longer than a dropdown can hold, or that join words with another tab."""

LONGEST_LITERAL = 255
"""Excel refuses a list of words in a dropdown that is longer than this, with its commas."""

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""Text of people is text, whatever it begins with."""

_DAY_ZERO = date(1899, 12, 30).toordinal()
_GRIPS = {Grip.STOP: "stop", Grip.WARN: "warning", Grip.OFFER: "information"}
_MEASURES = {Measure.DATE: "date", Measure.WHOLE: "integer", Measure.NUMBER: "decimal"}
_ERROR_TITLE = "Klopt dit?"
_GREY, _PALE, _DARK, _LINE = "#5F6770", "#F1F2F4", "#22272B", "#FFFFFF"


def write_book(
    path: Path,
    blueprint: Blueprint,
    rows: Mapping[str, Iterable[Sequence[Written]]],
    *,
    created: datetime,
    overwrite: bool = False,
    large: bool = False,
) -> None:
    """Write a workbook: `rows` gives for the name of a tab its rows, a cell for each column that is not looked up.

    `created` (UTC when it names no zone) becomes the date in the properties of the file. With `large` each row goes to
    disk at once, so that memory does not grow with the rows. The file is written beside its place and renamed, so that
    half a file is never left. Raises FileError when the file is there already (and not `overwrite`), when the folder
    is missing or closed, and when the disk is full.
    """
    _refuse(path, overwrite)
    beside = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        _draw(Workbook(str(beside), {**_OPTIONS, "constant_memory": large}), blueprint, rows, created)
        os.replace(beside, path)
    except (OSError, XlsxWriterException) as error:
        raise FileError(
            f"Het bestand {path.name} kon niet worden geschreven.",
            "Kijk of er plaats is op de schijf, en of u in deze map mag schrijven.",
        ) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _refuse(path: Path, overwrite: bool) -> None:
    folder = path.parent
    if not folder.is_dir():
        raise FileError(f"De map {folder} bestaat niet.", "Maak de map eerst, of kies een andere map.")
    if path.is_dir():
        raise FileError(f"{path} is een map en geen bestand.", "Geef een naam die eindigt op .xlsx.")
    if path.exists() and not overwrite:
        raise FileError(f"Het bestand {path} bestaat al.", "Kies een andere naam, of haal het oude bestand eerst weg.")
    if not os.access(folder, os.W_OK):
        raise FileError(f"In de map {folder} mag u niet schrijven.", "Kies een andere map.")


def _draw(
    book: Workbook, blueprint: Blueprint, rows: Mapping[str, Iterable[Sequence[Written]]], created: datetime
) -> None:
    moment = created.astimezone(UTC) if created.tzinfo else created
    book.set_properties({"title": TITLE, "created": moment.replace(tzinfo=None)})
    memory = _Memory.of(blueprint)
    pages = [_Page(book, book.add_worksheet(tab.title), tab, memory) for tab in blueprint.tabs]
    for page in pages:
        page.fill(rows.get(page.tab.name, ()))
    rules = _Rules(book, memory)
    for page in pages:
        rules.add(page)
    book.close()


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the pages drawn so far hold, as far as other pages lean on it.

    `lengths` is the number of rows by the title of a tab, `letters` where each column stands by title and heading,
    `cells` what was typed in the columns from which a list or a lookup draws.
    """

    lengths: dict[str, int]
    letters: dict[tuple[str, str], str]
    cells: dict[tuple[str, str], list[Written]]

    @staticmethod
    def of(blueprint: Blueprint) -> "_Memory":
        letters: dict[tuple[str, str], str] = {}
        cells: dict[tuple[str, str], list[Written]] = {}
        for tab in blueprint.tabs:
            for at, column in enumerate(tab.columns):
                letters[tab.title, column.heading] = xl_col_to_name(at)
                if column.lookup:
                    cells[column.lookup.tab, column.lookup.key] = []
                    cells[column.lookup.tab, column.lookup.answer] = []
                if column.dropdown and column.dropdown.words and column.dropdown.tab and column.dropdown.heading:
                    cells[column.dropdown.tab, column.dropdown.heading] = []
        return _Memory({tab.title: 0 for tab in blueprint.tabs}, letters, cells)

    def area(self, title: str, heading: str) -> str:
        """The cells of a column from row 2 to the last spare row: `'Partners'!$A$2:$A$440`."""
        letter = self.letters[title, heading]
        return f"'{title}'!${letter}$2:${letter}${self.lengths[title] + SPARE_ROWS + 1}"


class _Page:
    """One tab while it is drawn, from the header down: rows that went to disk cannot be touched again."""

    def __init__(self, book: Workbook, sheet: Worksheet, tab: SheetTab, memory: _Memory) -> None:
        self.sheet, self.tab, self.memory = sheet, tab, memory
        self.formats = [_cell_format(book, column) for column in tab.columns]
        self.typed = [at for at, column in enumerate(tab.columns) if column.lookup is None]
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
        self.sheet.set_row(0, 36)
        for at, column in enumerate(self.tab.columns):
            self.sheet.set_column(at, at, column.width, self.formats[at])
            self.sheet.write_string(0, at, column.heading, looks[column.look])
            lines = sum(1 + len(line) // 44 for line in column.note.split("\n"))
            self.sheet.write_comment(
                0, at, column.note, {"width": 260, "height": 14 + 15 * lines, "font_size": 9, "color": "#FFFBEA"}
            )

    def fill(self, rows: Iterable[Sequence[Written]]) -> None:
        """Write all rows, and below them the looked-up cells of the spare rows."""
        keep = [
            (place, kept)
            for place, at in enumerate(self.typed)
            if (kept := self.memory.cells.get((self.tab.title, self.tab.columns[at].heading))) is not None
        ]
        lookups = [self._lookup(at, column) for at, column in enumerate(self.tab.columns) if column.lookup]
        number = 0
        for number, cells in enumerate(rows, start=1):
            for place, kept in keep:
                kept.append(cells[place])
            self._write_row(number, cells, lookups)
        for spare in range(number + 1, number + SPARE_ROWS + 1):
            self._write_row(spare, (), lookups)
        self.memory.lengths[self.tab.title] = number
        last = (max(number, 1), len(self.tab.columns) - 1)
        self.sheet.autofilter(0, 0, *last)
        self.sheet.print_area(0, 0, *last)

    def _write_row(self, number: int, cells: Sequence[Written], lookups: Sequence["_Lookup"]) -> None:
        for at, cell in zip(self.typed, cells, strict=False):
            if isinstance(cell, str):
                self.sheet.write_string(number, at, cell, self.formats[at])
            elif isinstance(cell, date):
                self.sheet.write_number(number, at, cell.toordinal() - _DAY_ZERO, self.formats[at])
            elif cell is not None:
                self.sheet.write_number(number, at, cell, self.formats[at])
        for lookup in lookups:
            formula, found = lookup.formula.replace("#", str(number + 1)), ""
            if cells:
                found = str(lookup.found.get(cells[lookup.place]) or "")
            self.sheet.write_formula(number, lookup.at, formula, self.formats[lookup.at], found)

    def _lookup(self, at: int, column: SheetColumn) -> "_Lookup":
        asked = column.lookup
        assert asked is not None
        by = [self.tab.columns[place].heading for place in self.typed].index(asked.by)
        letter, key, answer = (
            f"${self.memory.letters[self.tab.title, asked.by]}#",
            self.memory.letters[asked.tab, asked.key],
            self.memory.letters[asked.tab, asked.answer],
        )
        match = f"INDEX('{asked.tab}'!${answer}:${answer},MATCH({letter},'{asked.tab}'!${key}:${key},0))"
        keys, answers = self.memory.cells[asked.tab, asked.key], self.memory.cells[asked.tab, asked.answer]
        return _Lookup(at, by, f'=IF({letter}="","",IFERROR({match}&"",""))', dict(zip(keys, answers, strict=True)))


@dataclass(frozen=True, slots=True)
class _Lookup:
    """A looked-up column: its formula with `#` for the row, and what it finds for programs that do not calculate.

    `at` is where it stands, `place` where its code stands among the typed cells of a row.
    """

    at: int
    place: int
    formula: str
    found: Mapping[Written, Written]


class _Rules:
    """Dropdowns and limits, added when all rows are known; long and joined lists go to a hidden tab."""

    def __init__(self, book: Workbook, memory: _Memory) -> None:
        self.book, self.memory = book, memory
        self.lists: Worksheet | None = None
        self.areas: dict[tuple[tuple[str, ...], str | None, str | None], str] = {}

    def add(self, page: _Page) -> None:
        """Give the typed rows of a tab and the spare rows below them their dropdowns and limits."""
        last = self.memory.lengths[page.tab.title] + SPARE_ROWS
        for at, column in enumerate(page.tab.columns):
            if column.dropdown:
                page.sheet.data_validation(1, at, last, at, self._choice(column.dropdown, column.heading))
            elif column.limits:
                page.sheet.data_validation(1, at, last, at, _limit(column.limits))

    def _choice(self, dropdown: Dropdown, heading: str) -> dict[str, Any]:
        return {
            "validate": "list",
            "source": self._source(dropdown, heading),
            "error_type": _GRIPS[dropdown.grip],
            "error_title": _ERROR_TITLE,
            "error_message": dropdown.message,
            "show_error": dropdown.grip is not Grip.OFFER,
        }

    def _source(self, dropdown: Dropdown, heading: str) -> list[str] | str:
        if not dropdown.words and dropdown.tab and dropdown.heading:
            return _filled_part(self.memory.area(dropdown.tab, dropdown.heading))
        literal = len(",".join(dropdown.words)) <= LONGEST_LITERAL and not any("," in word for word in dropdown.words)
        if dropdown.tab is None and literal:
            return list(dropdown.words)
        return self._written_list(dropdown, heading)

    def _written_list(self, dropdown: Dropdown, heading: str) -> str:
        """A list on the hidden tab: the words, and below them what stands in the column of another tab."""
        key = (dropdown.words, dropdown.tab, dropdown.heading)
        if key not in self.areas:
            self.areas[key] = self._write_list(dropdown, heading)
        return _filled_part(self.areas[key])

    def _write_list(self, dropdown: Dropdown, heading: str) -> str:
        if self.lists is None:
            self.lists = self.book.add_worksheet(LISTS_TITLE)
            self.lists.hide()
        at, rows = len(self.areas), count(1)
        self.lists.write_string(0, at, heading)
        for row, word in zip(rows, dropdown.words, strict=False):
            self.lists.write_string(row, at, word)
        last = len(dropdown.words)
        if dropdown.tab and dropdown.heading:
            letter, cells = (
                self.memory.letters[dropdown.tab, dropdown.heading],
                self.memory.cells[dropdown.tab, dropdown.heading],
            )
            for offset in range(self.memory.lengths[dropdown.tab] + SPARE_ROWS):
                cell = f"'{dropdown.tab}'!${letter}${offset + 2}"
                typed = cells[offset] if offset < len(cells) else None
                last += 1
                self.lists.write_formula(last, at, f'=IF({cell}="","",{cell})', None, typed or "")
        letter = xl_col_to_name(at)
        return f"'{LISTS_TITLE}'!${letter}$2:${letter}${last + 1}"


def _filled_part(area: str) -> str:
    """The part of an area that holds text: with its empty cells, a dropdown would open on nothing."""
    first = area.split(":")[0]
    return f'=OFFSET({first},0,0,MAX(1,COUNTIF({area},"?*")),1)'


def _limit(limits: Limits) -> dict[str, Any]:
    bound = date.fromordinal if limits.measure is Measure.DATE else None
    least, most = (bound(value + _DAY_ZERO) if bound else value for value in (limits.least, limits.most))
    return {
        "validate": _MEASURES[limits.measure],
        "criteria": "between",
        "minimum": least,
        "maximum": most,
        "error_type": _GRIPS[limits.grip],
        "error_title": _ERROR_TITLE,
        "error_message": limits.message,
    }


def _head_format(book: Workbook, tab: SheetTab, look: Look) -> Format:
    colours = {
        Look.NEEDED: {"bg_color": tab.shades.strong, "font_color": "#FFFFFF", "bold": True},
        Look.OPTIONAL: {"bg_color": tab.shades.soft, "font_color": _DARK, "bold": True},
        Look.FOR_PEOPLE: {"bg_color": _PALE, "font_color": _GREY, "italic": True},
    }
    return book.add_format(
        {**colours[look], "text_wrap": True, "valign": "vcenter", "border": 1, "border_color": _LINE}
    )


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
