"""The sheets with all figures, where people are, and what it means: an edition comes in, three sheets go out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from tracker import wording
from tracker.edition import Edition
from tracker.editions import story
from tracker.editions.excel_charts import Table, stacked_columns
from tracker.editions.excel_house import Column, Entry, ListPage, Paper
from tracker.editions.excel_looks import ACTIVITY_COLOURS, INK
from tracker.editions.shown import figure_words, is_known, is_rounded, progress, share_range, standing
from tracker.model import Activity, Figure, Unit

Quarters: TypeAlias = tuple[tuple[date, Mapping[str, int]], ...]

# --- Cijfers ---------------------------------------------------------------------------------------------------------

FIGURE_COLUMNS = (
    Column("Cijfer", 33, "name"),
    Column("In woorden", 36),
    Column("Aantal", 10, "count"),
    Column("Van de", 9, "count"),
    Column("Onbekend", 11, "count"),
    Column("Deel, minstens", 10, "percent"),
    Column("Deel, hoogstens", 10, "percent"),
    Column("Doel", 9, "count"),
    Column("Doel op", 11, "date"),
    Column("Op weg naar doel", 14, "percent"),
    Column("Mijlpaal", 9, "count"),
    Column("Mijlpaal op", 11, "date"),
    Column("Hoe het staat", 27),
    Column("Wat het betekent", 150),
)
_PRINTED = 12
"""The last column on paper: what a figure means is printed on its own sheet, where it can be read."""
_PROGRESS = 9
"""The column with bars."""


def figures(paper: Paper, edition: Edition) -> None:
    """A row for each figure, to filter and to count on with; smaller figures stand under the one that they go with."""
    main = edition.state.figures
    if not main:
        return
    title = f"Alle cijfers op {wording.long_date(edition.state.as_of)}"
    note = "Een leeg vak betekent: dit hoort niet bij dit cijfer. Onbekend telt nooit als nee."
    every = [pair for one in main for pair in ((one, ""), *((small, "– ") for small in one.beside))]
    rows = [tuple(_cells(one, dash, edition)) for one, dash in every]
    page = paper.list_page(ListPage("Cijfers", title, note, FIGURE_COLUMNS, printed=_PRINTED), rows)
    for row, (figure, dash) in enumerate(every, 4):
        if not dash and re.fullmatch("[a-z]{4,}(_[a-z0-9]+)*", figure.code):
            paper.book.define_name(figure.code, f"=Cijfers!$C${row}")
    page.bars(3, 2 + len(rows), _PROGRESS)


def _cells(figure: Figure, dash: str, edition: Edition) -> Iterator[Entry]:
    """The cells of one figure, in the order of `FIGURE_COLUMNS`."""
    counted = "about" if is_rounded(figure, edition) else "count"
    yield f"{dash}{figure.name}"
    yield figure_words(figure, edition)
    if not is_known(figure):
        yield wording.figure_without_value(figure), "unknown"
    elif figure.unit is Unit.DAYS:
        yield figure.value, "days"
    else:
        yield figure.numerator, counted
    # Beside a number of days, «van de 130» would read as days too.
    yield None if figure.unit is Unit.DAYS else figure.denominator, counted
    yield figure.unknown
    yield from share_range(figure)
    yield figure.target, target_look(figure)
    yield figure.target_date
    yield progress(figure)
    yield figure.milestone, target_look(figure)
    yield figure.milestone_date
    yield standing(figure, edition.state.as_of)
    yield figure.definition


def target_look(figure: Figure) -> str:
    """How a target is written: as days, a percentage or a count."""
    if figure.unit is Unit.DAYS:
        return "days"
    return "percent" if figure.target_unit is Unit.SHARE else "count"


# --- Waar nu ---------------------------------------------------------------------------------------------------------

_CHART = (3, 22)
"""The rows over which the chart stands; the head of the table comes right under it."""


def where_now(paper: Paper, edition: Edition) -> None:
    """How many people were where at each quarter's end: a chart to look at and the table under it."""
    quarters = edition.quarters or ((edition.state.as_of, edition.state.where),)
    if not any(sum(where.values()) for _, where in quarters):
        return
    activities = _activities(quarters)
    page = paper.page("Waar nu", (14, *(_column_width(activity) for activity in activities), 10))
    page.put_row(0, (("Waar de deelnemers waren", "title"),), lowest=30)
    note = "Iedereen telt één keer. De laatste rij is de peildatum. De andere rijen zijn het einde van een kwartaal."
    page.put(1, 0, note, "note")
    heads = ((wording.capital(activity), "head number") for activity in activities)
    page.put_row(_CHART[1], (("Datum", "head"), *heads, ("Samen", "head number")), lowest=32)
    for row, (day, where) in enumerate(quarters, _CHART[1] + 1):
        counts = [where.get(activity, 0) for activity in activities]
        page.put_row(row, ((day, "first"), *((count, "count") for count in counts), (sum(counts), "total")))
    last = _CHART[1] + len(quarters)
    page.table(_CHART[1], last, len(page.widths) - 1)
    paper.name_area("Waar nu", _CHART[1], last, len(page.widths) - 1)
    columns = {
        column: ACTIVITY_COLOURS.get(activity, INK)
        for column, activity in enumerate(activities, 1)
        if any(where.get(activity) for _, where in quarters)
    }
    highest = max(sum(where.values()) for _, where in quarters)
    table = Table(_CHART[1], last, columns, "Datum", "Aantal deelnemers", highest)
    stacked_columns(paper, page, table, _CHART, chart_words(quarters))


