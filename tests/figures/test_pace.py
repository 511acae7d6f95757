"""Targets against what happened, worked by hand."""

import pytest

from tests.figures.builders import Someone, day, facts_of, job, partner, someone
from tracker.figures.catalogue import BY_CODE
from tracker.figures.goals import Goal
from tracker.figures.pace import QUARTER, Pace, Standing, pace, roads, sentence
from tracker.model import Target, Unit

ON = "2025-12-31"


def _workers() -> list[Someone]:
    """Two people found work in 2024 and eight in 2025: two a quarter over the last four."""
    starts = ["2024-03-01", "2024-12-31"] + [f"2025-{month:02}-15" for month in range(1, 9)]
    return [someone(letter, job(start)) for letter, start in zip("ABCDEFGHIJ", starts, strict=True)]


def _to(amount: float, due: str, unit: Unit = Unit.COUNT) -> Goal:
    return Goal(amount, unit, day(due))


def test_the_pace_is_that_of_the_last_four_quarters() -> None:
    """Ten now, two a year before: two a quarter. To 34 in two years (8 quarters) three a quarter are needed.

    At two a quarter 10 + 16 = 26 are reached, so 8 are missing.
    """
    made = pace(BY_CODE["betaald_werk"], _to(34, "2027-12-31"), facts_of(*_workers()), day(ON))
    assert (made.now, made.target, made.last_year, made.standing) == (10, 34, 2, Standing.BEHIND)
    assert made.needed == pytest.approx(3, abs=0.01)
    assert made.shortfall == pytest.approx(8, abs=0.02)
    assert sentence(made) == "achter: 3 per kwartaal nodig, nu 2"


CASES = [
    (26, "2028-01-03", Standing.ON_COURSE, "op koers"),
    (10, "2027-12-31", Standing.REACHED, "gehaald"),
    (9, "2025-01-01", Standing.REACHED, "gehaald"),
    (12, "2025-12-30", Standing.MISSED, "niet gehaald: nog 2 te gaan"),
    (12, "2025-12-31", Standing.MISSED, "niet gehaald: nog 2 te gaan"),
    (20, "2026-12-31", Standing.BEHIND, "achter: 2,5 per kwartaal nodig, nu 2"),
]


@pytest.mark.parametrize(("amount", "due", "standing", "words"), CASES)
def test_a_target_is_in_words(amount: int, due: str, standing: Standing, words: str) -> None:
    made = pace(BY_CODE["betaald_werk"], _to(amount, due), facts_of(*_workers()), day(ON))
    assert (made.standing, sentence(made)) == (standing, words)


def test_a_share_is_rounded_up_to_whole_partners_of_now() -> None:
    """Two of three have a plan; 70% of three is 2.1, so three are needed: one in a year.

    A year ago one had a plan, so a quarter of a partner came each quarter: just what is needed.
    """
    partners = [
        partner("Alfa", action_plan_on="2025-06-01"),
        partner("Beta", action_plan_on="2024-06-01"),
        partner("C"),
    ]
    made = pace(BY_CODE["actieplannen"], _to(0.7, "2027-01-01", Unit.SHARE), facts_of(partners=partners), day(ON))
    assert (made.now, made.target, made.last_year) == (2, 3, 0.25)
    assert made.needed == pytest.approx(QUARTER / 366)
    assert made.standing is Standing.ON_COURSE


def test_a_share_of_nobody_cannot_be_judged() -> None:
    made = pace(BY_CODE["actieplannen"], _to(1, "2026-12-31", Unit.SHARE), facts_of(), day(ON))
    assert sentence(made) == "nog niet te zeggen"


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        (_to(0.5, "2026-12-31", Unit.SHARE), "binnen de grens"),
        (_to(0.4, "2026-12-31", Unit.SHARE), "boven de grens van 0,4"),
        (_to(1, "2026-12-31"), "binnen de grens"),
        (_to(0, "2026-12-31"), "boven de grens van 0"),
    ],
)
def test_a_figure_of_which_less_is_better_has_a_limit(goal: Goal, words: str) -> None:
    known = facts_of(someone("A", closed_on="2025-01-01"), someone("B"))
    assert sentence(pace(BY_CODE["tussentijds_gestopt"], goal, known, day(ON))) == words


def test_a_time_is_held_against_a_limit_of_days() -> None:
    known = facts_of(someone("A", job("2024-01-31")))
    made: Pace = pace(BY_CODE["doorlooptijd_werk"], _to(30, "2026-12-31"), known, day(ON))
    assert (made.now, made.standing) == (30, Standing.WITHIN)


def test_a_figure_with_several_targets_has_a_road_with_its_next_milestone() -> None:
    targets = [
        Target(figure="betaald_werk", amount=amount, due_on=day(due))
        for amount, due in (("250", "2035-12-31"), ("9", "2025-06-30"), ("20", "2026-12-31"))
    ]
    others = [Target(figure="deelnemers", amount="10", due_on=day("2026-12-31"))]
    first, second = roads(facts_of(*_workers(), targets=targets + others), day(ON))
    assert (first.final.code, first.milestone) == ("deelnemers", None)
    assert second.milestone is not None
    assert (second.final.target, second.milestone.target) == (250, 20)
