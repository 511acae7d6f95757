"""Where a paper may be written: said before the work begins, and never over a file that is there."""

import os
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
