"""Whatever people and the network do: nothing of theirs is touched, nothing is half done, and in the end all is equal.

A machine lets people edit (also between two calls of one sync), Google fail, and the tracker sync, in any order. A
second sheet gets the same edits and no tracker: it shows what people's cells must be.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.google import Emulator, Fault, Sheet
from tests.google.sheet import Plain
from tests.google_desk import SMALL, Hours, desk_of
from tracker.actions import Manner, Shared, Terms, sync, sync_shared
from tracker.actions.known import facts_of
from tracker.actions.writeback import own_tabs
from tracker.columns import BY_NAME
from tracker.errors import SheetError
from tracker.intake.names import plain
from tracker.model import CellError, TabReading, World
from tracker.sheet.google import GoogleSheet
from tracker.sheet.google_errors import GoogleError
from tracker.sheet.google_own import OWN_IDS
from tracker.store import Store, open_store

WHOLE = os.environ.get("EW_PROOF") == "whole"
EXAMPLES, STEPS = (600, 8) if WHOLE else (60, 8)

IMPATIENT, PATIENT, SLOW = 0.1, 120.0, 0.15
"""Seconds: how long the tracker waits for an answer, how long when all is well, and how long a slow answer takes."""

KEY = b"k" * 32
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TITLES = ("Deelnemers", "Stappen", "Partners")
NAMES = {"Deelnemers": "participants", "Stappen": "steps", "Partners": "partners"}

TYPED = (
    "3-3-2026",
    "31-2-2026",
    "maart 2026",
    "24",
    "12,5",
    "stage",
    "stagge",
    "D-002",
    "d-3",
    "",
    "   ",
    "=1/0",
    "🦋",
)
_FAULTS = (
    Fault.SLOW,
    Fault.QUOTA,
    Fault.QUOTA_HTML,
    Fault.INTERNAL,
    Fault.BAD_GATEWAY,
    Fault.UNAVAILABLE,
    Fault.RESET_BEFORE,
    Fault.RESET_AFTER,
    Fault.TRUNCATED,
    Fault.UNAUTHENTICATED,
    Fault.FORBIDDEN,
    Fault.NOT_FOUND,
)


Edit: TypeAlias = tuple[Any, ...]
"""What somebody does: the name of a method of `People`, and what it is given."""


Content: TypeAlias = tuple[tuple[tuple[str, object], ...], ...]
"""What a tab holds: for each filled row its fields with what they hold, in order of their names."""


def _content(rows: Iterable[Mapping[str, object]]) -> Content:
    kept = [tuple(sorted((name, cell) for name, cell in row.items() if cell is not None)) for row in rows]
    return tuple(row for row in kept if any(str(cell).strip() for _, cell in row))


def _plain(cell: object) -> object:
    """A cell without its type: a date is its number of days, an error is its text, and an empty text is nothing."""
    if isinstance(cell, datetime):
        return (cell - datetime(1899, 12, 30)) / timedelta(days=1)
    if isinstance(cell, CellError):
        return cell.text
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell or None


def _read(tab: TabReading) -> Content:
    return _content({name: _plain(cell) for name, cell in zip(tab.fields, row.values, strict=True)} for row in tab.rows)


class People:
    """What people do: every edit is made in the sheet, and in a second one that the tracker never sees."""

    def __init__(self, google: Emulator) -> None:
        tabs = {title: list(rows) for title, rows in SMALL.items()}
        self.sheet = google.new_sheet("Echt", tabs)  # type: ignore[arg-type]
        self.twin = google.new_sheet("Zonder tracker", tabs)  # type: ignore[arg-type]
        google.share(self.sheet)
        self.titles = {title: title for title in TITLES}
        self.versions: set[tuple[Content, ...]] = set()
        self.note()

    def both(self, edit: Callable[[Sheet], object]) -> None:
        """Make an edit in both sheets, and write down how many rows there are now."""
        edit(self.sheet)
        edit(self.twin)
        self.note()

    def note(self) -> None:
        """Write down what the sheet holds now, as somebody who copies it by hand."""
        self.versions.add(tuple(self._content(title) for title in TITLES))

    def forget_versions(self) -> None:
        """Only what is now and what comes can be seen from here on."""
        self.versions.clear()
        self.note()

    def _content(self, title: str) -> Content:
        """The rows of a tab that hold something in a column that may be read, by the fields of those columns."""
        grid = self.sheet.grid(self.titles[title], shown=False)
        head = self._head(title) - 1
        fields = {plain(column.heading): column.field for column in BY_NAME[NAMES[title]].read_columns}
        kept = {at: fields[name] for at, heading in enumerate(grid[head]) if (name := plain(str(heading))) in fields}
        rows = [{kept[at]: _plain(cell) for at, cell in enumerate(row) if at in kept} for row in grid[head + 1 :]]
        return _content(rows)

    def same(self) -> bool:
        """Whether people's tabs are what they would be without a tracker."""
        own = set(OWN_IDS.values())
        return [tab for tab in self.sheet.book.tabs if tab.sheet_id not in own] == self.twin.book.tabs

    def do(self, edit: Edit) -> None:
        """Make one edit; a row or column that is no longer there is left alone, as a person would."""
        getattr(self, edit[0])(*edit[1:])

    # --- What they do ----------------------------------------------------------------------------------------------

    def type(self, title: str, row: int, column: int, text: str) -> None:
        name = self.titles[title]
        self.both(lambda sheet: sheet.type(name, f"{chr(65 + column)}{row + self._head(title) + 1}", text))

    def add(self, title: str, number: int) -> None:
        name, day = self.titles[title], date(2026, 1, 1) + timedelta(days=number)
        headings = self.sheet.grid(name)[self._head(title) - 1]
        given: dict[str, Plain] = {"Deelnemer": f"D-{number:03}", "Stap": "stage", "Start": day}
        given |= {"Partner": f"Partner {number}", "Akkoord op": day, "Aangemeld op": day, "Naam": "Iemand Anders"}
        if title == "Stappen":
            given["Partner"] = "Zorggroep De Linde"
        self.both(lambda sheet: sheet.add_rows(name, [[given.get(str(heading)) for heading in headings]]))

    def delete(self, title: str, row: int) -> None:
        name, at = self.titles[title], row + self._head(title) + 1
        if at <= self.sheet.tab(name).row_count:
            self.both(lambda sheet: sheet.delete_row(name, at))

    def insert(self, title: str, row: int) -> None:
        name, at = self.titles[title], min(row, len(self.sheet.grid(self.titles[title]))) + 1
        self.both(lambda sheet: sheet.insert_row(name, at))

    def sort(self, title: str, column: int, down: bool) -> None:
        name, head = self.titles[title], self._head(title)
        self.both(lambda sheet: sheet.sort(name, chr(65 + column), header_rows=head, descending=down))

    def move(self, title: str, column: int, before: int) -> None:
        name = self.titles[title]
        self.both(lambda sheet: sheet.move_column(name, chr(65 + column), chr(65 + before)))

    def widen(self, title: str, column: int) -> None:
        name = self.titles[title]
        if self.sheet.tab(name).column_count < 40:
            self.both(lambda sheet: sheet.insert_column(name, chr(65 + column)))

    def rename(self, title: str, number: int) -> None:
        old, new = self.titles[title], f"{title} {number}" if number else title
        self.sheet.rename(old, new)
        self.twin.rename(old, new)
        self.titles[title] = new
        self.note()

    def _head(self, title: str) -> int:
        grid = self.sheet.grid(self.titles[title])
        return next(at for at, row in enumerate(grid, 1) if "Deelnemer" in row or "Partner" in row)


