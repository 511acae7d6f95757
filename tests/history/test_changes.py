"""What a sync would store: nothing for a sheet that says the same, and nothing at all of too much at once."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history.builders import after, held_after, job, kinds, moment, records, rows, sheet, steps, without
from tests.history.strategies import any_step, sheets
from tracker.history.changes import plan
from tracker.model import Access, Intake, Participant, Step, TabIntake

TEN = [job(f"D-0{number}", start=date(2026, 3, 2)) for number in range(10, 20)]


# --- Rule 4: a mass change waits --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("gone", "waits"), [(5, False), (6, True)])
def test_more_than_five_rows_must_go_before_a_small_tab_waits(gone: int, waits: bool) -> None:
    _, made = after(held_after(steps(*TEN)), steps(*TEN[gone:]), 2)
    assert bool(made.mass) is waits


@pytest.mark.parametrize(("gone", "waits"), [(20, False), (21, True)])
def test_more_than_a_fifth_must_go_before_a_large_tab_waits(gone: int, waits: bool) -> None:
    many = [job(f"D-{number}") for number in range(100, 200)]
    _, made = after(held_after(steps(*many)), steps(*many[gone:]), 2)
    assert bool(made.mass) is waits
    assert [(one.tab, one.known, one.gone) for one in made.mass] == ([("steps", 100, gone)] if waits else [])


def test_filling_empty_cells_and_adding_rows_never_waits() -> None:
    filled = [job(one.participant, start=one.start, support="buddy", end=date(2026, 9, 1)) for one in TEN]
    more = [job(f"D-1{number}") for number in range(10, 90)]
    _, made = after(held_after(steps(*TEN)), steps(*filled, *more), 2)
    assert kinds(made) == (80, 10, 0)
    assert made.mass == ()


def test_rows_that_go_turn_faulty_and_change_add_up() -> None:
    changed = [job(one.participant, start=one.start, hours=8.0) for one in TEN[:2]]
    faulty = tuple(without(one, "hours", row=number) for number, one in enumerate(TEN[2:4], 10))
    rest = rows(*changed, *TEN[6:])
    _, made = after(held_after(steps(*TEN)), sheet(steps=TabIntake((*rest.sightings, *faulty))), 2)
    assert [(one.gone, one.faulty, one.edited, one.rows) for one in made.mass] == [(2, 2, 2, 6)]


def test_rows_that_were_faulty_before_do_not_make_the_next_sync_wait() -> None:
    faulty = sheet(steps=TabIntake(tuple(without(one, "hours", row=number) for number, one in enumerate(TEN, 2))))
    _, made = after(held_after(steps(*TEN), faulty), faulty, 3)
    assert made.changes == ()
    assert made.mass == ()
    assert made.stale["steps"] == 10


# --- Rule 2: a rejected row loses nothing ----------------------------------------------------------------------------


def test_the_cells_that_can_be_read_on_a_rejected_row_still_count() -> None:
    known = job(start=date(2026, 3, 2))
    readable = {"participant": "D-001", "kind": "paid_work", "partner": known.partner, "role": "buddy", "hours": 24.0}
    held, made = after(held_after(steps(known)), steps(rejected=[readable]), 2)
    assert kinds(made) == (0, 1, 0)
    assert records(held) == [job(start=known.start, hours=24.0)]
    assert held["steps"][0].stale == {"start": moment(2)}


def test_a_rejected_row_never_gives_a_step_to_another_person() -> None:
    known = job(start=date(2026, 3, 2))
    readable = {"participant": "D-002", "kind": "paid_work", "partner": known.partner, "role": "buddy", "hours": 16.0}
    assert records(held_after(steps(known), steps(rejected=[readable]))) == [known]


# --- Who may log in --------------------------------------------------------------------------------------------------

LEADER = Access(address="a" * 64, role="project_leader")


def test_a_sheet_without_toegang_keeps_the_access_list() -> None:
    held, made = after(held_after(sheet(access=rows(LEADER), steps=rows(TEN[0]))), steps(TEN[0]), 2)
    assert made.changes == ()
    assert records(held, "access") == [LEADER]


def test_an_empty_toegang_takes_the_access_away() -> None:
    held, _ = after(held_after(sheet(access=rows(LEADER))), sheet(access=rows()), 2)
    assert records(held, "access") == []


def test_another_tab_that_is_absent_has_no_rows() -> None:
    people = rows(Participant(code="D-001"))
    held, _ = after(held_after(sheet(steps=rows(TEN[0]), participants=people)), sheet(participants=people), 2)
    assert records(held) == []


# --- What always holds -----------------------------------------------------------------------------------------------


@given(st.lists(sheets(), min_size=1, max_size=4))
@settings(max_examples=80)
def test_the_same_sheet_twice_changes_nothing_the_second_time(seen: list[Intake]) -> None:
    held = held_after(*seen)
    assert plan(held, seen[-1], moment(9)).changes == ()


@given(st.lists(sheets(), max_size=3), st.lists(any_step, max_size=5))
@settings(max_examples=80)
def test_whatever_came_before_a_sheet_without_faults_is_held_as_it_stands(seen: list[Intake], last: list[Step]) -> None:
    held = held_after(*seen, steps(*last))
    live = [one.record for one in held["steps"] if not one.stale]
    assert Counter(live) == Counter(last)


@given(st.lists(sheets(), min_size=1, max_size=3), st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_the_rows_does_not_matter(seen: list[Intake], chance: object) -> None:
    first, last = seen[0], seen[-1]
    shuffled = list(last.tabs["steps"].sightings)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    other = sheet(steps=TabIntake(tuple(shuffled), last.tabs["steps"].rejections))
    in_order, made = after(held_after(first), last, 2)
    out_of_order, other_made = after(held_after(first), other, 2)
    assert kinds(made) == kinds(other_made)
    assert Counter(records(in_order)) == Counter(records(out_of_order))
