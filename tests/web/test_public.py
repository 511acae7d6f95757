"""Pages that others can reach: what must be set before they open, under which name they answer, and who asks."""

import logging
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask, request

from tracker import wiring
from tracker.errors import SettingError
from tracker.mail.post import Server, Shown
from tracker.settings import Settings, read_settings
from tracker.web.app import create_app
from tracker.web.door import open_door, soon
from tracker.web.loopback import client_of as came_from

from .conftest import AuditingClient, client_of, drawing
from .editions import EDITION
from .people import House

BASE = "https://ew.example"
PUBLIC = {
    "EW_BASE_URL": BASE,
    "EW_SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "EW_VERWERKINGSVERANTWOORDELIJKE": "Gemeente Voorbeeld",
    "EW_PRIVACYCONTACT": "Team privacy",
}


def settings_of(folder: Path, **values: str) -> Settings:
    """Settings with a database and a key in a folder."""
    there = {"EW_DATABASE_URL": f"sqlite:///{folder / 'ew.db'}", "EW_DATA_KEY": str(folder / "data.key")}
    return read_settings({**there, **values}, folder)


@pytest.mark.parametrize("missing", ["EW_SECRET_KEY", "EW_VERWERKINGSVERANTWOORDELIJKE", "EW_PRIVACYCONTACT"])
def test_pages_for_others_do_not_open_without(tmp_path: Path, missing: str) -> None:
    given = {name: value for name, value in PUBLIC.items() if name != missing}
    with pytest.raises(SettingError) as refusal:
        open_door(settings_of(tmp_path, **given))
    assert missing in refusal.value.advice
    assert not (tmp_path / "data.key").exists()


def test_pages_for_others_open_when_all_is_set(tmp_path: Path) -> None:
    door = open_door(settings_of(tmp_path, **PUBLIC, EW_MAIL_URL="smtp://mail.example", EW_MAIL_VAN="ew@example.org"))
    assert door.host == "ew.example"
    assert door.second_factor
    assert door.post == Server("smtp://mail.example", "ew@example.org")


def test_pages_for_others_do_not_open_at_a_made_up_time(tmp_path: Path) -> None:
    settings = replace(settings_of(tmp_path, **PUBLIC), now=datetime(2026, 11, 1, tzinfo=UTC))
    with pytest.raises(SettingError, match="EW_NOW"):
        open_door(settings)


def test_on_this_computer_nothing_has_to_be_set_and_a_login_keeps_the_real_time(tmp_path: Path) -> None:
    settings = replace(settings_of(tmp_path), now=datetime(2026, 11, 1, tzinfo=UTC))
    door = open_door(settings)
    assert door.host is None
    assert isinstance(door.post, Shown)
    assert door.now is wiring.real_clock


def test_two_processes_of_one_installation_know_each_others_sessions(tmp_path: Path) -> None:
    settings = settings_of(tmp_path)
    assert open_door(settings).keys == open_door(settings).keys


def test_a_mail_is_sent_by_another_thread_than_the_one_that_answers() -> None:
    done: list[str] = []
    ready = threading.Event()

    def work() -> None:
        done.append(threading.current_thread().name)
        ready.set()

    soon(work)
    assert ready.wait(10)
    assert done != [threading.current_thread().name]


def test_what_breaks_after_an_answer_is_told_by_its_kind_and_place_alone() -> None:
    said: list[str] = []
    ready = threading.Event()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())
            ready.set()

    def breaks() -> None:
        raise RuntimeError("over D-017")

    ear, log = Ear(), logging.getLogger("tracker.web.door")
    log.addHandler(ear)
    try:
        soon(breaks)
        assert ready.wait(10)
    finally:
        log.removeHandler(ear)
    (line,) = said
    assert "RuntimeError in breaks:" in line
    assert "D-017" not in line


# --- Under which name -------------------------------------------------------------------------------------------------


@pytest.fixture
def public(house: House) -> AuditingClient:
    """A browser somewhere, at pages with a public address."""
    app = create_app(drawing(EDITION), house.door(base_url=BASE))
    return client_of(app)


def test_pages_for_others_answer_others(public: AuditingClient) -> None:
    answer = public.get("/inloggen", base_url=BASE, environ_overrides={"REMOTE_ADDR": "203.0.113.9"})
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("name", ["evil.example", "ew.example.evil.example", "localhost", "127.0.0.1", "[", ""])
def test_pages_for_others_answer_under_their_own_name_only(public: AuditingClient, name: str) -> None:
    assert public.get("/inloggen", headers={"Host": name}).status_code == 404
    assert public.get("/healthz", headers={"Host": name or "10.0.0.7"}).status_code == 200


def test_pages_on_this_computer_do_not_ask_browsers_for_https(stranger: AuditingClient) -> None:
    assert "Strict-Transport-Security" not in stranger.get("/inloggen").headers


# --- Who asks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("near", "said", "client"),
    [
        ("8.8.4.4", "", "8.8.4.4"),
        ("8.8.4.4", "198.51.100.1", "8.8.4.4"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.3", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "onzin", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("::1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.3", "198.51.100.1", "198.51.100.1"),
        ("", "198.51.100.1", "198.51.100.1"),
    ],
)
def test_a_client_is_who_the_server_in_front_saw(near: str, said: str, client: str) -> None:
    asked = {"headers": {"X-Forwarded-For": said}, "environ_base": {"REMOTE_ADDR": near}}
    with Flask(__name__).test_request_context("/", **asked):
        assert came_from(request, "ew.example") == client


def test_on_this_computer_nobody_says_for_another_who_asks() -> None:
    asked = {"headers": {"X-Forwarded-For": "198.51.100.1"}, "environ_base": {"REMOTE_ADDR": "127.0.0.1"}}
    with Flask(__name__).test_request_context("/", **asked):
        assert came_from(request, None) == "127.0.0.1"
