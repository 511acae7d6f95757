"""An access request: everything that is kept on one person, put together for that person (GDPR, article 15)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker.actions.audit import By, sealed_code, write_down
from tracker.actions.erasing import after_typing, known_code
from tracker.actions.known import facts_of
from tracker.actions.privacy import privacy_facts
from tracker.columns import BY_NAME, MEASUREMENTS, PARTICIPANTS, STEPS, Column
from tracker.dictionary import BESIDE, RETENTION_MONTHS
from tracker.intake.written import written
from tracker.model import OUTSIDE_NETWORK, Answer, Measurement, Participant, Step
from tracker.wording import long_date, moment, number, today_at

if TYPE_CHECKING:
    from tracker.editions.own_data import CountedIn, Earlier, OwnData, OwnField, OwnPart, OwnRecord, Plain
    from tracker.figures.facts import Person
    from tracker.settings import Settings
    from tracker.store import Store
    from tracker.store.person import Version

EMPTY: Final = "niets"
"""What stands in place of a value that is not there."""

_TITLES: Final = {
    PARTICIPANTS.name: ("Over u", "Wij bewaren niets over u in deze lijst."),
    STEPS.name: ("Uw stappen", "Wij bewaren geen stappen van u."),
    MEASUREMENTS.name: ("Wat u ervan vond", "Wij bewaren geen antwoorden van u."),
}
"""What each tab is called in the overview, and what is said when nothing is in it."""

ANSWERS: Final = "answers"
"""The table with what partners said, as the dictionary knows it."""

_NOT_READ: Final = (
    "Uw naam. De tracker kent alleen uw code. Wie bij welke code hoort, staat in het blad van het programma.",
    "Opmerkingen in het blad. De tracker leest die nooit. Vraag de projectleider wat daar over u staat.",
    "Uw adres, telefoonnummer, e-mailadres en burgerservicenummer.",
)
"""What the tracker does not hold, and where it may be."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose data is asked for, by the code as typed, and where the copy goes."""

    code: str
    folder: Path
    overwrite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnCopy:
    """What an access request came to: everything that is kept, and the files in which it stands."""

    held: "OwnData"
    files: tuple[Path, ...]

    @property
    def plain(self) -> dict[str, object]:
        """Everything as plain values, for a machine."""
        from tracker.editions.own_data import as_plain

        return as_plain(self.held)


def access_request(
    store: "Store", settings: "Settings", key: bytes, wanted: Wanted, *, now: datetime, by: By | None = None
) -> OwnCopy:
    """Write everything that is kept on one person to a page and a file of JSON, for that person.

    Raises SettingError for a code that is not known, FileError when a file cannot be written, and StoreError.
    """
    from tracker.editions.files import free_paths, save_together
    from tracker.editions.own_data import as_json, page

    code = known_code(store, key, wanted.code)
    names = [f"inzage-{code}.{end}" for end in ("html", "json")]
    paths = free_paths(wanted.folder, names, overwrite=wanted.overwrite)
    held = own_data(store, settings, code, now)
    save_together(dict(zip(paths, (page(held), as_json(held)), strict=True)))
    write_down(store, by, "inzage", sealed_code(key, code))
    return OwnCopy(held=held, files=paths)


def own_data(store: "Store", settings: "Settings", code: str, now: datetime) -> "OwnData":
    """Everything that is kept on one person."""
    from tracker.editions.own_data import OwnData, OwnRight
    from tracker.store.person import versions

    found, privacy = versions(store, code), privacy_facts(settings)
    person, kept, erased_from = _kept(store, settings, code, found)
    return OwnData(
        code=code,
        made_on=today_at(now).isoformat(),
        made_on_words=long_date(today_at(now)),
        ground=privacy.ground,
        controller=privacy.controller,
        contact=privacy.contact,
        parts=(
            *(_part(tab, [one for one in found if one.tab == tab]) for tab in _TITLES),
            _answers(store.answers.about_person(code)),
        ),
        editions=tuple(_counted_in(store, found, person)),
        kept=kept,
        erased_from=erased_from.isoformat() if erased_from else None,
        not_read=_NOT_READ,
        rights=tuple(OwnRight(name=one.name, how=one.means) for one in privacy.rights),
    )


# --- The records -----------------------------------------------------------------------------------------------------


def _part(tab: str, versions: Sequence["Version"]) -> "OwnPart":
    from tracker.editions.own_data import OwnPart

    title, nothing = _TITLES[tab]
    records = tuple(_record(list(some)) for _, some in groupby(versions, key=lambda one: one.entity))
    return OwnPart(tab=BY_NAME[tab].title, title=title, records=records, sees=BY_NAME[tab].sees, nothing=nothing)


def _record(versions: Sequence["Version"]) -> "OwnRecord":
    """One row with its versions, the oldest first; it is shown as it is now, with what it was below."""
    from tracker.editions.own_data import OwnRecord

    first, last = versions[0], versions[-1]
    return OwnRecord(
        title=_title(last),
        fields=tuple(_fields(last, [column for column in _columns(last) if _value(last, column) is not None])),
        known_since=first.since.isoformat(),
        known_since_words=moment(first.since),
        gone_on=last.until.isoformat() if last.until else None,
        gone_on_words=moment(last.until) if last.until else "",
        earlier=tuple(_earlier(one, following) for one, following in reversed(list(pairwise(versions)))),
    )


