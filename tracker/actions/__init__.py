"""Everything the program can do, one short function each: gather, decide, carry out. The table of contents."""

from tracker.actions.figures import edition, newest_state
from tracker.actions.papers import charts, export_workbook
from tracker.actions.sheet import Checked, check, new_sheet, sample, write_report
from tracker.actions.sync import Synced, sync
from tracker.actions.terms import Tell, Terms, quiet
from tracker.actions.typed import day_from, moment_from

__all__ = [
    "Checked",
    "Synced",
    "Tell",
    "Terms",
    "charts",
    "check",
    "day_from",
    "edition",
    "export_workbook",
    "moment_from",
    "new_sheet",
    "newest_state",
    "quiet",
    "sample",
    "sync",
    "write_report",
]
