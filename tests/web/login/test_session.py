"""The session: when it begins and ends, and what is kept of it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tracker.actions.keys import Keys
from tracker.actions.visitor import Role
from tracker.store.backup import back_up, put_back
from tracker.web.app import create_app

from ..conftest import AuditingClient, client_of, drawing
from ..editions import EDITION
from ..people import KEYS, OTHER, OTHER_PARTNER, PARTNER, STRANGER, TWO_ROLES, House
from .conftest import LEADER, STEERING, ask, counts, dump, is_in, mail


def name_of(browser: AuditingClient) -> str:
    """The name of the session, as the browser has it."""
    cookie = browser.get_cookie("ew-sessie")
    assert cookie is not None
    return cookie.value


def test_a_session_gets_a_new_name_at_login_and_the_old_one_ends(
    house: House, browser: AuditingClient, other: AuditingClient
) -> None:
    browser.log_in(house, LEADER)
    first = name_of(browser)
    browser.log_in(house, LEADER)
    assert name_of(browser) != first
    other.set_cookie("ew-sessie", first)
    assert not is_in(other)
    assert counts(house)["sessions"] == 1


def test_a_name_that_a_stranger_put_in_the_browser_logs_nobody_in(house: House, browser: AuditingClient) -> None:
    browser.set_cookie("ew-sessie", "gekozen")
    browser.log_in(house, LEADER)
    assert name_of(browser) != "gekozen"


def test_nothing_that_opens_a_door_or_names_a_person_is_in_the_database(house: House, browser: AuditingClient) -> None:
    ask(browser, LEADER)
    link, code = mail(house)
    token = link.rpartition("/")[2]
    name = browser.get_cookie("ew-browser")
    assert name is not None
    kept = "\n".join(dump(house))
    browser.submit(link)
    kept += "\n".join(dump(house))
    for secret in (token, code, code.replace(" ", ""), name.value, name_of(browser), LEADER, "leider", "127.0.0.1"):
        assert secret not in kept


def test_a_session_ends_after_8_hours_without_use(house: House, browser: AuditingClient) -> None:
    browser.log_in(house, STEERING)
    house.later(hours=7, minutes=59)
    assert is_in(browser)
    house.later(hours=8)
    assert not is_in(browser)


def test_a_session_ends_after_12_hours_however_much_it_is_used(house: House, browser: AuditingClient) -> None:
    browser.log_in(house, STEERING)
    for _ in range(11):
        house.later(hours=1)
        assert is_in(browser)
    house.later(minutes=59)
    assert is_in(browser)
    house.later(minutes=1)
    assert not is_in(browser)


def test_a_session_ends_when_the_row_leaves_toegang(house: House, browser: AuditingClient) -> None:
    browser.log_in(house, STEERING)
    house.take_away(STEERING)
    assert browser.get("/").status_code == 303
    assert counts(house)["sessions"] == 0
    assert house.deeds()[-1] == "toegang_weg"


@pytest.mark.parametrize("role", [Role.PROJECT_LEADER, Role.EXECUTIVE_BOARD])
def test_a_session_ends_when_the_role_becomes_another(house: House, browser: AuditingClient, role: Role) -> None:
    browser.log_in(house, STEERING)
    house.give(STEERING, role)
    assert not is_in(browser)
    browser.log_in(house, STEERING)
    assert f"ingelogd als {role.word}," in browser.get("/mijn-toegang").text


def test_logging_out_ends_the_session_itself_and_not_only_the_cookie(
    house: House, browser: AuditingClient, other: AuditingClient
) -> None:
    browser.log_in(house, STEERING)
    other.set_cookie("ew-sessie", name_of(browser))
    assert is_in(other)
    browser.submit("/uitloggen", page="/mijn-toegang")
    assert not is_in(browser)
    assert not is_in(other)


def test_logging_out_everywhere_ends_every_session_of_this_address_only(
    house: House, browser: AuditingClient, other: AuditingClient
) -> None:
    third = client_of(create_app(drawing(EDITION), house.door()))
    browser.log_in(house, STEERING)
    other.log_in(house, STEERING)
    third.log_in(house, OTHER_PARTNER)
    unused = house.link(STEERING)
    browser.submit("/uitloggen/overal", page="/mijn-toegang")
    assert [is_in(browser), is_in(other), is_in(third)] == [False, False, True]
    assert other.submit(unused).status_code == 400
    assert "overal_uitgelogd" in house.deeds()


def test_who_has_two_rows_starts_in_the_one_that_sees_most_and_may_go_on_in_the_other(
    house: House, browser: AuditingClient
) -> None:
    browser.log_in(house, TWO_ROLES)
    assert "ingelogd als stuurgroep," in browser.get("/mijn-toegang").text
    assert browser.submit("/mijn-toegang", {"rol": "0"}).status_code == 303
    assert f"ingelogd als partner ({OTHER})," in browser.get("/mijn-toegang").text
    assert PARTNER not in browser.get("/mijn-toegang").text
    assert "andere_rol" in house.deeds()


@pytest.mark.parametrize("number", ["1", "-1", "x", "", "²", "1" * 5_000], ids=lambda typed: typed[:8])
def test_a_role_that_someone_does_not_have_cannot_be_chosen(house: House, browser: AuditingClient, number: str) -> None:
    browser.log_in(house, TWO_ROLES)
    assert browser.submit("/mijn-toegang", {"rol": number}).status_code == 400
    assert "ingelogd als stuurgroep," in browser.get("/mijn-toegang").text


def test_a_session_lasts_no_longer_than_its_name_is_known_under_the_secret_key(
    house: House, browser: AuditingClient
) -> None:
    browser.log_in(house, STEERING)
    door = replace(house.door(), keys=Keys.of(KEYS.data, "een heel andere sleutel, ook lang genoeg"))
    changed = client_of(create_app(drawing(EDITION), door))
    changed.set_cookie("ew-sessie", name_of(browser))
    assert not is_in(changed)
    assert is_in(browser)


def test_a_back_up_that_is_put_back_brings_no_session_back(
    house: House, browser: AuditingClient, tmp_path: Path
) -> None:
    browser.log_in(house, STEERING)
    with house.store() as store:
        back_up(store, tmp_path / "kopie.db")
    assert is_in(browser)
    put_back(f"sqlite:///{house.path}", tmp_path / "kopie.db")
    assert not is_in(browser)


def test_what_is_past_its_time_is_swept_away(house: House, browser: AuditingClient) -> None:
    ask(browser, LEADER)
    browser.log_in(house, STEERING)
    house.now += timedelta(days=2)
    ask(browser, STRANGER)
    assert counts(house) | {"audit": 0} == {
        "login_requests": 1,
        "attempts": 2,
        "sessions": 0,
        "devices": 0,
        "audit": 0,
    }
