"""The workbook of an edition: the figures of one reference date come in, an Excel file for a meeting goes out."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

from tracker import wording
from tracker.choices import BODIES, ROLES
from tracker.edition import Edition
from tracker.editions.excel_house import ACTIVITY_COLOURS, INK, CellValue, Page, Paper, Table, new_paper
from tracker.figures.catalogue import BY_CODE
from tracker.model import Activity, Figure, Unit

Quarters: TypeAlias = tuple[tuple[date, Mapping[str, int]], ...]

PROGRAMME = "Ervaringsdeskundigheid en werk"

NOTHING_YET = "Er zijn nog geen cijfers om te tonen."

HOW_TO_READ = (
    ("Peildatum", "Wij tellen hoe het op die dag was. De dag zelf telt mee."),
    ("Bekend op", "Wij gebruiken wat toen in het blad stond. Wat later is ingevuld, telt hier nog niet mee."),
    ("Onbekend", "Onbekend telt nooit als nee. Soms ziet u twee getallen: minstens en hoogstens."),
    ("Mensen", "In elk cijfer over mensen telt iedereen één keer, ook wie meer stappen zette."),
    ("Procenten", f"Bij minder dan {wording.FEWEST_FOR_PERCENTAGE} mensen of partners ziet u geen procenten."),
    ("Meer weten", "Cijfers: alle cijfers. Waar nu: wat mensen doen. Uitleg: wat elk cijfer precies betekent."),
)
WHAT_IT_IS_NOT = (
    ("Geen oordeel", "Iedereen kiest een eigen doel. Vrijwilligerswerk of werkervaring telt net zo goed."),
    ("Geen bewijs", "De cijfers laten zien wat er gebeurde. Ze bewijzen niet waardoor het kwam."),
    ("Geen voorspelling", "Dit is de stand op één dag. Hoe het verdergaat, staat hier niet in."),
    ("Geen namen", "Dit zijn totalen van het hele programma. Over één persoon staat hier niets."),
)
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


def write_workbook(edition: Edition, path: Path) -> None:
    """Write the edition as a workbook of four sheets at `path`; a file that stands there is replaced.

    The same edition gives the same bytes. Raises FileError when the file cannot be written.
    """
    foot = f"{PROGRAMME}, peildatum {wording.short_date(edition.state.as_of)}"
    with new_paper(path, f"{PROGRAMME}: cijfers", foot, edition.state.known_at) as paper:
        _cover(paper, edition)
        _figures(paper, edition)
        _where_now(paper, edition)
        _explanation(paper, edition)


def fewer_is_better(figure: Figure) -> bool:
    """Whether the target of a figure is a limit: then there is no road towards it."""
    indicator = BY_CODE.get(figure.code)
    return indicator is not None and indicator.fewer_is_better


# --- Voorblad --------------------------------------------------------------------------------------------------------


def _cover(paper: Paper, edition: Edition) -> None:
    """What a board member reads in two minutes: for whom, of when, the three headlines, and how to read them."""
    page = paper.page("Voorblad", (20, 92, 25))
    page.put_row(0, ((PROGRAMME, "title"),), lowest=30)
    row = _stale_warning(page, 2, edition) if edition.stale_since else 2
    page.put_row(row, (("Voor", "label"), (audience_word(edition.audience), "words")))
    page.put_row(row + 1, (("Peildatum", "label"), (edition.state.as_of, "day")))
    page.put_row(row + 2, (("Bekend op", "label"), (wording.moment(edition.state.known_at), "words")))
    paper.book.define_name("peildatum", f"=Voorblad!$B${row + 2}")
    row = _headlines(page, row + 4, edition)
    row = _section(page, row + 1, "Zo leest u dit", HOW_TO_READ)
    row = _section(page, row + 1, "Wat deze cijfers niet zijn", WHAT_IT_IS_NOT)
    page.sheet.print_area(0, 0, row - 1, 2)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.activate()


def _stale_warning(page: Page, row: int, edition: Edition) -> int:
    """Says since when the figures may be behind. Gives the row to go on at."""
    since = wording.moment(edition.stale_since or edition.state.known_at)
    text = f"Wij konden het blad na {since} niet meer goed lezen. Wat daarna is ingevuld, telt hier nog niet mee."
    page.put_row(row, (("Let op", "warning"), (text, "warning"), (None, "warning")), lowest=32)
    return row + 2


def audience_word(audience: str) -> str:
    """The Dutch word for an audience; a word of people's own, such as the name of a partner, is itself."""
    return ROLES.word(BODIES.word(audience))


