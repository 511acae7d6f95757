"""Papers for a meeting: which meetings get them, and having theirs made, for who asks and for when they are due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tracker.actions.accounting import Asked
from tracker.actions.contents import meetings
from tracker.actions.paper_formats import PAPERS_FOR, Files
from tracker.actions.paper_names import PaperName, apart
from tracker.actions.papers import paper_files, reference_day, with_own_meeting
from tracker.actions.publish import for_audience, published
from tracker.actions.terms import Tell, quiet
from tracker.columns import MEETINGS
from tracker.edition import MeetingWords
from tracker.errors import SettingError
from tracker.model import Meeting
from tracker.wording import long_date, plural, today_at

if TYPE_CHECKING:
    from tracker.store import Store

BEHIND: Final = timedelta(days=31)
AHEAD: Final = timedelta(days=100)
"""So far back and ahead a meeting may lie to be chosen: the last ones that people still talk of, and the next."""


def meetings_to_choose(store: "Store", now: datetime) -> tuple[Meeting, ...]:
    """The meetings about now that get papers, the first one in front."""
    today = today_at(now)
    every = meetings(store.world(tabs=(MEETINGS.name,)))
    return tuple(one for one in every if one.body in PAPERS_FOR and today - BEHIND <= one.held_on <= today + AHEAD)


def shelve_for_meeting(
    store: "Store",
    held_on: date,
    body: str,
    formats: Sequence[str],
    *,
    data_key: bytes,
    now: datetime,
    tell: Tell = quiet,
) -> tuple[str, ...]:
    """Make and keep the papers for a meeting, about its own reference date: until that day a concept.

    Says (Dutch) what there is. Raises SettingError when that meeting is not among those to choose from.
    """
    found = next((one for one in meetings_to_choose(store, now) if (one.held_on, one.body) == (held_on, body)), None)
    if found is None:
        raise SettingError("Deze vergadering staat niet meer in het blad.", "Kies een andere.")
    made = files_for_meeting(store, found, formats, data_key=data_key, now=now, tell=tell)
    files, stage = plural(len(made), "bestand", "bestanden"), " als concept" if today_at(now) < held_on else ""
    return (f"De stukken voor de vergadering van {long_date(held_on)} staan klaar{stage}: {files}.",)


def files_for_meeting(
    store: "Store", meeting: Meeting, formats: Sequence[str], *, data_key: bytes, now: datetime, tell: Tell = quiet
) -> Files:
    """The papers for a meeting, about its own reference date and with its own words: until its day a concept."""
    audience, _ = PAPERS_FOR[meeting.body]
    day, concept = reference_day(meeting, today_at(now)), today_at(now) < meeting.held_on
    whole, _ = published(store, Asked(as_of=day), data_key=data_key, now=now, tell=tell)
    usual = with_own_meeting(store, for_audience(whole, audience))
    words = MeetingWords(held_on=meeting.held_on, body=meeting.body, message=meeting.message, decision=meeting.decision)
    name = PaperName(whose=audience, day=day, concept=concept, apart=apart(words, usual.meeting))
    return paper_files(store, name, replace(usual, meeting=words), formats, now=now, tell=tell)
