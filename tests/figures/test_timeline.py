"""Where people are on a day, and the days of the calendar."""

from datetime import date

import pytest

from tests.figures.builders import Someone, day, facts_of, internship, job, someone, step, training, volunteering
from tracker.figures.months import add_months, quarter_ends
from tracker.figures.timeline import activities, reached, where
from tracker.model import Activity

ON = "2025-06-30"

PLACES = [
    (someone("A"), "aangemeld"),
    (someone("A", registered="2025-07-01"), None),
    (someone("A", registered=ON), "aangemeld"),
    (someone("A", job("2025-06-30")), "betaald werk"),
    (someone("A", job("2025-07-01")), "aangemeld"),
    (someone("A", job("2025-01-01", ON)), "betaald werk"),
    (someone("A", job("2025-01-01", "2025-06-29")), "tussen twee stappen"),
    (someone("A", job("2025-01-01"), training("2025-01-01")), "betaald werk"),
    (someone("A", internship("2025-01-01"), training("2025-01-01")), "opleiding"),
    (someone("A", internship("2025-01-01"), volunteering("2025-01-01")), "stage of werkervaringsplek"),
    (someone("A", step("work_experience", "2025-01-01")), "stage of werkervaringsplek"),
    (someone("A", volunteering("2025-01-01"), paused_from="2025-01-01"), "vrijwilligerswerk"),
    (someone("A", paused_from="2025-01-01", seeks="paid_work"), "pauze"),
    (someone("A", paused_from="2025-01-01", paused_until=ON), "pauze"),
    (someone("A", paused_from="2025-01-01", paused_until="2025-06-29"), "aangemeld"),
    (someone("A", seeks="paid_work"), "zoekt"),
    (someone("A", job("2024-02-01", "2024-03-01"), seeks="paid_work", seeks_since="2024-04-01"), "zoekt"),
    (someone("A", job("2024-02-01", "2024-03-01"), seeks="paid_work"), "tussen twee stappen"),
    (someone("A", seeks="paid_work", seeks_since="2025-07-01"), "aangemeld"),
    (someone("A", job("2025-01-01"), closed_on=ON), "afgesloten"),
    (someone("A", job("2025-01-01"), closed_on="2025-07-01"), "betaald werk"),
]


@pytest.mark.parametrize(("one", "expected"), PLACES, ids=[f"{n} {word}" for n, (_, word) in enumerate(PLACES)])
def test_where_someone_is_follows_from_what_runs_on_the_day(one: Someone, expected: str | None) -> None:
    (person,) = facts_of(one).people
    assert where(person, day(ON)) == expected


def test_several_activities_are_named_the_main_one_first() -> None:
    (person,) = facts_of(
        someone("A", volunteering("2025-01-01"), step("work_experience", "2025-02-01"), internship("2025-02-01"))
    ).people
    assert activities(person, day(ON)) == (Activity.STEP_UP, Activity.VOLUNTEER_WORK)
    assert activities(person, day("2025-01-31")) == (Activity.VOLUNTEER_WORK,)


def test_what_was_reached_stays_with_the_day_on_which_it_first_began() -> None:
    (person,) = facts_of(
        someone(
            "A",
            job("2024-05-01", "2024-06-01"),
            job("2025-01-01"),
            internship("2024-03-01"),
            volunteering(ON),
            training("2025-07-01"),
        )
    ).people
    assert reached(person, day(ON)) == {
        Activity.PAID_WORK: date(2024, 5, 1),
        Activity.STEP_UP: date(2024, 3, 1),
        Activity.VOLUNTEER_WORK: day(ON),
    }


def test_of_two_steps_that_began_on_one_day_the_one_that_ended_comes_first() -> None:
    (person,) = facts_of(someone("A", job("2025-01-01"), job("2025-01-01", "2025-02-01"))).people
    assert [one.end for one in person.steps] == [day("2025-02-01"), None]


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2025-08-31", 6, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-12-15", 1, "2025-01-15"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-03-31", -12, "2024-03-31"),
        ("2024-06-30", 30, "2026-12-30"),
    ],
)
def test_months_are_counted_on_the_calendar(start: str, months: int, expected: str) -> None:
    assert add_months(day(start), months) == day(expected)


def test_the_ends_of_quarters_run_from_the_first_day_up_to_the_last() -> None:
    ends = list(quarter_ends(day("2024-11-05"), day("2025-06-30")))
    assert ends == [day("2024-12-31"), day("2025-03-31"), day("2025-06-30")]
    assert list(quarter_ends(day("2024-11-05"), day("2024-12-30"))) == []