def _headlines(page: Page, row: int, edition: Edition) -> int:
    """The three headlines from `row` on, each a big number, a sentence and a bar. Gives the row after them."""
    heads = (("De drie hoofdcijfers", "section"), (None, "section"), ("Op weg naar het doel", "section"))
    page.put_row(row, heads, lowest=20)
    known = {figure.code: figure for figure in edition.state.figures}
    shown = [known[code] for code in wording.HEADLINES if code in known]
    if not shown:
        page.put(row + 1, 0, NOTHING_YET, "note")
    for line, figure in enumerate(shown, row + 1):
        number = (figure.numerator, "big") if _is_known(figure) else (wording.figure_without_value(figure), "big word")
        page.put_row(line, (number, (headline_words(figure), "sentence"), (progress(figure), "big bar")), lowest=44)
    page.bars(row + 1, row + len(wording.HEADLINES), 2)
    return row + 1 + max(1, len(shown))


def headline_words(figure: Figure) -> str:
    """The headline with its target or milestone; without a value only the name, so that unknown never reads as 0."""
    if figure.numerator is None or not _is_known(figure):
        return f"{wording.capital(figure.name)}: {wording.figure_without_value(figure)}."
    sentences = [wording.headline(figure)]
    least, most = share_range(figure)
    if least is not None and most is not None:
        low, high = wording.percent(least), wording.percent(most)
        sentences.append(f"Dat is {low}." if low == high else f"Dat is {low} tot {high}.")
    if figure.unit is Unit.SHARE and figure.target is not None and figure.target_date is not None:
        target = wording.target_value(figure.target, figure)
        sentences.append(f"{wording.capital(wording.by_date(figure.target_date))} willen wij {target} bereiken.")
    elif figure.milestone is not None and figure.milestone_date is not None:
        sentences.append(_milestone_words(figure, figure.milestone, figure.milestone_date))
    return " ".join(sentences)


def _milestone_words(figure: Figure, milestone: float, due_on: date) -> str:
    """The next milestone, or that it was reached before its date."""
    if (figure.numerator or 0) < needed(figure, milestone):
        return wording.milestone_sentence(figure)
    target = wording.target_value(milestone, figure)
    return f"De mijlpaal {target} ({wording.by_date(due_on)}) is al bereikt."


def _is_known(figure: Figure) -> bool:
    return figure.value is not None and figure.numerator is not None


def _section(page: Page, row: int, title: str, lines: tuple[tuple[str, str], ...]) -> int:
    """A heading over the whole page, with words and what they mean, from `row` on. Gives the row after it."""
    rest = ((None, "section"),) * (len(page.widths) - 1)
    page.put_row(row, ((title, "section"), *rest), lowest=20)
    for line, (label, text) in enumerate(lines, row + 1):
        page.put_row(line, ((label, "label"), (text, "words")))
    return row + 1 + len(lines)


# --- Cijfers ---------------------------------------------------------------------------------------------------------

