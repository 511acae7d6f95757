"""What the benchmark of growth is made of: the power with which a cost grows, and a sheet in which one cell changed."""

from pathlib import Path

import pytest

from bench.growth import change_one_cell, growth
from sample_sheets.write import write_programme
from tests.conftest import Run

SIZES = (250, 2_500, 25_000, 250_000)


@pytest.mark.parametrize(("seconds", "power", "ratio"), [(1e-4, 1, 10.09), (1e-6, 2, 100)])
def test_the_power_is_found_under_what_starting_takes(seconds: float, power: int, ratio: float) -> None:
    costs = {people: 0.6 + seconds * people**power for people in SIZES}
    found, last = growth(costs)
    assert found == pytest.approx(power, abs=0.07)
    assert last == pytest.approx(ratio, rel=0.01)


def test_a_difference_as_small_as_that_between_two_starts_says_nothing() -> None:
    assert growth({250: 1.1, 2_500: 1.2, 25_000: 2.7}) == (None, None)
    assert growth({}) == (None, None)


def test_in_the_other_sheet_one_cell_is_changed(ew: Run, tmp_path: Path) -> None:
    sheet, edited = tmp_path / "blad.xlsx", tmp_path / "anders.xlsx"
    write_programme(sheet, people=12)
    change_one_cell(sheet, edited)
    assert ew("sync", sheet, "--json").code == 0
    edited.replace(sheet)
    assert ew("sync", sheet, "--json").json["changes"] == {"new": 0, "changed": 1, "gone": 0, "stale": 0}
