"""Charts are sound SVG, say their conclusion in Dutch, and keep every label in the frame and apart from the others."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.edition import Edition
from tracker.editions.charts import of_edition
from tracker.editions.drawing import (
    NARROW,
    WIDE,
    Caption,
    Line,
    bars,
    panels,
    progress,
    road,
    sentence,
    text_width,
    wrap,
)
from tracker.model import Activity, Figure, State, Unit

SVG = "{http://www.w3.org/2000/svg}"
TODAY = date(2026, 11, 1)
NAMES = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=60)
ROWS = st.lists(st.tuples(NAMES, st.integers(0, 100_000)), min_size=1, max_size=40)

CHANCE = Figure(
    code="kans_gekregen",
    name="kans gekregen",
    definition="",
    version=1,
    value=102,
    numerator=102,
    target=250,
    target_date=date(2035, 12, 31),
    milestone=110,
    milestone_date=date(2026, 12, 31),
)
OWN_GOAL = replace(
    CHANCE,
    code="eigen_doel_bereikt",
    name="eigen doel bereikt",
    unit=Unit.SHARE,
    value=0.25,
    numerator=45,
    denominator=180,
    unknown=18,
    low=0.25,
    high=0.35,
    target=0.6,
    target_unit=Unit.SHARE,
    milestone=0.3,
)
EDITION = Edition(
    audience="programmateam",
    state=State(
        as_of=TODAY,
        known_at=datetime(2026, 11, 1, 12, tzinfo=UTC),
        where={Activity.CLOSED: 28, Activity.PAID_WORK: 38, Activity.SEARCHING: 1041},
        figures=(OWN_GOAL, CHANCE, replace(CHANCE, code="betaald_werk", name="betaald werk", numerator=51, target=200)),
    ),
    quarters=((date(2026, 6, 30), {Activity.PAID_WORK: 30}), (TODAY, {Activity.PAID_WORK: 38, Activity.CLOSED: 4})),
)


def caption(width: int = WIDE) -> Caption:
    return Caption("proef", "Een titel", "Een beschrijving.", width)


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def boxes(svg: str) -> list[tuple[str, float, float, float, float]]:
    """Each label with its left, top, right and bottom, as wide as the widest of common fonts makes it."""
    found = []
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        size, x, y = (float(text.attrib[name]) for name in ("font-size", "x", "y"))
        wide = text_width(text.text or "", size, bold="font-weight" in text.attrib)
        left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        found.append((text.text or "", left, y - size * 0.8, left + wide, y + size * 0.2))
    return found


def assert_sound(svg: str) -> None:
    """Well formed, named, described, and every label inside the frame and apart from the others."""
    root = ET.fromstring(svg)
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"] == title.attrib["id"]
    assert not [element for element in root.iter() if "style" in element.attrib]
    _, _, width, height = (float(part) for part in root.attrib["viewBox"].split())
    placed = boxes(svg)
    for words, left, top, right, bottom in placed:
        assert -1 <= left <= right <= width + 1, words
        assert -1 <= top <= bottom <= height + 1, words
    for place, (one, left, top, right, bottom) in enumerate(placed):
        for other, other_left, other_top, other_right, other_bottom in placed[place + 1 :]:
            apart = right <= other_left or other_right <= left or bottom <= other_top or other_bottom <= top
            assert apart, f"{one} | {other}"


def test_an_edition_gets_every_chart_for_laptop_and_for_phone() -> None:
    charts = of_edition(EDITION)
    wide = {"where_now", "where_over_time", "road"}
    bars_of = {"progress_kans_gekregen", "progress_eigen_doel_bereikt", "progress_betaald_werk"}
    assert set(charts) == wide | {f"{name}_narrow" for name in wide} | bars_of
    for svg in charts.values():
        assert_sound(svg)


def test_equal_editions_give_equal_bytes() -> None:
    turned = replace(EDITION, state=replace(EDITION.state, where=dict(reversed(list(EDITION.state.where.items())))))
    assert of_edition(EDITION) == of_edition(turned)


def test_no_two_charts_of_an_edition_share_an_id() -> None:
    elements = [element for svg in of_edition(EDITION).values() for element in ET.fromstring(svg).iter()]
    ids = [element.attrib["id"] for element in elements if "id" in element.attrib]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("chart", "title"),
    [
        ("where_now", "De grootste groep: zoekt, 1.041 van de 1.107 deelnemers"),
        ("where_over_time", "Van 30 juni 2026 tot 1 november 2026: betaald werk van 30 naar 38"),
        ("road", "Kans gekregen staat op 102, het doel is 250 op 31 december 2035"),
        ("progress_kans_gekregen", "Kans gekregen: nu 102, doel 250"),
        ("progress_eigen_doel_bereikt", "Eigen doel bereikt: nu 25%, doel 60%"),
    ],
)
def test_a_title_states_the_conclusion(chart: str, title: str) -> None:
    assert ET.fromstring(of_edition(EDITION)[chart]).findtext(f"{SVG}title") == title


def test_a_description_gives_the_numbers_in_words() -> None:
    desc = ET.fromstring(of_edition(EDITION)["where_now"]).findtext(f"{SVG}desc")
    assert desc == "Betaald werk 38, zoekt 1.041 en afgesloten 28."


@pytest.mark.parametrize(
    ("edition", "chart", "words"),
    [
        (replace(EDITION, state=replace(EDITION.state, where={})), "where_now", "Er zijn nog geen deelnemers."),
        (replace(EDITION, quarters=EDITION.quarters[:1]), "where_over_time", "Er is nog geen eerder kwartaal."),
        (replace(EDITION, quarters=()), "where_over_time", "Er is nog geen eerder kwartaal."),
        (replace(EDITION, state=replace(EDITION.state, figures=())), "road", "Er staat nog geen doel met een datum"),
    ],
)
def test_without_data_there_is_a_friendly_sentence(edition: Edition, chart: str, words: str) -> None:
    for name in (chart, f"{chart}_narrow"):
        svg = of_edition(edition)[name]
        assert " ".join(texts(svg)).startswith(words)
        assert_sound(svg)


def test_every_form_has_a_sentence_for_no_data() -> None:
    for svg in (bars(caption(), []), panels(caption(), [], []), road(caption(), [])):
        assert texts(svg) == ["Er zijn nog geen cijfers."]


def test_a_bar_is_as_long_as_its_number() -> None:
    root = ET.fromstring(bars(caption(), [("veel", 400), ("half zoveel", 200), ("niets", 0)]))
    widths = [float(rect.attrib["width"]) for rect in root.iter(f"{SVG}rect")]
    assert widths[1] == pytest.approx(widths[0] / 2, abs=0.1)
    assert widths[2] <= 2


def test_names_are_escaped_and_signs_without_a_place_in_xml_are_left_out() -> None:
    svg = bars(Caption("proef", "A & B", '<b>"', WIDE), [("<script>\x00&\x0b", 1)])
    assert texts(svg)[0] == "<script>&"
    assert ET.fromstring(svg).findtext(f"{SVG}title") == "A & B"


@settings(max_examples=40, deadline=None)
@given(rows=ROWS, width=st.sampled_from([WIDE, NARROW]))
def test_bars_stay_sound_with_forty_names_of_any_kind(rows: list[tuple[str, int]], width: int) -> None:
    svg = bars(caption(width), rows)
    assert_sound(svg)
    shown = [float(rect.attrib["width"]) for rect in ET.fromstring(svg).iter(f"{SVG}rect")]
    assert len(shown) == len(rows)


@settings(max_examples=30, deadline=None)
@given(rows=ROWS, width=st.sampled_from([WIDE, NARROW]))
def test_panels_stay_sound_with_forty_names_of_any_kind(rows: list[tuple[str, int]], width: int) -> None:
    days = [date(2025, 12, 31), date(2026, 3, 31), TODAY]
    assert_sound(panels(caption(width), days, [(name, [count, 0, count // 2]) for name, count in rows]))


@settings(max_examples=30, deadline=None)
@given(
    spots=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(1, 4000)), min_size=1, max_size=4),
    width=st.sampled_from([WIDE, NARROW]),
)
def test_a_road_stays_sound_however_its_lines_lie(spots: list[tuple[int, int, int]], width: int) -> None:
    lines = [
        Line(f"doel {now}", ((TODAY, now),), ((date.fromordinal(TODAY.toordinal() + days), goal),))
        for now, goal, days in spots
    ]
    assert_sound(road(caption(width), lines))


def test_a_road_with_history_and_a_fan_draws_both_and_reaches_to_the_highest_value() -> None:
    line = Line(
        "betaald werk",
        ((date(2026, 3, 31), 30.0), (TODAY, 51.0)),
        targets=((date(2035, 12, 31), 200.0),),
        band=((date(2027, 12, 31), 60.0, 90.0), (date(2035, 12, 31), 130.0, 260.0)),
    )
    svg = road(caption(), [line])
    root = ET.fromstring(svg)
    fan = next(area for area in root.iter(f"{SVG}polygon") if "chart-area" in area.attrib["class"])
    assert len(fan.attrib["points"].split()) == 4
    assert "300" in texts(svg)
    assert "nu 51" in texts(svg)
    assert "betaald werk: 200 op 31-12-2035" in texts(svg)
    assert_sound(svg)


def test_a_target_that_counts_people_is_held_against_people_also_when_the_figure_is_a_share() -> None:
    figure = replace(OWN_GOAL, target=90, target_unit=Unit.COUNT, milestone=60)
    svg = of_edition(replace(EDITION, state=replace(EDITION.state, figures=(figure,))))["progress_eigen_doel_bereikt"]
    widths = [float(rect.attrib["width"]) for rect in ET.fromstring(svg).iter(f"{SVG}rect")]
    assert widths[2] == pytest.approx(widths[0] * 45 / 90, abs=0.1)
    assert widths[1] == pytest.approx(widths[0] * 63 / 90, abs=0.1)
    assert texts(svg) == ["90", "60"]


def test_a_progress_bar_beyond_its_target_is_full_and_its_mark_lies_inside() -> None:
    figure = replace(CHANCE, value=300, numerator=300)
    svg = of_edition(replace(EDITION, state=replace(EDITION.state, figures=(figure,))))["progress_kans_gekregen"]
    widths = [float(rect.attrib["width"]) for rect in ET.fromstring(svg).iter(f"{SVG}rect")]
    assert widths[0] == widths[2]
    assert_sound(svg)


@pytest.mark.parametrize("share", [0.0, 0.02, 0.5, 0.97, 1.0])
def test_the_marks_of_a_progress_bar_never_write_over_each_other(share: float) -> None:
    assert_sound(progress(caption(NARROW), 0.3, 0.4, [(share, "12.345"), (1.0, "100.000")]))


def test_a_long_sentence_is_set_on_lines() -> None:
    assert_sound(sentence(caption(NARROW), "Dit is een lange zin die op een telefoon niet op één regel past. " * 3))


@given(words=NAMES, width=st.integers(60, 400))
def test_wrapped_lines_fit_and_lose_no_sign(words: str, width: int) -> None:
    lines = wrap(words, width, 15)
    assert all(text_width(line, 15) <= width for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == "".join(words.split()).replace("-", "")
