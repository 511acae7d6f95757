"""What goes wrong on purpose arrives as it does in real life."""

from datetime import timedelta

import gspread
import pytest
import requests
from gspread.exceptions import APIError

from tests.google import Emulator, Fault, Sheet

WRITE = {"requests": [{"addSheet": {"properties": {"sheetId": 990, "title": "Controle"}}}]}


@pytest.mark.parametrize(
    ("fault", "codes"),
    [
        (Fault.QUOTA, (429, 429)),
        (Fault.QUOTA_HTML, (429, -1)),
        (Fault.INTERNAL, (500, 500)),
        (Fault.BAD_GATEWAY, (502, -1)),
        (Fault.UNAVAILABLE, (503, 503)),
        (Fault.TIMED_OUT, (504, 504)),
        (Fault.FORBIDDEN, (403, 403)),
        (Fault.NOT_FOUND, (404, 404)),
    ],
)
def test_an_error_comes_once_and_nothing_was_done(
    google: Emulator, sheet: Sheet, opened: gspread.Spreadsheet, fault: Fault, codes: tuple[int, int]
) -> None:
    google.faults.add(fault, "POST .*batchUpdate", retry_after=7)
    with pytest.raises(APIError) as error:
        opened.batch_update(WRITE)
    assert (error.value.response.status_code, error.value.code) == codes
    assert error.value.response.headers["Retry-After"] == "7"
    assert "Controle" not in sheet.titles
    opened.batch_update(WRITE)
    assert "Controle" in sheet.titles


@pytest.mark.parametrize(("fault", "done"), [(Fault.RESET_BEFORE, False), (Fault.RESET_AFTER, True)])
def test_a_connection_is_lost_before_or_after_the_work(
    google: Emulator, sheet: Sheet, opened: gspread.Spreadsheet, fault: Fault, done: bool
) -> None:
    google.faults.add(fault, "POST .*batchUpdate")
    with pytest.raises(requests.ConnectionError):
        opened.batch_update(WRITE)
    assert ("Controle" in sheet.titles) is done
    assert google.log.calls[-1].status == 0
    assert opened.fetch_sheet_metadata()["properties"]["title"] == "Programma"


def test_half_an_answer_is_no_answer(google: Emulator, opened: gspread.Spreadsheet) -> None:
    google.faults.add(Fault.TRUNCATED)
    with pytest.raises((requests.exceptions.ChunkedEncodingError, requests.ConnectionError)):
        opened.fetch_sheet_metadata()


def test_a_slow_answer_runs_into_the_timeout_and_the_work_is_done(
    google: Emulator, sheet: Sheet, opened: gspread.Spreadsheet
) -> None:
    slow = google.faults.add(Fault.SLOW, "POST .*batchUpdate")
    opened.client.set_timeout(0.2)
    with pytest.raises(requests.Timeout):
        opened.batch_update(WRITE)
    slow.release()
    assert "Controle" in sheet.titles


def test_faults_wait_for_the_call_they_are_meant_for(google: Emulator, opened: gspread.Spreadsheet) -> None:
    google.faults.add(Fault.INTERNAL, "GET", times=2, skip=1)
    opened.fetch_sheet_metadata()
    opened.batch_update(WRITE)
    for _ in range(2):
        with pytest.raises(APIError):
            opened.fetch_sheet_metadata()
    opened.fetch_sheet_metadata()


def test_a_token_can_be_refused_too(google: Emulator, opened: gspread.Spreadsheet) -> None:
    google.faults.add(Fault.UNAUTHENTICATED, "GET /v4")
    google.log.clear()
    opened.fetch_sheet_metadata()
    assert [call.status for call in google.log.calls] == [401, 200, 200]


def test_the_sixty_first_read_of_a_minute_has_to_wait(google: Emulator, opened: gspread.Spreadsheet) -> None:
    google.clock.advance(timedelta(minutes=1))
    for _ in range(60):
        opened.values_get("Stappen!A1")
    with pytest.raises(APIError) as error:
        opened.values_get("Stappen!A1")
    details = error.value.response.json()["error"]["details"][0]
    assert details["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    opened.batch_update(WRITE)
    google.clock.advance(timedelta(minutes=1))
    assert opened.values_get("Stappen!A1")["values"] == [["Deelnemer"]]


def test_a_project_has_a_limit_of_its_own(google: Emulator, opened: gspread.Spreadsheet) -> None:
    google.clock.advance(timedelta(minutes=1))
    google.quota.per_project, google.quota.per_user = 1, None
    opened.values_get("Stappen!A1")
    with pytest.raises(APIError) as error:
        opened.values_get("Stappen!A1")
    assert "'Read requests per minute' of service" in error.value.response.json()["error"]["message"]
