"""An edition told for the pages: its sentences, its chapters and its protected tables, in the words of the papers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.edition import Ahead, Audience, Edition, ProtectedTable, Road, Shift

if TYPE_CHECKING:
    from tracker.editions.paper import Block
    from tracker.model import Figure


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A protected table as it may be printed: each row is its heading and its numbers in words, `note` small print."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadTold:
    """One road in sentences (Dutch). `figure` is what it is about.

    `doubts` (what may puzzle a reader, often empty) and `chance` are for the page of the goals alone.
    """

    road: Road
    goal: str
    ahead: str
    pace: str
    milestone: str
    chance: str
    doubts: str = ""
    figure: "Figure | None" = None

    def amount(self, value: float) -> str:
        """A place on the road as people read it."""
        from tracker.editions.story import amount

        return amount(value, self.road.unit)

    def expected(self, point: Ahead) -> str:
        """What is expected on one day, as people read it."""
        from tracker.editions.story import expected

        return expected(self.road, point)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What an edition says in sentences (Dutch); what it has nothing to say of is empty.

    `moved` gives for a headline how it moved since the last meeting, `shifts` why the headlines changed. `promises` are
    what was agreed, by whom, and how that stands. `fan` explains the forecast in a chart.
    """

    where: str = ""
    partners: str = ""
    places: str = ""
    quality: str = ""
    changes: str = ""
    shifts: tuple[str, ...] = ()
    moved: Mapping[str, str]
    promises: tuple[tuple[str, str, str], ...] = ()
    promises_lead: str = ""
    roads: tuple[RoadTold, ...] = ()
    fan: str = ""


def told(edition: Edition) -> Told:
    """The sentences of an edition."""
    from tracker.choices import OWNERS
    from tracker.editions import story

    changes, quality = edition.changes, edition.quality
    known = {figure.code: figure for figure in edition.state.figures}
    return Told(
        where=story.where_lead(edition.state.where) if edition.state.where else "",
        partners=story.partners_lead(edition.partners) if edition.partners else "",
        places=story.places_lead(edition.places.now) if edition.places.now or edition.places.wanted else "",
        quality=story.quality_lead(quality) if quality.findings or quality.stale_rows else "",
        changes=story.changes_lead(changes.since, story.moved(edition)) if changes else "",
        shifts=tuple(story.change_words(one) for one in _of_headlines(story.moved(edition))),
        moved={code: story.change_since(code, changes) for code in known},
        promises=tuple(
            (one.text, OWNERS.word(one.who) if one.who else "", story.promise_status(one, edition.state.as_of))
            for one in edition.promises
        ),
        promises_lead=story.promises_lead(edition.promises) if edition.promises else "",
        roads=tuple(_road(road, edition, known.get(road.code)) for road in _in_front(edition)),
        fan=story.FAN_WORDS if any(road.outcome for road in edition.outlook.roads) else "",
    )


def _of_headlines(moved: Sequence[Shift]) -> Sequence[Shift]:
    """What changed about the headlines, and about how many there are, in their own order."""
    from tracker.wording import HEADLINES

    order = {code: place for place, code in enumerate((*HEADLINES, "deelnemers", "tussentijds_gestopt"))}
    some = (one for one in moved if one.code in order and one.part == "numerator")
    return sorted(some, key=lambda one: order[one.code])


def _in_front(edition: Edition) -> Sequence[Road]:
    """The roads, those of the headlines first."""
    from tracker.wording import HEADLINES

    order = {code: place for place, code in enumerate(HEADLINES)}
    return sorted(edition.outlook.roads, key=lambda road: order.get(road.code, len(order)))


def _road(road: Road, edition: Edition, figure: "Figure | None") -> RoadTold:
    from tracker.editions import story
    from tracker.editions.doubts import road_doubts

    return RoadTold(
        road=road,
        goal=story.road_goal(road, figure),
        ahead=story.road_ahead(road, edition.outlook),
        pace=story.road_pace(road),
        milestone=story.milestone_words(road),
        chance=story.chance_words(road.probability),
        doubts=road_doubts(road),
        figure=figure,
    )


class _NoPictures(dict[str, str]):
    """Stands for every chart, where only words and tables are wanted."""

    def __missing__(self, name: str) -> str:
        return "<svg/>"


def told_chapter(edition: Edition, title: str) -> "tuple[Block, ...]":
    """A chapter of the papers, ready to print, without pictures: a page has its own. Empty when there is none."""
    from tracker.editions.chapters import chapters

    found = chapters(edition, _NoPictures(), only=title)
    return tuple(block for one in found for block in one.blocks if block.kind != "picture")


# --- Protected tables ------------------------------------------------------------------------------------------------


def printed_tables(edition: Edition) -> tuple[PrintedTable, ...]:
    """The protected tables of an edition; for a partner only its own, because the rest is in the papers too."""
    own = edition.audience == Audience.PARTNER
    tables = (one for one in edition.tables if not own or one.spec.audience == f"{Audience.PARTNER}:{edition.subject}")
    return tuple(_printed(one) for one in tables)


def _printed(table: ProtectedTable) -> PrintedTable:
    from tracker.protection.tables import LEFT_OUT, PARTS_MAY_DIFFER, printed

    if not table.published:
        return PrintedTable(table.spec.title, ("Aantal",), ((LEFT_OUT,),))
    note = "" if table.spec.exact else PARTS_MAY_DIFFER
    cells = list(printed(table))
    if not table.spec.by:
        return PrintedTable(table.spec.title, ("Wie", "Aantal"), tuple(("Iedereen", words) for _, words in cells), note)
    counts = dict(cells)
    names = list(dict.fromkeys(sides[0] for sides in counts))
    heads = list(dict.fromkeys(sides[1] for sides in counts if len(sides) > 1))
    if not heads:
        return PrintedTable(table.spec.title, ("Groep", "Aantal"), tuple((name, counts[name,]) for name in names), note)
    rows = tuple((name, *(counts.get((name, head), "") for head in heads)) for name in names)
    return PrintedTable(table.spec.title, ("Groep", *heads), rows, note)


# --- What we count ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Counting:
    """One indicator as readers know it: its code and name, how it is counted, and the version of that."""

    code: str
    name: str
    definition: str
    version: int


def countings() -> tuple[Counting, ...]:
    """Every indicator, in the order of the catalogue."""
    from tracker.figures.catalogue import CATALOGUE

    return tuple(Counting(one.code, one.name, one.definition, one.version) for one in CATALOGUE)
