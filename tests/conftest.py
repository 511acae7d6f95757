"""What every test stands on: an empty home, no settings from outside, and the command as its user types it."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from tests.google import Emulator

settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")

ROOT = Path(__file__).resolve().parents[1]
WHOLE = os.environ.get("EW_PROOF") == "whole"
"""Whether the long proofs run whole (`make proof`) and not a seeded tenth of them."""

SAMPLE = ROOT / "sample_sheets" / "programma.xlsx"


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test, without settings of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(("EW_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("EW_NOW", "2026-11-01T12:00")
    monkeypatch.chdir(tmp_path)
    return home


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


Run = Callable[..., Answer]


@pytest.fixture
def ew(capsys: pytest.CaptureFixture[str]) -> Run:
    """The command `ew`, from its door on."""
    from cli.main import main

    def run(*words: object) -> Answer:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(word) for word in words])
        printed = capsys.readouterr()
        return Answer(int(ended.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C counts for programs that a test starts, also where the tests run in the background of a shell."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def google() -> Iterator["Emulator"]:
    """An emulated Google that counts no calls."""
    from tests.google import Emulator

    with Emulator() as emulator:
        emulator.quota.per_user = emulator.quota.per_project = None
        yield emulator
