"""Builders for the tests of the figures: ten people on paper become facts, by the way that the store's records take."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from tracker.figures.catalogue import BY_CODE
from tracker.figures.facts import Facts, facts
from tracker.figures.members import Members
from tracker.figures.state import figure
from tracker.model import Figure, Held, Measurement, Participant, Partner, Record, Step, World

FIRST_SYNC = datetime(2030, 1, 1, 12, tzinfo=UTC)
"""Late, so that it says nothing of when a person came."""


def day(text: str) -> date:
    """A date such as `2025-03-31`."""
    return date.fromisoformat(text)


def _dates(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields with the text of dates read as dates."""
    named = ("_on", "_from", "_until", "_since")
    return {
        name: day(value) if isinstance(value, str) and (name.endswith(named) or name in _DATED) else value
        for name, value in fields.items()
    }


_DATED = ("start", "end", "planned_end", "since")


@dataclass(frozen=True)
class Someone:
    """A participant with steps and answers, as the rows of the sheet."""

    participant: Participant
    steps: tuple[Step, ...] = ()
    answers: tuple[Measurement, ...] = ()


def someone(letter: str, *rows: Step | Measurement, registered: str | None = "2024-01-01", **fields: Any) -> Someone:
    """A participant with the code `A-1` for the letter A, and the rows that belong to them."""
    code = f"{letter}-1"
    one = Participant(code=code, registered_on=day(registered) if registered else None, **_dates(fields))
    mine = [replace(row, participant=code) for row in rows]
    steps = tuple(row for row in mine if isinstance(row, Step))
    return Someone(one, steps, tuple(row for row in mine if isinstance(row, Measurement)))


def step(kind: str, start: str, end: str | None = None, **fields: Any) -> Step:
    """A step from its first to its last day."""
    return Step(participant="", kind=kind, start=day(start), end=day(end) if end else None, **_dates(fields))


def job(start: str, end: str | None = None, **fields: Any) -> Step:
    """A step of paid work."""
    return step("paid_work", start, end, **fields)


def training(start: str, end: str | None = None, **fields: Any) -> Step:
    """A training."""
    return step("training", start, end, **fields)


def volunteering(start: str, end: str | None = None, **fields: Any) -> Step:
    """A step of volunteer work."""
    return step("volunteer_work", start, end, **fields)


def internship(start: str, end: str | None = None, **fields: Any) -> Step:
    """An internship."""
    return step("internship", start, end, **fields)


def answer(on: str, score: int | None = None, **scores: int) -> Measurement:
    """What someone says on a day; the score is that of being satisfied."""
    return Measurement(participant="", answered_on=day(on), **{"satisfied": score, **scores})


def partner(name: str, joined: str | None = "2020-01-01", **fields: Any) -> Partner:
    """An affiliated organisation."""
    return Partner(name=name, joined_on=day(joined) if joined else None, **_dates(fields))


def held(records: Iterable[Record], seen: datetime = FIRST_SYNC) -> tuple[Held, ...]:
    """Records as the store holds them, numbered in their order."""
    return tuple(Held(number, record, seen) for number, record in enumerate(records, 1))


def world_of(*people: Someone, **tabs: Iterable[Record]) -> World:
    """Everything known at one moment."""
    records: dict[str, Iterable[Record]] = {
        "participants": [one.participant for one in people],
        "steps": [row for one in people for row in one.steps],
        "measurements": [row for one in people for row in one.answers],
        **tabs,
    }
    return World(FIRST_SYNC, {name: held(some) for name, some in records.items()})


def facts_of(*people: Someone, **tabs: Iterable[Record]) -> Facts:
    """The facts of some people and whatever else is in the sheet."""
    return facts(world_of(*people, **tabs))


# --- Asking ----------------------------------------------------------------------------------------------------------


def members(code: str, known: Facts, on: str) -> Members:
    """Who counts in a figure of the catalogue on a day."""
    return BY_CODE[code].members(known, day(on))


def letters(keys: Iterable[str] | None) -> str:
    """The first letters of codes or names, in order."""
    return "".join(sorted(key[0] for key in keys or ()))


def who(code: str, known: Facts, on: str) -> tuple[str, str, str]:
    """The letters of who counts, of the denominator, and of who is unknown."""
    found = members(code, known, on)
    return letters(found.yes), letters(found.base), letters(found.unknown)


def shown(code: str, known: Facts, on: str) -> Figure:
    """A figure of the catalogue as people get it."""
    return figure(BY_CODE[code], known, day(on))


def beside(code: str, known: Facts, on: str) -> dict[str, Figure]:
    """The figures shown beside a figure, by their code."""
    return {one.code: one for one in shown(code, known, on).beside}
