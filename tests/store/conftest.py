"""A real database for each test: every test that asks for a store or an address runs on SQLite and on PostgreSQL."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.samples import url
from tests.store.server import Server, shared_server
from tracker.store import Store, open_store


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in the newest form that saw no sync; making it takes long enough to do it once."""
    path = tmp_path_factory.mktemp("store") / "leeg.db"
    with open_store(url(path)) as store:
        store.upgrade()
    return path


@pytest.fixture
def server(pytestconfig: pytest.Config) -> Server:
    """The PostgreSQL server of this run."""
    return shared_server(pytestconfig)


@pytest.fixture
def path(empty_database: Path, tmp_path: Path) -> Path:
    """A database in a file, for what only SQLite can show."""
    return Path(shutil.copy(empty_database, tmp_path / "ew.db"))


@pytest.fixture
def on_postgresql(server: Server) -> Iterator[str]:
    """The address of a database on the server, for what only PostgreSQL can show."""
    address = server.fresh()
    yield address
    server.drop(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """The address of the database of this test, in the newest form, on either kind."""
    if request.param == "sqlite":
        return url(request.getfixturevalue("path"))
    on_server: str = request.getfixturevalue("on_postgresql")
    return on_server


@pytest.fixture(params=["sqlite", "postgresql"])
def nothing_yet(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of either kind that has no form at all."""
    if request.param == "sqlite":
        yield url(tmp_path / "map" / "new.db")
        return
    server: Server = request.getfixturevalue("server")
    address = server.fresh(empty=True)
    yield address
    server.drop(address)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """The database of this test, open."""
    with open_store(address, patience=0.05) as opened:
        yield opened
