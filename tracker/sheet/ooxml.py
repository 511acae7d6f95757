"""Reads the bytes of an .xlsx package and gives its cells as people see them: text, numbers, dates, errors, merges.

Nothing is written, computed, fetched or run. Rows are read in two lanes. Nearly every row of every program is written
in one plain shape, and one regular expression takes such a row apart. A row in any other shape goes to expat, together
with everything around the rows, so the part as a whole is still held against the rules of XML.
"""

import codecs
import html
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property, partial
from types import TracebackType
from typing import Self
from urllib.parse import unquote
from xml.parsers import expat

from tracker.errors import SheetError
from tracker.intake.layout import column_letter
from tracker.model import CellError, Head, Percentage, Raw

# --- Limits ----------------------------------------------------------------------------------------------------------

MAX_DIRECTORY = 2 * 2**20
"""Bytes of the list of members: some 20,000 parts, where a real workbook has under a thousand."""
MAX_MEMBERS = 10_000
"""Parts in a package: a workbook with a picture in every row stays under it."""
MAX_PART = 450 * 2**20
"""Unpacked bytes of one part: 300,000 rows of 18 columns of text written in full."""
MAX_SMALL_PART = 32 * 2**20
"""Unpacked bytes of a part that only describes: styles, relations, the list of tabs."""
MAX_UNPACKED = 3 * 2**29
"""Unpacked bytes of everything that one reading touches."""
MAX_RATIO = 200
"""Unpacked bytes for each packed byte: real sheets stay under 40, a zip bomb is at 1,000."""
RATIO_COUNTS_FROM = 8 * 2**20
"""Unpacked bytes below which the ratio says nothing, because small parts of blanks pack very well."""
MAX_TAGS = 22_500_000
"""Tags that expat may see in one reading: beyond it the work takes longer than a person waits."""
MAX_TOKEN = 2**20
"""Bytes of one tag: expat starts an unfinished tag again with every chunk, which turns quadratic."""
MAX_TEXT = 4_000_000
"""Characters of one cell: Google Sheets allows 50,000 and Excel 32,767."""
MAX_TEXTS = 192 * 2**20
"""Bytes of memory that the different texts of a workbook may take."""
MAX_DEPTH = 64
"""How deep elements may be nested: a sheet needs eight."""
MAX_NAMES = 10_000
"""Different names of elements and attributes in a part: expat keeps every one for as long as it reads."""
MAX_SPACES = 200_000
"""Declarations of namespaces in one reading, which expat keeps likewise: a program may repeat one in every row."""
MAX_STYLES = 100_000
"""Cell styles in a workbook: Excel itself stops at 65,490."""
MAX_MERGES = 100_000
"""Merged ranges in a tab: a form with one in every row stays under it."""
LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
HEAD_ROWS = 20
CHUNK = 2**18

NOT_COMPUTED = CellError("formule zonder uitkomst")
"""What a formula gives that was written by a program and never computed by one."""
OUT_OF_RANGE = CellError("########")
"""What a cell shows when its number is no date."""


class TooLarge(Exception):
    """A package that would take more work or memory than any real sheet."""


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


class _Numbers(dict[str, Raw]):
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


class _Styles(dict[str | None, _Numbers]):
    """The style of a cell, as its text in the sheet → how to read its number. An unknown style is a plain number."""

    def __init__(self, kinds: Sequence[str], *, from_1904: bool) -> None:
        readers = {
            "number": _Numbers(lambda number: number),
            "percentage": _Numbers(Percentage),
            "date": _Numbers(partial(moment, from_1904=from_1904)),
        }
        self.plain = readers["number"]
        super().__init__((str(index), readers[kind]) for index, kind in enumerate(kinds))
        self[None] = readers[kinds[0]] if kinds else self.plain

    def __missing__(self, style: str | None) -> _Numbers:
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


class _Texts(dict[str, str]):
    """Keeps one copy of each text, and stops when they outgrow the memory that they may take."""

    def __init__(self) -> None:
        self.size = 0

    def __missing__(self, text: str) -> str:
        kept = unescape(text)
        self.size += kept.__sizeof__() + 100
        if self.size > MAX_TEXTS:
            raise TooLarge
        self[text] = kept
        return kept


# --- Parts: members of the package, as bytes --------------------------------------------------------------------------


