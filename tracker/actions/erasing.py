"""Erasing people: what it means, doing it, and whose time is over."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from tracker.actions.audit import By, sealed_code
from tracker.actions.known import facts_of, syncs
from tracker.columns import BY_NAME
from tracker.errors import SettingError, StoreError
from tracker.figures.retention import AFTER_TYPING, Due, Limits, Why, due, erased_when_gone
from tracker.intake.words import participant_code
from tracker.model import Participant, Step
from tracker.protection.seal import tombstone
from tracker.tombstones import Graves, add_tombstones
from tracker.wording import long_date, today_at

if TYPE_CHECKING:
    from tracker.figures.facts import Facts
    from tracker.store import Store
    from tracker.store.person import Version

BY_HAND: Final = (
    "Haal de rijen van deze persoon uit het blad, op de tabbladen Deelnemers, Stappen en Metingen.",
    "Denk aan oude versies van het blad. Bij Google blijven die staan: een kopie van het blad heeft ze niet.",
    "Werk daarna bij met ew sync. Dan gaat de persoon ook uit het overzicht naast het blad.",
    "Gooi mails, gesprekskaarten en andere papieren weg waar deze persoon in staat.",
    "Gooi oude back-ups weg. Zet u er een terug, dan wissen wij deze persoon daar meteen weer uit.",
    "Op een databaseserver: laat ook de logbestanden en back-ups van de server verlopen.",
)
"""What people still have to do, because the tracker cannot (Dutch)."""

WHY_WORDS: Final[Mapping[Why, str]] = {
    Why.TIME_IS_OVER: "de bewaartermijn is voorbij",
    Why.CONSENT_WITHDRAWN: "het akkoord is ingetrokken",
    Why.ROW_IS_GONE: "de rij staat niet meer in het blad, en de bewaartermijn is voorbij",
}
"""Why someone is to be erased, as people read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToErase:
    """What erasing one person would do: rows by the title of their tab, with all their versions together.

    `known_since` is the moment of the sync that first saw them (UTC).
    """

    code: str
    rows: Mapping[str, int]
    versions: int
    known_since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What erasing did: the codes, how many versions of rows went, and whether the bytes are gone from the file too.

    `trouble` says (Dutch) why they are not yet.
    """

    codes: tuple[str, ...]
    versions: int
    trouble: StoreError | None = None


# --- One person ------------------------------------------------------------------------------------------------------


def to_erase(store: "Store", graves: Graves, code: str) -> ToErase:
    """What erasing someone would do; nothing is changed. Raises SettingError for a code that is not known."""
    from tracker.store.person import versions

    known = known_code(store, graves.key, code)
    found = versions(store, known)
    rows = Counter(tab for tab, _ in {(one.tab, one.entity) for one in found})
    return ToErase(
        code=known,
        rows={BY_NAME[tab].title: rows[tab] for tab in dict.fromkeys(one.tab for one in found)},
        versions=len(found),
        known_since=min(one.since for one in found),
    )


def known_code(store: "Store", key: bytes, typed: str) -> str:
    """The code of someone of whom data is kept, however it was typed. Raises SettingError when there is nobody."""
    from tracker.store.erasing import codes, tombstones

    code = participant_code(typed)
    if code is None:
        raise SettingError("Dat is geen code van een deelnemer.", "Schrijf een code zoals D-017.")
    if code in codes(store):
        return code
    erased_on = tombstones(store).get(tombstone(key, code))
    if erased_on:
        raise SettingError(f"Deze deelnemer is al gewist, op {long_date(erased_on)}.", "U hoeft niets te doen.")
    raise SettingError("Van deze deelnemer bewaren wij niets.", "Controleer de code. Zo staat hij op Deelnemers.")


def erase(
    store: "Store", graves: Graves, codes: Sequence[str], *, now: datetime, by: By | None = None, what: str = "gewist"
) -> Erased:
    """Erase people: every version of every row of theirs goes, and what they count for moves to the archive.

    The tombstones come first: whatever happens halfway, the next start finishes it. Raises StoreError and SettingError.
    """
    from tracker.store.erasing import Erasure, sweep
    from tracker.store.erasing import erase as take_out

    today = today_at(now)
    seals = {code: tombstone(graves.key, code) for code in codes}
    notes = tuple(by.note(what, sealed_code(graves.key, code)) for code in codes) if by else ()
    with store.turn():
        add_tombstones(graves.file, dict.fromkeys(seals.values(), today))
        count = take_out(store, Erasure(seals=seals, on=today, notes=notes))
        trouble = None
        try:
            sweep(store)
        except StoreError as error:
            trouble = error
    return Erased(codes=tuple(codes), versions=count, trouble=trouble)


# --- Whose time is over ----------------------------------------------------------------------------------------------


def past_retention(
    store: "Store", *, now: datetime, thresholds: Mapping[str, int], consent_is_ground: bool
) -> tuple[Due, ...]:
    """Everyone whose data may no longer be kept today, in order of their code. Raises StoreError before any sync."""
    from tracker.store.erasing import codes

    syncs(store)
    world, today = store.world(), today_at(now)
    limits = Limits(thresholds.get("retention_months", Limits().months), consent_is_ground)
    together = facts_of(store, world)
    there = {one.record.code for one in world.tabs["participants"] if isinstance(one.record, Participant)}
    gone = [one for code in codes(store) - there if (one := _gone(store, code, together, limits))]
    found = [*(_not_at_once(store, one) for one in due(together, today, limits)), *gone]
    return tuple(sorted((one for one in found if one.since <= today), key=lambda one: one.code))


def after_typing(first: date, known: Sequence["Version"]) -> date:
    """The first day on which time erases someone: not before their closing date stood in the sheet for a week.

    `first` is the day by that date alone, and `known` is every version of every row of theirs.
    """
    closed = [(one.since, one.record.closed_on) for one in known if isinstance(one.record, Participant)]
    closed.sort(key=itemgetter(0), reverse=True)
    # From the newest back, for as long as the date was the same.
    same = takewhile(lambda one: one[1] == closed[0][1], closed)
    typed = min((since for since, _ in same), default=None)
    return max(first, today_at(typed) + AFTER_TYPING) if typed else first


def _not_at_once(store: "Store", one: Due) -> Due:
    from tracker.store.person import versions

    if one.why is not Why.TIME_IS_OVER:
        return one
    return replace(one, since=after_typing(one.since, versions(store, one.code)))


def _gone(store: "Store", code: str, together: "Facts", limits: Limits) -> Due | None:
    """When someone is to be erased of whom no row is known any more; None when a row still is."""
    from tracker.store.person import versions

    found = versions(store, code)
    ends = [one.until for one in found if one.until]
    if len(ends) < len(found) or not ends:
        return None
    people = [one.record for one in found if isinstance(one.record, Participant)]
    steps = [one.record for one in found if isinstance(one.record, Step)]
    last = people[-1] if people else None
    first = erased_when_gone(last, steps, today_at(max(ends)), together, limits)
    return Due(code, Why.ROW_IS_GONE, after_typing(first, found))


# --- Keeping them out ------------------------------------------------------------------------------------------------


def who_was_erased(store: "Store", key: bytes) -> Callable[[str], bool] | None:
    """Whether a code is of someone who was erased; None when nobody was."""
    from tracker.store.erasing import tombstones

    seals = tombstones(store)
    return (lambda code: tombstone(key, code) in seals) if seals else None
