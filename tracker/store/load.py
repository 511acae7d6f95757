"""From the database to nouns: what was known at a snapshot, and how the last runs ended."""

import gc
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, Table, select, tuple_

from tracker.columns import BY_NAME
from tracker.errors import StoreError
from tracker.model import Held, Record, Severity, Snapshot, TabCount, World
from tracker.store.nouns import Stale, StoredFinding, SyncRun, SyncStatus
from tracker.store.tables import FINDINGS, FOREVER, RECORDS, SETTINGS, SNAPSHOTS, SYNCS
from tracker.store.trouble import NEVER_SYNCED, NO_SUCH_SNAPSHOT

ASKED_AT_ONCE: Final = 500
"""PostgreSQL and older SQLite builds limit how many values one question may hold."""

_SNAPSHOT = select(SNAPSHOTS.c.number, SNAPSHOTS.c.taken_at, SNAPSHOTS.c.source, SNAPSHOTS.c.content)


def snapshots(connection: Connection) -> tuple[Snapshot, ...]:
    """All snapshots, oldest first."""
    rows = connection.execute(_SNAPSHOT.order_by(SNAPSHOTS.c.number))
    return tuple(_snapshot(row) for row in rows)


def latest(connection: Connection) -> Snapshot | None:
    """The newest snapshot, or None before the first."""
    return _first(connection, _SNAPSHOT)


def snapshot_at(connection: Connection, moment: datetime) -> Snapshot | None:
    """The newest snapshot taken at or before a moment, or None when that lies before the first."""
    return _first(connection, _SNAPSHOT.where(SNAPSHOTS.c.taken_at <= moment))


def _first(connection: Connection, query: Select[Any]) -> Snapshot | None:
    row = connection.execute(query.order_by(SNAPSHOTS.c.number.desc()).limit(1)).first()
    return None if row is None else _snapshot(row)


def _snapshot(row: Any) -> Snapshot:
    number, taken_at, source, content = row
    return Snapshot(number=number, taken_at=taken_at, source=source, content=content)


def counts(connection: Connection, number: int | None) -> Mapping[str, TabCount]:
    """For each tab, by its name, what became of its rows in a snapshot. Raises StoreError when it does not exist."""
    wanted, *_ = _numbered(connection, number)
    text = connection.execute(select(SNAPSHOTS.c.counts).where(SNAPSHOTS.c.number == wanted)).scalar_one()
    return {tab: TabCount(**count) for tab, count in json.loads(text).items()}


def world(connection: Connection, number: int | None, tabs: Collection[str] = tuple(RECORDS)) -> World:
    """The records of these tabs as known at a snapshot. Raises StoreError when that snapshot does not exist."""
    wanted, moment, newest = _numbered(connection, number)
    moments = {wanted: moment}
    with _without_collecting():
        held = {name: _held(connection, name, known(RECORDS[name], wanted, newest), moments) for name in tabs}
    return World(known_at=moment, tabs=held)


def _numbered(connection: Connection, number: int | None) -> tuple[int, datetime, bool]:
    """The number of the snapshot that is meant, when it was taken, and whether it is the newest."""
    newest = latest(connection)
    if newest is None:
        raise StoreError(*NEVER_SYNCED)
    if number in (None, newest.number):
        return newest.number, newest.taken_at, True
    moment = connection.execute(select(SNAPSHOTS.c.taken_at).where(SNAPSHOTS.c.number == number)).scalar()
    if number is None or moment is None:
        raise StoreError(*NO_SUCH_SNAPSHOT)
    return number, moment, False


def _learn(connection: Connection, moments: dict[int, datetime], numbers: Iterable[int]) -> None:
    """Add the moments of these snapshots.

    A programme that is read all day long has ever more of them, and a reading needs those of its own rows only.
    """
    missing = sorted(set(numbers) - moments.keys())
    query = select(SNAPSHOTS.c.number, SNAPSHOTS.c.taken_at)
    for first in range(0, len(missing), ASKED_AT_ONCE):
        asked = missing[first : first + ASKED_AT_ONCE]
        moments.update((row[0], row[1]) for row in connection.execute(query.where(SNAPSHOTS.c.number.in_(asked))))


