"""The computer that journeys begin on: the made-up programme was read there, once for all."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import SAMPLE
from tests.journeys.machine import Machine


@pytest.fixture(scope="session")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody who read the made-up programme and published its tables."""
    home = tmp_path_factory.mktemp("voorbeeld")
    shutil.copy(SAMPLE, home)
    Machine(home).ew("sync", SAMPLE.name)
    Machine(home).ew("export", "tabellen")
    return home


@pytest.fixture
def machine(read_once: Path, tmp_path: Path) -> Machine:
    """A computer of this test's own, with that home."""
    return Machine(Path(shutil.copytree(read_once, tmp_path / "thuis")))
