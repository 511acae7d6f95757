"""The tracker's own tabs as a workbook beside the one that people keep, which itself is never touched."""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from textwrap import wrap
from typing import Any

from tracker.errors import FileError, SheetError
from tracker.model import Reading
from tracker.sheet.source import Calls
from tracker.sheet.workbook import Workbook
from tracker.wording import moment
from tracker.writeback import Jump, Look, OwnCell, OwnTab

_HEAD = "#44505C"
_LOOKS: Mapping[Look, Mapping[str, Any]] = {
    Look.FAULT: {"bg_color": "#F9DEDC", "font_color": "#8C1D18"},
    Look.WARNING: {"bg_color": "#FFF0D1", "font_color": "#6B4200"},
    Look.INFO: {"bg_color": "#E3EDF7", "font_color": "#1F4B73"},
    Look.GOOD: {"bg_color": "#DFF1E1", "font_color": "#1E5B2A"},
    Look.STRONG: {"bold": True},
    Look.PLAIN: {},
}
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_LONGEST_CELL = 32_767
_LINE = 15.0
"""What Excel takes in one cell."""


def beside(path: Path) -> Path:
    """Where the own tabs of a workbook go: `programma.xlsx` has `programma-controle.xlsx` beside it."""
    return path.parent / f"{path.stem}-controle.xlsx"


class KeptWorkbook(Workbook):
    """A workbook that people keep, with the tracker's own tabs in a file beside it."""

    def __init__(self, path: str | Path) -> None:
        super().__init__(path)
        self._written: dict[str, str] = {}
        self._seen: Reading | SheetError | None = None
        self._mark: str | None = None

    @property
    def own_path(self) -> Path:
        """The file with the tracker's own tabs."""
        return beside(Path(self.name))

    @property
    def calls(self) -> Calls:
        """A file needs none."""
        return Calls()

    @property
    def thrown_away(self) -> bool | None:
        """A file that is there is there."""
        return False

    @property
    def own_place(self) -> str:
        """The file beside the workbook."""
        return self.own_path.name

    @property
    def memory(self) -> str:
        """Hashes of what was written."""
        return json.dumps({"written": self._written}, sort_keys=True)

    def learn(self, memory: str | None) -> None:
        """Take up the hashes of what was written."""
        with suppress(ValueError, AttributeError, TypeError):
            self._written = dict(json.loads(memory or "{}").get("written", {}))

    def look(self, *, closely: bool = False) -> None:
        """Look at the file anew when it is asked for next."""
        self._seen = None
        self._mark = None

    def fingerprint(self) -> str | None:  # type: ignore[override]  # A file that is gone has none, and `read` says so.
        """The hash of the file, or None when it cannot be opened: `read` says why."""
        if self._mark is None:
            with suppress(SheetError):
                self._mark = super().fingerprint()
        return self._mark

    def read(self) -> Reading:
        """What is in the file at the last look. Raises SheetError."""
        if self._seen is None:
            try:
                self._seen = super().read()
            except SheetError as error:
                self._seen = error
        if isinstance(self._seen, SheetError):
            raise self._seen
        return self._seen

    def lacks_own_tabs(self) -> bool:
        """Whether the file beside it is gone."""
        return not self.own_path.is_file()

    def may_write(self) -> None:
        """Raise FileError when nothing may be written in the folder of the workbook."""
        folder = self.own_path.parent
        if not os.access(folder, os.W_OK):
            raise FileError(f"In de map {folder} mogen wij niet schrijven.", "Geef dit programma schrijfrechten daar.")

    def clock_difference(self) -> float | None:
        """There is no other clock."""
        return None

    def write(self, tabs: Sequence[OwnTab], at: datetime, *, whole: bool = False) -> bool:
        """Write the own tabs beside the workbook, without names. Raises FileError."""
        safe = [tab.without_names() for tab in tabs]
        marks = {tab.title: _mark(tab) for tab in safe}
        if not whole and marks == self._written and not self.lacks_own_tabs():
            return False
        write_own_book(self.own_path, safe, Path(self.name).name, at)
        self._written = marks
        return True


