"""What the cells of an unknown column look like, and whether they can be those of a column of ours."""

from collections.abc import Sequence
from datetime import datetime

import pytest

from tests.builders import typed
from tracker.choices import NEEDS, STEP_KINDS
from tracker.columns import BY_NAME, Column
from tracker.intake.content import (
    NOT_LOOKED_INTO,
    Profile,
    example,
    foreign_words,
    may_be_people,
    misfit,
    profile,
    recognised,
    understood,
)
from tracker.model import Raw


def holds(*cells: str) -> Profile:
    """The profile of cells as somebody types them."""
    return profile(typed(cell) for cell in cells)


def column(name: str) -> Column:
    tab, field = name.split(".")
    return BY_NAME[tab].column(field)


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (("3-3-2025", "4 maart 2025", "straks"), "datums"),
        (("3-3-2025", "straks", "ooit"), "tekst"),
        (("D-001", "D-002", "D-003", "x", "x"), "codes"),
        (("D-001", "D-002", "x", "x"), "tekst"),
        (("12", "12,5", "'24 uur"), "getallen"),
        (("'24 uur", "'16 uur", "veel"), "getallen"),
        (("'24", "'16", "veel"), "getallen"),
        (("", "", " "), "leeg"),
        (("Sam", "Ro"), "tekst"),
    ],
)
def test_most_of_the_cells_say_what_a_column_holds(cells: Sequence[str], kind: str) -> None:
    assert holds(*cells).kind == kind


def test_of_a_column_that_was_not_looked_into_only_the_heading_is_known() -> None:
    assert NOT_LOOKED_INTO.kind == "niet bekeken"
    assert misfit(column("steps.start"), NOT_LOOKED_INTO) is None
    assert example(column("steps.start"), NOT_LOOKED_INTO) is None


@pytest.mark.parametrize(
    ("name", "cells", "why"),
    [
        ("steps.start", ("3-3-2025", "4-3-2025", "5-3-2025", "ooit", "ooit"), None),
        ("steps.start", ("3-3-2025", "4-3-2025", "ooit", "ooit"), "er staan geen datums in"),
        ("steps.end", ("3-3-2025", "ooit"), "er staan geen datums in"),
        ("steps.hours", ("24", "12,5", "'16 uur"), None),
        ("steps.hours", ("veel", "weinig"), "er staan geen getallen in"),
        ("steps.as_expert", ("ja", "nee", "WAAR"), None),
        ("steps.as_expert", ("soms", "altijd"), "er staat geen ja of nee in"),
        ("steps.kind", ("stage", "baan", "tuin"), None),
        ("steps.kind", ("stage", "tuin"), "er staan andere woorden in dan in onze lijst"),
        ("steps.partner", ("Zorg Voorbeeld", "Wonen Monden"), None),
        ("steps.partner", ("3-3-2025", "'12"), "er staat geen tekst in"),
        ("participants.guided_by", ("Sam", "Ro"), "er kunnen namen van mensen staan"),
        ("participants.code", ("0", "99999"), None),
        ("participants.code", ("0", "-1"), "er staan geen nummers of codes in"),
        ("participants.code", ("99999", "100000"), "er staan geen nummers of codes in"),
        ("participants.code", ("100000", "-1", "12,5"), "er staan geen nummers of codes in"),
        ("participants.code", (), "er staat niets in"),
        ("steps.start", (), None),
        ("steps.partner", ("'06 12345678", *("Zorg Voorbeeld",) * 10), None),
        ("steps.partner", ("'06 12345678", *("Zorg Voorbeeld",) * 9), "er staan gegevens in die bij één mens horen"),
        ("access.address", ("sam@voorbeeld.nl", "ro@voorbeeld.nl"), None),
    ],
)
def test_a_column_can_be_ours_when_most_cells_fit(name: str, cells: Sequence[str], why: str | None) -> None:
    assert misfit(column(name), holds(*cells)) == why


@pytest.mark.parametrize(
    ("name", "cells", "shown"),
    [
        ("steps.start", ("5-3-2025", "3-3-2025", "4-3-2025"), "4-3-2025"),
        ("steps.end", ("3-3-2025",), "3-3-2025"),
        ("steps.start", ("ooit",), None),
        ("steps.hours", ("36", "12,5", "24"), "24"),
        ("steps.hours", ("veel",), None),
        ("steps.kind", ("baan", "stage", "werk", "Sam"), "betaald werk"),
        ("steps.kind", ("Sam",), None),
        ("steps.partner", ("Zorg Voorbeeld",), None),
    ],
)
def test_an_example_is_the_middle_one_or_a_word_of_ours_and_never_other_text(
    name: str, cells: Sequence[str], shown: str | None
) -> None:
    assert example(column(name), holds(*cells)) == shown


def test_words_of_a_list_are_counted_by_ours_also_when_a_cell_has_several() -> None:
    found = holds("vervoer; opvang", "opvang,", "vervoer, hond", "taal")
    assert recognised(NEEDS, found) == {"vervoer": 1, "opvang": 2, "taal": 1}
    assert understood(NEEDS, holds("vervoer; opvang", "vervoer; hond", "taal", "taal")) == 3


def test_words_of_others_are_told_with_ours_and_our_own_are_not() -> None:
    assert foreign_words(STEP_KINDS, ["stage", "tuin"]) == {}
    told = foreign_words(STEP_KINDS, ["proefplaatsing", "stage"])
    assert set(told.values()) <= {option.word for option in STEP_KINDS.options}


@pytest.mark.parametrize(
    ("cells", "people"),
    [
        (("Sam Bos", "Ro Dal", "Jo Smit"), True),
        (("Sam Bos", "Ro Dal"), False),
        (("Sam Bos", "Ro Dal", "Stichting Zorg"), False),
        (("Stichting Zorg", *(f"Sam {letter}" for letter in "abcdef")), True),
        (("Sam Bos", "Sam Bos", "Ro Dal"), False),
        (("Sam 1", "Sam 1", *(f"Sam {letter}" for letter in "abcdefgh")), True),
    ],
)
def test_names_that_nearly_all_differ_and_do_not_say_what_they_are_may_be_people(
    cells: Sequence[str], people: bool
) -> None:
    assert may_be_people(holds(*cells)) is people


@pytest.mark.parametrize("cell", [datetime(1985, 3, 3), datetime(2101, 1, 1), 12.0, True])
def test_a_day_out_of_reach_is_no_day_of_a_column(cell: Raw) -> None:
    assert profile([cell]).days == ()
