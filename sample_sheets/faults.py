"""Writes the sheets full of mistakes with, beside them, what the tracker must say: `python -m sample_sheets.faults`.

fouten.xlsx can be read and holds every kind of finding that leaves a sheet readable; each workbook in fouten/ is fine
but for one fault in its structure.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from sample_sheets.fault_rows import CARE, CELLS, GOOD, LAST, ROWS, TOGETHER, Cell, Fault
from tracker.columns import TABS
from tracker.model import CellError, Percentage
from tracker.sheet.blueprint import DATE_FORMAT, SHADES

FOLDER = Path(__file__).parent
FAULTY, EXPECTED = FOLDER / "fouten.xlsx", FOLDER / "fouten.json"
STRUCTURES, EXPECTED_OF_STRUCTURES = FOLDER / "fouten", FOLDER / "fouten" / "verwacht.json"

MADE_ON = datetime(2026, 11, 1, 12, tzinfo=UTC)
_DAY_ZERO, _DAY_ZERO_1904 = date(1899, 12, 30), date(1904, 1, 1)
FIRST_CODE = 1
FIRST_DAY = date(2024, 9, 2)


@dataclass(frozen=True)
class Page:
    """One tab as it is drawn: rows from row 1 on, merged areas (all from 0), rows that are hidden (from 1)."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    colour: str = "#44505C"
    merges: tuple[tuple[int, int, int, int], ...] = ()
    hidden: frozenset[int] = frozenset()


@dataclass
class Book:
    """The rows of a sheet while it is made, by the title of the tab, and what is expected of them."""

    rows: dict[str, list[dict[str, Cell]]] = field(default_factory=lambda: {tab.title: [] for tab in TABS})
    expected: list[tuple[str, int, str, str, str]] = field(default_factory=list)

    def add(self, fault: Fault) -> None:
        """Add a row below the others of its tab, with someone new on `Deelnemers` where it needs a person."""
        base = {} if "*" in fault.cells else _good_row(fault.tab, len(self.rows[fault.tab]))
        row: dict[str, Cell] = {**base, **{key: cell for key, cell in fault.cells.items() if key != "*"}}
        if fault.tab in ("Stappen", "Metingen") and "Deelnemer" not in row:
            row["Deelnemer"] = self._someone()
        self.rows[fault.tab].append(row)
        place = len(self.rows[fault.tab]) - 1
        self.expected.extend((fault.tab, place, one.code, one.severity, one.heading) for one in fault.expected)

    def _someone(self) -> str:
        place = len(self.rows["Deelnemers"])
        code = f"D-{FIRST_CODE + place:03}"
        self.rows["Deelnemers"].append({"Deelnemer": code, **_good_row("Deelnemers", place)})
        return code


def _good_row(tab: str, place: int) -> dict[str, Cell]:
    """A row in which nothing is wrong; everyone registered on another day, so that nobody looks like another."""
    day = FIRST_DAY + timedelta(days=place)
    rows: dict[str, dict[str, Cell]] = {
        "Deelnemers": {"Naam": f"Voorbeeld {place}", "Gemeente": "Emmen", "Aangemeld op": day, "Akkoord op": day},
        "Stappen": {"Stap": "stage", "Partner": CARE, "Start": date(2025, 3, 3), "Opmerkingen": "gaat goed"},
        "Partners": {"Sector": "zorg", "Gemeente": "Emmen", "Aangesloten op": date(2019, 1, 1)},
        "Inbedding": {"Partner": CARE, "Domein": "beleid", "Hoe ver": "proef", "Sinds": date(2024, 1, 1)},
        "Ervaringsdeskundigen": {"Partner": CARE, "Peildatum": date(2025, 1, 1), "Betaald": 2, "Vrijwillig": 1},
        "Plekken": {"Partner": CARE, "Soort": "stage", "Aantal": 200, "Vanaf": date(2025, 1, 1)},
        "Metingen": {"Datum": date(2025, 6, 2), "Goed geholpen": 4},
        "Doelen": {"Doel": "kans_gekregen", "Streefwaarde": 250, "Op": date(2026, 1, 1) + timedelta(days=place)},
        "Knelpunten": {"Regel": "overig", "Gemeld op": date(2025, 2, 3) + timedelta(days=place)},
        "Vergaderingen": {"Datum": date(2025, 3, 12) + timedelta(days=place), "Overleg": "stuurgroep"},
        "Toegang": {"E-mail": f"rol{place}@example.org", "Rol": "partner", "Partner": CARE},
    }  # fmt: skip
    return rows.get(tab, {})


# --- fouten.xlsx -----------------------------------------------------------------------------------------------------

_HEADER_LOWER, _HEADER_ROW = "Knelpunten", 3
_UNUSED_TAB, _EMPTY_TAB = "Fasen", "AVK-team"
_UNUSED_COLUMN = ("Plekken", "Bron")
_RENAMED = ("Subsidies", "Financier", "Financiers")
_HIDDEN = ("Vergaderingen", 2)

