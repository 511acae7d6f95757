"""Another kind of step typed over the old one loses nothing: the old step stays, and the row is a new one."""

from datetime import date

import pytest

from tests.history.builders import after, held_after, job, kinds, moment, records, step, steps
from tracker.history.kinds import WHOLE
from tracker.model import StepKind

LEARNING = job(kind=StepKind.INTERNSHIP)
WORKING = job(kind=StepKind.PAID_WORK)


def test_the_old_step_stays_and_the_new_kind_is_a_new_step() -> None:
    held, made = after(held_after(steps(LEARNING)), steps(WORKING), 2)
    assert records(held) == [LEARNING, WORKING]
    assert held["steps"][0].stale == {WHOLE: moment(2)}
    assert [(one.held.record, one.row, one.kind) for one in made.other_kinds] == [(LEARNING, 2, "paid_work")]


def test_the_same_sheet_again_changes_nothing_and_still_says_so() -> None:
    held = held_after(steps(LEARNING), steps(WORKING))
    now, made = after(held, steps(WORKING), 3)
    assert made.changes == ()
    assert len(made.other_kinds) == 1
    assert now == held


def test_typing_the_kind_back_converges() -> None:
    held = held_after(steps(LEARNING), steps(WORKING), steps(WORKING), steps(LEARNING))
    assert records(held) == [LEARNING]
    assert held["steps"][0].entity == 1
    assert held["steps"][0].stale == {}


def test_typing_the_kind_back_with_another_edit_converges_too() -> None:
    ended = job(kind=StepKind.INTERNSHIP, end=date(2026, 10, 30), result="completed")
    held = held_after(steps(LEARNING), steps(WORKING), steps(ended))
    assert records(held) == [ended]
    assert held["steps"][0].entity == 1


def test_a_row_of_its_own_for_the_new_kind_settles_it() -> None:
    held = held_after(steps(LEARNING), steps(WORKING), steps(LEARNING, WORKING))
    assert set(records(held)) == {LEARNING, WORKING}
    assert all(not one.stale for one in held["steps"])


def test_the_old_step_stays_when_the_new_one_is_edited_into_something_else() -> None:
    other = job(partner="Bakkerij Halm", start=date(2026, 9, 7), hours=30.0, role="trainer")
    held = held_after(steps(LEARNING), steps(WORKING), steps(other), steps(other))
    assert records(held) == [LEARNING, other]


def test_taking_the_row_out_takes_both() -> None:
    assert records(held_after(steps(LEARNING), steps(WORKING), steps())) == []


def test_a_kind_typed_over_twice_keeps_every_step_and_converges() -> None:
    third = job(kind=StepKind.VOLUNTEER_WORK)
    held = held_after(steps(LEARNING), steps(WORKING), steps(third), steps(third))
    assert records(held) == [LEARNING, WORKING, third]
    assert records(held_after(steps(LEARNING), steps(WORKING), steps(third), steps(LEARNING))) == [LEARNING]


def test_the_old_step_stays_while_the_new_row_is_rejected_for_another_cell() -> None:
    readable = {"participant": "D-001", "kind": "paid_work", "partner": WORKING.partner, "hours": 16.0, "role": "buddy"}
    held = held_after(steps(LEARNING), steps(WORKING), steps(rejected=[readable]), steps(rejected=[readable]))
    assert records(held) == [LEARNING, WORKING]


def test_a_rejected_row_does_not_turn_a_step_into_another_kind() -> None:
    readable = {
        "participant": "D-001",
        "kind": "paid_work",
        "partner": LEARNING.partner,
        "hours": 16.0,
        "role": "buddy",
    }
    held = held_after(steps(LEARNING), steps(rejected=[readable]))
    assert records(held) == [LEARNING]
    assert set(held["steps"][0].stale) == {"start"}


def test_an_unreadable_kind_keeps_the_step_for_as_long_as_it_lasts() -> None:
    readable = {"participant": "D-001", "start": LEARNING.start, "partner": LEARNING.partner, "hours": 16.0}
    held = held_after(steps(LEARNING), steps(rejected=[readable]), steps(rejected=[readable]))
    assert records(held) == [LEARNING]
    assert held["steps"][0].stale == {"kind": moment(2)}


def test_a_new_step_of_the_old_kind_is_not_taken_for_the_step_that_stays() -> None:
    later = step(kind=StepKind.INTERNSHIP, start=date(2026, 9, 7), partner=LEARNING.partner, role="buddy")
    held, made = after(held_after(steps(LEARNING), steps(WORKING)), steps(WORKING, later), 3)
    assert kinds(made) == (1, 0, 0)
    assert set(records(held)) == {LEARNING, WORKING, later}


def test_a_new_step_after_another_one_was_taken_out_is_no_change_of_kind() -> None:
    training = step(kind="training", start=date(2025, 9, 1), course="Ervaringsdeskundige mbo 4")
    _, made = after(held_after(steps(training)), steps(WORKING), 2)
    assert made.other_kinds == ()
    assert kinds(made) == (1, 0, 1)


@pytest.mark.parametrize("extra", [0, 3])
def test_steps_of_others_do_not_matter(extra: int) -> None:
    others = [job(f"D-10{number}", kind=StepKind.INTERNSHIP) for number in range(extra)]
    held = held_after(steps(LEARNING, *others), steps(*others, WORKING))
    assert sum(bool(one.stale) for one in held["steps"]) == 1
