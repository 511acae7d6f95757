"""Papers: an edition becomes files for an audience, made once, kept, and given again byte for byte."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.actions.accounting import Asked
from tracker.actions.paper_formats import FORMATS, Files
from tracker.actions.paper_names import ESF, PaperName, apart, short_names, whose
from tracker.actions.publish import MOST_NAMED, for_audience, not_ahead, published, unknown_subject
from tracker.actions.terms import Tell, quiet
from tracker.columns import MEETINGS
from tracker.edition import Audience, Edition, MeetingWords
from tracker.errors import SettingError
from tracker.wording import short_date, today_at

if TYPE_CHECKING:
    from tracker.model import Meeting, World
    from tracker.store import Store


def charts(made: Edition) -> Mapping[str, str]:
    """The pictures of an edition as SVG, by name."""
    from tracker.editions.charts import of_edition

    return of_edition(made)


# --- Export ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What papers are wanted: for whom, about what, in which formats, and where they go.

    `meeting` is the day of the meeting that they are for (None: no meeting in particular). `esf` adds the ESF+-style
    set to the papers of a funder.
    """

    audience: Audience
    formats: tuple[str, ...]
    folder: Path
    subject: str = ""
    asked: Asked = field(default_factory=Asked)
    meeting: date | None = None
    esf: bool = False
    overwrite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """The edition as the audience sees it, the files that were written, and a remark (Dutch, or empty)."""

    edition: Edition
    paths: tuple[Path, ...]
    concept: bool
    remark: str = ""


def export(store: "Store", order: Order, *, data_key: bytes, now: datetime, tell: Tell = quiet) -> Exported:
    """Make papers and write them into a folder: all of them or none.

    An edition that is there is not made again, and a file that was published is given as it was. Raises before the
    work: SettingError for a partner, grant or meeting that does not exist, and FileError for a folder that cannot be
    written, or a file that is there.
    """
    words = _meeting(store, order, now)
    asked = order.asked
    if words is not None and asked.as_of is None:
        asked = replace(asked, as_of=words[1])
    not_ahead(asked, now)
    concept = words is not None and today_at(now) < words[0].held_on
    day = asked.as_of or today_at(now)
    subject, about = _subject(store, order, day)
    order = replace(order, subject=subject)
    usual = _own_meeting(store, order.audience, day, asked.known_at)
    meeting = words[0] if words else usual
    shelved = whose(order.audience, f"{subject}{ESF}" if order.esf else subject)
    name = PaperName(whose=shelved, day=day, about=about, concept=concept, apart=apart(meeting, usual))
    paths = _free_paths(order, name.stem)
    whole, remark = published(store, asked, data_key=data_key, now=now, tell=tell)
    edition = replace(for_audience(whole, order.audience, subject), meeting=meeting)
    _save(paths, paper_files(store, name, edition, order.formats, now=now, tell=tell))
    return Exported(edition=edition, paths=tuple(paths.values()), concept=concept, remark=remark)


def _meeting(store: "Store", order: Order, now: datetime) -> "tuple[MeetingWords, date] | None":
    """The meeting that was asked for, and its reference date."""
    if order.meeting is None:
        return None
    from tracker.actions.contents import meetings

    every = meetings(_meetings_known(store, order.asked.known_at))
    that_day = [one for one in every if one.held_on == order.meeting]
    own = [one for one in that_day if one.body == BODY_OF.get(order.audience)]
    found = next(iter((*own, *that_day)), None)
    if found is None:
        asked = order.meeting
        nearest = sorted(dict.fromkeys(one.held_on for one in every), key=lambda day: abs((day - asked).days))
        days = ", ".join(short_date(day) for day in sorted(nearest[:MOST_NAMED]))
        raise SettingError(
            f"Er staat geen vergadering op {short_date(order.meeting)} in het blad.",
            f"Kies uit: {days}." if days else "Zet de vergadering op het tabblad Vergaderingen.",
        )
    words = MeetingWords(held_on=found.held_on, body=found.body, message=found.message, decision=found.decision)
    if not own and order.audience in (Audience.PARTNER, Audience.FUNDER):
        # What a group is asked to decide is not for those outside it.
        words = replace(words, message=None, decision=None)
    return words, reference_day(found, today_at(now))


