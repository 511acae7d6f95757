"""Figures about partners, worked by hand for ten of them; the docstrings argue the answers."""

from collections.abc import Iterable

import pytest

from tests.figures.builders import beside, day, facts_of, internship, job, partner, someone, training, volunteering, who
from tracker.figures.partners import latest_count, placements
from tracker.model import Domain, Embedding, ExpertCount, Partner, TeamSeat

ON = "2025-06-30"

NAMES = ("Alfa", "Beta", "Ceta", "Delta", "Epsi", "Fido", "Gaia", "Hera", "Iris", "Juno")


def _ten() -> list[Partner]:
    """Ten organisations: Iris left on the day itself, and Juno joins the day after."""
    changed = {"Iris": {"left_on": ON}, "Juno": {"joined": "2025-07-01"}, "Hera": {"joined": None}}
    return [partner(name, **changed.get(name, {})) for name in NAMES]  # type: ignore[arg-type]


def test_partners_with_a_placement_have_someone_there_on_the_day() -> None:
    """A job at Alfa, an internship at Beta, a volunteer at Gaia until today: those three.

    Ceta trains someone: that is no placement. Delta's job ended yesterday and Epsi's begins tomorrow. The person at
    Fido was closed. Nobody is at Hera. Iris is a partner no more and Juno not yet, though people work there.
    """
    known = facts_of(
        someone("A", job("2025-01-01", partner="Alfa")),
        someone("B", internship("2025-01-01", partner="Beta"), job("2025-01-01", partner="Alfa")),
        someone("C", training("2025-01-01", partner="Ceta")),
        someone("D", job("2025-01-01", "2025-06-29", partner="Delta")),
        someone("E", job("2025-07-01", partner="Epsi")),
        someone("F", job("2025-01-01", partner="Fido"), closed_on=ON),
        someone("G", volunteering("2025-01-01", ON, partner="Gaia")),
        someone("I", job("2025-01-01", partner="Iris")),
        someone("J", job("2025-01-01", partner="Juno"), job("2025-01-01", partner="outside_network")),
        partners=_ten(),
    )
    assert who("partners_met_plaatsing", known, ON) == ("ABG", "ABCDEFGH", "")
    assert who("partners_met_plaatsing", known, "2025-07-01") == ("ABEJ", "ABCDEFGHJ", "")


def test_people_are_counted_by_organisation_and_kind_also_outside_the_network() -> None:
    """At Alfa two have a job (one of them two) and one an internship; C's ended, D's is a training, E was closed."""
    known = facts_of(
        someone("A", job("2025-01-01", partner="Alfa"), job("2025-02-01", partner="Alfa")),
        someone("B", job("2025-01-01", partner="Alfa"), internship("2025-01-01", partner="Alfa")),
        someone("C", job("2025-01-01", "2025-06-29", partner="Alfa")),
        someone("D", training("2025-01-01", partner="Alfa"), job("2025-01-01")),
        someone("E", job("2025-01-01", partner="Alfa"), closed_on=ON),
        someone("F", volunteering("2025-01-01", ON, partner="outside_network")),
        partners=_ten(),
    )
    assert placements(known, day(ON)) == {
        "Alfa": {"paid_work": 2, "internship": 1},
        "outside_network": {"volunteer_work": 1},
    }


def _count(name: str, on: str, paid: int | None = None, volunteer: int | None = None) -> ExpertCount:
    return ExpertCount(partner=name, counted_on=day(on), paid=paid, volunteer=volunteer)


def test_of_two_counts_on_one_day_the_one_that_counts_most_is_told() -> None:
    def told(*counts: tuple[int | None, int | None], on: str = "2025-03-31") -> tuple[int | None, int | None] | None:
        rows = [_count("Alfa", on, paid, volunteer) for paid, volunteer in counts]
        found = latest_count(facts_of(partners=[partner("Alfa")], experts=rows), "Alfa", day(ON))
        return (found.paid, found.volunteer) if found else None

    assert told((1, 1), (0, 3)) == (0, 3)
    assert told((0, 3), (2, 1)) == (2, 1)
    assert told((None, 1), (None, None)) == (None, 1)
    assert told((0, None), (None, 0), (1, None)) == (1, None)
    assert told((1, 1), on="2024-06-29") is None
    assert told() is None


def test_partners_with_an_expert_by_a_step_or_by_their_own_count() -> None:
    """Alfa has a paid participant as expert, Beta a volunteer as one. Ceta counted 2 volunteers exactly a year ago.

    Delta counted a day longer ago: unknown. Epsi counted 3 and later none: no. Fido has a participant who is no expert,
    and counted none of both. Gaia counted no paid ones and left the rest open: unknown. Hera never counted: unknown.
    """
    known = facts_of(
        someone("A", job("2025-01-01", partner="Alfa", as_expert=True)),
        someone("B", volunteering("2025-01-01", partner="Beta", as_expert=True)),
        someone("F", job("2025-01-01", partner="Fido", as_expert=False)),
        partners=_ten(),
        experts=[
            _count("Ceta", "2024-06-30", 0, 2),
            _count("Delta", "2024-06-29", 1, 1),
            _count("Epsi", "2025-03-01", 0, 0),
            _count("Epsi", "2024-12-31", 3, 0),
            _count("Fido", "2025-03-01", 0, 0),
            _count("Gaia", "2025-03-01", 0),
        ],
    )
    assert who("partners_met_ervaringsdeskundige", known, ON) == ("ABC", "ABCDEFGH", "DGH")
    paid = beside("partners_met_ervaringsdeskundige", known, ON)["partners_met_betaalde_ervaringsdeskundige"]
    assert (paid.numerator, paid.denominator, paid.unknown) == (1, 8, 3)


