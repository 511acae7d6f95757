"""What must hold for any sheet."""

from copy import deepcopy
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as some

from tests.google import dimensions
from tests.google.errors import Json
from tests.google.formulas import Sums
from tests.google.locales import ENGLISH, moment, serial
from tests.google.ranges import Area, column_of, letters
from tests.google.sheet import filled_tabs
from tests.google.spreadsheet import Spreadsheet
from tests.google.typing_in import typed
from tests.google.values import read, write

SAFE_TEXT = some.text(min_size=1, max_size=20)
SHAPES = some.lists(some.lists(some.none() | some.just("x"), max_size=6), min_size=1, max_size=6)


@given(some.lists(some.lists(SAFE_TEXT, min_size=1, max_size=5), min_size=1, max_size=8))
def test_raw_text_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    book = Spreadsheet("x", "x", tabs=filled_tabs({"Blad": []}))
    write(book, Area(0, 0, 1, 0, 1), rows, "RAW")
    assert read(book, Sums(book), Area(0), {"valueRenderOption": "FORMULA"})["values"] == rows


@given(SHAPES, some.booleans(), some.integers(0, 7), some.integers(1, 4))
def test_what_is_put_in_and_taken_out_again_leaves_the_sheet_as_it_was(
    rows: list[list[str | None]], down: bool, at: int, count: int
) -> None:
    book = Spreadsheet("x", "x", tabs=filled_tabs({"Blad": rows}))
    tab = book.tabs[0]
    tab.ranges["merges"] = [{"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 2}]
    merges: list[Json] = deepcopy(tab.ranges["merges"])
    before = list(tab.filled(Area(0)))
    dimensions.insert(book, tab, down, at, at + count)
    dimensions.delete(book, tab, down, at, at + count)
    assert list(tab.filled(Area(0))) == before
    assert (tab.ranges["merges"], tab.row_count, tab.column_count) == (merges, 1000, 26)


@given(SHAPES, some.integers(0, 5), some.integers(0, 6))
def test_moving_a_column_loses_nothing(rows: list[list[str | None]], at: int, to: int) -> None:
    tab = filled_tabs({"Blad": rows})[0]
    count = len(list(tab.filled(Area(0))))
    dimensions.move(tab, False, at, at + 1, to)
    assert len(list(tab.filled(Area(0)))) == count


@given(some.integers(0, 18277))
def test_every_column_has_a_name_of_its_own(index: int) -> None:
    assert column_of(letters(index)) == index


@given(some.dates())
def test_a_serial_number_stands_for_one_date(day: date) -> None:
    found = moment(serial(day))
    assert found is not None
    assert found.date() == day


@settings(max_examples=200)
@given(some.text(max_size=30))
def test_anything_can_be_typed(text: str) -> None:
    value, _ = typed(text, ENGLISH)
    assert len(value) == 1
