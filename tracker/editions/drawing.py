"""One small module that draws SVG: bars, panels, a road with a fan, a bar of progress. No edition, no library.

Colours are classes, for the style sheet of the pages, with presentation attributes as fallback where no style sheet
reaches. Measures are in pixels. Equal numbers give equal bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from itertools import pairwise
from math import ceil, log10

from tracker.wording import capital, number, short_date

WIDE, NARROW = 720, 340
"""The widths that charts are drawn for: a page on a laptop or on paper, and a phone."""

_SIZE, _SMALL, _LINE = 15, 13, 19
_INK, _SOFT, _GRID, _PAPER = "#2b2320", "#5c504a", "#d9cec2", "#fffdfa"
_COLOURS = ("#1d5f5a", "#9a3f1d", "#5b4a8a", "#6b5a00")


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart is called: a `name` that is unique on its page, its conclusion, and its numbers in words."""

    name: str
    title: str
    desc: str
    width: int = WIDE


@dataclass(frozen=True, slots=True)
class Line:
    """One figure over time: what was, the `band` (day, low, high) that is expected, and the targets that are set."""

    label: str
    points: tuple[tuple[date, float], ...]
    targets: tuple[tuple[date, float], ...] = ()
    band: tuple[tuple[date, float, float], ...] = ()


# --- The forms -------------------------------------------------------------------------------------------------------


def bars(caption: Caption, rows: Sequence[tuple[str, int]]) -> str:
    """Horizontal bars with the number behind; the label stands before its bar, and above it on a phone."""
    if not rows:
        return sentence(caption, "Er zijn nog geen cijfers.")
    above = caption.width < WIDE
    widest = max(text_width(label, _SIZE) for label, _ in rows)
    column = float(caption.width) if above else min(widest, caption.width * 0.42)
    start = 0.0 if above else column + 12
    most = max([1, *(count for _, count in rows)])
    room = caption.width - start - max(text_width(number(count), _SIZE, bold=True) for _, count in rows) - 12
    body: list[str] = []
    top = 4.0
    for label, count in rows:
        lines, length = wrap(label, column, _SIZE), max(room * count / most, 2)
        height = len(lines) * _LINE
        x, anchor = (0.0, "start") if above else (column, "end")
        body += [_text(x, top + _LINE * (i + 1) - 5, line, _Hand(anchor=anchor)) for i, line in enumerate(lines)]
        middle = top + height + 11 if above else top + height / 2
        body.append(_rect(_Box(start, middle - 10, length, 20), "chart-bar", _COLOURS[0]))
        body.append(_text(start + length + 8, middle + 5, number(count), _BOLD))
        top += height + (33 if above else 11)
    return _svg(caption, top + 4, body)


def panels(caption: Caption, days: Sequence[date], series: Sequence[tuple[str, Sequence[int]]]) -> str:
    """A small line chart for each series, all on one scale, with its first and last number; `days` are in order."""
    if not series or not days:
        return sentence(caption, "Er zijn nog geen cijfers.")
    columns = 3 if caption.width >= WIDE else 2
    gap, size = (28, _SIZE) if columns == 3 else (20, _SMALL)
    most = max([1, *(count for _, counts in series for count in counts)])
    width = (caption.width - gap * (columns - 1)) / columns
    body: list[str] = []
    top = 0.0
    for begin in range(0, len(series), columns):
        row = series[begin : begin + columns]
        titles = [wrap(capital(label), width, size, bold=True) for label, _ in row]
        head = max(len(lines) for lines in titles) * _LINE + 4
        for place, (lines, (_, counts)) in enumerate(zip(titles, row, strict=True)):
            left = place * (width + gap)
            hand = _Hand(size=size, bold=True)
            body += [_text(left, top + _LINE * (i + 1) - 4, line, hand) for i, line in enumerate(lines)]
            body += _panel(_Box(left + 6, top + head + 26, width - 12, 66), days, counts, most)
        top += head + 26 + 66 + 38
    return _svg(caption, top - 10, body)


def _panel(box: "_Box", days: Sequence[date], counts: Sequence[int], most: float) -> list[str]:
    bottom = box.top + box.height
    plot = _Plot(box, days[0], days[-1], most)
    spots = [plot.spot(day, count) for day, count in zip(days, counts, strict=True)]
    area = [(spots[0][0], bottom), *spots, (spots[-1][0], bottom)]
    return [
        _area("chart-area chart-area-1", area, _COLOURS[0]),
        _rule("chart-axis", f"M{_n(box.left)} {_n(bottom)}h{_n(box.width)}", _SOFT),
        _stroke(1, spots),
        _dot(*spots[-1], 1),
        _text(box.left - 6, spots[0][1] - 9, number(counts[0]), _FAINT),
        _text(box.left + box.width + 6, spots[-1][1] - 9, number(counts[-1]), _Hand(anchor="end", bold=True)),
        _text(box.left - 6, bottom + 17, short_date(days[0]), _Hand(size=_SMALL, soft=True)),
        _text(box.left + box.width + 6, bottom + 17, short_date(days[-1]), _Hand(size=_SMALL, anchor="end", soft=True)),
    ]


