"""A rule over partners: another spelling belongs to one partner only."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from tracker.intake.checks.mark import Mark, Spot
from tracker.intake.checks.seen import Seen
from tracker.intake.findings import Problem
from tracker.intake.names import plain
from tracker.model import Partner


def owners(partners: Iterable[Partner]) -> Mapping[str, tuple[str, ...]]:
    """By the plain form of each name and other spelling, the partners that it may stand for; a name has one."""
    spellings: dict[str, dict[str, None]] = defaultdict(dict)
    known = list(partners)
    for partner in known:
        for other in partner.other_names:
            spellings[plain(other)][partner.name] = None
    names = {plain(partner.name): (partner.name,) for partner in known}
    return {key: tuple(found) for key, found in spellings.items()} | names


def spellings_are_of_one_partner(seen: Seen) -> Iterator[Spot]:
    """A spelling that stands with two partners, or is the name of another, stands for nobody."""
    partners = seen.of(Partner)
    known = owners(partner for partner, _ in partners)
    for partner, row in partners:
        for name in partner.other_names:
            other = next((one for one in known[plain(name)] if one != partner.name), None)
            if other:
                words = {"name": name, "other": other}
                yield Spot("partners", row, Mark("other_names", Problem("schrijfwijze_dubbel", words)))
                break
