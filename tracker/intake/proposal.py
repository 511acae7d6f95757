"""Proposes a mapping for a sheet of another shape, with what will not be read and what is missing.

It sees every cell at the top of the tabs and tells little: of text only that it is text, and never the row of anyone.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.columns import BY_NAME, OWN_TITLES, PARTICIPANTS, TABS, Kind, Tab
from tracker.intake.content import example, foreign_words
from tracker.intake.drafts import (
    Draft,
    drafts_of,
    one_of_each,
    partners_from_people,
    people_from_steps,
    step_places,
)
from tracker.intake.fit import headings_of
from tracker.intake.layout import Layout, column_letter, locate
from tracker.intake.leftover import NotRead, columns_not_read, tab_not_read
from tracker.intake.mapping import Part, SheetMapping
from tracker.intake.names import plain
from tracker.intake.unknown import Unknown, best_match, candidates, unknown
from tracker.model import Head

CODE_PREFIX = "D"
"""Before bare numbers of people, in a sheet without codes."""

A_HABIT = 0.2
"""From this share of bare numbers on among codes, they become codes."""


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """A column of the source that fills one of ours: where it stands, what it holds, and an example if that may be."""

    field: str
    heading: str
    letter: str
    content: str
    example: str | None


@dataclass(frozen=True, slots=True)
class ProposedPart:
    """A part of a mapping with what is told of its columns; `doubtful` ones are not used before a person says so."""

    part: Part
    columns: tuple[ProposedColumn, ...]
    doubtful: tuple[ProposedColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What `ew koppel` shows. `already` are the known tabs that can be read as they are.

    `unfilled` gives for each known tab that is filled our columns that stay empty, `missing` the needed tabs that are
    not there.
    """

    parts: tuple[ProposedPart, ...]
    already: tuple[str, ...]
    not_read: tuple[NotRead, ...]
    unfilled: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]

    @property
    def mapping(self) -> SheetMapping:
        """The mapping without what is doubtful."""
        return SheetMapping(tuple(one.part for one in self.parts))


def propose(heads: Sequence[Head], today: date, looked: Mapping[int, frozenset[int]] | None = None) -> Proposal:
    """Propose a mapping from the first rows (20 or more) of every tab of a sheet.

    `looked` has by the id of a tab the columns (from 0) of which the heads have cells; None when they have all.
    """
    layout = locate(heads)
    sources = _sources(heads, looked)
    matches = {
        source.head.sheet_id: found
        for source in sources
        if source.row and (found := best_match(source, candidates(source.head)))
    }
    drafts: list[Draft] = []
    for source in sources:
        found = matches.get(source.head.sheet_id)
        drafts += drafts_of(source, found, today) if found and not found.missing else []
    drafts, left_out = one_of_each(drafts, layout)
    drafts += partners_from_people(drafts, layout)
    drafts += people_from_steps(drafts, matches.values(), layout)
    letters = _letters(drafts)
    proposed = [_part(draft, letters) for draft in drafts]
    already = _already(drafts, proposed, layout)
    parts = tuple(
        sorted((one for one in proposed if one.part.tab not in already), key=lambda one: TABS.index(one.part.known))
    )
    read = _read(parts, already, layout)
    untouched = [source for source in sources if plain(source.head.title) not in read]
    tabs = [
        NotRead(source.head.title, left_out[source.head.title])
        if source.head.title in left_out
        else tab_not_read(source, matches.get(source.head.sheet_id))
        for source in untouched
    ]
    there = {one.part.tab for one in parts} | {one.tab.name for one in layout.tabs}
    return Proposal(
        parts=parts,
        already=tuple(BY_NAME[name].title for name in already),
        not_read=(*columns_not_read(sources, matches, read, _doubtful(parts), left_out), *tabs),
        unfilled=_unfilled(parts),
        missing=tuple(tab.title for tab in TABS if tab.needed and tab.name not in there),
    )


def _sources(heads: Sequence[Head], looked: Mapping[int, frozenset[int]] | None) -> list[Unknown]:
    """The tabs that people keep and that hold anything."""
    return [
        unknown(head, None if looked is None else looked.get(head.sheet_id, frozenset()))
        for head in heads
        if head.title not in OWN_TITLES and any(head.rows)
    ]


def columns_to_look_into(heads: Sequence[Head], looked: Mapping[int, frozenset[int]]) -> dict[int, frozenset[int]]:
    """By the id of a tab the columns that would be proposed and were not looked into yet, by their headings.

    What is seen in them may make another column the one to propose, so ask again until nothing is left.
    """
    wanted = {}
    for source in _sources(heads, looked):
        found = best_match(source, candidates(source.head)) if source.row else None
        if found and not found.missing:
            places = {*found.fields.values(), *(step_places(source) if found.tab is PARTICIPANTS else ())}
            number = source.head.sheet_id
            wanted[number] = frozenset(places) - looked.get(number, frozenset())
    return {number: places for number, places in wanted.items() if places}


