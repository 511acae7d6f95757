"""Reading the shared sheet: two calls, allowed columns only, and every kind of cell as it was meant."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from tests.google import Call, Emulator, Fault, Sheet
from tests.google.sheet import Plain
from tests.google_desk import NEVER_READ, Hours, desk_of, small_sheet
from tracker.columns import TABS, Kind
from tracker.model import CellError, Percentage, Raw, Reading, TabReading
from tracker.sheet.google import sheet_id_from
from tracker.sheet.google_errors import GoogleError
from tracker.sheet.source import Desk
from tracker.sheet.workbook import Workbook


@pytest.fixture
def sheet(google: Emulator) -> Sheet:
    return small_sheet(google)


@pytest.fixture
def memory(google: Emulator, sheet: Sheet) -> str:
    """What is remembered after the headers were learnt."""
    desk = desk_of(google, sheet)
    desk.read()
    google.log.clear()
    return desk.memory


def tab_of(reading: Reading, name: str) -> TabReading:
    return next(tab for tab in reading.tabs if tab.tab == name)


def column(reading: Reading, name: str, field: str) -> list[Raw]:
    tab = tab_of(reading, name)
    return [row.values[tab.fields.index(field)] for row in tab.rows]


def asked_cells(calls: tuple[Call, ...], tab: str, below: int) -> set[int]:
    """The columns of which cells under a row were asked."""
    return {
        index
        for call in calls
        for one in call.asked
        if one.tab == tab and one.bottom > below
        for index in range(one.left, one.right)
    }


# --- Which calls, and what they ask -----------------------------------------------------------------------------------


def test_a_sheet_is_something_the_tracker_can_read_and_write(google: Emulator, sheet: Sheet) -> None:
    desk: Desk = desk_of(google, sheet)
    assert desk.name == sheet.id


def test_the_first_look_learns_the_headers_in_one_call_more(google: Emulator, sheet: Sheet) -> None:
    desk = desk_of(google, sheet)
    desk.read()
    assert [call.path.rpartition("/")[2].partition(":")[2] for call in google.log.reads] == [
        "",
        "getByDataFilter",
        "getByDataFilter",
    ]
    assert google.log.writes == ()


def test_every_later_look_takes_two_calls(google: Emulator, sheet: Sheet, memory: str) -> None:
    desk = desk_of(google, sheet, memory)
    assert len(desk.read().tabs) == 3
    assert (len(google.log.reads), desk.calls.read, desk.calls.write) == (2, 2, 0)


def test_names_remarks_and_unknown_columns_are_not_asked_for(google: Emulator, sheet: Sheet) -> None:
    sheet.insert_column("Deelnemers", "H", "Schoenmaat")
    sheet.put("Deelnemers", "H2", "achtendertig")
    desk = desk_of(google, sheet)
    desk.read()
    google.log.clear()
    desk_of(google, sheet, desk.memory).read()
    assert google.log.columns("Deelnemers", below=1) == ("A", "C", "D", "E", "F")
    assert google.log.columns("Stappen", below=1) == ("A", "B", "C", "D", "E", "F", "G")
    assert google.log.columns("Partners", below=1) == ("A", "B", "C", "D")
    answers = "".join(call.answer for call in google.log.calls)
    for word in (*NEVER_READ, "achtendertig"):
        assert word not in answers


def test_the_whole_sample_asks_nothing_but_the_columns_of_the_contract(google: Emulator) -> None:
    sheet = google.from_workbook(SAMPLE)
    google.share(sheet)
    desk = desk_of(google, sheet)
    desk.read()
    google.log.clear()
    desk_of(google, sheet, desk.memory).read()
    allowed = {tab.title: {one.heading for one in tab.columns if one.kind is not Kind.NEVER_READ} for tab in TABS}
    for title in sheet.titles:
        heads = sheet.grid(title)[0]
        asked = {str(heads[index]) for index in asked_cells(google.log.calls, title, 1) if index < len(heads)}
        assert asked <= allowed.get(title, set())
    assert asked_cells(google.log.calls, "Keuzes", 0) == set()


def test_a_tab_that_is_not_in_the_contract_is_never_asked_for(google: Emulator, sheet: Sheet) -> None:
    sheet.add_tab("Verjaardagen", [["Deelnemer", "Stap"], ["Roos", "taart"]])
    desk_of(google, sheet).read()
    assert asked_cells(google.log.calls, "Verjaardagen", 0) == set()


def test_what_a_header_read_brings_along_leaves_the_client_nowhere(google: Emulator, sheet: Sheet) -> None:
    desk = desk_of(google, sheet)
    kept = repr(desk.read()) + desk.memory + repr(vars(desk))
    assert "Vlinder" in "".join(call.answer for call in google.log.calls)
    for word in NEVER_READ:
        assert word not in kept


def test_a_moved_column_is_found_and_what_it_brought_is_dropped(google: Emulator, sheet: Sheet, memory: str) -> None:
    before = desk_of(google, sheet, memory).read()
    sheet.move_column("Deelnemers", "B", before="E")
    google.log.clear()
    desk = desk_of(google, sheet, memory)
    reading = desk.read()
    assert "Vlinder" in "".join(call.answer for call in google.log.calls)
    for word in NEVER_READ:
        assert word not in repr(reading) + desk.memory + repr(vars(desk))
    for field in tab_of(before, "participants").fields:
        assert column(reading, "participants", field) == column(before, "participants", field)
    assert len(google.log.reads) == 3
    google.log.clear()
    desk_of(google, sheet, desk.memory).read()
    assert google.log.columns("Deelnemers", below=1) == ("A", "B", "C", "E", "F")


@pytest.mark.parametrize("letter", ["A", "B", "C", "F"])
def test_an_inserted_column_changes_nothing(google: Emulator, sheet: Sheet, memory: str, letter: str) -> None:
    before = desk_of(google, sheet, memory).read()
    sheet.insert_column("Deelnemers", letter, "Nieuw")
    reading = desk_of(google, sheet, memory).read()
    for field in tab_of(before, "participants").fields:
        assert column(reading, "participants", field) == column(before, "participants", field)


def test_rows_above_the_header_cost_one_call(google: Emulator, sheet: Sheet, memory: str) -> None:
    sheet.insert_row("Deelnemers", 1, ["Onze lijst"])
    sheet.insert_row("Deelnemers", 1)
    google.log.clear()
    reading = desk_of(google, sheet, memory).read()
    assert tab_of(reading, "participants").header_row == 3
    assert [row.number for row in tab_of(reading, "participants").rows] == [4, 5, 6]
    assert len(google.log.reads) == 3


def test_a_heading_typed_over_an_empty_column_is_noticed(google: Emulator, sheet: Sheet, memory: str) -> None:
    sheet.put("Deelnemers", "H1", "Zoekt")
    sheet.put("Deelnemers", "H2", "stage")
    reading = desk_of(google, sheet, memory).read()
    assert column(reading, "participants", "seeks") == ["stage", None, None]


def test_a_new_tab_is_noticed(google: Emulator, sheet: Sheet, memory: str) -> None:
    sheet.add_tab("Fasen", [["Fase", "Vanaf"], ["Fase 2", date(2025, 8, 1)]])
    assert column(desk_of(google, sheet, memory).read(), "phases", "name") == ["Fase 2"]


# --- Tabs that get another name, go, or break -------------------------------------------------------------------------


def test_a_renamed_tab_is_found_by_its_id_and_reported(google: Emulator, sheet: Sheet, memory: str) -> None:
    sheet.rename("Stappen", "Trajecten 2026")
    desk = desk_of(google, sheet, memory)
    reading = desk.read()
    assert column(reading, "steps", "participant") == ["D-001", "D-002"]
    assert tab_of(reading, "steps").title == "Trajecten 2026"
    assert [(one.code, one.tab) for one in reading.findings if one.code == "tabblad_hernoemd"] == [
        ("tabblad_hernoemd", "Trajecten 2026")
    ]
    assert column(desk_of(google, sheet, desk.memory).read(), "steps", "participant") == ["D-001", "D-002"]


def test_a_renamed_tab_gives_way_to_a_new_one_with_its_name(google: Emulator, sheet: Sheet, memory: str) -> None:
    sheet.rename("Stappen", "Stappen oud")
    sheet.add_tab("Stappen", [["Deelnemer", "Stap", "Start"], ["D-003", "stage", date(2026, 3, 3)]])
    reading = desk_of(google, sheet, memory).read()
    assert column(reading, "steps", "participant") == ["D-003"]


def test_a_tab_that_is_gone_is_missing_and_not_empty(google: Emulator, sheet: Sheet, memory: str) -> None:
    sheet.delete_tab("Stappen")
    reading = desk_of(google, sheet, memory).read()
    assert reading.unreadable["steps"].code == "tabblad_ontbreekt"
    assert "steps" not in [tab.tab for tab in reading.tabs]


def test_a_header_that_is_gone_is_missing_and_not_empty(google: Emulator, sheet: Sheet, memory: str) -> None:
    sheet.clear("Stappen", "A1:Z1")
    desk = desk_of(google, sheet, memory)
    assert "steps" in desk.read().unreadable
    sheet.put("Stappen", "A1", "Deelnemer")
    sheet.put("Stappen", "B1", "Stap")
    sheet.put("Stappen", "D1", "Start")
    assert column(desk_of(google, sheet, desk.memory).read(), "steps", "kind") == ["betaald werk", "opleiding"]


def test_merged_headers_are_refused_by_name(google: Emulator, sheet: Sheet) -> None:
    sheet.merge("Stappen", "A1:B1")
    assert desk_of(google, sheet).read().unreadable["steps"].code == "kop_samengevoegd"


def test_merged_keys_are_refused_by_name(google: Emulator, sheet: Sheet, memory: str) -> None:
    sheet.merge("Stappen", "A2:A3")
    finding = desk_of(google, sheet, memory).read().unreadable["steps"]
    assert finding.code == "sleutel_samengevoegd"
    assert "A2:A3" in finding.message


# --- Cells ------------------------------------------------------------------------------------------------------------


def _typed(google: Emulator, sheet: Sheet, text: str) -> Raw:
    sheet.type("Stappen", "G2", text)
    return column(desk_of(google, sheet).read(), "steps", "hours")[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", 12.5),
        ("24", 24.0),
        ("'24", "24"),
        ("3-3-2026", datetime(2026, 3, 3)),
        ("'3-3-2026", "3-3-2026"),
        ("eind maart", "eind maart"),
        ("100%", Percentage(1.0)),
        ("WAAR", True),
        ("ONWAAR", False),
        ("=1/0", CellError("#DEEL/0!")),
        ("=2*12", 24.0),
        ("'0612345678", "0612345678"),
        ("  24  uur ", "  24  uur "),
        ("🦋 שלום", "🦋 שלום"),
        ("", None),
    ],
)
def test_a_cell_is_what_the_sheet_says_that_it_is(google: Emulator, sheet: Sheet, text: str, value: Raw) -> None:
    read = _typed(google, sheet, text)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("locale", ["nl_NL", "en_US", "fr_FR", "de_DE"])
def test_the_locale_of_the_sheet_does_not_matter(google: Emulator, locale: str) -> None:
    rows: list[list[Plain]] = [
        ["Deelnemer", "Stap", "Start", "Uren per week"],
        ["D-001", "stage", date(2026, 3, 3), 12.5],
    ]
    made = google.new_sheet("Elders", {"Stappen": rows}, locale=locale)
    google.share(made)
    reading = desk_of(google, made).read()
    assert column(reading, "steps", "start") == [datetime(2026, 3, 3)]
    assert column(reading, "steps", "hours") == [12.5]


def test_a_moment_keeps_its_time_of_day(google: Emulator, sheet: Sheet) -> None:
    sheet.put("Stappen", "D2", datetime(2026, 3, 3, 14, 5, 59))
    assert column(desk_of(google, sheet).read(), "steps", "start")[0] == datetime(2026, 3, 3, 14, 5, 59)


def test_a_cell_of_fifty_thousand_characters_is_read_whole(google: Emulator, sheet: Sheet) -> None:
    assert _typed(google, sheet, "x" * 50_000) == "x" * 50_000


def test_blank_rows_are_left_out_and_short_ones_padded(google: Emulator, sheet: Sheet) -> None:
    sheet.put("Stappen", "A5", "D-003")
    sheet.put("Stappen", "A7", "   ")
    tab = tab_of(desk_of(google, sheet).read(), "steps")
    assert [row.number for row in tab.rows] == [2, 3, 5]
    assert tab.rows[-1].values == ("D-003", None, None, None, None, None, None)


def test_hidden_and_filtered_rows_are_read_and_counted(google: Emulator, sheet: Sheet) -> None:
    sheet.hide_rows("Deelnemers", [2])
    sheet.hide_rows("Deelnemers", [3, 40], by_filter=True)
    tab = tab_of(desk_of(google, sheet).read(), "participants")
    assert (len(tab.rows), tab.hidden_rows) == (3, 2)


def test_a_formula_that_is_loading_is_looked_at_again(google: Emulator, sheet: Sheet, memory: str) -> None:
    sheet.show_error("Stappen", "G2", "LOADING")
    google.edits.after("ByDataFilter", lambda: sheet.put("Stappen", "G2", 24))
    hours = Hours()
    reading = desk_of(google, sheet, memory, hours.patience()).read()
    assert column(reading, "steps", "hours")[0] == 24.0
    assert hours.naps == [2.0]


def test_a_formula_that_goes_on_loading_is_an_error_and_not_empty(google: Emulator, sheet: Sheet, memory: str) -> None:
    sheet.show_error("Stappen", "G2", "LOADING")
    reading = desk_of(google, sheet, memory).read()
    assert isinstance(column(reading, "steps", "hours")[0], CellError)
    assert len(google.log.reads) == 4


def test_the_sample_reads_the_same_from_google_as_from_its_file(google: Emulator) -> None:
    sheet = google.from_workbook(SAMPLE)
    google.share(sheet)
    here, there = Workbook(SAMPLE).read(), desk_of(google, sheet).read()
    assert [tab.tab for tab in there.tabs] == [tab.tab for tab in here.tabs]
    for mine, theirs in zip(there.tabs, here.tabs, strict=True):
        assert (mine.title, mine.fields, mine.letters) == (theirs.title, theirs.fields, theirs.letters)
        assert mine.rows == theirs.rows


# --- The same again, and what changes meanwhile -----------------------------------------------------------------------


def test_the_fingerprint_is_equal_until_something_changes(google: Emulator, sheet: Sheet, memory: str) -> None:
    first = desk_of(google, sheet, memory).fingerprint()
    assert first == desk_of(google, sheet, memory).fingerprint()
    sheet.put("Deelnemers", "B2", "Een andere naam")
    sheet.put("Deelnemers", "G2", "een andere opmerking")
    assert first == desk_of(google, sheet, memory).fingerprint()
    sheet.type("Stappen", "G2", "25")
    assert first != desk_of(google, sheet, memory).fingerprint()


def test_a_tab_taken_out_between_two_calls_makes_us_look_again(google: Emulator, sheet: Sheet, memory: str) -> None:
    google.edits.before("ByDataFilter", lambda: sheet.delete_tab("Partners"))
    reading = desk_of(google, sheet, memory).read()
    assert reading.unreadable["partners"].code == "tabblad_ontbreekt"
    assert len(tab_of(reading, "steps").rows) == 2


def test_rows_deleted_between_two_calls_make_us_look_again(google: Emulator, sheet: Sheet, memory: str) -> None:
    google.edits.before("ByDataFilter", lambda: sheet.delete_row("Stappen", 3))
    assert len(tab_of(desk_of(google, sheet, memory).read(), "steps").rows) == 1


def test_a_sheet_that_never_stands_still_is_not_guessed_at(google: Emulator, sheet: Sheet, memory: str) -> None:
    google.edits.before("ByDataFilter", lambda: sheet.insert_column("Stappen", "A", "Nog een"), times=99)
    with pytest.raises(GoogleError) as error:
        desk_of(google, sheet, memory).read()
    assert "veranderen terwijl wij lezen" in error.value.what


def test_memory_that_cannot_be_read_is_learnt_again(google: Emulator, sheet: Sheet, memory: str) -> None:
    whole = desk_of(google, sheet, memory).read()
    for text in ("", "geen json", "[]", '{"tabs": [1]}', '{"tabs": [{"sheet_id": 1}]}', json.dumps({"tabs": None})):
        assert desk_of(google, sheet, text).read().tabs == whole.tabs


@pytest.mark.parametrize("fault", [Fault.FORBIDDEN, Fault.NOT_FOUND, Fault.UNAUTHENTICATED])
def test_an_error_is_never_an_empty_sheet(google: Emulator, sheet: Sheet, memory: str, fault: Fault) -> None:
    google.faults.add(fault, "ByDataFilter", times=5)
    desk = desk_of(google, sheet, memory)
    assert desk.fingerprint() is None
    with pytest.raises(GoogleError):
        desk.read()


# --- Which sheet ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sheet_id"),
    [
        ("https://docs.google.com/spreadsheets/d/1abcDEF_-9/edit#gid=0", "1abcDEF_-9"),
        ("https://docs.google.com/spreadsheets/u/1/d/1abc/edit?usp=sharing", "1abc"),
        ("1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms", "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"),
        ("programma.xlsx", None),
        ("https://elders.test/d/1abc", None),
    ],
)
def test_a_sheet_is_known_by_its_address_or_its_id(text: str, sheet_id: str | None) -> None:
    assert sheet_id_from(text) == sheet_id


def test_nothing_of_google_is_loaded_for_a_workbook(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from tracker import wiring; from tracker.settings import read_settings; "
        f"wiring.sheet(read_settings({{}}), {str(SAMPLE)!r}).read(); "
        "print([name for name in ('gspread', 'google.auth', 'requests') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
