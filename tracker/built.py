"""What this program was made from: the commit that was noted when it was built, or that of the clone it runs in."""

from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
NOTE: Final = "commit.txt"
"""The file in which a build notes its commit: in the package of a wheel, and at the top of an sdist."""

_PATIENCE: Final = 10
"""Seconds that git may take."""


def commit() -> str | None:
    """The commit in twelve signs, or None when nobody knows."""
    above = _PACKAGE.parent
    unpacked = (above / NOTE,) if (above / "pyproject.toml").is_file() else ()
    for note in (_PACKAGE / NOTE, *unpacked):
        if note.is_file():
            return note.read_text(encoding="ascii").strip() or None
    return of_clone(above)


def of_clone(folder: Path) -> str | None:
    """The commit of a clone; None when the folder is none, or when there is no git that answers."""
    if not (folder / ".git").exists():
        return None
    import shutil
    import subprocess

    git = shutil.which("git")
    if git is None:
        return None
    asked = [git, "-C", str(folder), "rev-parse", "--short=12", "HEAD"]
    try:
        done = subprocess.run(  # noqa: S603 - nothing in it comes from outside.
            asked, capture_output=True, text=True, check=True, timeout=_PATIENCE
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None
