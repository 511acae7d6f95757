"""The one door to Google: what it sends where, how long it goes on, and what it says when it gives up."""

import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.google import Emulator, Fault, Sheet
from tests.google_desk import Hours, client_of, desk_of, small_sheet
from tracker.errors import SettingError
from tracker.sheet.google_errors import GoogleError, Trouble
from tracker.sheet.google_login import READ_ONLY, read_key, safe_base

TITLES = "sheets/properties/title"
A_TAB = [{"addSheet": {"properties": {"sheetId": 990, "title": "Kladblok"}}}]


@pytest.fixture
def google() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def sheet(google: Emulator) -> Sheet:
    return small_sheet(google)


# --- Going on ---------------------------------------------------------------------------------------------------------

PASSING = [
    Fault.QUOTA,
    Fault.QUOTA_HTML,
    Fault.INTERNAL,
    Fault.BAD_GATEWAY,
    Fault.UNAVAILABLE,
    Fault.TIMED_OUT,
    Fault.RESET_BEFORE,
    Fault.RESET_AFTER,
    Fault.TRUNCATED,
]


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes_is_outlasted(google: Emulator, sheet: Sheet, fault: Fault) -> None:
    google.faults.add(fault, times=4)
    answer = client_of(google).describe(sheet.id, TITLES)
    assert [one["properties"]["title"] for one in answer["sheets"]] == ["Deelnemers", "Stappen", "Partners"]


@pytest.mark.parametrize("fault", PASSING)
def test_after_five_tries_it_says_so(google: Emulator, sheet: Sheet, fault: Fault) -> None:
    google.faults.add(fault, times=9)
    hours = Hours()
    client = client_of(google, hours.patience())
    with pytest.raises(GoogleError) as error:
        client.describe(sheet.id, TITLES)
    assert "5 keer" in error.value.what
    assert error.value.passes
    assert client.count("read") == 5
    assert hours.naps == [1, 2, 4, 8]


def test_a_slow_answer_is_not_waited_for_too_long(google: Emulator, sheet: Sheet) -> None:
    slow = google.faults.add(Fault.SLOW)
    client = client_of(google, Hours().patience(answer=0.2))
    assert client.describe(sheet.id, TITLES)["sheets"]
    slow.release()


def test_the_waits_have_full_jitter(google: Emulator, sheet: Sheet) -> None:
    google.faults.add(Fault.INTERNAL, times=4)
    hours = Hours()
    chances = iter([0.0, 0.5, 1.0, 0.25])
    patience = hours.patience()
    client_of(google, replace(patience, chance=lambda: next(chances))).describe(sheet.id, TITLES)
    assert hours.naps == [0.0, 1.0, 4.0, 2.0]


def test_google_may_ask_to_wait_longer(google: Emulator, sheet: Sheet) -> None:
    google.faults.add(Fault.QUOTA, retry_after=30)
    hours = Hours()
    client_of(google, hours.patience()).describe(sheet.id, TITLES)
    assert hours.naps == [30]


def test_the_deadline_ends_it_before_the_fifth_try(google: Emulator, sheet: Sheet) -> None:
    google.faults.add(Fault.QUOTA, times=9, retry_after=100)
    hours = Hours()
    with pytest.raises(GoogleError) as error:
        client_of(google, hours.patience()).describe(sheet.id, TITLES)
    assert error.value.trouble is Trouble.QUOTA
    assert sum(hours.naps) <= 180


def test_the_sixty_first_read_of_a_minute_waits_for_the_next(google: Emulator, sheet: Sheet) -> None:
    google.quota.per_user = google.quota.per_project = None
    hours = Hours()
    client = client_of(google, hours.patience())
    for _ in range(60):
        client.describe(sheet.id, TITLES)
    assert hours.naps == []
    client.change(sheet.id, A_TAB)
    client.describe(sheet.id, TITLES)
    assert hours.naps == [60]


def test_an_expired_token_is_renewed(google: Emulator, sheet: Sheet) -> None:
    client = client_of(google)
    client.describe(sheet.id, TITLES)
    google.clock.advance(timedelta(minutes=61))
    assert client.describe(sheet.id, TITLES)["sheets"]


def test_a_token_that_cannot_be_had_is_asked_for_again_by_the_same_clock(google: Emulator, sheet: Sheet) -> None:
    google.faults.add(Fault.BAD_GATEWAY, "POST /token", times=3)
    hours = Hours()
    assert client_of(google, hours.patience()).describe(sheet.id, TITLES)["sheets"]
    assert hours.naps == [1, 2, 4]


# --- Giving up, in words ----------------------------------------------------------------------------------------------


def _revoked_key(google: Emulator, sheet: Sheet) -> None:
    held = json.loads(google.credentials_path.read_text("utf-8"))
    google.credentials_path.write_text(json.dumps(held | {"private_key_id": "0" * 40}), "utf-8")


def _account_gone(google: Emulator, sheet: Sheet) -> None:
    held = json.loads(google.credentials_path.read_text("utf-8"))
    google.credentials_path.write_text(json.dumps(held | {"client_email": "weg@voorbeeld.test"}), "utf-8")


def _wrong_clock(google: Emulator, sheet: Sheet) -> None:
    google.clock.skew = timedelta(hours=2)


def _not_shared(google: Emulator, sheet: Sheet) -> None:
    google.revoke(sheet)


def _api_off(google: Emulator, sheet: Sheet) -> None:
    google.disable_api()


def _deleted(google: Emulator, sheet: Sheet) -> None:
    sheet.delete_for_ever()


def _token_refused(google: Emulator, sheet: Sheet) -> None:
    google.faults.add(Fault.UNAUTHENTICATED, times=5)


