"""A real database in a file, new for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.samples import url
from tracker.store import Store, open_store


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in the newest form that saw no sync; making it takes long enough to do it once."""
    path = tmp_path_factory.mktemp("store") / "leeg.db"
    with open_store(url(path)) as store:
        store.upgrade()
    return path


@pytest.fixture
def path(empty_database: Path, tmp_path: Path) -> Path:
    """Where the database of this test is."""
    return Path(shutil.copy(empty_database, tmp_path / "ew.db"))


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """The database of this test, open."""
    with open_store(url(path), patience=0.05) as opened:
        yield opened
