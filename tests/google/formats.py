"""What a cell shows: a value and its number format in, the text as people see it out."""

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from tests.google.errors import Json
from tests.google.locales import Locale, moment

DATED = frozenset({"DATE", "TIME", "DATE_TIME"})

_DATE_TOKEN = re.compile(
    r"\"[^\"]*\"|\\.|\[[^\]]*\]|[yY]{2,4}|[mM]{1,5}|[dD]{1,4}|[hH]{1,2}|[sS]{1,2}|(?:am/pm|AM/PM|a/p)|.", re.DOTALL
)
_NUMBER_PART = re.compile(r"[#0?][#0?,.]*|[.][0#?]+")
_PATTERNS = {"PERCENT": "0.00%", "NUMBER": "#,##0.00", "SCIENTIFIC": "0.00E+00"}


def display(value: Json, number_format: Json, locale: Locale) -> str:
    """The text that a cell shows for an effective value (one ExtendedValue of the service)."""
    if "numberValue" in value:
        return number(float(value["numberValue"]), number_format, locale)
    if "boolValue" in value:
        return locale.yes if value["boolValue"] else locale.no
    if "errorValue" in value:
        return locale.errors.get(value["errorValue"]["type"], "#ERROR!")
    return str(value.get("stringValue", ""))


def pattern_of(number_format: Json, locale: Locale) -> str:
    """The pattern of a number format; one that names a type only has the pattern of its locale."""
    found = number_format.get("pattern")
    if found:
        return str(found)
    kind = number_format.get("type", "")
    dated = {
        "DATE": locale.date_pattern,
        "TIME": "H:mm:ss",
        "DATE_TIME": f"{locale.date_pattern} H:mm:ss",
        "CURRENCY": f"{locale.currency} #,##0.00",
    }
    return dated.get(kind) or _PATTERNS.get(kind, "")


def number(value: float, number_format: Json, locale: Locale) -> str:
    """A number as its format shows it: a date, a percentage, an amount, or as many digits as it has."""
    pattern = pattern_of(number_format, locale)
    if number_format.get("type") in DATED:
        when = moment(value)
        return dated(when, pattern, locale) if when else general(value, locale)
    if not pattern or pattern in {"General", "@"}:
        return general(value, locale)
    return _patterned(value, pattern, locale)


def general(value: float, locale: Locale) -> str:
    """A number without a format: at most ten decimals, no group marks."""
    if value and (abs(value) >= 1e15 or abs(value) < 1e-9):
        mantissa, exponent = f"{value:.5E}".split("E")
        mantissa = mantissa.rstrip("0").rstrip(".")
        return f"{mantissa}E{exponent[0]}{exponent[1:].lstrip('0').zfill(2)}".replace(".", locale.decimal)
    text = f"{Decimal(repr(value)).quantize(Decimal(1).scaleb(-10), ROUND_HALF_UP):f}".rstrip("0").rstrip(".")
    return ("0" if text in {"-0", ""} else text).replace(".", locale.decimal)


def dated(when: datetime, pattern: str, locale: Locale) -> str:
    """A moment in a date pattern: `d`, `dd`, `ddd`, `M`, `MM`, `MMM`, `yyyy`, `H`, `mm` after an hour, `ss`."""
    out: list[str] = []
    after_hour = False
    for token in _DATE_TOKEN.findall(pattern):
        low = token.lower()
        minutes = low in {"m", "mm"} and after_hour
        out.append(_minutes(when, low) if minutes else _dated_token(when, token, locale))
        if low[0] in "hyds":
            after_hour = low[0] == "h"
    return "".join(out)


def _minutes(when: datetime, token: str) -> str:
    return f"{when.minute:02d}" if len(token) == 2 else str(when.minute)


def _dated_token(when: datetime, token: str, locale: Locale) -> str:
    low = token.lower()
    table = {
        "yyyy": f"{when.year:04d}",
        "yyy": f"{when.year:04d}",
        "yy": f"{when.year % 100:02d}",
        "m": str(when.month),
        "mm": f"{when.month:02d}",
        "mmm": locale.months[when.month - 1],
        "mmmm": locale.full_months[when.month - 1],
        "mmmmm": locale.full_months[when.month - 1][0],
        "d": str(when.day),
        "dd": f"{when.day:02d}",
        "ddd": locale.days[when.weekday()][:3],
        "dddd": locale.days[when.weekday()],
        "h": str(when.hour),
        "hh": f"{when.hour:02d}",
        "s": str(when.second),
        "ss": f"{when.second:02d}",
        "am/pm": "AM" if when.hour < 12 else "PM",
    }
    if low in table:
        return table[low]
    if token.startswith("["):
        return ""
    return token.strip('"') if token.startswith('"') else token.lstrip("\\") or token


def _patterned(value: float, pattern: str, locale: Locale) -> str:
    """A number in a pattern such as `#,##0.00`, `0%`, `"€ "0.00` or `0.00E+00`; `;` parts the negative form."""
    forms = pattern.split(";")
    form = forms[1] if len(forms) > 1 and value < 0 else forms[0]
    amount = abs(value) if len(forms) > 1 and value < 0 else value
    plain = re.sub(r"\[[^\]]*\]|_.|\*.", "", form)
    found = _NUMBER_PART.search(re.sub(r"\"[^\"]*\"", lambda match: "\x00" * len(match.group()), plain))
    if not found:
        return plain.replace('"', "")
    before, body, after = plain[: found.start()], found.group(), plain[found.end() :]
    if after.startswith("E"):
        mantissa, exponent = f"{amount:.{_decimals(body)}E}".split("E")
        text = f"{mantissa.replace('.', locale.decimal)}E{exponent}"
        after = after.lstrip("E+-0")
    else:
        text = _digits(amount * 100 if "%" in plain else amount, body, locale)
    sign = "-" if text.startswith("-") else ""
    return sign + _literal(before) + text.removeprefix("-") + _literal(after)


def _literal(text: str) -> str:
    return text.replace('"', "").replace("\\", "")


def _decimals(body: str) -> int:
    return len(body.partition(".")[2].replace(",", ""))


def _digits(value: float, body: str, locale: Locale) -> str:
    whole, _, fraction = body.partition(".")
    places = _decimals(body)
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}" if "," in whole else f"{abs(rounded):f}"
    head, _, tail = text.partition(".")
    tail = tail[: fraction.count("0")] + tail[fraction.count("0") :].rstrip("0")
    head = head.rjust(whole.count("0"), "0") if "," not in whole else head
    sign = "-" if rounded < 0 else ""
    return sign + head.replace(",", locale.group) + (locale.decimal + tail if tail else "")
