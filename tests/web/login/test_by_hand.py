"""The link that the operator makes, and those of the demo."""

import pytest

from tracker.actions.login import links_for_demo
from tracker.actions.visitor import Role

from ..conftest import AuditingClient
from ..people import KEYS, House
from .conftest import LEADER, ask, dump, is_in, mail


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
