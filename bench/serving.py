"""A programme with its pages up, for the benchmarks of pages: a folder in, a server with people who logged in out."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.client import HTTPConnection
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_sheets" / "programma.xlsx"
BIN = Path(sys.executable).parent
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
"""The moment of the sample."""

WHO = {
    "project leader": "projectleider@example.org",
    "steering group": "voorzitter@example.org",
    "partner": "zevenlinden@example.org",
    "funder": "npg@example.org",
}
"""Someone of several roles on the tab `Toegang` of the sample."""

_PATIENCE = 60
_FIELD = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Programme:
    """A folder with a sheet, a database and a key, and the environment in which `ew` finds them."""

    folder: Path
    environment: Mapping[str, str]

    @property
    def sheet(self) -> Path:
        """The workbook."""
        return self.folder / "programma.xlsx"

    @property
    def database(self) -> Path:
        """The database, a file of SQLite."""
        return self.folder / "ew.db"

    def ew(self, *words: str) -> str:
        """What a command says; it may have found faults in the sheet."""
        done = subprocess.run(
            [BIN / "ew", *words], env={**os.environ, **self.environment}, capture_output=True, text=True, check=False
        )
        if done.returncode not in (0, 1):
            raise RuntimeError(f"ew {words[0]} ended with {done.returncode}: {done.stderr[-400:]}")
        return done.stdout

    def publish(self, day: str) -> None:
        """Publish the edition of a reference date."""
        words = ("export", "tabellen", "--formaat", "json", "--naar", str(self.folder), "--overschrijf")
        self.ew(*words, "--peildatum", day)


def programme(folder: Path, sheet: Path = SAMPLE, more: Mapping[str, str] = MappingProxyType({})) -> Programme:
    """A programme whose sheet was read once, with `more` settings."""
    folder.mkdir(exist_ok=True)
    made = Programme(folder, {**_settings(folder), **more})
    if sheet != made.sheet:
        shutil.copy(sheet, made.sheet)
    made.ew("sync", str(made.sheet))
    return made


def programme_of(folder: Path, people: int) -> Programme:
    """A programme of so many made-up people, with one edition on the shelf that did not go through the gate.

    The gate takes its time with many people, and its own benchmark; what a page costs does not depend on it.
    """
    from bench.sheets import put_sheet
    from tracker import actions, wiring
    from tracker.settings import read_settings

    folder.mkdir()
    made = Programme(folder, {**_settings(folder), "EW_NOW": NOW.isoformat()})
    put_sheet(made.sheet, people)
    settings = replace(read_settings(made.environment), source=str(made.sheet))
    with wiring.store(settings) as store:
        key = wiring.data_key(settings, store)
        actions.sync_shared(wiring.sheet(settings), store, key, actions.Terms(NOW))
        store.shelf.put(actions.live_edition(store, actions.Asked(), data_key=key, now=NOW)[0], snapshot=1, made_at=NOW)
    return made


def _settings(folder: Path) -> dict[str, str]:
    return {
        "HOME": str(folder),
        "EW_DATABASE_URL": f"sqlite:///{folder / 'ew.db'}",
        "EW_DATA_KEY": str(folder / "key"),
        "EW_SECRET_KEY": "for a measurement on this machine only",
    }


@dataclass(frozen=True, slots=True)
class Server:
    """A server on this machine: its port, and the process that the others come from."""

    port: int
    parent: int

    def processes(self) -> list[int]:
        """The server and its workers."""
        children = Path(f"/proc/{self.parent}/task/{self.parent}/children").read_text("ascii").split()
        return [self.parent, *map(int, children)]

    def megabytes(self) -> float:
        """The memory of the workers that no other process shares with them, added up."""
        workers = self.processes()[1:] or [self.parent]
        return sum(_own_kilobytes(process) for process in workers) / 1024

    def get(self, path: str, cookie: str = "", headers: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Ask for one page: its status and text."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.request("GET", path, headers={"Cookie": cookie, **(headers or {})})
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()


def _own_kilobytes(process: int) -> int:
    text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    return sum(int(number) for number in re.findall(r"^Private_(?:Clean|Dirty):\s+(\d+) kB", text, re.MULTILINE))


@contextmanager
def serve(
    words: Sequence[object], environment: Mapping[str, str], port: int, path: str = "/healthz"
) -> Iterator[Server]:
    """Have a program serve on a port until the block is left; it is up when it answers at a path."""
    log = Path(environment["HOME"]) / "server.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [str(word) for word in words], env={**os.environ, **environment}, cwd=ROOT, stdout=said, stderr=said
        )
    try:
        server = Server(port, process.pid)
        _wait(server, process, path, log)
        yield server
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def ours(workers: int = 2, threads: int = 4) -> tuple[list[object], int]:
    """The words that start our pages with gunicorn, as docs/beheer.md has it, and the port."""
    port = free_port()
    words = [BIN / "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", workers, "--threads", threads]
    return [*words, "--log-level", "warning", "tracker.web.app:create_app()"], port


def free_port() -> int:
    """A port of this machine that nobody has at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _wait(server: Server, process: "subprocess.Popen[bytes]", path: str, log: Path) -> None:
    for _ in range(_PATIENCE * 10):
        if process.poll() is not None:
            break
        try:
            if server.get(path)[0] < 500:
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"the server does not answer: {log.read_text('utf-8', 'replace')[-500:]}")


def log_in(made: Programme, server: Server, address: str) -> str:
    """Log in with a link of the operator; the cookie of the session."""
    link = re.search(r"/inloggen/eenmalig/\S+", made.ew("toegang", "link", address))
    assert link, "the operator gets a link"
    connection = HTTPConnection("127.0.0.1", server.port, timeout=_PATIENCE)
    connection.request("GET", link[0])
    answer = connection.getresponse()
    token = _FIELD.search(answer.read().decode())
    assert token, "the page of a link has a form"
    headers = {
        "Cookie": _cookies(answer.headers.get_all("Set-Cookie")),
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
    }
    connection.request("POST", link[0], urlencode({"csrf_token": token[1]}), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 303, answer.status
    return _cookies(answer.headers.get_all("Set-Cookie"))


def _cookies(lines: list[str] | None) -> str:
    return "; ".join(line.partition(";")[0] for line in lines or [])
