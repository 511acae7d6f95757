"""`ew export` as its users type it: every paper for every audience, and what is in the files that come out."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation

from tests.conftest import SAMPLE, Run
from tests.test_publish import write_sheet
from tracker import actions, wiring
from tracker.edition import Audience
from tracker.editions.files import save_together
from tracker.errors import FileError
from tracker.settings import read_settings

# The reader that we compare with does not know the newer kind of data bar, and says so each time.
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")

PARTNER, GRANT = "Gemeente Veenmarke", "NPG werk en ervaring"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One database for the whole file: making an edition takes seconds."""
    return tmp_path_factory.mktemp("gedeeld")


@pytest.fixture
def export(ew: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Exports from the sample, read once; gives the files by the end of their name."""
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{home / 'ew.db'}")
    monkeypatch.setenv("EW_DATA_KEY", str(home / "sleutel"))
    if not (home / "ew.db").exists():
        assert ew("sync", SAMPLE).code == 0

    def run(*words: str) -> dict[str, Path]:
        answer = ew("export", *words, "--naar", tmp_path, "--overschrijf", "--json")
        assert answer.code == 0, answer.err
        assert answer.json["gate"]["found"] == 0
        files = [Path(one) for one in answer.json["files"]]
        assert all(one.is_file() for one in files)
        return {re.sub(r"^.*?\d{4}-\d\d-\d\d", "", one.name): one for one in files}

    return run


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"), newline="")))


def test_all_formats_of_the_steering_group_tell_the_same_numbers(export: Any, ew: Run) -> None:
    files = export("stuurgroep", "--formaat", "xlsx,pptx,csv,json,html")
    exact = {one["code"]: one for one in ew("stand", "--json").json["figures"]}

    book = load_workbook(files[".xlsx"])
    sheet = {row[0]: row for row in book["Cijfers"].iter_rows(min_row=4, values_only=True)}
    tidy = {row["code"]: row for row in rows_of(files["-cijfers.csv"]) if row["telling"] == "programma"}
    whole = {
        row["code"]: row for row in json.loads(files[".json"].read_text())["cijfers"] if row["telling"] == "programma"
    }
    page = files[".html"].read_text()
    deck = " ".join(
        shape.text_frame.text
        for slide in Presentation(str(files[".pptx"])).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    for code in ("kans_gekregen", "eigen_doel_bereikt", "betaald_werk"):
        count = exact[code]["numerator"]
        assert sheet[exact[code]["name"]][2] == int(tidy[code]["teller"]) == whole[code]["teller"] == count
        assert f">{count}</span>" in page
        assert str(count) in deck.split()


def test_the_dictionary_names_the_files_that_were_written_and_their_heads(export: Any) -> None:
    for words in (("tabellen",), ("stuurgroep", "--vergadering", "17-11-2026", "--formaat", "csv"),
                  ("financier", GRANT, "--esf", "--formaat", "csv")):  # fmt: skip
        files = {path.name: path for path in export(*words).values()}
        dictionary = next(path for name, path in files.items() if name.endswith("-csv-metadata.json"))
        for table in json.loads(dictionary.read_text())["tables"]:
            head = files[table["url"]].read_text("utf-8").splitlines()[0].split(",")
            assert head == [column["name"] for column in table["tableSchema"]["columns"]]


def test_a_partner_finds_itself_first_and_no_other_partner_exactly(export: Any) -> None:
    files = export("partner", PARTNER, "--formaat", "xlsx,csv,pptx,html,json")

    book = load_workbook(files[".xlsx"])
    assert book.sheetnames[1] == "Uw organisatie"
    assert book["Uw organisatie"]["A1"].value == PARTNER
    tables = {row["tabel"] for row in rows_of(files["-tabellen.csv"])}
    own = [name for name in tables if name.startswith("partner:")]
    assert own and all(name.startswith(f"partner:{PARTNER}:") for name in own)


def test_a_funder_finds_its_own_grant_and_no_partner_person_or_region(export: Any) -> None:
    files = export("financier", GRANT, "--esf", "--formaat", "xlsx,csv,pptx,html,json")

    book = load_workbook(files[".xlsx"])
    assert book.sheetnames == ["Voorblad", "Subsidie", "Uitleg"]
    assert {row["telling"] for row in rows_of(files["-cijfers.csv"])} == {"subsidie", "esf"}
    said = " ".join(files[end].read_text() for end in (".html", ".json", "-cijfers.csv"))
    assert GRANT in said
    assert not [name for name in (PARTNER, "Regio Deal werk", "Sociale agenda") if name in said]


def test_without_esf_its_figures_are_nowhere(export: Any) -> None:
    files = export("financier", GRANT, "--formaat", "csv,html")

    assert {row["telling"] for row in rows_of(files["-cijfers.csv"])} == {"subsidie"}
    assert "ESF" not in files[".html"].read_text()


@pytest.mark.parametrize("audience", ["managers", "dagelijks-bestuur", "knelpunten", "tabellen"])
def test_every_audience_gets_every_format(export: Any, audience: str) -> None:
    files = export(audience, "--formaat", "xlsx,pptx,csv,json,html")

    assert load_workbook(files[".xlsx"]).sheetnames[0] == "Voorblad"
    assert len(Presentation(str(files[".pptx"])).slides) >= 2
    assert json.loads(files[".json"].read_text())["uitgave"]["voor"] == audience
    assert files[".html"].read_text().startswith("<!doctype html>")


def test_no_code_of_a_person_is_in_any_file(export: Any) -> None:
    for words in (("stuurgroep",), ("partner", PARTNER), ("knelpunten",), ("financier", GRANT, "--esf")):
        for end, path in export(*words, "--formaat", "xlsx,pptx,csv,json,html").items():
            texts = [path.read_text("utf-8")] if end not in (".xlsx", ".pptx") else _parts(path)
            assert not [one for text in texts for one in re.findall(r"\bD-\d{3}\b", text)], path.name


def _parts(path: Path) -> list[str]:
    with ZipFile(path) as package:
        return [package.read(name).decode("utf-8", "replace") for name in package.namelist() if name.endswith(".xml")]


def test_a_concept_says_so_in_its_name_and_inside(export: Any) -> None:
    files = export("stuurgroep", "--vergadering", "17-11-2026", "--formaat", "xlsx,pptx,html")

    assert set(files) == {"-concept.xlsx", "-concept.pptx", "-concept.html"}
    assert "(concept)" in str(load_workbook(files["-concept.xlsx"])["Voorblad"]["A1"].value)
    assert "Dit is een concept." in files["-concept.html"].read_text()


def test_given_again_the_files_are_the_same_bytes(export: Any) -> None:
    formats = ("managers", "--formaat", "xlsx,pptx,csv,json,html")
    first = {end: path.read_bytes() for end, path in export(*formats).items()}

    assert {end: path.read_bytes() for end, path in export(*formats).items()} == first


def test_words_for_one_meeting_stand_in_the_papers_of_no_other(export: Any) -> None:
    group, managers, board = (
        export(audience, "--formaat", "html")[".html"].read_text()
        for audience in ("stuurgroep", "managers", "dagelijks-bestuur")
    )
    asked = "Elke partner biedt in 2027 ten minste twee betaalde plekken aan."
    assert "Vergadering van 17 november 2026" in group and asked in group
    assert "Vergadering van 25 november 2026" in managers and asked not in managers
    assert "Vergadering van" not in board and asked not in board


# --- What cannot be made is said before the work ---------------------------------------------------------------------


@pytest.mark.parametrize("name", ["gemeente veenmarke", "Veenmarke", "  GEMEENTE  VEENMARKE "])
def test_a_partner_is_found_however_people_write_its_name(export: Any, name: str) -> None:
    files = export("partner", name, "--formaat", "json")

    assert files[".json"].name == "partner-gemeente-veenmarke-2026-11-01.json"
    assert json.loads(files[".json"].read_text())["uitgave"]["over"] == PARTNER


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("partner", "Gemeente Veenmark"), "De partner “Gemeente Veenmark” staat niet in het blad"),
        (("partner", ""), "Er is geen partner gekozen."),
        (("financier", "Veenmarke"), "De subsidie “Veenmarke” staat niet in het blad"),
        (("stuurgroep", "--peildatum", "2-11-2026"), "De peildatum 2-11-2026 is nog niet geweest."),
        (("stuurgroep", "--vergadering", "18-11-2026"), "Er staat geen vergadering op 18-11-2026 in het blad."),
    ],
)
def test_what_is_not_there_is_said_before_the_folder_is_looked_at_and_before_any_work(
    export: Any, ew: Run, tmp_path: Path, words: tuple[str, ...], what: str
) -> None:
    answer = ew("export", *words, "--naar", tmp_path / "nergens")

    assert answer.code == 2
    assert answer.err.startswith(what)


def test_a_file_in_the_place_of_a_folder_is_called_a_file(export: Any, ew: Run, tmp_path: Path) -> None:
    (tmp_path / "stukken").write_text("")
    answer = ew("export", "stuurgroep", "--naar", tmp_path / "stukken")

    assert answer.code == 2
    assert "stukken is een bestand, en geen map." in answer.err


def test_when_one_file_cannot_be_written_none_is(tmp_path: Path) -> None:
    good, bad = tmp_path / "een.pdf", tmp_path / "weg" / "twee.pdf"
    with pytest.raises(FileError, match=r"twee\.pdf kan niet worden geschreven"):
        save_together({good: b"1", bad: b"2"})

    assert list(tmp_path.iterdir()) == []


# --- Names that look alike -------------------------------------------------------------------------------------------


def test_two_partners_whose_names_look_alike_each_get_their_own_files_in_one_folder(
    ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{tmp_path / 'ew.db'}")
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "sleutel"))
    sheet = write_sheet(tmp_path / "blad.xlsx")
    book = load_workbook(sheet)
    book["Partners"].append(["Zorg + Voorbeeld"])
    book.save(sheet)
    assert ew("sync", sheet).code == 0

    found = {}
    for name in ("Zorg Voorbeeld", "Zorg + Voorbeeld", "Wonen Monden"):
        answer = ew("export", "partner", name, "--formaat", "json,csv", "--naar", tmp_path, "--json")
        assert answer.code == 0, answer.err
        found[name] = [Path(one).name for one in answer.json["files"]]

    assert found["Wonen Monden"][0] == "partner-wonen-monden-2026-11-01.json"
    assert not set(found["Zorg Voorbeeld"]) & set(found["Zorg + Voorbeeld"])
    for name, files in found.items():
        assert json.loads((tmp_path / files[0]).read_text())["uitgave"]["over"] == name
        dictionary = json.loads((tmp_path / files[-1]).read_text())
        assert {table["url"] for table in dictionary["tables"]} <= set(files)
    with wiring.store(read_settings()) as store:
        assert {one.file for one in actions.shelved_papers(store)} == {one for files in found.values() for one in files}


def test_papers_for_a_meeting_do_not_come_from_those_without_one(export: Any) -> None:
    plain = export("partner", PARTNER, "--formaat", "json")
    meeting = export("partner", PARTNER, "--vergadering", "17-11-2026", "--formaat", "json")

    assert json.loads(plain[".json"].read_text())["vergadering"] is None
    (file,) = meeting.values()
    assert file.name == "partner-gemeente-veenmarke-2026-11-01-concept-vergadering-2026-11-17.json"
    assert json.loads(file.read_text())["vergadering"]["datum"] == "2026-11-17"


def test_what_a_group_is_asked_to_decide_is_not_in_the_papers_for_others(export: Any) -> None:
    theirs = export("stuurgroep", "--vergadering", "17-11-2026", "--formaat", "json")
    others = export("partner", PARTNER, "--vergadering", "17-11-2026", "--formaat", "json")

    told, kept = (json.loads(file.read_text())["vergadering"] for file in (*theirs.values(), *others.values()))
    assert all(told.values())
    assert {word for word, value in kept.items() if value is None} == {"boodschap", "gevraagd_besluit"}


def test_papers_that_are_made_from_a_page_hold_no_figures_of_esf_that_nobody_asked_for(export: Any) -> None:
    grant, settings = "Regio Deal werk", read_settings()
    with wiring.store(settings) as store:
        key, now = wiring.data_key(settings, store), wiring.clock(settings)
        actions.shelve(store, Audience.FUNDER, grant, ("html",), data_key=key, now=now)
        (paper,) = actions.shelved_papers(store, actions.whose(Audience.FUNDER, grant))
        page = (actions.paper_content(store, paper.id) or b"").decode()

    assert grant in page and "ESF" not in page
    assert export("financier", grant, "--formaat", "html")[".html"].read_text() == page