def road(caption: Caption, lines: Sequence[Line]) -> str:
    """Lines toward their targets: what was, the expected band, and a dashed line that says what is needed."""
    spots = [spot for line in lines for spot in (*line.points, *line.targets)]
    spots += [(day, high) for line in lines for day, _, high in line.band]
    days = [day for day, _ in spots]
    if not days or min(days) == max(days):
        return sentence(caption, "Er zijn nog geen cijfers.")
    step, top = _scale(max(value for _, value in spots))
    left = text_width(number(top), _SMALL) + 10
    plot = _Plot(_Box(left, 34, caption.width - left - 12, 250), min(days), max(days), top)
    words = _Words(_Box(0, 0, caption.width, 290))
    body = _grid(plot, step, words)
    for place, line in enumerate(lines):
        body += _draw(plot, line, place % len(_COLOURS) + 1, words)
    for label in (_label_now, _label_target, _label_milestones):
        for place, line in enumerate(lines):
            label(plot, line, place % len(_COLOURS) + 1, words)
    return _svg(caption, 318, [*body, *words.texts])


def _grid(plot: "_Plot", step: float, words: "_Words") -> list[str]:
    box, value = plot.box, 0.0
    body: list[str] = []
    while value <= plot.most:
        y = plot.y(value)
        body.append(_rule("chart-grid", f"M{_n(box.left)} {_n(y)}h{_n(box.width)}", _GRID))
        words.fix(box.left - 8, y + 5, number(value), "end")
        value += step
    bottom = box.top + box.height + 20
    for day, text in _ticks(plot):
        x = plot.x(day)
        body.append(_rule("chart-axis", f"M{_n(x)} {_n(bottom - 20)}v6", _SOFT))
        words.fix(x, bottom, text, "middle")
    return body


def _ticks(plot: "_Plot") -> list[tuple[date, str]]:
    """The first days of years that have room for their number; without one, nothing."""
    years = [date(year, 1, 1) for year in range(plot.first.year, plot.last.year + 1) if date(year, 1, 1) >= plot.first]
    each = ceil(len(years) * 52 / plot.box.width) if years else 1
    half = text_width("2000", _SMALL) / 2
    return [(day, str(day.year)) for day in years[::each] if plot.x(day) + half <= plot.box.left + plot.box.width + 12]


def _draw(plot: "_Plot", line: Line, colour: int, words: "_Words") -> list[str]:
    paint = _COLOURS[colour - 1]
    spots = [plot.spot(day, value) for day, value in line.points]
    goals = [plot.spot(day, value) for day, value in line.targets]
    band = [plot.spot(day, high) for day, _, high in line.band]
    band += [plot.spot(day, low) for day, low, _ in reversed(line.band)]
    body = [_area(f"chart-area chart-area-{colour}", band, paint)] if band else []
    body += [_stroke(colour, spots)] if len(spots) > 1 else []
    body += [_stroke(colour, [*spots[-1:], *goals], "3 6")] if goals else []
    for x, y in goals:
        diamond = _points([(x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)])
        body.append(
            f'<polygon class="chart-goal chart-goal-{colour}" points="{diamond}" fill="{_PAPER}"'
            f' stroke="{paint}" stroke-width="2.5"/>'
        )
    words.avoid([*spots, *goals])
    return body + [_dot(x, y, colour) for x, y in spots[-1:]]


def _label_now(plot: "_Plot", line: Line, colour: int, words: "_Words") -> None:
    for day, value in line.points[-1:]:
        words.near(plot.spot(day, value), f"nu {number(value)}", colour, below=True, farthest=24)


def _label_target(plot: "_Plot", line: Line, colour: int, words: "_Words") -> None:
    for day, value in line.targets[-1:]:
        words.near(plot.spot(day, value), f"{line.label}: {number(value)} op {short_date(day)}", colour)


def _label_milestones(plot: "_Plot", line: Line, colour: int, words: "_Words") -> None:
    for day, value in line.targets[:-1]:
        words.near(plot.spot(day, value), number(value), colour, farthest=40)