def reference_day(meeting: "Meeting", today: date) -> date:
    """The day whose state a meeting gets: its own reference date, and never one that lies after it or ahead."""
    return min(meeting.as_of or meeting.held_on, meeting.held_on, today)


def _subject(store: "Store", order: Order, day: date) -> tuple[str, str]:
    """The partner or grant that the papers are about, as the sheet writes it, and as names of files have it.

    Capitals do not matter, and another way in which people write the name of a partner will do. Raises SettingError
    without one that day.
    """
    if order.audience not in (Audience.PARTNER, Audience.FUNDER):
        return order.subject, ""
    from tracker.actions.known import facts_of, known_world
    from tracker.intake.names import plain

    facts = facts_of(store, known_world(store, order.asked.known_at).world)
    if order.audience == Audience.FUNDER:
        written = {plain(grant.name): grant.name for grant in facts.grants}
    else:
        partners = facts.affiliated(day)
        written = {plain(other): partner.name for partner in partners for other in partner.other_names}
        written |= {plain(partner.name): partner.name for partner in partners}
    found = written.get(plain(order.subject))
    if found is None:
        raise unknown_subject(order.audience, order.subject, tuple(dict.fromkeys(written.values())))
    short = short_names(order.audience, dict.fromkeys(written.values()))
    return found, short[f"{found}{ESF}" if order.esf else found]


BODY_OF: Mapping[str, str] = {
    Audience.STEERING_GROUP: "steering_group",
    Audience.BOARD: "executive_board",
    Audience.MANAGERS: "managers",
}
"""The audiences that meet, with the code of their meeting on Vergaderingen."""


def with_own_meeting(store: "Store", edition: Edition, known_at: datetime | None = None) -> Edition:
    """The edition with the words for the meeting of those who read it, and with none that are for another meeting."""
    meeting = _own_meeting(store, edition.audience, edition.state.as_of, known_at)
    return edition if edition.audience not in BODY_OF else replace(edition, meeting=meeting)


def _own_meeting(store: "Store", audience: str, day: date, known_at: datetime | None) -> MeetingWords | None:
    from tracker.actions.contents import meeting_for

    body = BODY_OF.get(audience)
    return None if body is None else meeting_for(_meetings_known(store, known_at), day, body)


def _meetings_known(store: "Store", known_at: datetime | None) -> "World":
    """What was known of meetings, and of nothing else, because a page asks this too."""
    from tracker.actions.known import known_snapshot

    return store.world(known_snapshot(store, known_at)[0], (MEETINGS.name,))


def _free_paths(order: Order, name: str) -> Mapping[str, Path]:
    """For each end of a name the path of its file; said before the work when it cannot be written."""
    from tracker.editions.files import free_paths

    ends = [end for word in order.formats for end in FORMATS[word].ends]
    paths = free_paths(order.folder, [name + end for end in ends], overwrite=order.overwrite)
    return dict(zip(ends, paths, strict=True))


def _save(paths: Mapping[str, Path], made: Files) -> None:
    from tracker.editions.files import save_together

    save_together({path: made[end] for end, path in paths.items()})


def paper_files(
    store: "Store", name: PaperName, edition: Edition, formats: Sequence[str], *, now: datetime, tell: Tell = quiet
) -> Files:
    """The files of an edition by the end of their name: those that were kept, and new ones, kept from now on.

    The figures as ESF+ counts them are only in papers that are called so.
    """
    assert edition.number is not None
    number, concept, found = edition.number, name.concept, dict[str, bytes]()
    if not name.whose.endswith(ESF):
        edition = replace(edition, grants=tuple(replace(one, esf=()) for one in edition.grants))
    for word in formats:
        places = {end: name.apart + end for end in FORMATS[word].ends}
        kept = {end: store.shelf.kept(number, name.whose, place, concept=concept) for end, place in places.items()}
        if any(content is None for content in kept.values()):
            tell(f"Het bestand maken: {word}")
            for end, content in FORMATS[word].make(edition, concept, name.stem).items():
                found[end] = store.shelf.keep(number, name.whose, places[end], content, concept=concept, made_at=now)
        else:
            found.update({end: content for end, content in kept.items() if content is not None})
    return found
