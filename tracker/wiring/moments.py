"""Settings become a clock."""

from datetime import UTC, datetime

from tracker.settings import Settings


def clock(settings: Settings) -> datetime:
    """Now, in UTC: the real one, or what a rehearsal says it is."""
    return settings.now or datetime.now(UTC)


def real_clock() -> datetime:
    """Now, in UTC, whatever a rehearsal says: for the audit log and for logging in."""
    return datetime.now(UTC)
