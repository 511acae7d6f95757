"""A database that stays open between one request and the next: an address in, the same open Store out every time.

Opening one anew for each request costs more than all that a page asks of it.
"""

import os
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from tracker.store.database import Store, open_store


class KeptStore:
    """Gives the open database to whoever asks, from any thread; it is opened when somebody asks first.

    A process that was forked opens its own. A file that was taken away or replaced is let go of, and opened anew.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._turn = threading.Lock()
        self._store: Store | None = None
        self._process = 0

    @contextmanager
    def __call__(self) -> Iterator[Store]:
        """The database, open; it stays so afterwards. Raises StoreError."""
        yield self._opened()

    def _opened(self) -> Store:
        with self._turn:
            if self._store is None or self._process != os.getpid():
                # What a parent opened is the parent's to close: the two would write through one another.
                self._store = None
            elif self._store.is_moved:
                self._store.close()
                self._store = None
            if self._store is None:
                self._store, self._process = open_store(self._url), os.getpid()
                weakref.finalize(self, _close_own, self._store, self._process)
            return self._store


def _close_own(store: Store, process: int) -> None:
    if process == os.getpid():
        store.close()
