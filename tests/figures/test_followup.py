"""What became of people some time after a start, worked by hand for ten people; the docstrings argue the answers."""

import pytest

from tests.figures.builders import (
    Someone,
    beside,
    day,
    facts_of,
    internship,
    job,
    letters,
    members,
    shown,
    someone,
    step,
    training,
    volunteering,
    who,
)
from tracker.figures.facts import Facts
from tracker.figures.followup import sustained_work

ON = "2025-06-30"


def test_six_months_of_work_without_a_long_gap() -> None:
    """The first work must have begun in 2024: six months after 31 December is 30 June, the last day of that month.

    A ended after exactly six months. B stopped a day before that. C has two jobs with a gap of 31 days between, D of
    32 days: too long, and neither of D's jobs makes six months. E has no end but was asked after six months; F was
    asked a day too early, and G never: unknown. H's second job came when the first had no end: one follows the other.
    I began on 1 January 2025, too short ago. J never worked.
    """
    known = facts_of(
        someone("A", job("2024-07-01", "2024-12-31")),
        someone("B", job("2024-07-01", "2024-12-30")),
        someone("C", job("2024-07-01", "2024-09-30"), job("2024-11-01", "2025-01-31")),
        someone("D", job("2024-07-01", "2024-09-30"), job("2024-11-02", "2025-03-31")),
        someone("E", job("2024-07-01", checked_on="2024-12-31")),
        someone("F", job("2024-07-01", checked_on="2024-12-30")),
        someone("G", job("2024-12-31")),
        someone("H", job("2024-07-01"), job("2024-12-15", "2025-01-15")),
        someone("I", job("2025-01-01")),
        someone("J", training("2024-07-01")),
    )
    assert who("werk_6m_aaneen", known, ON) == ("ACEH", "ABCDEFGH", "FG")
    assert beside("werk_6m_aaneen", known, ON)["werk_6m_aaneen_niet_meegeteld"].value == 1


def test_a_year_of_work_asks_for_twelve_months() -> None:
    """A worked from July to June, B to a day before that, C without an end and asked once: after a year.

    D lost the first job after a month and found one for a year half a year later: it counts, whenever it was. E began
    less than a year ago.
    """
    known = facts_of(
        someone("A", job("2023-07-01", "2024-06-30"), registered="2023-01-01"),
        someone("B", job("2023-07-01", "2024-06-29"), registered="2023-01-01"),
        someone("C", job("2023-07-01", checked_on="2025-01-01"), registered="2023-01-01"),
        someone("D", job("2023-07-01", "2023-07-31"), job("2024-02-01", "2025-01-31"), registered="2023-01-01"),
        someone("E", job("2024-07-01")),
    )
    assert who("werk_12m_aaneen", known, ON) == ("ACD", "ABCD", "")


@pytest.fixture(scope="module")
def cohort() -> Facts:
    """Ten people who began on 1 January 2025 unless said otherwise: the days asked are 2 April and 1 July 2025."""
    return facts_of(
        someone("A", job("2025-01-01", "2025-07-01")),
        someone("B", job("2025-01-01", "2025-04-01")),
        someone("C", job("2025-01-01", "2025-02-01"), job("2025-03-01", "2025-12-31")),
        someone("D", job("2025-01-01", checked_on="2025-04-02")),
        someone("E", job("2025-01-01", checked_on="2025-04-01")),
        someone("F", job("2025-01-01"), job("2025-05-01", "2025-05-31")),
        someone("G", job("2025-01-01", "2025-02-01"), closed_on="2025-03-01"),
        someone("H", job("2025-06-01")),
        someone("I", job("2023-02-01", "2023-03-01"), job("2025-01-01"), registered="2023-01-01"),
        someone("J", volunteering("2025-01-01")),
    )


def test_after_thirteen_weeks_people_are_asked_about_that_very_day(cohort: Facts) -> None:
    """91 days after 1 January is 2 April. A works, B stopped the day before. C has another job: it counts.

    D was asked that day; E only before it: unknown. F's next job shows that the first lasted until then. G was closed
    and counts on as before. H began too short ago. I's first work was in 2023: not there after 13 weeks. J has none.
    """
    assert who("werk_na_13w", cohort, "2025-07-15") == ("ACDF", "ABCDEFGI", "E")


