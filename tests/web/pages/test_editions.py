"""Which edition a page shows, to whom, and what it says before there is one."""

import gzip
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tracker.actions.visitor import Role

from ..audit import audit
from ..conftest import AuditingClient
from ..programme import ADDRESS, Programme
from .conftest import LEADER, TEAM, main_of


def test_the_project_leader_sees_today_and_others_the_newest_edition(
    browsers: dict[Role | None, AuditingClient],
) -> None:
    assert "stand op 1 november 2026" in main_of(browsers[LEADER], "/").text
    assert "stand op 31 oktober 2026" in main_of(browsers[Role.STEERING_GROUP], "/").text


def test_everyone_sees_the_words_for_their_own_meeting_and_for_no_other(own: Programme) -> None:
    path = Path(own.settings.source or "")
    book = load_workbook(path)
    days = datetime(2026, 11, 17), datetime(2026, 10, 31)
    book["Vergaderingen"].append([days[0], "dagelijks bestuur", days[1], "Dit is voor het bestuur.", None])
    book["Vergaderingen"].append([days[0], "stuurgroep", days[1], "Dit is voor de stuurgroep.", "Stem in."])
    book.save(path)
    client = own.browser(LEADER)
    own.house.now += timedelta(minutes=1)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    own.house.post()
    with own.house.store() as store:
        kept = store.shelf.edition(2)
        assert kept is not None
        known = replace(kept, state=replace(kept.state, known_at=own.house.now), number=None)
        store.shelf.put(known, snapshot=2, made_at=own.house.now)
    said = {role: main_of(own.browser(role), "/").text for role in Role}
    assert "Dit is voor de stuurgroep. Gevraagd besluit: Stem in." in said[Role.STEERING_GROUP]
    assert {role for role, text in said.items() if "Dit is voor de stuurgroep." in text} <= {
        Role.STEERING_GROUP,
        LEADER,
        TEAM,
    }
    assert "Dit is voor het bestuur." in said[Role.EXECUTIVE_BOARD]
    assert [role for role in (Role.PARTNER, Role.FUNDER) if "Van de projectleider" in said[role]] == []


def test_an_earlier_edition_can_be_chosen_and_says_that_it_is_earlier(
    browsers: dict[Role | None, AuditingClient],
) -> None:
    for path in ("/", "/doelen", "/plekken"):
        text = main_of(browsers[Role.STEERING_GROUP], f"{path}?uitgave=1").text
        assert "stand op 1 oktober 2026" in text
        assert "U kijkt naar een eerdere stand." in text


@pytest.mark.parametrize("number", ["99", "0", "-1", "x", "1" * 40, "１", "1.5"])
def test_an_edition_that_does_not_exist_is_no_page(browsers: dict[Role | None, AuditingClient], number: str) -> None:
    for role in (LEADER, Role.PARTNER, Role.FUNDER):
        assert browsers[role].get("/", query_string={"uitgave": number}).status_code == 404


