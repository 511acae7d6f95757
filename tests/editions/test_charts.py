"""Charts are sound SVG, say their conclusion in Dutch, and keep every label in the frame and apart from the others."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.editions.builders import ALL, RICH
from tracker.edition import Edition
from tracker.editions.charts import of_edition
from tracker.editions.drawing import SHADES, bars, filled_bars, panels, progress, sentence, shares
from tracker.editions.ink import NARROW, WIDE, Caption, text_width, wrap
from tracker.editions.roads import Line, road, roads
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


# --- Roads, places and partners --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_the_charts_of_every_edition_are_sound(name: str) -> None:
    charts = of_edition(ALL[name])
    for svg in charts.values():
        assert_sound(svg)
    ids = [element.get("id") for svg in charts.values() for element in ET.fromstring(svg).iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_an_edition_with_everything_gets_a_chart_of_everything() -> None:
    more = {"roads", "road_kans_gekregen", "road_partners_structureel", "places", "places_over_time", "domains"}
    assert more <= set(of_edition(RICH))
    assert {f"{name}_narrow" for name in more} <= set(of_edition(RICH))


def test_a_road_of_an_edition_has_its_history_its_forecast_its_targets_and_the_phases() -> None:
    svg = of_edition(RICH)["road_kans_gekregen"]
    root = ET.fromstring(svg)
    lines = [one for one in root.iter(f"{SVG}polyline") if one.attrib["stroke-width"] == "2.5"]
    history = next(one for one in lines if "stroke-dasharray" not in one.attrib)
    assert len(history.attrib["points"].split()) == len(RICH.outlook.roads[0].past)
    fan = next(one for one in root.iter(f"{SVG}polygon") if "chart-area" in one.attrib["class"])
    assert len(fan.attrib["points"].split()) == 2 * (len(RICH.outlook.roads[0].ahead) + 1)
    said = set(texts(svg))
    assert {"nu 102", "110", "doel: 250 op 31-12-2035", "Fase 2", "in 8 van de 10 gevallen"} <= set(said)


def test_a_phase_before_the_history_is_not_marked() -> None:
    assert not any("Fase 1" in one for one in texts(of_edition(RICH)["road_kans_gekregen"]))


def test_a_share_of_few_partners_is_told_in_partners() -> None:
    said = texts(of_edition(RICH)["road_partners_structureel"])
    assert "nu 3 tot 4 van de 18" in said
    assert "doel: 100% op 31-12-2035" in said


def test_the_roads_beside_each_other_give_the_ends_of_their_fans() -> None:
    said = texts(of_edition(RICH)["roads"])
    assert {"Kans gekregen", "doel 250", "nu 102", "231", "176", "94%", "50%"} <= set(said)


def test_a_road_that_nobody_can_foretell_has_no_fan() -> None:
    plain = replace(RICH.outlook.roads[0], ahead=(), outcome=None)
    svg = of_edition(replace(RICH, outlook=replace(RICH.outlook, roads=(plain,))))["road_kans_gekregen"]
    assert not [one for one in ET.fromstring(svg).iter(f"{SVG}polygon") if "chart-area" in one.attrib["class"]]
    assert "in 8 van de 10 gevallen" not in texts(svg)


def test_the_headline_road_of_the_page_has_the_same_history_and_forecast() -> None:
    root = ET.fromstring(of_edition(RICH)["road"])
    assert len([one for one in root.iter(f"{SVG}polygon") if "chart-area" in one.attrib["class"]]) == 2


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_roads_without_any_length_say_so(width: int) -> None:
    assert texts(roads(caption(width), [Line("doel", ((TODAY, 3.0),))])) == ["Er zijn nog geen cijfers."]


@settings(max_examples=40, deadline=None)
@given(
    ends=st.lists(st.tuples(st.integers(0, 900_000), st.integers(0, 900_000), NAMES), min_size=1, max_size=5),
    width=st.sampled_from([WIDE, NARROW]),
    sign=st.sampled_from(["", "%"]),
)
def test_roads_stay_sound_however_their_fans_open(ends: list[tuple[int, int, str]], width: int, sign: str) -> None:
    last = date(2035, 12, 31)
    lines = [
        Line(
            name,
            ((date(2025, 1, 1), 0.0), (TODAY, float(low))),
            ((last, float(high)),),
            band=((TODAY, low, low), (last, min(low, high), max(low, high))),
            middle=((TODAY, low), (last, (low + high) / 2)),
            sign=sign,
        )
        for low, high, name in ends
    ]
    assert_sound(roads(caption(width), lines))
    assert_sound(road(caption(width), lines[:3], ((date(2026, 1, 1), "Fase 2"), (date(2026, 1, 9), "Fase 3"))))


def test_a_bar_of_places_is_filled_as_far_as_they_are_taken() -> None:
    svg = filled_bars(caption(), [("stage", 10, 40), ("werkervaringsplek", 20, 20)])
    widths = [float(one.attrib["width"]) for one in ET.fromstring(svg).iter(f"{SVG}rect")]
    assert widths[1] == pytest.approx(widths[0] / 4, abs=0.1)
    assert widths[2] == widths[3] == pytest.approx(widths[0] / 2, abs=0.1)
    assert texts(svg) == ["stage", "10 van de 40 bezet", "werkervaringsplek", "20 van de 20 bezet"]


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(NAMES, st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=8))
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_bars_of_places_stay_sound(rows: list[tuple[str, int, int]], width: int) -> None:
    assert_sound(filled_bars(caption(width), rows))


LEVELS = ("structureel", "proef", "verkenning", "nog niet", "onbekend")


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(st.tuples(NAMES, st.tuples(*[st.integers(0, 900)] * 5)), min_size=1, max_size=6))
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_shares_stay_sound_and_fill_their_bar(rows: list[tuple[str, tuple[int, ...]]], width: int) -> None:
    svg = shares(caption(width), LEVELS, rows)
    assert_sound(svg)
    heights = [one for one in ET.fromstring(svg).iter(f"{SVG}rect") if one.get("height") == "24"]
    filled = sum(float(one.attrib["width"]) for one in heights)
    assert filled == pytest.approx(sum(any(counts) for _, counts in rows) * (width - 1), abs=2)


def test_the_domains_tell_how_many_partners_are_how_far() -> None:
    root = ET.fromstring(of_edition(RICH)["domains"])
    assert root.findtext(f"{SVG}title") == "De meeste partners werken structureel in cliëntcontact: 2"
    said = root.findtext(f"{SVG}desc") or ""
    assert said.startswith("Cliëntcontact: 2 structureel, 2 proef, 2 verkenning, 2 nog niet en 2 onbekend.")


def test_words_on_the_shades_can_be_read() -> None:
    for shade in SHADES:
        assert contrast(shade, "#fffdfa" if shade == SHADES[0] else "#2b2320") >= 4.5


def contrast(one: str, other: str) -> float:
    """How far two colours are apart (WCAG 2.2, contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
