"""How a locale writes numbers, dates, yes and no, and errors; and dates as the serial numbers that a sheet keeps."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

EPOCH = datetime.combine(date(1899, 12, 30), time.min)


@dataclass(frozen=True, slots=True)
class Locale:
    """The habits of one locale. `day_first` says in which order `3/4/2026` is read; `months` are twelve short names."""

    code: str
    decimal: str
    group: str
    day_first: bool
    date_pattern: str
    currency: str
    months: tuple[str, ...]
    full_months: tuple[str, ...]
    days: tuple[str, ...]
    yes: str
    no: str
    errors: dict[str, str]


ENGLISH = Locale(
    "en_US",
    ".",
    ",",
    False,
    "M/d/yyyy",
    "$",
    ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "TRUE",
    "FALSE",
    {
        "N_A": "#N/A",
        "REF": "#REF!",
        "VALUE": "#VALUE!",
        "DIVIDE_BY_ZERO": "#DIV/0!",
        "NAME": "#NAME?",
        "NUM": "#NUM!",
        "NULL_VALUE": "#NULL!",
        "ERROR": "#ERROR!",
        "LOADING": "Loading...",
    },
)

DUTCH = Locale(
    "nl_NL",
    ",",
    ".",
    True,
    "d-M-yyyy",
    "€",
    ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    (
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ),
    ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "WAAR",
    "ONWAAR",
    {
        "N_A": "#N/B",
        "REF": "#VERW!",
        "VALUE": "#WAARDE!",
        "DIVIDE_BY_ZERO": "#DEEL/0!",
        "NAME": "#NAAM?",
        "NUM": "#GETAL!",
        "NULL_VALUE": "#LEEG!",
        "ERROR": "#ERROR!",
        "LOADING": "Laden...",
    },
)

_LOCALES = {"en_US": ENGLISH, "nl_NL": DUTCH, "nl_BE": DUTCH}


def locale_of(code: str) -> Locale:
    """The habits of a locale; one that is not known here writes as English."""
    return _LOCALES.get(code, ENGLISH)


def serial(moment: date | datetime) -> float:
    """The serial number of a date, or of a date with a time: days since 1899-12-30."""
    full = moment if isinstance(moment, datetime) else datetime.combine(moment, time.min)
    return (full - EPOCH) / timedelta(days=1)


def moment(number: float) -> datetime | None:
    """The date and time of a serial number, to the second; None when it is out of reach."""
    try:
        found = EPOCH + timedelta(seconds=round(number * 86400))
    except OverflowError:
        return None
    return found
