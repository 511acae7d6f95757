"""Made-up sheets for the benchmarks. EW_BENCH_SHEETS names a folder in which they are kept for the next time."""

import os
import shutil
from pathlib import Path

from sample_sheets.write import write_programme

KEPT = Path(os.environ["EW_BENCH_SHEETS"]) if "EW_BENCH_SHEETS" in os.environ else None


def put_sheet(path: Path, people: int) -> None:
    """Put the sheet of a made-up programme of so many people at a path; the largest takes minutes to make."""
    kept = KEPT / f"{people}.xlsx" if KEPT else path
    if not kept.exists():
        write_programme(kept, people=people)
    if kept != path:
        shutil.copy(kept, path)
