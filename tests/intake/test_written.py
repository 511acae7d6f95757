"""A stored value becomes again what a person would have typed, and reading that gives the value back."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.builders import intake
from tracker.columns import BY_NAME
from tracker.intake.written import Written, written, written_row
from tracker.model import Participant, Partner, Value

CELLS: list[tuple[str, str, Value, Written]] = [
    ("participants", "code", "D-001", "D-001"),
    ("participants", "own_goal", "paid_work", "betaald werk"),
    ("participants", "needs", ("vervoer", "minder uren"), "vervoer; minder uren"),
    ("participants", "needs", (), None),
    ("participants", "registered_by", "self", "zelf"),
    ("participants", "registered_by", "Zorg Voorbeeld", "Zorg Voorbeeld"),
    ("participants", "registered_on", date(2026, 3, 3), date(2026, 3, 3)),
    ("participants", "registered_on", None, None),
    ("steps", "hours", 24.0, 24),
    ("steps", "hours", 12.5, 12.5),
    ("steps", "as_expert", True, "ja"),
    ("steps", "as_expert", False, "nee"),
    ("partners", "other_names", ("ZVB", "Zorg V."), "ZVB; Zorg V."),
    ("partners", "other_names", (), None),
    ("targets", "amount", "250", 250),
    ("targets", "amount", "100%", "100%"),
]


@pytest.mark.parametrize(("tab", "field", "value", "cell"), CELLS)
def test_a_value_becomes_what_a_person_would_have_typed(tab: str, field: str, value: Value, cell: Written) -> None:
    found = written(BY_NAME[tab].column(field), value)
    assert (found, type(found)) == (cell, type(cell))


def test_a_row_has_a_cell_for_each_column_and_none_in_those_for_people_only() -> None:
    tab = BY_NAME["participants"]
    cells = dict(
        zip([column.heading for column in tab.columns], written_row(tab, Participant(code="D-001")), strict=True)
    )
    assert cells["Deelnemer"] == "D-001"
    assert [heading for heading, cell in cells.items() if cell is not None] == ["Deelnemer"]


def test_what_was_written_is_read_back_as_it_was() -> None:
    one = Partner(
        name="Zorg Elders", sector="care", joined_on=date(2020, 1, 1), other_names=("ZE", "Elders"), visible=False
    )
    tab = BY_NAME["partners"]
    cells: list[Any] = [_as_cell(cell) for cell in written_row(tab, one)]
    found = intake({"Partners": [[column.heading for column in tab.columns], cells]})
    assert [sighting.record for sighting in found.tabs["partners"].sightings] == [one]


def _as_cell(cell: Written) -> object:
    """As a sheet would hold it: days as moments, numbers as fractions."""
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    return float(cell) if isinstance(cell, int) else cell
