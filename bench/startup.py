"""How soon a command answers, and what a sync of the sample costs: processor time of whole commands."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.measure import Taken, command, table

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_sheets" / "programma.xlsx"


def report() -> str:
    """The table, with what is promised beside what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        return _report(Path(folder))


def _report(folder: Path) -> str:
    settings = {
        "HOME": str(folder),
        "EW_DATABASE_URL": f"sqlite:///{folder / 'ew.db'}",
        "EW_DATA_KEY": str(folder / "key"),
    }
    ew = [str(Path(sys.executable).with_name("ew"))]

    sheet = folder / "programma.xlsx"

    def fresh() -> None:
        for path in folder.glob("*"):
            path.unlink()
        shutil.copy(SAMPLE, sheet)

    def taken(words: list[str], before: Callable[[], None] = lambda: None) -> Taken:
        return command(words, settings, before)

    click = taken([sys.executable, "-c", "import click"])
    help_page = taken([*ew, "--help"])
    first = taken([*ew, "sync", str(sheet)], fresh)
    again = taken([*ew, "sync", str(sheet)])
    stand = taken([*ew, "stand"])
    rows = [
        ('`python -c "import click"`', click, "", ""),
        ("`ew --help`", help_page, f"{help_page.median / click.median:.2f} × click", "at most 2 × click"),
        ("`ew sync`, first", first, f"{first.median / click.median:.1f} × click", "under 2 s"),
        (
            "`ew sync`, nothing changed",
            again,
            f"{again.median - help_page.median:.2f} s above help",
            "at most 0.6 s above help",
        ),
        ("`ew stand`", stand, f"{stand.median / click.median:.1f} × click", ""),
    ]
    lines = [
        (name, f"{one.median:.2f}", f"{one.least:.2f}–{one.most:.2f}", ratio, promise)
        for name, one, ratio, promise in rows
    ]
    return table(("command", "seconds of CPU", "spread", "ratio", "promised"), lines)
