"""Finds the known tabs and columns in the tops of the tabs of a sheet: by name, in any order, under any header."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.columns import MEASUREMENTS, PARTICIPANTS, TABS, Column, Tab
from tracker.intake.findings import Problem, finding
from tracker.intake.mapping import Change
from tracker.intake.names import clean, plain, suggestion
from tracker.model import Finding, Head, Raw
from tracker.wording import listing

HEADER_SOUGHT_IN = 20
"""The header may stand in any of the first rows."""

FEWEST_HEADINGS = 2
"""So many known headings make a header, also when the ones that are needed were renamed."""

LONGEST_HEADING = 300
"""A longer text is no heading."""

LAST_HEADING = 1_000
"""No heading of the contract stands further to the right than this."""

_TOLD_APART = (PARTICIPANTS.column("registered_on"), PARTICIPANTS.column("consent_on"))
"""Of a sheet without one of these columns the walk says what is done instead."""

_SIDE_BY_SIDE = frozenset({MEASUREMENTS.name})
"""The tabs of which each spelling may stand beside the other: the answers of a form, and what was typed."""


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """Where a known column stands: `index` counts from 0 (column A), `heading` is what the sheet calls it."""

    field: str
    index: int
    heading: str


@dataclass(frozen=True, slots=True)
class FoundTab:
    """Where a known tab stands: `header_row` counts from 1, `columns` are in the order of the sheet.

    Where a mapping found it, `fixed` are the columns that get the same word in each row (with the place where a
    finding about them points to), and `change` turns the cells of the columns into those of the columns and these.
    """

    tab: Tab
    sheet_id: int
    title: str
    header_row: int
    columns: tuple[FoundColumn, ...]
    fixed: tuple[FoundColumn, ...] = ()
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The known tabs of a sheet, and what is to be said about its structure.

    `unreadable` gives for each known tab that is missing or cannot be read the finding that says why.
    """

    tabs: tuple[FoundTab, ...]
    findings: tuple[Finding, ...]
    unreadable: Mapping[str, Finding]


def locate(heads: Sequence[Head], tabs: Sequence[Tab] = TABS) -> Layout:
    """Find the known tabs (or those of them that are asked) and their columns in the tops of all tabs of a sheet."""
    found: list[FoundTab] = []
    findings: list[Finding] = []
    unreadable: dict[str, Finding] = {}
    for tab in tabs:
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
    titles = {plain(head.title) for head in named}
    if len(named) > (len(titles) if tab.name in _SIDE_BY_SIDE else 1):
        quoted = listing([f"“{head.title}”" for head in named])
        return finding(Problem("tabblad_dubbel", {"tab": tab.title, "titles": quoted}), tab=tab.title)
    if named:
        return None
    known = {plain(name) for other in TABS for name in (other.title, *other.other)}
    near = suggestion(tab.title, [clean(head.title) for head in heads if plain(head.title) not in known])
    # Who renamed a tab must not make another one beside it, so this comes in the place of that advice.
    rename = f"Bedoelt u het tabblad “{near}”? Geef het dan de naam {tab.title}." if near else ""
    code = "tabblad_ontbreekt" if tab.needed else "tabblad_niet_gebruikt"
    return finding(Problem(code, {"tab": tab.title}, instead=rename), tab=tab.title)


# --- Columns ---------------------------------------------------------------------------------------------------------


def _placed(tab: Tab, head: Head) -> FoundTab | Finding:
    """The tab with its columns, or why it cannot be read."""
    row = _header_row(tab, head)
    if row is None:
        return _no_header(tab, head)
    if merged := _merged_header(tab, head, row):
        return merged
    cells = [heading(cell) for cell in head.rows[row - 1]]
    columns = []
    for column in tab.read_columns:
        places = _places(column, cells)
        if len(places) > 1:
            where = listing([cell_name(row, place) for place in places])
            words = {"tab": head.title, "column": column.heading, "cells": where}
            return finding(Problem("kolom_dubbel", words), tab=head.title, row=row, column=column.heading)
        if not places and column.needed:
            return _missing(tab, head, column, cells)
        if places:
            columns.append(FoundColumn(column.field, places[0], cells[places[0]]))
    columns.sort(key=lambda column: column.index)
    placed = FoundTab(tab, head.sheet_id, head.title, row, tuple(columns))
    return _merged_key(placed, head) or placed


def _no_header(tab: Tab, head: Head) -> Finding:
    """A tab without anything in it is not used yet; a tab with rows and no header cannot be read."""
    empty = all(cell is None or (isinstance(cell, str) and not plain(cell)) for row in head.rows for cell in row)
    if empty and not tab.needed:
        return finding(Problem("tabblad_leeg", {"tab": head.title}), tab=head.title)
    needed = listing([column.heading for column in tab.columns if column.needed] or [tab.columns[0].heading])
    return finding(Problem("kop_ontbreekt", {"tab": head.title, "columns": needed}), tab=head.title)


