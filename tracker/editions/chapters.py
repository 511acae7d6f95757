"""The chapters of the papers: an edition with its charts goes in, text and tables that are ready to print come out."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tracker.choices import OWNERS
from tracker.edition import Audience, Edition, ProtectedTable
from tracker.editions import story
from tracker.editions.goal_chapter import goals
from tracker.editions.own_chapter import own
from tracker.editions.paper import Block, Chapter, Column, Items, Table, Terms, Words
from tracker.editions.partner_chapters import grants, partners, places, rules
from tracker.editions.pictures import picture
from tracker.editions.shown import figure_words, group_word, outcome_name
from tracker.model import Activity, Figure, Unit
from tracker.protection.closed_list import ANSWERS
from tracker.protection.tables import PARTS_MAY_DIFFER, count_words, side_words
from tracker.wording import (
    FEWEST_FOR_PERCENTAGE,
    by_date,
    capital,
    count_range,
    long_date,
    number,
    plural,
    short_date,
    signed,
    target_value,
)

Charts = Mapping[str, str]


def chapters(edition: Edition, charts: Charts, only: str | None = None) -> tuple[Chapter, ...]:
    """Every chapter that the edition has something for, in the order of reading; the last explains the figures.

    `only` is the title of the one chapter that is wanted, for who does not want them all.
    """
    made = (
        ("Uw organisatie", own(edition)),
        ("De doelen en de weg naar 2035", goals(edition, charts)),
        ("Wat er veranderde en waarom", _changes(edition)),
        ("Waar mensen nu zijn", _where(edition, charts)),
        ("Alle cijfers", _figures(edition)),
        ("Partners en domeinen", partners(edition, charts)),
        ("Plekken", places(edition, charts)),
        ("Subsidies", grants(edition)),
        ("Regels die in de weg staan", rules(edition)),
        ("Wat samengaat met een goede uitkomst", _effects(edition)),
        ("Aantallen per groep", _groups(edition)),
        ("Afspraken", _promises(edition)),
        ("Hoe goed de gegevens zijn", _quality(edition)),
        ("Wat de cijfers betekenen", _definitions(edition)),
    )
    found = ((title, tuple(blocks)) for title, blocks in made if only in (None, title))
    return tuple(Chapter(title, blocks) for title, blocks in found if blocks)


# --- Changes ---------------------------------------------------------------------------------------------------------


def _changes(edition: Edition) -> Iterator[Block]:
    changes = edition.changes
    if changes is None:
        return
    moved = story.moved(edition)
    yield Words(story.changes_lead(changes.since, moved), "lead")
    if not moved:
        return
    columns = (Column("Cijfer", 3.4), *(Column(head, 1, number=True) for head in ("Van", "Naar", "Nieuw")))
    columns += (Column("Alsnog ingevoerd of verbeterd", 1.6, number=True), Column("Overig", 1, number=True))
    rows = tuple(
        (story.shift_name(one), number(one.before), number(one.after), *(signed(part) for part in story.causes(one)))
        for one in moved
    )
    note = (
        "Nieuw: dit gebeurde tussen beide datums. Alsnog ingevoerd of verbeterd: dit was al zo op de eerste datum, "
        "maar het kwam later in het blad. Overig: een rij is weg, een partner kwam of ging, of wij tellen anders. "
        "Bij een deel veranderde soms ook van hoeveel wij het deel nemen."
    )
    yield Table(f"Van {long_date(changes.since)} naar {long_date(edition.state.as_of)}", columns, rows, note)


# --- Where people are ------------------------------------------------------------------------------------------------

_MOST_QUARTERS = 7
"""The most columns of dates that a table on A4 has room for."""


def _where(edition: Edition, charts: Charts) -> Iterator[Block]:
    if not sum(edition.state.where.values()):
        return
    yield Words(f"{story.where_lead(edition.state.where)} Iedereen telt hier één keer.", "lead")
    yield picture(charts["where_now"])
    if len(edition.quarters) < 2:
        return
    yield Words("Hoe het veranderde", "heading")
    yield picture(charts["where_over_time"])
    yield _quarters_table(edition.quarters)


def _quarters_table(quarters: Sequence[tuple[date, Mapping[str, int]]]) -> Table:
    shown = quarters[-_MOST_QUARTERS:]
    columns = (Column("Waar nu", 2.6), *(Column(short_date(day), 1, number=True) for day, _ in shown))
    words = [*(str(one) for one in Activity), *sorted({key for _, where in shown for key in where} - set(Activity))]
    rows = [(capital(word), *(number(where.get(word, 0)) for _, where in shown)) for word in words]
    rows.append(("Samen", *(number(sum(where.values())) for _, where in shown)))
    return Table("Aantal mensen aan het einde van elk kwartaal, en op de peildatum", columns, tuple(rows))


# --- Figures ---------------------------------------------------------------------------------------------------------


def _figures(edition: Edition) -> Iterator[Block]:
    if not edition.state.figures:
        return
    rows = [row for figure in edition.state.figures for row in _figure_rows(figure, edition)]
    columns = (Column("Cijfer", 2.9), Column("Stand", 2.9), Column("Doel", 1.5))
    note = (
        "Onbekend telt nooit als nee. Daarom ziet u soms twee getallen: minstens en hoogstens. "
        f"Bij minder dan {FEWEST_FOR_PERCENTAGE} mensen of partners geven wij geen procenten."
    )
    yield Table(f"De stand op {long_date(edition.state.as_of)}", columns, tuple(rows), note)


def _figure_rows(figure: Figure, edition: Edition) -> Iterator[tuple[str, ...]]:
    yield figure.name, figure_words(figure, edition), target_words(figure)
    for one in figure.beside:
        yield f"– {one.name}", figure_words(one, edition), ""


def target_words(figure: Figure) -> str:
    """The target of a figure with its day; empty without one."""
    if figure.target is None:
        return ""
    days = plural(figure.target, "dag", "dagen") if figure.unit is Unit.DAYS else target_value(figure.target, figure)
    return f"{days}, {by_date(figure.target_date)}" if figure.target_date else days


# --- Groups ----------------------------------------------------------------------------------------------------------


def _effects(edition: Edition) -> Iterator[Block]:
    if not edition.effects:
        return
    yield Words("Dit hoorde bij elkaar. Het bewijst niet dat het een door het ander kwam.", "lead")
    columns = (Column("Groep", 2.4), Column("Uitkomst", 2.4), Column("Hoeveel", 2.2))
    rows = tuple(
        (
            f"{capital(one.aspect)}: {group_word(one)}",
            outcome_name(one.outcome),
            f"ca. {count_range(one.yes, one.base, one.unknown)}",
        )
        for one in edition.effects
    )
    note = "De aantallen zijn afgerond op vijf. Groepen met minder dan 25 mensen staan er niet bij."
    yield Table("Groepen en hun uitkomst", columns, rows, note)


def _groups(edition: Edition) -> Iterator[Block]:
    tables = [table for table in edition.tables if table.spec.by]
    if not tables or not sum(edition.state.where.values()):
        return
    yield Words(
        "Totalen van het hele programma zijn precies. Wat wij verder opsplitsen, is afgerond. "
        "Zo is niemand te herkennen.",
        "lead",
    )
    answers = [table for table in tables if not table.spec.within and table.spec.by[0] in ANSWERS]
    together = _answers_table(answers)
    for table in tables:
        if together is None or table not in answers:
            yield from _group_table(table)
    if together is not None:
        yield together


def _answers_table(tables: Sequence[ProtectedTable]) -> Table | None:
    """What people say of themselves, a question a row; None when the tables are not divided in one and the same way."""
    heads = [tuple(side_words(cell.sides[0]) for cell in table.cells) for table in tables]
    if len(set(heads)) != 1:
        return None
    columns = (Column("Vraag", 2), *(Column(capital(head), 1, number=True) for head in heads[0]))
    rows = tuple((table.spec.title, *(count_words(cell, table.spec) for cell in table.cells)) for table in tables)
    note = f"1 is nee en 5 is ja. {PARTS_MAY_DIFFER}"
    return Table("Wat mensen zelf zeggen", columns, rows, note)


_MOST_COLUMNS = 5
"""The most columns of a table of groups: a number that is left out is said in words, and needs room."""


def _group_table(table: ProtectedTable) -> Iterator[Block]:
    note = "" if table.spec.exact else PARTS_MAY_DIFFER
    if not table.published:
        yield Words(table.spec.title, "heading")
        yield Words("Deze tabel is weggelaten om herkenning te voorkomen.")
        return
    counts = {tuple(side_words(side) for side in cell.sides): count_words(cell, table.spec) for cell in table.cells}
    names = list(dict.fromkeys(sides[0] for sides in counts))
    heads = list(dict.fromkeys(sides[1] for sides in counts if len(sides) > 1))
    if not heads:
        columns: tuple[Column, ...] = (Column("Groep", 2), Column("Aantal", 2, number=True))
        yield Table(table.spec.title, columns, tuple((capital(name), counts[name,]) for name in names), note)
    for begin in range(0, len(heads), _MOST_COLUMNS):
        some = heads[begin : begin + _MOST_COLUMNS]
        columns = (Column("Groep", 1.6), *(Column(capital(head), 1, number=True) for head in some))
        rows = tuple((capital(name), *(counts.get((name, head), "") for head in some)) for name in names)
        title = table.spec.title if not begin else f"{table.spec.title} (vervolg)"
        yield Table(title, columns, rows, note)


# --- The end ---------------------------------------------------------------------------------------------------------


def _promises(edition: Edition) -> Iterator[Block]:
    if not edition.promises:
        return
    yield Words(story.promises_lead(edition.promises), "lead")
    columns = (Column("Afspraak", 3.4), Column("Wie", 1.6), Column("Hoe het staat", 2.1))
    rows = tuple(
        (one.text, OWNERS.word(one.who) if one.who else "", story.promise_status(one, edition.state.as_of))
        for one in edition.promises
    )
    yield Table("Wat wij afspraken", columns, rows)


def _quality(edition: Edition) -> Iterator[Block]:
    quality = edition.quality
    if quality.findings or quality.stale_rows:
        yield Words(story.quality_lead(quality), "lead")
        yield Words("Wat niet te lezen is, telt als onbekend. Wij raden nooit wat er had moeten staan.")
    if edition.gate.left_out and edition.tables:
        yield Words("Wat wij weglieten om herkenning te voorkomen", "heading")
        yield Items(tuple(f"{one.title}: {one.what}." for one in sorted(edition.gate.left_out)))


READING = (
    ("Peildatum", "Wij tellen hoe het op die dag was. De dag zelf telt mee.", ""),
    ("Bekend op", "Wij gebruiken wat toen in het blad stond. Wat later is ingevuld, telt hier nog niet mee.", ""),
    ("Onbekend", "Onbekend telt nooit als nee. Soms ziet u twee getallen: minstens en hoogstens.", ""),
    (
        "Waar nu",
        "Wat iemand op de peildatum doet. Iedereen telt één keer, bij het eerste woord dat past: "
        + ", ".join(str(activity) for activity in Activity if activity is not Activity.CLOSED)
        + ". Wie klaar is of stopte, staat bij afgesloten.",
        "",
    ),
    ("Eigen doel", "Iedereen kiest een eigen doel. Vrijwilligerswerk of werkervaring telt net zo goed.", ""),
    ("Geen bewijs", "De cijfers laten zien wat er gebeurde. Ze bewijzen niet waardoor het kwam.", ""),
)
"""How to read the papers: a word, what it means, and small print."""

_FOR_FUNDER = ("Peildatum", "Bekend op", "Onbekend", "Geen bewijs")


def reading(edition: Edition) -> tuple[tuple[str, str, str], ...]:
    """How to read the papers of an edition; a funder finds nothing of where people are in its own."""
    if edition.audience != Audience.FUNDER:
        return READING
    return tuple(one for one in READING if one[0] in _FOR_FUNDER)


def _definitions(edition: Edition) -> Iterator[Block]:
    if edition.state.figures:
        yield _terms(edition.state.figures)
    # A grant counts by its funder's definitions under the same names, and all grants count alike.
    granted = {one.code: one for grant in edition.grants for one in (*grant.figures, *grant.esf)}
    if granted:
        yield Words("Bij subsidies", "heading")
        yield _terms(tuple(granted.values()))


def _terms(figures: Sequence[Figure]) -> Terms:
    return Terms(tuple((one.name, one.definition, f"{one.code}, versie {one.version}") for one in figures))
