"""The recorded sessions of the real service, sent to the emulator again."""

import json
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.google import Emulator
from tests.google.discovery import ABSENT, recordings
from tests.google.errors import bad_mask, disabled, exhausted, forbidden, narrow_scope, no_file, not_found
from tests.google.replay import Replay, sessions, supported
from tests.google.tokens import Bearer

FOLDER = recordings() or Path("absent")

pytestmark = pytest.mark.skipif(recordings() is None, reason=ABSENT)


def test_recorded_sessions_get_the_answers_that_google_gave(
    google: Emulator, capsys: pytest.CaptureFixture[str]
) -> None:
    google.quota.per_user = google.quota.per_project = None
    until = google.clock.now() + timedelta(hours=1)
    scopes = frozenset({"https://www.googleapis.com/auth/drive"})
    google.service.tokens.bearers["replayed"] = Bearer(google.account.email, scopes, until)
    recorded = list(sessions(FOLDER))
    played = []
    for session in filter(supported, recorded):
        replay = Replay(google.api, "replayed")
        replay.run(session)
        played.append(replay)
    steps = sum(replay.steps for replay in played)
    with capsys.disabled():
        sys.stdout.write(f"\n{len(played)} of {len(recorded)} recorded sessions replayed, {steps} steps\n")
    assert [difference for replay in played for difference in replay.differences] == []
    assert len(played) >= 107
    assert steps >= 916


RECORDED_ERRORS = {
    "drive-files-get-nonexistent-file-id_404": no_file("NOPE_NOT_A_GOOD_ID"),
    "fitness-get-wrong-scope_403": narrow_scope(),
    "sheets-spreadsheets-get-bad-field-mask_400": bad_mask("sheets.sheetProperties"),
    "sheets-spreadsheets-get-nonexistent-sheet-id_404": not_found(),
    "sheets-spreadsheets-get-quota-exceeded-readgroup_429": exhausted("603366585132", "Read", 60, per_user=True),
    "sheets-spreadsheets-get-service-disabled_403": disabled("1234567890"),
}


@pytest.mark.parametrize("name", RECORDED_ERRORS)
def test_errors_have_the_bodies_that_google_gave(name: str) -> None:
    recorded = json.loads((FOLDER / "recorded_errors" / f"gargle__{name}.json").read_text("utf-8"))
    error = RECORDED_ERRORS[name]
    assert error.body == recorded
    assert error.status == recorded["error"]["code"]


def test_a_sheet_of_someone_else_is_refused_as_google_refused_it() -> None:
    name = "gspread__ClientTest.test_access_private_spreadsheet__3.json"
    recorded = json.loads((FOLDER / "recorded_errors" / name).read_text("utf-8"))
    assert forbidden().body == recorded["body"]
