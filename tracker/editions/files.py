"""Where papers may be written, said before the work begins; and writing them whole or not at all."""

import errno
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from tracker.errors import FileError

_OTHER_FOLDER: Final = "Kies een andere map met --naar."
_FULL: Final = "De schijf is vol. Maak ruimte, of kies een andere map."
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_TRIED: Final = 64 * 1024
"""So many bytes are written to see whether a folder takes files: a disk that is full still takes an empty one."""


# --- Before the work -------------------------------------------------------------------------------------------------


def free_paths(folder: Path, names: Iterable[str], *, overwrite: bool) -> tuple[Path, ...]:
    """The paths for new files in a folder, in the order of their names.

    Raises FileError when one is taken, and when the folder is not there or takes no files: that is tried, because
    permissions do not tell of a disk that is full or a share that is there to read only.
    """
    try:
        _must_be_folder(folder)
        paths = tuple(_free(folder / name, overwrite) for name in names)
    # A folder that we may not look into is an OSError, and so is a name that is too long.
    except OSError as error:
        raise FileError(f"Wij kunnen niet kijken in de map {folder}.", _OTHER_FOLDER) from error
    _try_out(folder)
    return paths


def _must_be_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    if folder.exists():
        raise FileError(f"{folder} is een bestand, en geen map.", "Kies een map met --naar.")
    raise FileError(f"De map {folder} is er niet.", "Maak de map, of kies een andere met --naar.")


def _free(path: Path, overwrite: bool) -> Path:
    if path.is_dir():
        raise FileError(f"{path} is een map, en geen bestand.", _OTHER_FOLDER)
    if path.exists() and not overwrite:
        raise FileError(f"Het bestand {path} is er al.", "Kies een andere map met --naar, of voeg --overschrijf toe.")
    return path


def _try_out(folder: Path) -> None:
    """Write a file that nobody sees, and take it away."""
    tried = folder / f".{secrets.token_hex(8)}.half"
    try:
        _write(tried, bytes(_TRIED))
    except OSError as error:
        what = f"In de map {folder} kan niet worden geschreven."
        raise FileError(what, _FULL if error.errno in _NO_ROOM else _OTHER_FOLDER) from error
    finally:
        with suppress(OSError):
            tried.unlink()


# --- Writing ---------------------------------------------------------------------------------------------------------


def save_whole(path: Path, content: bytes) -> None:
    """Write beside the target and rename, so that nobody ever opens half a file. Raises FileError."""
    save_together({path: content})


def save_together(files: Mapping[Path, bytes]) -> None:
    """Write every file beside its target, and rename them when all are there: nobody finds half a file or half a set.

    Raises FileError for the first that cannot be written; what was there then is there still.
    """
    beside: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            with _told_of(path):
                beside[path] = _hidden(path)
                _write(beside[path], content)
        _put_in_place(beside)
    finally:
        _take_away(beside.values())


def _put_in_place(beside: Mapping[Path, Path]) -> None:
    """Rename every file to its target; when one cannot be, those before it become what they were."""
    earlier: dict[Path, Path] = {}
    done: list[Path] = []
    try:
        for path, half in beside.items():
            with _told_of(path):
                # One rename happens or does not. Only of several there is something to put back.
                if len(beside) > 1 and path.exists():
                    earlier[path] = _kept(path)
                half.replace(path)
                done.append(path)
    except BaseException:
        for path in done:
            if path in earlier:
                earlier[path].replace(path)
            else:
                path.unlink(missing_ok=True)
        raise
    finally:
        _take_away(earlier.values())


def _kept(path: Path) -> Path:
    """A second name for what is at a path now; a copy on a disk that knows no second names."""
    old = _hidden(path)
    try:
        os.link(path, old)
    except OSError:
        shutil.copy2(path, old)
    return old


def _hidden(path: Path) -> Path:
    return path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}.half")


def _take_away(paths: Iterable[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)


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
        full = isinstance(error, OSError) and error.errno in _NO_ROOM
        raise FileError(
            f"Het bestand {path} kan niet worden geschreven.",
            _FULL
            if full
            else "Kijk of de map bestaat, of u er mag schrijven, en sluit het bestand als het in Excel open staat.",
        ) from error
