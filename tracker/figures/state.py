"""The figures on a reference date: who counts becomes how many, beside the targets of the sheet."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from tracker.figures.catalogue import CATALOGUE
from tracker.figures.facts import NOBODY, Archived, Facts, where_key
from tracker.figures.goals import Goal, goals_for, next_goal
from tracker.figures.members import Indicator, Members
from tracker.figures.months import quarter_end, quarter_ends
from tracker.figures.timeline import activities, where
from tracker.model import Activity, Figure, Overlap, State, Unit

_FIRST_FIGURE = "deelnemers"
"""The figure in which everyone counts, from the first day on."""

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
        archived = facts.archived(left_out_code(indicator.code), as_of)
        beside = (*beside, _left_out(indicator, len(members.left_out) + archived.yes))
    return with_goals(replace(made, beside=beside), goals_for(indicator.code, facts.targets), as_of)


def measured(indicator: Indicator, members: Members, archived: Archived = NOBODY) -> Figure:
    """Who counts, as a figure without targets.

    What the archive adds never makes nonsense of a count when the sheet was corrected since: no part is larger than the
    whole, and nothing is less than nobody.
    """
    is_share = indicator.unit is Unit.SHARE
    base = None if members.base is None else max(0, len(members.base) + archived.base)
    yes = _within(members.count + archived.yes, base)
    unknown = _within(len(members.unknown) + archived.unknown, None if base is None else base - yes)
    too_few = is_share and (base or 0) < indicator.fewest
    ranged = is_share and bool(base) and not too_few
    return Figure(
        code=indicator.code,
        name=indicator.name,
        definition=_definition(indicator, archived),
        version=indicator.version,
        unit=indicator.unit,
        value=_days(members, archived) if indicator.unit is Unit.DAYS else None if too_few else _value(yes, base),
        numerator=None if too_few else yes,
        denominator=base,
        unknown=unknown,
        low=_value(yes, base) if ranged else None,
        high=_value(yes + unknown, base) if ranged else None,
    )


def _within(count: int, most: int | None) -> int:
    return max(0, count if most is None else min(count, most))


def _days(members: Members, archived: Archived) -> float | None:
    """A duration: as it was worked out before people were erased, or else from everyone whose days are known."""
    return archived.days if archived.fixed else members.days


def _definition(indicator: Indicator, archived: Archived) -> str:
    """The definition, and for a duration what the erasing of data means for it."""
    if indicator.unit is not Unit.DAYS or not (archived.fixed or archived.base):
        return indicator.definition
    return f"{indicator.definition} {FIXED if archived.fixed else WITHOUT_ERASED}"


FIXED = "Van dit kwartaal zijn gegevens gewist. Daarom staat deze tijd vast zoals wij hem daarvóór uitrekenden."
WITHOUT_ERASED = "Mensen van wie de gegevens zijn gewist, tellen voor de tijd niet meer mee."


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


def left_out_code(code: str) -> str:
    """The code of the figure beside another one that says how many are not in its denominator."""
    return f"{code}_niet_meegeteld"


def _left_out(indicator: Indicator, number: int) -> Figure:
    """How many are not in the denominator: exclusions are shown with their number."""
    return Figure(
        code=left_out_code(indicator.code),
        name=indicator.left_out,
        definition=f"Zij tellen niet mee bij “{indicator.name}”.",
        version=indicator.version,
        value=float(number),
        numerator=number,
    )


# --- Where people are ------------------------------------------------------------------------------------------------


def people_by_activity(facts: Facts, day: date) -> Mapping[str, int]:
    """How many people are where on a day, for every activity, also where nobody is; with those of the archive."""
    counts = Counter(where(person, day) for person in facts.registered(day))
    return {one.value: counts[one] + facts.archived(where_key(one), day).yes for one in Activity}


def overlaps(facts: Facts, day: date) -> tuple[Overlap, ...]:
    """How many people do several things at once on a day, the most people first; who was erased is not among them."""
    several = Counter(activities(person, day) for person in facts.registered(day))
    found = [Overlap(tuple(one.value for one in those), count) for those, count in several.items() if len(those) > 1]
    return tuple(sorted(found, key=lambda one: (-one.people, one.activities)))


def people_by_quarter(facts: Facts, as_of: date) -> tuple[tuple[date, Mapping[str, int]], ...]:
    """How many people were where at the last quarter ends, and on the reference date."""
    shown = QUARTERS_SHOWN if as_of == quarter_end(as_of) else QUARTERS_SHOWN + 1
    return tuple((day, people_by_activity(facts, day)) for day in quarters(facts, as_of)[-shown:])


def quarters(facts: Facts, as_of: date) -> list[date]:
    """The ends of the quarters since the first registration, and the reference date; nothing when nobody came yet."""
    living = [person.registered for person in facts.people]
    first = min([*living, *facts.archive.get(_FIRST_FIGURE, {})], default=None)
    if first is None or first > as_of:
        return []
    days = list(quarter_ends(first, as_of))
    return days if days and days[-1] == as_of else [*days, as_of]
