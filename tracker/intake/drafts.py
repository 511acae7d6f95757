"""Parts of a mapping in the making: what each tab of the source is, and which steps stand beside people."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.choices import STEP_KINDS
from tracker.columns import PARTICIPANTS, PARTNERS, STEPS, Kind, Tab
from tracker.intake.content import may_be_people, misfit
from tracker.intake.headings import kind_and_field
from tracker.intake.layout import Layout
from tracker.intake.unknown import Match, Unknown

AHEAD = 0.2
"""From this share of days ahead on, a column of ends says what is planned."""


@dataclass(slots=True)
class Draft:
    """A part while it is made: the places of its columns in the source."""

    source: Unknown
    tab: Tab
    places: dict[str, int]
    fixed: dict[str, str] = field(default_factory=dict)
    near: dict[str, int] = field(default_factory=dict)
    once: bool = False


def drafts_of(source: Unknown, found: Match, today: date) -> list[Draft]:
    """The parts that one tab of the source gives: the tab that it is, and steps beside people on one row."""
    main = Draft(source, found.tab, dict(found.fields), near=dict(found.near))
    if found.tab is STEPS:
        _planned(main, today)
    if found.tab is not PARTICIPANTS:
        return [main]
    wide = list(_steps_beside(source, main.places["code"], today))
    taken = {index for draft in wide for name, index in draft.places.items() if name != "participant"}
    main.places = {name: index for name, index in main.places.items() if index not in taken}
    main.near = {name: index for name, index in main.near.items() if index not in taken}
    return [main, *wide]


def _steps_beside(source: Unknown, code: int, today: date) -> Iterator[Draft]:
    """One part for each kind of step that has columns of its own on the row of a person, with at least a start."""
    for option in STEP_KINDS.options:
        draft = Draft(source, STEPS, {"participant": code}, fixed={"kind": option.word})
        alone = None
        for index in source.open_places():
            said = kind_and_field(source.headings[index])
            if said is None or said[0] != option.code or index == code:
                continue
            if said[1] is None:
                alone = index
            else:
                _add(draft, said[1], index)
        if alone is not None:
            _add_alone(draft, option.code, alone)
        if "start" in draft.places:
            _planned(draft, today)
            yield draft


def step_places(source: Unknown) -> frozenset[int]:
    """The columns that may be of steps beside people, by their headings: those of a kind that may have a start."""
    said = {index: known for index in source.open_places() if (known := kind_and_field(source.headings[index]))}
    started = {kind for kind, name in said.values() if name in (None, "start")}
    return frozenset(index for index, (kind, _) in said.items() if kind in started)


def _add(draft: Draft, name: str, index: int) -> None:
    column, content = STEPS.column(name), draft.source.profile(index)
    if name in draft.places or misfit(column, content):
        return
    if column.kind is Kind.PARTNER and may_be_people(content):
        draft.near[name] = index
    else:
        draft.places[name] = index


def _add_alone(draft: Draft, kind: str, index: int) -> None:
    """A column that is called after the kind alone: a date is its start, a text the course or the organisation."""
    content = draft.source.profile(index)
    if content.kind == "datums":
        _add(draft, "start", index)
    elif content.kind == "tekst":
        _add(draft, "course" if kind == "training" else "partner", index)


def _planned(draft: Draft, today: date) -> None:
    """Ends of which many lie ahead are what was agreed, and not what happened."""
    index = draft.places.get("end")
    if index is None or "planned_end" in draft.places:
        return
    days = draft.source.profile(index).days
    if sum(day > today for day in days) > AHEAD * len(days):
        draft.places["planned_end"] = draft.places.pop("end")


def one_of_each(drafts: Sequence[Draft], layout: Layout) -> tuple[list[Draft], dict[str, str]]:
    """Of a tab with one row for each record only one source: rows of two could be about the same.

    A tab under our own name goes first, and then the fullest. Returns also why a source was left out, by its title;
    steps beside people are still read from it.
    """
    own = {(one.tab.name, one.sheet_id) for one in layout.tabs}

    def rank(draft: Draft) -> tuple[bool, int]:
        return (draft.tab.name, draft.source.head.sheet_id) in own, len(draft.places)

    best: dict[str, Draft] = {}
    for draft in drafts:
        other = best.get(draft.tab.name)
        if draft.tab.unique and (other is None or rank(draft) > rank(other)):
            best[draft.tab.name] = draft
    left = {
        draft.source.head.title: _second(best[draft.tab.name])
        for draft in drafts
        if draft.tab.unique and draft is not best[draft.tab.name]
    }
    return [draft for draft in drafts if not draft.tab.unique or draft is best[draft.tab.name]], left


def _second(first: Draft) -> str:
    return f"{first.tab.title} komen al uit “{first.source.head.title}”; zet ze bij elkaar op één tabblad"


def partners_from_people(drafts: Sequence[Draft], layout: Layout) -> list[Draft]:
    """Without a tab of partners, the names where people do their steps."""
    if any(draft.tab is PARTNERS for draft in drafts) or any(one.tab is PARTNERS for one in layout.tabs):
        return []
    places = {(draft.source.head.sheet_id, draft.places["partner"]): draft for draft in drafts if _names_partner(draft)}
    return [Draft(draft.source, PARTNERS, {"name": index}, once=True) for (_, index), draft in places.items()]


def people_from_steps(drafts: Sequence[Draft], matches: Collection[Match], layout: Layout) -> list[Draft]:
    """Where no tab looks like one of people, the codes at their steps, each once.

    A tab of people that cannot be read is told of instead: what else it holds of them should not be lost.
    """
    if any(found.tab is PARTICIPANTS for found in matches) or any(one.tab is PARTICIPANTS for one in layout.tabs):
        return []
    steps = [draft for draft in drafts if draft.tab is STEPS and "participant" in draft.places]
    return [Draft(one.source, PARTICIPANTS, {"code": one.places["participant"]}, once=True) for one in steps]


def _names_partner(draft: Draft) -> bool:
    return draft.tab is STEPS and "partner" in draft.places
