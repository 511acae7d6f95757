"""Ink and paper for charts: what is drawn with, labels that find a place of their own, and the SVG around it all.

Colours are classes, for the style sheet of the pages, with presentation attributes as fallback where no style sheet
reaches. Measures are in pixels. Equal numbers give equal bytes.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from itertools import pairwise
from math import ceil, log10

WIDE, NARROW = 720, 340
"""The widths that charts are drawn for: a page on a laptop or on paper, and a phone."""

SIZE, SMALL, LINE = 15, 13, 19
INK, SOFT, GRID, PAPER = "#2b2320", "#5c504a", "#d9cec2", "#fffdfa"
EDGE, MAYBE = "#857668", "#7fa9a4"
COLOURS = ("#1d5f5a", "#9a3f1d", "#5b4a8a", "#6b5a00")


@dataclass(frozen=True, slots=True)
class Caption:
    """What a chart is called: a `name` that is unique on its page, its conclusion, and its numbers in words."""

    name: str
    title: str
    desc: str
    width: int = WIDE


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles share some ground."""
        beside = self.left + self.width <= other.left or other.left + other.width <= self.left
        return not (beside or self.top + self.height <= other.top or other.top + other.height <= self.top)


@dataclass(frozen=True, slots=True)
class Hand:
    """How words are written."""

    size: int = SIZE
    anchor: str = "start"
    bold: bool = False
    soft: bool = False
    colour: int = 0


PLAIN, BOLD, FAINT = Hand(), Hand(bold=True), Hand(soft=True)


@dataclass(frozen=True, slots=True)
class Plot:
    """The field of a chart over time: from the `first` day to the `last`, from 0 to `most`."""

    box: Box
    first: date
    last: date
    most: float

    def x(self, day: date) -> float:
        """How far to the right a day is."""
        return _along(day, self.first, self.last, self.box)

    def spot(self, day: date, value: float) -> tuple[float, float]:
        """Where a value on a day is."""
        return self.x(day), self.y(value)

    def y(self, value: float) -> float:
        """How far down a value is."""
        return self.box.top + self.box.height * (1 - value / self.most)


@dataclass(slots=True)
class Labels:
    """The labels of one chart: each finds a place in the frame where it meets no label that was there before."""

    frame: Box
    texts: list[str] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def fix(self, x: float, y: float, words: str, anchor: str) -> None:
        """Write a label of an axis, small, at exactly this place."""
        self.taken.append(_room(x, y, words, anchor))
        self.texts.append(write(x, y, words, Hand(size=SMALL, anchor=anchor, soft=True)))

    def at(self, x: float, y: float, words: str) -> None:
        """Write a small label at exactly this place, or not at all when another is there."""
        if not any(map(_room(x, y, words, "start").meets, self.taken)):
            self.fix(x, y, words, "start")

    def avoid(self, spots: Sequence[tuple[float, float]]) -> None:
        """Keep the labels off the line through these spots."""
        for (x, y), (to_x, to_y) in pairwise(spots):
            steps = int(max(abs(to_x - x), abs(to_y - y)) / 6) + 1
            places = [(x + (to_x - x) * i / steps, y + (to_y - y) * i / steps) for i in range(steps + 1)]
            self.taken += [Box(left - 3, top - 3, 6, 6) for left, top in places]

    def near(
        self,
        spot: tuple[float, float],
        words: str,
        colour: int,
        *,
        below: bool = False,
        under: bool = False,
        farthest: int = 999,
    ) -> None:
        """Write a label to the left above the point, or as near to it as there is room.

        `below` writes it to the right below the point, `under` to the left below it.
        A label that finds no room within the farthest distance is left out.
        """
        lines = wrap(words, self.frame.width, SIZE, bold=True)
        wide, high = max(text_width(line, SIZE, bold=True) for line in lines), float(len(lines) * LINE)
        x, y = (spot[0] + 10, spot[1] + 6) if below else (spot[0] - wide, spot[1] - 10 - high)
        y = spot[1] + 12 if under else y
        wanted = Box(x, y, wide, high)
        box = self._free(self._places(wanted, farthest))
        if box is not None:
            self.taken.append(box)
            # Letters are narrower than the room that is kept for them: what stands left of its point ends there.
            x, hand = (box.left, Hand(bold=True, colour=colour))
            if not below:
                x, hand = box.left + wide, replace(hand, anchor="end")
            self.texts += [write(x, box.top + LINE * (i + 1) - 5, line, hand) for i, line in enumerate(lines)]

    def _free(self, places: Iterable[Box]) -> Box | None:
        """The first of some places that meets no label that is there already."""
        in_the_way: Box | None = None
        for box in places:
            # What was in the way of one place mostly is of the next, so that is looked at before all others.
            if in_the_way is None or not box.meets(in_the_way):
                in_the_way = next(filter(box.meets, self.taken), None)
                if in_the_way is None:
                    return box
        return None

    def _places(self, wanted: Box, farthest: int) -> Iterator[Box]:
        """Every place in the frame for a box of this size, nearest first."""
        lefts = [self.frame.left + right for right in range(0, int(self.frame.width - wanted.width) + 1, 5)]
        tops = [self.frame.top + down for down in range(0, int(self.frame.height - wanted.height) + 1, 5)]
        lefts = [left for left in lefts if 3 * abs(left - wanted.left) <= farthest]
        tops = [top for top in tops if abs(top - wanted.top) <= farthest]
        # A label that slides sideways soon seems to belong to another line, so that counts three times.
        away = {(x, y): 3 * abs(x - wanted.left) + abs(y - wanted.top) for x in lefts for y in tops}
        near = sorted((distance, place) for place, distance in away.items() if distance <= farthest)
        return (Box(left, top, wanted.width, wanted.height) for _, (left, top) in near)


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