_STRUCTURE: tuple[dict[str, Any], ...] = (
    {"code": "tabblad_niet_gebruikt", "severity": "info", "tab": _UNUSED_TAB},
    {"code": "tabblad_leeg", "severity": "info", "tab": _EMPTY_TAB},
    {"code": "kop_lager", "severity": "info", "tab": _HEADER_LOWER, "row": _HEADER_ROW},
    {"code": "kolom_niet_gebruikt", "severity": "info", "tab": _UNUSED_COLUMN[0], "column": _UNUSED_COLUMN[1]},
    {"code": "kolom_hernoemd", "severity": "waarschuwing", "tab": _RENAMED[0], "column": _RENAMED[1]},
    {"code": "verborgen_rijen", "severity": "info", "tab": _HIDDEN[0]},
)


def faulty_book() -> tuple[list[Page], list[dict[str, Any]]]:
    """The pages of fouten.xlsx, and its findings: code, severity, tab, row, column and cell."""
    book = Book()
    for fault in (*GOOD, *CELLS, *ROWS, *TOGETHER, Fault("Vergaderingen", {}), *LAST):
        book.add(fault)
    pages = {page.title: page for page in _pages(book.rows) if page.title != _UNUSED_TAB}
    pages[_EMPTY_TAB] = replace(pages[_EMPTY_TAB], rows=())
    pages[_HEADER_LOWER] = _lowered(pages[_HEADER_LOWER])
    pages[_UNUSED_COLUMN[0]] = _without_column(pages[_UNUSED_COLUMN[0]], _UNUSED_COLUMN[1])
    pages[_RENAMED[0]] = _renamed(pages[_RENAMED[0]], _RENAMED[1], _RENAMED[2])
    pages[_HIDDEN[0]] = replace(pages[_HIDDEN[0]], hidden=frozenset({_HIDDEN[1]}))
    expected = [{**_NOWHERE, **one} for one in _STRUCTURE]
    expected.extend(_placed(pages[one[0]], one) for one in book.expected)
    return list(pages.values()), expected


_NOWHERE: Mapping[str, Any] = {"code": None, "severity": None, "tab": None, "row": None, "column": None, "cell": None}


def _placed(page: Page, said: tuple[str, int, str, str, str]) -> dict[str, Any]:
    _, place, code, severity, heading = said
    head = next(at for at, row in enumerate(page.rows) if heading in row)
    row, column = head + 2 + place, page.rows[head].index(heading)
    cell = f"{xl_col_to_name(column)}{row}"
    return {"code": code, "severity": severity, "tab": page.title, "row": row, "column": heading, "cell": cell}


def _lowered(page: Page) -> Page:
    return replace(page, rows=(("Regels die in de weg staan",), (), *page.rows))


def _without_column(page: Page, heading: str) -> Page:
    at = page.rows[0].index(heading)
    return replace(page, rows=tuple((*row[:at], *row[at + 1 :]) for row in page.rows))


def _renamed(page: Page, heading: str, other: str) -> Page:
    return replace(page, rows=(tuple(other if cell == heading else cell for cell in page.rows[0]), *page.rows[1:]))


def _pages(rows: Mapping[str, Sequence[Mapping[str, Cell]]]) -> list[Page]:
    pages = []
    for tab in TABS:
        heads = [column.heading for column in tab.columns]
        cells = [tuple(row.get(heading) for heading in heads) for row in rows[tab.title]]
        pages.append(Page(tab.title, (tuple(heads), *cells), SHADES[tab.name].strong))
    return pages


# --- fouten/ ---------------------------------------------------------------------------------------------------------


def small_book() -> dict[str, Page]:
    """A small sheet in which nothing is wrong, with all tabs and columns, by title."""
    book = Book()
    for fault in (*GOOD[:4], *(Fault("Stappen", {}) for _ in range(3))):
        book.add(fault)
    return {page.title: page for page in _pages(book.rows)}