EDITS = st.one_of(
    st.tuples(st.just("type"), st.sampled_from(TITLES), st.integers(0, 5), st.integers(0, 7), st.sampled_from(TYPED)),
    st.tuples(st.just("add"), st.sampled_from(TITLES), st.integers(4, 40)),
    st.tuples(st.just("delete"), st.sampled_from(TITLES), st.integers(0, 4)),
    st.tuples(st.just("insert"), st.sampled_from(TITLES), st.integers(0, 4)),
    st.tuples(st.just("sort"), st.sampled_from(TITLES), st.integers(0, 5), st.booleans()),
    st.tuples(st.just("move"), st.sampled_from(TITLES), st.integers(0, 6), st.integers(0, 7)),
    st.tuples(st.just("widen"), st.sampled_from(TITLES), st.integers(0, 7)),
    st.tuples(st.just("rename"), st.sampled_from(TITLES), st.integers(0, 2)),
)

FAULTS = st.sampled_from(_FAULTS)
CALLS = st.sampled_from(["ByDataFilter", "ByDataFilter", "batchUpdate", "batchUpdate", "GET /v4", "POST /token"])
OWN = ("Overzicht", "Controle", "Voortgang", "Reacties")


@cache
def emulator() -> Emulator:
    """One emulator for all machines: each has sheets of its own."""
    google = Emulator()
    google.quota.per_user = google.quota.per_project = None
    google.start()
    return google


