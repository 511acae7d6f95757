"""The figures on a reference date, as known at a moment."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.actions.known import about_erased, facts_of, known_world
from tracker.model import State
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.store import Store


def newest_state(store: "Store", *, as_of: date | None, known_at: datetime | None, now: datetime) -> tuple[State, str]:
    """The figures on a reference date as known at a moment, and a remark (Dutch, or empty) about that moment."""
    from tracker.figures.state import state

    known = known_world(store, known_at)
    day, together = as_of or today_at(now), facts_of(store, known.world)
    remarks = (known.remark, about_erased(together, day))
    return state(together, day, known.moment), " ".join(remark for remark in remarks if remark)


def figure_name(code: str) -> str:
    """What people call a figure."""
    from tracker.figures.catalogue import BY_CODE

    return BY_CODE[code].name if code in BY_CODE else code
