"""The small file of tombstones: a line for everyone who was erased, outside the database and outside its back-ups.

A line is the keyed hash of a code and the day. An old back-up does not know who was erased since; this file does.
"""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.errors import SettingError

_LINE = re.compile(r"([0-9a-f]{64}) (\d{4}-\d{2}-\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Graves:
    """Where the seals of erased people go: the key that makes them, and the file outside the database."""

    key: bytes
    file: Path


def read_tombstones(path: Path) -> dict[str, date]:
    """The seal of everyone who was erased, with the day; nobody when there is no file. Raises SettingError."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        raise _unreadable(path) from None
    found = {}
    for line in lines:
        match = _LINE.fullmatch(line)
        if not match:
            raise _unreadable(path)
        try:
            found[match.group(1)] = date.fromisoformat(match.group(2))
        except ValueError:
            raise _unreadable(path) from None
    return found


def add_tombstones(path: Path, seals: Mapping[str, date]) -> None:
    """Add seals to the file, which is for its owner only. Raises SettingError when it cannot be written.

    It is written beside and takes the place of the old one when it is whole, so that a kill halfway spoils nothing.
    """
    known = read_tombstones(path)
    if seals.keys() <= known.keys():
        return
    content = "".join(f"{seal} {on.isoformat()}\n" for seal, on in sorted({**seals, **known}.items()))
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.half")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise SettingError(
            f"De lijst van gewiste mensen {path} kan niet worden geschreven: {error.strerror}.",
            "Wijs met EW_GEWIST een bestand aan in een map waar dit programma mag schrijven.",
        ) from None


def _unreadable(path: Path) -> SettingError:
    return SettingError(
        f"De lijst van gewiste mensen {path} is niet te lezen.",
        "Zet dit bestand terug uit een kopie, of wijs het juiste bestand aan met EW_GEWIST.",
    )
