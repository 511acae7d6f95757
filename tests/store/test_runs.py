"""How the last runs ended, and what the database remembers for the next one."""

import pytest

from tests.store.samples import finding, moment, new, rows, step, sync
from tracker.errors import StoreError
from tracker.store import Store, SyncStatus


def runs(address: str) -> int:
    return sum(row[0] == "syncs" for row in rows(address))


def test_a_stored_sync_is_noted_by_itself(store: Store) -> None:
    sync(store)
    run = store.last_sync()
    assert run is not None
    assert (run.first_at, run.last_at, run.status, run.snapshot) == (moment(0), moment(0), "stored", 1)


def test_a_sync_with_new_findings_only_is_noted_as_unchanged(store: Store) -> None:
    sync(store)
    sync(store, findings=[finding()])
    run = store.last_sync()
    assert run is not None
    assert (run.status, run.snapshot) == ("unchanged", 2)


def test_runs_that_end_the_same_way_are_one_row_whose_last_moment_moves(store: Store, address: str) -> None:
    sync(store)
    for day in (1, 2, 3):
        store.note_sync(at=moment(day), status=SyncStatus.UNCHANGED, snapshot=1)
    run = store.last_sync()
    assert run is not None
    assert (run.first_at, run.last_at, run.status, run.snapshot) == (moment(1), moment(3), "unchanged", 1)
    assert runs(address) == 2


def test_a_run_that_ends_otherwise_is_a_row_of_its_own(store: Store, address: str) -> None:
    store.note_sync(at=moment(1), status=SyncStatus.REFUSED, reason="tab-missing")
    store.note_sync(at=moment(2), status=SyncStatus.REFUSED, reason="column-missing")
    store.note_sync(at=moment(3), status=SyncStatus.HELD, reason="column-missing")
    store.note_sync(at=moment(4), status=SyncStatus.REFUSED, reason="column-missing")
    assert runs(address) == 4


def test_the_last_run_that_went_well_is_found_behind_those_that_did_not(store: Store) -> None:
    sync(store)
    store.note_sync(at=moment(1), status=SyncStatus.REFUSED, reason="tab-missing")
    good = store.last_sync(SyncStatus.STORED, SyncStatus.UNCHANGED)
    assert good is not None
    assert good.last_at == moment(0)
    assert store.last_sync(SyncStatus.HELD) is None


def test_a_database_that_never_ran_knows_no_last_run(store: Store) -> None:
    assert store.last_sync() is None


def test_a_long_reason_is_cut_off(store: Store) -> None:
    store.note_sync(at=moment(1), status=SyncStatus.REFUSED, reason="a" * 400)
    run = store.last_sync()
    assert run is not None
    assert run.reason == "a" * 300


def test_what_is_remembered_replaces_what_was_there(store: Store) -> None:
    assert store.recall("source") is None
    store.remember("source", "programma.xlsx")
    store.remember("content", "c0ffee")
    store.remember("source", "blad-2")
    assert (store.recall("source"), store.recall("content")) == ("blad-2", "c0ffee")


def test_settings_given_with_a_sync_are_kept_with_it_or_not_at_all(store: Store) -> None:
    save(store, after=None, source="programma.xlsx")
    assert store.recall("source") == "programma.xlsx"
    with pytest.raises(StoreError):
        save(store, after=None, source="blad-2")
    assert store.recall("source") == "programma.xlsx"


def save(store: Store, after: int | None, source: str) -> None:
    store.save(
        after=after,
        taken_at=moment(0),
        source=source,
        content="c0ffee",
        counts={},
        changes=new(step()),
        findings=[],
        remember={"source": source},
    )


def test_of_two_who_read_the_same_and_then_write_the_second_is_told(store: Store) -> None:
    assert store.remember_instead("errand", None, "first")
    assert not store.remember_instead("errand", None, "second")
    assert store.recall("errand") == "first"
    assert store.remember_instead("errand", "first", "third")
    assert store.recall("errand") == "third"
