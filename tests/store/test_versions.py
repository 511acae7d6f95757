"""What was known at every snapshot stays readable, and a sync writes no more than what changed."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.samples import changed, finding, moment, new, rows, step, sync
from tracker.errors import StoreError
from tracker.model import Change, Held
from tracker.store import Store


def hours(store: Store, number: int) -> list[float | None]:
    return [held.record.hours for held in store.world(number).tabs["steps"]]  # type: ignore[union-attr]


def only(store: Store) -> Held:
    (held,) = store.world().tabs["steps"]
    return held


def test_what_was_known_at_each_snapshot_stays_readable_after_changes_and_removals(store: Store) -> None:
    sync(store, new(step(hours=8), step("D-002", hours=16)))
    first, second = store.world().tabs["steps"]
    sync(store, [changed(first, step(hours=9))])
    sync(store, [changed(second, None), *new(step("D-003", hours=24))])
    assert [hours(store, number) for number in (1, 2, 3)] == [[8, 16], [9, 16], [9, 24]]
    assert [store.world(number).known_at for number in (1, 2, 3)] == [moment(0), moment(1), moment(2)]


def test_a_changed_record_keeps_its_number_and_the_moment_it_was_first_seen(store: Store) -> None:
    sync(store, new(step(hours=8)))
    sync(store, [changed(only(store), step(hours=9))])
    assert (only(store).entity, only(store).first_seen) == (1, moment(0))


def test_a_number_is_never_given_twice(store: Store) -> None:
    sync(store, new(step()))
    sync(store, [changed(only(store), None)])
    sync(store, new(step("D-002")))
    assert (only(store).entity, only(store).first_seen) == (2, moment(2))


def test_a_gone_record_can_come_back_under_its_old_number(store: Store) -> None:
    sync(store, new(step(hours=8)))
    gone = only(store)
    sync(store, [changed(gone, None)])
    sync(store, [Change("steps", gone.entity, None, step(hours=8))])
    assert [hours(store, number) for number in (1, 2, 3)] == [[8], [], [8]]
    assert only(store) == gone


def test_the_snapshot_at_a_moment_is_the_last_one_taken_until_then(store: Store) -> None:
    sync(store, day=3)
    sync(store, day=5)
    numbers = [found and found.number for found in (store.snapshot_at(moment(day)) for day in (2, 3, 4, 5, 6))]
    assert numbers == [None, 1, 1, 2, 2]


def test_a_snapshot_that_does_not_exist_is_said_so(store: Store) -> None:
    sync(store)
    with pytest.raises(StoreError, match="bestaat niet"):
        store.world(2)


def test_a_database_without_a_sync_says_what_to_do(store: Store) -> None:
    with pytest.raises(StoreError, match="ew sync"):
        store.world()


@pytest.mark.parametrize("size", [1, 400])
def test_one_changed_cell_writes_the_same_few_rows_whatever_the_size(store: Store, address: str, size: int) -> None:
    some = [finding(row=row) for row in range(size)]
    sync(store, new(*(step(f"D-{number:05}") for number in range(size))), some)
    before = rows(address)
    sync(store, [changed(store.world().tabs["steps"][0], step(hours=8))], some)
    after = rows(address)
    assert Counter(row[0] for row in before - after) == {"steps": 1}
    assert Counter(row[0] for row in after - before) == {"steps": 2, "snapshots": 1, "syncs": 1}


def test_findings_are_kept_as_often_as_they_occur_and_as_long_as_they_stand(store: Store) -> None:
    sync(store, findings=[finding(), finding(), finding("step-kind")])
    sync(store, findings=[finding(), finding("step-kind"), finding("no-partner", None)])
    found = [[(one.code, one.since) for one in store.findings(number)] for number in (1, 2)]
    assert found == [
        [("date-doubtful", moment(0)), ("date-doubtful", moment(0)), ("step-kind", moment(0))],
        [("no-partner", moment(1)), ("date-doubtful", moment(0)), ("step-kind", moment(0))],
    ]


@settings(max_examples=20, deadline=None)
@given(steps=st.lists(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 40)), max_size=6), max_size=5))
def test_every_snapshot_tells_what_the_sheet_held_then(steps: list[list[tuple[int, int]]], store: Store) -> None:
    told = []
    sync(store)
    before = store.snapshots()[-1].number
    held = {one.record.participant: one for one in store.world().tabs["steps"]}  # type: ignore[union-attr]
    for edits in steps:
        wanted = {f"D-{person:03}": step(f"D-{person:03}", float(amount)) for person, amount in edits}
        gone = [changed(held[person], None) for person in held.keys() - wanted.keys()]
        kept = [changed(held[person], wanted[person]) for person in held.keys() & wanted.keys()]
        sync(store, [*gone, *kept, *new(*(wanted[person] for person in sorted(wanted.keys() - held.keys())))])
        told.append(set(wanted.values()))
        held = {one.record.participant: one for one in store.world().tabs["steps"]}  # type: ignore[union-attr]
    known = [{one.record for one in store.world(before + 1 + number).tabs["steps"]} for number in range(len(steps))]
    assert known == told
