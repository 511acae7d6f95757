"""The page about the sheet: how the last syncs went, what is wrong in which cell, and what can be done about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import actions, wiring, wording
from tracker.actions.visitor import Role
from tracker.errors import StoreError, TrackerError
from tracker.model import Finding, Severity
from tracker.web.access import who
from tracker.web.door import Door
from tracker.web.draw import Stage
from tracker.web.errands import Errands

if TYPE_CHECKING:
    from tracker.sheet.source import Desk
    from tracker.store import Store

_TEAM = (Role.PROJECT_LEADER, Role.PROGRAMME_TEAM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Findings of one tab: each with where it is, and the address that opens it (empty when there is none)."""

    title: str
    findings: tuple[tuple[Finding, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QualityPage:
    """Everything that the page shows; `read_now` says that the sheet itself was read for it.

    `remarks` are findings without a hurry, apart from those that ask for something now.
    """

    course: actions.Course
    standstill: actions.Standstill | None
    lead: str
    groups: tuple[Group, ...]
    remarks: tuple[Group, ...]
    read_now: bool
    trouble: str
    in_google: bool
    stale: str
    errand: actions.Errand | None


def add_quality(app: Flask, stage: Stage, door: Door, errands: Errands) -> None:
    """Put the page on `/kwaliteit`, and its forms below it."""
    pages = QualityPages(stage, door, errands)
    for rule, endpoint, view, method in (
        ("/kwaliteit", "quality", pages.show, "GET"),
        ("/kwaliteit/bijwerken", "quality_update", pages.update, "POST"),
        ("/kwaliteit/klopt", "quality_waiting", pages.waiting, "GET"),
        ("/kwaliteit/klopt", "quality_confirm", pages.confirm, "POST"),
        ("/kwaliteit/terugdraaien/<int:number>", "quality_back", pages.back, "GET"),
        ("/kwaliteit/terugdraaien/<int:number>", "quality_take_back", pages.take_back, "POST"),
    ):
        app.add_url_rule(rule, endpoint, view, methods=[method])


class QualityPages:
    """The views; what changes something is a form of the project leader's."""

    def __init__(self, stage: Stage, door: Door, errands: Errands) -> None:
        self._stage, self._door, self._errands = stage, door, errands

    @who(*_TEAM, person_level=True)
    def show(self) -> str:
        """How the sheet is, by what is kept; a workbook, and any sheet when asked, is read for it."""
        with self._stage.store() as store:
            page = self._page(store, asked=request.args.get("nu") == "ja")
        return render_template("quality/quality.html", page=page)

    def _page(self, store: "Store", *, asked: bool) -> QualityPage:
        course = actions.course(store)
        in_google = bool(course.source) and wiring.is_google(course.source or "")
        found, trouble = None, ""
        if course.last and (asked or not in_google):
            try:
                found = actions.look_ahead(self._desk(store), store, self._stage.data_key, self._terms()).synced.found
            except TrackerError as error:
                trouble = f"{error.what} {error.advice}"
        kept = actions.kept_findings(store) if course.good and found is None else ()
        findings = tuple(found or kept)
        rows, since = actions.stale_rows(store, None) if course.good else (0, None)
        addresses = actions.sheet_addresses(store)
        return QualityPage(
            course=course,
            standstill=actions.standstill(store),
            lead=wording.summary(findings) if course.good else "",
            groups=_groups([one for one in findings if one.severity is not Severity.INFO], addresses),
            remarks=_groups([one for one in findings if one.severity is Severity.INFO], addresses),
            read_now=found is not None,
            trouble=trouble,
            in_google=in_google,
            stale=_stale(rows, wording.moment(since) if since else ""),
            errand=self._errands.last(),
        )

    def _desk(self, store: "Store") -> "Desk":
        """The sheet that the database knows, whatever the settings say by now."""
        return wiring.sheet(self._stage.settings, store.recall("source"))

    def _terms(self, by: actions.By | None = None) -> actions.Terms:
        return self._stage.terms(by)

    # --- Update now ---------------------------------------------------------------------------------------------------

    @who(Role.PROJECT_LEADER, action=True)
    def update(self) -> Response:
        """Begin a sync."""
        self._begin_update("Het blad bijwerken", None)
        return redirect(url_for("quality"), 303)

    def _begin_update(self, what: str, confirmed: str | None) -> None:
        by, settings = self._errands.by(), self._stage.settings

        def work(store: "Store") -> tuple[str, ...]:
            means = actions.Means(
                key=self._stage.data_key,
                post=lambda: wiring.post(settings),
                pages=settings.base_url,
            )
            return actions.update_now(self._desk(store), store, self._terms(by), means, confirmed=confirmed)

        self._errands.begin(what, work)

    # --- A change that waits ------------------------------------------------------------------------------------------

    @who(Role.PROJECT_LEADER, person_level=True)
    def waiting(self) -> str:
        """What the sync that waits would do."""
        with self._stage.store() as store:
            if not actions.course(store).waits:
                abort(404)
            seen = actions.look_ahead(self._desk(store), store, self._stage.data_key, self._terms())
        return render_template("quality/waiting.html", seen=seen)

    @who(Role.PROJECT_LEADER, action=True)
    def confirm(self) -> Response:
        """Let through what was shown."""
        mark = request.form.get("kenmerk", "")
        if not mark:
            abort(400)
        self._begin_update("De wijziging doorlaten", mark)
        return redirect(url_for("quality"), 303)

    # --- Take back ----------------------------------------------------------------------------------------------------

    @who(Role.PROJECT_LEADER, person_level=True)
    def back(self, number: int) -> str:
        """What taking a sync back would do."""
        with self._stage.store() as store:
            try:
                plan = actions.taking_back(store, number, self._stage.now())
            except StoreError:
                abort(404)
        return render_template("quality/back.html", plan=plan)

    @who(Role.PROJECT_LEADER, action=True)
    def take_back(self, number: int) -> Response:
        """Take it back."""
        by, key = self._errands.by(), self._stage.data_key

        def work(store: "Store") -> tuple[str, ...]:
            try:
                desk = self._desk(store)
            except TrackerError:
                desk = None
            return actions.take_back_now(desk, store, key, self._terms(by), number)

        self._errands.begin(f"Sync {number} terugdraaien", work)
        return redirect(url_for("quality"), 303)


def _groups(findings: Sequence[Finding], addresses: Mapping[str, str]) -> tuple[Group, ...]:
    return tuple(
        Group(title=title, findings=tuple((one, _link(one, addresses)) for one in some))
        for title, some in wording.by_tab(findings)
    )


def _link(finding: Finding, addresses: Mapping[str, str]) -> str:
    """The address that opens the cell of a finding in a browser, or its row."""
    tab = addresses.get(finding.tab or "")
    if tab is None:
        return ""
    place = finding.cell or (f"{finding.row}:{finding.row}" if finding.row else "")
    return f"{tab}&range={place}" if place else tab


def _stale(rows: int, since: str) -> str:
    if not rows:
        return ""
    which = wording.plural(rows, "rij houdt", "rijen houden")
    return f"{which} een oude waarde, omdat er nu iets staat dat wij niet kunnen lezen. De oudste sinds {since}."
