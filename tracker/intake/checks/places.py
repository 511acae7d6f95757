"""Rules over one partner: what its people do there, what it offers, and until when it takes part."""

from collections import defaultdict
from collections.abc import Iterator

from tracker.intake.checks.mark import At, Mark, Spot
from tracker.intake.checks.seen import Seen
from tracker.intake.findings import Problem
from tracker.model import Participant, Partner, Place, Step
from tracker.wording import plural, short_date


def partners_take_part(seen: Seen) -> Iterator[Spot]:
    """No step begins at a partner that has left."""
    left = {partner.name: partner.left_on for partner, _ in seen.of(Partner) if partner.left_on}
    for step, row in seen.of(Step) if left else ():
        day = left.get(step.partner or "")
        if day and step.start > day:
            words = {"partner": step.partner or "", "left": short_date(day)}
            yield Spot("steps", row, Mark("partner", Problem("partner_uitgetreden", words)))


def places_hold_their_people(seen: Seen) -> Iterator[Spot]:
    """Where a partner offers places of a kind, no more people have one today than there are."""
    offers: dict[tuple[str, str], list[tuple[Place, At]]] = defaultdict(list)
    for place, row in seen.of(Place):
        if place.offered_from <= seen.today <= (place.offered_until or seen.today):
            offers[place.partner, place.kind].append((place, row))
    taken = _taken(seen) if offers else {}
    for key, rows in offers.items():
        places, people = sum(place.number for place, _ in rows), len(taken.get(key, ()))
        if people > places:
            words = {
                "people": plural(people, "deelnemer", "deelnemers"),
                "places": plural(places, "deelnemer", "deelnemers"),
            }
            yield Spot("places", rows[-1][1], Mark("number", Problem("plekken_overvol", words)))


def _taken(seen: Seen) -> dict[tuple[str, str], set[str]]:
    """Who is at a partner today, by partner and kind of step."""
    closed = {person.code for person, _ in seen.of(Participant) if person.closed_on and person.closed_on <= seen.today}
    there: dict[tuple[str, str], set[str]] = defaultdict(set)
    for step, _ in seen.of(Step):
        runs = step.start <= seen.today <= (step.end or seen.today)
        if runs and step.partner and step.participant not in closed:
            there[step.partner, step.kind].add(step.participant)
    return there
