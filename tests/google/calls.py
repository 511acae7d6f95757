"""One call as the functions that answer it see it: its parts, its field mask, and which ranges it read."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.google.batch import guard
from tests.google.discovery import descriptions
from tests.google.drive import Drive, File
from tests.google.errors import BadRequestError, Json, bad_field, bad_request
from tests.google.log import Asked
from tests.google.masks import Mask, parse
from tests.google.ranges import Area, from_grid
from tests.google.spreadsheet import Spreadsheet, Tab


@dataclass(slots=True)
class Question:
    """A call whose caller is known: what stood in its path, query and body. `asked` gathers the ranges it reads."""

    user: str
    parts: tuple[str, ...]
    query: list[tuple[str, str]]
    raw: bytes = b""
    asked: list[Asked] = field(default_factory=list)

    def parameter(self, name: str) -> str | None:
        """A parameter of the query."""
        return next((value for key, value in self.query if key == name), None)

    def every(self, name: str) -> list[str]:
        """All values of a parameter that may come more than once."""
        return [value for key, value in self.query if key == name]

    def flag(self, name: str) -> bool:
        """Whether a parameter says true."""
        return (self.parameter(name) or "").lower() == "true"

    def options(self) -> Json:
        """The query as a plain object: the options of a call with one range."""
        return dict(self.query)

    @property
    def body(self) -> Json:
        """The body as JSON; empty when there is none. Raises GoogleError (400)."""
        if not self.raw.strip():
            return {}
        try:
            found = json.loads(self.raw, parse_constant=_no_constant)
        except ValueError as error:
            message = f"Invalid JSON payload received. {error}"
            raise bad_field("", message) from error
        if not isinstance(found, dict):
            raise bad_field("", 'Invalid JSON payload received. Unknown name "": Root element must be a message.')
        return found

    def mask(self, api: str, schema: str) -> Mask:
        """The field mask of the call, checked against the schema of its answer; empty for everything."""
        text = self.parameter("fields")
        if not text:
            return {}
        mask = parse(text)
        known = descriptions(api)
        if known:
            known.check_mask(schema, mask)
        return mask

    def reads(self, book: Spreadsheet, area: Area) -> None:
        """Write down that the cells of an area are read."""
        tab = book.tab(area.sheet_id)
        self.asked.append(Asked(tab.title, *tab.bounds(area), tab.name(area)))


def _no_constant(name: str) -> Any:
    raise ValueError(f"Unexpected token. {name} is not JSON.")


@contextmanager
def changing(drive: Drive, question: Question) -> Iterator[Spreadsheet]:
    """A copy of the spreadsheet to change, which takes its place when nothing went wrong."""
    file = drive.sheet(question.parts[0], question.user, write=True)
    book = file.book.copied()
    yield book
    commit(drive, file, book)


def commit(drive: Drive, file: File, book: Spreadsheet) -> None:
    """Let a changed spreadsheet take the place of the old one."""
    file.book = book
    file.touch(drive.clock.now())


def guarded(drive: Drive, question: Question, tab: Tab, area: Area) -> None:
    """Raise GoogleError (400) when the caller may not write in an area."""
    file = drive.files[question.parts[0]]
    try:
        guard(tab, area, question.user, owner_of(file))
    except BadRequestError as error:
        raise bad_request(str(error)) from error


def owner_of(file: File) -> str:
    """The address of the owner of a file."""
    return next(address for address, role in file.roles.items() if role == "owner")


def filtered(book: Spreadsheet, filters: list[Json]) -> list[Area]:
    """The areas of data filters. Raises GoogleError (400)."""
    return [_filtered(book, at, item) for at, item in enumerate(filters)]


def _filtered(book: Spreadsheet, at: int, item: Json) -> Area:
    if "a1Range" in item:
        return book.area(item["a1Range"])
    if "gridRange" not in item:
        raise bad_request(f"Invalid dataFilter[{at}]: developer metadata cannot be looked up here.")
    try:
        area = from_grid(item["gridRange"])
        tab = book.tab(area.sheet_id)
        tab.inside(Area(area.sheet_id, area.top, area.top + 1, area.left, area.left + 1))
    except BadRequestError as error:
        raise bad_request(f"Invalid dataFilter[{at}]: {error}") from error
    return area
