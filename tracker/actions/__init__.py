"""Everything the program can do, one short function each: gather, decide, carry out. The table of contents."""

from tracker.actions.account import Accounted, Asked, account
from tracker.actions.adopt import mapping_path, propose_mapping, write_proposal
from tracker.actions.ahead import attention, road_ahead
from tracker.actions.backup import back_up, move, put_back
from tracker.actions.doctor import Check, diagnose
from tracker.actions.figures import edition, figure_name, newest_state
from tracker.actions.follow import News, Pace, Stop, Stopped, follow
from tracker.actions.furnish import furnish
from tracker.actions.known import stale_rows, syncs
from tracker.actions.papers import charts, export_workbook
from tracker.actions.past import TakingBack, take_back, taking_back
from tracker.actions.restore import Restored, restore_sheet
from tracker.actions.sheet import Checked, check, new_sheet, sample, write_report
from tracker.actions.sync import Synced, sync
from tracker.actions.terms import Tell, Terms, quiet
from tracker.actions.typed import day_from, moment_from
from tracker.actions.writeback import Manner, Shared, sync_shared

__all__ = [
    "Accounted",
    "Asked",
    "Check",
    "Checked",
    "Manner",
    "News",
    "Pace",
    "Restored",
    "Shared",
    "Stop",
    "Stopped",
    "Synced",
    "TakingBack",
    "Tell",
    "Terms",
    "account",
    "attention",
    "back_up",
    "charts",
    "check",
    "day_from",
    "diagnose",
    "edition",
    "export_workbook",
    "figure_name",
    "follow",
    "furnish",
    "mapping_path",
    "moment_from",
    "move",
    "new_sheet",
    "newest_state",
    "propose_mapping",
    "put_back",
    "quiet",
    "restore_sheet",
    "road_ahead",
    "sample",
    "stale_rows",
    "sync",
    "sync_shared",
    "syncs",
    "take_back",
    "taking_back",
    "write_proposal",
    "write_report",
]
