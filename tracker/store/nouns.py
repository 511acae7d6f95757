"""What only the store can tell: a finding without its text, and how the last runs ended."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from tracker.model import Severity


class SyncStatus(StrEnum):
    """How a run of the sync ended."""

    STORED = "stored"
    UNCHANGED = "unchanged"
    HELD = "held"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFinding:
    """A finding as the database knows it: where it is, never what was typed there.

    `since` is the moment (UTC) of the sync that first saw it at this place.
    """

    code: str
    severity: Severity
    tab: str | None
    row: int | None
    column: str | None
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncRun:
    """One or more runs in a row that ended the same way, the first at `first_at` and the last at `last_at` (UTC).

    `snapshot` is the number that the runs stored or found unchanged; `reason` says why not, without cell values.
    """

    first_at: datetime
    last_at: datetime
    status: SyncStatus
    snapshot: int | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """How many records keep an older value because their cell or row cannot be read now, and since when (UTC).

    `since` is the moment of the oldest of them, and None when there are none.
    """

    records: int
    since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What one table holds: how many rows, and the sum of their SHA-256 modulo 2^256 as 64 hexadecimal figures."""

    rows: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PutBack:
    """What putting a back-up back came to: how many rows, and where what was there before is kept (None: nothing).

    `erased` is how many people were in the back-up who had been erased since, and were erased from it again.
    """

    rows: int
    aside: Path | None
    erased: int = 0
