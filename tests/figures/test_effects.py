"""What goes together with reaching a goal: groups of enough people, with who is unknown."""

from tests.figures.builders import Someone, day, facts_of, job, letters, someone, training
from tracker.figures.effects import effects

ON = "2025-06-30"


def _crowd() -> list[Someone]:
    """Twenty-six people want paid work and did the long course; the first ten found a regular job with a job coach.

    Of the next two one was asked in time and the other never. Nobody of the others found work.
    """
    course = training("2024-02-01", "2024-05-01", course="Lang")
    crowd = []
    for number, letter in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        steps = [course]
        if number < 10:
            steps.append(job("2024-06-01", "2025-01-01", form="regular", support="job_coach"))
        elif number < 12:
            steps.append(job("2024-06-01", checked_on="2025-01-01" if number == 10 else None))
        crowd.append(someone(letter, *steps, own_goal="paid_work"))
    return crowd


def test_a_group_of_twenty_five_is_shown_with_its_outcome() -> None:
    found = effects(facts_of(*_crowd()), day(ON))
    (only,) = found.shown
    assert (only.aspect, only.value, only.outcome) == ("opleiding", "Lang", "eigen_doel_bereikt")
    assert letters(only.members.yes) == "ABCDEFGHIJKL"
    assert len(only.members.base or ()) == 26
    assert found.too_small == 5


def test_smaller_groups_show_who_is_unknown_when_they_are_asked_for() -> None:
    found = {(one.value, one.outcome): one.members for one in effects(facts_of(*_crowd()), day(ON), fewest=10).shown}
    lasting = found["Lang", "werk_6m_aaneen"]
    assert (letters(lasting.yes), letters(lasting.base)) == ("ABCDEFGHIJK", "ABCDEFGHIJKL")
    assert letters(lasting.unknown) == "L"
    assert letters(found["job_coach", "werk_6m_aaneen"].yes) == "ABCDEFGHIJ"
    assert set(found) == {
        (value, outcome)
        for value in ("Lang", "regular", "job_coach")
        for outcome in ("eigen_doel_bereikt", "werk_6m_aaneen")
    }


def test_a_step_that_has_not_begun_puts_nobody_in_a_group() -> None:
    assert effects(facts_of(*_crowd()), day("2024-01-31"), fewest=1).shown == ()
