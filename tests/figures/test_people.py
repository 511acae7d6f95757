"""Figures about people, each worked by hand for ten people; the docstring argues the answer."""

import pytest

from tests.figures.builders import (
    Someone,
    beside,
    day,
    facts_of,
    internship,
    job,
    members,
    partner,
    shown,
    someone,
    step,
    training,
    volunteering,
    who,
)
from tracker.figures.facts import Facts
from tracker.figures.people import stopped_by_reason
from tracker.figures.state import people_by_activity

ON = "2025-06-30"


@pytest.fixture(scope="module")
def ten() -> Facts:
    """Ten people, A to J, of whom J registers after the reference date."""
    return facts_of(
        someone("A", own_goal="paid_work"),
        someone("B", training("2024-02-01", "2024-06-30", result="diploma"), job("2024-09-01"), own_goal="paid_work"),
        someone("C", training("2025-06-30"), own_goal="training"),
        someone("D", training("2025-07-01"), own_goal="training"),
        someone("E", volunteering("2024-03-01"), own_goal="volunteer_work"),
        someone("F", internship("2024-03-01", "2024-08-31"), own_goal="work_experience"),
        someone("G", job("2024-03-01", "2024-05-31"), job("2025-01-01", "2025-06-30"), own_goal="not_yet_known"),
        someone("H", training("2024-02-01", "2024-12-31"), internship("2024-10-01", "2024-12-31"), own_goal="training"),
        someone("I", step("work_experience", "2024-02-01"), closed_on="2025-06-30"),
        someone("J", job("2025-01-01"), registered="2025-07-01", own_goal="paid_work"),
    )


def test_participants_are_those_registered_by_the_day(ten: Facts) -> None:
    """J registers on 1 July: the nine others count on 30 June, and J from their first day on."""
    assert who("deelnemers", ten, ON)[0] == "ABCDEFGHI"
    assert who("deelnemers", ten, "2025-07-01")[0] == "ABCDEFGHIJ"


def test_a_chance_is_a_first_step_that_began(ten: Facts) -> None:
    """A never began anything, D begins a day later, J is not registered yet; a training of today counts (C)."""
    assert who("kans_gekregen", ten, ON)[0] == "BCEFGHI"


def test_the_own_goal_is_reached_by_beginning_it_but_a_training_by_completing_it(ten: Facts) -> None:
    """G does not know yet and I says nothing: both are left out, and shown with their number.

    B, E and F began what they want. C and D have a training that is not over, so theirs is not reached; H's ended
    without a result, so nobody knows. A has no paid work.
    """
    assert who("eigen_doel_bereikt", ten, ON) == ("BEF", "ABCDEFH", "H")
    assert beside("eigen_doel_bereikt", ten, ON)["eigen_doel_bereikt_niet_meegeteld"].value == 2


def test_paid_work_counts_a_person_once_and_for_ever(ten: Facts) -> None:
    """G had two jobs and has none now; B still works; J's job began before J registered, and counts from then on."""
    assert who("betaald_werk", ten, ON)[0] == "BG"
    assert who("betaald_werk", ten, "2025-07-01")[0] == "BGJ"


def test_a_training_counts_from_its_first_day(ten: Facts) -> None:
    """B, C (today) and H began; D begins tomorrow."""
    assert who("opleiding_gestart", ten, ON)[0] == "BCH"


def test_a_step_up_inside_a_running_training_does_not_count(ten: Facts) -> None:
    """E, F and I began one. H's internship began in the middle of H's training, so it belongs to that."""
    assert who("opstap_gestart", ten, ON)[0] == "EFI"


def test_training_completed_divides_by_trainings_that_are_over() -> None:
    """A has a diploma and B completed. C stopped: a known no.

    D ended without a result and E's planned end has passed: unknown. F's planned end is today, so it may run: not in
    it, like G who is in the middle, H who starts later, and I without training. J ends today: that is over.
    """
    known = facts_of(
        someone("A", training("2024-02-01", "2024-06-30", result="diploma")),
        someone("B", training("2024-02-01", "2024-06-30", result="completed")),
        someone("C", training("2024-02-01", "2024-06-30", result="stopped")),
        someone("D", training("2024-02-01", "2024-06-30")),
        someone("E", training("2024-02-01", planned_end="2025-06-29")),
        someone("F", training("2024-02-01", planned_end="2025-06-30")),
        someone("G", training("2024-02-01", planned_end="2025-12-31")),
        someone("H", training("2025-07-01", "2025-07-02", result="diploma")),
        someone("I", job("2024-02-01")),
        someone("J", training("2024-02-01", "2025-06-30", result="completed")),
    )
    assert who("opleiding_afgerond", known, ON) == ("ABJ", "ABCDEJ", "DE")
    figure = shown("opleiding_afgerond", known, ON)
    assert (figure.low, figure.value, figure.high) == (3 / 6, 3 / 6, 5 / 6)


