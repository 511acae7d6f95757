"""A code, name or word as somebody types it becomes what it stands for, or a reason why not."""

from datetime import date, datetime

import pytest

from tests.builders import TODAY, findings, intake
from tracker.columns import ACCESS, BY_NAME, Column
from tracker.intake.cells import reader
from tracker.intake.known import LONGEST_SHOWN, Known, shown
from tracker.model import CellError, Percentage, Raw, Value

KNOWN = Known(
    today=TODAY,
    partners={"zorg voorbeeld": "Zorg Voorbeeld", "zvb": "Zorg Voorbeeld", "wonen voorbeeld": "Wonen Voorbeeld"},
    grants={"subsidie voorbeeld": "Subsidie Voorbeeld"},
    figures={"kans gekregen": "kans_gekregen", "kans_gekregen": "kans_gekregen"},
    additions={
        "course": ("Cursus Ervaring", "Zorg, deel 1"),
        "need": ("zorg, opvang",),
        "municipality": ("Den Haag", "Emmen"),
    },
    codes=frozenset({"D-001", "D-017"}),
    code_starts=frozenset({"D"}),
    participants=frozenset({"D-001"}),
)


def column(name: str) -> Column:
    tab, field = name.split(".")
    return BY_NAME[tab].column(field)


def read(name: str, raw: Raw, known: Known = KNOWN) -> tuple[Value, str | None]:
    found = reader(column(name), known)(raw)
    return found.value, found.problem.code if found.problem else None


@pytest.mark.parametrize(
    ("raw", "value", "code"),
    [
        ("D-001", "D-001", None),
        (" D-001\u00a0", "D-001", None),
        ("D\u200b-001", "D-001", None),
        ("d-001", "D-001", "code_herschreven"),
        ("d-1", "D-001", "code_herschreven"),
        ("D001", "D-001", "code_herschreven"),
        ("D 001", "D-001", "code_herschreven"),
        ("D‑001", "D-001", "code_herschreven"),
        ("D—001", "D-001", "code_herschreven"),
        ("D-00001", "D-001", "code_herschreven"),
        ("Ｄ-００１", "D-001", None),
        ("D-002", None, "deelnemer_onbekend"),
        ("ABC-12345", None, "deelnemer_onbekend"),
        ("ABCD-001", None, "code_onleesbaar"),
        ("D-123456", None, "code_onleesbaar"),
        ("D-", None, "code_onleesbaar"),
        ("D-001 en D-002", None, "code_onleesbaar"),
        ("Sam", None, "code_onleesbaar"),
        ("D" * 50_000, None, "code_onleesbaar"),
        (1.0, None, "code_is_getal"),
        ("001", None, "code_is_getal"),
        (True, None, "code_onleesbaar"),
        (datetime(2026, 3, 3), None, "code_onleesbaar"),
    ],
    ids=str,
)
def test_a_code_is_one_to_three_letters_and_a_number(raw: Raw, value: Value, code: str | None) -> None:
    assert read("steps.participant", raw) == (value, code)


@pytest.mark.parametrize(
    ("name", "raw", "value", "code"),
    [
        ("steps.kind", "betaald werk", "paid_work", None),
        ("steps.kind", " BETAALD\n werk", "paid_work", None),
        ("steps.kind", "baan", "paid_work", None),
        ("steps.kind", "wep", "work_experience", None),
        ("steps.kind", "cursus", "training", None),
        ("steps.kind", "vrijwilliger", "volunteer_work", None),
        ("steps.kind", "stagge", None, "keuze_onbekend"),
        ("steps.kind", "stage?", None, "keuze_onbekend"),
        ("steps.kind", 3.0, None, "keuze_onbekend"),
        ("steps.kind", True, None, "keuze_onbekend"),
        ("steps.kind", Percentage(0.5), None, "keuze_onbekend"),
        ("steps.domain", "clientcontact", "client_contact", None),
        ("steps.domain", "Cliëntcontact", "client_contact", None),
        ("steps.domain", "Clie\u0308ntcontact", "client_contact", None),
        ("embedding.level", "n.v.t.", "not_applicable", None),
        ("steps.role", "Buddy", "buddy", None),
        ("steps.role", "tuinman", None, "keuze_niet_in_lijst"),
        ("steps.course", "cursus ervaring", "Cursus Ervaring", None),
        ("steps.course", "Cursus Bloemen", None, "keuze_niet_in_lijst"),
        ("participants.municipality", "emmen", "Emmen", None),
        ("participants.municipality", "'s-Gravenhage", "Den Haag", None),
        ("participants.municipality", "Nergenshuizen", None, "keuze_niet_in_lijst"),
        ("participants.needs", "vervoer; taal", ("vervoer", "taal"), None),
        ("participants.needs", "vervoer, taal\nvervoer", ("vervoer", "taal"), None),
        ("participants.needs", "zorg, opvang; taal", ("zorg, opvang", "taal"), None),
        ("participants.needs", "vervoer; rust", None, "keuze_niet_in_lijst"),
        ("participants.needs", ";", None, "keuze_niet_in_lijst"),
        ("steps.as_expert", True, True, None),
        ("steps.as_expert", "Nee", False, None),
        ("steps.as_expert", "waar", True, None),
        ("steps.as_expert", "soms", None, "keuze_onbekend"),
        ("steps.as_expert", 1.0, None, "keuze_onbekend"),
    ],
    ids=str,
)
def test_a_word_of_a_list_is_found_whatever_its_case_and_spacing(
    name: str, raw: Raw, value: Value, code: str | None
) -> None:
    assert read(name, raw) == (value, code)


