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
    "matching": "Recognising steps again after edits",
    "forecast": "How honest the forecast is",
    "protection": "Nobody can be found in the numbers",
}
"""Every benchmark, a file each, with its heading."""

RESULTS = Path(__file__).with_name("results.md")


def main(names: list[str]) -> None:
    """Run the benchmarks; all of them are needed to write the results."""
    parts = [_about()]
    for name in names or BENCHMARKS:
        print(f"{BENCHMARKS[name]} …", file=sys.stderr)
        module = importlib.import_module(f"bench.{name}")
        parts.append(f"## {BENCHMARKS[name]}\n\n{module.__doc__.strip()}\n\n{module.report()}")
    text = "\n\n".join(parts) + "\n"
    print(text)
    if not names:
        RESULTS.write_text(text, encoding="utf-8")


def _about() -> str:
    """The machine and the commit, so that numbers are compared with their like only."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    return (
        "# Measured\n\n"
        "Medians of processor time; ratios come from one run on one machine. Made by `make bench`.\n\n"
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
        f"commit {commit.strip() or 'none'}."
    )


if __name__ == "__main__":
    main(sys.argv[1:])
