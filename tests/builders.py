"""Small builders: a sheet written down in a test becomes a reading or an intake.

    intake({"Stappen": '''
        Deelnemer | Stap        | Start
        D-001     | betaald werk | 3-3-2026
    '''})

A cell is what somebody types: `3-3-2026` becomes a date, `12,5` a number, `100%` a percentage, `#REF!` an error, `WAAR`
a ticked box; after a `'` everything is text. Tabs that the test does not name are small and good.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from tracker.figures.catalogue import CATALOGUE
from tracker.intake.layout import FoundTab, column_letter, locate
from tracker.intake.names import plain
from tracker.intake.read import Rules, read_sheet
from tracker.model import CellError, Head, Intake, Percentage, Raw, Reading, Row, TabReading

TODAY = date(2026, 11, 1)
"""The day on which the sheets of the tests are read."""

FIGURES = {plain(name): one.code for one in CATALOGUE for name in (one.code, one.name)}

Cells: TypeAlias = str | Sequence[Sequence[Raw]]
"""A tab as text with `|` between the cells, or as rows of values; the first row is row 1 of the sheet."""

GOOD: Mapping[str, Cells] = {
    "Deelnemers": """
        Deelnemer | Gemeente | Aangemeld op | Akkoord op
        D-001     | Emmen    | 2-2-2025     | 2-2-2025
        D-002     | Assen    | 3-2-2025     | 3-2-2025
    """,
    "Stappen": """
        Deelnemer | Stap         | Partner        | Start
        D-001     | stage        | Zorg Voorbeeld | 3-3-2025
        D-002     | betaald werk | Zorg Voorbeeld | 4-3-2025
    """,
    "Partners": """
        Partner        | Sector | Andere schrijfwijzen
        Zorg Voorbeeld | zorg   | ZVB
        Wonen Monden   | wonen  |
    """,
}
"""A small sheet in which nothing is wrong but that most tabs and columns are not used."""


def typed(text: str) -> Raw:
    """What a cell of a Dutch sheet holds when somebody types this."""
    text = text.strip()
    if not text:
        return None
    if text.startswith("'"):
        return text[1:].replace("\\n", "\n")
    for pattern, value in _TYPED:
        if match := re.fullmatch(pattern, text):
            return value(match)
    return text.replace("\\n", "\n")


def _date(match: re.Match[str]) -> Raw:
    day, month, year, hour, minute = (int(part or 0) for part in match.groups())
    try:
        return datetime(year, month, day, hour, minute)
    except ValueError:
        return match.group()


def _amount(text: str) -> float:
    return float(text.replace(",", "."))


_TYPED = (
    (r"(\d{1,2})-(\d{1,2})-(\d{4})(?: (\d{1,2}):(\d{2}))?", _date),
    (r"-?\d+(?:,\d+)?", lambda match: _amount(match.group())),
    (r"(-?\d+(?:,\d+)?)%", lambda match: Percentage(_amount(match.group(1)) / 100)),
    (r"#[A-Z/0]+[!?]?|#{3,}", lambda match: CellError(match.group())),
    (r"WAAR|ONWAAR", lambda match: match.group() == "WAAR"),
)


def rows(cells: Cells) -> list[tuple[Raw, ...]]:
    """The rows of a tab from row 1 on; a line with only `-` is a blank row."""
    if not isinstance(cells, str):
        return [tuple(row) for row in cells]
    lines = [line.strip() for line in cells.strip().splitlines()]
    return [() if line == "-" else tuple(typed(cell) for cell in line.split("|")) for line in lines]


@dataclass(frozen=True)
class Typed:
    """One tab as typed: its title, its rows from row 1 on, and its merged cells."""

    title: str
    rows: Sequence[Sequence[Raw]]
    merges: tuple[tuple[int, int, int, int], ...] = ()


def tabs(changed: Mapping[str, Cells | None] | None = None, *, good: Mapping[str, Cells] = GOOD) -> list[Typed]:
    """The tabs of the good sheet, with some changed, added, or (None) left out."""
    together = {**good, **(changed or {})}
    return [Typed(title, rows(cells)) for title, cells in together.items() if cells is not None]


def reading_of(sheet: Iterable[Typed]) -> Reading:
    """A sheet as any source would read it."""
    sheet = list(sheet)
    tops = [tuple(tuple(row) for row in one.rows[:20]) for one in sheet]
    heads = [Head(place, one.title, top, one.merges) for place, (one, top) in enumerate(zip(sheet, tops, strict=True))]
    layout = locate(heads)
    found = tuple(_reading(tab, sheet[tab.sheet_id].rows) for tab in layout.tabs)
    return Reading("proef.xlsx", "0", found, layout.findings, layout.unreadable)


def _reading(found: FoundTab, cells: Sequence[Sequence[Raw]]) -> TabReading:
    below = []
    for number, row in enumerate(cells[found.header_row :], found.header_row + 1):
        values = tuple(row[column.index] if column.index < len(row) else None for column in found.columns)
        if any(plain(cell) if isinstance(cell, str) else cell is not None for cell in values):
            below.append(Row(number, values))
    return TabReading(
        tab=found.tab.name,
        title=found.title,
        sheet_id=found.sheet_id,
        header_row=found.header_row,
        fields=tuple(column.field for column in found.columns),
        letters=tuple(column_letter(column.index) for column in found.columns),
        headings=tuple(column.heading for column in found.columns),
        rows=tuple(below),
    )


def reading(changed: Mapping[str, Cells | None] | None = None, *, good: Mapping[str, Cells] = GOOD) -> Reading:
    """The good sheet with some tabs changed, as read."""
    return reading_of(tabs(changed, good=good))


def rules(*, today: date = TODAY, consent: bool = True, consents: Mapping[str, date] | None = None) -> Rules:
    """What a reading of a sheet must know besides the sheet."""
    return Rules(today=today, figures=FIGURES, consent_is_ground=consent, consents=consents or {})


def intake(
    changed: Mapping[str, Cells | None] | None = None,
    *,
    good: Mapping[str, Cells] = GOOD,
    today: date = TODAY,
    consent: bool = True,
    consents: Mapping[str, date] | None = None,
) -> Intake:
    """The good sheet with some tabs changed, as records and findings."""
    return read_sheet(reading(changed, good=good), rules(today=today, consent=consent, consents=consents))


UNUSED = frozenset({"tabblad_niet_gebruikt", "kolom_niet_gebruikt"})
"""What is said of a small sheet because it is small."""


def findings(found: Intake) -> list[tuple[str, str | None]]:
    """The code and place of each finding, `("datum_bestaat_niet", "Stappen!H2")`, without those of a small sheet."""
    return [
        (one.code, f"{one.tab}!{one.cell}" if one.cell else one.tab) for one in found.findings if one.code not in UNUSED
    ]
