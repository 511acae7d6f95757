"""Targets of the sheet beside the figures: the final one, and the next milestone on the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.model import Target, Unit


@dataclass(frozen=True, slots=True)
class Goal:
    """One target: `amount` is a count, or a share between 0 and 1 when `unit` says so."""

    amount: float
    unit: Unit
    due_on: date


def goals_for(code: str, targets: Iterable[Target], grant: str | None = None) -> tuple[Goal, ...]:
    """The targets of one figure in order of their date, for the programme or for one grant.

    Of two targets on one day the highest counts, so that the order of rows does not matter.
    """
    chosen = [_goal(target) for target in targets if target.figure == code and target.grant == grant]
    by_day = {goal.due_on: goal for goal in sorted(chosen, key=lambda goal: goal.amount)}
    return tuple(by_day[day] for day in sorted(by_day))


def _goal(target: Target) -> Goal:
    if target.amount.endswith("%"):
        return Goal(float(target.amount[:-1]) / 100, Unit.SHARE, target.due_on)
    return Goal(float(target.amount), Unit.COUNT, target.due_on)


def next_goal(goals: Iterable[Goal], day: date) -> Goal | None:
    """The first target on or after a day."""
    return next((goal for goal in goals if goal.due_on >= day), None)
