"""The charts of our slides: names and numbers come in, native charts that can be edited in place go out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tracker.editions.excel_looks import ACCENT, INK, RULE
from tracker.editions.slides_house import SMALLEST, Box, describe, paint

if TYPE_CHECKING:
    from pptx.slide import Slide

Numbers = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Stack:
    """Stacked columns or bars: for each of the `names` a number of every series, each series with its colour.

    `words` say what the chart shows. `whole` shows shares of each bar; `lying` makes bars of the columns.
    """

    names: tuple[str, ...]
    series: Mapping[str, tuple[Numbers, str]]
    words: str
    lying: bool = False
    whole: bool = False
    labels: bool = False


def put_stack(slide: "Slide", box: Box, stack: Stack) -> None:
    """Draw a stacked chart in a box."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    make: Any = CategoryChartData  # The library has no types for its numbers.
    data = make(number_format="#,##0")
    data.categories = [plain(name) for name in stack.names]
    for name, (numbers, _) in stack.series.items():
        data.add_series(plain(name), numbers)
    kind = (
        (XL_CHART_TYPE.BAR_STACKED_100 if stack.whole else XL_CHART_TYPE.BAR_STACKED)
        if stack.lying
        else XL_CHART_TYPE.COLUMN_STACKED
    )
    chart = _chart(slide, box, kind, data, stack.words)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.BOTTOM if stack.lying else XL_LEGEND_POSITION.RIGHT
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(SMALLEST)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    bars = zip(*(numbers for numbers, _ in stack.series.values()), strict=True)
    least = least_with_room(max(map(sum, bars), default=0))
    for series, (_, colour) in zip(plot.series, stack.series.values(), strict=True):
        _fill(series, colour)
        if stack.labels:
            _labels(series, colour, least)
    _axes(chart, percent=stack.whole)
    if stack.lying:
        chart.category_axis.reverse_order = True
        chart.value_axis.visible = False
        chart.value_axis.has_major_gridlines = False


def plain(name: str) -> str:
    """A name that the small workbook behind a chart cannot take for a formula."""
    return f"'{name}" if name[:1] in ("=", "+", "-", "@") else name


def _chart(slide: "Slide", box: Box, kind: Any, data: Any, words: str) -> Any:
    from pptx.util import Inches, Pt

    shapes: Any = slide.shapes
    frame = shapes.add_chart(kind, *(Inches(one) for one in (box.left, box.top, box.wide, box.tall)), data)
    describe(frame, words)
    chart = frame.chart
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(SMALLEST), "Arial"
    chart.font.color.rgb = paint(INK)
    return chart


def _fill(series: Any, colour: str) -> None:
    from pptx.util import Pt

    series.format.fill.solid()
    series.format.fill.fore_color.rgb = paint(colour)
    series.format.line.color.rgb = paint("#ffffff")
    series.format.line.width = Pt(0.75)
    series.invert_if_negative = False


_SIGN = 0.017
"""The width of one sign of a label, as a share of the longest bar."""


def least_with_room(longest: float) -> int:
    """The least number from which each has a part of a bar as wide as its label, for a longest bar of so many."""
    rooms = [math.ceil(longest * _SIGN * len(f"{10**zeros:,}")) for zeros in range(12)]
    for zeros, (room, next_room) in enumerate(pairwise(rooms)):
        if max(room, next_room) <= 10 ** (zeros + 1):
            return max(room, int(10**zeros))
    return 1


def _labels(series: Any, colour: str, least: int) -> None:
    """The number in each part that has room for it; the tables have them all."""
    from pptx.util import Pt

    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, f'[<{least}]"";#,##0', False
    labels.font.size = Pt(SMALLEST)
    channels = [int(colour.lstrip("#")[at : at + 2], 16) for at in (0, 2, 4)]
    light = sum(weight * one for weight, one in zip((0.299, 0.587, 0.114), channels, strict=True)) > 150
    labels.font.color.rgb = paint(INK if light else "#ffffff")


def _axes(chart: Any, *, percent: bool = False) -> None:
    from pptx.util import Pt

    pale = paint(RULE)
    chart.value_axis.major_gridlines.format.line.color.rgb = pale
    chart.value_axis.format.line.fill.background()
    chart.value_axis.minimum_scale = 0
    chart.category_axis.format.line.color.rgb = pale
    for axis in (chart.value_axis, chart.category_axis):
        axis.tick_labels.font.size = Pt(SMALLEST)
    chart.value_axis.tick_labels.number_format = "0%" if percent else "#,##0"
    chart.value_axis.tick_labels.number_format_is_linked = False


# --- A fan -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FanData:
    """A forecast by day: its lowest value and the room up to its highest, and the lines that go with it."""

    days: tuple[date, ...]
    low: Numbers
    room: Numbers
    lines: Mapping[str, Numbers]
    words: str
    percent: bool = False