def test_in_paid_work_shows_who_lost_a_job_and_leaves_out_who_was_closed() -> None:
    """A works. B's last day is today: still at work; C's was yesterday. D begins tomorrow.

    E works beside a training: paid work is the main activity. F was closed today. G's second job runs. H pauses while
    the job runs on, and has it still. I volunteers. J is not registered yet.
    """
    known = facts_of(
        someone("A", job("2024-09-01", hours=11.5, contract="temporary")),
        someone("B", job("2024-09-01", "2025-06-30", hours=12, contract="permanent")),
        someone("C", job("2024-09-01", "2025-06-29", hours=12)),
        someone("D", job("2025-07-01", hours=12)),
        someone("E", training("2024-02-01"), job("2024-09-01", hours=24)),
        someone("F", job("2024-09-01", hours=32), closed_on=ON),
        someone("G", job("2024-02-01", "2024-05-31"), job("2025-01-01", hours=10), job("2025-02-01", hours=20)),
        someone("H", job("2024-09-01"), paused_from="2025-06-01"),
        someone("I", volunteering("2024-02-01")),
        someone("J", job("2024-09-01"), registered="2025-07-01"),
    )
    assert who("nu_betaald_werk", known, ON)[0] == "ABEGH"
    assert people_by_activity(known, day(ON))["betaald werk"] == 5
    hours = {
        code.removeprefix("nu_betaald_werk_"): one.value for code, one in beside("nu_betaald_werk", known, ON).items()
    }
    assert hours["minder_dan_12_uur"] == 1
    assert hours["12_tot_24_uur"] == 2
    assert hours["meer_dan_24_uur"] == 1
    assert hours["uren_onbekend"] == 1
    permanent = beside("nu_betaald_werk", known, ON)["nu_betaald_werk_vast"]
    assert (permanent.numerator, permanent.denominator, permanent.unknown) == (1, 5, 3)


def test_the_first_employer_decides_whether_work_came_through_a_partner() -> None:
    """Alfa is a partner from 2024 on, Beta until 1 March 2025.

    A, B and E first worked at one; B lost that job. C's first job was outside and the second at a partner: no. D's
    first employer is not known. F began at Alfa before it joined, and G at Beta on the day it left: no. H had two
    jobs from one day on, one of them at a partner. I has no job, J is not registered.
    """
    alfa, beta, outside = {"partner": "Alfa"}, {"partner": "Beta"}, {"partner": "outside_network"}
    known = facts_of(
        someone("A", job("2024-09-01", **alfa)),
        someone("B", job("2024-09-01", "2024-10-01", **beta), job("2025-01-01", **outside)),
        someone("C", job("2024-02-01", "2024-05-01", **outside), job("2024-09-01", **alfa)),
        someone("D", job("2024-09-01")),
        someone("E", job("2025-02-28", **beta)),
        someone("F", job("2023-12-31", **alfa)),
        someone("G", job("2025-03-01", **beta)),
        someone("H", job("2024-09-01", **outside), job("2024-09-01", **alfa)),
        someone("I", training("2024-09-01", **alfa)),
        someone("J", job("2024-09-01", **alfa), registered="2025-07-01"),
        partners=[partner("Alfa", "2024-01-01"), partner("Beta", left_on="2025-03-01")],
    )
    assert who("betaald_via_partner", known, ON) == ("ABEH", "ABCDEFGH", "D")


def test_stopping_early_is_closing_without_the_own_goal_and_without_work() -> None:
    """A and B stopped, B with a goal that nobody knows. C reached the goal and D had work: they did not.

    E died. F is closed tomorrow. G's goal is a training whose outcome nobody knows: unknown. H completed it. I was
    closed and completed a training only afterwards, so on this day had stopped. J takes part.
    """
    known = facts_of(
        someone("A", own_goal="paid_work", closed_on=ON, reason="verhuisd"),
        someone("B", volunteering("2024-02-01"), closed_on="2025-01-01"),
        someone("C", volunteering("2024-02-01"), own_goal="volunteer_work", closed_on="2025-01-01"),
        someone("D", job("2024-02-01", "2024-03-01"), own_goal="volunteer_work", closed_on="2025-01-01"),
        someone("E", closed_on="2025-01-01", reason="overleden"),
        someone("F", closed_on="2025-07-01"),
        someone("G", training("2024-02-01", "2024-09-01"), own_goal="training", closed_on="2025-01-01"),
        someone(
            "H", training("2024-02-01", "2024-09-01", result="diploma"), own_goal="training", closed_on="2025-01-01"
        ),
        someone(
            "I",
            training("2024-02-01", "2025-09-01", result="diploma"),
            own_goal="training",
            closed_on="2025-01-01",
            reason="verhuisd",
        ),
        someone("J", own_goal="paid_work"),
    )
    assert who("tussentijds_gestopt", known, ON) == ("ABI", "ABCDEFGHIJ", "G")
    assert stopped_by_reason(known, day(ON)) == {"verhuisd": {"A-1", "I-1"}, None: {"B-1"}}


def test_someone_without_a_date_of_registration_counts_from_their_first_step() -> None:
    known = facts_of(someone("A", job("2025-03-01"), training("2025-02-01"), registered=None))
    assert who("deelnemers", known, "2025-01-31")[0] == ""
    assert who("deelnemers", known, "2025-02-01")[0] == "A"


def test_a_step_that_is_planned_for_later_does_not_make_someone_count_later() -> None:
    """The row was first seen on 1 January 2030; a step planned after that does not move it."""
    known = facts_of(someone("A", job("2030-06-01"), registered=None))
    assert who("deelnemers", known, "2030-01-01")[0] == "A"


@pytest.mark.parametrize("code", ["deelnemers", "kans_gekregen", "betaald_werk", "opleiding_gestart"])
def test_nobody_counts_before_anybody_came(code: str) -> None:
    nobody: tuple[Someone, ...] = ()
    assert members(code, facts_of(*nobody), ON).yes == frozenset()
