"""A workbook on disk becomes a reading of its known tabs, or two sentences for the person who keeps it."""

import hashlib
import io
import os
import tracemalloc
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tracker.errors import SheetError
from tracker.model import CellError, Percentage, Raw, Reading, Row
from tracker.sheet.source import Source
from tracker.sheet.workbook import MAX_FILE, Workbook, read_bytes

Tabs = Mapping[str, Sequence[Sequence[object]]]

TABS: Tabs = {
    "Deelnemers": [("Deelnemer", "Naam", "Gemeente"), ("D-001", "Sam Voorbeeld", "Emmen")],
    "Stappen": [("Deelnemer", "Stap", "Start"), ("D-001", "stage", datetime(2026, 3, 3))],
    "Partners": [("Partner",), ("Zorg Voorbeeld",)],
}


def written(path: Path, tabs: Tabs = TABS, **options: object) -> Path:
    """A workbook with these tabs; a date is written as one."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd-mm-yyyy", **options}) as book:
        for title, rows in tabs.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def with_tab(path: Path, title: str, *rows: Sequence[object]) -> Path:
    """The usual workbook with one tab otherwise."""
    return written(path, {**TABS, title: rows})


def rows_of(reading: Reading, tab: str) -> tuple[Row, ...]:
    """The rows of one tab of a reading."""
    return next(found.rows for found in reading.tabs if found.tab == tab)


def zipped(path: Path, **members: bytes) -> Path:
    """A zip with these members, in which `__` stands for a slash and `_` for a dot."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


# --- Reading ---------------------------------------------------------------------------------------------------------


def test_the_known_tabs_are_read_with_their_places(tmp_path: Path) -> None:
    path = written(tmp_path / "programma.xlsx", {"Eigen blad": [("geheim",)], **TABS})
    source: Source = Workbook(path)
    reading = source.read()
    assert (reading.source, source.name) == (str(path), str(path))
    steps = next(tab for tab in reading.tabs if tab.tab == "steps")
    assert (steps.title, steps.header_row, steps.hidden_rows) == ("Stappen", 1, 0)
    assert steps.fields == ("participant", "kind", "start")
    assert (steps.letters, steps.headings) == (("A", "B", "C"), ("Deelnemer", "Stap", "Start"))
    assert steps.rows == (Row(2, ("D-001", "stage", datetime(2026, 3, 3))),)
    assert sorted(tab.tab for tab in reading.tabs) == ["participants", "partners", "steps"]
    assert reading.unreadable.keys().isdisjoint({"participants", "steps", "partners"})


def test_a_column_for_people_only_never_comes_along(tmp_path: Path) -> None:
    reading = Workbook(written(tmp_path / "p.xlsx", {"Eigen blad": [("geheim",)], **TABS})).read()
    assert rows_of(reading, "participants") == (Row(2, ("D-001", "Emmen")),)
    assert "Sam" not in repr(reading)
    assert "geheim" not in repr(reading)


def test_rows_keep_the_numbers_of_the_sheet_when_blank_ones_stand_between(tmp_path: Path) -> None:
    path = with_tab(
        tmp_path / "p.xlsx",
        "Deelnemers",
        ("Overzicht",),
        (),
        ("Gemeente", "Deelnemer", "Opmerkingen"),
        ("Emmen", "D-001"),
        (),
        ("  ", "\u00a0", "alleen een opmerking"),
        (None, "D-002"),
    )
    reading = Workbook(path).read()
    assert rows_of(reading, "participants") == (Row(4, ("Emmen", "D-001")), Row(7, (None, "D-002")))


def test_cells_keep_their_types(tmp_path: Path) -> None:
    values: tuple[tuple[object, Raw], ...] = (
        (True, True),
        (12.5, 12.5),
        ("012", "012"),
        (datetime(2026, 3, 3, 9, 30), datetime(2026, 3, 3, 9, 30)),
    )
    path = with_tab(tmp_path / "p.xlsx", "Partners", ("Partner",), *[(written,) for written, _ in values])
    read = [row.values[0] for row in rows_of(Workbook(path).read(), "partners")]
    assert read == [value for _, value in values]
    assert [type(value) for value in read] == [bool, float, str, datetime]


