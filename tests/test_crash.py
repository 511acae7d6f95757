"""Killed with `kill -9` at any moment, a command leaves everything whole, and the next one ends as if nothing happened.

Half of the moments are chosen among all touches of files and databases, the other half by the clock, which also falls
inside SQLite and the server. EW_PROOF=whole tries 200 moments, and else a seeded tenth of those.
"""

import os
import random
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import SAMPLE
from tests.store.nursery import Nursery, Run
from tests.store.samples import rows, url
from tests.store.server import shared_server

WHOLE = os.environ.get("EW_PROOF") == "whole"
SECRET = "ab" * 32

Words = tuple[str, ...]
State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A command to kill, what was done before it, and how many moments are tried when the proof is whole."""

    words: Words
    moments: int
    before: tuple[Words, ...] = ()
    on_server: bool = False


SYNC, EXPORT = ("sync", "blad.xlsx"), ("export", "stuurgroep", "--naar", ".", "--overschrijf")
BACK_UP = ("backup", "b.sqlite", "--overschrijf")
EDIT = ("edit",)
SCENARIOS: Mapping[str, Scenario] = {
    "first sync": Scenario(SYNC, 40),
    "sync": Scenario(SYNC, 50, (SYNC, EDIT)),
    "sync on a server": Scenario(SYNC, 20, (SYNC, EDIT), on_server=True),
    "export": Scenario(EXPORT, 30, (SYNC, EXPORT, EDIT, SYNC)),
    "upgrade": Scenario(("db", "upgrade"), 20),
    "back-up": Scenario(BACK_UP, 10, (SYNC, BACK_UP, EDIT, SYNC)),
    "putting back": Scenario(("backup", "b.sqlite", "--terug", "--ja"), 20, (SYNC, BACK_UP, EDIT, SYNC)),
    "move": Scenario(("verhuis", "sqlite:///new.sqlite"), 10, (SYNC,)),
}


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as opened:
        yield opened


@pytest.fixture(scope="module")
def edited_sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample after an afternoon of work: cells changed, a row added, a row taken away."""
    path = tmp_path_factory.mktemp("edited") / "blad.xlsx"
    book = load_workbook(SAMPLE)
    people, steps = book["Deelnemers"], book["Stappen"]
    columns = {cell.value: cell.column for cell in steps[1]}
    for row in range(2, 12):
        steps.cell(row, columns["Uren per week"]).value = 7
    steps.delete_rows(20)
    for column in range(1, people.max_column + 1):
        people.cell(people.max_row + (column == 1), column).value = people.cell(2, column).value
    people.cell(people.max_row, 1).value = "D-998"
    book.save(path)
    return path


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a command starts from, what it makes of that when nobody kills it, and how long that takes."""

    folder: Path
    address: str | None
    before: State
    after: State
    undisturbed: Run


@dataclass(slots=True)
class Theatre:
    """Makes stages, each once, and sets one up again and again."""

    nursery: Nursery
    root: Path
    edited_sheet: Path
    config: pytest.Config
    stages: dict[str, Stage] = field(default_factory=dict)

    def stage(self, name: str) -> Stage:
        if name not in self.stages:
            self.stages[name] = self._built(SCENARIOS[name], self.root / name.replace(" ", "-"))
        return self.stages[name]

    def _built(self, scenario: Scenario, kept: Path) -> Stage:
        """Everything happens in one folder, because a database remembers where its sheet is."""
        folder, address = self.folder, shared_server(self.config).fresh() if scenario.on_server else None
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(SAMPLE, folder / "blad.xlsx")
        (folder / "data.key").write_text(SECRET)
        (folder / "data.key").chmod(0o400)
        for words in scenario.before:
            if words == EDIT:
                shutil.copy(self.edited_sheet, folder / "blad.xlsx")
            else:
                assert self.run(address, words).code == 0
        shutil.copytree(folder, kept)
        before = state(folder, address)
        trial = self.copy_of(address)
        undisturbed = self.run(trial, scenario.words)
        assert undisturbed.code == 0, undisturbed.said
        return Stage(kept, address, before, state(folder, trial), undisturbed)

    @property
    def folder(self) -> Path:
        return self.root / "work"

    def set_up(self, stage: Stage) -> str | None:
        """Lay everything ready to begin; answers the address of the database when it is on a server."""
        shutil.rmtree(self.folder)
        shutil.copytree(stage.folder, self.folder)
        return self.copy_of(stage.address)

    def copy_of(self, address: str | None) -> str | None:
        return shared_server(self.config).fresh(like=address) if address else None

    def run(self, address: str | None, words: Words, **killed: Any) -> Run:
        environment = {
            "HOME": str(self.folder),
            "EW_NOW": "2026-11-01T12:00",
            "EW_DATA_KEY": str(self.folder / "data.key"),
            "EW_DATABASE_URL": address or url(self.folder / "ew.db"),
        }
        return self.nursery.run(self.folder, words, environment, **killed)


@pytest.fixture(scope="module")
def theatre(
    nursery: Nursery, tmp_path_factory: pytest.TempPathFactory, edited_sheet: Path, pytestconfig: pytest.Config
) -> Theatre:
    return Theatre(nursery, tmp_path_factory.mktemp("crash"), edited_sheet, pytestconfig)


def state(folder: Path, address: str | None) -> State:
    """What people can find: the rows of every database and the bytes of every other file that has its final name."""
    found: State = {"server": told(address)} if address else {}
    for path in folder.iterdir():
        if not path.name.endswith((".half", "-wal", "-shm", "-journal")):
            content = path.read_bytes()
            found[path.name] = told(url(path)) if _is_database(path, content) else content
    return found


def _is_database(path: Path, content: bytes) -> bool:
    return content.startswith(b"SQLite format 3") or path.suffix in {".db", ".sqlite"}


def told(address: str) -> dict[str, set[Any]]:
    """The rows of a database by table, without when was looked and written: that is no fact about the sheet."""
    found: dict[str, set[Any]] = {}
    for name, *row in rows(address):
        if name != "syncs" and "own_tabs_on" not in row:
            found.setdefault(name, set()).add(tuple(row))
    return found


MOMENTS = [
    (name, number)
    for name, scenario in SCENARIOS.items()
    for number in range(scenario.moments if WHOLE else scenario.moments // 10)
]


@pytest.mark.proof
@pytest.mark.parametrize(("name", "number"), MOMENTS)
def test_a_command_that_is_killed_leaves_all_whole_and_the_next_one_ends_as_it_would_have(
    name: str, number: int, theatre: Theatre
) -> None:
    scenario, stage = SCENARIOS[name], theatre.stage(name)
    folder, address = theatre.folder, theatre.set_up(stage)
    chance = random.Random(f"{name} {number}")
    moment: dict[str, Any] = (
        {"tick": chance.randrange(stage.undisturbed.ticks)}
        if number % 2
        else {"after": chance.uniform(0, stage.undisturbed.seconds)}
    )
    theatre.run(address, scenario.words, **moment)

    found = state(folder, address)
    assert_whole(folder, found, stage, str(moment))
    again = theatre.run(address, scenario.words)
    assert again.code == 0 or (name == "move" and "niet leeg" in again.said), (moment, again.said)
    assert lasting(state(folder, address)) == lasting(stage.after), moment


def assert_whole(folder: Path, found: State, stage: Stage, moment: str) -> None:
    """Every file is as it was or as it would become, and every database holds all of a change or nothing of it."""
    for path in folder.iterdir():
        if path.suffix in {".db", ".sqlite"}:
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)], moment
    for name, content in found.items():
        was, becomes = stage.before.get(name), stage.after.get(name)
        if isinstance(content, bytes):
            assert content in (was, becomes), (name, moment)
        else:
            assert_all_or_nothing(content, was or {}, becomes or {}, f"{name} {moment}")
    assert found.keys() >= stage.before.keys(), moment


def assert_all_or_nothing(
    found: dict[str, set[Any]], was: dict[str, set[Any]], becomes: dict[str, set[Any]], place: str
) -> None:
    """What is remembered beside the facts may run behind them; the facts themselves go in one step.

    Bringing a new database to its form is a step before that.
    """
    facts = {name: held for name, held in found.items() if name not in {"settings", "alembic_version"}}
    sides = [{name: held for name, held in side.items() if name in facts or held} for side in (was, becomes)]
    for side in sides:
        side.pop("settings", None)
        side.pop("alembic_version", None)
    assert facts in sides or (not was and facts == {}), place
    assert found.get("settings", set()) <= was.get("settings", set()) | becomes.get("settings", set()), place


def lasting(found: State) -> State:
    """Without the copies that were kept aside: a command that is given twice keeps two."""
    return {name: content for name, content in found.items() if "voor-terug" not in name}
