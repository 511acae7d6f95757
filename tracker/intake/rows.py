"""Rows that are no record: totals and notes below a table; and records that stand on more than one row."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tracker.columns import Tab
from tracker.intake.findings import Problem
from tracker.intake.names import plain
from tracker.model import Raw, Rejection, Sighting
from tracker.wording import listing

_TOTALS = ("totaal", "totalen", "subtotaal", "som", "gemiddelde")
_NOTES = ("let op", "nb", "n.b.", "ps", "toelichting", "bron:", "*", "opmerking")
_WORDS_OF_A_NOTE = 3


def set_aside_because(cells: Sequence[Raw], rejected: bool) -> Problem | None:
    """Why a row is no record at all, or None: a row of totals, or a note (a sentence alone on its row)."""
    filled = [cell for cell in cells if cell is not None and not (isinstance(cell, str) and not plain(cell))]
    first = filled[0] if filled else None
    if not isinstance(first, str):
        return None
    words = plain(first).rstrip(":")
    if words in _TOTALS or words.startswith(tuple(f"{total} " for total in _TOTALS)):
        return Problem("totaalrij")
    alone = len(filled) == 1
    if alone and words.startswith(_NOTES):
        return Problem("notitie_onder_tabel")
    if alone and rejected and len(words.split()) >= _WORDS_OF_A_NOTE:
        return Problem("notitie_onder_tabel")
    return None


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
    groups: dict[object, list[Sighting]] = defaultdict(list)
    for sighting in sightings:
        groups[tuple(getattr(sighting.record, field) for field in tab.identity)].append(sighting)
    if len(groups) == len(sightings):
        return tuple(sightings), (), {}
    stored: list[Sighting] = []
    rejected: list[Rejection] = []
    problems: dict[int, Problem] = {}
    for (name, *_), group in ((key, rows) for key, rows in groups.items() if isinstance(key, tuple)):
        stored.append(_agreed(tab, group))
        if len(group) > 1:
            rows = listing([str(sighting.row) for sighting in group])
            problem = Problem(_DOUBLED.get(tab.name, "rij_dubbel"), {"code": str(name), "rows": rows})
            problems |= {sighting.row: problem for sighting in group}
            rejected.extend(_rejection(tab, sighting) for sighting in group[1:])
    return tuple(stored), tuple(rejected), problems


def _agreed(tab: Tab, group: Sequence[Sighting]) -> Sighting:
    """One sighting with what all rows of the group agree on."""
    first = group[0]
    if len(group) == 1:
        return first
    empty: dict[str, Any] = {column.field: () if isinstance(getattr(first.record, column.field), tuple) else None
                             for column in tab.read_columns}
    differs = {
        column.field
        for column in tab.read_columns
        if len({getattr(one.record, column.field) for one in group}) > 1
    }
    faulty = differs.union(*(one.faulty for one in group))
    return Sighting(replace(first.record, **{name: empty[name] for name in faulty}), first.row, frozenset(faulty))


def _rejection(tab: Tab, sighting: Sighting) -> Rejection:
    """A doubled row without the name that it shares: it may be another record whose name was mistyped."""
    fields = [column.field for column in tab.read_columns if column.field not in tab.identity]
    values = {name: getattr(sighting.record, name) for name in fields if name not in sighting.faulty}
    return Rejection(sighting.row, values)
