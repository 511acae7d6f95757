"""Targets against what happened: the pace of the last four quarters, the pace that is needed, and the shortfall."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from tracker.figures.catalogue import CATALOGUE
from tracker.figures.facts import Facts
from tracker.figures.goals import Goal, goals_for, next_goal
from tracker.figures.members import Indicator
from tracker.figures.months import add_months
from tracker.figures.state import measured
from tracker.model import Figure, Unit
from tracker.wording import number

QUARTER = 365.25 / 4
"""Days in a quarter."""

_ROUNDING = 1e-9


class Standing(StrEnum):
    """How a target is doing."""

    REACHED = "reached"
    ON_COURSE = "on course"
    BEHIND = "behind"
    MISSED = "missed"
    WITHIN = "within the limit"
    ABOVE = "above the limit"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One target on a reference date, in whole people or partners; a duration in days.

    `now` is the numerator and `target` what it should be on `due_on` (for a share: of the denominator of now).
    `last_year` is how much came per quarter over the last four, `needed` how much must come per quarter from now on
    (None when the date has passed, or for a limit). `expected` is where the pace of the last year leads, `shortfall`
    how much is then missing.
    """

    code: str
    name: str
    target: float
    due_on: date
    standing: Standing
    now: float | None
    last_year: float | None = None
    needed: float | None = None
    expected: float | None = None
    shortfall: float | None = None


@dataclass(frozen=True, slots=True)
class Road:
    """The way to the targets of one figure: the final one, and the next milestone when that is another one."""

    final: Pace
    milestone: Pace | None = None


def roads(facts: Facts, day: date) -> tuple[Road, ...]:
    """Every figure with a target for the whole programme, in the order of the catalogue."""
    return tuple(
        _road(indicator, goals, facts, day)
        for indicator in CATALOGUE
        if (goals := goals_for(indicator.code, facts.targets))
    )


def _road(indicator: Indicator, goals: tuple[Goal, ...], facts: Facts, day: date) -> Road:
    coming = next_goal(goals, day)
    milestone = None if coming in (None, goals[-1]) else coming
    return Road(
        final=pace(indicator, goals[-1], facts, day),
        milestone=pace(indicator, milestone, facts, day) if milestone else None,
    )


def pace(indicator: Indicator, goal: Goal, facts: Facts, day: date) -> Pace:
    """One target of one indicator on a reference date."""
    now = _on(indicator, facts, day)
    if indicator.unit is Unit.DAYS or indicator.fewer_is_better:
        return _limit(now, goal)
    before = _on(indicator, facts, add_months(day, -12))
    return steps_to(now, before.numerator, goal, day)


def _on(indicator: Indicator, facts: Facts, day: date) -> Figure:
    return measured(indicator, indicator.members(facts, day), facts.archived(indicator.code, day))


def _limit(now: Figure, goal: Goal) -> Pace:
    """A target that something should stay under."""
    value = now.value if now.unit is Unit.DAYS or goal.unit is Unit.SHARE else now.numerator
    standing = Standing.UNKNOWN if value is None else Standing.WITHIN if value <= goal.amount else Standing.ABOVE
    return Pace(code=now.code, name=now.name, target=goal.amount, due_on=goal.due_on, standing=standing, now=value)


def steps_to(now: Figure, before: int | None, goal: Goal, day: date) -> Pace:
    """A target to be reached, from the figure of now and its numerator of a year before."""
    target = _in_whole(goal, now.denominator)
    if now.numerator is None or before is None or target is None:
        amount = goal.amount if target is None else target
        return Pace(
            code=now.code,
            name=now.name,
            target=amount,
            due_on=goal.due_on,
            standing=Standing.UNKNOWN,
            now=now.numerator,
        )
    last_year = (now.numerator - before) / 4
    quarters = max(0.0, (goal.due_on - day).days / QUARTER)
    to_go = max(0.0, target - now.numerator)
    needed = to_go / quarters if quarters else None
    expected = now.numerator + last_year * quarters
    return Pace(
        code=now.code,
        name=now.name,
        target=target,
        due_on=goal.due_on,
        standing=_standing(to_go, needed, last_year),
        now=now.numerator,
        last_year=last_year,
        needed=needed,
        expected=expected,
        shortfall=max(0.0, target - expected),
    )


def _in_whole(goal: Goal, base: int | None) -> float | None:
    """A target in whole people or partners: a share of the denominator is rounded up."""
    if goal.unit is Unit.COUNT:
        return goal.amount
    return None if not base else ceil(goal.amount * base - _ROUNDING)


def _standing(to_go: float, needed: float | None, last_year: float) -> Standing:
    if to_go <= 0:
        return Standing.REACHED
    if needed is None:
        return Standing.MISSED
    return Standing.ON_COURSE if last_year >= needed - _ROUNDING else Standing.BEHIND


def sentence(pace: Pace) -> str:
    """How a target is doing, in words: `op koers`, `achter: 3 per kwartaal nodig, nu 2`."""
    if pace.standing is Standing.BEHIND:
        return f"achter: {_one_decimal(pace.needed)} per kwartaal nodig, nu {_one_decimal(pace.last_year)}"
    if pace.standing is Standing.MISSED:
        return f"niet gehaald: nog {number(pace.target - (pace.now or 0))} te gaan"
    if pace.standing is Standing.ABOVE:
        return f"boven de grens van {number(pace.target)}"
    return _WORDS[pace.standing]


def _one_decimal(value: float | None) -> str:
    return number(round(value or 0, 1))


_WORDS = {
    Standing.REACHED: "gehaald",
    Standing.ON_COURSE: "op koers",
    Standing.WITHIN: "binnen de grens",
    Standing.UNKNOWN: "nog niet te zeggen",
}
