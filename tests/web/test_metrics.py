"""`/metrics`: numbers for whoever watches machines, on this computer only, and nobody can be found in them."""

import re
from datetime import timedelta

import pytest

from tracker.actions.visitor import Role
from tracker.model import Finding, Severity, TabCount
from tracker.store import SyncStatus
from tracker.web.app import create_app

from .conftest import AuditingClient, client_of, drawing
from .editions import EDITION
from .people import ADDRESSES, GRANT, OTHER, PARTNER, START, House

BASE = "https://ew.example"
LINE = re.compile(r"(?:# (?:HELP|TYPE) ew_\w+ .+|ew_\w+(?:\{\w+=\"[^\"]*\"(?:,\w+=\"[^\"]*\")*\})? \d+)")


def _numbers(client: AuditingClient) -> dict[str, int]:
    answer = client.get("/metrics")
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    assert all(LINE.fullmatch(line) for line in lines)
    assert answer.text.endswith("\n")
    pairs = [line.rsplit(" ", 1) for line in lines if not line.startswith("#")]
    assert len(pairs) == len(dict(pairs))
    return {re.sub(r",?process=\"\d+\"", "", name): int(value) for name, value in pairs}


def test_it_tells_how_old_the_last_good_sync_and_the_last_backup_are(house: House, stranger: AuditingClient) -> None:
    house.later(hours=3)
    assert "ew_last_backup_age_seconds" not in _numbers(stranger)
    with house.store() as store:
        store.audit(at=house.now - timedelta(minutes=5), role="beheer", who="", what="backup")
    found = _numbers(stranger)
    assert found["ew_last_good_sync_age_seconds"] == 3 * 3600
    assert found["ew_last_backup_age_seconds"] == 300
    assert found["ew_database_up"] == 1


def test_it_tells_that_a_change_waits_and_what_was_found(house: House, stranger: AuditingClient) -> None:
    fault = Finding(code="stap_onbekend", severity=Severity.FAULT, message="x", advice="y", tab="Stappen", row=4)
    with house.store() as store:
        store.save(
            after=1,
            taken_at=START + timedelta(hours=1),
            source="programma.xlsx",
            content="beef",
            counts={"access": TabCount(read=9, stored=9)},
            changes=[],
            findings=[fault],
        )
        store.note_sync(at=START + timedelta(hours=2), status=SyncStatus.HELD, reason="mass_change")
    found = _numbers(stranger)
    assert (found['ew_last_sync{ending="held"}'], found['ew_last_sync{ending="stored"}']) == (1, 0)
    assert (found['ew_findings{severity="fout"}'], found['ew_findings{severity="info"}']) == (1, 0)
    assert (found["ew_snapshots"], found["ew_editions"]) == (2, 0)


def test_it_counts_answers_by_kind(stranger: AuditingClient) -> None:
    stranger.get("/inloggen")
    stranger.get("/bestaat-niet")
    found = _numbers(stranger)
    assert found['ew_requests_total{status="2xx"}'] == 1
    assert found['ew_requests_total{status="4xx"}'] == 1
    assert _numbers(stranger)['ew_requests_total{status="2xx"}'] == 2


def test_a_database_that_is_away_is_told(house: House, stranger: AuditingClient) -> None:
    house.path.unlink()
    house.path.mkdir()
    assert _numbers(stranger)["ew_database_up"] == 0


def test_nobody_can_be_found_in_it(house: House, stranger: AuditingClient) -> None:
    stranger.log_in(house, ADDRESSES[Role.PROJECT_LEADER])
    text = stranger.get("/metrics").text
    for word in (PARTNER, OTHER, GRANT, *ADDRESSES.values(), "programma.xlsx", str(house.path)):
        assert word not in text


@pytest.mark.parametrize(
    "asked",
    [
        {"headers": {"Host": "ew.example"}},
        {"headers": {"Host": "127.0.0.1:8000", "X-Forwarded-For": "203.0.113.9"}},
        {"headers": {"Host": "127.0.0.1:8000"}, "environ_overrides": {"REMOTE_ADDR": "10.0.0.3"}},
        {"headers": {"Host": "127.0.0.1:8000"}, "environ_overrides": {"REMOTE_ADDR": ""}},
    ],
)
def test_pages_for_others_tell_their_numbers_on_this_computer_only(house: House, asked: dict[str, object]) -> None:
    public = client_of(create_app(drawing(EDITION), house.door(base_url=BASE)))
    assert public.get("/metrics", **asked).status_code == 404
    assert public.get("/metrics", headers={"Host": "127.0.0.1:8000"}).status_code == 200
