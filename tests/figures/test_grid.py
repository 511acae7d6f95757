"""The road of each partner: what comes next, and who can show the way."""

import pytest

from tests.figures.builders import day, facts_of, partner
from tracker.figures.grid import grid, next_domain
from tracker.model import Domain, Embedding, ExpertCount

ON = "2025-06-30"
_SHORT = {"s": "structural", "p": "pilot", "e": "exploring", "n": "none", "x": "not_applicable", "-": None}


def _levels(letters: str) -> dict[str, str | None]:
    return {str(domain): _SHORT[letter] for domain, letter in zip(Domain, letters, strict=True)}


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("npes", "policy"),
        ("nnnn", "client_contact"),
        ("ssss", None),
        ("xxxx", None),
        ("sxsx", None),
        ("s-xx", "policy"),
        ("s-xn", "labour_market"),
        ("xepp", "recovery_support"),
    ],
)
def test_the_next_domain_is_the_one_that_is_furthest_without_being_there(letters: str, expected: str | None) -> None:
    assert next_domain(_levels(letters)) == expected


def test_partners_of_the_same_sector_and_size_show_the_way() -> None:
    """Alfa (care, 4 experts) is next in client contact, where all the others are.

    Beta and Ceta are in care, with 10 and 5 experts: Ceta is nearer. Of the rest Delta is nearest in size; Epsi never
    counted. Fido left.
    """
    sizes = {"Alfa": 4, "Beta": 10, "Ceta": 5, "Delta": 4, "Fido": 4}
    sectors = {"Alfa": "care", "Beta": "care", "Ceta": "care", "Delta": "housing", "Epsi": "housing", "Fido": "care"}
    known = facts_of(
        partners=[
            partner(name, sector=sector, left_on=ON if name == "Fido" else None) for name, sector in sectors.items()
        ],
        experts=[ExpertCount(partner=name, counted_on=day(ON), paid=number) for name, number in sizes.items()],
        embedding=[
            Embedding(
                partner=name,
                domain="client_contact",
                level="pilot" if name == "Alfa" else "structural",
                since=day("2024-01-01"),
            )
            for name in sectors
        ],
    )
    ways = {way.partner: way for way in grid(known, day(ON))}
    assert list(ways) == ["Alfa", "Beta", "Ceta", "Delta", "Epsi"]
    assert ways["Alfa"].following == "client_contact"
    assert ways["Alfa"].examples == ("Ceta", "Beta", "Delta")
    assert ways["Beta"].following == "policy"
    assert ways["Beta"].examples == ()
