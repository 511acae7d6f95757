"""A sheet that is an .xlsx file: from its path to a reading, or to two sentences on why it cannot be read."""

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.errors import SheetError
from tracker.intake.fit import laid_out
from tracker.intake.layout import FoundTab, Layout
from tracker.intake.mapping import SheetMapping
from tracker.model import Head, Reading, Row, TabReading
from tracker.sheet.ooxml import Allowance, NoWorkbook, Package, Sheet, too_large
from tracker.sheet.tabrows import as_reading, read_row
from tracker.wording import number as in_dutch

MAX_FILE = 256 * 2**20
"""Bytes of a file: a programme of 250,000 people, with 1.5 million rows in all, takes a third of it."""
MAX_ROWS = Allowance(500_000, 1 / 64)
"""Filled rows in all tabs together: of many rows each takes some 50 bytes, and 20 when it is mostly empty."""
MAX_CHARACTERS = Allowance(2**28, 64)
"""Characters of all values together, each counted as often as it stands there: one long text may stand in every row."""


class Workbook:
    """The sheet that people keep in a workbook. The file is only read: it may be open elsewhere, and stays as it is."""

    _mapping: SheetMapping | None = None

    def __init__(self, path: str | Path) -> None:
        self._path = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would forget by which link people know it.

    @property
    def name(self) -> str:
        """The absolute path."""
        return str(self._path)

    def adopt(self, mapping: SheetMapping) -> None:
        """Read by a mapping from now on, because the sheet has another shape than ours."""
        self._mapping = mapping

    def fingerprint(self) -> str:
        """SHA-256 of the bytes of the file and of the mapping, hexadecimal. Raises SheetError when it has none."""
        digest = hashlib.sha256(read_bytes(self._path))
        if self._mapping is not None:
            digest.update(repr(self._mapping).encode())
        return digest.hexdigest()

    def read(self) -> Reading:
        """Read the known tabs and columns. Raises SheetError when the file cannot be opened or read whole."""
        with open_package(self._path) as package:
            layout = laid_out(package.heads(), self._mapping)
            tabs = tuple(_tabs(package, layout))
            content = _content(package, layout, tabs)
        return Reading(self.name, content, tabs, layout.findings, layout.unreadable)


def read_tops(path: Path, rows: int) -> tuple[Head, ...]:
    """The first rows of every tab with all their columns, to see what a sheet of another shape holds.

    What it gives may hold names: keep nothing of it. Raises SheetError.
    """
    with open_package(path) as package:
        return package.heads(rows)


def open_package(path: Path) -> Package:
    """Open an .xlsx from bytes that were read once, so that a save halfway cannot mix two versions.

    Raises SheetError when it is no such file, or damaged.
    """
    data = read_bytes(path)
    _refuse_other_kinds(data, path.name)
    try:
        return Package(data, path.name)
    except NoWorkbook as other:
        raise _other_package(path.name, other.paths) from None


# --- The rows of the known tabs ---------------------------------------------------------------------------------------


def _tabs(package: Package, layout: Layout) -> Iterator[TabReading]:
    sheets = {sheet.sheet_id: sheet for sheet in package.sheets}
    room = most = MAX_ROWS.of(package.size)
    for found in layout.tabs:
        tab = _tab(package, sheets[found.sheet_id], found, room)
        if tab is None:
            raise SheetError(
                f"In {package.file} staan meer dan {in_dutch(most)} gevulde rijen.",
                "Haal de rijen weg die niet bij het programma horen, en sla de werkmap opnieuw op.",
            )
        room -= len(tab.rows)
        yield tab


def _tab(package: Package, sheet: Sheet, found: FoundTab, room: int) -> TabReading | None:
    """The rows of a tab; None when they are more than there is room for."""
    rows: list[Row] = []
    for number, values in package.rows(sheet.index, [column.index for column in found.columns]):
        row = read_row(found, number, values)
        if row is not None:
            rows.append(row)
        if len(rows) > room:
            return None
    return as_reading(found, found.title, rows, set(package.hidden_rows(sheet.index)))


def _content(package: Package, layout: Layout, tabs: Sequence[TabReading]) -> str:
    """SHA-256 of all that was read, with the type of each value, and of what was said about its structure."""
    digest = hashlib.sha256(repr((layout.findings, sorted(layout.unreadable))).encode())
    room = MAX_CHARACTERS.of(package.size)
    for tab in tabs:
        top = (tab.tab, tab.title, tab.sheet_id, tab.header_row, tab.fields, tab.letters, tab.headings, tab.hidden_rows)
        digest.update(repr(top).encode())
        for row in tab.rows:
            said = repr((row.number, row.values))
            room -= len(said)
            if room < 0:
                raise too_large(package.file)
            digest.update(said.encode())
    return digest.hexdigest()


