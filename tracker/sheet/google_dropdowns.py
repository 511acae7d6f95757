"""What may be typed in the columns of a new Google Sheet, as data validation; and the hidden tab with its words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.intake.layout import column_letter
from tracker.sheet.blueprint import Blueprint, Dropdown, Grip, Limits, Measure

LISTS_TITLE = "Keuzes"
"""The hidden tab. No tab of the contract has this name, so it is never read."""

SPARE_ROWS = 400
"""How many words of their own people can add to a list, and how many rows have a looked-up name."""

_DAY_ZERO = date(1899, 12, 30).toordinal()

ListKey = tuple[tuple[str, ...], str]
"""The fixed words of a list, and the heading under which people add their own."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands: the title of its tab, its index from 0, and the row of its header from 1."""

    title: str
    index: int
    header_row: int

    @property
    def cells(self) -> str:
        """All cells below the header, as a formula has them: `'Partners'!$A$2:$A`."""
        letter = column_letter(self.index)
        return f"{quoted(self.title)}!${letter}${self.header_row + 1}:${letter}"

    @property
    def whole(self) -> str:
        """The whole column: `'Partners'!$A:$A`."""
        letter = column_letter(self.index)
        return f"{quoted(self.title)}!${letter}:${letter}"


Places = Mapping[tuple[str, str], Place]
"""Where each column stands, by the title of its tab in the contract and its heading."""


def quoted(title: str) -> str:
    """A title as a formula has it."""
    return "'" + title.replace("'", "''") + "'"


def list_keys(everything: Blueprint) -> tuple[ListKey, ...]:
    """The lists that need a column in the hidden tab, always in the same order: those that people may add to."""
    keys = [_key(column.dropdown) for tab in everything.tabs for column in tab.columns if column.dropdown]
    return tuple(dict.fromkeys(key for key in keys if key))


def _key(dropdown: Dropdown) -> ListKey | None:
    if not dropdown.words or dropdown.tab is None or dropdown.heading is None:
        return None
    return dropdown.words, f"{dropdown.tab}/{dropdown.heading}"


def list_rows(keys: Sequence[ListKey], places: Places) -> list[dict[str, Any]]:
    """The rows of the hidden tab: for each list its fixed words, then a view on what people added."""
    columns = [[*_texts(words), *_views(heading, places)] for words, heading in keys]
    height = max((len(column) for column in columns), default=0)
    return [{"values": [column[row] if row < len(column) else {} for column in columns]} for row in range(height)]


def _texts(words: Sequence[str]) -> list[dict[str, Any]]:
    return [{"userEnteredValue": {"stringValue": word}} for word in words]


def _views(heading: str, places: Places) -> list[dict[str, Any]]:
    title, _, name = heading.partition("/")
    place = places.get((title, name))
    if place is None:
        return []
    cell = f"{quoted(place.title)}!${column_letter(place.index)}"
    rows = range(place.header_row + 1, place.header_row + 1 + SPARE_ROWS)
    formulas = [f'=IF({cell}{row}="";"";{cell}{row})' for row in rows]
    return [{"userEnteredValue": {"formulaValue": one}} for one in formulas]


def dropdown_rule(dropdown: Dropdown, keys: Sequence[ListKey], places: Places) -> dict[str, Any] | None:
    """The rule for a dropdown; None when the column that it draws from is not there."""
    shape = {"inputMessage": dropdown.message, "strict": dropdown.grip is Grip.STOP, "showCustomUi": True}
    key = _key(dropdown)
    if key is not None and key in keys:
        letter = column_letter(keys.index(key))
        return {"condition": _from_range(f"{LISTS_TITLE}!${letter}$1:${letter}"), **shape}
    if dropdown.words:
        values = [{"userEnteredValue": word} for word in dropdown.words]
        return {"condition": {"type": "ONE_OF_LIST", "values": values}, **shape}
    place = places.get((dropdown.tab or "", dropdown.heading or ""))
    return {"condition": _from_range(place.cells), **shape} if place else None


def _from_range(cells: str) -> dict[str, Any]:
    return {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": f"={cells}"}]}


def limit_rule(limits: Limits) -> dict[str, Any]:
    """The rule for a date or a number between two limits."""
    bounds = [str(limits.least), str(limits.most)]
    kind = "NUMBER_BETWEEN"
    if limits.measure is Measure.DATE:
        # A date in this order is understood in every locale.
        bounds = [date.fromordinal(days + _DAY_ZERO).isoformat() for days in (limits.least, limits.most)]
        kind = "DATE_BETWEEN"
    condition = {"type": kind, "values": [{"userEnteredValue": bound} for bound in bounds]}
    return {"condition": condition, "inputMessage": limits.message, "strict": limits.grip is Grip.STOP}
