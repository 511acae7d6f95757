"""Secrets typed in every column, in every written form, are refused by cell and kind, and their value is nowhere.

Each form stands alone in a copy of a good row, so that the rest of the row is stored and only the cell can leak.
"""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import SAMPLE, Run
from tracker.columns import TABS, Column, Kind, Tab
from tracker.intake.names import plain

FORMS: dict[str, tuple[object, ...]] = {
    "geheim_bsn": (
        "111222333",
        "111.222.333",
        "111 222 333",
        "1112.22.333",
        "111-222-333",
        "BSN 111222333",
        "bsn:111222333.",
        "(111222333)",
        "111\u00a0222\u00a0333",
        "111\u200b222\u200b333",
        "１１１２２２３３３",
        111222333,
        "010464554",
        10464554,
    ),
    "geheim_iban": (
        "NL91ABNA0417164300",
        "NL91 ABNA 0417 1643 00",
        "nl91abna0417164300",
        "NL91.ABNA.0417.1643.00",
        "rekening NL91ABNA0417164300 graag",
        "ＮＬ91ABNA0417164300",
        "DE89370400440532013000",
    ),
    "geheim_telefoon": (
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "+31612345678",
        "+31 6 1234 5678",
        "0031612345678",
        "bel 06-12345678 even",
        "050-1234567",
        "(050) 123 45 67",
        612345678,
    ),
    "geheim_e_mail": (
        "kanarie@example.org",
        "Jan <kanarie@example.org>",
        "KANARIE@EXAMPLE.ORG",
        "mailto:kanarie@example.org",
        "kanarie @ example.org",
        "kanarie[at]example.org",
        "kanarie(at)example.org",
    ),
}


def _columns(tab: Tab) -> list[Column]:
    return [column for column in tab.read_columns if column.kind is not Kind.EMAIL]


def _planted(path: Path) -> int:
    """The sample with a row for each column and form; answers how many secrets that is."""
    book = load_workbook(SAMPLE)
    planted = 0
    for tab in TABS:
        sheet = book[tab.title]
        places = {plain(str(cell.value)): cell.column for cell in sheet[1] if cell.value}
        good = [cell.value for cell in sheet[2]]
        row = (
            1
            + sum(1 for cells in sheet.iter_rows(min_row=2, values_only=True) if any(v is not None for v in cells))
            + 1
        )
        for column in _columns(tab):
            for forms in FORMS.values():
                for form in forms:
                    _row_with(sheet, row, good, tab, planted)
                    sheet.cell(row, places[plain(column.heading)]).value = form  # type: ignore[assignment]
                    row += 1
                    planted += 1
    book.save(path)
    return planted


def _row_with(sheet: Worksheet, row: int, good: Sequence[object], tab: Tab, number: int) -> None:
    for column, value in enumerate(good, 1):
        sheet.cell(row, column).value = value  # type: ignore[assignment]
    if tab.unique:
        sheet.cell(row, 1).value = f"Z-{number:05d}" if tab.name == "participants" else f"Eigen naam {number}"


def _spellings(form: object) -> set[bytes]:
    """How a secret would look in bytes: as typed, and as bare letters and digits."""
    text = unicodedata.normalize("NFKC", str(form))
    bare = re.sub(r"[\W_]", "", text)
    digits = re.sub(r"\D", "", text)
    return {one.encode() for one in (str(form), text, bare, digits) if len(one) >= 8}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    path = tmp_path_factory.mktemp("kanarie") / "kanarie.xlsx"
    return path, _planted(path)


def test_every_form_in_every_column_is_refused_by_cell_and_kind(ew: Run, planted: tuple[Path, int]) -> None:
    path, number = planted
    findings = ew("controle", path, "--json").json["findings"]
    refused = [one for one in findings if one["code"].startswith("geheim_") or one["code"] in _SAYS_NOTHING]
    # A number that is no day shows as ######## in a cell with a date format, here as in the sheet itself.
    hidden = [one for one in findings if one["found"] == "########"]
    assert len({(one["tab"], one["cell"]) for one in refused + hidden}) >= number
    assert all(one["found"] is None for one in refused)
    assert set(FORMS) <= {one["code"] for one in refused}


_SAYS_NOTHING = ("code_onleesbaar", "code_is_getal")
"""A code that is none shows nothing of what stood there either."""


def test_no_secret_is_anywhere_after_a_whole_run(
    ew: Run, planted: tuple[Path, int], tmp_path: Path, empty_home: Path
) -> None:
    path, _ = planted
    printed = []
    for words in (
        ("controle", path),
        ("controle", path, "--json", "--html", tmp_path / "rapport.html"),
        ("sync", path),
        ("sync", path, "--json"),
        ("stand",),
        ("stand", "--json"),
        ("export", "stuurgroep", "--naar", tmp_path),
    ):
        answer = ew(*words)
        assert answer.code in (0, 1), answer.err
        printed.append((answer.out + answer.err).encode())
    files = [one for folder in (tmp_path, empty_home) for one in folder.rglob("*") if one.is_file() and one != path]
    assert any(one.name == "ew.db" for one in files)
    content = b"".join([*printed, *(_unpacked(one) for one in files)])
    secrets = {spelling for forms in FORMS.values() for form in forms for spelling in _spellings(form)}
    assert sorted(secret for secret in secrets if secret in content) == []


def _unpacked(path: Path) -> bytes:
    """The bytes of a file, with those of the parts of a workbook."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    from zipfile import ZipFile

    with ZipFile(path) as package:
        return b"".join(package.read(name) for name in package.namelist())


def test_the_forms_are_what_they_say() -> None:
    from stdnum import iban
    from stdnum.nl import bsn

    assert all(
        bsn.is_valid(re.sub(r"\D", "", unicodedata.normalize("NFKC", str(form))).zfill(9))
        for form in FORMS["geheim_bsn"]
    )
    assert iban.is_valid("NL91ABNA0417164300")
    assert Workbook().active is not None
