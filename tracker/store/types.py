"""How a value of a field becomes a column: text, whole numbers and numbers only, as strict tables ask."""

# ruff: noqa: D102 — SQLAlchemy names both methods of a type and gives them a dialect that we do not need.

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Double, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import REAL, TypeDecorator, TypeEngine

V = TypeVar("V")

# Dates and lists repeat themselves thousands of times in one table, so each text is read once. The caches hold no
# more than the different texts of one database, and are emptied before they could grow without end.
_MOST = 50_000
_days: dict[str, date] = {}
_words: dict[str, tuple[str, ...]] = {}
_stale: dict[str, Mapping[str, datetime]] = {}

NOTHING_STALE: Mapping[str, datetime] = {}


class Day(TypeDecorator[date]):
    """A `date` as ISO text: `2026-03-03`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else date.isoformat(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        if value is None:
            return None
        day = _days.get(value)
        return day if day is not None else _keep(_days, value, date.fromisoformat(value))


class Moment(TypeDecorator[datetime]):
    """A moment that knows its zone, as ISO text in UTC of one length, so that text sorts as time does."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class YesNo(TypeDecorator[bool]):
    """Yes as 1, no as 0; the table of the column holds a check that it is nothing else."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else value == 1


class Words(TypeDecorator[tuple[str, ...]]):
    """Several texts as a JSON list."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[str, ...] | None:
        if value is None:
            return None
        words = _words.get(value)
        return words if words is not None else _keep(_words, value, tuple(json.loads(value)))


class Since(TypeDecorator[Mapping[str, datetime]]):
    """Names of fields, each with a moment, as a JSON object; empty text when there are none."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Mapping[str, datetime] | None, dialect: Dialect) -> str:
        return json.dumps({name: moment_text(value[name]) for name in sorted(value)}) if value else ""

    def process_result_value(self, value: str | None, dialect: Dialect) -> Mapping[str, datetime]:
        if not value:
            return NOTHING_STALE
        stale = _stale.get(value)
        return stale if stale is not None else _keep(_stale, value, _moments(value))


def moment_text(moment: datetime) -> str:
    """ISO text in UTC with microseconds, always 32 characters long. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _moments(text: str) -> Mapping[str, datetime]:
    return {name: datetime.fromisoformat(since) for name, since in json.loads(text).items()}


def _keep(cache: dict[str, V], text: str, value: V) -> V:
    if len(cache) >= _MOST:
        cache.clear()
    cache[text] = value
    return value


WHOLE: TypeEngine[int] = BigInteger().with_variant(Integer(), "sqlite")
"""A whole number of people; SQLite's INTEGER is as wide, and is the only name that a strict table knows."""

NUMBER: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
"""A number with a fraction."""

BY_HINT: Mapping[Any, TypeEngine[Any]] = {
    str: Text(),
    int: WHOLE,
    float: NUMBER,
    bool: YesNo(),
    date: Day(),
    tuple[str, ...]: Words(),
}
"""The column of each type that a field of a record can have."""