FIGURE_COLUMNS = (
    ("Cijfer", 33.0, "head"),
    ("In woorden", 28.0, "head"),
    ("Aantal", 10.0, "head number"),
    ("Van de", 9.0, "head number"),
    ("Onbekend", 11.0, "head number"),
    ("Deel, minstens", 10.0, "head number"),
    ("Deel, hoogstens", 10.0, "head number"),
    ("Doel", 9.0, "head number"),
    ("Doel op", 11.0, "head number"),
    ("Op weg naar doel", 14.0, "head number"),
    ("Mijlpaal", 9.0, "head number"),
    ("Mijlpaal op", 11.0, "head number"),
    ("Hoe het staat", 27.0, "head"),
    ("Wat het betekent", 110.0, "head"),
)
_PRINTED = 12
"""The last column on paper: what a figure means is printed on its own sheet, where it can be read."""


def _figures(paper: Paper, edition: Edition) -> None:
    """A row for each figure, to filter and to count on with."""
    page = paper.page("Cijfers", tuple(width for _, width, _ in FIGURE_COLUMNS))
    page.put_row(0, ((f"Alle cijfers op {wording.long_date(edition.state.as_of)}", "title"),), lowest=30)
    note = "Een leeg vak betekent: dit hoort niet bij dit cijfer. Onbekend telt nooit als nee."
    page.put_row(1, ((note, "note"),), lowest=20)
    page.put_row(2, tuple((head, look) for head, _, look in FIGURE_COLUMNS), lowest=32)
    figures = edition.state.figures
    for row, figure in enumerate(figures, 3):
        page.put_row(row, tuple(_figure_cells(figure, edition.state.as_of)))
        if re.fullmatch("[a-z]{4,}(_[a-z0-9]+)*", figure.code):
            paper.book.define_name(figure.code, f"=Cijfers!$C${row + 1}")
    if not figures:
        page.put(3, 0, NOTHING_YET, "note")
    last = max(3, 2 + len(figures))
    page.table(2, last, _PRINTED)
    page.sheet.autofilter(2, 0, last, len(FIGURE_COLUMNS) - 1)
    page.sheet.freeze_panes(3, 1)
    page.bars(3, last, 9)


def _figure_cells(figure: Figure, as_of: date) -> Iterator[tuple[CellValue, str]]:
    """The cells of one figure with their looks, in the order of `FIGURE_COLUMNS`."""
    yield figure.name, "name"
    yield wording.figure_value(figure), "text"
    if not _is_known(figure):
        yield wording.figure_without_value(figure), "unknown"
    elif figure.unit is Unit.DAYS:
        yield figure.value, "days"
    else:
        yield figure.numerator, "count"
    # Beside a number of days, «van de 130» would read as days too.
    yield None if figure.unit is Unit.DAYS else figure.denominator, "count"
    yield figure.unknown, "count"
    least, most = share_range(figure)
    yield least, "percent"
    yield most, "percent"
    yield figure.target, _target_look(figure)
    yield figure.target_date, "date"
    yield progress(figure), "percent"
    yield figure.milestone, _target_look(figure)
    yield figure.milestone_date, "date"
    yield standing(figure, as_of), "text"
    yield figure.definition, "text"


def share_range(figure: Figure) -> tuple[float | None, float | None]:
    """The lowest and highest share that it can be, or nothing when it is no share or about too few people."""
    enough = (figure.denominator or 0) >= wording.FEWEST_FOR_PERCENTAGE
    if figure.unit is not Unit.SHARE or not _is_known(figure) or not enough:
        return None, None
    least = figure.value if figure.low is None else figure.low
    most = figure.value if figure.high is None else figure.high
    return least, most


def _target_look(figure: Figure) -> str:
    if figure.unit is Unit.DAYS:
        return "days"
    return "percent" if figure.target_unit is Unit.SHARE else "count"


def progress(figure: Figure) -> float | None:
    """How much of the target is there (1 is all), or nothing: no target, unknown, a limit, too few for a percentage."""
    if figure.target is None or figure.target <= 0 or figure.numerator is None or not _is_known(figure):
        return None
    if figure.unit is Unit.DAYS or fewer_is_better(figure):
        return None
    if figure.target_unit is not Unit.SHARE:
        return figure.numerator / figure.target
    least, _ = share_range(figure)
    return None if least is None else least / figure.target


