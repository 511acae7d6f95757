"""The charts about partners and places of an edition."""

from collections.abc import Sequence

from tracker.choices import DOMAINS, STEP_KINDS
from tracker.edition import Edition
from tracker.editions import story
from tracker.editions.drawing import filled_bars, panels, shares
from tracker.editions.ink import Caption
from tracker.model import Domain, Level
from tracker.wording import capital, listing, long_date, number

_LEVELS: tuple[tuple[str | None, str], ...] = (
    (Level.STRUCTURAL, "structureel"),
    (Level.PILOT, "proef"),
    (Level.EXPLORING, "verkenning"),
    (Level.NONE, "nog niet"),
    (None, "onbekend"),
)
"""From far to not yet; partners that a domain does not fit are left out of it."""


def domains(edition: Edition, width: int, suffix: str) -> str:
    """How many partners are how far, for each domain."""
    rows = []
    for domain in Domain:
        held = [one.levels.get(domain) for one in edition.partners]
        rows.append((capital(DOMAINS.word(domain)), [held.count(level) for level, _ in _LEVELS]))
    said = [f"{name}: {_levels(counts)}." for name, counts in rows if any(counts)]
    best = max(rows, key=lambda row: row[1][0])
    title = (
        f"De meeste partners werken structureel in {best[0].lower()}: {number(best[1][0])}"
        if best[1][0]
        else "Nog geen partner werkt structureel in een domein"
    )
    return shares(Caption(f"domains{suffix}", title, " ".join(said), width), [word for _, word in _LEVELS], rows)


def _levels(counts: Sequence[int]) -> str:
    return listing([f"{number(count)} {word}" for count, (_, word) in zip(counts, _LEVELS, strict=True) if count])


def places(edition: Edition, width: int, suffix: str) -> str:
    """The places of each kind, and how many of them are filled."""
    counts: dict[str, tuple[int, int]] = {}
    for one in edition.places.now:
        filled, offered = counts.get(one.kind, (0, 0))
        counts[one.kind] = filled + one.filled, offered + one.offered
    order = [option.code for option in STEP_KINDS.options]
    kinds = sorted(counts, key=lambda kind: order.index(kind) if kind in order else len(order))
    rows = [(capital(STEP_KINDS.word(kind)), *counts[kind]) for kind in kinds]
    said = listing([f"{name.lower()} {number(filled)} van de {number(there)}" for name, filled, there in rows])
    title = story.places_lead(edition.places.now)
    return filled_bars(Caption(f"places{suffix}", title, f"Bezet: {said}.", width), rows)


def places_over_time(edition: Edition, width: int, suffix: str) -> str:
    """How many places were offered, filled and free on each quarter's end."""
    days = [day for day, _ in edition.places.quarters]
    series = [
        (name, [sum(getattr(one, what) for one in counted) for _, counted in edition.places.quarters])
        for name, what in (("aangeboden", "offered"), ("bezet", "filled"), ("vrij", "free"))
    ]
    moves = listing([f"{name} van {number(counts[0])} naar {number(counts[-1])}" for name, counts in series])
    title = f"Plekken van {long_date(days[0])} tot {long_date(days[-1])}"
    return panels(Caption(f"places-over-time{suffix}", title, f"{capital(moves)}.", width), days, series)