def test_errors_and_percentages_come_through(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Doelen")
        sheet.write_row(0, 0, ("Doel", "Streefwaarde", "Op"))
        sheet.write(1, 0, "betaald_werk")
        sheet.write(1, 1, 1, book.add_format({"num_format": "0%"}))
        sheet.write_formula(1, 2, "=Weg!A1", None, "#REF!")
    assert rows_of(Workbook(path).read(), "targets") == (Row(2, ("betaald_werk", Percentage(1.0), CellError("#REF!"))),)


def test_hidden_rows_are_read_and_counted_when_they_hold_something(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Partners")
        for number, text in enumerate(("Partner", "Zorg Voorbeeld", "", "Wonen Voorbeeld")):
            sheet.write(number, 0, text)
        for number in (1, 2):
            sheet.set_row(number, None, None, {"hidden": True})
    tab = next(tab for tab in Workbook(path).read().tabs if tab.tab == "partners")
    assert ([row.number for row in tab.rows], tab.hidden_rows) == ([2, 4], 1)


def test_a_tab_that_cannot_be_read_is_named_and_the_others_come(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for title, rows in TABS.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        book.get_worksheet_by_name("Deelnemers").merge_range("A2:A3", "D-001")
    reading = Workbook(path).read()
    assert "A2:A3" in reading.unreadable["participants"].message
    assert sorted(tab.tab for tab in reading.tabs) == ["partners", "steps"]


# --- Telling one content from another --------------------------------------------------------------------------------


def test_the_same_content_written_otherwise_has_the_same_hash(tmp_path: Path) -> None:
    first, second = (
        Workbook(written(tmp_path / "a.xlsx")),
        Workbook(written(tmp_path / "b.xlsx", constant_memory=True)),
    )
    assert first.read().content == second.read().content
    assert first.fingerprint() != second.fingerprint()


@pytest.mark.parametrize(
    ("tab", "rows"),
    [
        ("Partners", [("Partner",), ("Zorg voorbeeld",)]),
        ("Partners", [("Partner",), (), ("Zorg Voorbeeld",)]),
        ("Partners", [(), ("Partner",), ("Zorg Voorbeeld",)]),
        ("Partners", [("Partner", "Sector"), ("Zorg Voorbeeld",)]),
        ("Partners", [(None, "Partner"), (None, "Zorg Voorbeeld")]),
        ("Stappen", [("Deelnemer", "Stap", "Start"), ("D-001", "stage", "2026-03-03")]),
        ("Stappen", [("Deelnemer", "Stap", "Start"), ("D-001", "stage", 46084)]),
        ("Stappen", [("Deelnemer", "Stap", "Start"), ("D-001", "stage", True)]),
        ("Deelnemers", [("Deelnemer", "Naam", "Gemeente"), ("D-001", "Emmen", "")]),
    ],
)
def test_any_change_in_what_is_read_changes_the_hash(tmp_path: Path, tab: str, rows: list[tuple[object, ...]]) -> None:
    before = Workbook(written(tmp_path / "a.xlsx")).read()
    after = Workbook(with_tab(tmp_path / "b.xlsx", tab, *rows)).read()
    assert before.content != after.content


def test_a_change_in_what_is_never_read_leaves_the_hash(tmp_path: Path) -> None:
    before = Workbook(written(tmp_path / "a.xlsx")).read()
    other = [("Deelnemer", "Naam", "Gemeente"), ("D-001", "Robin Voorbeeld", "Emmen")]
    assert Workbook(with_tab(tmp_path / "b.xlsx", "Deelnemers", *other)).read().content == before.content


def test_the_fingerprint_is_that_of_the_bytes_and_reading_leaves_them_alone(tmp_path: Path) -> None:
    folder = tmp_path / "map"
    folder.mkdir()
    path = written(folder / "p.xlsx")
    bytes_before, times_before = path.read_bytes(), path.stat().st_mtime_ns
    book = Workbook(path)
    book.read()
    assert book.fingerprint() == hashlib.sha256(bytes_before).hexdigest()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (bytes_before, times_before)
    assert list(folder.iterdir()) == [path]


def test_a_relative_path_is_remembered_as_an_absolute_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "p.xlsx")
    monkeypatch.chdir(tmp_path)
    assert Workbook("p.xlsx").name == str(tmp_path / "p.xlsx")


# --- Files that cannot be read ---------------------------------------------------------------------------------------

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

FILES: tuple[tuple[bytes, str], ...] = (
    (b"", "is leeg"),
    (bytes(2_000), "is leeg"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
    (OLE + "Workbook".encode("utf-16-le"), "oud Excel-bestand (.xls)"),
    (b"<!DOCTYPE html><html><table>", "webpagina"),
    (b"\xef\xbb\xbf\r\n<TABLE><tr>", "webpagina"),
    (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "los XML-bestand"),
    (b"Deelnemer;Gemeente\nD-001;Emmen\n", "tekstbestand (zoals CSV)"),
    ("Deelnemer\tGemeente".encode("utf-16"), "tekstbestand (zoals CSV)"),
    (b"\x89PNG\r\n\0\0", "geen Excel-werkmap"),
    (b"PK\x03\x04" + b"x" * 300, "beschadigd"),
)


def problem(path: Path) -> SheetError:
    """The error in which reading ends: two sentences, of which the first names the file."""
    with pytest.raises(SheetError) as caught:
        Workbook(path).read()
    assert path.name in caught.value.what
    assert caught.value.what.endswith(".")
    assert caught.value.advice.endswith(".")
    return caught.value


@pytest.mark.parametrize(("content", "words"), FILES)
def test_a_file_of_another_kind_is_called_what_it_is(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "programma.xlsx"
    path.write_bytes(content)
    assert words in problem(path).what


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content_xml": b"<x/>"}, "OpenDocument"),
        ({"xl__workbook_bin": b"\0"}, ".xlsb"),
        ({"Index__Tables_iwa": b"\0"}, "Numbers"),
        ({"word__document_xml": b"<x/>"}, "geen werkmap met tabbladen"),
        ({"xl__workbook_xml": b"<workbook/>"}, "geen werkmap met tabbladen"),
        ({"xl__workbook_xml": b"<workbook>"}, "beschadigd"),
    ],
)
def test_a_package_of_another_kind_is_called_what_it_is(tmp_path: Path, members: dict[str, bytes], words: str) -> None:
    assert words in problem(zipped(tmp_path / "p.xlsx", **members)).what


def test_a_path_without_a_file_to_read_is_explained(tmp_path: Path) -> None:
    (tmp_path / "map.xlsx").mkdir()
    os.mkfifo(tmp_path / "pijp.xlsx")
    (tmp_path / "rond.xlsx").symlink_to(tmp_path / "rond.xlsx")
    assert "bestaat niet" in problem(tmp_path / "weg.xlsx").what
    assert "is een map" in problem(tmp_path / "map.xlsx").what
    assert "geen gewoon bestand" in problem(tmp_path / "pijp.xlsx").what
    assert "kan niet worden geopend" in problem(tmp_path / "rond.xlsx").what
    assert "kan niet worden geopend" in problem(tmp_path / ("x" * 300)).what


@contextmanager
def as_someone_else() -> Iterator[None]:
    """Give up the rights of root, which no file can be closed to."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_without_permission_says_whom_to_ask(tmp_path: Path) -> None:
    path = written(tmp_path / "p.xlsx")
    path.chmod(0)
    with as_someone_else():
        assert "eigenaar" in problem(path).advice


def test_a_file_larger_than_any_sheet_is_not_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with path.open("wb") as stream:
        stream.truncate(MAX_FILE + 1)
    assert "groter dan 256 MB" in problem(path).what


def test_a_small_file_takes_little_memory_however_large_one_may_be(tmp_path: Path) -> None:
    path = written(tmp_path / "p.xlsx")
    tracemalloc.start()
    data = read_bytes(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert data == path.read_bytes()
    assert most < len(data) + 2**20


def test_a_macro_workbook_reads_like_any_other(tmp_path: Path) -> None:
    plain = written(tmp_path / "p.xlsx")
    stream = io.BytesIO(plain.read_bytes())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0macro")
    macro = tmp_path / "p.xlsm"
    macro.write_bytes(stream.getvalue())
    assert Workbook(macro).read().content == Workbook(plain).read().content


def test_more_filled_rows_than_a_file_of_its_size_has_are_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "p.xlsx", constant_memory=True)
    row = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
    many = "".join(row.format(number) for number in range(2, 500_010))
    in_tab(path, "xl/worksheets/sheet3.xml", many)
    assert "meer dan 500.000 gevulde rijen" in problem(path).what


def test_a_long_text_in_every_row_is_refused(tmp_path: Path) -> None:
    rows = [("Partner",), *[("lang " * 6_000,)] * 12_000]
    assert "te groot" in problem(with_tab(tmp_path / "p.xlsx", "Partners", *rows)).what


def in_tab(path: Path, part: str, rows: str) -> None:
    """Put rows of XML below those of a tab."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[part] = members[part].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
