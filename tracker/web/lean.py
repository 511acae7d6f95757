"""Pages without what a browser has no use for: a chart or a page goes in, the same picture in fewer bytes comes out.

Charts carry their colours twice, as classes and as attributes, because paper has no style sheet. A page has one.
"""

import re
from collections.abc import Iterable, Sequence
from math import hypot
from typing import Final
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

_NAMESPACE: Final = ' xmlns="http://www.w3.org/2000/svg"'
_STYLED: Final = frozenset({"fill", "stroke", "stroke-linejoin"})
"""What the style sheet says of everything in a chart that has a class."""

_USUAL: Final = {("font-size", "13"), ("stroke-width", "1")}
"""What a browser, or the style sheet for the whole chart, takes for granted."""

_MERGED: Final = frozenset({"path", "text"})
_WHERE: Final = frozenset({"d", "x", "y"})
_NEAR: Final = 0.4
"""How far a point may lie from the straight line that takes its place, in pixels."""


def lean_chart(svg: str) -> str:
    """A chart (SVG) for a page, whose style sheet gives the colours; it looks the same."""
    # Our own charts only: they are well-formed, and refer to nothing.
    chart = fromstring(svg.replace(_NAMESPACE, "", 1))  # noqa: S314 - drawn by ourselves a moment ago.
    chart.attrib.pop("font-family", None)
    for part in chart.iter():
        _undress(part)
        if "points" in part.attrib:
            part.set("points", _straightened(part.get("points", "")))
    _merge(chart)
    return tostring(chart, encoding="unicode").replace(" />", "/>")


def lean_page(html: str) -> str:
    """A page without the indentation of its templates; no page of ours has text that is set as it was typed."""
    return re.sub(r"\n\s+", "\n", html)


def _undress(part: Element) -> None:
    if "class" not in part.attrib:
        return
    for name, value in list(part.items()):
        if name in _STYLED or (name, value) in _USUAL:
            del part.attrib[name]
    if part.tag == "polygon":
        part.attrib.pop("fill-opacity", None)


def _merge(chart: Element) -> None:
    """Draw lines of one kind that follow each other as one path, and words of one kind as parts of one text."""
    before: Element | None = None
    for part in list(chart):
        if before is None or _look(part) != _look(before) or part.tag not in _MERGED:
            before = part
        elif part.tag == "path":
            before.set("d", before.get("d", "") + part.get("d", ""))
            chart.remove(part)
        else:
            if before.text:
                _add_words(before, before)
                before.text = None
            _add_words(before, part)
            chart.remove(part)
    for part in chart.iter("text"):
        if part.text is None:
            del part.attrib["x"], part.attrib["y"]


def _look(part: Element) -> dict[str, str]:
    """What two parts must have in common to be drawn as one."""
    return {"": part.tag} | {name: value for name, value in part.items() if name not in _WHERE}


def _add_words(text: Element, part: Element) -> None:
    words = SubElement(text, "tspan", {name: part.get(name, "") for name in ("x", "y")})
    words.text = part.text


def _straightened(points: str) -> str:
    """The points of a line without those that lie on the straight line between their neighbours."""
    spots = [(float(x), float(y)) for x, y in (spot.split(",") for spot in points.split())]
    kept = [0, *_corners(spots, 0, len(spots) - 1), len(spots) - 1]
    words = points.split()
    return " ".join(words[place] for place in sorted(set(kept)))


def _corners(spots: Sequence[tuple[float, float]], first: int, last: int) -> Iterable[int]:
    """The places between two points that a line cannot leave out (Ramer, Douglas and Peucker)."""
    farthest, distance = first, _NEAR
    for place in range(first + 1, last):
        away = _away(spots[place], spots[first], spots[last])
        if away > distance:
            farthest, distance = place, away
    if farthest == first:
        return []
    return [*_corners(spots, first, farthest), farthest, *_corners(spots, farthest, last)]


def _away(spot: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far a point lies from the line between two others."""
    (x, y), (to_x, to_y) = (other[0] - one[0], other[1] - one[1]), (spot[0] - one[0], spot[1] - one[1])
    square = x * x + y * y
    along = min(1.0, max(0.0, (x * to_x + y * to_y) / square)) if square else 0.0
    return hypot(to_x - along * x, to_y - along * y)
