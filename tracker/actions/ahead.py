"""What lies ahead: the road to the goals of the sheet, and who and what needs attention now."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.actions.known import facts_of, known_world
from tracker.errors import SettingError
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.figures.forecast import Forecast
    from tracker.figures.signals import Signal
    from tracker.store import Store


def road_ahead(
    store: "Store",
    *,
    as_of: date | None,
    known_at: datetime | None,
    now: datetime,
    trainings_per_quarter: int = 0,
    places: int = 0,
    stopped: float = 0.0,
) -> tuple["Forecast", str]:
    """The forecast from a reference date on, and a remark (Dutch, or empty) about the moment of knowing.

    The last three say what would be done differently: extra trainings a quarter, extra places, and the relative
    change in how many people stop. Raises SettingError for what has no meaning.
    """
    from tracker.figures.forecast import WhatIf, forecast

    known = known_world(store, known_at)
    try:
        what_if = WhatIf(trainings_per_quarter=trainings_per_quarter, places=places, stopped=stopped)
    except ValueError:
        raise SettingError(
            "Deze vraag kan niet worden doorgerekend.",
            "Geef een aantal erbij, zoals +5, en bij stoppen hoogstens 100% minder, zoals -20%.",
        ) from None
    return forecast(facts_of(store, known.world), as_of or today_at(now), what_if=what_if), known.remark


def attention(
    store: "Store", *, now: datetime, thresholds: Mapping[str, int], consent_is_ground: bool
) -> tuple["Signal", ...]:
    """Who and what needs attention today, the most urgent first; what partners said is not right among it."""
    from tracker.figures.attention import signals
    from tracker.figures.signals import Thresholds, urgency
    from tracker.figures.still_right import answer_signals, lines

    world, today = known_world(store, None).world, today_at(now)
    together, answers = facts_of(store, world), store.answers.all()
    found = signals(together, today, Thresholds(**thresholds, consent_is_ground=consent_is_ground))
    if not answers:
        return found
    return tuple(sorted((*found, *answer_signals(lines(together, world, answers, today))), key=urgency))
