"""`ew nieuw --google`: an empty sheet gets everything; a used one only what it lacks."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.conftest import Run
from tests.google import Emulator, Fault, Sheet
from tests.google_desk import desk_of, small_sheet, use
from tracker.actions.furnishing import furnish
from tracker.columns import OWN_TITLES, TABS
from tracker.sheet.google_new import Furnished
from tracker.sheet.google_own import LISTS_ID, OWN_IDS

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
BASIC = ("Deelnemers", "Stappen", "Partners", "Plekken", "Doelen", "Toegang", "Keuzelijsten")
NOTHING = Furnished()


@pytest.fixture
def empty(google: Emulator) -> Sheet:
    sheet = google.new_sheet("Nieuw")
    google.share(sheet)
    return sheet


def fill(google: Emulator, sheet: Sheet, *, everything: bool = False) -> Furnished:
    return furnish(desk_of(google, sheet), everything=everything, now=NOW)


def typed(sheet: Sheet) -> dict[str, list[Any]]:
    """What people typed, by tab: values only."""
    return {
        tab.title: [
            (row, column, cell.entered)
            for row, line in enumerate(tab.rows)
            for column, cell in line.cells.items()
            if cell.entered
        ]
        for tab in sheet.book.tabs
        if tab.sheet_id not in {*OWN_IDS.values(), LISTS_ID}
    }


def test_an_empty_sheet_gets_the_basic_tabs_in_one_call(google: Emulator, empty: Sheet) -> None:
    fill(google, empty)
    assert set(BASIC) | set(OWN_TITLES) <= set(empty.titles)
    assert len(google.log.writes) == 1
    assert empty.grid("Deelnemers")[0][:4] == ["Deelnemer", "Naam", "Gemeente", "Aangemeld op"]
    assert empty.tab("Keuzes").hidden


def test_everything_means_every_tab_of_the_contract(google: Emulator, empty: Sheet) -> None:
    fill(google, empty, everything=True)
    assert {tab.title for tab in TABS} <= set(empty.titles)
    reading = desk_of(google, empty).read()
    assert {tab.tab for tab in reading.tabs} == {tab.name for tab in TABS}
    assert reading.findings == ()


def test_columns_have_notes_dropdowns_in_dutch_and_date_formats(google: Emulator, empty: Sheet) -> None:
    fill(google, empty)
    headings = empty.grid("Stappen")[0]
    letter = {heading: chr(65 + at) for at, heading in enumerate(headings)}
    kinds = empty.cell("Stappen", f"{letter['Stap']}2").validation
    partners = empty.cell("Stappen", f"{letter['Partner']}2").validation
    starts = empty.cell("Stappen", f"{letter['Start']}900")
    assert kinds
    assert [one["userEnteredValue"] for one in kinds["condition"]["values"]][:2] == ["opleiding", "stage"]
    assert kinds["strict"]
    assert "Kies een woord" in kinds["inputMessage"]
    assert partners
    assert partners["condition"]["type"] == "ONE_OF_RANGE"
    assert not partners["strict"]
    assert starts.number_format["type"] == "DATE"
    assert starts.validation
    assert [one["userEnteredValue"] for one in starts.validation["condition"]["values"]] == ["2000-01-01", "2100-12-31"]
    assert "Wat iemand doet" in empty.cell("Stappen", f"{letter['Stap']}1").note


def test_the_tabs_of_the_tracker_are_closed_to_others(google: Emulator, empty: Sheet) -> None:
    fill(google, empty)
    for title in (*OWN_TITLES, "Keuzes"):
        assert len(empty.tab(title).ranges["protectedRanges"]) == 1
    assert "protectedRanges" not in empty.tab("Deelnemers").ranges


def test_the_name_shows_beside_the_code_by_a_formula_of_the_sheet(google: Emulator, empty: Sheet) -> None:
    fill(google, empty)
    empty.put("Deelnemers", "A2", "D-001")
    empty.put("Deelnemers", "B2", "Roos Vlinder")
    empty.put("Stappen", "A2", "D-001")
    assert empty.grid("Stappen")[1][1] == "Roos Vlinder"


def test_twice_makes_nothing_twice(google: Emulator, empty: Sheet) -> None:
    fill(google, empty)
    before = typed(empty)
    google.log.clear()
    assert fill(google, empty) == NOTHING
    assert google.log.writes == ()
    assert typed(empty) == before


def test_what_was_taken_out_is_put_back_and_typed_cells_stay(google: Emulator, empty: Sheet) -> None:
    fill(google, empty)
    empty.put("Deelnemers", "A2", "D-001")
    empty.put("Deelnemers", "S2", "verhuisd")
    empty.put("Stappen", "A2", "D-001")
    empty.put("Stappen", "I2", date(2026, 3, 3))
    empty.delete_column("Deelnemers", "D")
    empty.delete_tab("Plekken")
    empty.delete_tab("Controle")
    before = typed(empty)
    done = fill(google, empty)
    assert done.made == ("Plekken", "Controle")
    assert done.added == ("Deelnemers: Aangemeld op",)
    after = typed(empty)
    for title, cells in before.items():
        assert [one for one in after[title] if one in cells] == cells
    assert empty.grid("Deelnemers")[0][-1] == "Aangemeld op"
    assert fill(google, empty) == NOTHING


def test_a_sheet_that_people_made_keeps_every_cell_and_gets_what_it_lacks(google: Emulator) -> None:
    sheet = small_sheet(google)
    sheet.put("Stappen", "J3", "los getypt, zonder kop")
    before = {title: sheet.grid(title) for title in sheet.titles}
    done = fill(google, sheet)
    assert "Deelnemers: Zoekt" in done.added
    for title, rows in before.items():
        now = sheet.grid(title)
        for row, cells in enumerate(rows):
            there = [cell for cell in cells if cell]
            assert [cell for cell in now[row] if cell in there] == there
    headings = sheet.grid("Stappen")[0]
    at = next(place for place, cell in enumerate(sheet.grid("Stappen")[2]) if cell == "los getypt, zonder kop")
    assert at >= len(headings) or not headings[at]
    reading = desk_of(google, sheet).read()
    assert len(next(tab for tab in reading.tabs if tab.tab == "steps").rows) == 2
    assert fill(google, sheet) == NOTHING


def test_a_tab_with_something_else_in_it_is_left_alone_and_named(google: Emulator, empty: Sheet) -> None:
    empty.add_tab("Plekken", [["parkeerplek", 12], ["zitplek", 4]])
    before = empty.grid("Plekken")
    done = fill(google, empty)
    assert done.left_alone == ("Plekken",)
    assert empty.grid("Plekken") == before


def test_an_empty_tab_with_the_right_name_is_used(google: Emulator, empty: Sheet) -> None:
    empty.rename("Blad1", "Deelnemers")
    fill(google, empty)
    assert empty.grid("Deelnemers")[0][0] == "Deelnemer"


@pytest.mark.parametrize("title", ["Blad1", "Sheet1"])
def test_the_empty_tab_of_a_new_sheet_becomes_the_first_of_ours(google: Emulator, empty: Sheet, title: str) -> None:
    empty.rename("Blad1", title)
    done = fill(google, empty, everything=True)
    assert empty.titles[0] == "Deelnemers" == done.made[0]
    assert title not in empty.titles
    assert done.added == ()
    assert empty.tab("Deelnemers").grid["frozenColumnCount"] == 2
    reading = desk_of(google, empty).read()
    assert reading.findings == ()
    assert reading.unreadable == {}


def _type(sheet: Sheet) -> None:
    sheet.put("Blad1", "C700", "een aantekening")


def _rename(sheet: Sheet) -> None:
    sheet.rename("Blad1", "Notities")


@pytest.mark.parametrize("use_it", [_type, _rename])
def test_a_first_tab_that_people_use_stays_as_it_is(
    google: Emulator, empty: Sheet, use_it: Callable[[Sheet], None]
) -> None:
    use_it(empty)
    before = empty.book.copied().tabs[0]
    fill(google, empty)
    assert empty.book.tabs[0] == before
    assert len(empty.titles) == 1 + len(BASIC) + 1 + len(OWN_TITLES)


def test_what_is_in_a_tab_that_is_not_ours_never_leaves_the_sheet(google: Emulator, empty: Sheet) -> None:
    _type(empty)
    asked: list[str] = []
    google.edits.before("ByDataFilter", lambda: asked.append("once"))
    fill(google, empty)
    assert asked == ["once"]
    assert "aantekening" not in repr(google.log.calls)


def test_what_is_typed_in_the_empty_tab_at_that_very_moment_moves_down(google: Emulator, empty: Sheet) -> None:
    google.edits.before("batchUpdate", lambda: empty.put("Blad1", "A1", "net getypt"))
    fill(google, empty)
    assert empty.grid("Deelnemers")[0][0] == "Deelnemer"
    assert empty.grid("Deelnemers")[1][0] == "net getypt"


def test_names_come_beside_the_codes_of_steps_that_are_there_already(google: Emulator) -> None:
    sheet = small_sheet(google)
    sheet.move_column("Stappen", "A", "C")
    before = sheet.grid("Stappen")
    done = fill(google, sheet)
    assert "Stappen: Naam" in done.added
    now = sheet.grid("Stappen")
    at = now[0].index("Deelnemer")
    assert now[0][at + 1] == "Naam"
    assert [row[at : at + 2] for row in now[1:3]] == [["D-001", "Roos Vlinder"], ["D-002", "Teun Beek"]]
    for row, cells in enumerate(before):
        assert [*now[row][: at + 1], *now[row][at + 2 : len(cells) + 1]] == cells
    assert fill(google, sheet) == NOTHING


def test_names_that_people_typed_beside_the_codes_stay(google: Emulator) -> None:
    sheet = small_sheet(google)
    sheet.insert_column("Stappen", "B", "Naam")
    sheet.put("Stappen", "B2", "Roosje")
    done = fill(google, sheet)
    assert "Stappen: Naam" not in done.added
    assert sheet.grid("Stappen")[1][1] == "Roosje"


def test_a_lost_answer_makes_nothing_twice(google: Emulator, empty: Sheet) -> None:
    google.faults.add(Fault.RESET_AFTER, "batchUpdate")
    fill(google, empty)
    assert len(empty.titles) == len(set(empty.titles)) == len(BASIC) + 1 + len(OWN_TITLES)
    assert fill(google, empty) == NOTHING


def test_the_command_fills_the_sheet_of_the_settings_and_the_first_sync_reads_it(
    ew: Run, google: Emulator, empty: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(google, empty, monkeypatch)
    first = ew("nieuw", "--google")
    assert first.code == 0
    assert "Deelnemers" in first.out
    assert "Er ontbrak niets" in ew("nieuw", "--google").out
    answer = ew("sync", "--json")
    assert answer.code == 0
    assert answer.json["status"] == "stored"


def test_without_a_sheet_the_command_says_what_it_needs(ew: Run) -> None:
    answer = ew("nieuw", "--google")
    assert answer.code == 2
    assert len(answer.err.strip().splitlines()) == 2
    assert ew("nieuw").code == 2
