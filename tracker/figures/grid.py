"""The road of each partner to 2035: how far it is in each domain, what comes next, and who can show the way."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from tracker.figures.facts import Facts
from tracker.figures.partners import experts_at
from tracker.model import Domain, Level, Partner

_WAY: tuple[str | None, ...] = (None, Level.NONE, Level.EXPLORING, Level.PILOT)
"""The levels that are still on the way, the least far first; None is not known."""

MOST_EXAMPLES = 3
"""How many similar partners are named."""


@dataclass(frozen=True, slots=True)
class Way:
    """One partner: its level in each domain, the domain that comes next, and similar partners that got there.

    `levels` are in the order of the domains, None when nobody wrote one. `following` is the domain in which the partner
    is furthest without being structural; None when it is structural in all that apply. `examples` are partners that
    are structural there, of the same sector first, then the nearest in size.
    """

    partner: str
    sector: str | None
    levels: dict[str, str | None]
    following: str | None
    examples: tuple[str, ...]


def grid(facts: Facts, day: date) -> tuple[Way, ...]:
    """Every partner on a day, in order of name."""
    partners = facts.affiliated(day)
    levels = {one.name: {str(domain): facts.level(one.name, domain, day) for domain in Domain} for one in partners}
    sizes = {one.name: experts_at(facts, one.name, day) for one in partners}
    there = {
        str(domain): [one for one in partners if levels[one.name][domain] == Level.STRUCTURAL] for domain in Domain
    }

    # It depends on the sector and the size of a partner only, so in a large network it is worked out once for many.
    @cache
    def examples(domain: str, sector: str | None, size: int | None) -> tuple[str, ...]:
        def key(other: Partner) -> tuple[bool, float, str]:
            return _unlike(sector, other.sector), _distance(size, sizes[other.name]), other.name

        return tuple(other.name for other in sorted(there[domain], key=key)[:MOST_EXAMPLES])

    def way(one: Partner) -> Way:
        following = next_domain(levels[one.name])
        shown = examples(following, one.sector, sizes[one.name]) if following else ()
        return Way(one.name, one.sector, levels[one.name], following, shown)

    return tuple(map(way, partners))


def next_domain(levels: dict[str, str | None]) -> str | None:
    """The domain in which a partner is furthest without being structural; of equals the first."""
    on_the_way = [domain for domain, level in levels.items() if level in _WAY]
    return max(on_the_way, key=lambda domain: _WAY.index(levels[domain]), default=None)


def _unlike(sector: str | None, other: str | None) -> bool:
    return sector is None or sector != other


def _distance(size: int | None, other: int | None) -> float:
    """How much two partners differ in size: in the number of experts, because the sheet has no other size of them."""
    return float("inf") if size is None or other is None else abs(size - other)
