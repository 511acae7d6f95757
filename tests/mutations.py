"""A small good workbook, and what people, programs and broken disks do to one: bytes from a number."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import xlsxwriter

from tests.builders import rows
from tests.intake.every_tab import EVERY_TAB
from tests.intake.test_properties import ODD_CELLS
from tracker.model import CellError, Percentage, Raw

# --- A workbook as people see it -------------------------------------------------------------------------------------


@dataclass
class Page:
    """One tab while it is changed: its title, its cells, and the cells that are merged."""

    title: str
    cells: list[list[Raw]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


_GOOD = {title: rows(text) for title, text in EVERY_TAB.items()}


def good_pages() -> list[Page]:
    """Every tab and every column, with a few good rows, as wide as the header."""
    return [
        Page(title, [[*row, *[None] * (len(cells[0]) - len(row))] for row in cells]) for title, cells in _GOOD.items()
    ]


def book(pages: Sequence[Page]) -> bytes:
    """The bytes of a workbook with these tabs, as a spreadsheet program writes them."""
    stream = io.BytesIO()
    options = {"default_date_format": "dd-mm-yyyy", "nan_inf_to_errors": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(stream, {**options, "strings_to_urls": False}) as written:
        share = written.add_format({"num_format": "0%"})
        for page in pages:
            sheet = written.add_worksheet(page.title)
            for row, cells in enumerate(page.cells):
                for column, cell in enumerate(cells):
                    if isinstance(cell, CellError):
                        sheet.write_formula(row, column, "=Weg!A1", None, cell.text)
                    elif isinstance(cell, Percentage):
                        sheet.write_number(row, column, cell.share, share)
                    else:
                        sheet.write(row, column, cell)
            for merge in page.merges:
                sheet.merge_range(*merge, "")
    return stream.getvalue()


_ODD = tuple(
    cell
    for cell in ODD_CELLS
    if not (isinstance(cell, str) and "\ud800" in cell)
    and not (isinstance(cell, datetime) and cell.year < 1900)
    and not (isinstance(cell, Percentage) and not abs(cell.share) < 1e308)
)
_LONG = ("x" * 32_767, "a b " * 8_000, "1 " * 16_000, "ja;" * 10_000, "06-12345678 " * 2_000, "é" * 32_000)

# --- What people do --------------------------------------------------------------------------------------------------


def _wrong_value(chance: random.Random, pages: list[Page]) -> None:
    for _ in range(chance.randint(1, 5)):
        page = chance.choice(pages)
        page.cells[chance.randrange(1, len(page.cells))][chance.randrange(len(page.cells[0]))] = chance.choice(_ODD)


def _wrong_column(chance: random.Random, pages: list[Page]) -> None:
    page = chance.choice(pages)
    column = chance.randrange(len(page.cells[0]))
    for row in page.cells[1:]:
        row[column] = chance.choice(_ODD)


def _value_of_elsewhere(chance: random.Random, pages: list[Page]) -> None:
    page, other = chance.choice(pages), chance.choice(pages)
    chance.choice(page.cells[1:])[chance.randrange(len(page.cells[0]))] = chance.choice(chance.choice(other.cells))


def _huge_text(chance: random.Random, pages: list[Page]) -> None:
    page = chance.choice(pages)
    chance.choice(page.cells)[chance.randrange(len(page.cells[0]))] = chance.choice(_LONG)


def _header_renamed(chance: random.Random, pages: list[Page]) -> None:
    head = chance.choice(pages).cells[0]
    at = chance.randrange(len(head))
    head[at] = chance.choice((None, "Iets anders", f"{head[at]}n", str(head[at])[1:], str(head[at]).upper(), 12.0))


def _header_doubled(chance: random.Random, pages: list[Page]) -> None:
    page = chance.choice(pages)
    column = chance.randrange(len(page.cells[0]))
    for row in page.cells:
        row.append(row[column])


def _columns_moved(chance: random.Random, pages: list[Page]) -> None:
    for page in chance.sample(pages, 4):
        order = chance.sample(range(len(page.cells[0])), len(page.cells[0]))
        page.cells = [[row[at] for at in order] for row in page.cells]


def _column_gone(chance: random.Random, pages: list[Page]) -> None:
    page = chance.choice(pages)
    column = chance.randrange(len(page.cells[0]))
    page.cells = [[cell for at, cell in enumerate(row) if at != column] or [None] for row in page.cells]


def _rows_shuffled(chance: random.Random, pages: list[Page]) -> None:
    for page in chance.sample(pages, 4):
        chance.shuffle(page.cells)


def _rows_inserted(chance: random.Random, pages: list[Page]) -> None:
    page = chance.choice(pages)
    width = len(page.cells[0])
    kinds: list[list[Raw]] = [[None], ["Totaal", 12.0], ["Let op: dit is niet af."], [chance.choice(_ODD)]]
    new = chance.choice(kinds)
    for _ in range(chance.choice((1, 1, 3, 25))):
        page.cells.insert(chance.randint(0, len(page.cells)), [*new, *[None] * width][:width])


def _rows_doubled(chance: random.Random, pages: list[Page]) -> None:
    page = chance.choice(pages)
    page.cells += [list(row) for row in page.cells[chance.randint(0, 1) :]] * chance.randint(1, 3)


def _rows_cut(chance: random.Random, pages: list[Page]) -> None:
    page = chance.choice(pages)
    page.cells = page.cells[: chance.randrange(len(page.cells))] or [[None]]


def _merged(chance: random.Random, pages: list[Page]) -> None:
    page = chance.choice(pages)
    top, left = chance.randrange(len(page.cells)), chance.randrange(len(page.cells[0]))
    page.merges = [(top, left, top + chance.randint(0, 3), left + chance.randint(1, 3))]


def _tab_renamed(chance: random.Random, pages: list[Page]) -> None:
    page = chance.choice(pages)
    title = chance.choice((f"{page.title}n", page.title[1:], f" {page.title} ", f"Oud {page.title}", "Blad1"))
    if title not in {one.title for one in pages}:
        page.title = title


def _tab_gone(chance: random.Random, pages: list[Page]) -> None:
    pages.remove(chance.choice(pages))


def _tab_doubled(chance: random.Random, pages: list[Page]) -> None:
    page = chance.choice(pages)
    if f"{page.title} " not in {one.title for one in pages}:
        pages.append(Page(f"{page.title} ", [list(row) for row in page.cells]))


def _tabs_swapped(chance: random.Random, pages: list[Page]) -> None:
    one, other = chance.sample(pages, 2)
    one.cells, other.cells = other.cells, one.cells


BY_PEOPLE: tuple[Callable[[random.Random, list[Page]], None], ...] = (
    *(_wrong_value, _wrong_column, _value_of_elsewhere, _huge_text, _header_renamed, _header_doubled, _columns_moved),
    *(_column_gone, _rows_shuffled, _rows_inserted, _rows_doubled, _rows_cut, _merged, _tab_renamed, _tab_gone),
    *(_tab_doubled, _tabs_swapped),
)

# --- What programs and disks do --------------------------------------------------------------------------------------


def _bits_flipped(chance: random.Random, data: bytearray) -> None:
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut_off(chance: random.Random, data: bytearray) -> None:
    del data[chance.randrange(len(data)) :]


def _run_inserted(chance: random.Random, data: bytearray) -> None:
    at, length = chance.randrange(len(data)), chance.choice((1, 3, 100, 5_000))
    data[at:at] = chance.choice((chance.randbytes(length), b"\0" * length, b"<c>" * length, data[at : at + length]))


def _run_lost(chance: random.Random, data: bytearray) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 2, 30, 1_000))]


def _run_blanked(chance: random.Random, data: bytearray) -> None:
    at = chance.randrange(len(data))
    length = min(chance.choice((1, 16, 512)), len(data) - at)
    data[at : at + length] = chance.choice((b"\0", b" ", b"\xff", b"9")) * length


def _word_changed(chance: random.Random, data: bytearray) -> None:
    """Another number, name or letter where one stood, so that the XML stays well-formed."""
    found = list(re.finditer(rb'"[^"<>]{0,40}"|>[^<>]{1,40}<', data))
    if found:
        place = chance.choice(found)
        new = (b"", b"0", b"-1", b"A1", b"XFD1048576", b"99999999999", b"1e400", b"s", b"str", b"d", b"rId1", b"&#65;")
        data[place.start() + 1 : place.end() - 1] = chance.choice(new)


BY_ACCIDENT: tuple[Callable[[random.Random, bytearray], None], ...] = (
    *(_bits_flipped, _cut_off, _run_inserted, _run_lost, _run_blanked),
)

GOOD = book(good_pages())


def _container(chance: random.Random) -> bytes:
    """The good workbook with something done to the bytes of its file."""
    data = bytearray(GOOD)
    chance.choice(BY_ACCIDENT)(chance, data)
    return bytes(data)


def _parts(chance: random.Random) -> bytes:
    """The good workbook with something done inside its parts, and a zip around them in which all is well."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {path: bytearray(archive.read(path)) for path in archive.namelist()}
    for path in chance.sample(sorted(parts), chance.randint(1, 3)):
        for _ in range(chance.randint(1, 3)):
            if parts[path]:
                chance.choice((*BY_ACCIDENT, _word_changed, _word_changed, _word_changed))(chance, parts[path])
    if chance.random() < 0.1:
        del parts[chance.choice(sorted(parts))]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for path, content in parts.items():
            archive.writestr(path, bytes(content))
    return stream.getvalue()


def _cells(chance: random.Random) -> bytes:
    """The good workbook after people worked in it."""
    pages = good_pages()
    for change in chance.choices(BY_PEOPLE, k=chance.choice((1, 1, 2, 4))):
        change(chance, pages)
    return book(pages)


def mutated(number: int) -> bytes:
    """The workbook of this number: one in four has other bytes, one other parts, two other cells."""
    chance = random.Random(number)
    return (_container, _parts, _cells, _cells)[number % 4](chance)
