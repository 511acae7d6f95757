"""What was known at a moment: the syncs there were, and the records as they stood then."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.errors import StoreError
from tracker.model import Snapshot, World
from tracker.wording import long_date

if TYPE_CHECKING:
    from tracker.figures.facts import Facts
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


def facts_of(store: "Store", world: World) -> "Facts":
    """All that figures are made from: the records of a moment, and the counts of everyone who was ever erased.

    Every action gets its facts here, so that no figure forgets who was erased. The archive does not ask what was known
    when: it is the same at every moment.
    """
    from tracker.figures.facts import facts
    from tracker.store.erasing import archive

    return facts(world, archive(store))


def about_erased(known: "Facts", day: date) -> str:
    """What a reader must know (Dutch, or empty) of the people who were erased: they are counted by quarter end."""
    from tracker.figures.months import quarter_end

    if not known.archive or day == quarter_end(day):
        return ""
    return f"Gewiste mensen tellen wij mee zoals aan het einde van het kwartaal: {long_date(quarter_end(day))}."


def known_snapshot(store: "Store", known_at: datetime | None) -> tuple[int, datetime, str]:
    """The snapshot that holds what was known at a moment, that moment, and a remark (Dutch, or empty) about it."""
    newest = store.latest() or syncs(store)[-1]
    if known_at is None:
        run = last_good_sync(store)
        return newest.number, run.last_at if run else newest.taken_at, ""
    found = store.snapshot_at(known_at)
    if found is None:
        first = syncs(store)[0]
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


def bad_last_sync(store: "Store") -> "SyncRun | None":
    """The last run, when it could not read the sheet or held something back.

    It is known by how it ended: a good one that ends between two questions must not make it look bad.
    """
    from tracker.store import SyncStatus

    last = store.last_sync()
    return None if last is None or last.status in (SyncStatus.STORED, SyncStatus.UNCHANGED) else last


def stale_since(store: "Store") -> datetime | None:
    """The last time the sheet could be read, when it could not be the last time somebody tried."""
    run = bad_last_sync(store)
    good = last_good_sync(store) if run else None
    return good.last_at if good else None


def stale_rows(store: "Store", known_at: datetime | None) -> tuple[int, datetime | None]:
    """How many rows kept an older value at a moment, because they could not be read then, and since when (UTC)."""
    found = store.stale(known_snapshot(store, known_at)[0])
    return found.records, found.since
