"""What was known at a moment: the syncs there were, and the records as they stood then."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.errors import StoreError
from tracker.model import Snapshot, World

if TYPE_CHECKING:
    from tracker.store import Store, SyncRun


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
    snapshots = syncs(store)
    if known_at is None:
        run = last_good_sync(store)
        return snapshots[-1].number, run.last_at if run else snapshots[-1].taken_at, ""
    found = store.snapshot_at(known_at)
    if found is None:
        first = snapshots[0]
        return first.number, first.taken_at, "Dat moment ligt voor de eerste keer bijwerken; die tonen wij."
    return found.number, known_at, ""


def syncs(store: "Store") -> tuple[Snapshot, ...]:
    """Every sync that stored something, oldest first. Raises StoreError when there was none yet."""
    found = store.snapshots()
    if not found:
        raise StoreError("Er is nog geen blad gelezen.", "Lees eerst uw blad: ew sync blad.xlsx")
    return found


def last_good_sync(store: "Store") -> "SyncRun | None":
    """The last run that could read the sheet and had nothing to hold back."""
    from tracker.store import SyncStatus

    return store.last_sync(SyncStatus.STORED, SyncStatus.UNCHANGED)


def stale_since(store: "Store") -> datetime | None:
    """The last time the sheet could be read, when it could not be the last time somebody tried."""
    last, good = store.last_sync(), last_good_sync(store)
    return good.last_at if last and good and last != good else None


def stale_rows(store: "Store", known_at: datetime | None) -> tuple[int, datetime | None]:
    """How many rows kept an older value at a moment, because they could not be read then, and since when (UTC)."""
    found = store.stale(known_snapshot(store, known_at)[0])
    return found.records, found.since