@pytest.mark.parametrize(
    ("name", "raw", "value", "code"),
    [
        ("steps.partner", "Zorg Voorbeeld", "Zorg Voorbeeld", None),
        ("steps.partner", "zorg  voorbeeld", "Zorg Voorbeeld", None),
        ("steps.partner", "ZVB", "Zorg Voorbeeld", None),
        ("steps.partner", "buiten het netwerk", "outside_network", None),
        ("steps.partner", "Zorg Voorbeeldt", None, "partner_onbekend"),
        ("steps.partner", "-", None, "partner_onbekend"),
        ("participants.registered_by", "zelf", "self", None),
        ("participants.guided_by", "projectleider", "project_leader", None),
        ("participants.guided_by", "Sam Voorbeeld", None, "partner_onbekend"),
        ("steps.grant", "subsidie voorbeeld", "Subsidie Voorbeeld", None),
        ("steps.grant", "Andere Subsidie", None, "subsidie_onbekend"),
        ("targets.figure", "Kans gekregen", "kans_gekregen", None),
        ("targets.figure", "iedereen blij", None, "doel_onbekend"),
    ],
)
def test_a_name_is_matched_exactly_and_never_guessed(name: str, raw: Raw, value: Value, code: str | None) -> None:
    assert read(name, raw) == (value, code)


@pytest.mark.parametrize(
    ("name", "typed", "hint"),
    [
        ("steps.kind", "stagge", "Bedoelt u “stage”? "),
        ("steps.kind", "vrijwiligerswerk", "Bedoelt u “vrijwilligerswerk”? "),
        ("steps.kind", "stag", ""),
        ("steps.partner", "Zorg Voorbeeldt", "Bedoelt u “Zorg Voorbeeld”? "),
        ("steps.partner", "Voorbeeld", ""),
        ("steps.course", "Cursus Ervarng", "Bedoelt u “Cursus Ervaring”? "),
    ],
)
def test_a_near_miss_is_suggested_and_nothing_is_stored(name: str, typed: str, hint: str) -> None:
    found = reader(column(name), KNOWN)(typed)
    assert found.value is None
    assert found.problem
    assert found.problem.details["hint"] == hint


@pytest.mark.parametrize(
    ("name", "raw", "value", "code"),
    [
        ("partners.name", " Zorg   Voorbeeld ", "Zorg Voorbeeld", None),
        ("partners.name", "Zorg\x07\x0bVoorbeeld", "Zorg Voorbeeld", None),
        ("partners.name", 1845.0, "1845", None),
        ("partners.name", 46084.0, "46084", "tekst_werd_getal"),
        ("partners.name", 1.5, None, "tekst_werd_datum"),
        ("partners.name", datetime(2026, 3, 3), None, "tekst_werd_datum"),
        ("partners.name", True, None, "tekst_werd_datum"),
        ("partners.name", "x" * 80, "x" * 80, None),
        ("partners.name", "x" * 81, None, "tekst_te_lang"),
        ("partners.name", "#REF!", None, "celfout"),
        ("partners.name", "#samen", "#samen", None),
        ("partners.name", "Groep D-017", None, "code_in_tekst"),
        ("partners.other_names", "ZVB; Zorg V\nZV;", ("ZVB", "Zorg V", "ZV"), None),
        ("partners.other_names", "x" * 80, ("x" * 80,), None),
        ("partners.other_names", "x" * 81, None, "tekst_te_lang"),
        ("partners.other_names", "ZV;" + " " * 1997, ("ZV",), None),
        ("partners.other_names", "ZV;" + " " * 1998, None, "tekst_te_lang"),
        ("obstacles.description", "Regel één.\n\n Regel  twee.", "Regel één.\n\nRegel twee.", None),
        ("obstacles.description", "x" * 301, None, "tekst_te_lang"),
        ("obstacles.description", "Dit trof D-017 ook", None, "code_in_tekst"),
        ("obstacles.description", "Dit trof d17 ook", None, "code_in_tekst"),
        ("obstacles.description", "Dit trof D 1.", None, "code_in_tekst"),
        ("obstacles.description", "Dit trof D-999 ook", None, "code_in_tekst"),
        ("obstacles.description", "Langs de A 28 en de N34", "Langs de A 28 en de N34", None),
        ("obstacles.description", "Wet WVG-2026", "Wet WVG-2026", None),
        ("access.address", " Rol@Example.org ", "rol@example.org", None),
        ("access.address", "rol@example", None, "e_mail_onleesbaar"),
        ("access.address", "rol@example.org, twee@example.org", None, "e_mail_onleesbaar"),
        ("access.address", 12.0, None, "e_mail_onleesbaar"),
    ],
    ids=lambda value: str(value)[:24],
)
def test_a_text_of_people_is_kept_as_typed_or_refused(name: str, raw: Raw, value: Value, code: str | None) -> None:
    assert read(name, raw) == (value, code)


