"""No page tells what its reader may not see: two worlds that differ in that alone have the same pages."""

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests.worlds import HOST, PARTNERS, WHISPERS, WHO_LOGS_IN, Known, every_blind_change, publish
from tracker import wiring
from tracker.actions.login import make_link
from tracker.web.access import slug
from tracker.web.app import create_app
from tracker.web.door import Door, open_door

OPEN = ("/openbaar", "/over-de-cijfers", "/privacy", "/toegankelijkheid", "/inloggen")
CLOSED = ("/", "/doelen", "/plekken", "/partners", "/downloads")
OWN = f"/partner/{slug(PARTNERS[0])}"
PAGES = {
    "stuurgroep": CLOSED,
    "partner": (*CLOSED, OWN, f"{OWN}/klopt-dit-nog"),
    "financier": ("/", "/doelen", "/downloads"),
}
"""For everyone but the project leader the pages that they can open."""

_TOKEN = re.compile(rb'name="csrf_token" value="[^"]*"')


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """The programme as it is."""
    return publish(tmp_path_factory.mktemp("werelden") / "eerst")


@pytest.fixture(scope="module")
def blind(tmp_path_factory: pytest.TempPathFactory) -> Known:
    """The programme in which everything differs that nobody may see."""
    return publish(tmp_path_factory.mktemp("werelden") / "anders", every_blind_change)


def visitor(known: Known, role: str) -> FlaskClient:
    """Someone with this role, logged in by a link of the operator; nobody in particular without one."""
    door = open_door(known.settings, second_factor=False)
    client = create_app(None, door, known.settings).test_client()
    if role:
        path = _link(known, door, role)
        token = re.search(r'name="csrf_token" value="([^"]*)"', client.get(path).text)
        assert token is not None
        data = {"csrf_token": token[1]}
        assert client.post(path, data=data, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 303
    return client


def _link(known: Known, door: Door, role: str) -> str:
    with wiring.store(known.settings) as store:
        return make_link(store, door.keys, f"{role}@{HOST}", base_url="", now=datetime.now(UTC))


def pages(known: Known, role: str) -> dict[str, bytes]:
    """Every page that a role can open, without what is new at each visit."""
    client = visitor(known, role)
    made = {path: client.get(path) for path in (PAGES[role] if role else OPEN)}
    assert {path: one.status_code for path, one in made.items()} == dict.fromkeys(made, 200)
    return {path: _TOKEN.sub(b"", one.data) for path, one in made.items()}


@pytest.mark.parametrize("role", ["", *PAGES])
def test_no_page_tells_what_its_reader_may_not_see(base: Known, blind: Known, role: str) -> None:
    first, other = pages(base, role), pages(blind, role)
    assert [path for path in first if first[path] != other[path]] == []
    said = [(path, word) for path, page in first.items() for word in WHISPERS if word.lower().encode() in page.lower()]
    assert said == []


@pytest.mark.parametrize("role", PAGES)
def test_pages_about_persons_and_of_another_partner_are_not_there(base: Known, role: str) -> None:
    client = visitor(base, role)
    hidden = ("/kwaliteit", "/aandacht", "/persoon/ZQK-10001", f"/partner/{slug(PARTNERS[1])}")
    assert {client.get(path).status_code for path in hidden} == {404}


def test_the_words_that_are_looked_for_stand_on_the_page_of_the_project_leader(base: Known) -> None:
    page = visitor(base, "projectleider").get("/persoon/ZQK-10001")
    assert page.status_code == 200
    assert any(word.encode() in page.data for word in WHISPERS)
    assert [role for role, _, _ in WHO_LOGS_IN] == ["projectleider", *PAGES]
