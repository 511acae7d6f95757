"""What goes into an edition: everything known at one moment comes in, all its figures, roads and words come out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.edition import (
    Ahead,
    Audience,
    Changes,
    Edition,
    MeetingWords,
    Outlook,
    PhaseMark,
    Promise,
    Quality,
    Road,
    Shift,
)
from tracker.model import Agreement, Figure, Meeting, Unit, World

if TYPE_CHECKING:
    from tracker.actions.accounting import Accounted
    from tracker.figures.facts import Facts
    from tracker.figures.forecast import Forecast
    from tracker.figures.pace import Road as PacedRoad

LONGEST_AHEAD = 60
"""Days ahead in which a meeting must lie for papers about a reference date to be papers for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an edition is made from: the records and facts of a moment, the account since the last meeting, findings.

    `findings` counts them by severity; `stale_rows` are rows that keep an older value.
    """

    world: World
    facts: "Facts"
    moment: datetime
    accounted: "Accounted | None"
    findings: Mapping[str, int]
    stale_rows: int
    stale_since: datetime | None
    data_key: bytes


def contents(known: Known, day: date) -> Edition:
    """The whole edition about a day with every number as it is: for the project leader, and to be protected."""
    from tracker.actions.partner_contents import effect_groups, grants, partner_states, places, rules
    from tracker.figures.state import people_by_quarter, state

    facts = known.facts
    return Edition(
        audience=Audience.PROGRAMME,
        state=state(facts, day, known.moment),
        quarters=people_by_quarter(facts, day),
        stale_since=known.stale_since,
        outlook=outlook(facts, day),
        changes=_changes(known.accounted),
        partners=partner_states(facts, day),
        places=places(facts, day),
        grants=grants(facts, day),
        rules=rules(facts, day, known.data_key),
        effects=effect_groups(facts, day, known.data_key),
        phases=tuple(PhaseMark(one.name, one.starts_on, one.kind) for one in facts.phases),
        promises=_promises(known.world),
        meeting=meeting_for(known.world, day),
        quality=Quality(findings=known.findings, stale_rows=known.stale_rows),
    )


# --- The roads -------------------------------------------------------------------------------------------------------


def outlook(facts: "Facts", day: date) -> Outlook:
    """The road of each target of the programme: how it went by quarter, how it does, and where it leads."""
    from tracker.figures.forecast import forecast
    from tracker.figures.pace import roads

    ahead = forecast(facts, day)
    return Outlook(
        roads=tuple(_road(paced, facts, day, ahead) for paced in roads(facts, day)),
        is_plan_check=ahead.is_plan_check,
        assumptions=ahead.assumptions,
        cannot_know=ahead.cannot_know,
    )


def _road(paced: "PacedRoad", facts: "Facts", day: date, forecast: "Forecast") -> Road:
    from tracker.figures.catalogue import BY_CODE
    from tracker.figures.goals import goals_for
    from tracker.figures.pace import sentence
    from tracker.figures.state import figure, quarters

    final, milestone = paced.final, paced.milestone
    indicator = BY_CODE[final.code]
    goal = goals_for(final.code, facts.targets)[-1]
    unit = Unit.DAYS if indicator.unit is Unit.DAYS else goal.unit
    past = ((end, _in_unit(figure(indicator, facts, end), unit)) for end in quarters(facts, day))
    outcome = next((one for one in forecast.goals if one.code == final.code), None)
    milestone_goal = next((one for one in goals_for(final.code, facts.targets) if one.due_on >= day), goal)
    return Road(
        code=final.code,
        name=final.name,
        unit=unit,
        target=goal.amount,
        due_on=goal.due_on,
        now=_in_unit(figure(indicator, facts, day), unit),
        standing=sentence(final),
        pace_last_4q=final.last_year,
        needed_per_quarter=final.needed,
        milestone=milestone_goal.amount if milestone else None,
        milestone_on=milestone_goal.due_on if milestone else None,
        milestone_standing=sentence(milestone) if milestone else "",
        past=tuple((end, value) for end, value in past if value is not None),
        ahead=tuple(
            Ahead(point.date, point.low80, point.median, point.high80)
            for point in forecast.path
            if point.code == final.code
        ),
        outcome=Ahead(outcome.target_date, outcome.low80, outcome.median, outcome.high80) if outcome else None,
        probability=outcome.probability if outcome else None,
        of=outcome.of if outcome else None,
    )


def _in_unit(figure: Figure, unit: Unit) -> float | None:
    """The value of a figure in the unit of its target: a share against a count is its numerator."""
    if unit is Unit.COUNT:
        return None if figure.numerator is None else float(figure.numerator)
    return figure.value


# --- What changed ----------------------------------------------------------------------------------------------------


def _changes(accounted: "Accounted | None") -> Changes | None:
    """The counts that changed, and those of which the causes took each other away."""
    from tracker.figures.account import Causes

    if accounted is None:
        return None
    shifts = tuple(
        Shift(
            code=one.code,
            name=one.name,
            part=one.part,
            before=one.before,
            after=one.after,
            new_events=one.causes.new_events,
            late=one.causes.late,
            corrections=one.causes.corrections,
            removals=one.causes.removals,
            membership=one.causes.membership,
            definition=one.causes.definition,
        )
        for one in accounted.parts
        if one.before != one.after or one.causes != Causes()
    )
    return Changes(since=accounted.before.as_of, known_at=accounted.before.known_at, shifts=shifts)


# --- Words -----------------------------------------------------------------------------------------------------------


def meetings(world: World) -> tuple[Meeting, ...]:
    """Every meeting, in order of time."""
    found = (held.record for held in world.tabs.get("meetings", ()) if isinstance(held.record, Meeting))
    return tuple(sorted(found, key=lambda one: (one.held_on, one.body)))


def meeting_for(world: World, day: date, body: str = "") -> MeetingWords | None:
    """The meeting that a reference date is for: the one with that date, else the first one soon after it.

    With `body`, only the meetings of that body: what is said to one is not said to another.
    """
    every = [one for one in meetings(world) if not body or one.body == body]
    exact = (one for one in every if one.as_of == day and one.held_on >= day)
    soon = (one for one in every if 0 <= (one.held_on - day).days <= LONGEST_AHEAD and one.as_of in (None, day))
    found = next(exact, None) or next(soon, None)
    if found is None:
        return None
    return MeetingWords(held_on=found.held_on, body=found.body, message=found.message, decision=found.decision)


def _promises(world: World) -> tuple[Promise, ...]:
    """What was agreed, what is still open first, in order of the day by which it should be done."""
    found = [held.record for held in world.tabs.get("agreements", ()) if isinstance(held.record, Agreement)]
    ordered = sorted(found, key=lambda one: (bool(one.done), one.due_on or date.max, one.text))
    return tuple(Promise(text=one.text, who=one.who, due_on=one.due_on, done=one.done) for one in ordered)


# --- Protection ------------------------------------------------------------------------------------------------------


def with_opinions_protected(edition: Edition, opinions: Mapping[str, tuple[int, int] | None]) -> Edition:
    """The edition in which what people say of themselves is made of protected counts: for each code good and all.

    How these counts changed is left out, because two protected counts tell nothing of why they differ; and so is the
    road to a target for them, which is drawn from the people themselves.
    """
    figures = tuple(
        _protected(one, opinions[one.code]) if one.code in opinions else one for one in edition.state.figures
    )
    changes = edition.changes
    if changes is not None:
        changes = replace(changes, shifts=tuple(one for one in changes.shifts if one.code not in opinions))
    roads = tuple(road for road in edition.outlook.roads if road.code not in opinions)
    return replace(
        edition,
        state=replace(edition.state, figures=figures),
        changes=changes,
        outlook=replace(edition.outlook, roads=roads),
    )


def _protected(figure: Figure, counts: tuple[int, int] | None) -> Figure:
    """A share of protected counts; without a value when too few people may be behind it."""
    if counts is None:
        return replace(figure, value=None, numerator=None, denominator=None, low=None, high=None, beside=())
    yes, base = counts
    share = yes / base
    return replace(figure, value=share, numerator=yes, denominator=base, low=share, high=share, beside=())
