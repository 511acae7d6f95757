"""The roads of an edition as charts: each with its history, its forecast, its milestone and target, and the phases."""

from collections.abc import Sequence
from datetime import date

from tracker.edition import Edition, Road
from tracker.editions import story
from tracker.editions.ink import Caption
from tracker.editions.roads import Line, road, roads
from tracker.model import Unit
from tracker.wording import FEWEST_FOR_PERCENTAGE, HEADLINES, count_range

MOST_ROADS = 3
"""The most roads beside each other."""


def front_roads(edition: Edition) -> tuple[Road, ...]:
    """The roads that come first: of the headlines about people, and the partners' own goal of 2035."""
    order = (HEADLINES[0], HEADLINES[2], "partners_structureel", HEADLINES[1])
    rank = {code: place for place, code in enumerate(order)}
    ahead = [one for one in edition.outlook.roads if one.due_on > edition.state.as_of] or [*edition.outlook.roads]
    return tuple(sorted(ahead, key=lambda one: rank.get(one.code, len(rank)))[:MOST_ROADS])


def all_roads(some: Sequence[Road], edition: Edition, width: int, suffix: str) -> str:
    """Some roads beside each other, each on its own scale."""
    words = [_in_words(one, edition) for one in some]
    title = "Op weg naar de doelen" if len(some) > 1 else words[0]
    caption = Caption(f"roads{suffix}", title, " ".join(words), width)
    return roads(caption, [line_of(one, edition) for one in some])


def one_road(one: Road, edition: Edition, width: int, suffix: str) -> str:
    """One road over the whole width, with the phases of the programme."""
    caption = Caption(f"road-{one.code}{suffix}", story.road_title(one), _in_words(one, edition), width)
    line = line_of(one, edition)
    named = Line("doel", line.points, line.targets, line.band, line.middle, line.sign, line.now)
    return road(caption, [named], phase_marks(edition), tall=150)


def _in_words(one: Road, edition: Edition) -> str:
    figure = next((figure for figure in edition.state.figures if figure.code == one.code), None)
    return f"{one.name}. {story.road_goal(one, figure)} {story.road_ahead(one, edition.outlook)}"


def phase_marks(edition: Edition) -> tuple[tuple[date, str], ...]:
    """The starts of the experiment's own phases, else of the programme's; several on one day share a mark."""
    starts: dict[date, list[str]] = {}
    own = [phase for phase in edition.phases if phase.kind != "programme"]
    for phase in own or edition.phases:
        starts.setdefault(phase.starts_on, []).append(phase.name)
    return tuple((day, ", ".join(names)) for day, names in sorted(starts.items()))


def line_of(one: Road, edition: Edition) -> Line:
    """A road as a line of a chart; shares become percentages."""
    times, as_of = (100 if one.unit is Unit.SHARE else 1), edition.state.as_of
    points = [(day, value * times) for day, value in one.past if day < as_of]
    if one.now is not None:
        points.append((as_of, one.now * times))
    elif one.past and one.past[-1][0] == as_of:
        points.append((as_of, one.past[-1][1] * times))
    goals = ((one.milestone_on, one.milestone), (one.due_on, one.target))
    targets = {day: value * times for day, value in goals if day is not None and value is not None and day > as_of}
    ahead = [point for point in one.ahead if point.day > as_of]
    start = [(day, value, value) for day, value in points[-1:]] if ahead else []
    return Line(
        one.name,
        tuple(points),
        tuple(sorted(targets.items())),
        band=(*start, *((point.day, point.low80 * times, point.high80 * times) for point in ahead)),
        middle=(*points[-1:], *((point.day, point.median * times) for point in ahead)) if ahead else (),
        sign={Unit.SHARE: "%", Unit.DAYS: " dagen"}.get(one.unit, ""),
        now=_few(one, edition),
    )


def _few(one: Road, edition: Edition) -> str:
    """The counts instead of a percentage, when the figure is about too few for one."""
    figure = next((figure for figure in edition.state.figures if figure.code == one.code), None)
    if one.unit is not Unit.SHARE or figure is None or figure.numerator is None or not figure.denominator:
        return ""
    if figure.denominator >= FEWEST_FOR_PERCENTAGE:
        return ""
    return count_range(figure.numerator, figure.denominator, figure.unknown)
