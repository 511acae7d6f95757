"""Roads to targets drawn as SVG: what was, what is, what is expected (a fan), and what is needed (a dotted line)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from tracker.editions.drawing import sentence
from tracker.editions.ink import (
    COLOURS,
    EDGE,
    GRID,
    LINE,
    PAPER,
    SIZE,
    SMALL,
    SOFT,
    WIDE,
    Box,
    Caption,
    Hand,
    Labels,
    Plot,
    area,
    dot,
    legend,
    points_of,
    rule,
    scale,
    stroke,
    svg_of,
    text_width,
    trim,
    wrap,
    write,
)
from tracker.wording import number, short_date


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over time: what was, the `band` (day, low, high) that is expected, and the targets that are set.

    `middle` runs through the band. `sign` stands behind every number (`%`). `now` says where the figure is when the
    number itself would not say it well.
    """

    label: str
    points: tuple[tuple[date, float], ...]
    targets: tuple[tuple[date, float], ...] = ()
    band: tuple[tuple[date, float, float], ...] = ()
    middle: tuple[tuple[date, float], ...] = ()
    sign: str = ""
    now: str = ""

    def words(self, value: float) -> str:
        """A value of this line as people read it."""
        return f"{number(round(value))}{self.sign}"

    @property
    def spots(self) -> tuple[tuple[date, float], ...]:
        """Every place that the chart must have room for."""
        return *self.points, *self.targets, *((day, high) for day, _, high in self.band)


# --- One road, or several on one scale -------------------------------------------------------------------------------


def road(caption: Caption, lines: Sequence[Line], marks: Sequence[tuple[date, str]] = (), tall: float = 250) -> str:
    """Lines toward their targets: what was, the expected band, and a dotted line that says what is needed.

    `marks` are days with a name, such as the start of a phase; those outside the days of the lines are left out.
    `tall` is the height of the field itself.
    """
    spots = [spot for line in lines for spot in line.spots]
    days = [day for day, _ in spots]
    if not days or min(days) == max(days):
        return sentence(caption, "Er zijn nog geen cijfers.")
    step, top = scale(max(value for _, value in spots))
    sign = lines[0].sign
    left = text_width(f"{number(top)}{sign}", SMALL) + 10
    plot = Plot(Box(left, 34, caption.width - left - 12, tall), min(days), max(days), top)
    words = Labels(Box(0, 0, caption.width, tall + 40))
    body = [*_grid(plot, step, sign, words), *_marks(plot, marks, words)]
    for place, line in enumerate(lines):
        body += _draw(plot, line, place % len(COLOURS) + 1, words)
    for label in (_label_now, _label_target, _label_milestones):
        for place, line in enumerate(lines):
            label(plot, line, place % len(COLOURS) + 1, words)
    parts, end = _legend(lines, tall + 70, caption.width)
    return svg_of(caption, end, [*body, *words.texts, *parts])


def _grid(plot: Plot, step: float, sign: str, words: Labels) -> list[str]:
    box, value = plot.box, 0.0
    body: list[str] = []
    while value <= plot.most:
        y = plot.y(value)
        body.append(rule("chart-grid", f"M{trim(box.left)} {trim(y)}h{trim(box.width)}", GRID))
        words.fix(box.left - 8, y + 5, f"{number(value)}{sign}", "end")
        value += step
    bottom = box.top + box.height + 20
    for day, year in _ticks(plot):
        x = plot.x(day)
        body.append(rule("chart-axis", f"M{trim(x)} {trim(bottom - 20)}v6", SOFT))
        words.fix(x, bottom, year, "middle")
    return body


def _ticks(plot: Plot) -> list[tuple[date, str]]:
    """The first days of years that have room for their number; without one, nothing."""
    years = [date(year, 1, 1) for year in range(plot.first.year, plot.last.year + 1) if date(year, 1, 1) >= plot.first]
    each = ceil(len(years) * 52 / plot.box.width) if years else 1
    half = text_width("2000", SMALL) / 2
    return [(day, str(day.year)) for day in years[::each] if plot.x(day) + half <= plot.box.left + plot.box.width + 12]


def _marks(plot: Plot, marks: Sequence[tuple[date, str]], words: Labels) -> list[str]:
    """A thin line for each day with a name, and its name above it; without room for its name a line says nothing."""
    body, free_from = list[str](), 0.0
    for day, name in sorted(marks):
        if not plot.first <= day <= plot.last:
            continue
        x, wide = plot.x(day), text_width(name, SMALL)
        if x >= free_from and x + wide <= words.frame.width:
            body.append(rule("chart-axis", f"M{trim(x)} 22V{trim(plot.box.top + plot.box.height)}", EDGE, 0.8))
            words.fix(x, 16, name, "start")
            free_from = x + wide + 8
    return body


def _legend(lines: Sequence[Line], top: float, width: int) -> tuple[list[str], float]:
    """What the band and the dotted line mean; without a band the chart speaks for itself."""
    if not any(line.band for line in lines):
        return [], top - 2
    paint = COLOURS[0]
    middle = f'<path class="chart-line-1" d="M0 7h22" stroke="{paint}" stroke-width="1.2"/>'
    parts = [
        ("tot nu toe", f'<path class="chart-line-1" d="M0 7h22" stroke="{paint}" stroke-width="2.5"/>'),
        (
            "in 8 van de 10 gevallen",
            f'<path class="chart-area-1" d="M0 1h22v12h-22z" fill="{paint}" fill-opacity="0.2"/>{middle}',
        ),
    ]
    if any(map(_asks_more, lines)):
        dotted = f'<path class="chart-line-1" d="M0 7h22" stroke="{paint}" stroke-width="2.5" stroke-dasharray="3 6"/>'
        parts.append(("nodig voor het doel", dotted))
    return legend(parts, top, width)


