"""Where a paper may be written, said before the work begins; and writing it whole or not at all."""

import os
import secrets
from pathlib import Path

from tracker.errors import FileError


def free_path(folder: Path, name: str, *, overwrite: bool) -> Path:
    """The path for a new file in a folder. Raises FileError when it is taken or the folder cannot be written."""
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
    try:
        beside = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.half")
        try:
            with beside.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    # A name that no file can have is a ValueError.
    except (OSError, ValueError) as error:
        raise FileError(
            f"Het bestand {path} kan niet worden geschreven.",
            "Kijk of de map bestaat, of u er mag schrijven, en sluit het bestand als het in Excel open staat.",
        ) from error
