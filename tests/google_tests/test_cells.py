"""Tables of what typing comes to, what formats show, what formulas come to, and what masks and ranges mean."""

from typing import Any

import pytest

from tests.google.errors import GoogleError, Json
from tests.google.formats import display
from tests.google.formulas import Sums
from tests.google.locales import DUTCH, ENGLISH, locale_of
from tests.google.masks import changed, keep, parse
from tests.google.ranges import Area, corners, letters, split_title
from tests.google.sheet import filled_tabs
from tests.google.spreadsheet import Spreadsheet
from tests.google.typing_in import typed


@pytest.mark.parametrize(
    ("locale", "text", "value", "shown"),
    [
        ("nl_NL", "3-3-2026", {"numberValue": 46084.0}, "3-3-2026"),
        ("nl_NL", "03/03/26", {"numberValue": 46084.0}, "3-3-2026"),
        ("nl_NL", "3 mrt 2026", {"numberValue": 46084.0}, "3 mrt 2026"),
        ("nl_NL", "2026-03-03", {"numberValue": 46084.0}, "2026-03-03"),
        ("nl_NL", "3-3-2026 14:30", {"numberValue": 46084 + 14.5 / 24}, "3-3-2026 14:30:00"),
        ("nl_NL", "3/13/2026", {"stringValue": "3/13/2026"}, "3/13/2026"),
        ("nl_NL", "31-2-2026", {"stringValue": "31-2-2026"}, "31-2-2026"),
        ("nl_NL", "eind maart", {"stringValue": "eind maart"}, "eind maart"),
        ("nl_NL", "12,5", {"numberValue": 12.5}, "12,5"),
        ("nl_NL", "12.5", {"stringValue": "12.5"}, "12.5"),
        ("nl_NL", "1.250", {"numberValue": 1250.0}, "1.250"),
        ("nl_NL", "0612345678", {"numberValue": 612345678.0}, "612345678"),
        ("nl_NL", "1e5", {"numberValue": 100000.0}, "100000"),
        ("nl_NL", "50%", {"numberValue": 0.5}, "50%"),
        ("nl_NL", "€ 12,50", {"numberValue": 12.5}, "€ 12,50"),
        ("nl_NL", "waar", {"boolValue": True}, "WAAR"),
        ("nl_NL", "'007", {"stringValue": "007"}, "007"),
        ("nl_NL", " ja ", {"stringValue": " ja "}, " ja "),
        ("en_US", "3/13/2026", {"numberValue": 46094.0}, "3/13/2026"),
        ("en_US", "Mar 3, 2026", {"numberValue": 46084.0}, "Mar 3, 2026"),
        ("en_US", "2,000,000.01", {"numberValue": 2000000.01}, "2,000,000.01"),
        ("en_US", "12,5", {"stringValue": "12,5"}, "12,5"),
        ("en_US", "TRUE", {"boolValue": True}, "TRUE"),
    ],
)
def test_typing_makes_a_value_that_shows_in_the_habits_of_the_locale(
    locale: str, text: str, value: Json, shown: str
) -> None:
    found, number_format = typed(text, locale_of(locale))
    assert found == pytest.approx(value)
    assert display(found, number_format or {}, locale_of(locale)) == shown


@pytest.mark.parametrize(
    ("value", "pattern", "kind", "shown"),
    [
        (46084.0, "dd-mm-yyyy", "DATE", "03-03-2026"),
        (46084.0, "dddd d mmmm yyyy", "DATE", "dinsdag 3 maart 2026"),
        (46084.604, "d-m-yy h:mm", "DATE_TIME", "3-3-26 14:29"),
        (0.125, "0.0%", "PERCENT", "12,5%"),
        (-1234.5, "#,##0.00", "NUMBER", "-1.234,50"),
        (7.0, "000", "NUMBER", "007"),
        (12345.0, "0.00E+00", "SCIENTIFIC", "1,23E+04"),
        (1 / 3, "", "", "0,3333333333"),
        (1e16, "", "", "1E+16"),
        (-5.0, "0;(0)", "NUMBER", "(5)"),
    ],
)
def test_numbers_show_as_their_pattern_says(value: float, pattern: str, kind: str, shown: str) -> None:
    chosen = {"type": kind, "pattern": pattern} if kind else {}
    assert display({"numberValue": value}, chosen, DUTCH) == shown


