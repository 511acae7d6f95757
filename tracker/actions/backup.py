"""A back-up of everything, the way back, and the move to another database."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.actions.terms import Tell, quiet

if TYPE_CHECKING:
    from tracker.store import Proof, PutBack, Store


def back_up(store: "Store", path: Path, *, overwrite: bool = False, tell: Tell = quiet) -> "Mapping[str, Proof]":
    """Write everything to one file; answers what is in it, by table. Raises FileError and StoreError."""
    from tracker.store import backup

    tell("De back-up maken")
    return backup.back_up(store, path, overwrite=overwrite)


def put_back(database_url: str, path: Path, tell: Tell = quiet) -> "PutBack":
    """Put a back-up in place of what the database holds, and keep that. Raises FileError and StoreError."""
    from tracker.store import backup

    tell("De back-up terugzetten")
    return backup.put_back(database_url, path)


def move(store: "Store", database_url: str, tell: Tell = quiet) -> "Mapping[str, Proof]":
    """Copy everything to an empty database and prove that both are equal; answers what both hold. Raises StoreError."""
    from tracker.store import backup

    tell("Alles overzetten en natellen")
    return backup.move(store, database_url)
