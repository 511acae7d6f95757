"""The slides, read back: eight for a steering group, native, readable from afar, and always the same."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.util import Emu, Pt

from tests.editions.builders import ALL, CROWDED, EMPTY, NAMES, RICH
from tracker.choices import STEP_KINDS
from tracker.edition import Edition
from tracker.editions import story
from tracker.editions.slides import slides
from tracker.editions.slides_charts import least_with_room
from tracker.editions.slides_house import lines_of
from tracker.model import Activity, Domain, Level
from tracker.protection.audience import seen_by
from tracker.wording import capital, number


def read(edition: Edition, *, concept: bool = False) -> Any:
    """The slides of an edition, read back."""
    return Presentation(BytesIO(slides(edition, concept=concept)))


def texts(slide: Any) -> list[str]:
    """Every text on a slide, those of its tables too."""
    found = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def chart_on(slide: Any) -> Any:
    """The chart of a slide."""
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def numbers_of(chart: Any) -> dict[str, list[float | None]]:
    """For each series of a chart its numbers."""
    return {series.name: list(series.values) for plot in chart.plots for series in plot.series}


@pytest.fixture(scope="module")
def rich() -> list[Any]:
    """The slides of an edition with something of everything."""
    return list(read(RICH).slides)


# --- What they say ---------------------------------------------------------------------------------------------------


def test_a_steering_group_gets_eight_slides_each_with_a_title_of_its_own(rich: list[Any]) -> None:
    titles = [slide.shapes.title.text for slide in rich]

    assert len(titles) == len(set(titles)) == 8
    assert titles[0] == "Stukken voor de stuurgroep"
    assert titles[-1] == "Wat wij u vragen"


def test_every_slide_has_in_its_notes_the_sentence_to_say(rich: list[Any]) -> None:
    for slide in rich:
        said = slide.notes_slide.notes_text_frame.text
        assert len(said) > 30 and said.endswith((".", "?"))


def test_the_headlines_are_those_of_the_edition(rich: list[Any]) -> None:
    said = "\n".join(texts(rich[1]))

    for expected in ("102", "48", "51", "102 van de 250 mensen kregen een kans.", "9 meer dan op 1 augustus 2026."):
        assert expected in said


def test_the_road_is_a_chart_of_its_own_numbers_that_can_be_edited(rich: list[Any]) -> None:
    chart, road = chart_on(rich[2]), RICH.outlook.roads[0]
    numbers = numbers_of(chart)
    last = [
        values[-1]
        for values in (numbers["Minstens"], numbers["In 8 van de 10 gevallen"], numbers["Als het zo doorgaat"])
    ]

    assert road.outcome is not None
    assert last == [
        pytest.approx(v) for v in (road.outcome.low80, road.outcome.high80 - road.outcome.low80, road.outcome.median)
    ]
    assert numbers["Mijlpaal en doel"][-1] == road.target
    assert [value for value in numbers["Tot nu toe"] if value is not None][-1] == road.now
    assert len(list(chart.plots)) == 2
    assert chart.part.chart_workbook.xlsx_part is not None


def test_the_changes_are_in_three_columns_that_add_up(rich: list[Any]) -> None:
    table = next(shape.table for shape in rich[3].shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for row in table.rows][1:]

    def value(text: str) -> int:
        return int(text.replace("−", "-").replace("+", ""))

    assert rows[0][:3] == ["Kans gekregen", "93", "102"]
    for row in rows:
        assert value(row[2]) - value(row[1]) == sum(value(cell) for cell in row[3:])


def test_the_columns_hold_where_people_were(rich: list[Any]) -> None:
    numbers = numbers_of(chart_on(rich[4]))

    for activity in Activity:
        assert numbers[capital(activity)] == [where[activity] for _, where in RICH.quarters]


def test_the_bars_hold_how_far_partners_are(rich: list[Any]) -> None:
    numbers = numbers_of(chart_on(rich[5]))
    far = [sum(one.levels.get(domain) == Level.STRUCTURAL for one in RICH.partners) for domain in Domain]

    assert numbers["Structureel"] == far
    assert "Past niet" not in numbers


def test_the_bars_hold_the_places_and_what_is_lacking_is_said(rich: list[Any]) -> None:
    numbers = numbers_of(chart_on(rich[6]))

    assert sum(v or 0 for v in numbers["Bezet"]) == sum(one.filled for one in RICH.places.now)
    assert sum(v or 0 for v in numbers["Vrij"]) == sum(one.free for one in RICH.places.now)
    assert any("23 voor betaald werk" in text for text in texts(rich[6]))


def test_the_decision_and_what_is_not_done_come_last(rich: list[Any]) -> None:
    said = "\n".join(texts(rich[7]))

    assert RICH.meeting is not None and RICH.meeting.decision is not None
    assert RICH.meeting.decision in said
    assert said.index("actieplan") < said.index("folder voor werkgevers")


def test_what_was_typed_on_lines_of_its_own_goes_on_as_one_line() -> None:
    assert RICH.meeting is not None
    meeting = replace(RICH.meeting, decision="Stemt u hiermee in?\nWij beginnen\tdan in maart.")
    said = "\n".join(text for slide in read(replace(RICH, meeting=meeting)).slides for text in texts(slide))

    assert "Stemt u hiermee in? Wij beginnen dan in maart." in said


# --- Audiences and edges ---------------------------------------------------------------------------------------------


def test_a_programme_that_has_not_begun_has_one_slide_that_says_so() -> None:
    (only,) = read(EMPTY).slides

    assert any("Er zijn nog geen cijfers om te tonen." in text for text in texts(only))


def test_a_partner_sees_its_own_numbers_and_not_those_of_another() -> None:
    mine, other = RICH.partners[0], RICH.partners[1]
    placed = (
        replace(mine, placements={STEP_KINDS.options[1].code: 9041}),
        replace(other, placements={STEP_KINDS.options[1].code: 7043}, registered=7047),
    )
    made = read(seen_by(replace(RICH, partners=(*placed, *RICH.partners[2:])), "partner", NAMES[0]))
    said = "\n".join(text for slide in made.slides for text in texts(slide))

    assert number(9041) in said
    assert number(7043) not in said and number(7047) not in said


def test_a_funder_sees_every_figure_of_its_grant() -> None:
    grant = RICH.grants[1]
    made = list(read(seen_by(RICH, "financier", grant.name)).slides)
    said = "\n".join(text for slide in made for text in texts(slide))

    assert all(one.name in said for one in (*grant.figures, *grant.esf))
    assert RICH.grants[0].name not in said


def test_the_ministry_sees_the_rules() -> None:
    said = "\n".join(text for slide in read(seen_by(RICH, "knelpunten")).slides for text in texts(slide))

    assert all(capital(one.rule) in said for one in RICH.rules)


def test_a_concept_says_so_on_every_slide() -> None:
    assert all(any("concept" in text for text in texts(slide)) for slide in read(RICH, concept=True).slides)
    assert not any("concept" in text for slide in read(RICH).slides for text in texts(slide))


def test_what_others_may_not_see_of_opinions_is_not_told_as_a_change() -> None:
    assert RICH.changes is not None
    opinion = replace(
        RICH.changes.shifts[0], code="tevreden", name="Tevreden over werk of leerplek", before=13, after=17
    )
    made = replace(RICH, changes=replace(RICH.changes, shifts=(opinion, *RICH.changes.shifts)))

    assert slides(made) == slides(RICH)


# --- The file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_made_twice_it_is_the_same_file(name: str) -> None:
    assert slides(ALL[name]) == slides(ALL[name])


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_smaller_than_18_points(name: str) -> None:
    package = ZipFile(BytesIO(slides(ALL[name])))
    seen = [part for part in package.namelist() if re.match("ppt/(slides|charts)/[a-z]+[0-9]+.xml", part)]
    sizes = [int(size) for part in seen for size in re.findall(r'sz="(\d+)"', package.read(part).decode())]

    assert sizes
    assert min(sizes) >= 1800


@pytest.mark.parametrize("name", ALL)
def test_nothing_falls_off_a_slide_of_16_by_9(name: str) -> None:
    deck = read(ALL[name])

    assert round(deck.slide_width / deck.slide_height, 2) == 1.78
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


@pytest.mark.parametrize("name", ALL)
def test_every_text_fits_its_box(name: str) -> None:
    for slide in read(ALL[name]).slides:
        for shape in slide.shapes:
            if not shape.has_text_frame or shape.is_placeholder:
                continue
            wide, tall = Emu(shape.width).inches, 0.0
            for paragraph in shape.text_frame.paragraphs:
                size = paragraph.runs[0].font.size or Pt(18)
                tall += lines_of(paragraph.text, int(size.pt), wide) * size.pt * 1.2 / 72
                tall += (paragraph.space_after or Pt(0)).pt / 72
            assert tall <= Emu(shape.height).inches + 0.15, shape.text_frame.text[:60]


@pytest.mark.parametrize("name", ALL)
def test_every_part_that_is_no_text_says_what_it_shows(name: str) -> None:
    for slide in read(ALL[name]).slides:
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert len(shape._element.nvGraphicFramePr.cNvPr.get("descr", "")) > 20


def test_the_deck_is_dutch_titled_and_dated_by_what_was_known() -> None:
    deck = read(CROWDED)
    about = deck.core_properties

    assert (about.title, about.language) == ("Stukken voor de stuurgroep, 1 november 2026", "nl-NL")
    assert about.created == about.modified == RICH.state.known_at.replace(tzinfo=None)
    runs = [run for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]  # fmt: skip
    assert runs and all(run._r.rPr.get("lang") == "nl-NL" for run in runs)


def test_nothing_in_it_reaches_outside_or_runs() -> None:
    package = ZipFile(BytesIO(slides(RICH)))

    assert not [part for part in package.namelist() if "vba" in part.lower() or "thumbnail" in part]
    assert not any(b'TargetMode="External"' in package.read(part) for part in package.namelist())


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("kort", 1), ("woord " * 30, 3), ("x" * 200, 3)],
)
def test_lines_are_counted_on_the_safe_side(text: str, lines: int) -> None:
    assert lines_of(text, 18, 10) == lines


def test_the_changes_say_how_many_more_there_are() -> None:
    left = len(story.moved(RICH)) - 4

    assert any(f"En nog {left} andere aantallen" in text for text in texts(list(read(RICH).slides)[3]))


@pytest.mark.parametrize(
    ("longest", "least"),
    [(0, 1), (1, 1), (39, 1), (142, 3), (1_999, 102), (18_234, 1_550), (10**9, 187_000_000)],
)
def test_a_part_of_a_bar_has_a_label_when_it_is_wide_enough_for_one(longest: int, least: int) -> None:
    assert least_with_room(longest) == least
