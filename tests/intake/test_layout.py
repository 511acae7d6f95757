"""Tabs and columns are found by name, in any order, under any header; what cannot be trusted is refused by name."""

import pytest

from tests.builders import UNUSED, Cells, Typed, reading, reading_of, rows, tabs
from tracker.intake.layout import cell_name
from tracker.model import Finding, Reading

GOOD_STEPS = """
    Deelnemer | Stap  | Partner        | Start
    D-001     | stage | Zorg Voorbeeld | 3-3-2025
"""


def structure(found: Reading) -> list[tuple[str, str | None]]:
    return [(one.code, one.tab) for one in found.findings if one.code not in UNUSED]


def finding_of(found: Reading, code: str) -> Finding:
    return next(one for one in found.findings if one.code == code)


def test_a_good_sheet_has_nothing_to_say_but_what_is_not_used() -> None:
    found = reading()
    assert structure(found) == []
    assert {tab.tab for tab in found.tabs} == {"participants", "steps", "partners"}
    assert all(finding.severity == "info" for finding in found.findings)


@pytest.mark.parametrize(
    "steps",
    [
        "START | Partner | STAP | deelnemer\n3-3-2025 | Zorg Voorbeeld | stage | D-001",
        "\u200bDeelnemer | Stap\u00a0 | Par\u00adtner |  Start \nD-001 | stage | Zorg Voorbeeld | 3-3-2025",
        "Deelnemer | Naam | Stap | Partner | Eigen kolom | Start\nD-001 | Sam | stage | Zorg Voorbeeld | x | 3-3-2025",
        "Stappen van dit jaar\n-\nDeelnemer | Stap | Partner | Start\n-\nD-001 | stage | Zorg Voorbeeld | 3-3-2025",
    ],
)
def test_columns_are_found_in_any_order_under_any_header(steps: str) -> None:
    (tab,) = [tab for tab in reading({"Stappen": steps}).tabs if tab.tab == "steps"]
    (plain,) = [tab for tab in reading({"Stappen": GOOD_STEPS}).tabs if tab.tab == "steps"]
    assert dict(zip(tab.fields, tab.rows[0].values, strict=True)) == dict(
        zip(plain.fields, plain.rows[0].values, strict=True)
    )
    assert [row.number for row in tab.rows] == [len(rows(steps))]


def test_a_header_below_row_1_is_told_with_its_row() -> None:
    found = reading({"Stappen": f"Stappen\n{GOOD_STEPS.strip()}"})
    assert structure(found) == [("kop_lager", "Stappen")]
    assert finding_of(found, "kop_lager").row == 2


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        ({"Stappen": None}, "tabblad_ontbreekt", "Stappen"),
        ({"Stappen": None, "Stapen": GOOD_STEPS}, "tabblad_ontbreekt", "Bedoelt u het tabblad “Stapen”?"),
        ({"stappen ": GOOD_STEPS}, "tabblad_dubbel", "“Stappen” en “stappen ”"),
        ({"Stappen": "D-001 | stage | 3-3-2025"}, "kop_ontbreekt", "Deelnemer, Stap en Start"),
        ({"Stappen": []}, "kop_ontbreekt", "Stappen"),
        ({"Stappen": "Deelnemer | Stap\nD-001 | stage"}, "kolom_ontbreekt", "kolom Start"),
        ({"Stappen": "Deelnemer | Stap | Startt\nD-001 | stage | 3-3-2025"}, "kolom_ontbreekt", "de kolom “Startt”?"),
        ({"Stappen": "Deelnemr | Stap | Start\nD-001 | stage | 3-3-2025"}, "kolom_ontbreekt", "de kolom “Deelnemr”?"),
        ({"Stappen": "Deelnemer | Stap | Start | start\nD-001 | stage | |"}, "kolom_dubbel", "C1 en D1"),
    ],
)
def test_a_needed_tab_or_column_that_is_gone_or_doubled_makes_the_tab_unreadable(
    changed: dict[str, Cells | None], code: str, said: str
) -> None:
    found = reading(changed)
    wrong = found.unreadable["steps"]
    assert (wrong.code, wrong.severity) == (code, "fout")
    assert said in f"{wrong.message} {wrong.advice}"
    assert "steps" not in {tab.tab for tab in found.tabs}


@pytest.mark.parametrize(("gone", "renamed"), [("Stappen", "Stapen"), ("Metingen", "Metngen")])
def test_a_renamed_tab_gets_one_piece_of_advice(gone: str, renamed: str) -> None:
    (wrong,) = [one for one in reading({gone: None, renamed: GOOD_STEPS}).findings if one.tab == gone]
    assert wrong.advice == f"Bedoelt u het tabblad “{renamed}”? Geef het dan de naam {gone}."


