"""The pages on the sample programme: what each shows, to whom, and what its forms do."""

import gzip
import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tracker import actions
from tracker.actions.visitor import Role

from .audit import Element, audit, table_rows
from .conftest import AuditingClient
from .programme import ADDRESS, GRANT, OTHER_ADDRESS, PARTNER, SAMPLE_NOW, Programme, copy_of

PUBLIC = ("/openbaar", "/over-de-cijfers", "/privacy", "/toegankelijkheid")
TOTALS = ("/", "/doelen", "/plekken", "/downloads")
TEAM_ONLY = ("/kwaliteit", "/aandacht", "/persoon/D-001")
LEADER, TEAM = Role.PROJECT_LEADER, Role.PROGRAMME_TEAM
HEAVY = 100_000
"""The most bytes of a page of the sample, unpacked: a phone on a slow line opens it in a few seconds."""


def paths_of(role: Role | None) -> tuple[str, ...]:
    """Every page that someone of a role has."""
    if role is None:
        return (*PUBLIC, "/inloggen")
    asked = f"/partner/{ADDRESS}/klopt-dit-nog"
    own = {Role.PARTNER: ("/partners", f"/partner/{ADDRESS}", asked), Role.FUNDER: ()}
    team = ("/partners", *TEAM_ONLY, f"/partner/{OTHER_ADDRESS}", asked)
    leader = (*team, "/kwaliteit/terugdraaien/1", "/persoon/D-001/wissen")
    return (*TOTALS, *{LEADER: leader, TEAM: team}.get(role, own.get(role, ("/partners",))))