def test_nobody_is_asked_about_before_the_window_closes(cohort: Facts) -> None:
    """On 1 April nobody but I has had thirteen weeks; on 2 April everyone of January has."""
    assert who("werk_na_13w", cohort, "2025-04-01")[1] == "I"
    assert who("werk_na_13w", cohort, "2025-04-02")[1] == "ABCDEFGI"


def test_who_began_too_short_ago_is_left_out_from_the_very_day_on(cohort: Facts) -> None:
    assert letters(members("werk_na_13w", cohort, "2024-12-31").left_out) == ""
    assert letters(members("werk_na_13w", cohort, "2025-01-01").left_out) == "ABCDEFG"
    assert letters(members("werk_na_13w", cohort, "2025-04-01").left_out) == "ABCDEFG"
    assert letters(members("werk_na_13w", cohort, "2025-04-02").left_out) == ""


def test_after_six_months_the_day_is_that_of_the_calendar(cohort: Facts) -> None:
    """On 1 July: A's last day, so A works; C works. D, E and F have a job without end and were not asked: unknown.

    F's second job ended, but the first may run on. B, G and I stopped.
    """
    assert who("werk_na_6m", cohort, "2025-07-01") == ("AC", "ABCDEFGI", "DEF")


def test_after_twelve_months_only_long_ago_starts_count(cohort: Facts) -> None:
    """A year after 1 February 2023 I had no work; the others began less than a year ago."""
    assert who("werk_na_12m", cohort, "2025-12-31") == ("", "I", "")


def test_a_later_check_makes_an_unknown_outcome_known_for_a_day_in_the_past() -> None:
    before = facts_of(someone("A", job("2024-07-01")))
    after = facts_of(someone("A", job("2024-07-01", checked_on="2026-01-01")))
    assert who("werk_na_6m", before, ON) == ("", "A", "A")
    assert who("werk_na_6m", after, ON) == ("A", "A", "")


def test_a_job_that_begins_after_the_reference_date_says_nothing_yet() -> None:
    known = facts_of(someone("A", job("2024-07-01"), job("2025-07-01")))
    assert who("werk_na_6m", known, ON)[2] == "A"
    assert who("werk_na_6m", known, "2025-07-01") == ("A", "A", "")


def test_volunteers_count_as_much_as_workers_for_the_own_goal_that_lasts() -> None:
    """Everyone began on 1 July 2024, so the day asked about is 1 January 2025.

    A volunteers until then and B works: both there. C's work experience ended, but an internship of the same kind of
    goal runs: there. D stopped volunteering and found work: not what D wanted. E was not asked. F wants a training:
    left out. G has no goal and H has not begun it. I began in February: too short. J began work but wants to volunteer.
    """
    start = "2024-07-01"
    known = facts_of(
        someone("A", volunteering(start, "2025-01-01"), own_goal="volunteer_work"),
        someone("B", job(start, checked_on="2025-02-01"), own_goal="paid_work"),
        someone(
            "C",
            step("work_experience", start, "2024-10-01"),
            internship("2024-11-01", "2025-03-01"),
            own_goal="work_experience",
        ),
        someone("D", volunteering(start, "2024-10-01"), job("2024-10-02"), own_goal="volunteer_work"),
        someone("E", volunteering(start), own_goal="volunteer_work"),
        someone("F", training(start), own_goal="training"),
        someone("G", job(start)),
        someone("H", own_goal="paid_work"),
        someone("I", job("2025-02-01"), own_goal="paid_work"),
        someone("J", job(start), own_goal="volunteer_work"),
    )
    assert who("eigen_doel_6m", known, ON) == ("ABC", "ABCDE", "E")


