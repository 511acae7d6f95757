"""The tracker's own tabs as requests of one atomic call: absolute, so that doing it twice is doing it once."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.columns import OWN_TITLES, PARTICIPANTS
from tracker.intake.layout import column_letter
from tracker.model import TabReading
from tracker.sheet.google_grid import GridTab
from tracker.wording import moment
from tracker.writeback import Jump, Look, OwnCell, OwnTab

OWN_IDS: Mapping[str, int] = {title: 1_704_360_001 + at for at, title in enumerate(OWN_TITLES)}
"""The ids of the tracker's own tabs. We choose them, so that a tab stays ours whatever people call it."""

LISTS_ID = 1_704_360_011
"""The hidden tab with the words of the dropdowns, which is made with a new sheet."""

DESCRIPTION = "Dit tabblad schrijft de tracker zelf. Wat u hier typt, verdwijnt."

_CELL_FIELDS = "userEnteredValue,userEnteredFormat,dataValidation,note"
_DAY_ZERO = date(1899, 12, 30).toordinal()
_PIXELS = 7
"""The width of a character, about."""

_HEAD, _WHITE = "#44505C", "#FFFFFF"
_LOOKS: Mapping[Look, tuple[str, str]] = {
    Look.FAULT: ("#F9DEDC", "#8C1D18"),
    Look.WARNING: ("#FFF0D1", "#6B4200"),
    Look.INFO: ("#E3EDF7", "#1F4B73"),
    Look.GOOD: ("#DFF1E1", "#1E5B2A"),
}
"""Background and text, with a contrast of at least 6 to 1."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the own tabs lean on: the tabs that are there, where the participants stand, and our own address.

    With a `code_prefix` the sheet has bare numbers where we write codes: its 12 is our `D-012`.
    """

    tabs: Sequence[GridTab]
    people: TabReading | None
    address: str
    code_prefix: str | None = None

    def tab(self, sheet_id: int) -> GridTab | None:
        """The tab with this id."""
        return next((tab for tab in self.tabs if tab.sheet_id == sheet_id), None)

    def titled(self, title: str) -> GridTab | None:
        """The tab with this title."""
        return next((tab for tab in self.tabs if tab.title.casefold() == title.casefold()), None)


def is_in_order(tab: OwnTab | str, around: Surroundings, height: int | None = None) -> bool:
    """Whether an own tab is there, protected, and (when its `height` is known) as high as it was left."""
    number = OWN_IDS[tab if isinstance(tab, str) else tab.title]
    found = around.tab(number)
    return found is not None and number in found.protected and height in {None, found.rows}


def mark(tab: OwnTab, around: Surroundings) -> str:
    """What must be equal for an own tab to be left alone: its height in rows, and a hash of all that it would hold."""
    body = json.dumps(_rows(tab, around, None), sort_keys=True, allow_nan=False)
    return f"{_height(tab)}:{hashlib.sha256(body.encode()).hexdigest()}"


def height_in(written: str) -> int | None:
    """The height of an own tab by its mark."""
    number = written.partition(":")[0]
    return int(number) if number.isdecimal() else None


def requests(tab: OwnTab, around: Surroundings, at: datetime) -> Iterator[dict[str, Any]]:
    """What makes one own tab what it should be, whatever it was: there, as large as its rows, filled, protected."""
    number = OWN_IDS[tab.title]
    there = around.tab(number)
    grid = {"rowCount": _height(tab), "columnCount": _width(tab), "frozenRowCount": 1}
    if there is None:
        title = _free_title(tab.title, around)
        properties = {"sheetId": number, "title": title, "gridProperties": grid, "tabColorStyle": colour(_HEAD)}
        yield {"addSheet": {"properties": properties}}
        yield from _widths(tab, number)
    else:
        fields = ",".join(f"gridProperties.{name}" for name in grid)
        new = {"sheetId": number, "gridProperties": grid}
        yield {"updateSheetProperties": {"properties": new, "fields": fields}}
    whole = {"sheetId": number, "startRowIndex": 0, "endRowIndex": _height(tab)}
    whole |= {"startColumnIndex": 0, "endColumnIndex": _width(tab)}
    yield {"updateCells": {"range": whole, "rows": _rows(tab, around, at), "fields": _CELL_FIELDS}}
    if there is None or number not in there.protected:
        yield protection(number, around.address)


def after_writing(tab: OwnTab, around: Surroundings) -> GridTab:
    """How an own tab stands in the sheet once its requests were carried out."""
    number = OWN_IDS[tab.title]
    there = around.tab(number)
    title = there.title if there else _free_title(tab.title, around)
    return GridTab(number, title, _height(tab), _width(tab), frozenset({number}))


def protection(number: int, address: str) -> dict[str, Any]:
    """Closes a tab to everyone but the tracker (and the owner of the sheet, whom Google never keeps out)."""
    kept = {"protectedRangeId": number, "range": {"sheetId": number}, "description": DESCRIPTION}
    return {"addProtectedRange": {"protectedRange": {**kept, "editors": {"users": [address]}}}}


def _height(tab: OwnTab) -> int:
    return max(2, len(tab.rows) + 1)


