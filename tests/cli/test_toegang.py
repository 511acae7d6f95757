"""`ew toegang` from its door on: who may log in, a link, and a second step that is set up anew."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Run
from tests.web.conftest import AuditingClient, client_of, drawing
from tests.web.editions import EDITION
from tracker import wiring
from tracker.actions import second_factor
from tracker.actions.session import find_visitor
from tracker.settings import read_settings
from tracker.web.app import create_app
from tracker.web.door import open_door

LEADER = "projectleider@example.org"


@pytest.fixture
def synced(ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, with the sample in its database."""
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{tmp_path / 'ew.db'}")
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "data.key"))
    monkeypatch.setenv("EW_SOURCE", str(tmp_path / "programma.xlsx"))
    (tmp_path / "programma.xlsx").write_bytes(SAMPLE.read_bytes())
    assert ew("sync").code in (0, 1)
    return ew


@pytest.fixture
def browser(synced: Run) -> AuditingClient:
    """A browser at the pages of that database."""
    return client_of(create_app(drawing(EDITION), open_door(read_settings())))


def test_who_may_log_in_is_shown_without_their_addresses(synced: Run) -> None:
    answer = synced("toegang")
    assert answer.code == 0
    assert "partner (Gemeente Veenmarke)" in answer.out
    assert "@" not in answer.out


def test_who_may_log_in_is_told_as_json(synced: Run) -> None:
    people = synced("toegang", "--json").json
    assert len(people) == 11
    assert people[0]["role"] == "project_leader"
    assert set(people[0]) == {"role", "partner", "grant", "who", "second_factor"}


def test_before_the_first_sync_nobody_may_log_in(ew: Run) -> None:
    answer = ew("toegang")
    assert (answer.code, "Niemand kan inloggen" in answer.out) == (0, True)


def test_a_link_logs_someone_in(synced: Run, browser: AuditingClient) -> None:
    answer = synced("toegang", "link", " ProjectLeider@example.org ")
    link = re.fullmatch(r"http://127\.0\.0\.1:8350(/inloggen/eenmalig/\S+)\n", answer.out)
    assert link
    assert "één keer" in answer.err
    assert browser.submit(link[1]).status_code == 303
    assert "ingelogd als projectleider" in browser.get("/mijn-toegang").text


@pytest.mark.parametrize("address", ["niemand@example.org", "geen adres"])
def test_a_stranger_gets_no_link(synced: Run, address: str) -> None:
    answer = synced("toegang", "link", address)
    assert (answer.code, answer.out) == (2, "")
    assert "staat niet op Toegang" in answer.err
    assert address not in answer.err


def test_a_second_step_is_taken_away_when_that_is_meant(synced: Run, browser: AuditingClient) -> None:
    browser.submit(synced("toegang", "link", LEADER).out.strip().partition("8350")[2])
    _set_up(browser)
    assert [one["second_factor"] for one in synced("toegang", "--json").json].count(True) == 1
    assert "weg" in synced("toegang", "tweede-factor", LEADER, "--ja").out
    assert [one["second_factor"] for one in synced("toegang", "--json").json].count(True) == 0
    assert browser.get("/mijn-toegang").status_code == 303
    assert "had geen tweede stap" in synced("toegang", "tweede-factor", LEADER, "--ja").out


def _set_up(browser: AuditingClient) -> None:
    import pyotp

    cookie = browser.get_cookie("ew-sessie")
    assert cookie is not None
    door, now = open_door(read_settings()), datetime.now(UTC)
    with door.store() as store:
        visitor = find_visitor(store, door.keys, session=cookie.value, device="", second_factor=True, now=now)
        assert visitor is not None
        salt = second_factor.new_salt()
        secret = second_factor.new_factor(door.keys, visitor, salt).secret.replace(" ", "")
        code = pyotp.TOTP(secret).at(now)
        proof = second_factor.prove_second_factor(
            store, door.keys, visitor, code=code, salt=salt, remember=False, now=now
        )
    assert proof.right


def test_what_is_done_by_hand_is_in_the_audit_log_without_an_address(synced: Run) -> None:
    synced("toegang", "link", LEADER)
    synced("toegang", "tweede-factor", LEADER, "--ja")
    since = datetime.now(UTC) - timedelta(days=1)
    with wiring.store(read_settings()) as store:
        rows = [(row.role, row.what, row.about) for row in store.audit_rows(since)]
    assert ("beheer", "link", "projectleider") in rows
    assert ("beheer", "tweede_stap_weg", "") in rows
