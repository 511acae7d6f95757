"""Runs of the command `ew` that can be killed at any moment, each in a process of its own that starts at once.

A run is a fork of one process that has everything imported, so that two hundred of them take seconds and not minutes.
`python -m tests.store.nursery` reads a request a line from stdin and writes an answer a line to stdout, both JSON.
"""

import contextlib
import importlib
import io
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run came to: its exit code (-9 when it was killed), what it said, and how long it was.

    `ticks` counts the moments at which it touched a file or asked something of a database; at those in `writing` it
    made something last: a file, its name, or a commit. `seconds` is its length.
    """

    code: int
    said: str
    ticks: int
    writing: list[int]
    seconds: float


class Nursery:
    """The process that has everything imported, to be used in a `with`."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.store.nursery"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(
        self,
        folder: Path,
        words: Sequence[object],
        environment: Mapping[str, str],
        *,
        tick: int | None = None,
        after: float | None = None,
    ) -> Run:
        """Run `ew` in a folder; kill it at the so manieth tick, or after so many seconds, or not at all."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"folder": str(folder), "words": [str(word) for word in words], "environment": dict(environment)}
        self._process.stdin.write(json.dumps({**asked, "tick": tick, "after": after}) + "\n")
        self._process.stdin.flush()
        told = self._process.stdout.readline()
        assert told, "the process that has everything imported did not start: its reason is on stderr"
        return Run(**json.loads(told))


# --- In the process itself --------------------------------------------------------------------------------------------


def main() -> None:
    """Answer requests until there are no more."""
    _import_everything()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(asdict(_run(json.loads(line)))) + "\n")
        sys.stdout.flush()


def _import_everything() -> None:
    """Import what a run would import, so that no fork has to do it again."""
    for folder in ("cli", "tracker"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts and "__main__" not in path.parts:
                importlib.import_module(
                    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
                )
    for name in ("xlsxwriter", "alembic.command", "alembic.autogenerate", "psycopg", "platformdirs", "phonenumbers"):
        importlib.import_module(name)
    # These two load most of what they need at their first use.
    importlib.import_module("sqlalchemy.dialects.sqlite.pysqlite")
    importlib.import_module("sqlalchemy.dialects.postgresql.psycopg")


def _run(asked: dict[str, Any]) -> Run:
    """Fork, and wait until the child is done or its time has come."""
    heard, says = os.pipe()
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(heard)
        _live(asked, says)
    os.close(says)
    if asked["after"] is not None:
        waits = os.pidfd_open(child)
        if not select.select([waits], [], [], asked["after"])[0]:
            os.kill(child, signal.SIGKILL)
        os.close(waits)
    with os.fdopen(heard, encoding="utf-8") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    seconds = time.monotonic() - started
    said = json.loads(told) if told else {"said": "", "ticks": 0, "writing": []}
    return Run(code=os.waitstatus_to_exitcode(status), seconds=seconds, **said)


def _live(asked: dict[str, Any], says: int) -> None:
    """Be one run, from the door of the command on; never comes back."""
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    ticks = Ticks(asked["tick"])
    _listen(ticks)
    spoken = io.StringIO()
    code: object = 99
    try:
        from cli.main import main as ew

        with contextlib.redirect_stdout(spoken), contextlib.redirect_stderr(spoken):
            ew(asked["words"])
    except SystemExit as ended:
        code = ended.code
    finally:
        os.write(
            says,
            json.dumps({"said": spoken.getvalue()[-2_000:], "ticks": ticks.count, "writing": ticks.writing}).encode(),
        )
        os._exit(code if isinstance(code, int) else 98)


class Ticks:
    """Counts the moments of a run, and kills its process at one of them."""

    def __init__(self, deadly: int | None) -> None:
        self.count = 0
        self.writing: list[int] = []
        self._deadly = deadly

    def __call__(self, *, writing: bool = False) -> None:
        if self.count == self._deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        if writing:
            self.writing.append(self.count)
        self.count += 1


_TOUCHES = {"open", "os.remove", "os.mkdir", "os.chmod", "sqlite3.connect"}
_NAMES = {"os.rename", "os.link"}
_WRITES = {"write", "flush", "fsync", "close"}


def _listen(tick: Ticks) -> None:
    """Tick before every touch of a file, every statement to a database, and every commit."""
    from sqlalchemy import Engine, event

    def heard(name: str, arguments: tuple[Any, ...]) -> None:
        if name in _TOUCHES or name in _NAMES:
            tick(writing=name in _NAMES)
        # Listening to every call is slow, so that begins with the first paper or key that is written.
        if name == "open" and arguments[2] & os.O_CREAT and str(arguments[0]).endswith((".half", ".xlsx", ".key")):
            sys.setprofile(called)

    def called(_frame: object, what: str, function: Any) -> None:
        if what != "c_call" or function.__name__ not in _WRITES:
            return
        if function.__name__ == "fsync" or isinstance(getattr(function, "__self__", None), io.BufferedWriter):
            tick(writing=True)

    sys.addaudithook(heard)
    event.listen(Engine, "before_cursor_execute", lambda *_: tick())
    event.listen(Engine, "after_cursor_execute", lambda *_: tick())
    event.listen(Engine, "commit", lambda *_: tick(writing=True))


if __name__ == "__main__":
    main()
