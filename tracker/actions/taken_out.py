"""Who was taken out of a readable `Toegang` loses access at once, also when a sync waits or is refused (rules 3 and 4).

A sync that stores nothing else ends here: how it ended is noted, and access is taken away in the same breath.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.columns import ACCESS
from tracker.history.changes import plan
from tracker.model import Access, Change, Held, Intake, Snapshot
from tracker.wording import plural

if TYPE_CHECKING:
    from tracker.store import Store, SyncStatus

_NAME = ACCESS.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a sync ended that stores nothing of the sheet: when, as what, and why."""

    at: datetime
    status: "SyncStatus"
    reason: str


def note_ending(store: "Store", last: Snapshot | None, intake: Intake, source: str, ending: Ending) -> int:
    """Note how a sync ended, and end the access of who was taken out; answers how many people that were.

    Another sheet than the one that is known says nothing about who may log in. Addresses in the intake must be sealed.
    """
    changes: tuple[Change, ...] = ()
    if last is not None and store.recall("source") in {None, source}:
        changes = taken_out(store.world(last.number).tabs, intake, ending.at)
    if last is None or not changes:
        store.note_sync(at=ending.at, status=ending.status, reason=ending.reason)
        return 0
    store.save(
        after=last.number,
        taken_at=ending.at,
        source=last.source,
        content=hashlib.sha256(f"{last.content} with less access".encode()).hexdigest(),
        counts={**store.counts(last.number), _NAME: intake.tabs[_NAME].count},
        changes=changes,
        findings=store.findings(last.number),
        # Without the fingerprint of the sheet as it was, somebody who is put back in it is seen again.
        remember={"fingerprint": ""},
        ended=(ending.status, ending.reason),
    )
    return len({_address(change.before) for change in changes})


def no_longer_in(people: int) -> str:
    """Who was taken out, in a sentence for people (Dutch)."""
    who, may = plural(people, "persoon staat", "personen staan"), "kan" if people == 1 else "kunnen"
    return f"{who} niet meer op {ACCESS.title} en {may} niet meer inloggen."


def taken_out(held: Mapping[str, Sequence[Held]], intake: Intake, now: datetime) -> tuple[Change, ...]:
    """The end of each record of someone whose address stands nowhere in `Toegang` any more, if that tab was read.

    Someone whose row cannot be read now is not taken out (rule 2), and neither is someone who has another row.
    """
    seen = intake.tabs.get(_NAME)
    if seen is None:
        return ()
    there = {_address(one.record) for one in seen.sightings} | {row.values.get("address") for row in seen.rejections}
    todo = plan({_NAME: held.get(_NAME, ())}, replace(intake, tabs={_NAME: seen}), now)
    return tuple(one for one in todo.changes if one.after is None and _address(one.before) not in there)


def _address(record: object) -> str:
    assert isinstance(record, Access)
    return record.address
