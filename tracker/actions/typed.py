"""What people type on the command line: dates and moments."""

from datetime import date, datetime, time

from tracker.errors import SettingError
from tracker.intake.dates import date_from_text
from tracker.wording import utc


def day_from(text: str) -> date:
    """A date as typed, Dutch or ISO. Raises SettingError."""
    read = date_from_text(text)
    if read.day is None or (read.problem and read.problem.code == "datum_alleen_maand"):
        raise SettingError(f"“{text}” is geen datum.", "Schrijf een datum zoals 31-3-2026 of 2026-03-31.")
    return read.day


def moment_from(text: str) -> datetime:
    """A moment as typed; a date means the end of that day. Raises SettingError."""
    try:
        if len(text) > len("2026-03-31"):
            return utc(datetime.fromisoformat(text))
    except ValueError:
        pass
    return utc(datetime.combine(day_from(text), time.max))
