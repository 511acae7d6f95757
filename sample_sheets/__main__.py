"""`python -m sample_sheets`: writes the sample sheets again, or a larger or later programme somewhere else."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sample_sheets.days import SAMPLE_DATE
from sample_sheets.write import EMPTY, PROGRAMME, STANDARD_PEOPLE, write_empty, write_programme
from tracker.errors import TrackerError


def main(arguments: Sequence[str] | None = None) -> int:
    """Write what is asked for; 0 when done, 2 when a file could not be written."""
    asked = _asked(arguments)
    standard = (asked.deelnemers, asked.datum) == (STANDARD_PEOPLE, SAMPLE_DATE)
    if asked.naar is None and not standard:
        print("Geef met --naar aan waar deze sheet moet komen.", file=sys.stderr)
        return 2
    try:
        write_programme(asked.naar or PROGRAMME, people=asked.deelnemers, as_of=asked.datum)
        if asked.naar is None:
            write_empty(EMPTY)
    except TrackerError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _asked(arguments: Sequence[str] | None) -> Namespace:
    parser = ArgumentParser(prog="python -m sample_sheets", description="Maak de voorbeeldsheets opnieuw.")
    parser.add_argument("--deelnemers", type=int, default=STANDARD_PEOPLE, help="hoeveel mensen er meedoen")
    parser.add_argument("--datum", type=date.fromisoformat, default=SAMPLE_DATE, help="tot welke dag, zoals 2026-11-01")
    parser.add_argument("--naar", type=Path, help="waar de sheet moet komen, zoals groot.xlsx")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
