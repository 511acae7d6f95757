"""Possible fits of people who need a place and places that are free, by code, for the project leader only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.figures.demand import needs
from tracker.figures.facts import Facts, Person
from tracker.figures.places import is_offered, supply
from tracker.model import Place

FEWER_HOURS, SMALL_JOB = "minder uren", 24
"""Who needs fewer hours fits a place of at most so many a week."""

NEAR_HOURS = 4
"""Hours a week that a place may differ from what someone did before."""

MOST_FITS = 5
"""How many places are named for one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One free place that may fit one person, for the project leader only.

    `near` says whether the partner is in the person's own municipality, `domain_known` whether the person has worked
    or learnt in the domain of the place, `hours_fit` whether its hours suit; each None when there is nothing to go by.
    """

    participant: str
    partner: str
    kind: str
    domain: str | None
    hours: float | None
    near: bool | None
    domain_known: bool | None
    hours_fit: bool | None

    @property
    def points(self) -> int:
        """How well it fits: one for each thing that does, one off for each that does not."""
        return sum(1 if known else -1 for known in (self.near, self.domain_known, self.hours_fit) if known is not None)


def fits(facts: Facts, day: date) -> tuple[Fit, ...]:
    """For everyone who searches or will need a place, the free places of that kind, the best first, at most five."""
    free: dict[str, list[Place]] = defaultdict(list)
    for place in _free_places(facts, day):
        free[place.kind].append(place)
    towns = {partner.name: partner.municipality for partner in facts.partners}
    found: list[Fit] = []
    for need in needs(facts, day):
        mine = [_fit(need.person, place, towns.get(place.partner)) for place in free.get(need.kind or "", ())]
        found.extend(
            sorted(mine, key=lambda fit: (-fit.points, fit.partner, fit.domain or "", fit.hours or 0))[:MOST_FITS]
        )
    return tuple(found)


def _free_places(facts: Facts, day: date) -> Iterable[Place]:
    """The offers of partners that have a free place of that kind and domain on a day."""
    free = {(row.partner, row.kind, row.domain) for row in supply(facts, day) if row.free > 0}
    return [
        place
        for place in facts.places.values()
        if (place.partner, place.kind, place.domain) in free and is_offered(place, day)
    ]


def _fit(person: Person, place: Place, town: str | None) -> Fit:
    home = person.participant.municipality
    domains = {step.domain for step in person.steps if step.domain}
    return Fit(
        participant=person.code,
        partner=place.partner,
        kind=place.kind,
        domain=place.domain,
        hours=place.hours,
        near=None if home is None or town is None else home == town,
        domain_known=None if not domains or place.domain is None else place.domain in domains,
        hours_fit=_hours_fit(person, place.hours),
    )


def _hours_fit(person: Person, hours: float | None) -> bool | None:
    """Whether the hours suit someone who needs fewer, or else are near those of their latest step with hours."""
    if hours is None:
        return None
    if FEWER_HOURS in person.participant.needs:
        return hours <= SMALL_JOB
    before = [step.hours for step in person.steps if step.hours is not None]
    return abs(hours - before[-1]) <= NEAR_HOURS if before else None
