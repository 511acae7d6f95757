"""The second step of logging in, for those who see persons."""

import re
from datetime import timedelta

import pyotp
import pytest

from tracker.actions.visitor import Role
from tracker.web.access import who
from tracker.web.app import create_app

from .audit import audit
from .conftest import AuditingClient, client_of, drawing
from .editions import EDITION
from .people import ADDRESSES, House

LEADER, TEAM = ADDRESSES[Role.PROJECT_LEADER], ADDRESSES[Role.PROGRAMME_TEAM]


def new_browser(house: House, *, second_factor: bool = True) -> AuditingClient:
    """A browser at pages of which one is about persons."""
    app = create_app(drawing(EDITION), house.door(second_factor=second_factor))
    page = who(Role.PROJECT_LEADER, Role.PROGRAMME_TEAM, Role.PARTNER, person_level=True)(lambda: ("", 204))
    app.add_url_rule("/mensen", "people", page)
    return client_of(app)


@pytest.fixture
def browser(house: House) -> AuditingClient:
    """A browser in which the project leader is logged in."""
    browser = new_browser(house)
    browser.log_in(house, LEADER)
    return browser


def secret_on(browser: AuditingClient) -> str:
    """The secret on the page to set up the second step."""
    page = audit(browser.get("/tweede-stap").text)
    return page.all("code")[0].text.replace(" ", "")


def code_now(house: House, secret: str, steps_off: int = 0) -> str:
    """What the app on the phone shows."""
    return pyotp.TOTP(secret).at(house.now + timedelta(seconds=30 * steps_off))


def set_up(house: House, browser: AuditingClient, **more: str) -> str:
    """Set up the second step; answers its secret."""
    secret = secret_on(browser)
    answer = browser.submit("/tweede-stap", {"code": code_now(house, secret), **more})
    assert answer.status_code == 303
    return secret


def sees_people(browser: AuditingClient) -> bool:
    """Whether the page about persons opens."""
    return browser.get("/mensen").status_code == 204


def test_persons_wait_for_the_second_step_and_totals_do_not(house: House, browser: AuditingClient) -> None:
    assert browser.get("/").status_code == 200
    assert browser.get("/mensen").headers["Location"] == "/tweede-stap?verder=/mensen"


def test_setting_it_up_opens_the_page_that_was_asked_for(house: House, browser: AuditingClient) -> None:
    browser.get(browser.get("/mensen").headers["Location"])
    answer = browser.submit("/tweede-stap", {"code": code_now(house, secret_on(browser))})
    assert answer.headers["Location"] == "/mensen"
    assert sees_people(browser)
    assert house.deeds()[-2:] == ["tweede_stap_nieuw", "people"]


def test_the_picture_is_on_the_page_itself_and_the_secret_is_not_in_the_database(
    house: House, browser: AuditingClient
) -> None:
    page = audit(browser.get("/tweede-stap").text)
    assert page.all("svg")[-1].all("path")
    secret = set_up(house, browser)
    with house.store() as store, store._reading() as connection:
        salts = list(connection.exec_driver_sql("SELECT salt FROM second_factors").scalars())
    assert len(salts) == 1
    assert secret.encode() not in house.path.read_bytes()
    assert salts[0] not in page.text


def test_looking_at_the_page_to_set_up_changes_nothing(house: House, browser: AuditingClient) -> None:
    assert secret_on(browser) == secret_on(browser)
    with house.store() as store, store._reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM second_factors").scalar() == 0


