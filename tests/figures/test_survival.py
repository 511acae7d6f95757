"""The estimate of Kaplan and Meier against published examples, and the time to work worked by hand."""

import pytest

from tests.figures.builders import beside, facts_of, job, shown, someone
from tracker.figures.survival import Wait, days_until, still_waiting

SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"
"""Weeks in remission of 42 children with leukaemia (Freireich and others, 1963); + is still in remission."""

SIX_MP_CURVE = {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
PLACEBO_CURVE = {
    1: 0.9048, 2: 0.8095, 3: 0.7619, 4: 0.6667, 5: 0.5714, 8: 0.3810,
    11: 0.2857, 12: 0.1905, 15: 0.1429, 17: 0.0952, 22: 0.0476, 23: 0.0,
}  # fmt: skip
"""The estimates as in Kleinbaum and Klein, Survival Analysis, chapter 2; Klein and Moeschberger, table 4.1, agree."""


def _waits(text: str) -> list[Wait]:
    return [Wait(int(word.rstrip("+")), not word.endswith("+")) for word in text.split()]


@pytest.mark.parametrize(("data", "curve"), [(SIX_MP, SIX_MP_CURVE), (PLACEBO, PLACEBO_CURVE)])
def test_the_estimate_is_that_of_the_published_example(data: str, curve: dict[int, float]) -> None:
    estimate = dict(still_waiting(_waits(data)))
    assert list(estimate) == list(curve)
    assert list(estimate.values()) == pytest.approx(list(curve.values()), abs=5e-4)


@pytest.mark.parametrize(("data", "median"), [(SIX_MP, 23), (PLACEBO, 8)])
def test_the_median_is_that_of_the_published_example(data: str, median: int) -> None:
    assert days_until(_waits(data), 0.5) == median


def test_a_share_that_is_never_reached_has_no_time() -> None:
    assert days_until(_waits(SIX_MP), 0.8) is None
    assert days_until(_waits(PLACEBO), 0.8) == 12
    assert days_until([], 0.5) is None


def test_exactly_half_is_half() -> None:
    assert days_until(_waits("1 2 3 4 5 6"), 0.5) == 3
    assert days_until(_waits("1 2 3 4 5 6 7 8 9 10"), 0.8) == 8


def test_who_is_last_seen_on_a_day_still_counts_on_that_day() -> None:
    """Of two who wait, one got there on day 5 and one was last seen then: half are there."""
    assert list(still_waiting(_waits("5 5+"))) == [(5, 0.5)]


def test_time_to_work_counts_who_waits_and_who_stopped() -> None:
    """Seen on 10 April 2024, the hundredth day after 1 January.

    A, B, C and D began after 10, 20, 30 and 40 days. E stopped after 15 days and F is looking: both wait on. G may
    want work. H wants to volunteer and is left out, with the job H found. I registered ten days ago. J died on day 15.

    Nine wait. On day 10 one of nine begins: 8/9 wait on. I was last seen that day and J on day 15, so on day 20 six
    are left: 8/9 x 5/6 = 0.741. On day 30: x 4/5 = 0.593. On day 40: x 3/4 = 0.444, so half got there in 40 days. To
    drop those who are not there yet would say 25 days. A day earlier, on 9 February, half was not there yet.
    """
    people = [
        someone("A", job("2024-01-11"), own_goal="paid_work"),
        someone("B", job("2024-01-21"), own_goal="paid_work"),
        someone("C", job("2024-01-31", "2024-02-01"), own_goal="paid_work"),
        someone("D", job("2024-02-10"), own_goal="not_yet_known"),
        someone("E", own_goal="paid_work", closed_on="2024-01-16", reason="eigen keuze"),
        someone("F", own_goal="paid_work"),
        someone("G"),
        someone("H", job("2024-01-02"), own_goal="volunteer_work"),
        someone("I", own_goal="paid_work", registered="2024-03-31"),
        someone("J", own_goal="paid_work", closed_on="2024-01-16", reason="overleden"),
    ]
    known = facts_of(*people)
    figure = shown("doorlooptijd_werk", known, "2024-04-10")
    assert (figure.value, figure.numerator, figure.denominator) == (40, 4, 9)
    assert beside("doorlooptijd_werk", known, "2024-04-10")["doorlooptijd_werk_80"].value is None
    assert shown("doorlooptijd_werk", known, "2024-02-09").value is None


def test_work_that_began_before_registration_took_no_days() -> None:
    assert shown("doorlooptijd_werk", facts_of(someone("A", job("2023-06-01"))), "2024-04-10").value == 0
