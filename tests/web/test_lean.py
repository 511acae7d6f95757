"""A chart on a page is the same picture as on paper, in fewer bytes."""

import re
from importlib.resources import files
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.editions.builders import RICH
from tracker.editions.charts import of_edition
from tracker.web.lean import lean_chart, lean_page

CHARTS = of_edition(RICH)
SHEET = files("tracker.web").joinpath("static/theme.css").read_text("utf-8")
SIZES = st.floats(0, 700, allow_nan=False).map(lambda size: round(size, 1))


@pytest.mark.parametrize("name", CHARTS)
def test_a_lean_chart_says_the_same_words_in_fewer_bytes(name: str) -> None:
    lean = lean_chart(CHARTS[name])
    assert list(ET.fromstring(lean).itertext()) == list(ET.fromstring(CHARTS[name]).itertext())
    assert len(lean) < len(CHARTS[name])


def test_the_style_sheet_knows_every_class_that_gives_a_chart_its_colours() -> None:
    used = {word for svg in CHARTS.values() for found in re.findall(r'class="([^"]+)"', svg) for word in found.split()}
    known = set(re.findall(r"\.(chart[\w-]*)", SHEET))
    # The parts of a figure by their number carry the colour; these only say what kind of part it is.
    assert used - known <= {"chart-line", "chart-dot"}


def line(*spots: tuple[float, float]) -> str:
    points = " ".join(f"{x},{y}" for x, y in spots)
    return f'<svg xmlns="http://www.w3.org/2000/svg"><polyline class="chart-line-1" points="{points}"/></svg>'


def points_of(svg: str) -> list[tuple[float, float]]:
    words = ET.fromstring(svg)[0].attrib["points"].split()
    return [(float(x), float(y)) for x, y in (word.split(",") for word in words)]


def test_a_straight_line_keeps_its_ends_and_a_corner_stays() -> None:
    assert points_of(lean_chart(line((0, 0), (1, 1), (2, 2), (3, 3)))) == [(0, 0), (3, 3)]
    assert points_of(lean_chart(line((0, 0), (1, 0.1), (2, 9), (3, 0)))) == [(0, 0), (1, 0.1), (2, 9), (3, 0)]
    assert points_of(lean_chart(line((0, 0), (9, 0), (5, 0)))) == [(0, 0), (9, 0), (5, 0)]


@given(st.lists(st.tuples(SIZES, SIZES), min_size=1, max_size=8))
def test_no_point_of_a_line_lies_further_from_the_lean_one_than_an_eye_can_see(
    spots: list[tuple[float, float]],
) -> None:
    kept = points_of(lean_chart(line(*spots)))
    assert (kept[0], kept[-1]) == (spots[0], spots[-1])
    assert set(kept) <= set(spots)
    pairs = list(pairwise(kept)) or [(kept[0], kept[0])]
    for spot in spots:
        assert min(distance(spot, *pair) for pair in pairs) <= 0.6


def distance(spot: tuple[float, float], one: tuple[float, float], other: tuple[float, float]) -> float:
    """How far a point is from the nearest of many places on the line between two others."""
    steps = [place / 2000 for place in range(2001)]
    places = [(one[0] + (other[0] - one[0]) * step, one[1] + (other[1] - one[1]) * step) for step in steps]
    return min(float(((x - spot[0]) ** 2 + (y - spot[1]) ** 2) ** 0.5) for x, y in places)


def test_a_page_loses_its_indentation_and_no_words() -> None:
    assert lean_page("<p>\n    Eén\n\n  twee</p>") == "<p>\nEén\ntwee</p>"
