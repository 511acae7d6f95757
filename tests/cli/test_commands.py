"""The commands as their users type them, right and wrong."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.commands import COMMANDS
from tests.conftest import SAMPLE, Run


def test_help_names_every_command_in_dutch(ew: Run) -> None:
    answer = ew("--help")
    assert answer.code == 0
    assert all(name in answer.out and about in answer.out for name, (_, about) in COMMANDS.items())
    assert not any(word in answer.out for word in ("Usage", "Options", "Commands", "Show this"))


def test_ew_alone_shows_the_help(ew: Run) -> None:
    assert "Opdrachten" in ew().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_dutch_with_an_example(ew: Run, name: str) -> None:
    answer = ew(name, "--help")
    assert answer.code == 0
    assert "Gebruik: ew" in answer.out
    assert "Voorbeeld" in answer.out
    assert "Usage" not in answer.out
    assert all(len(line) <= 80 for line in answer.out.splitlines())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("stnd",), "De opdracht “stnd” kennen wij niet."),
        (("stand", "--peildatm", "1-1-2026"), "--peildatum"),
        (("stand", "--peildatum", "eind maart"), "“eind maart” is geen datum."),
        (("stand", "--peildatum", "31-2-2026"), "“31-2-2026” is geen datum."),
        (("stand", "--bekend-op", "gisteren"), "“gisteren” is geen datum."),
        (("stand", "--bekend-op", "2-11-2026"), "Wat op 2 november 2026 bekend is, weten wij nog niet."),
        (("herstel", "--bekend-op", "1-1-2030 12:00", "--naar", "toen.xlsx"), "weten wij nog niet"),
        (("verschil", "--van", "1-10-2026@2-11-2026"), "weten wij nog niet"),
        (("ongedaan", "abc"), "“abc” is geen nummer van een sync."),
        (("ongedaan", "1.5"), "“1.5” is geen nummer van een sync."),
        (("nieuw",), "Geef een naam voor het nieuwe blad"),
        (("sync", "a.xlsx", "b.xlsx"), "Er staat te veel achter de opdracht."),
        (("serve", "--poort", "veel"), "--poort"),
        (("export", "stuurgroep", "--formaat", "docx"), "“docx”"),
        (("sync",), "Er is geen blad gekozen."),
        (("stand",), "Er is nog geen blad gelezen."),
        (("serve",), "Er is nog geen blad gelezen."),
        (("controle", "er-is-niets.xlsx"), "er-is-niets.xlsx"),
        (("sync", "."), "map"),
        (("sync", "/"), "map"),
        (("koppel", "."), "map"),
    ],
)
def test_what_cannot_be_done_is_said_in_two_sentences(ew: Run, words: tuple[str, ...], says: str) -> None:
    answer = ew(*words)
    assert answer.code == 2
    assert answer.out == ""
    assert says in answer.err
    # On a slow machine it was said what went on meanwhile.
    lines = [line for line in answer.err.strip().splitlines() if not line.endswith("…")]
    assert len(lines) == 2
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("EW_NOW", "morgen", "EW_NOW is “morgen”"),
        ("EW_NOW", "0001-01-01T00:00", "EW_NOW is “0001-01-01T00:00”"),
        ("EW_GRONDSLAG", "misschien", "EW_GRONDSLAG is “misschien”"),
        ("EW_DAGEN_NIETS", "veel", "EW_DAGEN_NIETS is “veel”"),
        ("EW_BEWAARMAANDEN", "0", "EW_BEWAARMAANDEN is 0"),
        ("EW_DATABASE_URL", "mysql://ergens", "EW_DATABASE_URL"),
        ("EW_DATABASE_URL", "sqlite:////proc/ew/ew.db", "EW_DATABASE_URL"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    ew: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    answer = ew("sync", SAMPLE)
    assert answer.code == 2
    assert says in answer.err


def test_settings_are_read_from_a_file_beside_the_user_too(ew: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"EW_SOURCE={SAMPLE}\n")
    assert ew("sync").code == 0


def test_a_new_sheet_is_empty_and_without_findings(ew: Run, tmp_path: Path) -> None:
    path = tmp_path / "nieuw.xlsx"
    made = ew("nieuw", path, "--alles")
    assert made.code == 0
    assert "ew controle" in made.out
    checked = ew("controle", path, "--json")
    assert checked.code == 0
    assert checked.json["findings"] == []
    assert {tab["read"] for tab in checked.json["tabs"].values()} == {0}


def test_a_new_sheet_names_the_tabs_that_it_has_not_and_with_all_of_them_none(ew: Run, tmp_path: Path) -> None:
    said = " ".join(ew("nieuw", tmp_path / "klein.xlsx").out.split())
    assert "Vergaderingen" in said
    assert "Deelnemers" not in said
    assert "--alles" in said
    assert "--alles" not in ew("nieuw", tmp_path / "groot.xlsx", "--alles").out


def test_a_new_sheet_never_replaces_one_that_is_there(ew: Run, tmp_path: Path) -> None:
    path = tmp_path / "nieuw.xlsx"
    path.write_text("van iemand")
    refused = ew("nieuw", path)
    assert refused.code == 2
    assert "--overschrijf" in refused.err
    assert path.read_text() == "van iemand"


@pytest.mark.parametrize("known_by", ["the settings", "the database"])
def test_a_new_sheet_never_takes_the_place_of_the_sheet_that_people_keep(
    ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, known_by: str
) -> None:
    own = Path(shutil.copy(SAMPLE, tmp_path / "blad.xlsx"))
    before = own.read_bytes()
    if known_by == "the settings":
        monkeypatch.setenv("EW_SOURCE", str(own))
    else:
        ew("sync", own)
    refused = ew("nieuw", "blad.xlsx", "--overschrijf")
    assert refused.code == 2
    assert "is uw eigen blad. Daarin staan namen en opmerkingen" in refused.err
    assert own.read_bytes() == before
    other = Path(shutil.copy(SAMPLE, tmp_path / "ander.xlsx"))
    assert ew("nieuw", other, "--overschrijf").code == 0
    assert other.read_bytes() != before


def test_controle_gives_the_agreed_json(ew: Run) -> None:
    answer = ew("controle", SAMPLE, "--json").json
    assert set(answer) == {"source", "tabs", "findings"}
    assert set(answer["tabs"]["Deelnemers"]) == {"read", "stored", "rejected", "set_aside"}
    keys = {"code", "severity", "tab", "row", "column", "cell", "found", "message", "advice"}
    assert all(set(finding) == keys for finding in answer["findings"])


def test_stand_gives_the_agreed_json(ew: Run) -> None:
    ew("sync", SAMPLE)
    answer = ew("stand", "--json", "--peildatum", "1-7-2025").json
    assert answer["as_of"] == "2025-07-01"
    assert sum(answer["where"].values()) == answer["figures"][0]["value"]
    for figure in answer["figures"]:
        agreed = {"code", "name", "value", "numerator", "denominator", "unknown", "target", "target_date", "definition"}
        assert agreed | {"version"} <= set(figure)


def test_stand_says_who_does_several_things_at_once(ew: Run) -> None:
    ew("sync", SAMPLE)
    words = ("stand", "--peildatum", "1-11-2026")
    first = ew(*words, "--json").json["overlaps"][0]
    assert len(first["activities"]) > 1
    counted = f"{' en '.join(first['activities']).capitalize()}: {first['people']} mens"
    assert counted in " ".join(ew(*words).out.split())


def test_a_past_reference_date_shows_the_past(ew: Run) -> None:
    ew("sync", SAMPLE)
    counts = [
        ew("stand", "--json", "--peildatum", f"31-12-{year}").json["figures"][0]["value"] for year in (2023, 2025)
    ]
    assert 0 < counts[0] < counts[1]


def test_terminal_tables_fit_in_80_columns(ew: Run) -> None:
    ew("sync", SAMPLE)
    for words in (("stand",), ("controle", SAMPLE), ("sync", SAMPLE)):
        for line in ew(*words).out.splitlines():
            assert len(line) <= 80, line


def test_an_export_is_written_once_and_replaced_only_when_asked(ew: Run, tmp_path: Path) -> None:
    ew("sync", SAMPLE)
    first = ew("export", "stuurgroep", "--formaat", "xlsx", "--naar", tmp_path, "--json").json
    path = Path(first["files"][0])
    content = path.read_bytes()
    assert ew("export", "stuurgroep", "--naar", tmp_path).code == 2
    assert ew("export", "stuurgroep", "--naar", tmp_path, "--overschrijf").code == 0
    assert path.read_bytes() == content


# The reader that we compare with does not know the newer kind of data bar, and says so each time.
@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_what_people_say_of_themselves_is_in_papers_for_others_only_in_multiples_of_five(
    ew: Run, tmp_path: Path
) -> None:
    from openpyxl import load_workbook

    from tracker.figures.catalogue import BY_CODE
    from tracker.figures.opinions import OPINIONS

    ew("sync", SAMPLE)
    exact = {one["code"]: one for one in ew("stand", "--json").json["figures"] if one["code"] in OPINIONS}
    assert any(one["numerator"] % 5 or one["denominator"] % 5 for one in exact.values())
    paper = ew("export", "stuurgroep", "--formaat", "xlsx", "--naar", tmp_path, "--json").json["files"][0]
    book = load_workbook(paper)
    rows = {row[0]: row for row in book["Cijfers"].iter_rows(min_row=4, values_only=True)}
    for code in OPINIONS:
        words, good, answered = rows[BY_CODE[code].name][1:4]
        assert str(words).startswith("ca. ")
        assert isinstance(good, int)
        assert isinstance(answered, int)
        assert good % 5 == answered % 5 == 0
    names = {BY_CODE[code].name for code in OPINIONS}
    told = [str(cell) for row in book["Verschil"].iter_rows(values_only=True) for cell in row if cell]
    assert not [words for words in told if any(words.startswith(name) for name in names)]


def test_an_export_into_a_folder_that_is_not_there_says_so(ew: Run, tmp_path: Path) -> None:
    ew("sync", SAMPLE)
    answer = ew("export", "stuurgroep", "--naar", tmp_path / "nergens")
    assert answer.code == 2
    assert "nergens" in answer.err


def test_the_demo_leaves_its_files_where_it_was_asked(ew: Run, tmp_path: Path, empty_home: Path) -> None:
    folder = tmp_path / "demo"
    answer = ew("demo", "--no-serve", "--naar", folder)
    assert answer.code == 0
    assert "De stand op 1 november 2026" in answer.out
    made = ["programma-controle.xlsx", "programma.xlsx", "stuurgroep-2026-11-01.xlsx"]
    assert sorted(path.name for path in folder.glob("*.xlsx")) == made
    assert not any(empty_home.rglob("*.db"))


def test_the_demo_looks_at_nothing_of_the_sheet_in_the_settings(
    ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("EW_KOPPELING=weg.toml\nEW_GEWIST=mijn.gewist\n")
    assert ew("demo", "--no-serve", "--naar", tmp_path / "demo").code == 0
    assert not (tmp_path / "mijn.gewist").exists()


def test_the_database_can_be_brought_up_to_date_twice(ew: Run) -> None:
    assert "nieuwste vorm" in ew("db", "upgrade").out
    assert "al" in ew("db", "upgrade").out


def test_the_installed_command_runs_and_loads_nothing_heavy_for_help() -> None:
    script = """
import sys
from cli.main import main
try:
    main(["--help"])
except SystemExit:
    print(sorted(sys.modules))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=dict(os.environ)
    )
    loaded = done.stdout.splitlines()[-1]
    assert not any(f"'{name}'" in loaded for name in ("sqlalchemy", "flask", "numpy", "xlsxwriter", "tracker.actions"))


def test_json_is_utf8_and_plain(ew: Run) -> None:
    ew("sync", SAMPLE)
    text = ew("stand", "--json").out
    assert json.loads(text)["figures"]
    assert "\\u" not in text
