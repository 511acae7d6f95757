"""What a database can have wrong: nothing half written, and words that say what happened and what to do."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text

from tests.store.samples import ROOT, beside, changed, finding, moment, new, rows, step, sync, url
from tracker.errors import StoreError
from tracker.model import Finding, Snapshot, TabCount
from tracker.store import Store, SyncStatus, open_store
from tracker.store.tables import SNAPSHOTS
from tracker.store.trouble import in_words


class Breaking(list[Finding]):
    """Findings that break off when they are asked for, which is after the records were written."""

    def __iter__(self) -> Iterator[Finding]:
        raise RuntimeError("stop")


def test_a_sync_that_breaks_off_halfway_leaves_everything_as_it_was(store: Store, address: str) -> None:
    sync(store, new(step(hours=8)), [finding()])
    before = rows(address)
    with pytest.raises(RuntimeError):
        sync(store, [changed(store.world().tabs["steps"][0], step(hours=9)), *new(step("D-002"))], Breaking())
    assert rows(address) == before
    assert sync(store).number == 2


KILLED = """
import os, signal, sys
from tests.store.samples import new, step, sync
from tracker.store import open_store

class Deadly(list):
    def __iter__(self):
        os.kill(os.getpid(), signal.SIGKILL)

sync(open_store(sys.argv[1]), new(*(step(f"D-{number:05}") for number in range(int(sys.argv[2])))), Deadly())
"""


def killed(address: str, records: int) -> None:
    """Let another process save a sync, and be killed when the records were written and the rest was not."""
    run = subprocess.run([sys.executable, "-c", KILLED, address, str(records)], check=False, cwd=ROOT)
    assert run.returncode == -signal.SIGKILL


def test_a_sync_that_is_killed_halfway_leaves_everything_as_it_was(store: Store, address: str) -> None:
    sync(store, new(step(hours=8)), [finding()])
    before = rows(address)
    killed(address, 1_000)
    assert rows(address) == before
    with open_store(address) as patient:
        assert sync(patient).number == 2


def test_a_killed_sync_of_which_part_was_on_disk_leaves_the_file_as_it_was(path: Path) -> None:
    with open_store(url(path)) as store:
        sync(store, new(step(hours=8)))
        before, log = rows(url(path)), path.with_name("ew.db-wal")
        size = log.stat().st_size
        killed(url(path), 30_000)
        assert log.stat().st_size > size + 100_000
        assert rows(url(path)) == before
        assert sync(store).number == 2


TAKES_ITS_TURN = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "SELECT pg_advisory_xact_lock(25975)"}


def test_who_writes_while_another_does_hears_that_the_database_is_busy(store: Store, address: str) -> None:
    sync(store)
    with beside(address) as other:
        other.exec_driver_sql(TAKES_ITS_TURN[other.dialect.name])
        with pytest.raises(StoreError, match="bezig"):
            sync(store)
        with pytest.raises(StoreError, match="bezig"):
            store.remember("source", "programma.xlsx")
        assert [one.number for one in store.snapshots()] == [1]
        other.rollback()
    assert sync(store).number == 2


def test_of_two_syncs_that_start_from_the_same_snapshot_only_the_first_is_stored(store: Store, address: str) -> None:
    sync(store, new(step()))
    with open_store(address) as other:
        other_world = other.world()
        sync(store, new(step("D-002")))
        with pytest.raises(StoreError, match="andere sync"):
            save(other, after=1)
        held = [one.record for one in other.world().tabs["steps"]]
    assert other_world.known_at == moment(0)
    assert held == [step(), step("D-002")]


def save(store: Store, after: int | None, day: int = 9) -> Snapshot:
    return store.save(
        after=after, taken_at=moment(day), source="", content="", counts={}, changes=new(step("D-002")), findings=[]
    )


class Overtaken(dict[str, TabCount]):
    """Counts that are asked for when the number of the snapshot was chosen: then another program takes it."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address

    def items(self) -> Any:
        with beside(self._address) as other:
            row = {"number": 1, "taken_at": moment(0), "source": "", "content": "", "program": "", "counts": "{}"}
            other.execute(insert(SNAPSHOTS), row)
            other.commit()
        return super().items()


