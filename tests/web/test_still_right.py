"""“Klopt dit nog?” in the pages: what a partner is asked, what it answers, and what the project leader sees of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from tracker import actions
from tracker.actions.visitor import Role
from tracker.model import Change, Meeting

from .audit import audit, read_page, table_rows
from .conftest import AuditingClient
from .programme import ADDRESS, OTHER_ADDRESS, PARTNER, SAMPLE_NOW, Programme, copy_of

PAGE = f"/partner/{ADDRESS}/klopt-dit-nog"
OTHER_PAGE = f"/partner/{OTHER_ADDRESS}/klopt-dit-nog"
HELD_ON = "17 november 2026"
"""The next meeting of the sample."""


@pytest.fixture
def own(sample: Path, tmp_path: Path) -> Programme:
    """A programme of a test's own, to answer in."""
    return copy_of(sample, tmp_path)


def asked(programme: Programme, partner: str = PARTNER) -> actions.Asking:
    """What a partner is asked now."""
    with programme.house.store() as store:
        return actions.asking(store, partner, programme.settings.now or SAMPLE_NOW, {})


def first(programme: Programme, tab: str) -> actions.Question:
    """The first question about a tab."""
    return next(one for one in asked(programme).questions if one.tab == tab)


def said(programme: Programme) -> dict[str, str]:
    """What holds of what was answered, by the name of the question."""
    return {one.name: one.said for one in asked(programme).questions if one.said}


def send(browser: AuditingClient, **fields: str) -> int:
    """Send the form as a browser does: everything that was shown is in it, and what is left open is empty."""
    page = read_page(browser.get(PAGE).text)
    empty = {one.attributes["name"]: "" for one in page.all("select")}
    mark = next(one.attributes["value"] for one in page.all("input") if one.attributes["name"] == "kenmerk")
    return browser.submit(PAGE, {**empty, "kenmerk": mark, **fields}).status_code


def test_a_partner_sees_its_own_people_one_by_one_without_code_or_name(own: Programme) -> None:
    browser = own.browser(Role.PARTNER)
    page = audit(browser.get(PAGE).text).all("main")[0]
    people = table_rows(page, "Eén regel voor elke persoon, zonder naam")
    assert len(people) - 1 == sum(one.tab == "steps" for one in asked(own).questions) > 0
    assert people[0] == ["Wat", "Functie", "Sinds", "Klopt dit nog?"]
    assert "D-0" not in page.text
    assert HELD_ON in page.text


def test_everything_is_left_open_until_the_partner_answers(own: Programme) -> None:
    page = read_page(own.browser(Role.PARTNER).get(PAGE).text)
    assert not [one for one in page.all("option") if "selected" in one.attributes]
    assert said(own) == {}


def test_one_press_says_that_all_is_right(own: Programme) -> None:
    browser = own.browser(Role.PARTNER)
    questions = asked(own).questions
    assert browser.submit(PAGE, _whole_form(browser)).status_code == 303
    assert set(said(own).values()) == {"klopt", "alles staat erop"}
    assert len(said(own)) == len(questions)
    page = audit(browser.get(PAGE).text)
    assert "Alles is beantwoord" in page.text
    assert "U zei op 1-11-2026: klopt" in page.text


def _whole_form(browser: AuditingClient) -> dict[str, str]:
    """The fields of the form with the one button."""
    form = read_page(browser.get(PAGE).text).all("form")
    mine = next(one for one in form if one.attributes.get("class") == "ew-ask-all")
    fields = {one.attributes["name"]: one.attributes.get("value", "") for one in mine.all("input")}
    return {name: value for name, value in fields.items() if name != "csrf_token"} | {"rest": "ja"}


def test_what_is_chosen_is_kept_and_what_is_left_open_stays_open(own: Programme) -> None:
    browser = own.browser(Role.PARTNER)
    one = first(own, "steps")
    assert send(browser, **{one.name: "stopped"}) == 303
    assert said(own) == {one.name: "is gestopt"}


