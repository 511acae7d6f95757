"""A sheet on its own: check it, make a new one, find the sample."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.actions.terms import Tell, Terms, quiet
from tracker.columns import BY_NAME, TABS
from tracker.errors import FileError
from tracker.figures.catalogue import CATALOGUE
from tracker.intake.names import plain
from tracker.intake.read import Rules, read_sheet
from tracker.model import Finding, Intake, TabCount
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.sheet.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a sheet came to, before anything is stored: the counts by the titles of the tabs."""

    source: str
    tabs: Mapping[str, TabCount]
    findings: tuple[Finding, ...]
    unreadable: tuple[str, ...]


def check(source: "Source", terms: Terms, tell: Tell = quiet) -> Checked:
    """Check a sheet and store nothing. Raises SheetError when it cannot be opened."""
    tell("Het blad lezen")
    reading = source.read()
    tell("Het blad controleren")
    intake = read_sheet(reading, rules(terms, {}))
    titles = tuple(BY_NAME[name].title for name in reading.unreadable)
    return Checked(source=source.name, tabs=by_title(intake), findings=intake.findings, unreadable=titles)


def write_report(checked: Checked, path: Path, terms: Terms) -> None:
    """Write what a check came to as a page of HTML. Raises FileError."""
    from tracker.editions.report import write_report as write

    write(path, checked.source, checked.findings, checked.tabs, terms.now)


def rules(terms: Terms, consents: Mapping[str, date], is_erased: Callable[[str], bool] | None = None) -> Rules:
    """What the walk over a sheet must know, with the dates of consent that were known before, and who was erased."""
    names = {plain(name): one.code for one in CATALOGUE for name in (one.code, one.name)}
    return Rules(today_at(terms.now), names, terms.consent_is_ground, consents, is_erased)


def by_title(intake: Intake) -> dict[str, TabCount]:
    """What became of the rows of each tab, by the title that people know it by."""
    return {tab.title: intake.tabs[tab.name].count for tab in TABS if tab.name in intake.tabs}


def new_sheet(
    path: Path, *, everything: bool, overwrite: bool, now: datetime, own: Collection[str | None] = ()
) -> tuple[str, ...]:
    """Make a new, empty workbook; never over one of the sheets that people keep (`own`). The tabs that it has not.

    Raises FileError.
    """
    from tracker.sheet.blueprint import blank_sheet
    from tracker.sheet.newbook import write_book

    for source in own:
        spare_the_sheet(path, source, "nieuw-blad.xlsx")
    figures = tuple(one.code for one in CATALOGUE)
    blank = blank_sheet(everything=everything, figures=figures)
    write_book(path, blank, {}, created=now, overwrite=overwrite)
    made = {tab.title for tab in blank.tabs}
    return tuple(tab.title for tab in TABS if tab.title not in made)


def spare_the_sheet(path: Path, source: str | None, instead: str) -> None:
    """Names and remarks stand in the sheet alone, so it is never written over, whatever its user agrees to.

    `instead` is what the user may type. Raises FileError.
    """
    if source and path.exists() and Path(source).exists() and path.samefile(source):
        raise FileError(
            f"{path} is uw eigen blad. Daarin staan namen en opmerkingen, en die zouden weg zijn.",
            f"Kies een andere naam, bijvoorbeeld: {instead}",
        )


def sample() -> tuple[Path, datetime]:
    """The sample workbook, and the moment that it is about. Raises SheetError."""
    from tracker.sheet.sample import made_on, sample_path

    path = sample_path()
    return path, made_on(path)
