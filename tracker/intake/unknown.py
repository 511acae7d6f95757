"""One tab of unknown shape: where its header is, what its columns are called, and which of ours each may be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.columns import TABS, Column, Kind, Tab
from tracker.intake.content import NOT_LOOKED_INTO, Profile, may_be_people, misfit, profile
from tracker.intake.headings import (
    HEADINGS,
    OF_A_STEP,
    PRIVATE,
    TITLES,
    kind_and_field,
    private_because,
    simple,
    spellings,
)
from tracker.intake.layout import FEWEST_HEADINGS, HEADER_SOUGHT_IN, heading
from tracker.intake.names import Near, plain
from tracker.model import Head, Raw

OTHER_THAN_TEXT = 0.25
"""A header may hold a year or two; a row with more dates and numbers is no header."""

_ALL = frozenset(
    [name for tab in TABS for column in tab.columns for name in spellings(tab, column)]
    + [*PRIVATE, *OF_A_STEP["start"]]
)


@dataclass(slots=True)
class Unknown:
    """A tab of a sheet with its header (`row` from 1; 0 when none was found) and the headings by place (from 0).

    Columns whose heading says that they are private are not looked into. `looked` are the columns of which there are
    cells to look into at all (None: every one).
    """

    head: Head
    row: int
    headings: tuple[str, ...]
    looked: frozenset[int] | None = None
    _profiles: dict[int, Profile] = field(default_factory=dict)

    def profile(self, index: int) -> Profile:
        """What a column holds."""
        if self.looked is not None and index not in self.looked:
            return NOT_LOOKED_INTO
        if index not in self._profiles:
            below = self.head.rows[self.row :]
            self._profiles[index] = profile(cells[index] if index < len(cells) else None for cells in below)
        return self._profiles[index]

    def open_places(self) -> Iterator[int]:
        """The columns that may be looked into: with a heading of their own that does not sound private."""
        names = [plain(name) for name in self.headings]
        for index, name in enumerate(self.headings):
            if name and names.count(plain(name)) == 1 and not private_because(name):
                yield index


def unknown(head: Head, looked: frozenset[int] | None = None) -> Unknown:
    """A tab with its header: the first of the top rows with the most headings that are known somewhere.

    `looked` are the columns (from 0) of which the head has the cells below the header; None when it has all.
    """
    best, row = 0, 0
    for number, cells in enumerate(head.rows[:HEADER_SOUGHT_IN], 1):
        names = {heading(cell) for cell in cells}
        score = sum(bool(name) and (simple(name) in _ALL or kind_and_field(name) is not None) for name in names)
        if score > best and score >= FEWEST_HEADINGS and _all_but_text(cells) <= OTHER_THAN_TEXT:
            best, row = score, number
    return Unknown(head, row, tuple(heading(cell) for cell in head.rows[row - 1]) if row else (), looked)


def _all_but_text(cells: Sequence[Raw]) -> float:
    """Which share of the filled cells is a date or a number: a row of someone must not be shown as headings."""
    filled = [cell for cell in cells if cell is not None]
    return sum(not isinstance(cell, str) for cell in filled) / max(1, len(filled))


@dataclass(slots=True)
class Match:
    """Which columns of a tab may fill which fields of a known tab, by their place.

    `near` are near misses, only ever proposed; `refused` says of columns with the right heading why they cannot be.
    """

    tab: Tab
    fields: dict[str, int] = field(default_factory=dict)
    near: dict[str, int] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[Column, ...]:
        """The columns that must be filled and have nothing to be filled from."""
        return tuple(column for column in self.tab.read_columns if column.needed and column.field not in self.fields)


def match(source: Unknown, tab: Tab) -> Match:
    """The columns of a known tab in an unknown one: by our own headings first, then by those of others."""
    found = Match(tab)
    places = list(source.open_places())
    own_tab = plain(source.head.title) in {plain(name) for name in (tab.title, *tab.other)}
    names = {index: simple(source.headings[index]) for index in places}
    for ours in (True, False):
        for column in tab.read_columns:
            known = [simple(name) for name in (column.heading, *column.other)] if ours else spellings(tab, column)
            for spelling in known:
                for index in places:
                    if names[index] == spelling and index not in found.fields.values():
                        _take(found, source, column, index, sure=ours and own_tab)
    _seek_near(found, source, names)
    return found


def _take(found: Match, source: Unknown, column: Column, index: int, *, sure: bool) -> None:
    """Give a column to a field when its cells allow; under our own names on our own tab (`sure`) it is that field."""
    if column.field in found.fields or column.field in found.near:
        return
    content = source.profile(index)
    why = misfit(column, content)
    if sure:
        found.fields[column.field] = index
    elif why:
        found.refused.setdefault(index, why)
    elif column.kind is Kind.PARTNER and may_be_people(content):
        found.near[column.field] = index
    else:
        found.fields[column.field] = index
        found.refused.pop(index, None)


def _seek_near(found: Match, source: Unknown, names: Mapping[int, str]) -> None:
    """Headings that are nearly one of ours; only for a person to say yes to."""
    free = [one for one in found.tab.read_columns if one.field not in found.fields and one.field not in found.near]
    near = Near({name: column.field for column in free for name in spellings(found.tab, column)})
    for index, name in names.items():
        if index in found.fields.values() or index in found.near.values() or name in _ALL:
            continue
        field_name = near.suggestion(name)
        if (
            field_name
            and field_name not in found.near
            and not misfit(found.tab.column(field_name), source.profile(index))
        ):
            found.near[field_name] = index


def title_names(tab: Tab, title: str) -> bool:
    """Whether a title is one of the other names of a known tab."""
    return simple(title) in {simple(tab.title), *map(simple, tab.other), *TITLES.get(tab.name, ())}


def best_match(source: Unknown, candidates: Sequence[Tab]) -> Match | None:
    """The known tab that this one most likely is; None when it looks like none."""
    ranked = []
    for tab in candidates:
        found = match(source, tab)
        needed = sum(column.needed for column in tab.read_columns) - len(found.missing)
        score = (not found.missing, len(found.fields) + 2 * needed + 3 * title_names(tab, source.head.title))
        if found.fields:
            ranked.append((score, found))
    return max(ranked, key=lambda one: one[0])[1] if ranked else None


PROPOSED = tuple(tab for tab in TABS if tab.name in HEADINGS)
"""The tabs that another sheet may hold under another name."""


def candidates(head: Head) -> Sequence[Tab]:
    """A tab under a name of ours is that tab; any other may be one of those that people keep elsewhere."""
    named = [tab for tab in TABS if plain(head.title) in {plain(name) for name in (tab.title, *tab.other)}]
    return named or PROPOSED