@dataclass(slots=True)
class Budget:
    """What one reading has used of the work that it may do."""

    unpacked: int = 0
    tags: int = 0
    spaces: int = 0

    def spend(self, *, unpacked: int = 0, tags: int = 0, spaces: int = 0) -> None:
        """Count work that was done. Raises TooLarge when it is more than any real workbook asks."""
        self.unpacked += unpacked
        self.tags += tags
        self.spaces += spaces
        if self.unpacked > MAX_UNPACKED or self.tags > MAX_TAGS or self.spaces > MAX_SPACES:
            raise TooLarge


class _Bytes(io.BytesIO):
    """The bytes of a package, that refuse to hand out a list of members that is longer than any workbook's."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_DIRECTORY:
            raise TooLarge
        return super().read(size)


class Parts:
    """The members of a package by path, whatever case, slashes or escapes a program wrote them with."""

    def __init__(self, data: bytes) -> None:
        self.budget = Budget()
        self._archive = zipfile.ZipFile(_Bytes(data))
        members = self._archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise TooLarge
        self._members = {plain_path(member.filename): member for member in members}

    @property
    def paths(self) -> frozenset[str]:
        """The plain paths of all members."""
        return frozenset(self._members)

    def close(self) -> None:
        """Let go of the archive."""
        self._archive.close()

    def chunks(self, path: str, most: int = MAX_PART, size: int = CHUNK) -> Iterator[bytes]:
        """The unpacked bytes of a part, in chunks; UTF-16 comes as UTF-8. What is counted is what really comes out."""
        member = self._members[path]
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("compression that no workbook has")
        total = 0
        decoder: codecs.IncrementalDecoder | None = None
        with self._archive.open(member) as stream:
            while chunk := stream.read(size):
                if not total and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    decoder = codecs.getincrementaldecoder("utf-16")()
                total += len(chunk)
                self.budget.spend(unpacked=len(chunk))
                if total > most or (total > RATIO_COUNTS_FROM and total > MAX_RATIO * member.compress_size):
                    raise TooLarge
                yield decoder.decode(chunk).encode() if decoder else chunk


def plain_path(path: str, folder: str = "") -> str:
    """A path inside the package, from its root, in lower case; a relative one is taken from `folder`."""
    return posixpath.normpath(posixpath.join("/", folder, unquote(path).replace("\\", "/"))).lstrip("/").casefold()


# --- XML -------------------------------------------------------------------------------------------------------------

_NAMESPACES = {
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "",
    "http://purl.oclc.org/ooxml/spreadsheetml/main": "",
    "http://schemas.openxmlformats.org/package/2006/relationships": "",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r:",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r:",
}
_WORDS = (
    *("Relationship", "id", "sheet", "workbookPr", "numFmts", "numFmt", "cellXfs", "xf", "si"),
    *("sheetData", "row", "c", "v", "f", "is", "t", "r", "rPh"),
)
_SHORT_NAMES = {f"{space} {word}": prefix + word for space, prefix in _NAMESPACES.items() for word in _WORDS}
"""Full name of an element or attribute → the short one that handlers know. Strict and older files are one so."""

Attributes = dict[str, str]


class _Xml:
    """expat with the doors shut: no document type, so no entities and nothing from outside; bounded in work."""

    def __init__(self, budget: Budget, start: Callable[[str, Attributes], None], end: Callable[[str], None]) -> None:
        self._budget = budget
        self._fed = 0
        self.texts: list[str] = []
        # expat looks up every name in this table and hands over what it finds, which costs nothing extra. A package
        # may hold UTF-8 and UTF-16 only, and parts come as UTF-8 here whatever they declare.
        self._names = dict(_SHORT_NAMES)
        self._parser = expat.ParserCreate("utf-8", " ", self._names)
        self._parser.buffer_text = True
        self._parser.buffer_size = 2**16
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = self.texts.append
        if hasattr(self._parser, "SetReparseDeferralEnabled"):
            # Rows must come out in the order in which they go in, so expat may not save up the last bytes of one.
            self._parser.SetReparseDeferralEnabled(False)

    def feed(self, data: bytes) -> None:
        """Hand over the next bytes. Raises TooLarge, or ExpatError when they are no XML."""
        self._budget.spend(tags=data.count(b"<"), spaces=data.count(b"xmlns"))
        self._parser.Parse(data, False)
        self._fed += len(data)
        unfinished = self._fed - self._parser.CurrentByteIndex
        if unfinished > MAX_TOKEN or sum(map(len, self.texts)) > MAX_TEXT or len(self._names) > MAX_NAMES:
            raise TooLarge

    def close(self) -> None:
        """Say that this was all. Raises ExpatError when something is still open."""
        self._parser.Parse(b"", True)


def _refuse_doctype(*_declaration: object) -> None:
    raise expat.ExpatError("a document type has no place in a workbook")


def _elements(parts: Parts, path: str, visit: Callable[[str, str, Attributes], None]) -> None:
    """Visit every element of a small part with the name of its parent, its own, and its attributes."""
    above = [""]

    def start(name: str, attributes: Attributes) -> None:
        visit(above[-1], name, attributes)
        above.append(name)
        xml.texts.clear()
        if len(above) > MAX_DEPTH:
            raise TooLarge

    def end(_name: str) -> None:
        above.pop()

    xml = _Xml(parts.budget, start, end)
    for chunk in parts.chunks(path, MAX_SMALL_PART):
        xml.feed(chunk)
    xml.close()


# --- What cells mean --------------------------------------------------------------------------------------------------


class Meanings:
    """What the cells of one workbook refer to: its shared texts, the formats of its styles, its texts so far."""

    def __init__(self, parts: Parts, strings: str | None, styles: str | None, *, from_1904: bool) -> None:
        self._parts = parts
        self._strings = strings
        self.texts = _Texts()
        self.styles = _Styles(_style_kinds(parts, styles) if styles else (), from_1904=from_1904)

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

    _elements(parts, path, visit)
    return kinds


def _shared_texts(parts: Parts, path: str, texts: _Texts) -> list[str]:
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

    xml = _Xml(parts.budget, start, end)
    for chunk in parts.chunks(path):
        xml.feed(chunk)
    xml.close()
    return shared


# --- Rows: the careful lane -------------------------------------------------------------------------------------------

Line = tuple[int, dict[int, Raw]]
"""A row number, and the cells that hold something by their column, counted from 0."""


class _Columns(dict[str, int]):
    """Letters of a column → its index from 0."""

    def __missing__(self, letters: str) -> int:
        index = 0
        for letter in letters.upper():
            if not "A" <= letter <= "Z":
                raise ValueError("no letters of a column")
            index = index * 26 + ord(letter) - 64
        if not 1 <= index <= LAST_COLUMN:
            raise ValueError("a column that no sheet has")
        self[letters] = index - 1
        return index - 1


class _Careful:
    """Takes XML of a sheet in pieces and gives its rows, in whatever dialect they are written.

    Only cells in `wanted` columns (all when None) are looked at; of the others not even the text is looked up.
    """

    def __init__(self, meanings: Meanings, budget: Budget, wanted: frozenset[int] | None) -> None:
        self.lines: list[Line] = []
        self.hidden: list[int] = []
        self.row = 0
        self.in_data = False
        self._meanings = meanings
        self._wanted = wanted
        self._columns = _Columns()
        self._above: list[str] = []
        self._cells: dict[int, Raw] = {}
        self._numbered = True
        self._column = -1
        self._cell: Attributes | None = None
        self._formula = False
        self._text: str | None = None
        self._runs: list[str] = []
        xml = _Xml(budget, self._start, self._end)
        self.feed, self.close, self._pieces = xml.feed, xml.close, xml.texts

    def _start(self, name: str, attributes: Attributes) -> None:
        self._above.append(name)
        self._pieces.clear()
        if name == "v":
            pass
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._start_row(attributes)
        elif name == "f":
            self._formula = True
        elif name == "sheetData":
            self.in_data = True
        if len(self._above) > MAX_DEPTH:
            raise TooLarge

    def _start_row(self, attributes: Attributes) -> None:
        number = attributes.get("r")
        self._numbered = number is not None
        self.row = self.row + 1 if number is None else int(number)
        self._cells, self._column = {}, -1
        if attributes.get("hidden") in ("1", "true"):
            self.hidden.append(self.row)

    def _start_cell(self, attributes: Attributes) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
            if self._column >= LAST_COLUMN:
                raise ValueError("a column that no sheet has")
        else:
            letters = reference.rstrip("0123456789")
            self._column = self._columns[letters]
            if not self._numbered:
                self.row, self._numbered = int(reference[len(letters) :]), True
        self._cell = attributes if self._wanted is None or self._column in self._wanted else None
        self._formula, self._text = False, None
        self._runs.clear()

    def _end(self, name: str) -> None:
        self._above.pop()
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._text = "".join(self._pieces)
        elif name == "t" and "rPh" not in self._above:
            self._runs.extend(self._pieces)
        elif name == "is":
            self._text = "".join(self._runs)
        elif name == "row":
            self._end_row()
        self._pieces.clear()

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        kind, text = self._cell.get("t"), self._text
        if text or (text is not None and kind in ("str", "inlineStr")):
            self._cells[self._column] = self._meanings.value(kind, self._cell.get("s"), text)
        elif self._formula:
            self._cells[self._column] = NOT_COMPUTED

    def _end_row(self) -> None:
        if not 1 <= self.row <= LAST_ROW:
            raise ValueError("a row that no sheet has")
        self.lines.append((self.row, self._cells))
        self._cells = {}


# --- Rows: the plain lane ---------------------------------------------------------------------------------------------

_ROW = re.compile(r'<row r="([1-9][0-9]{0,6})"((?: (?!xmlns)[A-Za-z0-9:]+="[^"<>&]*")*)>')
_HIDDEN = re.compile(r' hidden="(?:1|true)"')
# Characters that expat would leave as they are, and the five entities that need no declaration.
_CHARACTERS = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
_TEXT = rf"{_CHARACTERS}(?:&(?:amp|lt|gt|quot|apos);{_CHARACTERS})*+"
_CELL = re.compile(
    r'<c r="([A-Z]{1,3}+)[0-9]++"(?: s="([0-9]++)")?+(?: t="([a-zA-Z]++)")?+'
    r'(?:/>|>(?:(<is><t(?: xml:space="preserve")?+>)'
    rf'|(?:<f(?: (?!xmlns)[a-z0-9]++="[^"<>&]*+")*+(?:/>|>{_TEXT}</f>))?+<v>)'
    rf"({_TEXT})(?(4)</t></is>|</v>)</c>)"
)
_CELL_PARTS = 6
_END = b"</row>"


class _Walk:
    """Takes the bytes of a sheet in chunks, gives its rows: values of the asked columns, in the order asked."""

    def __init__(self, meanings: Meanings, budget: Budget, columns: Sequence[int]) -> None:
        self._meanings = meanings
        self._columns = columns
        self._slots: Mapping[str | None, int] = {column_letter(column): slot for slot, column in enumerate(columns)}
        self._careful = _Careful(meanings, budget, frozenset(columns))
        self._rows: list[tuple[int, tuple[Raw, ...]]] = []
        self._rest = b""
        self._begun = self._plain_lane = self._owed = False

    @property
    def hidden(self) -> Sequence[int]:
        """The numbers of the hidden rows so far."""
        return self._careful.hidden

    def feed(self, chunk: bytes) -> list[tuple[int, tuple[Raw, ...]]]:
        """The rows that this chunk completes."""
        self._rows = []
        if not self._begun:
            chunk = self._begin(chunk)
        if self._plain_lane:
            self._take(self._rest + chunk)
        else:
            self._read_carefully(chunk)
        return self._rows

    def close(self) -> list[tuple[int, tuple[Raw, ...]]]:
        """The rows that were still to come. Raises ExpatError when the part stops halfway."""
        self._rows = []
        self._read_carefully(self._rest)
        self._careful.close()
        return self._rows

    def _begin(self, chunk: bytes) -> bytes:
        """Read what comes before the rows; the plain lane opens when rows will be named without a prefix."""
        before, found, after = chunk.partition(b"<sheetData>")
        self._begun = True
        self._read_carefully(before + found)
        self._plain_lane = bool(found) and self._careful.in_data
        return after

    def _take(self, data: bytes) -> None:
        # A comment or CDATA section can make anything look like a row, so from there on expat reads everything.
        if b"<!" in data or b"<?" in data:
            self._plain_lane, self._rest = False, b""
            return self._read_carefully(data)
        if self._owed:
            data = self._pay(data)
        whole, found, self._rest = data.rpartition(_END)
        if found:
            for row in whole.decode().split("</row>"):
                if not self._read_plainly(row):
                    self._read_carefully(row.encode() + _END)
        elif len(self._rest) > CHUNK:
            self._owe()
        return None

    def _owe(self) -> None:
        """Hand over a piece without the end of a row; one byte stays, for it may be the first of `<!`."""
        self._read_carefully(self._rest[:-1])
        self._rest, self._owed = self._rest[-1:], True

    def _pay(self, data: bytes) -> bytes:
        """Hand over the remainder of what was begun carefully."""
        row, found, data = data.partition(_END)
        if not found:
            return row
        self._owed = False
        self._read_carefully(row + found)
        return data

    def _read_carefully(self, data: bytes) -> None:
        self._careful.feed(data)
        columns = self._columns
        self._rows.extend((row, tuple(map(cells.get, columns))) for row, cells in self._careful.lines)
        self._careful.lines.clear()

    def _read_plainly(self, row: str) -> bool:
        """Take a row apart if every byte of it is of the plain shape; False leaves everything as it was."""
        head = _ROW.match(row)
        if head is None:
            return False
        pieces = _CELL.split(row[head.end() :])
        if any(pieces[::_CELL_PARTS]):
            return False
        number = int(head[1])
        values = self._plain_values(pieces)
        if values is None or number > LAST_ROW:
            return False
        self._careful.row = number
        if _HIDDEN.search(head[2]):
            self._careful.hidden.append(number)
        self._rows.append((number, values))
        return True

    def _plain_values(self, pieces: Sequence[str | None]) -> tuple[Raw, ...] | None:
        meanings, slot_of = self._meanings, self._slots.get
        shared, styles, texts = meanings.shared, meanings.styles, meanings.texts
        values: list[Raw] = [None] * len(self._columns)
        # The kinds are told apart here and not by a call for each cell, which would take a third of the time.
        for letters, style, kind, text in zip(pieces[1::6], pieces[2::6], pieces[3::6], pieces[5::6], strict=True):
            slot = slot_of(letters)
            if slot is None or text is None:
                continue
            if kind in {"inlineStr", "str"}:
                values[slot] = texts[html.unescape(text) if "&" in text else text]
            elif not text:
                return None
            elif kind is None:
                values[slot] = styles[style][text]
            elif kind == "s" and text[0] != "-":
                values[slot] = shared[int(text)]
            else:
                values[slot] = meanings.value(kind, style, html.unescape(text))
        return tuple(values)


# --- Merges ----------------------------------------------------------------------------------------------------------

_MERGE = re.compile(
    rb"""<(?:[\w.-]+:)?mergeCell\b[^<>]*?\bref\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7}):([A-Za-z]{1,3})([0-9]{1,7})["']"""
)


