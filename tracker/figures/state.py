"""The figures on a reference date: who counts becomes how many, beside the targets of the sheet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from tracker.figures.catalogue import CATALOGUE
from tracker.figures.facts import NOBODY, Archived, Facts
from tracker.figures.goals import Goal, goals_for, next_goal
from tracker.figures.members import Indicator, Members
from tracker.figures.months import quarter_end, quarter_ends
from tracker.figures.timeline import where
from tracker.model import Activity, Figure, State, Unit

QUARTERS_SHOWN = 16
"""How many quarter ends a picture over time shows: four years."""


def state(facts: Facts, as_of: date, known_at: datetime) -> State:
    """All figures on a reference date, and how many people are where."""
    figures = tuple(figure(indicator, facts, as_of) for indicator in CATALOGUE)
    return State(as_of=as_of, known_at=known_at, where=people_by_activity(facts, as_of), figures=figures)


def figure(indicator: Indicator, facts: Facts, as_of: date) -> Figure:
    """One indicator on a reference date, beside its targets for the whole programme.

    A count adds the people that the archive holds, so that erasing someone never lowers it. A share of fewer people
    than the indicator asks for has neither a value nor a numerator, so that it tells nothing of them.
    """
    members = indicator.members(facts, as_of)
    made = measured(indicator, members, facts.archived(indicator.code, as_of))
    beside = tuple(figure(one, facts, as_of) for one in indicator.beside)
    if indicator.left_out:
        beside = (*beside, _left_out(indicator, members))
    return with_goals(replace(made, beside=beside), goals_for(indicator.code, facts.targets), as_of)


def measured(indicator: Indicator, members: Members, archived: Archived = NOBODY) -> Figure:
    """Who counts, as a figure without targets."""
    is_share = indicator.unit is Unit.SHARE
    yes, unknown = members.count + archived.yes, len(members.unknown) + archived.unknown
    base = None if members.base is None else len(members.base) + archived.base
    too_few = is_share and (base or 0) < indicator.fewest
    ranged = is_share and bool(base) and not too_few
    return Figure(
        code=indicator.code,
        name=indicator.name,
        definition=indicator.definition,
        version=indicator.version,
        unit=indicator.unit,
        value=members.days if indicator.unit is Unit.DAYS else None if too_few else _value(yes, base),
        numerator=None if too_few else yes,
        denominator=base,
        unknown=unknown,
        low=_value(yes, base) if ranged else None,
        high=_value(yes + unknown, base) if ranged else None,
    )


def _value(count: int, base: int | None) -> float | None:
    """A count is itself; a share of nobody is nothing."""
    if base is None:
        return float(count)
    return count / base if base else None


def with_goals(made: Figure, goals: Sequence[Goal], as_of: date) -> Figure:
    """A figure with its final target, and the next one on or after the reference date."""
    if not goals:
        return made
    final, coming = goals[-1], next_goal(goals, as_of)
    return replace(
        made,
        target=final.amount,
        target_unit=final.unit,
        target_date=final.due_on,
        milestone=coming.amount if coming else None,
        milestone_date=coming.due_on if coming else None,
    )


def _left_out(indicator: Indicator, members: Members) -> Figure:
    """How many are not in the denominator: exclusions are shown with their number."""
    number = len(members.left_out)
    return Figure(
        code=f"{indicator.code}_niet_meegeteld",
        name=indicator.left_out,
        definition=f"Zij tellen niet mee bij “{indicator.name}”.",
        version=indicator.version,
        value=float(number),
        numerator=number,
    )


# --- Where people are ------------------------------------------------------------------------------------------------


def people_by_activity(facts: Facts, day: date) -> Mapping[str, int]:
    """How many people are where on a day, for every activity, also where nobody is."""
    counts = Counter(where(person, day) for person in facts.registered(day))
    return {activity.value: counts[activity] for activity in Activity}


def people_by_quarter(facts: Facts, as_of: date) -> tuple[tuple[date, Mapping[str, int]], ...]:
    """How many people were where at the last quarter ends, and on the reference date."""
    shown = QUARTERS_SHOWN if as_of == quarter_end(as_of) else QUARTERS_SHOWN + 1
    return tuple((day, people_by_activity(facts, day)) for day in quarters(facts, as_of)[-shown:])


def figures_by_quarter(facts: Facts, as_of: date) -> tuple[tuple[date, tuple[Figure, ...]], ...]:
    """Every figure at every quarter end since the first registration, and on the reference date."""
    return tuple(
        (day, tuple(figure(indicator, facts, day) for indicator in CATALOGUE)) for day in quarters(facts, as_of)
    )


def quarters(facts: Facts, as_of: date) -> list[date]:
    """The ends of the quarters since the first registration, and the reference date; nothing when nobody came yet."""
    first = min((person.registered for person in facts.people), default=None)
    if first is None or first > as_of:
        return []
    days = list(quarter_ends(first, as_of))
    return days if days and days[-1] == as_of else [*days, as_of]
