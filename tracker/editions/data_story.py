"""The goals, what changed and the rules in the way as tables: their columns, and an edition in, rows out."""

from collections.abc import Iterator

from tracker.edition import Edition
from tracker.editions import story
from tracker.editions.data_table import AS_OF, DataTable, Row, amount, count, day, text
from tracker.editions.shown import share_range

GOALS = DataTable(
    "doelen",
    "Doelen",
    "Een rij is één doel van het programma: waar wij nu zijn, en waar het uitkomt als het zo doorgaat.",
    (
        AS_OF,
        text("code", "Code", "De code van het cijfer waar het doel bij hoort.", needed=True),
        text("naam", "Naam", "De naam van dat cijfer voor mensen.", needed=True),
        text("eenheid", "Eenheid", "“count”: een aantal; “share”: een deel van 0 tot 1.", needed=True),
        amount("doel", "Doel", "De laatste streefwaarde.", needed=True),
        day("doel_op", "Doel op", "De dag waarop het doel bereikt moet zijn.", needed=True),
        amount("nu", "Nu", "Waar wij op de peildatum zijn. Leeg: onbekend, of een deel van te weinig."),
        amount(
            "per_kwartaal_laatste_jaar",
            "Per kwartaal, laatste jaar",
            "Hoeveel er het laatste jaar per kwartaal bij kwamen.",
        ),
        amount("per_kwartaal_nodig", "Per kwartaal nodig", "Hoeveel er per kwartaal nodig zijn om het doel te halen."),
        text("hoe_het_staat", "Hoe het staat", "Het tempo tegenover wat nodig is, in woorden.", needed=True),
        amount("mijlpaal", "Mijlpaal", "De eerste streefwaarde die nog komt."),
        day("mijlpaal_op", "Mijlpaal op", "De dag van de mijlpaal."),
        text(
            "mijlpaal_hoe_het_staat",
            "Hoe het met de mijlpaal staat",
            "Het tempo tegenover wat voor de mijlpaal nodig is.",
        ),
        amount(
            "dan_minstens",
            "Dan minstens",
            "De onderkant van wat wij verwachten op de dag van het doel (8 van de 10 keer).",
        ),
        amount("dan_midden", "Dan in het midden", "Het midden van wat wij verwachten op de dag van het doel."),
        amount("dan_hoogstens", "Dan hoogstens", "De bovenkant van wat wij verwachten op de dag van het doel."),
        amount("kans", "Kans", "De kans dat het doel wordt gehaald, van 0 tot 1."),
    ),
    ("code", "doel_op"),
)

PATH = DataTable(
    "verloop",
    "Verloop van de doelen",
    "Een rij is één doel op één dag: hoe het was, of wat wij verwachten als het zo doorgaat.",
    (
        text("code", "Code", "De code van het doel.", needed=True),
        day("doel_op", "Doel op", "De dag waarop het doel bereikt moet zijn.", needed=True),
        day("datum", "Datum", "De dag.", needed=True),
        text("soort", "Soort", "“was”: zo was het; “wordt”: zo verwachten wij het.", needed=True),
        amount("waarde", "Waarde", "Hoe het was, in de eenheid van het doel."),
        amount("minstens", "Minstens", "De onderkant van wat wij verwachten (8 van de 10 keer)."),
        amount("midden", "Midden", "Het midden van wat wij verwachten."),
        amount("hoogstens", "Hoogstens", "De bovenkant van wat wij verwachten (8 van de 10 keer)."),
    ),
    ("code", "doel_op", "soort", "datum"),
)

