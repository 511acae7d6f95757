"""A rule over all people: two rows that look like one person who was registered twice."""

from collections.abc import Iterator

from tracker.intake.checks.mark import Mark, Spot
from tracker.intake.checks.seen import Person
from tracker.intake.findings import Problem


class Twins:
    """Remembers what everyone looks like; of two who look alike the later row is told of."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], Person] = {}

    def look(self, person: Person) -> Iterator[Spot]:
        """Two with the same municipality, day of registration and steps (at least one) may be one person."""
        one = person.participant
        if one.municipality is None or one.registered_on is None or not person.steps:
            return
        steps = tuple(sorted((step.kind, step.start, step.partner or "") for step, _ in person.steps))
        first = self._seen.setdefault((one.municipality, one.registered_on, steps), person)
        if first is not person:
            words = {"code": one.code, "other": first.participant.code, "row": str(first.row)}
            yield Spot("participants", person.row, Mark("code", Problem("persoon_dubbel", words)))
