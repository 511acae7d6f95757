"""Which signs a font can draw; text to print goes in, the same text in signs that the font has comes out."""

import re
import struct
import unicodedata
from collections.abc import Iterator

_INSTEAD = "?"
"""Stands in the place of a letter that the font does not have; a picture or a mark without a shape is left out."""

_LEFT_OUT = ("So", "Sk", "Cf", "Cc", "Cn", "Co", "Cs", "Mn", "Me")


def signs_of(font: bytes) -> frozenset[int]:
    """The code points of a TrueType font, from the Windows tables of its `cmap` (OpenType 1.9, formats 4 and 12)."""
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    found: set[int] = set()
    for place in range(count):
        platform, _, offset = struct.unpack_from(">HHL", table, 4 + 8 * place)
        if platform in (0, 3):
            found.update(_points(table[offset:]))
    return frozenset(found)


def _table(font: bytes, name: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for place in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * place)
        if tag == name:
            return font[offset : offset + length]
    raise ValueError(f"the font has no table {name!r}")


def _points(table: bytes) -> Iterator[int]:
    (form,) = struct.unpack_from(">H", table, 0)
    if form == 12:
        (groups,) = struct.unpack_from(">L", table, 12)
        for place in range(groups):
            first, last, _ = struct.unpack_from(">LLL", table, 16 + 12 * place)
            yield from range(first, last + 1)
    if form == 4:
        (double,) = struct.unpack_from(">H", table, 6)
        lasts = struct.unpack_from(f">{double // 2}H", table, 14)
        firsts = struct.unpack_from(f">{double // 2}H", table, 16 + double)
        for first, last in zip(firsts, lasts, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)


def printable(text: str, signs: frozenset[int]) -> str:
    """The text in signs that a font has; a letter with an accent that it lacks loses the accent, a picture goes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_printable(sign, signs) for sign in unicodedata.normalize("NFC", text))


LONGEST = 40
"""A word of more signs than this may be broken anywhere: no line has room for it."""


def breakable(text: str) -> str:
    """The text with places to break in words that no line has room for, such as an address of a website."""
    return re.sub(rf"\S{{{LONGEST},}}", lambda found: re.sub("(.{20})(?=.)", "\\1\u200b", found[0]), text)


def _printable(sign: str, signs: frozenset[int]) -> str:
    if sign.isspace():
        return sign if sign == "\u00a0" else " "
    if unicodedata.category(sign) in ("Cf", "Cc"):
        return ""
    if ord(sign) in signs:
        return sign
    plain = "".join(part for part in unicodedata.normalize("NFKD", sign) if ord(part) in signs and part.isprintable())
    if plain:
        return plain
    return "" if unicodedata.category(sign) in _LEFT_OUT else _INSTEAD
