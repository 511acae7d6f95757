"""How soon a command answers, what a sync of the sample costs, and how soon the pages are up: processor time.

Every line is a whole process, its start and end included, on a day without a meeting near it. A sync shortly before a
meeting makes the papers for it too, once, and for those an edition that the gate attacks first: that has a line of its
own. The first page is drawn in the process that starts the pages, from a database with one edition; `import flask` is
what no program that serves pages with it can do without.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.measure import Taken, command, table

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_sheets" / "programma.xlsx"
ORDINARY = {"EW_NOW": "2026-10-07T12:00"}
BEFORE_MEETING = {"EW_NOW": "2026-11-24T12:00"}
"""A day on which a sync only syncs, and one on which it also makes the papers for a meeting; none is a Monday."""

FIRST_PAGE = """
from tracker.web.app import create_app
assert create_app().test_client().get("/openbaar").status_code == 200
"""


def report() -> str:
    """The table, with what is promised beside what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        return _report(Path(folder))


def _report(folder: Path) -> str:
    settings = {
        "HOME": str(folder),
        "EW_DATABASE_URL": f"sqlite:///{folder / 'ew.db'}",
        "EW_DATA_KEY": str(folder / "key"),
        **ORDINARY,
    }
    ew = [str(Path(sys.executable).with_name("ew"))]

    sheet = folder / "programma.xlsx"

    def fresh() -> None:
        for path in folder.glob("*"):
            path.unlink()
        shutil.copy(SAMPLE, sheet)

    def taken(words: list[str], before: Callable[[], None] = lambda: None, day: dict[str, str] = ORDINARY) -> Taken:
        return command(words, {**settings, **day}, before)

    def publish() -> None:
        words = ["export", "tabellen", "--formaat", "json", "--naar", str(folder), "--overschrijf"]
        subprocess.run([*ew, *words], env={**os.environ, **settings}, capture_output=True, check=True)

    click = taken([sys.executable, "-c", "import click"])
    help_page = taken([*ew, "--help"])
    meeting = taken([*ew, "sync", str(sheet)], fresh, BEFORE_MEETING)
    first = taken([*ew, "sync", str(sheet)], fresh)
    again = taken([*ew, "sync", str(sheet)])
    stand = taken([*ew, "stand"])
    flask = taken([sys.executable, "-c", "import flask"])
    publish()
    page = taken([sys.executable, "-c", FIRST_PAGE])
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
        ("`ew sync`, first, with papers for a meeting", meeting, f"{meeting.median / click.median:.1f} × click", ""),
        ("`ew stand`", stand, f"{stand.median / click.median:.1f} × click", ""),
        ('`python -c "import flask"`', flask, f"{flask.median / click.median:.1f} × click", ""),
        ("the first page, from the start of the program", page, f"{page.median / flask.median:.1f} × flask", ""),
    ]
    lines = [
        (name, f"{one.median:.2f}", f"{one.least:.2f}–{one.most:.2f}", ratio, promise)
        for name, one, ratio, promise in rows
    ]
    return table(("command", "seconds of CPU", "spread", "ratio", "promised"), lines)
