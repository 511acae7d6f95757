"""An edition goes in, charts come out: SVG texts for page, PDF and slides, equal bytes for equal numbers.

Every chart carries a title and a description in Dutch that state its conclusion.
"""

from collections.abc import Mapping
from datetime import date

from tracker.edition import Edition
from tracker.editions.drawing import bars, panels, progress, sentence
from tracker.editions.ink import NARROW, WIDE, Caption
from tracker.editions.partner_charts import domains, places, places_over_time
from tracker.editions.road_charts import all_roads, front_roads, line_of, one_road, phase_marks
from tracker.editions.roads import Line, road
from tracker.model import Activity, Figure, Unit
from tracker.wording import HEADLINES, capital, listing, long_date, number, plural, target_value

# --- The charts of an edition ----------------------------------------------------------------------------------------


def of_edition(edition: Edition) -> Mapping[str, str]:
    """The charts of an edition by name; those of `WIDE` come for a phone too, with `_narrow` behind the name.

    Always there: `where_now`, `where_over_time`, `road` (the headlines on one scale). With something to show:
    `progress_<code>` (a bar for a headline), `roads` (the first roads beside each other) and `road_<code>` for each
    road, `places`, `places_over_time`, and `domains` (how far partners are).
    """
    charts = {f"progress_{figure.code}": progress_of(figure) for figure in edition.state.figures if has_bar(figure)}
    for width, suffix in ((WIDE, ""), (NARROW, "_narrow")):
        drawn = {
            "where_now": _where_now(edition, width, suffix),
            "where_over_time": _where_over_time(edition, width, suffix),
            "road": _road(edition, width, suffix),
        }
        if edition.outlook.roads:
            drawn["roads"] = all_roads(front_roads(edition), edition, width, suffix)
            for one in edition.outlook.roads:
                drawn[f"road_{one.code}"] = one_road(one, edition, width, suffix)
        if edition.places.now:
            drawn["places"] = places(edition, width, suffix)
        if len(edition.places.quarters) > 1:
            drawn["places_over_time"] = places_over_time(edition, width, suffix)
        if edition.partners:
            drawn["domains"] = domains(edition, width, suffix)
        charts |= {f"{name}{suffix}": svg for name, svg in drawn.items()}
    return charts


def _where_now(edition: Edition, width: int, suffix: str) -> str:
    rows = _in_order(edition.state.where)
    total = sum(count for _, count in rows)
    if not total:
        return sentence(Caption(f"where-now{suffix}", "Nog geen deelnemers", "", width), "Er zijn nog geen deelnemers.")
    largest = max(count for _, count in rows)
    groups = [name for name, count in rows if count == largest]
    verb = "De grootste groep" if len(groups) == 1 else "De grootste groepen"
    title = f"{verb}: {listing(groups)}, {number(largest)} van de {plural(total, 'deelnemer', 'deelnemers')}"
    desc = f"{capital(listing([f'{name} {number(count)}' for name, count in rows]))}."
    return bars(Caption(f"where-now{suffix}", title, desc, width), rows)


def _where_over_time(edition: Edition, width: int, suffix: str) -> str:
    name = f"where-over-time{suffix}"
    days = [day for day, _ in edition.quarters]
    if len(days) < 2:
        advice = "Er is nog geen eerder kwartaal. Vanaf het volgende kwartaal ziet u hier hoe het verandert."
        return sentence(Caption(name, "Nog geen eerder kwartaal", "", width), advice)
    names = [name for name, _ in _in_order({key: 0 for _, where in edition.quarters for key in where})]
    series = [(activity, [where.get(activity, 0) for _, where in edition.quarters]) for activity in names]
    shown = [(activity, counts) for activity, counts in series if any(counts)]
    moves = [f"{activity} van {number(counts[0])} naar {number(counts[-1])}" for activity, counts in shown]
    work = next((move for (activity, _), move in zip(shown, moves, strict=True) if activity == Activity.PAID_WORK), "")
    period = f"Van {long_date(days[0])} tot {long_date(days[-1])}"
    title = f"{period}: {work or listing(moves[:1]) or 'nog geen deelnemers'}"
    return panels(Caption(name, title, f"{period}: {listing(moves)}.", width), days, shown)


def _road(edition: Edition, width: int, suffix: str) -> str:
    figures = [figure for figure in edition.state.figures if figure.code in HEADLINES and _has_road(figure, edition)]
    figures.sort(key=lambda figure: HEADLINES.index(figure.code))
    if not figures:
        advice = "Er staat nog geen doel met een datum in het tabblad Doelen."
        return sentence(Caption(f"road{suffix}", "Nog geen doel met een datum", "", width), advice)
    words = [
        f"{figure.name} staat op {number(figure.numerator or 0)}, het doel is {number(figure.target or 0)}"
        f" op {long_date(figure.target_date or edition.state.as_of)}"
        for figure in figures
    ]
    caption = Caption(f"road{suffix}", capital(words[0]), f"{capital('; '.join(words))}.", width)
    known = {one.code: one for one in edition.outlook.roads if one.unit is Unit.COUNT}
    lines = [
        line_of(known[figure.code], edition) if figure.code in known else _line_of(figure, edition.state.as_of)
        for figure in figures
    ]
    return road(caption, lines, phase_marks(edition))


def _has_road(figure: Figure, edition: Edition) -> bool:
    counts = figure.numerator is not None and figure.target is not None and figure.target_unit is Unit.COUNT
    return counts and figure.target_date is not None and figure.target_date > edition.state.as_of


def _line_of(figure: Figure, as_of: date) -> Line:
    goals = ((figure.milestone_date, figure.milestone), (figure.target_date, figure.target))
    ahead = {day: value for day, value in goals if day is not None and value is not None and day > as_of}
    return Line(figure.name, ((as_of, figure.numerator or 0),), tuple(sorted(ahead.items())))


def has_bar(figure: Figure) -> bool:
    """Whether a headline can be held against its target."""
    comparable = figure.target_unit is Unit.COUNT or figure.unit is Unit.SHARE
    return figure.code in HEADLINES and bool(figure.target) and figure.value is not None and comparable


def progress_of(figure: Figure, width: int = NARROW) -> str:
    """How far a headline is on the way to its target.

    The bar runs to 100% for a target that is a share of people, else to the target or what is reached beyond it.
    """
    in_share, target = figure.target_unit is Unit.SHARE, figure.target or 0
    reached = float((figure.value if in_share else figure.numerator) or 0)
    possible = (figure.high or 0) if in_share else reached + (figure.unknown if figure.unit is Unit.SHARE else 0)
    whole = 1.0 if in_share else max(target, reached)
    goals = sorted({value for value in (figure.milestone, target) if value is not None and value <= whole})
    title = f"{capital(figure.name)}: nu {target_value(reached, figure)}, doel {target_value(target, figure)}"
    marks = [(goal / whole, target_value(goal, figure)) for goal in goals]
    return progress(Caption(f"progress-{figure.code}", title, "", width), reached / whole, possible / whole, marks)


def _in_order(where: Mapping[str, int]) -> list[tuple[str, int]]:
    """The counts from paid work to closed; a word that is no activity comes last."""
    order = [str(activity) for activity in Activity]
    rank = {word: place for place, word in enumerate(order)}
    return sorted(where.items(), key=lambda item: (rank.get(item[0], len(rank)), item[0]))