@pytest.fixture(scope="module")
def shared(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """A programme for tests that only look."""
    return copy_of(sample, tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def browsers(shared: Programme) -> dict[Role | None, AuditingClient]:
    """A browser for each role, and one in which nobody is logged in."""
    return {role: shared.browser(role) for role in (None, *Role)}


@pytest.fixture
def own(sample: Path, tmp_path: Path) -> Programme:
    """A programme of a test's own, to change."""
    return copy_of(sample, tmp_path)


def main_of(client: AuditingClient, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200, path
    return audit(response.text).all("main")[0]


def texts(page: Element, name: str) -> list[str]:
    return [one.text for one in page.all(name)]


# --- Every page -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, *Role])
def test_every_page_of_a_role_opens(browsers: dict[Role | None, AuditingClient], role: Role | None) -> None:
    for path in paths_of(role):
        assert main_of(browsers[role], path).all("h1")[0].text, path


@pytest.mark.parametrize("role", [None, *Role])
def test_no_page_is_heavy_to_load(browsers: dict[Role | None, AuditingClient], role: Role | None) -> None:
    sizes = {path: len(browsers[role].get(path).data) for path in paths_of(role)}
    assert {path: size for path, size in sizes.items() if size > HEAVY} == {}


@pytest.mark.parametrize("role", [role for role in Role if role not in (LEADER, TEAM)])
def test_pages_about_persons_do_not_exist_for_others(browsers: dict[Role | None, AuditingClient], role: Role) -> None:
    assert {browsers[role].get(path).status_code for path in TEAM_ONLY} == {404}


def test_the_menu_leads_to_pages_that_open_and_says_where_one_is(browsers: dict[Role | None, AuditingClient]) -> None:
    for role in Role:
        links = audit(browsers[role].get("/").text).all("nav")[0].all("a")
        here = ["Uw subsidie" if role is Role.FUNDER else "Programma"]
        assert [link.text for link in links if link.attributes.get("aria-current") == "page"] == here
        assert {browsers[role].get(link.attributes["href"]).status_code for link in links} == {200}


def test_no_page_of_totals_holds_a_code_of_a_person(browsers: dict[Role | None, AuditingClient]) -> None:
    for role, client in browsers.items():
        for path in (*PUBLIC, *TOTALS, f"/partner/{ADDRESS}"):
            if role not in (LEADER, TEAM):
                assert not re.search(r"\b[A-Z]{1,3}-\d{3}\b", client.get(path).text), (role, path)


# --- Which edition ----------------------------------------------------------------------------------------------------


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


# --- What the pages say -----------------------------------------------------------------------------------------------


def test_the_open_page_shows_four_figures_and_nothing_else(browsers: dict[Role | None, AuditingClient]) -> None:
    page = main_of(browsers[None], "/openbaar")
    assert [one.all("h2")[0].text for one in page.all("article")] == [
        "Kans gekregen",
        "Eigen doel bereikt",
        "Betaald werk gekregen",
        "Partners structureel",
    ]


def test_over_the_figures_every_indicator_is_explained(browsers: dict[Role | None, AuditingClient]) -> None:
    text = main_of(browsers[None], "/over-de-cijfers").text
    for one in actions.countings():
        assert one.definition in text
        assert f"Code {one.code}, versie {one.version}" in text


def test_the_programme_page_tells_the_road_its_interval_and_what_changed(
    browsers: dict[Role | None, AuditingClient],
) -> None:
    text = main_of(browsers[Role.STEERING_GROUP], "/").text
    assert "De weg naar 250" in text
    assert re.search(r"Als het zo doorgaat, wordt het tussen \d+ en \d+\.", text)
    assert re.search(r"Kans gekregen: van \d+ naar \d+ \(\+\d+ nieuw", text)
    assert "Kans dat wij het doel halen" not in text


def test_only_the_goals_say_how_likely_they_are(browsers: dict[Role | None, AuditingClient]) -> None:
    text = main_of(browsers[Role.PARTNER], "/doelen").text
    assert "Kans dat wij het doel halen" in text
    assert "Wat wij niet kunnen weten" in text
    for path in ("/", "/plekken", f"/partner/{ADDRESS}"):
        assert "Kans dat wij" not in main_of(browsers[Role.PARTNER], path).text


def test_every_goal_shows_the_numbers_of_its_chart_in_a_table(browsers: dict[Role | None, AuditingClient]) -> None:
    page = main_of(browsers[Role.STEERING_GROUP], "/doelen")
    past = table_rows(page, "Betaald werk gekregen: wat bereikt is")
    assert past[0] == ["Op", "Bereikt"]
    assert past[1:3] == [["30-9-2022", "0"], ["31-12-2022", "0"]]
    ahead = table_rows(page, "Betaald werk gekregen: wat wij verwachten, in 8 van de 10 gevallen")
    assert ahead[0] == ["Op", "Verwacht"]
    assert ahead[-1][0] == "31-12-2035"
    assert sum("tot" in row[1] for row in ahead[1:]) > 3


def test_the_goals_show_how_far_each_partner_is_in_each_domain(browsers: dict[Role | None, AuditingClient]) -> None:
    head, *rows = table_rows(main_of(browsers[Role.STEERING_GROUP], "/doelen"), "Hoe ver elke partner is, per domein")
    assert head[0] == "Partner"
    assert {"Cliëntcontact", "Beleid", "Herstelondersteuning", "Arbeidsmarkt"} <= set(head)
    assert rows


def test_a_funder_sees_its_grant_and_nothing_of_the_programme(browsers: dict[Role | None, AuditingClient]) -> None:
    client = browsers[Role.FUNDER]
    assert GRANT in main_of(client, "/").all("h1")[0].text
    for path in ("/", "/doelen", "/plekken"):
        page = main_of(client, path)
        assert "Zorggroep" not in page.text
        assert not page.all("svg")
    assert "Over plekken is hier niets te zien." in main_of(client, "/plekken").text


def test_a_partner_sees_itself_and_no_page_of_another(browsers: dict[Role | None, AuditingClient]) -> None:
    client = browsers[Role.PARTNER]
    text = main_of(client, f"/partner/{ADDRESS}").text
    assert PARTNER in text
    assert "Uw volgende stap" in text
    assert "Partners zoals u" in text
    assert client.get(f"/partner/{OTHER_ADDRESS}").status_code == 404
    assert client.get("/partner/weg").status_code == 404


def test_how_the_people_fare_whom_a_partner_registered_is_protected(
    browsers: dict[Role | None, AuditingClient],
) -> None:
    rows = table_rows(main_of(browsers[Role.PARTNER], f"/partner/{ADDRESS}"), "Waar zij nu zijn")
    assert rows[1:] == [
        ["Betaald werk", "ca. 5"],
        ["Zoekt", "weggelaten om herkenning te voorkomen"],
        ["Pauze", "minder dan 5"],
    ]


def test_the_team_sees_the_page_of_a_partner_as_that_partner_does(browsers: dict[Role | None, AuditingClient]) -> None:
    seen = main_of(browsers[TEAM], f"/partner/{ADDRESS}").text
    assert seen == main_of(browsers[Role.PARTNER], f"/partner/{ADDRESS}").text
    assert browsers[TEAM].get("/partner/weg").status_code == 404
    links = [link.attributes["href"] for link in main_of(browsers[TEAM], "/partners").all("a")]
    assert f"/partner/{ADDRESS}" in links


def test_everyone_but_a_funder_sees_how_far_each_partner_is(browsers: dict[Role | None, AuditingClient]) -> None:
    for role in (Role.STEERING_GROUP, Role.EXECUTIVE_BOARD, Role.PARTNER):
        page = main_of(browsers[role], "/partners")
        head, *rows = table_rows(page, "Hoe ver elke partner is, per domein")
        assert head[:3] == ["Partner", "Cliëntcontact", "Beleid"]
        assert PARTNER in {row[0] for row in rows}
        assert not [link for link in page.all("a") if link.attributes["href"].startswith("/partner/")]
        assert "Aangemeld" not in page.text
    assert browsers[Role.FUNDER].get("/partners").status_code == 404


def test_attention_starts_with_people_by_who_guides_them_and_leads_to_each(
    browsers: dict[Role | None, AuditingClient],
) -> None:
    page = main_of(browsers[TEAM], "/aandacht")
    titles = [title for title in texts(page, "h2") if not title.startswith("Klopt dit nog?")]
    assert titles == ["Mensen", "Dit heeft minder haast", "Goed nieuws"]
    assert all(title.startswith(("Begeleiding door", "Zonder begeleiding")) for title in texts(page, "h3"))
    links = {one.attributes["href"] for one in page.all("a") if one.attributes["href"].startswith("/persoon/")}
    assert {browsers[TEAM].get(link).status_code for link in sorted(links)[:3]} == {200}


def test_many_things_of_one_kind_are_folded_and_say_once_what_to_do(
    browsers: dict[Role | None, AuditingClient],
) -> None:
    page = main_of(browsers[TEAM], "/aandacht")
    first, *others = [one for one in page.all("details") if "ew-long" in one.attributes["class"]]
    count = len(first.all("tr")) - 1
    assert first.all("summary")[0].text == f"Plekken die al lang vrij zijn {count}"
    assert page.text.count("Kijk wie hier past, en bel de partner.") == 1
    assert f"Nog {count + sum(len(one.all('tr')) - 1 for one in others)} dingen hebben minder haast." in page.text


def test_a_person_is_a_code_with_steps_and_the_team_has_no_buttons(browsers: dict[Role | None, AuditingClient]) -> None:
    page = main_of(browsers[TEAM], "/persoon/d106")
    assert "Deelnemer D-106" in page.text
    assert "Gemaakt op" in page.text
    assert page.all("table")
    assert not page.all("form")
    assert {form.attributes["action"] for form in main_of(browsers[LEADER], "/persoon/D-001").all("form")} == {
        "/persoon/D-001/overzicht"
    }


def test_below_the_chart_of_places_stand_its_numbers(own: Programme) -> None:
    with own.house.store() as store:
        edition = actions.newest(store)
    assert edition is not None
    (table,) = [
        one for one in main_of(own.browser(Role.STEERING_GROUP), "/plekken").all("table") if "per soort" in one.text
    ]
    counts = [[int(cell.text) for cell in row.all("td")] for row in table.all("tr")[1:]]
    places = edition.places.now
    assert len(counts) == len({one.kind for one in places}) > 1
    assert [sum(column) for column in zip(*counts, strict=True)] == [
        sum(getattr(one, what) for one in places) for what in ("offered", "filled", "free")
    ]


@pytest.mark.parametrize("code", ["D-999", "onzin", "D-001'--", "%00"])
def test_a_person_who_is_not_known_has_no_page(browsers: dict[Role | None, AuditingClient], code: str) -> None:
    for path in (f"/persoon/{code}", f"/persoon/{code}/wissen"):
        assert browsers[LEADER].get(path).status_code == 404


def test_the_page_about_the_sheet_names_cells_and_groups_by_tab(browsers: dict[Role | None, AuditingClient]) -> None:
    page = main_of(browsers[TEAM], "/kwaliteit")
    assert [one.text for one in page.all("h3")] == ["Deelnemers", "Stappen"]
    assert re.search(r"Rij \d+, .+ \(cel [A-Z]+\d+\)", page.text)
    assert not page.all("form")


def test_without_the_sheet_the_findings_are_those_that_were_kept(own: Programme) -> None:
    Path(own.settings.source or "").unlink()
    text = main_of(own.browser(LEADER), "/kwaliteit").text
    assert "Daar staan puntjes." in text
    assert "Het geplande einde (…) is voorbij." in text


# --- Papers -----------------------------------------------------------------------------------------------------------


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


# --- Forms ------------------------------------------------------------------------------------------------------------


def deeds(programme: Programme) -> list[str]:
    return [deed for deed in programme.house.deeds() if deed not in ("link", "ingelogd")]


def test_update_now_runs_beside_the_page_and_is_told_when_done(own: Programme) -> None:
    client = own.browser(LEADER)
    own.house.now += timedelta(minutes=1)
    assert client.submit("/kwaliteit/bijwerken", page="/kwaliteit").headers["Location"] == "/kwaliteit"
    waits = client.get("/kwaliteit").text
    assert "Dit loopt nog." in waits
    assert 'http-equiv="refresh"' in waits
    own.house.post()
    done = client.get("/kwaliteit").text
    assert "Er was niets veranderd." in done
    assert 'http-equiv="refresh"' not in done
    assert "quality_update" in deeds(own)


def test_two_at_once_do_not_sync_twice(own: Programme) -> None:
    client = own.browser(LEADER)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    assert len(own.house.waiting) == 1


def test_an_errand_that_died_with_its_server_does_not_hold_up_the_next(own: Programme) -> None:
    client = own.browser(LEADER)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    own.house.waiting.clear()
    own.house.now += timedelta(minutes=16)
    assert "Er ging iets mis." in client.get("/kwaliteit").text
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    assert len(own.house.waiting) == 1


def test_a_sheet_that_cannot_be_read_ends_the_errand_in_words(own: Programme) -> None:
    client = own.browser(LEADER)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    Path(own.settings.source or "").unlink()
    own.house.post()
    text = main_of(client, "/kwaliteit").text
    assert "Het blad bijwerken, begonnen op" in text
    assert "programma.xlsx" in text


def empty_steps(programme: Programme, count: int) -> None:
    """Take so many steps out of the sheet."""
    path = Path(programme.settings.source or "")
    book = load_workbook(path)
    book["Stappen"].delete_rows(2, count)
    book.save(path)


@pytest.fixture
def held(own: Programme) -> tuple[Programme, AuditingClient]:
    """A programme in whose sheet so much vanished that the sync waits."""
    empty_steps(own, 100)
    client = own.browser(LEADER)
    client.submit("/kwaliteit/bijwerken", page="/kwaliteit")
    own.house.post()
    return own, client


def mark_of(client: AuditingClient) -> str:
    fields = main_of(client, "/kwaliteit/klopt").all("input")
    return next(one.attributes["value"] for one in fields if one.attributes["name"] == "kenmerk")


def test_a_change_that_waits_is_shown_and_let_through_by_the_project_leader(
    held: tuple[Programme, AuditingClient],
) -> None:
    programme, client = held
    assert "De cijfers staan stil" in main_of(client, "/kwaliteit").text
    assert "Op Stappen verandert veel" in main_of(client, "/kwaliteit/klopt").text
    client.submit("/kwaliteit/klopt", {"kenmerk": mark_of(client)})
    programme.house.post()
    assert "Het blad is bijgewerkt." in main_of(client, "/kwaliteit").text
    assert {"quality_confirm", "bevestigd"} <= set(deeds(programme))
    assert client.get("/kwaliteit/klopt").status_code == 404


def test_what_was_not_shown_is_not_let_through(held: tuple[Programme, AuditingClient]) -> None:
    programme, client = held
    mark = mark_of(client)
    empty_steps(programme, 30)
    client.submit("/kwaliteit/klopt", {"kenmerk": mark})
    programme.house.post()
    assert "Het blad is intussen anders." in main_of(client, "/kwaliteit").text
    assert "bevestigd" not in deeds(programme)


def test_a_sync_is_taken_back_after_it_was_shown(held: tuple[Programme, AuditingClient]) -> None:
    programme, client = held
    client.submit("/kwaliteit/klopt", {"kenmerk": mark_of(client)})
    programme.house.post()
    assert "Stappen: 100 rijen komen terug." in main_of(client, "/kwaliteit/terugdraaien/2").text
    client.submit("/kwaliteit/terugdraaien/2")
    programme.house.post()
    assert "Sync 2 is teruggedraaid: 100 rijen zijn weer zoals eerst." in main_of(client, "/kwaliteit").text
    assert {"quality_take_back", "ongedaan"} <= set(deeds(programme))
    assert client.get("/kwaliteit/terugdraaien/99").status_code == 404


def test_a_copy_for_a_participant_is_a_file_without_their_code_in_its_name(own: Programme) -> None:
    answer = own.browser(LEADER).submit("/persoon/D-001/overzicht", page="/persoon/D-001")
    assert "Dit bewaren wij van u" in answer.text
    assert answer.headers["Content-Disposition"] == 'attachment; filename="overzicht-deelnemer.html"'
    assert "inzage" in deeds(own)


def test_erasing_asks_to_be_sure_and_then_nobody_is_there(own: Programme) -> None:
    client = own.browser(LEADER)
    unsure = client.submit("/persoon/D-001/wissen")
    assert unsure.status_code == 400
    assert "Vink eerst aan" in unsure.text
    done = client.submit("/persoon/D-001/wissen", {"zeker": "ja"})
    assert "De gegevens zijn gewist" in done.text
    assert client.get("/persoon/D-001").status_code == 404
    assert "gewist" in deeds(own)


def test_the_programme_page_counts_the_same_after_someone_was_erased(own: Programme) -> None:
    client = own.browser(LEADER)
    before = [one.text for one in main_of(client, "/").all("article")]
    client.submit("/persoon/D-001/wissen", {"zeker": "ja"})
    assert [one.text for one in main_of(client, "/").all("article")] == before


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


@pytest.mark.parametrize(
    "path",
    [
        "/kwaliteit/bijwerken",
        "/kwaliteit/klopt",
        "/kwaliteit/terugdraaien/1",
        "/persoon/D-001/wissen",
        "/persoon/D-001/overzicht",
        "/downloads/maken",
    ],
)
def test_a_form_without_its_token_does_nothing(own: Programme, path: str) -> None:
    answer = own.browser(LEADER).post(path, data={"zeker": "ja", "kenmerk": "x", "voor": "stuurgroep"})
    assert answer.status_code == 400
    assert own.house.waiting == []
    assert own.browser(LEADER).get("/persoon/D-001").status_code == 200


# --- Whatever people type ---------------------------------------------------------------------------------------------

PARTED = ("/partner/{}", "/persoon/{}", "/persoon/{}/wissen", "/kwaliteit/terugdraaien/{}", "/downloads/{}")
RULES = (*PUBLIC, *TOTALS, "/partners", "/kwaliteit", "/kwaliteit/klopt", "/aandacht", *PARTED)
TYPED = st.one_of(
    st.text(max_size=20),
    st.integers(-(2**70), 2**70).map(str),
    st.sampled_from(["D-001", "d1", ADDRESS, "1", "2", "ja", "..", "%2e", "\x00", "'; drop table", "<b>", "٣"]),
)


@settings(max_examples=150)
@given(
    role=st.sampled_from([LEADER, Role.PARTNER, Role.FUNDER, None]),
    rule=st.sampled_from(RULES),
    part=TYPED,
    query=st.dictionaries(st.sampled_from(["uitgave", "nu", "verder", "x"]), TYPED, max_size=3),
)
def test_nothing_that_is_typed_in_an_address_breaks_a_page(
    browsers: dict[Role | None, AuditingClient], role: Role | None, rule: str, part: str, query: dict[str, str]
) -> None:
    from urllib.parse import quote

    path = rule.format(quote(part, safe=""))
    assert browsers[role].get(path, query_string=query).status_code in (200, 303, 308, 404), path
