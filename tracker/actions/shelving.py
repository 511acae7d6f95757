"""Papers that are made from a page: they go on the shelf, and everyone for whom they are finds them there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.actions.accounting import Asked
from tracker.actions.paper_names import (
    ESF,
    PaperName,
    meeting_in,
    short_names,
    subjects_of,
    whose,
    without_meeting,
)
from tracker.actions.papers import paper_files, with_own_meeting
from tracker.actions.publish import for_audience, published
from tracker.actions.terms import Tell, quiet
from tracker.edition import Audience
from tracker.wording import long_date, plural, slug

if TYPE_CHECKING:
    from tracker.store import Store
    from tracker.store.shelf import KeptPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedPaper:
    """A paper that someone may have: its number on the shelf, for whom it is, of which day, and what it is called.

    `subject` is what it is about, with the meeting when it is not the one that its day belongs to. `kind` is the sort
    of file, and `part` which of several files of that sort it is (Dutch, or empty).
    """

    id: int
    audience: str
    subject: str
    as_of: date
    made_at: datetime
    concept: bool
    kind: str
    part: str
    file: str


def shelve(
    store: "Store",
    audience: Audience,
    subject: str,
    formats: Sequence[str],
    *,
    data_key: bytes,
    now: datetime,
    tell: Tell = quiet,
) -> tuple[str, ...]:
    """Make the papers of today for an audience, keep them, and say (Dutch) what there is. Raises SettingError."""
    whole, _ = published(store, Asked(), data_key=data_key, now=now, tell=tell)
    edition = with_own_meeting(store, for_audience(whole, audience, subject))
    day = edition.state.as_of
    short = short_names(audience, subjects_of(whole, audience))
    name = PaperName(whose=whose(audience, subject), day=day, about=short.get(subject, ""))
    made = paper_files(store, name, edition, formats, now=now, tell=tell)
    return (f"De stukken van {long_date(day)} staan klaar: {plural(len(made), 'bestand', 'bestanden')}.",)


def shelved_papers(store: "Store", of: str | None = None) -> tuple[ShelvedPaper, ...]:
    """The papers on the shelf, the newest first: all of them, or those of one audience with what it is about."""
    mine = None if of is None else (of, f"{of}{ESF}" if of.startswith(f"{Audience.FUNDER}:") else of)
    # The editions are read after the papers, so that a paper that comes in between has its edition as well.
    kept = [one for one in reversed(store.shelf.papers()) if mine is None or one.audience in mine]
    days = {one.number: one.as_of for one in store.shelf.editions()}
    short = _Short(store)
    return tuple(_shelved(one, days[one.edition], short) for one in kept)


def _shelved(one: "KeptPaper", day: date, short: "_Short") -> ShelvedPaper:
    audience, _, subject = one.audience.partition(":")
    meeting, end = meeting_in(one.name), without_meeting(one.name)
    about = short.name(one.edition, audience, subject) if subject else ""
    return ShelvedPaper(
        id=one.id,
        audience=audience,
        subject=subject if meeting is None else f"{subject or audience}, vergadering van {long_date(meeting)}",
        as_of=day,
        made_at=one.made_at,
        concept=one.concept,
        kind=_kind(end),
        part=end.rpartition(".")[0].removeprefix("-").removeprefix("csv-").replace("-", " "),
        file=PaperName(whose=audience, day=day, about=about, concept=one.concept).stem + one.name,
    )


class _Short:
    """How partners and grants are called in the names of files of each edition; an edition is opened once."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self._known: dict[tuple[int, str], Mapping[str, str]] = {}

    def name(self, edition: int, audience: str, subject: str) -> str:
        if (edition, audience) not in self._known:
            whole = self._store.shelf.edition(edition)
            self._known[edition, audience] = short_names(audience, subjects_of(whole, audience) if whole else ())
        return self._known[edition, audience].get(subject) or slug(subject)


def _kind(end: str) -> str:
    """The sort of file by the end of its name; what describes the tables belongs with them."""
    return "csv" if end == "-csv-metadata.json" else end.rpartition(".")[2]


def paper_content(store: "Store", number: int) -> bytes | None:
    """The bytes of a paper, exactly as they were published; None when there is no such paper."""
    return store.shelf.content(number)
