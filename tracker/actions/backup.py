"""A back-up of everything, the way back, and the move to another database."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.actions.audit import By, write_down
from tracker.actions.terms import Tell, quiet

if TYPE_CHECKING:
    from tracker.store import Proof, PutBack, Store
    from tracker.store.erasing import KeepOut


def back_up(
    store: "Store", path: Path, *, overwrite: bool = False, tell: Tell = quiet, by: By | None = None
) -> "Mapping[str, Proof]":
    """Write everything to one file; answers what is in it, by table. Raises FileError and StoreError.

    `by` is who does it, here and below: it is written in the audit log when it was done.
    """
    from tracker.store import backup

    tell("De back-up maken")
    held = backup.back_up(store, path, overwrite=overwrite)
    write_down(store, by, "backup")
    return held


def put_back(
    database_url: str, path: Path, tell: Tell = quiet, by: By | None = None, shut: "KeepOut | None" = None
) -> "PutBack":
    """Put a back-up in place of what the database holds, and keep that. Raises FileError and StoreError.

    `shut` is who may not come back with it, because they were erased.
    """
    from tracker.store import backup

    tell("De back-up terugzetten")
    return backup.put_back(database_url, path, by.note("terug") if by else None, shut)


def move(store: "Store", database_url: str, tell: Tell = quiet, by: By | None = None) -> "Mapping[str, Proof]":
    """Copy everything to an empty database and prove that both are equal; answers what both hold. Raises StoreError."""
    from tracker.store import backup

    tell("Alles overzetten en natellen")
    # The address itself may hold a password.
    kind = "PostgreSQL" if database_url.startswith("postgresql") else "SQLite"
    return backup.move(store, database_url, by.note("verhuis", f"naar {kind}") if by else None)
