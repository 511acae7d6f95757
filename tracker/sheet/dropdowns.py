"""Dropdowns and limits of a new workbook, and the hidden tab with the lists that a dropdown cannot hold itself."""

from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from tracker.intake.written import Written
from tracker.sheet.blueprint import Blueprint, Dropdown, Grip, Limits, Measure, SheetTab

SPARE_ROWS = 400
"""Dropdowns, limits and looked-up names go on for this many empty rows below what is typed."""

LISTS_TITLE = "Keuzes"
"""The hidden tab. No tab of the contract has this name, so it is never read."""

LONGEST_LITERAL = 255
"""Excel refuses a list of words in a dropdown that is longer than this, with its commas."""

DAY_ZERO = date(1899, 12, 30).toordinal()
"""The day that a workbook counts its days from."""

_GRIPS = {Grip.STOP: "stop", Grip.WARN: "warning", Grip.OFFER: "information"}
_MEASURES = {Measure.DATE: "date", Measure.WHOLE: "integer", Measure.NUMBER: "decimal"}
_ERROR_TITLE = "Klopt dit?"


@dataclass(frozen=True, slots=True)
class Typed:
    """What the tabs drawn so far hold, as far as other tabs lean on it.

    `lengths` is the number of rows by the title of a tab, `letters` where each column stands by title and heading,
    `cells` what was typed in the columns from which a list or a lookup draws.
    """

    lengths: dict[str, int] = field(default_factory=dict)
    letters: dict[tuple[str, str], str] = field(default_factory=dict)
    cells: dict[tuple[str, str], list[Written]] = field(default_factory=dict)

    @staticmethod
    def nothing_yet(blueprint: Blueprint) -> "Typed":
        """Where all columns stand, before a row is drawn."""
        typed = Typed()
        for tab in blueprint.tabs:
            for at, column in enumerate(tab.columns):
                typed.letters[tab.title, column.heading] = xl_col_to_name(at)
                if column.lookup:
                    typed.cells[column.lookup.tab, column.lookup.key] = []
                    typed.cells[column.lookup.tab, column.lookup.answer] = []
                if column.dropdown and column.dropdown.words and column.dropdown.tab and column.dropdown.heading:
                    typed.cells[column.dropdown.tab, column.dropdown.heading] = []
        return typed

    def area(self, title: str, heading: str) -> str:
        """The cells of a column from row 2 to the last spare row: `'Partners'!$A$2:$A$440`."""
        letter = self.letters[title, heading]
        return f"'{title}'!${letter}$2:${letter}${self.lengths[title] + SPARE_ROWS + 1}"


@dataclass(frozen=True, slots=True)
class _Copied:
    """A cell of the hidden tab that shows a cell of another tab; `value` is for programs that do not calculate."""

    formula: str
    value: Written


class Rules:
    """Gives the tabs their dropdowns and limits, once all rows are drawn and their number is known."""

    def __init__(self, typed: Typed) -> None:
        self.typed = typed
        self.areas: dict[tuple[tuple[str, ...], str | None, str | None], str] = {}
        self.lists: list[list[str | _Copied]] = []

    def add(self, sheet: Worksheet, tab: SheetTab) -> None:
        """Cover the typed rows of a tab, and the spare rows below them."""
        last = self.typed.lengths[tab.title] + SPARE_ROWS
        for at, column in enumerate(tab.columns):
            if column.dropdown:
                sheet.data_validation(1, at, last, at, self._choice(column.dropdown, column.heading))
            elif column.limits:
                sheet.data_validation(1, at, last, at, _limit(column.limits))

    def write_lists(self, book: Workbook) -> None:
        """Add the hidden tab, row by row: a row that went to disk cannot be touched again."""
        if not self.lists:
            return
        sheet = book.add_worksheet(LISTS_TITLE)
        sheet.hide()
        for number, row in enumerate(zip_longest(*self.lists)):
            for at, cell in enumerate(row):
                if isinstance(cell, _Copied):
                    sheet.write_formula(number, at, cell.formula, None, cell.value or "")
                elif cell is not None:
                    sheet.write_string(number, at, cell)

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
        """The words themselves where they fit, else the cells in which they stand."""
        if not dropdown.words and dropdown.tab and dropdown.heading:
            return _filled_part(self.typed.area(dropdown.tab, dropdown.heading))
        if dropdown.tab is None and _fits(dropdown.words):
            return list(dropdown.words)
        key = (dropdown.words, dropdown.tab, dropdown.heading)
        if key not in self.areas:
            self.lists.append([heading, *dropdown.words, *self._copied(dropdown)])
            letter = xl_col_to_name(len(self.lists) - 1)
            self.areas[key] = f"'{LISTS_TITLE}'!${letter}$2:${letter}${len(self.lists[-1])}"
        return _filled_part(self.areas[key])

    def _copied(self, dropdown: Dropdown) -> list[_Copied]:
        """The cells of the other tab, spare rows included: what people add there is offered too."""
        if dropdown.tab is None or dropdown.heading is None:
            return []
        letter = self.typed.letters[dropdown.tab, dropdown.heading]
        typed = self.typed.cells[dropdown.tab, dropdown.heading] + [None] * SPARE_ROWS
        cells = (f"'{dropdown.tab}'!${letter}${row}" for row in range(2, len(typed) + 2))
        return [_Copied(f'=IF({cell}="","",{cell})', value) for cell, value in zip(cells, typed, strict=True)]


def _fits(words: tuple[str, ...]) -> bool:
    return len(",".join(words)) <= LONGEST_LITERAL and not any("," in word for word in words)


def _filled_part(area: str) -> str:
    """The part of an area that holds text: with its empty cells, a dropdown would open on nothing."""
    first, _, _ = area.partition(":")
    return f'=OFFSET({first},0,0,MAX(1,COUNTIF({area},"?*")),1)'


def _limit(limits: Limits) -> dict[str, Any]:
    bounds: tuple[date | int, ...] = (limits.least, limits.most)
    if limits.measure is Measure.DATE:
        bounds = tuple(date.fromordinal(days + DAY_ZERO) for days in (limits.least, limits.most))
    return {
        "validate": _MEASURES[limits.measure],
        "criteria": "between",
        "minimum": bounds[0],
        "maximum": bounds[1],
        "error_type": _GRIPS[limits.grip],
        "error_title": _ERROR_TITLE,
        "error_message": limits.message,
    }
