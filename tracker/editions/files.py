"""Where a paper may be written, said before the work begins; and writing it whole or not at all."""

import errno
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import FileError


def free_path(folder: Path, name: str, *, overwrite: bool) -> Path:
    """The path for a new file in a folder. Raises FileError when it is taken or the folder cannot be written."""
    if folder.exists() and not folder.is_dir():
        raise FileError(f"{folder} is een bestand, en geen map.", "Kies een map met --naar.")
    if not folder.is_dir():
        raise FileError(f"De map {folder} is er niet.", "Maak de map, of kies een andere met --naar.")
    if not os.access(folder, os.W_OK):
        raise FileError(f"In de map {folder} mag niet worden geschreven.", "Kies een andere map met --naar.")
    path = folder / name
    if path.exists() and not overwrite:
        raise FileError(f"Het bestand {path} is er al.", "Kies een andere map met --naar, of voeg --overschrijf toe.")
    return path


def save_whole(path: Path, content: bytes) -> None:
    """Write beside the target and rename, so that nobody ever opens half a file. Raises FileError."""
    save_together({path: content})


def save_together(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its target, and rename them when all are there: nobody finds half a file or half a set.

    Raises FileError for the first that cannot be written.
    """
    beside: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            with _told_of(path):
                beside[path] = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.half")
                _write(beside[path], content)
        for path, half in beside.items():
            with _told_of(path):
                half.replace(path)
    finally:
        for half in beside.values():
            half.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Tell in Dutch what stands in the way of writing a file."""
    try:
        yield
    # A name that no file can have is a ValueError.
    except (OSError, ValueError) as error:
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise FileError(
            f"Het bestand {path} kan niet worden geschreven.",
            "De schijf is vol. Maak ruimte, of kies een andere map."
            if full
            else "Kijk of de map bestaat, of u er mag schrijven, en sluit het bestand als het in Excel open staat.",
        ) from error
