"""The road of each partner to 2035: how far it is in each domain, what comes next, and who can show the way."""

from dataclasses import dataclass
from datetime import date

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
    return tuple(_way(one, levels[one.name], there, sizes) for one in partners)


def _way(
    partner: Partner, levels: dict[str, str | None], there: dict[str, list[Partner]], sizes: dict[str, int | None]
) -> Way:
    following = next_domain(levels)
    others = there[following] if following else []
    nearest = sorted(others, key=lambda other: (_unlike(partner, other), _distance(partner, other, sizes), other.name))
    examples = tuple(other.name for other in nearest[:MOST_EXAMPLES])
    return Way(partner.name, partner.sector, levels, following, examples)


def next_domain(levels: dict[str, str | None]) -> str | None:
    """The domain in which a partner is furthest without being structural; of equals the first."""
    on_the_way = [domain for domain, level in levels.items() if level in _WAY]
    return max(on_the_way, key=lambda domain: _WAY.index(levels[domain]), default=None)


def _unlike(partner: Partner, other: Partner) -> bool:
    return partner.sector is None or partner.sector != other.sector


def _distance(partner: Partner, other: Partner, sizes: dict[str, int | None]) -> float:
    """How much two partners differ in size: in the number of experts, because the sheet has no other size of them."""
    one, two = sizes[partner.name], sizes[other.name]
    return float("inf") if one is None or two is None else abs(one - two)
