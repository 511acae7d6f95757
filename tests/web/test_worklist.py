"""The list to work from: people first, then many of a kind together, and never more on a page than people can do."""

from datetime import date

import pytest
from flask import render_template_string

from tracker import actions
from tracker.figures.signals import Kind, Signal
from tracker.web.app import create_app

from .conftest import drawing
from .editions import EDITION
from .people import House

SINCE = date(2026, 10, 1)


def about_person(place: int, kind: Kind = Kind.ACTION_PASSED, guide: str | None = None) -> Signal:
    code = f"D-{place:03}"
    return Signal(kind=kind, since=SINCE, message="Er is iets.", advice="Bel.", participant=code, guided_by=guide)


def about_partner(place: int, kind: Kind, advice: str = "Bel de partner.") -> Signal:
    return Signal(kind=kind, since=SINCE, message="Er is iets.", advice=advice, partner=f"Partner {place}")


def test_people_stand_on_top_by_guide_and_the_rest_by_kind() -> None:
    found = (about_person(1, guide="lead"), about_person(2), about_person(3, guide="lead"))
    others = (about_partner(1, Kind.PLAN_MISSING), about_partner(2, Kind.PLACE_FREE), about_person(4, Kind.RETENTION))
    work = actions.work_list((*found, *others, about_person(5, Kind.DIPLOMA)))
    assert [(one.title, len(one.signals)) for one in work.guided] == [
        ("Begeleiding door kartrekker", 2),
        ("Zonder begeleiding", 1),
    ]
    assert [pile.kind for pile in work.piles] == ["plek_vrij", "actieplan", "bewaartermijn"]
    assert [one.kind for one in work.good] == [Kind.DIPLOMA]


def test_advice_is_said_once_when_it_is_the_same_for_all() -> None:
    same = [about_partner(place, Kind.PLACE_FREE) for place in range(3)]
    differs = [about_partner(place, Kind.PLAN_MISSING, f"Advies {place}.") for place in range(3)]
    assert [pile.advice for pile in actions.work_list([*same, *differs]).piles] == ["Bel de partner.", ""]


@pytest.mark.parametrize(
    ("people", "partners", "said"),
    [
        (0, 0, "Er is nu niets dat aandacht vraagt."),
        (1, 0, "1 ding bij mensen vraagt nu aandacht."),
        (2, 1, "2 dingen bij mensen vragen nu aandacht. Nog 1 ding heeft minder haast."),
        (0, 2, "Bij mensen is er nu niets. 2 dingen hebben minder haast."),
    ],
)
def test_the_first_sentence_says_how_much_there_is(people: int, partners: int, said: str) -> None:
    found = [about_person(place) for place in range(people)]
    found += [about_partner(place, Kind.PLACE_FREE) for place in range(partners)]
    assert actions.work_list(found).lead == said


def test_a_page_stops_where_nobody_reads_on_and_says_how_many_more_there_are(house: House) -> None:
    app = create_app(drawing(EDITION), house.door())
    many = [about_person(place) for place in range(1_060)]
    with app.test_request_context("/aandacht"):
        template = "{% from 'attention/parts.html' import signals %}{{ signals(some) }}"
        shown = render_template_string(template, some=many)
    assert shown.count("Er is iets.") == 50
    assert "En nog 1.010." in shown
