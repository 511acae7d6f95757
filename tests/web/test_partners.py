"""All partners on one page, each at an address of its own, also when two names look the same in an address."""

from dataclasses import replace

import pytest

from tests.editions.builders import partner
from tracker import actions
from tracker.web.draw import Drawn, Wish
from tracker.wording import addresses

from .audit import audit
from .conftest import AuditingClient, Visit
from .editions import EDITION

TWINS = ("Zorg & Co", "Zorg Co", "ZORG CO.")
PARTNERS = tuple(partner(place, name) for place, name in enumerate((*TWINS, "Gemeente Veenmarke")))


@pytest.fixture
def leader(visit: Visit) -> AuditingClient:
    """The project leader, at a programme with partners whose names differ in little."""
    whole = replace(EDITION, partners=PARTNERS)

    def draw(wish: Wish) -> Drawn:
        return Drawn(actions.for_audience(whole, wish.audience, wish.subject), {})

    return visit(draw)


def test_each_partner_of_the_list_has_a_page_of_its_own(leader: AuditingClient) -> None:
    links = [one for one in audit(leader.get("/partners").text).all("a") if "/partner/" in one.attributes["href"]]
    assert [one.text for one in links] == [one.name for one in PARTNERS]
    titles = [audit(leader.get(one.attributes["href"]).text).all("h1")[0].text for one in links]
    assert titles == [one.name for one in PARTNERS]


def test_an_address_that_two_partners_share_is_of_neither(leader: AuditingClient) -> None:
    assert leader.get("/partner/zorg-co").status_code == 404
    assert leader.get("/partner/gemeente-veenmarke").status_code == 200


def test_an_address_does_not_depend_on_the_order_or_on_the_other_names() -> None:
    first = addresses(TWINS)
    assert addresses(reversed(TWINS)) == first
    assert addresses(TWINS[:2]) == {name: first[name] for name in TWINS[:2]}
    assert addresses(TWINS[:1]) == {"Zorg & Co": "zorg-co"}
