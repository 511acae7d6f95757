"""The sheets about goals and change: an edition comes in, the road to each goal and why figures changed go out."""

from collections.abc import Iterator, Sequence

from tracker import wording
from tracker.edition import Edition, Road
from tracker.editions import story
from tracker.editions.excel_charts import Fan, FanColumns, fan
from tracker.editions.excel_house import Column, Entry, ListPage, Page, Paper
from tracker.editions.road_days import RoadDay, days_of
from tracker.model import Figure, Unit

# --- Doelen ----------------------------------------------------------------------------------------------------------

GOALS = "Doelen"
DAYS = "Doelen per dag"

GOAL_COLUMNS = (
    Column("Doel", 27, "name"),
    Column("Nu", 8, "count"),
    Column("In woorden", 20),
    Column("Streefwaarde", 13, "count"),
    Column("Op", 11, "date"),
    Column("Mijlpaal", 10, "count"),
    Column("Mijlpaal op", 11, "date"),
    Column("Mijlpaal: hoe het staat", 23),
    Column("Per kwartaal, laatste jaar", 12, "pace"),
    Column("Per kwartaal nodig", 11, "pace"),
    Column("Als het zo doorgaat: minstens", 13, "count"),
    Column("Als het zo doorgaat: midden", 13, "count"),
    Column("Als het zo doorgaat: hoogstens", 13, "count"),
    Column("Kans", 10, "percent"),
    Column("Hoe het staat", 30),
)
_UNIT_LOOKS = {Unit.SHARE: "percent", Unit.DAYS: "days", Unit.COUNT: "count"}
_CHART_ROWS, _ROW_PIXELS = 24, 20
"""How many rows a chart takes, and how high each of them is."""
_BESIDE = 8
"""The column where the second chart of a row begins."""


