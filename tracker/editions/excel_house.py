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

from tracker.editions.files import save_whole
from tracker.model import Activity

if TYPE_CHECKING:  # The library has annotations but does not declare them, so to mypy its parts are Any.
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

CellValue: TypeAlias = str | int | float | date | None

FONT = "Arial"
INK = "#2b2320"
ACCENT = "#1d5f5a"
RULE = "#d9cec2"
BAR = "#a9c6c2"
WARNING = "#fdeecb"

ACTIVITY_COLOURS: Mapping[str, str] = {
    Activity.PAID_WORK: "#1d5f5a",
    Activity.TRAINING: "#3b8c84",
    Activity.STEP_UP: "#668a2f",
    Activity.VOLUNTEER_WORK: "#9c7300",
    Activity.PAUSE: "#8c6d5a",
    Activity.SEARCHING: "#9a3f1d",
    Activity.BETWEEN_STEPS: "#5b4a8a",
    Activity.REGISTERED: "#587ba0",
    Activity.CLOSED: "#8a8480",
}
"""A colour for each activity, each at least 3:1 against white paper; white lines part them where they touch."""

COUNT = "#,##0"
DAYS = '#,##0 "dagen"'
PERCENT = "0%"
DATE = "d-m-yyyy"

_LINE = {"bottom": 1, "bottom_color": RULE}
_CELL = {"valign": "top", "text_wrap": True, **_LINE}
_MIDDLE = {"valign": "vcenter", **_LINE}
_HEAD = {"bold": True, "font_color": "#ffffff", "bg_color": ACCENT, "text_wrap": True, "valign": "vcenter"}
_BIG = {"bold": True, "font_color": ACCENT, "align": "right", **_MIDDLE}

LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"font_size": 18, "bold": True, "font_color": ACCENT},
    "note": {},
    "section": {"font_size": 12, "bold": True, "font_color": ACCENT, "bottom": 2, "bottom_color": ACCENT},
    "warning": {"bold": True, "bg_color": WARNING, "text_wrap": True, "valign": "vcenter"},
    "label": {"bold": True, "valign": "vcenter"},
    "words": {"valign": "vcenter", "text_wrap": True},
    "day": {"valign": "vcenter", "align": "left", "num_format": DATE},
    "big": {**_BIG, "font_size": 28, "num_format": COUNT},
    "big word": {**_BIG, "font_size": 14},
    "sentence": {**_MIDDLE, "font_size": 12, "text_wrap": True, "align": "left", "indent": 1},
    "big bar": {
        "font_size": 12,
        "num_format": PERCENT,
        "align": "right",
        "indent": 1,
        "valign": "vcenter",
        "border": 1,
        "border_color": RULE,
    },
    "head": {**_HEAD, "align": "left", "indent": 1},
    "head number": {**_HEAD, "align": "right"},
    "name": {**_CELL, "bold": True, "align": "left", "indent": 1},
    "first": {**_CELL, "bold": True, "indent": 1, "align": "left", "num_format": DATE},
    "text": {**_CELL, "align": "left", "indent": 1},
    "count": {**_CELL, "num_format": COUNT},
    "total": {**_CELL, "num_format": COUNT, "bold": True},
    "days": {**_CELL, "num_format": DAYS},
    "percent": {**_CELL, "num_format": PERCENT},
    "date": {**_CELL, "num_format": DATE, "align": "right"},
    "unknown": {**_CELL, "italic": True, "align": "right"},
}
"""Every way a cell can look, by name."""


@dataclass(frozen=True, slots=True)
class Table:
    """Where the numbers of a chart stand: the row of the head, the last row, and a colour for each column that counts.

    `across` and `up` name the two axes; `highest` is the largest sum of a row.
    """

    head: int
    last: int
    columns: Mapping[int, str]
    across: str
    up: str
    highest: int


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet that is being filled, with the widths of its columns (in characters). Rows and columns count from 0."""

    sheet: "Worksheet"
    formats: Mapping[str, "Format"]
    widths: tuple[float, ...]

    def put(self, row: int, column: int, value: CellValue, look: str) -> None:
        """Write one value as what it is: text stays text, whatever sign it begins with."""
        style = self.formats[look]
        if value is None:
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

    def table(self, head: int, last: int, printed: int) -> None:
        """Repeat the row `head` on every page and print up to and including row `last` and column `printed`."""
        self.sheet.repeat_rows(head)
        self.sheet.print_area(0, 0, last, printed)


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
    """A book that is being filled: the library's book, its formats by the names in `LOOKS`, the words at the foot."""

    book: "Workbook"
    formats: Mapping[str, "Format"]
    foot: str

    def page(self, name: str, widths: tuple[float, ...]) -> Page:
        """A new sheet, set up for A4 landscape, one page wide."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
        sheet.set_footer(f"&L&8{self.foot.replace('&', '&&')}&R&8{name}, pagina &P van &N")
        return Page(sheet, self.formats, widths)

    def stacked_columns(self, page: Page, table: Table, place: tuple[int, int], words: str) -> None:
        """Draw a table as stacked columns over the whole width of its page, from row to row of `place`.

        `words` say what the chart shows to who cannot see it.
        """
        chart = self.book.add_chart({"type": "column", "subtype": "stacked"})
        font = {"name": FONT, "size": 10, "color": INK, "bold": False}
        for column in table.columns:
            chart.add_series(_series(page.sheet.get_name(), table, column))
        chart.set_x_axis(
            {
                "name": table.across,
                "name_font": font,
                "num_font": font,
                "num_format": DATE,
                "text_axis": True,
                "line": {"color": RULE},
            }
        )
        # A handful of people would otherwise get an axis of fractions that all read the same.
        whole = {"major_unit": 1, "max": table.highest + 1} if table.highest < 6 else {}
        chart.set_y_axis(
            {
                "name": table.up,
                "name_font": font,
                "num_font": font,
                "num_format": COUNT,
                "min": 0,
                "line": {"none": True},
                "major_gridlines": {"visible": True, "line": {"color": RULE}},
                **whole,
            }
        )
        chart.set_legend({"position": "right", "font": font})
        chart.set_title({"none": True})
        chart.set_chartarea({"border": {"none": True}})
        first, below = place
        chart.set_size({"width": int(sum(width * 7 + 5 for width in page.widths)), "height": 20 * (below - first)})
        page.sheet.insert_chart(first, 0, chart, {"description": words, "object_position": 2})


def _series(sheet: str, table: Table, column: int) -> dict[str, object]:
    """One colour of the chart: its name stands in the head, its numbers below."""
    return {
        "name": [sheet, table.head, column],
        "categories": [sheet, table.head + 1, 0, table.last, 0],
        "values": [sheet, table.head + 1, column, table.last, column],
        "fill": {"color": table.columns[column]},
        "border": {"color": "#ffffff", "width": 0.75},
        # A few columns would otherwise be as broad as the page.
        "gap": 45 if table.last - table.head > 4 else 200,
    }


@contextmanager
def new_paper(path: Path, title: str, foot: str, known_at: datetime) -> Iterator[Paper]:
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
    yield Paper(book, {name: book.add_format(dict(look)) for name, look in LOOKS.items()}, foot)
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
