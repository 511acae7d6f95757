"""The workbook of an edition: the figures of one reference date come in, an Excel file for a meeting goes out.

A sheet stands in it only when the edition has something for it.
"""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tracker import wording
from tracker.choices import BODIES, ROLES
from tracker.edition import Audience, Edition
from tracker.editions import excel_account, excel_figures, excel_groups, excel_partners, excel_road
from tracker.editions.excel_house import Page, Paper, new_paper
from tracker.editions.first_page import title
from tracker.editions.shown import PROGRAMME, headline_words, headlines, is_known, nothing_yet, progress

HOW_TO_READ = (
    ("Peildatum", "Wij tellen hoe het op die dag was. De dag zelf telt mee."),
    ("Bekend op", "Wij gebruiken wat toen in het blad stond. Wat later is ingevuld, telt hier nog niet mee."),
    ("Onbekend", "Onbekend telt nooit als nee. Soms ziet u twee getallen: minstens en hoogstens."),
    ("Mensen", "In elk cijfer over mensen telt iedereen één keer, ook wie meer stappen zette."),
    ("Procenten", f"Bij minder dan {wording.FEWEST_FOR_PERCENTAGE} mensen of partners ziet u geen procenten."),
    ("Afgerond", "Staat er “ca.”? Dan is het aantal afgerond op vijf, zodat niemand te herkennen is."),
)
WHAT_IT_IS_NOT = (
    ("Geen oordeel", "Iedereen kiest een eigen doel. Vrijwilligerswerk of werkervaring telt net zo goed."),
    ("Geen bewijs", "De cijfers laten zien wat er gebeurde. Ze bewijzen niet waardoor het kwam."),
    ("Geen belofte", "Een voorspelling zegt waar het uitkomt als het zo doorgaat. Het kan anders lopen."),
    ("Geen namen", "Dit zijn aantallen. Over één persoon staat hier niets."),
)

SHEETS: tuple[Callable[[Paper, Edition], None], ...] = (
    excel_partners.own,
    excel_road.goals,
    excel_road.changes,
    excel_figures.figures,
    excel_figures.where_now,
    excel_partners.partners,
    excel_partners.offers,
    excel_partners.places,
    excel_partners.places_by_quarter,
    excel_partners.places_by_partner,
    excel_account.grants,
    excel_account.rules,
    excel_groups.effects,
    excel_groups.groups,
    excel_account.promises,
    excel_figures.explanation,
    excel_road.goal_days,
)
"""The sheets behind the cover, in the order of reading; each writes itself when there is something to write."""


def workbook(edition: Edition, *, concept: bool = False) -> bytes:
    """The workbook of an edition; the same edition gives the same bytes. A concept says so on every page."""
    with TemporaryDirectory(prefix="ew-") as folder:
        path = Path(folder) / "edition.xlsx"
        write_workbook(edition, path, concept=concept)
        return path.read_bytes()


def write_workbook(edition: Edition, path: Path, *, concept: bool = False) -> None:
    """Write the edition as a workbook at `path`; a file that stands there is replaced.

    The same edition gives the same bytes. Raises FileError when the file cannot be written.
    """
    foot = f"{PROGRAMME}, peildatum {wording.short_date(edition.state.as_of)}"
    name = f"{title(edition)}, {wording.long_date(edition.state.as_of)}"
    with new_paper(path, name, foot, edition.state.known_at, concept=concept) as paper:
        _cover(paper, edition)
        for write in SHEETS:
            write(paper, edition)


# --- Voorblad --------------------------------------------------------------------------------------------------------


