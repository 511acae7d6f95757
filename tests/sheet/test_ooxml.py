"""Cells come out of a package as people see them, whoever wrote it; bytes that are no workbook end in two sentences."""

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tracker.errors import SheetError
from tracker.model import CellError, Head, Percentage, Raw
from tracker.sheet.ooxml import (
    LAST_ROW,
    NOT_COMPUTED,
    OUT_OF_RANGE,
    NoWorkbook,
    Package,
    built_in_kind,
    format_kind,
    moment,
    unescape,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

Rows = dict[int, tuple[Raw, ...]]


def relations(*targets: tuple[str, str]) -> str:
    """A part of relations, rId1 and on: each the last word of its type, and its target."""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{TYPES}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{found}</Relationships>'


def worksheet(rows: str, after: str = "") -> str:
    """A sheet part around rows."""
    return f'{DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{TYPES}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def workbook(sheets: str = '<sheet name="Blad1" sheetId="1" r:id="rId1"/>', properties: str = "") -> str:
    """A workbook part around its list of tabs."""
    return f'{DECLARATION}<workbook xmlns="{MAIN}" xmlns:r="{TYPES}">{properties}<sheets>{sheets}</sheets></workbook>'


def parts(sheet: str | bytes, **others: str) -> dict[str, str | bytes]:
    """The members of a small workbook; `strings` and `styles` are the insides of those parts."""
    targets = [("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    members: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": others.get("workbook", workbook()),
        "xl/_rels/workbook.xml.rels": relations(*targets),
        "xl/worksheets/sheet1.xml": sheet,
    }
    if "strings" in others:
        members["xl/sharedStrings.xml"] = f'{DECLARATION}<sst xmlns="{MAIN}">{others["strings"]}</sst>'
    if "styles" in others:
        members["xl/styles.xml"] = f'{DECLARATION}<styleSheet xmlns="{MAIN}">{others["styles"]}</styleSheet>'
    return members


def zipped(members: dict[str, str | bytes]) -> bytes:
    """The bytes of a package."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return stream.getvalue()


def everything(data: bytes, columns: Sequence[int] = range(4), index: int = 0) -> Rows:
    """All rows of a tab."""
    with Package(data, "proef.xlsx") as package:
        return dict(package.rows(index, columns))


def head(data: bytes) -> Head:
    """The head of the only tab."""
    with Package(data, "proef.xlsx") as package:
        (only,) = package.heads()
    return only


def cells(row: str, **others: str) -> tuple[Raw, ...]:
    """What one row of XML holds, which must be the same whether its bytes are plain or have to be read with care."""
    plain = zipped(parts(worksheet(f'<row r="1">{row}</row>'), **others))
    careful = zipped(parts(worksheet(f'<!-- x --><row r="1">{row}</row>'), **others))
    assert everything(plain) == everything(careful)
    values = everything(plain)[1]
    (line,) = head(plain).rows or ((),)
    assert (*line, *[None] * 4)[:4] == values
    return values


def formats(*codes: str) -> str:
    """The inside of a styles part in which cell style 1 has the first format code, and so on."""
    custom = "".join(f'<numFmt numFmtId="{164 + at}" formatCode="{code}"/>' for at, code in enumerate(codes))
    used = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(codes)))
    return (
        f'<numFmts>{custom}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{used}</cellXfs>'
    )


# --- One cell --------------------------------------------------------------------------------------------------------

VALUES: tuple[tuple[str, Raw], ...] = (
    ("<c/>", None),
    ('<c s="0"/>', None),
    ("<c><v>12</v></c>", 12.0),
    ('<c t="n"><v>-1.5E3</v></c>', -1500.0),
    ("<c><v>1e999</v></c>", CellError("#NUM!")),
    ("<c><v>NaN</v></c>", CellError("#NUM!")),
    ('<c t="b"><v>1</v></c>', True),
    ('<c t="b"><v>0</v></c>', False),
    ('<c t="b"><v>true</v></c>', True),
    ('<c t="e"><v>#REF!</v></c>', CellError("#REF!")),
    ('<c t="e"><f>A9</f><v>#N/A</v></c>', CellError("#N/A")),
    ('<c t="str"><f>"a"</f><v> a </v></c>', " a "),
    ('<c t="str"><f>""</f><v></v></c>', ""),
    ('<c t="str"><f>""</f></c>', NOT_COMPUTED),
    ("<c><f>1+1</f><v></v></c>", NOT_COMPUTED),
    ("<c><f>1+1</f><v/></c>", NOT_COMPUTED),
    ("<c><f>1+1</f></c>", NOT_COMPUTED),
    ('<c><f t="shared" si="0"/><v>2</v></c>', 2.0),
    ('<c><f t="array" ref="A1">A2&gt;3</f><v>2</v></c>', 2.0),
    ('<c t="str"><f>"a"&amp;"b"</f><v>ab</v></c>', "ab"),
    ("<c><v></v></c>", None),
    ('<c t="inlineStr"><is><t>abc</t></is></c>', "abc"),
    ('<c t="inlineStr"><is><t xml:space="preserve"> abc </t></is></c>', " abc "),
    ('<c t="inlineStr"><is><t>a &amp; b &lt; c</t></is></c>', "a & b < c"),
    ('<c t="inlineStr"><is><r><rPr><b/></rPr><t>a</t></r><r><t> b</t></r></is></c>', "a b"),
    ('<c t="inlineStr"><is><t>日本</t><rPh sb="0" eb="1"><t>にほん</t></rPh></is></c>', "日本"),
    ('<c t="inlineStr"><is><t><![CDATA[<row r="1">]]></t></is></c>', '<row r="1">'),
    ('<c t="inlineStr"><is><t>a_x000D_\nb</t></is></c>', "a\r\nb"),
    ('<c t="d"><v>2026-03-03</v></c>', datetime(2026, 3, 3)),
    ('<c t="d"><v>2026-03-03T12:30:00Z</v></c>', datetime(2026, 3, 3, 12, 30)),
    ('<c s="99"><v>45000</v></c>', 45000.0),
)


@pytest.mark.parametrize(("cell", "value"), VALUES)
def test_a_cell_holds_what_people_see(cell: str, value: Raw) -> None:
    assert cells(cell)[0] == value
    assert cells(cell.replace("<c", '<c r="A1"', 1))[0] == value
    assert type(cells(cell)[0]) is type(value)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<t>a</t>", "a"),
        ('<t xml:space="preserve">\u00a0a \t</t>', "\u00a0a \t"),
        ("<t>\U0001f469\u200d\U0001f467 \u05d0</t>", "\U0001f469\u200d\U0001f467 \u05d0"),
        ("<r><t>a</t></r><r><t xml:space='preserve'> b</t></r>", "a b"),
        ("<t>日本</t><rPh sb='0' eb='1'><t>にほん</t></rPh><phoneticPr fontId='1'/>", "日本"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ("<t></t>", ""),
        ("", ""),
    ],
)
def test_a_shared_text_comes_out_as_typed(inside: str, text: str) -> None:
    assert cells('<c r="A1" t="s"><v>1</v></c>', strings=f"<si><t>x</t></si><si>{inside}</si>")[0] == text


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        ("_x000D_", "\r"),
        ("_x005F_x000D_", "_x000D_"),
        ("_xD83D__xDE00_", "\U0001f600"),
        ("_xD83D_", "\ufffd"),
        ("_x0000_", "\ufffd"),
        ("_x00_", "_x00_"),
        ("max_x", "max_x"),
    ],
)
def test_an_escape_stands_for_its_character(escaped: str, text: str) -> None:
    assert unescape(escaped) == text


# --- Numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", "number"),
        ("0.00", "number"),
        ("#,##0;[Red]-#,##0", "number"),
        ('0" dagen"', "number"),
        (r"0\d", "number"),
        ("_-* #,##0.00_-;_-* -#,##0.00_-", "number"),
        ("_d0*s", "number"),
        ("[$€-413] #,##0.00", "number"),
        ("0.00E+00", "number"),
        ("@", "number"),
        ("dd-mm-yyyy", "date"),
        (r"dd\-mm\-yyyy;@", "date"),
        ("[$-413]d mmmm yyyy;@", "date"),
        ("[h]:mm", "date"),
        ("[ss].0", "date"),
        ("[Red]0;dd-mm", "number"),
        ("YYYY", "date"),
        ('"dag" d', "date"),
        ("0%", "percentage"),
        ("[Green]0.0%;[Red]-0.0%", "percentage"),
        ('0"%"', "number"),
        (r"0\%", "number"),
    ],
)
def test_a_format_is_judged_as_excel_does(code: str, kind: str) -> None:
    assert format_kind(code) == kind


def test_built_in_formats_are_known() -> None:
    assert [number for number in range(60) if built_in_kind(number) == "percentage"] == [9, 10]
    dates = {14, 22, 27, 36, 45, 46, 47, 50, 58}
    assert {number for number in (0, 13, *dates, 23, 37, 44, 48, 49, 59) if built_in_kind(number) == "date"} == dates


@pytest.mark.parametrize(
    ("serial", "from_1904", "value"),
    [
        (1, False, datetime(1900, 1, 1)),
        (59, False, datetime(1900, 2, 28)),
        (60, False, CellError("29-2-1900")),
        (60.5, False, CellError("29-2-1900")),
        (61, False, datetime(1900, 3, 1)),
        (46084, False, datetime(2026, 3, 3)),
        (46084.520833333336, False, datetime(2026, 3, 3, 12, 30)),
        (0.75, False, datetime(1899, 12, 31, 18)),
        (44622, True, datetime(2026, 3, 3)),
        (0, True, datetime(1904, 1, 1)),
        (2958465, False, datetime(9999, 12, 31)),
        (2958465.9999999999, False, OUT_OF_RANGE),
        (2958466, False, OUT_OF_RANGE),
        (2957004, True, OUT_OF_RANGE),
        (-1, False, OUT_OF_RANGE),
        (1e300, False, OUT_OF_RANGE),
    ],
)
def test_a_serial_number_is_its_day(serial: float, from_1904: bool, value: Raw) -> None:
    assert moment(serial, from_1904=from_1904) == value


def test_the_style_of_a_cell_says_what_its_number_is() -> None:
    row = '<c r="A1" s="1"><v>46084</v></c><c r="B1" s="2"><v>0.5</v></c><c r="C1" s="3"><v>1</v></c>'
    styles = formats("dd-mm-yyyy", "0%", "0.0")
    assert cells(row, styles=styles) == (datetime(2026, 3, 3), Percentage(0.5), 1.0, None)
    later = workbook(properties='<workbookPr date1904="1"/>')
    assert cells(row, styles=styles, workbook=later)[0] == datetime(2030, 3, 4)


# --- Programs that write workbooks -----------------------------------------------------------------------------------

GRID: tuple[tuple[object, ...], ...] = (
    ("Deelnemer", " spaties ", "NBSP\u00a0", "emoji \U0001f600"),
    ("regel\nregel", "a\tb", "<&>\"'", "'=1+1"),
    (1, -2.5, 1e-9, 123456789012345),
    (True, False, None, "0612345678"),
    (datetime(2026, 3, 3), datetime(2026, 3, 3, 9, 41, 7), date(1904, 1, 2), time(8, 30)),
    ("", " ", "\u05e9\u05dc\u05d5\u05dd", "x" * 32_000),
)


def by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for number, row in enumerate(GRID, 1):
        for column, value in enumerate(row, 1):
            first_tab(book).cell(number, column, value)  # type: ignore[call-overload]
    return saved(book)


def first_tab(book: openpyxl.Workbook) -> Worksheet:
    tab = book.worksheets[0]
    assert isinstance(tab, Worksheet)
    return tab


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def by_xlsxwriter(**options: object) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, **options}) as book:
        sheet = book.add_worksheet()
        dated = book.add_format({"num_format": "dd-mm-yyyy hh:mm:ss"})
        for number, row in enumerate(GRID):
            for column, value in enumerate(row):
                if isinstance(value, date | time):
                    sheet.write_datetime(number, column, value, dated)
                else:
                    sheet.write(number, column, value)
    return stream.getvalue()


def oracle(value: object) -> Raw:
    """What openpyxl reads, in our nouns. Both programs leave an empty text out or write it as one."""
    if isinstance(value, time):
        return datetime.combine(date(1899, 12, 31), value)
    if isinstance(value, bool | str | datetime) or value is None:
        return value or (value if isinstance(value, bool) else None)
    return float(str(value))


@pytest.mark.parametrize(
    "write",
    [
        by_openpyxl,
        by_xlsxwriter,
        lambda: by_xlsxwriter(in_memory=False, constant_memory=True),
        lambda: by_xlsxwriter(date_1904=True),
    ],
    ids=["openpyxl", "xlsxwriter", "xlsxwriter inline", "xlsxwriter 1904"],
)
def test_a_workbook_reads_as_openpyxl_reads_it(write: Callable[[], bytes]) -> None:
    data = write()
    book = openpyxl.load_workbook(io.BytesIO(data))
    expected = {row[0].row: tuple(oracle(cell.value) for cell in row) for row in first_tab(book).iter_rows()}
    # A time alone is a part of the first day, and that day differs between the two ways of counting.
    if book.epoch == CALENDAR_MAC_1904:
        expected[5] = (*expected[5][:3], datetime(1904, 1, 1, 8, 30))
    read = {row: tuple(None if value == "" else value for value in values) for row, values in everything(data).items()}
    assert read == expected


def test_rich_text_merges_hidden_rows_and_formats_of_openpyxl_come_out() -> None:
    book = openpyxl.Workbook()
    sheet = first_tab(book)
    sheet.title = "Stappen"
    sheet["A1"] = CellRichText("een ", TextBlock(InlineFont(b=True), "twee"))
    sheet["B1"], sheet["C1"], sheet["D1"] = 0.25, "=1+1", "#REF!"
    sheet["B1"].number_format = "0%"
    sheet["D1"].data_type = "e"
    sheet["A3"] = "onder"
    sheet.row_dimensions[3].hidden = True
    sheet.merge_cells("A5:B6")
    sheet.merge_cells("C1:C2")
    book.create_sheet("Verborgen").sheet_state = "hidden"
    book.create_chartsheet("Grafiek")
    with Package(saved(book), "proef.xlsx") as package:
        first, second = package.heads()
        rows = dict(package.rows(0, (3, 0)))
        assert [(sheet.name, sheet.hidden) for sheet in package.sheets] == [("Stappen", False), ("Verborgen", True)]
        assert list(package.hidden_rows(0)) == [3]
    assert first.rows == (("een twee", Percentage(0.25), NOT_COMPUTED, CellError("#REF!")), (), ("onder",))
    assert set(first.merges) == {(4, 0, 5, 1), (0, 2, 1, 2)}
    assert (rows[1], rows[3]) == ((CellError("#REF!"), "een twee"), (None, "onder"))
    assert (second.title, second.rows, second.merges) == ("Verborgen", (), ())


# --- Dialects --------------------------------------------------------------------------------------------------------


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40), max_size=6),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_text_goes_through_unchanged(texts: list[str], inline: bool) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": not inline, "constant_memory": inline}) as book:
        sheet = book.add_worksheet()
        for number, text in enumerate(texts):
            sheet.write_string(number, 0, text)
    read = everything(stream.getvalue(), [0])
    assert [read.get(number, (None,))[0] or "" for number in range(1, len(texts) + 1)] == texts


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: text.replace(MAIN, STRICT),
        lambda text: re.sub("<(/?)(?=[a-z])", r"<\1x:", text).replace("xmlns=", "xmlns:x="),
        lambda text: text.replace("><", ">\r\n  <"),
        lambda text: text.replace('"', "'"),
        lambda text: text.replace("<row ", '<row spans="1:2" xmlns:y="urn:y" y:dyDescent="0.25" '),
        lambda text: text.replace(' r="1"', "").replace(' r="2"', "").replace(' r="A2"', ""),
        lambda text: text.replace('"A', '"a').replace('"B', '"b'),
        lambda text: text.replace("</row>", "</row><!-- </row> -->"),
        lambda text: text.replace("<sheetData>", "<!--<sheetData>--><sheetData >"),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("</row>", "</row><row r='9'>" + "<c/>" * 16_000 + "</row>", 1).replace("'9'", '"9"'),
    ],
)
def test_every_dialect_reads_the_same(change: Callable[[str], str | bytes]) -> None:
    plain = worksheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>é</t></is></c><c r="B1"><v>1</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>2</v></c><c r="B2" t="b"><v>1</v></c></row>',
        after='<mergeCells count="1"><mergeCell ref="A2:B3"/></mergeCells>',
    )
    data = zipped(parts(change(plain)))
    read = {row: values for row, values in everything(data, (0, 1)).items() if any(values)}
    assert read == {1: ("é", 1.0), 2: (2.0, True)}
    assert head(data).merges == ((1, 0, 2, 1),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"),
        ("worksheets/sheet1.xml", "../xl/worksheets/./sheet1.xml"),
        ("worksheets/sheet1.xml", "Worksheets/Sheet1.XML"),
        ("worksheets/sheet1.xml", "worksheets\\sheet1.xml"),
        ("worksheets/sheet1.xml", "worksheets/sheet%31.xml"),
        (TYPES, "http://purl.oclc.org/ooxml/officeDocument/relationships"),
    ],
)
def test_a_part_is_found_however_its_path_is_written(old: str, new: str) -> None:
    members = parts(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    wiring = members["xl/_rels/workbook.xml.rels"]
    assert isinstance(wiring, str)
    assert everything(zipped({**members, "xl/_rels/workbook.xml.rels": wiring.replace(old, new)}), [0]) == {1: (1.0,)}


def test_links_to_other_workbooks_and_macros_are_left_alone() -> None:
    members = parts(worksheet('<row r="1"><c r="A1"><v>1</v></c></row>'))
    members["xl/vbaProject.bin"] = b"\0macro"
    members["xl/_rels/workbook.xml.rels"] = relations(
        ("worksheet", "worksheets/sheet1.xml"),
        ("externalLink", "file:///elders.xlsx"),
        ("vbaProject", "vbaProject.bin"),
    ).replace('elders.xlsx"', 'elders.xlsx" TargetMode="External"')
    assert everything(zipped(members), [0]) == {1: (1.0,)}


def test_rows_and_cells_without_numbers_stand_where_they_come() -> None:
    rows = (
        '<row r="4"><c/><c><v>1</v></c></row>'
        '<row><c r="C5"><v>2</v></c><c><v>3</v></c></row>'
        '<row><c r="A8"><v>4</v></c></row>'
    )
    assert everything(zipped(parts(worksheet(rows)))) == {
        4: (None, 1.0, None, None),
        5: (None, None, 2.0, 3.0),
        8: (4.0, None, None, None),
    }


def test_a_head_is_at_most_twenty_rows_with_blank_ones_between() -> None:
    rows = "".join(f'<row r="{row}"><c r="B{row}"><v>{row}</v></c></row>' for row in (3, 20, 21, LAST_ROW))
    found = head(zipped(parts(worksheet(rows)))).rows
    assert len(found) == 20
    assert (found[0], found[2], found[19]) == ((), (None, 3.0), (None, 20.0))


def test_a_column_that_was_not_asked_is_never_looked_up() -> None:
    row = '<row r="1"><c r="A1" t="s"><v>7</v></c><c r="B1"><v>geen getal</v></c><c r="C1"><v>3</v></c></row>'
    for rows in (row, f"<!-- x -->{row}"):
        assert everything(zipped(parts(worksheet(rows))), [2]) == {1: (3.0,)}


# --- Bytes that are no workbook, or mean harm -------------------------------------------------------------------------


def refused(data: bytes) -> SheetError:
    """The error in which reading the whole of a package ends."""
    with pytest.raises(SheetError) as caught:
        whole(data)
    return caught.value


def whole(data: bytes) -> list[Rows]:
    """Heads and rows of all tabs."""
    with Package(data, "proef.xlsx") as package:
        package.heads()
        return [dict(package.rows(sheet.index, range(6))) for sheet in package.sheets]


DOCTYPES = (
    '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "<!DOCTYPE x>",
)


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("path", ["_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_a_document_type_is_refused_in_every_part(doctype: str, path: str) -> None:
    members = parts(worksheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'), strings="<si><t>a</t></si>")
    members[path] = str(members[path]).replace(DECLARATION, DECLARATION + doctype)
    assert "beschadigd" in refused(zipped(members)).what


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="0"><c r="A0"><v>1</v></c></row>',
        f'<row r="{LAST_ROW + 1}"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row><!-- x -->',
        '<row r="1">' + "<c/>" * 16_385 + "</row>",
        '<row r="1"><c r="A1" t="s"><v>5</v></c></row>',
        '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>',
        '<row r="1"><c r="A1"><v>drie</v></c></row>',
        '<row r="1"><c r="A1"><v>1_000</v></c></row>',
        '<row r="1"><c r="A1" t="zzz"><v>1</v></c></row>',
        '<row r="1"><c r="1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</row>',
        '<row r="1"><c r="A1" t="str"><v>&onbekend;</v></c></row>',
        '<row r="1"><c r="A1" t="str"><v>\x01</v></c></row>',
    ],
)
def test_a_sheet_that_breaks_the_rules_is_called_damaged(rows: str) -> None:
    assert "beschadigd" in refused(zipped(parts(worksheet(rows), strings="<si><t>a</t></si>"))).what


@pytest.mark.parametrize(
    "sheet",
    [
        worksheet(" " * 40_000_000),
        worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>' + "a" * 6_000_000 + "</t></is></c></row>"),
        worksheet("<row><c>" * 60),
        worksheet("<row " + " ".join(f'a{number}=""' for number in range(200_000)) + "/>"),
        worksheet('<row r="1"><c r="A1"><v>' + "<v>" * 1_000),
        worksheet("".join(f"<a{number}/>" for number in range(20_000))),
        worksheet("".join(f'<row xmlns:y="y{number}"/>' for number in range(510_000))),
        worksheet("", "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 100_010))),
    ],
    ids=["blown up", "long text", "deep rows", "long tag", "deep values", "many names", "many spaces", "many merges"],
)
def test_what_would_take_too_much_is_refused(sheet: str) -> None:
    assert "te groot" in refused(zipped(parts(sheet))).what


def test_more_styles_than_any_workbook_has_are_refused() -> None:
    styles = f"<cellXfs>{'<xf/>' * 100_001}</cellXfs>"
    assert "te groot" in refused(zipped(parts(worksheet(""), styles=styles))).what


def test_a_list_of_members_without_end_is_refused_before_it_is_read() -> None:
    data = zipped(parts(worksheet("")))
    end = data.rindex(b"PK\5\6")
    (begin,) = struct.unpack("<I", data[end + 16 : end + 20])
    members = data[begin:end] * 9_000
    record = data[end : end + 12] + struct.pack("<II", len(members), begin) + b"\0\0"
    assert "te groot" in refused(data[:begin] + members + record).what


@pytest.mark.parametrize(("claimed", "words"), [(1_000, "beschadigd"), (2_000_000_000, "te groot")])
def test_a_member_that_lies_about_its_size_is_counted_as_it_unpacks(claimed: int, words: str) -> None:
    sheet = worksheet(" " * 40_000_000)
    data = zipped(parts(sheet))
    size = struct.pack("<I", len(sheet))
    assert data.count(size) == 2
    assert words in refused(data.replace(size, struct.pack("<I", claimed))).what


def test_a_zip_with_something_else_in_it_says_what_it_holds() -> None:
    with pytest.raises(NoWorkbook) as caught:
        Package(zipped({"Brief.TXT": "x"}), "proef.xlsx")
    assert caught.value.paths == {"brief.txt"}


def sample() -> bytes:
    """A small workbook with something of everything."""
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>{row % 3}</v></c><c r="B{row}" s="1"><v>{46000 + row}</v></c>'
        f'<c r="C{row}" t="inlineStr"><is><t>a &amp; {row}</t></is></c></row>'
        for row in range(1, 40)
    )
    merged = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    strings = "<si><t>een</t></si><si><r><t>tw</t></r><r><t>ee</t></r></si><si><t>drie</t></si>"
    return zipped(parts(worksheet(rows, merged), strings=strings, styles=formats("dd-mm-yyyy")))


@pytest.mark.parametrize("part", range(1, 20))
def test_a_workbook_that_was_cut_off_is_refused(part: int) -> None:
    data = sample()
    refused(data[: len(data) * part // 20])


@pytest.mark.parametrize("seed", range(200))
def test_whatever_happens_to_the_bytes_there_are_rows_or_two_sentences(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(sample())
    if seed % 2:
        # Stored members reach the XML behind the checksum of the archive, which would catch most other changes.
        data = bytearray(restored(bytes(data), chance))
    for _ in range(chance.randint(1, 6)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    assert outcome(bytes(data)) in ("rows", "error", "something else")


def outcome(data: bytes) -> str:
    """How reading ends; anything but these three escapes as a traceback and fails the test."""
    try:
        whole(data)
    except SheetError as error:
        return "error" if error.what and error.advice and error.__suppress_context__ else "a traceback below it"
    except NoWorkbook:
        return "something else"
    return "rows"


def restored(data: bytes, chance: random.Random) -> bytes:
    """The same workbook with flipped bits inside its parts, and checksums that agree with them."""
    members: dict[str, str | bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for path in archive.namelist():
            content = bytearray(archive.read(path))
            for _ in range(chance.randint(0, 3)):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            members[path] = bytes(content)
    return zipped(members)
