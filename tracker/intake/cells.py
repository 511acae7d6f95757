"""One cell becomes one value, or a reason why not, by the kind of its column."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from tracker.columns import Column, Kind
from tracker.intake import dates, numbers, words
from tracker.intake.effort import Effort
from tracker.intake.findings import Problem
from tracker.intake.known import EMPTY, LONGEST_SHOWN, Known, Read, Reader
from tracker.intake.names import clean, plain
from tracker.intake.secrets import secret_in
from tracker.model import CellError, Percentage, Raw
from tracker.wording import number, short_date

MOST_HOURS = 60
MOST_COUNT = 1_000_000

MOST_REMEMBERED = 100_000
"""So many texts of a column are remembered: a column in which all differ should not fill the memory."""


def reader(column: Column, known: Known) -> Reader:
    """How the cells of a column are read. Texts that come back often are read once."""
    read = _READERS[column.kind](column, known)
    free = column.kind in _FREE_TEXT or words.takes_any_name(column, known)
    seen: dict[object, Read] = {}

    def judged(raw: Raw) -> Read:
        if isinstance(raw, str):
            found = _text(raw, read)
        else:
            found = _error(raw.text) if isinstance(raw, CellError) else read(raw)
        return _without_secret(column, raw, found, known.effort) if free or found.refused else found

    def one(raw: Raw) -> Read:
        if raw is None:
            return EMPTY
        if not isinstance(raw, str | datetime):
            return judged(raw)  # Not remembered, because 1.0 and WAAR are equal to each other.
        found = seen.get(raw)
        if found is None:
            found = judged(raw)
            if len(seen) < MOST_REMEMBERED:
                seen[raw] = found
        return found

    return one


_LOADING = re.compile(r"(?:loading|laden|bezig met laden)\s?(?:\.{2,}|…)")
_ERROR = re.compile(
    r"#(?:n/?[ab]|ref!|verw!|waarde!|value!|naam\?|name\?|deel/0!|div/0!|getal!|num!|leeg!|null!|fout!|error!"
    r"|overloop!|spill!|bereken!|calc!|##+)|err:\d{3}"
)


_STEERING = dict.fromkeys({*range(0x20), *range(0x7F, 0xA0)} - set(map(ord, "\t\n\r")), " ")
"""What steers a printer is no text: no workbook, page or slide can hold it, and nobody sees that it is there."""


def _text(raw: str, read: Reader) -> Read:
    """A text as its column reads it; the name of an error that was pasted as text is that error."""
    if not raw.isprintable():
        raw = raw.translate(_STEERING)
    key = plain(raw[:LONGEST_SHOWN])
    if not key and not plain(raw):
        return EMPTY
    if len(key) < 24 and (_LOADING.fullmatch(key) or _ERROR.fullmatch(key)):
        return _error(raw)
    return read(raw)


def _error(text: str) -> Read:
    """A cell without a value: an error, or a formula that still waits for its outcome."""
    return Read(problem=Problem("cel_laadt" if _LOADING.fullmatch(plain(text[:LONGEST_SHOWN])) else "celfout"))


_FREE_TEXT = frozenset({Kind.NAME, Kind.TEXT, Kind.SPELLINGS})
_DATES = frozenset({Kind.DATE, Kind.PAST_DATE})


def _without_secret(column: Column, raw: Raw, read: Read, effort: Effort) -> Read:
    """A cell whose text would be kept or shown is refused when it holds a secret (rule 6 of the sheet)."""
    in_dates = column.kind in _DATES
    kind = secret_in(raw, in_dates, effort.searched)
    if kind and not (kind == "geheim_e_mail" and column.kind is Kind.EMAIL):
        return Read(problem=Problem(kind))
    if in_dates and read.problem and secret_in(raw):
        return replace(read, problem=replace(read.problem, hidden=True))  # It is a day and may be a BSN.
    return read


# --- Dates and numbers -----------------------------------------------------------------------------------------------


def _date(column: Column, known: Known) -> Reader:
    past_only = column.kind is Kind.PAST_DATE

    def read(raw: Raw) -> Read:
        if isinstance(raw, datetime):
            found = dates.date_from_moment(raw)
        elif isinstance(raw, str):
            found = dates.date_from_text(raw)
        elif isinstance(raw, float):
            found = dates.date_from_number(raw)
        else:
            found = dates.ReadDate(None, Problem("datum_onleesbaar"))
        if past_only and found.day and found.day > known.today:
            return Read(found.day, Problem("datum_in_de_toekomst", {"read": short_date(found.day)}))
        return Read(found.day, found.problem)

    return read


def _number(raw: Raw) -> Read:
    """A number, whatever its column asks of it."""
    if isinstance(raw, float):
        return Read(raw)
    if isinstance(raw, str):
        value = numbers.number_from_text(raw)
        if value is not None:
            if numbers.has_thousands_point(raw):
                return Read(value, Problem("getal_met_punt", {"read": f"{value:.0f}"}))
            return Read(value, Problem("getal_als_tekst", {"read": number(value)}))
        value = numbers.number_before_unit(raw)
        if value is not None:
            return Read(value, Problem("getal_met_woorden", {"read": number(value)}))
    return Read(problem=Problem("getal_onleesbaar"))


def _ranged(least: int, most: int, whole: bool) -> Reader:
    bounds = {"least": number(least), "most": number(most)}

    def read(raw: Raw) -> Read:
        found = _number(raw)
        value = found.value
        if not isinstance(value, float):
            return found
        if not least <= value <= most:
            return Read(problem=Problem("getal_buiten_grens", bounds))
        if not whole:
            return found
        if not numbers.is_whole(value):
            return Read(problem=Problem("getal_niet_heel"))
        return Read(int(value), found.problem)

    return read


def _hours(column: Column, known: Known) -> Reader:
    return _ranged(0, MOST_HOURS, whole=False)


def _count(column: Column, known: Known) -> Reader:
    return _ranged(0, MOST_COUNT, whole=True)


def _score(column: Column, known: Known) -> Reader:
    return _ranged(1, 5, whole=True)


_SHARE = re.compile(r"([\d.,]+)\s?%")


def _amount(column: Column, known: Known) -> Reader:
    count = _ranged(0, MOST_COUNT, whole=True)

    def read(raw: Raw) -> Read:
        share = raw.share if isinstance(raw, Percentage) else None
        if isinstance(raw, str) and (match := _SHARE.fullmatch(clean(raw))):
            typed = numbers.number_from_text(match.group(1))
            share = None if typed is None else typed / 100
        if share is not None:
            if not 0 <= share <= 1:
                return Read(problem=Problem("streefwaarde_onleesbaar"))
            return Read(f"{share * 100:.6g}%")
        found = count(raw)
        if isinstance(found.value, int):
            return Read(str(found.value), found.problem)
        return Read(problem=Problem("streefwaarde_onleesbaar"))

    return read


_READERS: Mapping[Kind, Callable[[Column, Known], Reader]] = {
    Kind.CODE: words.code_reader,
    Kind.DATE: _date,
    Kind.PAST_DATE: _date,
    Kind.NAME: words.name_reader,
    Kind.TEXT: words.name_reader,
    Kind.CHOICE: words.choice_reader,
    Kind.CHOICES: words.several_reader,
    Kind.PARTNER: words.partner_reader,
    Kind.SPELLINGS: words.spellings_reader,
    Kind.YES_NO: words.yes_no_reader,
    Kind.HOURS: _hours,
    Kind.COUNT: _count,
    Kind.SCORE: _score,
    Kind.AMOUNT: _amount,
    Kind.FIGURE: words.figure_reader,
    Kind.GRANT: words.grant_reader,
    Kind.EMAIL: words.email_reader,
}