class _Merges:
    """Collects the merged ranges of a sheet from its bytes.

    They stand after the rows, so this spares reading all rows twice. A `<` never stands for itself in the text of a
    cell, so what looks like a merge is one.
    """

    def __init__(self) -> None:
        self.ranges: dict[tuple[int, int, int, int], None] = {}
        self._tail = b""
        self._columns = _Columns()

    def feed(self, chunk: bytes) -> None:
        data = self._tail + chunk
        self._tail = data[-256:]
        if b"mergeCell" not in data:
            return
        for left, top, right, bottom in _MERGE.findall(data):
            first, last = self._columns[left.decode()], self._columns[right.decode()]
            self.ranges[int(top) - 1, first, int(bottom) - 1, last] = None
        if len(self.ranges) > MAX_MERGES:
            raise TooLarge


# --- The package ------------------------------------------------------------------------------------------------------


class NoWorkbook(Exception):
    """A package in which there is no workbook; `paths` are its members."""

    def __init__(self, paths: frozenset[str]) -> None:
        super().__init__("no workbook")
        self.paths = paths


@dataclass(frozen=True, slots=True)
class Sheet:
    """One tab with cells: `index` counts from 0 among them, `sheet_id` stays the same when people rename or move it."""

    index: int
    sheet_id: int
    name: str
    hidden: bool
    path: str


