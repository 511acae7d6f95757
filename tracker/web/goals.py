"""The page of the goals: where each is, where it leads if it goes on like this, and how sure that is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import Flask, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from tracker import actions
from tracker.edition import Audience, Edition
from tracker.web.access import EVERY_ROLE, who
from tracker.web.kept_pages import KeptPages
from tracker.web.partners import domain_grid
from tracker.web.programme import drawings

if TYPE_CHECKING:
    from tracker.editions.paper import Block


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: its road in sentences, and the numbers of its chart: what was on each day, and what is expected."""

    told: actions.RoadTold
    past: tuple[tuple[date, str], ...]
    ahead: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalsPage:
    """Everything that the page of the goals shows; `grid` says how far each partner is in each domain."""

    goals: tuple[Goal, ...]
    grid: "tuple[Block, ...]"
    is_plan_check: bool
    assumptions: tuple[str, ...]
    cannot_know: tuple[str, ...]
    fan: str
    charts: Mapping[str, Markup]


def add_goals(app: Flask, kept: KeptPages) -> None:
    """Put the goals on `/doelen`; a funder sees what was agreed for its grant."""

    @who(*EVERY_ROLE)
    def goals() -> Response:
        drawn = kept.drawn()
        if drawn.edition.audience == Audience.FUNDER:
            return kept.answer(drawn, lambda: render_template("goals/grant.html", drawn=drawn))

        def make() -> str:
            page = goals_page(drawn.edition, drawn.charts)
            return render_template("goals/goals.html", page=page, drawn=drawn)

        return kept.answer(drawn, make)

    app.add_url_rule("/doelen", "goals", goals)


def goals_page(edition: Edition, charts: Mapping[str, str]) -> GoalsPage:
    """The page of an edition."""
    told = actions.told(edition)
    return GoalsPage(
        goals=tuple(_goal(one) for one in told.roads),
        grid=domain_grid(edition),
        is_plan_check=edition.outlook.is_plan_check,
        assumptions=edition.outlook.assumptions,
        cannot_know=edition.outlook.cannot_know,
        fan=told.fan,
        charts=drawings(charts),
    )


def _goal(told: actions.RoadTold) -> Goal:
    past = tuple((day, told.amount(value)) for day, value in told.road.past)
    return Goal(told, past, tuple((point.day, told.expected(point)) for point in told.road.ahead))
