"""Reads a PDF as a screen reader does: the text page by page, the tags in order, and the words for the pictures."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf


@dataclass
class Read:
    """What was read: `pages` are texts, `tags` the structure in order, `alts` what is said for pictures."""

    pages: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    fonts: dict[str, bool] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All text, without any space."""
        return "".join(self.pages)


def bare(text: str) -> str:
    """A text without spaces and without hyphens: where a line ends is not what it says."""
    return re.sub(r"[\s\u00a0\u00ad-]", "", text)


def read(content: bytes) -> Read:
    """Everything of a PDF."""
    found = Read()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            found.pages.append(bare("".join(_texts(page, page.resources, found))))
        _walk(pdf.Root.StructTreeRoot, found)
    return found


def _texts(stream: Any, resources: Any, found: Read) -> Iterator[str]:
    signs: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(stream, operators="Tf Tj TJ Do"):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "Tf":
            font = resources.Font[str(operands[0])]
            signs = _signs(font)
            inner = font.DescendantFonts[0].FontDescriptor
            found.fonts[str(inner.FontName)] = "/FontFile2" in inner or "/FontFile3" in inner
        elif name == "Tj":
            yield _decoded(bytes(operands[0]), signs)
        elif name == "TJ":
            yield "".join(_decoded(bytes(one), signs) for one in operands[0] if isinstance(one, pikepdf.String))
        elif name == "Do":
            form = resources.XObject[str(operands[0])]
            if form.Subtype == "/Form":
                yield from _texts(form, form.get("/Resources", resources), found)


def _decoded(raw: bytes, signs: dict[int, str]) -> str:
    codes = (int.from_bytes(raw[place : place + 2], "big") for place in range(0, len(raw), 2))
    return "".join(signs.get(code, "") for code in codes)


def _signs(font: Any) -> dict[int, str]:
    """What each code of a font stands for, by its ToUnicode map."""
    lines = font.ToUnicode.read_bytes().decode("latin-1")
    signs = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", lines, re.DOTALL):
        for code, words in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            signs[int(code, 16)] = bytes.fromhex(words).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", lines, re.DOTALL):
        for first, last, words in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                signs[code] = chr(int(words, 16) + code - int(first, 16))
    return signs


def _walk(node: Any, found: Read) -> None:
    if "/S" in node:
        found.tags.append(str(node.S).removeprefix("/"))
        if "/Alt" in node:
            found.alts.append(str(node.Alt))
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            _walk(kid, found)