@dataclass(frozen=True, slots=True)
class _Relation:
    """Where a part points: the kind is the last word of its type, the target a plain path."""

    kind: str
    target: str


class Package:
    """An .xlsx of which the bytes are `data`; `file` is what messages call it.

    Raises NoWorkbook when it is a zip with something else in it. This and every method raise SheetError when the
    package is damaged, or larger than any real workbook.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._hidden: dict[int, Sequence[int]] = {}
        with self._in_words():
            self._parts = Parts(data)
            self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._parts.close()

    def heads(self, rows: int = HEAD_ROWS) -> tuple[Head, ...]:
        """The first rows, at most `rows`, and all merges of each tab, hidden ones too."""
        with self._in_words():
            return tuple(self._head(sheet, rows) for sheet in self.sheets)

    def rows(self, index: int, columns: Sequence[int]) -> Iterator[tuple[int, tuple[Raw, ...]]]:
        """The rows of a tab that are written down: number from 1, and values of the asked columns (counted from 0)."""
        walk = _Walk(self._meanings, self._parts.budget, columns)
        self._hidden[index] = walk.hidden
        with self._in_words():
            for chunk in self._parts.chunks(self.sheets[index].path):
                yield from walk.feed(chunk)
            yield from walk.close()

    def hidden_rows(self, index: int) -> Sequence[int]:
        """The numbers of the hidden rows of a tab, as far as `rows` has been followed."""
        return self._hidden.get(index, ())

    def _open(self) -> None:
        self.sheets: tuple[Sheet, ...] = ()
        root = self._relations("")
        path = next((relation.target for relation in root.values() if relation.kind == "officedocument"), "")
        path = path if path in self._parts.paths else "xl/workbook.xml"
        if path not in self._parts.paths or path.endswith(".bin"):
            raise NoWorkbook(self._parts.paths)
        relations = self._relations(path)
        found: list[Attributes] = []
        dates: list[str] = []

        def visit(_parent: str, name: str, attributes: Attributes) -> None:
            if name == "sheet":
                found.append(attributes)
            elif name == "workbookPr":
                dates.append(attributes.get("date1904", "0"))

        _elements(self._parts, path, visit)
        if not any(relation.kind == "worksheet" for relation in relations.values()):
            raise NoWorkbook(self._parts.paths)
        self.sheets = tuple(_sheets(found, relations))
        targets = {relation.kind: relation.target for relation in relations.values()}
        strings, styles = (
            target if (target := targets.get(kind)) in self._parts.paths else None
            for kind in ("sharedstrings", "styles")
        )
        self._meanings = Meanings(self._parts, strings, styles, from_1904=dates[-1:] in (["1"], ["true"]))

    def _relations(self, path: str) -> Mapping[str, _Relation]:
        """What a part points to inside the package, by id; links to elsewhere are left out."""
        folder, file = posixpath.split(path)
        relations: dict[str, _Relation] = {}

        def visit(_parent: str, name: str, attributes: Attributes) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes["Type"].rpartition("/")[2].casefold()
                relations[attributes["Id"]] = _Relation(kind, plain_path(attributes["Target"], folder))

        own = plain_path(f"{folder}/_rels/{file}.rels")
        if own in self._parts.paths:
            _elements(self._parts, own, visit)
        return relations

    def _head(self, sheet: Sheet, count: int) -> Head:
        careful = _Careful(self._meanings, self._parts.budget, None)
        merges = _Merges()
        done = False
        for chunk in self._parts.chunks(sheet.path):
            merges.feed(chunk)
            for start in range(0, 0 if done else len(chunk), _HEAD_CHUNK):
                careful.feed(chunk[start : start + _HEAD_CHUNK])
                if done := careful.row > count:
                    break
        if not done:
            careful.close()
        lines = {row: cells for row, cells in careful.lines if row <= count and cells}
        rows = tuple(_filled(lines.get(number, {})) for number in range(1, max(lines, default=0) + 1))
        return Head(sheet.sheet_id, sheet.name, rows, tuple(merges.ranges))

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Whatever the bytes do to the libraries below, people get two sentences."""
        try:
            yield
        except TooLarge:
            raise SheetError(
                f"Het bestand {self.file} is uitgepakt te groot om te lezen.",
                "Haal lege rijen, afbeeldingen en oude tabbladen weg, en sla de werkmap opnieuw op.",
            ) from None
        except _BROKEN:
            raise SheetError(
                f"Het bestand {self.file} is beschadigd en niet te lezen.",
                "Open het in Excel of LibreOffice, sla het opnieuw op als .xlsx, of neem een eerdere versie.",
            ) from None


_HEAD_CHUNK = 2**14
_BROKEN = (
    expat.ExpatError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile, zlib, expat, codecs and arithmetic raise on bytes that are not what they should be."""


def _sheets(found: Sequence[Attributes], relations: Mapping[str, _Relation]) -> Iterator[Sheet]:
    """The tabs with cells in the order of the workbook; chart sheets have none."""
    index = 0
    taken: set[int] = set()
    for attributes in found:
        relation = relations[attributes["r:id"]]
        if relation.kind != "worksheet":
            continue
        number = attributes.get("sheetId", "")
        sheet_id = int(number) if number.isdecimal() and len(number) < 10 else 0
        sheet_id = sheet_id if sheet_id not in taken else max(taken) + 1
        taken.add(sheet_id)
        hidden = attributes.get("state", "visible") != "visible"
        yield Sheet(index, sheet_id, unescape(attributes["name"]), hidden, relation.target)
        index += 1


def _filled(cells: Mapping[int, Raw]) -> tuple[Raw, ...]:
    """A row from column A up to the last cell that holds something."""
    return tuple(map(cells.get, range(max(cells, default=-1) + 1)))