@pytest.mark.parametrize(("steps_off", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(house: House, browser: AuditingClient, steps_off: int, right: bool) -> None:
    code = code_now(house, secret_on(browser), steps_off)
    assert browser.submit("/tweede-stap", {"code": code}).status_code == (303 if right else 400)


@pytest.mark.parametrize("code", ["", "000000", "12345", "abcdef", "１２３４５６", "²²²²²²"])
def test_what_is_no_right_code_is_refused(house: House, browser: AuditingClient, code: str) -> None:
    answer = browser.submit("/tweede-stap", {"code": code})
    assert answer.status_code == 400
    assert "Deze code klopt niet." in answer.text
    assert house.deeds()[-1] == "tweede_stap_fout"


def test_a_code_works_once_also_in_another_session(house: House, browser: AuditingClient) -> None:
    secret = set_up(house, browser)
    again = new_browser(house)
    again.log_in(house, LEADER)
    assert again.submit("/tweede-stap", {"code": code_now(house, secret)}).status_code == 400
    house.later(seconds=30)
    assert again.submit("/tweede-stap", {"code": code_now(house, secret)}).status_code == 303
    assert sees_people(again)


def test_who_has_a_second_step_cannot_set_up_another(house: House, browser: AuditingClient) -> None:
    mine = secret_on(browser)
    elsewhere = new_browser(house)
    elsewhere.log_in(house, LEADER)
    other = secret_on(elsewhere)
    assert mine != other
    browser.submit("/tweede-stap", {"code": code_now(house, mine)})
    house.later(minutes=1)
    assert elsewhere.submit("/tweede-stap", {"code": code_now(house, other)}).status_code == 400
    assert not sees_people(elsewhere)


def test_setting_up_asks_for_a_login_of_the_last_half_hour(house: House, browser: AuditingClient) -> None:
    secret = secret_on(browser)
    house.later(minutes=30)
    assert browser.get("/tweede-stap").headers["Location"].startswith("/inloggen")
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/inloggen").text)
    assert token
    browser.post("/tweede-stap", data={"csrf_token": token[1], "code": code_now(house, secret)})
    assert not sees_people(browser)


def test_eight_codes_are_tried_in_half_an_hour(house: House, browser: AuditingClient) -> None:
    secret = secret_on(browser)
    for _ in range(8):
        assert browser.submit("/tweede-stap", {"code": "000000"}).status_code == 400
    assert browser.submit("/tweede-stap", {"code": code_now(house, secret)}).status_code == 429


def test_a_device_is_remembered_for_30_days_by_who_asked_for_it(house: House, browser: AuditingClient) -> None:
    set_up(house, browser, onthoud="ja")
    cookie = browser.get_cookie("ew-apparaat")
    assert cookie is not None
    assert cookie.max_age == 30 * 24 * 3600
    house.later(days=29, hours=23)
    browser.log_in(house, LEADER)
    assert sees_people(browser)
    house.later(hours=1)
    browser.log_in(house, LEADER)
    assert not sees_people(browser)


def test_a_device_is_not_remembered_unasked(house: House, browser: AuditingClient) -> None:
    set_up(house, browser)
    assert sees_people(browser)
    browser.log_in(house, LEADER)
    assert not sees_people(browser)


def test_a_device_is_remembered_for_one_person(house: House, browser: AuditingClient) -> None:
    set_up(house, browser, onthoud="ja")
    browser.log_in(house, TEAM)
    assert not sees_people(browser)


def test_a_code_is_proof_for_the_next_half_hour_without_a_new_mail(house: House, browser: AuditingClient) -> None:
    secret = set_up(house, browser, onthoud="ja")
    house.later(minutes=31)
    assert browser.get("/mensen").headers["Location"] == "/tweede-stap?verder=/mensen"
    browser.submit("/tweede-stap", {"code": code_now(house, secret)})
    assert sees_people(browser)


def test_logging_out_everywhere_forgets_devices_too(house: House, browser: AuditingClient) -> None:
    set_up(house, browser, onthoud="ja")
    device = browser.get_cookie("ew-apparaat")
    assert device is not None
    browser.submit("/uitloggen/overal", page="/mijn-toegang")
    browser.set_cookie("ew-apparaat", device.value)
    browser.log_in(house, LEADER)
    assert not sees_people(browser)


def test_a_second_step_goes_with_the_row_on_toegang(house: House, browser: AuditingClient) -> None:
    set_up(house, browser)
    house.take_away(LEADER)
    new_browser(house).submit("/inloggen", {"adres": TEAM})
    with house.store() as store, store._reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM second_factors").scalar() == 0


def test_a_partner_has_no_second_step(house: House) -> None:
    browser = new_browser(house)
    browser.log_in(house, ADDRESSES[Role.PARTNER])
    assert sees_people(browser)
    assert browser.get("/tweede-stap").status_code == 404


def test_the_demo_asks_nobody_for_a_second_step(house: House) -> None:
    browser = new_browser(house, second_factor=False)
    browser.log_in(house, LEADER)
    assert sees_people(browser)
