"""Rules over a row, a person, a partner and the sheet: what contradicts itself is told of, by its cell."""

from dataclasses import replace

import pytest

from tests.builders import findings, intake, reading, rules
from tracker.intake.read import read_sheet

PEOPLE = """
    Deelnemer | Gemeente | Aangemeld op | Akkoord op | Afgesloten op | Pauze van | Pauze tot
    D-001     | Emmen    | 2-2-2025     | 2-2-2025   |               |           |
    D-002     | Assen    | 3-2-2025     | 3-2-2025   |               |           |
"""
PARTNERS = """
    Partner        | Sector | Aangesloten op | Uitgetreden op | Andere schrijfwijzen
    Zorg Voorbeeld | zorg   | 1-1-2020       |                |
    Zorg Voorheen  | zorg   | 1-1-2020       | 30-6-2025      |
"""
GRANTS = """
    Subsidie | Van      | Tot        | Bewaren tot
    Zuid     | 1-1-2025 | 31-12-2025 | 31-12-2030
    Noord    |          | 31-12-2025 |
"""
STEPS = "Deelnemer | Stap | Partner | Start | Einde gepland | Einde | Resultaat | Uren per week | Subsidie\n"


def told(**changed: str) -> list[tuple[str, str | None]]:
    """What is said of a sheet in which these tabs are otherwise; a tab of a line or more without its header."""
    good = {"Deelnemers": PEOPLE, "Partners": PARTNERS, "Subsidies": GRANTS, "Stappen": STEPS}
    return findings(intake({**good, **{title.replace("_", "-"): cells for title, cells in changed.items()}}))


def steps(*lines: str) -> list[tuple[str, str | None]]:
    return told(Stappen=STEPS + "\n".join(lines))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        # Dates of one step.
        ("D-001 | stage | Zorg Voorbeeld | 3-3-2025 | | 3-3-2025 | afgerond | |", []),
        ("D-001 | stage | Zorg Voorbeeld | 3-3-2025 | | 2-3-2025 | afgerond | |", [("einde_voor_start", "F2")]),
        ("D-001 | stage | Zorg Voorbeeld | 3-3-2027 | 2-3-2027 | | | |", [("einde_voor_start", "E2")]),
        # The result and the end.
        ("D-001 | opleiding | | 3-3-2025 | | | diploma | |", [("resultaat_zonder_einde", "G2")]),
        ("D-001 | opleiding | | 3-3-2025 | | | gestopt | |", [("resultaat_zonder_einde", "G2")]),
        ("D-001 | opleiding | | 3-3-2025 | | 4-4-2025 | loopt | |", [("loopt_met_einde", "G2")]),
        ("D-001 | opleiding | | 3-3-2025 | | 4-4-2025 | | |", []),
        ("D-001 | opleiding | | 3-3-2025 | | | loopt | |", []),
        # A plan that passed.
        ("D-001 | opleiding | | 3-3-2025 | 1-11-2026 | | | |", []),
        ("D-001 | opleiding | | 3-3-2025 | 31-10-2026 | | | |", [("gepland_einde_voorbij", "E2")]),
        ("D-001 | opleiding | | 3-3-2025 | 31-10-2026 | | loopt | |", [("gepland_einde_voorbij", "E2")]),
        ("D-001 | opleiding | | 3-3-2025 | 31-10-2026 | 30-10-2026 | | |", []),
        # Where the work is.
        ("D-001 | betaald werk | | 3-3-2025 | | | | |", [("betaald_werk_zonder_partner", "C2")]),
        ("D-001 | betaald werk | buiten het netwerk | 3-3-2025 | | | | |", []),
        ("D-001 | vrijwilligerswerk | | 3-3-2025 | | | | |", []),
        # Registration and consent.
        ("D-001 | stage | Zorg Voorbeeld | 2-2-2025 | | | | |", []),
        (
            "D-001 | stage | Zorg Voorbeeld | 1-2-2025 | | | | |",
            [("akkoord_na_start", "Deelnemers!D2"), ("start_voor_aanmelding", "D2")],
        ),
        # The grant that pays.
        ("D-001 | stage | Zorg Voorbeeld | 31-12-2025 | | | | | Zuid", []),
        ("D-001 | stage | Zorg Voorbeeld | 1-1-2026 | | | | | Zuid", [("stap_buiten_subsidie", "I2")]),
        ("D-001 | stage | Zorg Voorbeeld | 1-1-2026 | | | | | Noord", [("stap_buiten_subsidie", "I2")]),
        # The partner that left.
        ("D-001 | stage | Zorg Voorheen | 30-6-2025 | | | | |", []),
        ("D-001 | stage | Zorg Voorheen | 1-7-2025 | | | | |", [("partner_uitgetreden", "C2")]),
    ],
)
def test_one_step_is_held_against_itself_its_person_its_grant_and_its_partner(
    line: str, said: list[tuple[str, str]]
) -> None:
    assert steps(line) == [(code, cell if "!" in cell else f"Stappen!{cell}") for code, cell in said]


