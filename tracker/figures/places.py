"""Places that partners offer: how many there are, are filled and are free, by kind and domain.

A partner's places of one kind are filled by the people on running steps of that kind there. Who is on such a step above
the number of places stands outside the offer, and is counted apart. A step fills its place until it ends, also when the
person was closed since: a place with someone in it is not free.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.figures.facts import Facts
from tracker.figures.members import Members
from tracker.figures.timeline import runs_on
from tracker.model import OUTSIDE_NETWORK, Domain, Place, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """The places of one partner, kind and domain (None: not said) on a day; `outside` are people beyond the offer."""

    partner: str
    kind: str
    domain: str | None
    offered: int
    filled: int
    outside: int = 0

    @property
    def free(self) -> int:
        """How many places are free."""
        return self.offered - self.filled


def supply(facts: Facts, day: date) -> tuple[Supply, ...]:
    """Every partner's places on a day, by kind and domain, with the people outside any offer."""
    if day not in facts.supplied:
        facts.supplied[day] = tuple(_supply(facts, day))
    return facts.supplied[day]


def _supply(facts: Facts, day: date) -> Iterator[Supply]:
    offers = _offers(facts, day)
    names = {partner.name for partner in facts.affiliated(day)}
    taken = {key: found for key, found in _taken(facts, day).items() if key[0] in names}
    for partner, kind in sorted(offers.keys() | taken.keys()):
        yield from _filled(partner, kind, offers.get((partner, kind), {}), taken.get((partner, kind), Counter()))


def _offers(facts: Facts, day: date) -> dict[tuple[str, str], Counter[str | None]]:
    """For each partner on the day and kind, the number of places offered by domain."""
    names = {partner.name for partner in facts.affiliated(day)}
    offers: dict[tuple[str, str], Counter[str | None]] = defaultdict(Counter)
    for place in facts.places.values():
        if place.partner in names and is_offered(place, day):
            offers[place.partner, place.kind][place.domain] += place.number
    return offers


def is_offered(place: Place, day: date) -> bool:
    """Whether a place is offered on a day, up to and including its last one."""
    return place.offered_from <= day and (place.offered_until is None or day <= place.offered_until)


def _taken(facts: Facts, day: date) -> dict[tuple[str, str], Counter[str | None]]:
    """For each partner and kind, the number of people on running steps by domain; a person counts once."""
    taken: dict[tuple[str, str], Counter[str | None]] = {}
    for (partner, kind), steps in facts.steps_at.items():
        if partner != OUTSIDE_NETWORK:
            running = sorted((code, step.domain or "") for code, step in steps if runs_on(step, day))
            domains = dict(running)
            if domains:
                taken[partner, kind] = Counter(domain or None for domain in domains.values())
    return taken


_ORDER: tuple[str | None, ...] = (*Domain, None)


def _filled(partner: str, kind: str, offered: Mapping[str | None, int], taken: Counter[str | None]) -> Iterable[Supply]:
    """Fill the places of a partner and kind: people in their own domain first, the others wherever there is room."""
    filled = {domain: min(offered.get(domain, 0), taken[domain]) for domain in _ORDER}
    left = Counter({domain: taken[domain] - filled[domain] for domain in _ORDER})
    for domain in reversed(_ORDER):
        room = min(offered.get(domain, 0) - filled[domain], left.total())
        filled[domain] += room
        _take(left, room)
    for domain in _ORDER:
        if offered.get(domain, 0) or left[domain]:
            yield Supply(
                partner=partner,
                kind=kind,
                domain=domain,
                offered=offered.get(domain, 0),
                filled=filled[domain],
                outside=left[domain],
            )


def _take(left: Counter[str | None], number: int) -> None:
    """Take so many people away, those without a domain first, because they fit anywhere."""
    for domain in reversed(_ORDER):
        gone = min(left[domain], number)
        left[domain] -= gone
        number -= gone


# --- The figures -----------------------------------------------------------------------------------------------------


def _numbers(count: Callable[[Supply], int]) -> Callable[[Facts, date], Members]:
    """Partners, each with the number that is counted in their rows."""

    def members(facts: Facts, day: date) -> Members:
        totals: Counter[str] = Counter()
        for row in supply(facts, day):
            totals[row.partner] += count(row)
        numbers = {partner: number for partner, number in totals.items() if number}
        return Members(yes=frozenset(numbers), numbers=numbers)

    return members


offered = _numbers(lambda row: row.offered)
filled = _numbers(lambda row: row.filled)
free = _numbers(lambda row: row.free)
outside = _numbers(lambda row: row.outside)


# --- How long free ---------------------------------------------------------------------------------------------------


def free_since(facts: Facts, partner: str, kind: str, day: date) -> date | None:
    """Since when a partner has had a free place of a kind without a break, seen from a day; None when it has none."""
    mine = facts.places_at.get((partner, kind), ())
    steps = facts.steps_at.get((partner, kind), ())

    def has_free(on: date) -> bool:
        people = {code for code, step in steps if runs_on(step, on)}
        return sum(place.number for place in mine if is_offered(place, on)) > len(people)

    since = None
    for turn in sorted(_turns(mine, [step for _, step in steps], day), reverse=True):
        if not has_free(turn):
            break
        since = turn
    return since


def _turns(mine: Iterable[Place], steps: Iterable[Step], day: date) -> set[date]:
    """The days up to and including a day on which the number of free places may change."""
    begun = {place.offered_from for place in mine} | {step.start for step in steps}
    last = [place.offered_until for place in mine] + [step.end for step in steps]
    return {turn for turn in begun | {end + timedelta(days=1) for end in last if end} if turn <= day}
