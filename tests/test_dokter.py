"""`ew dokter`: walks from settings to writing, says what is right, and how to mend the first thing that is not."""

import json
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink

from tests.conftest import Run
from tests.edits import copy_of_sample
from tests.google import Emulator, Fault, Sheet
from tests.google_desk import small_sheet, use

HERE = ["database", "gegevenssleutel", "schijf", "tijd", "mail", "pagina's"]
AT_GOOGLE = ["internet", "sleutel", "klok", "google sheets api", "prullenbak", "delen"]


@pytest.fixture
def google() -> Iterator[Emulator]:
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def sheet(google: Emulator, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    made = small_sheet(google)
    use(google, made, monkeypatch)
    return made


def test_a_sheet_that_works_gets_good_news_only(ew: Run, google: Emulator, sheet: Sheet) -> None:
    answer = ew("dokter", "--json")
    assert answer.code == 0
    assert [one["check"] for one in answer.json] == [
        "instellingen",
        *HERE,
        *AT_GOOGLE,
        "tabbladen",
        "kolommen",
        "schrijven",
    ]
    assert all(one["ok"] and set(one) == {"check", "ok", "message", "advice"} for one in answer.json)
    assert sheet.titles == ("Deelnemers", "Stappen", "Partners")


def test_people_read_the_same_in_words(ew: Run, sheet: Sheet) -> None:
    answer = ew("dokter")
    assert answer.code == 0
    assert "Alles is in orde." in answer.out


def _no_key(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EW_GOOGLE_CREDENTIALS")


def _no_source(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EW_SOURCE")


def _bad_setting(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EW_GRONDSLAG", "zomaar")


def _revoked(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    held = json.loads(google.credentials_path.read_text("utf-8"))
    google.credentials_path.write_text(json.dumps(held | {"private_key_id": "0" * 40}), "utf-8")


def _clock(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    google.clock.skew = timedelta(hours=-2)


def _api_off(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    google.disable_api()


def _binned(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet.move_to_bin()


def _not_shared(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    google.revoke(sheet)


def _no_tab(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet.delete_tab("Stappen")


def _no_column(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet.put("Stappen", "B1", "Wat")


def _reader(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet.share(google.account.email, "reader")


@pytest.mark.parametrize(
    ("break_it", "check", "advice"),
    [
        (_bad_setting, "instellingen", "akkoord"),
        (_no_source, "instellingen", "EW_SOURCE"),
        (_no_key, "instellingen", "EW_GOOGLE_CREDENTIALS"),
        (_revoked, "sleutel", "nieuwe sleutel"),
        (_clock, "klok", "klok goed"),
        (_api_off, "google sheets api", "https://console"),
        (_binned, "prullenbak", "terug te zetten"),
        (_not_shared, "delen", "tracker@voorbeeld"),
        (_no_tab, "tabbladen", "Stappen"),
        (_no_column, "kolommen", "Stap"),
        (_reader, "schrijven", "bewerker"),
    ],
)
def test_what_is_wrong_is_named_with_how_to_mend_it(
    ew: Run,
    google: Emulator,
    sheet: Sheet,
    monkeypatch: pytest.MonkeyPatch,
    break_it: Any,
    check: str,
    advice: str,
) -> None:
    break_it(google, sheet, monkeypatch)
    answer = ew("dokter", "--json")
    assert answer.code == 2
    wrong = [one for one in answer.json if not one["ok"]]
    assert [one["check"] for one in wrong] == [check]
    assert advice in wrong[0]["advice"]
    before = [one["check"] for one in answer.json if one["ok"]]
    if check in AT_GOOGLE:
        assert before[1 + len(HERE) :] == [name for name in AT_GOOGLE[: AT_GOOGLE.index(check)] if name != "prullenbak"]


@pytest.fixture
def port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        number: int = found.getsockname()[1]
    return number


def test_a_mail_server_is_tried_without_sending_a_mail(
    ew: Run, sheet: Sheet, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = Controller(Sink(), hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setenv("EW_MAIL_URL", f"smtp://127.0.0.1:{port}")
    found = _mail(ew)
    server.stop()
    assert (found["ok"], found["advice"]) == (True, "")


def test_a_mail_server_that_is_not_there_is_named_without_its_password(
    ew: Run, sheet: Sheet, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EW_MAIL_URL", f"smtp://iemand:geheim@127.0.0.1:{port}")
    found = _mail(ew)
    assert not found["ok"]
    assert "EW_MAIL_URL" in found["advice"]
    assert "geheim" not in repr(found)


def test_without_a_mail_server_it_says_where_mails_go(ew: Run, sheet: Sheet) -> None:
    found = _mail(ew)
    assert found["ok"]
    assert "scherm" in found["message"]


def _mail(ew: Run) -> Any:
    return next(one for one in ew("dokter", "--json").json if one["check"] == "mail")


def test_a_new_sheet_gets_one_word_of_advice(ew: Run, google: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = google.new_sheet("Nieuw")
    google.share(empty)
    use(google, empty, monkeypatch)
    wrong = [one for one in ew("dokter", "--json").json if not one["ok"]]
    assert [one["check"] for one in wrong] == ["tabbladen"]
    assert "ew nieuw --google" in wrong[0]["advice"]


def test_a_drive_that_does_not_say_is_no_trouble(ew: Run, google: Emulator, sheet: Sheet) -> None:
    google.faults.add(Fault.FORBIDDEN, "GET /drive")
    answer = ew("dokter", "--json")
    assert answer.code == 0
    assert "Drive API" in next(one["advice"] for one in answer.json if one["check"] == "prullenbak")


def test_a_database_that_is_not_there_is_named(ew: Run, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EW_DATABASE_URL", "zomaar")
    wrong = [one for one in ew("dokter", "--json").json if not one["ok"]]
    assert [one["check"] for one in wrong] == ["database"]


def test_the_last_sync_is_told(ew: Run, sheet: Sheet) -> None:
    assert "nog geen blad" in ew("dokter").out
    ew("sync")
    assert "1 november 2026" in ew("dokter").out


def test_a_workbook_is_looked_at_too(ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copy_of_sample(tmp_path / "blad.xlsx")
    monkeypatch.setenv("EW_SOURCE", str(path))
    answer = ew("dokter", "--json")
    assert answer.code == 0
    assert [one["check"] for one in answer.json] == [
        "instellingen",
        *HERE,
        "blad",
        "tabbladen",
        "kolommen",
        "schrijven",
    ]
    path.unlink()
    wrong = [one for one in ew("dokter", "--json").json if not one["ok"]]
    assert [one["check"] for one in wrong] == ["blad"]