def goals(paper: Paper, edition: Edition) -> None:
    """Each goal with its forecast, and a chart of each road; the numbers behind the charts stand on the last sheet."""
    roads = edition.outlook.roads
    if not roads:
        return
    known = {figure.code: figure for figure in edition.state.figures}
    rows = [tuple(_goal(road, known.get(road.code))) for road in roads]
    page = paper.list_page(ListPage(GOALS, "De doelen en de weg naar 2035", _note(edition), GOAL_COLUMNS), rows)
    top = _explained(page, 4 + len(roads), edition) + 1
    wide = [_pixels(GOAL_COLUMNS[:_BESIDE]) - 8, _pixels(GOAL_COLUMNS[_BESIDE:]) - 8]
    for place, (road, first, last) in enumerate(_day_rows(edition)):
        across, down = place % 2, place // 2
        corner = top + down * (_CHART_ROWS + 1)
        fan(paper, page, _fan_of(road, edition, (first, last), (corner, _BESIDE * across), wide[across]))
    count = (len(roads) + 1) // 2
    end = top + count * (_CHART_ROWS + 1)
    page.sheet.repeat_rows(0, 0)
    page.sheet.print_area(0, 0, end, len(GOAL_COLUMNS) - 1)
    # A chart that lies over two pages cannot be read: the charts begin on a new page, two rows of them on each.
    page.sheet.set_h_pagebreaks([top + pair * 2 * (_CHART_ROWS + 1) for pair in range((count + 1) // 2)])


def _pixels(columns: Sequence[Column]) -> int:
    return sum(int(column.width * 7 + 5) for column in columns)


def _note(edition: Edition) -> str:
    if edition.outlook.is_plan_check:
        return story.PLAN_CHECK
    if any(road.outcome for road in edition.outlook.roads):
        return "In 8 van de 10 gevallen komt het uit tussen minstens en hoogstens, als het zo doorgaat."
    return "Hoe het verdergaat, kunnen wij nog niet zeggen."


def _explained(page: Page, row: int, edition: Edition) -> int:
    """What the forecast takes for granted and cannot know, from `row` on. Gives the row after it."""
    parts = (
        ("Waar wij van uitgaan", edition.outlook.assumptions),
        ("Wat de voorspelling niet weet", edition.outlook.cannot_know),
    )
    for title, sentences in parts:
        if sentences:
            page.put(row, 0, title, "label")
            for place, words in enumerate(sentences, row + 1):
                page.put(place, 0, words, "note")
            row += len(sentences) + 2
    return row


def _goal(road: Road, figure: Figure | None) -> Iterator[Entry]:
    look = _UNIT_LOOKS[road.unit]
    yield road.name
    few = road.unit is Unit.SHARE and figure is not None and (figure.denominator or 0) < wording.FEWEST_FOR_PERCENTAGE
    yield ("onbekend", "unknown") if road.now is None else (None if few else road.now, look)
    yield wording.figure_value(figure) if figure is not None else story.road_goal(road)
    yield road.target, look
    yield road.due_on
    yield road.milestone, look
    yield road.milestone_on if road.milestone is not None else None
    yield road.milestone_standing
    yield road.pace_last_4q
    yield road.needed_per_quarter
    if road.outcome is None:
        yield from (("nog niet te zeggen", "unknown"),) * 3
    else:
        yield from (_foretold(road, one) for one in (road.outcome.low80, road.outcome.median, road.outcome.high80))
    yield _chance(road.probability)
    yield road.standing


def _foretold(road: Road, value: float) -> Entry:
    """What is expected; of so few that there are no percentages in words."""
    if road.of is not None and road.of < wording.FEWEST_FOR_PERCENTAGE:
        return story.amount(value, road.unit, road.of), "unknown"
    return value, _UNIT_LOOKS[road.unit]


def _chance(probability: float | None) -> Entry:
    """A forecast is never certain, so its ends are words."""
    if probability is None or 1 - story.CERTAIN <= probability <= story.CERTAIN:
        return probability
    return story.chance_words(probability), "unknown"


def _fan_of(road: Road, edition: Edition, rows: tuple[int, int], place: tuple[int, int], wide: int) -> Fan:
    figure = next((one for one in edition.state.figures if one.code == road.code), None)
    said = (story.road_goal(road, figure), story.road_ahead(road, edition.outlook), story.FAN_WORDS)
    return Fan(
        DAYS, *rows, _FAN_COLUMNS, road.unit, f"{road.name}: {road.standing}",
        f"{road.name}. {' '.join(said if road.ahead else said[:2])} De getallen staan op het blad {DAYS}.",
        place, (wide, _CHART_ROWS * _ROW_PIXELS), has_band=bool(road.ahead),
    )  # fmt: skip


# --- Doelen per dag --------------------------------------------------------------------------------------------------

DAY_COLUMNS = (
    Column("Doel", 28, "name"),
    Column("Datum", 12, "date"),
    Column("Tot nu toe", 13, "count"),
    Column("Als het zo doorgaat: minstens", 14, "count"),
    Column("In 8 van de 10 gevallen", 14, "count"),
    Column("Als het zo doorgaat: hoogstens", 14, "count"),
    Column("Als het zo doorgaat: midden", 14, "count"),
    Column("Nodig voor het doel", 13, "count"),
    Column("Mijlpaal en doel", 13, "count"),
)
_FAN_COLUMNS = FanColumns(day=1, past=2, low=3, width=4, middle=6, needed=7, targets=8)


def _day_rows(edition: Edition) -> Iterator[tuple[Road, int, int]]:
    """Each road with its first and last row on the sheet of days."""
    first = 3
    for road in edition.outlook.roads:
        count = len(list(days_of(road, edition.state.as_of)))
        yield road, first, first + count - 1
        first += count


def goal_days(paper: Paper, edition: Edition) -> None:
    """The numbers behind the charts: a row for each road and day."""
    roads = edition.outlook.roads
    rows = [tuple(_day(road, one)) for road in roads for one in days_of(road, edition.state.as_of)]
    if rows:
        note = "“In 8 van de 10 gevallen” is hoogstens min minstens: zo hoog is het vlak in de grafiek."
        paper.list_page(ListPage(DAYS, "De getallen achter de grafieken", note, DAY_COLUMNS), rows)


def _day(road: Road, one: RoadDay) -> Iterator[Entry]:
    yield road.name
    yield one.day
    values = (one.past, one.low, one.room, one.high, one.middle, one.needed, one.target)
    yield from ((value, _UNIT_LOOKS[road.unit]) for value in values)


# --- Verschil --------------------------------------------------------------------------------------------------------

CHANGE_COLUMNS = (
    Column("Cijfer", 46, "name"),
    Column("Van", 10, "count"),
    Column("Naar", 10, "count"),
    Column("Verschil", 10, "signed"),
    Column("Nieuw", 10, "signed"),
    Column("Alsnog ingevoerd of verbeterd", 18, "signed"),
    Column("Overig", 10, "signed"),
)


def changes(paper: Paper, edition: Edition) -> None:
    """Why each count changed since the earlier date; the three causes add up to the difference."""
    moved = story.moved(edition)
    if edition.changes is None or not moved:
        return
    title = f"Van {wording.long_date(edition.changes.since)} naar {wording.long_date(edition.state.as_of)}"
    note = "Nieuw, alsnog ingevoerd of verbeterd, en overig zijn samen het verschil."
    rows = [(story.shift_name(one), one.before, one.after, one.after - one.before, *story.causes(one)) for one in moved]
    page = paper.list_page(ListPage("Verschil", title, note, CHANGE_COLUMNS), rows)
    for place, words in enumerate(_MEANINGS, 4 + len(rows)):
        page.put(place, 0, words, "note")
    page.sheet.print_area(0, 0, 3 + len(rows) + len(_MEANINGS), len(CHANGE_COLUMNS) - 1)


_MEANINGS = (
    "Nieuw: dit gebeurde tussen beide datums.",
    "Alsnog ingevoerd of verbeterd: dit was al zo op de eerste datum, maar het kwam later in het blad.",
    "Overig: een rij is weg, een partner kwam of ging, of wij tellen anders.",
)
