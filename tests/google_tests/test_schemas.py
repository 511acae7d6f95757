"""Requests and answers are held against the service's own description, when it is there."""

import gspread
import pytest
from gspread.exceptions import APIError

from tests.google import Emulator, Sheet
from tests.google.discovery import ABSENT, descriptions, recordings
from tests.google.errors import Json
from tests.google_tests.test_reading import refusal

UNKNOWN = "Invalid JSON payload received. Unknown name"

pytestmark = pytest.mark.skipif(recordings() is None, reason=ABSENT)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (
            {"requests": [{"addShet": {}}]},
            f"{UNKNOWN} \"addShet\" at 'requests[0]': Cannot find field.",
        ),
        (
            {"requests": [{"addSheet": {"properties": {"naam": "x"}}}]},
            f"{UNKNOWN} \"naam\" at 'requests[0].add_sheet.properties': Cannot find field.",
        ),
        (
            {"requests": [{"addSheet": {"properties": {"sheetId": "x"}}}]},
            "Invalid value at 'requests[0].add_sheet.properties.sheet_id' (TYPE_INT32), \"x\"",
        ),
        (
            {"requests": [{"repeatCell": {"range": {}, "cell": {}, "fields": "userEnteredValu"}}]},
            "Invalid requests[0].repeatCell: Invalid field mask: userEnteredValu",
        ),
    ],
)
def test_a_request_that_the_description_does_not_have_is_refused(
    opened: gspread.Spreadsheet, body: Json, message: str
) -> None:
    with pytest.raises(APIError) as error:
        opened.batch_update(body)
    assert refusal(error) == (400, message)


def test_a_mask_that_names_no_field_is_refused(opened: gspread.Spreadsheet) -> None:
    with pytest.raises(APIError) as error:
        opened.fetch_sheet_metadata({"fields": "sheets.sheetProperties"})
    assert refusal(error) == (400, "Request contains an invalid argument.")


def test_an_answer_that_the_service_never_gives_fails_the_test_that_got_it() -> None:
    google = Emulator()
    with pytest.raises(AssertionError, match="nonsense"), google:
        google.service.complaints.append("nonsense")


def test_answers_are_looked_at_in_full(sheet: Sheet) -> None:
    known = descriptions("sheets.v4")
    assert known is not None
    wrong = {"sheets": [{"properties": {"sheetId": "één"}}, {"bladen": 1}]}
    assert [path for path, _ in known.problems({"$ref": "Spreadsheet"}, wrong, "")] == [
        "sheets[0].properties.sheetId",
        "sheets[1]",
    ]
