"""The programme page: an edition with its charts goes in, everything that the template shows comes out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from flask import Flask, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from tracker import actions, wording
from tracker.edition import Audience, Edition, MeetingWords
from tracker.model import Activity, Figure, Unit
from tracker.web.access import EVERY_ROLE, who
from tracker.web.dots import Dots, dots_of
from tracker.web.kept_pages import KeptPages
from tracker.wording import HEADLINES

if TYPE_CHECKING:
    from tracker.editions.paper import Block


@dataclass(frozen=True, slots=True)
class Headline:
    """One of the three figures on top: its people in large print, the rest of that sentence, and how it moved."""

    figure: Figure
    people: str
    rest: str
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

    `road` is the road of the first headline, and `changes` what changed since the last meeting, ready to print. `goals`
    are the figures with a target that are no headline. `said` is what the project leader says for a meeting.
    """

    as_of: date
    headlines: tuple[Headline, ...]
    activities: tuple[str, ...]
    now: Quarter
    quarters: tuple[Quarter, ...]
    goals: tuple[Figure, ...]
    has_goals: bool
    others: tuple[Figure, ...]
    charts: Mapping[str, Markup]
    told: actions.Told
    road: actions.RoadTold | None
    changes: "Sequence[Block]"
    groups: tuple[actions.PrintedTable, ...]
    dots: Dots | None
    said: MeetingWords | None
    said_for: str


_BODIES = {
    "steering_group": "de stuurgroep",
    "executive_board": "het dagelijks bestuur",
    "managers": "het managersoverleg",
    "other": "het overleg",
}
"""What each kind of meeting is called in a sentence."""

_TOLD = frozenset({"deelnemers", "waar_nu", "gestopt"})
"""The tables whose numbers stand on the page already, in sentences and charts."""

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
    own, meeting = edition.audience == Audience.PARTNER, edition.meeting
    return ProgrammePage(
        as_of=state.as_of,
        headlines=tuple(_headline(figure, told) for figure in _headlines(state.figures)),
        activities=activities,
        now=_quarter(state.as_of, state.where, activities),
        quarters=tuple(_quarter(day, where, activities) for day, where in edition.quarters),
        goals=tuple(f for f in state.figures if f.target is not None and f.code not in HEADLINES),
        has_goals=any(f.target is not None for f in state.figures),
        others=tuple(f for f in state.figures if f.target is None and f.code not in HEADLINES),
        charts=drawings(charts),
        told=told,
        road=next((one for one in told.roads if one.road.code == HEADLINES[0]), None),
        changes=actions.told_chapter(edition, CHANGES),
        dots=dots_of(state.figures),
        groups=() if own else tuple(_groups(edition)),
        said=meeting if meeting and (meeting.message or meeting.decision) else None,
        said_for=f"voor {_BODIES[meeting.body]} van {wording.long_date(meeting.held_on)}" if meeting else "",
    )


def drawings(charts: Mapping[str, str]) -> Mapping[str, Markup]:
    """Charts for a template: we drew them ourselves, so they need no escaping."""
    return {name: Markup(svg) for name, svg in charts.items()}  # noqa: S704 - we drew and escaped them ourselves.


def _groups(edition: Edition) -> Iterator[actions.PrintedTable]:
    """The tables of groups of people, without those of everyone that the page tells already."""
    tables = tuple(one for one in edition.tables if one.spec.name not in _TOLD)
    for one in actions.printed_tables(replace(edition, tables=tables)):
        if len(one.headings) > 1:
            yield one


def _headlines(figures: tuple[Figure, ...]) -> list[Figure]:
    return sorted((f for f in figures if f.code in HEADLINES), key=lambda f: HEADLINES.index(f.code))


def _headline(figure: Figure, told: actions.Told) -> Headline:
    # When the next milestone is the goal itself, the sentence about the goal says it all.
    last = figure.milestone_date == figure.target_date
    milestone = "" if last else wording.milestone_sentence(figure)
    moved = told.moved.get(figure.code, "")
    people, rest = _in_print(figure)
    return Headline(figure, people, rest, milestone, _goal_sentence(figure), moved)


def _in_print(figure: Figure) -> tuple[str, str]:
    """The sentence of a figure: the people that it begins with, as a range when some are unknown, and the rest."""
    sentence, reached = wording.headline(figure), figure.numerator or 0
    first, _, rest = sentence.partition(" ")
    if first != wording.number(reached):
        return "", sentence
    if figure.unit is Unit.SHARE and figure.unknown:
        return f"{first} tot {wording.number(reached + figure.unknown)}", rest
    return first, rest


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
