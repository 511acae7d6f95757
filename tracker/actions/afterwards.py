"""What a sync brings along: the edition of a month that ended, the mail on Monday, and the papers for a meeting.

It runs in the process that has just read the sheet, because only there are addresses known as people typed them.
Each of these is done once; what could not be sent is tried again when the sheet is read the next time.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.actions.account import Asked
from tracker.actions.ahead import attention
from tracker.actions.contents import meetings
from tracker.actions.papers import paper_files
from tracker.actions.publish import for_audience, month_edition, published
from tracker.actions.sync import Synced
from tracker.actions.terms import Tell, Terms, quiet
from tracker.columns import MEETINGS
from tracker.edition import Audience, MeetingWords
from tracker.errors import MailError
from tracker.model import Meeting
from tracker.wording import long_date, plural, today_at

if TYPE_CHECKING:
    from tracker.mail import Letter, Post
    from tracker.store import Store

AHEAD = timedelta(days=10)
"""So long before a meeting its papers are made, as a concept."""

PAPERS_FOR: Mapping[str, tuple[Audience, tuple[str, ...]]] = {
    "steering_group": (Audience.STEERING_GROUP, ("pdf", "xlsx", "pptx")),
    "executive_board": (Audience.BOARD, ("pdf",)),
    "managers": (Audience.MANAGERS, ("pdf", "xlsx")),
}
"""For each kind of meeting who gets papers, and in which formats."""

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
    thresholds: Mapping[str, int] = field(default_factory=dict)


def afterwards(
    store: "Store", synced: Synced, before: datetime | None, terms: Terms, means: Means, tell: Tell = quiet
) -> tuple[str, ...]:
    """Do what is due after a sync that could be used; answers in sentences (Dutch) what was done.

    `before` is the last time that the sheet could be read before this sync, None for the first time. Raises nothing of
    mail: what could not be sent is said, and tried again the next time.
    """
    if synced.status not in ("stored", "unchanged") or synced.trial:
        return ()
    said = []
    if before is not None and today_at(before) < today_at(terms.now).replace(day=1):
        made = month_edition(store, data_key=means.key, now=terms.now, tell=tell)
        said += [f"De uitgave van {long_date(made.state.as_of)} staat klaar."] if made else []
    for due in (_monday_mail, _meeting_papers):
        try:
            said += due(store, synced, terms, means, tell)
        except MailError as error:
            said.append(f"{error.what} {error.advice}")
    return tuple(said)


# --- The mail on Monday ----------------------------------------------------------------------------------------------

_LAST_WEEK = "weekly_mail"
_FAILED = "not sent "


def _monday_mail(store: "Store", synced: Synced, terms: Terms, means: Means, tell: Tell) -> list[str]:
    """Counts and a link, to the project leader and the programme team, once a week on Monday."""
    from tracker.mail import weekly_letter

    today = today_at(terms.now)
    monday = (today - timedelta(days=today.weekday())).isoformat()
    addresses, last = _addresses(synced, *TEAM), store.recall(_LAST_WEEK)
    if not addresses or last == monday or (today.weekday() != _MONDAY and last != _FAILED + monday):
        return []
    store.remember(_LAST_WEEK, _FAILED + monday)
    tell("De mail van maandag versturen")
    signals = attention(store, now=terms.now, thresholds=means.thresholds, consent_is_ground=terms.consent_is_ground)
    urgent = Counter("people" if one.participant else "others" for one in signals if not one.is_good)
    letter = weekly_letter(
        people=len({one.participant for one in signals if one.participant and not one.is_good}),
        others=urgent["others"],
        good=sum(one.is_good for one in signals),
        faults=synced.findings.get("fout", 0),
        warnings=synced.findings.get("waarschuwing", 0),
        link=_page(means, "aandacht"),
    )
    _send(means, addresses, letter)
    store.remember(_LAST_WEEK, monday)
    return [f"De mail van maandag ging naar {plural(len(addresses), 'adres', 'adressen')}."]


# --- Papers ----------------------------------------------------------------------------------------------------------


def _meeting_papers(store: "Store", synced: Synced, terms: Terms, means: Means, tell: Tell) -> list[str]:
    """Make the papers for each meeting that comes near, and on its day the final ones."""
    today = today_at(terms.now)
    said = []
    # Only the meetings are loaded, because this is done at every look at the sheet.
    for meeting in meetings(store.world(tabs=(MEETINGS.name,))):
        wanted = PAPERS_FOR.get(meeting.body)
        if wanted is None or not meeting.held_on - AHEAD <= today <= meeting.held_on:
            continue
        concept = today < meeting.held_on
        mark = f"papers:{meeting.held_on.isoformat()}:{meeting.body}"
        stage = "concept" if concept else "final"
        if store.recall(mark) != stage:
            said += _papers(store, synced, meeting, wanted, concept, terms, means, tell)
            store.remember(mark, stage)
    return said


def _papers(  # noqa: PLR0913 - Each is one thing that the papers need, and goes by its name.
    store: "Store",
    synced: Synced,
    meeting: Meeting,
    wanted: tuple[Audience, tuple[str, ...]],
    concept: bool,
    terms: Terms,
    means: Means,
    tell: Tell,
) -> list[str]:
    from tracker.editions.first_page import BODIES
    from tracker.mail import board_letter, papers_letter

    audience, formats = wanted
    day = min(meeting.as_of or meeting.held_on, today_at(terms.now))
    whole, _ = published(store, Asked(as_of=day), data_key=means.key, now=terms.now, tell=tell)
    words = MeetingWords(held_on=meeting.held_on, body=meeting.body, message=meeting.message, decision=meeting.decision)
    edition = replace(for_audience(whole, audience), meeting=words)
    files = paper_files(store, audience, edition, formats, concept=concept, now=terms.now, tell=tell)
    when = f"{BODIES[audience]} van {long_date(meeting.held_on)}"
    columns = (("Boodschap", meeting.message), ("Gevraagd besluit", meeting.decision))
    missing = tuple(name for name, words in columns if concept and not words)
    letter = papers_letter(meeting=when, concept=concept, link=_page(means, "downloads"), missing=missing)
    _send(means, _addresses(synced, *LEADERS), letter)
    if audience is Audience.BOARD and not concept:
        _send(means, _addresses(synced, *BOARD), board_letter(meeting=when, as_of=day, page=files[".pdf"]))
    return [f"De stukken voor {when} staan klaar{' als concept' if concept else ''}."]


# --- Sending ---------------------------------------------------------------------------------------------------------


def _addresses(synced: Synced, *roles: str) -> tuple[str, ...]:
    """The addresses of some roles, each once, in the order of the sheet."""
    return tuple(dict.fromkeys(address for role in roles for address in synced.addresses.get(role, ())))


def _send(means: Means, addresses: tuple[str, ...], letter: "Letter") -> None:
    post = means.post()
    for address in addresses:
        post.send(address, letter)


def _page(means: Means, path: str) -> str:
    """The address of a page, empty when it is not known where the pages are."""
    return f"{means.pages}/{path}" if means.pages else ""
