"""A value that is not valid for its column gets a finding that names its cell, in every column of every tab."""

from collections.abc import Mapping
from datetime import datetime

import pytest

from tests.builders import Typed, reading_of, rules, tabs
from tests.intake.every_tab import EVERY_TAB
from tracker.columns import TABS, Kind
from tracker.intake.findings import KINDS
from tracker.intake.layout import cell_name
from tracker.intake.read import read_sheet
from tracker.model import CellError, Percentage, Raw

_NO_DATE: tuple[Raw, ...] = ("eind maart", "31-2-2025", "3/13/2025", "1-1-1950", "1-1-2206", 46_084.0, True, "?", "12")
_NO_NAME: tuple[Raw, ...] = ("x" * 81, datetime(2025, 3, 3), True, Percentage(0.5))
_NO_NUMBER: tuple[Raw, ...] = ("veel", "12 of 13", "1e3", datetime(2025, 3, 3), True, -1.0, float("nan"), "?")
_NO_CHOICE: tuple[Raw, ...] = ("iets heel anders", 12.0, True, datetime(2025, 3, 3), "?")
_NO_COUNT = (*_NO_NUMBER, 1.5, 1e9)

WRONG: Mapping[Kind, tuple[Raw, ...]] = {
    Kind.CODE: ("Jan", "DDDD-1", "D-1234567", 12.0, True, datetime(2025, 3, 3), "D 1 2", "-"),
    Kind.DATE: _NO_DATE,
    Kind.PAST_DATE: (*_NO_DATE, datetime(2026, 11, 2), "2-11-2026"),
    Kind.NAME: (*_NO_NAME, "D-001 doet mee"),
    Kind.TEXT: ("x" * 501, datetime(2025, 3, 3), True, "vraag het D-001"),
    Kind.CHOICE: _NO_CHOICE,
    Kind.CHOICES: _NO_CHOICE,
    Kind.PARTNER: ("Nergens BV", "Zorg Voorbeeldt", 12.0, True),
    Kind.SPELLINGS: ("x" * 81, datetime(2025, 3, 3), True, "ab;" * 700, "ZV; D-001"),
    Kind.YES_NO: ("misschien", 1.0, datetime(2025, 3, 3), "ja en nee"),
    Kind.HOURS: (*_NO_NUMBER, 61.0, "16 uur per dag"),
    Kind.COUNT: _NO_COUNT,
    Kind.SCORE: (*_NO_COUNT, 0.0, 6.0),
    Kind.AMOUNT: ("de helft", "120%", Percentage(1.2), Percentage(-0.1), *_NO_COUNT),
    Kind.FIGURE: ("iedereen blij", 12.0, True),
    Kind.GRANT: ("Subsidie Nergens", 12.0, True),
    Kind.EMAIL: ("naam", "a@b", "a@b.nl, c@d.nl", 12.0, True, f"{'a' * 300}@b.nl"),
}
ALWAYS: tuple[Raw, ...] = (CellError("#REF!"), CellError("Loading..."), "#N/B", "Laden...")
"""Wrong in every column."""


def test_every_kind_of_column_has_its_wrong_values() -> None:
    assert WRONG.keys() == {column.kind for tab in TABS for column in tab.read_columns}


COLUMNS = [(tab.title, column.heading, column.kind) for tab in TABS for column in tab.read_columns]


@pytest.mark.parametrize(("title", "heading", "kind"), COLUMNS, ids=str)
def test_a_value_that_is_not_valid_for_its_column_is_refused_and_named_by_its_cell(
    title: str, heading: str, kind: Kind
) -> None:
    silent = []
    for value in (*WRONG[kind], *ALWAYS):
        sheet, cell = _with(title, heading, value)
        found = read_sheet(reading_of(sheet), rules()).findings
        codes = {one.code for one in found if one.tab == title and one.cell == cell}
        if not any(KINDS[code].refuses for code in codes) and "datum_in_de_toekomst" not in codes:
            silent.append((value, cell, codes))
    assert silent == []


def _with(title: str, heading: str, value: Raw) -> tuple[list[Typed], str]:
    """The good sheet with another value in the last row in which this column is filled, and the name of that cell."""
    sheet = tabs(good=EVERY_TAB)
    place = next(at for at, one in enumerate(sheet) if one.title == title)
    cells = [list(row) for row in sheet[place].rows]
    column = cells[0].index(heading)
    filled = [at for at, row in enumerate(cells) if at and row[column] is not None]
    row = filled[-1] if filled else 1
    cells[row][column] = value
    sheet[place] = Typed(title, cells)
    return sheet, cell_name(row + 1, column)
