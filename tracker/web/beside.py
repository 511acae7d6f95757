"""Drawing the live edition in a process of its own: where the database is comes in, and the edition is kept in it.

It takes seconds of one processor, and a thread would take them from everybody who asks the same worker for a page. The
memory that it takes goes back to the computer at its end.
"""

import json
import os
import re
import subprocess
import sys
import sysconfig
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Final

from tracker import actions, wiring
from tracker.errors import kind_and_place
from tracker.settings import read_settings
from tracker.web.lean import lean_chart

_LONGEST: Final = 600.0
"""Seconds after which a drawing is taken for lost."""

_BEHIND: Final = 5
"""How far it stands behind whoever asks for a page, when both want the processor."""

_KIND: Final = re.compile(r"\w+ in [\w<>]+:\d+")


class DrawingFailedError(Exception):
    """The process could not draw; the words say what kind of error that was, and where in the code."""


def draw_beside(database_url: str, data_key: bytes, now: datetime) -> None:
    """Have the live edition of `now` drawn and kept. Raises DrawingFailedError."""
    order = json.dumps({"database_url": database_url, "data_key": data_key.hex(), "now": now.isoformat()})
    try:
        with subprocess.Popen(  # noqa: S603 - nothing in it comes from outside.
            [_python(), "-P", "-m", "tracker.web.beside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
        ) as process:
            assert process.stdin is not None
            assert process.stderr is not None
            limit = threading.Timer(_LONGEST, process.kill)
            limit.start()
            try:
                # What it needs to know is written to it, because other users may see words and environment.
                process.stdin.write(f"{order}\n")
                process.stdin.flush()
                said = process.stderr.read()
            finally:
                limit.cancel()
    except OSError as error:
        raise DrawingFailedError(type(error).__name__) from None
    if process.returncode:
        # Only the kind of an error is repeated, because its words may quote what someone typed.
        kind = _KIND.fullmatch(said.strip().rpartition("\n")[2])
        raise DrawingFailedError(kind[0] if kind else f"status {process.returncode}")


def _python() -> str:
    """The Python that runs this; a server that holds one inside itself calls itself `sys.executable`."""
    beside = Path(sysconfig.get_path("scripts")) / f"python{sys.version_info.major}.{sys.version_info.minor}"
    return str(beside) if beside.exists() else sys.executable


# --- In that process -------------------------------------------------------------------------------------------------


def main() -> int:
    """Draw what the first line on stdin asks for. What goes wrong is said on stderr without its words."""
    order = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with, args=(sys.stdin.fileno(),), daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_BEHIND)
    try:
        _draw(order["database_url"], bytes.fromhex(order["data_key"]), datetime.fromisoformat(order["now"]))
    except Exception as error:  # noqa: BLE001 - whatever it is, only its kind and place may be told.
        sys.stderr.write(f"{kind_and_place(error)}\n")
        return 1
    return 0


def _end_with(asker: int) -> None:
    """End when whoever asked is gone: nobody waits any more, and perhaps the folder of the database goes too."""
    while os.read(asker, 1):
        pass
    os._exit(1)


def _draw(database_url: str, data_key: bytes, now: datetime) -> None:
    settings = replace(read_settings({}), database_url=database_url)
    with wiring.kept_store(settings)() as store:
        actions.draw_live(store, data_key=data_key, now=now, trim=lean_chart)


if __name__ == "__main__":
    sys.exit(main())
