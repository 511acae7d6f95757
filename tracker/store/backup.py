"""A back-up, and the way back: a database in, one file out that is whole or not there; and the file back in.

A back-up is always a file of SQLite, also of a database on a server. It needs no tools of a server, it can be put back
into either kind of database, and what is in it is proven by counting and hashing when it is made and when it is used.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, StaticPool, create_engine, event, inspect

from tracker.errors import FileError, StoreError
from tracker.store import audit
from tracker.store.audit import Note
from tracker.store.database import HEAD, Store, begin, file_of, form_of, open_store
from tracker.store.erasing import KeepOut, is_swept, keep_out, sweep, tombstones_in
from tracker.store.load import setting
from tracker.store.login import log_everyone_out
from tracker.store.nouns import Proof, PutBack
from tracker.store.transfer import holds_rows, pour, proofs
from tracker.store.trouble import DAMAGED, NEWER_BACKUP, NOT_EQUAL, NOT_OURS, OTHER_KEY, Damaged, in_words

_ASIDE: Final = "voor-terug"
# A half file of this age, in seconds, is of a program that was stopped: nobody copies for so long.
_LEFT_BEHIND: Final = 3_600
# What SQLite may keep beside a file, and takes for a part of it.
_LOGS: Final = ("-journal", "-wal", "-shm")


def back_up(store: Store, path: Path, *, overwrite: bool = False) -> Mapping[str, Proof]:
    """Write everything that the store holds at one moment to a file, for its owner only; answers what is in it.

    Others may go on writing to the database meanwhile. Raises FileError when the file is there already (unless
    `overwrite`) or cannot be written, Damaged when the database is not whole, StoreError otherwise.
    """
    if path.exists() and not overwrite:
        raise FileError(f"Het bestand {path} is er al.", "Kies een andere naam, of voeg --overschrijf toe.")
    _check_other_file(store.file, path)
    with _half(path) as half:
        held = _copy_file(store, half) if store.is_sqlite else _copy_server(store, half)
        _close_off(half)
        with _reading_file(half) as written, written._reading() as connection:
            if proofs(connection) != held:
                raise StoreError(*NOT_EQUAL)
    return held


def put_back(url: str, path: Path, note: Note | None = None, shut: KeepOut | None = None) -> PutBack:
    """Put a back-up into the database at an address, in place of what is there, in one transaction.

    What was there is kept first: beside the file of the database, or beside the back-up when it was on a server. A file
    that is damaged so much that it cannot be read is put aside as it is. Raises StoreError when the file is no back-up
    of ours or is newer than this program, and FileError when there is no room to keep what was there.

    The audit log is that of the back-up from then on. `note` is written below it, with how long the log was that it
    replaces and the hash at its end, so that the log that was kept aside can be recognised. Who was erased since the
    back-up was made is erased from it in the same transaction, by the tombstones of the database and those in `shut`.
    """
    _check_other_file(file_of(url), path)
    # Nobody syncs between keeping what was there and replacing it.
    with _opened(path) as source, open_store(url) as gate, gate.turn():
        aside = _keep_aside(url, path, source)
        with open_store(url) as target:
            target.upgrade()
            with source._reading() as old, target._writing() as connection:
                replaced, buried = audit.proof(connection), tombstones_in(connection)
                held = pour(old, connection, over=True)
                log_everyone_out(connection)
                erased = _erase_again(connection, shut, buried) if shut else 0
                if note:
                    about = f"in plaats van {replaced.rows} regels, kenmerk {replaced.last}"
                    audit.append(connection, replace(note, about=about))
                    if erased:
                        audit.append(connection, replace(note, what="gewist", about=f"opnieuw: {erased}"))
            if not is_swept(target):
                # When somebody else reads meanwhile, the next start does it.
                with suppress(StoreError):
                    sweep(target)
    return PutBack(rows=sum(proof.rows for proof in held.values()), aside=aside, erased=erased)


def _erase_again(connection: Connection, shut: KeepOut, buried: Mapping[str, date]) -> int:
    """Erase everyone with a tombstone that what was put back does not have."""
    everyone = {**buried, **shut.known}
    if everyone.keys() <= tombstones_in(connection).keys():
        return 0
    return keep_out(connection, everyone, shut.seal_for(setting(connection, "data_key")))


def move(store: Store, url: str, note: Note | None = None) -> Mapping[str, Proof]:
    """Copy everything that the store holds to the database at an address, which must be empty.

    Answers what both hold. All of it arrives or nothing does. `note` is written in the audit log of both afterwards.
    Raises StoreError.
    """
    with open_store(url) as target:
        target.upgrade()
        with store._reading() as source, target._writing() as connection:
            held = pour(source, connection, over=False)
            if note:
                audit.append(connection, note)
    if note:
        store.audit(**asdict(note))
    return held


def _check_other_file(database: Path | None, path: Path) -> None:
    if database and path.exists() and database.exists() and path.samefile(database):
        raise FileError(f"{path} is de database zelf, en geen back-up.", "Kies een ander bestand.")


# --- Making one ------------------------------------------------------------------------------------------------------


@contextmanager
def _half(path: Path) -> Iterator[Path]:
    """A file beside the one that is wanted, which gets its name when the block ends well; and else it goes."""
    half = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.half")
    try:
        os.close(os.open(half, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except (OSError, ValueError) as error:
        raise _unwritable(path) from error
    try:
        _sweep(half, path)
        yield half
        try:
            _settle(half)
            # A log that someone left beside the file that is replaced would be taken for one of the new file.
            _take_away(path, _LOGS)
            half.replace(path)
            if os.name == "posix":
                _settle(path.parent)
        except OSError as error:
            raise _unwritable(path) from error
    finally:
        _take_away(half, ("", *_LOGS))


def _take_away(path: Path, ends: tuple[str, ...]) -> None:
    for end in ends:
        path.with_name(path.name + end).unlink(missing_ok=True)


def _sweep(half: Path, path: Path) -> None:
    """Take away what a back-up to the same file left behind when it was killed; the disk's own clock says how old."""
    now = half.stat().st_mtime
    for other in half.parent.glob(f".{path.name[:80]}.????????.half*".replace("[", "[[]")):
        if now - other.stat().st_mtime > _LEFT_BEHIND:
            other.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """Have a file, or the names in a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _copy_file(store: Store, half: Path) -> Mapping[str, Proof]:
    """SQLite's own copy of a database that is in use, page by page, at the moment of one reading."""
    with store._reading() as connection, closing(sqlite3.connect(half)) as target:
        held = proofs(connection)
        source = connection.connection.driver_connection
        assert isinstance(source, sqlite3.Connection)
        source.backup(target)
    return held


