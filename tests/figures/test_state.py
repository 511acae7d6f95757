"""Figures as people get them: numbers, ranges, targets, the archive, and the text beside them."""

import re
from datetime import UTC, date, datetime

import pytest

from tests.figures.builders import (
    day,
    facts_of,
    internship,
    job,
    shown,
    someone,
    step,
    training,
    volunteering,
    world_of,
)
from tracker.figures.catalogue import BY_CODE, CATALOGUE
from tracker.figures.facts import Archived, facts
from tracker.figures.members import Indicator, Of
from tracker.figures.state import overlaps, people_by_quarter, state
from tracker.model import Figure, Overlap, Target, Unit

ON = "2025-06-30"
PAGE_3 = """deelnemers kans_gekregen eigen_doel_bereikt betaald_werk opleiding_gestart opleiding_afgerond opstap_gestart
nu_betaald_werk betaald_via_partner werk_6m_aaneen werk_12m_aaneen werk_na_13w werk_na_6m werk_na_12m eigen_doel_6m
opstap_naar_werk doorlooptijd_werk tussentijds_gestopt tevreden goed_geholpen verandering rondkomen toekomst
partners_met_plaatsing partners_met_ervaringsdeskundige partners_structureel domein_structureel_clientcontact
domein_structureel_beleid domein_structureel_herstelondersteuning domein_structureel_arbeidsmarkt actieplannen
avk_team_compleet plekken_aangeboden plekken_bezet plekken_vrij knelpunten_open knelpunten_opgelost uitkomst_bekend
baanstarts invoervertraging"""


def _all() -> list[Indicator]:
    return [*CATALOGUE, *(one for indicator in CATALOGUE for one in indicator.beside)]


def test_the_catalogue_holds_every_figure_in_order() -> None:
    assert [indicator.code for indicator in CATALOGUE] == PAGE_3.split()


def test_a_state_holds_every_figure_even_of_an_empty_sheet() -> None:
    made = state(facts_of(), day(ON), datetime(2025, 7, 1, tzinfo=UTC))
    assert [figure.code for figure in made.figures] == PAGE_3.split()
    assert set(made.where.values()) == {0}


def test_overlaps_are_people_who_do_several_things_at_once() -> None:
    """B does two things of one kind, C was closed today, and D's training ended yesterday."""
    known = facts_of(
        someone("A", job("2024-02-01"), training("2024-02-01")),
        someone("B", internship("2024-02-01"), step("work_experience", "2024-02-01")),
        someone("C", job("2024-02-01"), volunteering("2024-02-01"), closed_on=ON),
        someone("D", job("2024-02-01"), training("2024-02-01", "2025-06-29")),
        someone("E", job("2024-02-01"), training("2024-02-01")),
        someone("F", job("2024-02-01"), volunteering("2024-02-01")),
    )
    assert overlaps(known, day(ON)) == (
        Overlap(("betaald werk", "opleiding"), 2),
        Overlap(("betaald werk", "vrijwilligerswerk"), 1),
    )


def test_no_code_or_name_can_mean_two_figures() -> None:
    words = {(re.sub("[ _]", "", word.casefold()), one.code) for one in _all() for word in (one.code, one.name)}
    assert len({word for word, _ in words}) == len(words)


@pytest.mark.parametrize("indicator", _all(), ids=lambda one: one.code)
def test_a_definition_is_short_plain_sentences(indicator: Indicator) -> None:
    sentences = re.split(r"(?<=[.?!:]) ", indicator.definition)
    assert all(len(sentence.split()) <= 20 for sentence in sentences), sentences
    assert indicator.definition.endswith(".")
    assert (indicator.unit is Unit.SHARE) == bool(indicator.out_of)


def test_a_definition_says_by_what_is_divided_and_who_is_unknown() -> None:
    assert BY_CODE["opleiding_afgerond"].definition == (
        "Mensen die een opleiding afrondden of een diploma haalden. Wij delen door alle mensen van wie een opleiding "
        "klaar is, of volgens plan klaar had moeten zijn. Weten wij de uitkomst niet? Dan telt iemand als onbekend."
    )


def test_what_a_figure_counts_is_said_in_the_catalogue() -> None:
    assert {one.code for one in CATALOGUE if one.of is Of.PLACES} == {
        "plekken_aangeboden",
        "plekken_bezet",
        "plekken_vrij",
    }


# --- Numbers ---------------------------------------------------------------------------------------------------------


def test_a_count_has_its_numerator_as_value_and_no_range() -> None:
    figure = shown("betaald_werk", facts_of(someone("A", job("2025-01-01"))), ON)
    assert (figure.value, figure.numerator, figure.denominator, figure.low, figure.high) == (1, 1, None, None, None)


