"""What the emulator does with what is written: real gspread over real HTTP."""

import gspread
import pytest
from gspread.exceptions import APIError

from tests.google import Emulator, Sheet
from tests.google.errors import Json
from tests.google_tests.client import client
from tests.google_tests.test_reading import refusal

OWN_TAB = {"sheetId": 990, "title": "Controle", "gridProperties": {"rowCount": 3, "columnCount": 2}}


def cells(*texts: str) -> Json:
    return {"values": [{"userEnteredValue": {"stringValue": text}} for text in texts]}


def own_tab(*rows: Json) -> list[Json]:
    """One call that makes a tab, fills it, colours it and protects it."""
    whole = {"sheetId": 990, "startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    rule = {
        "ranges": [whole],
        "booleanRule": {
            "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "fout"}]},
            "format": {"backgroundColor": {"red": 1}},
        },
    }
    choice = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "ja"}]}, "strict": True}
    return [
        {"addSheet": {"properties": OWN_TAB}},
        {"updateCells": {"range": whole, "rows": list(rows), "fields": "userEnteredValue,userEnteredFormat"}},
        {"setDataValidation": {"range": whole, "rule": choice}},
        {"addConditionalFormatRule": {"rule": rule, "index": 0}},
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 990}, "description": "Van de tracker"}}},
    ]


def test_a_batch_makes_fills_and_protects_a_tab_in_one_call(
    google: Emulator, sheet: Sheet, opened: gspread.Spreadsheet
) -> None:
    google.log.clear()
    opened.batch_update({"requests": own_tab(cells("Code", "=1+1"), cells("D-001", "<b>"))})
    assert len(google.log.writes) == 1
    assert sheet.titles == ("Deelnemers", "Stappen", "Controle")
    assert sheet.grid("Controle") == [["Code", "=1+1"], ["D-001", "<b>"]]
    assert set(sheet.tab("Controle").ranges) == {"conditionalFormats", "protectedRanges"}


def test_one_bad_request_leaves_nothing_of_the_batch(sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    requests = [*own_tab(cells("Code")), {"deleteSheet": {"sheetId": 12345}}]
    with pytest.raises(APIError) as error:
        opened.batch_update({"requests": requests})
    assert refusal(error) == (400, "Invalid requests[5].deleteSheet: No sheet with id: 12345")
    assert sheet.titles == ("Deelnemers", "Stappen")


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"deleteSheet": {"sheetId": 5}}, "No sheet with id: 5"),
        (
            {"addSheet": {"properties": {"title": "stappen"}}},
            'A sheet with the name "stappen" already exists. Please enter another name.',
        ),
        ({"updateCells": {"start": {"sheetId": 7}, "rows": [], "fields": "*"}}, "No grid with id: 7"),
        (
            {
                "updateCells": {
                    "range": {"sheetId": 101, "startRowIndex": 4, "endRowIndex": 5},
                    "rows": [cells("a"), cells("b")],
                    "fields": "*",
                }
            },
            "Attempting to write row: 5, beyond the last requested row of: 4",
        ),
        (
            {"updateSheetProperties": {"properties": {"sheetId": 101, "title": "x"}}},
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)",
        ),
        (
            {"deleteDimension": {"range": {"sheetId": 101, "dimension": "ROWS", "startIndex": 0, "endIndex": 1000}}},
            "You can't delete all the rows on the sheet.",
        ),
        (
            {"repeatCell": {"range": {"sheetId": 101, "endRowIndex": 1001}, "cell": {}, "fields": "*"}},
            "Range (Stappen!A1:Z1001) exceeds grid limits. Max rows: 1000, max columns: 26",
        ),
    ],
)
def test_a_request_that_cannot_be_carried_out_says_why(
    sheet: Sheet, opened: gspread.Spreadsheet, request_: Json, message: str
) -> None:
    before = sheet.grid("Stappen")
    with pytest.raises(APIError) as error:
        opened.batch_update({"requests": [request_]})
    assert refusal(error) == (400, f"Invalid requests[0].{next(iter(request_))}: {message}")
    assert sheet.grid("Stappen") == before


