"""Writes the sample sheets: records become rows, with names and remarks for people beside them."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryFile

from sample_sheets.days import SAMPLE_DATE, arrivals
from sample_sheets.known import Known, known
from sample_sheets.life import life
from sample_sheets.papers import AGREEMENTS, meetings, obstacles
from sample_sheets.partner_facts import Tally, embeddings, expert_counts, places, team_seats
from sample_sheets.partners import Network, all_partners, partners_for, partners_known
from sample_sheets.programme import ACCESS, GRANTS, list_rows, phases, targets
from sample_sheets.remarks import remark
from tracker.columns import BY_NAME, Kind
from tracker.figures.catalogue import CATALOGUE
from tracker.intake.written import Written, written_row
from tracker.model import Partner, Record
from tracker.sheet.blueprint import Blueprint, blank_sheet
from tracker.sheet.newbook import write_book

FOLDER = Path(__file__).parent
PROGRAMME, EMPTY = FOLDER / "programma.xlsx", FOLDER / "leeg.xlsx"

STANDARD_PEOPLE = 142
"""So many people had been registered by the date of the sample."""

_OF_PEOPLE = ("participants", "steps", "measurements")


def write_empty(path: Path) -> None:
    """Write a sheet with all tabs and no rows, as the tracker makes it. Raises FileError."""
    write_book(path, _blueprint(), {}, created=_noon(SAMPLE_DATE), overwrite=True)


def write_programme(path: Path, *, people: int = STANDARD_PEOPLE, as_of: date = SAMPLE_DATE) -> None:
    """Write the made-up programme as its sheet was kept on a date. Raises FileError.

    `people` is how many had been registered by the date of the sample; a later `as_of` has more of them.
    """
    with Shelves() as shelves:
        rows = {tab: _rows(tab, found) for tab, found in _records(shelves, people, as_of).items()}
        write_book(path, _blueprint(), rows, created=_noon(as_of), overwrite=True)


def records(*, people: int = STANDARD_PEOPLE, as_of: date = SAMPLE_DATE) -> dict[str, list[Record]]:
    """The made-up programme as records, by the name of the tab."""
    with Shelves() as shelves:
        return {tab: list(found) for tab, found in _records(shelves, people, as_of).items()}


def _blueprint() -> Blueprint:
    return blank_sheet(everything=True, figures=[figure.code for figure in CATALOGUE])


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _rows(name: str, found: Iterable[Record]) -> Iterator[list[Written]]:
    tab = BY_NAME[name]
    for_people = [(at, column.heading) for at, column in enumerate(tab.columns) if column.kind is Kind.NEVER_READ]
    for number, record in enumerate(found, start=1):
        row = written_row(tab, record)
        for at, heading in for_people:
            row[at] = remark(name, heading, number)
        yield row


class Shelves:
    """Files in which the rows of the people wait, a file for each tab, so that memory does not grow with them."""

    def __init__(self) -> None:
        self.opened = ExitStack()
        self.files = {name: self.opened.enter_context(TemporaryFile()) for name in _OF_PEOPLE}  # noqa: SIM115 - the stack closes them.

    def __enter__(self) -> "Shelves":
        return self

    def __exit__(self, *problem: object) -> None:
        self.opened.close()

    def put(self, tab: str, records: Sequence[Record]) -> None:
        """Add records behind those of the tab that wait already."""
        if records:
            pickle.dump(records, self.files[tab])

    def take(self, tab: str) -> Iterator[Record]:
        """All records of the tab, in the order in which they came."""
        file = self.files[tab]
        end = file.tell()
        file.seek(0)
        while file.tell() < end:
            yield from pickle.load(file)  # noqa: S301 - this very process wrote it, and nobody else can reach it.


def _records(shelves: Shelves, people: int, as_of: date) -> dict[str, Iterable[Record]]:
    members = all_partners(partners_for(people))
    tally = Tally(as_of)
    for person in _people(members, people, as_of):
        shelves.put("participants", (person.participant,))
        shelves.put("steps", person.steps)
        shelves.put("measurements", person.measurements)
        for step in person.steps:
            tally.add(step)
    there = partners_known(members, as_of)
    return {
        "participants": shelves.take("participants"),
        "steps": shelves.take("steps"),
        "partners": there,
        "embedding": embeddings(there, as_of),
        "experts": expert_counts(there, tally),
        "team": team_seats(there, as_of),
        "places": places(there, tally),
        "measurements": shelves.take("measurements"),
        "targets": targets(),
        "grants": GRANTS,
        "obstacles": obstacles(as_of),
        "meetings": meetings(as_of),
        "agreements": AGREEMENTS,
        "phases": phases(as_of),
        "access": ACCESS,
        "lists": list_rows(),
    }


def _people(members: Sequence[Partner], people: int, as_of: date) -> Iterator[Known]:
    network = Network(members)
    for number, registered in arrivals(people, as_of):
        person = known(life(number, registered, network), as_of)
        if person is not None:
            yield person
