"""Who gets in: service accounts, tokens, clocks, scopes, sharing."""

import json
import socket
from datetime import timedelta
from typing import Any

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError

from tests.google import Emulator, Sheet
from tests.google_tests.client import SCOPES, WHOLE_DRIVE, client
from tests.google_tests.test_reading import refusal


@pytest.mark.parametrize("skew", [timedelta(hours=2), timedelta(hours=-2)])
def test_a_clock_that_is_hours_off_gets_no_token(google: Emulator, sheet: Sheet, skew: timedelta) -> None:
    google.clock.skew = skew
    with pytest.raises(RefreshError) as error:
        client(google).open_by_key(sheet.id)
    assert error.value.args[1]["error"] == "invalid_grant"
    assert "reasonable timeframe" in error.value.args[1]["error_description"]


def test_an_old_token_is_renewed_without_a_word(google: Emulator, sheet: Sheet, opened: gspread.Spreadsheet) -> None:
    google.clock.advance(timedelta(minutes=61))
    google.log.clear()
    assert opened.fetch_sheet_metadata()["properties"]["title"] == "Programma"
    assert [(call.kind, call.status) for call in google.log.calls] == [("read", 401), ("token", 200), ("read", 200)]


@pytest.mark.parametrize(
    ("change", "description"),
    [
        ({"client_email": "niemand@voorbeeld.test"}, "Invalid grant: account not found"),
        ({"private_key_id": "0" * 40}, "Invalid JWT Signature."),
    ],
)
def test_a_key_that_is_not_known_is_refused(
    google: Emulator, sheet: Sheet, change: dict[str, str], description: str
) -> None:
    held = json.loads(google.credentials_path.read_text("utf-8"))
    google.credentials_path.write_text(json.dumps(held | change), "utf-8")
    with pytest.raises(RefreshError) as error:
        client(google).open_by_key(sheet.id)
    assert error.value.args[1]["error_description"] == description


def test_a_call_without_a_token_is_refused(google: Emulator, sheet: Sheet) -> None:
    answer = requests.get(f"{google.api}/v4/spreadsheets/{sheet.id}", timeout=5)
    assert (answer.status_code, answer.json()["error"]["status"]) == (401, "UNAUTHENTICATED")


def test_the_token_of_a_reader_reads_and_does_not_write(google: Emulator, sheet: Sheet) -> None:
    scopes = ("https://www.googleapis.com/auth/spreadsheets.readonly",)
    opened = client(google, scopes=scopes).open_by_key(sheet.id)
    with pytest.raises(APIError) as error:
        opened.values_clear("Stappen!A1")
    assert refusal(error) == (403, "Request had insufficient authentication scopes.")


def test_drive_needs_a_scope_of_its_own(google: Emulator, sheet: Sheet) -> None:
    url = f"https://www.googleapis.com/drive/v3/files/{sheet.id}"
    assert client(google, scopes=WHOLE_DRIVE).http_client.request("get", url).json()["name"] == "Programma"
    with pytest.raises(APIError) as error:
        client(google, scopes=SCOPES).http_client.request("get", url)
    assert refusal(error)[0] == 403


def test_a_sheet_that_is_not_shared_any_more_is_forbidden(
    google: Emulator, sheet: Sheet, opened: gspread.Spreadsheet
) -> None:
    google.revoke(sheet)
    with pytest.raises(APIError) as error:
        opened.values_get("Stappen!A1")
    assert refusal(error) == (403, "The caller does not have permission")
    with pytest.raises(PermissionError):
        client(google).open_by_key(sheet.id)


def test_a_sheet_that_was_deleted_is_not_found_and_one_in_the_bin_still_is(google: Emulator, sheet: Sheet) -> None:
    sheet.move_to_bin()
    assert client(google).open_by_key(sheet.id).title == "Programma"
    sheet.delete_for_ever()
    with pytest.raises(gspread.SpreadsheetNotFound):
        client(google).open_by_key(sheet.id)


def test_an_api_that_is_switched_off_says_where_to_switch_it_on(google: Emulator, sheet: Sheet) -> None:
    google.disable_api()
    with pytest.raises(PermissionError) as raised:
        client(google).open_by_key(sheet.id)
    cause = raised.value.__cause__
    assert isinstance(cause, APIError)
    assert "it is disabled" in cause.response.json()["error"]["message"]
    google.enable_api()
    assert client(google).open_by_key(sheet.id).title == "Programma"


def test_no_host_but_loopback_is_looked_up(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    look_up = socket.getaddrinfo

    def noted(host: Any, *args: Any, **options: Any) -> Any:
        asked.append(str(host))
        return look_up(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", noted)
    client(google).open_by_key(sheet.id).worksheets()
    assert set(asked) == {"127.0.0.1"}
