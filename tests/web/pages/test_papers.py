"""Papers on the pages: who gets which, and how they are made."""

import re

import pytest

from tracker import actions
from tracker.actions.visitor import Role

from ..audit import table_rows
from ..conftest import AuditingClient
from ..programme import PARTNER, SAMPLE_NOW, Programme
from .conftest import LEADER, TEAM, deeds, main_of


def papers_of(client: AuditingClient) -> list[str]:
    links = [one.attributes["href"] for one in main_of(client, "/downloads").all("a")]
    return [link for link in links if re.fullmatch(r"/downloads/\d+", link)]


@pytest.mark.parametrize(
    ("role", "count"),
    [(LEADER, 8), (TEAM, 8), (Role.STEERING_GROUP, 2), (Role.EXECUTIVE_BOARD, 0), (Role.PARTNER, 2), (Role.FUNDER, 4)],
)
def test_everyone_gets_the_papers_of_their_own_audience_and_no_others(
    browsers: dict[Role | None, AuditingClient], role: Role, count: int
) -> None:
    own = papers_of(browsers[role])
    assert len(own) == count
    every = papers_of(browsers[LEADER])
    assert {path for path in every if browsers[role].get(path).status_code == 200} == set(own)


def test_a_paper_is_given_as_it_was_kept_under_a_name_that_says_what_it_is(
    browsers: dict[Role | None, AuditingClient],
) -> None:
    answer = browsers[Role.PARTNER].get(papers_of(browsers[Role.PARTNER])[0])
    assert answer.data == f"een stuk voor partner:{PARTNER}".encode()
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="partner-zorggroep-zevenlinden-2026-10-31.pdf"'
    )
    assert answer.headers["Cache-Control"] == "no-store"


def test_papers_are_made_for_whoever_is_chosen_and_lie_there_afterwards(own: Programme) -> None:
    client = own.browser(LEADER)
    before = len(papers_of(own.browser(Role.EXECUTIVE_BOARD)))
    client.submit("/downloads/maken", {"voor": "dagelijks-bestuur", "formaat": "xlsx"}, page="/downloads")
    own.house.post()
    assert "staan klaar: 1 bestand." in main_of(client, "/downloads").text
    assert len(papers_of(own.browser(Role.EXECUTIVE_BOARD))) == before + 1
    assert "export" in deeds(own)


def test_papers_for_a_meeting_are_about_its_own_day_and_a_concept_until_then(own: Programme) -> None:
    client = own.browser(LEADER)
    choices = {one.attributes["value"]: one.text for one in main_of(client, "/downloads").all("option")}
    meeting = "vergadering:2026-11-17:steering_group"
    assert choices[meeting] == "De stuurgroep, op 17 november 2026"
    client.submit("/downloads/maken", {"voor": meeting, "formaat": "xlsx"}, page="/downloads")
    own.house.post()
    page = main_of(client, "/downloads")
    assert "De stukken voor de vergadering van 17 november 2026 staan klaar als concept: 1 bestand." in page.text
    newest = table_rows(page, "Stukken, de nieuwste bovenaan")[1]
    assert newest[:2] == ["Stuurgroep concept", "1 november 2026"]


@pytest.mark.parametrize("meeting", ["2026-11-17", "2026-11-17:other", "gisteren:managers", "2026-02-30:managers"])
def test_papers_for_a_meeting_that_cannot_be_are_not_made(own: Programme, meeting: str) -> None:
    asked = {"voor": f"vergadering:{meeting}"}
    assert own.browser(LEADER).submit("/downloads/maken", asked, page="/downloads").status_code == 400
    assert own.house.waiting == []


def test_a_meeting_that_is_not_in_the_sheet_ends_the_errand_in_words(own: Programme) -> None:
    client = own.browser(LEADER)
    client.submit("/downloads/maken", {"voor": "vergadering:2026-11-18:managers"}, page="/downloads")
    own.house.post()
    assert "Deze vergadering staat niet meer in het blad." in main_of(client, "/downloads").text


def test_every_kind_of_file_of_the_terminal_can_be_chosen(own: Programme) -> None:
    client = own.browser(LEADER)
    offered = [box for box in main_of(client, "/downloads").all("input") if box.attributes.get("name") == "formaat"]
    assert {box.attributes["value"] for box in offered} == set(actions.FORMATS)
    assert {box.attributes["value"] for box in offered if "checked" in box.attributes} == {"pdf", "xlsx"}


def test_files_that_were_made_at_once_stand_together(own: Programme) -> None:
    with own.house.store() as store:
        for end in (".xlsx", "-cijfers.csv", "-waar-nu.csv", "-csv-metadata.json"):
            store.shelf.keep(2, "stuurgroep", end, b"een stuk", concept=False, made_at=SAMPLE_NOW)
    client = own.browser(Role.STEERING_GROUP)
    newest = table_rows(main_of(client, "/downloads"), "Stukken, de nieuwste bovenaan")[1]
    about = "van 31 oktober 2026 voor stuurgroep"
    names = ("PDF", "Excel", "CSV: metadata", "CSV: waar nu", "CSV: cijfers")
    assert newest[0] == "Stuurgroep"
    assert newest[-1] == " ".join(f"{name} {about}" for name in names)


@pytest.mark.parametrize("wanted", ["", "openbaar", "partner", "partner:", "stuurgroep:x", "programma"])
def test_papers_for_nobody_are_not_made(own: Programme, wanted: str) -> None:
    answer = own.browser(LEADER).submit("/downloads/maken", {"voor": wanted}, page="/downloads")
    assert answer.status_code == 400
    assert own.house.waiting == []
