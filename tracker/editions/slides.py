"""The slides of an edition: eight for a steering group, with native charts and in the notes the sentence to say.

A slide is there only when the edition has something for it. Equal editions give equal bytes.
"""

from collections.abc import Callable
from datetime import date

from tracker import wording
from tracker.edition import Edition, Road
from tracker.editions import slides_more, story
from tracker.editions.excel_looks import ACCENT, ACTIVITY_COLOURS, INK
from tracker.editions.first_page import meeting_words, title
from tracker.editions.road_charts import front_roads
from tracker.editions.road_days import days_of
from tracker.editions.shown import PROGRAMME, headline_words, headlines, is_known, nothing_yet
from tracker.editions.slides_charts import FanData, Stack, put_fan, put_stack
from tracker.editions.slides_house import (
    LEFT,
    PALE,
    ROOM,
    SUN,
    TOP,
    WIDE,
    Box,
    Deck,
    Line,
    height_of,
    new_deck,
    put,
    saved,
)
from tracker.model import Activity, Unit


def slides(edition: Edition, *, concept: bool = False) -> bytes:
    """The slides of an edition; a concept says so on every slide."""
    day = wording.long_date(edition.state.as_of)
    foot = f"{PROGRAMME} · peildatum {day}{' · concept' if concept else ''}"
    deck = new_deck(f"{title(edition)}, {day}", foot, edition.state.known_at)
    _opening(deck, edition, concept=concept)
    for write in SLIDES:
        write(deck, edition)
    return saved(deck)


# --- The opening -----------------------------------------------------------------------------------------------------


def _opening(deck: Deck, edition: Edition, *, concept: bool) -> None:
    """For whom the slides are, of when, and the project leader's own words."""
    as_of, known = wording.long_date(edition.state.as_of), wording.moment(edition.state.known_at)
    say = f"Dit zijn de cijfers van {PROGRAMME} op {as_of}, zoals ze bekend waren op {known}."
    slide = deck.slide(f"{title(edition)}{' (concept)' if concept else ''}", say, dark=True)
    lines = [Line(f"Peildatum {as_of}", 24, bold=True, colour=PALE), Line(f"Bekend op {known}", 20, colour=PALE)]
    if meeting_words(edition):
        lines.insert(0, Line(meeting_words(edition), 24, colour=PALE))
    if edition.stale_since is not None:
        since = wording.moment(edition.stale_since)
        lines.append(Line(f"Let op: wij konden het blad na {since} niet meer goed lezen.", 20, bold=True, colour=SUN))
    message = edition.meeting.message if edition.meeting else None
    if message:
        # A short message may be larger.
        lines.append(Line(message, 22 if len(message) < 300 else 20, colour=SUN))
    if not (edition.state.figures or edition.grants or edition.rules):
        lines.append(Line(nothing_yet(edition), 20, colour=PALE))
    put(slide, ROOM, lines)


# --- Headlines -------------------------------------------------------------------------------------------------------


def _headlines(deck: Deck, edition: Edition) -> None:
    """The headlines as large numbers, each with its sentence."""
    shown = headlines(edition)
    if not shown:
        return
    moved = [story.change_since(one.code, edition.changes) for one in shown]
    since = [f"{wording.capital(words)}." if words else "" for words in moved]
    said = [headline_words(one) for one in shown]
    notes = " ".join(words for pair in zip(said, since, strict=True) for words in pair if words)
    slide = deck.slide(wording.headline(shown[0]), notes)
    wide = WIDE / 3
    numbers = [
        wording.number(one.numerator or 0) if is_known(one) else wording.figure_without_value(one) for one in shown
    ]
    size = 60 if max(map(len, numbers)) < 8 else 40 if max(map(len, numbers)) < 11 else 28
    for place, (figure, number, words, change) in enumerate(zip(shown, numbers, said, since, strict=True)):
        lines = [Line(number, size, bold=True, colour=ACCENT), Line(figure.name, 22, bold=True), Line(words, 20)]
        lines += [Line(change, 20)] if change else []
        put(slide, Box(LEFT + place * wide, TOP, wide - 0.3, ROOM.tall), lines)