def _mark(tab: OwnTab) -> str:
    """A hash of all that a tab says, row by row: the words of a large tab as a whole would take much memory."""
    digest = hashlib.sha256(repr((tab.title, tab.about, tab.columns)).encode())
    for row in tab.rows:
        digest.update(repr(row).encode())
    return digest.hexdigest()


def write_own_book(path: Path, tabs: Sequence[OwnTab], source: str, at: datetime) -> None:
    """Write own tabs as a workbook that jumps to the cells of `source`, a file in the same folder.

    It is written beside its place and renamed, so that half a file is never left. Raises FileError.
    """
    from xlsxwriter import Workbook as Book
    from xlsxwriter.exceptions import XlsxWriterException

    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        book = Book(str(half), _OPTIONS)
        book.set_properties({"title": "Controle", "created": at.astimezone(UTC).replace(tzinfo=None)})
        for tab in tabs:
            _draw(book, tab, source, at)
        book.close()
        half.replace(path)
    except (OSError, XlsxWriterException):
        raise FileError(
            f"Het bestand {path.name} kon niet worden geschreven.",
            "Sluit het als het open staat, en kijk of u in deze map mag schrijven.",
        ) from None
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)


def _draw(book: Any, tab: OwnTab, source: str, at: datetime) -> None:
    sheet = book.add_worksheet(tab.title)
    sheet.freeze_panes(1, 1)
    head = book.add_format({"bold": True, "bg_color": _HEAD, "font_color": "#FFFFFF", "text_wrap": True})
    for column, one in enumerate(tab.columns):
        sheet.set_column(column, column, one.width)
        sheet.write_string(0, column, one.heading, head)
    sheet.set_column(len(tab.columns), len(tab.columns), 44)
    sheet.write_string(0, len(tab.columns), f"Bijgewerkt op {moment(at)}")
    shapes: dict[tuple[Look, bool, bool, bool], Any] = {}
    for number, row in enumerate(tab.rows, 1):
        sheet.set_row(number, _height(tab, row))
        for column, cell in enumerate(row):
            key = (cell.look, tab.columns[column].wrapped, isinstance(cell.value, date), cell.jump is not None)
            if key not in shapes:
                shapes[key] = book.add_format(_shape(*key))
            _write(sheet, number, column, cell, shapes[key], source)
    sheet.autofilter(0, 0, max(1, len(tab.rows)), len(tab.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _height(tab: OwnTab, row: Sequence[OwnCell]) -> float:
    """How high a row is, in points: no program measures wrapped words for us on opening."""
    words = [(str(cell.value or ""), one.width) for cell, one in zip(row, tab.columns, strict=False) if one.wrapped]
    return _LINE * max((len(wrap(text, max(1, int(width)))) for text, width in words), default=1) or _LINE


def _shape(look: Look, wrapped: bool, dated: bool, jumps: bool) -> dict[str, Any]:
    dates = {"num_format": "d-m-yyyy", "align": "left"} if dated else {}
    link = {"font_color": "#1F4B73", "underline": 1} if jumps else {}
    return {"valign": "top", "text_wrap": wrapped, **_LOOKS[look], **dates, **link}


def _write(sheet: Any, row: int, column: int, cell: OwnCell, shape: Any, source: str) -> None:
    if cell.jump is not None:
        sheet.write_url(row, column, _link(cell.jump, source), shape, str(cell.value or "")[:_LONGEST_CELL])
    elif isinstance(cell.value, str):
        sheet.write_string(row, column, cell.value[:_LONGEST_CELL], shape)
    elif isinstance(cell.value, date):
        sheet.write_datetime(row, column, datetime.combine(cell.value, datetime.min.time()), shape)
    elif cell.value is not None:
        sheet.write_number(row, column, cell.value, shape)


def _link(jump: Jump, source: str) -> str:
    tab = jump.tab.replace("'", "''")
    return f"external:{source}#'{tab}'!{jump.cell}"
