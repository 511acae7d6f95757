"""How alike two records are, field by field: what tells an edited row from another row."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.columns import Tab
from tracker.model import Value

CLOSE_DAYS = 365
"""Two dates further apart than this have nothing in common."""

_WEIGHTS: Mapping[tuple[str, str], float] = {
    ("steps", "start"): 3,
    ("steps", "partner"): 2,
    ("steps", "course"): 2,
    ("embedding", "since"): 3,
    ("experts", "counted_on"): 3,
    ("places", "kind"): 2,
    ("measurements", "answered_on"): 3,
    ("targets", "due_on"): 3,
    ("meetings", "held_on"): 3,
    ("obstacles", "reported_on"): 3,
    ("agreements", "text"): 3,
}
"""Fields that say more about which row it is than others, which weigh 1."""

SAME_KIND_ONLY: Mapping[str, str] = {"steps": "kind", "places": "kind"}
"""Another kind of step is another step, however alike the rest: its row was used again."""

ALIKE = 0.35
"""Records less alike than this are two records."""


def likeness(tab: Tab, one: Mapping[str, Value], other: Mapping[str, Value]) -> float:
    """How alike two records are, from 0 to 1; fields that are empty on both sides say nothing."""
    kind = SAME_KIND_ONLY.get(tab.name)
    if kind and one.get(kind) != other.get(kind):
        return 0.0
    same = total = 0.0
    for column in tab.read_columns:
        name = column.field
        if name in tab.identity:
            continue
        left, right = one.get(name), other.get(name)
        if left in (None, ()) and right in (None, ()):
            continue
        weight = _WEIGHTS.get((tab.name, name), 1.0)
        total += weight
        same += weight * _agreement(left, right)
    return same / total if total else 1.0


def _agreement(left: Value, right: Value) -> float:
    if left == right:
        return 1.0
    if isinstance(left, date) and isinstance(right, date):
        return max(0.0, 0.9 - abs((left - right).days) / CLOSE_DAYS)
    return 0.0


def fields_of(tab: Tab, record: Any) -> dict[str, Value]:
    """The fields of a record by name."""
    return {column.field: getattr(record, column.field) for column in tab.read_columns}
