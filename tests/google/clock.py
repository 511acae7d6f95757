"""The emulator's own clock: it stands still until a test moves it, or runs along with the machine."""

import threading
from datetime import UTC, datetime, timedelta

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets.

    `skew` is how far the caller's clock runs behind this one: it only matters for the times in an assertion, which
    the caller writes by the clock of the machine.
    """

    def __init__(self, start: datetime | None = START) -> None:
        self._start = start
        self._moved = timedelta()
        self._lock = threading.Lock()
        self.skew = timedelta()

    def now(self) -> datetime:
        """The moment it is, UTC."""
        with self._lock:
            return (self._start or datetime.now(UTC)) + self._moved

    def advance(self, step: timedelta) -> None:
        """Let time pass, for the caller too."""
        with self._lock:
            self._moved += step

    def machine(self) -> float:
        """What this clock says in seconds since 1970, on the caller's scale: an assertion is held against it."""
        return (datetime.now(UTC) + self.skew).timestamp()