def _levels(name: str, *levels: str, since: str = "2024-01-01") -> Iterable[Embedding]:
    """A row for each domain in order; `-` leaves the row out."""
    return [
        Embedding(partner=name, domain=domain, level=level, since=day(since))
        for domain, level in zip(Domain, levels, strict=True)
        if level != "-"
    ]


@pytest.fixture(scope="module")
def embedded() -> list[Embedding]:
    """How far the ten are in client contact, policy, recovery support and labour market."""
    all_four = ("structural",) * 4
    return [
        *_levels("Alfa", *all_four),
        *_levels("Beta", "structural", "not_applicable", "not_applicable", "not_applicable"),
        *_levels("Ceta", "structural", "structural", "structural", "pilot"),
        *_levels("Delta", *("not_applicable",) * 4),
        *_levels("Epsi", "structural", "-", "structural", "structural"),
        *_levels("Fido", *all_four),
        *_levels("Fido", "pilot", "-", "-", "-", since="2025-06-30"),
        *_levels("Gaia", "none", "-", "-", "-"),
        *_levels("Hera", *all_four, since="2025-07-01"),
        *_levels("Iris", *all_four),
        *_levels("Juno", *all_four),
    ]


def test_a_structural_partner_is_so_in_every_domain_that_applies(embedded: list[Embedding]) -> None:
    """Alfa is, and Beta in its one domain. Ceta has one to go. To Delta nothing applies: not structural.

    Of Epsi one domain is not known, and the others are structural: unknown. Fido is in a pilot again from today. Gaia
    is not, whatever the rest is. Hera's rows are of tomorrow, so nothing is known of Hera today. Iris left.
    """
    known = facts_of(partners=_ten(), embedding=embedded)
    assert who("partners_structureel", known, ON) == ("AB", "ABCDEFGH", "EH")
    assert who("partners_structureel", known, "2025-06-29") == ("ABFI", "ABCDEFGHI", "EH")


@pytest.mark.parametrize(
    ("suffix", "expected"),
    [
        ("clientcontact", ("ABCE", "ABCEFGH", "H")),
        ("beleid", ("ACF", "ACEFGH", "EGH")),
        ("herstelondersteuning", ("ACEF", "ACEFGH", "GH")),
        ("arbeidsmarkt", ("AEF", "ACEFGH", "GH")),
    ],
)
def test_a_domain_divides_by_the_partners_to_which_it_applies(
    embedded: list[Embedding], suffix: str, expected: tuple[str, str, str]
) -> None:
    """Nothing applies to Delta, and only client contact to Beta; without a row nobody knows (Epsi, Gaia, Hera)."""
    known = facts_of(partners=_ten(), embedding=embedded)
    assert who(f"domein_structureel_{suffix}", known, ON) == expected


def test_of_two_rows_of_one_day_the_least_far_one_counts() -> None:
    rows = [*_levels("Alfa", "structural", "-", "-", "-"), *_levels("Alfa", "pilot", "-", "-", "-")]
    for order in (rows, rows[::-1]):
        known = facts_of(partners=[partner("Alfa")], embedding=order)
        assert who("domein_structureel_clientcontact", known, ON) == ("", "A", "")


def test_an_action_plan_holds_for_two_years() -> None:
    """Alfa's is of today, Beta's of exactly two years ago, Ceta's a day older, Delta's of tomorrow; Epsi has none."""
    dates = {"Alfa": ON, "Beta": "2023-06-30", "Ceta": "2023-06-29", "Delta": "2025-07-01", "Epsi": None}
    partners = [partner(name, action_plan_on=made) for name, made in dates.items()]
    assert who("actieplannen", facts_of(partners=partners), ON) == ("AB", "ABCDE", "")


def _team(name: str, *seats: tuple[str, str | None]) -> Iterable[TeamSeat]:
    return [
        TeamSeat(partner=name, seat=seat, held_from=day("2024-01-01"), held_until=day(until) if until else None)
        for seat, until in seats
    ]


def test_a_complete_team_has_one_two_and_two() -> None:
    """Alfa has five, Beta six. Ceta's manager left yesterday; Delta's leaves today and counts. Epsi has two boards."""
    board, managers, practice = ("board", None), [("manager", None)] * 2, [("practice", None)] * 2
    seats = [
        *_team("Alfa", board, *managers, *practice),
        *_team("Beta", board, board, *managers, *practice),
        *_team("Ceta", board, ("manager", None), ("manager", "2025-06-29"), *practice),
        *_team("Delta", board, ("manager", None), ("manager", ON), *practice),
        *_team("Epsi", board, board, ("manager", None), *practice),
        *_team("Iris", board, *managers, *practice),
    ]
    assert who("avk_team_compleet", facts_of(partners=_ten(), team=seats), ON) == ("ABD", "ABCDEFGH", "")
