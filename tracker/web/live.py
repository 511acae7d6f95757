"""The live edition for pages: what was drawn last comes out at once, and a newer one is drawn beside it.

Whoever asks waits only when there is nothing to show that is true: before the first drawing, and after somebody was
erased. Then a few at a time wait, so that others still get their pages.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from tracker import actions
from tracker.edition import Edition
from tracker.errors import StoreError
from tracker.web.beside import DrawingFailedError
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.store import Store
    from tracker.store.live import Live

_log = logging.getLogger(__name__)

Renew = Callable[[datetime], None]
"""Draws the live edition of a moment and keeps it, or raises DrawingFailedError."""

_PATIENCE: Final = 30.0
"""Seconds that a reader waits when there is nothing to show yet."""

_FEW: Final = 2
"""How many readers wait at a time in one process, which has four or more threads."""

_LONG: Final = 300.0
"""Seconds that an errand waits for the drawing of another, before it says that it is done."""

BEING_MADE: Final = "Wij maken nu nieuwere cijfers. Laad deze pagina over een minuut opnieuw."
NOT_MADE: Final = "Nieuwere cijfers maken lukt nu niet. Laad deze pagina opnieuw, dan proberen wij het nog eens."

_WAIT: Final = ("Wij maken de cijfers nu.", "Laad deze pagina over een minuut opnieuw.")
_BROKE: Final = ("De cijfers maken lukt nu niet.", "Probeer het later nog eens. Blijft het zo? Vraag wie dit beheert.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A live edition, its charts, and a sentence (Dutch, or empty) when newer figures are on their way."""

    edition: Edition
    charts: Mapping[str, str]
    newer: str = ""


class LiveEdition:
    """Shows the live edition of one database, and has it drawn anew when something changed."""

    def __init__(
        self, store: Callable[[], AbstractContextManager["Store"]], now: Callable[[], datetime], draw: Renew
    ) -> None:
        self._store, self._now, self._draw = store, now, draw
        self._known: Live | None = None
        self._failed: str | None = None
        self._drawing, self._waiting = threading.Lock(), threading.BoundedSemaphore(_FEW)

    def __call__(self, store: "Store") -> Shown:
        """The live edition. Raises StoreError before the first sync, and when there is nothing to show for a while."""
        mark = actions.live_mark(store, today_at(self._now()))
        found = self._kept(store) or self._first(store)
        edition = actions.as_known(store, found)
        if found.mark == mark:
            return Shown(edition, found.charts)
        newer = NOT_MADE if self._failed == mark else BEING_MADE
        self._begin()
        return Shown(edition, found.charts, newer)

    def renew(self) -> None:
        """Have it drawn now when something changed, and come back when that is done; what fails is logged."""
        self._renew_with_own_store(_LONG)

    def _kept(self, store: "Store") -> "Live | None":
        # Two threads that see a new one at once both read it: that is sooner done than one could wait for the other.
        self._known = found = actions.kept_live(store, self._known)
        return found

    def _first(self, store: "Store") -> "Live":
        """The live edition, drawn while somebody waits for it; the drawing goes on when that takes too long."""
        if not self._waiting.acquire(blocking=False):
            raise StoreError(*_WAIT)
        try:
            self._beside(partial(self._renew_with_own_store, _PATIENCE)).join(_PATIENCE)
        finally:
            self._waiting.release()
        found = self._kept(store)
        if found is None and self._failed:
            raise StoreError(*_BROKE)
        if found is None:
            raise StoreError(*_WAIT)
        return found

    def _begin(self) -> None:
        """Draw it beside the answer, unless this process does so already."""
        if self._drawing.acquire(blocking=False):
            self._beside(self._draw_and_release)

    def _draw_and_release(self) -> None:
        try:
            self._renew_with_own_store(0)
        finally:
            self._drawing.release()

    def _beside(self, work: Callable[[], None]) -> threading.Thread:
        # A server that stops does not wait for this thread: whoever comes after it draws.
        thread = threading.Thread(target=work, name="live", daemon=True)
        thread.start()
        return thread

    def _renew_with_own_store(self, patience: float) -> None:
        try:
            with self._store() as store:
                self._renew(store, patience)
        except StoreError as error:
            _log.error("the live edition: %s", type(error).__name__)

    def _renew(self, store: "Store", patience: float) -> None:
        now = self._now()
        try:
            actions.renew_live(store, now, lambda: self._draw(now), patience)
            self._failed = None
        except DrawingFailedError as error:
            self._failed = actions.live_mark(store, today_at(now))
            _log.error("the live edition: %s", error)