def _header_row(tab: Tab, head: Head) -> int | None:
    """The first of the top rows (from 1) that holds the most known headings; one is enough when it is needed."""
    needed = {plain(name) for column in tab.columns if column.needed for name in (column.heading, *column.other)}
    known = {plain(name) for column in tab.columns for name in (column.heading, *column.other)}
    best, row = 0, None
    for number, cells in enumerate(head.rows[:HEADER_SOUGHT_IN], 1):
        names = {plain(cell) for cell in cells if isinstance(cell, str) and len(cell) < LONGEST_HEADING}
        score = len(names & known)
        if score > best and (not needed or names & needed or score >= FEWEST_HEADINGS):
            best, row = score, number
    return row


def heading(cell: Raw) -> str:
    """What a cell says as a heading: its text on one line, and nothing when it is no text or too long for one."""
    return clean(cell) if isinstance(cell, str) and len(cell) < LONGEST_HEADING else ""


def _places(column: Column, cells: Sequence[str]) -> list[int]:
    """Where the column stands: under its own heading, and only without that under another spelling."""
    for names in ({plain(column.heading)}, {plain(name) for name in column.other}):
        places = [index for index, cell in enumerate(cells) if cell and plain(cell) in names]
        if places:
            return places
    return []


def _missing(tab: Tab, head: Head, column: Column, cells: Sequence[str]) -> Finding:
    words = {"tab": head.title, "column": column.heading, "hint": _renamed(tab, column, cells)}
    return finding(Problem("kolom_ontbreekt", words), tab=head.title, column=column.heading)


def _renamed(tab: Tab, column: Column, cells: Sequence[str]) -> str:
    """A question when one of the unknown headings is nearly this one."""
    known = {plain(name) for other in tab.columns for name in (other.heading, *other.other)}
    unknown = [cell for cell in cells if cell and plain(cell) not in known]
    near = suggestion(column.heading, unknown)
    return f"Bedoelt u de kolom “{near}”? " if near else ""


def merged(placed: FoundTab, head: Head) -> Finding | None:
    """Why a tab that was found by a mapping cannot be read: merged cells in the header or in a key."""
    row = placed.header_row - 1
    for top, left, bottom, right in head.merges:
        if top <= row <= bottom and any(left <= column.index <= right for column in placed.columns):
            return _merged("kop_samengevoegd", head, (top, left, bottom, right))
    return _merged_key(placed, head)


def _merged_header(tab: Tab, head: Head, row: int) -> Finding | None:
    """A heading in merged cells cannot be trusted: it may cover another, and only the first cell holds the text."""
    known = {plain(name) for column in tab.columns for name in (column.heading, *column.other)}
    for top, left, bottom, right in head.merges:
        if not top <= row - 1 <= bottom:
            continue
        first = _cell(head, top, left)
        headings = [_cell(head, row - 1, index) for index in range(left, min(right, LAST_HEADING) + 1)]
        if any(isinstance(cell, str) and plain(cell) in known for cell in (first, *headings)):
            return _merged("kop_samengevoegd", head, (top, left, bottom, right))
    return None


def _merged_key(placed: FoundTab, head: Head) -> Finding | None:
    """Of merged cells only the first holds a value: rows lose their key by them, or their other cells.

    A sentence in merged cells below the table, alone on its row, is a note.
    """
    known = {column.index for column in placed.columns}
    keys = {column.index for column in placed.columns if placed.tab.column(column.field).needed}
    for top, left, bottom, right in head.merges:
        if bottom < placed.header_row or not any(left <= index <= right for index in keys):
            continue
        beside = [_cell(head, top, index) for index in known if not left <= index <= right]
        if bottom > top or any(cell is not None for cell in beside):
            return _merged("sleutel_samengevoegd", head, (top, left, bottom, right))
    return None


def _cell(head: Head, row: int, index: int) -> Raw:
    """A cell at the top of a tab, both counted from 0; nothing where nothing was typed."""
    return head.rows[row][index] if row < len(head.rows) and index < len(head.rows[row]) else None


def _merged(code: str, head: Head, merge: tuple[int, int, int, int]) -> Finding:
    top, left, bottom, right = merge
    name = f"{cell_name(top + 1, left)}:{cell_name(bottom + 1, right)}"
    return finding(Problem(code, {"tab": head.title, "cells": name}), tab=head.title)


def _remarks(placed: FoundTab, head: Head) -> Iterator[Finding]:
    """What is worth saying about a tab that can be read."""
    if placed.header_row > 1:
        words = {"tab": placed.title, "row": str(placed.header_row)}
        yield finding(Problem("kop_lager", words), tab=placed.title, row=placed.header_row)
    cells = [heading(cell) for cell in head.rows[placed.header_row - 1]]
    there = {column.field for column in placed.columns}
    unused = []
    for column in placed.tab.read_columns:
        if column.field not in there:
            hint = _renamed(placed.tab, column, cells)
            if hint:
                words = {"tab": placed.title, "column": column.heading, "hint": hint}
                yield finding(Problem("kolom_hernoemd", words), tab=placed.title, column=column.heading)
            elif column not in _TOLD_APART:
                unused.append(column.heading)
    if unused:
        words = {"tab": placed.title, "columns": listing(unused)}
        only = unused[0] if len(unused) == 1 else None
        yield finding(Problem("kolom_niet_gebruikt", words), tab=placed.title, column=only)
