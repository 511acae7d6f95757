"""What the papers for a meeting cost: every format of one edition of the sample, each run in a new process.

Making an edition reads the history, makes all figures and the forecast, and lets the gate attack its tables. That is
done once for each reference date; what is drawn from it is drawn from what was kept. Memory is the most that the
process had at once.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measure import child, command, table

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_sheets" / "programma.xlsx"
FORMATS = ("xlsx", "pdf", "pptx", "csv", "json", "html")


def report() -> str:
    """The table, with what is promised beside what was measured."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = {
            "HOME": name,
            "EW_DATABASE_URL": f"sqlite:///{folder / 'ew.db'}",
            "EW_DATA_KEY": str(folder / "key"),
            "EW_NOW": "2026-11-01T12:00",
        }
        ew = str(Path(sys.executable).with_name("ew"))
        sheet = folder / "programma.xlsx"
        shutil.copy(SAMPLE, sheet)
        subprocess.run([ew, "sync", str(sheet)], env={**os.environ, **settings}, capture_output=True, check=True)
        kept = folder / "kept.db"
        shutil.copy(folder / "ew.db", kept)
        drawn = folder / "drawn.db"

        def anew() -> None:
            """No edition yet."""
            _put(kept, folder / "ew.db")

        def made_before() -> None:
            """The edition is there, and no paper of it."""
            _put(drawn, folder / "ew.db")

        def words(formats: str) -> list[str]:
            return [ew, "export", "stuurgroep", "--formaat", formats, "--naar", name, "--overschrijf"]

        anew()
        subprocess.run(
            [ew, "export", "tabellen", "--formaat", "json", "--naar", name, "--overschrijf"],
            env={**os.environ, **settings},
            capture_output=True,
            check=True,
        )
        shutil.copy(folder / "ew.db", drawn)
        first = command(words("json"), settings, anew)
        rows = [("making the edition, the gate included, and one small file", f"{first.median:.2f}", "")]
        every = command(words(",".join(FORMATS)), settings, made_before)
        rows += [(word, f"{command(words(word), settings, made_before).median:.2f}", "") for word in FORMATS]
        rows.append(("all six formats of an edition that is there", f"{every.median:.2f}", "under 4"))
        again = command(words(",".join(FORMATS)), settings)
        rows.append(("the same files again", f"{again.median:.2f}", ""))
        most = 0.0
        for formats, before in (("json", anew), (",".join(FORMATS), made_before)):
            before()
            most = max(most, child(words(formats), settings).megabytes)
    return f"{table(('work', 'seconds', 'promised'), rows)}\n\nThe most memory of any of these: {most:.0f} MB."


def _put(source: Path, target: Path) -> None:
    """Put a database in the place of another, without what SQLite left beside it."""
    for path in target.parent.glob(f"{target.name}*"):
        path.unlink()
    shutil.copy(source, target)