_LINES: Mapping[str, tuple[str, float, str | None]] = {
    "past": (ACCENT, 3.5, None),
    "middle": (ACCENT, 1.5, None),
    "needed": (INK, 2, "sysDot"),
    "targets": (INK, 0, None),
}
"""How each line is drawn: its colour, its width in points (0: marks only) and its dashes."""

_BAND = "In 8 van de 10 gevallen"
_NAMES = {
    "past": "Tot nu toe",
    "middle": "Als het zo doorgaat",
    "needed": "Nodig voor het doel",
    "targets": "Mijlpaal en doel",
}


def put_fan(slide: "Slide", box: Box, fan: FanData) -> None:
    """Draw a forecast that opens like a fan: a stacked area with an unseen lowest part, and lines over it."""
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
    from pptx.util import Pt

    shown = "0%" if fan.percent else "#,##0"
    make: Any = CategoryChartData  # The library has no types for its numbers.
    data = make(number_format=shown)
    data.categories = fan.days
    for name, numbers in {"Minstens": fan.low, _BAND: fan.room}.items():
        data.add_series(name, numbers)
    for key in _LINES:
        data.add_series(_NAMES[key], fan.lines[key])
    chart = _chart(slide, box, XL_CHART_TYPE.AREA_STACKED, data, fan.words)
    _axes(chart, percent=fan.percent)
    _years(chart)
    _over_the_area(chart)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.legend.font.size = Pt(SMALLEST)
    _hide_in_legend(chart, 0)


def _years(chart: Any) -> None:
    """One label for each second year, so that they do not run into each other."""
    chart.category_axis.tick_labels.number_format = "yyyy"
    chart.category_axis.tick_labels.number_format_is_linked = False
    for tag, value in (("majorUnit", "2"), ("majorTimeUnit", "years")):
        chart.category_axis._element.append(_part(tag, value))


def _over_the_area(chart: Any) -> None:
    """Take the lines out of the area chart and draw them over it on the same axes; the library draws one kind only."""
    area = chart._chartSpace.chart.plotArea.find("{*}areaChart")
    series = area.findall("{*}ser")
    for one, look in zip(series[:2], (_paint(None), _paint(ACCENT)), strict=True):
        _dress(one, look)
    lines = _part("lineChart")
    lines.extend([_part("grouping", "standard"), _part("varyColors", "0")])
    for one, (colour, wide, dash) in zip(series[2:], _LINES.values(), strict=True):
        for odd in one.findall("{*}invertIfNegative"):
            one.remove(odd)
        _dress(one, _stroke(colour, wide, dash), _mark(colour) if not wide else _NO_MARK)
        lines.append(one)
    lines.extend([_part("marker", "1"), *(_part("axId", axis.get("val")) for axis in area.findall("{*}axId"))])
    area.addnext(lines)
    # Where a line has no number it stops; it does not fall to nothing.
    chart._chartSpace.chart.find("{*}dispBlanksAs").set("val", "gap")


def _part(name: str, value: str | None = None) -> Any:
    """A part of a chart that the library has no words for."""
    from pptx.oxml.xmlchemy import OxmlElement

    part: Any = OxmlElement(f"c:{name}")
    if value is not None:
        part.set("val", value)
    return part


_SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
_NO_MARK = f'<c:marker {_SPACES}><c:symbol val="none"/></c:marker>'


def _mark(colour: str) -> str:
    paint = f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'
    return f'<c:marker {_SPACES}><c:symbol val="diamond"/><c:size val="11"/><c:spPr>{paint}</c:spPr></c:marker>'


def _paint(colour: str | None) -> str:
    if colour is None:
        return f"<c:spPr {_SPACES}><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
    paint = f'<a:srgbClr val="{colour.lstrip("#")}"><a:alpha val="25000"/></a:srgbClr>'
    return f"<c:spPr {_SPACES}><a:solidFill>{paint}</a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>"


def _stroke(colour: str, wide: float, dash: str | None) -> str:
    if not wide:
        return f"<c:spPr {_SPACES}><a:ln><a:noFill/></a:ln></c:spPr>"
    dashes = f'<a:prstDash val="{dash}"/>' if dash else ""
    paint = f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill>'
    return f'<c:spPr {_SPACES}><a:ln w="{int(wide * 12700)}" cap="rnd">{paint}{dashes}</a:ln></c:spPr>'


def _dress(series: Any, *looks: str) -> None:
    """Give a series its looks, right behind its name, where the format wants them."""
    from pptx.oxml import parse_xml

    name = series.find("{*}tx")
    for odd in series.findall("{*}spPr"):
        series.remove(odd)
    for look in reversed(looks):
        name.addnext(parse_xml(look))


def _hide_in_legend(chart: Any, place: int) -> None:
    """What the part of the area that nobody sees is called would only raise questions."""
    entry = _part("legendEntry")
    entry.extend([_part("idx", str(place)), _part("delete", "1")])
    chart.legend._element.find("{*}legendPos").addnext(entry)