def known(table: Table, number: int, newest: bool) -> ColumnElement[bool]:
    """Which versions were known at a snapshot; for the newest one a single value of the index says so.

    For an earlier one SQLite is asked twice: which versions they are, then the rest of those. It answers the first from
    an index alone, which is a small part of the table; a server makes one question of the two.
    """
    if newest:
        return table.c.valid_to == FOREVER
    then = (table.c.valid_from <= number) & (table.c.valid_to > number)
    if "entity" not in table.c:
        return then
    version = (table.c.entity, table.c.valid_from)
    return tuple_(*version).in_(select(*version).where(then).correlate(None))


def _held(
    connection: Connection, tab: str, condition: ColumnElement[bool], moments: dict[int, datetime]
) -> tuple[Held, ...]:
    """The records of one tab in order of entity; `moments` are those of snapshots, to which it adds what it needs.

    A large programme has hundreds of thousands of rows, so they are turned into columns and back without a loop.
    """
    table = RECORDS[tab]
    columns = [column for column in table.c if column.name not in ("valid_from", "valid_to")]
    rows = connection.execute(select(*columns).where(condition).order_by(table.c.entity)).all()
    if not rows:
        return ()
    entities, first_seen, stale, *values = zip(*rows, strict=True)
    _learn(connection, moments, first_seen)
    records = map(_maker(tab), *values)
    return tuple(map(Held, entities, records, map(moments.__getitem__, first_seen), stale))


@cache
def _maker(tab: str) -> Callable[..., Record]:
    """A function from the values of a row, in the order of the fields, to the record.

    Records take their fields by name. A function written out for one kind of record gives them so twice as fast as a
    dictionary for each row does; the names come from our own table of columns and from nowhere else.
    """
    record = BY_NAME[tab].record
    names = [field.name for field in fields(record)]
    source = f"lambda {', '.join(names)}: record({', '.join(f'{name}={name}' for name in names)})"
    made: Callable[..., Record] = eval(source, {"record": record})  # noqa: S307 — Nothing from outside is in it.
    return made


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Do not search for garbage meanwhile: nothing that is loaded is garbage, and searching takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def findings(connection: Connection, number: int | None) -> tuple[StoredFinding, ...]:
    """The findings of a snapshot in order of tab, row, column and code. Raises StoreError when it does not exist."""
    wanted, moment, newest = _numbered(connection, number)
    moments = {wanted: moment}
    names = ("tab", "row", "column", "code", "severity", "valid_from")
    query = select(*(FINDINGS.c[name] for name in names)).where(known(FINDINGS, wanted, newest))
    rows = sorted(connection.execute(query).all(), key=_place)
    _learn(connection, moments, (row[-1] for row in rows))
    return tuple(
        StoredFinding(code=code, severity=Severity(severity), tab=tab, row=row, column=column, since=moments[since])
        for tab, row, column, code, severity, since in rows
    )


def stale(connection: Connection, number: int | None) -> Stale:
    """The records that kept an older value at a snapshot. Raises StoreError when it does not exist."""
    wanted, _, newest = _numbered(connection, number)
    found = [
        since
        for table in RECORDS.values()
        for (since,) in connection.execute(
            select(table.c.stale).where(known(table, wanted, newest), table.c.stale != {})
        )
    ]
    return Stale(records=len(found), since=min((at for since in found for at in since.values()), default=None))


def _place(row: Any) -> tuple[tuple[bool, Any], ...]:
    """A key to sort by in which "nowhere" comes before any place."""
    return tuple((value is not None, value) for value in row)


def last_run(connection: Connection, statuses: tuple[SyncStatus, ...]) -> SyncRun | None:
    """The last run of the sync that ended in one of these ways (in any way when none is named), or None."""
    query = select(SYNCS).order_by(SYNCS.c.id.desc()).limit(1)
    if statuses:
        query = query.where(SYNCS.c.status.in_([str(status) for status in statuses]))
    row = connection.execute(query).first()
    if row is None:
        return None
    _, first_at, last_at, status, snapshot, reason = row
    return SyncRun(first_at=first_at, last_at=last_at, status=SyncStatus(status), snapshot=snapshot, reason=reason)


def setting(connection: Connection, key: str) -> str | None:
    """What is remembered under a key, or None."""
    value: str | None = connection.execute(select(SETTINGS.c.value).where(SETTINGS.c.key == key)).scalar()
    return value