def test_consent_after_a_step_of_today_is_told_of_and_after_one_that_is_still_a_plan_is_not() -> None:
    people = PEOPLE.replace("2-2-2025     | 2-2-2025   |", "2-2-2025 | 3-11-2026 |", 1)
    for start, said in (("1-11-2026", ["akkoord_na_start"]), ("2-11-2026", [])):
        found = told(Deelnemers=people, Stappen=f"{STEPS}D-001 | stage | Zorg Voorbeeld | {start} | | | | |")
        assert [code for code, _ in found if code != "datum_in_de_toekomst"] == said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("opleiding | | 3-3-2025 | 1-1-2027 | | | 36", "betaald werk | ZV | 4-3-2025 | | | | 36"), []),
        (("betaald werk | ZV | 3-3-2025 | | | | 36", "betaald werk | ZV | 4-3-2025 | | | | 12"), []),
        (("betaald werk | ZV | 3-3-2025 | | | | 36", "betaald werk | ZV | 4-3-2025 | | | | 12,5"), ["H3"]),
        (("betaald werk | ZV | 3-3-2025 | | 3-4-2025 | | 36", "betaald werk | ZV | 3-4-2025 | | | | 36"), []),
        (("betaald werk | ZV | 3-3-2025 | | 3-4-2025 | | 36", "betaald werk | ZV | 2-4-2025 | | | | 36"), ["H3"]),
        (("betaald werk | ZV | 3-3-2025 | | | | 36", "betaald werk | ZV | 2-4-2025 | | | |"), []),
        (("betaald werk | ZV | 3-3-2025 | 1-1-2027 | | | 36", "betaald werk | ZV | 1-2-2027 | | | | 36"), []),
        (("betaald werk | ZV | 3-3-2025 | | | | 36", "betaald werk | ZV | 1-2-2027 | | | | 36"), ["H3"]),
        (("betaald werk | ZV | 5-3-2025 | | | | 36", "betaald werk | ZV | 4-3-2025 | | | | 36"), ["H2"]),
    ],
)
def test_jobs_at_once_take_no_more_than_48_hours_and_a_job_beside_a_training_is_fine(
    lines: tuple[str, str], said: list[str]
) -> None:
    found = steps(*(f"D-001 | {line.replace('ZV', 'Zorg Voorbeeld')} |" for line in lines))
    assert found == [("banen_overlappen", f"Stappen!{cell}") for cell in said]


def test_jobs_are_held_against_each_other_whatever_else_someone_does_in_between() -> None:
    jobs = [f"D-001 | betaald werk | Zorg Voorbeeld | {day}-3-2025 | | | | 36 |" for day in (3, 5)]
    assert steps(
        "D-001 | opleiding | | 1-3-2025 | | | | |", jobs[0], "D-001 | stage | | 4-3-2025 | | | | |", jobs[1]
    ) == [("banen_overlappen", "Stappen!H5")]


@pytest.mark.parametrize("turned", [False, True])
def test_of_jobs_that_begin_together_the_one_that_lasts_is_told_of_however_the_sheet_is_sorted(turned: bool) -> None:
    jobs = [f"D-001 | betaald werk | Zorg Voorbeeld | 3-3-2025 | | {end} | | 36 |" for end in ("4-4-2025", "")]
    row = 2 if turned else 3
    assert steps(*(reversed(jobs) if turned else jobs)) == [
        ("stap_dubbel", f"Stappen!B{row}"),
        ("banen_overlappen", f"Stappen!H{row}"),
    ]


