"""What programs write, our reader finds: the workbooks of openpyxl and XlsxWriter."""

import io
from collections.abc import Callable
from datetime import date, datetime, time

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.sheet.packages import everything, first_tab, saved
from tracker.model import CellError, Percentage, Raw
from tracker.sheet.ooxml import NOT_COMPUTED, Package

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