def standing(figure: Figure, as_of: date) -> str:
    """How far it is in a few words: `Nog 8 tot de mijlpaal`. Empty without a target."""
    if figure.target is None:
        return ""
    lacks_base = figure.target_unit is Unit.SHARE and not figure.denominator
    if figure.value is None or figure.numerator is None or lacks_base:
        return "Nog niet te zeggen"
    if figure.unit is Unit.DAYS or fewer_is_better(figure):
        least_good = figure.target if figure.unit is Unit.DAYS else needed(figure, figure.target)
        reached: float = figure.value if figure.unit is Unit.DAYS else figure.numerator
        return "Binnen het doel" if reached <= least_good else "Boven het doel"
    return _distance(figure, figure.target, as_of, figure.numerator)


def _distance(figure: Figure, target: float, as_of: date, reached: int) -> str:
    """What is left to the next milestone, or to the target."""
    to_go = needed(figure, target) - reached
    if to_go <= 0:
        return "Doel bereikt"
    if to_go <= figure.unknown:
        return f"Misschien bereikt: {wording.number(figure.unknown)} onbekend"
    if figure.target_date is not None and figure.target_date < as_of:
        return f"De datum is voorbij. Nog {wording.number(to_go)} te gaan."
    if figure.milestone is None or figure.milestone_date == figure.target_date:
        return f"Nog {wording.number(to_go)} te gaan"
    to_milestone = needed(figure, figure.milestone) - reached
    if to_milestone <= 0:
        return f"Mijlpaal bereikt. Nog {wording.number(to_go)} tot het doel."
    return f"Nog {wording.number(to_milestone)} tot de mijlpaal"


def needed(figure: Figure, target: float) -> int:
    """How many a target asks for: a share is taken of the base and rounded up, with room for the error of floats."""
    amount = target * (figure.denominator or 0) if figure.target_unit is Unit.SHARE else target
    return math.ceil(amount - 1e-9)


# --- Waar nu ---------------------------------------------------------------------------------------------------------

_CHART = (3, 22)
"""The rows over which the chart stands; the head of the table comes right under it."""


def _where_now(paper: Paper, edition: Edition) -> None:
    """How many people were where at each quarter's end: a chart to look at and the table under it."""
    quarters = edition.quarters or ((edition.state.as_of, edition.state.where),)
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
    columns = {
        column: ACTIVITY_COLOURS.get(activity, INK)
        for column, activity in enumerate(activities, 1)
        if any(where.get(activity) for _, where in quarters)
    }
    if not columns:
        page.put(3, 0, "Er zijn nog geen deelnemers om te tonen.", "note")
        return
    highest = max(sum(where.values()) for _, where in quarters)
    table = Table(_CHART[1], last, columns, "Datum", "Aantal deelnemers", highest)
    paper.stacked_columns(page, table, _CHART, chart_words(quarters))


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


def _explanation(paper: Paper, edition: Edition) -> None:
    """What each figure means, with the version of its definition, and the words that people may ask about."""
    page = paper.page("Uitleg", (35, 84, 28, 9))
    page.put_row(0, (("Wat de cijfers betekenen", "title"),), lowest=30)
    heads = (("Cijfer", "head"), ("Wat het betekent", "head"), ("Code", "head"), ("Versie", "head number"))
    page.put_row(2, heads, lowest=20)
    figures = edition.state.figures
    for row, figure in enumerate(figures, 3):
        page.put_row(
            row, ((figure.name, "name"), (figure.definition, "text"), (figure.code, "text"), (figure.version, "count"))
        )
    after = _section(page, 4 + len(figures), "Andere woorden", WORDS)
    page.sheet.freeze_panes(3, 1)
    page.table(2, after - 1, 3)