def test_what_the_rows_do_not_reach_is_cleared_so_no_tail_stays(sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    whole = {"sheetId": 101, "startRowIndex": 0, "endRowIndex": 10, "startColumnIndex": 0, "endColumnIndex": 4}
    request = {"updateCells": {"range": whole, "rows": [cells("alleen dit")], "fields": "userEnteredValue"}}
    opened.batch_update({"requests": [request]})
    assert sheet.grid("Stappen") == [["alleen dit"]]


def test_an_append_lands_beside_a_table_that_has_a_gap(sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    sheet.clear("Stappen", "A1:D3")
    sheet.put("Stappen", "A1", "Deelnemer")
    sheet.put("Stappen", "C5", "losse notitie")
    answer = opened.values_append("Stappen", {"valueInputOption": "RAW"}, {"values": [["D-009"]]})
    assert answer["updates"]["updatedRange"] == "Stappen!C6"
    assert sheet.grid("Stappen")[-1] == ["", "", "D-009"]


def test_raw_text_is_never_a_formula_and_typed_text_is(sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    tab = opened.worksheet("Stappen")
    tab.update([["=1+1", "3-3-2026"]], "F1", raw=True)
    tab.update([["=1+1", "3-3-2026"]], "F2", raw=False)
    assert sheet.grid("Stappen", shown=False)[0][5:] == ["=1+1", "3-3-2026"]
    assert sheet.grid("Stappen", shown=False)[1][5:] == [2, 46084]


def test_a_batch_of_values_is_written_whole_or_not_at_all(sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    body = {
        "valueInputOption": "RAW",
        "data": [{"range": "Stappen!A9", "values": [["D-9"]]}, {"range": "Nergens!A1", "values": [["x"]]}],
    }
    with pytest.raises(APIError):
        opened.values_batch_update(body)
    assert len(sheet.grid("Stappen")) == 3
    body["data"] = [{"range": "Stappen!A9", "values": [["D-9"]]}]
    answer = opened.values_batch_update(body)
    assert (answer["totalUpdatedCells"], sheet.grid("Stappen")[8]) == (1, ["D-9"])


@pytest.mark.parametrize(
    ("value", "status"), [("x" * 50_000, 200), ("x" * 50_001, 400), ("🦋 שלום", 200)], ids=["full", "too full", "emoji"]
)
def test_a_cell_holds_fifty_thousand_characters(
    sheet: Sheet, opened: gspread.Spreadsheet, value: str, status: int
) -> None:
    write = {"updateCells": {"start": {"sheetId": 101, "rowIndex": 8}, "rows": [cells(value)], "fields": "*"}}
    if status == 200:
        opened.batch_update({"requests": [write]})
        assert sheet.grid("Stappen")[8] == [value]
    else:
        with pytest.raises(APIError) as error:
            opened.batch_update({"requests": [write]})
        assert refusal(error)[0] == status


def test_a_protected_tab_is_closed_to_another_account_and_open_to_its_maker(
    google: Emulator, sheet: Sheet, opened: gspread.Spreadsheet
) -> None:
    opened.batch_update({"requests": own_tab(cells("Code"))})
    other = google.new_account("ander")
    google.share(sheet, other)
    with pytest.raises(APIError) as error:
        client(google, other).open_by_key(sheet.id).values_clear("Controle!A1")
    assert "protected cell" in refusal(error)[1]
    opened.values_clear("Controle!A1")
    assert sheet.grid("Controle") == []


def test_what_stands_on_a_range_moves_along_with_rows_and_columns(sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    opened.batch_update({"requests": own_tab(cells("Code"))})
    sheet.merge("Controle", "A2:B3")
    sheet.insert_row("Controle", 1)
    sheet.insert_column("Controle", "A")
    assert opened.fetch_sheet_metadata()["sheets"][2]["merges"] == [
        {"sheetId": 990, "startRowIndex": 2, "endRowIndex": 4, "startColumnIndex": 1, "endColumnIndex": 3}
    ]
    sheet.delete_row("Controle", 4)
    sheet.delete_row("Controle", 3)
    assert "merges" not in opened.fetch_sheet_metadata()["sheets"][2]


def test_a_spreadsheet_can_be_made_with_its_tabs_at_once(google: Emulator) -> None:
    http = client(google).http_client
    body = {
        "properties": {"title": "Nieuw", "locale": "nl_NL", "timeZone": "Europe/Amsterdam"},
        "sheets": [{"properties": {"title": "Deelnemers"}, "data": [{"rowData": [cells("Deelnemer")]}]}],
    }
    made = http.request("post", "https://sheets.googleapis.com/v4/spreadsheets", json=body).json()
    sheet = google.sheet(made["spreadsheetId"])
    assert (sheet.titles, sheet.grid("Deelnemers")) == (("Deelnemers",), [["Deelnemer"]])


def test_a_reader_may_not_write(google: Emulator, sheet: Sheet) -> None:
    reader = google.new_account("lezer")
    google.share(sheet, reader, role="reader")
    opened = client(google, reader).open_by_key(sheet.id)
    with pytest.raises(APIError) as error:
        opened.values_clear("Stappen!A1")
    assert refusal(error) == (403, "The caller does not have permission")
