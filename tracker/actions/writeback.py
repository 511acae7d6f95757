"""A sync with what is around it: what is remembered of the sheet, and the tracker's own tabs that are written back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from tracker.actions.answer_rows import reaction_rows
from tracker.actions.known import facts_of
from tracker.actions.syncing import Synced, sync
from tracker.actions.terms import Tell, Terms, quiet
from tracker.choices import GUIDES, NEXT_ACTIONS, OWN_GOALS
from tracker.errors import SheetError, TrackerError
from tracker.figures.attention import Thresholds, signals
from tracker.figures.catalogue import CATALOGUE
from tracker.figures.facts import Facts, Person
from tracker.figures.state import state
from tracker.figures.timeline import ACTIVITY_OF, runs_on, where
from tracker.model import Activity, Finding, Severity, Step
from tracker.wording import today_at
from tracker.writeback import OwnTab, Reaction, WorkItem, check_tab, overview_tab, progress_tab, reactions_tab

if TYPE_CHECKING:
    from tracker.sheet.source import Desk
    from tracker.store import Store

_MEMORY, _WRITTEN_FOR, _WRITTEN_ON = "sheet_memory", "own_tabs_for", "own_tabs_on"
"""What the store remembers: of the sheet, for which content the own tabs were written last, and on which day."""

_ANSWERS = "own_tabs_answers"
"""What it remembers of the answers of partners that the own tabs were written with."""

_LIMITED = frozenset(one.code for one in CATALOGUE if one.fewer_is_better)
"""The figures of which a target is a limit: to come above it is no success."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A sync and what came of writing back: `trouble` says why the own tabs could not be written.

    `own_place` is where those tabs are (Dutch), `reads` and `writes` are the calls to another computer that it took.
    """

    synced: Synced
    wrote: bool = False
    own_place: str = ""
    trouble: TrackerError | None = None
    reads: int = 0
    writes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How to sync: as a `trial`, `confirmed` by a person, and `closely` (is the sheet thrown away?)."""

    trial: bool = False
    confirmed: bool = False
    closely: bool = True


def sync_shared(
    desk: "Desk",
    store: "Store",
    key: bytes,
    terms: Terms,
    manner: Manner | None = None,
    tell: Tell = quiet,
) -> Shared:
    """Sync with a sheet that people keep, then bring the tracker's own tabs up to date; a trial writes nothing.

    When the own tabs cannot be written the sync stands, and the next one tries again. Raises what `sync` raises.
    """
    manner = manner or Manner()
    before = desk.calls
    ours = store.recall("source") in {None, desk.name}
    desk.learn(store.recall(_MEMORY) if ours else None)
    tell("Het blad lezen")
    desk.look(closely=manner.closely)
    if ours and not manner.trial:
        _see_to_own_tabs(desk, store)
    try:
        synced = sync(desk, store, key, terms, trial=manner.trial, confirmed=manner.confirmed, tell=tell)
    except SheetError as error:
        if ours and not manner.trial:
            _show_refusal(desk, store, terms, error)
        raise
    wrote, trouble = False, None
    if not manner.trial and (ours or synced.status != "held"):
        tell("De eigen tabbladen bijwerken")
        wrote, trouble = _write_back(desk, store, terms, synced)
    after = desk.calls
    reads, writes = after.read - before.read, after.write - before.write
    return Shared(synced=synced, wrote=wrote, own_place=desk.own_place, trouble=trouble, reads=reads, writes=writes)


def show_shared(desk: "Desk", store: "Store", key: bytes, terms: Terms, synced: Synced, tell: Tell = quiet) -> Shared:
    """Bring the own tabs up to date after the database changed by itself, as when a sync was taken back.

    The sheet is read for what stands in `Controle`, and nothing of it is stored. A sheet that is not the one that the
    database knows is left alone. Raises nothing of the sheet: `trouble` says why it could not be done.
    """
    before = desk.calls
    wrote, trouble = False, None
    if store.recall("source") == desk.name:
        desk.learn(store.recall(_MEMORY))
        tell("Het blad lezen")
        desk.look()
        try:
            seen = sync(desk, store, key, terms, trial=True, tell=tell)
        except TrackerError as error:
            trouble = error
        else:
            tell("De eigen tabbladen bijwerken")
            wrote, trouble = _write_back(desk, store, terms, seen)
    after = desk.calls
    reads, writes = after.read - before.read, after.write - before.write
    return Shared(synced=synced, wrote=wrote, own_place=desk.own_place, trouble=trouble, reads=reads, writes=writes)


def _see_to_own_tabs(desk: "Desk", store: "Store") -> None:
    """A sheet that did not change is looked at whole when its own tabs are gone, or were not written for it yet.

    The same when partners answered since.
    """
    mark = store.recall("fingerprint")
    behind = store.recall(_WRITTEN_FOR) != mark or store.recall(_ANSWERS) != store.answers.mark()
    if mark and (behind or (desk.fingerprint() is not None and desk.lacks_own_tabs())):
        store.remember("fingerprint", "")


def _write_back(desk: "Desk", store: "Store", terms: Terms, synced: Synced) -> tuple[bool, TrackerError | None]:
    """Write the own tabs when the rows were looked at; remember what was written, and for what."""
    if synced.found is None:
        _remember(store, {_MEMORY: desk.memory})
        return False, None
    today = today_at(terms.now).isoformat()
    store.answers.sweep(terms.now)
    # An answer that comes while the tabs are written is not in them, so that the mark of before is what they hold.
    answers = store.answers.mark()
    tabs = _tabs(desk, store, terms, synced.found, synced)
    try:
        wrote = desk.write(tabs, terms.now, whole=store.recall(_WRITTEN_ON) != today)
    except TrackerError as error:
        _remember(store, {_MEMORY: desk.memory})
        return False, error
    done = store.recall("fingerprint") or ""
    _remember(store, {_MEMORY: desk.memory, _WRITTEN_ON: today, _WRITTEN_FOR: done, _ANSWERS: answers})
    return wrote, None


