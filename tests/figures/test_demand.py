"""Who needs a place and which places there are, worked by hand."""

import pytest

from tests.figures.builders import (
    Someone,
    day,
    facts_of,
    internship,
    job,
    letters,
    partner,
    someone,
    training,
    volunteering,
)
from tracker.figures.demand import balances, needs, offers
from tracker.figures.matching import fits
from tracker.model import Place

ON = "2025-06-30"

NEEDS = [
    ("searches", someone("A", seeks="paid_work"), ("paid_work", ON, True)),
    ("searches besides", someone("A", volunteering("2024-01-01"), seeks="paid_work"), ("paid_work", ON, True)),
    ("nothing runs", someone("A", own_goal="volunteer_work"), ("volunteer_work", ON, False)),
    ("goal not known", someone("A", own_goal="not_yet_known"), (None, ON, False)),
    ("runs on", someone("A", job("2025-01-01"), own_goal="paid_work"), None),
    (
        "ends in two quarters",
        someone("A", job("2025-01-01", planned_end="2025-12-29"), own_goal="paid_work"),
        ("paid_work", "2025-12-30", False),
    ),
    ("ends later", someone("A", job("2025-01-01", planned_end="2025-12-30"), own_goal="paid_work"), None),
    (
        "should have ended",
        someone("A", training("2025-01-01", planned_end="2025-03-01"), own_goal="paid_work"),
        ("paid_work", ON, False),
    ),
    ("something is planned", someone("A", job("2025-09-01"), own_goal="paid_work"), None),
    (
        "volunteers besides",
        someone(
            "A", training("2025-01-01", planned_end="2025-08-01"), volunteering("2025-01-01"), own_goal="paid_work"
        ),
        ("paid_work", "2025-08-02", False),
    ),
    (
        "one of two runs on",
        someone("A", training("2025-01-01", planned_end="2025-08-01"), internship("2025-01-01")),
        None,
    ),
    ("volunteers only", someone("A", volunteering("2025-01-01"), own_goal="paid_work"), None),
    ("closed", someone("A", seeks="paid_work", closed_on=ON), None),
    ("not registered", someone("A", seeks="paid_work", registered="2025-07-01"), None),
    ("pauses for good", someone("A", seeks="paid_work", paused_from="2025-01-01"), None),
    (
        "pauses a while",
        someone("A", seeks="paid_work", paused_from="2025-01-01", paused_until="2025-08-31"),
        ("paid_work", "2025-09-01", True),
    ),
    (
        "pauses two quarters",
        someone("A", seeks="paid_work", paused_from="2025-01-01", paused_until="2025-12-29"),
        ("paid_work", "2025-12-30", True),
    ),
    ("pauses longer", someone("A", seeks="paid_work", paused_from="2025-01-01", paused_until="2025-12-30"), None),
    (
        "has the diploma that was the goal",
        someone("A", training("2024-02-01", "2025-01-01", result="diploma"), own_goal="training"),
        None,
    ),
]


@pytest.mark.parametrize(("one", "expected"), [row[1:] for row in NEEDS], ids=[row[0] for row in NEEDS])
def test_someone_needs_a_place_now_or_within_two_quarters(
    one: Someone, expected: tuple[str | None, str, bool] | None
) -> None:
    found = [(need.kind, need.needed_from.isoformat(), need.searching) for need in needs(facts_of(one), day(ON))]
    assert found == ([expected] if expected else [])


def _place(name: str, number: int, kind: str = "paid_work", **more: str | float | None) -> Place:
    hours = more.get("hours")
    domain = str(more["domain"]) if "domain" in more else None
    until = day(str(more["until"])) if "until" in more else None
    start = day("2025-01-01")
    return Place(
        partner=name,
        kind=kind,
        number=number,
        offered_from=start,
        offered_until=until,
        domain=domain,
        hours=None if hours is None else float(hours),
    )