def test_the_rest_is_right_but_what_was_answered_before_stays(own: Programme) -> None:
    browser = own.browser(Role.PARTNER)
    stopped, place = first(own, "steps"), first(own, "places")
    send(browser, **{stopped.name: "stopped"})
    send(browser, **{place.name: "number", "rest": "ja"})
    given = said(own)
    assert (given.pop(stopped.name), given.pop(place.name)) == ("is gestopt", "ander aantal")
    assert set(given.values()) <= {"klopt", "alles staat erop"}
    assert asked(own).left == 0


def test_answering_again_changes_the_answer(own: Programme) -> None:
    browser = own.browser(Role.PARTNER)
    one = first(own, "steps")
    send(browser, **{one.name: "stopped"})
    send(browser, **{one.name: "right"})
    assert said(own) == {one.name: "klopt"}


def test_what_is_no_answer_and_what_was_not_asked_is_left_alone(own: Programme) -> None:
    browser = own.browser(Role.PARTNER)
    fields = {
        first(own, "steps").name: "<b>",
        first(own, "places").name: "stopped",
        "mens-99": "right",
        "steps-1": "right",
    }
    assert send(browser, **fields) == 303
    with own.house.store() as store:
        assert store.answers.all() == ()


def test_a_list_that_changed_meanwhile_is_shown_again_and_nothing_is_kept(own: Programme) -> None:
    browser = own.browser(Role.PARTNER)
    fields = {first(own, "steps").name: "stopped", "kenmerk": "van een ander moment"}
    answer = browser.submit(PAGE, fields)
    assert said(own) == {}
    again = audit(browser.get(answer.headers["Location"]).text)
    assert "De lijst is intussen veranderd" in again.text


def test_a_partner_has_no_page_of_another_and_the_programme_only_looks(own: Programme) -> None:
    assert own.browser(Role.PARTNER).get(OTHER_PAGE).status_code == 404
    leader = own.browser(Role.PROJECT_LEADER)
    page = leader.get(PAGE)
    assert page.status_code == 200
    assert "select" not in page.text.replace("selected", "")
    assert leader.post(PAGE, data={"mens-1": "right"}).status_code == 404
    assert own.browser(Role.PARTNER).post(PAGE, data={"mens-1": "right"}).status_code == 400


def test_an_answer_is_in_the_audit_log_without_what_was_said(own: Programme) -> None:
    browser = own.browser(Role.PARTNER)
    send(browser, **{first(own, "steps").name: "stopped"})
    with own.house.store() as store:
        row = store.audit_rows(what="still_right_answer")[-1]
    assert (row.role, row.about) == ("partner", PARTNER)


@pytest.mark.parametrize(("days", "is_open"), [(-6, False), (-5, True), (16, True), (17, False)])
def test_a_partner_is_asked_from_three_weeks_before_a_meeting_until_its_day(
    own: Programme, days: int, is_open: bool
) -> None:
    _take_out_meetings(own, kept="2026-11-17")
    now = SAMPLE_NOW + timedelta(days=days)
    with own.house.store() as store:
        found = actions.asking(store, PARTNER, now, {})
        shorter = actions.asking(store, PARTNER, now, {"ask_within": 1})
    assert found.is_open == is_open
    assert bool(found.questions) == is_open
    assert shorter.is_open == (days == 16)


def _take_out_meetings(programme: Programme, kept: str = "") -> None:
    """Leave only the meeting on one day, or none."""
    with programme.house.store() as store:
        newest = store.latest()
        assert newest is not None
        gone = [
            Change("meetings", one.entity, one.record, None)
            for one in store.world().tabs["meetings"]
            if isinstance(one.record, Meeting) and one.record.held_on.isoformat() != kept
        ]
        store.save(
            after=newest.number,
            taken_at=newest.taken_at + timedelta(seconds=1),
            source=newest.source,
            content="abcd",
            counts={},
            changes=gone,
            findings=[],
        )


# --- Where it is found, and what the programme sees -------------------------------------------------------------------


def test_a_partner_finds_the_way_on_its_own_page_while_it_is_asked(own: Programme) -> None:
    path = f"/partner/{ADDRESS}"
    browser = own.browser(Role.PARTNER)
    page = browser.get(path)
    assert f'href="{PAGE}"' in page.text
    _take_out_meetings(own)
    assert PAGE not in browser.get(path).text
    again = browser.get(PAGE)
    assert "Er staat nog geen overleg gepland" in again.text
    assert "<table" not in again.text


