"""The figures on a reference date, as known at a moment."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.errors import StoreError
from tracker.model import Edition, State, World
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.store import Store, SyncRun


def newest_state(store: "Store", *, as_of: date | None, known_at: datetime | None, now: datetime) -> tuple[State, str]:
    """The figures on a reference date as known at a moment, and a remark (Dutch, or empty) about that moment."""
    from tracker.figures.facts import facts
    from tracker.figures.state import state

    world, moment, remark = known_world(store, known_at)
    return state(facts(world), as_of or today_at(now), moment), remark


def edition(
    store: "Store", audience: str, *, as_of: date | None, known_at: datetime | None, now: datetime
) -> tuple[Edition, str]:
    """What an audience gets on a reference date, and a remark (Dutch, or empty)."""
    from tracker.figures.facts import facts
    from tracker.figures.state import people_by_quarter, state

    world, moment, remark = known_world(store, known_at)
    day = as_of or today_at(now)
    known = facts(world)
    made = Edition(
        audience=audience,
        state=state(known, day, moment),
        quarters=people_by_quarter(known, day),
        stale_since=_stale_since(store) if known_at is None else None,
    )
    return made, remark


def known_world(store: "Store", known_at: datetime | None) -> tuple[World, datetime, str]:
    """What was known at a moment (the last good sync by default), that moment, and a remark when it lies too early."""
    first_and_last = store.snapshots()
    if not first_and_last:
        raise StoreError("Er is nog geen blad gelezen.", "Lees eerst uw blad: ew sync blad.xlsx")
    if known_at is None:
        run = last_good_sync(store)
        moment = run.last_at if run else first_and_last[-1].taken_at
        return store.world(), moment, ""
    snapshot = store.snapshot_at(known_at)
    if snapshot is None:
        first = first_and_last[0]
        return (
            store.world(first.number),
            first.taken_at,
            "Dat moment ligt voor de eerste keer bijwerken; die tonen wij.",
        )
    return store.world(snapshot.number), known_at, ""


def _stale_since(store: "Store") -> datetime | None:
    """The last time the sheet could be read, when it could not be the last time somebody tried."""
    last, good = store.last_sync(), last_good_sync(store)
    return good.last_at if last and good and last != good else None


def last_good_sync(store: "Store") -> "SyncRun | None":
    """The last run that could read the sheet and had nothing to hold back."""
    from tracker.store import SyncStatus

    return store.last_sync(SyncStatus.STORED, SyncStatus.UNCHANGED)


def figure_name(code: str) -> str:
    """What people call a figure."""
    from tracker.figures.catalogue import BY_CODE

    return BY_CODE[code].name if code in BY_CODE else code
