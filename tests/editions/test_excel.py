"""The workbook for a meeting, read back and compared with the edition it was made from."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tracker import wording
from tracker.edition import Edition
from tracker.editions.excel import audience_word, write_workbook
from tracker.editions.excel_looks import ACTIVITY_COLOURS
from tracker.editions.shown import headline_words, standing
from tracker.errors import FileError
from tracker.model import Activity, Figure, State, Unit

# The reader that we compare with does not know the newer kind of data bar, and says so each time.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

AS_OF = date(2026, 11, 1)
KNOWN_AT = datetime(2026, 11, 1, 11, tzinfo=UTC)
FINAL = date(2035, 8, 1)
PART: dict[str, Any] = {"target_unit": Unit.SHARE, "target_date": FINAL}
SHEETS = ("Voorblad", "Cijfers", "Waar nu", "Uitleg")


def count(code: str, reached: int | None, **more: object) -> Figure:
    """A figure that counts."""
    plain = Figure(
        code=code,
        name=code.replace("_", " "),
        definition=f"Hoeveel: {code}.",
        version=1,
        value=reached,
        numerator=reached,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def share(code: str, yes: int | None, base: int, unknown: int = 0, **more: object) -> Figure:
    """A figure that is a part of a base."""
    low, high = (yes / base, (yes + unknown) / base) if yes is not None and base else (None, None)
    return count(code, yes, value=low, unit=Unit.SHARE, denominator=base, unknown=unknown, low=low, high=high, **more)


FIGURES = (
    count("deelnemers", 1178),
    count("kans_gekregen", 102, target=250, target_date=FINAL, milestone=110, milestone_date=date(2026, 12, 31)),
    share("eigen_doel_bereikt", 48, 117, unknown=9, target=0.6, **PART),
    count("betaald_werk", 51, target=150, target_date=FINAL),
    share("werk_6m_aaneen", 9, 17, unknown=2, target=0.5, **PART, version=3),
    share("werk_12m_aaneen", None, 7, unknown=7),
    count("doorlooptijd_werk", 51, unit=Unit.DAYS, value=212.0, denominator=130),
)
QUARTERS: tuple[tuple[date, Mapping[str, int]], ...] = (
    (date(2026, 6, 30), {Activity.PAID_WORK: 30, Activity.TRAINING: 20, Activity.CLOSED: 4}),
    (date(2026, 9, 30), {Activity.PAID_WORK: 35, Activity.STEP_UP: 6, Activity.CLOSED: 9}),
    (AS_OF, {Activity.PAID_WORK: 41, Activity.SEARCHING: 1200}),
)


def edition(*figures: Figure, quarters: tuple[tuple[date, Mapping[str, int]], ...] = QUARTERS) -> Edition:
    """An edition for the steering group."""
    where = quarters[-1][1] if quarters else {}
    state = State(as_of=AS_OF, known_at=KNOWN_AT, where=where, figures=figures)
    return Edition(audience="stuurgroep", state=state, quarters=quarters)


def written(made: Edition, folder: Path) -> Workbook:
    """The edition as a workbook, read back."""
    write_workbook(made, folder / "cijfers.xlsx")
    return load_workbook(folder / "cijfers.xlsx")


def parts(folder: Path) -> dict[str, str]:
    """The XML of the workbook by the name of its part."""
    with ZipFile(folder / "cijfers.xlsx") as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def rows(sheet: Worksheet, head: int) -> list[dict[str, Cell]]:
    """The rows under the row `head`, each by its headings."""
    names = [str(cell.value) for cell in sheet[head]]
    return [dict(zip(names, line, strict=True)) for line in sheet.iter_rows(min_row=head + 1)]  # type: ignore[arg-type]


def texts(sheet: Worksheet) -> list[str]:
    """All text on a sheet."""
    return [cell.value for line in sheet.iter_rows() for cell in line if isinstance(cell.value, str)]


# --- Every number ----------------------------------------------------------------------------------------------------


def test_every_count_share_target_and_date_is_the_one_of_the_edition(tmp_path: Path) -> None:
    made = edition(*FIGURES)
    table = rows(written(made, tmp_path)["Cijfers"], 3)

    assert [row["Cijfer"].value for row in table] == [figure.name for figure in FIGURES]
    for row, figure in zip(table, FIGURES, strict=True):
        counted = figure.value if figure.unit is Unit.DAYS else figure.numerator
        assert row["Aantal"].value == (counted if figure.value is not None else "onbekend")
        assert row["Van de"].value == (None if figure.unit is Unit.DAYS else figure.denominator)
        assert row["Onbekend"].value == figure.unknown
        assert row["Doel"].value == figure.target
        assert row["Mijlpaal"].value == figure.milestone
        assert row["In woorden"].value == wording.figure_value(figure)
        assert row["Wat het betekent"].value == figure.definition
        for heading, day in (("Doel op", figure.target_date), ("Mijlpaal op", figure.milestone_date)):
            assert row[heading].value == (day and datetime(day.year, day.month, day.day))


def test_a_share_with_unknown_people_is_shown_as_a_range_of_real_percentages(tmp_path: Path) -> None:
    row = rows(written(edition(*FIGURES), tmp_path)["Cijfers"], 3)[2]

    assert row["Deel, minstens"].value == pytest.approx(48 / 117)
    assert row["Deel, hoogstens"].value == pytest.approx(57 / 117)
    assert row["Deel, minstens"].number_format == row["Doel"].number_format == "0%"
    assert row["Op weg naar doel"].value == pytest.approx(48 / 117 / 0.6)


def test_about_fewer_than_25_people_there_is_no_percentage_to_see(tmp_path: Path) -> None:
    row = rows(written(edition(*FIGURES), tmp_path)["Cijfers"], 3)[4]

    assert (row["Aantal"].value, row["Van de"].value) == (9, 17)
    assert row["In woorden"].value == "9 tot 11 van de 17"
    assert [row[name].value for name in ("Deel, minstens", "Deel, hoogstens", "Op weg naar doel")] == [None] * 3


def test_dates_are_real_dates_written_the_dutch_way(tmp_path: Path) -> None:
    book = written(edition(*FIGURES), tmp_path)
    cells = [book["Voorblad"]["B4"], book["Cijfers"]["I5"], book["Waar nu"]["A24"]]

    assert [cell.value for cell in cells] == [datetime(2026, 11, 1), datetime(2035, 8, 1), datetime(2026, 6, 30)]
    assert {cell.number_format for cell in cells} == {"d-m-yyyy"}


def test_a_row_of_waar_nu_holds_the_counts_of_its_quarter_and_their_sum(tmp_path: Path) -> None:
    table = rows(written(edition(), tmp_path)["Waar nu"], 23)

    assert len(table) == len(QUARTERS)
    for row, (day, where) in zip(table, QUARTERS, strict=True):
        assert row["Datum"].value == datetime(day.year, day.month, day.day)
        assert [row[wording.capital(activity)].value for activity in Activity] == [where.get(a, 0) for a in Activity]
        assert row["Samen"].value == sum(where.values())


def test_people_counted_under_a_word_that_we_do_not_know_are_not_left_out(tmp_path: Path) -> None:
    made = edition(quarters=((AS_OF, {Activity.PAID_WORK: 3, "op reis": 2}),))
    (row,) = rows(written(made, tmp_path)["Waar nu"], 23)

    assert (row["Op reis"].value, row["Samen"].value) == (2, 5)


def test_the_explanation_gives_each_definition_with_its_version(tmp_path: Path) -> None:
    table = rows(written(edition(*FIGURES), tmp_path)["Uitleg"], 3)[: len(FIGURES)]

    found = [tuple(row[name].value for name in ("Cijfer", "Wat het betekent", "Code", "Versie")) for row in table]
    assert found == [(figure.name, figure.definition, figure.code, figure.version) for figure in FIGURES]


@pytest.mark.parametrize("code", ["kans_gekregen", "eigen_doel_bereikt", "betaald_werk", "deelnemers"])
def test_a_main_number_can_be_used_by_its_name(code: str, tmp_path: Path) -> None:
    book = written(edition(*FIGURES), tmp_path)
    sheet, cell = book.defined_names[code].attr_text.split("!")

    assert book[sheet][cell.replace("$", "")].value == next(f.numerator for f in FIGURES if f.code == code)


# --- The cover -------------------------------------------------------------------------------------------------------


def test_the_cover_says_for_whom_of_when_and_the_three_headlines(tmp_path: Path) -> None:
    cover = written(edition(*FIGURES), tmp_path)["Voorblad"]

    assert [cover["B3"].value, cover["B5"].value] == ["stuurgroep", "1 november 2026, 12.00 uur"]
    assert [cover.cell(row, 1).value for row in (8, 9, 10)] == [102, 48, 51]
    assert cover["B8"].value == "102 van de 250 mensen kregen een kans. Eind 2026 willen wij 110 bereiken."
    assert str(cover["B9"].value).endswith("Dat is 41% tot 49%. Op 1 augustus 2035 willen wij 60% bereiken.")
    assert [cover.cell(row, 3).value for row in (8, 10)] == [pytest.approx(102 / 250), pytest.approx(51 / 150)]


def test_a_milestone_that_was_reached_early_is_not_asked_for_again() -> None:
    figure = count("betaald_werk", 51, target=150, target_date=FINAL, milestone=50, milestone_date=date(2026, 12, 31))

    assert headline_words(figure).endswith("De mijlpaal 50 (eind 2026) is al bereikt.")


def test_only_a_stale_edition_warns_and_says_since_when(tmp_path: Path) -> None:
    fresh = edition(*FIGURES)
    stale = replace(fresh, stale_since=datetime(2026, 10, 31, 6, 30, tzinfo=UTC))

    assert "Let op" not in texts(written(fresh, tmp_path)["Voorblad"])
    warned = texts(written(stale, tmp_path)["Voorblad"])
    assert any("na 31 oktober 2026, 7.30 uur niet meer goed lezen" in text for text in warned)


@pytest.mark.parametrize(
    ("audience", "word"),
    [
        ("steering_group", "stuurgroep"),
        ("managers", "managersoverleg"),
        ("funder", "financier"),
        ("Gemeente Veldrand", "Gemeente Veldrand"),
    ],
)
def test_an_audience_is_named_in_dutch(audience: str, word: str) -> None:
    assert audience_word(audience) == word


# --- Where a figure stands -------------------------------------------------------------------------------------------

_SOON = {"target": 250, "target_date": FINAL, "milestone": 110, "milestone_date": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (count("deelnemers", 5), ""),
        (count("kans_gekregen", None, **_SOON), "Nog niet te zeggen"),
        (count("kans_gekregen", 102, **_SOON), "Nog 8 tot de mijlpaal"),
        (count("kans_gekregen", 110, **_SOON), "Mijlpaal bereikt. Nog 140 tot het doel."),
        (count("kans_gekregen", 250, **_SOON), "Doel bereikt"),
        (count("kans_gekregen", 9, target=10, target_date=AS_OF), "Nog 1 te gaan"),
        (count("kans_gekregen", 9, target=10, target_date=date(2026, 10, 31)), "De datum is voorbij. Nog 1 te gaan."),
        (share("partners_structureel", 4, 31, target=1, **PART), "Nog 27 te gaan"),
        (share("partners_structureel", 4, 31, target=12, target_date=FINAL), "Nog 8 te gaan"),
        (count("deelnemers", 5, target=0.5, **PART), "Nog niet te zeggen"),
        (share("werk_6m_aaneen", 3, 10, target=0.3, **PART), "Doel bereikt"),
        (share("eigen_doel_bereikt", 4, 10, unknown=2, target=0.6, **PART), "Misschien bereikt: 2 onbekend"),
        (share("tussentijds_gestopt", 11, 100, target=0.1, **PART), "Boven het doel"),
        (share("tussentijds_gestopt", 10, 100, target=0.1, **PART), "Binnen het doel"),
        (count("doorlooptijd_werk", 9, unit=Unit.DAYS, value=181.0, target=180, target_date=FINAL), "Boven het doel"),
    ],
)
def test_how_far_it_is_stands_in_a_few_words(figure: Figure, words: str) -> None:
    assert standing(figure, AS_OF) == words


# --- Editions at the edges -------------------------------------------------------------------------------------------


def test_an_edition_without_figures_or_people_says_so(tmp_path: Path) -> None:
    book = written(edition(quarters=()), tmp_path)

    assert book.sheetnames == ["Voorblad"]
    assert "Er zijn nog geen cijfers om te tonen." in texts(book["Voorblad"])
    assert not [name for name in parts(tmp_path) if "chart" in name]


def test_for_one_person_the_words_are_singular_and_the_axis_counts_whole_people(tmp_path: Path) -> None:
    made = edition(count("kans_gekregen", 1), quarters=((AS_OF, {Activity.TRAINING: 1}),))
    book = written(made, tmp_path)

    assert book["Voorblad"]["B8"].value == "1 mens kreeg een kans."
    assert '<c:majorUnit val="1"/>' in parts(tmp_path)["xl/charts/chart1.xml"]


def test_what_is_unknown_is_nowhere_a_zero(tmp_path: Path) -> None:
    codes = ("kans_gekregen", "betaald_werk")
    figures = [count(code, None, unknown=4, target=50, target_date=FINAL) for code in codes]
    book = written(edition(share("eigen_doel_bereikt", None, 30, unknown=30), *figures), tmp_path)

    for row in rows(book["Cijfers"], 3):
        assert [row[name].value for name in ("In woorden", "Aantal")] == ["onbekend", "onbekend"]
        assert row["Op weg naar doel"].value is None
    for line in (8, 9, 10):
        assert book["Voorblad"].cell(line, 1).value == "onbekend"
        assert not re.search(r"\d", str(book["Voorblad"].cell(line, 2).value))


def test_very_long_names_are_wrapped_in_rows_that_are_high_enough(tmp_path: Path) -> None:
    figure = count("kans_gekregen", 3, name="Een heel lange naam van een cijfer " * 6, definition="Uitleg. " * 900)
    book = written(edition(figure), tmp_path)

    assert book["Cijfers"]["A4"].alignment.wrap_text
    lines = len(figure.name) / (book["Cijfers"].column_dimensions["A"].width * 1.2)
    assert lines * 12 < (book["Cijfers"].row_dimensions[4].height or 0) <= 409
    assert book["Uitleg"]["B4"].value == figure.definition


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+31",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://voorbeeld.nl")',
        "mailto:x",
        "http://voorbeeld.nl",
        "0612",
        "</t><f>1</f>",
        "&R&Z",
    ],
)
def test_text_that_looks_like_a_formula_or_a_link_stays_text(text: str, tmp_path: Path) -> None:
    figure = count("kans_gekregen", 3, name=text, definition=text)
    made = replace(edition(figure, quarters=((AS_OF, {text: 2}),)), audience=text)
    book = written(made, tmp_path)

    found = [book["Voorblad"]["B3"], book["Cijfers"]["A4"], book["Cijfers"]["N4"], book["Uitleg"]["B4"]]
    assert [cell.value for cell in found] == [text] * 4
    assert {cell.data_type for cell in found} == {"s"}
    sheets = [part for name, part in parts(tmp_path).items() if name.startswith("xl/worksheets/sheet")]
    assert not re.search("<f>|<f |<hyperlink", "".join(sheets))


# --- The file --------------------------------------------------------------------------------------------------------


def test_the_same_edition_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "een.xlsx", tmp_path / "twee.xlsx"
    write_workbook(edition(*FIGURES), one)
    write_workbook(edition(*FIGURES), two)

    assert one.read_bytes() == two.read_bytes()


def test_the_document_is_dutch_and_dated_by_what_was_known(tmp_path: Path) -> None:
    properties = written(edition(*FIGURES), tmp_path).properties

    assert properties.title == "Stukken voor de stuurgroep, 1 november 2026"
    assert properties.language == "nl-NL"
    assert properties.created == properties.modified == datetime(2026, 11, 1, 11)
    assert '"en-US"' not in "".join(parts(tmp_path).values())


def test_nothing_in_the_file_runs_or_reaches_outside(tmp_path: Path) -> None:
    written(edition(*FIGURES), tmp_path)
    inside = parts(tmp_path)

    assert not [name for name in inside if "vba" in name or "externalLink" in name]
    assert 'TargetMode="External"' not in "".join(inside.values())


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_broad_sheet_prints_on_landscape_a4_one_page_wide(sheet: str, tmp_path: Path) -> None:
    page = written(edition(*FIGURES), tmp_path)[sheet]

    assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", "9")
    assert page.sheet_properties.pageSetUpPr is not None
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.page_setup.fitToWidth in (None, 1)
    assert page.print_area
    assert page.oddFooter is not None
    assert "peildatum 1-11-2026" in str(page.oddFooter.left.text)
    assert page.oddFooter.right.text == f"{sheet}, pagina &P van &N"


@pytest.mark.parametrize(("sheet", "head"), [("Cijfers", 3), ("Waar nu", 23), ("Uitleg", 3)])
def test_the_head_of_a_table_is_repeated_on_every_page(sheet: str, head: int, tmp_path: Path) -> None:
    assert written(edition(*FIGURES), tmp_path)[sheet].print_title_rows == f"${head}:${head}"


def test_the_figures_can_be_filtered_under_a_head_that_stays(tmp_path: Path) -> None:
    sheet = written(edition(*FIGURES), tmp_path)["Cijfers"]

    assert sheet.freeze_panes == "B4"
    assert sheet.auto_filter.ref == f"A3:N{3 + len(FIGURES)}"


def test_the_bars_run_from_nothing_to_the_whole_target(tmp_path: Path) -> None:
    sheet = written(edition(*FIGURES), tmp_path)["Cijfers"]
    ((area, rules),) = [(found.sqref, found.rules) for found in sheet.conditional_formatting]

    assert str(area) == f"J4:J{3 + len(FIGURES)}"
    assert [(mark.type, mark.val) for mark in rules[0].dataBar.cfvo] == [("num", 0), ("num", 1)]


# --- The chart -------------------------------------------------------------------------------------------------------


def test_the_chart_says_in_words_what_it_shows(tmp_path: Path) -> None:
    written(edition(), tmp_path)
    drawing = ElementTree.fromstring(parts(tmp_path)["xl/drawings/drawing1.xml"])
    (words,) = [element.get("descr") for element in drawing.iter() if element.tag.endswith("cNvPr")]

    assert words is not None
    assert "Op 30 juni 2026: 30 betaald werk, 20 opleiding en 4 afgesloten." in words
    assert "Op 1 november 2026: 41 betaald werk en 1.200 zoekt." in words


def test_the_chart_stacks_every_activity_that_anyone_had_and_names_its_axes(tmp_path: Path) -> None:
    written(edition(), tmp_path)
    chart = parts(tmp_path)["xl/charts/chart1.xml"]

    assert '<c:grouping val="stacked"/>' in chart
    assert re.findall("<a:t>(.*?)</a:t>", chart) == ["Datum", "Aantal deelnemers"]
    names = re.findall(r"<c:tx><c:strRef><c:f>'Waar nu'!\$([A-Z])\$23</c:f>", chart)
    assert names == ["B", "C", "D", "G", "J"]
    values = re.findall(r"<c:val><c:numRef><c:f>'Waar nu'!\$([A-Z])\$24:\$[A-Z]\$26</c:f>", chart)
    assert values == names


@pytest.mark.parametrize("activity", Activity)
def test_every_activity_has_a_colour_of_its_own_that_stands_out_on_paper(activity: Activity) -> None:
    colour = ACTIVITY_COLOURS[activity]
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]

    assert 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05) >= 3
    assert list(ACTIVITY_COLOURS.values()).count(colour) == 1


# --- When it cannot be written ---------------------------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_told_in_dutch(tmp_path: Path) -> None:
    with pytest.raises(FileError) as told:
        write_workbook(edition(), tmp_path / "weg" / "cijfers.xlsx")

    assert told.value.what.endswith("kan niet worden geschreven.")
    assert told.value.advice.startswith("Kijk of de map bestaat")


def test_what_cannot_take_the_place_of_the_target_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "cijfers.xlsx"
    target.mkdir()

    with pytest.raises(FileError):
        write_workbook(edition(), target)
    assert list(tmp_path.iterdir()) == [target]


def test_a_workbook_that_stands_there_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "cijfers.xlsx"
    target.write_text("oud")
    write_workbook(edition(*FIGURES), target)

    assert load_workbook(target).sheetnames == list(SHEETS)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_libreoffice_opens_it_and_prints_a_page_a_sheet(tmp_path: Path) -> None:
    write_workbook(edition(*FIGURES), tmp_path / "cijfers.xlsx")
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "cijfers.xlsx"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    complaints = [line for line in done.stderr.splitlines() if line and "javaldx" not in line]
    assert (done.returncode, complaints) == (0, [])
    pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / "cijfers.pdf").read_bytes())
    assert len(pages) == len(SHEETS)
