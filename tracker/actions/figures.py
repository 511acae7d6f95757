"""The figures on a reference date, as known at a moment."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.actions.known import about_erased, facts_of, known_world
from tracker.model import State
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.store import Store


def newest_state(store: "Store", *, as_of: date | None, known_at: datetime | None, now: datetime) -> tuple[State, str]:
    """The figures on a reference date as known at a moment, with overlaps, and a remark about that moment (Dutch)."""
    from tracker.figures.state import overlaps, state

    known = known_world(store, known_at)
    day, together = as_of or today_at(now), facts_of(store, known.world)
    remarks = (known.remark, about_erased(together, day))
    shown = replace(state(together, day, known.moment), overlaps=overlaps(together, day))
    return shown, " ".join(remark for remark in remarks if remark)


def figure_name(code: str) -> str:
    """What people call a figure."""
    from tracker.figures.catalogue import BY_CODE

    return BY_CODE[code].name if code in BY_CODE else code
