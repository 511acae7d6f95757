"""A sheet that asks more than any that people keep is refused in two sentences that say where to look."""

import random

import pytest

from tests.builders import Cells, Typed, intake, reading_of, rules, tabs
from tests.conftest import WHOLE
from tracker.errors import SheetError
from tracker.intake.effort import MOST_NAMES, MOST_REFUSED, MOST_ROWS, MOST_SEARCHED
from tracker.intake.names import MOST_COMPARED, Near
from tracker.intake.read import read_sheet


def refused(title: str, rows: Cells) -> SheetError:
    sheet = [*(one for one in tabs() if one.title != title), Typed(title, list(rows))]
    with pytest.raises(SheetError) as caught:
        read_sheet(reading_of(sheet), rules())
    return caught.value


def test_more_cells_that_cannot_be_read_than_anyone_can_mend_name_the_column() -> None:
    rows = [["Deelnemer", "Stap", "Start"], *[["D-001", "stage", "ooit"]] * (MOST_REFUSED + 1)]
    error = refused("Stappen", rows)
    assert "Meer dan 100.000 cellen" in error.what
    assert "tabblad Stappen, kolom Start" in error.advice


@pytest.mark.proof
@pytest.mark.skipif(not WHOLE, reason="a hundred thousand rows with a remark each take their time")
def test_dates_that_are_text_are_remarks_and_no_reason_to_stop() -> None:
    rows = [["Deelnemer", "Stap", "Start"], *[["D-001", "opleiding", "3-3-2025"]] * (MOST_REFUSED + 1)]
    found = intake({"Stappen": rows})
    assert found.tabs["steps"].count.stored == MOST_REFUSED + 1


def test_megabytes_of_digits_in_a_column_of_names_stop_the_walk() -> None:
    chance = random.Random(1)
    rows = [[f"Partner {chance.randrange(10**40):040}"] for _ in range(MOST_SEARCHED // 48 + 1)]
    assert "te veel tekst met cijfers" in refused("Partners", [["Partner"], *rows]).what


def test_a_tab_that_is_not_about_people_has_no_more_rows_than_there_are_organisations() -> None:
    rows = [["Partner"], *[[f"Partner {number}"] for number in range(MOST_ROWS + 1)]]
    error = refused("Partners", rows)
    assert "tabblad Partners" in error.what
    assert "100.000" in error.what


def test_other_names_of_partners_are_counted_over_all_partners() -> None:
    letters = "".join(map(chr, range(0x4E00, 0x4E00 + 150)))
    names = [";".join(f"{chr(0x5000 + row)}{letter}" for letter in letters) for row in range(MOST_NAMES // 150 + 1)]
    rows = [["Partner", "Andere schrijfwijzen"], *[[f"Partner {at}", one] for at, one in enumerate(names)]]
    assert "schrijfwijzen" in refused("Partners", rows).what


def test_the_same_other_names_in_every_row_are_counted_too() -> None:
    rows = [["Partner", "Andere schrijfwijzen"], *[[f"Partner {at}", "a;b;c;d;e;f"] for at in range(MOST_NAMES // 5)]]
    assert "schrijfwijzen" in refused("Partners", rows).what


def test_people_may_be_as_many_as_they_are() -> None:
    rows = [["Deelnemer"], *[[f"{'ABC'[number // 40_000]}-{number % 40_000:03}"] for number in range(MOST_NAMES + 1)]]
    assert intake({"Deelnemers": rows}).tabs["participants"].count.stored == MOST_NAMES + 1


def test_suggestions_stop_sooner_when_there_are_more_names_to_choose_from() -> None:
    names = [f"naam {number}" for number in range(MOST_COMPARED // 2)]
    near = Near([*names, "zorg voorbeeld"])
    assert [near.suggestion("zorg voorbeeldt") for _ in range(2)] == ["zorg voorbeeld", None]
