"""What the emulator answers to a reader: real gspread over real HTTP."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.google import Emulator, Sheet
from tests.google_tests.client import WHOLE_DRIVE, client


def by_filter(opened: gspread.Spreadsheet, filters: list[dict[str, Any]], fields: str) -> Any:
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{opened.id}:getByDataFilter"
    body = {"dataFilters": filters, "includeGridData": True}
    return opened.client.request("post", url, params={"fields": fields}, json=body).json()


def refusal(error: pytest.ExceptionInfo[APIError]) -> tuple[int, str]:
    found = error.value.response.json()["error"]
    return found["code"], found["message"]


def test_tabs_and_cells_are_read_as_people_see_them(opened: gspread.Spreadsheet) -> None:
    assert [tab.title for tab in opened.worksheets()] == ["Deelnemers", "Stappen"]
    assert opened.worksheet("Stappen").get_values() == [
        ["Deelnemer", "Stap", "Start", "Uren per week"],
        ["D-002", "stage", "3-3-2026", "12,5"],
        ["D-001", "opleiding", "maart 2026", "20"],
    ]


@pytest.mark.parametrize(
    ("options", "row"),
    [
        ({}, ["D-002", "stage", "3-3-2026", "12,5"]),
        ({"value_render_option": "UNFORMATTED_VALUE"}, ["D-002", "stage", 46084, 12.5]),
        (
            {"value_render_option": "UNFORMATTED_VALUE", "date_time_render_option": "FORMATTED_STRING"},
            ["D-002", "stage", "3-3-2026", 12.5],
        ),
    ],
)
def test_render_options_decide_what_dates_and_numbers_look_like(
    opened: gspread.Spreadsheet, options: dict[str, Any], row: list[Any]
) -> None:
    assert opened.worksheet("Stappen").get("A2:D2", **options) == [row]


def test_one_call_gives_typed_cells_of_chosen_columns(opened: gspread.Spreadsheet) -> None:
    column = {"gridRange": {"sheetId": 101, "startColumnIndex": 2, "endColumnIndex": 3, "startRowIndex": 1}}
    answer = by_filter(
        opened,
        [column],
        "sheets(properties/sheetId,data(startRow,startColumn,rowData/values(effectiveValue,"
        "formattedValue,effectiveFormat/numberFormat/type)))",
    )
    dated = {
        "effectiveValue": {"numberValue": 46084},
        "formattedValue": "3-3-2026",
        "effectiveFormat": {"numberFormat": {"type": "DATE"}},
    }
    typed = {"effectiveValue": {"stringValue": "maart 2026"}, "formattedValue": "maart 2026", "effectiveFormat": {}}
    rows = [{"values": [dated]}, {"values": [typed]}]
    data = [{"startRow": 1, "startColumn": 2, "rowData": rows}]
    assert answer == {"sheets": [{"properties": {"sheetId": 101}, "data": data}]}


def test_a_range_that_holds_nothing_has_no_rows(opened: gspread.Spreadsheet) -> None:
    assert opened.worksheet("Stappen").get("A50:D60") == [[]]
    answer = by_filter(opened, [{"a1Range": "Stappen!A50:D60"}], "sheets.data.rowData")
    assert answer == {"sheets": [{"data": [{}]}]}


def test_empty_cells_inside_a_row_are_kept_and_those_at_its_end_are_not(
    sheet: Sheet, opened: gspread.Spreadsheet
) -> None:
    sheet.add_rows("Stappen", [["D-003", None, None, 8], ["D-004"]])
    assert opened.values_get("Stappen!A4:D9")["values"] == [["D-003", "", "", "8"], ["D-004"]]


def test_hidden_rows_merges_and_notes_are_told(sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    sheet.hide_rows("Stappen", [2])
    sheet.hide_rows("Stappen", [3], by_filter=True)
    sheet.merge("Stappen", "A1:B1")
    answer = by_filter(opened, [{"a1Range": "Stappen!A1:D3"}], "sheets(merges,data.rowMetadata)")
    merged = {"sheetId": 101, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}
    metadata = [{"pixelSize": 21}, {"hiddenByUser": True, "pixelSize": 21}, {"hiddenByFilter": True, "pixelSize": 21}]
    assert answer["sheets"] == [{"merges": [merged], "data": [{"rowMetadata": metadata}]}]


def test_formulas_show_what_they_come_to_and_errors_show_as_errors(sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    sheet.type("Stappen", "E2", '=IFERROR(VLOOKUP(A2;Deelnemers!$A:$B;2;FALSE);"onbekend")')
    sheet.type("Stappen", "E3", "=VLOOKUP(A3;Deelnemers!A:B;2;FALSE)")
    sheet.show_error("Stappen", "F2", "LOADING")
    sheet.type("Stappen", "F3", "=B99/0")
    assert opened.values_get("Stappen!E2:F3")["values"] == [["onbekend", "Laden..."], ["Roos Vlinder", "#DEEL/0!"]]
    cells = by_filter(opened, [{"a1Range": "Stappen!F2"}], "sheets.data.rowData.values.effectiveValue")
    assert cells["sheets"][0]["data"][0]["rowData"][0]["values"][0]["effectiveValue"]["errorValue"]["type"] == "LOADING"


@pytest.mark.parametrize(
    ("range_name", "message"),
    [
        ("Nergens!A1", "Unable to parse range: Nergens!A1"),
        ("Stappen!1A", "Unable to parse range: Stappen!1A"),
        ("Stappen!A2000", "Range (Stappen!A2000) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_a_range_that_is_not_there_is_refused(opened: gspread.Spreadsheet, range_name: str, message: str) -> None:
    with pytest.raises(APIError) as error:
        opened.values_get(range_name)
    assert refusal(error) == (400, message)


@pytest.mark.parametrize(
    "filters", [[{"developerMetadataLookup": {"metadataKey": "x"}}], [{"gridRange": {"sheetId": 77}}]]
)
def test_a_data_filter_that_finds_nothing_is_refused(
    opened: gspread.Spreadsheet, filters: list[dict[str, Any]]
) -> None:
    with pytest.raises(APIError) as error:
        by_filter(opened, filters, "sheets.data")
    assert refusal(error)[0] == 400


def test_tab_names_that_look_like_cells_are_found_and_written_in_quotes(google: Emulator) -> None:
    made = google.new_sheet("Vreemd", {"A1": [["links"]], "Jan's blad": [["rechts"]]})
    google.share(made)
    opened = client(google).open_by_key(made.id)
    assert opened.values_get("'A1'!A1")["values"] == [["links"]]
    assert opened.values_get("'Jan''s blad'!A1:B2")["range"] == "'Jan''s blad'!A1:B2"


def test_the_log_counts_calls_and_knows_which_columns_were_read(google: Emulator, opened: gspread.Spreadsheet) -> None:
    google.log.clear()
    opened.values_batch_get(["Deelnemers!A1:C1", "Deelnemers!A2:A", "Deelnemers!C2:C"])
    assert len(google.log.reads) == 1
    assert google.log.writes == ()
    assert google.log.columns("Deelnemers") == ("A", "B", "C")
    assert google.log.columns("Deelnemers", below=1) == ("A", "C")
    assert "Vlinder" not in google.log.calls[0].answer
    assert google.log.calls[0].answer_size == len(google.log.calls[0].answer.encode())


def test_drive_tells_state_and_sharing_to_who_may_know(google: Emulator, sheet: Sheet) -> None:
    http = client(google, scopes=WHOLE_DRIVE).http_client
    sheet.move_to_bin()
    fields = "trashed,capabilities/canEdit,permissions(emailAddress,role)"
    url = f"https://www.googleapis.com/drive/v3/files/{sheet.id}"
    assert http.request("get", url, params={"fields": fields}).json() == {
        "trashed": True,
        "capabilities": {"canEdit": True},
        "permissions": [
            {"emailAddress": "projectleider@voorbeeld.test", "role": "owner"},
            {"emailAddress": google.account.email, "role": "writer"},
        ],
    }
