"""The sheets for funders and meetings: an edition comes in, grants, rules in the way and agreements go out."""

from collections.abc import Iterator

from tracker import wording
from tracker.choices import OWNERS
from tracker.edition import Edition, GrantState, RuleState
from tracker.editions import story
from tracker.editions.excel_figures import target_look
from tracker.editions.excel_house import Column, Entry, ListPage, Paper
from tracker.editions.shown import is_known, progress, share_range
from tracker.model import Figure, Unit

# --- Subsidies -------------------------------------------------------------------------------------------------------

GRANT_COLUMNS = (
    Column("Subsidie", 27, "name"),
    Column("Financier", 22),
    Column("Loopt vanaf", 11, "date"),
    Column("Loopt tot en met", 11, "date"),
    Column("Telling", 10),
    Column("Cijfer", 28),
    Column("In woorden", 20),
    Column("Aantal", 10, "count"),
    Column("Van de", 9, "count"),
    Column("Onbekend", 11, "count"),
    Column("Deel, minstens", 10, "percent"),
    Column("Deel, hoogstens", 10, "percent"),
    Column("Afgesproken", 12, "count"),
    Column("Afgesproken op", 12, "date"),
    Column("Op weg", 10, "percent"),
)


def grants(paper: Paper, edition: Edition) -> None:
    """A row for each figure of each grant, by the definitions of its funder."""
    rows = [
        tuple(_grant_cells(grant, figure, how))
        for grant in edition.grants
        for how, figures in (("subsidie", grant.figures), ("ESF+", grant.esf))
        for figure in figures
    ]
    if not rows:
        return
    note = "Alleen stappen die de subsidie betaalt, tellen mee. Wat elk cijfer betekent, staat bij Uitleg."
    if any(grant.esf for grant in edition.grants):
        note = f"{note} Bij ESF+: {wording.AS_ESF}"
    spec = ListPage("Subsidies", "Subsidies", note, GRANT_COLUMNS)
    if len(edition.grants) == 1:
        only = edition.grants[0]
        rows = [tuple(row[place] for place in _OF_ONE) for row in rows]
        columns = tuple(GRANT_COLUMNS[place] for place in _OF_ONE)
        spec = ListPage("Subsidie", only.name, f"{_about(only)}{note}", columns)
    page = paper.list_page(spec, rows)
    page.bars(3, 2 + len(rows), len(spec.columns) - 1)


_OF_ONE = (5, 4, *range(6, len(GRANT_COLUMNS)))
"""The columns for a single grant: what is the same in every row stands above the table."""


def _about(grant: GrantState) -> str:
    said = [f"Financier: {grant.funder}." if grant.funder else ""]
    said.append(f"Loopt vanaf {wording.long_date(grant.runs_from)}." if grant.runs_from else "")
    said.append(f"Loopt tot en met {wording.long_date(grant.runs_until)}." if grant.runs_until else "")
    return "".join(f"{words} " for words in said if words)


def _grant_cells(grant: GrantState, figure: Figure, how: str) -> Iterator[Entry]:
    yield grant.name
    yield grant.funder
    yield grant.runs_from
    yield grant.runs_until
    yield how
    yield figure.name
    yield wording.figure_value(figure)
    if not is_known(figure):
        yield wording.figure_without_value(figure), "unknown"
    elif figure.unit is Unit.DAYS:
        yield figure.value, "days"
    else:
        yield figure.numerator
    yield figure.denominator
    yield figure.unknown
    yield from share_range(figure)
    yield figure.target, target_look(figure)
    yield figure.target_date
    yield progress(figure)


# --- Knelpunten ------------------------------------------------------------------------------------------------------

OUTCOMES = {
    "open": "Nog open",
    "changed": "Aangepast",
    "refused": "Afgewezen",
    "already_allowed": "Mocht al",
    "solved": "Opgelost",
}
"""What can come of a report, by its code."""

RULE_COLUMNS = (
    Column("Regel", 30, "name"),
    Column("Sinds", 11, "date"),
    Column("Meldingen", 12, "count"),
    Column("Partners", 10, "count"),
    Column("Mensen", 13, "about"),
    *(Column(word, 12, "count") for word in OUTCOMES.values()),
    Column("Voorgelegd aan", 34),
    Column("Wat mensen meemaakten", 62),
)


def rules(paper: Paper, edition: Edition) -> None:
    """A row for each rule that stands in the way."""
    if not edition.rules:
        return
    note = "Het aantal mensen is afgerond op vijf. Leeg: niemand schreef het op."
    rows = [tuple(_rule_cells(one)) for one in edition.rules]
    paper.list_page(ListPage("Knelpunten", "Regels die in de weg staan", note, RULE_COLUMNS), rows)


def _rule_cells(rule: RuleState) -> Iterator[Entry]:
    yield wording.capital(rule.rule)
    yield rule.since
    yield rule.reports
    yield rule.partners
    yield rule.people
    yield from (rule.outcomes.get(code, 0) for code in OUTCOMES)
    yield "\n".join(f"{who}{f' op {wording.short_date(day)}' if day else ''}" for day, who in rule.raised) or None
    yield "\n".join(rule.stories) or None


# --- Afspraken -------------------------------------------------------------------------------------------------------

PROMISE_COLUMNS = (
    Column("Afspraak", 70, "name"),
    Column("Wie", 28),
    Column("Klaar op", 12, "date"),
    Column("Hoe het staat", 40),
)


def promises(paper: Paper, edition: Edition) -> None:
    """What was agreed, and what became of it."""
    if not edition.promises:
        return
    rows = [
        (
            one.text,
            OWNERS.word(one.who) if one.who else None,
            one.due_on,
            story.promise_status(one, edition.state.as_of),
        )
        for one in edition.promises
    ]
    note = story.promises_lead(edition.promises)
    paper.list_page(ListPage("Afspraken", "Wat wij afspraken", note, PROMISE_COLUMNS), rows)
