"""What a cell means: its number by the format of its style, its date, its text by its place among the shared ones."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cached_property, partial

from tracker.model import CellError, Percentage, Raw
from tracker.sheet.ooxml.archive import MAX_DEPTH, MAX_TEXTS, Attributes, Budget, Parts, TooLarge, Xml, elements

MAX_STYLES = 100_000
"""Cell styles in a workbook: Excel itself stops at 65,490."""

NOT_COMPUTED = CellError("formule zonder uitkomst")
"""What a formula gives that was written by a program and never computed by one."""
OUT_OF_RANGE = CellError("########")
"""What a cell shows when its number is no date."""

# --- Numbers: what a number means depends on the format of its cell ---------------------------------------------------

BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Ids of date and time formats that every program knows (ECMA-376 part 1, 18.8.30, with the East Asian ones)."""
BUILT_IN_PERCENTAGES = frozenset((9, 10))

_LITERAL = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]|General', re.IGNORECASE | re.DOTALL)
_EPOCH = datetime(1899, 12, 30)
_EPOCH_BEFORE_MARCH_1900 = datetime(1899, 12, 31)
_EPOCH_1904 = datetime(1904, 1, 1)


def format_kind(code: str) -> str:
    """Whether a format code shows a number as a `date`, a `percentage` or a plain `number`, as Excel judges it.

    Quoted and escaped text, padding, colours, conditions and locales say nothing; `[h]` does. The first section
    decides, because the others are for negative numbers, zero and text.
    """
    section = _LITERAL.sub("", code).split(";")[0].lower()
    if "%" in section:
        return "percentage"
    return "date" if any(letter in section for letter in "dmyhs") else "number"


def built_in_kind(number: int) -> str:
    """The same for the id of a built-in format."""
    if number in BUILT_IN_PERCENTAGES:
        return "percentage"
    return "date" if number in BUILT_IN_DATES else "number"


def moment(serial: float, *, from_1904: bool) -> datetime | CellError:
    """The date and time of a serial number, to the millisecond, or the error that its cell shows.

    Excel counts 29 February 1900, a day that never was: serial 60 is that day, and serials before it are one further.
    """
    if not 0 <= serial < 2_958_466:
        return OUT_OF_RANGE
    if from_1904:
        epoch = _EPOCH_1904
    elif 60 <= serial < 61:
        return CellError("29-2-1900")
    else:
        epoch = _EPOCH if serial > 60 else _EPOCH_BEFORE_MARCH_1900
    try:
        return epoch + timedelta(milliseconds=round(serial * 86_400_000))
    except OverflowError:
        return OUT_OF_RANGE


class Numbers(dict[str, Raw]):
    """The text of a number → its value in one kind of format. Remembers, because numbers in a sheet repeat."""

    def __init__(self, read: Callable[[float], Raw]) -> None:
        self.read = read

    def __missing__(self, text: str) -> Raw:
        # Python reads 1_000 as a thousand, and no spreadsheet does.
        number = float(text.replace("_", "?"))
        value = self.read(number) if abs(number) < float("inf") else CellError("#NUM!")
        if len(self) < 100_000:
            self[text] = value
        return value


class Styles(dict[str | None, Numbers]):
    """The style of a cell, as its text in the sheet → how to read its number. An unknown style is a plain number."""

    def __init__(self, kinds: Sequence[str], *, from_1904: bool) -> None:
        readers = {
            "number": Numbers(lambda number: number),
            "percentage": Numbers(Percentage),
            "date": Numbers(partial(moment, from_1904=from_1904)),
        }
        self.plain = readers["number"]
        super().__init__((str(index), readers[kind]) for index, kind in enumerate(kinds))
        self[None] = readers[kinds[0]] if kinds else self.plain

    def __missing__(self, style: str | None) -> Numbers:
        return self.plain


# --- Texts -----------------------------------------------------------------------------------------------------------

_ESCAPE = re.compile(r"_x([dD][89abAB][0-9a-fA-F]{2})__x([dD][c-fC-F][0-9a-fA-F]{2})_|_x([0-9a-fA-F]{4})_")