@pytest.mark.parametrize(
    ("break_it", "trouble", "advice"),
    [
        (_revoked_key, Trouble.KEY, "nieuwe sleutel"),
        (_account_gone, Trouble.KEY, "nieuwe sleutel"),
        (_token_refused, Trouble.KEY, "nieuwe sleutel"),
        (_wrong_clock, Trouble.CLOCK, "klok goed"),
        (_not_shared, Trouble.NOT_SHARED, "tracker@voorbeeld"),
        (_api_off, Trouble.API_OFF, "https://console.developers.google.com/"),
        (_deleted, Trouble.NOT_FOUND, "prullenbak"),
    ],
)
def test_what_a_person_must_mend_is_said_at_once_and_in_dutch(
    google: Emulator, sheet: Sheet, break_it: Any, trouble: Trouble, advice: str
) -> None:
    break_it(google, sheet)
    hours = Hours()
    with pytest.raises(GoogleError) as error:
        client_of(google, hours.patience()).describe(sheet.id, TITLES)
    assert (error.value.trouble, error.value.passes) == (trouble, False)
    assert advice in error.value.advice
    assert hours.naps == []


def test_a_computer_without_network_says_so(google: Emulator, sheet: Sheet) -> None:
    client = client_of(google)
    google.stop()
    google.stop = lambda: None  # type: ignore[method-assign]  # It has been stopped already.
    with pytest.raises(GoogleError) as error:
        client.describe(sheet.id, TITLES)
    assert error.value.trouble is Trouble.OFFLINE
    assert "internet" in error.value.advice


def test_a_reader_is_told_to_become_an_editor(google: Emulator, sheet: Sheet) -> None:
    sheet.share(google.account.email, "reader")
    with pytest.raises(GoogleError) as error:
        client_of(google).change(sheet.id, A_TAB)
    assert error.value.trouble is Trouble.READ_ONLY
    assert google.account.email in error.value.advice


def test_a_scope_for_reading_writes_nothing(google: Emulator, sheet: Sheet) -> None:
    client = client_of(google, scope=READ_ONLY)
    client.describe(sheet.id, TITLES)
    with pytest.raises(GoogleError):
        client.change(sheet.id, A_TAB)


def test_the_bin_is_noticed_though_the_sheet_goes_on_answering(google: Emulator, sheet: Sheet) -> None:
    desk = desk_of(google, sheet)
    desk.look(closely=True)
    assert desk.read().tabs
    sheet.move_to_bin()
    desk.look(closely=True)
    with pytest.raises(GoogleError) as error:
        desk.read()
    assert error.value.trouble is Trouble.IN_BIN


def test_a_drive_that_does_not_answer_keeps_nobody_from_reading(google: Emulator, sheet: Sheet) -> None:
    google.faults.add(Fault.FORBIDDEN, "GET /drive")
    desk = desk_of(google, sheet)
    desk.look(closely=True)
    assert desk.read().tabs


# --- Where it goes, and what it tells ---------------------------------------------------------------------------------


def test_no_host_but_loopback_is_looked_up(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    real = socket.getaddrinfo

    def listen(host: Any, *args: Any, **options: Any) -> Any:
        asked.append(host)
        return real(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", listen)
    desk = desk_of(google, sheet)
    desk.look(closely=True)
    desk.read()
    assert set(asked) == {"127.0.0.1"}


def test_an_address_of_another_host_is_never_followed(google: Emulator, sheet: Sheet) -> None:
    answer = client_of(google).request("get", f"https://elders.test/v4/spreadsheets/{sheet.id}", {"fields": TITLES})
    assert answer.url.startswith(google.api)


def test_the_log_tells_calls_and_no_cells(google: Emulator, sheet: Sheet, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "tracker")
    desk = desk_of(google, sheet)
    assert desk.read().tabs
    said = caplog.text
    assert "getByDataFilter" in said
    for word in ("D-001", "Roos", "Emmen", "Zorggroep", "ya29"):
        assert word not in said


@pytest.mark.parametrize("base", ["http://elders.test", "ftp://127.0.0.1", "sheets.googleapis.com"])
def test_a_base_that_is_not_safe_is_refused(base: str) -> None:
    with pytest.raises(SettingError):
        safe_base(base)


@pytest.mark.parametrize("base", ["https://proxy.voorbeeld.test", "http://127.0.0.1:8400/", "http://localhost:1"])
def test_a_base_that_is_safe_is_used(base: str) -> None:
    assert safe_base(base) == base.rstrip("/")


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[1]", '{"client_email": "a@b.test"}', '{"client_email": 1, "private_key": "x", "token_uri": "x"}'],
)
def test_a_file_that_is_no_key_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "sleutel.json"
    path.write_text(content)
    with pytest.raises(SettingError):
        read_key(path)
    with pytest.raises(SettingError):
        read_key(tmp_path / "er-is-niets.json")


def test_a_key_that_logs_in_elsewhere_is_refused(google: Emulator, tmp_path: Path) -> None:
    held = json.loads(google.credentials_path.read_text("utf-8"))
    path = tmp_path / "sleutel.json"
    path.write_text(json.dumps(held | {"token_uri": "https://elders.test/token"}))
    with pytest.raises(SettingError) as error:
        read_key(path, google.api)
    assert "elders.test" in error.value.what


def test_a_damaged_key_is_refused_without_a_word_of_it(google: Emulator, tmp_path: Path) -> None:
    held = json.loads(google.credentials_path.read_text("utf-8"))
    google.credentials_path.write_text(json.dumps(held | {"private_key": "geheim"}), "utf-8")
    with pytest.raises(SettingError) as error:
        client_of(google)
    assert "geheim" not in str(error.value)
