"""The one page that says it all: an edition goes in, the words and pictures of its first page come out."""

from collections.abc import Mapping, Sequence

from tracker.edition import Audience, Edition, Road, Shift
from tracker.editions import story
from tracker.editions.charts import has_bar, progress_of
from tracker.editions.own_chapter import own_rows
from tracker.editions.paper import Brief, Card, FirstPage
from tracker.editions.pictures import picture
from tracker.editions.road_charts import front_roads
from tracker.editions.shown import nothing_yet
from tracker.model import Figure, Unit
from tracker.wording import (
    HEADLINES,
    capital,
    figure_without_value,
    headline,
    long_date,
    milestone_sentence,
    moment,
    number,
    plural,
)

MOST, MOST_CHANGES = 5, 8
"""The most agreements and changes that the first page lists; with less room there are fewer."""

BAR = 240
"""The width of the bar on a card: drawn this small, the numbers under it can be read in print."""

BODIES: Mapping[str, str] = {
    Audience.STEERING_GROUP: "de stuurgroep",
    Audience.BOARD: "het dagelijks bestuur",
    Audience.MANAGERS: "het managersoverleg",
    Audience.PROGRAMME: "het programmateam",
    Audience.EVERYONE: "iedereen",
    Audience.RULES: "het ministerie",
    Audience.TABLES: "uw eigen dashboard",
}


def title(edition: Edition) -> str:
    """What the papers are called."""
    if edition.audience == Audience.FUNDER:
        return f"Verantwoording {edition.subject}".strip()
    return f"Stukken voor {BODIES.get(edition.audience) or edition.subject or edition.audience}"


def first_page(edition: Edition, charts: Mapping[str, str]) -> FirstPage:
    """The first page of an edition."""
    roads = front_roads(edition) if edition.outlook.roads else ()
    known = {figure.code: figure for figure in edition.state.figures}
    meeting = edition.meeting
    return FirstPage(
        message=(meeting.message or "") if meeting else "",
        nothing=nothing_yet(edition),
        own=own_rows(edition),
        cards=tuple(_card(figure, edition) for figure in _top_figures(edition)),
        picture=picture(charts["roads"]) if roads else None,
        roads=tuple(_road_words(road, known.get(road.code), edition) for road in roads),
        road_note=_road_note(roads, edition),
        changes=_changes(edition),
        decision=(meeting.decision or "") if meeting else "",
        promises=_promises(edition),
        where=story.where_lead(edition.state.where) if edition.state.where and not roads else "",
        where_picture=picture(charts["where_now"]) if sum(edition.state.where.values()) and not roads else None,
        warning=_warning(edition),
    )


# --- Figures ---------------------------------------------------------------------------------------------------------


def _top_figures(edition: Edition) -> tuple[Figure, ...]:
    """The three headlines; a funder without them sees the first figures of its grant."""
    known = {figure.code: figure for figure in edition.state.figures}
    found = tuple(known[code] for code in HEADLINES if code in known)
    if found or not edition.grants:
        return found
    return edition.grants[0].figures[:3]


def _card(figure: Figure, edition: Edition) -> Card:
    if figure.numerator is None or figure.value is None or figure.unit is Unit.DAYS:
        return Card(figure_without_value(figure), f"{figure.name}.")
    since = story.change_since(figure.code, edition.changes) if figure.code in HEADLINES else ""
    beside = (f"{capital(since)}." if since else "", milestone_sentence(figure))
    return Card(
        number(figure.numerator),
        headline(figure),
        tuple(words for words in beside if words),
        picture(progress_of(figure, BAR)) if has_bar(figure) else None,
    )


# --- The road --------------------------------------------------------------------------------------------------------


def _road_words(road: Road, figure: Figure | None, edition: Edition) -> str:
    where = story.road_goal(road, figure)
    return f"{road.name}: {where[:1].lower()}{where[1:]} {story.road_ahead(road, edition.outlook)}"


def _road_note(roads: Sequence[Road], edition: Edition) -> str:
    if not any(road.outcome for road in roads):
        return ""
    if edition.outlook.is_plan_check:
        return f"{story.PLAN_CHECK} {story.FAN_WORDS}"
    return story.FAN_WORDS


# --- What changed, and what was agreed -------------------------------------------------------------------------------


def _changes(edition: Edition) -> Brief | None:
    if edition.changes is None:
        return None
    moved = story.moved(edition)
    shifts = sorted((one for one in moved if one.part == "numerator"), key=_rank)
    items = tuple((story.change_words(shift), "") for shift in shifts[:MOST_CHANGES])
    more = _more(len(items), len(moved), ("ander aantal veranderde ook", "andere aantallen veranderden ook"))
    return Brief(story.changes_lead(edition.changes.since, moved), items, more)


def _rank(shift: Shift) -> int:
    return HEADLINES.index(shift.code) if shift.code in HEADLINES else len(HEADLINES)


def _promises(edition: Edition) -> Brief | None:
    if not edition.promises:
        return None
    # What is not done asks for attention, so it stands first.
    ordered = sorted(edition.promises, key=lambda one: one.done is True)
    items = tuple((one.text, story.promise_status(one, edition.state.as_of)) for one in ordered[:MOST])
    more = _more(len(items), len(ordered), ("andere afspraak", "andere afspraken"))
    return Brief(story.promises_lead(edition.promises), items, more)


def _more(shown: int, total: int, words: tuple[str, str]) -> tuple[str, ...]:
    """For each number of items that may be shown: how many more there are."""
    rest = (total - count for count in range(shown + 1))
    return tuple(f"En nog {plural(left, *words)}." if left else "" for left in rest)


def _warning(edition: Edition) -> str:
    if edition.stale_since is None:
        return ""
    return (
        f"Wij konden het blad na {moment(edition.stale_since)} niet meer goed lezen. "
        "Wat daarna is ingevuld, telt hier nog niet mee."
    )


def meeting_words(edition: Edition) -> str:
    """For which meeting the papers are, such as `Vergadering van 12 november 2026`; empty without one."""
    return f"Vergadering van {long_date(edition.meeting.held_on)}" if edition.meeting else ""
