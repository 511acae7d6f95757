"""What a sync brings along: the edition of a month that ended, the mail on Monday, and the papers for a meeting.

It runs in the process that has just read the sheet, because only there are addresses known as people typed them.
Each of these is done once; what could not be sent is tried again when the sheet is read the next time. After most syncs
nothing is due, so what makes editions, papers and mails is loaded only when something is.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tracker.actions.contents import meetings
from tracker.actions.paper_formats import PAPERS_FOR
from tracker.actions.syncing import Synced
from tracker.actions.terms import Tell, Terms, quiet
from tracker.columns import MEETINGS
from tracker.edition import Audience
from tracker.errors import MailError, TrackerError
from tracker.model import Meeting
from tracker.protection.seal import sealed
from tracker.wording import long_date, plural, today_at

if TYPE_CHECKING:
    from tracker.mail import Letter, Post
    from tracker.store import Store

AHEAD = timedelta(days=10)
"""So long before a meeting its papers are made, as a concept."""

LEADERS = ("project_leader",)
TEAM = ("project_leader", "programme_team")
BOARD = ("executive_board",)

_MONDAY = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """With what the things after a sync are done: the data key, a way out for mail, and where the pages are."""

    key: bytes = field(repr=False)
    post: "Callable[[], Post]"
    pages: str | None


def afterwards(
    store: "Store", synced: Synced, before: datetime | None, terms: Terms, means: Means, tell: Tell = quiet
) -> tuple[str, ...]:
    """Do what is due after a sync that could be used; answers in sentences (Dutch) what was done.

    `before` is the last time that the sheet could be read before this sync, None for the first time. What could
    not be done is said, and tried again the next time.
    """
    if synced.status not in ("stored", "unchanged") or synced.trial:
        return ()
    said = []
    for due in (_month_edition, _monday_mail, partial(_meeting_papers, before=before)):
        try:
            said += due(store, synced, terms, means, tell)
        except TrackerError as error:
            said.append(f"{error.what} {error.advice}")
    return tuple(said)


# --- The edition of a month -------------------------------------------------------------------------------------------

_MONTH = "month_edition"


def _month_edition(store: "Store", _synced: Synced, terms: Terms, means: Means, tell: Tell) -> list[str]:
    """The edition of the end of last month, when the sheet was known by then.

    What is kept is for which month it was done, so that one that broke off is made at the next sync.
    """
    first = today_at(terms.now).replace(day=1)
    month = first.isoformat()
    if store.recall(_MONTH) == month:
        return []
    made = None
    if today_at(store.snapshots()[0].taken_at) < first:
        from tracker.actions.publish import month_edition

        made = month_edition(store, data_key=means.key, now=terms.now, tell=tell)
    store.remember(_MONTH, month)
    return [f"De uitgave van {long_date(made.state.as_of)} staat klaar."] if made else []


# --- The mail on Monday ----------------------------------------------------------------------------------------------

_WEEKLY = "weekly_mail"


def _monday_mail(store: "Store", synced: Synced, terms: Terms, means: Means, tell: Tell) -> list[str]:
    """Counts and a link, to the project leader and the programme team, once a week on Monday."""
    today = today_at(terms.now)
    monday = (today - timedelta(days=today.weekday())).isoformat()
    addresses, (week, told) = _addresses(synced, *TEAM), _how_far(store, _WEEKLY)
    if not addresses or (week == monday and told is None) or (week != monday and today.weekday() != _MONDAY):
        return []
    from tracker.actions.ahead import attention
    from tracker.mail import weekly_letter

    tell("De mail van maandag versturen")
    signals = attention(store, now=terms.now, thresholds=terms.thresholds, consent_is_ground=terms.consent_is_ground)
    urgent = Counter("people" if one.participant else "others" for one in signals if not one.is_good)
    letter = weekly_letter(
        people=len({one.participant for one in signals if one.participant and not one.is_good}),
        others=urgent["others"],
        good=sum(one.is_good for one in signals),
        faults=synced.findings.get("fout", 0),
        warnings=synced.findings.get("waarschuwing", 0),
        link=_page(means, "aandacht"),
    )
    mailing = _Mailing(_WEEKLY, monday, told or () if week == monday else ())
    _send_each_once(store, synced, means, mailing, [(TEAM, letter)])
    store.remember(_WEEKLY, monday)
    whom = plural(len(addresses), "adres", "adressen")
    if not means.post().leaves:
        return [f"De mail van maandag staat op het scherm, want er is geen mailserver. Hij is voor {whom}."]
    return [f"De mail van maandag ging naar {whom}."]


# --- Papers ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Due:
    """The papers for a meeting that must be made now, as a concept or final, and the mailing about them."""

    meeting: Meeting
    concept: bool
    mailing: "_Mailing"


def _meeting_papers(
    store: "Store", synced: Synced, terms: Terms, means: Means, tell: Tell, *, before: datetime | None
) -> list[str]:
    """Make the papers for each meeting that comes near; and on its day, or at the first sync after it, the final ones.

    What one mail goes wrong with keeps the papers of no other meeting away.
    """
    said = []
    # Only the meetings are loaded, because this is done at every look at the sheet.
    for meeting in meetings(store.world(tabs=(MEETINGS.name,))):
        due = _due(store, meeting, today_at(terms.now), today_at(before) if before else None)
        if due is None:
            continue
        try:
            said += _papers(store, synced, due, terms, means, tell)
        except MailError as error:
            said.append(f"{error.what} {error.advice}")
        else:
            store.remember(due.mailing.mark, due.mailing.stage)
    return said


def _due(store: "Store", meeting: Meeting, today: date, seen: date | None) -> _Due | None:
    """What must be made for a meeting today; `seen` is the day on which the sheet was read before.

    A meeting that is past gets its final papers when nobody looked on its day. One that was past already when the sheet
    was read for the first time, or that was typed in later, gets none.
    """
    if meeting.body not in PAPERS_FOR or today < meeting.held_on - AHEAD:
        return None
    mark = f"papers:{meeting.held_on.isoformat()}:{meeting.body}"
    before, told = _how_far(store, mark)
    concept = today < meeting.held_on
    stage = "concept" if concept else "final"
    if before in ("final", stage) and told is None:
        return None
    missed = bool(before) or (seen is not None and seen <= meeting.held_on)
    if today > meeting.held_on and not missed:
        return None
    return _Due(meeting=meeting, concept=concept, mailing=_Mailing(mark, stage, told or () if before == stage else ()))


def _papers(store: "Store", synced: Synced, due: _Due, terms: Terms, means: Means, tell: Tell) -> list[str]:
    from tracker.actions.meeting_papers import files_for_meeting
    from tracker.actions.papers import reference_day
    from tracker.editions.first_page import BODIES
    from tracker.mail import board_letter, papers_letter

    meeting, concept = due.meeting, due.concept
    audience, formats = PAPERS_FOR[meeting.body]
    files = files_for_meeting(store, meeting, formats, data_key=means.key, now=terms.now, tell=tell)
    when = f"{BODIES[audience]} van {long_date(meeting.held_on)}"
    columns = (("Boodschap", meeting.message), ("Gevraagd besluit", meeting.decision))
    missing = tuple(name for name, words in columns if concept and not words)
    letter = papers_letter(meeting=when, concept=concept, link=_page(means, "downloads"), missing=missing)
    letters = [(LEADERS, letter)]
    if audience is Audience.BOARD and not concept:
        day = reference_day(meeting, today_at(terms.now))
        letters.append((BOARD, board_letter(meeting=when, as_of=day, page=files[".pdf"])))
    _send_each_once(store, synced, means, due.mailing, letters)
    return [f"De stukken voor {when} staan klaar{' als concept' if concept else ''}."]


# --- Sending ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Mailing:
    """Letters that go to some people once: under which key is kept how far they are, for what, and who has them.

    Of those who have them the keyed hashes are kept, until all have them. `stage` has no space in it.
    """

    mark: str
    stage: str
    told: tuple[str, ...] = ()

    def halfway(self, told: Sequence[str]) -> str:
        """What is kept while some wait for their mail."""
        return " ".join((self.stage, _HALFWAY, *told))


_HALFWAY = "due"


def _how_far(store: "Store", mark: str) -> tuple[str, tuple[str, ...] | None]:
    """The stage that was reached, empty when there was none; and who was told in it, None when that are all."""
    stage, *halfway = (store.recall(mark) or "").split(" ")
    return stage, tuple(halfway[1:]) if halfway else None


def _send_each_once(
    store: "Store", synced: Synced, means: Means, mailing: _Mailing, letters: "Sequence[tuple[tuple[str, ...], Letter]]"
) -> None:
    """Send each letter to some roles, to nobody twice.

    An address that is refused keeps the mail from no one else. Raises MailError for it when all were tried, so that it
    is tried again the next time.
    """
    told, trouble = list(mailing.told), None
    store.remember(mailing.mark, mailing.halfway(told))
    post = means.post()
    for address, letter, seal in _sealed_letters(synced, mailing.mark, means, letters):
        if seal in told:
            continue
        try:
            post.send(address, letter)
        except MailError as error:
            trouble = error
            # Nobody waits for a server that is not there once for each address.
            post.knock()
        else:
            told.append(seal)
        finally:
            store.remember(mailing.mark, mailing.halfway(told))
    if trouble is not None:
        raise trouble


def _sealed_letters(
    synced: Synced, mark: str, means: Means, letters: "Sequence[tuple[tuple[str, ...], Letter]]"
) -> "Iterator[tuple[str, Letter, str]]":
    """Every mail that must go out: the address, the letter, and a keyed hash of both."""
    for place, (roles, letter) in enumerate(letters):
        for address in _addresses(synced, *roles):
            yield address, letter, sealed(means.key, f"{mark} {place}", address)[:16]


def _addresses(synced: Synced, *roles: str) -> tuple[str, ...]:
    """The addresses of some roles, each once, in the order of the sheet."""
    return tuple(dict.fromkeys(address for role in roles for address in synced.addresses.get(role, ())))


def _page(means: Means, path: str) -> str:
    """The address of a page, empty when it is not known where the pages are."""
    return f"{means.pages}/{path}" if means.pages else ""
