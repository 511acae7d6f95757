"""Random histories of a small programme: what was known first, and what is known after people worked in the sheet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tracker.figures.account import View
from tracker.model import (
    Domain,
    Embedding,
    ExpertCount,
    Held,
    Level,
    Measurement,
    Obstacle,
    OwnGoal,
    Participant,
    Partner,
    Place,
    Record,
    Step,
    StepKind,
    TeamSeat,
    World,
)

PEOPLE = tuple(f"D-00{number}" for number in range(1, 7))
PARTNERS = ("Halm", "Zevenlinden", "Zuiderveld", "Noorderbrug")
FIRST_DAY, LAST_DAY = date(2025, 1, 1), date(2026, 12, 31)
SYNCS = tuple(datetime(2026, month, 1, 12, tzinfo=UTC) for month in (6, 9, 12))

Tabs = Mapping[str, tuple[Held, ...]]


class Maker:
    """Makes rows at random; the same seed makes the same rows."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)

    def maybe(self, share: float) -> bool:
        """Yes, so often."""
        return self.chance.random() < share

    def day(self, empty: float = 0.0) -> Any:
        """Some day of two years, or so often none."""
        span = (LAST_DAY - FIRST_DAY).days
        return None if self.maybe(empty) else FIRST_DAY + timedelta(self.chance.randrange(span))

    def one_of(self, *words: Any) -> Any:
        """One of these."""
        return self.chance.choice(words)

    def step(self, person: str | None = None) -> Step:
        """A step of someone."""
        start = self.day()
        length = timedelta(self.chance.randrange(400))
        ended = self.maybe(0.5)
        return Step(
            participant=person or self.one_of(*PEOPLE),
            kind=self.one_of(*StepKind),
            start=start,
            partner=self.one_of(*PARTNERS, "outside_network", None),
            domain=self.one_of(*Domain, None),
            as_expert=self.one_of(True, False, None),
            planned_end=start + length if self.maybe(0.5) else None,
            end=start + length if ended else None,
            result=self.one_of("completed", "diploma", "stopped", None) if ended else None,
            hours=self.one_of(8.0, 16.0, 32.0, None),
            contract=self.one_of("permanent", "temporary", None),
            checked_on=self.day(0.5),
        )

    def participant(self, code: str) -> Participant:
        """Someone in the programme."""
        closed = self.day(0.75)
        return Participant(
            code=code,
            registered_on=self.day(0.2),
            own_goal=self.one_of(*OwnGoal, None),
            seeks=self.one_of(*StepKind, None),
            closed_on=closed,
            reason=self.one_of("overleden", "verhuisd", None) if closed else None,
        )

    def partner(self, name: str) -> Partner:
        """An organisation that may have joined, and may have left."""
        return Partner(name=name, joined_on=self.day(0.3), left_on=self.day(0.7), action_plan_on=self.day(0.4))

    def row(self, tab: str) -> Record:
        """A row of a tab where one record may have many."""
        name = self.one_of(*PARTNERS)
        makers: Mapping[str, Any] = {
            "steps": self.step,
            "embedding": lambda: Embedding(
                partner=name, domain=self.one_of(*Domain), level=self.one_of(*Level), since=self.day()
            ),
            "experts": lambda: ExpertCount(
                partner=name, counted_on=self.day(), paid=self.one_of(None, 0, 2), volunteer=self.one_of(None, 0, 1)
            ),
            "team": lambda: TeamSeat(
                partner=name, seat=self.one_of("board", "manager", "practice"), held_from=self.day(),
                held_until=self.day(0.7),
            ),
            "places": lambda: Place(
                partner=name, kind=self.one_of(*StepKind), number=self.chance.randrange(1, 5), offered_from=self.day(),
                offered_until=self.day(0.6), domain=self.one_of(*Domain, None),
            ),
            "measurements": lambda: Measurement(
                participant=self.one_of(*PEOPLE), answered_on=self.day(), satisfied=self.one_of(None, 2, 4, 5)
            ),
            "obstacles": lambda: Obstacle(
                rule=self.one_of("overig", "privacyregels"), reported_on=self.day(), solved_on=self.day(0.6),
                outcome=self.one_of(None, "already_allowed", "changed"),
            ),
        }  # fmt: skip
        record: Record = makers[tab]()
        return record


