"""What a grant paid for, worked by hand."""

import pytest

from tests.figures.builders import Someone, day, facts_of, internship, job, letters, someone, training, volunteering
from tracker.figures.facts import Facts
from tracker.figures.funder import esf_figures, esf_indicators, grant_figures, grant_indicators
from tracker.model import Grant, Target

ON = "2025-06-30"
FUND = Grant(name="Fonds", runs_from=day("2024-03-01"), runs_until=day("2025-06-30"))


@pytest.fixture(scope="module")
def ten() -> Facts:
    """Ten people; the fund pays from 1 March 2024 up to and including 30 June 2025.

    A trains and works on the fund. B trains on it and works without it. C's internship on it is part of a training
    that another pays for: a placement, no step up. D volunteers on it from its first day and E began a day too early.
    F begins today, its last day, and G tomorrow. H is paid for by another fund. I has a step up of their own and J,
    who is not registered yet, a job.
    """
    fund = {"grant": "Fonds"}
    return facts_of(
        someone(
            "A", training("2024-03-01", "2024-09-01", **fund), job("2024-10-01", **fund), job("2025-01-01", **fund)
        ),
        someone("B", training("2024-03-01", "2024-09-01", **fund), job("2024-10-01")),
        someone("C", training("2024-02-01", "2024-12-31"), internship("2024-04-01", **fund)),
        someone("D", volunteering("2024-03-01", **fund)),
        someone("E", volunteering("2024-02-29", **fund)),
        someone("F", job(ON, **fund)),
        someone("G", job("2025-07-01", **fund)),
        someone("H", job("2024-10-01", grant="Ander fonds")),
        someone("I", internship("2024-10-01")),
        someone("J", job("2024-10-01", **fund), registered="2025-07-01"),
        targets=[
            Target(figure="betaald_werk", amount="25", due_on=day("2026-12-31"), grant="Fonds"),
            Target(figure="betaald_werk", amount="250", due_on=day("2035-12-31")),
        ],
    )


def test_a_funder_gets_exact_counts_of_what_it_paid_for(ten: Facts) -> None:
    found = {one.code: letters(one.members(ten, day(ON)).yes) for one in grant_indicators(FUND)}
    assert found == {
        "deelnemers": "ABCDF",
        "kans_gekregen": "ABCDF",
        "opleiding_gestart": "AB",
        "opstap_gestart": "D",
        "plaatsingen": "ACDF",
        "betaald_werk": "AF",
    }


def test_a_funder_sees_its_own_targets_only(ten: Facts) -> None:
    figures = {figure.code: figure for figure in grant_figures(ten, FUND, day(ON))}
    assert (figures["betaald_werk"].value, figures["betaald_werk"].target) == (2, 25)
    assert figures["opleiding_gestart"].target is None


def test_after_the_grant_its_counts_stand(ten: Facts) -> None:
    """G began after the last day; J registers on 1 July and brings the job of October along."""
    counts = {figure.code: figure.value for figure in grant_figures(ten, FUND, day("2026-12-31"))}
    assert (counts["deelnemers"], counts["betaald_werk"]) == (6, 3)


def test_a_grant_without_dates_takes_every_step_that_names_it(ten: Facts) -> None:
    counts = {figure.code: figure.value for figure in grant_figures(ten, Grant(name="Fonds"), day(ON))}
    assert counts["deelnemers"] == 6


# --- ESF+ ------------------------------------------------------------------------------------------------------------


def _left(letter: str, *rows: object, on: str = "2024-10-01") -> Someone:
    """Someone with a training that the fund pays for, without a result of its own, who left."""
    paid = training("2024-03-01", "2024-04-01", result="stopped", grant="Fonds")
    return someone(letter, paid, *rows, closed_on=on)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def leavers() -> Facts:
    """Everyone left on 1 October 2024 unless said otherwise: four weeks later is 29 October, six months 1 April.

    A got a diploma on the last day of the four weeks and works from that day to 1 April. B got one a day too late, and
    began work a day too late. C works on the day of leaving and stopped the next. D's job has no end and nobody asked.
    E's training ended and nobody says how. F left on 3 June: four weeks are not over on 30 June. G takes part. H was
    not paid by the fund.
    """
    return facts_of(
        _left("A", training("2024-05-01", "2024-10-29", result="diploma"), job("2024-10-29", "2025-04-01")),
        _left("B", training("2024-05-01", "2024-10-30", result="diploma"), job("2024-10-30", "2025-03-31")),
        _left("C", job("2024-05-01", "2024-10-01")),
        _left("D", job("2024-05-01")),
        _left("E", training("2024-05-01", "2024-06-01")),
        _left("F", on="2025-06-03"),
        someone("G", training("2024-03-01", grant="Fonds")),
        someone("H", job("2024-05-01", "2025-06-30"), closed_on="2024-10-01"),
    )


def test_the_esf_set_says_what_leavers_had_and_who_is_unknown(leavers: Facts) -> None:
    found = {}
    for one in esf_indicators(FUND):
        members = one.members(leavers, day(ON))
        found[one.code] = (letters(members.yes), letters(members.base), letters(members.unknown))
    assert found == {
        "esf_deelnemers": ("ABCDEFG", "", ""),
        "esf_vertrokken": ("ABCDEF", "", ""),
        "esf_kwalificatie_bij_vertrek": ("A", "ABCDE", "E"),
        "esf_werk_bij_vertrek": ("AC", "ABCDE", "D"),
        "esf_werk_na_6_maanden": ("A", "ABCDE", "D"),
    }


def test_the_windows_of_the_esf_set_close_after_four_weeks_and_six_months(leavers: Facts) -> None:
    for on, sizes in (("2024-10-28", [0, 0, 0]), ("2024-10-29", [5, 5, 0]), ("2025-03-31", [5, 5, 0])):
        assert [figure.denominator for figure in esf_figures(leavers, FUND, day(on))[2:]] == sizes
    assert esf_figures(leavers, FUND, day("2025-04-01"))[4].denominator == 5
