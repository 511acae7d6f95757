"""The past: what was known at a moment, and a sync that is taken back."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NoReturn

from tracker.actions.sync import TAKEN_BACK, Synced
from tracker.columns import TABS
from tracker.errors import StoreError
from tracker.history.apply import applied, mark_of
from tracker.history.changes import kinds_of_change
from tracker.history.undo import taken_back
from tracker.model import Change, Held, Severity, Snapshot, State, World
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.store import Store

# --- What was known --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Known:
    """What was known at a moment: the snapshot that holds it, and a remark (Dutch, or empty) about the moment."""

    number: int
    world: World
    moment: datetime
    remark: str = ""


def known_world(store: "Store", known_at: datetime | None) -> Known:
    """What was known at a moment, inclusive; by default at the last sync. Before the first sync: what that one saw.

    Raises StoreError when there was no sync yet.
    """
    number, moment, remark = known_snapshot(store, known_at)
    return Known(number, store.world(number), moment, remark)


def known_snapshot(store: "Store", known_at: datetime | None) -> tuple[int, datetime, str]:
    """The snapshot that holds what was known at a moment, that moment, and a remark (Dutch, or empty) about it."""
    from tracker.store import SyncStatus

    snapshots = syncs(store)
    if known_at is None:
        run = store.last_sync(SyncStatus.STORED, SyncStatus.UNCHANGED)
        return snapshots[-1].number, run.last_at if run else snapshots[-1].taken_at, ""
    found = store.snapshot_at(known_at)
    if found is None:
        first = snapshots[0]
        return first.number, first.taken_at, "Dat moment ligt voor de eerste keer bijwerken; die tonen wij."
    return found.number, known_at, ""


def stale_rows(store: "Store", known_at: datetime | None) -> tuple[int, datetime | None]:
    """How many rows kept an older value at a moment, because they could not be read then, and since when (UTC)."""
    found = store.stale(known_snapshot(store, known_at)[0])
    return found.records, found.since


# --- A sync that is taken back ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingBack:
    """What it means to take a sync back, before it is done.

    `tabs` counts by the title of a tab the rows that are new, changed and gone; `figures` are the name, the value now
    and the value then of each count that changes on the date of today. `newest` is the snapshot that this starts from.
    """

    snapshot: Snapshot
    newest: Snapshot
    changes: tuple[Change, ...]
    tabs: Mapping[str, Mapping[str, int]]
    figures: tuple[tuple[str, int, int], ...]
    mark: str
    stale: int


def syncs(store: "Store") -> tuple[Snapshot, ...]:
    """Every sync that stored something, oldest first. Raises StoreError when there was none yet."""
    return store.snapshots() or _no_sync_yet()


def _no_sync_yet() -> NoReturn:
    raise StoreError("Er is nog geen blad gelezen.", "Lees eerst uw blad: ew sync blad.xlsx")


def taking_back(store: "Store", number: int, now: datetime) -> TakingBack:
    """What taking back one sync would do; nothing is stored. Raises StoreError when there is no such sync."""
    snapshots = {snapshot.number: snapshot for snapshot in syncs(store)}
    if number not in snapshots:
        raise StoreError(f"Een sync met nummer {number} kennen wij niet.", "Zie welke er zijn: ew ongedaan")
    newest = snapshots[max(snapshots)]
    made, held = store.world(number), store.world()
    before = store.world(number - 1).tabs if number - 1 in snapshots else {}
    changes = taken_back(before, made.tabs, held.tabs)
    after = World(now, applied(held.tabs, changes, now))
    return TakingBack(
        snapshot=snapshots[number],
        newest=newest,
        changes=changes,
        tabs=_by_tab(changes),
        figures=_figures_that_change(held, after, now),
        mark=mark_of(held.tabs),
        stale=_stale(after.tabs),
    )


def _by_tab(changes: Sequence[Change]) -> dict[str, dict[str, int]]:
    counts = {tab.title: kinds_of_change([one for one in changes if one.tab == tab.name]) for tab in TABS}
    return {title: found for title, found in counts.items() if any(found.values())}


def _stale(tabs: Mapping[str, Sequence[Held]]) -> int:
    return sum(bool(one.stale) for held in tabs.values() for one in held)


def _figures_that_change(held: World, after: World, now: datetime) -> tuple[tuple[str, int, int], ...]:
    from tracker.figures.facts import facts
    from tracker.figures.state import state

    def made(world: World) -> State:
        return state(facts(world), today_at(now), now)

    pairs = zip(made(held).figures, made(after).figures, strict=True)
    return tuple(
        (one.name, one.numerator, other.numerator)
        for one, other in pairs
        if one.numerator is not None and other.numerator is not None and one.numerator != other.numerator
    )


def take_back(store: "Store", plan: TakingBack, now: datetime) -> Synced:
    """Take a sync back as a new fact: history keeps what was known, and a new snapshot says otherwise.

    The same sheet is held at the next sync, until it differs or somebody confirms. Raises StoreError when another sync
    came in between.
    """
    counts, findings = store.counts(plan.newest.number), store.findings(plan.newest.number)
    number = plan.newest.number
    if plan.changes:
        number = store.save(
            after=plan.newest.number,
            taken_at=now,
            source=plan.newest.source,
            content=hashlib.sha256(f"{plan.newest.content} without {plan.snapshot.number}".encode()).hexdigest(),
            counts=counts,
            changes=plan.changes,
            findings=findings,
            # Without the fingerprint of the sheet the next sync reads it again, and finds that it is the same.
            remember={"fingerprint": "", "stale": str(plan.stale), TAKEN_BACK: plan.mark},
        ).number
    graveness = Counter(finding.severity for finding in findings)
    return Synced(
        status="stored" if plan.changes else "unchanged",
        snapshot=number,
        tabs={tab.title: counts[tab.name] for tab in TABS if tab.name in counts},
        rows={**kinds_of_change(plan.changes), "stale": plan.stale},
        findings={severity.value: graveness[severity] for severity in Severity},
    )
