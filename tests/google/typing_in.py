"""What typing in a cell comes to: the text of a person in, a value and perhaps a number format out."""

import re
from datetime import date

from tests.google.errors import Json
from tests.google.locales import Locale, serial

_DATE = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_WORDED = re.compile(r"(\d{1,2})[ -]([^\W\d_]{3,9})\.?[ -](\d{4}|\d{2})")
_AMERICAN = re.compile(r"([^\W\d_]{3,9})\.? (\d{1,2}),? (\d{4})")

Typed = tuple[Json, Json | None]


def typed(text: str, locale: Locale) -> Typed:
    """An ExtendedValue for what was typed, and the number format that typing it this way chooses."""
    if text.startswith("=") and len(text) > 1:
        return {"formulaValue": text}, None
    if text.startswith("'"):
        return {"stringValue": text[1:]}, None
    plain = text.strip()
    truth = {"TRUE": True, locale.yes: True, "FALSE": False, locale.no: False}.get(plain.upper())
    if truth is not None:
        return {"boolValue": truth}, None
    return _date_time(plain, locale) or _number(plain, locale) or ({"stringValue": text}, None)


def _number(text: str, locale: Locale) -> Typed | None:
    body, kind = text, ""
    if body.endswith("%"):
        body, kind = body[:-1].strip(), "PERCENT"
    elif body.lstrip("-").startswith(locale.currency) or (len(body) > 1 and body.endswith(locale.currency)):
        body, kind = body.replace(locale.currency, "", 1).replace(" ", ""), "CURRENCY"
    point, group = re.escape(locale.decimal), re.escape(locale.group)
    whole = rf"\d{{1,3}}(?:{group}\d{{3}})+|\d+"
    if not re.fullmatch(rf"[+-]?(?:(?:{whole})(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?", body):
        return None
    value = float(body.replace(locale.group, "").replace(locale.decimal, "."))
    decimals = 2 if locale.decimal in body else 0
    if kind == "PERCENT":
        return {"numberValue": value / 100}, {"type": kind, "pattern": "0.00%" if decimals else "0%"}
    if kind == "CURRENCY":
        pattern = f'"{locale.currency}"\\ #,##0.00' if locale.day_first else f'"{locale.currency}"#,##0.00'
        return {"numberValue": value}, {"type": kind, "pattern": pattern}
    grouped = locale.group in body
    chosen = {"type": "NUMBER", "pattern": "#,##0.00" if decimals else "#,##0"} if grouped else None
    return {"numberValue": value}, chosen


def _date_time(text: str, locale: Locale) -> Typed | None:
    day_text, _, clock_text = text.rpartition(" ")
    if _TIME.fullmatch(clock_text):
        share = _share(clock_text)
        if share is None:
            return None
        if not day_text:
            return {"numberValue": share}, {"type": "TIME", "pattern": "H:mm:ss"}
        found = _day(day_text, locale)
        if found:
            pattern = f"{found[1]} H:mm:ss"
            return {"numberValue": serial(found[0]) + share}, {"type": "DATE_TIME", "pattern": pattern}
        return None
    found = _day(text, locale)
    return ({"numberValue": serial(found[0])}, {"type": "DATE", "pattern": found[1]}) if found else None


def _share(text: str) -> float | None:
    match = _TIME.fullmatch(text)
    if not match:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return (hours * 3600 + minutes * 60 + seconds) / 86400 if hours < 24 and minutes < 60 and seconds < 60 else None


def _day(text: str, locale: Locale) -> tuple[date, str] | None:
    """A date and the pattern to show it in; what is no date in this locale (`3/13/2026` in Dutch) stays text."""
    match = _DATE.fullmatch(text)
    if match:
        return _numeric(match, locale)
    worded = _WORDED.fullmatch(text)
    if worded:
        month = _month(worded.group(2), locale)
        return _made(_year(worded.group(3)), month, int(worded.group(1)), "d mmm yyyy")
    american = _AMERICAN.fullmatch(text)
    if american and not locale.day_first:
        return _made(int(american.group(3)), _month(american.group(1), locale), int(american.group(2)), "mmm d, yyyy")
    return None


def _numeric(match: re.Match[str], locale: Locale) -> tuple[date, str] | None:
    first, mark, second, third = match.groups()
    if len(first) == 4:
        return _made(int(first), int(second), int(third), f"yyyy{mark}mm{mark}dd") if mark != "." else None
    if len(first) > 2 or len(third) not in {2, 4} or (mark == "." and locale.decimal == "."):
        return None
    day, month = (int(first), int(second)) if locale.day_first else (int(second), int(first))
    return _made(_year(third), month, day, locale.date_pattern)


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 30 else 1900)


def _month(name: str, locale: Locale) -> int:
    low = name.casefold()
    for names in (locale.months, locale.full_months):
        for index, known in enumerate(names):
            if known.casefold() == low:
                return index + 1
    return 0


def _made(year: int, month: int, day: int, pattern: str) -> tuple[date, str] | None:
    try:
        return date(year, month, day), pattern
    except ValueError:
        return None