# --- The file, and what it is when it is no workbook ------------------------------------------------------------------

_MAKE_XLSX = "Open het in Excel, LibreOffice of Google Sheets en bewaar het als Excel-werkmap (.xlsx)."


def read_bytes(path: Path) -> bytes:
    """The bytes of a file, read once. Raises SheetError when they cannot be had or are more than a workbook's."""
    file = path.name or str(path)
    try:
        # A device or pipe would wait for ever, so the kind of file is looked at before it is opened.
        kind = path.stat()
        if stat.S_ISDIR(kind.st_mode):
            raise SheetError(f"{file} is een map en geen werkmap.", "Geef het pad van een .xlsx-bestand in die map.")
        if not stat.S_ISREG(kind.st_mode):
            raise SheetError(f"{file} is geen gewoon bestand.", "Geef het pad van een .xlsx-bestand.")
        if kind.st_size > MAX_FILE:
            raise _large_file(file)
        with path.open("rb") as stream:
            # Room is made for all that is asked for, so that is what there is, and more only when it grows meanwhile.
            data = stream.read(kind.st_size + 1)
            if len(data) > kind.st_size:
                data += stream.read(MAX_FILE + 1 - len(data))
    except (FileNotFoundError, NotADirectoryError):
        raise SheetError(f"Het bestand {file} bestaat niet.", "Kijk of de naam en de map kloppen.") from None
    except PermissionError:
        raise SheetError(
            f"Het bestand {file} mag niet worden gelezen.", "Sluit het, of vraag de eigenaar om leesrechten."
        ) from None
    except (OSError, ValueError):
        raise SheetError(
            f"Het bestand {file} kan niet worden geopend.", "Kijk of het pad klopt en of de schijf bereikbaar is."
        ) from None
    if len(data) > MAX_FILE:
        raise _large_file(file)
    return data


def _large_file(file: str) -> SheetError:
    return SheetError(
        f"Het bestand {file} is groter dan {MAX_FILE // 2**20} MB.",
        "Haal afbeeldingen en oude tabbladen weg, en sla de werkmap opnieuw op.",
    )


def _refuse_other_kinds(data: bytes, file: str) -> None:
    """Raises SheetError that says what the file is, when it is no zip."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"PK"):
        return
    if not data.strip(b"\0"):
        raise SheetError(f"Het bestand {file} is leeg.", "Sla de werkmap opnieuw op, of neem een eerdere versie.")
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _compound_file(data, file)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body", b"<meta")):
        raise SheetError(f"{file} is een webpagina en geen werkmap.", _MAKE_XLSX)
    if start.startswith(b"<?xml") or b"schemas-microsoft-com:office:spreadsheet" in start:
        raise SheetError(f"{file} is een los XML-bestand en geen werkmap.", _MAKE_XLSX)
    if b"\0" not in data[:4096] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SheetError(f"{file} is een tekstbestand (zoals CSV) en geen werkmap.", _MAKE_XLSX)
    raise SheetError(
        f"{file} is geen Excel-werkmap.", "Geef een .xlsx-bestand, of neem een eerdere versie als dit er een was."
    )


def _compound_file(data: bytes, file: str) -> SheetError:
    """Excel locks a new workbook with a password inside the old container, in a stream of this name."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return SheetError(
            f"Het bestand {file} is beveiligd met een wachtwoord.",
            "Haal het wachtwoord eraf in Excel (Bestand, Info, Werkmap beveiligen) en sla het opnieuw op.",
        )
    return SheetError(f"{file} is een oud Excel-bestand (.xls).", _MAKE_XLSX)


def _other_package(file: str, paths: frozenset[str]) -> SheetError:
    """What a zip without a workbook is."""
    if "xl/workbook.bin" in paths:
        return SheetError(f"{file} is een binaire werkmap (.xlsb).", _MAKE_XLSX)
    if "content.xml" in paths:
        return SheetError(f"{file} is een OpenDocument-bestand (.ods).", _MAKE_XLSX)
    if any(path.startswith("index/") and path.endswith(".iwa") for path in paths):
        return SheetError(f"{file} is een werkblad van Numbers.", "Kies in Numbers Exporteer naar Excel (.xlsx).")
    return SheetError(
        f"In {file} zit geen werkmap met tabbladen.", "Geef een .xlsx-bestand uit Excel, LibreOffice of Google Sheets."
    )
