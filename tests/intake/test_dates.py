"""A date as somebody types it becomes that date, or a reason why not."""

from datetime import date, datetime

import pytest

from tracker.intake.dates import date_from_moment, date_from_number, date_from_text

MARCH_3 = date(2026, 3, 3)

READ = {
    "3-3-2026": (MARCH_3, "datum_als_tekst"),
    " 03-03-2026 ": (MARCH_3, "datum_als_tekst"),
    "3 - 3 - 2026": (MARCH_3, "datum_als_tekst"),
    "3\u00a0mrt\u00a02026": (MARCH_3, "datum_als_tekst"),
    "3–3–2026": (MARCH_3, "datum_als_tekst"),
    "３-３-２０２６": (MARCH_3, "datum_als_tekst"),
    "3.3.2026": (MARCH_3, "datum_als_tekst"),
    "3 3 2026": (MARCH_3, "datum_als_tekst"),
    "03/03/26": (MARCH_3, "datum_als_tekst"),
    "3-3-26": (MARCH_3, "datum_als_tekst"),
    "3 mrt 2026": (MARCH_3, "datum_als_tekst"),
    "3 mrt. 2026": (MARCH_3, "datum_als_tekst"),
    "3 maart 2026": (MARCH_3, "datum_als_tekst"),
    "3 MAART '26": (MARCH_3, "datum_als_tekst"),
    "3e maart 2026": (MARCH_3, "datum_als_tekst"),
    "dinsdag 3 maart 2026": (MARCH_3, "datum_als_tekst"),
    "di 3-3-2026": (MARCH_3, "datum_als_tekst"),
    "2026-03-03": (MARCH_3, "datum_als_tekst"),
    "2026/3/3": (MARCH_3, "datum_als_tekst"),
    "2026-03-03T14:05:00": (MARCH_3, "datum_als_tekst"),
    "3-3-2026 14.05 uur": (MARCH_3, "datum_als_tekst"),
    "1 jan 26": (date(2026, 1, 1), "datum_als_tekst"),
    "1 sept 2026": (date(2026, 9, 1), "datum_als_tekst"),
    "29-2-2028": (date(2028, 2, 29), "datum_als_tekst"),
    "13/3/2026": (date(2026, 3, 13), "datum_als_tekst"),
    "3/4/2026": (date(2026, 4, 3), "datum_dubbelzinnig"),
    "12/1/2026": (date(2026, 1, 12), "datum_dubbelzinnig"),
    "03/3/2026": (date(2026, 3, 3), "datum_als_tekst"),
    "1-1-2000": (date(2000, 1, 1), "datum_als_tekst"),
    "31-12-2100": (date(2100, 12, 31), "datum_als_tekst"),
    "1-1-49": (date(2049, 1, 1), "datum_als_tekst"),
    f"3 maart{'.' * 49}2026": (MARCH_3, "datum_als_tekst"),
    "maart 2026": (date(2026, 3, 1), "datum_alleen_maand"),
    "mrt-2026": (date(2026, 3, 1), "datum_alleen_maand"),
}

REFUSED = {
    "31-2-2026": "datum_bestaat_niet",
    "29-2-2026": "datum_bestaat_niet",
    "3/13/2026": "datum_bestaat_niet",
    "0-0-2026": "datum_bestaat_niet",
    "31 april 2026": "datum_bestaat_niet",
    "2026-13-01": "datum_bestaat_niet",
    "1-1-1985": "datum_te_ver",
    "31-12-1999": "datum_te_ver",
    "1-1-2101": "datum_te_ver",
    "1-1-99": "datum_te_ver",
    "3 maart 85": "datum_te_ver",
    "1-1-50": "datum_te_ver",
    "46112": "datum_is_getal",
    "46112,5": "datum_is_getal",
    "12": "datum_onleesbaar",
    "2026": "datum_onleesbaar",
    "3-3": "datum_onleesbaar",
    "3-3.2026": "datum_onleesbaar",
    "3 marzo 2026": "datum_onleesbaar",
    "marzo 2026": "datum_onleesbaar",
    "3-3-2026?": "datum_onleesbaar",
    "3-3-2026 of 4-3-2026": "datum_onleesbaar",
    "eind maart": "datum_onleesbaar",
    "onbekend": "datum_onleesbaar",
    "-": "datum_onleesbaar",
    "12031987": "datum_onleesbaar",
    "3-3-20266": "datum_onleesbaar",
    f"3 maart{'.' * 50}2026": "datum_onleesbaar",
    "x" * 50_000: "datum_onleesbaar",
}


@pytest.mark.parametrize("text", READ)
def test_a_date_in_words_or_figures_is_read_day_first(text: str) -> None:
    read = date_from_text(text)
    assert (read.day, read.problem and read.problem.code) == READ[text]
    assert read.problem
    assert not read.problem.refuses


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:20])
def test_what_is_no_date_or_a_doubtful_one_is_never_guessed(text: str) -> None:
    read = date_from_text(text)
    assert (read.day, read.problem and read.problem.code) == (None, REFUSED[text])
    assert read.problem
    assert read.problem.refuses


def test_a_real_date_needs_no_word_and_its_time_is_left_out() -> None:
    assert date_from_moment(datetime(2026, 3, 3, 14, 5)).day == MARCH_3
    assert date_from_moment(datetime(2026, 3, 3)).problem is None


@pytest.mark.parametrize("year", [1900, 1904, 1999, 2101, 9999])
def test_a_real_date_of_another_age_is_refused(year: int) -> None:
    read = date_from_moment(datetime(year, 1, 1))
    assert read.day is None
    assert read.problem
    assert read.problem.code == "datum_te_ver"


@pytest.mark.parametrize(
    ("serial", "hint"),
    [
        (46084.0, " Bedoelt u 3-3-2026?"),
        (36526.0, " Bedoelt u 1-1-2000?"),
        (36525.9, ""),
        (73415.9, " Bedoelt u 31-12-2100?"),
        (73416.0, ""),
        (2026.0, ""),
        (0.0, ""),
        (-5.0, ""),
        (1e300, ""),
        (float("nan"), ""),
    ],
)
def test_a_number_is_no_date_but_the_advice_says_which_it_may_be(serial: float, hint: str) -> None:
    problem = date_from_number(serial).problem
    assert problem
    assert (problem.code, problem.details["hint"]) == ("datum_is_getal", hint)