@cache
def empty_database() -> Path:
    """A database in its newest form, to copy: making one takes longer than a sync."""
    path = Path(mkdtemp(prefix="ew-leeg-")) / "leeg.db"
    with open_store(f"sqlite:///{path}") as opened:
        opened.upgrade()
    return path


class Machine(RuleBasedStateMachine):
    """People, the network and the tracker, in any order."""

    @initialize(synced_before=st.sampled_from([True, True, True, False]))
    def begin(self, synced_before: bool) -> None:
        self.google = emulator()
        self.google.log.clear()
        self.people = People(self.google)
        self.folder = TemporaryDirectory(prefix="ew-chaos-")
        path = Path(self.folder.name) / "ew.db"
        shutil.copyfile(empty_database(), path)
        self.store: Store = open_store(f"sqlite:///{path}")
        self.desk: GoogleSheet | None = None
        self.now = NOW
        if synced_before:
            self.the_tracker_syncs()

    def teardown(self) -> None:
        try:
            self.in_the_end_all_is_equal()
        finally:
            self.quiet()
            self.store.close()
            self.folder.cleanup()

    def quiet(self) -> None:
        """Nothing goes wrong from here on, and nobody does anything."""
        self.google.faults.clear()
        self.google.service.edits = type(self.google.service.edits)()

    # --- What happens -----------------------------------------------------------------------------------------------

    @rule(
        edits=st.lists(EDITS, max_size=3),
        meanwhile=st.lists(st.tuples(EDITS, CALLS, st.booleans(), st.integers(0, 1)), max_size=2),
        faults=st.lists(st.tuples(FAULTS, CALLS, st.sampled_from([1, 1, 2, 4, 7]), st.integers(0, 2)), max_size=2),
        spoils=st.lists(st.tuples(st.sampled_from(OWN), st.sampled_from(["gone", "open", "short"])), max_size=1),
        moment=st.sampled_from(["the same day", "the same day", "a day later", "an old token", "a new process"]),
    )
    def people_edit_and_the_tracker_syncs_while_things_go_wrong(
        self, edits: list[Edit], meanwhile: list[Any], faults: list[Any], spoils: list[Any], moment: str
    ) -> None:
        for edit in edits:
            self.people.do(edit)
        for title, how in spoils:
            self.spoil(title, how)
        for edit, on, after, skip in meanwhile:
            plan = self.google.edits.after if after else self.google.edits.before
            plan(on, partial(self.people.do, edit), skip=skip)
        for fault, on, times, skip in faults:
            self.google.faults.add(fault, on, times=times, skip=skip, seconds=SLOW)
        self.now += timedelta(days=1) if moment == "a day later" else timedelta(minutes=1)
        if moment == "an old token":
            self.google.clock.advance(timedelta(minutes=61))
        if moment == "a new process":
            self.desk = None
        self.the_tracker_syncs()

    @rule()
    def the_faults_stop(self) -> None:
        self.quiet()

    def spoil(self, title: str, how: str) -> None:
        """Somebody does something to a tab of the tracker's own."""
        tab = next((tab for tab in self.people.sheet.book.tabs if tab.sheet_id == OWN_IDS[title]), None)
        if tab is None:
            return
        if how == "gone":
            self.people.sheet.delete_tab(tab.title)
        elif how == "open":
            tab.ranges.clear()
        elif tab.row_count > 2:
            self.people.sheet.delete_row(tab.title, 2)

    def the_tracker_syncs(self) -> None:
        """Either all of one moment of the sheet is stored, or nothing."""
        before, snapshots = self.world(), len(self.store.snapshots())
        self.people.forget_versions()
        try:
            shared = self.sync()
        except SheetError:
            assert self.world() == before
            assert len(self.store.snapshots()) == snapshots
            return
        self.the_database_is_what_was_read(shared)

    @precondition(lambda self: hasattr(self, "people"))
    @invariant()
    def nothing_of_people_is_touched(self) -> None:
        assert self.people.same()

    # --- What must be -----------------------------------------------------------------------------------------------

    def sync(self) -> Shared:
        if self.desk is None:
            self.desk = self.desk_that_waits(IMPATIENT)
        return sync_shared(self.desk, self.store, KEY, Terms(self.now), Manner(confirmed=True))

    def desk_that_waits(self, seconds: float) -> GoogleSheet:
        """The sheet as the tracker meets it; so long it waits for an answer."""
        return desk_of(self.google, self.people.sheet, patience=Hours().patience(answer=seconds))

    def world(self) -> dict[str, tuple[Any, ...]]:
        """All that the database knows."""
        known: World | None = self.store.world() if self.store.latest() else None
        return {name: tuple(held) for name, held in known.tabs.items()} if known else {}

    def the_database_is_what_was_read(self, shared: Shared) -> None:
        """All of one moment of the sheet, and nothing of another; a second look at the same reading changes nothing."""
        assert self.desk is not None
        tabs = {tab.tab: tab for tab in self.desk.read().tabs}
        read = tuple(_read(tabs[NAMES[title]]) for title in TITLES)
        assert read in self.people.versions
        assert [shared.synced.tabs[title].read for title in TITLES] == [len(rows) for rows in read]
        again = sync(self.desk, self.store, KEY, Terms(self.now), trial=True, confirmed=True)
        assert {kind: again.rows[kind] for kind in ("new", "changed", "gone")} == {"new": 0, "changed": 0, "gone": 0}

    def in_the_end_all_is_equal(self) -> None:
        """Once the faults stop, the next sync brings database and own tabs to the state of the sheet."""
        self.quiet()
        # On a busy computer a good answer may come too late for the impatient desk, as if things still went wrong.
        self.desk = self.desk_that_waits(PATIENT)
        for title in TITLES:
            self.people.rename(title, 0)
        self.people.forget_versions()
        try:
            shared = self.sync()
        except GoogleError:
            raise
        except SheetError:
            # People may have spoilt a header; then that is said, and nothing changed.
            return
        assert shared.trouble is None
        self.the_database_is_what_was_read(shared)
        assert self.desk is not None
        found = sync(self.desk, self.store, KEY, Terms(self.now), trial=True, confirmed=True).found
        assert found is not None
        for tab in own_tabs(facts_of(self.store, self.store.world()), Terms(self.now), found):
            self.own_tab_shows(tab.title, [[cell.value for cell in row] for row in tab.rows])
        assert self.people.same()

    def own_tab_shows(self, title: str, rows: list[list[Any]]) -> None:
        drawn = next(tab for tab in self.people.sheet.book.tabs if tab.sheet_id == OWN_IDS[title])
        assert len(drawn.ranges["protectedRanges"]) == 1
        assert drawn.row_count == max(2, len(rows) + 1)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, str) and value:
                    assert drawn.cell(number, column).entered == {"stringValue": value}


@pytest.mark.proof
def test_whatever_people_and_the_network_do_nothing_is_lost_or_half_done() -> None:
    chosen = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(Machine, settings=chosen)
    assert emulator().service.complaints == []
