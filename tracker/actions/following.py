"""Follows a sheet: looks every so often, syncs what changed, and stops cleanly when it is asked to."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from tracker.actions.known import last_good_sync
from tracker.actions.syncing import Synced
from tracker.actions.terms import Terms
from tracker.actions.writeback import Manner, Shared, sync_shared
from tracker.errors import SheetError, StoreError

if TYPE_CHECKING:
    from tracker.sheet.source import Desk
    from tracker.store import Store


class Stopped(BaseException):
    """Somebody asked to stop while we waited for the network. Nothing was half done: syncs and writes are atomic."""


class Waits(Protocol):
    """Something to wait with."""

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until somebody asks to stop; True when they did."""


class Stop:
    """Whether somebody asked to stop, for signal handlers and for everything that waits."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self._on_the_network = False

    def ask(self, *_: object) -> None:
        """Ask to stop. A wait for the network is cut short at once; work on the database is finished first."""
        self._asked.set()
        if self._on_the_network:
            raise Stopped

    def wait(self, seconds: float) -> bool:
        """Wait so long, or until somebody asks to stop; True when they did."""
        return self._asked.wait(seconds)

    @contextmanager
    def network(self) -> Iterator[None]:
        """Around everything that waits for the network. Raises Stopped when somebody asks to stop."""
        if self._asked.is_set():
            raise Stopped
        self._on_the_network = True
        try:
            yield
        finally:
            self._on_the_network = False


PATIENCE = 2.0
"""Seconds to wait for somebody else who syncs. We look again soon, and a wait for a lock cannot be cut short."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to look, in seconds: `busy` after a change, longer and longer up to `idle` when nothing happens.

    When Google does not answer the wait doubles up to `trouble`. Every `closely` seconds it is also asked whether the
    sheet was thrown away. A change is seen within `idle` seconds, which leaves ten for the sync itself.
    """

    busy: float = 10.0
    idle: float = 20.0
    slower: float = 1.25
    trouble: float = 60.0
    closely: float = 900.0


Then = Callable[[Synced, datetime | None, Terms], None]
"""What is done after each sync."""


@dataclass(frozen=True, slots=True)
class News:
    """What happened at one look: a sync, or why there was none; `again` when that is no longer new.

    Neither of the two when another process had its turn to sync: then there is nothing to tell.
    """

    shared: Shared | None = None
    trouble: SheetError | StoreError | None = None
    again: bool = False


def follow(  # noqa: PLR0913 - Each is one thing that following needs, and goes by its name.
    desk: "Desk",
    store: "Store",
    key: bytes,
    terms: Callable[[], Terms],
    stop: Waits,
    hear: Callable[[News], None],
    pace: Pace | None = None,
    then: Then | None = None,
) -> None:
    """Sync again and again until somebody asks to stop; `terms` gives the moment anew, `hear` is told what happened.

    `then` does in the same turn what a sync brings along, with the last time before it that the sheet could be read.

    A sheet that cannot be read is tried again later: what was known stays. Raises what makes going on useless: a
    database that refuses twice in a row, a sheet that could not be had at the first look, a key that Google refuses.
    """
    pace = pace or Pace()
    wait, since_closely, last = pace.busy, pace.closely, None
    while True:
        closely = since_closely >= pace.closely
        news = _look(desk, store, key, terms, closely, then)
        if news.trouble and _is_useless(news.trouble, last):
            raise news.trouble
        if news.shared or news.trouble:
            hear(News(news.shared, news.trouble, again=_same(news, last)))
            last = news
        wait = _next_wait(news, wait, pace)
        since_closely = wait if closely and news is last else since_closely + wait
        if stop.wait(wait):
            return


def _look(
    desk: "Desk", store: "Store", key: bytes, terms: Callable[[], Terms], closely: bool, then: Then | None
) -> News:
    """One sync, in its turn. What time it is, is asked when it is our turn."""
    from tracker.store import TurnTaken

    try:
        with store.turn(PATIENCE):
            now, before = terms(), last_good_sync(store)
            shared = sync_shared(desk, store, key, now, Manner(closely=closely))
            if then:
                then(shared.synced, before.last_at if before else None, now)
            return News(shared=shared)
    except TurnTaken:
        return News()
    except (SheetError, StoreError) as error:
        return News(trouble=error)


def _is_useless(trouble: SheetError | StoreError, last: News | None) -> bool:
    """Whether going on helps nobody, so that whoever started us should hear of it."""
    if isinstance(trouble, StoreError):
        # Somebody may sync by hand at the same moment; then the database is theirs, and ours the next time.
        return last is None or isinstance(last.trouble, StoreError)
    final = getattr(trouble, "final", False)
    return bool(final or (last is None and not getattr(trouble, "passes", True)))


def _same(news: News, last: News | None) -> bool:
    now, then = (one.trouble.what if one and one.trouble else None for one in (news, last))
    return now is not None and now == then


def _next_wait(news: News, wait: float, pace: Pace) -> float:
    if news.trouble:
        # What people broke in the sheet, they are mending: that is looked at as often as ever.
        in_the_sheet = not hasattr(news.trouble, "passes")
        return pace.idle if in_the_sheet else min(pace.trouble, wait * 2)
    if news.shared and (news.shared.synced.status == "stored" or news.shared.wrote):
        return pace.busy
    return min(pace.idle, max(pace.busy, wait * pace.slower))
