"""The records of one moment put together: each person with their steps, each partner with what it did.

Made once for a reading of the store; every reference date then looks at the same facts.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from tracker.figures.months import quarter_end
from tracker.model import (
    Activity,
    Embedding,
    ExpertCount,
    Grant,
    Held,
    Level,
    ListRow,
    Measurement,
    Obstacle,
    Participant,
    Partner,
    Phase,
    Place,
    Step,
    StepKind,
    Target,
    TeamSeat,
    World,
)
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.figures.places import Supply

STEP_UPS = (StepKind.INTERNSHIP, StepKind.WORK_EXPERIENCE, StepKind.VOLUNTEER_WORK)
"""The kinds of step that lead up to work when a training is not possible (yet)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How a step came in: its number within its tab, and the moment of the sync that first saw it."""

    entity: int
    seen_at: datetime


@dataclass(frozen=True)
class Person:
    """One participant with all steps in order of their start.

    `registered` is the day from which the person counts: as typed, else the first step or the sync that first saw the
    row, whichever came first. So a step that is typed in later never makes someone count later. `entries` say how each
    of the `steps` came in, in the same order.
    """

    participant: Participant
    registered: date
    steps: tuple[Step, ...]
    entries: tuple[Entry, ...] = ()
    measurements: tuple[Measurement, ...] = ()

    @cached_property
    def code(self) -> str:
        """The code by which the person is known."""
        return self.participant.code

    @cached_property
    def first_starts(self) -> Mapping[str, date]:
        """The day on which each kind of step first began."""
        firsts: dict[str, date] = {}
        for step in self.steps:
            firsts.setdefault(step.kind, step.start)
        return firsts

    @cached_property
    def first_step_up(self) -> date | None:
        """The day on which a step up first began outside a training that ran then."""
        trainings = [step for step in self.steps if step.kind == StepKind.TRAINING]
        return next((step.start for step in self.steps if step.kind in STEP_UPS and not _within(step, trainings)), None)

    @cached_property
    def jobs(self) -> tuple[Step, ...]:
        """The steps of paid work in order of their start."""
        return tuple(step for step in self.steps if step.kind == StepKind.PAID_WORK)


def _within(step: Step, trainings: Sequence[Step]) -> bool:
    """Whether a step began while one of the trainings ran."""
    return any(one.start <= step.start and (one.end is None or step.start <= one.end) for one in trainings)


@dataclass(frozen=True, slots=True)
class Archived:
    """How many erased people a figure still counts: in the numerator, in the denominator, and unknown.

    A duration cannot be counted on from numbers. Where it was `fixed` before people were erased, it was `days` days
    then (None: it had no value).
    """

    yes: int
    base: int = 0
    unknown: int = 0
    fixed: bool = False
    days: float | None = None


NOBODY = Archived(0)
"""Nobody was erased."""


def archive_key(code: str, grant: str = "") -> str:
    """What the archive calls a figure of the programme, or of one grant."""
    return f"{code} {grant}" if grant else code


def half_days_key(code: str) -> str:
    """What the archive calls the value of a duration: twice the days, so that a median of two is whole too.

    When the duration had no value, `NO_DAYS` stands there.
    """
    return f"{code}.halve_dagen"


NO_DAYS = Archived(0, unknown=1)
"""A duration that was fixed without a value."""


def where_key(activity: Activity) -> str:
    """What the archive calls the people who were somewhere ("waar nu")."""
    return f"waar_nu.{activity.value}"


@dataclass(frozen=True)
class Facts:
    """Everything the figures are made from.

    `embedding` is in order of time for each (partner, domain); `places` and `obstacles` are by their number within
    their tab; `regions` gives the region of a municipality. `archive` holds the counts of erased people by the code of
    a figure and the end of a quarter. `first_sync` is the moment of the first sync that left a record.
    """

    people: tuple[Person, ...]
    partners: tuple[Partner, ...] = ()
    embedding: Mapping[tuple[str, str], tuple[Embedding, ...]] = field(default_factory=dict)
    seats: Mapping[str, tuple[TeamSeat, ...]] = field(default_factory=dict)
    targets: tuple[Target, ...] = ()
    experts: Mapping[str, tuple[ExpertCount, ...]] = field(default_factory=dict)
    places: Mapping[int, Place] = field(default_factory=dict)
    obstacles: Mapping[int, Obstacle] = field(default_factory=dict)
    grants: tuple[Grant, ...] = ()
    phases: tuple[Phase, ...] = ()
    regions: Mapping[str, str] = field(default_factory=dict)
    first_sync: datetime | None = None
    archive: Mapping[str, Mapping[date, Archived]] = field(default_factory=dict)

    @cached_property
    def _by_registration(self) -> tuple[tuple[Person, ...], list[date]]:
        ordered = tuple(sorted(self.people, key=lambda person: (person.registered, person.code)))
        return ordered, [person.registered for person in ordered]

    def registered(self, day: date) -> tuple[Person, ...]:
        """Everyone registered by a day."""
        ordered, days = self._by_registration
        return ordered[: bisect_right(days, day)]

    @cached_property
    def _by_first_start(self) -> Mapping[str, tuple[tuple[Person, ...], list[date]]]:
        starts: dict[str, list[tuple[date, str, Person]]] = defaultdict(list)
        for person in self.people:
            for kind, first in person.first_starts.items():
                starts[kind].append((max(first, person.registered), person.code, person))
        ordered = {kind: sorted(some, key=lambda one: one[:2]) for kind, some in starts.items()}
        return {kind: (tuple(one[2] for one in some), [one[0] for one in some]) for kind, some in ordered.items()}

    def began(self, kind: str, day: date) -> tuple[Person, ...]:
        """Everyone registered by a day who began a step of a kind by then."""
        ordered, days = self._by_first_start.get(kind, ((), []))
        return ordered[: bisect_right(days, day)]

    @cached_property
    def steps_at(self) -> Mapping[tuple[str, str], tuple[tuple[str, Step], ...]]:
        """For each partner and kind of step, the steps there with the code of the person."""
        found: dict[tuple[str, str], list[tuple[str, Step]]] = defaultdict(list)
        for person in self.people:
            for step in person.steps:
                if step.partner is not None:
                    found[step.partner, step.kind].append((person.code, step))
        return {key: tuple(some) for key, some in found.items()}

    @cached_property
    def places_at(self) -> Mapping[tuple[str, str], tuple[Place, ...]]:
        """For each partner and kind of place, what was ever offered there."""
        return _frozen(_grouped(((place.partner, place.kind), place) for place in self.places.values()))

    @cached_property
    def supplied(self) -> "dict[date, tuple[Supply, ...]]":
        """The places of every day that was asked for, because several figures count the same ones."""
        return {}

    def level(self, partner: str, domain: str, day: date) -> str | None:
        """How far a partner is in a domain on a day: what the last row up to that day says."""
        rows = self.embedding.get((partner, domain), ())
        place = bisect_right(rows, day, key=lambda row: row.since)
        return rows[place - 1].level if place else None

    def affiliated(self, day: date) -> list[Partner]:
        """The partners on a day: from the day they joined until the day they left. Without a first day: always."""
        return [partner for partner in self.partners if _takes_part(partner, day)]

    @cached_property
    def _by_name(self) -> Mapping[str, Partner]:
        return {partner.name: partner for partner in self.partners}

    def is_affiliated(self, name: str | None, day: date) -> bool:
        """Whether an organisation is a partner on a day."""
        partner = self._by_name.get(name or "")
        return partner is not None and _takes_part(partner, day)

    def archived(self, code: str, day: date, grant: str = "") -> Archived:
        """What the archive adds to a figure: as it stood at the end of the day's quarter, or the last one before it.

        A duration is only fixed at the end of that quarter itself.
        """
        end = quarter_end(day)
        counts = counted_until(self.archive.get(archive_key(code, grant), {}), end)
        fixed = self.archive.get(half_days_key(code), {}).get(end)
        if fixed is None:
            return counts
        return replace(counts, fixed=True, days=None if fixed == NO_DAYS else fixed.yes / 2)


def counted_until(counts: Mapping[date, Archived], end: date) -> Archived:
    """What stands in a row of the archive at the end of a quarter: the last count up to then."""
    ends = [one for one in counts if one <= end]
    return counts[max(ends)] if ends else NOBODY


def _takes_part(partner: Partner, day: date) -> bool:
    joined = partner.joined_on is None or partner.joined_on <= day
    return joined and (partner.left_on is None or partner.left_on > day)


# --- Putting the records together ------------------------------------------------------------------------------------

T = TypeVar("T")
R = TypeVar("R")

_CAUTIOUS = (Level.STRUCTURAL, Level.PILOT, Level.EXPLORING, Level.NONE, Level.NOT_APPLICABLE)
"""Of two rows about the same day, the least far one counts, so that the order of rows does not matter."""


def facts(world: World, archive: Mapping[str, Mapping[date, Archived]] | None = None) -> Facts:
    """Put the records of one moment together."""
    embedding = _grouped(((row.partner, row.domain), row) for row in _records(world, "embedding", Embedding))
    rank = {level.value: place for place, level in enumerate(_CAUTIOUS)}
    return Facts(
        people=_people(world),
        partners=tuple(sorted(_records(world, "partners", Partner), key=lambda partner: partner.name)),
        embedding={
            key: tuple(sorted(rows, key=lambda row: (row.since, rank.get(row.level, 0))))
            for key, rows in embedding.items()
        },
        seats=_frozen(_grouped((seat.partner, seat) for seat in _records(world, "team", TeamSeat))),
        targets=tuple(_records(world, "targets", Target)),
        experts=_frozen(_grouped((row.partner, row) for row in _records(world, "experts", ExpertCount))),
        places={held.entity: record for held, record in _held(world, "places", Place)},
        obstacles={held.entity: record for held, record in _held(world, "obstacles", Obstacle)},
        grants=tuple(_records(world, "grants", Grant)),
        phases=tuple(sorted(_records(world, "phases", Phase), key=lambda phase: (phase.starts_on, phase.name))),
        regions={
            row.municipality: row.region for row in _records(world, "lists", ListRow) if row.municipality and row.region
        },
        first_sync=min((held.first_seen for tab in world.tabs.values() for held in tab), default=None),
        archive=archive or {},
    )


def _held(world: World, tab: str, kind: type[T]) -> Iterator[tuple[Held, T]]:
    return ((held, held.record) for held in world.tabs.get(tab, ()) if isinstance(held.record, kind))


def _records(world: World, tab: str, kind: type[T]) -> Iterator[T]:
    return (record for _, record in _held(world, tab, kind))


def _grouped(pairs: Iterator[tuple[T, R]]) -> dict[T, list[R]]:
    groups: dict[T, list[R]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups


def _frozen(groups: dict[T, list[R]]) -> dict[T, tuple[R, ...]]:
    return {key: tuple(some) for key, some in groups.items()}


def _people(world: World) -> tuple[Person, ...]:
    """Everyone with a row of their own, in order of their code."""
    steps = _grouped((step.participant, (held, step)) for held, step in _held(world, "steps", Step))
    answers = _grouped((row.participant, row) for row in _records(world, "measurements", Measurement))
    people = (
        _person(held, one, steps.get(one.code, ()), tuple(answers.get(one.code, ())))
        for held, one in _held(world, "participants", Participant)
    )
    return tuple(sorted(people, key=lambda person: person.code))


def _person(
    held: Held, one: Participant, steps: Sequence[tuple[Held, Step]], answers: tuple[Measurement, ...]
) -> Person:
    ordered = sorted(steps, key=lambda pair: (pair[1].start, pair[1].kind, pair[1].end or date.max, pair[0].entity))
    seen = today_at(held.first_seen)
    first = min(seen, ordered[0][1].start) if ordered else seen
    return Person(
        participant=one,
        registered=one.registered_on or first,
        steps=tuple(step for _, step in ordered),
        entries=tuple(Entry(row.entity, row.first_seen) for row, _ in ordered),
        measurements=answers,
    )
