"""The live edition as it was drawn last, kept for every process that serves pages: one at a time, until the next.

It counts exactly, so it is kept where the records are: in the database, and nowhere else. It goes with whoever is
erased, in the same transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import Connection, delete

from tracker.edition import Edition
from tracker.store import load, save
from tracker.store.tables import SETTINGS

if TYPE_CHECKING:
    from tracker.store.database import Store

_MARK: Final = "live_mark"
_CONTENT: Final = "live"


@dataclass(frozen=True, slots=True)
class Live:
    """A live edition with its charts (SVG by name), and the mark of what it was drawn from."""

    mark: str
    edition: Edition
    charts: Mapping[str, str]


def kept_mark(store: "Store") -> str | None:
    """The mark of the live edition that is kept, or None when there is none."""
    return store.recall(_MARK)


def kept_live(store: "Store") -> Live | None:
    """The live edition that is kept, or None when there is none that this program can read."""
    content = store.recall(_CONTENT)
    if content is None:
        return None
    try:
        return msgspec.json.decode(content, type=Live)
    except msgspec.MsgspecError:
        # Another version of the program kept it. It is drawn anew, so nothing is lost.
        return None


def keep_live(store: "Store", live: Live, erased: int) -> bool:
    """Keep a live edition in place of the one before; `erased` is how many people were erased when its drawing began.

    False, and nothing is kept, when someone was erased since: they may still be counted in it.
    """
    from tracker.store.erasing import tombstones_in

    content = msgspec.json.encode(live).decode()
    with store._writing() as connection:
        if len(tombstones_in(connection)) != erased:
            return False
        save.remember_setting(connection, _CONTENT, content)
        save.remember_setting(connection, _MARK, live.mark)
    return True


def forget_live(connection: Connection) -> None:
    """Take the live edition out, within the transaction of the caller."""
    if load.setting(connection, _MARK) is not None:
        connection.execute(delete(SETTINGS).where(SETTINGS.c.key.in_((_MARK, _CONTENT))))
