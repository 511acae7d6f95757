"""Until when data of people is kept: the first day on which it goes, and what puts that day off."""

from datetime import timedelta

import pytest

from tests.figures.builders import Someone, day, facts_of, internship, job, someone
from tracker.figures.retention import Due, Limits, Why, due, erased_when_gone, kept_until
from tracker.model import Grant, Participant

GRANTS = [Grant(name="Zuid", keep_until=day("2028-12-31")), Grant(name="Noord", keep_until=day("2026-06-30"))]
CLOSED = "2025-01-31"
LATE = day("2040-01-01")
DEFAULT = Limits()


def goes(one: Someone, why: Why, on: str, limits: Limits = DEFAULT) -> bool:
    """Whether someone goes for this reason from this day on, and not a day sooner."""
    known, since = facts_of(one, grants=GRANTS), day(on)
    asked = [due(known, today, limits) for today in (since - timedelta(days=1), since, LATE)]
    return asked == [(), (Due("A-1", why, since),), (Due("A-1", why, since),)]


@pytest.mark.parametrize(
    ("one", "since"),
    [
        (someone("A", closed_on=CLOSED), "2027-01-31"),
        (someone("A", job("2024-02-01"), closed_on=CLOSED), "2027-01-31"),
        (someone("A", job("2024-02-01", grant="Noord"), closed_on="2023-06-15"), "2026-07-01"),
        (someone("A", job("2024-02-01", grant="Noord"), closed_on=CLOSED), "2027-01-31"),
        (someone("A", job("2024-02-01", grant="Oost"), closed_on=CLOSED), "2027-01-31"),
    ],
    ids=["closed", "without a grant", "the grant is longer", "the grant is shorter", "the grant is unknown"],
)
def test_who_is_closed_is_kept_for_two_years_or_as_long_as_a_grant_asks(one: Someone, since: str) -> None:
    assert goes(one, Why.TIME_IS_OVER, since)


def test_who_is_open_is_never_erased_because_time_passes() -> None:
    assert due(facts_of(someone("A", job("2024-02-01", "2024-03-01"))), LATE, DEFAULT) == ()


def test_the_grant_that_asks_to_keep_longest_decides() -> None:
    one = someone("A", job("2024-02-01", grant="Zuid"), internship("2024-01-01", grant="Noord"))
    known = facts_of(one, grants=GRANTS)
    assert kept_until(known.people[0], known) == day("2028-12-31")


def test_another_number_of_months_may_be_set() -> None:
    assert goes(someone("A", closed_on=CLOSED), Why.TIME_IS_OVER, "2025-07-31", Limits(months=6))


@pytest.mark.parametrize("closed_on", [None, CLOSED])
def test_a_week_after_consent_was_withdrawn_data_goes_of_the_open_and_the_closed(closed_on: str | None) -> None:
    one = someone("A", closed_on=closed_on, consent_withdrawn_on="2025-03-03")
    assert goes(one, Why.CONSENT_WITHDRAWN, "2025-03-10")


def test_where_consent_is_not_the_ground_withdrawing_it_ends_nothing() -> None:
    one = someone("A", consent_withdrawn_on="2025-03-03")
    assert due(facts_of(one), LATE, Limits(consent_is_ground=False)) == ()


def test_whose_rows_are_gone_is_kept_from_the_day_they_closed_or_else_went() -> None:
    known, gone, open_still = facts_of(grants=GRANTS), day("2025-05-05"), Participant(code="A-1")
    closed = Participant(code="A-1", closed_on=day(CLOSED))
    assert erased_when_gone(closed, (), gone, known, DEFAULT) == day("2027-01-31")
    assert erased_when_gone(open_still, (), gone, known, DEFAULT) == day("2027-05-05")
    assert erased_when_gone(None, (), gone, known, DEFAULT) == day("2027-05-05")
    assert erased_when_gone(None, (job("2024-02-01", grant="Zuid"),), gone, known, DEFAULT) == day("2029-01-01")