@pytest.mark.parametrize(("kind", "dutch", "english"), [("REF", "#VERW!", "#REF!"), ("N_A", "#N/B", "#N/A")])
def test_errors_show_in_the_language_of_the_locale(kind: str, dutch: str, english: str) -> None:
    value = {"errorValue": {"type": kind, "message": ""}}
    assert (display(value, {}, DUTCH), display(value, {}, ENGLISH)) == (dutch, english)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3", {"numberValue": 7.0}),
        ("=(1+2)*3", {"numberValue": 9.0}),
        ("=-2^2", {"numberValue": 4.0}),
        ("=10/4-1", {"numberValue": 1.5}),
        ('="a"&"b"&1', {"stringValue": "ab1"}),
        ('=A1="d-001"', {"boolValue": True}),
        ("=SUM(C1:C3)", {"numberValue": 5.0}),
        ("=SUM(C:C)", {"numberValue": 5.0}),
        ("=COUNTA(A:A)", {"numberValue": 2.0}),
        ('=VLOOKUP("D-002";A:B;2;FALSE)', {"stringValue": "Bo"}),
        ('=INDEX(B:B,MATCH("D-002",A:A,0))', {"stringValue": "Bo"}),
        ('=XLOOKUP("D-9",A:A,B:B,"geen")', {"stringValue": "geen"}),
        ("='Tweede blad'!A1", {"stringValue": "elders"}),
        ('=IF(C1>2;"veel";"weinig")', {"stringValue": "veel"}),
    ],
)
def test_formulas_are_worked_out(formula: str, value: Json) -> None:
    assert outcome(formula) == value


@pytest.mark.parametrize(
    ("formula", "kind"),
    [
        ("=1/0", "DIVIDE_BY_ZERO"),
        ("=NA()", "N_A"),
        ('=VLOOKUP("D-9";A:B;2;FALSE)', "N_A"),
        ("=ONBEKEND(1)", "NAME"),
        ("=Weg!A1", "REF"),
        ("=D1", "REF"),
        ("=1+", "ERROR"),
        ('="a"*2', "VALUE"),
    ],
)
def test_formulas_that_cannot_be_worked_out_come_to_an_error(formula: str, kind: str) -> None:
    assert outcome(formula)["errorValue"]["type"] == kind


def outcome(formula: str) -> Json:
    """What a formula in D1 comes to, beside two people with hours in A1:C2."""
    tabs = filled_tabs(
        {
            "Eerste": [["D-001", "Ad", 3, formula], ["D-002", "Bo", 2]],
            "Tweede blad": [["elders"]],
        }
    )
    book = Spreadsheet("x", "x", tabs=tabs)
    return Sums(book).effective(0, 0, 3, book.tabs[0].cell(0, 3)) or {}


RESOURCE: Json = {"a": {"b": 1, "c": [{"d": 2, "e": 3}]}, "f": 4}


@pytest.mark.parametrize(
    ("mask", "left"),
    [
        ("*", RESOURCE),
        ("f", {"f": 4}),
        ("a.b", {"a": {"b": 1}}),
        ("a/b,f", {"a": {"b": 1}, "f": 4}),
        ("a(b,c/e)", {"a": {"b": 1, "c": [{"e": 3}]}}),
        ("a.c(d)", {"a": {"c": [{"d": 2}]}}),
        ("a/c/*", {"a": {"c": [{"d": 2, "e": 3}]}}),
        ("a.x", {"a": {}}),
        ("a.c.d,a", {"a": RESOURCE["a"]}),
    ],
)
def test_a_mask_leaves_what_it_names(mask: str, left: Json) -> None:
    assert keep(RESOURCE, parse(mask)) == left


@pytest.mark.parametrize("mask", ["a(", "a)", "a..b", "(a)", "a,", "a b!"])
def test_a_mask_that_cannot_be_read_is_refused(mask: str) -> None:
    with pytest.raises(GoogleError) as error:
        parse(mask)
    assert error.value.status == 400


def test_an_update_clears_what_the_mask_names_and_the_new_value_lacks() -> None:
    old = {"note": "oud", "format": {"bold": True, "size": 10}}
    assert changed(old, {"format": {"size": 12}}, parse("note,format.size")) == {"format": {"bold": True, "size": 12}}


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("B2", Area(0, 1, 2, 1, 2)),
        ("D4:A1", Area(0, 0, 4, 0, 4)),
        ("$A$1:$B$2", Area(0, 0, 2, 0, 2)),
        ("A:C", Area(0, 0, None, 0, 3)),
        ("2:5", Area(0, 1, 5, 0, None)),
        ("A3:C", Area(0, 2, None, 0, 3)),
        ("A1:1", Area(0, 0, 1, 0, None)),
        ("A", None),
        ("A1:", None),
        ("AAAA1", None),
    ],
)
def test_ranges_in_a1_notation(text: str, area: Area | None) -> None:
    assert corners(text, 0) == area


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("'It''s'!A1", ("It's", "A1")),
        ("'A1'", ("A1", None)),
        ("Blad!A1:B2", ("Blad", "A1:B2")),
        ("A1:B2", (None, "A1:B2")),
    ],
)
def test_titles_and_cells_are_told_apart(text: str, parts: tuple[Any, Any]) -> None:
    assert split_title(text) == parts


def test_columns_have_the_letters_that_a_sheet_gives_them() -> None:
    assert [letters(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