def test_a_kept_page_of_a_partner_is_made_anew_when_the_round_ends(own: Programme) -> None:
    browser = own.browser(Role.PARTNER)
    path = f"/partner/{ADDRESS}"
    tag = browser.get(path).headers["ETag"]
    _take_out_meetings(own)
    page = browser.get(path, headers={"If-None-Match": tag})
    assert page.status_code == 200
    assert PAGE not in page.text


def test_the_project_leader_sees_who_answered_and_what_is_wrong(own: Programme) -> None:
    partner, leader = own.browser(Role.PARTNER), own.browser(Role.PROJECT_LEADER)
    send(partner, **{first(own, "steps").name: "stopped", first(own, "places").name: "number", "rest": "ja"})
    page = audit(leader.get("/aandacht").text)
    wrong = table_rows(page, "Wat niet klopt, het ergst bovenaan")
    assert [row[0] for row in wrong[1:]] == [PARTNER, PARTNER]
    assert wrong[1][2].startswith("Is gestopt: betaald werk, ondersteuner, sinds")
    assert wrong[2][2].startswith("Ander aantal: 1 plek voor betaald werk")
    done = table_rows(page, "Wie nog moet antwoorden, staat bovenaan")
    assert done[-1][:3] == [PARTNER, "3 van de 3", "2"]
    assert "1 partner is klaar" in page.text


def test_the_project_leader_says_that_an_answer_was_handled_and_the_team_does_not(own: Programme) -> None:
    partner, leader = own.browser(Role.PARTNER), own.browser(Role.PROJECT_LEADER)
    send(partner, **{first(own, "steps").name: "stopped"})
    fields = _handled_form(leader)
    team = own.browser(Role.PROGRAMME_TEAM)
    assert "Is gestopt" in team.get("/aandacht").text
    assert team.submit("/aandacht/afgehandeld", fields, page="/aandacht").status_code == 404
    assert leader.submit("/aandacht/afgehandeld", fields, page="/aandacht").status_code == 303
    assert "Is gestopt" not in leader.get("/aandacht").text
    # The same form again, of a window that stood open, says nothing about an answer that was given since.
    send(partner, **{first(own, "steps").name: "hours"})
    leader.submit("/aandacht/afgehandeld", fields, page="/aandacht")
    assert "Andere uren" in leader.get("/aandacht").text


def _handled_form(browser: AuditingClient) -> dict[str, str]:
    forms = read_page(browser.get("/aandacht").text).all("form")
    mine = next(one for one in forms if one.attributes.get("action") == "/aandacht/afgehandeld")
    fields = {one.attributes["name"]: one.attributes["value"] for one in mine.all("input")}
    return {name: value for name, value in fields.items() if name != "csrf_token"}


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"antwoord": "steps-1", "kenmerk": "gisteren"},
        {"antwoord": "steps-1", "kenmerk": "2026-11-01T12:00:00"},
        {"antwoord": "steps-99999999999", "kenmerk": "2026-11-01T12:00:00+00:00"},
        {"antwoord": "x", "kenmerk": "2026-11-01T12:00:00+00:00"},
    ],
)
def test_what_names_no_answer_is_refused(own: Programme, fields: dict[str, str]) -> None:
    leader = own.browser(Role.PROJECT_LEADER)
    assert leader.submit("/aandacht/afgehandeld", fields, page="/aandacht").status_code == 400


def test_what_one_partner_answers_changes_no_page_of_others(own: Programme) -> None:
    others = [own.browser(role) for role in (Role.STEERING_GROUP, Role.FUNDER, Role.EXECUTIVE_BOARD)]

    def pages() -> list[tuple[int, bytes]]:
        found = [browser.get(path) for browser in others for path in ("/", "/plekken", "/doelen")]
        return [(page.status_code, page.data) for page in found]

    before = pages()
    send(own.browser(Role.PARTNER), **{first(own, "steps").name: "stopped", "rest": "ja"})
    assert pages() == before
    assert {status for status, _ in before} == {200}
