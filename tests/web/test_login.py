"""Logging in: a mail with a link and a code, for one browser, once; and out again."""

import logging
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from tracker.actions.keys import Keys
from tracker.actions.login import links_for_demo
from tracker.actions.visitor import Role
from tracker.errors import MailError
from tracker.mail import Letter
from tracker.store.backup import back_up, put_back
from tracker.web.app import create_app

from .audit import audit, read_page
from .conftest import AuditingClient, client_of, drawing
from .editions import EDITION
from .people import ADDRESSES, KEYS, OTHER, OTHER_PARTNER, PARTNER, STRANGER, TWO_ROLES, House

LEADER, STEERING = ADDRESSES[Role.PROJECT_LEADER], ADDRESSES[Role.STEERING_GROUP]


@pytest.fixture
def browser(house: House) -> AuditingClient:
    """A browser in which nobody logged in."""
    return client_of(create_app(drawing(EDITION), house.door()))


@pytest.fixture
def other(house: House) -> AuditingClient:
    """Another browser, served by another process of the same pages."""
    return client_of(create_app(drawing(EDITION), house.door()))


def ask(browser: AuditingClient, address: str, after: str = "/") -> TestResponse:
    """Ask for a mail."""
    return browser.submit("/inloggen", {"adres": address, "verder": after})


def mail(house: House) -> tuple[str, str]:
    """The path of the link and the code in the newest mail, once it was sent."""
    house.post()
    _, letter = house.mails[-1]
    link, code = re.search(r"/inloggen/link/\S+", letter.text), re.search(r"\b[A-Z0-9]{4} [A-Z0-9]{4}\b", letter.text)
    assert link and code
    return link[0], code[0]


def is_in(browser: AuditingClient) -> bool:
    """Whether someone is logged in."""
    return browser.get("/mijn-toegang").status_code == 200


def dump(house: House) -> list[str]:
    """Everything in the database, as text."""
    with closing(sqlite3.connect(house.path)) as connection:
        return list(connection.iterdump())


def counts(house: House) -> dict[str, int]:
    """How many rows each table of the login has."""
    tables = ("login_requests", "attempts", "sessions", "devices", "audit")
    with closing(sqlite3.connect(house.path)) as connection:
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}


# --- The mail ---------------------------------------------------------------------------------------------------------


def test_who_is_on_toegang_gets_a_mail_with_a_link_and_a_code(house: House, browser: AuditingClient) -> None:
    assert ask(browser, " Leider@Example.ORG ").headers["Location"] == "/inloggen/code"
    link, code = mail(house)
    address, letter = house.mails[0]
    assert address == LEADER
    assert f"http://localhost{link}" in letter.text
    assert link in letter.html and code in letter.html
    assert "30 minuten" in letter.text


def test_who_is_not_on_toegang_gets_no_mail(house: House, browser: AuditingClient) -> None:
    ask(browser, STRANGER)
    house.post()
    assert house.mails == []
    assert house.deeds() == ["mail_onbekend"]


def test_the_answer_and_the_work_for_it_are_the_same_for_a_stranger(
    house: House, browser: AuditingClient, other: AuditingClient
) -> None:
    seen = []
    for someone, address in ((browser, LEADER), (other, STRANGER)):
        before = counts(house)
        answer = ask(someone, address)
        page = someone.get("/inloggen/code")
        wrong = someone.submit("/inloggen/code", {"code": "FOUTFOUT"})
        done = {name: count - before[name] for name, count in counts(house).items()}
        texts = [answer.text, read_page(page.text).text, read_page(wrong.text).text]
        seen.append((answer.status_code, [*answer.headers.keys()], texts, done, len(house.waiting)))
        house.waiting.clear()
    assert seen[0] == seen[1]
    assert seen[0][4] == 1


@pytest.mark.parametrize("typed", ["", "leider", "leider@example", "a b@example.org", "x@" + "y" * 300 + ".nl"])
def test_what_is_no_address_is_said_at_once(house: House, browser: AuditingClient, typed: str) -> None:
    answer = ask(browser, typed)
    assert answer.status_code == 400
    assert "Dit is geen e-mailadres." in answer.text
    assert house.waiting == []


