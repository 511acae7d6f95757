"""What someone does about a sync from the pages: update now, let a change that waits through, take one back."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.actions.after_sync import Means, afterwards
from tracker.actions.known import last_good_sync
from tracker.actions.past import take_back, taking_back
from tracker.actions.syncing import Synced, sync
from tracker.actions.terms import Terms
from tracker.actions.writeback import Manner, show_shared, sync_shared
from tracker.wording import listing, plural

if TYPE_CHECKING:
    from tracker.sheet.source import Desk
    from tracker.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A sync that was tried and not stored: what it came to, and a mark by which it is known again."""

    synced: Synced
    mark: str


def look_ahead(desk: "Desk", store: "Store", key: bytes, terms: Terms) -> Waiting:
    """Read the sheet and say what a sync would do; nothing is stored. Raises SheetError when it cannot be read."""
    desk.learn(store.recall("sheet_memory") if store.recall("source") == desk.name else None)
    desk.look()
    tried = sync(desk, store, key, terms, trial=True)
    told = "\0".join((str(tried.snapshot), *tried.held_because, tried.would))
    return Waiting(synced=tried, mark=hashlib.sha256(told.encode()).hexdigest()[:16])


def update_now(
    desk: "Desk", store: "Store", terms: Terms, means: Means, *, confirmed: str | None = None
) -> tuple[str, ...]:
    """Sync now and say (Dutch) what came of it.

    With `confirmed`, the mark of what someone was shown, a change that waits is let through; not when the sheet would
    do something else by now. Raises what `sync_shared` raises.
    """
    with store.turn():
        if confirmed is not None and look_ahead(desk, store, means.key, terms).mark != confirmed:
            return ("Het blad is intussen anders. Kijk nog eens wat er verandert.",)
        before = last_good_sync(store)
        manner = Manner(confirmed=confirmed is not None)
        shared = sync_shared(desk, store, means.key, terms, manner)
        seen = before.last_at if before else None
        more = afterwards(store, shared.synced, seen, terms, means)
    trouble = (f"{shared.trouble.what} {shared.trouble.advice}",) if shared.trouble else ()
    return (*_outcome(shared.synced), *trouble, *more)


_OUTCOMES = {
    "stored": "Het blad is bijgewerkt.",
    "unchanged": "Er was niets veranderd.",
    "held": "Deze wijziging wacht op u. Kijk of het klopt.",
}


def _outcome(synced: Synced) -> tuple[str, ...]:
    said = [_OUTCOMES.get(synced.status, "")]
    if synced.status == "stored":
        kinds = ((synced.rows["new"], "nieuw"), (synced.rows["changed"], "veranderd"), (synced.rows["gone"], "weg"))
        said += [f"Rijen: {listing([f'{count} {word}' for count, word in kinds])}."]
    faults = synced.findings.get("fout", 0)
    said += [f"In het blad {'staat' if faults == 1 else 'staan'} {plural(faults, 'fout', 'fouten')}."] if faults else []
    return tuple(words for words in said if words)


def take_back_now(desk: "Desk | None", store: "Store", key: bytes, terms: Terms, number: int) -> tuple[str, ...]:
    """Take a sync back and say (Dutch) what came of it. Raises StoreError when there is no such sync."""
    with store.turn():
        plan = taking_back(store, number, terms.now)
        synced = take_back(store, plan, terms.now, terms.by)
        if not plan.changes:
            return (f"Er was niets om terug te draaien aan sync {number}.",)
        shared = show_shared(desk, store, key, terms, synced) if desk else None
    rows = sum(synced.rows[kind] for kind in ("new", "changed", "gone"))
    said = f"Sync {number} is teruggedraaid: {plural(rows, 'rij is', 'rijen zijn')} weer zoals eerst."
    trouble = shared.trouble if shared else None
    return (said, f"{trouble.what} {trouble.advice}") if trouble else (said,)
