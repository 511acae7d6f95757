"""What each audience finds in its own workbook, and the file itself: names, charts, paper, and other programs."""

import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook

from tests.editions.builders import ALL, CROWDED, EMPTY, NAMES, RICH, TABLES, count_of
from tests.editions.workbooks import read, table
from tracker.choices import STEP_KINDS
from tracker.edition import Cell
from tracker.editions.excel import workbook
from tracker.protection.audience import seen_by

# The reader that we compare with does not know the newer kind of data bar, and says so each time.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def rich() -> Workbook:
    """The workbook of an edition with something of everything."""
    return read(RICH)


# --- Audiences -------------------------------------------------------------------------------------------------------


def test_a_partner_finds_its_own_numbers_first() -> None:
    placed = replace(RICH.partners[3], placements={"internship": 2, "paid_work": 1}, registered=7)
    book = read(
        seen_by(replace(RICH, partners=(*RICH.partners[:3], placed, *RICH.partners[4:])), "partner", placed.name)
    )

    assert book.sheetnames[1] == "Uw organisatie"
    own = {row["Wat"]: row["Aantal"] for row in table(book["Uw organisatie"])}
    assert (own["Stage, nu bij u"], own["Betaald werk, nu bij u"], own["Mensen die u aanmeldde"]) == (2, 1, 7)
    assert "Subsidies" not in book.sheetnames
    assert placed.name in str(book["Voorblad"]["B3"].value)


def test_another_partner_finds_nothing_of_whom_that_one_registered() -> None:
    placed = replace(RICH.partners[3], placements={STEP_KINDS.options[0].code: 9041}, registered=9047)
    whole = replace(RICH, partners=(*RICH.partners[:3], placed, *RICH.partners[4:]))
    book = read(seen_by(whole, "partner", NAMES[0]))

    every = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert not {9041, 9047} & every


def test_a_funder_finds_its_grant_and_what_its_figures_mean() -> None:
    grant = RICH.grants[1]
    book = read(seen_by(RICH, "financier", grant.name))

    assert book.sheetnames == ["Voorblad", "Subsidie", "Uitleg"]
    assert book["Subsidie"]["A1"].value == grant.name
    assert "Provincie Drenthe" in str(book["Subsidie"]["A2"].value)
    every = (*grant.figures, *grant.esf)
    assert [(row["Cijfer"], row["Aantal"]) for row in table(book["Subsidie"])] == [(f.name, f.numerator) for f in every]
    assert book["Voorblad"]["A8"].value == grant.figures[0].numerator


def test_a_concept_says_so_on_the_cover_and_on_every_page() -> None:
    book = read(RICH, concept=True)

    assert str(book["Voorblad"]["A1"].value).endswith("(concept)")
    assert all(sheet.oddHeader is not None and sheet.oddHeader.center.text == "CONCEPT" for sheet in book)
    assert all(sheet.oddHeader is None or sheet.oddHeader.center.text is None for sheet in read(RICH))


def test_the_cover_holds_the_words_of_the_project_leader(rich: Workbook) -> None:
    said = [cell.value for row in rich["Voorblad"].iter_rows() for cell in row]

    assert RICH.meeting is not None
    assert {RICH.meeting.message, RICH.meeting.decision} <= set(said)


# --- The file --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_made_twice_it_is_the_same_file(name: str) -> None:
    assert workbook(ALL[name]) == workbook(ALL[name])


@pytest.mark.parametrize("name", ALL)
def test_every_sheet_fits_the_breadth_of_a4(name: str) -> None:
    for sheet in read(ALL[name]):
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr is not None and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        last = range_boundaries(str(sheet.print_area).rsplit("!")[-1].replace("$", ""))[2] or 1
        widths = sum(sheet.column_dimensions[get_column_letter(place)].width for place in range(1, last + 1))
        # Under about half of its size, letters of ten points can no longer be read.
        assert widths <= (270 if sheet.page_setup.orientation == "landscape" else 190), sheet.title


