"""Whose turn it is to sync or to draw: a lock that lasts for a whole run, and that nobody clears away after a crash.

A lock that is a row in a table stays when its process dies, and someone must then judge whether that process still
lives, perhaps on another machine. Both locks here belong to an open connection, so that the operating system or the
server lets go of them at the moment at which their process ends, however it ends.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from tracker.store.trouble import SYNC_RUNS, TurnTaken, explained

TURNS: Final = {"sync": 0x6578, "live": 0x6579}
"""What goes on one at a time, with its number on a server: a sync, and drawing the live edition."""

_LOCK_NOT_AVAILABLE: Final = "55P03"


@contextmanager
def turn_beside(path: Path, patience: float, what: str = "sync") -> Iterator[None]:
    """The turn for a database in a file: a lock on an empty file beside it, which stays there and holds nothing."""
    beside = path.with_name(f"{path.name}-{what}")
    try:
        os.close(os.open(beside, os.O_RDWR | os.O_CREAT, 0o600))
        connection = sqlite3.connect(beside, timeout=patience, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise explained(error) from None
    with closing(connection):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            busy = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
            raise (TurnTaken(*SYNC_RUNS) if busy else explained(error)) from None
        yield


@contextmanager
def turn_on_server(engine: Engine, patience: float, what: str = "sync") -> Iterator[None]:
    """The turn for a database on a server: an advisory lock of a transaction that does nothing else.

    A lock of a transaction and not of a session, because poolers between program and server may give a session to
    someone else.
    """
    try:
        connection = engine.connect()
    except DBAPIError as error:
        raise explained(error.orig or error) from None
    try:
        try:
            connection.execute(text(f"SET LOCAL lock_timeout = {int(patience * 1000)}"))
            connection.execute(text(f"SELECT pg_advisory_xact_lock({TURNS[what]})"))
        except DBAPIError as error:
            busy = getattr(error.orig, "sqlstate", None) == _LOCK_NOT_AVAILABLE
            raise (TurnTaken(*SYNC_RUNS) if busy else explained(error.orig or error)) from None
        yield
    finally:
        # A server that went away in the meantime has let go of the lock already, and whoever works in the turn hears
        # of it where it matters.
        with suppress(DBAPIError):
            connection.close()
