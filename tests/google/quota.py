"""How many calls fit in a minute: buckets for reads and writes, for the project and for each caller."""

import threading
from dataclasses import dataclass, field
from datetime import datetime

from tests.google.errors import exhausted


@dataclass(slots=True)
class Quota:
    """The limits of a minute; None is no limit. The defaults are those of the service.

    A minute of a bucket begins with the clock's minute, and a refused call counts too, as with the service.
    """

    project: str
    per_project: int | None = 300
    per_user: int | None = 60
    used: dict[tuple[str, str], tuple[datetime, int]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def spend(self, kind: str, user: str, now: datetime) -> None:
        """Count one call; `kind` is `Read` or `Write`. Raises GoogleError (429) when the minute is full."""
        with self.lock:
            by_user = self._count((kind, user), now)
            in_all = self._count((kind, ""), now)
        if self.per_user is not None and by_user > self.per_user:
            raise exhausted(self.project, kind, self.per_user, per_user=True)
        if self.per_project is not None and in_all > self.per_project:
            raise exhausted(self.project, kind, self.per_project, per_user=False)

    def _count(self, bucket: tuple[str, str], now: datetime) -> int:
        minute = now.replace(second=0, microsecond=0)
        began, count = self.used.get(bucket, (minute, 0))
        count = count + 1 if began == minute else 1
        self.used[bucket] = (minute, count)
        return count
