"""`python -m bench`: runs every benchmark, or those that are named, and writes bench/results.md."""

import fcntl
import importlib
import os
import platform
import subprocess
import sys
import time
import traceback
from pathlib import Path

BENCHMARKS = {
    "startup": "How soon a command answers",
    "peers": "Beside what a user would pick instead",
    "reading": "Reading a workbook of 100,000 rows",
    "google": "Reading a shared sheet",
    "history": "What a long history costs",
    "growth": "How it grows with the number of people",
    "limits": "How near it is to what is possible",
    "matching": "Recognising steps again after edits",
    "figures": "What all figures cost",
    "pages": "How fast pages come",
    "load": "Many readers at once",
    "papers": "What the papers for a meeting cost",
    "protection": "Nobody can be found in the numbers",
    "steady": "After ten thousand syncs",
    "forecast": "How honest the forecast is",
}
"""Every benchmark, a file each, with its heading: in the order of the results, the long ones last."""

BESIDE = ("steady", "forecast")
"""These take long, and no table of theirs compares seconds that were measured apart: they run at the same time."""

RESULTS = Path(__file__).with_name("results.md")

_HEAD = """# Measured

Ratios are what counts: those of one table come from one run on one machine. Seconds are processor time unless a section
says that they are by the clock. Made by `make bench`, or one by one: `python -m bench startup`."""


def main(names: list[str]) -> int:
    """Run the benchmarks; those that are not named keep what was measured before. How many did not come to an end."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"There is no {', '.join(unknown)}. Choose from: {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    begun = time.monotonic()
    one_by_one = names or [name for name in BENCHMARKS if name not in BESIDE]
    failed = [name for name in one_by_one if not _measured(name)]
    if not names:
        beside = {name: subprocess.Popen([sys.executable, "-m", "bench", name]) for name in BESIDE}
        failed += [name for name, process in beside.items() if process.wait()]
    print(f"All in {_minutes(time.monotonic() - begun)}.", file=sys.stderr)
    if failed:
        print(f"These did not come to an end: {', '.join(failed)}.", file=sys.stderr)
    return len(failed)


def _measured(name: str) -> bool:
    """Run one, and keep what it measured. One that fails does not take the hours of the others with it."""
    print(f"{BENCHMARKS[name]} …", file=sys.stderr)
    try:
        keep(BENCHMARKS[name], _section(name))
    except Exception:  # noqa: BLE001 - as above.
        traceback.print_exc()
        return False
    return True


def _section(name: str) -> str:
    """What a benchmark says of itself, on which machine it ran, and what it measured."""
    about, begun = _about(), time.monotonic()
    module = importlib.import_module(f"bench.{name}")
    assert module.__doc__, "the results begin with what the benchmark says of itself"
    measured = module.report().strip()
    print(measured)
    took = _minutes(time.monotonic() - begun)
    return f"{module.__doc__.strip()}\n\n{about} This section took {took}.\n\n{measured}"


def keep(title: str, section: str, results: Path = RESULTS) -> None:
    """Put a section in its place among the results. Two runs at once each keep the sections of the other."""
    with results.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        parts = _parts(file.read()) | {title: section}
        file.truncate(0)
        file.write("\n\n".join([_HEAD, *(f"## {one}\n\n{parts[one]}" for one in BENCHMARKS.values() if one in parts)]))
        file.write("\n")


def _parts(results: str) -> dict[str, str]:
    """What was measured before, by its title."""
    sections = results.split("\n## ")[1:]
    return {title: part.strip() for title, _, part in (section.partition("\n") for section in sections)}


def _about() -> str:
    """The machine and the commit, so that numbers are compared with their like only."""
    where = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    commit = _git("rev-parse", "--short", "HEAD") or "none"
    # The results of other sections are no change in what is measured.
    dirty = " with uncommitted changes" if _git("status", "--porcelain", "--", ".", ":!bench/results.md") else ""
    return f"{where}, commit {commit}{dirty}."


def _git(*words: str) -> str:
    here = RESULTS.parents[1]
    return subprocess.run(["git", *words], cwd=here, capture_output=True, text=True, check=False).stdout.strip()


def _minutes(seconds: float) -> str:
    return f"{seconds / 60:.0f} minutes" if seconds >= 120 else f"{seconds:.0f} s"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