@pytest.mark.parametrize(
    ("grant", "period"),
    [
        ("Zuid", "van 1-1-2025 tot en met 31-12-2025"),
        ("Noord", "tot en met 31-12-2025"),
        ("Oost", "van 1-1-2027"),
    ],
)
def test_a_step_outside_its_grant_is_told_of_with_the_days_between_which_that_runs(grant: str, period: str) -> None:
    cells = {
        "Deelnemers": PEOPLE,
        "Partners": PARTNERS,
        "Subsidies": f"{GRANTS}Oost | 1-1-2027 | |\n",
        "Stappen": f"{STEPS}D-001 | stage | Zorg Voorbeeld | 1-1-2026 | | | | | {grant}",
    }
    (one,) = [one for one in intake(cells).findings if one.code == "stap_buiten_subsidie"]
    assert period in one.message


def test_the_same_step_twice_is_told_of_once_with_the_other_row() -> None:
    line = "D-001 | stage | Zorg Voorbeeld | 3-3-2025 | | | | |"
    assert steps(line, line.replace("D-001", "d-1"), line.replace("3-3", "4-3")) == [
        ("code_herschreven", "Stappen!A3"),
        ("stap_dubbel", "Stappen!B3"),
    ]


def test_of_someone_who_is_closed_no_step_runs_or_begins() -> None:
    people = PEOPLE.replace(
        "D-001     | Emmen    | 2-2-2025     | 2-2-2025   | ", "D-001 | Emmen | 2-2-2025 | 2-2-2025 | 1-9-2025"
    )
    found = told(
        Deelnemers=people,
        Stappen=STEPS
        + "D-001 | stage | Zorg Voorbeeld | 3-3-2025 | | 1-9-2025 | | |\n"
        + "D-001 | stage | Zorg Voorbeeld | 4-3-2025 | | | | |\n"
        + "D-001 | stage | Zorg Voorbeeld | 2-9-2025 | | | | |",
    )
    assert found == [("stap_loopt_na_afsluiting", "Stappen!F3"), ("stap_na_afsluiting", "Stappen!D4")]


def test_without_a_day_of_registration_there_is_a_warning() -> None:
    people = "Deelnemer | Aangemeld op | Akkoord op\nD-001 | | 2-2-2025\nD-002 | ooit | 2-2-2025"
    assert told(Deelnemers=people) == [
        ("aangemeld_op_ontbreekt", "Deelnemers!B2"),
        ("datum_onleesbaar", "Deelnemers!B3"),
    ]


def test_without_the_column_of_registration_there_is_one_warning() -> None:
    people = "Deelnemer | Akkoord op\nD-001 | 2-2-2025\nD-002 | 2-2-2025"
    assert told(Deelnemers=people) == [("aangemeld_op_kolom_ontbreekt", "Deelnemers")]


def test_two_people_with_the_same_municipality_day_and_steps_may_be_one() -> None:
    people = """
        Deelnemer | Gemeente | Aangemeld op | Akkoord op
        D-001     | Emmen    | 2-2-2025     | 2-2-2025
        D-002     | Emmen    | 2-2-2025     | 2-2-2025
        D-003     | Emmen    | 2-2-2025     | 2-2-2025
        D-004     | Assen    | 2-2-2025     | 2-2-2025
        D-005     | Emmen    | 2-2-2025     | 2-2-2025
        D-006     | Emmen    | 2-2-2025     | 2-2-2025
    """
    lines = [f"{code} | stage | Zorg Voorbeeld | 3-3-2025 | | | | |" for code in ("D-001", "D-002", "D-004")]
    lines.append("D-003 | stage | Zorg Voorbeeld | 4-3-2025 | | | | |")
    assert told(Deelnemers=people, Stappen=STEPS + "\n".join(lines)) == [("persoon_dubbel", "Deelnemers!A3")]


