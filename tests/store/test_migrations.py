"""The numbered migrations lead to exactly the tables that the program uses, on both kinds of database, and back."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, create_engine, inspect, select, text

from tests.store.forms import fill, held, rows_of
from tests.store.samples import ROOT, beside, new, rows, step, sync, url
from tracker.columns import TABS
from tracker.errors import StoreError
from tracker.store import open_store
from tracker.store.database import HEAD
from tracker.store.load import known
from tracker.store.tables import METADATA, RECORDS
from tracker.store.upgrade import configured

FORMS = [script.revision for script in ScriptDirectory.from_config(configured()).walk_revisions()]


@pytest.fixture
def migrated(address: str) -> Iterator[Connection]:
    """A connection to a database that the migrations made."""
    with beside(address) as connection:
        yield connection


@pytest.fixture
def migrated_file(path: Path) -> Iterator[Connection]:
    """A connection to a file that the migrations made."""
    with beside(url(path)) as connection:
        yield connection


def test_the_program_knows_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(configured()).get_heads() == [HEAD]


def test_migrations_make_the_tables_that_the_program_uses(migrated: Connection) -> None:
    context = MigrationContext.configure(migrated, opts={"compare_type": True})
    assert compare_metadata(context, METADATA) == []


def test_migrations_make_the_checks_that_the_program_uses(migrated: Connection) -> None:
    made = inspect(migrated)
    found = {name: {check["name"] for check in made.get_check_constraints(name)} for name in METADATA.tables}
    wanted = {
        name: {str(one.name) for one in table.constraints if isinstance(one, CheckConstraint)}
        for name, table in METADATA.tables.items()
    }
    assert found == wanted


def test_migrations_make_the_same_constraints_and_indexes_to_the_letter(migrated: Connection) -> None:
    on_sqlite = migrated.dialect.name == "sqlite"
    found = _parts_on_sqlite(migrated) if on_sqlite else _parts_on_postgresql(migrated)
    if on_sqlite:
        with create_engine("sqlite://").begin() as other:
            METADATA.create_all(other)
            wanted = _parts_on_sqlite(other)
    else:
        migrated.execute(text("CREATE SCHEMA made_at_once"))
        migrated.execute(text("SET search_path TO made_at_once"))
        METADATA.create_all(migrated)
        wanted = _parts_on_postgresql(migrated)
    assert found == wanted


def _parts_on_sqlite(connection: Connection) -> dict[str, set[str]]:
    """What was typed to make each table and index, in parts: a column that came later may stand behind the others."""
    typed = connection.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql > ''")
    )
    return {name: set(_parts(" ".join(sql.split()))) for name, sql in typed if name != "alembic_version"}


def _parts(sql: str) -> Iterator[str]:
    """Columns, constraints, and what stands outside the brackets; a constraint behind a column counts by itself."""
    depth, part = 0, ""
    for sign in sql:
        depth += (sign == "(") - (sign == ")")
        if (sign == "," and depth == 1) or (sign == "(" and depth == 1) or (sign == ")" and depth == 0):
            yield from (one.replace(" ", "") for one in re.split(r"\bCONSTRAINT ", part) if one)
            part = ""
        else:
            part += sign
    yield part.replace(" ", "")


_CATALOGUE_OF_POSTGRESQL = """
SELECT table_name, column_name || ' ' || data_type || ' ' || is_nullable
FROM information_schema.columns WHERE table_schema = current_schema();

SELECT relname, conname || ' ' || pg_get_constraintdef(one.oid)
FROM pg_constraint one JOIN pg_class ON pg_class.oid = conrelid WHERE connamespace = current_schema()::regnamespace;