CHANGES = DataTable(
    "verschil",
    "Wat er veranderde",
    "Een rij is één aantal dat veranderde sinds een eerdere peildatum, en waardoor.",
    (
        text("code", "Code", "De code van het cijfer.", needed=True),
        text("naam", "Naam", "De naam van het cijfer voor mensen.", needed=True),
        text("deel", "Deel", "“teller”, of “noemer”: van hoeveel het cijfer een deel is.", needed=True),
        day("vanaf", "Vanaf", "De eerdere peildatum.", needed=True),
        count("van", "Van", "Hoeveel het er toen waren.", needed=True),
        count("naar", "Naar", "Hoeveel het er nu zijn.", needed=True),
        count("nieuw", "Nieuw", "Wat tussen beide dagen gebeurde.", needed=True),
        count(
            "alsnog_of_verbeterd",
            "Alsnog of verbeterd",
            "Wat eerder al zo was, en later in het blad kwam.",
            needed=True,
        ),
        count("overig", "Overig", "Een rij is weg, een partner kwam of ging, of wij tellen anders.", needed=True),
    ),
    ("code", "deel"),
)

RULES = DataTable(
    "knelpunten",
    "Regels die in de weg staan",
    "Een rij is één regel die mensen in de weg staat, met wat er van de meldingen kwam.",
    (
        AS_OF,
        text("regel", "Regel", "De naam van de regel.", needed=True, typed=True),
        day("sinds", "Sinds", "De dag van de eerste melding.", needed=True),
        count("meldingen", "Meldingen", "Hoe vaak de regel is gemeld.", needed=True),
        count("partners", "Partners", "Hoeveel partners de regel meldden.", needed=True),
        count(
            "mensen_afgerond",
            "Mensen, afgerond",
            "Hoeveel mensen er last van hadden, een veelvoud van vijf. Leeg: onbekend.",
        ),
        count("open", "Open", "Hoeveel meldingen nog open zijn.", needed=True),
        count("aangepast", "Aangepast", "Na hoeveel meldingen de regel werd aangepast.", needed=True),
        count("afgewezen", "Afgewezen", "Hoeveel meldingen zijn afgewezen.", needed=True),
        count("mocht_al", "Mocht al", "Hoeveel meldingen gingen over iets dat al mocht.", needed=True),
        count("opgelost", "Opgelost", "Hoeveel meldingen anders zijn opgelost.", needed=True),
    ),
    ("regel",),
)

_OUTCOMES = ("open", "changed", "refused", "already_allowed", "solved")
"""The outcomes of reports, in the order of the columns."""


def goals(edition: Edition) -> Iterator[Row]:
    """Every goal with its pace, its milestone, and where it leads."""
    known = {one.code: one for one in edition.state.figures}
    for road in edition.outlook.roads:
        figure, end = known.get(road.code), road.outcome
        few = figure is not None and road.unit == "share" and share_range(figure) == (None, None)
        yield (
            edition.state.as_of,
            road.code,
            road.name,
            str(road.unit),
            road.target,
            road.due_on,
            None if few else road.now,
            road.pace_last_4q,
            road.needed_per_quarter,
            road.standing,
            road.milestone,
            road.milestone_on,
            road.milestone_standing or None,
            *((end.low80, end.median, end.high80) if end else (None,) * 3),
            road.probability,
        )


def path(edition: Edition) -> Iterator[Row]:
    """How each goal was, and how it will be if it goes on like this."""
    for road in edition.outlook.roads:
        which = road.code, road.due_on
        yield from ((*which, at, "was", value, None, None, None) for at, value in road.past)
        yield from ((*which, one.day, "wordt", None, one.low80, one.median, one.high80) for one in road.ahead)


def changes(edition: Edition) -> Iterator[Row]:
    """Every count that changed, with its causes; they add up to the change."""
    if edition.changes is None:
        return
    for one in story.moved(edition):
        part = "teller" if one.part == "numerator" else "noemer"
        yield one.code, one.name, part, edition.changes.since, one.before, one.after, *story.causes(one)


def rules(edition: Edition) -> Iterator[Row]:
    """Every rule that stands in the way, and what became of the reports."""
    for one in edition.rules:
        outcomes = (one.outcomes.get(code, 0) for code in _OUTCOMES)
        yield edition.state.as_of, one.rule, one.since, one.reports, one.partners, one.people, *outcomes
