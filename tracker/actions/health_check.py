"""How it goes with a running tracker, in numbers for whoever watches machines: no persons, no partners, no figures."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.actions.known import last_good_sync

if TYPE_CHECKING:
    from tracker.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What can be told of a database. Moments are UTC, and None when it never happened.

    `ending` is how the last sync ended (empty before the first); `findings` counts those of the last stored sync by
    severity; `snapshots` is how many syncs stored something.
    """

    good_sync: datetime | None
    ending: str
    backup: datetime | None
    findings: Mapping[str, int]
    snapshots: int
    editions: int


def health(store: "Store") -> Health:
    """How it goes with a database. Raises StoreError."""
    good, last, snapshots = last_good_sync(store), store.last_sync(), store.snapshots()
    backups = store.audit_rows(what="backup")
    found = Counter(str(one.severity) for one in store.findings()) if snapshots else Counter[str]()
    return Health(
        good_sync=good.last_at if good else None,
        ending=str(last.status) if last else "",
        backup=backups[-1].at if backups else None,
        findings=found,
        snapshots=len(snapshots),
        editions=len(store.shelf.editions()),
    )
