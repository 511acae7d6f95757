"""What logging in needs of the outside world: a database, keys, a way to send mails, a clock, and an address."""

import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from tracker import wiring
from tracker.actions.keys import Keys
from tracker.errors import kind_and_place
from tracker.settings import Settings, refuse_half_open

if TYPE_CHECKING:
    from tracker.mail import Post
    from tracker.store import Store

_log = logging.getLogger(__name__)

_WORKERS: Final = 2

Later = Callable[[Callable[[], None]], object]
"""Has something done after the answer was given."""


def soon(work: Callable[[], None]) -> None:
    """Have something done by a thread of this process, which ends only when that is done."""
    _workers(os.getpid()).submit(_told, work)


def _told(work: Callable[[], None]) -> None:
    """Do it, and say in the log where it broke: nobody waits for it, so nobody else would hear."""
    try:
        work()
    except Exception as error:  # noqa: BLE001 - whatever escapes is what this is here to tell.
        _log.error("What was begun beside an answer broke: %s", kind_and_place(error))


@lru_cache(maxsize=1)
def _workers(_process: int) -> ThreadPoolExecutor:
    # A server forks, and threads do not come along: each process has its own.
    return ThreadPoolExecutor(_WORKERS, thread_name_prefix="mail")


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Everything that logging in needs. `base_url` is the address that people type, or None on this computer only.

    `now` is the real clock: no rehearsal makes a login last longer. Without `second_factor` nobody is asked for one,
    which is for the demo only.
    """

    store: Callable[[], AbstractContextManager["Store"]]
    keys: Keys
    post: "Post"
    now: Callable[[], datetime] = wiring.real_clock
    later: Later = soon
    base_url: str | None = None
    second_factor: bool = True

    @property
    def host(self) -> str | None:
        """The name under which others reach the pages; None when they are for this computer only."""
        parts = urlsplit(self.base_url or "")
        return parts.hostname if parts.scheme == "https" else None


def open_door(settings: Settings, *, second_factor: bool = True) -> Door:
    """The door that the settings ask for. Raises TrackerError when they ask for one that others may not come near."""
    refuse_half_open(settings)
    with wiring.store(settings) as store:
        data = wiring.data_key(settings, store)
    return Door(
        store=wiring.kept_store(settings),
        keys=Keys.of(data, settings.secret_key),
        post=wiring.post(settings),
        base_url=settings.base_url,
        second_factor=second_factor,
    )
