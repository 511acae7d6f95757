"""BSN, bank account, phone number or e-mail address in the wrong place: says which kind, never the value.

Texts without eight digits or an @ cannot hold one, so the two libraries are loaded only when one can.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from tracker.intake.names import clean
from tracker.model import CellError, Percentage, Raw

SEARCHED = 1_000
"""So many characters of a cell are searched: no longer text is stored, and of a refused one less is shown."""

_FEWEST_DIGITS = 8

_DIGIT_GROUPS = re.compile(r"\d(?:[\s.\-/_]{1,3}\d|\d)+")
_AT = r"\s?(?:@|\(at\)|\[at\]|\(apenstaartje\))\s?"
_DOT = r"\s?(?:\.|\(dot\)|\[dot\]|\(punt\)|\[punt\])\s?"
_EMAIL = re.compile(rf"[^\s@<>;,:]{_AT}[^\s@<>;,:.()\[\]]+(?:{_DOT}[a-z0-9-]+)*{_DOT}[a-z]{{2,}}", re.IGNORECASE)
_IBAN = re.compile(r"(?=([A-Z]{2}\d{2}(?:[ .\-]?[A-Z0-9]){11,30}))", re.IGNORECASE | re.ASCII)
_DATES = re.compile(
    r"(?<!\d)(?:\d{1,2}([-/. ])\d{1,2}\1(?:19|20)\d{2}|(?:19|20)\d{2}([-/.])\d{1,2}\2\d{1,2}"
    r"|20\d{2}(?:\s?[-/–,]\s?|\s)20\d{2})(?!\d)"
)
"""Dates and pairs of years: written with marks between they are no number, though some pass the tests for one."""


def secret_in(raw: Raw, in_dates: bool = False, spend: Callable[[int], None] | None = None) -> str | None:
    """The code of the finding for the secret that a cell holds, or None.

    With `in_dates` eight digits that are a day, such as `12031987`, are a date and no BSN, though some pass its test.
    `spend` is told how many characters with enough digits are searched, before that is done.
    """
    text = _searched(raw)
    if text is None:
        return None
    if _EMAIL.search(text):
        return "geheim_e_mail"
    if sum(mark.isdigit() for mark in text) < _FEWEST_DIGITS:
        return None
    if spend is not None:
        spend(len(text))
    return "geheim_iban" if _holds_iban(text) else _in_numbers(_DATES.sub(" ; ", text), in_dates)


def _in_numbers(numbers: str, in_dates: bool) -> str | None:
    """Whole numbers are looked at first: of a phone number in parts, some parts may pass the test of a BSN."""
    if any(_is_bsn(digits, in_dates) for digits in _whole_groups(numbers)):
        return "geheim_bsn"
    if _holds_phone(numbers):
        return "geheim_telefoon"
    return "geheim_bsn" if any(_is_bsn(digits, in_dates) for digits in _parts_of_groups(numbers)) else None


def _searched(raw: Raw) -> str | None:
    """The text to search: digits of every script become plain ones, and a whole number its digits."""
    if isinstance(raw, CellError):
        raw = raw.text
    if isinstance(raw, str):
        text = raw[:SEARCHED]
        return text if text.isascii() else "".join(map(_plain_digit, clean(text)))
    number = raw.share * 100 if isinstance(raw, Percentage) else raw
    if isinstance(number, float) and 1e7 <= number < 1e12 and round(number, 3).is_integer():
        return str(round(number))
    return None


def _plain_digit(mark: str) -> str:
    digit = unicodedata.digit(mark, None)
    return mark if digit is None else str(digit)


def _holds_iban(text: str) -> bool:
    from stdnum import iban

    return any(
        iban.is_valid(number, check_country=False)
        for match in _IBAN.finditer(text)
        for number in _passing(re.sub(r"[ .\-]", "", match.group(1)))
    )


_SHORTEST_IBAN = 15


def _passing(letters: str) -> Iterator[str]:
    """The beginnings of these letters and digits that pass the test of ISO 7064, mod 97-10.

    The library asks far more of a number and takes as much longer, which a text full of such beginnings would feel.
    """
    top = int("".join(str(int(mark, 36)) for mark in letters[:4]))
    rest = 0
    for length, mark in enumerate(letters[4:], 5):
        value = int(mark, 36)
        rest = (rest * (10 if value < 10 else 100) + value) % 97
        if length >= _SHORTEST_IBAN and (rest * 1_000_000 + top) % 97 == 1:
            yield letters[:length]


# --- BSN -------------------------------------------------------------------------------------------------------------


def _whole_groups(text: str) -> Iterator[str]:
    """Each row of digits with marks between; the fraction of a number such as `111222333.0` is left out."""
    for match in _DIGIT_GROUPS.finditer(text):
        yield re.sub(r"\D", "", re.sub(r"[.]0+$", "", match.group()))


def _parts_of_groups(text: str) -> Iterator[str]:
    """Neighbouring parts of a row of digits: a number may stand beside another number, or be broken up."""
    for match in _DIGIT_GROUPS.finditer(text):
        parts = re.findall(r"\d+", match.group())
        for first in range(len(parts)):
            digits = ""
            for part in parts[first:]:
                digits += part
                if len(digits) > 9:
                    break
                yield digits


def _is_bsn(digits: str, in_dates: bool) -> bool:
    """Whether these digits pass the test of a BSN; with eight of them a leading zero was lost."""
    from stdnum.nl import bsn

    if len(digits) not in (8, 9) or (in_dates and _is_day(digits)):
        return False
    return bool(bsn.is_valid(digits.zfill(9)))


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day, day first or year first."""
    if len(digits) != 8:
        return False
    for year, month, day in ((digits[4:], digits[2:4], digits[:2]), (digits[:4], digits[4:6], digits[6:])):
        try:
            if 1900 <= date(int(year), int(month), int(day)).year <= 2100:
                return True
        except ValueError:
            continue
    return False


# --- Phone -----------------------------------------------------------------------------------------------------------


_LIKE_PHONE = re.compile(r"(?:\d[\W_]*){5}")
"""The least that the library takes for a number of the Netherlands; it needs long to find that nothing is one."""


def _holds_phone(text: str) -> bool:
    import phonenumbers

    if not _LIKE_PHONE.search(text):
        return False

    bare = text.strip()
    if bare.isdigit() and len(bare) == 9 and bare.startswith("6"):
        text = f"0{bare}"  # A mobile number that became a number lost its leading zero.
    elif bare.isdigit() and len(bare) == 11 and bare.startswith("316"):
        text = f"+{bare}"  # A number in the form +31 6 … lost its plus.
    return phonenumbers.PhoneNumberMatcher(text, "NL").has_next()
