"""Dutch dates as people type them: one text becomes one date, or a reason why not. Never a guess.

The day comes before the month, always. A dateparser is not used: those turn `1 jan 26` into 2126 and `12` into a day.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from tracker.intake.findings import Problem
from tracker.intake.names import clean
from tracker.wording import MONTHS, short_date

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)

LATEST_SHORT_YEAR = 49
"""A year of two figures beyond this one is no year of this century that a programme can be about."""

LONGEST = 60
"""A longer text is no date."""

SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of the numbers with which sheets count days."""

_MONTH_WORDS = {
    **{month: place for place, month in enumerate(MONTHS, 1)},
    **{month[:3]: place for place, month in enumerate(MONTHS, 1)},
    "mrt": 3,
    "sept": 9,
}
_DAYS = "(?:(?:ma|di|wo|do|vr|za|zo)(?:andag|nsdag|ensdag|nderdag|ijdag|terdag|ndag)?[ ,.]+)?"
_TIME = r"(?:[ t,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: uur)?)?"
_DAY_FIRST = re.compile(rf"{_DAYS}(\d{{1,2}})\s?([-/. ])\s?(\d{{1,2}})\s?\2\s?(\d{{4}}|\d{{2}}){_TIME}")
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_WITH_WORD = re.compile(rf"{_DAYS}(\d{{1,2}})e?[-. ]+([a-z]+)[-. ]+(\d{{4}}|['’]?\d{{2}}){_TIME}")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d{1,12})?")
_MONTH_ONLY = re.compile(r"([a-z]+)[-. ]+(\d{4})")


@dataclass(frozen=True, slots=True)
class ReadDate:
    """A date as read: `day` is None when it could not be; a problem may come with a date that counts."""

    day: date | None
    problem: Problem | None = None


def date_from_text(text: str) -> ReadDate:
    """The date that a text says."""
    line = _DASHES.sub("-", clean(text)).casefold().rstrip(".")
    if len(line) > LONGEST:
        return ReadDate(None, Problem("datum_onleesbaar"))
    if _SERIAL.fullmatch(line):
        return date_from_number(float(line.replace(",", ".")))
    for pattern, reader in _READERS:
        match = pattern.fullmatch(line)
        if match:
            return reader(match)
    return ReadDate(None, Problem("datum_onleesbaar"))


def date_from_moment(moment: datetime) -> ReadDate:
    """The date of a cell that holds a real date."""
    return _within_reach(moment.date(), None)


def date_from_number(serial: float) -> ReadDate:
    """A number in a column of dates is refused; when it could be a date, the advice says which."""
    day = day_of_serial(serial)
    hint = f" Bedoelt u {short_date(day)}?" if day else ""
    return ReadDate(None, Problem("datum_is_getal", {"hint": hint}))


def day_of_serial(serial: float) -> date | None:
    """The day within reach that a sheet keeps as this number, or None."""
    first, last = ((day - SERIAL_ZERO).days for day in (EARLIEST, LATEST))
    return SERIAL_ZERO + timedelta(days=int(serial)) if first <= serial < last + 1 else None


def _day_first(match: re.Match[str]) -> ReadDate:
    day, mark, month, year = match.groups()
    read = _made(year, int(month), int(day), "datum_als_tekst")
    doubtful = mark == "/" and int(day) <= 12 and int(day) != int(month)
    if doubtful and read.day:
        return ReadDate(read.day, Problem("datum_dubbelzinnig", {"read": short_date(read.day)}))
    return read


def _year_first(match: re.Match[str]) -> ReadDate:
    year, _, month, day = match.groups()
    return _made(year, int(month), int(day), "datum_als_tekst")


def _with_word(match: re.Match[str]) -> ReadDate:
    day, word, year = match.groups()
    if word not in _MONTH_WORDS:
        return ReadDate(None, Problem("datum_onleesbaar"))
    return _made(year.lstrip("'’"), _MONTH_WORDS[word], int(day), "datum_als_tekst")


def _month_only(match: re.Match[str]) -> ReadDate:
    word, year = match.groups()
    if word not in _MONTH_WORDS:
        return ReadDate(None, Problem("datum_onleesbaar"))
    return _made(year, _MONTH_WORDS[word], 1, "datum_alleen_maand")


def _made(year: str, month: int, day: int, remark: str) -> ReadDate:
    """The date of these parts; a year of two figures is in this century."""
    short = len(year) == 2
    try:
        made = date(int(year) + (2000 if short else 0), month, day)
    except ValueError:
        return ReadDate(None, Problem("datum_bestaat_niet"))
    if short and int(year) > LATEST_SHORT_YEAR:
        return ReadDate(None, Problem("datum_te_ver"))
    return _within_reach(made, remark)


def _within_reach(day: date, remark: str | None) -> ReadDate:
    if not EARLIEST <= day <= LATEST:
        return ReadDate(None, Problem("datum_te_ver"))
    return ReadDate(day, Problem(remark, {"read": short_date(day)}) if remark else None)


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], ReadDate]], ...] = (
    (_DAY_FIRST, _day_first),
    (_YEAR_FIRST, _year_first),
    (_WITH_WORD, _with_word),
    (_MONTH_ONLY, _month_only),
)