@pytest.mark.parametrize(
    ("title", "cells", "cell"),
    [
        ("Deelnemers", PEOPLE.replace("3-2-2025   |               |", "3-2-2025 | 2-2-2025 |"), "E3"),
        ("Deelnemers", PEOPLE.replace("3-2-2025   |               |     ", "3-2-2025 | | 4-4-2025 | 3-4-2025"), "G3"),
        ("Partners", PARTNERS.replace("30-6-2025", "31-12-2019"), "D3"),
        ("AVK_team", "Partner | Plaats | Van | Tot\nZorg Voorbeeld | manager | 3-3-2025 | 2-3-2025", "D2"),
        ("Plekken", "Partner | Soort | Aantal | Vanaf | Tot\nZorg Voorbeeld | stage | 1 | 3-3-2025 | 2-3-2025", "E2"),
        ("Subsidies", "Subsidie | Van | Tot | Bewaren tot\nZuid | 1-1-2025 | 31-12-2024 |", "C2"),
        ("Subsidies", "Subsidie | Van | Tot | Bewaren tot\nZuid | 1-1-2025 | 31-12-2025 | 1-6-2025", "D2"),
        ("Knelpunten", "Regel | Gemeld op | Opgelost op\noverig | 3-3-2025 | 2-3-2025", "C2"),
    ],
)  # fmt: skip
def test_days_that_follow_each_other_stand_in_order(title: str, cells: str, cell: str) -> None:
    assert told(**{title: cells}) == [("datums_omgekeerd", f"{title.replace('_', '-')}!{cell}")]


@pytest.mark.parametrize(
    ("number", "running", "said"),
    [(2, 2, []), (1, 2, [("plekken_overvol", "Plekken!C2")]), (0, 1, [("plekken_overvol", "Plekken!C2")])],
)
def test_no_more_people_have_a_place_than_there_are(number: int, running: int, said: list[tuple[str, str]]) -> None:
    lines = [f"D-00{place} | stage | Zorg Voorbeeld | 3-3-2025 | | | | |" for place in range(1, running + 1)]
    lines.append("D-002 | stage | Zorg Voorbeeld | 3-3-2024 | | 3-3-2024 | | |")
    places = f"Partner | Soort | Aantal | Vanaf\nZorg Voorbeeld | stage | {number} | 1-1-2025"
    found = told(Plekken=places, Stappen=STEPS + "\n".join(lines))
    assert [one for one in found if one[0] == "plekken_overvol"] == said


def test_places_of_a_partner_that_offers_none_of_that_kind_are_not_counted() -> None:
    places = """
        Partner        | Soort             | Aantal | Vanaf    | Tot
        Zorg Voorbeeld | werkervaringsplek | 1      | 1-1-2025 |
        Zorg Voorbeeld | stage             | 0      | 1-1-2024 | 31-12-2024
    """
    assert told(Plekken=places, Stappen=STEPS + "D-001 | stage | Zorg Voorbeeld | 3-3-2025 | | | | |") == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("betaald_werk | 100 | 1-1-2030 |", "betaald_werk | 100 | 1-1-2035 |"), []),
        (("betaald_werk | 100 | 1-1-2030 |", "betaald_werk | 99 | 1-1-2035 |"), ["B3"]),
        (("betaald_werk | 99 | 1-1-2035 |", "Betaald werk gekregen | 100 | 1-1-2030 |"), ["B2"]),
        (("betaald_werk | 100 | 1-1-2030 |", "betaald_werk | 99 | 1-1-2035 | Zuid"), []),
        (("betaald_werk | 100 | 1-1-2030 |", "kans_gekregen | 99 | 1-1-2035 |"), []),
        (("partners_structureel | 50% | 1-1-2030 |", "partners_structureel | 40% | 1-1-2035 |"), ["B3"]),
        (("partners_structureel | 20 | 1-1-2030 |", "partners_structureel | 100% | 1-1-2035 |"), []),
        (("tussentijds_gestopt | 30% | 1-1-2030 |", "tussentijds_gestopt | 20% | 1-1-2035 |"), []),
    ],
)
def test_a_goal_does_not_shrink_unless_less_is_better(lines: tuple[str, str], said: list[str]) -> None:
    found = told(Doelen="Doel | Streefwaarde | Op | Voor\n" + "\n".join(lines))
    assert found == [("doel_krimpt", f"Doelen!{cell}") for cell in said]


