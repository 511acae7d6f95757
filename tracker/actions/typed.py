"""What people type on the command line: dates and moments."""

import re
from datetime import date, datetime, time
from typing import Final

from tracker.errors import SettingError
from tracker.intake.dates import date_from_text
from tracker.wording import long_date, today_at, utc


def day_from(text: str) -> date:
    """A date as typed, Dutch or ISO. Raises SettingError."""
    read = date_from_text(text)
    if read.day is None or (read.problem and read.problem.code == "datum_alleen_maand"):
        raise SettingError(f"“{text}” is geen datum.", "Schrijf een datum zoals 31-3-2026 of 2026-03-31.")
    return read.day


def past_moment_from(text: str, now: datetime) -> datetime:
    """A moment as typed whose day has come: of a later one nobody knows what will be known. Raises SettingError."""
    found = moment_from(text)
    if today_at(found) > today_at(now):
        raise SettingError(
            f"Wat op {long_date(today_at(found))} bekend is, weten wij nog niet.",
            "Kies vandaag, of een dag die voorbij is.",
        )
    return found


_DAY_AND_TIME: Final = re.compile(r"(.+?)[\s,T]+(\d{1,2})[:.](\d{2})(?::(\d{2}))?(?:\s*uur)?")


def moment_from(text: str) -> datetime:
    """A moment as typed, in Dutch or ISO; a date means the end of that day. Raises SettingError.

    A Dutch time means the end of its minute, so that a moment that we told can be typed as we told it.
    """
    try:
        if len(text) > len("2026-03-31"):
            return utc(datetime.fromisoformat(text))
    except (ValueError, OverflowError):  # The second is for a moment that is before year 1, or beyond 9999, as UTC.
        pass
    found = _DAY_AND_TIME.fullmatch(text.strip())
    if found is None:
        return utc(datetime.combine(day_from(text), time.max))
    day, hour, minute, second = found.groups()
    try:
        end = time(int(hour), int(minute), int(second or 59), 999_999)
    except ValueError:
        raise SettingError(
            f"“{text}” is geen moment.", "Schrijf een moment zoals 31-3-2026 14:30, of alleen een datum."
        ) from None
    return utc(datetime.combine(day_from(day), end))
