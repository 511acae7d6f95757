"""A new sheet at Google: the tabs of the contract and the tracker's own, in a sheet that was shared with us."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.figures.catalogue import CATALOGUE
from tracker.wording import today_at
from tracker.writeback import check_tab, overview_tab, progress_tab, reactions_tab

if TYPE_CHECKING:
    from tracker.sheet.google import GoogleSheet
    from tracker.sheet.google_new import Furnished


def furnish(sheet: "GoogleSheet", *, everything: bool, now: datetime) -> "Furnished":
    """Make what is missing of a new sheet, and touch nothing that was typed. Raises SheetError."""
    from tracker.sheet.blueprint import blank_sheet

    figures = tuple(one.code for one in CATALOGUE)
    own = (overview_tab((), today_at(now)), replace(check_tab(()), rows=()), progress_tab(()), reactions_tab(()))
    wanted = blank_sheet(everything=everything, figures=figures)
    return sheet.furnish(wanted, blank_sheet(everything=True, figures=figures), own, now)
