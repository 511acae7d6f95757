"""Adopting a sheet of another shape: propose a mapping for it, and write the one that was accepted."""

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.actions.terms import Tell, Terms, quiet
from tracker.errors import SheetError
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.intake.proposal import Proposal
    from tracker.sheet.google_tops import GoogleTops

ROWS_LOOKED_AT = 400
"""So many rows at the top of a tab say what its columns hold."""

MOST_ROUNDS = 5
"""What stands in a column may make another one the likely one; after so many times the rest is not looked into."""


def propose_mapping(path: Path, terms: Terms, tell: Tell = quiet) -> "Proposal":
    """Look at a workbook of another shape and propose how to read it; nothing is written. Raises SheetError."""
    from tracker.intake.proposal import propose
    from tracker.sheet.workbook import read_tops

    tell("Het blad bekijken")
    return _worth_showing(propose(read_tops(path, ROWS_LOOKED_AT), today_at(terms.now)), path.name)


def propose_google_mapping(tops: "GoogleTops", terms: Terms, tell: Tell = quiet) -> "Proposal":
    """The same for a Google Sheet: by its headings first, and then by what stands in the columns that would be read.

    Other columns are not asked for below a header; what came along while it was sought is dropped. Raises SheetError.
    """
    from tracker.intake.proposal import columns_to_look_into, propose

    tell("De kolomnamen lezen")
    tops.read_headings()
    for _ in range(MOST_ROUNDS):
        wanted = columns_to_look_into(tops.heads, tops.looked)
        if not wanted:
            break
        tell("Kijken wat er in de kolommen staat die wij herkennen")
        tops.look_into(wanted, ROWS_LOOKED_AT)
    return _worth_showing(propose(tops.heads, today_at(terms.now), tops.looked), "dit Google-blad")


def _worth_showing(proposal: "Proposal", name: str) -> "Proposal":
    if not proposal.parts and not proposal.already:
        raise SheetError(
            f"In {name} herkennen wij geen deelnemers, stappen of partners.",
            "Geef elke rij een nummer of code per persoon, en elke kolom een naam zoals Nr of Startdatum.",
        )
    return proposal


def write_proposal(proposal: "Proposal", source: str, target: Path, *, overwrite: bool) -> None:
    """Write the mapping of a proposal for the sheet `source`, with what is doubtful as a remark. Raises FileError."""
    from tracker.intake.proposal import doubtful_columns
    from tracker.sheet.mapfile import as_text, write_mapping

    text = as_text(proposal.mapping, source, doubtful_columns(proposal))
    write_mapping(target, text, overwrite=overwrite)