def test_a_share_has_the_range_that_it_can_have() -> None:
    known = facts_of(
        someone("A", training("2025-01-01", "2025-02-01", result="diploma")),
        someone("B", training("2025-01-01", "2025-02-01")),
        someone("C", training("2025-01-01", "2025-02-01", result="stopped")),
        someone("D", training("2025-01-01", "2025-02-01", result="stopped")),
    )
    figure = shown("opleiding_afgerond", known, ON)
    assert (figure.value, figure.low, figure.high, figure.unknown) == (0.25, 0.25, 0.5, 1)


def test_a_share_of_nobody_has_no_value() -> None:
    figure = shown("opleiding_afgerond", facts_of(someone("A")), ON)
    assert (figure.value, figure.numerator, figure.denominator, figure.low, figure.high) == (None, 0, 0, None, None)


# --- Targets ---------------------------------------------------------------------------------------------------------


def _target(figure: str, amount: str, due: str, grant: str | None = None) -> Target:
    return Target(figure=figure, amount=amount, due_on=day(due), grant=grant)


def _goal(figure: Figure) -> tuple[float | None, date | None, float | None, date | None]:
    return figure.target, figure.target_date, figure.milestone, figure.milestone_date


def test_a_figure_stands_beside_its_last_target_and_the_next_one() -> None:
    targets = [
        _target("betaald_werk", "250", "2035-12-31"),
        _target("betaald_werk", "20", "2025-06-30"),
        _target("betaald_werk", "10", "2025-06-29"),
        _target("betaald_werk", "5", "2026-12-31", grant="Een subsidie"),
    ]
    known = facts_of(targets=targets)
    assert _goal(shown("betaald_werk", known, ON)) == (250, date(2035, 12, 31), 20, date(2025, 6, 30))
    assert _goal(shown("betaald_werk", known, "2036-01-01")) == (250, date(2035, 12, 31), None, None)
    assert _goal(shown("deelnemers", known, ON)) == (None, None, None, None)


def test_a_target_may_be_a_share_of_the_denominator() -> None:
    figure = shown("actieplannen", facts_of(targets=[_target("actieplannen", "80%", "2028-12-31")]), ON)
    assert (figure.target, figure.target_unit) == (0.8, Unit.SHARE)


def test_of_two_targets_on_one_day_the_highest_counts() -> None:
    targets = [_target("betaald_werk", amount, "2026-12-31") for amount in ("40", "50", "9")]
    for order in (targets, targets[::-1]):
        assert shown("betaald_werk", facts_of(targets=order), ON).target == 50


# --- The archive -----------------------------------------------------------------------------------------------------


def test_erased_people_count_on_from_the_archive() -> None:
    """At the end of June 2 erased people counted, later 3; before that quarter nobody was archived."""
    archive = {
        "betaald_werk": {date(2025, 6, 30): Archived(2), date(2025, 12, 31): Archived(3)},
        "opleiding_afgerond": {date(2025, 6, 30): Archived(1, 4, 2)},
    }
    known = facts(world_of(someone("A", job("2025-01-01"))), archive)
    assert shown("betaald_werk", known, "2025-03-31").value == 1
    assert shown("betaald_werk", known, "2025-06-15").value == 3
    assert shown("betaald_werk", known, "2025-09-30").value == 3
    assert shown("betaald_werk", known, "2027-01-01").value == 4
    figure = shown("opleiding_afgerond", known, ON)
    assert (figure.numerator, figure.denominator, figure.unknown, figure.high) == (1, 4, 2, 0.75)


def test_what_the_archive_adds_makes_no_part_larger_than_the_whole() -> None:
    archive = {"opleiding_afgerond": {date(2025, 6, 30): Archived(1, 4, 5)}}
    figure = shown("opleiding_afgerond", facts(world_of(), archive), ON)
    assert (figure.numerator, figure.denominator, figure.unknown, figure.high) == (1, 4, 3, 1.0)


# --- Where people were -----------------------------------------------------------------------------------------------


def test_where_people_were_at_the_ends_of_quarters_ends_with_the_day_itself() -> None:
    known = facts_of(someone("A", job("2024-11-01")), someone("B", registered="2025-02-01"))
    days = [
        (on, where["betaald werk"], sum(where.values())) for on, where in people_by_quarter(known, day("2025-04-10"))
    ]
    assert days[-3:] == [(date(2024, 12, 31), 1, 1), (date(2025, 3, 31), 1, 2), (date(2025, 4, 10), 1, 2)]


def test_the_end_of_a_quarter_is_shown_once_and_the_first_day_of_all_as_well() -> None:
    known = facts_of(someone("A", registered="2024-11-01"))
    ends = [date(2024, 12, 31), date(2025, 3, 31), date(2025, 6, 30)]
    assert [on for on, _ in people_by_quarter(known, ends[-1])] == ends
    assert [on for on, _ in people_by_quarter(known, date(2024, 11, 1))] == [date(2024, 11, 1)]


def test_a_picture_over_time_shows_four_years() -> None:
    known = facts_of(someone("A", registered="2017-01-01"))
    assert [len(people_by_quarter(known, day(on))) for on in ("2025-03-31", "2025-04-01")] == [16, 17]
    assert people_by_quarter(known, day("2016-12-31")) == ()
