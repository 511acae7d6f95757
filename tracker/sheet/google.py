"""The shared Google Sheet: from its id to a reading in two calls, and from own tabs to the sheet in one."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tracker.columns import BY_NAME, PARTICIPANTS
from tracker.errors import SheetError
from tracker.intake.findings import Problem, finding
from tracker.intake.fit import titles_read
from tracker.intake.layout import Layout
from tracker.intake.mapping import Part, SheetMapping
from tracker.intake.names import plain
from tracker.model import Finding, Reading, TabReading
from tracker.sheet.client import Client
from tracker.sheet.google_errors import GoogleError, Trouble, in_bin, keeps_changing
from tracker.sheet.google_grid import (
    BOOK_FIELDS,
    PAGE_FIELDS,
    Ask,
    GridTab,
    Page,
    columns_of,
    first_asks,
    grid_tabs,
    header_rows,
)
from tracker.sheet.google_memory import KnownTab, Memory, as_text, from_text
from tracker.sheet.google_own import (
    OWN_IDS,
    Surroundings,
    after_writing,
    height_in,
    is_in_order,
    mark,
    requests,
)
from tracker.sheet.mapfile import for_google
from tracker.sheet.patience import Patience
from tracker.sheet.source import Calls
from tracker.writeback import OwnTab

if TYPE_CHECKING:
    from tracker.sheet.blueprint import Blueprint
    from tracker.sheet.google_new import Furnished

_ADDRESS = re.compile(r"https?://docs\.google\.com/spreadsheets/(?:u/\d+/)?d/([A-Za-z0-9_-]+)")
_ID = re.compile(r"[A-Za-z0-9_-]{25,}")

MOST_TURNS = 8
"""How often the cells are asked when headers are not where they were, before we say that it never stands still."""

LOADING_TURNS = 2
LOADING_WAIT = 2.0
"""Seconds between two looks at formulas that Google is still working out."""


def sheet_id_from(text: str) -> str | None:
    """The id of a Google Sheet in its address or on its own; None when it is neither, such as the path of a file."""
    found = _ADDRESS.match(text.strip())
    if found:
        return found.group(1)
    return text.strip() if _ID.fullmatch(text.strip()) else None


class GoogleSheet:
    """The sheet that people keep at Google. Reads allowed columns only, writes in the tracker's own tabs only."""

    def __init__(self, client: Client, sheet_id: str, patience: Patience | None = None) -> None:
        self._client = client
        self._id = sheet_id
        self._patience = patience or Patience()
        self._memory = Memory()
        self._tabs: tuple[GridTab, ...] = ()
        self._seen: Reading | SheetError | None = None
        self._mapping: SheetMapping | None = None
        self.thrown_away: bool | None = None

    def adopt(self, mapping: SheetMapping) -> None:
        """Read by a mapping from now on, because the sheet has another shape than ours."""
        self._mapping = mapping
        self._seen = None

    @property
    def _parts(self) -> Sequence[Part]:
        return self._mapping.parts if self._mapping else ()

    @property
    def name(self) -> str:
        """The id that stands in the address of the sheet."""
        return self._id

    @property
    def calls(self) -> Calls:
        """How many calls were made so far."""
        return Calls(self._client.count("read"), self._client.count("write"))

    @property
    def own_place(self) -> str:
        """The sheet itself."""
        return "de eigen tabbladen van de tracker in het blad"

    @property
    def memory(self) -> str:
        """Where the headers stood and what was written, as JSON."""
        return as_text(self._memory)

    def learn(self, memory: str | None) -> None:
        """Take up what was remembered of this sheet."""
        self._memory = from_text(memory)

    def look(self, *, closely: bool = False) -> None:
        """Look at the sheet anew. It goes on answering from the bin until it is deleted, so Drive is asked for that."""
        try:
            if closely:
                self.thrown_away = self._client.in_bin(self._id)
            if self.thrown_away:
                raise in_bin(self._client.address)
            self._seen = self._fetch()
        except SheetError as error:
            self._seen = error

    def fingerprint(self) -> str | None:
        """The hash of all that was read; None when it could not be read, and then `read` says why."""
        if self._seen is None:
            self.look()
        return self._seen.content if isinstance(self._seen, Reading) else None

    def read(self) -> Reading:
        """What was seen at the last look. Raises SheetError when it could not be read whole."""
        if self._seen is None:
            self.look()
        if isinstance(self._seen, Reading):
            return self._seen
        assert self._seen is not None
        raise self._seen

    # --- Reading -----------------------------------------------------------------------------------------------------

    def _fetch(self) -> Reading:
        """Read the sheet whole; somebody who takes out a tab or a row meanwhile makes us begin anew."""
        for _ in range(3):
            try:
                return self._fetch_once()
            except GoogleError as error:
                if error.trouble is not Trouble.REFUSED:
                    raise
        raise keeps_changing()

    def _fetch_once(self) -> Reading:
        self._tabs = grid_tabs(self._client.describe(self._id, BOOK_FIELDS))
        tabs = [tab for tab in self._tabs if tab.sheet_id not in OWN_IDS.values()]
        page, asks = self._page(tabs, first_asks(tabs, self._memory, self._mapping))
        for _ in range(LOADING_TURNS):
            if not page.loading():
                break
            with self._patience.network():
                self._patience.sleep(LOADING_WAIT)
            page = self._turn(asks, tabs)
            if page.further_asks() is not None:
                raise keeps_changing()
        self._miss_no_mapping(page.layout)
        self._remember(page, asks)
        return self._reading(page, asks)

    def _miss_no_mapping(self, layout: Layout) -> None:
        """Say so when a sheet that was read by a mapping cannot be read without it: nobody has to make tabs anew."""
        titles = titles_read(None)
        was_mapped = any(plain(tab.known_as) not in titles for tab in self._memory.tabs)
        if was_mapped and self._mapping is None and any(BY_NAME[name].needed for name in layout.unreadable):
            raise SheetError(
                "Wij lazen dit blad met een koppeling, en die vinden wij nu niet.",
                f"Start ew in de map met {for_google(self._id)}, of zet het pad van de koppeling in EW_KOPPELING.",
            )

    def _page(self, tabs: Sequence[GridTab], asks: dict[int, Ask]) -> tuple[Page, dict[int, Ask]]:
        """The cells of all known tabs: one call when headers are where they were, and else one or two more."""
        for _ in range(MOST_TURNS):
            page = self._turn(asks, tabs)
            further = page.further_asks()
            if further is None:
                return page, asks
            asks = further
        raise keeps_changing()

    def _turn(self, asks: dict[int, Ask], tabs: Sequence[GridTab]) -> Page:
        ranges: list[dict[str, Any]] = [one for ask in asks.values() for one in ask.ranges()]
        return Page(asks, tabs, self._client.read(self._id, ranges, PAGE_FIELDS) if ranges else {}, self._mapping)

    def _remember(self, page: Page, asks: dict[int, Ask]) -> None:
        """Keep where the headers stand. A tab that cannot be read now is still known by what it was."""
        found = {}
        for number, here in page.placed().items():
            first, last = header_rows(here)
            ask, columns = asks[number], columns_of(here)
            found[number] = KnownTab(number, here[0].tab.name, ask.known_as, first, columns, last, ask.tab.title)
        kept = {tab.sheet_id: tab for tab in self._memory.tabs if tab.sheet_id in asks}
        self._memory = replace(self._memory, tabs=tuple({**kept, **found}.values()))

    def _reading(self, page: Page, asks: dict[int, Ask]) -> Reading:
        tabs = page.readings()
        renamed = {ask.known_as: ask.tab for ask in asks.values() if ask.known_as != ask.tab.title}
        findings = [_by_new_title(one, renamed) for one in page.layout.findings]
        findings += [_renamed(was, tab.title) for was, tab in renamed.items()]
        unreadable = {name: _by_new_title(one, renamed) for name, one in page.layout.unreadable.items()}
        content = _content((self._id, self._mapping), page.layout, findings, tabs)
        return Reading(self._id, content, tabs, tuple(findings), unreadable)

    # --- Writing -----------------------------------------------------------------------------------------------------

    def lacks_own_tabs(self) -> bool:
        """Whether an own tab is gone, unprotected, or not as high as it was left."""
        if not self._memory.written:
            return True
        around = self._around()
        return any(not is_in_order(title, around, height_in(held)) for title, held in self._memory.written.items())

    def furnish(
        self, blueprint: "Blueprint", everything: "Blueprint", own: Sequence[OwnTab], at: datetime
    ) -> "Furnished":
        """Make what is missing of a blueprint and of the tracker's own tabs. Raises GoogleError.

        A tab that a mapping reads from elsewhere in the sheet is not missing.
        """
        from tracker.sheet.google_new import furnish, without_tabs

        wanted = without_tabs(blueprint, {part.tab for part in self._parts})
        return furnish(self._client, self._id, wanted, everything, own, at)

    def may_write(self) -> None:
        """Ask for something that only an editor is refused for the right reason: nothing changes, whoever asks it."""
        try:
            self._client.change(self._id, [{"deleteNamedRange": {"namedRangeId": "ew-dokter"}}])
        except GoogleError as error:
            if error.trouble is not Trouble.REFUSED:
                raise

    def clock_difference(self) -> float | None:
        """By the moment that Google puts on its answers."""
        return self._client.clock_difference

    def write(self, tabs: Sequence[OwnTab], at: datetime, *, whole: bool = False) -> bool:
        """Write own tabs in one call, all or nothing. Raises GoogleError."""
        self._expect_tabs()
        for last_try in (False, True):
            around = self._around()
            marks = {tab.title: mark(tab, around) for tab in tabs}
            stale = [tab for tab in tabs if whole or not self._is_current(tab, marks[tab.title], around)]
            if not stale:
                return False
            try:
                self._client.change(self._id, [one for tab in stale for one in requests(tab, around, at)])
            except GoogleError as error:
                if last_try or error.trouble is not Trouble.REFUSED:
                    raise
                # The answer to an earlier try may have been lost after it was done, or somebody was quicker.
                self._tabs = grid_tabs(self._client.describe(self._id, BOOK_FIELDS))
                continue
            self._memory = replace(self._memory, written={**self._memory.written, **marks})
            written = {tab.sheet_id: tab for tab in (after_writing(one, around) for one in stale)}
            self._tabs = tuple({**{tab.sheet_id: tab for tab in self._tabs}, **written}.values())
            return True
        return False

    def _expect_tabs(self) -> None:
        if not self._tabs:
            self._tabs = grid_tabs(self._client.describe(self._id, BOOK_FIELDS))

    def _is_current(self, tab: OwnTab, new: str, around: Surroundings) -> bool:
        return self._memory.written.get(tab.title) == new and is_in_order(tab, around, height_in(new))

    def _around(self) -> Surroundings:
        tabs = self._seen.tabs if isinstance(self._seen, Reading) else ()
        people = next((tab for tab in tabs if tab.tab == PARTICIPANTS.name), None)
        prefix = next((part.code_prefix for part in self._parts if part.tab == PARTICIPANTS.name), None)
        return Surroundings(self._tabs, people, self._client.address, prefix)


def _by_new_title(one: Finding, renamed: dict[str, GridTab]) -> Finding:
    return replace(one, tab=renamed[one.tab].title) if one.tab in renamed else one


def _renamed(was: str, title: str) -> Finding:
    return finding(Problem("tabblad_hernoemd", {"tab": title, "was": was}), tab=title)


def _content(
    read_as: tuple[str, SheetMapping | None], layout: Layout, findings: Sequence[Finding], tabs: Sequence[TabReading]
) -> str:
    """SHA-256 of all that was read, with the type of each value, and of what was said about its structure.

    A copy of the sheet is another sheet, and by another mapping it says something else, so these count too.
    """
    digest = hashlib.sha256(repr((read_as, findings, sorted(layout.unreadable))).encode())
    for tab in tabs:
        digest.update(repr(tab).encode())
    return digest.hexdigest()