_MANY = (
    ("steps", 8),
    ("embedding", 5),
    ("experts", 2),
    ("team", 6),
    ("places", 3),
    ("measurements", 4),
    ("obstacles", 2),
)


def first_tabs(make: Maker) -> dict[str, tuple[Held, ...]]:
    """What was known first."""
    tabs: dict[str, list[Record]] = {
        "participants": [make.participant(code) for code in PEOPLE if make.maybe(0.7)],
        "partners": [make.partner(name) for name in PARTNERS if make.maybe(0.8)],
    }
    for tab, most in _MANY:
        tabs[tab] = [make.row(tab) for _ in range(make.chance.randrange(most + 1))]
    return {tab: tuple(Held(at, one, SYNCS[0]) for at, one in enumerate(rows, 1)) for tab, rows in tabs.items()}


@dataclass(frozen=True)
class Work:
    """What people did in the sheet between the two moments."""

    add: bool = True
    fill: bool = True
    correct: bool = True
    remove: bool = True


def worked_on(tabs: Tabs, make: Maker, work: Work) -> dict[str, tuple[Held, ...]]:
    """What is known after people worked in the sheet."""
    return {tab: tuple(_tab(tab, held, make, work)) for tab, held in tabs.items()}


def _tab(tab: str, held: tuple[Held, ...], make: Maker, work: Work) -> Iterable[Held]:
    following = len(held) + 10
    for one in held:
        if work.remove and make.maybe(0.15):
            # Someone may be put back by the next sync, under another number.
            if work.add and tab in ("participants", "partners") and make.maybe(0.4):
                yield Held(following + one.entity, _other(tab, one.record, make), SYNCS[2])
            continue
        record = one.record
        if work.correct and make.maybe(0.25):
            record = _mixed(record, _other(tab, record, make), make, filled=True)
        if work.fill and make.maybe(0.25):
            record = _mixed(record, _other(tab, record, make), make, filled=False)
        yield replace(one, record=record)
    if work.add:
        yield from (Held(following + 50 + at, one, SYNCS[1]) for at, one in enumerate(_added(tab, held, make)))


def _other(tab: str, record: Record, make: Maker) -> Record:
    """Another row that may stand in the place of this one."""
    if isinstance(record, Participant):
        return make.participant(record.code)
    if isinstance(record, Partner):
        return make.partner(record.name)
    return make.row(tab)


_NEVER = ("code", "name")


def _mixed(record: Record, other: Record, make: Maker, *, filled: bool) -> Record:
    """The record with some of its filled (or of its empty) cells from another one."""
    names = [name for name in type(record).__slots__ if name not in _NEVER]
    values = {
        name: getattr(other, name)
        for name in names
        if (getattr(record, name) not in (None, ())) is filled and make.maybe(0.4)
    }
    return replace(record, **values)


def _added(tab: str, held: tuple[Held, ...], make: Maker) -> list[Record]:
    known = {getattr(one.record, "code", None) or getattr(one.record, "name", None) for one in held}
    if tab == "participants":
        return [make.participant(code) for code in PEOPLE if code not in known and make.maybe(0.5)]
    if tab == "partners":
        return [make.partner(name) for name in PARTNERS if name not in known and make.maybe(0.5)]
    return [make.row(tab) for _ in range(make.chance.randrange(3))]


def history(seed: int, work: Work | None = None) -> tuple[View, View, Maker]:
    """Two views of a random history: two dates, and what was known at two moments."""
    make = Maker(seed)
    before = first_tabs(make)
    after = worked_on(before, make, work or Work())
    days = sorted([make.day(), make.day()])
    return View(World(SYNCS[0], before), days[0]), View(World(SYNCS[2], after), days[1]), make
