"""A step is recognised again by what its fields say, never by its row."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from tests.history.builders import after, held_after, job, kinds, records, rows, sheet, step, steps, without
from tracker.columns import PARTICIPANTS
from tracker.intake.rows import doubled
from tracker.model import Agreement, Measurement, Participant, Place, Record, TabIntake

TRAINING = step(kind="training", start=date(2025, 9, 1), course="Ervaringsdeskundige mbo 4", end=date(2026, 2, 27))
JOB = job(start=date(2026, 3, 2))
SECOND = job(start=date(2026, 8, 3), partner="Gemeente Zuiderveld", domain="policy", role="adviseur", hours=24.0)


@pytest.mark.parametrize(
    "edit",
    [
        {"start": date(2026, 3, 9)},
        {"start": date(2026, 2, 3)},
        {"start": date(2025, 3, 2)},
        {"start": date(2021, 3, 2)},
        {"partner": "Woonstichting Noorderbrug"},
        {"end": date(2026, 10, 30), "result": "stopped", "checked_on": date(2026, 10, 30)},
        {"planned_end": date(2028, 3, 1), "hours": 24.0, "contract": "permanent"},
        {"start": date(2026, 4, 6), "partner": "Woonstichting Noorderbrug", "hours": 20.0},
        {"partner": None, "domain": None, "role": None},
    ],
)
def test_an_edited_step_is_one_changed_step(edit: dict[str, Any]) -> None:
    edited = job(**{"start": JOB.start, **edit})
    _, made = after(held_after(steps(TRAINING, JOB, SECOND)), steps(TRAINING, edited, SECOND), 2)
    assert kinds(made) == (0, 1, 0)
    assert made.changes[0].before == JOB
    assert made.changes[0].after == edited


@pytest.mark.parametrize("days", [1, 40, 400, 4_000])
def test_a_step_with_nothing_but_a_start_may_have_any_other_start(days: int) -> None:
    bare = step(start=date(2015, 1, 5))
    _, made = after(held_after(steps(bare)), steps(step(start=bare.start + timedelta(days))), 2)
    assert kinds(made) == (0, 1, 0)


@pytest.mark.parametrize("order", [(1, 0, 2), (2, 1, 0), (1, 2, 0)])
def test_sorted_rows_are_no_change(order: tuple[int, ...]) -> None:
    known = (TRAINING, JOB, SECOND)
    _, made = after(held_after(steps(*known)), steps(*(known[place] for place in order)), 2)
    assert made.changes == ()


def test_two_steps_of_one_person_may_be_edited_and_swapped_at_once() -> None:
    first = job(start=date(2026, 3, 9), hours=20.0)
    second = job(start=SECOND.start, partner=SECOND.partner, domain="policy", role="adviseur", hours=32.0)
    _, made = after(held_after(steps(JOB, SECOND)), steps(second, first), 2)
    assert {(change.before, change.after) for change in made.changes} == {(JOB, first), (SECOND, second)}


def test_a_row_that_was_put_in_between_is_the_only_new_one() -> None:
    held, made = after(held_after(steps(TRAINING, SECOND)), steps(TRAINING, JOB, SECOND), 2)
    assert kinds(made) == (1, 0, 0)
    assert set(records(held)) == {TRAINING, JOB, SECOND}


def test_a_row_that_was_taken_out_is_the_only_one_gone() -> None:
    _, made = after(held_after(steps(TRAINING, JOB, SECOND)), steps(TRAINING, SECOND), 2)
    assert [(change.before, change.after) for change in made.changes] == [(JOB, None)]


def test_a_copied_row_is_one_new_step() -> None:
    _, made = after(held_after(steps(JOB)), steps(JOB, JOB), 2)
    assert kinds(made) == (1, 0, 0)


def test_another_step_of_the_same_kind_is_not_taken_for_an_edit() -> None:
    other = job(
        start=date(2022, 1, 3), partner="Bakkerij Halm", domain="policy", role="trainer", hours=36.0,
        contract="permanent", planned_end=None,
    )  # fmt: skip
    _, made = after(held_after(steps(JOB)), steps(other), 2)
    assert kinds(made) == (1, 0, 1)


def test_a_step_that_moves_to_another_person_is_not_mistaken_for_a_step_of_that_person() -> None:
    held = held_after(steps(JOB, job("D-002", start=date(2026, 8, 3), hours=24.0)))
    moved = job("D-002", start=JOB.start)
    _, made = after(held, steps(moved, job("D-002", start=date(2026, 8, 3), hours=24.0)), 2)
    assert {(change.before, change.after) for change in made.changes} == {(None, moved), (JOB, None)}


def test_a_faulty_cell_neither_makes_a_step_another_one_nor_loses_its_value() -> None:
    held = held_after(steps(JOB, SECOND))
    tab = TabIntake((without(JOB, "partner", "hours"), without(SECOND, "end", row=3)))
    now, made = after(held, sheet(steps=tab), 2)
    assert kinds(made) == (0, 1, 0)
    assert records(now) == [JOB, SECOND]
    assert set(now["steps"][0].stale) == {"partner", "hours"}
    assert now["steps"][1].stale == {}


def test_a_participant_is_recognised_by_the_code_whatever_else_changes() -> None:
    before = Participant(code="D-001", municipality="Veendam", registered_on=date(2026, 1, 5))
    now = Participant(code="D-001", municipality="Emmen", registered_on=date(2024, 1, 5), own_goal="training")
    _, made = after(held_after(sheet(participants=rows(before))), sheet(participants=rows(now)), 2)
    assert kinds(made) == (0, 1, 0)


FIRST = Participant(code="D-001", municipality="Emmen", registered_on=date(2026, 1, 1), own_goal="training")


@pytest.mark.parametrize(
    "second",
    [
        Participant(code="D-002", municipality="Assen", registered_on=date(2026, 1, 2)),
        Participant(code="D-002", municipality="Veendam", registered_on=date(2026, 1, 2), own_goal="paid_work"),
        Participant(code="D-002", municipality="Veendam", registered_on=date(2026, 1, 1), own_goal="training"),
        Participant(code="D-002", municipality="Assen", registered_on=date(2026, 1, 1), guided_by="lead"),
    ],
)
@pytest.mark.parametrize("order", [1, -1])
def test_a_code_mistyped_as_that_of_another_keeps_both_people(second: Participant, order: int) -> None:
    """Which of two rows with one code is the mistyped one cannot be seen, but what they say tells."""
    known = held_after(sheet(participants=rows(FIRST, second)))
    typed = rows(*[FIRST, replace(second, code="D-001")][::order])
    stored, rejected, _ = doubled(PARTICIPANTS, typed.sightings)
    seen = sheet(participants=TabIntake(stored, rejected))
    held, made = after(known, seen, 2)
    assert kinds(made)[2] == 0
    assert records(held, "participants") == [FIRST, second]
    assert "code" in held["participants"][1].stale
    assert after(held, seen, 3)[1].changes == ()
    assert after(held, sheet(participants=rows(FIRST, second)), 4)[0] == known


def test_a_copied_row_of_a_participant_is_nobody_else() -> None:
    second = Participant(code="D-002", municipality="Assen", registered_on=date(2026, 1, 2))
    known = held_after(sheet(participants=rows(FIRST, second)))
    stored, rejected, _ = doubled(PARTICIPANTS, rows(FIRST, replace(FIRST, own_goal=None)).sightings)
    held, _ = after(known, sheet(participants=TabIntake(stored, rejected)), 2)
    assert records(held, "participants") == [FIRST]


@pytest.mark.parametrize(
    ("tab", "before", "now"),
    [
        ("measurements",
         Measurement(participant="D-001", answered_on=date(2026, 4, 1), satisfied=4),
         Measurement(participant="D-001", answered_on=date(2026, 4, 2), satisfied=4)),
        ("places",
         Place(partner="Halm", kind="internship", number=2, offered_from=date(2026, 1, 1), role="buddy"),
         Place(partner="Halm", kind="internship", number=3, offered_from=date(2026, 1, 1), role="buddy")),
        ("agreements",
         Agreement(text="Wij bellen alle partners.", who="everyone", due_on=date(2026, 12, 1)),
         Agreement(text="Wij bellen alle partners.", who="everyone", due_on=date(2027, 1, 1), done=True)),
    ],
)  # fmt: skip
def test_an_edited_row_of_another_tab_is_one_changed_record(tab: str, before: Record, now: Record) -> None:
    _, made = after(held_after(sheet(**{tab: rows(before)})), sheet(**{tab: rows(now)}), 2)
    assert kinds(made) == (0, 1, 0)


def test_places_of_another_kind_are_other_places() -> None:
    before = Place(partner="Halm", kind="internship", number=2, offered_from=date(2026, 1, 1))
    now = Place(partner="Halm", kind="paid_work", number=2, offered_from=date(2026, 1, 1))
    _, made = after(held_after(sheet(places=rows(before))), sheet(places=rows(now)), 2)
    assert kinds(made) == (1, 0, 1)
