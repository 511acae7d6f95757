"""How alike two records are, field by field: what tells an edited row from another row."""

from collections.abc import Collection, Mapping
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

FILLED_IN = 0.5
"""A cell that was empty and is filled now weighs so much of a cell that was changed: people fill in as they learn."""

ONE_CELL = 0.5
"""Records that differ in a single cell are at least so much alike, however far apart that cell is and whatever else is
empty: an edit is likelier than a row that went and another that came.
"""

SAME_KIND_ONLY: Mapping[str, str] = {"steps": "kind", "places": "kind"}
"""Another kind of step is another step, however alike the rest: its row was used again."""

ALIKE = 0.35
"""Records less alike than this are two records."""


def likeness(tab: Tab, before: Mapping[str, Value], after: Mapping[str, Value], unread: Collection[str] = ()) -> float:
    """How alike two records of one identity are, from 0 to 1.

    `before` and `after` are the fields by name. Fields that are empty on both sides say nothing, nor does a cell that
    could not be read (`unread`). A cell that was filled in says a little against, one that was emptied or changed more.
    """
    kind = SAME_KIND_ONLY.get(tab.name)
    if kind and before.get(kind) != after.get(kind):
        return 0.0
    same = total = 0.0
    differing = 0
    for column in tab.read_columns:
        name = column.field
        left, right = before.get(name), after.get(name)
        if name in tab.identity or name in unread or (left in (None, ()) and right in (None, ())):
            continue
        weight = _WEIGHTS.get((tab.name, name), 1.0)
        if left in (None, ()):
            weight *= FILLED_IN
        total += weight
        same += weight * _agreement(left, right)
        differing += left != right
    share = same / total if total else 1.0
    return max(share, ONE_CELL) if differing == 1 else share


def _agreement(left: Value, right: Value) -> float:
    """How far two values agree: dates by how close they are, whatever else wholly or not at all."""
    if left == right:
        return 1.0
    if isinstance(left, date) and isinstance(right, date):
        return max(0.0, 0.9 - abs((left - right).days) / CLOSE_DAYS)
    return 0.0


def fields_of(tab: Tab, record: Any) -> dict[str, Value]:
    """The fields of a record by name."""
    return {column.field: getattr(record, column.field) for column in tab.read_columns}
