"""The live edition, for whoever may see everything: drawn once after a sync, and kept for every process with pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

from tracker import __version__
from tracker.actions.accounting import Asked
from tracker.actions.known import last_good_sync, stale_since, syncs
from tracker.actions.papers import charts
from tracker.actions.publish import live_edition
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.edition import Edition
    from tracker.model import Snapshot
    from tracker.store import Store
    from tracker.store.live import Live

_DRAWING: Final = "live"
"""The turn to draw, so that nobody draws what another process is drawing already."""

Trim = Callable[[str], str]
"""From a chart (SVG) to the same chart as pages want it."""


def live_mark(store: "Store", day: date) -> str:
    """What a live edition is drawn from: the day, the last sync that stored something, who was erased, and by what.

    Raises StoreError before the first sync.
    """
    return _mark(day, _newest(store), _erased(store))


def _mark(day: date, newest: "Snapshot", erased: int) -> str:
    parts = (day.isoformat(), newest.number, newest.taken_at.isoformat(), newest.content, erased, _program())
    return " ".join(map(str, parts))


def kept_live(store: "Store", known: "Live | None" = None) -> "Live | None":
    """The live edition that was drawn last, or None; `known` when it is that one, so that it is not read again."""
    from tracker.store import live

    mark = live.kept_mark(store)
    if mark is None:
        return None
    return known if known is not None and known.mark == mark else live.kept_live(store)


def renew_live(store: "Store", now: datetime, draw: Callable[[], None], patience: float) -> bool:
    """Have the live edition of now drawn, unless it is there; False when another still draws after `patience` seconds.

    `draw` does it, here or in another process. One drawing at a time goes on for one database.
    """
    from tracker.store import TurnTaken, live

    def is_there() -> bool:
        # What cannot be read is not there: a program that is being changed may keep one in another form.
        return live.kept_mark(store) == live_mark(store, today_at(now)) and live.kept_live(store) is not None

    if is_there():
        return True
    try:
        with store.turn(patience, _DRAWING):
            if not is_there():
                draw()
    except TurnTaken:
        return False
    return True


def draw_live(store: "Store", *, data_key: bytes, now: datetime, trim: Trim) -> None:
    """Draw the live edition of now, and keep it. Raises StoreError before the first sync."""
    from tracker.store.live import Live, keep_live

    while True:
        day, newest, erased = today_at(now), _newest(store), _erased(store)
        # As known at that sync, so that one which ends while this is drawn is in no part of it.
        edition, _ = live_edition(store, Asked(day, newest.taken_at), data_key=data_key, now=now)
        drawn = {name: trim(chart) for name, chart in charts(edition).items()}
        if keep_live(store, Live(_mark(day, newest, erased), edition, drawn), erased):
            return


def as_known(store: "Store", live: "Live") -> "Edition":
    """The edition with until when nothing else was known of it, and since when nothing newer could be read."""
    good, edition = last_good_sync(store), live.edition
    if good is not None and good.snapshot == _number(live.mark):
        edition = replace(edition, state=replace(edition.state, known_at=good.last_at))
    return replace(edition, stale_since=stale_since(store))


def _number(mark: str) -> int:
    """The number of the sync that a mark is of."""
    return int(mark.split()[1])


def _newest(store: "Store") -> "Snapshot":
    return store.latest() or syncs(store)[-1]


def _erased(store: "Store") -> int:
    """How many people were erased."""
    from tracker.store.erasing import tombstones

    return len(tombstones(store))


@cache
def _program() -> str:
    """Which program draws: another one may count otherwise."""
    from tracker.built import commit

    return f"{__version__}/{commit() or ''}"