def unescape(text: str) -> str:
    """Text with its `_x000D_` escapes as the characters they stand for (ECMA-376 part 1, 22.9.2.19, ST_Xstring)."""
    return _ESCAPE.sub(_escaped, text) if "_x" in text else text


def _escaped(match: re.Match[str]) -> str:
    high, low, plain = match.groups()
    if plain is None:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + int(low, 16) - 0xDC00)
    code = int(plain, 16)
    # Half a surrogate pair and NUL can be written nowhere else, so no database or page could carry them on.
    return "\ufffd" if code == 0 or 0xD800 <= code < 0xE000 else chr(code)


class Texts(dict[str, str]):
    """Keeps one copy of each text, and stops when they outgrow the memory that they may take."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget

    def __missing__(self, text: str) -> str:
        kept = unescape(text)
        self._budget.spend(MAX_TEXTS, kept.__sizeof__() + 100)
        self[text] = kept
        return kept


# --- What cells mean --------------------------------------------------------------------------------------------------


class Meanings:
    """What the cells of one workbook refer to: its shared texts, the formats of its styles, its texts so far."""

    def __init__(self, parts: Parts, strings: str | None, styles: str | None, *, from_1904: bool) -> None:
        self._parts = parts
        self._strings = strings
        self.texts = Texts(parts.budget)
        self.styles = Styles(_style_kinds(parts, styles) if styles else (), from_1904=from_1904)

    @cached_property
    def shared(self) -> Sequence[str]:
        """The shared texts in order, runs joined, without the phonetic ones."""
        return _shared_texts(self._parts, self._strings, self.texts) if self._strings else ()

    def value(self, kind: str | None, style: str | None, text: str) -> Raw:
        """What a cell with this text holds. Raises ValueError or IndexError when that cannot be."""
        if kind is None or kind == "n":
            return self.styles[style][text]
        if kind == "s":
            index = int(text)
            if index < 0:
                raise ValueError("a shared text before the first")
            return self.shared[index]
        if kind in {"str", "inlineStr"}:
            return self.texts[text]
        return _rare_value(kind, text.strip())


def _rare_value(kind: str, text: str) -> Raw:
    if kind == "b" and text in ("0", "1", "false", "true"):
        return text in ("1", "true")
    if kind == "e":
        return CellError(text)
    if kind == "d":
        return _iso_moment(text)
    raise ValueError("a kind of cell that does not exist")


def _iso_moment(text: str) -> datetime | CellError:
    """A date that was written out; one that is no date stays an error of its own cell, for people to mend."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return CellError(text)


def _style_kinds(parts: Parts, path: str) -> list[str]:
    """For each cell style how it shows a number."""
    custom: dict[int, str] = {}
    kinds: list[str] = []

    def visit(parent: str, name: str, attributes: Attributes) -> None:
        if name == "numFmt" and parent == "numFmts":
            custom[int(attributes["numFmtId"])] = format_kind(attributes.get("formatCode", ""))
        elif name == "xf" and parent == "cellXfs":
            number = int(attributes.get("numFmtId", "0"))
            kinds.append(custom.get(number) or built_in_kind(number))
            if len(kinds) > MAX_STYLES:
                raise TooLarge

    elements(parts, path, visit)
    return kinds


def _shared_texts(parts: Parts, path: str, texts: Texts) -> list[str]:
    shared: list[str] = []
    runs: list[str] = []
    above: list[str] = []

    def start(name: str, _attributes: Attributes) -> None:
        above.append(name)
        xml.texts.clear()
        if len(above) > MAX_DEPTH:
            raise TooLarge

    def end(name: str) -> None:
        above.pop()
        if name == "t" and "rPh" not in above:
            runs.extend(xml.texts)
        elif name == "si":
            shared.append(texts["".join(runs)])
            runs.clear()
        xml.texts.clear()

    xml = Xml(parts.budget, start, end)
    for chunk in parts.chunks(path):
        xml.feed(chunk)
    xml.close()
    return shared
