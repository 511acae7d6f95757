"""The sheet as it was known at a moment, as a workbook: without what is never read, and without who may log in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.actions.audit import By, write_down
from tracker.actions.known import known_snapshot
from tracker.actions.sheet import spare_the_sheet
from tracker.columns import ACCESS, PARTICIPANTS, TABS, Tab
from tracker.figures.catalogue import CATALOGUE
from tracker.figures.facts import facts
from tracker.intake.names import plain
from tracker.intake.written import Written, written_row
from tracker.model import Held, Participant, World

if TYPE_CHECKING:
    from tracker.sheet.blueprint import Blueprint, Dropdown, SheetTab
    from tracker.store import Store, StoredFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A restored sheet: where it is, of which moment (UTC), its rows by the title of a tab, and a remark (Dutch)."""

    path: Path
    known_at: datetime
    rows: Mapping[str, int]
    remark: str = ""


def restore_sheet(
    store: "Store", path: Path, *, known_at: datetime | None, overwrite: bool, now: datetime, by: By | None = None
) -> Restored:
    """Write the sheet as known at a moment (by default at the last sync) to a new workbook.

    It has the tabs and columns that the sheet had then, so that it is read as that one was. `by` is who asks for it,
    for the audit log. Raises StoreError before
    the first sync, and FileError when the file cannot be written or is the sheet itself.
    """
    from tracker.sheet.blueprint import blank_sheet
    from tracker.sheet.newbook import write_book

    spare_the_sheet(path, store.recall("source"), "--naar hersteld.xlsx")
    number, moment, remark = known_snapshot(store, known_at)
    world = _with_first_days(store.world(number))
    tabs = [tab for tab in TABS if tab is not ACCESS and (tab.name in store.counts(number) or world.tabs.get(tab.name))]
    absent = _columns_not_there(tabs, store.findings(number), world)
    whole = blank_sheet(everything=True, figures=[one.code for one in CATALOGUE])
    rows = {tab.name: _rows(tab, world, absent[tab.name]) for tab in tabs}
    write_book(path, _narrowed(whole, absent), rows, created=now, overwrite=overwrite)
    write_down(store, by, "herstel", f"bekend op {moment.isoformat(timespec='minutes')}", number)
    return Restored(
        path=path,
        known_at=moment,
        rows={tab.title: len(world.tabs.get(tab.name, ())) for tab in tabs},
        remark=remark,
    )


# --- What the sheet had ----------------------------------------------------------------------------------------------


_NOT_THERE = {"kolom_niet_gebruikt": None, "akkoord_kolom_ontbreekt": PARTICIPANTS.column("consent_on").heading}
"""The findings that say that a column is not there, and which column where they do not name it."""


def _columns_not_there(
    tabs: Iterable[Tab], findings: Iterable["StoredFinding"], world: World
) -> dict[str, frozenset[str]]:
    """For each tab the headings of the columns that the sheet did not have.

    An empty column is not the same as none: without the column for consent everyone is kept, with an empty one nobody.
    """
    missing = {(plain(one.tab or ""), _NOT_THERE[one.code] or one.column) for one in findings if one.code in _NOT_THERE}
    found = {}
    for tab in tabs:
        names = {plain(name) for name in (tab.title, *tab.other)}
        headings = {heading for title, heading in missing if title in names}
        held = world.tabs.get(tab.name, ())
        found[tab.name] = frozenset(
            column.heading
            for column in tab.read_columns
            if column.heading in headings and all(_is_empty(one, column.field) for one in held)
        )
    return found


def _is_empty(one: Held, name: str) -> bool:
    return getattr(one.record, name) in (None, ())


def _narrowed(whole: "Blueprint", absent: Mapping[str, frozenset[str]]) -> "Blueprint":
    """The blueprint with these tabs only, without their absent columns."""
    tabs = tuple(
        replace(tab, columns=tuple(column for column in tab.columns if column.heading not in absent[tab.name]))
        for tab in whole.tabs
        if tab.name in absent
    )
    there = {(tab.title, column.heading) for tab in tabs for column in tab.columns}
    return replace(whole, tabs=tuple(_with_choices_there(tab, there) for tab in tabs))


def _with_choices_there(tab: "SheetTab", there: set[tuple[str, str]]) -> "SheetTab":
    """A dropdown offers what stands in a column of another tab only where that column is."""

    def offered(dropdown: "Dropdown | None") -> "Dropdown | None":
        if dropdown is None or dropdown.tab is None or (dropdown.tab, dropdown.heading) in there:
            return dropdown
        return replace(dropdown, tab=None, heading=None) if dropdown.words else None

    return replace(tab, columns=tuple(replace(one, dropdown=offered(one.dropdown)) for one in tab.columns))


# --- The rows --------------------------------------------------------------------------------------------------------


def _rows(tab: Tab, world: World, absent: frozenset[str]) -> Iterator[Sequence[Written]]:
    """The rows of a tab in the order in which they came in, a cell for each column that is there."""
    places = [at for at, column in enumerate(tab.columns) if column.heading not in absent]
    for one in world.tabs.get(tab.name, ()):
        row = written_row(tab, one.record)
        yield [row[at] for at in places]


def _with_first_days(world: World) -> World:
    """Everyone with the day from which they count, where that was the sync that first saw them.

    No sheet says that day, so it would be lost, and with it the figures of the days since.
    """
    first_days: dict[str, date] = {}
    for person in facts(world).people:
        starts = [step.start for step in person.steps]
        if person.participant.registered_on is None and (not starts or person.registered < min(starts)):
            first_days[person.code] = person.registered
    if not first_days:
        return world
    people = tuple(_registered(one, first_days) for one in world.tabs[PARTICIPANTS.name])
    return replace(world, tabs={**world.tabs, PARTICIPANTS.name: people})


def _registered(one: Held, first_days: Mapping[str, date]) -> Held:
    record = one.record
    if isinstance(record, Participant) and record.code in first_days:
        return replace(one, record=replace(record, registered_on=first_days[record.code]))
    return one
