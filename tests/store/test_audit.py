"""The audit log in a real database: it only grows, and whoever writes in it all the same is found out."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.store.samples import beside, moment, url
from tracker.errors import StoreError
from tracker.store import Note, Store, open_store
from tracker.store.audit import FIRST
from tracker.store.backup import back_up, move, put_back
from tracker.store.migrations.audit_lock import closing, opening

WHO = "ab" * 32


def note(day: int = 0, what: str = "export", about: str = "stuurgroep") -> Note:
    return Note(at=moment(day), role="project_leader", who=WHO, what=what, about=about, snapshot=day)


def write(store: Store, *notes: Note) -> list[str]:
    """Write these in the log; answers the hash of each row."""
    return [store.audit(**{f.name: getattr(one, f.name) for f in fields(one)}).chain for one in notes]


def tamper(address: str, *statements: str) -> None:
    """Do something to the log as someone can who may do everything, and leave the database as if nothing happened."""
    with beside(address) as connection:
        dialect = connection.dialect.name
        for statement in (*opening(dialect), *statements, *closing(dialect)):
            connection.execute(text(statement))
        connection.commit()


def test_rows_are_numbered_from_one_and_each_fits_what_was_before_it(store: Store) -> None:
    assert store.audit_proof().last == FIRST
    chain = write(store, note(1), note(2), note(2))
    assert [row.number for row in store.audit_rows()] == [1, 2, 3]
    assert len(set(chain)) == 3
    proof = store.audit_proof()
    assert (proof.rows, proof.last, proof.broken) == (3, chain[-1], None)


def test_a_row_is_read_as_it_was_written(store: Store) -> None:
    write(store, note(3, "ongedaan", "sync 2"))
    (row,) = store.audit_rows()
    assert (row.at, row.role, row.who, row.what, row.about, row.snapshot) == (
        moment(3),
        "project_leader",
        WHO,
        "ongedaan",
        "sync 2",
        3,
    )


def test_rows_are_found_by_moment_and_by_what_was_done(store: Store) -> None:
    write(store, note(1), note(2, "backup"), note(3), note(4))
    assert [row.number for row in store.audit_rows(since=moment(2), until=moment(3))] == [2, 3]
    assert [row.number for row in store.audit_rows(since=moment(3) + timedelta(seconds=1))] == [4]
    assert [row.number for row in store.audit_rows(what="backup")] == [2]
    assert store.audit_rows(what="zoiets") == ()


@pytest.mark.parametrize("statement", ["UPDATE audit SET role = 'partner'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_or_take_away_a_row(store: Store, address: str, statement: str) -> None:
    write(store, note())
    with beside(address) as connection, pytest.raises(DBAPIError, match="only grows"):
        connection.execute(text(statement))
    assert store.audit_proof().rows == 1


def test_postgresql_refuses_to_empty_the_log_at_once_too(on_postgresql: str) -> None:
    with open_store(on_postgresql) as store:
        write(store, note())
    with beside(on_postgresql) as connection, pytest.raises(DBAPIError, match="only grows"):
        connection.execute(text("TRUNCATE audit"))


@pytest.mark.parametrize(
    "change",
    [
        "at = '2020-01-01T00:00:00.000000+00:00'",
        "at = 'gisteren'",
        "role = 'partner'",
        "who = ''",
        "what = 'backup'",
        "about = ''",
        "snapshot = NULL",
        "snapshot = 99",
        f"chain = '{'0' * 64}'",
        "about = what, what = about",
    ],
)
def test_a_row_that_was_changed_is_the_first_that_does_not_fit(store: Store, address: str, change: str) -> None:
    write(store, note(1), note(2), note(3))
    tamper(address, f"UPDATE audit SET {change} WHERE number = 2")
    assert store.audit_proof().broken == 2


@pytest.mark.parametrize(
    ("statements", "broken"),
    [
        (("DELETE FROM audit WHERE number = 2",), 3),
        (("DELETE FROM audit WHERE number = 1",), 2),
        (("DELETE FROM audit WHERE number = 2", "UPDATE audit SET number = 2 WHERE number = 3"), 2),
        (
            (
                "UPDATE audit SET number = 9 WHERE number = 2",
                "UPDATE audit SET number = 2 WHERE number = 3",
                "UPDATE audit SET number = 3 WHERE number = 9",
            ),
            2,
        ),
    ],
    ids=["in the middle", "the first", "and numbered anew", "swapped"],
)
def test_a_row_that_was_taken_away_or_moved_shows(
    store: Store, address: str, statements: tuple[str, ...], broken: int
) -> None:
    write(store, note(1), note(2), note(3))
    tamper(address, *statements)
    assert store.audit_proof().broken == broken


def test_rows_cut_off_at_the_end_show_only_to_who_noted_the_last_hash(store: Store, address: str) -> None:
    noted = write(store, note(1), note(2))[-1]
    tamper(address, "DELETE FROM audit WHERE number = 2")
    assert store.audit_proof().broken is None
    assert store.audit_proof(noted).found is False


def test_a_log_made_anew_fits_but_holds_no_hash_that_was_noted(store: Store, address: str) -> None:
    noted = write(store, note(1), note(2))[-1]
    tamper(address, "DELETE FROM audit")
    write(store, note(1), note(2, "backup"))
    proof = store.audit_proof(noted)
    assert (proof.broken, proof.found) == (None, False)


def test_a_hash_that_was_noted_is_found_as_long_as_the_log_grows(store: Store) -> None:
    assert store.audit_proof(FIRST[:16]).found
    noted = write(store, note(1))[-1]
    write(store, note(2))
    assert store.audit_proof(noted).found
    assert store.audit_proof(noted[:16]).found


def test_a_log_with_a_moment_that_is_none_says_where_to_look(store: Store, address: str) -> None:
    write(store, note())
    tamper(address, "UPDATE audit SET at = 'gisteren'")
    with pytest.raises(StoreError, match="ew audit --controleer"):
        store.audit_rows()


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": "jan@voorbeeld.example"},
        {"who": "D-017"},
        {"about": "jan@voorbeeld.example"},
        {"about": "D-017"},
        {"about": "twee\nregels"},
        {"about": "x" * 201},
        {"what": "iets anders"},
        {"role": ""},
    ],
    ids=str,
)
def test_addresses_and_codes_never_come_into_the_log(store: Store, wrong: dict[str, str]) -> None:
    given: dict[str, Any] = {"role": "beheer", "who": "", "what": "export", "about": "", **wrong}
    with pytest.raises(ValueError, match=r"^(a role|who|the audit log|what was done)") as refused:
        store.audit(at=moment(0), **given)
    assert not any(value and value in str(refused.value) for value in wrong.values())
    assert store.audit_rows() == ()


@pytest.mark.parametrize("about", ["Jong@Werk", "partner Zorg @ Wonen", "Werk.nl"])
def test_the_name_of_a_partner_is_no_address_for_a_sign_in_it(store: Store, about: str) -> None:
    store.audit(at=moment(0), role="beheer", who="", what="export", about=about)
    assert [row.about for row in store.audit_rows()] == [about]


def test_many_who_write_at_once_get_numbers_in_a_row(address: str) -> None:
    with open_store(address) as store, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda day: write(store, note(day)), range(20)))
        assert store.audit_proof().rows == 20
        assert store.audit_proof().broken is None


def test_a_back_up_put_back_brings_its_log_back_closed_and_notes_what_it_replaced(address: str, tmp_path: Path) -> None:
    with open_store(address) as store:
        old = write(store, note(1))
        back_up(store, tmp_path / "b.db")
        later = write(store, note(2), note(3))
    aside = put_back(address, tmp_path / "b.db", Note(at=moment(9), role="beheer", who="", what="terug")).aside
    with open_store(address) as store:
        rows = store.audit_rows()
        assert [row.what for row in rows] == ["export", "terug"]
        assert rows[0].chain == old[0]
        assert rows[1].about == f"in plaats van 3 regels, kenmerk {later[-1]}"
        assert store.audit_proof().broken is None
    assert aside is not None
    with open_store(url(aside)) as kept:
        assert kept.audit_proof().last == later[-1]
    for statement in ("UPDATE audit SET role = 'partner'", "DELETE FROM audit"):
        with beside(address) as connection, pytest.raises(DBAPIError, match="only grows"):
            connection.execute(text(statement))


def test_a_move_takes_the_log_along_and_both_end_with_it(nothing_yet: str, path: Path) -> None:
    with open_store(url(path)) as store:
        write(store, note(1), note(2))
        move(store, nothing_yet, note(3, "verhuis", "naar elders"))
        here = store.audit_proof()
    with open_store(nothing_yet) as other:
        there = other.audit_proof()
    assert here == there
    assert (there.rows, there.broken) == (3, None)
    with beside(nothing_yet) as connection, pytest.raises(DBAPIError, match="only grows"):
        connection.execute(text("DELETE FROM audit"))
