"""Every row ends in one place: stored, rejected with a fout, or set aside; and doubled rows become one record."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.builders import findings, intake, reading, rules
from tracker.intake.read import read_sheet
from tracker.model import Intake, Participant, Partner, Phase, Raw, Rejection


def of_tab(found: Intake, title: str) -> list[tuple[str, str | None]]:
    return [(code, place) for code, place in findings(found) if place and place.startswith(f"{title}!")]


def counts(found: Intake, tab: str) -> tuple[int, int, int, int]:
    count = found.tabs[tab].count
    return count.read, count.stored, count.rejected, count.set_aside


@pytest.mark.parametrize("word", ["Totaal", "TOTAAL:", "Subtotaal", "Eindtotaal", "Som", "Gemiddelde", "Totaal 2025"])
def test_a_row_of_totals_is_set_aside(word: str) -> None:
    rows: list[list[Raw]] = [["Partner", "Soort", "Aantal", "Vanaf"], [word, None, 240.0, None]]
    found = intake({"Plekken": rows})
    assert counts(found, "places") == (1, 0, 0, 1)
    assert of_tab(found, "Plekken") == [("totaalrij", "Plekken!A2")]


@pytest.mark.parametrize(
    "row",
    [
        ["Som", "zorg"],
        ["Som", None],
        ["Totaal Zorg", "zorg"],
        ["Totaal", "zorg"],
        ["NBA", None],
        ["PS Werkt", None],
        ["Bronnen", None],
        ["Stichting Zorg voor Elkaar in Emmen", None],
        ["Wonen in Emmen en Omstreken B.V.", None],
    ],
)
def test_a_partner_with_an_odd_name_is_a_partner(row: list[Raw]) -> None:
    found = intake({"Partners": [["Partner", "Sector"], row]})
    assert counts(found, "partners") == (1, 1, 0, 0)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (["Totaal", None], "totaalrij"),
        (["Totaal 40", None], "totaalrij"),
        (["Som", 40.0], "totaalrij"),
        (["Let op: dit is de lijst van mei", None], "notitie_onder_tabel"),
        (["* Nog niet compleet", None], "notitie_onder_tabel"),
        (["Deze lijst is in mei bijgewerkt.", None], "notitie_onder_tabel"),
    ],
)
def test_totals_and_notes_below_the_partners_are_set_aside(row: list[Raw], code: str) -> None:
    found = intake({"Partners": [["Partner", "Sector"], ["Zorg Voorbeeld", "zorg"], row]})
    assert counts(found, "partners") == (2, 1, 0, 1)
    assert of_tab(found, "Partners") == [(code, "Partners!A3")]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Let op: vul altijd een datum in", "set aside"),
        ("Deze rijen zijn in mei nagekeken", "set aside"),
        ("Nog te controleren!", "set aside"),
        ("Jan de Vries", "rejected"),
        ("Sam van der Voorbeeld", "rejected"),
        ("D-001 (Sam)", "rejected"),
        ("totaal anders", "set aside"),
    ],
)
def test_a_sentence_alone_below_the_steps_is_a_note_and_a_name_is_a_mistake(text: str, outcome: str) -> None:
    found = intake({"Stappen": [["Deelnemer", "Stap", "Start"], [text, None, None]]})
    assert counts(found, "steps") == ((1, 0, 1, 0) if outcome == "rejected" else (1, 0, 0, 1))


def test_a_row_that_is_begun_is_rejected_and_names_what_is_empty() -> None:
    found = intake({"Stappen": "Deelnemer | Stap | Start | Uren per week\nD-001 | | | 16\n | | | 24"})
    assert counts(found, "steps") == (2, 0, 2, 0)
    assert of_tab(found, "Stappen") == [
        ("verplicht_leeg", "Stappen!B2"),
        ("verplicht_leeg", "Stappen!C2"),
        ("verplicht_leeg", "Stappen!A3"),
        ("verplicht_leeg", "Stappen!B3"),
        ("verplicht_leeg", "Stappen!C3"),
    ]
    assert found.tabs["steps"].rejections[0] == Rejection(2, {"participant": "D-001", "hours": 16.0})


def test_a_wrong_cell_in_a_bold_column_is_a_fout_and_elsewhere_a_waarschuwing() -> None:
    found = intake({"Stappen": "Deelnemer | Stap | Start | Einde\nD-001 | stage | ooit | ooit"})
    severities = {one.cell: str(one.severity) for one in found.findings if one.code == "datum_onleesbaar"}
    assert severities == {"C2": "fout", "D2": "waarschuwing"}


def test_of_a_doubled_participant_what_agrees_counts_and_what_differs_is_faulty() -> None:
    found = intake(
        {
            "Deelnemers": """
                Deelnemer | Gemeente | Aangemeld op | Akkoord op | Eigen doel
                D-001     | Emmen    | 2-2-2025     | 2-2-2025   | opleiding
                d-1       | Assen    | 2-2-2025     | 2-2-2025   | opleiding
                D-002     | Assen    | 2-2-2025     | 2-2-2025   |
            """
        }
    )
    first, second = found.tabs["participants"].sightings
    assert first.record == Participant(
        code="D-001", registered_on=date(2025, 2, 2), consent_on=date(2025, 2, 2), own_goal="training"
    )
    assert (first.row, first.faulty) == (3, frozenset({"municipality"}))
    assert second.faulty == frozenset()
    assert [row.row for row in found.tabs["participants"].rejections] == [2]
    assert counts(found, "participants") == (3, 2, 1, 0)
    doubled = [one for one in found.findings if one.code == "deelnemer_dubbel"]
    assert [one.cell for one in doubled] == ["A2", "A3"]
    assert all("rij 2 en 3" in one.message for one in doubled)


def test_partners_whose_names_differ_in_case_only_are_one() -> None:
    found = intake({"Partners": "Partner | Sector\nZorg Voorbeeld | zorg\nzorg  voorbeeld | zorg"})
    (kept,) = found.tabs["partners"].sightings
    assert kept.record == Partner(name="Zorg Voorbeeld", sector="care")


def test_doubled_rows_that_differ_in_a_bold_column_are_all_rejected() -> None:
    found = intake({"Fasen": "Fase | Vanaf\nFase 1 | 1-8-2024\nFase 1 | 1-8-2025\nFase 2 | 1-8-2026"})
    assert [one.record for one in found.tabs["phases"].sightings] == [Phase(name="Fase 2", starts_on=date(2026, 8, 1))]
    assert counts(found, "phases") == (3, 1, 2, 0)


def test_the_answers_of_a_form_and_typed_answers_are_counted_together() -> None:
    found = intake(
        {
            "Metingen": "Deelnemer | Datum\nD-001 | 3-3-2025",
            "Metingen (formulier)": [
                ["Tijdstempel", "Deelnemer", "Goed geholpen"],
                [datetime(2025, 3, 4, 14, 5, 22), "D-002", 4.0],
                ["5-3-2025 14:05:22", "D-002", 7.0],
            ],
        }
    )
    assert counts(found, "measurements") == (3, 3, 0, 0)
    days = [one.record.answered_on for one in found.tabs["measurements"].sightings]  # type: ignore[union-attr]
    assert days == [date(2025, 3, 3), date(2025, 3, 4), date(2025, 3, 5)]
    assert findings(found) == [
        ("datum_als_tekst", "Metingen (formulier)!A3"),
        ("getal_buiten_grens", "Metingen (formulier)!C3"),
    ]


def test_a_broken_cell_never_makes_another_cell_look_wrong() -> None:
    found = intake(
        {
            "Stappen": """
                Deelnemer | Stap      | Partner        | Start    | Einde      | Resultaat
                D-001     | opleiding | Zorg Voorbeeld | 3-3-2025 | eind maart | afgerond
                D-002     | betaald werk | Zorg Vborbeeld | 3-3-2025 |         |
                D-002     | opleiding | Zorg Voorbeeld | 3-3-2025 | 1-1-2025   | diploma
            """
        }
    )
    assert findings(found) == [
        ("datum_onleesbaar", "Stappen!E2"),
        ("partner_onbekend", "Stappen!C3"),
        ("einde_voor_start", "Stappen!E4"),
    ]
    assert [one.faulty for one in found.tabs["steps"].sightings] == [{"end"}, {"partner"}, {"end"}]


def test_rows_of_someone_who_was_erased_are_set_aside_and_nothing_in_them_is_told() -> None:
    sheet = {
        "Deelnemers": "Deelnemer | Gemeente | Akkoord op\nD-001 | Emmen | 2-2-2025\nd-2 | nergens | morgen\n7 | |",
        "Stappen": "Deelnemer | Stap | Start\nD-001 | stage | 3-3-2025\nD 002 | iets | ooit",
    }
    found = read_sheet(reading(sheet), replace(rules(), is_erased=lambda code: code == "D-002"))
    assert [one.record for one in found.tabs["participants"].sightings if one.record.code == "D-002"] == []  # type: ignore[union-attr]  # All are participants.
    assert (counts(found, "participants"), counts(found, "steps")) == ((3, 1, 1, 1), (2, 1, 0, 1))
    assert [place for code, place in findings(found) if code == "rij_gewist"] == ["Deelnemers!A3", "Stappen!A3"]
    assert [place for _, place in findings(found) if place and place.endswith("3") and "!A" not in place] == []


def test_a_code_with_the_letters_of_this_sheet_stands_in_no_name_also_when_nobody_has_it() -> None:
    found = intake({"Partners": "Partner | Sector\nGroep D-999 | zorg\nLangs de N34 | zorg"})
    assert of_tab(found, "Partners") == [("code_in_tekst", "Partners!A2")]
    assert [one.record.name for one in found.tabs["partners"].sightings] == ["Langs de N34"]  # type: ignore[union-attr]  # All are partners.
