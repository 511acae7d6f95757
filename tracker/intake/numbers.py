"""Dutch numbers as people type them: `12,5` and `12.5` are twelve and a half, `1.250` is a thousand and more."""

import math
import re

_NUMBER = re.compile(r"([+-]?)(\d{1,3}(?:\.\d{3})+|\d+)(?:[,.](\d+))?")
_WITH_UNIT = re.compile(r"(?:ca\.?|circa|±)?\s*([+-]?[\d.,]*\d)\s*(?:u|uur|uren|uur per week|u/w|p/w|per week|plekken|plek|st|x)\.?")


def number_from_text(text: str) -> float | None:
    """The number that a text says and nothing else; None when it says something else or more."""
    match = _NUMBER.fullmatch(" ".join(text.split()))
    if not match:
        return None
    sign, whole, decimals = match.groups()
    value = float(f"{whole.replace('.', '')}.{decimals or 0}")
    return -value if sign == "-" else value


def number_before_unit(text: str) -> float | None:
    """The number in a text such as `16 uur`."""
    match = _WITH_UNIT.fullmatch(" ".join(text.casefold().split()))
    return number_from_text(match.group(1)) if match else None


def is_whole(value: float) -> bool:
    """Whether a number is a whole one."""
    return math.isfinite(value) and value == int(value)
