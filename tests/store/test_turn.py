"""One sync at a time: a second one waits or says so, and a dead process is in nobody's way."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.samples import ROOT, new, step, sync, url
from tracker.errors import StoreError
from tracker.store import open_store


def test_while_one_has_its_turn_another_hears_so_and_pages_go_on(address: str) -> None:
    with open_store(address) as one, open_store(address, patience=0.05) as other:
        with one.turn():
            with pytest.raises(StoreError, match="loopt al een sync"), other.turn():
                pass
            assert sync(one, new(step())).number == 1
            assert len(other.world().tabs["steps"]) == 1
        with other.turn():
            assert sync(other).number == 2


def test_what_goes_wrong_in_a_turn_ends_it_and_is_said_as_it_is(address: str) -> None:
    with open_store(address, patience=0.05) as store:
        with pytest.raises(ValueError, match="eigen fout"), store.turn():
            raise ValueError("eigen fout")
        with store.turn():
            pass


HOLDS_ITS_TURN = """
import sys
from tracker.store import open_store

with open_store(sys.argv[1]).turn():
    print("mine", flush=True)
    sys.stdin.read()
"""


def test_who_waits_gets_the_turn_when_the_process_that_had_it_is_killed(address: str) -> None:
    run = [sys.executable, "-c", HOLDS_ITS_TURN, address]
    with subprocess.Popen(run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "mine\n"
        with open_store(address, patience=0.05) as store, pytest.raises(StoreError, match="loopt al"), store.turn():
            pass
        holder.send_signal(signal.SIGKILL)
        with open_store(address, patience=30) as store, store.turn():
            assert sync(store, new(step())).number == 1


def test_the_file_of_the_turn_holds_nothing_and_is_for_its_owner_only(path: Path) -> None:
    with open_store(url(path)) as store, store.turn():
        beside = path.with_name("ew.db-sync")
        assert (beside.stat().st_size, beside.stat().st_mode & 0o777) == (0, 0o600)
