"""Builders for the tests of the store: moments, records with every field filled or empty, and a sync to save."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

from sqlalchemy import Connection, Engine, create_engine, inspect, make_url, text

from tracker.columns import Tab
from tracker.model import Change, Finding, Held, Record, Severity, Snapshot, Step, TabCount
from tracker.store import Store

ROOT = Path(__file__).parents[2]

FILLED: Mapping[Any, Any] = {
    str: "Gemeente Súdwest \"'%;",
    int: 7,
    float: 12.5,
    bool: False,
    date: date(2026, 3, 31),
    tuple[str, ...]: ("vervoer", "taal; en meer"),
}


def moment(day: int) -> datetime:
    """Noon on a day after the first of November 2026."""
    return datetime(2026, 11, 1, 12, tzinfo=UTC) + timedelta(days=day)


def url(path: Path) -> str:
    """The address of a database in a file."""
    return f"sqlite:///{path}"


def kind(hint: Any) -> Any:
    """The type of a field, without the None that it may be."""
    return next(part for part in get_args(hint) if part is not type(None)) if isinstance(hint, UnionType) else hint


def filled(tab: Tab) -> Record:
    """A record with something in every field."""
    hints = get_type_hints(tab.record)
    record: Record = tab.record(**{field.name: FILLED[kind(hints[field.name])] for field in fields(tab.record)})
    return record


def bare(tab: Tab) -> Record:
    """A record with only what must be there."""
    hints = get_type_hints(tab.record)
    needed = [field for field in fields(tab.record) if field.default is MISSING]
    record: Record = tab.record(**{field.name: FILLED[kind(hints[field.name])] for field in needed})
    return record


def step(person: str = "D-001", hours: float | None = None) -> Step:
    """A training of one participant."""
    return Step(participant=person, kind="training", start=date(2026, 1, 5), hours=hours)


def new(*steps: Step) -> list[Change]:
    """Steps that were never seen before."""
    return [Change("steps", 0, None, record) for record in steps]


def changed(held: Held, after: Step | None, stale: Mapping[str, datetime] | None = None) -> Change:
    """A step that is something else now, or gone."""
    return Change("steps", held.entity, held.record, after, stale or {})


def finding(code: str = "date-doubtful", row: int | None = 14) -> Finding:
    """A finding whose words and text must never come into the database."""
    return Finding(
        code=code,
        severity=Severity.WARNING,
        message="Er staat zomergeheim.",
        advice="Haal zomergeheim weg.",
        tab="Stappen",
        row=row,
        column="Einde",
        cell=f"I{row}",
        found="zomergeheim",
    )


def sync(
    store: Store, changes: Sequence[Change] = (), findings: Sequence[Finding] = (), day: int | None = None
) -> Snapshot:
    """Save one sync after the newest one, a day later."""
    newest = store.latest()
    number = newest.number if newest else None
    return store.save(
        after=number,
        taken_at=moment(day if day is not None else number or 0),
        source="programma.xlsx",
        content="c0ffee",
        counts={"steps": TabCount(read=3, stored=2, rejected=1)},
        changes=changes,
        findings=findings,
    )


def engine(address: str) -> Engine:
    """A way into a database beside the store."""
    there = make_url(address)
    return create_engine(there.set(drivername="postgresql+psycopg") if there.drivername == "postgresql" else there)


@contextmanager
def beside(address: str) -> Iterator[Connection]:
    """Another program that is in the database at the same time."""
    other = engine(address)
    with other.connect() as connection:
        yield connection
    other.dispose()


def rows(address: str) -> set[tuple[Any, ...]]:
    """Every row of every table of a database, the name of its table first."""
    with beside(address) as connection:
        names = inspect(connection).get_table_names()
        return {(name, *row) for name in names for row in connection.execute(text(f'SELECT * FROM "{name}"'))}
