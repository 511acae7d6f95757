"""Everything the program can do, one short function each: gather, decide, carry out. The table of contents.

A file is loaded when something in it is asked for, so that a command starts with what it needs and no more. No file has
the name of something in it, because Python would then give the file.
"""

import ast
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.actions.access_requests import OwnCopy, Wanted, access_request, own_data
    from tracker.actions.accounting import Accounted, Asked, account
    from tracker.actions.adopt import propose_google_mapping, propose_mapping, write_proposal
    from tracker.actions.after_sync import Means, afterwards
    from tracker.actions.ahead import attention, road_ahead
    from tracker.actions.audit import (
        By,
        about_word,
        audit_proof,
        audit_rows,
        deed_word,
        sealed_code,
        who_word,
        write_down,
    )
    from tracker.actions.backup import back_up, move, put_back
    from tracker.actions.computer import Check
    from tracker.actions.conversation import WantedCard, card_formats, conversation_card
    from tracker.actions.doctor import Ways, diagnose
    from tracker.actions.erasing import BY_HAND, WHY_WORDS, Erased, ToErase, erase, past_retention, to_erase
    from tracker.actions.errand import Errand, begin_errand, do_errand, last_errand
    from tracker.actions.figures import figure_name, newest_state
    from tracker.actions.following import News, Pace, Stop, Stopped, follow
    from tracker.actions.furnishing import furnish
    from tracker.actions.health_check import Health, health
    from tracker.actions.known import last_good_sync, stale_rows, syncs
    from tracker.actions.live import as_known, draw_live, kept_live, live_mark, renew_live
    from tracker.actions.meeting_papers import meetings_to_choose, shelve_for_meeting
    from tracker.actions.paper_formats import FORMATS, chosen_formats
    from tracker.actions.paper_names import PaperName, whose
    from tracker.actions.papers import Exported, Order, charts, export, paper_files, with_own_meeting
    from tracker.actions.partner_answers import PartnerAnswered, Reactions, WrongAnswer, handled, reactions
    from tracker.actions.past import TakingBack, take_back, taking_back
    from tracker.actions.person import PersonTold, StepTold, own_page, person_told
    from tracker.actions.privacy import KeptThing, PrivacyFacts, privacy_facts
    from tracker.actions.publish import (
        edition_numbered,
        editions,
        for_audience,
        live_edition,
        month_edition,
        newest,
        published,
    )
    from tracker.actions.restore import Restored, restore_sheet
    from tracker.actions.sheet import Checked, check, new_sheet, sample, write_report
    from tracker.actions.shelving import ShelvedPaper, paper_content, shelve, shelved_papers
    from tracker.actions.still_right import Asking, Given, Question, answer, asking, open_round, partner_at
    from tracker.actions.syncing import Synced, sync
    from tracker.actions.taken_out import no_longer_in
    from tracker.actions.telling import (
        Counting,
        PrintedTable,
        RoadTold,
        Told,
        countings,
        printed_tables,
        told,
        told_chapter,
    )
    from tracker.actions.terms import Tell, Terms, quiet
    from tracker.actions.trouble import Course, Standstill, course, kept_findings, sheet_addresses, standstill
    from tracker.actions.typed import day_from, moment_from, past_moment_from
    from tracker.actions.waiting import Waiting, look_ahead, take_back_now, update_now
    from tracker.actions.worklist import Pile, work_list
    from tracker.actions.writeback import Manner, Shared, show_shared, sync_shared

__all__ = [
    "BY_HAND",
    "FORMATS",
    "WHY_WORDS",
    "Accounted",
    "Asked",
    "Asking",
    "By",
    "Check",
    "Checked",
    "Counting",
    "Course",
    "Erased",
    "Errand",
    "Exported",
    "Given",
    "Health",
    "KeptThing",
    "Manner",
    "Means",
    "News",
    "Order",
    "OwnCopy",
    "Pace",
    "PaperName",
    "PartnerAnswered",
    "PersonTold",
    "Pile",
    "PrintedTable",
    "PrivacyFacts",
    "Question",
    "Reactions",
    "Restored",
    "RoadTold",
    "Shared",
    "ShelvedPaper",
    "Standstill",
    "StepTold",
    "Stop",
    "Stopped",
    "Synced",
    "TakingBack",
    "Tell",
    "Terms",
    "ToErase",
    "Told",
    "Waiting",
    "Wanted",
    "WantedCard",
    "Ways",
    "WrongAnswer",
    "about_word",
    "access_request",
    "account",
    "afterwards",
    "answer",
    "as_known",
    "asking",
    "attention",
    "audit_proof",
    "audit_rows",
    "back_up",
    "begin_errand",
    "card_formats",
    "charts",
    "check",
    "chosen_formats",
    "conversation_card",
    "countings",
    "course",
    "day_from",
    "deed_word",
    "diagnose",
    "do_errand",
    "draw_live",
    "edition_numbered",
    "editions",
    "erase",
    "export",
    "figure_name",
    "follow",
    "for_audience",
    "furnish",
    "handled",
    "health",
    "kept_findings",
    "kept_live",
    "last_errand",
    "last_good_sync",
    "live_edition",
    "live_mark",
    "look_ahead",
    "meetings_to_choose",
    "moment_from",
    "month_edition",
    "move",
    "new_sheet",
    "newest",
    "newest_state",
    "no_longer_in",
    "open_round",
    "own_data",
    "own_page",
    "paper_content",
    "paper_files",
    "partner_at",
    "past_moment_from",
    "past_retention",
    "person_told",
    "printed_tables",
    "privacy_facts",
    "propose_google_mapping",
    "propose_mapping",
    "published",
    "put_back",
    "quiet",
    "reactions",
    "renew_live",
    "restore_sheet",
    "road_ahead",
    "sample",
    "sealed_code",
    "sheet_addresses",
    "shelve",
    "shelve_for_meeting",
    "shelved_papers",
    "show_shared",
    "stale_rows",
    "standstill",
    "sync",
    "sync_shared",
    "syncs",
    "take_back",
    "take_back_now",
    "taking_back",
    "to_erase",
    "told",
    "told_chapter",
    "update_now",
    "who_word",
    "whose",
    "with_own_meeting",
    "work_list",
    "write_down",
    "write_proposal",
    "write_report",
]


def _files() -> dict[str, str]:
    """The file of each name, as the imports above say it: there they are read, and nothing is loaded."""
    imports = (one for one in ast.walk(ast.parse(Path(__file__).read_bytes())) if isinstance(one, ast.ImportFrom))
    return {name.name: one.module for one in imports for name in one.names if name.name in __all__ and one.module}


_FILES = _files()


if not TYPE_CHECKING:  # Who checks types knows every name from above, and has to see that another one is wrong.

    def __getattr__(name: str) -> object:
        """Something of one of the files, which is loaded now. AttributeError when none of them has it."""
        if name not in _FILES:
            raise AttributeError(f"There is no {name!r} in {__name__}.")
        found = getattr(import_module(_FILES[name]), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    """What there is, loaded or not."""
    return __all__
