"""Papers: an edition becomes files for an audience, made once, kept, and given again byte for byte."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tracker.actions.account import Asked
from tracker.actions.publish import MOST_NAMED, for_audience, not_ahead, published, unknown_subject
from tracker.actions.terms import Tell, quiet
from tracker.edition import Audience, Edition, MeetingWords
from tracker.errors import SettingError
from tracker.wording import short_date, slug, today_at

if TYPE_CHECKING:
    from tracker.store import Store

Files: TypeAlias = Mapping[str, bytes]
"""For the end of each name (`.pdf`, `-cijfers.csv`) the bytes of the file."""


def charts(made: Edition) -> Mapping[str, str]:
    """The pictures of an edition as SVG, by name."""
    from tracker.editions.charts import of_edition

    return of_edition(made)


# --- Formats ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: the ends of the names that it makes, known before the work, and how it is made."""

    ends: tuple[str, ...]
    make: Callable[[Edition, bool], Files]


def _xlsx(edition: Edition, concept: bool) -> Files:
    from tracker.editions.excel import workbook

    return {".xlsx": workbook(edition, concept=concept)}


def _pdf(edition: Edition, concept: bool) -> Files:
    from tracker.editions.pdf import one_page, pdf

    made = one_page if edition.audience == Audience.BOARD else pdf
    return {".pdf": made(edition, concept=concept)}


def _pptx(edition: Edition, concept: bool) -> Files:
    from tracker.editions.slides import slides

    return {".pptx": slides(edition, concept=concept)}


def _csv(edition: Edition, concept: bool) -> Files:
    from tracker.editions.data import csv_files

    esf = any(grant.esf for grant in edition.grants) and edition.audience == Audience.FUNDER
    about = Audience(edition.audience), edition.subject
    return csv_files(edition, stem=stem(*about, edition.state.as_of, esf=esf, concept=concept))


def _json(edition: Edition, _: bool) -> Files:
    from tracker.editions.data import json_file

    return {".json": json_file(edition)}


def _html(edition: Edition, concept: bool) -> Files:
    from tracker.editions.html import page

    return {".html": page(edition, concept=concept)}


FORMATS: Mapping[str, Format] = {
    "xlsx": Format((".xlsx",), _xlsx),
    "pdf": Format((".pdf",), _pdf),
    "pptx": Format((".pptx",), _pptx),
    "csv": Format(
        (
            "-cijfers.csv",
            "-waar-nu.csv",
            "-partners.csv",
            "-plekken.csv",
            "-zoekers.csv",
            "-subsidies.csv",
            "-samenhang.csv",
            "-tabellen.csv",
            "-csv-metadata.json",
        ),
        _csv,
    ),
    "json": Format((".json",), _json),
    "html": Format((".html",), _html),
}
"""Every format, by the word that people type."""


def chosen_formats(words: str) -> tuple[str, ...]:
    """The formats in a list such as `xlsx,pdf`, each once. Raises SettingError for one that we do not make."""
    chosen = dict.fromkeys(word.strip().lower() for word in words.split(",") if word.strip())
    for word in chosen:
        if word not in FORMATS:
            raise SettingError(f"Het formaat “{word}” kennen wij niet.", f"Kies uit: {', '.join(FORMATS)}.")
    if not chosen:
        raise SettingError("Er is geen formaat gekozen.", f"Kies uit: {', '.join(FORMATS)}.")
    return tuple(chosen)


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
    order = replace(order, subject=_subject(store, order, day))
    paths = _free_paths(order, day, concept)
    whole, remark = published(store, asked, data_key=data_key, now=now, tell=tell)
    edition = for_audience(whole, order.audience, order.subject)
    if not order.esf:
        edition = replace(edition, grants=tuple(replace(one, esf=()) for one in edition.grants))
    edition = replace(edition, meeting=words[0]) if words else with_own_meeting(store, edition, asked.known_at)
    _write(store, order, edition, paths, concept=concept, now=now, tell=tell)
    return Exported(edition=edition, paths=tuple(paths.values()), concept=concept, remark=remark)


