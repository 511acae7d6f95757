"""The programme page: an edition with its charts goes in, everything that the template shows comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from flask import Flask, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from tracker import actions, wording
from tracker.edition import Audience, Edition
from tracker.model import Activity, Figure, Unit
from tracker.web.access import EVERY_ROLE, who
from tracker.web.dots import Dots, dots_of
from tracker.web.kept_pages import KeptPages
from tracker.wording import HEADLINES

if TYPE_CHECKING:
    from tracker.editions.paper import Block


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the three figures on top: its people in large print, the same in a sentence, and how it moved."""

    figure: Figure
    people: str
    sentence: str
    milestone: str
    goal: str
    moved: str = ""


@dataclass(frozen=True, slots=True)
class Quarter:
    """How many people were where on one day, in the order of the activities, and how many there were in all."""

    day: date
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePage:
    """Everything that the programme page shows; the last of the quarters is the reference date.

    `road` is the road of the first headline, and `changes` what changed since the last meeting, ready to print.
    """

    as_of: date
    headlines: tuple[Headline, ...]
    activities: tuple[str, ...]
    now: Quarter
    quarters: tuple[Quarter, ...]
    goals: tuple[Figure, ...]
    others: tuple[Figure, ...]
    charts: Mapping[str, Markup]
    told: actions.Told
    road: actions.RoadTold | None
    changes: "Sequence[Block]"
    groups: tuple[actions.PrintedTable, ...]
    dots: Dots | None


CHANGES = "Wat er veranderde en waarom"
"""The chapter of the papers that tells of the changes."""


def add_programme(app: Flask, kept: KeptPages) -> None:
    """Put the programme page on the first address of the app."""

    @who(*EVERY_ROLE)
    def programme() -> Response:
        drawn = kept.drawn()
        if drawn.edition.audience == Audience.FUNDER:
            return kept.answer(drawn, lambda: render_template("programme/grant.html", drawn=drawn))

        def make() -> str:
            page = programme_page(drawn.edition, drawn.charts)
            return render_template("programme/programme.html", page=page, drawn=drawn)

        return kept.answer(drawn, make)

    app.add_url_rule("/", "programme", programme)


def programme_page(edition: Edition, charts: Mapping[str, str]) -> ProgrammePage:
    """The page of an edition."""
    state, told = edition.state, actions.told(edition)
    activities = _activities(edition)
    own = edition.audience == Audience.PARTNER
    return ProgrammePage(
        as_of=state.as_of,
        headlines=tuple(_headline(figure, told) for figure in _headlines(state.figures)),
        activities=activities,
        now=_quarter(state.as_of, state.where, activities),
        quarters=tuple(_quarter(day, where, activities) for day, where in edition.quarters),
        goals=tuple(figure for figure in state.figures if figure.target is not None),
        others=tuple(f for f in state.figures if f.target is None and f.code not in HEADLINES),
        charts=drawings(charts),
        told=told,
        road=next((one for one in told.roads if one.road.code == HEADLINES[0]), None),
        changes=actions.told_chapters(edition).get(CHANGES, ()),
        dots=dots_of(state.figures),
        groups=() if own else tuple(one for one in actions.printed_tables(edition) if len(one.headings) > 1),
    )


def drawings(charts: Mapping[str, str]) -> Mapping[str, Markup]:
    """Charts for a template: we drew them ourselves, so they need no escaping."""
    return {name: Markup(svg) for name, svg in charts.items()}  # noqa: S704 - we drew and escaped them ourselves.


def _headlines(figures: tuple[Figure, ...]) -> list[Figure]:
    return sorted((f for f in figures if f.code in HEADLINES), key=lambda f: HEADLINES.index(f.code))


def _headline(figure: Figure, told: actions.Told) -> Headline:
    # When the next milestone is the goal itself, the sentence about the goal says it all.
    last = figure.milestone_date == figure.target_date
    milestone = "" if last else wording.milestone_sentence(figure)
    moved = told.moved.get(figure.code, "")
    return Headline(figure, _people(figure), wording.headline(figure), milestone, _goal_sentence(figure), moved)


def _people(figure: Figure) -> str:
    """How many people, as a range when some are unknown."""
    reached = figure.numerator or 0
    if figure.unit is Unit.SHARE and figure.unknown:
        return f"{wording.number(reached)} tot {wording.number(reached + figure.unknown)}"
    return wording.number(reached)


def _goal_sentence(figure: Figure) -> str:
    if figure.target is None:
        return "Hiervoor is nog geen doel afgesproken."
    when = f", {wording.by_date(figure.target_date)}" if figure.target_date else ""
    return f"Het doel is {wording.target_value(figure.target, figure)}{when}."


def _activities(edition: Edition) -> tuple[str, ...]:
    """Every activity in its own order, and behind them any other word that the edition has."""
    words = {word for where in (edition.state.where, *(where for _, where in edition.quarters)) for word in where}
    known = tuple(str(activity) for activity in Activity)
    return known + tuple(sorted(words.difference(known)))


def _quarter(day: date, where: Mapping[str, int], activities: tuple[str, ...]) -> Quarter:
    return Quarter(day, tuple(where.get(activity, 0) for activity in activities), sum(where.values()))
