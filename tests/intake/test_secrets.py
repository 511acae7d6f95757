"""BSN, bank account, phone number and e-mail address are recognised in every form, and their value is shown nowhere."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime

import pytest

from tests.builders import Typed, findings, intake, reading_of, rules, tabs
from tracker.columns import BY_NAME, TABS, Column, Kind, Tab
from tracker.intake.findings import KINDS
from tracker.intake.read import read_sheet
from tracker.intake.secrets import secret_in
from tracker.model import CellError, Intake, Percentage, Raw

FORMS: dict[str, tuple[Raw, ...]] = {
    "geheim_bsn": (
        "111222333",
        "111.222.333",
        "111 222 333",
        "111-22-2333",
        "1 1 1 2 2 2 3 3 3",
        "111\u00a0222\u00a0333",
        "111\u200b222333",
        "１１１２２２３３３",
        "١١١٢٢٢٣٣٣",
        "111222333.0",
        "BSN111222333",
        "bsn: 111 222 333, graag bellen",
        "kamer 3 111222333",
        "010464554",
        "10464554",
        111222333.0,
        10464554.0,
        Percentage(1112223.33),
        CellError("111222333"),
    ),
    "geheim_iban": (
        "NL91ABNA0417164300",
        "nl91 abna 0417 1643 00",
        "NL91.ABNA.0417.1643.00",
        "NL91-ABNA-0417-1643-00",
        "ＮＬ９１ＡＢＮＡ０４１７１６４３００",
        "rekening NL91ABNA0417164300 t.n.v. iemand",
        "AB12NL91ABNA0417164300",
        "DE89370400440532013000",
    ),
    "geheim_telefoon": (
        "0612345678",
        "06-12345678",
        "06 12 34 56 78",
        "(06) 12345678",
        "+31612345678",
        "+31 6 1234 5678",
        "0031612345678",
        "050-1234567",
        "bel 06-12345678 even",
        "612345678",
        612345678.0,
        31612345678.0,
    ),
    "geheim_e_mail": (
        "kanarie@example.org",
        "KANARIE＠EXAMPLE.ORG",
        "mailto:kanarie@example.org",
        "Sam <kanarie@example.org>",
        "kanarie @ example.org",
        "kanarie(at)example.org",
        "kanarie[at]example[dot]org",
        "ka\u200bnarie@exam\u200bple.org",
    ),
}

HARMLESS: tuple[Raw, ...] = (
    "",
    "Zorg Voorbeeld",
    "1e verdieping @ kantoor",
    "12-03-1987",
    "2026-03-12",
    "2024-2025",
    "2024 2025",
    "Fase 2 (2025-2026)",
    "begroting 1.250.000",
    "€ 12.500,00 in 2026",
    "artikel 5:7, lid 2",
    "123456789",
    "n.v.t.",
    250.0,
    46084.0,
    1e300,
    float("nan"),
    float("inf"),
    True,
    None,
    Percentage(1.0),
    datetime(2026, 3, 3),
)

CASES = [(code, form) for code, forms in FORMS.items() for form in forms]


@pytest.mark.parametrize(("code", "form"), CASES, ids=[f"{code}-{place}" for place, (code, _) in enumerate(CASES)])
def test_a_secret_is_recognised_however_it_is_written(code: str, form: Raw) -> None:
    assert secret_in(form) == code


@pytest.mark.parametrize("text", HARMLESS, ids=str)
def test_ordinary_words_dates_and_amounts_are_no_secret(text: Raw) -> None:
    assert secret_in(text) is None


@pytest.mark.parametrize(
    ("digits", "is_day"),
    [
        ("09011900", True),
        ("28012100", True),
        ("19000108", True),
        ("21000104", True),
        ("05011899", False),
        ("13012101", False),
        ("18990113", False),
        ("21010122", False),
    ],
)
def test_eight_digits_are_a_day_of_two_centuries_or_else_a_secret(digits: str, is_day: bool) -> None:
    assert secret_in(digits) == "geheim_bsn"
    assert secret_in(digits, in_dates=True) == (None if is_day else "geheim_bsn")


def test_eight_digits_that_are_a_day_are_a_date_in_a_column_of_dates_and_are_not_shown() -> None:
    assert secret_in("12031987") == "geheim_bsn"
    assert secret_in("12031987", in_dates=True) is None
    found = intake({"Stappen": [["Deelnemer", "Stap", "Start"], ["D-001", "stage", "12031987"]]})
    assert ("datum_onleesbaar", "Stappen!C2") in findings(found)
    assert "12031987" not in repr(found)


def _plantings() -> Iterator[tuple[Tab, Column]]:
    for tab in TABS:
        for column in tab.read_columns:
            yield tab, column


def _planted(tab: Tab, column: Column) -> Intake:
    """A tab with a row for each form of each secret in one column, and good cells beside it."""
    rows: list[list[Raw]] = [[one.heading for one in tab.read_columns]]
    for place, form in enumerate(form for forms in FORMS.values() for form in forms):
        rows.append([form if one is column else _good(one, place) for one in tab.read_columns])
    changed = [one for one in tabs() if one.title != tab.title]
    return read_sheet(reading_of([*changed, Typed(tab.title, rows)]), rules(consent=False))


def _good(column: Column, place: int) -> Raw:
    if column.kind is Kind.CODE:
        return "D-001" if column.field == "participant" else f"X-{place:03}"
    if column.kind is Kind.CHOICE and column.choices and column.choices.options:
        return column.choices.options[0].word
    values: dict[Kind, Raw] = {
        Kind.DATE: datetime(2025, 3, 3),
        Kind.PAST_DATE: datetime(2025, 3, 3),
        Kind.PARTNER: "Zorg Voorbeeld",
        Kind.COUNT: 3.0,
        Kind.AMOUNT: 250.0,
        Kind.FIGURE: "betaald_werk",
        Kind.EMAIL: f"rol{place}@example.org",
        Kind.TEXT: f"afspraak nummer {place}",
    }
    needed_name = f"Naam {'abcdefgh'[place % 8]} {place}" if column.needed else None
    return values.get(column.kind, needed_name)


_PLANTED = list(_plantings())


@pytest.mark.parametrize(("tab", "column"), _PLANTED, ids=[f"{tab.name}-{column.field}" for tab, column in _PLANTED])
def test_a_secret_in_any_column_is_refused_by_cell_and_kind_and_its_value_is_nowhere(tab: Tab, column: Column) -> None:
    found = _planted(tab, column)
    letter_and_rows = {one.cell: one for one in found.findings if one.tab == tab.title and one.code in _REFUSALS}
    forms = [form for kind, some in FORMS.items() for form in some if not _is_address(column, kind)]
    at = next(place for place, one in enumerate(tab.read_columns) if one is column)
    letters = "ABCDEFGHIJKLMNOPQRS"[at]
    number = {form: row for row, form in enumerate((form for some in FORMS.values() for form in some), 2)}
    assert {f"{letters}{number[form]}" for form in forms} <= letter_and_rows.keys()
    said = repr((found.findings, found.tabs)).casefold()
    assert [spelling for form in forms for spelling in _spellings(form) if spelling in said] == []


_REFUSALS = {code for code, kind in KINDS.items() if kind.refuses and not kind.shows_cell} | {"celfout"}


def _is_address(column: Column, kind: str) -> bool:
    """An address may stand in the column of addresses; it is sealed before anything is kept."""
    return column.kind is Kind.EMAIL and kind == "geheim_e_mail"


def _spellings(form: Raw) -> set[str]:
    text = form.text if isinstance(form, CellError) else str(form)
    plain = unicodedata.normalize("NFKC", text)
    bare, digits = re.sub(r"[\W_]", "", plain), re.sub(r"\D", "", plain)
    return {one.casefold() for one in (text, plain, bare, digits) if len(one) >= 8}


def test_a_secret_in_a_note_or_a_total_is_named_too() -> None:
    found = intake(
        {
            "Plekken": """
                Partner | Soort | Aantal | Vanaf
                Let op: vragen aan kanarie@example.org graag voor vrijdag | | |
                Totaal bel 06-12345678 | | 12 |
            """
        }
    )
    codes = [(code, place) for code, place in findings(found) if place and place.startswith("Plekken")]
    assert ("geheim_e_mail", "Plekken!A2") in codes
    assert ("geheim_telefoon", "Plekken!A3") in codes
    assert "kanarie" not in repr(found)
    assert "12345678" not in repr(found)


def test_a_long_text_full_of_digits_is_searched_in_no_time() -> None:
    for text in ("1 " * 25_000, "06 " * 20_000, "a@" * 25_000, "AB12" * 12_000, "1.1-" * 12_000):
        assert secret_in(text) in (None, "geheim_bsn", "geheim_telefoon")


def test_every_tab_of_the_contract_was_planted() -> None:
    assert {tab.name for tab, _ in _PLANTED} == set(BY_NAME)
