"""From nouns to the database: one sync, inside the transaction that the caller opened."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from operator import attrgetter
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, bindparam, func, insert, select, update

from tracker import __version__
from tracker.errors import StoreError
from tracker.model import Change, Finding, Snapshot, TabCount
from tracker.store import load
from tracker.store.nouns import StoredFinding, SyncStatus
from tracker.store.tables import FINDINGS, FOREVER, RECORDS, SETTINGS, SNAPSHOTS, SYNCS
from tracker.store.trouble import OUTDATED, TOO_EARLY

# Large enough that the trips to the database do not count, small enough that a first sync needs little memory.
_CHUNK: Final = 5_000
_LONGEST_REASON: Final = 300

T = TypeVar("T")


def save_snapshot(
    connection: Connection,
    snapshot: Snapshot,
    counts: Mapping[str, TabCount],
    changes: Sequence[Change],
    findings: Sequence[Finding | StoredFinding],
) -> None:
    """Write one sync: the snapshot, what changed in each tab, and what changed among the findings.

    The number of rows written depends on what changed, not on what is held. Raises StoreError when a change does not
    start from what is held now.
    """
    written = {tab: asdict(count) for tab, count in counts.items()}
    connection.execute(
        insert(SNAPSHOTS),
        {
            "number": snapshot.number,
            "taken_at": snapshot.taken_at,
            "source": snapshot.source,
            "content": snapshot.content,
            "program": __version__,
            "counts": json.dumps(written),
        },
    )
    for tab, tab_changes in _by_tab(changes).items():
        _save_tab(connection, RECORDS[tab], snapshot.number, tab_changes)
    _save_findings(connection, snapshot.number, findings)


def next_snapshot(connection: Connection, after: int | None, taken_at: datetime, source: str, content: str) -> Snapshot:
    """The snapshot that comes after number `after` (None: the first).

    Raises StoreError when another one came in between, or when the newest one was taken later than this one.
    """
    newest = load.latest(connection)
    if (newest.number if newest else None) != after:
        raise StoreError(*OUTDATED)
    if newest and taken_at < newest.taken_at:
        raise StoreError(*TOO_EARLY)
    return Snapshot(number=(after or 0) + 1, taken_at=taken_at, source=source, content=content)


def _by_tab(changes: Sequence[Change]) -> Mapping[str, list[Change]]:
    tabs: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        tabs[change.tab].append(change)
    return tabs


def _save_tab(connection: Connection, table: Table, number: int, changes: Sequence[Change]) -> None:
    """Close what is no longer known of one tab, and open what is known instead."""
    opened = [change for change in changes if change.after is not None]
    first_seen = _first_seen(connection, table, [change.entity for change in opened if change.entity])
    _close(connection, table, number, [change.entity for change in changes if change.before is not None])
    rows = _rows(table, number, opened, first_seen, _next_entity(connection, table))
    for chunk in _chunks(rows, _CHUNK):
        connection.execute(insert(table), chunk)


def _first_seen(connection: Connection, table: Table, entities: Sequence[int]) -> dict[int, int]:
    """The snapshot that first saw each of these records, gone ones too."""
    query = select(table.c.entity, func.min(table.c.first_seen)).group_by(table.c.entity)
    rows = (
        row
        for asked in _chunks(iter(entities), load.ASKED_AT_ONCE)
        for row in connection.execute(query.where(table.c.entity.in_(asked)))
    )
    return {row[0]: row[1] for row in rows}


def _close(connection: Connection, table: Table, number: int, entities: Sequence[int]) -> None:
    query = (
        update(table).where(table.c.entity == bindparam("closing"), table.c.valid_to == FOREVER).values(valid_to=number)
    )
    for chunk in _chunks(iter(entities), _CHUNK):
        closed = connection.execute(query, [{"closing": entity} for entity in chunk]).rowcount
        if closed != len(chunk):
            raise StoreError(*OUTDATED)


def _next_entity(connection: Connection, table: Table) -> int:
    """A number that no record of this tab ever had."""
    highest: int | None = connection.execute(select(func.max(table.c.entity))).scalar()
    return (highest or 0) + 1


def _rows(
    table: Table, number: int, opened: Sequence[Change], first_seen: Mapping[int, int], entity: int
) -> Iterator[dict[str, Any]]:
    """The rows to insert; a record without a number gets the next one, from `entity` on."""
    names = [column.name for column in table.c][5:]
    values = attrgetter(*names)
    for change in opened:
        row = dict(zip(names, values(change.after), strict=True))
        row["entity"], entity = (change.entity, entity) if change.entity else (entity, entity + 1)
        row["valid_from"], row["valid_to"] = number, FOREVER
        row["first_seen"] = first_seen.get(change.entity, number)
        row["stale"] = change.stale
        yield row


def _save_findings(connection: Connection, number: int, findings: Sequence[Finding | StoredFinding]) -> None:
    """Close the findings that are no longer there and open new ones; the same finding may be there twice."""
    wanted = Counter(_key(finding) for finding in findings)
    names = ("id", "code", "severity", "tab", "row", "column")
    held = connection.execute(
        select(*(FINDINGS.c[name] for name in names)).where(FINDINGS.c.valid_to == FOREVER).order_by(FINDINGS.c.id)
    )
    gone: list[dict[str, Any]] = []
    for identity, *key in held:
        if wanted[tuple(key)] > 0:
            wanted[tuple(key)] -= 1
        else:
            gone.append({"closing": identity})
    query = update(FINDINGS).where(FINDINGS.c.id == bindparam("closing")).values(valid_to=number)
    for chunk in _chunks(iter(gone), _CHUNK):
        connection.execute(query, chunk)
    new = (dict(zip(names[1:], key, strict=True), valid_from=number, valid_to=FOREVER) for key in wanted.elements())
    for chunk in _chunks(new, _CHUNK):
        connection.execute(insert(FINDINGS), chunk)


def _key(finding: Finding | StoredFinding) -> tuple[Any, ...]:
    """All that is kept of a finding. What was typed, and sentences that repeat it, never come into the database."""
    return finding.code, str(finding.severity), finding.tab, finding.row, finding.column


def _chunks(values: Iterator[T], size: int) -> Iterator[list[T]]:
    chunk: list[T] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def note_run(connection: Connection, at: datetime, status: SyncStatus, snapshot: int | None, reason: str) -> None:
    """Write how a run ended. A run that ended like the one before only moves the moment of that one."""
    reason = reason[:_LONGEST_REASON]
    last = connection.execute(select(SYNCS).order_by(SYNCS.c.id.desc()).limit(1)).first()
    if last is not None and tuple(last)[3:] == (status, snapshot, reason):
        connection.execute(update(SYNCS).where(SYNCS.c.id == last[0]).values(last_at=at))
        return
    row = {"first_at": at, "last_at": at, "status": str(status), "snapshot": snapshot, "reason": reason}
    connection.execute(insert(SYNCS), row)


def remember_setting(connection: Connection, key: str, value: str) -> None:
    """Keep a value under a key, in place of what was there."""
    changed = connection.execute(update(SETTINGS).where(SETTINGS.c.key == key).values(value=value)).rowcount
    if not changed:
        connection.execute(insert(SETTINGS), {"key": key, "value": value})
