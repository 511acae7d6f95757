"""Finds the known tabs and columns in the tops of the tabs of a sheet: by name, in any order, wherever the header is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.columns import TABS, Column, Tab
from tracker.intake.findings import Problem, finding
from tracker.intake.names import LIKENESS_OF_A_WORD, plain, suggestion
from tracker.model import Finding, Head, Raw
from tracker.wording import listing

HEADER_SOUGHT_IN = 20
"""The header may stand in any of the first rows."""


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """Where a known column stands: `index` counts from 0 (column A), `heading` is what the sheet calls it."""

    field: str
    index: int
    heading: str


@dataclass(frozen=True, slots=True)
class FoundTab:
    """Where a known tab stands: `header_row` counts from 1, `columns` are in the order of the sheet."""

    tab: Tab
    sheet_id: int
    title: str
    header_row: int
    columns: tuple[FoundColumn, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The known tabs of a sheet, and what is to be said about its structure.

    `unreadable` gives for each known tab that is missing or cannot be read the finding that says why.
    """

    tabs: tuple[FoundTab, ...]
    findings: tuple[Finding, ...]
    unreadable: Mapping[str, Finding]


def locate(heads: Sequence[Head]) -> Layout:
    """Find the known tabs and their columns in the tops of all tabs of a sheet."""
    found: list[FoundTab] = []
    findings: list[Finding] = []
    unreadable: dict[str, Finding] = {}
    for tab in TABS:
        named = _named(tab, heads)
        problem = _tab_problem(tab, named, heads)
        for head in [] if problem else named:
            placed = _placed(tab, head)
            if isinstance(placed, Finding):
                problem = placed
                break
            found.append(placed)
            findings.extend(_remarks(placed, head))
        if problem:
            unreadable[tab.name] = problem
            found = [other for other in found if other.tab is not tab]
            findings.append(problem)
    return Layout(tuple(found), tuple(findings), unreadable)