def progress(caption: Caption, reached: float, possible: float, marks: Sequence[tuple[float, str]]) -> str:
    """A thin bar from 0 to 1: what is reached, what may be once the unknown is known, and a mark for each target."""
    width, top, height = caption.width - 8.0, 6, 14
    body = [
        _rect(_Box(4, top, width, height), "chart-track", "#e9dfd3"),
        _rect(_Box(4, top, width * min(possible, 1), height), "chart-maybe", "#7fa9a4"),
        _rect(_Box(4, top, width * min(reached, 1), height), "chart-bar", _COLOURS[0]),
    ]
    before = float(caption.width)
    for share, words in reversed(marks):
        x, half = 4 + width * share, text_width(words, _SIZE) / 2
        middle = min(max(x, half), caption.width - half)
        body.append(_rule("chart-mark", f"M{_n(x)} 2v22", _INK, 3))
        if middle + half <= before:
            body.append(_text(middle, 40, words, _Hand(anchor="middle", soft=True)))
            before = middle - half - 8
    return _svg(caption, 46, body)


def sentence(caption: Caption, words: str) -> str:
    """The place of a chart without numbers: a friendly sentence."""
    lines = wrap(words, caption.width - 32, _SIZE)
    body = [_rect(_Box(0, 0, caption.width, len(lines) * _LINE + 32), "chart-track", "#f3ece3")]
    body += [_text(16, 30 + i * _LINE, line, _PLAIN) for i, line in enumerate(lines)]
    return _svg(replace(caption, desc=caption.desc or words), len(lines) * _LINE + 32, body)


# --- Ink and paper ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    width: float
    height: float

    def meets(self, other: "_Box") -> bool:
        beside = self.left + self.width <= other.left or other.left + other.width <= self.left
        return not (beside or self.top + self.height <= other.top or other.top + other.height <= self.top)


@dataclass(frozen=True, slots=True)
class _Hand:
    """How words are written."""

    size: int = _SIZE
    anchor: str = "start"
    bold: bool = False
    soft: bool = False
    colour: int = 0


_PLAIN, _BOLD, _FAINT = _Hand(), _Hand(bold=True), _Hand(soft=True)


@dataclass(frozen=True, slots=True)
class _Plot:
    """The field of a chart over time: from the `first` day to the `last`, from 0 to `most`."""

    box: _Box
    first: date
    last: date
    most: float

    def x(self, day: date) -> float:
        return _along(day, self.first, self.last, self.box)

    def spot(self, day: date, value: float) -> tuple[float, float]:
        return self.x(day), self.y(value)

    def y(self, value: float) -> float:
        return self.box.top + self.box.height * (1 - value / self.most)


@dataclass(slots=True)
class _Words:
    """The labels of one chart: each finds a place in the frame where it meets no label that was there before."""

    frame: _Box
    texts: list[str] = field(default_factory=list)
    taken: list[_Box] = field(default_factory=list)

    def fix(self, x: float, y: float, words: str, anchor: str) -> None:
        """Write a label of an axis, small, at exactly this place."""
        self.taken.append(_room(x, y, words, anchor))
        self.texts.append(_text(x, y, words, _Hand(size=_SMALL, anchor=anchor, soft=True)))

    def avoid(self, spots: Sequence[tuple[float, float]]) -> None:
        """Keep the labels off the line through these spots."""
        for (x, y), (to_x, to_y) in pairwise(spots):
            steps = int(max(abs(to_x - x), abs(to_y - y)) / 6) + 1
            places = [(x + (to_x - x) * i / steps, y + (to_y - y) * i / steps) for i in range(steps + 1)]
            self.taken += [_Box(left - 3, top - 3, 6, 6) for left, top in places]

    def near(
        self, spot: tuple[float, float], words: str, colour: int, *, below: bool = False, farthest: int = 999
    ) -> None:
        """Write a label to the left above the point, or to the right below it, or as near to it as there is room.

        A label that finds no room within the farthest distance is left out.
        """
        lines = wrap(words, self.frame.width, _SIZE, bold=True)
        wide, high = max(text_width(line, _SIZE, bold=True) for line in lines), float(len(lines) * _LINE)
        x, y = (spot[0] + 10, spot[1] + 6) if below else (spot[0] - wide, spot[1] - 10 - high)
        wanted = _Box(x, y, wide, high)
        box = next((box for box in self._places(wanted, farthest) if not any(map(box.meets, self.taken))), None)
        if box is not None:
            self.taken.append(box)
            hand = _Hand(bold=True, colour=colour)
            self.texts += [_text(box.left, box.top + _LINE * (i + 1) - 5, line, hand) for i, line in enumerate(lines)]

    def _places(self, wanted: _Box, farthest: int) -> list[_Box]:
        """Every place in the frame for a box of this size, nearest first."""
        lefts = range(0, int(self.frame.width - wanted.width) + 1, 5)
        tops = range(0, int(self.frame.height - wanted.height) + 1, 5)
        # A label that slides sideways soon seems to belong to another line, so that counts three times.
        away = {(x, y): 3 * abs(x - wanted.left) + abs(y - wanted.top) for x in lefts for y in tops}
        near = sorted((distance, place) for place, distance in away.items() if distance <= farthest)
        return [_Box(left, top, wanted.width, wanted.height) for _, (left, top) in near]


