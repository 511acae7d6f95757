"""`python -m bench`: runs every benchmark, or those that are named, and writes bench/results.md."""

import importlib
import platform
import subprocess
import sys
from pathlib import Path

BENCHMARKS = {
    "startup": "How soon a command answers",
    "reading": "Reading a workbook of 100,000 rows",
    "google": "Reading a shared sheet",
    "history": "What a long history costs",
    "matching": "Recognising steps again after edits",
    "figures": "What all figures cost",
    "forecast": "How honest the forecast is",
    "protection": "Nobody can be found in the numbers",
    "papers": "What the papers for a meeting cost",
}
"""Every benchmark, a file each, with its heading."""

RESULTS = Path(__file__).with_name("results.md")


def main(names: list[str]) -> None:
    """Run the benchmarks; those that are not named keep what was measured before."""
    parts = _measured()
    for name in names or BENCHMARKS:
        print(f"{BENCHMARKS[name]} …", file=sys.stderr)
        module = importlib.import_module(f"bench.{name}")
        parts[BENCHMARKS[name]] = f"{module.__doc__.strip()}\n\n{_about()}\n\n{module.report().strip()}"
        print(parts[BENCHMARKS[name]])
    text = [_HEAD, *(f"## {title}\n\n{parts[title]}" for title in BENCHMARKS.values() if title in parts)]
    RESULTS.write_text("\n\n".join(text) + "\n", encoding="utf-8")


_HEAD = """# Measured

Medians of processor time; the ratios of one table come from one run on one machine. Made by `make bench`, or one by
one: `python -m bench startup`."""


def _measured() -> dict[str, str]:
    """What was measured before, by its title."""
    if not RESULTS.exists():
        return {}
    sections = RESULTS.read_text(encoding="utf-8").split("\n## ")[1:]
    return {title: part.strip() for title, _, part in (section.partition("\n") for section in sections)}


def _about() -> str:
    """The machine and the commit, so that numbers are compared with their like only."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    where = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return f"{where}, commit {commit.strip() or 'none'}."


if __name__ == "__main__":
    main(sys.argv[1:])
