"""The page of the goals: where each is, where it leads if it goes on like this, and how sure that is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from tracker import actions, wording
from tracker.edition import Audience, Edition
from tracker.web.access import EVERY_ROLE, who
from tracker.web.kept_pages import KeptPages
from tracker.web.programme import drawings

if TYPE_CHECKING:
    from tracker.editions.paper import Block

GRID = "Partners en domeinen"
"""The chapter of the papers with how far each partner is in each domain."""


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal: its road in sentences, and the numbers of its chart: each day with where it was, or will be."""

    told: actions.RoadTold
    rows: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalsPage:
    """Everything that the page of the goals shows."""

    goals: tuple[Goal, ...]
    is_plan_check: bool
    assumptions: tuple[str, ...]
    cannot_know: tuple[str, ...]
    fan: str
    grid: "Sequence[Block]"
    charts: Mapping[str, Markup]


def add_goals(app: Flask, kept: KeptPages) -> None:
    """Put the goals on `/doelen`; a funder sees what was agreed for its grant."""

    @who(*EVERY_ROLE)
    def goals() -> Response:
        drawn = kept.drawn()
        if drawn.edition.audience == Audience.FUNDER:
            return kept.answer(drawn, lambda: render_template("goals/grant.html", drawn=drawn))
        page = goals_page(drawn.edition, drawn.charts)
        return kept.answer(drawn, lambda: render_template("goals/goals.html", page=page, drawn=drawn))

    app.add_url_rule("/doelen", "goals", goals)


def goals_page(edition: Edition, charts: Mapping[str, str]) -> GoalsPage:
    """The page of an edition."""
    told = actions.told(edition)
    return GoalsPage(
        goals=tuple(Goal(one, tuple(_rows(one))) for one in told.roads),
        is_plan_check=edition.outlook.is_plan_check,
        assumptions=edition.outlook.assumptions,
        cannot_know=edition.outlook.cannot_know,
        fan=told.fan,
        grid=actions.told_chapters(edition).get(GRID, ()),
        charts=drawings(charts),
    )


def _rows(told: actions.RoadTold) -> Iterator[tuple[str, str, str]]:
    """Each day of the chart: when, what was reached, and what is expected."""
    for day, value in told.road.past:
        yield wording.long_date(day), told.amount(value), ""
    for point in told.road.ahead:
        low, high = told.amount(point.low80), told.amount(point.high80)
        yield wording.long_date(point.day), "", low if low == high else f"{low} tot {high}"