def text_width(words: str, size: float, bold: bool = False) -> float:
    """About how wide words are in pixels, as in the widest of common fonts: rather too wide than cut off."""
    return sum(_width_of(sign) for sign in words) * size * (1.12 if bold else 1)


def _width_of(sign: str) -> float:
    if sign in "iljtfrI.,:;'|!() -":
        return 0.41
    return 0.99 if sign in "mwMW@%" or ord(sign) > 0x2FFF else 0.78 if sign.isupper() else 0.64


def wrap(words: str, width: float, size: float, bold: bool = False) -> list[str]:
    """The words on lines that fit the width; a word that is too long by itself is broken with a hyphen."""
    lines = [""]
    for word in (part for whole in words.split() for part in _broken(whole, width, size, bold)):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def _broken(word: str, width: float, size: float, bold: bool) -> Iterable[str]:
    while text_width(word, size, bold) > width and len(word) > 2:
        lengths = range(len(word) - 1, 1, -1)
        fits = next((n for n in lengths if text_width(f"{word[:n]}-", size, bold) <= width), 1)
        yield f"{word[:fits]}-"
        word = word[fits:]
    yield word


def _scale(most: float) -> tuple[float, float]:
    """The step between grid lines and the highest line: four to ten steps of 1, 2 or 5 times a power of ten."""
    power = 10 ** int(log10(max(most, 4) / 4))
    step = next(factor * power for factor in (1, 2, 5, 10) if most / (factor * power) <= 6)
    return step, step * max(1, ceil(most / step))


def _along(day: date, first: date, last: date, box: _Box) -> float:
    return box.left + box.width * ((day - first).days / max(1, (last - first).days))


def _room(x: float, y: float, words: str, anchor: str) -> _Box:
    width = text_width(words, _SMALL)
    return _Box(x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor], y - _SMALL, width, _SMALL * 1.25)


def _rule(name: str, path: str, paint: str, thick: float = 1) -> str:
    return f'<path class="{name}" d="{path}" stroke="{paint}" stroke-width="{_n(thick)}" fill="none"/>'


def _stroke(colour: int, spots: Iterable[tuple[float, float]], dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline class="chart-line chart-line-{colour}" points="{_points(spots)}" fill="none"'
        f' stroke="{_COLOURS[colour - 1]}" stroke-width="2.5" stroke-linejoin="round"{dashed}/>'
    )


def _dot(x: float, y: float, colour: int) -> str:
    return (
        f'<circle class="chart-dot chart-dot-{colour}" cx="{_n(x)}" cy="{_n(y)}" r="4.5"'
        f' fill="{_COLOURS[colour - 1]}"/>'
    )


def _area(name: str, spots: Iterable[tuple[float, float]], paint: str) -> str:
    return f'<polygon class="{name}" points="{_points(spots)}" fill="{paint}" fill-opacity="0.15"/>'


def _text(x: float, y: float, words: str, hand: _Hand) -> str:
    weight = ' font-weight="700"' if hand.bold else ""
    side = "" if hand.anchor == "start" else f' text-anchor="{hand.anchor}"'
    paint = f'class="chart-soft" fill="{_SOFT}"' if hand.soft else f'class="chart-text" fill="{_INK}"'
    if hand.colour:
        paint = f'class="chart-text chart-text-{hand.colour}" fill="{_COLOURS[hand.colour - 1]}"'
    return f'<text {paint} x="{_n(x)}" y="{_n(y)}" font-size="{hand.size}"{side}{weight}>{_clean(words)}</text>'


def _rect(box: _Box, name: str, paint: str) -> str:
    return (
        f'<rect class="{name}" x="{_n(box.left)}" y="{_n(box.top)}" width="{_n(box.width)}"'
        f' height="{_n(box.height)}" rx="3" fill="{paint}"/>'
    )


def _svg(caption: Caption, height: float, body: Iterable[str]) -> str:
    name, desc, says = caption.name, "", ""
    if caption.desc:
        desc, says = f'<desc id="{name}-desc">{_clean(caption.desc)}</desc>', f' aria-describedby="{name}-desc"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" font-family="sans-serif"'
        f' viewBox="0 0 {_n(caption.width)} {_n(height)}" aria-labelledby="{name}-title"{says}>'
        f'<title id="{name}-title">{_clean(caption.title)}</title>{desc}{"".join(body)}</svg>'
    )


def _clean(words: str) -> str:
    """The words without signs that XML has no place for, and with the others escaped."""
    return escape("".join(sign for sign in words if sign.isprintable()))


def _points(spots: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in spots)


def _n(value: float) -> str:
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