def column_letter(index: int) -> str:
    """The letters of a column that counts from 0: `A`, `Z`, `AA`."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def cell_name(row: int, index: int) -> str:
    """The name of a cell: its row counts from 1, its column from 0."""
    return f"{column_letter(index)}{row}"


# --- Tabs ------------------------------------------------------------------------------------------------------------


def _named(tab: Tab, heads: Sequence[Head]) -> list[Head]:
    """The tabs of the sheet that carry this name; one may stand under each of its spellings."""
    names = {plain(name) for name in (tab.title, *tab.other)}
    return [head for head in heads if plain(head.title) in names]


def _tab_problem(tab: Tab, named: Sequence[Head], heads: Sequence[Head]) -> Finding | None:
    titles = [plain(head.title) for head in named]
    if len(set(titles)) < len(titles):
        quoted = listing([f"“{head.title}”" for head in named])
        return finding(Problem("tabblad_dubbel", {"tab": tab.title, "titles": quoted}), tab=tab.title)
    if named:
        return None
    known = {plain(name) for other in TABS for name in (other.title, *other.other)}
    near = suggestion(tab.title, [head.title for head in heads if plain(head.title) not in known], LIKENESS_OF_A_WORD)
    hint = f"Bedoelt u het tabblad “{near}”? Geef het dan deze naam. " if near else ""
    code = "tabblad_ontbreekt" if tab.needed else "tabblad_niet_gebruikt"
    return finding(Problem(code, {"tab": tab.title, "hint": hint}), tab=tab.title)


# --- Columns ---------------------------------------------------------------------------------------------------------


def _placed(tab: Tab, head: Head) -> FoundTab | Finding:
    """The tab with its columns, or why it cannot be read."""
    row = _header_row(tab, head)
    if row is None:
        needed = listing([column.heading for column in tab.columns if column.needed])
        return finding(Problem("kop_ontbreekt", {"tab": head.title, "columns": needed}), tab=head.title)
    cells = [_heading(cell) for cell in head.rows[row - 1]]
    columns = []
    for column in tab.read_columns:
        places = _places(column, cells)
        if len(places) > 1:
            where = listing([cell_name(row, place) for place in places])
            words = {"tab": head.title, "column": column.heading, "cells": where}
            return finding(Problem("kolom_dubbel", words), tab=head.title, column=column.heading)
        if not places and column.needed:
            return _missing(tab, head, column, cells)
        if places:
            columns.append(FoundColumn(column.field, places[0], cells[places[0]]))
    columns.sort(key=lambda column: column.index)
    placed = FoundTab(tab, head.sheet_id, head.title, row, tuple(columns))
    return _merged(placed, head) or placed


def _header_row(tab: Tab, head: Head) -> int | None:
    """The first of the top rows (from 1) that holds the most known headings, with at least one that is needed."""
    needed = {plain(name) for column in tab.columns if column.needed for name in (column.heading, *column.other)}
    known = {plain(name) for column in tab.columns for name in (column.heading, *column.other)}
    best, row = 0, None
    for number, cells in enumerate(head.rows[:HEADER_SOUGHT_IN], 1):
        names = {plain(cell) for cell in cells if isinstance(cell, str)}
        score = len(names & known)
        if score > best and (not needed or names & needed):
            best, row = score, number
    return row


def _heading(cell: Raw) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _places(column: Column, cells: Sequence[str]) -> list[int]:
    """Where the column stands: under its own heading, and only without that under another spelling."""
    for names in ({plain(column.heading)}, {plain(name) for name in column.other}):
        places = [index for index, cell in enumerate(cells) if cell and plain(cell) in names]
        if places:
            return places
    return []


def _missing(tab: Tab, head: Head, column: Column, cells: Sequence[str]) -> Finding:
    hint = _renamed(tab, column, cells)
    code = "kolom_ontbreekt" if column.needed else "kolom_niet_gebruikt"
    words = {"tab": head.title, "column": column.heading, "hint": hint}
    return finding(Problem(code, words), tab=head.title, column=column.heading)


def _renamed(tab: Tab, column: Column, cells: Sequence[str]) -> str:
    """A question when one of the unknown headings is nearly this one."""
    known = {plain(name) for other in tab.columns for name in (other.heading, *other.other)}
    unknown = [cell for cell in cells if cell and plain(cell) not in known]
    near = suggestion(column.heading, unknown, LIKENESS_OF_A_WORD)
    return f"Bedoelt u de kolom “{near}”? " if near else ""


def _merged(placed: FoundTab, head: Head) -> Finding | None:
    """A header or key that stands in merged cells cannot be trusted: only the first of the cells holds the value."""
    header = placed.header_row - 1
    known = {column.index for column in placed.columns}
    keys = {column.index for column in placed.columns if placed.tab.column(column.field).needed}
    for top, left, bottom, right in head.merges:
        across = set(range(left, min(right, max(known)) + 1))
        name = f"{cell_name(top + 1, left)}:{cell_name(bottom + 1, right)}"
        words = {"tab": placed.title, "cells": name}
        if top <= header <= bottom and across & known:
            return finding(Problem("kop_samengevoegd", words), tab=placed.title)
        if bottom > header and across & keys:
            return finding(Problem("sleutel_samengevoegd", words), tab=placed.title)
    return None


def _remarks(placed: FoundTab, head: Head) -> Iterator[Finding]:
    """What is worth saying about a tab that can be read."""
    if placed.header_row > 1:
        words = {"tab": placed.title, "row": str(placed.header_row)}
        yield finding(Problem("kop_lager", words), tab=placed.title, row=placed.header_row)
    cells = [_heading(cell) for cell in head.rows[placed.header_row - 1]]
    there = {column.field for column in placed.columns}
    for column in placed.tab.read_columns:
        if column.field not in there:
            yield _missing(placed.tab, head, column, cells)
