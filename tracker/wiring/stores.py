"""Settings become a database in which nobody stands who was erased."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from tracker.errors import SettingError, StoreError
from tracker.protection.seal import fingerprint, tombstone
from tracker.settings import Settings
from tracker.wiring.keys import data_key, read_key
from tracker.wiring.moments import real_clock
from tracker.wording import plural

if TYPE_CHECKING:
    from tracker.store import Store
    from tracker.store.erasing import KeepOut, Seal
    from tracker.store.kept import KeptStore
    from tracker.tombstones import Graves


@contextmanager
def store(settings: Settings) -> Iterator["Store"]:
    """The database, in its newest form where the tracker may see to that itself. Raises StoreError."""
    from tracker.store import open_store

    with open_store(settings.database_url) as opened:
        if opened.is_sqlite:
            opened.upgrade()
        elif not opened.is_current:
            raise StoreError("De database heeft nog niet de nieuwste vorm.", "Voer eerst uit: ew db upgrade")
        _keep_erased_out(settings, opened)
        yield opened


def kept_store(settings: Settings) -> "KeptStore":
    """The database of which `store` saw at the start of this process that it is in order; it stays open."""
    from tracker.store.kept import KeptStore

    return KeptStore(settings.database_url)


def graves(settings: Settings, opened: "Store") -> "Graves":
    """Where the seals of erased people go. Raises SettingError."""
    from tracker.tombstones import Graves

    return Graves(data_key(settings, opened), settings.tombstones)


def keep_out(settings: Settings) -> "KeepOut":
    """Who may not come back with a back-up, because they were erased. Raises SettingError."""
    from tracker.store.erasing import KeepOut
    from tracker.tombstones import read_tombstones

    def seal_for(mark: str | None) -> "Seal":
        """How codes are sealed with the data key; a wrong key would recognise nobody, so it is refused."""
        key = read_key(settings.data_key)
        if mark not in (None, fingerprint(key)):
            raise SettingError(
                f"De sleutel {settings.data_key} hoort niet bij deze back-up.",
                "Gebruik de sleutel waarmee de back-up is gemaakt. Wijs hem aan met EW_DATA_KEY.",
            )
        return partial(tombstone, key)

    return KeepOut(known=read_tombstones(settings.tombstones), seal_for=seal_for)


def _keep_erased_out(settings: Settings, opened: "Store") -> None:
    """At every start: the tombstones of the database and those of the file become the same.

    A database that knows less than the file is an old one that somebody copied back: then whoever was erased since is
    erased from it again.
    """
    from tracker.store import erasing
    from tracker.tombstones import add_tombstones, read_tombstones

    outside, inside = read_tombstones(settings.tombstones), erasing.tombstones(opened)
    if inside.keys() - outside.keys():
        add_tombstones(settings.tombstones, inside)
    if outside.keys() - inside.keys():
        with opened.turn():
            back = erasing.keep_out_of(opened, outside, partial(tombstone, data_key(settings, opened)))
        if back:
            opened.audit(at=real_clock(), role="beheer", who="", what="gewist", about=f"opnieuw: {back}")
            who = plural(back, "persoon die al gewist was, stond", "personen die al gewist waren, stonden")
            sys.stderr.write(f"{who} weer in de database. Wij wisten dat opnieuw.\n")
    if not erasing.is_swept(opened):
        # While somebody else reads it cannot be done; a later start does it.
        with suppress(StoreError):
            erasing.sweep(opened)


def upgrade(settings: Settings) -> bool:
    """Bring the database to the newest form; True when something was done, and noted. Raises StoreError."""
    from tracker.store import open_store

    with open_store(settings.database_url) as opened:
        done = opened.upgrade()
        if done:
            opened.audit(at=real_clock(), role="beheer", who="", what="upgrade")
        return done