def test_a_mail_server_that_fails_is_noted_without_the_address(
    house: House, browser: AuditingClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def failing(address: str, letter: Letter) -> None:
        raise MailError("De mailserver nam de mail niet aan (OSError).", "Controleer EW_MAIL_URL.")

    monkeypatch.setattr(house, "send", failing)
    assert ask(browser, LEADER).status_code == 303
    with caplog.at_level(logging.ERROR):
        house.post()
    assert house.deeds() == ["mail", "mail_mislukt"]
    assert "nam de mail niet aan" in caplog.text
    assert "leider" not in caplog.text


# --- The link ---------------------------------------------------------------------------------------------------------


def test_the_link_opens_a_page_with_a_button_and_the_button_logs_in(house: House, browser: AuditingClient) -> None:
    ask(browser, LEADER)
    link, _ = mail(house)
    assert browser.submit(link).headers["Location"] == "/"
    assert is_in(browser)
    assert house.deeds()[-1] == "ingelogd"


def test_opening_the_link_changes_nothing(house: House, browser: AuditingClient, other: AuditingClient) -> None:
    ask(browser, LEADER)
    link, _ = mail(house)
    before = dump(house)
    for scanner in (other, browser):
        for _ in range(3):
            assert scanner.get(link).status_code == 200
    assert dump(house) == before
    browser.submit(link)
    assert is_in(browser)


def test_the_link_works_in_no_other_browser(house: House, browser: AuditingClient, other: AuditingClient) -> None:
    ask(browser, LEADER)
    link, _ = mail(house)
    assert "Deze link hoort bij een andere browser" in other.get(link).text
    assert other.submit(link, page="/inloggen").status_code == 400
    ask(other, STEERING)
    assert other.submit(link).status_code == 400
    assert not is_in(other)
    assert browser.submit(link).status_code == 303


def test_the_link_works_once(house: House, browser: AuditingClient) -> None:
    ask(browser, LEADER)
    link, code = mail(house)
    browser.submit(link)
    browser.submit("/uitloggen", page="/mijn-toegang")
    ask(browser, STEERING)
    assert browser.submit(link).status_code == 400
    assert browser.submit("/inloggen/code", {"code": code}).status_code == 400
    assert not is_in(browser)


@pytest.mark.parametrize(("minutes", "status"), [(29, 303), (30, 400)])
def test_the_link_and_the_code_work_for_30_minutes(
    house: House, browser: AuditingClient, minutes: int, status: int
) -> None:
    ask(browser, LEADER)
    link, _ = mail(house)
    house.later(minutes=minutes)
    assert browser.submit(link).status_code == status


def test_a_mail_that_comes_late_works_although_a_new_one_was_asked_for(house: House, browser: AuditingClient) -> None:
    ask(browser, LEADER)
    late, _ = mail(house)
    house.later(minutes=5)
    ask(browser, LEADER)
    assert browser.submit(late).status_code == 303


def test_a_link_does_not_work_for_who_left_toegang_meanwhile(house: House, browser: AuditingClient) -> None:
    ask(browser, LEADER)
    link, _ = mail(house)
    house.take_away(LEADER)
    assert browser.submit(link).status_code == 400
    assert house.deeds()[-1] == "inloggen_geweigerd"


# --- The code ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [str, str.lower, lambda code: code.replace(" ", ""), lambda c: c.replace(" ", "-")])
def test_the_code_logs_in_however_it_is_typed(house: House, browser: AuditingClient, change: object) -> None:
    assert callable(change)
    ask(browser, LEADER)
    _, code = mail(house)
    assert browser.submit("/inloggen/code", {"code": change(code)}).headers["Location"] == "/"
    assert is_in(browser)


def test_the_code_works_in_no_other_browser(house: House, browser: AuditingClient, other: AuditingClient) -> None:
    ask(browser, LEADER)
    _, code = mail(house)
    ask(other, LEADER)
    assert other.submit("/inloggen/code", {"code": code}).status_code == 400
    assert not is_in(other)


def test_five_wrong_codes_end_the_code_and_the_link(house: House, browser: AuditingClient) -> None:
    ask(browser, LEADER)
    link, code = mail(house)
    for left in (4, 3, 2, 1):
        assert f"nog {left} keer" in browser.submit("/inloggen/code", {"code": "FOUTFOUT"}).text
    assert "Vraag een nieuwe mail" in browser.submit("/inloggen/code", {"code": "FOUTFOUT"}).text
    assert browser.submit("/inloggen/code", {"code": code}).status_code == 400
    assert browser.submit(link).status_code == 400
    assert not is_in(browser)


def test_the_page_for_a_code_is_for_a_browser_that_asked(browser: AuditingClient) -> None:
    assert browser.get("/inloggen/code").headers["Location"] == "/inloggen"


# --- Limits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [LEADER, STRANGER])
def test_one_address_gets_five_mails_in_half_an_hour_from_all_processes_together(
    house: House, browser: AuditingClient, other: AuditingClient, address: str
) -> None:
    answers = [ask(someone, address).status_code for someone in (browser, other, browser, other, browser, other)]
    assert answers == [303] * 5 + [429]
    assert len(house.waiting) == 5
    house.later(minutes=30)
    assert ask(browser, address).status_code == 303


def test_one_client_asks_for_sixty_mails_an_hour(house: House, browser: AuditingClient) -> None:
    token = read_page(browser.get("/inloggen").text).all("input")[0].attributes["value"]
    answers = [
        browser.post("/inloggen", data={"csrf_token": token, "adres": f"iemand{number}@example.org"}).status_code
        for number in range(61)
    ]
    assert answers == [303] * 60 + [429]
    assert ask(browser, LEADER).status_code == 429
    house.later(hours=1)
    assert ask(browser, LEADER).status_code == 303


# --- The link of the operator -----------------------------------------------------------------------------------------


def test_a_link_by_hand_works_in_any_browser_and_once(
    house: House, browser: AuditingClient, other: AuditingClient
) -> None:
    link = house.link(LEADER)
    before = dump(house)
    browser.get(link)
    assert dump(house) == before
    assert browser.submit(link).status_code == 303
    assert is_in(browser)
    assert other.submit(link).status_code == 400
    assert house.deeds() == ["link", "ingelogd", "inloggen_geweigerd"]


@pytest.mark.parametrize(("minutes", "status"), [(9, 303), (10, 400)])
def test_a_link_by_hand_works_for_10_minutes(house: House, browser: AuditingClient, minutes: int, status: int) -> None:
    link = house.link(LEADER)
    house.later(minutes=minutes)
    assert browser.submit(link).status_code == status


def test_a_link_by_hand_is_no_link_of_a_mail(house: House, browser: AuditingClient) -> None:
    by_hand = house.link(LEADER)
    ask(browser, LEADER)
    mailed, _ = mail(house)
    assert browser.submit(by_hand.replace("eenmalig", "link"), page="/inloggen").status_code == 400
    assert browser.submit(mailed.replace("link", "eenmalig"), page="/inloggen").status_code == 400


def test_the_demo_has_a_link_for_each_role(house: House, browser: AuditingClient) -> None:
    with house.store() as store:
        links = links_for_demo(store, KEYS, base_url="http://localhost", now=house.now)
    assert [standing.role for standing, _ in links] == list(Role)
    for standing, link in links:
        browser.submit(link.removeprefix("http://localhost"))
        assert f"ingelogd als {standing.words}," in browser.get("/mijn-toegang").text


# --- The session ------------------------------------------------------------------------------------------------------


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


@pytest.mark.parametrize("number", ["1", "-1", "x", "", "²"])
def test_a_role_that_someone_does_not_have_cannot_be_chosen(house: House, browser: AuditingClient, number: str) -> None:
    browser.log_in(house, TWO_ROLES)
    assert browser.submit("/mijn-toegang", {"rol": number}).status_code == 400
    assert "ingelogd als stuurgroep," in browser.get("/mijn-toegang").text


# --- Where someone comes out ------------------------------------------------------------------------------------------


def test_someone_comes_out_where_they_were_going(house: House, browser: AuditingClient) -> None:
    sent = browser.get("/mijn-toegang")
    assert sent.headers["Location"] == "/inloggen?verder=/mijn-toegang"
    fields = {f.attributes.get("name"): f.attributes for f in audit(browser.get(sent.location).text).all("input")}
    ask(browser, LEADER, fields["verder"]["value"])
    assert browser.submit(mail(house)[0]).headers["Location"] == "/mijn-toegang"


@pytest.mark.parametrize(
    "after",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/%2f/evil.example",
        "javascript:alert(1)",
        "evil",
        "",
        "/weg",
        " //evil.example",
    ],
)
def test_nobody_is_led_to_another_site(house: House, browser: AuditingClient, after: str) -> None:
    page = audit(browser.get("/inloggen", query_string={"verder": after}).text)
    assert [one.attributes["value"] for one in page.all("input") if one.attributes.get("name") == "verder"] == ["/"]
    ask(browser, LEADER, after)
    assert browser.submit(mail(house)[0]).headers["Location"] == "/"