SELECT tablename, replace(indexdef, schemaname || '.', '')
FROM pg_indexes WHERE schemaname = current_schema()
"""


def _parts_on_postgresql(connection: Connection) -> dict[str, set[str]]:
    """What the server says of each table of the schema in use: its columns, constraints and indexes."""
    parts: dict[str, set[str]] = {}
    for question in _CATALOGUE_OF_POSTGRESQL.split(";"):
        for table, part in connection.execute(text(question)):
            if table != "alembic_version":
                parts.setdefault(table, set()).add(part)
    return parts


def test_every_table_is_strict_and_every_tab_finds_what_is_known_by_an_index(migrated_file: Connection) -> None:
    listed = migrated_file.execute(text("PRAGMA table_list"))
    assert {row[1]: row[5] for row in listed if row[1] in METADATA.tables} == dict.fromkeys(METADATA.tables, 1)
    for tab in TABS:
        question = f"EXPLAIN QUERY PLAN SELECT * FROM {tab.name} WHERE valid_to = 2147483647 ORDER BY entity"
        plan = [row[3] for row in migrated_file.execute(text(question))]
        assert plan == [f"SEARCH {tab.name} USING INDEX ix_{tab.name}_valid_to_entity (valid_to=?)"]


def test_what_was_known_long_ago_is_found_without_reading_every_version(migrated_file: Connection) -> None:
    for tab in TABS:
        table = RECORDS[tab.name]
        question = select(table).where(known(table, 5, newest=False)).order_by(table.c.entity)
        typed = question.compile(migrated_file, compile_kwargs={"literal_binds": True})
        plan = [row[3] for row in migrated_file.exec_driver_sql(f"EXPLAIN QUERY PLAN {typed}")]
        assert f"SEARCH {tab.name} USING COVERING INDEX ix_{tab.name}_valid_to_entity (valid_to>?)" in plan
        assert f"SEARCH {tab.name} USING PRIMARY KEY (entity=? AND valid_from=?)" in plan


def test_every_constraint_has_a_name() -> None:
    unnamed = [table.name for table in METADATA.tables.values() for one in table.constraints if one.name is None]
    assert unnamed == []


def test_the_way_back_leaves_nothing(migrated: Connection) -> None:
    with migrated.begin():
        command.downgrade(configured(migrated), "base")
    assert inspect(migrated).get_table_names() == ["alembic_version"]


@pytest.mark.parametrize("form", FORMS)
def test_a_database_of_every_earlier_form_keeps_its_rows_on_the_way_to_the_newest(form: str, nothing_yet: str) -> None:
    before = rows_of(form)
    with open_store(nothing_yet):
        pass
    with beside(nothing_yet) as connection:
        command.upgrade(configured(connection), form)
        fill(connection, before)
        connection.commit()
    with open_store(nothing_yet) as store:
        assert store.upgrade() == (form != HEAD)
        assert len(store.world().tabs["steps"]) == 2
        assert store.findings(1)
    with beside(nothing_yet) as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        for name in before.keys() & METADATA.tables.keys():
            now = [{key: row[key] for key in before[name][0]} for row in held(connection, name)]
            assert sorted(now, key=str) == sorted(before[name], key=str)


def test_what_is_written_down_of_the_newest_form_has_something_in_every_table() -> None:
    """A migration that is tried on an empty table is not tried: `python -m tests.store.forms` writes the file."""
    assert {name for name, those in rows_of(HEAD).items() if those} == set(METADATA.tables)


def test_an_upgrade_is_done_once(nothing_yet: str) -> None:
    with open_store(nothing_yet) as store:
        assert not store.is_current
        assert [store.upgrade(), store.upgrade(), store.is_current] == [True, False, True]


def test_a_database_of_a_newer_program_is_left_alone(address: str, migrated: Connection) -> None:
    migrated.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    migrated.commit()
    with open_store(address) as store, pytest.raises(StoreError, match="nieuwere versie"):
        store.upgrade()


def test_a_database_that_was_not_brought_to_a_form_says_how(nothing_yet: str) -> None:
    with open_store(nothing_yet) as store, pytest.raises(StoreError, match="ew db upgrade"):
        store.latest()


def test_a_database_in_the_newest_form_is_opened_without_alembic(path: Path) -> None:
    program = (
        "import sys; from tracker.store import open_store;"
        f"print(open_store({url(path)!r}).upgrade(), 'alembic' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert answer.stdout.split() == ["False", "False"]


def test_two_programs_that_start_at_once_both_find_the_newest_form(nothing_yet: str) -> None:
    program = f"from tracker.store import open_store; s = open_store({nothing_yet!r}); s.upgrade(); print(s.latest())"
    start = [sys.executable, "-c", program]
    runs = [subprocess.Popen(start, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    assert [run.communicate()[0] for run in runs] == ["None\n"] * 2


UPGRADE_KILLED_HALFWAY = """
import os, signal, sys
from sqlalchemy import Engine, event
from tracker.store import open_store

@event.listens_for(Engine, "before_cursor_execute")
def kill(connection, cursor, statement, *rest):
    if "CREATE TABLE steps" in statement:
        os.kill(os.getpid(), signal.SIGKILL)

open_store(sys.argv[1]).upgrade()
"""


def test_an_upgrade_that_is_killed_halfway_has_done_nothing_and_is_done_by_the_next(nothing_yet: str) -> None:
    killed = subprocess.run([sys.executable, "-c", UPGRADE_KILLED_HALFWAY, nothing_yet], check=False, cwd=ROOT)
    assert killed.returncode == -9
    assert rows(nothing_yet) == set()
    with open_store(nothing_yet) as store:
        assert store.upgrade()
        assert sync(store, new(step())).number == 1


def test_the_file_of_a_database_is_for_its_owner_only(tmp_path: Path) -> None:
    new = tmp_path / "map" / "ew.db"
    before = os.umask(0)
    try:
        with open_store(url(new)) as store:
            store.upgrade()
            modes = [path.stat().st_mode & 0o777 for path in (new.parent, *sorted(new.parent.iterdir()))]
    finally:
        os.umask(before)
    assert modes == [0o700, 0o600, 0o600, 0o600]
