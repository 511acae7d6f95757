"""The chapter of the papers about the goals: where each stands, where it leads, and how far that can be trusted."""

from collections.abc import Iterator, Mapping

from tracker.edition import Edition, Road
from tracker.editions import story
from tracker.editions.doubts import road_doubts
from tracker.editions.paper import Block, Column, Items, Table, Words
from tracker.editions.pictures import picture
from tracker.model import Figure
from tracker.wording import FEWEST_FOR_PERCENTAGE, by_date, figure_value


def goals(edition: Edition, charts: Mapping[str, str]) -> Iterator[Block]:
    """All goals in a table, then each with its picture, and what the forecast takes for granted and cannot know."""
    outlook, known = edition.outlook, {figure.code: figure for figure in edition.state.figures}
    if not outlook.roads:
        return
    yield from _goals_lead(edition)
    yield _goals_table(edition)
    for road in outlook.roads:
        yield Words(road.name, "heading")
        said = (
            story.road_goal(road, known.get(road.code)),
            story.road_ahead(road, outlook),
            story.road_pace(road),
            road_doubts(road),
        )
        yield Words(" ".join(words for words in said if words))
        if f"road_{road.code}" in charts:
            yield picture(charts[f"road_{road.code}"])
    if outlook.assumptions:
        yield Words("Waar wij van uitgaan", "heading")
        yield Items(outlook.assumptions)
    if outlook.cannot_know:
        yield Words("Wat de voorspelling niet weet", "heading")
        yield Items(outlook.cannot_know)


def _goals_lead(edition: Edition) -> Iterator[Block]:
    if edition.outlook.is_plan_check:
        yield Words(story.PLAN_CHECK, "lead")
    elif any(road.outcome for road in edition.outlook.roads):
        yield Words(
            "Hieronder staat voor elk doel waar wij nu zijn, en waar het uitkomt als het zo doorgaat. "
            "In 8 van de 10 gevallen komt het uit tussen de twee getallen.",
            "lead",
        )


def _goals_table(edition: Edition) -> Table:
    columns = (
        Column("Doel", 2.2),
        Column("Nu", 1, number=True),
        Column("Streefwaarde", 1.4, number=True),
        Column("Mijlpaal", 2),
        Column("Als het zo doorgaat", 1.5, number=True),
        Column("Kans", 0.9, number=True),
        Column("Hoe het staat", 2.1),
    )
    known = {figure.code: figure for figure in edition.state.figures}
    rows = tuple(_goal_row(road, known.get(road.code)) for road in edition.outlook.roads)
    return Table("De doelen op een rij", columns, rows)


def _goal_row(road: Road, figure: Figure | None) -> tuple[str, ...]:
    now = "onbekend" if road.now is None else story.amount(road.now, road.unit)
    if figure is not None and figure.denominator and figure.denominator < FEWEST_FOR_PERCENTAGE:
        now = figure_value(figure)
    ahead = "nog niet te zeggen" if road.outcome is None else story.expected(road, road.outcome)
    return (
        road.name,
        now,
        f"{story.amount(road.target, road.unit)}, {by_date(road.due_on)}",
        story.milestone_words(road),
        ahead,
        story.chance_words(road.probability),
        road.standing,
    )
