"""`ew sync --volg`: changes come in by themselves, trouble passes, and a signal ends it cleanly."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.google import Emulator, Fault, Sheet
from tests.google_desk import desk_of, small_sheet, use
from tracker.actions import News, Pace, Stop, Stopped, Terms, follow, sync_shared
from tracker.errors import StoreError
from tracker.sheet.google import GoogleSheet
from tracker.sheet.google_errors import GoogleError
from tracker.store import Store, TurnTaken, open_store

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
KEY = b"k" * 32


@pytest.fixture
def sheet(google: Emulator) -> Sheet:
    return small_sheet(google)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'ew.db'}") as opened:
        opened.upgrade()
        yield opened


@dataclass(slots=True)
class Days:
    """Waits without time: does what the test planned between two looks, and stops after the last."""

    between: list[Callable[[], object]]
    waited: list[float] = field(default_factory=list)

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        if not self.between:
            return True
        self.between.pop(0)()
        return False


def nothing() -> None:
    """Nobody does anything."""


def run(desk: GoogleSheet, store: Store, *between: Callable[[], object]) -> tuple[list[News], list[float]]:
    """Follow while the test does its things; what was heard, and how long was waited each time."""
    days, heard = Days(list(between)), list[News]()
    follow(desk, store, KEY, lambda: Terms(NOW), days, heard.append)
    return heard, days.waited


def statuses(heard: list[News]) -> list[str]:
    return [news.shared.synced.status if news.shared else "trouble" for news in heard]


def test_a_changed_cell_is_in_the_database_at_the_next_look(google: Emulator, sheet: Sheet, store: Store) -> None:
    heard, _ = run(desk_of(google, sheet), store, nothing, lambda: sheet.type("Stappen", "G2", "12"), nothing)
    assert statuses(heard) == ["stored", "unchanged", "stored", "unchanged"]
    assert {held.record.hours for held in store.world().tabs["steps"]} == {12.0, None}  # type: ignore[union-attr]


def test_a_look_takes_two_reads_and_no_write_when_nothing_changed(google: Emulator, sheet: Sheet, store: Store) -> None:
    heard, _ = run(desk_of(google, sheet), store, google.log.clear, *[nothing] * 9)
    assert statuses(heard)[1:] == ["unchanged"] * 10
    assert len(google.log.reads) == 20
    assert google.log.writes == ()
    assert {(news.shared.reads, news.shared.writes) for news in heard[1:] if news.shared} == {(2, 0)}


def test_it_looks_less_often_when_nothing_happens_and_never_too_seldom(
    google: Emulator, sheet: Sheet, store: Store
) -> None:
    edit = lambda: sheet.type("Stappen", "G2", "12")  # noqa: E731 - it is given away as it stands.
    _, waited = run(desk_of(google, sheet), store, *[nothing] * 6, edit)
    assert waited[0] == 10
    assert waited[:7] == sorted(waited[:7])
    assert max(waited) <= 20
    assert waited[-1] == 10


def test_the_usual_pace_leaves_ten_of_the_thirty_seconds_for_the_sync() -> None:
    assert Pace().idle <= 20


def test_the_bin_is_asked_for_now_and_then(google: Emulator, sheet: Sheet, store: Store) -> None:
    run(desk_of(google, sheet), store, *[nothing] * 60)
    asked = [call for call in google.log.calls if call.kind == "drive"]
    assert len(asked) == 2


def test_trouble_is_told_once_and_passes(google: Emulator, sheet: Sheet, store: Store) -> None:
    def down() -> None:
        google.faults.add(Fault.UNAVAILABLE, times=11)

    heard, waited = run(desk_of(google, sheet), store, down, nothing, nothing, nothing)
    assert statuses(heard) == ["stored", "trouble", "trouble", "unchanged", "unchanged"]
    assert [news.again for news in heard] == [False, False, True, False, False]
    assert waited[1:3] == [20, 40]


def test_a_sheet_that_is_broken_is_looked_at_as_often_as_ever(google: Emulator, sheet: Sheet, store: Store) -> None:
    heard, waited = run(
        desk_of(google, sheet),
        store,
        lambda: sheet.rename("Partners", "Weg") or sheet.type("Stappen", "A1", "Wie"),
        nothing,
        lambda: sheet.type("Stappen", "A1", "Deelnemer"),
    )
    assert statuses(heard) == ["stored", "trouble", "trouble", "unchanged"]
    assert max(waited) <= 20


def test_access_that_was_withdrawn_may_come_back(google: Emulator, sheet: Sheet, store: Store) -> None:
    heard, _ = run(desk_of(google, sheet), store, lambda: google.revoke(sheet), nothing, lambda: google.share(sheet))
    assert statuses(heard) == ["stored", "trouble", "trouble", "unchanged"]


def test_a_sheet_that_was_never_shared_ends_it_at_once(google: Emulator, sheet: Sheet, store: Store) -> None:
    google.revoke(sheet)
    with pytest.raises(GoogleError) as error:
        run(desk_of(google, sheet), store, nothing)
    assert google.account.email in error.value.advice


def test_a_key_that_is_refused_ends_it(google: Emulator, sheet: Sheet, store: Store) -> None:
    with pytest.raises(GoogleError):
        run(desk_of(google, sheet), store, lambda: google.faults.add(Fault.UNAUTHENTICATED, times=99), nothing)


def test_a_database_that_is_gone_ends_it(google: Emulator, sheet: Sheet, store: Store, tmp_path: Path) -> None:
    def spoil() -> None:
        sheet.type("Stappen", "G2", "12")
        for path in tmp_path.glob("ew.db*"):
            path.write_bytes(b"geen database meer" * 100)

    with pytest.raises(StoreError):
        run(desk_of(google, sheet), store, spoil, nothing)


def test_somebody_who_syncs_by_hand_at_the_same_moment_is_no_trouble(
    google: Emulator, sheet: Sheet, store: Store
) -> None:
    other = desk_of(google, sheet)

    def by_hand() -> None:
        sheet.type("Stappen", "G2", "12")
        google.edits.after("ByDataFilter", lambda: sync_shared(other, store, KEY, Terms(NOW)))

    heard, _ = run(desk_of(google, sheet), store, by_hand, nothing)
    assert heard[0].trouble is heard[2].trouble is None
    assert {held.record.hours for held in store.world().tabs["steps"]} == {12.0, None}  # type: ignore[union-attr]


def test_another_process_that_syncs_has_its_turn_and_nothing_is_told_of_it(
    google: Emulator, sheet: Sheet, store: Store, tmp_path: Path
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'ew.db'}") as other, ExitStack() as turn:

        def begin() -> None:
            sheet.type("Stappen", "G2", "12")
            google.log.clear()
            turn.enter_context(other.turn())

        def end() -> None:
            assert google.log.calls == ()
            turn.close()

        heard, waited = run(desk_of(google, sheet), store, begin, end)
    assert statuses(heard) == ["stored", "stored"]
    assert max(waited) <= 20


def test_a_look_keeps_its_turn_from_the_first_question_to_the_last_cell_written(
    google: Emulator, sheet: Sheet, store: Store, tmp_path: Path
) -> None:
    refused: list[str] = []

    def try_to_sync(during: str) -> None:
        with open_store(f"sqlite:///{tmp_path / 'ew.db'}", patience=0.01) as other:
            try:
                with other.turn():
                    pass
            except TurnTaken:
                refused.append(during)

    for call in ("GET /v4", "ByDataFilter", "batchUpdate"):
        google.edits.before(call, partial(try_to_sync, call))
    run(desk_of(google, sheet), store)
    assert refused == ["GET /v4", "ByDataFilter", "batchUpdate"]


def test_asking_to_stop_cuts_a_wait_for_the_network_short() -> None:
    stop = Stop()
    with pytest.raises(Stopped), stop.network():
        stop.ask(signal.SIGTERM, None)
    assert stop.wait(0)
    with pytest.raises(Stopped), stop.network():
        pass


def test_asking_to_stop_lets_work_on_the_database_end() -> None:
    stop = Stop()
    stop.ask()
    assert stop.wait(10)


# --- The command itself -----------------------------------------------------------------------------------------------


class Following:
    """`ew sync --volg --json` as a process of its own."""

    def __init__(self) -> None:
        words = [sys.executable, "-m", "cli.main", "sync", "--volg", "--json"]
        self.process = subprocess.Popen(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        # A test that goes wrong must not wait for ever.
        self._watch = threading.Timer(120, self.process.kill)
        self._watch.start()

    def line(self) -> dict[str, object]:
        """The next thing that it says."""
        assert self.process.stdout
        found: dict[str, object] = json.loads(self.process.stdout.readline())
        return found

    def stop(self, number: int) -> tuple[int, str]:
        """Send a signal; how it ended, and what it said on stderr."""
        self.process.send_signal(number)
        return self.end()

    def end(self) -> tuple[int, str]:
        """Wait until it ends."""
        _, said = self.process.communicate()
        self._watch.cancel()
        return self.process.returncode, said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_zero(
    google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    use(google, sheet, monkeypatch)
    following = Following()
    assert following.line()["status"] == "stored"
    code, said = following.stop(number)
    assert code == 0
    assert "Traceback" not in said
    assert "Gestopt" in said


def test_a_signal_while_google_does_not_answer_ends_it_with_zero(
    google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(google, sheet, monkeypatch)
    asked = threading.Event()
    google.edits.before("GET /v4", asked.set)
    slow = google.faults.add(Fault.SLOW, "GET /v4", seconds=100)
    following = Following()
    assert asked.wait(60)
    code, said = following.stop(signal.SIGTERM)
    slow.release()
    assert code == 0
    assert "Traceback" not in said


def test_what_can_never_work_ends_it_with_two(google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    use(google, sheet, monkeypatch)
    google.revoke(sheet)
    code, said = Following().end()
    assert code == 2
    assert google.account.email in said
    assert "Traceback" not in said