def test_a_kind_of_place_is_held_against_the_people_who_need_it() -> None:
    """Three jobs, one filled: two free. A and B search one, C's ends: one too few. D needs nobody knows what."""
    known = facts_of(
        someone("A", seeks="paid_work"),
        someone("B", seeks="paid_work"),
        someone("C", job("2025-01-01", planned_end="2025-09-01", partner="Alfa"), own_goal="paid_work"),
        someone("D"),
        partners=[partner("Alfa")],
        places=[_place("Alfa", 3), _place("Alfa", 2, "internship")],
    )
    found = {one.kind: one for one in balances(known, day(ON))}
    assert list(found) == ["internship", "paid_work", None]
    assert (found["paid_work"].offered, found["paid_work"].filled, found["paid_work"].free) == (3, 1, 2)
    assert (letters(found["paid_work"].searching), letters(found["paid_work"].soon)) == ("AB", "C")
    assert [one.shortfall for one in found.values()] == [0, 1, 1]


def test_places_of_all_partners_are_added_up_by_kind_and_domain() -> None:
    """Two jobs in policy, of two partners. A has one; the other partner's has been withdrawn by December."""
    known = facts_of(
        someone("A", job("2025-01-01", partner="Alfa", domain="policy")),
        partners=[partner("Alfa"), partner("Beta")],
        places=[_place("Alfa", 1, domain="policy"), _place("Beta", 1, domain="policy", until="2025-11-30")],
    )
    found = offers(known, [day(ON), day("2025-12-31")])
    assert [(one.kind, one.domain, one.offered, one.filled, one.free) for one in found] == [
        ("paid_work", "policy", 2, 1, 1),
        ("paid_work", "policy", 1, 1, 0),
    ]


def test_possible_fits_are_free_places_of_the_kind_with_the_best_first() -> None:
    """A lives where Beta is and worked 16 hours in policy. Beta's 16 hours in policy suit in every way.

    Alfa's place has neither: another town, domain and hours. Ceta's internship is another kind, and Delta's place is
    filled. B needs few hours and has done nothing yet: Alfa's 32 hours do not suit.
    """
    known = facts_of(
        someone(
            "A",
            internship("2024-02-01", "2024-03-01", domain="policy", hours=16),
            municipality="Emmen",
            seeks="paid_work",
            seeks_since="2025-01-01",
        ),
        someone("B", municipality="Veendam", seeks="paid_work", needs=("minder uren",)),
        someone("C", job("2025-01-01", partner="Delta")),
        partners=[
            partner("Alfa", municipality="Assen"),
            partner("Beta", municipality="Emmen"),
            partner("Ceta"),
            partner("Delta"),
        ],
        places=[
            _place("Alfa", 1, domain="labour_market", hours=32),
            _place("Beta", 1, domain="policy", hours=16),
            _place("Ceta", 1, "internship"),
            _place("Delta", 1),
        ],
    )
    found = [(fit.participant, fit.partner, fit.near, fit.domain_known, fit.hours_fit) for fit in fits(known, day(ON))]
    assert found == [
        ("A-1", "Beta", True, True, True),
        ("A-1", "Alfa", False, False, False),
        ("B-1", "Beta", False, None, True),
        ("B-1", "Alfa", False, None, False),
    ]


@pytest.mark.parametrize(
    ("needs", "before", "hours", "suits"),
    [
        (("minder uren",), 36, 24, True),
        (("minder uren",), 36, 25, False),
        (("vervoer",), 20, 24, True),
        (("vervoer",), 20, 25, False),
        ((), 20, 16, True),
        ((), 20, 15, False),
        ((), None, 16, None),
        (("minder uren",), 16, None, None),
    ],
)
def test_the_hours_suit_who_needs_few_or_did_about_as_many(
    needs: tuple[str, ...], before: int | None, hours: int | None, suits: bool | None
) -> None:
    """The latest step with hours counts, and who needs fewer gets no more than 24."""
    steps = [internship("2023-01-01", "2023-02-01", hours=40), internship("2024-02-01", "2024-03-01", hours=before)]
    known = facts_of(
        someone("A", *(steps if before else ()), seeks="paid_work", seeks_since="2025-01-01", needs=needs),
        partners=[partner("Alfa")],
        places=[_place("Alfa", 1, hours=hours)],
    )
    assert [fit.hours_fit for fit in fits(known, day(ON))] == [suits]


def test_no_more_than_five_places_are_named_for_a_person() -> None:
    names = ["Alfa", "Beta", "Ceta", "Delta", "Epsi", "Fido"]
    known = facts_of(
        someone("A", seeks="paid_work"),
        partners=[partner(name) for name in names],
        places=[_place(name, 1) for name in reversed(names)],
    )
    assert [fit.partner for fit in fits(known, day(ON))] == names[:5]
