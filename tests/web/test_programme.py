"""The programme page shows the numbers of its edition, in words, in charts and in tables."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tracker.edition import MeetingWords
from tracker.errors import StoreError
from tracker.model import Activity
from tracker.web.draw import Drawn, Wish

from .audit import audit, read_page, table_rows
from .conftest import AuditingClient, Visit, drawing
from .editions import EARLIER, EDITION, EMPTY, FIGURES, WHERE


def headline_texts(client: AuditingClient) -> list[str]:
    return [article.text for article in audit(client.get("/").text).all("article")]


def test_the_three_headlines_come_first_and_in_their_own_order(client: AuditingClient) -> None:
    names = [article.all("h3")[0].text for article in audit(client.get("/").text).all("article")]
    assert names == ["Kans gekregen", "Eigen doel bereikt", "Betaald werk"]


def test_a_headline_says_its_number_its_goal_and_its_next_milestone(client: AuditingClient) -> None:
    chance = headline_texts(client)[0]
    assert "102 van de 250 mensen kregen een kans." in chance
    assert "Het doel is 250, eind 2035." in chance
    assert "Eind 2026 willen wij 110 bereiken." in chance


def test_a_headline_with_unknown_people_shows_the_range_in_words(client: AuditingClient) -> None:
    goal = headline_texts(client)[1]
    assert "48 tot 55 van de 180 mensen met een bekend eigen doel" in goal
    assert "van 7 weten wij het nog niet" in goal
    assert "Het doel is 60%, eind 2035." in goal


def test_a_milestone_that_is_the_goal_itself_is_said_once(visit: Visit) -> None:
    last = tuple(replace(figure, milestone=figure.target, milestone_date=figure.target_date) for figure in FIGURES)
    edition = replace(EDITION, state=replace(EDITION.state, figures=last))
    assert "willen wij" not in visit(drawing(edition)).get("/").text


def test_where_everyone_is_now_stands_in_a_table_with_its_total(client: AuditingClient) -> None:
    rows = table_rows(audit(client.get("/").text), "Waar de deelnemers zijn op 1 november 2026")
    assert rows[1] == ["Betaald werk", "38"]
    assert rows[-2] == ["Afgesloten", "1.028"]
    assert rows[-1] == ["Samen", "1.214"]
    assert len(rows) == len(Activity) + 2


def test_the_table_by_quarter_holds_every_quarter_in_order(client: AuditingClient) -> None:
    head, *rows = table_rows(audit(client.get("/").text), "Aantal mensen per kwartaal")
    assert head[1:3] == ["Betaald werk", "Opleiding"]
    assert [row[0] for row in rows] == ["30-6-2026", "30-9-2026", "1-11-2026"]
    assert rows[0][1:3] == ["19", "15"]
    assert rows[0][-1] == str(sum(EARLIER.values()))
    assert rows[2][-1] == "1.214"


def test_every_figure_with_a_target_is_a_headline_or_stands_among_the_goals(client: AuditingClient) -> None:
    page = audit(client.get("/").text)
    _, *rows = table_rows(page, "De andere cijfers met een doel")
    shown = [[cell.split(" Zo tellen wij dit")[0] for cell in row] for row in rows]
    assert shown == [["Partners die het structureel doen", "3 van de 18", "100%, eind 2035", "40%, eind 2026"]]
    headlines = " ".join(article.text for article in page.all("article"))
    with_target = [figure for figure in FIGURES if figure.target is not None]
    assert {f.code for f in with_target if f.name.capitalize() in headlines} | {"partners_structureel"} == {
        figure.code for figure in with_target
    }


def test_the_other_figures_stand_in_one_part_that_opens(client: AuditingClient) -> None:
    page = audit(client.get("/").text)
    folded = next(one for one in page.all("details") if one.all("summary")[0].text == "Bekijk de andere 4 cijfers")
    assert len(folded.all("details")) == 1 + 4
    assert "open" not in folded.attributes


def test_what_the_project_leader_says_for_a_meeting_comes_with_that_meeting(visit: Visit) -> None:
    held_on, agenda = date(2026, 11, 12), "Stem in met het plan."
    meeting = MeetingWords(held_on=held_on, body="steering_group", message="Het gaat goed.", decision=agenda)
    words = audit(visit(drawing(replace(EDITION, meeting=meeting))).get("/").text).all("main")[0].text
    assert "Het gaat goed. Gevraagd besluit: Stem in met het plan." in words
    assert "Van de projectleider, voor de stuurgroep van 12 november 2026" in words
    silent = replace(EDITION, meeting=replace(meeting, message=None, decision=None))
    assert "projectleider, voor" not in visit(drawing(silent)).get("/").text


def test_the_other_figures_open_to_their_definition(client: AuditingClient) -> None:
    page = audit(client.get("/").text)
    texts = [details.text for details in page.all("details")]
    words = "Opleiding afgerond 68% tot 77% (41 tot 46 van de 60) Zo tellen wij opleiding afgerond."
    assert any(words in text for text in texts)
    assert any("Tijd tot betaald werk 312 dagen" in text and "versie 2" in text for text in texts)
    assert any("Tevreden over <werk & leerplek> onbekend" in text for text in texts)


def test_the_page_says_of_which_day_it_is_and_when_that_was_known(client: AuditingClient) -> None:
    text = audit(client.get("/").text).text
    assert "Dit is de stand op 1 november 2026." in text
    assert "Bekend op 2 november 2026, 10.05 uur." in text
    assert "niet bijgewerkt" not in text


def test_a_page_that_is_behind_says_since_when(visit: Visit) -> None:
    stale = replace(EDITION, stale_since=datetime(2026, 10, 28, 7, 5, tzinfo=UTC))
    text = audit(visit(drawing(stale)).get("/").text).text
    assert "Wij konden de lijst voor het laatst goed lezen op 28 oktober 2026, 8.05 uur." in text


def test_an_edition_without_anything_is_a_friendly_page(visit: Visit) -> None:
    text = audit(visit(drawing(EMPTY)).get("/").text).text
    assert "Er zijn nog geen deelnemers." in text
    assert "Er staan nog geen doelen in het tabblad Doelen." in text


def test_the_page_stands_without_any_chart(visit: Visit) -> None:
    rows = table_rows(audit(visit(lambda wish: Drawn(EDITION, {})).get("/").text), "Aantal mensen per kwartaal")
    assert len(rows) == 4


def test_charts_say_the_same_numbers_as_the_tables(client: AuditingClient) -> None:
    charts = {chart.attributes.get("aria-labelledby"): chart for chart in audit(client.get("/").text).all("svg")}
    for name in ("where-now-title", "where-now_narrow-title"):
        shown = {text.text for text in charts[name].all("text")}
        assert {f"{count:,}".replace(",", ".") for count in WHERE.values()} <= shown


def test_a_word_in_the_edition_that_is_no_activity_is_shown_and_counted(visit: Visit) -> None:
    odd = replace(EDITION, state=replace(EDITION.state, where={"iets <nieuws>": 3}))
    rows = table_rows(audit(visit(drawing(odd)).get("/").text), "Waar de deelnemers zijn op 1 november 2026")
    assert rows[-2:] == [["Iets <nieuws>", "3"], ["Samen", "3"]]


def test_an_edition_that_cannot_be_drawn_says_what_to_do(visit: Visit) -> None:
    def draw(wish: Wish) -> Drawn:
        raise StoreError("Er is nog niets ingelezen.", "Draai eerst ew sync.")

    response = visit(draw).get("/")
    text = audit(response.text).text
    assert response.status_code == 503
    assert "Er is nog niets ingelezen." in text
    assert "Draai eerst ew sync." in text


def test_the_first_load_is_under_100_kilobytes(client: AuditingClient) -> None:
    files = [client.get(path) for path in ("/", "/static/theme.css", "/static/icon.svg")]
    assert [file.status_code for file in files] == [200, 200, 200]
    assert sum(len(file.data) for file in files) < 100_000


@pytest.mark.parametrize("html", ["<p><b>x</p></b>", "<p>x", "<p>x</p></p>"])
def test_the_audit_itself_finds_elements_that_are_not_closed_well(html: str) -> None:
    with pytest.raises((AssertionError, IndexError)):
        read_page(html)
