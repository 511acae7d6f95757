"""The members of a package by path, and the elements in one, for as much work and memory as its size can ask."""

import codecs
import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.parsers import expat

# --- Limits ----------------------------------------------------------------------------------------------------------


SMALL_FILE = 4 * 2**20
"""Bytes of a file that holds some 15,000 participants with their steps."""


@dataclass(frozen=True, slots=True, eq=False)
class Allowance:
    """How much a file may ask: a `least` that any file may, and so much more for `each` byte above `SMALL_FILE`.

    So a large sheet is read however long that takes, and a small file that means harm is stopped within seconds.
    """

    least: int
    each: float

    def of(self, size: int) -> int:
        """The allowance of a file of `size` bytes."""
        return self.least + int(self.each * max(0, size - SMALL_FILE))


MAX_PART = Allowance(256 * 2**20, 40)
"""Unpacked bytes of one part: real sheets unpack to under 40 times their size."""
MAX_UNPACKED = Allowance(512 * 2**20, 80)
"""Unpacked bytes of everything that one reading touches: it goes over a sheet twice."""
MAX_WORK = Allowance(16_000_000, 4)
"""Tags of cells in the plain shape, some three million in a second; other work counts in proportion (see `Budget`)."""
MAX_TEXTS = Allowance(96 * 2**20, 16)
"""Bytes of memory that the different texts of a workbook may take."""
MAX_SPACES = Allowance(200_000, 1 / 8)
"""Declarations of namespaces in one reading, all of which expat keeps: a program may repeat one in every row."""
MAX_MERGES = Allowance(100_000, 1 / 16)
"""Merged ranges in a workbook: a form with one in every row stays under it."""
MAX_SMALL_PART = 32 * 2**20
"""Unpacked bytes of a part that only describes: styles, relations, the list of tabs."""
MAX_DIRECTORY = 2 * 2**20
"""Bytes of the list of members: some 20,000 parts, where a real workbook has under a thousand."""
MAX_MEMBERS = 10_000
"""Parts in a package: a workbook with a picture in every row stays under it."""
MAX_RATIO = 200
"""Unpacked bytes for each packed byte of a part: real sheets stay under 40, a zip bomb is at 1,000."""
RATIO_COUNTS_FROM = 8 * 2**20
"""Unpacked bytes below which the ratio says nothing, because small parts of blanks pack very well."""
MAX_TOKEN = 2**20
"""Bytes of one tag: expat starts an unfinished tag again with every chunk, which turns quadratic."""
MAX_TEXT = 4_000_000
"""Characters of one cell: Google Sheets allows 50,000 and Excel 32,767."""
MAX_DEPTH = 64
"""How deep elements may be nested: a sheet needs eight."""
MAX_NAMES = 10_000
"""Different names of elements and attributes in a part: expat keeps every one for as long as it reads."""
CHUNK = 2**18


class TooLarge(Exception):
    """A package that would take more work or memory than any real sheet of its size."""


class Budget:
    """What one reading has used of what a file of `size` bytes may ask. Every method raises TooLarge beyond that."""

    def __init__(self, size: int) -> None:
        self.most_in_part = MAX_PART.of(size)
        self._left = {kind: kind.of(size) for kind in (MAX_UNPACKED, MAX_WORK, MAX_TEXTS, MAX_SPACES, MAX_MERGES)}

    def spend(self, kind: Allowance, amount: int) -> None:
        """Count what was used of one allowance."""
        self._left[kind] -= amount
        if self._left[kind] < 0:
            raise TooLarge

    def tags(self, data: bytes) -> None:
        """Count the work of rows in the plain shape."""
        self.spend(MAX_WORK, data.count(b"<"))

    def rows(self, count: int) -> None:
        """Count rows: each takes as long as four tags, whatever it holds."""
        self.spend(MAX_WORK, 4 * count)

    def xml(self, data: bytes) -> None:
        """Count the work of bytes for expat: an element takes as long as three plain tags, an attribute as half one."""
        elements = data.count(b"<") - data.count(b"</")
        breaks = data.count(b"\n") + data.count(b"&")
        self.spend(MAX_WORK, 3 * elements + data.count(b"=") // 2 + breaks // 4)
        self.spend(MAX_SPACES, data.count(b"xmlns"))


class _Bytes(io.BytesIO):
    """The bytes of a package, that refuse to hand out a list of members that is longer than any workbook's."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > MAX_DIRECTORY:
            raise TooLarge
        return super().read(size)


class Parts:
    """The members of a package by path, whatever case, slashes or escapes a program wrote them with."""

    def __init__(self, data: bytes) -> None:
        self.budget = Budget(len(data))
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

    def chunks(self, path: str, most: int | None = None) -> Iterator[bytes]:
        """The unpacked bytes of a part, in chunks; UTF-16 comes as UTF-8. What is counted is what really comes out."""
        member = self._members[path]
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise zipfile.BadZipFile("compression that no workbook has")
        most = self.budget.most_in_part if most is None else most
        total = 0
        decoder: codecs.IncrementalDecoder | None = None
        with self._archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                if not total and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                    decoder = codecs.getincrementaldecoder("utf-16")()
                total += len(chunk)
                self.budget.spend(MAX_UNPACKED, len(chunk))
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


class Xml:
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
        self._budget.xml(data)
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


def elements(parts: Parts, path: str, visit: Callable[[str, str, Attributes], None]) -> None:
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

    xml = Xml(parts.budget, start, end)
    for chunk in parts.chunks(path, MAX_SMALL_PART):
        xml.feed(chunk)
    xml.close()
