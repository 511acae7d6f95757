"""The records of one moment put together: each person with their steps, each partner with what it did.

Made once for a reading of the store; every reference date then looks at the same facts.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.model import Embedding, Held, Participant, Partner, Step, Target, TeamSeat, World
from tracker.wording import today_at


@dataclass(frozen=True, slots=True)
class Person:
    """One participant with all steps in order of their start.

    `registered` is the day from which the person counts: as typed, else the first step, else the sync that first saw
    the row.
    """

    participant: Participant
    registered: date
    steps: tuple[Step, ...]

    @property
    def code(self) -> str:
        """The code by which the person is known."""
        return self.participant.code


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the figures are made from."""

    people: tuple[Person, ...]
    partners: tuple[Partner, ...]
    embedding: Mapping[tuple[str, str], tuple[Embedding, ...]]
    seats: Mapping[str, tuple[TeamSeat, ...]]
    targets: tuple[Target, ...]

    def level(self, partner: str, domain: str, day: date) -> str | None:
        """How far a partner is in a domain on a day: what the last row up to that day says."""
        rows = self.embedding.get((partner, domain), ())
        place = bisect_right([row.since for row in rows], day)
        return rows[place - 1].level if place else None


def facts(world: World) -> Facts:
    """Put the records of one moment together."""
    steps: dict[str, list[Step]] = defaultdict(list)
    for held in world.tabs.get("steps", ()):
        if isinstance(held.record, Step):
            steps[held.record.participant].append(held.record)
    people = [
        _person(held, held.record, steps.get(held.record.code, ()))
        for held in world.tabs.get("participants", ())
        if isinstance(held.record, Participant)
    ]
    rows: dict[tuple[str, str], list[Embedding]] = defaultdict(list)
    for held in world.tabs.get("embedding", ()):
        if isinstance(held.record, Embedding):
            rows[held.record.partner, held.record.domain].append(held.record)
    seats: dict[str, list[TeamSeat]] = defaultdict(list)
    for held in world.tabs.get("team", ()):
        if isinstance(held.record, TeamSeat):
            seats[held.record.partner].append(held.record)
    return Facts(
        people=tuple(sorted(people, key=lambda person: person.code)),
        partners=tuple(one.record for one in world.tabs.get("partners", ()) if isinstance(one.record, Partner)),
        embedding={key: tuple(sorted(some, key=lambda row: row.since)) for key, some in rows.items()},
        seats={partner: tuple(some) for partner, some in seats.items()},
        targets=tuple(one.record for one in world.tabs.get("targets", ()) if isinstance(one.record, Target)),
    )


def _person(held: Held, participant: Participant, steps: Sequence[Step]) -> Person:
    ordered = tuple(sorted(steps, key=lambda step: (step.start, step.kind, step.end or date.max)))
    first = ordered[0].start if ordered else today_at(held.first_seen)
    return Person(participant, participant.registered_on or first, ordered)
