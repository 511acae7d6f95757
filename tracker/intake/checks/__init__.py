"""Rules over what could be read: a small file for each subject, and one table that lists them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from tracker.intake.checks import participants, steps
from tracker.intake.checks.mark import Mark

RowCheck: TypeAlias = Callable[[Any], Iterator[Mark]]
"""A rule over one record; each tab's rules take that tab's record."""

OVER_ONE_ROW: Mapping[str, tuple[RowCheck, ...]] = {
    "participants": (participants.registered_on_is_there,),
    "steps": (steps.end_is_not_before_start, steps.paid_work_has_a_partner),
}
"""The rules over one row, by the name of the tab."""

__all__ = ["OVER_ONE_ROW", "Mark"]