def _meeting(store: "Store", order: Order, now: datetime) -> "tuple[MeetingWords, date] | None":
    """The meeting that was asked for, and its reference date."""
    if order.meeting is None:
        return None
    from tracker.actions.contents import meetings
    from tracker.actions.known import known_world

    every = meetings(known_world(store, order.asked.known_at).world)
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
    return words, min(found.as_of or found.held_on, today_at(now))


def _subject(store: "Store", order: Order, day: date) -> str:
    """The partner or grant that the papers are about, as the sheet writes it. Raises SettingError without one that day.

    Capitals do not matter, and another way in which people write the name of a partner will do.
    """
    if order.audience not in (Audience.PARTNER, Audience.FUNDER):
        return order.subject
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
    return found


BODY_OF: Mapping[str, str] = {
    Audience.STEERING_GROUP: "steering_group",
    Audience.BOARD: "executive_board",
    Audience.MANAGERS: "managers",
}
"""The audiences that meet, with the code of their meeting on Vergaderingen."""


def with_own_meeting(store: "Store", edition: Edition, known_at: datetime | None = None) -> Edition:
    """The edition with the words for the meeting of those who read it, and with none that are for another meeting."""
    body = BODY_OF.get(edition.audience)
    if body is None:
        return edition
    from tracker.actions.contents import meeting_for
    from tracker.actions.known import known_world

    return replace(edition, meeting=meeting_for(known_world(store, known_at).world, edition.state.as_of, body))


def _free_paths(order: Order, day: date, concept: bool) -> dict[tuple[str, str], Path]:
    """For each format and end of a name the path of its file; said before the work when it cannot be written."""
    from tracker.editions.files import free_path

    name = stem(order.audience, order.subject, day, esf=order.esf, concept=concept)
    return {
        (word, end): free_path(order.folder, name + end, overwrite=order.overwrite)
        for word in order.formats
        for end in FORMATS[word].ends
    }


def stem(audience: Audience, subject: str, day: date, *, esf: bool, concept: bool) -> str:
    """How the names of the files begin: `financier-npg-esf-2026-11-01-concept`."""
    about = f"-{slug(subject)}" if subject else ""
    return f"{audience}{about}{'-esf' if esf else ''}-{day.isoformat()}{'-concept' if concept else ''}"


def _write(
    store: "Store",
    order: Order,
    edition: Edition,
    paths: Mapping[tuple[str, str], Path],
    *,
    concept: bool,
    now: datetime,
    tell: Tell,
) -> None:
    from tracker.editions.files import save_together

    whose = ":".join(word for word in (order.audience, order.subject, "esf" if order.esf else "") if word)
    made = paper_files(store, whose, edition, order.formats, concept=concept, now=now, tell=tell)
    save_together({path: made[end] for (_, end), path in paths.items()})


def paper_files(
    store: "Store",
    whose: str,
    edition: Edition,
    formats: Sequence[str],
    *,
    concept: bool,
    now: datetime,
    tell: Tell = quiet,
) -> Files:
    """The files of an edition by the end of their name: those that were kept, and new ones, kept from now on.

    `whose` names the audience, and what the papers are about: `stuurgroep`, `partner:` and its name.
    """
    assert edition.number is not None
    found: dict[str, bytes] = {}
    for word in formats:
        ends = FORMATS[word].ends
        kept = {end: store.shelf.kept(edition.number, whose, end, concept=concept) for end in ends}
        if any(content is None for content in kept.values()):
            tell(f"Het bestand maken: {word}")
            for end, content in FORMATS[word].make(edition, concept).items():
                found[end] = store.shelf.keep(edition.number, whose, end, content, concept=concept, made_at=now)
        else:
            found.update({end: content for end, content in kept.items() if content is not None})
    return found
