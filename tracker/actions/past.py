"""A sync that is taken back, as a new fact."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.actions.audit import By
from tracker.actions.known import facts_of, syncs
from tracker.actions.syncing import TAKEN_BACK, Synced
from tracker.columns import TABS
from tracker.errors import StoreError
from tracker.history.apply import applied, mark_of
from tracker.history.changes import kinds_of_change
from tracker.history.undo import remembered, taken_back
from tracker.model import Change, Held, Severity, Snapshot, State, World
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.store import Store

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
        figures=_figures_that_change(store, held, after, now),
        mark=mark_of(held.tabs),
        stale=_stale(after.tabs),
    )


def _by_tab(changes: Sequence[Change]) -> dict[str, dict[str, int]]:
    counts = {tab.title: kinds_of_change([one for one in changes if one.tab == tab.name]) for tab in TABS}
    return {title: found for title, found in counts.items() if any(found.values())}


def _stale(tabs: Mapping[str, Sequence[Held]]) -> int:
    return sum(bool(one.stale) for held in tabs.values() for one in held)


def _figures_that_change(store: "Store", held: World, after: World, now: datetime) -> tuple[tuple[str, int, int], ...]:
    from tracker.figures.state import state

    def made(world: World) -> State:
        return state(facts_of(store, world), today_at(now), now)

    pairs = zip(made(held).figures, made(after).figures, strict=True)
    return tuple(
        (one.name, one.numerator, other.numerator)
        for one, other in pairs
        if one.numerator is not None and other.numerator is not None and one.numerator != other.numerator
    )


def take_back(store: "Store", plan: TakingBack, now: datetime, by: By | None = None) -> Synced:
    """Take a sync back as a new fact: history keeps what was known, and a new snapshot says otherwise.

    The same sheet is held at the next sync, until it differs or somebody confirms. `by` is who does it, for the audit
    log. Raises StoreError when another sync came in between.
    """
    counts, findings = store.counts(plan.newest.number), store.findings(plan.newest.number)
    number = plan.newest.number
    marks = remembered(store.recall(TAKEN_BACK), plan.mark)
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
            remember={"fingerprint": "", "stale": str(plan.stale), TAKEN_BACK: marks},
            note=by.note("ongedaan", f"sync {plan.snapshot.number}") if by else None,
        ).number
    graveness = Counter(finding.severity for finding in findings)
    return Synced(
        status="stored" if plan.changes else "unchanged",
        snapshot=number,
        tabs={tab.title: counts[tab.name] for tab in TABS if tab.name in counts},
        rows={**kinds_of_change(plan.changes), "stale": plan.stale},
        findings={severity.value: graveness[severity] for severity in Severity},
    )