def test_a_page_of_an_edition_has_a_tag_that_saves_sending_it_again(
    browsers: dict[Role | None, AuditingClient],
) -> None:
    client = browsers[Role.STEERING_GROUP]
    first = client.get("/doelen")
    again = client.get("/doelen", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


def test_a_page_of_an_edition_can_be_sent_packed(browsers: dict[Role | None, AuditingClient]) -> None:
    client = browsers[Role.STEERING_GROUP]
    packed = client.get("/doelen", headers={"Accept-Encoding": "gzip", "Accept": "text/plain"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == client.get("/doelen").data


def test_a_large_page_that_is_made_anew_is_sent_packed(browsers: dict[Role | None, AuditingClient]) -> None:
    packs = {"Accept-Encoding": "gzip"}
    for path in ("/", "/aandacht", "/partners", "/doelen"):
        packed = browsers[LEADER].get(path, headers=packs)
        assert packed.headers["Content-Encoding"] == "gzip", path
        assert packed.headers["Cache-Control"] == "no-store"
        assert "Accept-Encoding" in packed.headers["Vary"]
        assert gzip.decompress(packed.data) == browsers[LEADER].get(path).data


@pytest.mark.parametrize("path", ["/persoon/D-001", "/downloads", "/?uitgave=", "/inloggen?verder=/aandacht"])
def test_no_page_is_packed_that_is_small_or_that_was_asked_for_with_words(
    browsers: dict[Role | None, AuditingClient], path: str
) -> None:
    assert "Content-Encoding" not in browsers[LEADER].get(path, headers={"Accept-Encoding": "gzip"}).headers


def test_kept_pages_of_one_role_are_not_given_to_another(browsers: dict[Role | None, AuditingClient]) -> None:
    for role in (Role.STEERING_GROUP, Role.PARTNER, Role.EXECUTIVE_BOARD):
        header = audit(browsers[role].get("/doelen").text).all("header")[0].text
        assert role.word.capitalize() in header


@pytest.fixture
def fresh(own: Programme) -> Programme:
    """A programme of which no edition was published yet."""
    with own.house.store() as store, store._writing() as connection:
        connection.exec_driver_sql("delete from papers")
        connection.exec_driver_sql("delete from editions")
    return own


@pytest.mark.parametrize("role", [role for role in Role if role not in (LEADER, TEAM)])
def test_before_the_first_edition_a_page_says_when_there_will_be_one(fresh: Programme, role: Role) -> None:
    client = fresh.browser(role)
    own_pages = (f"/partner/{ADDRESS}",) if role is Role.PARTNER else ()
    for path in ("/", "/doelen", "/plekken", *(() if role is Role.FUNDER else ("/partners",)), *own_pages):
        page = main_of(client, path)
        assert page.all("h1")[0].text == "Er zijn nog geen cijfers"
        assert "De eerste cijfers komen kort na het einde van deze maand." in page.text
        assert {client.get(link.attributes["href"]).status_code for link in page.all("a")} == {200}
    assert "De eerste cijfers komen" in fresh.browser().get("/openbaar").text


def test_before_the_first_edition_a_partner_can_already_say_what_is_still_right(fresh: Programme) -> None:
    links = [one.attributes["href"] for one in main_of(fresh.browser(Role.PARTNER), "/").all("a")]
    assert f"/partner/{ADDRESS}/klopt-dit-nog" in links
    assert not [one for one in main_of(fresh.browser(Role.FUNDER), "/").all("a") if "partner" in one.attributes["href"]]


def test_before_the_first_edition_the_project_leader_sees_figures_and_can_make_papers(fresh: Programme) -> None:
    client = fresh.browser(LEADER)
    assert main_of(client, "/").all("h1")[0].text == "Hoe staat het programma ervoor?"
    asked = [one.attributes["href"] for one in main_of(client, f"/partner/{ADDRESS}").all("a")]
    assert "/downloads" in asked


def test_a_sync_that_could_not_read_the_sheet_is_told_on_every_page_of_figures(own: Programme) -> None:
    note_refused(own)
    for role, path in ((LEADER, "/"), (Role.STEERING_GROUP, "/plekken"), (Role.PARTNER, f"/partner/{ADDRESS}")):
        text = main_of(own.browser(role), path).text
        assert "deze cijfers zijn niet bijgewerkt" in text
        assert "Wij konden het blad niet openen." in text
    assert "De cijfers staan stil sinds" in main_of(own.browser(TEAM), "/kwaliteit").text
    for path, what in (
        ("/aandacht", "deze lijst is"),
        ("/persoon/D-001", "deze gegevens zijn"),
        ("/downloads", "de nieuwste cijfers zijn"),
    ):
        text = main_of(own.browser(TEAM), path).text
        assert f"Let op: {what} van 1 november 2026" in text
        assert "Wij konden het blad niet openen." in text


def note_refused(programme: Programme) -> None:
    from tracker.store import SyncStatus

    with programme.house.store() as store:
        at = programme.house.now + timedelta(minutes=1)
        store.note_sync(at=at, status=SyncStatus.REFUSED, reason="sheet_unreadable")
