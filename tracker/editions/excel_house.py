"""The house style of our workbooks: a title and a moment come in, a styled book to fill goes out and is saved whole."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, TypeAlias
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tracker.editions.excel_looks import BAR, FONT, INK, LEVEL_COLOURS, LOOKS, NUMBERS
from tracker.editions.files import save_whole

if TYPE_CHECKING:  # The library has annotations but does not declare them, so to mypy its parts are Any.
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CellValue: TypeAlias = str | int | float | date | None

Entry: TypeAlias = CellValue | tuple[CellValue, str]
"""What stands in a cell of a table: a value in the look of its column, or a value with a look of its own."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width (in characters), and how its cells look."""

    head: str
    width: float
    look: str = "text"

    @property
    def head_look(self) -> str:
        """The look of its heading: above numbers it stands on the right."""
        return "head number" if self.look in NUMBERS else "head"


_HEAD_ROW = 2
"""The row of the head of a table under a title and a note."""


@dataclass(frozen=True, slots=True)
class ListPage:
    """A sheet with one table under a title and a note; `printed` is the last column on paper (None: all of them)."""

    name: str
    title: str
    note: str
    columns: tuple[Column, ...]
    head: int = _HEAD_ROW
    printed: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet that is being filled, with the widths of its columns (in characters). Rows and columns count from 0."""

    sheet: "Worksheet"
    formats: Mapping[str, "Format"]
    widths: tuple[float, ...]

    def put(self, row: int, column: int, value: CellValue, look: str) -> None:
        """Write one value as what it is: text stays text, whatever sign it begins with."""
        style = self.formats[look]
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, str):
            self.sheet.write_string(row, column, value, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, datetime.combine(value, time()), style)
        else:
            self.sheet.write_number(row, column, value, style)

    def put_row(self, row: int, cells: Sequence[tuple[CellValue, str]], lowest: float = 16) -> None:
        """Write pairs of a value and its look from column A on, in a row that is high enough (at least `lowest`)."""
        for column, (value, look) in enumerate(cells):
            self.put(row, column, value, look)
        heights = (text_height(value, look, width) for (value, look), width in zip(cells, self.widths, strict=False))
        self.sheet.set_row(row, min(_HIGHEST, max(lowest, *heights, 0)))

    def put_table(self, head: int, columns: Sequence[Column], rows: Sequence[Sequence[Entry]]) -> int:
        """Write a table with its head on the row `head`. Gives its last row, the head itself when it is empty."""
        self.put_row(head, tuple((column.head, column.head_look) for column in columns), lowest=20)
        for place, row in enumerate(rows, head + 1):
            cells = zip(row, columns, strict=True)
            self.put_row(place, tuple(one if isinstance(one, tuple) else (one, at.look) for one, at in cells))
        return head + len(rows)

    def section(self, row: int, title: str, lines: Sequence[tuple[str, str]]) -> int:
        """A heading over the whole page, with words and what they mean, from `row` on. Gives the row after it."""
        rest = ((None, "section"),) * (len(self.widths) - 1)
        self.put_row(row, ((title, "section"), *rest), lowest=20)
        for line, (label, text) in enumerate(lines, row + 1):
            self.put_row(line, ((label, "label"), (text, "words")))
        return row + 1 + len(lines)

    def bars(self, first: int, last: int, column: int) -> None:
        """Bars in a column of shares; a full cell is the whole target, so that two editions can be compared."""
        self.sheet.conditional_format(
            first,
            column,
            last,
            column,
            {
                "type": "data_bar",
                "data_bar_2010": True,
                "bar_solid": True,
                "bar_color": BAR,
                "bar_border_color": BAR,
                "min_type": "num",
                "min_value": 0,
                "max_type": "num",
                "max_value": 1,
            },
        )

    def colour(self, first: int, last: int, columns: tuple[int, int], word: str, colour: str) -> None:
        """Give the cells with a word a colour, from row to row and from column to column."""
        style = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": self.formats[f"on {colour}"]}
        self.sheet.conditional_format(first, columns[0], last, columns[1], style)

    def table(self, head: int, last: int, printed: int) -> None:
        """Repeat the row `head` on every page and print up to and including row `last` and column `printed`."""
        self.sheet.repeat_rows(head)
        self.sheet.print_area(0, 0, last, printed)


_WIDEST_UPRIGHT = 135
"""The most characters beside each other that can be read on A4 when it stands upright."""

_HIGHEST = 409
"""The highest row that Excel can make, in points."""

_LETTERS = 1.1
"""Letters that fit in the width of one digit: measured as 1.13 for Dutch text in Arial, and kept on the safe side."""


def text_height(value: CellValue, look: str, width: float) -> float:
    """How high text stands in a column, in points. Neither Excel nor LibreOffice measures it for us on opening."""
    size = LOOKS[look].get("font_size", 10)
    if not isinstance(value, str) or not isinstance(size, int) or "text_wrap" not in LOOKS[look]:
        return 0
    line = max(1, int(_LETTERS * (width - 2) * 10 / size))
    lines = sum(len(wrap(part, line)) or 1 for part in value.split("\n"))
    return lines * size * 1.3 + 4


@dataclass(frozen=True, slots=True)
class Paper:
    """A book that is being filled: the library's book, its formats by the names in `LOOKS`, the words at the foot.

    A concept says so above every page of paper.
    """

    book: "Workbook"
    formats: Mapping[str, "Format"]
    foot: str
    concept: bool = False

    def page(self, name: str, widths: tuple[float, ...]) -> Page:
        """A new sheet, set up for A4 and one page wide; a broad one lies on its side."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)
        if sum(widths) > _WIDEST_UPRIGHT:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
        sheet.set_footer(f"&L&8{self.foot.replace('&', '&&')}&R&8{name}, pagina &P van &N")
        if self.concept:
            sheet.set_header('&C&"Arial,Bold"&14CONCEPT')
        return Page(sheet, self.formats, widths)

    def list_page(self, spec: "ListPage", rows: Sequence[Sequence[Entry]]) -> Page:
        """A sheet with one table: its head stays in sight, can be filtered, and is repeated on every page of paper."""
        page = self.page(spec.name, tuple(column.width for column in spec.columns))
        page.put_row(0, ((spec.title, "title"),), lowest=30)
        page.put(1, 0, spec.note, "note")
        page.sheet.set_row(1, 20)
        last = page.put_table(spec.head, spec.columns, rows)
        page.table(spec.head, last, spec.printed if spec.printed is not None else len(spec.columns) - 1)
        page.sheet.autofilter(spec.head, 0, last, len(spec.columns) - 1)
        if spec.head == _HEAD_ROW:
            page.sheet.freeze_panes(spec.head + 1, 1)
        self.name_area(spec.name, spec.head, last, len(spec.columns) - 1)
        return page

    def name_area(self, sheet: str, first: int, last: int, right: int, suffix: str = "") -> None:
        """Give a table a name to use in formulas: `tabel_doelen_per_dag`."""
        from xlsxwriter.utility import xl_range_abs

        name = f"tabel_{sheet.lower().replace(' ', '_')}{suffix}"
        self.book.define_name(name, f"='{sheet}'!{xl_range_abs(first, 0, last, right)}")


