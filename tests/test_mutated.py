"""Whatever was done to a workbook, reading it ends soon, in a reading or in two sentences, and no row disappears."""

import base64
import io
import json
import random
import string
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT, WHOLE
from tests.mutations import GOOD, book, good_pages, mutated
from tests.sheet.packages import parts, relations, workbook, worksheet, zipped

WORKBOOKS = 2_000
BATCHES = 8 if WHOLE else 1
NUMBERS = range(WORKBOOKS) if WHOLE else sorted(random.Random(2035).sample(range(WORKBOOKS), WORKBOOKS // 10))


def outcomes(folder: Path, files: Mapping[str, bytes]) -> dict[str, str]:
    """How reading each file ended, each within the processor time and memory that a sheet may ask."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    words = [sys.executable, "-m", "tests.limited", str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(map(json.loads, done.stdout.splitlines()))


@pytest.mark.proof
@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_mutated_workbook_gives_a_reading_or_a_clear_error(tmp_path: Path, batch: int) -> None:
    size = len(NUMBERS) // BATCHES
    files = {f"{number:04}.xlsx": mutated(number) for number in NUMBERS[batch * size : (batch + 1) * size]}
    ends = outcomes(tmp_path, files)
    assert {name: end for name, end in ends.items() if end not in ("reading", "error")} == {}
    assert ends.keys() == files.keys()
    assert min(Counter(ends.values())[end] for end in ("reading", "error")) > len(files) // 10, "too much of one kind"


# --- Awkward files ---------------------------------------------------------------------------------------------------


def _with_parts(**changed: str | bytes) -> bytes:
    """The good workbook with parts added or replaced; `__` stands for a slash and a last `_` for a dot."""
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    members |= {".".join(name.replace("__", "/").rsplit("_", 1)): content for name, content in changed.items()}
    return zipped(members)


def _wide() -> bytes:
    pages = good_pages()
    for row in pages[0].cells:
        row.extend([*[None] * (16_384 - len(row) - 1), "XFD"])
    return book(pages)


def _claimed() -> bytes:
    rows = (
        '<row r="1"><c r="A1" t="str"><v>Deelnemer</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    )
    named = workbook('<sheet name="Deelnemers" sheetId="1" r:id="rId1"/>')
    sheet = worksheet(rows).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    return zipped(parts(sheet, workbook=named))


_ENTITIES = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
_SHEET = worksheet('<row r="1"><c r="A1" t="str"><v>&a;</v></c></row>')
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_LINKS = relations(("externalLinkPath", "file:///weg.xlsx")).replace("/weg.xlsx", '/weg.xlsx" TargetMode="External')

AWKWARD: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "error"),
    "one cell": (lambda: zipped(parts(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))), "reading"),
    "no cell": (lambda: zipped(parts(worksheet(""))), "reading"),
    "16,384 columns": (_wide, "reading"),
    "1,048,576 rows claimed": (_claimed, "reading"),
    "a zip bomb": (lambda: zipped(parts(worksheet(" " * 60_000_000))), "error"),
    "an entity from outside": (lambda: zipped(parts(_SHEET.replace("<worksheet", f"{_ENTITIES}<worksheet"))), "error"),
    "a macro": (lambda: _with_parts(xl__vbaProject_bin=b"\0macro"), "reading"),
    "a password": (lambda: _OLD + "EncryptedPackage".encode("utf-16-le"), "error"),
    "links to elsewhere": (lambda: _with_parts(xl__externalLinks___rels__externalLink1_xml_rels=_LINKS), "reading"),
    "cut in half": (lambda: GOOD[: len(GOOD) // 2], "error"),
    "an .xls": (lambda: _OLD + "Workbook".encode("utf-16-le"), "error"),
    "an .ods": (lambda: zipped({"mimetype": _MIME, "content.xml": "<x/>"}), "error"),
    "a .csv": (lambda: b"Deelnemer;Gemeente\nD-001;Emmen\n", "error"),
}


def test_an_awkward_file_ends_as_it_should(tmp_path: Path) -> None:
    ends = outcomes(tmp_path, {name: content() for name, (content, _) in AWKWARD.items()})
    assert ends == {name: end for name, (_, end) in AWKWARD.items()}


# --- Megabytes that do not pack --------------------------------------------------------------------------------------

MEGABYTES = 18 if WHOLE else 1
_LETTERS = string.ascii_lowercase + " "


def _text(chance: random.Random, length: int) -> str:
    return base64.b64encode(chance.randbytes(length * 3 // 4)).decode()


def _letters(chance: random.Random, length: int) -> str:
    return "".join(chance.choices(_LETTERS, k=length))


def _digits(chance: random.Random, length: int) -> str:
    return f"{chance.randrange(10**length):0{length}}"


HARMFUL: tuple[tuple[str, str, int, Callable[[random.Random, int], str]], ...] = (
    ("Los", "A", 28_000, _text),
    ("Los", "A", 20, _text),
    ("Deelnemers", "Deelnemer", 3_000, _text),
    ("Deelnemers", "Deelnemer", 12, _text),
    ("Deelnemers", "Naam", 28_000, _text),
    ("Stappen", "Stap", 16, _text),
    ("Stappen", "Partner", 60, _letters),
    ("Stappen", "Start", 16, _text),
    ("Partners", "Partner", 70, _text),
    ("Partners", "Partner", 70, _letters),
    ("Partners", "Andere schrijfwijzen", 1_900, lambda chance, n: ";".join(_letters(chance, 8) for _ in range(n // 9))),
    ("Knelpunten", "Omschrijving", 290, _digits),
    ("Knelpunten", "Omschrijving", 290, _letters),
)
"""A tab and the heading of one of its columns, how long the text in each of its cells is, and what text."""


_ROWS: Mapping[str, Mapping[str, str]] = {
    "Deelnemers": {"Deelnemer": "D-001", "Naam": ""},
    "Stappen": {"Deelnemer": "D-001", "Stap": "stage", "Start": "2-3-2025", "Partner": ""},
    "Partners": {"Partner": "P", "Andere schrijfwijzen": ""},
    "Knelpunten": {"Regel": "overig", "Gemeld op": "2-3-2025", "Omschrijving": ""},
    "Los": {"A": ""},
}
"""The tabs of that workbook, with what stands in each column of every row."""


def _filled(tab: str, heading: str, length: int, text: Callable[[random.Random, int], str]) -> bytes:
    """A workbook of so many megabytes in which another text stands in each cell of one column."""
    chance = random.Random(length)
    sheets = {name: [_row(1, list(cells))] for name, cells in _ROWS.items()}
    count = min(MEGABYTES * 2**20 * 4 // (length * 3 + 48), 1_000_000)
    for number in range(2, count + 2):
        cells = {**_ROWS[tab], heading: text(chance, length)}
        sheets[tab].append(_row(number, list(cells.values())))
    return _package({name: "".join(rows) for name, rows in sheets.items()})


def _row(number: int, cells: list[str]) -> str:
    named = zip("ABCD", cells, strict=False)
    filled = (f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for letter, cell in named if cell)
    return f'<row r="{number}">{"".join(filled)}</row>'


def _package(tabs: Mapping[str, str]) -> bytes:
    """A package with these tabs, each the XML of its rows."""
    listed = "".join(f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(tabs, 1))
    members = parts("", workbook=workbook(listed))
    members |= {f"xl/worksheets/sheet{at}.xml": worksheet(rows) for at, rows in enumerate(tabs.values(), 1)}
    members["xl/_rels/workbook.xml.rels"] = relations(
        *(("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(tabs) + 1))
    )
    return zipped(members)


@pytest.mark.proof
@pytest.mark.parametrize(("tab", "heading", "length", "text"), HARMFUL)
def test_a_column_of_text_that_does_not_pack_ends_in_time(
    tmp_path: Path, tab: str, heading: str, length: int, text: Callable[[random.Random, int], str]
) -> None:
    (end,) = outcomes(tmp_path, {"vol.xlsx": _filled(tab, heading, length, text)}).values()
    assert end in ("reading", "error")


# --- The limits themselves -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("work", "says"),
    [
        ("sum(iter(int, 1))", "ended by the system: -9"),
        ("str(len(bytes(600 * 2**20)))", "traceback: MemoryError"),
        ("[][0]", "traceback: IndexError"),
        ("str(len(bytes(100 * 2**20)))", "104857600"),
    ],
)
def test_what_takes_too_long_too_much_or_breaks_is_seen(work: str, says: str) -> None:
    program = f"from tests.limited import limited; print(limited(lambda: {work}, seconds=1))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == says


def test_the_workbook_that_is_mutated_is_good(tmp_path: Path) -> None:
    assert outcomes(tmp_path, {"goed.xlsx": GOOD}) == {"goed.xlsx": "reading"}