# --- Forms and cookies ------------------------------------------------------------------------------------------------


POSTS = ["/inloggen", "/inloggen/code", "/inloggen/link/x", "/inloggen/eenmalig/x", "/uitloggen", "/uitloggen/overal"]


@pytest.mark.parametrize("path", [*POSTS, "/mijn-toegang"])
def test_a_form_without_its_token_changes_nothing(house: House, browser: AuditingClient, path: str) -> None:
    browser.log_in(house, STEERING)
    before = dump(house)
    answer = browser.post(path, data={"adres": LEADER, "code": "x", "rol": "0"})
    assert answer.status_code == 400
    assert "Wij konden dit formulier niet gebruiken." in answer.text
    assert dump(house) == before


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_form_from_another_site_is_refused_although_it_has_the_token(
    house: House, browser: AuditingClient, site: str
) -> None:
    token = read_page(browser.get("/inloggen").text).all("input")[0].attributes["value"]
    data = {"csrf_token": token, "adres": LEADER}
    assert browser.post("/inloggen", data=data, headers={"Sec-Fetch-Site": site}).status_code == 400
    assert house.waiting == []
    assert browser.post("/inloggen", data=data, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303


def set_cookies(responses: list[TestResponse]) -> Iterator[tuple[str, str]]:
    """The name and the rest of every cookie that answers set and do not take away."""
    for response in responses:
        for line in response.headers.getlist("Set-Cookie"):
            if "Max-Age=0" not in line:
                yield line.partition("=")[0], line


def test_on_https_every_cookie_is_bound_to_this_host_and_out_of_reach_of_scripts(house: House) -> None:
    app = create_app(drawing(EDITION), house.door(base_url="https://ew.example"))
    browser = client_of(app)
    base = "https://ew.example"
    form = browser.get("/inloggen", base_url=base)
    data = {"csrf_token": read_page(form.text).all("input")[0].attributes["value"], "adres": LEADER}
    asked = browser.post("/inloggen", data=data, base_url=base)
    link, _ = mail(house)
    assert f"{base}{link}" in house.mails[0][1].text
    entered = browser.post(link, data=data, base_url=base)
    cookies = dict(set_cookies([form, asked, entered]))
    assert set(cookies) == {"__Host-ew-formulier", "__Host-ew-browser", "__Host-ew-sessie"}
    for line in cookies.values():
        for part in ("; Secure", "; HttpOnly", "; Path=/", "; SameSite=Lax"):
            assert part in line
        assert "Domain" not in line
    assert "Max-Age" not in cookies["__Host-ew-sessie"]
    assert form.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert browser.get("/mijn-toegang", base_url=base).status_code == 200


def test_on_this_computer_cookies_are_out_of_reach_of_scripts_too(house: House, browser: AuditingClient) -> None:
    cookies = dict(set_cookies([browser.get("/inloggen"), ask(browser, LEADER), browser.submit(mail(house)[0])]))
    assert set(cookies) == {"ew-formulier", "ew-browser", "ew-sessie"}
    assert all("; HttpOnly" in line and "; SameSite=Lax" in line and "Secure" not in line for line in cookies.values())


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
