"""What an action is told beside the sheet and the store: the moment, the key, the ground, and whom to tell."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from tracker.actions.audit import By

Tell: TypeAlias = Callable[[str], None]
"""Told which stage of the work begins, in words for the user."""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a sheet is read: `now` is UTC, and data may be kept on the ground of consent or another one.

    `by` is who lets a held sync through, for the audit log. `thresholds` are the numbers of days after which something
    asks for attention, as far as the settings say others than ours.
    """

    now: datetime
    consent_is_ground: bool = True
    by: By | None = None
    thresholds: Mapping[str, int] = field(default_factory=dict)


def quiet(stage: str) -> None:
    """Tell nobody."""
