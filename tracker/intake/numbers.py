"""Dutch numbers as people type them: `12,5` and `12.5` are twelve and a half, `1.250` is a thousand and more."""

import math
import re

from tracker.intake.names import clean

_NUMBER = re.compile(r"([+-]?)([1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,(\d+))?")
_WITH_POINT = re.compile(r"([+-]?)(\d+)\.(\d+)")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+")
_WITH_UNIT = re.compile(
    r"(?:ca\.?|circa|±)?\s*([+-]?[\d.,]*\d)\s*"
    r"(?:uur per week|uur p/w|uur|uren|u/w|p/w|per week|u|plekken|plek|mensen|personen|deelnemers|stuks|st|x)\.?"
)
LONGEST = 40
"""A longer text is no number."""


def number_from_text(text: str) -> float | None:
    """The number that a text says and nothing else; None when it says something else or more."""
    line = clean(text).replace("\u2212", "-")
    if len(line) > LONGEST:
        return None
    match = _NUMBER.fullmatch(line) or _WITH_POINT.fullmatch(line)
    if not match:
        return None
    sign, whole, decimals = match.groups()
    value = float(f"{whole.replace('.', '')}.{decimals or 0}")
    return -value if sign == "-" else value


def number_before_unit(text: str) -> float | None:
    """The number in a text such as `16 uur`."""
    line = clean(text).casefold()
    match = _WITH_UNIT.fullmatch(line) if len(line) <= LONGEST else None
    return number_from_text(match.group(1)) if match else None


def has_thousands_point(text: str) -> bool:
    """Whether a point in a number was read as one between thousands: `1.250` could also be one and a quarter."""
    return bool(_THOUSANDS.fullmatch(clean(text)))


def is_whole(value: float) -> bool:
    """Whether a number is a whole one."""
    return math.isfinite(value) and value == int(value)
