"""Builders for the tests of history: a step, a sheet with some rows, and what is held after a sync of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tracker.history.apply import applied
from tracker.history.changes import Plan, plan
from tracker.model import Held, Intake, Record, Rejection, Sighting, Step, StepKind, TabIntake


def moment(day: int) -> datetime:
    """Noon on a day of November 2026."""
    return datetime(2026, 11, 1, 12, tzinfo=UTC) + timedelta(days=day - 1)


def step(person: str = "D-001", kind: str = StepKind.PAID_WORK, start: date = date(2026, 3, 2), **values: Any) -> Step:
    """A step of one person."""
    return Step(participant=person, kind=kind, start=start, **values)


def job(person: str = "D-001", **values: Any) -> Step:
    """A job with most cells filled."""
    filled: dict[str, Any] = {
        "partner": "Zorggroep Zevenlinden",
        "domain": "client_contact",
        "role": "buddy",
        "hours": 16.0,
        "contract": "temporary",
        "planned_end": date(2027, 3, 1),
    }
    return step(person, **{**filled, **values})


def rows(*records: Record, rejected: Sequence[Mapping[str, Any]] = ()) -> TabIntake:
    """A tab with these records from row 2 on, and below them rows that were rejected with what could be read."""
    seen = tuple(Sighting(record, number) for number, record in enumerate(records, 2))
    below = tuple(Rejection(number, values) for number, values in enumerate(rejected, 2 + len(records)))
    return TabIntake(seen, below)


def without(record: Record, *fields: str, row: int = 2) -> Sighting:
    """A row on which these cells cannot be read."""
    empty: dict[str, Any] = dict.fromkeys(fields)
    return Sighting(replace(record, **empty), row, frozenset(fields))


Tabs = Mapping[str, Sequence[Held]]


def sheet(**tabs: TabIntake) -> Intake:
    """A sheet of these tabs, by their names in the table of columns."""
    return Intake(tabs, ())


def steps(*records: Record, **more: Any) -> Intake:
    """A sheet with steps only."""
    return sheet(steps=rows(*records, **more))


def after(held: Tabs, seen: Intake, day: int) -> tuple[dict[str, tuple[Held, ...]], Plan]:
    """What is held after a sync on a day of November, and the plan that made it so."""
    made = plan(held, seen, moment(day))
    return applied(held, made.changes, moment(day)), made


def held_after(*seen: Intake) -> dict[str, tuple[Held, ...]]:
    """What is held after a sync of each of these sheets, a day apart from the first of November on."""
    held: dict[str, tuple[Held, ...]] = {}
    for day, one in enumerate(seen, 1):
        held, _ = after(held, one, day)
    return held


def records(held: Tabs, tab: str = "steps") -> list[Record]:
    """The records held of a tab."""
    return [one.record for one in held.get(tab, ())]


def kinds(made: Plan) -> tuple[int, int, int]:
    """How many records are new, changed and gone."""
    new = sum(change.before is None for change in made.changes)
    gone = sum(change.after is None for change in made.changes)
    return new, len(made.changes) - new - gone, gone
