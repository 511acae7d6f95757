"""Bytes that are no workbook, that are damaged or that mean harm end in two sentences."""

import io
import random
import struct
import zipfile
from collections.abc import Callable
from functools import partial

import pytest

from tests.sheet.packages import DECLARATION, Rows, everything, formats, head, parts, workbook, worksheet, zipped
from tracker.errors import SheetError
from tracker.sheet.ooxml import LAST_ROW, NoWorkbook, Package
from tracker.sheet.ooxml.archive import Budget, TooLarge


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
    data = zipped(parts(worksheet(rows), strings="<si><t>a</t></si>"))
    assert "beschadigd" in refused(data).what
    with pytest.raises(SheetError, match="beschadigd"):
        everything(data)


def test_a_sheet_that_stops_halfway_gives_no_half_reading() -> None:
    whole_sheet = worksheet('<row r="1"><c r="A1"><v>1</v></c></row>' * 2)
    for end in ("</worksheet>", "</sheetData>", "</row></sheetData>"):
        with pytest.raises(SheetError, match="beschadigd"):
            everything(zipped(parts(whole_sheet[: whole_sheet.rindex(end)])))


@pytest.mark.parametrize(
    "sheet",
    [
        worksheet(" " * 40_000_000),
        worksheet('<row r="1"><c r="A1" t="inlineStr"><is><t>' + "a" * 6_000_000 + "</t></is></c></row>"),
        worksheet("<row><c>" * 60),
        worksheet("<row " + " ".join(f'a{number}=""' for number in range(200_000)) + "/>"),
        worksheet('<row r="1"><c r="A1"><v>' + "<v>" * 1_000),
        worksheet("<x/>" * 4_000_000),
        worksheet('<row a="' + "a" * 3_000_000 + '"/>'),
        worksheet("".join(f"<a{number}/>" for number in range(20_000))),
        worksheet("".join(f'<row xmlns:y="y{number}"/>' for number in range(210_000))),
        worksheet("", "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 100_010))),
    ],
    ids=[
        *("blown up", "long text", "deep rows", "many attributes", "deep values"),
        *("zip bomb", "long value", "many names", "many spaces", "many merges"),
    ],
)
def test_what_would_take_too_much_is_refused(sheet: str) -> None:
    assert "te groot" in refused(zipped(parts(sheet))).what


def test_a_larger_file_may_ask_for_more() -> None:
    merges = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 100_010))
    members = parts(worksheet("", merges))
    assert "te groot" in refused(zipped(members)).what
    members["xl/media/foto.jpeg"] = random.Random(1).randbytes(5_000_000)
    assert len(head(zipped(members)).merges) == 100_009


WORK: tuple[tuple[str, Callable[[Budget], None]], ...] = (
    ("cells", partial(Budget.tags, data=b"<v>1</v>" * 50_000)),
    ("rows", partial(Budget.rows, count=25_000)),
    ("elements", partial(Budget.xml, data=b"<c/>" * 34_000)),
    ("attributes", partial(Budget.xml, data=b' a=""' * 200_000)),
    ("lines", partial(Budget.xml, data=b"\n" * 400_000)),
)
"""Each is the work of some hundred thousand plain tags."""


@pytest.mark.parametrize("work", [work for _, work in WORK], ids=[name for name, _ in WORK])
def test_work_without_end_is_stopped_and_a_large_file_may_take_longer(work: Callable[[Budget], None]) -> None:
    def repeat(budget: Budget) -> None:
        for _ in range(200):
            work(budget)

    with pytest.raises(TooLarge):
        repeat(Budget(3 * 2**20))
    repeat(Budget(64 * 2**20))


def test_more_styles_than_any_workbook_has_are_refused() -> None:
    styles = f"<cellXfs>{'<xf/>' * 100_001}</cellXfs>"
    assert "te groot" in refused(zipped(parts(worksheet(""), styles=styles))).what


def test_a_part_that_only_describes_may_not_be_huge() -> None:
    huge = workbook() + "<!-- x -->" * 3_500_000
    assert "te groot" in refused(zipped(parts(worksheet(""), workbook=huge), zipfile.ZIP_STORED)).what


@pytest.mark.parametrize(("count", "length"), [(40, 60_000), (10_001, 5)])
def test_too_many_members_or_too_long_names_are_refused(count: int, length: int) -> None:
    members = {f"{number:0{length}}": "" for number in range(count)}
    assert "te groot" in refused(zipped({**parts(worksheet("")), **members})).what


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
