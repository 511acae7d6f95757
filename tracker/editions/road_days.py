"""A road day by day, for charts that can be edited: a road comes in, what was, is expected and is needed goes out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from tracker.edition import Ahead, Road

Spots: TypeAlias = Sequence[tuple[date, float]]


@dataclass(frozen=True, slots=True)
class RoadDay:
    """One day of a road, every value in the unit of its target; None where there is nothing to say.

    `room` is `high` minus `low`: how high the fan stands on that day. `target` is a milestone or the target itself.
    """

    day: date
    past: float | None
    low: float | None
    room: float | None
    high: float | None
    middle: float | None
    needed: float | None
    target: float | None


def days_of(road: Road, as_of: date) -> Iterator[RoadDay]:
    """The days of a road on which something was, is expected or should be there, in order of time."""
    past = {day: value for day, value in road.past if day <= as_of}
    if road.now is not None:
        past[as_of] = road.now
    band = _band(road, as_of)
    aims = ((road.milestone_on, road.milestone), (road.due_on, road.target))
    goals = {day: value for day, value in aims if day is not None and value is not None and day > as_of}
    needed = [*((as_of, past[as_of]) for _ in range(as_of in past)), *sorted(goals.items())]
    last = max(band, default=None)
    spots = [[(day, ends[place]) for day, ends in sorted(band.items())] for place in range(3)]
    for day in sorted({*past, *band, *(day for day in goals if last is None or day <= last)}):
        low, middle, high = (between(line, day) for line in spots)
        room = None if low is None or high is None else high - low
        yield RoadDay(day, past.get(day), low, room, high, middle, between(needed, day), goals.get(day))


def _band(road: Road, as_of: date) -> dict[date, tuple[float, float, float]]:
    """Low, middle and high for each day ahead; it begins where the figure is now, and ends at the day of the target."""
    points: tuple[Ahead, ...] = (*road.ahead, *((road.outcome,) if road.outcome and road.ahead else ()))
    band = {one.day: (one.low80, one.median, one.high80) for one in points if one.day > as_of}
    return {as_of: (road.now,) * 3, **band} if band and road.now is not None else band


def between(spots: Spots, day: date) -> float | None:
    """The value on a day on the straight lines between spots (in order of time); None outside them."""
    for (before, low), (after, high) in pairwise(spots):
        if before <= day <= after:
            return low + (high - low) * ((day - before) / (after - before) if after > before else 0)
    return spots[0][1] if len(spots) == 1 and spots[0][0] == day else None