def test_every_list_can_be_filtered_under_a_head_that_stays(rich: Workbook) -> None:
    lists = ("Doelen", "Verschil", "Cijfers", "Partners", "Plekken per partner", "Subsidies", "Knelpunten", "Afspraken")

    assert all(rich[name].freeze_panes == "B4" and rich[name].auto_filter.ref for name in lists)


def test_every_name_that_formulas_can_use_points_at_cells_with_something(rich: Workbook) -> None:
    assert {"tabel_doelen_per_dag", "tabel_verschil", "peildatum", "kans_gekregen"} <= set(rich.defined_names)
    for name, defined in rich.defined_names.items():
        sheet, place = next(iter(defined.destinations))
        cells = rich[sheet][place.replace("$", "")]
        first = cells[0][0] if isinstance(cells, tuple) else cells
        assert first.value is not None, name


def test_every_chart_says_in_words_what_it_shows_and_a_road_is_an_area_with_lines() -> None:
    with ZipFile(BytesIO(workbook(RICH))) as package:
        inside = {name: package.read(name).decode() for name in package.namelist()}
    drawings = [ElementTree.fromstring(text) for name, text in inside.items() if name.startswith("xl/drawings/drawing")]
    words = [one.get("descr") for drawing in drawings for one in drawing.iter() if one.tag.endswith("}cNvPr")]
    charts = [text for name, text in inside.items() if name.startswith("xl/charts/chart")]

    assert len(words) == len(charts) == len(RICH.outlook.roads) + 2
    assert all(words)
    assert "176 en 231" in " ".join(str(one) for one in words)
    assert sum("<c:areaChart>" in chart and "<c:lineChart>" in chart for chart in charts) == len(RICH.outlook.roads)


def test_a_road_without_a_forecast_is_drawn_as_lines_only() -> None:
    roads = tuple(replace(road, ahead=(), outcome=None) for road in RICH.outlook.roads)
    with ZipFile(BytesIO(workbook(replace(EMPTY, outlook=replace(RICH.outlook, roads=roads))))) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]

    assert len(charts) == len(roads)
    assert not any("<c:areaChart>" in chart for chart in charts)


@pytest.mark.parametrize("begin", ["=", "+", "-", "@"])
def test_words_of_people_never_become_a_formula_or_a_link(begin: str) -> None:
    word = f'{begin}HYPERLINK("http://voorbeeld.nl")'
    bad = replace(
        RICH,
        partners=(replace(RICH.partners[0], name=word, examples=(word,)),),
        grants=(replace(RICH.grants[0], name=word, funder=word, figures=(count_of("x", word, 1),)),),
        rules=(replace(RICH.rules[0], rule=word, stories=(word,), raised=((None, word),)),),
        promises=(replace(RICH.promises[0], text=word, who=word),),
        meeting=replace(RICH.meeting, message=word, decision=word) if RICH.meeting else None,
        tables=(replace(TABLES[2], cells=(Cell(((word,),), 5),)),),
    )
    with ZipFile(BytesIO(workbook(bad))) as package:
        sheets = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/worksheets/sheet")]

    assert not re.search("<f>|<f |<hyperlink", "".join(sheets))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_libreoffice_reads_every_cell_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "stukken.xlsx").write_bytes(workbook(CROWDED))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "uit")]
    subprocess.run([*command, str(tmp_path / "stukken.xlsx")], capture_output=True, timeout=240, check=True)
    before = load_workbook(tmp_path / "stukken.xlsx", read_only=True)
    # Its charts are LibreOffice's own, and the reader does not know all that they hold.
    after = load_workbook(tmp_path / "uit" / "stukken.xlsx", read_only=True)

    assert after.sheetnames == before.sheetnames
    for sheet in before:
        pairs = zip_longest(
            sheet.iter_rows(values_only=True), after[sheet.title].iter_rows(values_only=True), fillvalue=()
        )
        for number, (old, new) in enumerate(pairs, 1):
            for was, found in zip_longest(old, new):
                assert found == (pytest.approx(was) if isinstance(was, float) else was), (sheet.title, number)