def test_where_a_server_has_no_locks_the_number_of_a_snapshot_is_still_given_once(on_postgresql: str) -> None:
    with open_store(on_postgresql) as store:
        with pytest.raises(StoreError, match="andere sync"):
            store.save(
                after=None,
                taken_at=moment(9),
                source="",
                content="",
                counts=Overtaken(on_postgresql),
                changes=new(step()),
                findings=[],
            )
        assert [one.taken_at for one in store.snapshots()] == [moment(0)]
        assert store.world().tabs["steps"] == ()


def test_a_sync_of_before_the_last_one_is_refused(store: Store) -> None:
    sync(store, day=5)
    with pytest.raises(StoreError, match="vóór de laatste sync"):
        save(store, after=1, day=4)
    assert store.world().tabs["steps"] == ()


def test_a_change_of_a_record_that_is_not_there_is_refused_whole(store: Store, address: str) -> None:
    sync(store, new(step()))
    (held,) = store.world().tabs["steps"]
    sync(store, [changed(held, None)])
    before = rows(address)
    with pytest.raises(StoreError):
        sync(store, [changed(held, step(hours=9))])
    assert rows(address) == before


def test_a_reader_sees_one_moment_while_another_writes(store: Store, address: str) -> None:
    sync(store, new(step(hours=8)))
    with beside(address) as other:
        other.execute(text("UPDATE steps SET hours = 9.0"))
        assert store.world().tabs["steps"][0].record == step(hours=8)
        other.rollback()


BAD_URLS = [
    "",
    "ew.db",
    "sqlite://",
    "sqlite:///:memory:",
    "sqlite:///file:ew.db?mode=memory&uri=true",
    "mysql://piet:geheim@server/ew",
    "postgresql+psycopg2://piet:geheim@server/ew",
]


@pytest.mark.parametrize("bad", BAD_URLS)
def test_an_address_that_is_no_database_of_ours_is_refused_without_repeating_it(bad: str) -> None:
    with pytest.raises(StoreError, match="EW_DATABASE_URL") as refused:
        open_store(bad)
    assert "geheim" not in str(refused.value)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="gaat niet open"):
        open_store(url(tmp_path))


def test_a_file_that_is_something_else_is_no_database(tmp_path: Path) -> None:
    other = tmp_path / "programma.xlsx"
    other.write_bytes(b"PK\x03\x04" + b"zomergeheim" * 500)
    with open_store(url(other)) as store, pytest.raises(StoreError, match="geen database van de tracker"):
        store.upgrade()
    assert other.read_bytes().startswith(b"PK")


@pytest.mark.skipif(os.geteuid() == 0, reason="everything is allowed to the system's owner")
def test_a_file_that_may_not_be_written_says_so(path: Path) -> None:
    path.chmod(0o400)
    with pytest.raises(StoreError, match="mag schrijven"):
        open_store(url(path))


REAL_ERRORS = {
    "vol": ("PRAGMA max_page_count = 3", "CREATE TABLE t AS SELECT randomblob(100000)"),
    "niet lezen of schrijven": ("PRAGMA query_only = ON", "CREATE TABLE t (a)"),
    "ew db upgrade": ("SELECT 1", "SELECT * FROM nowhere"),
    "niet kennen": ("SELECT 1", "geheim"),
}


@pytest.mark.parametrize("words", REAL_ERRORS)
def test_each_trouble_of_the_database_has_its_words(words: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "ew.db", isolation_level=None)) as connection:
        connection.execute(REAL_ERRORS[words][0])
        with pytest.raises(StoreError, match=words) as refused, in_words():
            connection.execute(REAL_ERRORS[words][1])
    assert "geheim" not in str(refused.value)
    assert refused.value.__cause__ is None


def test_a_database_that_refuses_a_value_does_not_repeat_it(store: Store) -> None:
    sync(store)
    with pytest.raises(StoreError) as refused:
        store.note_sync(at=moment(1), status=SyncStatus.STORED, snapshot=404, reason="zomergeheim")
    assert "zomergeheim" not in str(refused.value) + str(refused.value.__cause__)
