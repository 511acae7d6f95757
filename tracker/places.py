"""Where the files are that travel with the program: inside the package when installed, beside it in a clone."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def templates() -> Path:
    """The folder of templates."""
    return _first(_PACKAGE / "templates", _PACKAGE.parent / "templates")


def sample_workbook() -> Path:
    """The sample workbook; it may not be there."""
    return _first(_PACKAGE / "sample" / "programma.xlsx", _PACKAGE.parent / "sample_sheets" / "programma.xlsx")


def _first(installed: Path, cloned: Path) -> Path:
    return installed if installed.exists() else cloned
