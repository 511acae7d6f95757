"""Rows stand where their sheet puts them, in whatever dialect it is written."""

import re
from collections.abc import Callable

import pytest

from tests.sheet.packages import MAIN, STRICT, TYPES, everything, head, parts, relations, worksheet, zipped
from tracker.sheet.ooxml import LAST_ROW


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


def test_a_row_without_a_number_follows_the_one_before_it_in_either_lane() -> None:
    rows = '<row r="5"><c r="A5"><v>1</v></c></row><row><c><v>2</v></c></row>'
    assert everything(zipped(parts(worksheet(rows))), [0]) == {5: (1.0,), 6: (2.0,)}


def test_rows_in_a_comment_or_of_another_namespace_are_no_rows() -> None:
    row = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'
    hidden = "<!--" + "".join(map(row.format, (2, 3, 4))) + "-->"
    foreign = row.format(6).replace('<row r="6"', '<row r="6" xmlns="urn:x"')
    assert everything(zipped(parts(worksheet(row.format(1) + hidden + row.format(5) + foreign))), [0]) == {
        1: (1.0,),
        5: (5.0,),
    }
    assert everything(zipped(parts(worksheet(row.format(1) + foreign))), [0]) == {1: (1.0,)}


@pytest.mark.parametrize("extra", range(0, 40, 3))
def test_a_row_longer_than_a_chunk_reads_like_any_other(extra: int) -> None:
    long = (
        f'<row r="2"><c r="A2" t="str"><v>é{"a" * extra}</v></c>'
        + '<c r="XFD2" t="str"><v>éé</v></c>' * 30_000
        + "</row>"
    )
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + long + '<row r="3"><c r="A3"><v>3</v></c></row>'
    assert everything(zipped(parts(worksheet(rows))), [0]) == {1: (1.0,), 2: ("é" + "a" * extra,), 3: (3.0,)}


def test_a_head_is_at_most_twenty_rows_with_blank_ones_between() -> None:
    rows = "".join(f'<row r="{row}"><c r="B{row}"><v>{row}</v></c></row>' for row in (3, 20, 21, LAST_ROW))
    found = head(zipped(parts(worksheet(rows)))).rows
    assert len(found) == 20
    assert (found[0], found[2], found[19]) == ((), (None, 3.0), (None, 20.0))


def test_a_column_that_was_not_asked_is_never_looked_up() -> None:
    row = '<row r="1"><c r="A1" t="s"><v>7</v></c><c r="B1"><v>geen getal</v></c><c r="C1"><v>3</v></c></row>'
    for rows in (row, f"<!-- x -->{row}"):
        assert everything(zipped(parts(worksheet(rows))), [2]) == {1: (3.0,)}
