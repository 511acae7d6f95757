"""What takes longer than an answer may is begun by a form and done by a thread; every page can tell how it stands."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tracker import actions
from tracker.web.access import current
from tracker.web.door import Door
from tracker.web.draw import Stage

if TYPE_CHECKING:
    from tracker.store import Store

Work = Callable[["Store"], tuple[str, ...]]
"""Does an errand with a database of its own, and says (Dutch) what came of it."""


class Errands:
    """Begins errands, one at a time for the whole programme.

    One is done when the pages show what came of it: `renew` comes back when they do.
    """

    def __init__(self, stage: Stage, door: Door, renew: Callable[[], None]) -> None:
        self._stage, self._door, self._renew = stage, door, renew

    def by(self) -> actions.By:
        """Who asks, for the audit log."""
        visitor = current()
        return actions.By(at=self._door.now(), role=visitor.role.value, who=visitor.who)

    def last(self) -> actions.Errand | None:
        """The errand that was begun last."""
        with self._stage.store() as store:
            return actions.last_errand(store, self._door.now())

    def begin(self, what: str, work: Work) -> None:
        """Begin an errand; when another still runs nothing happens, and the page tells of that one."""
        with self._stage.store() as store:
            if not actions.begin_errand(store, what, self._door.now()):
                return

        def run() -> None:
            with self._stage.store() as store:
                actions.do_errand(store, self._door.now(), lambda: self._shown(work(store)))

        self._door.later(run)

    def _shown(self, said: tuple[str, ...]) -> tuple[str, ...]:
        self._renew()
        return said
