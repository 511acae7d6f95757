"""Back-up, the way back and the move, as their users type them, between both kinds of database."""

import io
import itertools
import os
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic import command

from tests.conftest import SAMPLE, Run
from tests.store.forms import fill, rows_of
from tests.store.samples import beside, finding, moment, rows, sync, url
from tests.store.server import shared_server
from tests.store.small_sheet import write_small_sheet
from tracker.store import SyncStatus, open_store
from tracker.store.database import HEAD
from tracker.store.upgrade import configured

KINDS = ["sqlite", "postgresql"]


def new_database(kind: str, config: pytest.Config, name: str = "ew.db") -> str:
    """The address of an empty database in the newest form."""
    if kind == "postgresql":
        return shared_server(config).fresh()
    with open_store(url(Path.cwd() / name)) as store:
        store.upgrade()
    return url(Path.cwd() / name)


def change(address: str, statement: str) -> None:
    """Do something to a database behind the back of the program."""
    with beside(address) as connection:
        connection.exec_driver_sql(statement)
        connection.commit()


@pytest.fixture(params=KINDS)
def database(request: pytest.FixtureRequest, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the database of this test, of either kind, with something in every table."""
    address = new_database(request.param, pytestconfig)
    return _filled(address, monkeypatch)


@pytest.fixture
def file(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of this test in a file, with something in every table."""
    _filled(new_database("sqlite", pytestconfig), monkeypatch)
    return Path("ew.db").absolute()


def _filled(address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    with beside(address) as connection:
        fill(connection, rows_of(HEAD))
        connection.commit()
    monkeypatch.setenv("EW_DATABASE_URL", address)
    return address


LIVING = {"sessions", "devices", "login_requests"}
"""What lets people in now: putting a back-up back ends it, because someone may have lost access since."""


def facts(address: str) -> set[tuple[Any, ...]]:
    """The rows of a database, without who is logged in, and without the log, in which a back-up is noted itself."""
    return {row for row in rows(address) if row[0] not in {"alembic_version", "audit"} | LIVING}


def test_a_back_up_put_back_lets_nobody_in_who_was_logged_in_then(ew: Run, database: str, tmp_path: Path) -> None:
    def let_in() -> set[str]:
        return {row[0] for row in rows(database)} & LIVING

    ew("backup", tmp_path / "b.db")
    assert let_in() == LIVING
    assert ew("backup", tmp_path / "b.db", "--terug", "--ja").code == 0
    assert let_in() == set()


def test_a_back_up_put_back_brings_everything_back_and_keeps_what_was_there(
    ew: Run, database: str, tmp_path: Path
) -> None:
    before, backup = facts(database), tmp_path / "b.db"
    assert ew("backup", backup).code == 0
    change(database, "DELETE FROM steps")
    meanwhile = facts(database)
    answer = ew("backup", backup, "--terug", "--ja", "--json")
    assert answer.code == 0
    assert facts(database) == before == facts(url(backup))
    assert facts(url(Path(answer.json["aside"]))) == meanwhile != before


def test_what_was_kept_aside_can_be_put_back_too(ew: Run, database: str, tmp_path: Path) -> None:
    ew("backup", tmp_path / "b.db")
    change(database, "DELETE FROM steps")
    meanwhile = facts(database)
    first = ew("backup", tmp_path / "b.db", "--terug", "--ja", "--json").json["aside"]
    second = ew("backup", first, "--terug", "--ja", "--json").json["aside"]
    assert facts(database) == meanwhile
    assert first != second


def test_after_putting_back_new_rows_get_numbers_of_their_own(ew: Run, database: str, tmp_path: Path) -> None:
    ew("backup", tmp_path / "b.db")
    ew("backup", tmp_path / "b.db", "--terug", "--ja")
    with open_store(database) as store:
        store.note_sync(at=moment(9), status=SyncStatus.REFUSED, reason="later")
        sync(store, findings=[finding("later")])
        last = store.last_sync()
    assert last is not None
    assert last.last_at == moment(2)


def test_a_back_up_is_one_file_for_its_owner_only_with_nothing_left_beside_it(
    ew: Run, database: str, tmp_path: Path
) -> None:
    folder = tmp_path / "veilig"
    folder.mkdir()
    before = os.umask(0)
    try:
        ew("backup", folder / "b.db")
    finally:
        os.umask(before)
    assert [(path.name, path.stat().st_mode & 0o777) for path in folder.iterdir()] == [("b.db", 0o600)]


def test_a_back_up_that_was_left_half_is_taken_away_by_the_next_and_one_being_made_is_not(
    ew: Run, database: str, tmp_path: Path
) -> None:
    old, busy = tmp_path / ".b.db.01234567.half", tmp_path / ".b.db.89abcdef.half"
    for path in (old, busy):
        path.write_bytes(b"half")
    hours_ago = busy.stat().st_mtime - 7_200
    os.utime(old, (hours_ago, hours_ago))
    assert ew("backup", tmp_path / "b.db").code == 0
    assert not old.exists()
    assert busy.exists()


def test_a_back_up_never_replaces_a_file_unless_asked(ew: Run, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "b.db"
    path.write_text("van iemand")
    assert ew("backup", path).code == 2
    assert path.read_text() == "van iemand"
    assert ew("backup", path, "--overschrijf").code == 0
    assert path.read_bytes().startswith(b"SQLite format 3")


def test_a_back_up_in_a_folder_that_is_not_there_says_so(ew: Run, file: Path, tmp_path: Path) -> None:
    answer = ew("backup", tmp_path / "nergens" / "b.db")
    assert answer.code == 2
    assert "kan niet worden geschreven" in answer.err


def test_the_database_itself_is_no_back_up(ew: Run, file: Path) -> None:
    before = rows(url(file))
    for words in (("backup", file, "--overschrijf"), ("backup", "ew.db", "--terug", "--ja")):
        answer = ew(*words)
        assert answer.code == 2
        assert "de database zelf" in answer.err
    assert rows(url(file)) == before


def test_a_log_beside_the_back_up_that_is_replaced_does_not_get_into_the_new_one(
    ew: Run, file: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "b.sqlite"
    ew("backup", backup)
    with closing(sqlite3.connect(backup)) as open_one:
        open_one.execute("PRAGMA journal_mode = WAL")
        open_one.execute("DELETE FROM steps")
        open_one.commit()
        log = backup.with_name("b.sqlite-wal").read_bytes()
    backup.with_name("b.sqlite-wal").write_bytes(log)
    assert ew("backup", backup, "--overschrijf").code == 0
    assert facts(url(backup)) == facts(url(file))


def test_without_a_yes_nothing_is_put_back(
    ew: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("backup", tmp_path / "b.db")
    change(url(file), "DELETE FROM steps")
    before = facts(url(file))
    monkeypatch.setattr("sys.stdin", io.StringIO("nee\n"))
    assert "niets veranderd" in ew("backup", tmp_path / "b.db", "--terug").err
    assert facts(url(file)) == before


def _nothing(path: Path) -> None:
    path.unlink()


def _text(path: Path) -> None:
    path.write_text("geen back-up")


def _workbook(path: Path) -> None:
    path.write_bytes(SAMPLE.read_bytes())


def _other_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE klanten (naam TEXT)")


def _cut(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 // 4096 * 4096)


def _scratched(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    path.write_bytes(content)


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


NO_BACKUPS = {
    _nothing: "is er niet",
    _text: "geen back-up van de tracker",
    _workbook: "geen back-up van de tracker",
    _other_database: "geen back-up van de tracker",
    _cut: "geen back-up van de tracker",
    _scratched: "geen back-up van de tracker",
    _newer: "nieuwere versie",
}


@pytest.mark.parametrize("spoil", NO_BACKUPS)
def test_a_file_that_is_no_whole_back_up_of_ours_changes_nothing(
    ew: Run, file: Path, tmp_path: Path, spoil: Any
) -> None:
    backup = tmp_path / "b.sqlite"
    ew("backup", backup)
    spoil(backup)
    before = rows(url(file))
    answer = ew("backup", backup, "--terug", "--ja")
    assert answer.code == 2
    assert NO_BACKUPS[spoil] in answer.err
    assert rows(url(file)) == before
    assert [path.name for path in tmp_path.glob("*voor-terug*")] == []


def test_a_database_of_another_key_is_not_replaced(ew: Run, database: str, tmp_path: Path) -> None:
    change(database, "INSERT INTO settings VALUES ('data_key', 'de ene')")
    ew("backup", tmp_path / "b.db")
    change(database, "UPDATE settings SET value = 'de andere' WHERE key = 'data_key'")
    before = facts(database)
    answer = ew("backup", tmp_path / "b.db", "--terug", "--ja")
    assert answer.code == 2
    assert "andere sleutel" in answer.err
    assert facts(database) == before


def test_of_a_damaged_database_no_back_up_is_made(ew: Run, file: Path, tmp_path: Path) -> None:
    _scratched(file)
    answer = ew("backup", tmp_path / "c.db")
    assert answer.code == 2
    assert "beschadigd" in answer.err
    assert not (tmp_path / "c.db").exists()


def test_a_damaged_database_is_put_aside_as_it_is_and_the_back_up_takes_its_place(
    ew: Run, file: Path, tmp_path: Path
) -> None:
    before = facts(url(file))
    ew("backup", tmp_path / "b.db")
    _scratched(file)
    damaged = file.read_bytes()
    answer = ew("backup", tmp_path / "b.db", "--terug", "--ja", "--json")
    assert answer.code == 0
    assert facts(url(file)) == before
    assert Path(answer.json["aside"]).read_bytes() == damaged


def test_a_back_up_on_a_new_computer_is_put_back_into_nothing(
    ew: Run, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("backup", tmp_path / "b.db")
    monkeypatch.setenv("EW_DATABASE_URL", url(tmp_path / "nieuw" / "ew.db"))
    answer = ew("backup", tmp_path / "b.db", "--terug", "--ja", "--json")
    assert answer.json["aside"] is None
    assert facts(url(tmp_path / "nieuw" / "ew.db")) == facts(database)


def test_a_back_up_of_the_first_form_is_put_back_and_left_as_it_is(ew: Run, tmp_path: Path) -> None:
    old = tmp_path / "oud.db"
    with beside(url(old)) as connection:
        command.upgrade(configured(connection), "0001")
        fill(connection, rows_of("0001"))
        connection.commit()
    content = old.read_bytes()
    answer = ew("backup", old, "--terug", "--ja", "--json")
    assert answer.code == 0
    assert answer.json["rows"] >= sum(map(len, rows_of("0001").values()))
    assert old.read_bytes() == content


@pytest.mark.parametrize(("here", "there"), list(itertools.product(KINDS, KINDS)))
def test_a_move_makes_an_equal_database_in_which_work_goes_on(
    ew: Run, here: str, there: str, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old, new = (new_database(kind, pytestconfig, f"{number}.db") for number, kind in enumerate((here, there)))
    sheet = write_small_sheet(tmp_path / "blad.xlsx")
    monkeypatch.setenv("EW_DATABASE_URL", old)
    ew("sync", sheet)
    answer = ew("verhuis", new, "--json")
    assert answer.code == 0
    assert facts(new) == facts(old)
    counted = Counter(row[0] for row in facts(new))
    assert {name: one["rows"] for name, one in answer.json["tables"].items() if one["rows"]} == counted

    figures = ew("stand", "--json").json
    monkeypatch.setenv("EW_DATABASE_URL", new)
    assert ew("stand", "--json").json == figures
    write_small_sheet(sheet, edited=True)
    changes = ew("sync", sheet, "--json").json["changes"]
    assert (changes["new"], changes["gone"]) == (3, 1)


def test_a_move_to_a_database_that_holds_something_leaves_both_alone(ew: Run, database: str, tmp_path: Path) -> None:
    other = url(tmp_path / "other.db")
    ew("verhuis", other)
    change(other, "DELETE FROM steps")
    before = facts(other), facts(database)
    answer = ew("verhuis", other)
    assert answer.code == 2
    assert "niet leeg" in answer.err
    assert (facts(other), facts(database)) == before


@pytest.mark.parametrize("address", ["mysql://piet:geheim@server/ew", "postgresql://piet:geheim@127.0.0.1:1/ew"])
def test_an_address_where_nothing_answers_is_refused_without_repeating_its_password(
    ew: Run, file: Path, address: str
) -> None:
    answer = ew("verhuis", address)
    assert answer.code == 2
    assert "geheim" not in answer.out + answer.err