def _read(parts: Sequence[ProposedPart], already: Sequence[str], layout: Layout) -> dict[str, frozenset[str]]:
    """The headings that are read, by the plain title of their tab."""
    read = dict(headings_of(SheetMapping(tuple(one.part for one in parts))))
    for one in layout.tabs:
        if one.tab.name in already:
            names = frozenset(plain(column.heading) for column in one.columns)
            read[plain(one.title)] = read.get(plain(one.title), frozenset()) | names
    return read


def _doubtful(parts: Sequence[ProposedPart]) -> dict[tuple[str, str], str]:
    """Our heading for each title and heading that may be meant."""
    return {
        (plain(one.part.source), plain(column.heading)): one.part.known.column(column.field).heading
        for one in parts
        for column in one.doubtful
    }


def _already(drafts: Sequence[Draft], proposed: Sequence[ProposedPart], layout: Layout) -> tuple[str, ...]:
    """The known tabs to which a mapping would add nothing."""
    read: dict[str, set[tuple[int, str]]] = {}
    for one in layout.tabs:
        read.setdefault(one.tab.name, set()).update((one.sheet_id, column.field) for column in one.columns)
    wanted: dict[str, bool] = {}
    for draft, told in zip(drafts, proposed, strict=True):
        part, places = told.part, {(draft.source.head.sheet_id, name) for name in draft.places}
        same = places <= read.get(draft.tab.name, set()) and not (part.fixed or part.code_prefix or part.words)
        wanted[draft.tab.name] = wanted.get(draft.tab.name, False) or not same
    return tuple(tab.name for tab in TABS if tab.name in read and not wanted.get(tab.name, False))


# --- A draft as a part ------------------------------------------------------------------------------------------------


def _part(draft: Draft, letters: str) -> ProposedPart:
    tab, source = draft.tab, draft.source
    part = Part(
        tab=tab.name,
        source=source.head.title,
        columns={name: source.headings[index] for name, index in _in_order(tab, draft.places)},
        fixed=draft.fixed,
        words=_words(draft),
        code_prefix=letters if _has_bare_numbers(draft) else None,
        once=draft.once,
    )
    shown = tuple(_shown(draft, name, index) for name, index in _in_order(tab, draft.places))
    return ProposedPart(part, shown, tuple(_shown(draft, name, index) for name, index in _in_order(tab, draft.near)))


def _in_order(tab: Tab, places: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(column.field, places[column.field]) for column in tab.read_columns if column.field in places]


def _words(draft: Draft) -> dict[str, str]:
    """Words of the sheet that mean one of ours; a word that means two things is left for a person to say."""
    meant: dict[str, set[str]] = {}
    for name, index in draft.places.items():
        column = draft.tab.column(name)
        if column.choices and column.kind in (Kind.CHOICE, Kind.CHOICES):
            for word, ours in foreign_words(column.choices, draft.source.profile(index).texts).items():
                meant.setdefault(word, set()).add(ours)
    return {word: next(iter(ours)) for word, ours in sorted(meant.items()) if len(ours) == 1}


def _letters(drafts: Sequence[Draft]) -> str:
    """The letters before bare numbers of people: those that the codes of the sheet have, if it has any."""
    starts: Counter[str] = Counter()
    for draft in drafts:
        for index in _code_places(draft):
            starts.update(draft.source.profile(index).code_starts)
    return starts.most_common(1)[0][0] if starts else CODE_PREFIX


def _has_bare_numbers(draft: Draft) -> bool:
    """Whether bare numbers are the habit of a sheet, and not a slip of the pen."""
    profiles = [draft.source.profile(index) for index in _code_places(draft)]
    return any(one.share(one.bare_numbers) >= A_HABIT for one in profiles)


def _code_places(draft: Draft) -> list[int]:
    return [index for name, index in draft.places.items() if draft.tab.column(name).kind is Kind.CODE]


def _shown(draft: Draft, name: str, index: int) -> ProposedColumn:
    content, column = draft.source.profile(index), draft.tab.column(name)
    told = example(column, content)
    kind = "woorden uit onze lijst" if told and column.choices else content.kind
    return ProposedColumn(name, draft.source.headings[index], column_letter(index), kind, told)


def _unfilled(parts: Sequence[ProposedPart]) -> dict[str, tuple[str, ...]]:
    """Our columns that no part fills, by the title of the tab."""
    filled: dict[str, set[str]] = {}
    for one in parts:
        filled.setdefault(one.part.tab, set()).update(one.part.columns, one.part.fixed)
    return {
        BY_NAME[name].title: tuple(
            column.heading for column in BY_NAME[name].read_columns if column.field not in fields
        )
        for name, fields in filled.items()
    }


def doubtful_columns(proposal: Proposal) -> Mapping[int, Mapping[str, str]]:
    """The doubtful columns by the place of their part, for the remarks in the file of the mapping."""
    return {
        place: {column.field: column.heading for column in one.doubtful} for place, one in enumerate(proposal.parts)
    }