def _tabs(
    desk: "Desk", store: "Store", terms: Terms, found: Sequence[Finding], synced: Synced | None = None
) -> tuple[OwnTab, ...]:
    """The own tabs as the database knows it, with what was found; `synced` when the rows were looked at."""
    waits, sightings = (synced.held_because, synced.sightings) if synced else ((), {})
    if not store.latest():
        return own_tabs(None, terms, found, waits)
    world = store.world()
    known = facts_of(store, world)
    rows = reaction_rows(store, known, world, today_at(terms.now), desk.read().tabs, sightings)
    return own_tabs(known, terms, found, waits, rows)


def _remember(store: "Store", values: Mapping[str, str]) -> None:
    """Keep what is not kept already: most syncs change nothing, and then nothing is written to the disk."""
    for name, value in values.items():
        if store.recall(name) != value:
            store.remember(name, value)


def _show_refusal(desk: "Desk", store: "Store", terms: Terms, error: SheetError) -> None:
    """Say in `Controle` why the sheet could not be used, if it could be read that far; figures stay as they were."""
    try:
        reading = desk.read()
        why = Finding(code="geweigerd", severity=Severity.FAULT, message=error.what, advice=error.advice)
        others = [
            one for one in reading.findings if one.severity is not Severity.INFO and one.message not in error.what
        ]
        desk.write(_tabs(desk, store, terms, [why, *others]), terms.now)
    except TrackerError:
        return
    _remember(store, {_MEMORY: desk.memory, _WRITTEN_FOR: ""})


# --- What goes in the tabs --------------------------------------------------------------------------------------------


def own_tabs(
    known: Facts | None,
    terms: Terms,
    findings: Sequence[Finding],
    waits: Sequence[str] = (),
    reactions: Sequence[Reaction] = (),
) -> tuple[OwnTab, ...]:
    """The tracker's own tabs as the sheet and the database say now; without a database only `Controle`."""
    check = check_tab(findings, waits)
    if known is None:
        return (check,)
    today = today_at(terms.now)
    return (
        overview_tab(work_list(known, today, terms), today),
        check,
        progress_tab(state(known, today, terms.now).figures, _LIMITED),
        reactions_tab(reactions),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """The signals about one person; `rank` is the place of the first among those of everyone."""

    rank: int
    urgent: list[str] = field(default_factory=list)
    good: list[str] = field(default_factory=list)


_NOTHING_TOLD = _Told(0)


def work_list(known: Facts, today: date, terms: Terms) -> tuple[WorkItem, ...]:
    """Everyone who was registered by a day, with what they do, since when, and what needs attention."""
    told = _signals(known, today, terms)
    items = []
    for person in known.people:
        activity = where(person, today)
        if activity is not None:
            items.append(_item(person, activity, today, told.get(person.code, _NOTHING_TOLD)))
    return tuple(items)


def _item(person: Person, activity: Activity, today: date, told: _Told) -> WorkItem:
    one = person.participant
    return WorkItem(
        code=one.code,
        guided_by=GUIDES.word(one.guided_by) if one.guided_by else None,
        own_goal=OWN_GOALS.word(one.own_goal) if one.own_goal else None,
        where=activity,
        since=_since(person, activity, today),
        planned_end=_planned_end(person, activity, today),
        next_action=NEXT_ACTIONS.word(one.next_action) if one.next_action else None,
        action_on=one.action_on,
        signals=tuple(told.urgent),
        good_news=tuple(told.good),
        rank=told.rank,
    )


def _since(person: Person, activity: Activity, today: date) -> date | None:
    """When what someone does now began."""
    running = _running(person, activity, today)
    if running:
        return min(step.start for step in running)
    if activity is Activity.BETWEEN_STEPS:
        return max((step.end for step in person.steps if step.end and step.end <= today), default=None)
    starts = {
        Activity.PAUSE: person.participant.paused_from,
        Activity.SEARCHING: person.participant.seeks_since or person.registered,
        Activity.REGISTERED: person.registered,
        Activity.CLOSED: person.participant.closed_on,
    }
    return starts.get(activity)


def _planned_end(person: Person, activity: Activity, today: date) -> date | None:
    if activity is Activity.PAUSE:
        return person.participant.paused_until
    ends = [step.end or step.planned_end for step in _running(person, activity, today)]
    return min((end for end in ends if end is not None), default=None)


def _running(person: Person, activity: Activity, today: date) -> list[Step]:
    return [step for step in person.steps if runs_on(step, today) and ACTIVITY_OF.get(step.kind) is activity]


def _signals(known: Facts, today: date, terms: Terms) -> Mapping[str, _Told]:
    """What needs attention about each participant, and the good news; the most urgent first."""
    told: dict[str, _Told] = {}
    limits = Thresholds(**terms.thresholds, consent_is_ground=terms.consent_is_ground)
    for rank, one in enumerate(signals(known, today, limits)):
        if one.participant:
            about = told.setdefault(one.participant, _Told(rank))
            (about.good if one.is_good else about.urgent).append(one.message)
    return told
