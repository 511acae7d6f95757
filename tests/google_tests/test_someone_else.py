"""What other people do in the sheet between two calls, or in the middle of one."""

from datetime import timedelta

import gspread

from tests.google import Emulator, Sheet
from tests.google_tests.client import WHOLE_DRIVE, client


def column(opened: gspread.Spreadsheet, name: str) -> list[str]:
    return [row[0] for row in opened.values_get(name)["values"]]


def test_rows_are_sorted_between_two_calls(google: Emulator, sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    google.edits.before("GET .*/values/", lambda: sheet.sort("Stappen", "A"), skip=1)
    assert column(opened, "Stappen!A1:A9") == ["Deelnemer", "D-002", "D-001"]
    assert column(opened, "Stappen!A1:A9") == ["Deelnemer", "D-001", "D-002"]


def test_an_edit_after_the_work_shows_only_in_the_next_call(
    google: Emulator, sheet: Sheet, opened: gspread.Spreadsheet
) -> None:
    google.edits.after("GET .*/values/", lambda: sheet.type("Stappen", "B2", "betaald werk"))
    assert column(opened, "Stappen!B2") == ["stage"]
    assert column(opened, "Stappen!B2") == ["betaald werk"]


def test_rows_and_columns_come_go_and_move(sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    sheet.insert_row("Stappen", 2, ["D-000", "stage"])
    sheet.delete_row("Stappen", 3)
    assert column(opened, "Stappen!A:A") == ["Deelnemer", "D-000", "D-001"]
    sheet.insert_column("Stappen", "B", "Kleur")
    sheet.move_column("Stappen", "A", before="D")
    assert opened.values_get("Stappen!1:1")["values"] == [["Kleur", "Stap", "Deelnemer", "Start", "Uren per week"]]
    sheet.delete_column("Stappen", "A")
    assert opened.values_get("Stappen!A1")["values"] == [["Stap"]]


def test_a_tab_keeps_its_id_when_it_gets_another_name(sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    sheet.rename("Stappen", "Stappen 2026")
    assert opened.get_worksheet_by_id(101).title == "Stappen 2026"
    sheet.add_tab("Kladblok", [["hoi"]])
    sheet.delete_tab("Deelnemers")
    assert [tab.title for tab in opened.worksheets()] == ["Stappen 2026", "Kladblok"]


def test_drive_learns_of_a_change_late(google: Emulator, sheet: Sheet) -> None:
    http = client(google, scopes=WHOLE_DRIVE).http_client
    google.service.drive.lag = timedelta(minutes=3)

    def version() -> str:
        url = f"https://www.googleapis.com/drive/v3/files/{sheet.id}"
        return str(http.request("get", url, params={"fields": "version"}).json()["version"])

    google.clock.advance(timedelta(minutes=5))
    before = version()
    sheet.type("Stappen", "B2", "opleiding")
    google.clock.advance(timedelta(minutes=2))
    assert version() == before
    google.clock.advance(timedelta(minutes=1))
    assert int(version()) == int(before) + 1