def _cover(paper: Paper, edition: Edition) -> None:
    """What a board member reads in two minutes: for whom, of when, the three headlines, and how to read them."""
    page = paper.page("Voorblad", (20, 92, 25))
    name = f"{PROGRAMME} (concept)" if paper.concept else PROGRAMME
    page.put_row(0, ((name, "title"),), lowest=30)
    row = _stale_warning(page, 2, edition) if edition.stale_since else 2
    page.put_row(row, (("Voor", "label"), (for_whom(edition), "words")))
    page.put_row(row + 1, (("Peildatum", "label"), (edition.state.as_of, "day")))
    page.put_row(row + 2, (("Bekend op", "label"), (wording.moment(edition.state.known_at), "words")))
    paper.book.define_name("peildatum", f"=Voorblad!$B${row + 2}")
    row = _headlines(page, row + 4, edition)
    row = _meeting(page, row + 1, edition)
    row = page.section(row, "Zo leest u dit", HOW_TO_READ)
    row = page.section(row + 1, "Wat deze cijfers niet zijn", _what_it_is_not(edition))
    page.sheet.print_area(0, 0, row - 1, 2)
    page.sheet.fit_to_pages(1, 1)
    page.sheet.activate()


def _stale_warning(page: Page, row: int, edition: Edition) -> int:
    """Says since when the figures may be behind. Gives the row to go on at."""
    since = wording.moment(edition.stale_since or edition.state.known_at)
    text = f"Wij konden het blad na {since} niet meer goed lezen. Wat daarna is ingevuld, telt hier nog niet mee."
    page.put_row(row, (("Let op", "warning"), (text, "warning"), (None, "warning")), lowest=32)
    return row + 2


_AUDIENCES = {
    Audience.BOARD: "dagelijks bestuur",
    Audience.MANAGERS: "managersoverleg",
    Audience.PROGRAMME: "programmateam",
    Audience.EVERYONE: "iedereen",
    Audience.RULES: "ministerie en ambassadeurs",
    Audience.TABLES: "uw eigen dashboard",
}


def for_whom(edition: Edition) -> str:
    """Who the papers are for, and what they are about: `financier, over NPG werk en ervaring`."""
    word = audience_word(edition.audience)
    if edition.audience == Audience.PARTNER:
        return edition.subject or word
    return f"{word}, over {edition.subject}" if edition.subject else word


def audience_word(audience: str) -> str:
    """The Dutch word for an audience; a word of people's own, such as the name of a partner, is itself."""
    named = next((word for code, word in _AUDIENCES.items() if code == audience), None)
    return named or ROLES.word(BODIES.word(audience))


def _meeting(page: Page, row: int, edition: Edition) -> int:
    """The project leader's own words for the meeting. Gives the row to go on at."""
    meeting = edition.meeting
    if meeting is None or not (meeting.message or meeting.decision):
        return row
    words = (("Boodschap", meeting.message), ("Gevraagd besluit", meeting.decision))
    day = f"Voor het overleg van {wording.long_date(meeting.held_on)}"
    return page.section(row, day, [(label, text) for label, text in words if text]) + 1


def _what_it_is_not(edition: Edition) -> tuple[tuple[str, str], ...]:
    return tuple(line for line in WHAT_IT_IS_NOT if edition.outlook.roads or line[0] != "Geen belofte")


# --- Headlines -------------------------------------------------------------------------------------------------------


def _headlines(page: Page, row: int, edition: Edition) -> int:
    """The headlines from `row` on, each a big number, a sentence and a bar. Gives the row after them."""
    shown = headlines(edition)
    of_grant = bool(edition.grants) and not edition.state.figures
    name = "De eerste cijfers van deze subsidie" if of_grant else "De drie hoofdcijfers"
    if not shown and (edition.rules or edition.partners):
        return row - 1
    page.put_row(row, ((name, "section"), (None, "section"), ("Op weg naar het doel", "section")), lowest=20)
    if not shown:
        page.put(row + 1, 0, nothing_yet(edition), "note")
    for line, figure in enumerate(shown, row + 1):
        number = (figure.numerator, "big") if is_known(figure) else (wording.figure_without_value(figure), "big word")
        page.put_row(line, (number, (headline_words(figure), "sentence"), (progress(figure), "big bar")), lowest=44)
    page.bars(row + 1, row + max(1, len(shown)), 2)
    return row + 1 + max(1, len(shown))
