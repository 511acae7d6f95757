"""One cell comes out of a package as people see it: text, number, date, percentage, error."""

from datetime import datetime

import pytest

from tests.sheet.packages import cells, formats, workbook
from tracker.model import CellError, Percentage, Raw
from tracker.sheet.ooxml import NOT_COMPUTED, OUT_OF_RANGE, built_in_kind, format_kind, moment, unescape

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
    ('<c t="inlineStr"><is><t>a &amp; b &lt;&gt;&quot;&apos; &amp;amp;</t></is></c>', "a & b <>\"' &amp;"),
    ('<c t="inlineStr"><is><t>&#233;&#10;&#x1F600;</t></is></c>', "é\n\U0001f600"),
    ('<c t="inlineStr"><is><t>a\r\nb\n\tc</t></is></c>', "a\nb\n\tc"),
    ('<c t="inlineStr"><is><r><rPr><b/></rPr><t>a</t></r><r><t> b</t></r></is></c>', "a b"),
    ('<c t="inlineStr"><is><t>日本</t><rPh sb="0" eb="1"><t>にほん</t></rPh></is></c>', "日本"),
    ('<c t="inlineStr"><is><t><![CDATA[<row r="1">]]></t></is></c>', '<row r="1">'),
    ('<c t="inlineStr"><is><t>a_x000D_\nb</t></is></c>', "a\r\nb"),
    ('<c t="d"><v>2026-03-03</v></c>', datetime(2026, 3, 3)),
    ('<c t="d"><v>2026-03-03T12:30:00Z</v></c>', datetime(2026, 3, 3, 12, 30)),
    ('<c t="d"><v>2026-02-30</v></c>', CellError("2026-02-30")),
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