# --- The road --------------------------------------------------------------------------------------------------------


_BESIDE = 4.9
"""The width of the words beside the chart, in inches."""


def _road(deck: Deck, edition: Edition) -> None:
    """The first road as a fan, and what is expected of the others beside it."""
    roads = front_roads(edition) if edition.outlook.roads else ()
    if not roads:
        return
    first, known = roads[0], {figure.code: figure for figure in edition.state.figures}
    said = [_in_words(road, edition) for road in roads]
    note = "" if not any(road.outcome for road in roads) else f" {story.FAN_WORDS}"
    slide = deck.slide(story.road_title(first), f"{' '.join(said)}{note}")
    goal = story.road_goal(first, known.get(first.code))
    words = f"{first.name}. {goal} {story.road_ahead(first, edition.outlook)}{note}"
    put_fan(slide, Box(LEFT, TOP, 7.0, 5.0), _fan_data(first, edition.state.as_of, words))
    lines: list[Line] = []
    for road, text in zip(roads, said, strict=True):
        more = [Line(road.name, 20, bold=True, after=2), Line(text.removeprefix(f"{road.name}: "), after=10)]
        if sum(height_of(line, _BESIDE) for line in (*lines, *more)) <= ROOM.tall:
            lines += more
    put(slide, Box(LEFT + 7.2, TOP, _BESIDE, ROOM.tall), lines)


def _in_words(road: Road, edition: Edition) -> str:
    goal = f"Het doel is {story.amount(road.target, road.unit)}, {wording.by_date(road.due_on)}."
    return f"{road.name}: {goal} {story.road_ahead(road, edition.outlook)}"


def _fan_data(road: Road, as_of: date, words: str) -> FanData:
    days = list(days_of(road, as_of))
    return FanData(
        days=tuple(one.day for one in days),
        low=[one.low for one in days],
        room=[one.room for one in days],
        lines={
            "past": [one.past for one in days],
            "middle": [one.middle for one in days],
            "needed": [one.needed for one in days],
            "targets": [one.target for one in days],
        },
        words=words,
        percent=road.unit is Unit.SHARE,
    )


# --- Where people are ------------------------------------------------------------------------------------------------

_MOST_QUARTERS = 7


def _where(deck: Deck, edition: Edition) -> None:
    """Where people were at the last quarters' ends, as stacked columns."""
    quarters = (edition.quarters or ((edition.state.as_of, edition.state.where),))[-_MOST_QUARTERS:]
    if not any(sum(where.values()) for _, where in quarters):
        return
    lead = story.where_lead(edition.state.where)
    slide = deck.slide(lead, f"{lead} Iedereen telt één keer. De laatste kolom is de peildatum.")
    order = [*(str(one) for one in Activity), *sorted({key for _, where in quarters for key in where} - set(Activity))]
    held = [name for name in order if any(where.get(name) for _, where in quarters)]
    series = {
        wording.capital(name): ([where.get(name, 0) for _, where in quarters], ACTIVITY_COLOURS.get(name, INK))
        for name in held
    }
    counts = [f"{wording.number(quarters[-1][1].get(name, 0))} {name}" for name in held]
    said = f"Gestapelde kolommen, per kwartaal. Op {wording.long_date(quarters[-1][0])}: {wording.listing(counts)}."
    put_stack(slide, ROOM, Stack(tuple(wording.short_date(day) for day, _ in quarters), series, said))


SLIDES: tuple[Callable[[Deck, Edition], None], ...] = (
    _headlines,
    slides_more.own,
    _road,
    slides_more.changes,
    _where,
    slides_more.domains,
    slides_more.places,
    slides_more.grants,
    slides_more.rules,
    slides_more.asked,
)
"""The slides behind the opening, in the order of telling; each writes itself when there is something to tell."""
