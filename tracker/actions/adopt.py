"""Adopting a sheet of another shape: propose a mapping for it, and write the one that was accepted."""

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.actions.terms import Tell, Terms, quiet
from tracker.errors import SheetError
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.intake.proposal import Proposal

ROWS_LOOKED_AT = 400
"""So many rows at the top of a tab say what its columns hold."""


def propose_mapping(path: Path, terms: Terms, tell: Tell = quiet) -> "Proposal":
    """Look at a workbook of another shape and propose how to read it; nothing is written. Raises SheetError."""
    from tracker.intake.proposal import propose
    from tracker.sheet.workbook import read_tops

    tell("Het blad bekijken")
    proposal = propose(read_tops(path, ROWS_LOOKED_AT), today_at(terms.now))
    if not proposal.parts and not proposal.already:
        raise SheetError(
            f"In {path.name} herkennen wij geen deelnemers, stappen of partners.",
            "Elke rij heeft een nummer of code per persoon nodig, en boven elke kolom een naam zoals Nr of Startdatum.",
        )
    return proposal


def mapping_path(source: Path) -> Path:
    """Where the mapping of a workbook belongs: `lijst.koppeling.toml` beside `lijst.xlsx`."""
    from tracker.sheet.mapfile import beside

    return beside(source)


def write_proposal(proposal: "Proposal", source: Path, target: Path, *, overwrite: bool) -> None:
    """Write the mapping of a proposal, with what is doubtful as a remark. Raises FileError."""
    from tracker.intake.proposal import doubtful_columns
    from tracker.sheet.mapfile import as_text, write_mapping

    text = as_text(proposal.mapping, source.name, doubtful_columns(proposal))
    write_mapping(target, text, overwrite=overwrite)
