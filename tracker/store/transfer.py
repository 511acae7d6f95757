"""Everything of one database into another, and the proof that both hold the same: two connections in, a proof out."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Table, TableClause, column, delete, func, insert, select, table, text

from tracker.errors import StoreError
from tracker.store.migrations.audit_lock import closing, opening
from tracker.store.nouns import Proof
from tracker.store.tables import METADATA
from tracker.store.trouble import NOT_EMPTY, NOT_EQUAL

_CHUNK: Final = 5_000


def proofs(connection: Connection) -> Mapping[str, Proof]:
    """For each table how many rows it holds, and a hash of them that does not depend on their order."""
    found = {}
    for one in METADATA.sorted_tables:
        tally = _Tally()
        for rows in _rows(connection, _plain(one)):
            tally.add(rows)
        found[one.name] = tally.proof()
    return found


def pour(source: Connection, target: Connection, *, over: bool) -> Mapping[str, Proof]:
    """Copy every row of every table, inside the transaction of the caller, and prove that what came is what went.

    Both databases have the newest form. With `over`, what the target holds is taken away first; without, it must hold
    nothing. Raises StoreError when it does, and when the two are not equal afterwards: then do not commit.
    """
    if over:
        _empty(target)
    elif holds_rows(target):
        raise StoreError(*NOT_EMPTY)
    went = {one.name: _pour_table(source, target, one) for one in METADATA.sorted_tables}
    if proofs(target) != went:
        raise StoreError(*NOT_EQUAL)
    return went


def _empty(target: Connection) -> None:
    """Take every row away. The audit log is opened for it and closed again, in the same transaction."""
    dialect = target.dialect.name
    for statement in opening(dialect):
        target.execute(text(statement))
    for one in reversed(METADATA.sorted_tables):
        target.execute(delete(one))
    for statement in closing(dialect):
        target.execute(text(statement))


def holds_rows(connection: Connection) -> bool:
    """Whether there is a row in any table."""
    return any(connection.execute(select(1).select_from(one).limit(1)).first() for one in METADATA.sorted_tables)


def _pour_table(source: Connection, target: Connection, one: Table) -> Proof:
    plain, tally = _plain(one), _Tally()
    names = one.columns.keys()
    for rows in _rows(source, plain):
        tally.add(rows)
        target.execute(insert(plain), [dict(zip(names, row, strict=True)) for row in rows])
    _count_on(target, one)
    return tally.proof()


def _plain(one: Table) -> TableClause:
    """The table without types: what is copied and hashed is what is stored, and not what it means."""
    return table(one.name, *(column(name) for name in one.columns.keys()))  # noqa: SIM118 — These are no dictionary.


def _rows(connection: Connection, plain: TableClause) -> Iterator[Sequence[tuple[Any, ...]]]:
    """The rows of a table, a portion at a time, so that a large one does not fill the memory."""
    query = select(*plain.columns).execution_options(yield_per=_CHUNK)
    with connection.execute(query) as result:
        for rows in result.partitions():
            yield [tuple(row) for row in rows]


def _count_on(target: Connection, one: Table) -> None:
    """PostgreSQL numbers rows by a counter beside the table, which does not see numbers that come from elsewhere."""
    counted = one.autoincrement_column
    if target.dialect.name != "postgresql" or counted is None:
        return
    highest = target.execute(select(func.max(counted))).scalar()
    sequence = text("SELECT setval(pg_get_serial_sequence(:name, :counted), :following, false)")
    target.execute(sequence, {"name": one.name, "counted": counted.name, "following": (highest or 0) + 1})


class _Tally:
    """Counts and adds up hashes of rows: the sum does not ask in which order a database gives them."""

    def __init__(self) -> None:
        self._count = 0
        self._sum = 0

    def add(self, rows: Sequence[tuple[Any, ...]]) -> None:
        for row in rows:
            digest = hashlib.sha256(json.dumps(row, ensure_ascii=False, default=bytes.hex).encode()).digest()
            self._sum += int.from_bytes(digest)
        self._count += len(rows)

    def proof(self) -> Proof:
        return Proof(rows=self._count, sha256=f"{self._sum % 2**256:064x}")
