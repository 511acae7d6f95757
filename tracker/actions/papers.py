"""Editions as papers and pictures."""

from collections.abc import Mapping
from pathlib import Path

from tracker.edition import Edition


def charts(made: Edition) -> Mapping[str, str]:
    """The pictures of an edition as SVG, by name."""
    from tracker.editions.charts import of_edition

    return of_edition(made)


def export_workbook(made: Edition, folder: Path, *, overwrite: bool) -> Path:
    """Write an edition as a workbook into a folder; answers its path. Raises FileError."""
    from tracker.editions.excel import write_workbook
    from tracker.editions.files import free_path

    path = free_path(folder, f"{made.audience}-{made.state.as_of.isoformat()}.xlsx", overwrite=overwrite)
    write_workbook(made, path)
    return path