def test_without_a_list_of_trainings_any_name_will_do_but_no_secret() -> None:
    bare = Known(today=TODAY)
    assert read("steps.course", "Cursus  Bloemen", bare) == ("Cursus Bloemen", None)
    assert read("steps.course", "Cursus bij 06-12345678", bare) == (None, "geheim_telefoon")
    assert read("steps.grant", "Subsidie X", bare) == ("Subsidie X", None)
    assert read("steps.grant", "kanarie@example.org", bare) == (None, "geheim_e_mail")


def test_when_partners_cannot_be_read_their_names_are_not_called_unknown() -> None:
    bare = Known(today=TODAY)
    assert read("steps.partner", "Zorg Voorbeeld", bare) == ("Zorg Voorbeeld", None)
    assert read("steps.partner", "Buiten het netwerk", bare) == ("outside_network", None)
    assert read("steps.partner", "bel 06-12345678", bare) == (None, "geheim_telefoon")


def test_a_date_that_lies_ahead_is_doubted_where_only_the_past_counts() -> None:
    assert read("steps.end", datetime(2027, 1, 1)) == (date(2027, 1, 1), "datum_in_de_toekomst")
    assert read("steps.end", datetime(2026, 11, 1)) == (date(2026, 11, 1), None)
    assert read("steps.start", datetime(2027, 1, 1)) == (date(2027, 1, 1), None)


def test_a_long_text_is_quoted_short_on_one_line() -> None:
    found = intake({"Stappen": [["Deelnemer", "Stap", "Start"], ["D-001", "lang\n" * 10_000, datetime(2025, 3, 3)]]})
    (wrong,) = [one for one in found.findings if one.code == "keuze_onbekend"]
    assert "\n" not in wrong.message
    assert len(wrong.message) < 150
    assert wrong.found
    assert len(wrong.found) <= 300


def test_what_is_mistyped_in_toegang_is_never_shown() -> None:
    found = intake(
        {
            "Toegang": """
                E-mail          | Rol          | Partner
                sam voorbeeld   | projectleider |
                sam@example.org | Sam Voorbeeld |
                sam@example.org | partner       | Sam Voorbeeld
            """
        }
    )
    wrong = [one for one in found.findings if one.tab == ACCESS.title and one.severity != "info"]
    assert [one.code for one in wrong] == ["e_mail_onleesbaar", "keuze_onbekend", "partner_onbekend"]
    assert all(one.found is None and "sam" not in f"{one.message} {one.advice}".casefold() for one in wrong)


def test_a_spelling_of_two_partners_stands_for_neither() -> None:
    found = intake(
        {
            "Partners": """
                Partner        | Andere schrijfwijzen
                Zorg Voorbeeld | ZV; Wonen Monden
                Wonen Monden   | ZV
            """,
            "Stappen": """
                Deelnemer | Stap  | Partner      | Start
                D-001     | stage | ZV           | 3-3-2025
                D-001     | stage | wonen monden | 4-3-2025
            """,
        }
    )
    assert findings(found) == [
        ("partner_onbekend", "Stappen!C2"),
        ("schrijfwijze_dubbel", "Partners!B2"),
        ("schrijfwijze_dubbel", "Partners!B3"),
    ]
    assert [one.record.partner for one in found.tabs["steps"].sightings] == [None, "Wonen Monden"]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (True, "WAAR"),
        (False, "ONWAAR"),
        (datetime(2026, 3, 3, 14, 5), "3-3-2026"),
        (24.0, "24"),
        (12.5, "12,5"),
        (1e15, "1e+15"),
        (Percentage(0.8), "80%"),
        (Percentage(1e13), "1e+13"),
        (CellError("#REF!"), "#REF!"),
        (None, ""),
        ("x" * LONGEST_SHOWN, "x" * LONGEST_SHOWN),
        ("x" * (LONGEST_SHOWN + 1), "x" * (LONGEST_SHOWN - 1) + "…"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_cell_is_told_as_the_sheet_shows_it_and_a_long_one_by_its_beginning(raw: Raw, text: str) -> None:
    assert shown(raw) == text