@pytest.mark.parametrize(
    ("title", "cells", "cell"),
    [
        (
            "Inbedding",
            """
            Partner        | Domein | Hoe ver  | Sinds
            Zorg Voorbeeld | beleid | proef    | 3-3-2025
            Zorg Voorbeeld | beleid | nog niet | 3-3-2025
            Zorg Voorbeeld | beleid | nog niet | 4-3-2025
            """,
            "D3",
        ),
        (
            "Ervaringsdeskundigen",
            "Partner | Peildatum | Betaald\nZorg Voorbeeld | 3-3-2025 | 2\nZorg Voorbeeld | 3-3-2025 | 3",
            "B3",
        ),
        (
            "Doelen",
            "Doel | Streefwaarde | Op\nbetaald_werk | 100 | 1-1-2030\nbetaald_werk | 120 | 1-1-2030",
            "C3",
        ),
        ("Vergaderingen", "Datum | Overleg\n3-3-2025 | stuurgroep\n3-3-2025 | stuurgroep", "A3"),
    ],
)
def test_two_rows_about_the_same_day_are_told_of(title: str, cells: str, cell: str) -> None:
    assert told(**{title: cells}) == [("rij_tweemaal", f"{title}!{cell}")]


def test_structural_embedding_shows_in_something() -> None:
    embedding = """
        Partner        | Domein       | Hoe ver      | Sinds    | Waaruit blijkt dat
        Zorg Voorbeeld | beleid       | structureel  | 3-3-2025 | in formatie
        Zorg Voorbeeld | arbeidsmarkt | structureel  | 3-3-2025 |
        Zorg Voorheen  | beleid       | proef        | 3-3-2025 |
    """
    assert told(Inbedding=embedding) == [("structureel_zonder_bewijs", "Inbedding!E3")]


def test_who_logs_in_for_a_partner_or_grant_says_for_which() -> None:
    access = """
        E-mail           | Rol           | Partner        | Subsidie
        a@example.org    | projectleider |                |
        b@example.org    | partner       |                |
        c@example.org    | financier     |                |
        d@example.org    | partner       | Zorg Voorbeeld |
        e@example.org    | financier     |                | Zuid
    """
    assert told(Toegang=access) == [("toegang_zonder_partner", "Toegang!C3"), ("toegang_zonder_subsidie", "Toegang!D4")]


def test_what_is_said_names_the_other_row_and_the_dates() -> None:
    found = intake(
        {
            "Stappen": """
                Deelnemer | Stap         | Partner        | Start    | Uren per week
                D-001     | betaald werk | Zorg Voorbeeld | 3-3-2025 | 32
                D-001     | betaald werk | Wonen Monden   | 4-3-2025 | 24
            """
        }
    )
    (said,) = [one for one in found.findings if one.code == "banen_overlappen"]
    assert (said.row, said.column, said.found) == (3, "Uren per week", "24")
    assert said.message == "Deze baan en die op rij 2 zijn samen 56 uur per week."


def test_a_rule_speaks_of_the_right_reading_when_a_tab_is_read_in_parts() -> None:
    """A wide sheet gives one row to several readings of `Stappen`: each keeps its own column and cell."""
    closed = PEOPLE.replace(
        "D-001     | Emmen    | 2-2-2025     | 2-2-2025   |               ",
        "D-001 | Emmen | 2-2-2025 | 2-2-2025 | 1-9-2025",
    )
    whole = reading(
        {
            "Deelnemers": closed,
            "Partners": PARTNERS,
            "Stappen": STEPS + "D-001 | stage | Zorg Voorbeeld | 3-3-2025 | | | | |",
        }
    )
    ended = reading(
        {
            "Deelnemers": closed,
            "Partners": PARTNERS,
            "Stappen": STEPS + "D-001 | betaald werk | Zorg Voorbeeld | 3-4-2025 | | 1-8-2025 | afgerond | |",
        }
    )
    part = next(tab for tab in ended.tabs if tab.tab == "steps")
    in_parts = replace(whole, tabs=(*whole.tabs, replace(part, letters=tuple(f"X{letter}" for letter in part.letters))))
    said = [(one.code, one.cell) for one in read_sheet(in_parts, rules()).findings if one.tab == "Stappen"]
    assert ("stap_loopt_na_afsluiting", "F2") in said
