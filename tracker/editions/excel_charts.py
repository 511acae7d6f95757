"""The charts of our workbooks: where the numbers stand on a sheet comes in, a native chart that can be edited goes out.

Every chart has words that say what it shows to who cannot see it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.editions.excel_house import Page, Paper
from tracker.editions.excel_looks import ACCENT, COUNT, DATE, FONT, INK, PERCENT, RULE
from tracker.model import Unit

_FONT = {"name": FONT, "size": 10, "color": INK, "bold": False}


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


def stacked_columns(paper: Paper, page: Page, table: Table, place: tuple[int, int], words: str) -> None:
    """Draw a table as stacked columns over the whole width of its page, from row to row of `place`."""
    chart = paper.book.add_chart({"type": "column", "subtype": "stacked"})
    for column in table.columns:
        chart.add_series(_series(page.sheet.get_name(), table, column))
    chart.set_x_axis({**_axis(table.across), "num_format": DATE, "text_axis": True, "line": {"color": RULE}})
    # A handful of people would otherwise get an axis of fractions that all read the same.
    whole = {"major_unit": 1, "max": table.highest + 1} if table.highest < 6 else {}
    chart.set_y_axis({**_axis(table.up), **_GRID, "num_format": COUNT, "min": 0, **whole})
    chart.set_legend({"position": "right", "font": _FONT})
    chart.set_title({"none": True})
    chart.set_chartarea({"border": {"none": True}})
    first, below = place
    chart.set_size({"width": int(sum(width * 7 + 5 for width in page.widths)), "height": 20 * (below - first)})
    page.sheet.insert_chart(first, 0, chart, {"description": words, "object_position": 2})


def _axis(name: str) -> dict[str, object]:
    return {"name": name, "name_font": _FONT, "num_font": _FONT}


_GRID = {"line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": RULE}}}


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


# --- A fan -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FanColumns:
    """In which columns of a sheet the numbers of a fan stand."""

    day: int
    past: int
    low: int
    width: int
    middle: int
    needed: int
    targets: int


@dataclass(frozen=True, slots=True)
class Fan:
    """A forecast to draw: where its numbers stand (sheet, first and last row), in which unit, and where it goes.

    `place` is the row and column of its corner, `size` its width and height in pixels.
    """

    sheet: str
    first: int
    last: int
    columns: FanColumns
    unit: Unit
    title: str
    words: str
    place: tuple[int, int]
    size: tuple[int, int]
    has_band: bool = True


def fan(paper: Paper, page: Page, one: Fan) -> None:
    """Draw a forecast that opens like a fan: an area between low and high, with lines for what was and is needed."""
    lines = paper.book.add_chart({"type": "line"})
    for series in _fan_lines(one):
        lines.add_series(series)
    chart = lines
    if one.has_band:
        chart = paper.book.add_chart({"type": "area", "subtype": "stacked"})
        nothing = {"fill": {"none": True}, "border": {"none": True}}
        chart.add_series({**_column(one, one.columns.low), **nothing})
        chart.add_series({**_column(one, one.columns.width), **_BAND})
        chart.combine(lines)
    chart.set_title({"name": one.title, "name_font": {**_FONT, "size": 12, "bold": True}, "overlay": False})
    years = {"date_axis": True, "num_format": "yyyy", "major_unit": 1, "major_unit_type": "years"}
    chart.set_x_axis({"num_font": _FONT, "line": {"color": RULE}, **years})
    shown = {Unit.SHARE: PERCENT, Unit.DAYS: COUNT}.get(one.unit, COUNT)
    chart.set_y_axis({"num_font": _FONT, **_GRID, "num_format": shown, "min": 0})
    # What the invisible area under the fan is called would only raise questions.
    chart.set_legend({"position": "bottom", "font": _FONT, **({"delete_series": [0]} if one.has_band else {})})
    chart.set_chartarea({"border": {"color": RULE}})
    # Who filters the table must not lose the chart.
    chart.show_hidden_data()
    chart.set_size({"width": one.size[0], "height": one.size[1]})
    page.sheet.insert_chart(
        *one.place, chart, {"description": one.words, "object_position": 2, "x_offset": 4, "y_offset": 4}
    )


_BAND = {"fill": {"color": ACCENT, "transparency": 75}, "border": {"none": True}}


def _fan_lines(one: Fan) -> Iterator[dict[str, object]]:
    columns = one.columns
    yield {**_column(one, columns.past), "line": {"color": ACCENT, "width": 2.5}}
    if one.has_band:
        yield {**_column(one, columns.middle), "line": {"color": ACCENT, "width": 1.25}}
    yield {**_column(one, columns.needed), "line": {"color": INK, "width": 1.5, "dash_type": "round_dot"}}
    mark = {"type": "diamond", "size": 9, "fill": {"color": INK}, "border": {"color": INK}}
    yield {**_column(one, columns.targets), "line": {"none": True}, "marker": mark}


def _column(one: Fan, column: int) -> dict[str, object]:
    days = one.columns.day
    return {
        "name": [one.sheet, 2, column],
        "categories": [one.sheet, one.first, days, one.last, days],
        "values": [one.sheet, one.first, column, one.last, column],
    }