def scale(most: float) -> tuple[float, float]:
    """The step between grid lines and the highest line: four to ten steps of 1, 2 or 5 times a power of ten."""
    power = 10 ** int(log10(max(most, 4) / 4))
    step = next(factor * power for factor in (1, 2, 5, 10) if most / (factor * power) <= 6)
    return step, step * max(1, ceil(most / step))


def swatch(paint: str) -> str:
    """A small block of a colour, for a legend; it stands at 0, 0 and is 12 high."""
    return f'<rect y="1" width="22" height="12" rx="2" fill="{paint}" stroke="{EDGE}" stroke-width="1"/>'


def legend(parts: Sequence[tuple[str, str]], top: float, width: float) -> tuple[list[str], float]:
    """What the signs of a chart mean, from left to right on as many lines as it takes; and where the chart goes on."""
    body, x = list[str](), 0.0
    for words, sign in parts:
        wide = 30 + text_width(words, SMALL)
        if x and x + wide > width:
            x, top = 0.0, top + LINE
        body.append(f'<g transform="translate({trim(x)} {trim(top)})">{sign}</g>')
        body.append(write(x + 30, top + 12, words, Hand(size=SMALL, soft=True)))
        x += wide + 16
    return body, top + LINE + 8


def _along(day: date, first: date, last: date, box: Box) -> float:
    return box.left + box.width * ((day - first).days / max(1, (last - first).days))


def _room(x: float, y: float, words: str, anchor: str) -> Box:
    width = text_width(words, SMALL)
    return Box(x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor], y - SMALL, width, SMALL * 1.25)


def rule(name: str, path: str, paint: str, thick: float = 1) -> str:
    """A thin line along a path."""
    return f'<path class="{name}" d="{path}" stroke="{paint}" stroke-width="{trim(thick)}" fill="none"/>'


def stroke(colour: int, spots: Iterable[tuple[float, float]], dashes: str = "") -> str:
    """The line of a figure through these spots, dashed if asked."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<polyline class="chart-line chart-line-{colour}" points="{points_of(spots)}" fill="none"'
        f' stroke="{COLOURS[colour - 1]}" stroke-width="2.5" stroke-linejoin="round"{dashed}/>'
    )


def dot(x: float, y: float, colour: int) -> str:
    """Where a figure is now."""
    return (
        f'<circle class="chart-dot chart-dot-{colour}" cx="{trim(x)}" cy="{trim(y)}" r="4.5"'
        f' fill="{COLOURS[colour - 1]}"/>'
    )


def area(name: str, spots: Iterable[tuple[float, float]], paint: str) -> str:
    """A field of pale colour."""
    return f'<polygon class="{name}" points="{points_of(spots)}" fill="{paint}" fill-opacity="0.15"/>'


def write(x: float, y: float, words: str, hand: Hand) -> str:
    """Words on a line whose foot is at `y`."""
    weight = ' font-weight="700"' if hand.bold else ""
    side = "" if hand.anchor == "start" else f' text-anchor="{hand.anchor}"'
    paint = f'class="chart-soft" fill="{SOFT}"' if hand.soft else f'class="chart-text" fill="{INK}"'
    if hand.colour:
        paint = f'class="chart-text chart-text-{hand.colour}" fill="{COLOURS[hand.colour - 1]}"'
    return f'<text {paint} x="{trim(x)}" y="{trim(y)}" font-size="{hand.size}"{side}{weight}>{_clean(words)}</text>'


def rect(box: Box, name: str, paint: str) -> str:
    """A filled rectangle with soft corners."""
    return (
        f'<rect class="{name}" x="{trim(box.left)}" y="{trim(box.top)}" width="{trim(box.width)}"'
        f' height="{trim(box.height)}" rx="3" fill="{paint}"/>'
    )


def svg_of(caption: Caption, height: float, body: Iterable[str]) -> str:
    """The whole chart: its name and what it says for who cannot see it, and its parts."""
    name, desc, says = caption.name, "", ""
    if caption.desc:
        desc, says = f'<desc id="{name}-desc">{_clean(caption.desc)}</desc>', f' aria-describedby="{name}-desc"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" font-family="sans-serif"'
        f' viewBox="0 0 {trim(caption.width)} {trim(height)}" aria-labelledby="{name}-title"{says}>'
        f'<title id="{name}-title">{_clean(caption.title)}</title>{desc}{"".join(body)}</svg>'
    )


def _clean(words: str) -> str:
    """The words without signs that XML has no place for, and with the others escaped."""
    return escape("".join(sign for sign in words if sign.isprintable()))


def points_of(spots: Iterable[tuple[float, float]]) -> str:
    """Spots as SVG writes them."""
    return " ".join(f"{trim(x)},{trim(y)}" for x, y in spots)


def trim(value: float) -> str:
    """A measure with at most one decimal."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
