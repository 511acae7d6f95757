"""Adopting a sheet of another shape, from its door on: `ew koppel`, then `ew controle` and `ew sync` as always."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_sheets.others import LONG, NEAR, WIDE, write_others
from tests.conftest import Run
from tests.sheet.test_workbook import written
from tracker.columns import PARTICIPANTS, STEPS
from tracker.errors import SettingError
from tracker.intake.mapping import Part, SheetMapping
from tracker.intake.names import clean, plain
from tracker.sheet.mapfile import as_text, read_mapping
from tracker.sheet.workbook import Workbook

PRIVATE = ("Aafke", "Bram", "Wildeman", "Zandstra", "Bolhuis", "06 0000", "voorbeeld.invalid", "111222333", "hond")
"""Some of what the samples hold in columns that are never read."""


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    """A sheet with one row a person, in a folder of its own."""
    return Path(shutil.copy(WIDE, tmp_path / "lijst.xlsx"))


@pytest.mark.parametrize(
    ("sample", "stored"),
    [
        (LONG, {"Deelnemers": 24, "Stappen": 40, "Partners": 5}),
        (WIDE, {"Deelnemers": 18, "Stappen": 33, "Partners": 5}),
        (NEAR, {"Deelnemers": 12, "Stappen": 12, "Partners": 5, "Plekken": 2}),
    ],
)
def test_a_sheet_of_another_shape_is_adopted_checked_and_synced(
    ew: Run, tmp_path: Path, sample: Path, stored: dict[str, int]
) -> None:
    sheet = Path(shutil.copy(sample, tmp_path / "lijst.xlsx"))
    assert ew("koppel", sheet, "--ja").code == 0
    checked = ew("controle", sheet, "--json")
    assert checked.code == 0
    assert "met de koppeling lijst.koppeling.toml" in checked.err
    counts = checked.json["tabs"]
    assert {title: count["stored"] for title, count in counts.items()} == stored
    assert all(one["read"] == one["stored"] + one["rejected"] + one["set_aside"] for one in counts.values())
    assert ew("sync", sheet, "--json").json["status"] == "stored"
    assert ew("sync", sheet, "--json").json["status"] == "unchanged"


def test_the_samples_are_what_their_program_writes(tmp_path: Path) -> None:
    write_others(tmp_path)
    for sample in (LONG, WIDE, NEAR):
        assert (tmp_path / sample.name).read_bytes() == sample.read_bytes(), "python -m sample_sheets.others"


@pytest.mark.parametrize("sample", [LONG, WIDE, NEAR])
def test_nothing_that_is_private_is_printed_written_or_stored(
    ew: Run, tmp_path: Path, empty_home: Path, sample: Path
) -> None:
    sheet = Path(shutil.copy(sample, tmp_path / "lijst.xlsx"))
    answers = [ew("koppel", sheet), ew("koppel", sheet, "--json", "--ja"), ew("controle", sheet), ew("sync", sheet)]
    told = "".join(answer.out + answer.err for answer in answers)
    told += (tmp_path / "lijst.koppeling.toml").read_text(encoding="utf-8")
    with sqlite3.connect(next(empty_home.rglob("ew.db"))) as database:
        told += "\n".join(database.iterdump())
    assert "D-0" in told or "EW-0" in told
    assert not [word for word in PRIVATE if word in told]


def test_without_a_yes_nothing_is_written(ew: Run, wide: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("nee\n"))
    answer = ew("koppel", wide)
    assert answer.code == 0
    assert "Er is niets geschreven." in answer.err
    assert not wide.with_name("lijst.koppeling.toml").exists()


def test_a_mapping_that_is_there_stays_unless_it_may_be_replaced(ew: Run, wide: Path) -> None:
    mapping = wide.with_name("lijst.koppeling.toml")
    mapping.write_text("# van mij\n", encoding="utf-8")
    refused = ew("koppel", wide, "--ja")
    assert refused.code == 2
    assert "--overschrijf" in refused.err
    assert mapping.read_text(encoding="utf-8") == "# van mij\n"
    assert ew("koppel", wide, "--ja", "--overschrijf").code == 0
    assert "[[Deelnemers]]" in mapping.read_text(encoding="utf-8")


def test_a_mapping_elsewhere_is_named_by_a_setting(
    ew: Run, wide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elders.toml"
    assert "EW_KOPPELING" in ew("koppel", wide, "--naar", elsewhere, "--ja").out
    assert "Deelnemers is er niet" in ew("controle", wide).out
    monkeypatch.setenv("EW_KOPPELING", str(elsewhere))
    assert ew("controle", wide, "--json").json["tabs"]["Deelnemers"]["stored"] == 18


def test_a_mapping_that_no_longer_fits_changes_nothing(ew: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "lijst.xlsx"
    people = [("Nr", "Woonplaats", "Aangemeld", "Stage bij", "Stage per"), (1, "Emmen", "2-2-2025", "Zorg", "3-3-2025")]
    written(sheet, {"Lijst": people})
    assert ew("koppel", sheet, "--ja").code == 0
    assert ew("sync", sheet).code == 0
    written(sheet, {"Lijst": [("Nr", "Woonplaats", "Aangemeld", "Stage bij", "Stage op"), *people[1:]]})
    broken = ew("sync", sheet)
    assert broken.code == 2
    assert "de kolom “Stage per” voor Start" in broken.err
    assert "Bedoelt u “Stage op”?" in broken.err or "ew koppel" in broken.err


def test_a_finding_names_the_tab_column_and_cell_of_the_source(ew: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "lijst.xlsx"
    rows = [
        ("Nr", "Woonplaats", "Aangemeld", "Stage bij", "Stage per"),
        (1, "Emmen", "2-2-2025", "Zorg", "3-3-2025"),
        (2, "Emmen", "2-2-2025", "Zorg", "3-3-2025"),
        (3, "Emmen", "2-2-2025", "Zorg", "eind maart"),
        (4, "Emmen", "2-2-2025", "Zorg", None),
    ]
    written(sheet, {"Lijst": rows})
    ew("koppel", sheet, "--ja")
    found = ew("controle", sheet, "--json").json["findings"]
    faults = [(one["tab"], one["row"], one["column"], one["cell"]) for one in found if one["severity"] == "fout"]
    assert faults == [("Lijst", 4, "Stage per", "E4"), ("Lijst", 5, "Stage per", "E5")]


def test_another_mapping_of_the_same_file_is_news(ew: Run, wide: Path) -> None:
    ew("koppel", wide, "--ja")
    assert ew("sync", wide, "--json").json["status"] == "stored"
    mapping = wide.with_name("lijst.koppeling.toml")
    text = mapping.read_text(encoding="utf-8").replace('Gemeente = "Woonplaats"\n', "")
    mapping.write_text(text, encoding="utf-8")
    assert ew("sync", wide, "--json", "--bevestig").json["changes"]["changed"] == 18


def test_names_and_remarks_are_not_even_in_the_reading(ew: Run, wide: Path) -> None:
    ew("koppel", wide, "--ja")
    workbook = Workbook(wide)
    workbook.adopt(read_mapping(wide.with_name("lijst.koppeling.toml")))
    assert not [word for word in PRIVATE if word in repr(workbook.read())]


@pytest.mark.parametrize("title", ["Trajecten", "Stappen"])
def test_people_without_a_tab_of_their_own_come_from_their_steps(ew: Run, tmp_path: Path, title: str) -> None:
    sheet = tmp_path / "lijst.xlsx"
    rows = [("D-001", "stage", "Zorg", "3-3-2025"), ("D-002", "opleiding", "Wonen", "4-3-2025")] * 2
    more = [("d-1", "betaald werk", "Zorg", "5-5-2025"), ("D-003", "stage", "Zorg", "6-5-2025")]
    written(sheet, {title: [("Deelnemer", "Soort traject", "Organisatie", "Startdatum"), *rows, *more]})
    answer = ew("koppel", sheet, "--ja")
    assert answer.code == 0
    assert "Elke code in deze kolom wordt één keer een deelnemer." in answer.out
    counts = {name: one["stored"] for name, one in ew("controle", sheet, "--json").json["tabs"].items()}
    assert counts == {"Deelnemers": 3, "Stappen": 6, "Partners": 2}


def test_a_tab_of_people_that_cannot_be_read_is_not_passed_over_for_their_steps(ew: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "lijst.xlsx"
    steps = [("Deelnemer", "Stap", "Start"), ("D-001", "stage", "3-3-2025"), ("D-002", "stage", "3-3-2025")]
    people = [("Woonplaats", "Aangemeld op", "Akkoord op"), ("Emmen", "2-2-2025", "2-2-2025")]
    written(sheet, {"Deelnemers": people, "Stappen": steps})
    assert "Het tabblad Deelnemers" in ew("koppel", sheet).out


def test_a_sheet_without_people_says_what_it_needs(ew: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "kas.xlsx"
    written(sheet, {"Kas": [("Bedrag", "Wat"), (12, "koffie")]})
    answer = ew("koppel", sheet)
    assert answer.code == 2
    assert "herkennen wij geen deelnemers" in answer.err


# --- The file ---------------------------------------------------------------------------------------------------------

_GOOD = '[[Deelnemers]]\ntabblad = "Lijst"\nDeelnemer = "Nr"\n'
_STEPS = '[[Stappen]]\ntabblad = "Lijst"\nDeelnemer = "Nr"\nStap = "Wat"\nStart = "Per"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "er staat geen tabblad in"),
        ("[[Deelnemers]\n", "regel 1"),
        (f"{_GOOD}Gemeente = Woonplaats\n", "regel 4"),
        ('[[Deelnmers]]\nDeelnemer = "Nr"\n', "“Deelnmers”"),
        ('Deelnemers = "Lijst"\n', "hoort een blok"),
        (f'{_GOOD}Gemente = "Woonplaats"\n', "geen kolom “Gemente”"),
        (f'{_GOOD}Naam = "Naam"\n', "alleen voor mensen"),
        (f"{_GOOD}Gemeente = 3\n", "Deelnemers, Gemeente"),
        (f'{_GOOD}Gemeente = "Nr"\n', "twee keer gebruikt"),
        (f'{_GOOD}"Aangemeld op" = "In"\nAanmelddatum = "Uit"\n', "staat twee keer"),
        ('[[Deelnemers]]\ntabblad = "Lijst"\nGemeente = "Woonplaats"\n', "ontbreekt Deelnemer"),
        ('[[Stappen]]\nDeelnemer = "Nr"\nStart = "Per"\nStap = { vast = "cursusje" }\n', "kan niet “cursusje” zijn"),
        (f'{_GOOD}code_begint_met = "DDDD"\n', "code_begint_met"),
        (f"{_GOOD}{_STEPS}elke_naam_een_keer = true\n", "alleen bij Deelnemers en Partners"),
        (f'{_GOOD}Gemeente = "Plaats"\nelke_naam_een_keer = true\n', "één kolom met namen of codes"),
        (f"{_GOOD}[Deelnemers.woorden]\na = 1\n", "de woorden bij Deelnemers"),
        (f"{_GOOD}{_GOOD}", "meer dan één tabblad"),
        (f"tabblad = 3\n{_GOOD}", "“tabblad”"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_what_to_do(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "lijst.koppeling.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingError) as stopped:
        read_mapping(path)
    assert says in stopped.value.what
    assert stopped.value.advice


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"weg\.toml"):
        read_mapping(tmp_path / "weg.toml")


_CHARACTERS = st.characters(exclude_categories=["Cs"])
_headings = st.text(_CHARACTERS, min_size=1, max_size=30).filter(lambda text: bool(plain(text)) and clean(text) == text)


@given(
    title=_headings,
    names=st.lists(_headings, min_size=3, max_size=3, unique_by=plain),
    words=st.dictionaries(_headings.map(plain).filter(bool), st.text(_CHARACTERS, max_size=9)),
)
def test_what_is_written_is_read_back_the_same(
    tmp_path: Path, title: str, names: list[str], words: dict[str, str]
) -> None:
    people = Part(PARTICIPANTS.name, title, {"code": names[0], "municipality": names[1]}, words=words, code_prefix="D")
    steps = Part(STEPS.name, title, {"participant": names[0], "start": names[2]}, fixed={"kind": "stage"})
    mapping = SheetMapping((people, steps))
    path = tmp_path / "lijst.koppeling.toml"
    path.write_text(as_text(mapping, "lijst.xlsx", {0: {"own_goal": names[2]}}), encoding="utf-8", newline="")
    assert read_mapping(path) == mapping
