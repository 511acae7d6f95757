"""Killed with `kill -9` at any moment, a command leaves everything whole, and the next one ends as if nothing happened.

A third of the moments are chosen by the clock, which also falls inside SQLite and the server; a third among all touches
of files and databases; a third among those that make something last. EW_PROOF=whole tries 200 moments, and else a
seeded tenth of those.
"""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, WHOLE
from tests.store.nursery import Nursery, Run
from tests.store.samples import moment, rows, url
from tests.store.server import shared_server
from tests.store.small_sheet import write_small_sheet
from tracker import actions
from tracker.errors import StoreError
from tracker.model import Reading
from tracker.sheet.workbook import Workbook
from tracker.store import open_store

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
        write_small_sheet(folder / "blad.xlsx")
        (folder / "data.key").write_text(SECRET)
        (folder / "data.key").chmod(0o400)
        for words in scenario.before:
            if words == EDIT:
                write_small_sheet(folder / "blad.xlsx", edited=True)
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
def theatre(nursery: Nursery, tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Theatre:
    return Theatre(nursery, tmp_path_factory.mktemp("crash"), pytestconfig)


def state(folder: Path, address: str | None) -> State:
    """What people can find: the rows of every database and the bytes of every other file that has its final name."""
    found: State = {"server": told(address)} if address else {}
    for path in folder.iterdir():
        if not path.name.endswith((".half", "-wal", "-shm", "-journal", "-sync")):
            content = path.read_bytes()
            found[path.name] = told(url(path)) if _is_database(path, content) else content
    return found


def _is_database(path: Path, content: bytes) -> bool:
    return content.startswith(b"SQLite format 3") or path.suffix in {".db", ".sqlite"}


def told(address: str) -> dict[str, set[Any]]:
    """The rows of a database by table, without when was looked and written: that is no fact about the sheet.

    The audit log tells what was done and when by the real clock, which is another moment at every run.
    """
    found: dict[str, set[Any]] = {}
    for name, *row in rows(address):
        if name not in {"syncs", "audit"} and "own_tabs_on" not in row:
            found.setdefault(name, set()).add(tuple(row))
    return found


def moment_of(number: int, run: Run, chance: random.Random) -> dict[str, Any]:
    """When to kill a run that takes so long and does so much when it is left alone."""
    if number % 3 == 0:
        return {"after": chance.uniform(0, run.seconds)}
    return {"tick": chance.choice(run.writing) if number % 3 == 1 else chance.randrange(run.ticks)}


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
    moment = moment_of(number, stage.undisturbed, chance)
    killed = theatre.run(address, scenario.words, **moment)
    assert killed.code == -signal.SIGKILL or "after" in moment

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

    Bringing a new database to its form is a step before that. Of papers the edition goes first, then each file, and
    the log at the end says that they were written.
    """
    beside = {"settings", "alembic_version"} | ({"papers", "audit"} if becomes.get("papers") else set())
    facts = {name: held for name, held in found.items() if name not in beside}
    sides = [{name: held for name, held in side.items() if name in facts or held} for side in (was, becomes)]
    for side in sides:
        for name in beside:
            side.pop(name, None)
    for name in beside - {"settings", "alembic_version"}:
        assert found.get(name, set()) <= was.get(name, set()) | becomes.get(name, set()), place
    assert facts in sides or (not was and facts == {}), place
    assert found.get("settings", set()) <= was.get("settings", set()) | becomes.get("settings", set()), place


def lasting(found: State) -> State:
    """Without the copies that were kept aside: a command that is given twice keeps two."""
    return {name: content for name, content in found.items() if "voor-terug" not in name}


class Overtaken(Workbook):
    """A workbook during whose reading somebody else syncs it too, from beginning to end."""

    def __init__(self, path: Path, meanwhile: Callable[[], object]) -> None:
        super().__init__(path)
        self._meanwhile = meanwhile

    def read(self) -> Reading:
        reading = super().read()
        self._meanwhile()
        return reading


def test_a_sync_that_was_overtaken_while_it_read_stores_nothing_twice(tmp_path: Path) -> None:
    path, terms, key = write_small_sheet(tmp_path / "blad.xlsx"), actions.Terms(moment(0)), bytes(32)
    with open_store(url(tmp_path / "ew.db")) as store, open_store(url(tmp_path / "ew.db")) as other:
        store.upgrade()
        sheet = Overtaken(path, lambda: actions.sync(Workbook(path), other, key, terms))
        with pytest.raises(StoreError, match="andere sync"):
            actions.sync(sheet, store, key, terms)
        assert [one.number for one in store.snapshots()] == [1]


@pytest.mark.parametrize("on_server", [False, True], ids=["in a file", "on a server"])
def test_of_two_syncs_at_once_one_works_and_the_other_waits_or_says_so(
    on_server: bool, pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    address = shared_server(pytestconfig).fresh() if on_server else url(tmp_path / "ew.db")
    key = tmp_path / "data.key"
    key.write_text(SECRET)
    key.chmod(0o400)
    environment = {**os.environ, "EW_DATABASE_URL": address, "EW_DATA_KEY": str(key)}
    run = [sys.executable, "-m", "cli.main", "sync", str(write_small_sheet(tmp_path / "blad.xlsx"))]
    both = [
        subprocess.Popen(run, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [one.communicate() for one in both]
    codes = sorted(one.returncode for one in both)
    assert codes in ([0, 0], [0, 2]), said
    if codes == [0, 2]:
        refused = next(err for one, (_, err) in zip(both, said, strict=True) if one.returncode == 2)
        assert "sync" in refused
        assert "opnieuw" in refused
    with open_store(address) as store:
        assert [one.number for one in store.snapshots()] == [1]


def test_a_first_sync_that_is_killed_just_after_it_made_the_key_is_done_by_the_next(
    nursery: Nursery, tmp_path: Path
) -> None:
    begin = tmp_path / "begin"
    begin.mkdir()
    write_small_sheet(begin / "blad.xlsx")
    assert nursery.run(begin, ("db", "upgrade"), _at(begin)).code == 0

    def killed(tick: int) -> Path:
        folder = Path(shutil.copytree(begin, tmp_path / f"killed-{tick}"))
        assert nursery.run(folder, SYNC, _at(folder), tick=tick).code == -signal.SIGKILL
        return folder

    whole = Path(shutil.copytree(begin, tmp_path / "whole"))
    moments = range(nursery.run(whole, SYNC, _at(whole)).ticks)
    first = moments[bisect_left(moments, True, key=lambda tick: (killed(tick) / "data.key").exists())]
    folder = tmp_path / f"killed-{first}"
    assert len((folder / "data.key").read_text().strip()) == 64
    assert nursery.run(folder, SYNC, _at(folder)).code == 0


def _at(folder: Path) -> Mapping[str, str]:
    """The settings of somebody who keeps everything in one folder."""
    key, database = folder / "data.key", folder / "ew.db"
    return {"EW_NOW": "2026-11-01T12:00", "EW_DATA_KEY": str(key), "EW_DATABASE_URL": url(database)}
