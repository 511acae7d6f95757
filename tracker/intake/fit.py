"""Lays a mapping over the tops of the tabs of a sheet: where each part of it finds its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.columns import TABS, Column, Tab
from tracker.errors import SheetError
from tracker.intake.layout import HEADER_SOUGHT_IN, FoundColumn, FoundTab, Layout, cell_name, heading, locate, merged
from tracker.intake.mapping import Part, SheetMapping, change
from tracker.intake.names import clean, plain, suggestion
from tracker.model import Finding, Head
from tracker.wording import listing

_ADAPT = "Pas het bestand van de koppeling aan, of maak een nieuw voorstel met: ew koppel"


def laid_out(heads: Sequence[Head], mapping: SheetMapping | None) -> Layout:
    """Where everything stands, by a mapping or without one. Raises SheetError when the mapping does not fit."""
    return locate(heads) if mapping is None else fit(heads, mapping)


def titles_read(mapping: SheetMapping | None) -> frozenset[str]:
    """The plain titles of all tabs that may be read: those of the contract, or what a mapping reads in their place."""
    return _own_titles(mapping) | titles_only_mapped(mapping)


def without_header(heads: Sequence[Head], mapping: SheetMapping) -> frozenset[int]:
    """The ids of the tabs in whose top rows a heading is not found that a part of the mapping names."""
    lacking = set()
    for part in mapping.parts:
        for head in (one for one in heads if plain(one.title) == plain(part.source)):
            row = _header_row(part, head)
            there = {plain(heading(cell)) for cell in head.rows[row - 1]} if row else set()
            if not {plain(name) for name in part.columns.values()} <= there:
                lacking.add(head.sheet_id)
    return frozenset(lacking)


def titles_only_mapped(mapping: SheetMapping | None) -> frozenset[str]:
    """The plain titles of the tabs that are read by parts of a mapping and by nothing else."""
    parts = mapping.parts if mapping else ()
    return frozenset(plain(part.source) for part in parts) - _own_titles(mapping)


def _own_titles(mapping: SheetMapping | None) -> frozenset[str]:
    """The plain titles under which tabs of the contract are sought by their own name."""
    mapped = {part.tab for part in mapping.parts} if mapping else set()
    return frozenset(plain(name) for tab in TABS if tab.name not in mapped for name in (tab.title, *tab.other))


def fit(heads: Sequence[Head], mapping: SheetMapping) -> Layout:
    """Find the tabs and columns that a mapping names, and the other known tabs under their own name.

    Raises SheetError when the sheet does not have what the mapping names.
    """
    mapped = {part.tab for part in mapping.parts}
    own = locate(heads, [tab for tab in TABS if tab.name not in mapped])
    found: list[FoundTab] = []
    broken: dict[str, Finding] = {}
    seen: dict[str, set[str]] = {}
    for part in mapping.parts:
        head = _head(part, heads)
        placed = _placed(part, head)
        if wrong := merged(placed, head):
            broken.setdefault(part.tab, wrong)
        fields = [column.field for column in placed.columns]
        does = change(part, fields, shared=mapping.shares_rows(part), seen=seen.setdefault(part.tab, set()))
        found.append(replace(placed, change=does))
    readable = [one for one in (*own.tabs, *found) if one.tab.name not in broken]
    readable.sort(key=lambda one: TABS.index(one.tab))
    return Layout(tuple(readable), (*own.findings, *broken.values()), {**own.unreadable, **broken})


def _head(part: Part, heads: Sequence[Head]) -> Head:
    named = [head for head in heads if plain(head.title) == plain(part.source)]
    if len(named) == 1:
        return named[0]
    if named:
        raise SheetError(
            f"Er zijn {len(named)} tabbladen met de naam “{part.source}”.", "Geef één ervan een andere naam."
        )
    near = suggestion(part.source, [clean(head.title) for head in heads])
    hint = f"Bedoelt u “{near}”? " if near else ""
    raise SheetError(f"De koppeling noemt het tabblad “{part.source}”, maar dat is er niet.", f"{hint}{_ADAPT}")


def _placed(part: Part, head: Head) -> FoundTab:
    """Where the columns of a part stand. A fixed word stands nowhere; findings show the first column that tells."""
    row = _header_row(part, head)
    cells = [heading(cell) for cell in head.rows[row - 1]] if row else []
    columns = sorted(
        (_column(part, field, wanted, cells, head) for field, wanted in part.columns.items()),
        key=lambda column: column.index,
    )
    tab: Tab = part.known
    telling = next((one for one in columns if one.field != tab.identity[0]), columns[0])
    fixed = tuple(FoundColumn(field, telling.index, telling.heading) for field in part.fixed)
    return FoundTab(tab, head.sheet_id, head.title, row, tuple(columns), fixed)


def _header_row(part: Part, head: Head) -> int:
    """The first of the top rows (from 1) with the most of the headings; 0 when none of them is there."""
    wanted = {plain(name) for name in part.columns.values()}
    scores = [len({plain(heading(cell)) for cell in cells} & wanted) for cells in head.rows[:HEADER_SOUGHT_IN]]
    best = max(scores, default=0)
    return scores.index(best) + 1 if best else 0


def _column(part: Part, field: str, wanted: str, cells: Sequence[str], head: Head) -> FoundColumn:
    places = [index for index, cell in enumerate(cells) if cell and plain(cell) == plain(wanted)]
    if len(places) == 1:
        return FoundColumn(field, places[0], cells[places[0]])
    column: Column = part.known.column(field)
    if places:
        where = listing([cell_name(_header_row(part, head), place) for place in places])
        raise SheetError(
            f"Op het tabblad “{head.title}” staat de kolom “{wanted}” {len(places)} keer: {where}.",
            "Geef elke kolom een eigen naam, en zet die naam ook in de koppeling.",
        )
    near = suggestion(wanted, [cell for cell in cells if cell])
    hint = f"Bedoelt u “{near}”? " if near else ""
    raise SheetError(
        f"De koppeling zoekt op het tabblad “{head.title}” de kolom “{wanted}” voor {column.heading}. Die is er niet.",
        f"{hint}{_ADAPT}",
    )


def headings_of(mapping: SheetMapping) -> Mapping[str, frozenset[str]]:
    """The headings that a mapping reads, by the plain title of the tab of the source."""
    read: dict[str, frozenset[str]] = {}
    for part in mapping.parts:
        names = frozenset(plain(name) for name in part.columns.values())
        read[plain(part.source)] = read.get(plain(part.source), frozenset()) | names
    return read