def test_from_a_step_up_to_work_within_a_year() -> None:
    """The step up began on 1 March 2024 or before 30 June 2024, a year before the reference date.

    A found work after two months, B on the very last day of the year, C a day later: too late. D never did. E had
    work before and none after. F began both on one day. G's internship was part of a training. H's step up is less
    than a year old. I only worked. J volunteered first and found work in the training that followed.
    """
    known = facts_of(
        someone("A", internship("2024-03-01"), job("2024-05-01")),
        someone("B", internship("2024-03-01"), job("2025-03-01")),
        someone("C", internship("2024-03-01"), job("2025-03-02")),
        someone("D", step("work_experience", "2024-03-01")),
        someone("E", job("2024-02-01", "2024-02-28"), volunteering("2024-03-01")),
        someone("F", volunteering("2024-03-01"), job("2024-03-01")),
        someone("G", training("2024-02-01", "2024-06-01"), internship("2024-03-01"), job("2024-07-01")),
        someone("H", internship("2024-07-01"), job("2024-08-01")),
        someone("I", job("2024-03-01")),
        someone("J", volunteering("2024-03-01"), training("2024-06-01"), job("2024-09-01")),
    )
    assert who("opstap_naar_werk", known, ON) == ("ABFJ", "ABCDEFJ", "")


def test_follow_ups_are_known_when_somebody_asked() -> None:
    """On 30 June 2025 a start of 1 January 2025 is due at 13 weeks, one of 1 July 2024 also at 6 months.

    A: both known (an end). B: 13 weeks known (asked in October), 6 months not. C: neither. D: 13 weeks only, known,
    since it ended. E volunteers, as E wants: one follow-up after 6 months, not known and overdue. F wants to work and
    volunteers: nothing to ask. So 8 are due and 4 of them known.
    """
    known = facts_of(
        someone("A", job("2024-07-01", "2024-08-01")),
        someone("B", job("2024-07-01", checked_on="2024-10-15")),
        someone("C", job("2024-07-01")),
        someone("D", job("2025-01-01", "2025-01-31")),
        someone("E", volunteering("2024-07-01"), own_goal="volunteer_work"),
        someone("F", volunteering("2024-07-01"), own_goal="paid_work"),
    )
    figure = shown("uitkomst_bekend", known, ON)
    assert (figure.numerator, figure.denominator) == (4, 8)
    assert beside("uitkomst_bekend", known, ON)["uitkomst_te_laat"].value == 4


STRETCHES = [
    ("one day short", [job("2024-07-01", "2024-12-30")], False),
    ("six months", [job("2024-07-01", "2024-12-31")], True),
    ("from the end of a month", [job("2024-08-31", "2025-02-27")], True),
    ("a day short of that", [job("2024-08-31", "2025-02-26")], False),
    ("a gap of 31 days", [job("2024-07-01", "2024-07-31"), job("2024-09-01", "2025-01-01")], True),
    ("a gap of 32 days", [job("2024-07-01", "2024-07-31"), job("2024-09-02", "2025-01-02")], False),
    ("one job within another", [job("2024-07-01", "2024-12-31"), job("2024-08-01", "2024-09-01")], True),
    ("an open job before another", [job("2024-07-01"), job("2024-12-31", "2025-01-10")], True),
    ("an open job that ended nowhere", [job("2024-07-01"), job("2024-08-01", "2024-08-31")], None),
    ("not asked", [job("2024-07-01")], None),
    ("asked too soon", [job("2024-07-01", checked_on="2024-12-30")], None),
    ("asked in time", [job("2024-07-01", checked_on="2024-12-31")], True),
    ("not long enough ago", [job("2025-02-01")], False),
    ("a short job, then a long one", [job("2023-01-01", "2023-01-31"), job("2024-07-01", "2024-12-31")], True),
]


@pytest.mark.parametrize(("jobs", "expected"), [row[1:] for row in STRETCHES], ids=[row[0] for row in STRETCHES])
def test_work_that_lasts_is_a_stretch_without_a_long_gap(jobs: list[object], expected: bool | None) -> None:
    one: Someone = someone("A", *jobs, registered="2023-01-01")  # type: ignore[arg-type]
    (person,) = facts_of(one).people
    assert sustained_work(person, 6, day(ON)) is expected


@pytest.mark.parametrize(
    ("start", "counts"), [("2024-12-31", True), ("2025-01-01", False), ("2025-03-31", False), ("2025-04-01", True)]
)
def test_a_step_up_that_begins_during_a_training_belongs_to_the_training(start: str, counts: bool) -> None:
    one = someone("A", training("2025-01-01", "2025-03-31"), internship(start))
    assert facts_of(one).people[0].first_step_up == (day(start) if counts else None)


def test_a_step_up_during_a_training_without_an_end_belongs_to_it() -> None:
    assert facts_of(someone("A", training("2025-01-01"), internship("2026-05-01"))).people[0].first_step_up is None
