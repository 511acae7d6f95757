"""The figures on a reference date: who counts becomes how many, beside the targets of the sheet."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from tracker.figures.catalogue import CATALOGUE, Indicator
from tracker.figures.facts import Facts
from tracker.figures.goals import goals_for, next_goal
from tracker.figures.timeline import quarter_ends, where
from tracker.model import Activity, Figure, State, Unit

QUARTERS_SHOWN = 16
"""How many quarter ends a picture over time shows: four years."""


def state(facts: Facts, as_of: date, known_at: datetime) -> State:
    """All figures on a reference date, and how many people are where."""
    figures = tuple(figure(indicator, facts, as_of) for indicator in CATALOGUE)
    return State(as_of=as_of, known_at=known_at, where=people_by_activity(facts, as_of), figures=figures)


def figure(indicator: Indicator, facts: Facts, as_of: date) -> Figure:
    """One indicator on a reference date, beside its targets."""
    members = indicator.members(facts, as_of)
    yes = len(members.yes)
    base = None if members.base is None else len(members.base)
    unknown = len(members.unknown)
    goals = goals_for(indicator.code, facts.targets)
    final, coming = (goals[-1] if goals else None), next_goal(goals, as_of)
    return Figure(
        code=indicator.code,
        name=indicator.name,
        definition=indicator.definition,
        version=indicator.version,
        unit=indicator.unit,
        value=_value(yes, base),
        numerator=yes,
        denominator=base,
        unknown=unknown,
        low=_value(yes, base) if base else None,
        high=_value(yes + unknown, base) if base else None,
        target=final.amount if final else None,
        target_unit=final.unit if final else Unit.COUNT,
        target_date=final.due_on if final else None,
        milestone=coming.amount if coming else None,
        milestone_date=coming.due_on if coming else None,
    )


def _value(count: int, base: int | None) -> float | None:
    """A count is itself; a share of nobody is nothing."""
    if base is None:
        return float(count)
    return count / base if base else None


def people_by_activity(facts: Facts, day: date) -> Mapping[str, int]:
    """How many people are where on a day, for every activity, also where nobody is."""
    counts = Counter(where(person, day) for person in facts.people)
    return {activity.value: counts[activity] for activity in Activity}


def people_by_quarter(facts: Facts, as_of: date) -> tuple[tuple[date, Mapping[str, int]], ...]:
    """How many people were where at the last quarter ends, and on the reference date."""
    if not facts.people:
        return ()
    first = min(person.registered for person in facts.people)
    days = [*quarter_ends(first, as_of)][-QUARTERS_SHOWN:]
    if not days or days[-1] != as_of:
        days.append(as_of)
    return tuple((day, people_by_activity(facts, day)) for day in days if day <= as_of)
