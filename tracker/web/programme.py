"""The programme page: an edition with its charts goes in, everything that the template shows comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from flask import Flask, render_template
from markupsafe import Markup

from tracker import wording
from tracker.edition import Edition
from tracker.model import Activity, Figure, Unit
from tracker.wording import HEADLINES

Draw: TypeAlias = Callable[[], tuple[Edition, Mapping[str, str]]]
"""Gives the newest edition and its charts (SVG by name), or raises TrackerError when there is none to show."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the three figures on top: its people in large print, and the same in a sentence."""

    figure: Figure
    people: str
    sentence: str
    milestone: str
    goal: str


@dataclass(frozen=True, slots=True)
class Quarter:
    """How many people were where on one day, in the order of the activities, and how many there were in all."""

    day: date
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class ProgrammePage:
    """Everything that the programme page shows; the last of the quarters is the reference date."""

    as_of: date
    known_at: datetime
    stale_since: datetime | None
    headlines: tuple[Headline, ...]
    activities: tuple[str, ...]
    now: Quarter
    quarters: tuple[Quarter, ...]
    goals: tuple[Figure, ...]
    others: tuple[Figure, ...]
    charts: Mapping[str, Markup]


def add_programme(app: Flask, draw: Draw) -> None:
    """Put the programme page on the first address of the app."""

    def programme() -> str:
        edition, charts = draw()
        return render_template("programme/programme.html", page=programme_page(edition, charts))

    app.add_url_rule("/", "programme", programme)


def programme_page(edition: Edition, charts: Mapping[str, str]) -> ProgrammePage:
    """The page of an edition. The charts are SVG that we drew ourselves, so they need no escaping."""
    state = edition.state
    activities = _activities(edition)
    return ProgrammePage(
        as_of=state.as_of,
        known_at=state.known_at,
        stale_since=edition.stale_since,
        headlines=tuple(_headline(figure) for figure in _headlines(state.figures)),
        activities=activities,
        now=_quarter(state.as_of, state.where, activities),
        quarters=tuple(_quarter(day, where, activities) for day, where in edition.quarters),
        goals=tuple(figure for figure in state.figures if figure.target is not None),
        others=tuple(f for f in state.figures if f.target is None and f.code not in HEADLINES),
        charts={name: Markup(svg) for name, svg in charts.items()},  # noqa: S704 - we drew and escaped it ourselves.
    )


def _headlines(figures: tuple[Figure, ...]) -> list[Figure]:
    return sorted((f for f in figures if f.code in HEADLINES), key=lambda f: HEADLINES.index(f.code))


def _headline(figure: Figure) -> Headline:
    # When the next milestone is the goal itself, the sentence about the goal says it all.
    last = figure.milestone_date == figure.target_date
    milestone = "" if last else wording.milestone_sentence(figure)
    return Headline(figure, _people(figure), wording.headline(figure), milestone, _goal_sentence(figure))


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
