"""A Google of our own on this computer, for the demo: it is part of the tests, so it is only there in a clone."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO

from tracker.errors import SettingError
from tracker.settings import Settings

_CLONE = Path(__file__).resolve().parents[1]


@contextmanager
def emulated(settings: Settings, workbook: Path) -> Iterator[Settings]:
    """Settings that point to a workbook served as a Google Sheet. Raises SettingError outside a clone."""
    if not (_CLONE / "tests" / "google" / "__main__.py").is_file():
        raise SettingError(
            "Het nagebootste Google is hier niet: dat zit alleen in een clone van het project.",
            "Bekijk de demo zonder Google: ew demo",
        )
    words = [sys.executable, "-m", "tests.google", "--blad", str(workbook.resolve())]
    started = subprocess.Popen(words, cwd=_CLONE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)  # noqa: S603 - our own program, our own file.
    try:
        found = _first_line(started.stdout)
        yield replace(
            settings, source=found["id"], google_credentials=Path(found["credentials"]), google_api=found["api"]
        )
    finally:
        started.terminate()
        started.wait(10)
        if started.stdout:
            started.stdout.close()


def _first_line(stream: IO[str] | None) -> dict[str, str]:
    """What the emulator says when it is ready."""
    line = stream.readline() if stream else ""
    try:
        found: dict[str, str] = json.loads(line)
    except ValueError:
        raise SettingError(
            "Het nagebootste Google start niet.",
            "Installeer het project met alles wat de tests nodig hebben: make install",
        ) from None
    return found
