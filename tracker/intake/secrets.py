"""BSN, bank account, phone number or e-mail address in the wrong place: says which kind, never the value.

Texts without eight digits or an @ cannot hold one, so the two libraries are loaded only when one can.
"""

import re
import unicodedata
from datetime import date

from tracker.model import Raw

_DIGIT_GROUPS = re.compile(r"\d(?:[\s.\-/_]?\d)+")
_EMAIL = re.compile(r"[^\s@<>;,:]+\s?(?:@|\(at\)|\[at\])\s?[^\s@<>;,:]+\.[a-z]{2,}", re.IGNORECASE)
_IBAN = re.compile(r"[A-Z]{2}\d{2}(?:[\s.\-]?[A-Z0-9]){11,30}", re.IGNORECASE)
_DATES = re.compile(
    r"(?<!\d)(?:\d{1,2}([-/. ])\d{1,2}\1(?:19|20)\d{2}|(?:19|20)\d{2}([-/.])\d{1,2}\2\d{1,2}|20\d{2}\s?[-/–]\s?20\d{2})(?!\d)"
)
"""Dates and pairs of years: written with marks between they are no number, though some pass the tests for one."""

_FEWEST_DIGITS = 8


def secret_in(raw: Raw, in_dates: bool = False) -> str | None:
    """The code of the finding for the secret that a cell holds, or None.

    With `in_dates` eight digits that are a day, such as `12031987`, are a date and no BSN, though some pass its test.
    """
    text = _searched(raw)
    if text is None:
        return None
    if _EMAIL.search(text):
        return "geheim_e_mail"
    if sum(mark.isdigit() for mark in text) < _FEWEST_DIGITS:
        return None
    if _holds_iban(text):
        return "geheim_iban"
    if _holds_bsn(text, in_dates):
        return "geheim_bsn"
    if _holds_phone(text):
        return "geheim_telefoon"
    return None


def _searched(raw: Raw) -> str | None:
    """The text to search: full-width digits become plain ones, a whole number its digits, and dates are left out."""
    if isinstance(raw, str):
        return _DATES.sub(" ; ", raw if raw.isascii() else unicodedata.normalize("NFKC", raw))
    if isinstance(raw, float) and raw.is_integer() and 1e7 <= raw < 1e10:
        return str(int(raw))
    return None


def _holds_iban(text: str) -> bool:
    from stdnum import iban

    for match in _IBAN.finditer(text):
        letters = re.sub(r"[\s.\-]", "", match.group())
        if any(iban.is_valid(letters[:length], check_country=False) for length in range(15, len(letters) + 1)):
            return True
    return False


def _holds_bsn(text: str, in_dates: bool) -> bool:
    from stdnum.nl import bsn

    for match in _DIGIT_GROUPS.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        if len(digits) not in (8, 9) or (in_dates and _is_day(digits)):
            continue
        if bsn.is_valid(digits.zfill(9)):
            return True
    return False


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


def _holds_phone(text: str) -> bool:
    import phonenumbers

    if text.isdigit() and len(text) == 9 and text.startswith("6"):
        text = f"0{text}"  # A mobile number that became a number lost its leading zero.
    return phonenumbers.PhoneNumberMatcher(text, "NL").has_next()