def structures() -> dict[str, tuple[list[Page], list[str], list[dict[str, Any]]]]:
    """For the name of each workbook in fouten/: its pages, the tabs that cannot be read, and its findings."""
    good = small_book()
    steps, partners, people = good["Stappen"], good["Partners"], good["Deelnemers"]

    def book(*changed: Page, code: str, unreadable: str | None = None, **where: Any) -> tuple[Any, Any, Any]:
        pages = {**good, **{page.title: page for page in changed}}
        severity = "fout" if unreadable else "waarschuwing"
        findings = [{**_NOWHERE, "code": code, "severity": severity, **where}] if code else []
        return list(pages.values()), [unreadable] if unreadable else [], findings

    def gone(renamed: Page) -> tuple[Any, Any, Any]:
        pages = [renamed if page is steps else page for page in good.values()]
        findings = [{**_NOWHERE, "code": "tabblad_ontbreekt", "severity": "fout", "tab": "Stappen"}]
        return pages, ["Stappen"], findings

    start = steps.rows[0].index("Start")
    end = steps.rows[0].index("Einde")
    doubled = _renamed(steps, "Einde", "Start")
    moved = replace(steps, rows=tuple(tuple(reversed(row)) for row in steps.rows))
    return {
        "tabblad_ontbreekt": gone(replace(steps, title="Stapen")),
        "tabblad_dubbel": book(
            replace(steps, title="stappen "), code="tabblad_dubbel", unreadable="Stappen", tab="Stappen"
        ),
        "kop_ontbreekt": book(
            replace(partners, rows=partners.rows[1:]), code="kop_ontbreekt", unreadable="Partners", tab="Partners"
        ),
        "kolom_ontbreekt": book(
            _renamed(steps, "Start", "Startt"),
            code="kolom_ontbreekt", unreadable="Stappen", tab="Stappen", column="Start",
        ),
        "kolom_dubbel": book(
            doubled, code="kolom_dubbel", unreadable="Stappen", tab="Stappen", row=1, column="Start"
        ),
        "kop_samengevoegd": book(
            replace(steps, merges=((0, start, 0, end),)), code="kop_samengevoegd", unreadable="Stappen", tab="Stappen"
        ),
        "sleutel_samengevoegd": book(
            replace(people, merges=((1, 0, 2, 0),)),
            code="sleutel_samengevoegd", unreadable="Deelnemers", tab="Deelnemers",
        ),
        "akkoord_kolom_ontbreekt": book(
            _without_column(people, "Akkoord op"), code="akkoord_kolom_ontbreekt", tab="Deelnemers"
        ),
        "aangemeld_op_kolom_ontbreekt": book(
            _without_column(people, "Aangemeld op"), code="aangemeld_op_kolom_ontbreekt", tab="Deelnemers"
        ),
        "kolommen_verplaatst": book(moved, code=""),
        "datums_vanaf_1904": book(code=""),
    }  # fmt: skip


# --- Drawing ---------------------------------------------------------------------------------------------------------


def draw(path: Path, pages: Sequence[Page], *, from_1904: bool = False) -> None:
    """Write the pages as a workbook; the same pages give the same bytes."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), {**options, "date_1904": from_1904}) as book:
        book.set_properties(
            {"title": "Ervaringsdeskundigheid en werk: fouten", "created": MADE_ON.replace(tzinfo=None)}
        )
        formats = {"date": book.add_format({"num_format": DATE_FORMAT}), "share": book.add_format({"num_format": "0%"})}
        zero = _DAY_ZERO_1904 if from_1904 else _DAY_ZERO
        for page in pages:
            sheet = book.add_worksheet(page.title)
            head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": page.colour})
            sheet.set_tab_color(page.colour)
            sheet.set_column(0, 30, 18)
            for number, row in enumerate(page.rows):
                for at, cell in enumerate(row):
                    _write(sheet, number, at, cell, formats, zero, head if _is_header(row) else None)
            for top, left, bottom, right in page.merges:
                sheet.merge_range(top, left, bottom, right, str(page.rows[top][left]), head)
            for hidden in page.hidden:
                sheet.set_row(hidden - 1, None, None, {"hidden": True})


def _is_header(row: Sequence[Cell]) -> bool:
    return len(row) > 1 and all(isinstance(cell, str) for cell in row)


def _write(sheet: Any, row: int, at: int, cell: Cell, formats: Mapping[str, Any], zero: date, head: Any) -> None:
    if isinstance(cell, str):
        sheet.write_string(row, at, cell, head)
    elif isinstance(cell, date):
        sheet.write_number(row, at, (cell - zero).days, formats["date"])
    elif isinstance(cell, Percentage):
        sheet.write_number(row, at, cell.share, formats["share"])
    elif isinstance(cell, CellError):
        sheet.write_formula(row, at, "=NA()", None, cell.text)
    elif cell is not None:
        sheet.write_number(row, at, cell)


def main() -> None:
    """Write all workbooks, and what is expected of them."""
    pages, expected = faulty_book()
    draw(FAULTY, pages)
    _write_json(EXPECTED, {"findings": expected})
    STRUCTURES.mkdir(exist_ok=True)
    known: dict[str, Any] = {}
    for name, (pages_of_one, unreadable, findings) in structures().items():
        draw(STRUCTURES / f"{name}.xlsx", pages_of_one, from_1904=name == "datums_vanaf_1904")
        known[f"{name}.xlsx"] = {"unreadable": unreadable, "findings": findings}
    _write_json(EXPECTED_OF_STRUCTURES, known)


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
