"""Rows that are no record: totals and notes below a table; and records that stand on more than one row."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tracker.columns import Tab
from tracker.intake.findings import Problem
from tracker.intake.names import plain
from tracker.intake.numbers import number_from_text
from tracker.model import CellError, Percentage, Raw, Rejection, Sighting
from tracker.wording import listing

_TOTALS = re.compile(r"(?:(?:sub|eind)?totaal|(?:sub)?totalen)(?: .*)?|(?:som|gemiddelde|aantal)(?: van .*)?")
_SURE_TOTALS = re.compile(r"(?:sub|eind)?totaal|(?:sub)?totalen")
_NOTE = re.compile(
    r"(?:let op|nb|n\.b\.|ps|p\.s\.|toelichting|opmerking|bron|uitleg|legenda)\s?:.*|n\.b\. .*|let op .*|\* ?\S.*"
)
_WORDS_OF_A_NOTE = 5
_ABBREVIATIONS = ("b.v.", "n.v.", "e.o.", "c.a.", "e.d.", "u.a.", "i.o.")


def set_aside_because(cells: Sequence[Raw], *, rejected: bool, understood: bool) -> Problem | None:
    """Why a row is no record at all, or None: a row of totals, or a note (a sentence alone on its row).

    `rejected` says that it cannot be stored, `understood` that a word or date that must be there could be read.
    A row that can be stored is only set aside when nothing speaks for a record: a partner may well be named Som.
    """
    if rejected and understood:
        return None
    filled = [cell for cell in cells if cell is not None and not (isinstance(cell, str) and not plain(cell))]
    words = [cell for cell in filled if isinstance(cell, str) and number_from_text(cell) is None]
    if len(words) != 1:
        return None
    if _is_totals(plain(words[0]), [cell for cell in filled if cell is not words[0]], rejected):
        return Problem("totaalrij")
    if len(filled) == 1 and _is_note(words[0], rejected):
        return Problem("notitie_onder_tabel")
    return None


def _is_totals(text: str, others: Sequence[Raw], rejected: bool) -> bool:
    text = text.rstrip(": ")
    if not _TOTALS.fullmatch(text) or not all(_is_sum(cell) for cell in others):
        return False
    return rejected or bool(others) or bool(_SURE_TOTALS.fullmatch(text)) or any(mark.isdigit() for mark in text)


def _is_sum(cell: Raw) -> bool:
    """Whether a cell can be the outcome of an addition: a number, or the error of a sum that failed."""
    if isinstance(cell, str):
        return number_from_text(cell) is not None
    return isinstance(cell, float | Percentage | CellError)


def _is_note(text: str, rejected: bool) -> bool:
    if _NOTE.fullmatch(plain(text)):
        return True
    words = plain(text).split()
    ends = words[-1].endswith((".", "!", "?")) and not words[-1].endswith(_ABBREVIATIONS)
    return (len(words) >= _WORDS_OF_A_NOTE and (rejected or ends)) or (rejected and ends and len(words) > 2)


_DOUBLED = {"participants": "deelnemer_dubbel", "partners": "partner_dubbel"}


def doubled(
    tab: Tab, sightings: Sequence[Sighting]
) -> tuple[tuple[Sighting, ...], tuple[Rejection, ...], Mapping[int, Problem]]:
    """Rows about the same record in a tab where each has one: one row is stored, the others are rejected, all named.

    Fields on which the rows agree count; the others are faulty, so that they keep what was known. Returns the rows to
    store, the rejected rows, and a problem for each row (by its number) that is doubled.
    """
    if not tab.unique:
        return tuple(sightings), (), {}
    groups: dict[tuple[object, ...], list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        groups[tuple(_compared(getattr(sighting.record, field)) for field in tab.identity)].append(sighting)
    if len(groups) == len(sightings):
        return tuple(sightings), (), {}
    stored: list[Sighting] = []
    rejected: list[Rejection] = []
    problems: dict[int, Problem] = {}
    for group in groups.values():
        if len(group) > 1:
            # Which of the rows is stored may not depend on how the sheet is sorted.
            group.sort(key=lambda one: (_beside_its_name(tab, one), one.row))
        kept = _agreed(tab, group)
        stored.extend([kept] if kept else [])
        if len(group) > 1:
            rows = listing([str(row) for row in sorted(sighting.row for sighting in group)])
            name = str(min(getattr(one.record, tab.identity[0]) for one in group))
            problem = Problem(_DOUBLED.get(tab.name, "rij_dubbel"), {"code": name, "rows": rows})
            problems |= {sighting.row: problem for sighting in group}
            rejected.extend(_rejection(tab, sighting) for sighting in (group[1:] if kept else group))
    return tuple(stored), tuple(rejected), problems


def _beside_its_name(tab: Tab, sighting: Sighting) -> str:
    """What a row says apart from which record it is about, to sort rows by."""
    fields = [column.field for column in tab.read_columns if column.field not in tab.identity]
    return repr([getattr(sighting.record, field) for field in fields])


def _compared(value: object) -> object:
    return plain(value) if isinstance(value, str) else value


def _agreed(tab: Tab, group: Sequence[Sighting]) -> Sighting | None:
    """One sighting with what all rows of the group agree on; None when they differ in what must be filled."""
    first = group[0]
    if len(group) == 1:
        return first
    columns = [column for column in tab.read_columns if column.field not in tab.identity]
    faulty = {name for one in group for name in one.faulty}
    for column in columns:
        if len({getattr(one.record, column.field) for one in group}) > 1:
            faulty.add(column.field)
            if column.needed:
                return None
    names: dict[str, Any] = {field: min(getattr(one.record, field) for one in group) for field in tab.identity}
    empty: dict[str, Any] = {name: () if isinstance(getattr(first.record, name), tuple) else None for name in faulty}
    return Sighting(replace(first.record, **names, **empty), first.row, frozenset(faulty), first.reading)


def _rejection(tab: Tab, sighting: Sighting) -> Rejection:
    """A doubled row without the name that it shares: it may be another record whose name was mistyped."""
    fields = [column.field for column in tab.read_columns if column.field not in tab.identity]
    values = {name: getattr(sighting.record, name) for name in fields if name not in sighting.faulty}
    return Rejection(sighting.row, values)