def _copy_server(store: Store, half: Path) -> Mapping[str, Proof]:
    return move(store, f"sqlite:///{half}")


def _close_off(half: Path) -> None:
    """Make one file of it, without a log beside, and see that it is sound."""
    with in_words(), closing(sqlite3.connect(half)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        _check_sound(connection)


def _check_sound(connection: sqlite3.Connection) -> None:
    """Raises Damaged when pages, indexes or references do not fit together."""
    said = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if said != ("ok",) or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise Damaged(*DAMAGED)


def _unwritable(path: Path) -> FileError:
    return FileError(
        f"De back-up {path} kan niet worden geschreven.",
        "Kijk of de map bestaat, en of dit programma er mag schrijven.",
    )


# --- Using one -------------------------------------------------------------------------------------------------------


@contextmanager
def _opened(path: Path) -> Iterator[Store]:
    """A back-up in the newest form, to read from. Raises StoreError when it is none, or one of a newer program."""
    with _checked(path) as there:
        with there._reading() as connection:
            form = form_of(connection)
        if form == HEAD:
            yield there
            return
        from tracker.store.upgrade import knows

        if not knows(form):
            raise StoreError(*NEWER_BACKUP)
        with _in_memory(path) as copy:
            copy.upgrade()
            yield copy


@contextmanager
def _checked(path: Path) -> Iterator[Store]:
    """A file that is sound and holds tables of ours."""
    if not path.is_file():
        raise FileError(f"De back-up {path} is er niet.", "Controleer het pad.")
    try:
        with in_words(), closing(_connect(path)) as connection:
            _check_sound(connection)
    except Damaged:
        raise StoreError(*NOT_OURS) from None
    with _reading_file(path) as store:
        with store._reading() as connection:
            tables = set(inspect(connection).get_table_names())
            ours = form_of(connection) is not None and {"snapshots", "settings", "participants"} <= tables
        if not ours:
            raise StoreError(*NOT_OURS)
        yield store


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


@contextmanager
def _reading_file(path: Path) -> Iterator[Store]:
    """A store on a file that is only read."""
    engine = create_engine("sqlite://", creator=lambda: _connect(path), poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", begin)
    with Store(engine) as store:
        yield store


@contextmanager
def _in_memory(path: Path) -> Iterator[Store]:
    """A copy of a file in memory, to bring to another form without touching the file."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    with closing(_connect(path)) as connection:
        connection.backup(memory)
    engine = create_engine("sqlite://", creator=lambda: memory, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", begin)
    with Store(engine) as store:
        yield store


# --- What was there before ------------------------------------------------------------------------------------------


def _keep_aside(url: str, path: Path, source: Store) -> Path | None:
    """Keep what the database holds now; answers where, or None when it holds nothing."""
    file = file_of(url)
    aside = _free_name(file or path)
    try:
        with open_store(url) as target:
            target.upgrade()
            _check_key(target, source)
            with target._reading() as connection:
                if not holds_rows(connection):
                    return None
            back_up(target, aside)
    except Damaged:
        if not file:
            raise
        _put_aside(file, aside)
    return aside


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.{_ASIDE}{number}") for number in ("", *(f"-{n}" for n in range(2, 1_000))))
    return next(name for name in names if not name.exists())


def _check_key(target: Store, source: Store) -> None:
    """Addresses and rounding rest on the data key; with another key nobody could log in any more."""
    now, then = target.recall("data_key"), source.recall("data_key")
    if now and then and now != then:
        raise StoreError(*OTHER_KEY)


def _put_aside(file: Path, aside: Path) -> None:
    """Give a damaged file, and the logs that belong to it, another name."""
    try:
        for end in ("", *_LOGS):
            part = file.with_name(file.name + end)
            if part.exists():
                part.rename(aside.with_name(aside.name + end))
    except OSError as error:
        raise _unwritable(aside) from error
