"""Names are equal when people see no difference; a near miss is only ever suggested."""

import pytest

from tracker.intake.names import LONGEST_COMPARED, MOST_SUGGESTIONS, Near, clean, plain, suggestion


@pytest.mark.parametrize(
    "text",
    [
        "Zorggroep De Linde",
        " zorggroep  de linde ",
        "ZORGGROEP\u00a0DE\nLINDE",
        "Zorg\u200bgroep De Li\u00adnde",
        "Zorggroep De Lindé",
        "Zorggroep De Linde\u0301",
        "Ｚorggroep De Linde",
        "\u202eZorggroep De Linde\u202c",
    ],
)
def test_what_people_do_not_see_makes_no_difference(text: str) -> None:
    assert plain(text) == "zorggroep de linde"


def test_clean_text_keeps_its_case_and_accents() -> None:
    assert clean(" Zorg\u00a0 Linde\u0301\u200b ") == "Zorg Lindé"


PARTNERS = ("Zorggroep De Linde", "Zorggroep De Lindes", "Wonen Monden", "Welzijn Noord", "Welzijn Zuid")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wonen Mondenn", "Wonen Monden"),
        ("wonen monde", "Wonen Monden"),
        ("Zorggroep De Lindee", None),
        ("Welzijn", None),
        ("Monden", None),
        ("", None),
        ("\u200b", None),
        ("Wonen Monden " * 100, None),
        ("ワーク", None),
    ],
)
def test_only_a_near_name_with_a_clear_lead_is_suggested(text: str, name: str | None) -> None:
    assert suggestion(text, PARTNERS) == name


def test_two_spellings_of_one_partner_do_not_compete() -> None:
    assert suggestion("zorggroep de linden", {"Zorggroep De Linde": "A", "Zorggroep De Linder": "A"}) == "A"


def test_a_name_that_is_less_near_does_not_stand_in_the_way_of_the_nearest() -> None:
    assert suggestion("Wonen Mondenn", ("Wonen Monder", "Wonen Monden")) == "Wonen Monden"


def test_a_column_full_of_something_else_costs_no_more_than_so_many_suggestions() -> None:
    near = Near(PARTNERS)
    asked = [near.suggestion("Wonen Mondenn") for _ in range(MOST_SUGGESTIONS + 1)]
    assert asked[:-1] == ["Wonen Monden"] * MOST_SUGGESTIONS
    assert asked[-1] is None


def test_a_text_longer_than_any_name_is_compared_with_none() -> None:
    longest = "a" * LONGEST_COMPARED
    assert suggestion(longest, [longest]) == longest
    assert suggestion(f"{longest}a", [longest]) is None