@contextmanager
def new_paper(path: Path, title: str, foot: str, known_at: datetime, *, concept: bool = False) -> Iterator[Paper]:
    """A paper to fill, saved at `path` when the block ends well and not at all when it does not.

    `known_at` is the date of the document, so that the same content gives the same bytes.
    Raises FileError when the file cannot be written.
    """
    from xlsxwriter.workbook import Workbook

    content = BytesIO()
    book = Workbook(
        content,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            # Without a scheme, because Excel shows text that names one in the font of its theme.
            "default_format_properties": {"font_name": FONT, "font_size": 10, "font_color": INK, "font_scheme": False},
        },
    )
    book.set_properties({"title": title, "subject": foot, "created": known_at.astimezone(UTC).replace(tzinfo=None)})
    book.set_size(24000, 14000)
    formats = {name: book.add_format(dict(look)) for name, look in LOOKS.items()}
    formats |= {f"on {colour}": book.add_format({"bg_color": colour}) for colour in LEVEL_COLOURS.values()}
    yield Paper(book, formats, foot, concept)
    book.close()
    save_whole(path, in_dutch(content.getvalue()))


def in_dutch(package: bytes) -> bytes:
    """The same workbook, marked as Dutch, so that a screen reader pronounces it well.

    The library marks charts as American English and cannot name the language of the document.
    """
    marked = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(marked, "w") as target:
        for part in source.infolist():
            content = source.read(part)
            if part.filename == "docProps/core.xml":
                content = content.replace(b"<dc:creator>", b"<dc:language>nl-NL</dc:language><dc:creator>")
            elif part.filename.startswith(("xl/charts/", "xl/drawings/")):
                content = content.replace(b'"en-US"', b'"nl-NL"')
            # A fixed date, because the clock would make the same edition differ in its bytes.
            target.writestr(ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    return marked.getvalue()
