"""A workbook from its bytes: its tabs, the heads and rows of each, or two sentences on why it cannot be read."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from xml.parsers import expat

from tracker.errors import SheetError
from tracker.model import Head, Raw
from tracker.sheet.ooxml.archive import Attributes, Parts, TooLarge, elements, plain_path
from tracker.sheet.ooxml.rows import Careful, Merges, Walk
from tracker.sheet.ooxml.values import Meanings, unescape

HEAD_ROWS = 20
_HEAD_CHUNK = 2**14


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
    """An .xlsx of which the bytes are `data`, `size` in number; `file` is what messages call it.

    Raises NoWorkbook when it is a zip with something else in it. This and every method raise SheetError when the
    package is damaged, or larger than any real workbook.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self.size = len(data)
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
        walk = Walk(self._meanings, self._parts.budget, columns)
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

        elements(self._parts, path, visit)
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
            elements(self._parts, own, visit)
        return relations

    def _head(self, sheet: Sheet, count: int) -> Head:
        careful = Careful(self._meanings, self._parts.budget, None)
        merges = Merges(self._parts.budget)
        lines: dict[int, Mapping[int, Raw]] = {}
        done = False
        for chunk in self._parts.chunks(sheet.path):
            merges.feed(chunk)
            for start in range(0, 0 if done else len(chunk), _HEAD_CHUNK):
                careful.feed(chunk[start : start + _HEAD_CHUNK])
                lines.update((row, cells) for row, cells in careful.take() if row <= count and cells)
                if done := careful.row > count:
                    break
        if not done:
            careful.close()
        rows = tuple(_filled(lines.get(number, {})) for number in range(1, max(lines, default=0) + 1))
        return Head(sheet.sheet_id, sheet.name, rows, tuple(merges.ranges))

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        """Whatever the bytes do to the libraries below, people get two sentences."""
        try:
            yield
        except TooLarge:
            raise too_large(self.file) from None
        except _BROKEN:
            raise SheetError(
                f"Het bestand {self.file} is beschadigd en niet te lezen.",
                "Open het in Excel of LibreOffice, sla het opnieuw op als .xlsx, of neem een eerdere versie.",
            ) from None


def too_large(file: str) -> SheetError:
    """What people get to read about a workbook that would take more work or memory than any real one of its size."""
    return SheetError(
        f"Het bestand {file} is uitgepakt te groot om te lezen.",
        "Haal lege rijen, afbeeldingen en oude tabbladen weg, en sla de werkmap opnieuw op.",
    )


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
