"""The database that keeps every version of every record: a URL in, a Store out, and nouns through it both ways."""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from tracker.errors import StoreError
from tracker.model import Change, Finding, Snapshot, TabCount, World
from tracker.store import load, save
from tracker.store.nouns import Stale, StoredFinding, SyncRun, SyncStatus
from tracker.store.tables import RECORDS
from tracker.store.trouble import BAD_URL, MOVED, NO_DRIVER, NO_FILE, in_words

if TYPE_CHECKING:
    from tracker.store.answers import Answers
    from tracker.store.audit import AuditProof, AuditRow, Note
    from tracker.store.login import Logins
    from tracker.store.shelf import Shelf

HEAD: Final = "0004"
"""The newest form of the database. A test holds it against the folder of migrations."""

_WRITES: Final = "ew_writes"
_POSTGRESQL_LOCK: Final = 0x6577
_PATIENCE: Final = 15.0
# Seconds for a new connection, milliseconds for an open one; without them a program waits for minutes.
_SILENCE: Final = {"connect_timeout": "10", "tcp_user_timeout": "30000"}


class Store:
    """A database, open. Made by `open_store`; every method raises StoreError when the database does not do it.

    Moments that go in must know their zone; those that come out are UTC. A store may be shared by the threads of one
    process; each process opens its own. `file` is where the database is when it is a file.
    """

    def __init__(self, engine: Engine, patience: float = _PATIENCE, file: Path | None = None) -> None:
        self._engine = engine
        self._patience = patience
        self.file = file
        self._identity = _identity(file) if file else None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file of its own, that the tracker may bring to the newest form unasked."""
        return self._engine.dialect.name == "sqlite"

    @property
    def is_current(self) -> bool:
        """Whether the database has the newest form."""
        with self._reading() as connection:
            return form_of(connection) == HEAD

    @property
    def is_moved(self) -> bool:
        """Whether the file of the database was taken away or replaced since it was opened."""
        return self.file is not None and _identity(self.file) != self._identity

    def upgrade(self) -> bool:
        """Bring the database to the newest form, in one transaction; True when something was done."""
        if self.is_current:
            return False
        with self._writing() as connection:
            # Another process may have done it while this one waited for its turn.
            form = form_of(connection)
            if form == HEAD:
                return False
            from tracker.store.upgrade import climb

            climb(connection, form)
        return True

    def snapshots(self) -> tuple[Snapshot, ...]:
        """All snapshots, oldest first."""
        with self._reading() as connection:
            return load.snapshots(connection)

    def latest(self) -> Snapshot | None:
        """The newest snapshot, or None before the first sync."""
        with self._reading() as connection:
            return load.latest(connection)

    def snapshot_at(self, moment: datetime) -> Snapshot | None:
        """The newest snapshot taken at or before a moment, or None when that lies before the first."""
        with self._reading() as connection:
            return load.snapshot_at(connection, moment)

    def world(self, number: int | None = None, tabs: Collection[str] = tuple(RECORDS)) -> World:
        """All that was known at a snapshot (the newest when None): every tab by name, records in order of entity.

        `tabs` are the names of those that are wanted, when it is not all. Raises StoreError when there is no such
        snapshot, or none at all.
        """
        with self._reading() as connection:
            return load.world(connection, number, tabs)

    def counts(self, number: int | None = None) -> Mapping[str, TabCount]:
        """For each tab, by its name, what became of its rows in a snapshot (the newest when None)."""
        with self._reading() as connection:
            return load.counts(connection, number)

    def findings(self, number: int | None = None) -> tuple[StoredFinding, ...]:
        """The findings of a snapshot (the newest when None), in order of tab, row, column and code."""
        with self._reading() as connection:
            return load.findings(connection, number)

    def stale(self, number: int | None = None) -> Stale:
        """The records that kept an older value at a snapshot (the newest when None), in all tabs together."""
        with self._reading() as connection:
            return load.stale(connection, number)

    def save(  # noqa: PLR0913 — Each is one thing that a sync has found, and goes by its name.
        self,
        *,
        after: int | None,
        taken_at: datetime,
        source: str,
        content: str,
        counts: Mapping[str, TabCount],
        changes: Sequence[Change],
        findings: Sequence[Finding | StoredFinding],
        remember: Mapping[str, str] | None = None,
        ended: tuple[SyncStatus, str] | None = None,
        note: "Note | None" = None,
    ) -> Snapshot:
        """Store one sync as a whole or not at all, and note that it ended so. Answers the new snapshot.

        `after` is the number of the snapshot that the changes start from, None for the first: when another sync was
        quicker, nothing is stored and StoreError says so. It says so too when `taken_at` lies before that snapshot.
        A change with entity 0 is a new record and gets a number; one with `before` None and a number brings a gone
        record back under its old one. Findings of an earlier snapshot may be kept as they are. `remember` are settings
        to keep in the same breath. A sync that changed no record, the first one apart, is noted as unchanged although
        its findings are new. `ended` is for a sync that was held or refused and stored only a part all the same: a
        status and a reason, as for `note_sync`. `note` goes into the audit log, with the number of the new snapshot.
        """
        with self._writing() as connection:
            snapshot = save.next_snapshot(connection, after, taken_at, source, content)
            save.save_snapshot(connection, snapshot, counts, changes, findings)
            for key, value in (remember or {}).items():
                save.remember_setting(connection, key, value)
            status = SyncStatus.STORED if changes or after is None else SyncStatus.UNCHANGED
            if ended:
                save.note_run(connection, taken_at, ended[0], None, ended[1])
            else:
                save.note_run(connection, taken_at, status, snapshot.number, "")
            if note:
                from tracker.store import audit

                audit.append(connection, replace(note, snapshot=snapshot.number))
        return snapshot

    def note_sync(self, *, at: datetime, status: SyncStatus, snapshot: int | None = None, reason: str = "") -> None:
        """Note how a run ended; one that ended like the run before only moves `last_at` of that one.

        `reason` is a code or a sentence of at most 300 characters that repeats nothing from a cell.
        """
        with self._writing() as connection:
            save.note_run(connection, at, status, snapshot, reason)

    def last_sync(self, *statuses: SyncStatus) -> SyncRun | None:
        """The last run that ended in one of these ways (in any way when none is named), or None."""
        with self._reading() as connection:
            return load.last_run(connection, statuses)

    def remember(self, key: str, value: str) -> None:
        """Keep a value under a key, in place of what was there."""
        with self._writing() as connection:
            save.remember_setting(connection, key, value)

    def remember_instead(self, key: str, was: str | None, value: str) -> bool:
        """Keep a value in place of what was read before. False, and nothing kept, when another wrote there since."""
        with self._writing() as connection:
            if load.setting(connection, key) != was:
                return False
            save.remember_setting(connection, key, value)
            return True

    def recall(self, key: str) -> str | None:
        """What is remembered under a key, or None."""
        with self._reading() as connection:
            return load.setting(connection, key)

    @property
    def logins(self) -> "Logins":
        """Who may log in, and who is logged in."""
        from tracker.store.login import Logins

        return Logins(self._reading, self._writing)

    @property
    def shelf(self) -> "Shelf":
        """What was published: editions and papers."""
        from tracker.store.shelf import Shelf

        return Shelf(self._reading, self._writing)

    @property
    def answers(self) -> "Answers":
        """What partners answered to “klopt dit nog?”."""
        from tracker.store.answers import Answers

        return Answers(self._reading, self._writing)

    def audit(
        self, *, at: datetime, role: str, who: str, what: str, about: str = "", snapshot: int | None = None
    ) -> "AuditRow":
        """Write one row in the audit log, in a transaction of its own; see `Note` for what may stand in each column.

        Raises ValueError for what must never stand there.
        """
        from tracker.store import audit

        note = audit.Note(at=at, role=role, who=who, what=what, about=about, snapshot=snapshot)
        with self._writing() as connection:
            return audit.append(connection, note)

    def audit_rows(
        self, since: datetime | None = None, until: datetime | None = None, what: str | None = None
    ) -> "tuple[AuditRow, ...]":
        """The rows of the audit log from a moment up to and including another, about one thing, oldest first."""
        from tracker.store import audit

        with self._reading() as connection:
            return audit.rows(connection, since, until, what)

    def audit_proof(self, wanted: str | None = None) -> "AuditProof":
        """Whether every row of the audit log fits what was before it; `wanted` is a hash that must be among them."""
        from tracker.store import audit

        with self._reading() as connection:
            return audit.proof(connection, wanted)

    @contextmanager
    def turn(self, patience: float | None = None, what: str = "sync") -> Iterator[None]:
        """The turn to sync, for as long as the block lasts: a second one waits, and gets TurnTaken after a while.

        `patience` is how many seconds it waits, as many as for any change when None. Nothing has to be cleared away
        when a process dies in its turn. `what` may be something else of which only one goes on at a time; see `TURNS`.
        """
        from tracker.store.turn import turn_beside, turn_on_server

        seconds = self._patience if patience is None else patience
        taken = turn_beside(self.file, seconds, what) if self.file else turn_on_server(self._engine, seconds, what)
        with taken:
            yield

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One moment of the database, whatever others write meanwhile."""
        with in_words(), self._engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One change at a time: whoever comes second waits its turn, and gets StoreError when that takes too long."""
        with in_words(), self._engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                if not self.is_sqlite:
                    connection.execute(text(f"SET LOCAL lock_timeout = {int(self._patience * 1000)}"))
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({_POSTGRESQL_LOCK})"))
                yield connection
                if self.is_moved:
                    # What SQLite writes to a file that was taken away goes nowhere, and it does not say so.
                    raise StoreError(*MOVED)


def open_store(url: str, *, patience: float = _PATIENCE) -> Store:
    """Open the database at `sqlite:///path` or `postgresql://…`. A file that is not there is made, for its owner only.

    `patience` is how many seconds a change waits for another process. Raises StoreError.
    """
    address = _address(url)
    if file := file_of(url):
        return Store(_sqlite(file, patience), patience, file)
    if address.drivername in ("postgresql", "postgresql+psycopg"):
        return Store(_postgresql(address), patience)
    raise StoreError(*BAD_URL)


def file_of(url: str) -> Path | None:
    """The file of the database at an address, or None when it is no file. Raises StoreError for what is no address."""
    address = _address(url)
    if address.drivername != "sqlite" or not address.database or address.database.startswith((":", "file:")):
        return None
    return Path(address.database).absolute()


def _address(url: str) -> URL:
    """The parts of an address. What is wrong with it is not repeated, because a password may be in it."""
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(*BAD_URL) from None


def _sqlite(path: Path, patience: float) -> Engine:
    _make_file(path)
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        hide_parameters=True,
        connect_args={"timeout": patience},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", begin)
    return engine


def _make_file(path: Path) -> None:
    """Make the file before SQLite does, which would let others on this computer read it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError:
        raise StoreError(*NO_FILE) from None


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file this is, whatever it is called; None when there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_dev, about.st_ino


def _prepare(connection: object, _record: object) -> None:
    """Set up one connection to SQLite.

    A write-ahead log lets pages read while a sync writes. A commit waits for the disk (FULL): it happens a few times
    an hour at most, and someone whose access or data was taken away must not be back after a power cut.
    """
    # The driver's own habit of opening transactions late is switched off: `begin` opens each one as it should be.
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def begin(connection: Connection) -> None:
    """Open a transaction; one that writes takes its turn at once, so that it cannot fail halfway for want of one."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(address: URL) -> Engine:
    try:
        # A server that was replaced by its stand-by costs one try on an old connection, and not an error for a user.
        return create_engine(_patient(address), hide_parameters=True, pool_pre_ping=True)
    except ImportError:
        raise StoreError(*NO_DRIVER) from None
    except ArgumentError:
        raise StoreError(*BAD_URL) from None


def _patient(address: URL) -> URL:
    """The address with how long to wait for a server that is silent, where its user did not say so."""
    waits = {name: value for name, value in _SILENCE.items() if name not in address.query}
    return address.set(drivername="postgresql+psycopg").update_query_dict(waits)


def form_of(connection: Connection) -> str | None:
    """The form that the database says it has, or None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    form: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return form
