"""The link and the code of a mail: where, how long and how often they work."""

import pytest

from ..conftest import AuditingClient
from ..people import House
from .conftest import LEADER, STEERING, ask, dump, is_in, mail


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