def _width(tab: OwnTab) -> int:
    """One column more than the table has, for the moment at which it was written."""
    return len(tab.columns) + 1


def _free_title(title: str, around: Surroundings) -> str:
    """Somebody's own tab may have this title already; it is left alone."""
    for free in (title, f"{title} (tracker)", *(f"{title} (tracker {number})" for number in range(2, 100))):
        if around.titled(free) is None:
            return free
    return f"{title} {OWN_IDS[title]}"


def _widths(tab: OwnTab, number: int) -> Iterator[dict[str, Any]]:
    """Only for a new tab: people may make columns wider or narrower as they like."""
    for at, width in enumerate([*(column.width for column in tab.columns), 44]):
        where = {"sheetId": number, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
        size = {"pixelSize": width * _PIXELS + 20}
        yield {"updateDimensionProperties": {"range": where, "properties": size, "fields": "pixelSize"}}


def _rows(tab: OwnTab, around: Surroundings, at: datetime | None) -> list[dict[str, Any]]:
    """The rows of a tab; without a moment they are equal as long as their content is."""
    written = f"Bijgewerkt op {moment(at)}" if at else ""
    head = [_heading(column.heading) for column in tab.columns]
    head.append({"userEnteredValue": {"stringValue": written}, "note": f"{tab.about} {DESCRIPTION}"})
    return [{"values": head}, *(_row(number, row, tab, around) for number, row in enumerate(tab.rows, 2))]


def _heading(text: str) -> dict[str, Any]:
    shape = {
        "backgroundColorStyle": colour(_HEAD),
        "textFormat": {"bold": True, "foregroundColorStyle": colour(_WHITE)},
        "wrapStrategy": "WRAP",
    }
    return {"userEnteredValue": {"stringValue": text}, "userEnteredFormat": shape}


def _row(number: int, row: Sequence[OwnCell], tab: OwnTab, around: Surroundings) -> dict[str, Any]:
    wraps = [column.wrapped for column in tab.columns]
    return {"values": [_cell(number, cell, wrapped, around) for cell, wrapped in zip(row, wraps, strict=True)]}


def _cell(number: int, cell: OwnCell, wrapped: bool, around: Surroundings) -> dict[str, Any]:
    value = {"formulaValue": _name(number, cell.name_of, around)} if cell.name_of and around.people else _value(cell)
    shape = _shape(cell, wrapped, around)
    return {**({"userEnteredValue": value} if value else {}), **({"userEnteredFormat": shape} if shape else {})}


def _value(cell: OwnCell) -> dict[str, Any] | None:
    """Text is given as text, so that no formula runs and no link is made of what people typed."""
    if cell.value is None:
        return None
    if isinstance(cell.value, str):
        return {"stringValue": cell.value}
    if isinstance(cell.value, date):
        return {"numberValue": cell.value.toordinal() - _DAY_ZERO}
    return {"numberValue": cell.value}


def _shape(cell: OwnCell, wrapped: bool, around: Surroundings) -> dict[str, Any]:
    shape: dict[str, Any] = {"verticalAlignment": "TOP"}
    text: dict[str, Any] = {}
    if wrapped:
        shape["wrapStrategy"] = "WRAP"
    if isinstance(cell.value, date):
        shape["numberFormat"] = {"type": "DATE", "pattern": "d-m-yyyy"}
    if cell.look in _LOOKS:
        background, foreground = _LOOKS[cell.look]
        shape["backgroundColorStyle"] = colour(background)
        text["foregroundColorStyle"] = colour(foreground)
    if cell.look is Look.STRONG:
        text["bold"] = True
    link = _link(cell.jump, around) if cell.jump else None
    if link:
        text["link"] = {"uri": link}
    return {**shape, **({"textFormat": text} if text else {})}


def _link(jump: Jump, around: Surroundings) -> str | None:
    """A link within the sheet, as the sheet itself makes it; none to a tab that is not there."""
    found = around.titled(jump.tab)
    return f"#gid={found.sheet_id}&range={jump.cell}" if found else None


def _name(number: int, person: str, around: Surroundings) -> str:
    """The name beside a code, looked up by the sheet itself: the name never leaves it.

    The column of the names is found by its heading, so that a column that moves never shows another one's cells.
    """
    people = around.people
    assert people is not None
    grid = around.tab(people.sheet_id)
    last = column_letter((grid.columns if grid else 26) - 1)
    title = "'" + people.title.replace("'", "''") + "'"
    code = people.letters[people.fields.index(PARTICIPANTS.identity[0])]
    row = f"MATCH($A{number};{title}!${code}:${code};0)"
    bare = person.removeprefix(f"{around.code_prefix}-")
    if around.code_prefix and bare.isdecimal():
        row = f"IFERROR({row};MATCH({int(bare)};{title}!${code}:${code};0))"
    column = f'MATCH("Naam";{title}!$A${people.header_row}:${last}${people.header_row};0)'
    return f'=IFERROR(INDEX({title}!$A:${last};{row};{column})&"";"")'


def colour(text: str) -> dict[str, Any]:
    """A colour such as `#44505C` as the service has it."""
    red, green, blue = (int(text[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return {"rgbColor": {"red": round(red, 4), "green": round(green, 4), "blue": round(blue, 4)}}