def _activities(quarters: Quarters) -> tuple[str, ...]:
    """The columns: every known activity, and any other word that the edition counts people under."""
    known = tuple(str(activity) for activity in Activity)
    return known + tuple(sorted({activity for _, where in quarters for activity in where} - set(known)))


def _column_width(heading: str) -> float:
    """Wide enough for the longest word of a heading in bold, up to a limit."""
    return min(30.0, max(12.0, 1.1 * max(map(len, heading.split()), default=0) + 2))


def chart_words(quarters: Quarters) -> str:
    """What the chart shows, for who cannot see it: the first and the last column in numbers."""
    ends = quarters[:1] + quarters[-1:] if len(quarters) > 1 else quarters
    sentences = ["Gestapelde kolommen: hoeveel deelnemers op elke datum wat deden."]
    for day, where in ends:
        doing = [activity for activity in _activities(ends) if where.get(activity)]
        counts = wording.listing([f"{wording.number(where[activity])} {activity}" for activity in doing])
        sentences.append(f"Op {wording.long_date(day)}: {counts or 'nog niemand'}.")
    return " ".join([*sentences, "Alle aantallen staan in de tabel onder de grafiek."])


# --- Uitleg ----------------------------------------------------------------------------------------------------------

WORDS = (
    (
        "Waar nu",
        "Wat iemand op de peildatum doet. Iedereen telt één keer, bij het eerste woord dat past: "
        + ", ".join(activity for activity in Activity if activity is not Activity.CLOSED)
        + ". Wie klaar is of stopte, staat bij afgesloten.",
    ),
    ("Doel", "Wat in het blad als streefwaarde staat, met de datum waarop het bereikt moet zijn."),
    ("Mijlpaal", "De eerste streefwaarde die nog komt, op weg naar het doel."),
    ("Versie", "Verandert de uitleg van een cijfer, dan krijgt het een nieuw versienummer."),
)


DEFINITION_COLUMNS = (
    Column("Cijfer", 35, "name"),
    Column("Wat het betekent", 84),
    Column("Code", 28),
    Column("Versie", 9, "count"),
)


def explanation(paper: Paper, edition: Edition) -> None:
    """What each figure means, with the version of its definition, and the words that people may ask about."""
    every = [*edition.state.figures, *(small for one in edition.state.figures for small in one.beside)]
    # A grant counts by its funder's definitions under the same names, and all grants count alike.
    granted = {one.code: one for grant in edition.grants for one in (*grant.figures, *grant.esf)}
    rows: list[Sequence[Entry]] = [(one.name, one.definition, one.code, one.version) for one in every]
    rows += [(f"{one.name} (bij een subsidie)", one.definition, one.code, one.version) for one in granted.values()]
    if not rows:
        return
    note = "Dit is de uitleg waarmee wij tellen. Verandert die, dan verandert de versie."
    page = paper.list_page(ListPage("Uitleg", "Wat de cijfers betekenen", note, DEFINITION_COLUMNS), rows)
    words = [line for line in WORDS if edition.state.figures or line[0] != "Waar nu"]
    after = page.section(5 + len(rows), "Andere woorden", words)
    quality = edition.quality
    if quality.findings or quality.stale_rows:
        after = page.section(after + 1, "Hoe goed de gegevens zijn", [("Het blad", story.quality_lead(quality))])
    page.table(2, after - 1, 3)
