"""Looks at everything that a sync needs, one thing after another, and says how to mend what is not right."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.actions.computer import Check, of_disk, of_key, of_pages, of_time
from tracker.actions.known import last_good_sync
from tracker.columns import BY_NAME
from tracker.errors import SheetError, TrackerError
from tracker.model import Finding, Reading, Severity
from tracker.settings import Settings
from tracker.wording import listing, moment, plural

if TYPE_CHECKING:
    from tracker.mail import Post
    from tracker.sheet.source import Desk
    from tracker.store import Store

MOST_SECONDS_OFF = 300
"""Google refuses to let someone in whose clock is much further off."""

_DRIVE_IS_OFF = "Wilt u dat wij dit merken? Zet dan ook de Google Drive API aan in uw Google-project."

_NO_MAIL_YET = "Wilt u dat mensen een mail krijgen om in te loggen? Zet de mailserver in EW_MAIL_URL."

_ABOUT_TABS = ("tabblad_ontbreekt", "tabblad_dubbel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """How to reach what a run needs. `key` says whether there is a data key, and raises SettingError when it is wrong.

    `now` is the real time (UTC), whatever a rehearsal says.
    """

    store: Callable[[], AbstractContextManager["Store"]]
    desk: Callable[[], "Desk"]
    key: Callable[["Store"], bool]
    post: "Post"
    now: datetime


_AT_GOOGLE: Sequence[tuple[str, str, str]] = (
    ("offline service quota", "internet", "Wij kunnen Google bereiken."),
    ("key", "sleutel", "Google herkent de sleutel."),
    ("clock", "klok", "De klok van deze computer loopt goed."),
    ("api_off", "google sheets api", "De Google Sheets API staat aan."),
    ("in_bin", "prullenbak", "Het blad ligt niet in de prullenbak."),
    ("not_shared not_found", "delen", "Het blad is met ons gedeeld."),
)
"""What can be wrong on the way to a Google Sheet, in the order in which it must be right: troubles, name, good news."""


def diagnose(settings: Settings, ways: Ways) -> Iterator[Check]:
    """Look at database, mail and sheet; after something that is not right, what leans on it is not looked at."""
    try:
        desk = ways.desk()
    except TrackerError as error:
        yield Check("instellingen", False, error.what, error.advice)
        yield from _of_house(settings, ways)
        return
    yield Check("instellingen", True, f"Het blad is {desk.name}.")
    yield from _of_house(settings, ways)
    desk.look(closely=True)
    try:
        reading = desk.read()
    except SheetError as error:
        yield from _on_the_way(error)
        return
    yield from _arrived(desk)
    if reading.tabs:
        yield _of_tabs(reading)
        yield _of_headers(reading)
    else:
        yield _of_empty_sheet(desk)
    yield _of_writing(desk)


def _of_house(settings: Settings, ways: Ways) -> Iterator[Check]:
    """Everything but the sheet."""
    yield from _of_store(settings, ways)
    yield _of_mail(ways.post)
    yield of_pages(settings)


def _of_store(settings: Settings, ways: Ways) -> Iterator[Check]:
    try:
        with ways.store() as store:
            last = last_good_sync(store)
            said = f"Laatst bijgewerkt op {moment(last.last_at)}." if last else "Er is nog geen blad gelezen."
            yield Check("database", True, f"De database is in orde. {said}")
            yield of_key(ways.key, store)
            yield of_disk(settings, store.file)
            yield of_time(settings, last.last_at if last else None, ways.now)
    except TrackerError as error:
        yield Check("database", False, error.what, error.advice)


def _of_mail(post: "Post") -> Check:
    try:
        post.knock()
    except TrackerError as error:
        return Check("mail", False, error.what, error.advice)
    if post.leaves:
        return Check("mail", True, "De mailserver laat ons binnen.")
    return Check("mail", True, "Er is geen mailserver ingesteld. Mails staan dan op het scherm.", _NO_MAIL_YET)


def _on_the_way(error: SheetError) -> Iterator[Check]:
    """What was right before it went wrong, and what went wrong."""
    trouble = getattr(error, "trouble", None)
    kind = str(getattr(trouble, "name", "")).lower()
    steps = [step for step in _AT_GOOGLE if kind in step[0].split()]
    if not kind or not steps:
        yield Check("blad", False, error.what, error.advice)
        return
    for troubles, name, good in _AT_GOOGLE:
        if kind in troubles.split():
            yield Check(name, False, error.what, error.advice)
            return
        if name != "prullenbak":
            yield Check(name, True, good)


def _arrived(desk: "Desk") -> Iterator[Check]:
    """All that must have been right, since the sheet could be read."""
    difference = desk.clock_difference()
    if difference is None:
        yield Check("blad", True, "Het blad is te lezen.")
        return
    for _, name, good in _AT_GOOGLE:
        if name == "klok" and abs(difference) > MOST_SECONDS_OFF:
            off = plural(round(abs(difference) / 60), "minuut", "minuten")
            yield Check(name, False, f"De klok van deze computer loopt {off} {_way(difference)}.", "Zet de klok goed.")
        elif name == "prullenbak" and desk.thrown_away is None:
            yield Check(name, True, "Of het blad in de prullenbak ligt, konden wij niet nagaan.", _DRIVE_IS_OFF)
        else:
            yield Check(name, True, good)


def _way(difference: float) -> str:
    return "achter" if difference > 0 else "voor"


def _of_tabs(reading: Reading) -> Check:
    wrong = [one for one in reading.unreadable.values() if one.code in _ABOUT_TABS]
    if wrong:
        return _wrong("tabbladen", wrong)
    titles = dict.fromkeys(BY_NAME[tab.tab].title for tab in reading.tabs)
    return Check("tabbladen", True, f"Gevonden: {listing(list(titles))}.")


def _of_empty_sheet(desk: "Desk") -> Check:
    """Somebody who has just shared a new sheet needs one word, and not a list of tabs to make by hand."""
    new = "ew nieuw --google" if desk.clock_difference() is not None else "ew nieuw blad.xlsx"
    advice = f"Is dit een nieuw blad? Typ dan: {new}. Is het een ander blad? Kies dan uw eigen blad in EW_SOURCE."
    return Check("tabbladen", False, "In dit blad staat geen enkel tabblad dat wij kennen.", advice)


def _of_headers(reading: Reading) -> Check:
    faults = [one for one in reading.findings if one.severity is Severity.FAULT and one.code not in _ABOUT_TABS]
    if faults:
        return _wrong("kolommen", faults)
    return Check("kolommen", True, "Alle kolommen die nodig zijn, zijn er.")


def _wrong(name: str, findings: Sequence[Finding]) -> Check:
    return Check(name, False, " ".join(one.message for one in findings), " ".join(one.advice for one in findings))


def _of_writing(desk: "Desk") -> Check:
    try:
        desk.may_write()
    except TrackerError as error:
        return Check("schrijven", False, error.what, error.advice)
    return Check("schrijven", True, f"Wij mogen schrijven in {desk.own_place}.")