def test_a_tab_that_is_nowhere_is_to_be_made() -> None:
    found = reading({"Stappen": None, "Iets heel anders": GOOD_STEPS})
    assert found.unreadable["steps"].advice == "Maak een tabblad met de naam Stappen."


def test_the_answers_of_a_form_stand_beside_a_tab_of_their_own() -> None:
    found = reading(
        {
            "Metingen": "Deelnemer | Datum\nD-001 | 3-3-2025",
            "Metingen (formulier)": "Tijdstempel | Deelnemer | Goed geholpen\n3-3-2025 14:05 | D-002 | 4",
        }
    )
    assert [tab.title for tab in found.tabs if tab.tab == "measurements"] == ["Metingen", "Metingen (formulier)"]


def test_another_tab_does_not_stand_there_under_two_spellings() -> None:
    team = "Partner | Plaats | Van\nZorg Voorbeeld | manager | 3-3-2025"
    assert reading({"AVK-team": team, "AVK team": team}).unreadable["team"].code == "tabblad_dubbel"


def test_an_empty_tab_that_is_not_needed_is_only_told_of() -> None:
    found = reading({"Plekken": [[None], []]})
    assert found.unreadable["places"].code == "tabblad_leeg"
    assert found.unreadable["places"].severity == "info"


def test_a_renamed_column_that_is_not_needed_is_suggested() -> None:
    found = reading({"Partners": "Partner | Secttor\nZorg Voorbeeld | zorg"})
    wrong = finding_of(found, "kolom_hernoemd")
    assert (wrong.severity, wrong.tab, wrong.column) == ("waarschuwing", "Partners", "Sector")
    assert "“Secttor”" in wrong.advice


def test_a_renamed_column_that_has_a_warning_of_its_own_is_suggested_too() -> None:
    found = reading({"Deelnemers": "Deelnemer | Aangemeld opp | Akkoord op\nD-001 | 2-2-2025 | 2-2-2025"})
    assert "“Aangemeld opp”" in finding_of(found, "kolom_hernoemd").advice


def test_columns_that_are_not_there_are_told_of_once_for_a_tab() -> None:
    found = reading({"Partners": "Partner\nZorg Voorbeeld"})
    (unused,) = [one for one in found.findings if one.code == "kolom_niet_gebruikt" and one.tab == "Partners"]
    assert "Sector, Gemeente, Aangesloten op" in unused.message


@pytest.mark.parametrize(
    ("merge", "code", "area"),
    [
        ((0, 0, 0, 1), "kop_samengevoegd", "A1:B1"),
        ((0, 3, 1, 3), "kop_samengevoegd", "D1:D2"),
        ((1, 0, 2, 0), "sleutel_samengevoegd", "A2:A3"),
        ((2, 0, 2, 1), "sleutel_samengevoegd", "A3:B3"),
        ((1, 2, 2, 2), None, None),
        ((3, 0, 3, 3), None, None),
        ((0, 5, 0, 9), None, None),
        ((40, 0, 40, 3), None, None),
    ],
)
def test_merged_headers_and_keys_are_refused_by_their_area_and_a_merged_note_is_not(
    merge: tuple[int, int, int, int], code: str | None, area: str | None
) -> None:
    steps = f"{GOOD_STEPS}    D-002     | stage | Zorg Voorbeeld | 4-3-2025\nEen notitie in samengevoegde cellen. | | |"
    sheet = [Typed(one.title, one.rows, (merge,) if one.title == "Stappen" else ()) for one in tabs({"Stappen": steps})]
    wrong = reading_of(sheet).unreadable.get("steps")
    assert (wrong.code if wrong else None) == code
    assert area is None or (wrong and area in wrong.message)


@pytest.mark.parametrize(("bottom", "code"), [(0, None), (1, "kop_samengevoegd")])
def test_a_title_in_merged_cells_above_the_headings_is_fine_until_it_covers_them(bottom: int, code: str | None) -> None:
    lines = ("Onze stappen van dit jaar", *GOOD_STEPS.strip().splitlines())
    sheet = [
        Typed(one.title, one.rows, ((0, 0, bottom, 3),) if one.title == "Stappen" else ())
        for one in tabs({"Stappen": "\n".join(lines)})
    ]
    wrong = reading_of(sheet).unreadable.get("steps")
    assert (wrong.code if wrong else None) == code


def test_columns_beyond_z_have_two_letters() -> None:
    assert [cell_name(14, index) for index in (0, 25, 26, 701, 702)] == ["A14", "Z14", "AA14", "ZZ14", "AAA14"]
