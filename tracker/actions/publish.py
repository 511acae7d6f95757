"""Editions: what is published about a moment is made once, gated so that nobody can be found, kept, and given again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tracker.actions.accounting import Asked
from tracker.actions.contents import Known, contents, with_opinions_protected
from tracker.actions.known import facts_of, known_snapshot, known_world, stale_rows, stale_since
from tracker.actions.terms import Tell, quiet
from tracker.edition import Audience, Edition, ProtectedTable
from tracker.errors import SettingError
from tracker.wording import short_date, today_at

if TYPE_CHECKING:
    from tracker.figures.facts import Facts
    from tracker.protection.tables import Published
    from tracker.store import Store
    from tracker.store.shelf import KeptEdition

OPINION_TABLES: Mapping[str, str] = {
    "tevreden": "meting_satisfied",
    "goed_geholpen": "meting_helped",
    "verandering": "meting_changing",
    "rondkomen": "meting_coping",
    "toekomst": "meting_confident",
}
"""For each figure of what people say of themselves, the protected table that it is made of for others."""

MOST_NAMED = 6
"""So many partners or grants are named to choose from: those whose names are nearest to what was typed."""

GOOD = ("4", "5")
"""The answers that count as good."""


def live_edition(store: "Store", asked: Asked, *, data_key: bytes, now: datetime) -> tuple[Edition, str]:
    """Everything exact, for the project leader and the programme team; and a remark (Dutch, or empty). Not kept."""
    day = asked.as_of or today_at(now)
    known, remark = _gather(store, asked.known_at, day, data_key, now)
    return contents(known, day), remark


def published(
    store: "Store", asked: Asked, *, data_key: bytes, now: datetime, tell: Tell = quiet
) -> tuple[Edition, str]:
    """The whole edition about a moment, and a remark: the kept one, or else a new one that went through the gate.

    What an audience gets of it is for `for_audience` to say. Raises StoreError before the first sync, and SettingError
    for a day that has not been yet: its edition would be the newest for everyone until that day.
    """
    not_ahead(asked, now)
    day = asked.as_of or today_at(now)
    number, _, remark = known_snapshot(store, asked.known_at)
    kept = store.shelf.find(day, number)
    if kept is not None:
        return kept, remark
    tell("De cijfers maken")
    known, remark = _gather(store, asked.known_at, day, data_key, now)
    tell("Kijken of niemand te herkennen is")
    made = _gated(store, contents(known, day), known)
    return store.shelf.put(made, snapshot=number, made_at=now), remark


def not_ahead(asked: Asked, now: datetime) -> None:
    """Raises SettingError for a reference date that has not been yet."""
    if asked.as_of is not None and asked.as_of > today_at(now):
        what = f"De peildatum {short_date(asked.as_of)} is nog niet geweest."
        raise SettingError(what, "Kies vandaag, of een dag die al voorbij is.")


def for_audience(whole: Edition, audience: str, subject: str = "") -> Edition:
    """What an audience may see of an edition; `subject` is a partner or a grant. Raises SettingError without it."""
    from tracker.protection.audience import seen_by

    try:
        return seen_by(whole, audience, subject)
    except ValueError:
        names = [one.name for one in (whole.grants if audience == Audience.FUNDER else whole.partners)]
        raise unknown_subject(audience, subject, names) from None


def unknown_subject(audience: str, subject: str, names: Sequence[str]) -> SettingError:
    """That there is no partner or grant with this name, with the nearest of those that there are."""
    nearest = get_close_matches(subject, names, n=MOST_NAMED, cutoff=0.0) if subject else sorted(names)[:MOST_NAMED]
    known = f"Kies uit: {', '.join(nearest)}." if nearest else "Zet eerst een rij in het blad."
    word = "subsidie" if audience == Audience.FUNDER else "partner"
    if not subject:
        return SettingError(f"Er is geen {word} gekozen.", known)
    return SettingError(f"De {word} “{subject}” staat niet in het blad op deze peildatum.", known)


def newest(store: "Store") -> Edition | None:
    """The edition with the latest reference date (of those, the last one made), or None when there is none yet."""
    kept = store.shelf.editions()
    return store.shelf.edition(kept[-1].number) if kept else None


def edition_numbered(store: "Store", number: int) -> Edition | None:
    """The edition with a number, or None when there is none."""
    return store.shelf.edition(number)


def editions(store: "Store") -> "tuple[KeptEdition, ...]":
    """Every edition that was published, the newest reference date last."""
    return store.shelf.editions()


def month_edition(store: "Store", *, data_key: bytes, now: datetime, tell: Tell = quiet) -> Edition | None:
    """Publish the edition of the end of last month when there is none of that day yet; None when there is one.

    The first sync after a month's end does this, so that the pages of others move on without anybody asking.
    """
    today = today_at(now)
    end = today.replace(day=1) - timedelta(days=1)
    if any(one.as_of >= end for one in store.shelf.editions()):
        return None
    made, _ = published(store, Asked(as_of=end), data_key=data_key, now=now, tell=tell)
    return made


# --- Gathering -------------------------------------------------------------------------------------------------------


def _gather(store: "Store", known_at: datetime | None, day: date, data_key: bytes, now: datetime) -> tuple[Known, str]:
    from tracker.actions.accounting import account

    known = known_world(store, known_at)
    try:
        accounted = account(store, Asked(), Asked(day, known_at), now)
    except SettingError:
        accounted = None
    found = Counter(str(one.severity) for one in store.findings(known.number))
    return (
        Known(
            world=known.world,
            facts=facts_of(store, known.world),
            moment=known.moment,
            accounted=accounted,
            findings=dict(sorted(found.items())),
            stale_rows=stale_rows(store, known_at)[0],
            stale_since=stale_since(store) if known_at is None else None,
            data_key=data_key,
        ),
        known.remark,
    )


# --- The gate --------------------------------------------------------------------------------------------------------


def _gated(store: "Store", exact: Edition, known: Known) -> Edition:
    """The edition with the tables that the gate lets through, and what people say of themselves made of those."""
    from tracker.actions.counted import insiders_of, lists_of, rows_of
    from tracker.protection.closed_list import closed_attributes, closed_list
    from tracker.protection.gate import Candidate, gate
    from tracker.protection.people import Moment

    day = exact.state.as_of
    lists = lists_of(known.facts, day)
    rows = rows_of(known.facts, day)
    result = gate(
        closed_attributes(lists),
        _earlier(store, day),
        Candidate(Moment(day, known.moment), rows, closed_list(lists)),
        insiders_of(known.facts, rows),
        known.data_key,
    )
    shares = {code: _opinion(result.tables, table) for code, table in OPINION_TABLES.items()}
    return with_opinions_protected(replace(exact, tables=result.tables, gate=result.record), shares)


def _earlier(store: "Store", day: date) -> "list[Published]":
    """What was published about the moments around a day, with the people behind it as far as they are still known."""
    from tracker.actions.counted import rows_of
    from tracker.protection.gate import LOOK_BACK
    from tracker.protection.people import Moment
    from tracker.protection.tables import Published

    made: list[Published] = []
    facts: dict[int, Facts] = {}
    every = store.shelf.editions()
    before, after = [one for one in every if one.as_of < day], [one for one in every if one.as_of > day]
    for kept in (*before[-LOOK_BACK:], *(one for one in every if one.as_of == day), *after[:LOOK_BACK]):
        edition = store.shelf.edition(kept.number)
        if edition is None:
            continue
        if kept.snapshot not in facts:
            facts[kept.snapshot] = _facts_at(store, kept.snapshot)
        rows = rows_of(facts[kept.snapshot], kept.as_of)
        made.append(Published(Moment(kept.as_of, edition.state.known_at), edition.tables, rows))
    return made


def _facts_at(store: "Store", snapshot: int) -> "Facts":
    from tracker.figures.facts import facts

    return facts(store.world(snapshot))


def _opinion(tables: tuple[ProtectedTable, ...], name: str) -> tuple[int, int] | None:
    """How many people answered good, and how many answered at all, both protected; None when too few may have."""
    from tracker.protection.closed_list import NO_ANSWER
    from tracker.protection.people import UNKNOWN
    from tracker.protection.rounding import FEWEST_ANSWERS, protected_share

    table = next((one for one in tables if one.spec.name == name), None)
    if table is None or any(cell.shown is None for cell in table.cells):
        return None
    counts = {cell.sides[0][0]: cell.shown or 0 for cell in table.cells}
    answered = sum(shown for answer, shown in counts.items() if answer not in (NO_ANSWER, UNKNOWN))
    good = sum(counts.get(answer, 0) for answer in GOOD)
    return None if protected_share(good, answered, FEWEST_ANSWERS) is None else (good, answered)
