"""Erasing takes every version of every row of someone out of the database, and out of the bytes of its files."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.store.samples import beside, finding, rows, sync
from tests.store.server import shared_server
from tracker.errors import StoreError
from tracker.figures.facts import Archived
from tracker.model import Change, Held, Measurement, Participant, Step
from tracker.store import Store, open_store
from tracker.store.audit import Note
from tracker.store.erasing import (
    Erasure,
    archive,
    codes,
    erase,
    is_swept,
    keep_out_of,
    sweep,
    tombstones,
)
from tracker.store.person import versions

CANARY = "QZX-90817"
OTHER = "D-001"
ON = date(2026, 11, 20)
SEALS = {CANARY: "ab" * 32}


def person(code: str, town: str) -> list[Change]:
    """Someone new with a step and an answer."""
    day = date(2026, 1, 5)
    records = (
        ("participants", Participant(code=code, municipality=town, registered_on=day)),
        ("steps", Step(participant=code, kind="training", start=day, hours=8)),
        ("measurements", Measurement(participant=code, answered_on=day, satisfied=4)),
    )
    return [Change(tab, 0, None, record) for tab, record in records]


def known(store: Store, tab: str, code: str) -> Held:
    """The row of someone in a tab."""
    return next(one for one in store.world().tabs[tab] if code in repr(one.record))


@pytest.fixture
def lived(store: Store) -> Store:
    """Two people of whom something was changed later."""
    sync(store, [*person(OTHER, "Emmen"), *person(CANARY, "Vlieland")], [finding(row=3), finding(row=None)])
    held = known(store, "participants", CANARY)
    moved = Participant(code=CANARY, municipality="Schiermonnikoog", registered_on=date(2026, 1, 5))
    sync(store, [Change("participants", held.entity, held.record, moved)], [finding(row=3), finding(row=None)])
    sync(store, [Change("steps", one.entity, one.record, None) for one in [known(store, "steps", CANARY)]])
    return store


def erased(store: Store) -> int:
    return erase(store, Erasure(seals=SEALS, on=ON))


def test_every_version_of_every_row_goes_and_only_of_that_person(lived: Store) -> None:
    before = versions(lived, OTHER)
    assert len(versions(lived, CANARY)) == 4
    assert erased(lived) == 4
    assert versions(lived, CANARY) == ()
    assert versions(lived, OTHER) == before != ()
    assert codes(lived) == {OTHER}


def test_no_table_holds_the_code_or_the_town_any_more(lived: Store, address: str) -> None:
    erased(lived)
    held = repr(rows(address))
    assert not [word for word in (CANARY, "Vlieland", "Schiermonnikoog") if word in held]
    assert OTHER in held


def test_findings_about_rows_of_people_go_and_those_about_the_sheet_stay(lived: Store) -> None:
    sync(lived, (), [finding(row=3), finding(row=None)])
    erased(lived)
    assert [one.row for one in lived.findings()] == [None]


def test_counts_go_to_the_archive_and_a_seal_with_the_day_to_the_tombstones(lived: Store) -> None:
    erased(lived)
    assert archive(lived)["deelnemers"] == {date(2026, 3, 31): Archived(1)}
    assert tombstones(lived) == {SEALS[CANARY]: ON}


def test_what_is_noted_is_written_in_the_audit_log_in_the_same_breath(lived: Store) -> None:
    note = Note(at=datetime(2026, 11, 20, tzinfo=UTC), role="beheer", who="", what="gewist", about=SEALS[CANARY])
    erase(lived, Erasure(seals=SEALS, on=ON, notes=(note,)))
    assert [(row.what, row.about) for row in lived.audit_rows()] == [("gewist", SEALS[CANARY])]


def test_the_next_sync_reads_the_sheet_anew(lived: Store) -> None:
    lived.remember("fingerprint", "abc")
    erased(lived)
    assert lived.recall("fingerprint") == ""


def test_who_comes_back_is_erased_again_by_a_tombstone_from_outside(lived: Store) -> None:
    assert keep_out_of(lived, {SEALS[CANARY]: ON}, lambda code: SEALS.get(code, "cd" * 32)) == 1
    assert codes(lived) == {OTHER}
    assert tombstones(lived) == {SEALS[CANARY]: ON}
    assert keep_out_of(lived, {SEALS[CANARY]: ON}, lambda code: SEALS.get(code, "cd" * 32)) == 0


def test_a_tombstone_in_a_database_that_never_saw_a_sync_is_kept(store: Store) -> None:
    assert keep_out_of(store, {SEALS[CANARY]: ON}, lambda code: code) == 0
    assert tombstones(store) == {SEALS[CANARY]: ON}


# --- The bytes -------------------------------------------------------------------------------------------------------


def files_of(address: str, config: pytest.Config) -> Iterator[Path]:
    """The files in which a database keeps what it holds."""
    if address.startswith("sqlite"):
        file = Path(address.removeprefix("sqlite:///"))
        yield from (path for path in file.parent.glob(f"{file.name}*") if path.is_file())
        return
    admin = shared_server(config).admin
    admin.execute("CHECKPOINT")
    (folder,) = admin.execute("SHOW data_directory").fetchone() or ("",)
    with beside(address) as connection:
        oid = connection.exec_driver_sql("SELECT oid FROM pg_database WHERE datname = current_database()").scalar()
    yield from (path for path in (Path(folder) / "base" / str(oid)).iterdir() if path.is_file())


def holds(address: str, config: pytest.Config, word: str) -> bool:
    return any(word.encode() in path.read_bytes() for path in files_of(address, config))


def test_the_bytes_are_gone_from_the_files_of_the_database(
    lived: Store, address: str, pytestconfig: pytest.Config
) -> None:
    assert holds(address, pytestconfig, CANARY)
    erased(lived)
    assert not is_swept(lived)
    sweep(lived)
    assert is_swept(lived)
    assert not [word for word in (CANARY, "Schiermonnikoog") if holds(address, pytestconfig, word)]
    assert holds(address, pytestconfig, OTHER)


def test_a_sweep_while_someone_reads_is_refused_and_stays_to_be_done(path: Path) -> None:
    with open_store(f"sqlite:///{path}", patience=0.05) as store:
        sync(store, person(CANARY, "Vlieland"))
        with closing(sqlite3.connect(path)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM participants").fetchall()
            erased(store)
            with pytest.raises(StoreError):
                sweep(store)
            assert not is_swept(store)
        sweep(store)
        assert is_swept(store)
    assert CANARY.encode() not in path.read_bytes()
