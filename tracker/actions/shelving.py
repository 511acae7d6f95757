"""Papers that are made from a page: they go on the shelf, and everyone for whom they are finds them there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.actions.account import Asked
from tracker.actions.papers import paper_files, with_own_meeting
from tracker.actions.publish import for_audience, published
from tracker.actions.terms import Tell, quiet
from tracker.edition import Audience
from tracker.wording import long_date, plural, slug

if TYPE_CHECKING:
    from tracker.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelvedPaper:
    """A paper that someone may have: its number on the shelf, for whom it is, of which day, and what it is called.

    `kind` is the sort of file, and `part` which of several files of that sort it is (Dutch, or empty).
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
    made = paper_files(store, whose(audience, subject), edition, formats, concept=False, now=now, tell=tell)
    day = long_date(edition.state.as_of)
    return (f"De stukken van {day} staan klaar: {plural(len(made), 'bestand', 'bestanden')}.",)


def whose(audience: str, subject: str = "") -> str:
    """How the shelf names for whom a paper is."""
    return f"{audience}:{subject}" if subject else audience


def shelved_papers(store: "Store", of: str | None = None) -> tuple[ShelvedPaper, ...]:
    """The papers on the shelf, the newest first: all of them, or those of one audience with what it is about."""
    days = {one.number: one.as_of for one in store.shelf.editions()}
    found = []
    for one in reversed(store.shelf.papers()):
        if of is not None and one.audience != of and not one.audience.startswith(f"{of}:esf"):
            continue
        audience, _, subject = one.audience.partition(":")
        day, about = days[one.edition], f"-{slug(subject)}" if subject else ""
        found.append(
            ShelvedPaper(
                id=one.id,
                audience=audience,
                subject=subject,
                as_of=day,
                made_at=one.made_at,
                concept=one.concept,
                kind=_kind(one.name),
                part=one.name.rpartition(".")[0].removeprefix("-").removeprefix("csv-").replace("-", " "),
                file=f"{audience}{about}-{day.isoformat()}{'-concept' if one.concept else ''}{one.name}",
            )
        )
    return tuple(found)


def _kind(end: str) -> str:
    """The sort of file by the end of its name; what describes the tables belongs with them."""
    return "csv" if end == "-csv-metadata.json" else end.rpartition(".")[2]


def paper_content(store: "Store", number: int) -> bytes | None:
    """The bytes of a paper, exactly as they were published; None when there is no such paper."""
    return store.shelf.content(number)