def _draw(plot: Plot, line: Line, colour: int, words: Labels) -> list[str]:
    paint = COLOURS[colour - 1]
    spots = [plot.spot(day, value) for day, value in line.points]
    goals = [plot.spot(day, value) for day, value in line.targets]
    band = [plot.spot(day, high) for day, _, high in line.band]
    band += [plot.spot(day, low) for day, low, _ in reversed(line.band)]
    middle = [plot.spot(day, value) for day, value in line.middle]
    body = [area(f"chart-area chart-area-{colour}", band, paint)] if band else []
    body += [_thin(colour, middle)] if middle else []
    body += [stroke(colour, spots)] if len(spots) > 1 else []
    body += [stroke(colour, [*spots[-1:], *goals], "3 6")] if goals and _asks_more(line) else []
    body += [_diamond(x, y, colour) for x, y in goals]
    words.avoid([*spots, *goals])
    words.avoid(middle)
    return body + [dot(x, y, colour) for x, y in spots[-1:]]


def _asks_more(line: Line) -> bool:
    """Whether a target asks for more than there is: when all are met, no line leads to them."""
    return not line.points or any(value > line.points[-1][1] for _, value in line.targets)


def _thin(colour: int, spots: Sequence[tuple[float, float]]) -> str:
    return (
        f'<polyline class="chart-line chart-line-{colour}" points="{points_of(spots)}" fill="none"'
        f' stroke="{COLOURS[colour - 1]}" stroke-width="1.2"/>'
    )


def _diamond(x: float, y: float, colour: int) -> str:
    corners = points_of([(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)])
    return (
        f'<polygon class="chart-goal chart-goal-{colour}" points="{corners}" fill="{PAPER}"'
        f' stroke="{COLOURS[colour - 1]}" stroke-width="2.5"/>'
    )


def _label_now(plot: Plot, line: Line, colour: int, words: Labels) -> None:
    for day, value in line.points[-1:]:
        said = f"nu {line.now or line.words(value)}"
        words.near(plot.spot(day, value), said, colour, below=True, farthest=60 if line.band else 24)


def _label_target(plot: Plot, line: Line, colour: int, words: Labels) -> None:
    for day, value in line.targets[-1:]:
        said = f"{line.label}: {line.words(value)} op {short_date(day)}"
        words.near(plot.spot(day, value), said, colour, under=_is_passed(line, value))


def _is_passed(line: Line, target: float) -> bool:
    """Whether more than the target is expected: then there is room for its label under it, and none above."""
    return bool(line.middle) and line.middle[-1][1] > target


def _label_milestones(plot: Plot, line: Line, colour: int, words: Labels) -> None:
    for day, value in line.targets[:-1]:
        words.near(plot.spot(day, value), line.words(value), colour, farthest=40)


# --- Roads beside each other -----------------------------------------------------------------------------------------

_TALL = 112


def roads(caption: Caption, lines: Sequence[Line]) -> str:
    """A small road for each line, each on its own scale: beside each other, and under each other on a phone."""
    drawn = [line for line in lines if len({day for day, _ in line.spots}) > 1]
    if not drawn:
        return sentence(caption, "Er zijn nog geen cijfers.")
    columns = min(3, len(drawn)) if caption.width >= WIDE else 1
    width = (caption.width - 30 * (columns - 1)) / columns
    body: list[str] = []
    top = 0.0
    for begin in range(0, len(drawn), columns):
        row = drawn[begin : begin + columns]
        titles = [wrap(line.label, width, SIZE, bold=True) for line in row]
        head = max(len(lines) for lines in titles) * LINE
        for place, (words, line) in enumerate(zip(titles, row, strict=True)):
            left = place * (width + 30)
            body += [write(left, top + LINE * (i + 1) - 4, one, Hand(bold=True)) for i, one in enumerate(words)]
            body += _small(Box(left, top + head, width, _TALL + 66), line)
        top += head + _TALL + 76
    return svg_of(caption, top - 10, body)


def _small(frame: Box, line: Line) -> list[str]:
    """One small road in its frame, with room above for the target and at the right for the ends of the fan."""
    days = [day for day, _ in line.spots]
    ends = [line.words(value) for value in line.band[-1][1:]] if line.band else []
    right = max([10.0, *(text_width(words, SMALL) + 14 for words in ends)])
    box = Box(frame.left + 4, frame.top + 38, frame.width - right - 4, _TALL)
    plot = Plot(box, min(days), max(days), max([1e-9, *(value for _, value in line.spots)]))
    words, bottom = Labels(frame), box.top + box.height
    body = [rule("chart-axis", f"M{trim(box.left)} {trim(bottom)}h{trim(box.width)}", SOFT)]
    for day, anchor in ((plot.first, "start"), (plot.last, "end")):
        words.fix(plot.x(day), bottom + 18, str(day.year), anchor)
    words.avoid([(box.left, bottom), (box.left + box.width, bottom)])
    body += _draw(plot, replace(line, targets=line.targets[-1:]), 1, words)
    _small_labels(plot, line, words)
    return body + words.texts


def _small_labels(plot: Plot, line: Line, words: Labels) -> None:
    for day, value in line.targets[-1:]:
        words.near(plot.spot(day, value), f"doel {line.words(value)}", 0, under=_is_passed(line, value))
    for day, value in line.points[-1:]:
        words.near(plot.spot(day, value), f"nu {line.now or line.words(value)}", 1)
    if not line.band:
        return
    day, low, high = line.band[-1]
    x = plot.x(day) + 9
    for value in sorted({round(low), round(high)}, reverse=True):
        words.at(x, plot.y(value) + 5, line.words(value))
