"""The figures on a reference date, as known at a moment."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.actions.known import known_world, stale_since
from tracker.edition import Edition
from tracker.model import State
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.store import Store


def newest_state(store: "Store", *, as_of: date | None, known_at: datetime | None, now: datetime) -> tuple[State, str]:
    """The figures on a reference date as known at a moment, and a remark (Dutch, or empty) about that moment."""
    from tracker.figures.facts import facts
    from tracker.figures.state import state

    known = known_world(store, known_at)
    return state(facts(known.world), as_of or today_at(now), known.moment), known.remark


def edition(
    store: "Store", audience: str, *, as_of: date | None, known_at: datetime | None, now: datetime
) -> tuple[Edition, str]:
    """What an audience gets on a reference date, and a remark (Dutch, or empty).

    What people say of themselves is for the project leader only, as long as nothing rounds it for others.
    """
    from tracker.figures.facts import facts
    from tracker.figures.state import people_by_quarter, state

    known = known_world(store, known_at)
    day = as_of or today_at(now)
    together = facts(known.world)
    made = Edition(
        audience=audience,
        state=_for_audience(audience, state(together, day, known.moment)),
        quarters=people_by_quarter(together, day),
        stale_since=stale_since(store) if known_at is None else None,
    )
    return made, known.remark


PROJECT_LEADER = "programma"
"""The audience that sees every figure exact."""


def _for_audience(audience: str, made: State) -> State:
    from tracker.figures.opinions import OPINIONS

    if audience == PROJECT_LEADER:
        return made
    return replace(made, figures=tuple(one for one in made.figures if one.code not in OPINIONS))


def figure_name(code: str) -> str:
    """What people call a figure."""
    from tracker.figures.catalogue import BY_CODE

    return BY_CODE[code].name if code in BY_CODE else code