def _title(one: "Version") -> str:
    record = one.record
    if isinstance(record, Step):
        what = str(_value(one, STEPS.column("kind"))).capitalize()
        where = _value(one, STEPS.column("partner"))
        at = "" if where is None else f" {where}" if record.partner == OUTSIDE_NETWORK else f" bij {where}"
        return f"{what}{at}, vanaf {long_date(record.start)}"
    if isinstance(record, Measurement):
        return f"Uw antwoorden van {long_date(record.answered_on)}"
    assert isinstance(record, Participant)
    return f"Deelnemer {record.code}"


def _earlier(one: "Version", following: "Version") -> "Earlier":
    """What was different before a change."""
    from tracker.editions.own_data import Earlier

    changed = [column for column in _columns(one) if _value(one, column) != _value(following, column)]
    until = one.until or following.since
    return Earlier(
        since=one.since.isoformat(),
        until=until.isoformat(),
        until_words=moment(until),
        fields=tuple(_fields(one, changed)),
    )


def _answers(given: Sequence[Answer]) -> "OwnPart":
    """What partners said of someone's steps."""
    from tracker.editions.own_data import OwnField, OwnPart, OwnRecord

    told = next(one for one in BESIDE if ANSWERS in one.tables)

    def record(one: Answer) -> OwnRecord:
        from tracker.figures.still_right import said_word, what

        words = {"Partner": one.partner, "Waarover": what(one.about), "Antwoord": said_word(one)}
        return OwnRecord(
            title=f"Antwoord van {one.partner} op {long_date(today_at(one.answered_at))}",
            fields=tuple(OwnField(heading=name, words=word, why=told.why, value=word) for name, word in words.items()),
            known_since=one.answered_at.isoformat(),
            known_since_words=moment(one.answered_at),
            gone_on=None,
            gone_on_words="",
            earlier=(),
        )

    return OwnPart(
        tab="Reacties",
        title="Wat partners over uw plek zeiden",
        records=tuple(record(one) for one in given),
        sees=told.sees,
        nothing="Wij bewaren geen antwoorden van partners over u.",
    )


def _columns(one: "Version") -> Sequence[Column]:
    return [column for column in BY_NAME[one.tab].columns if column.field]


def _value(one: "Version", column: Column) -> object:
    return written(column, getattr(one.record, column.field))


def _fields(one: "Version", columns: Sequence[Column]) -> Iterator["OwnField"]:
    from tracker.editions.own_data import OwnField

    for column in columns:
        value = _value(one, column)
        yield OwnField(heading=column.heading, words=_words(value), why=column.why, value=_plain(value))


def _words(value: object) -> str:
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, int | float):
        return number(value)
    return str(value) if value is not None else EMPTY


def _plain(value: object) -> "Plain":
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | float) else None


# --- Where they count, and until when --------------------------------------------------------------------------------


def _counted_in(store: "Store", versions: Sequence["Version"], person: "Person | None") -> Iterator["CountedIn"]:
    """The editions that were made from what was known of someone, about a day on which they took part."""
    from tracker.editions.own_data import CountedIn

    mine = [one for one in versions if isinstance(one.record, Participant)]
    first = person.registered if person else min((today_at(one.since) for one in versions), default=date.max)
    for edition in store.shelf.editions():
        known = any(one.since <= edition.known_at and (not one.until or edition.known_at < one.until) for one in mine)
        if known and first <= edition.as_of:
            yield CountedIn(
                as_of=edition.as_of.isoformat(),
                as_of_words=long_date(edition.as_of),
                known_at=edition.known_at.isoformat(),
                audiences=tuple(dict.fromkeys(paper.audience for paper in store.shelf.papers(edition.number))),
            )


def _kept(
    store: "Store", settings: "Settings", code: str, known: Sequence["Version"]
) -> tuple["Person | None", tuple[str, ...], date | None]:
    """The person as known now, until when the data is kept in sentences, and the first day on which it may be gone."""
    from tracker.figures.retention import AFTER_WITHDRAWING, Limits, erased_from, kept_until

    months = settings.thresholds.get("retention_months", RETENTION_MONTHS)
    limits = Limits(months, settings.consent_is_ground)
    together = facts_of(store, store.world())
    person = next((one for one in together.people if one.code == code), None)
    if person is None:
        return None, (f"Uw rij staat niet meer in het blad. Wij wissen uw gegevens {months} maanden daarna.",), None
    withdrawn = person.participant.consent_withdrawn_on
    if withdrawn and settings.consent_is_ground:
        first = withdrawn + AFTER_WITHDRAWING
        return person, (f"U trok uw akkoord in. Wij wissen uw gegevens op {long_date(first)}.",), first
    until, day = kept_until(person, together), erased_from(person, together, limits)
    if day is None:
        said = [f"U doet nu mee. Wij bewaren uw gegevens zolang u meedoet, en daarna nog {months} maanden."]
    else:
        day = after_typing(day, known)
        said = [f"U doet niet meer mee. Wij wissen uw gegevens vanaf {long_date(day)}."]
    if until:
        said.append(f"Een subsidie betaalde een stap van u. Die vraagt ons te bewaren tot en met {long_date(until)}.")
    return person, tuple(said), day
