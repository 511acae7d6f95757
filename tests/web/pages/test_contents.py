"""What each page says, and to whom it does not."""

import re
from pathlib import Path

import pytest

from tracker import actions
from tracker.actions.visitor import Role

from ..audit import table_rows
from ..conftest import AuditingClient
from ..programme import ADDRESS, GRANT, OTHER_ADDRESS, PARTNER, Programme
from .conftest import LEADER, TEAM, main_of, texts


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
