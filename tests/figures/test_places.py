"""Places offered, filled and free, worked by hand."""

import pytest

from tests.figures.builders import (
    beside,
    day,
    facts_of,
    internship,
    job,
    members,
    partner,
    shown,
    someone,
    volunteering,
)
from tracker.figures.facts import Facts
from tracker.figures.places import free_since, supply
from tracker.model import Place

ON = "2025-06-30"


def _place(name: str, kind: str, number: int, start: str = "2025-01-01", end: str | None = None, **more: str) -> Place:
    return Place(
        partner=name,
        kind=kind,
        number=number,
        offered_from=day(start),
        offered_until=day(end) if end else None,
        domain=more.get("domain"),
    )


@pytest.fixture(scope="module")
def known() -> Facts:
    """Alfa offers 3 jobs (2 in policy, 1 in the labour market) and 1 internship; Beta 2 jobs; Ceta left.

    At Alfa A works in policy, B and C in client contact, D in policy: four people for three jobs. E's job ended. At
    Beta F works, though F was closed, and has two jobs there. G is an intern at Beta, where no internship is offered.
    Places of yesterday and of tomorrow do not count, and today is the last day of one job at Beta.
    """
    return facts_of(
        someone("A", job("2025-01-01", partner="Alfa", domain="policy")),
        someone("B", job("2025-01-01", partner="Alfa", domain="client_contact")),
        someone("C", job("2025-01-01", partner="Alfa", domain="client_contact")),
        someone("D", job("2025-01-01", partner="Alfa", domain="policy")),
        someone("E", job("2025-01-01", "2025-06-29", partner="Alfa")),
        someone("F", job("2025-01-01", partner="Beta"), job("2025-02-01", partner="Beta"), closed_on="2025-03-01"),
        someone("G", internship("2025-01-01", partner="Beta")),
        someone("H", job("2025-01-01", partner="Ceta")),
        someone("I", job("2025-01-01", partner="outside_network")),
        someone("J", volunteering("2025-07-01", partner="Alfa")),
        partners=[partner("Alfa"), partner("Beta"), partner("Ceta", left_on="2025-06-01")],
        places=[
            _place("Alfa", "paid_work", 2, domain="policy"),
            _place("Alfa", "paid_work", 1, domain="labour_market"),
            _place("Alfa", "internship", 1),
            _place("Beta", "paid_work", 1),
            _place("Beta", "paid_work", 1, "2025-06-01", ON),
            _place("Beta", "internship", 5, "2025-01-01", "2025-06-29"),
            _place("Beta", "volunteer_work", 5, "2025-07-01"),
            _place("Ceta", "paid_work", 4),
        ],
    )


def test_offered_places_are_those_of_partners_on_the_day(known: Facts) -> None:
    """Alfa 2 + 1 + 1 and Beta 1 + 1."""
    assert members("plekken_aangeboden", known, ON).numbers == {"Alfa": 4, "Beta": 2}
    assert shown("plekken_aangeboden", known, ON).value == 6


def test_filled_places_go_no_further_than_the_offer(known: Facts) -> None:
    """Four people fill Alfa's three jobs; F fills one job at Beta. Two stand outside the offer: one at Alfa, and G."""
    assert members("plekken_bezet", known, ON).numbers == {"Alfa": 3, "Beta": 1}
    assert beside("plekken_bezet", known, ON)["plekken_buiten_aanbod"].value == 2


def test_a_shortage_at_one_partner_does_not_hide_a_free_place_at_another(known: Facts) -> None:
    """Alfa's internship and one job at Beta: 2, though people and places together would say nought."""
    assert members("plekken_vrij", known, ON).numbers == {"Alfa": 1, "Beta": 1}


def test_people_fill_places_of_their_own_domain_first_and_then_the_others(known: Facts) -> None:
    """A and D fill policy, B takes the labour market; C is left over, in the domain of C's work."""
    rows = [row for row in supply(known, day(ON)) if (row.partner, row.kind) == ("Alfa", "paid_work")]
    found = {row.domain: (row.offered, row.filled, row.outside) for row in rows}
    assert found == {"policy": (2, 2, 0), "labour_market": (1, 1, 0), "client_contact": (0, 0, 1)}


def test_a_place_that_is_filled_has_no_room_for_who_has_no_domain() -> None:
    known = facts_of(
        someone("A", job("2025-01-01", partner="Alfa", domain="policy")),
        someone("B", job("2025-01-01", partner="Alfa")),
        partners=[partner("Alfa")],
        places=[_place("Alfa", "paid_work", 1, domain="policy")],
    )
    found = {row.domain: (row.offered, row.filled, row.outside) for row in supply(known, day(ON))}
    assert found == {"policy": (1, 1, 0), None: (0, 0, 1)}


def test_offered_is_filled_and_free_together(known: Facts) -> None:
    for on in ("2025-01-01", "2025-06-29", ON, "2025-07-01"):
        total = shown("plekken_aangeboden", known, on).value
        assert total == (shown("plekken_bezet", known, on).value or 0) + (shown("plekken_vrij", known, on).value or 0)


FREE = [
    ("never filled", [], "2025-01-01"),
    ("filled", [job("2025-02-01", partner="Alfa")], None),
    ("left on 31 March", [job("2025-02-01", "2025-03-31", partner="Alfa")], "2025-04-01"),
    ("filled tomorrow", [job("2025-07-01", partner="Alfa")], "2025-01-01"),
    ("left today", [job("2025-02-01", ON, partner="Alfa")], None),
    ("another kind", [internship("2025-02-01", partner="Alfa")], "2025-01-01"),
]


@pytest.mark.parametrize(("steps", "expected"), [row[1:] for row in FREE], ids=[row[0] for row in FREE])
def test_a_place_is_free_since_the_last_person_left(steps: list[object], expected: str | None) -> None:
    known = facts_of(
        someone("A", *steps),  # type: ignore[arg-type]
        partners=[partner("Alfa")],
        places=[_place("Alfa", "paid_work", 1)],
    )
    assert free_since(known, "Alfa", "paid_work", day(ON)) == (day(expected) if expected else None)
