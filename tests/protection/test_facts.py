"""Facts: what a table says about the atoms, and above all what it does not say."""

from collections.abc import Sequence

import pytest

from tests.protection.builders import ATTRIBUTES
from tracker.edition import Cell, ProtectedTable, Side, TableSpec
from tracker.protection.atoms import atoms
from tracker.protection.facts import Fact, Reader, facts
from tracker.protection.people import Attribute, Kind
from tracker.protection.rounding import possible_counts

MORE = {
    **ATTRIBUTES,
    "support": Attribute("support", "Steun", Kind.OTHER, ("geld", "tijd"), complete=True),
    "help": Attribute("help", "Hulp", Kind.OTHER, ("bus", "huis"), many=True),
}

EVERYWHERE, NORTH, SOUTH = frozenset({0, 1}), frozenset({0}), frozenset({1})
ALL, FIRST, SECOND = frozenset({0, 1}), frozenset({0}), frozenset({1})
"""Places and states; with several values the first state is having the one that is asked about."""


def reader(secret: str = "activity", number: int = 0) -> Reader:
    return Reader(MORE, atoms(MORE, ("region",), secret)[number], possible_counts)


def table(
    by: str, cells: dict[str, int | None], within: tuple[tuple[str, str], ...] = (), exact: bool = False
) -> ProtectedTable:
    """A table by some attributes; the cells are named by their sides, with `+` where values are put together."""
    spec = TableSpec(by or "totaal", "overview", tuple(by.split()), "", within, exact)
    return ProtectedTable(spec, tuple(Cell(_sides(name), shown) for name, shown in cells.items()))


def _sides(name: str) -> tuple[Side, ...]:
    return tuple(tuple(side.split("+")) for side in name.split())


def said(tables: ProtectedTable | Sequence[ProtectedTable], secret: str = "activity") -> list[tuple[object, ...]]:
    """Places, states, lowest and highest count of every fact, in order."""
    some = (tables,) if isinstance(tables, ProtectedTable) else tables
    return [(one.places, one.states, one.low, one.high) for one in facts(reader(secret), 0, some)]


def test_each_cell_over_the_atoms_says_what_its_number_can_stand_for() -> None:
    both = table("region activity", {"noord werk": 10, "noord zoekt": 0, "zuid werk": None, "zuid zoekt": 5})
    assert said(both) == [(NORTH, FIRST, 6, 14), (NORTH, SECOND, 0, 4), (SOUTH, SECOND, 1, 9)]
    (first, *_) = facts(reader(), 3, [both])
    assert (first.moment, first.shown, first.exact, first.cells) == (3, 10, False, frozenset())


def test_an_exact_table_says_its_numbers() -> None:
    (work, total) = facts(reader(), 0, [table("activity", {"werk": 7}, exact=True), table("", {"": 9}, exact=True)])
    assert (work.places, work.states, work.low, work.high, work.shown, work.exact) == (EVERYWHERE, FIRST, 7, 7, 7, True)
    assert (total.places, total.states, total.low, total.high) == (EVERYWHERE, ALL, 9, 9)


def test_an_exact_nothing_is_something() -> None:
    assert said(table("activity", {"werk": 0}, exact=True)) == [(EVERYWHERE, FIRST, 0, 0)]


def test_what_lies_outside_the_atoms_is_added_up() -> None:
    by_support = table("support region", {"geld noord": 10, "tijd noord": 5, "geld zuid": 0, "tijd zuid": 20})
    assert said(by_support) == [(NORTH, ALL, 7, 23), (SOUTH, ALL, 16, 28)]
    (fact, _) = facts(reader(), 0, [by_support], removable=True)
    assert fact.shown is None
    assert fact.cells == {("support region", (("geld",), ("noord",))), ("support region", (("tijd",), ("noord",)))}


def test_where_a_part_is_left_out_a_sum_has_no_highest() -> None:
    assert said(table("region support", {"noord geld": 10, "noord tijd": None, "zuid geld": None, "zuid tijd": 0})) == [
        (NORTH, ALL, 6, None)
    ]


def test_of_people_who_can_be_in_several_cells_each_cell_gives_a_lowest_only() -> None:
    assert said(table("region help", {"noord bus": 10, "noord huis": 0, "zuid huis": 5})) == [
        (NORTH, ALL, 6, None),
        (SOUTH, ALL, 1, None),
    ]


def test_a_table_about_some_of_the_people_gives_a_lowest_only() -> None:
    within = (("support", "geld"),)
    assert said(table("region", {"noord": 10, "zuid": 0}, within)) == [(NORTH, ALL, 6, None)]
    assert said(table("region help", {"noord bus": 10}, within)) == [(NORTH, ALL, 6, None)]
    (fact,) = facts(reader(), 0, [table("region", {"noord": 10}, within)])
    assert fact.shown is None


def test_a_table_within_a_mark_of_the_atoms_says_all_of_it() -> None:
    within = (("region", "zuid"),)
    assert said(table("activity", {"werk": 10}, within)) == [(SOUTH, FIRST, 6, 14)]
    assert said(table("support", {"geld": 10, "tijd": 10}, within)) == [(SOUTH, ALL, 12, 28)]


def test_some_of_the_people_split_outside_the_atoms_give_a_lowest_cell_by_cell() -> None:
    assert said(table("support", {"geld": 10, "tijd": 15}, (("partner", "A"),))) == [
        (EVERYWHERE, ALL, 6, None),
        (EVERYWHERE, ALL, 11, None),
    ]


def test_outside_the_atoms_it_takes_one_attribute_of_several_values_to_count_people_twice() -> None:
    assert said(table("help support", {"bus geld": 10, "huis tijd": 5})) == [
        (EVERYWHERE, ALL, 6, None),
        (EVERYWHERE, ALL, 1, None),
    ]


# --- Several values --------------------------------------------------------------------------------------------------


def test_having_a_value_is_a_state_and_other_values_say_nothing_of_it() -> None:
    assert said(table("need", {"opvang": 10, "vervoer": 5}), "need") == [(EVERYWHERE, FIRST, 6, 14)]
    assert said(table("region need", {"noord opvang": 5}), "need") == [(NORTH, FIRST, 1, 9)]


def test_several_values_together_only_say_that_each_is_no_more() -> None:
    (fact,) = facts(reader("need"), 0, [table("need", {"opvang+vervoer": 10})])
    assert (fact.states, fact.low, fact.high, fact.shown) == (FIRST, 0, 14, None)


def test_values_of_which_people_have_one_add_up_when_put_together() -> None:
    (fact,) = facts(reader(), 0, [table("activity", {"werk+zoekt": 10})])
    assert (fact.states, fact.low, fact.high, fact.shown) == (ALL, 6, 14, 10)


@pytest.mark.parametrize("within", [(("region", "zuid"), ("region", "noord")), (("need", "vervoer"),)])
def test_a_table_that_counts_nobody_of_the_atoms_says_nothing(within: tuple[tuple[str, str], ...]) -> None:
    secret = "need" if within[0][0] == "need" else "activity"
    assert said(table("", {"": 0}, within), secret) == []


# --- Said once -------------------------------------------------------------------------------------------------------


def test_the_same_is_said_once_by_the_table_that_is_exact_first() -> None:
    rounded, exact = table("activity", {"werk": 10}), table("activity", {"werk": 10}, exact=True)
    assert said([rounded, rounded]) == [(EVERYWHERE, FIRST, 6, 14)]
    assert said([rounded, exact]) == [(EVERYWHERE, FIRST, 10, 10), (EVERYWHERE, FIRST, 6, 14)]


def test_what_was_said_already_keeps_nothing_else_unsaid() -> None:
    both = [table("activity", {"werk": 10}), table("activity", {"werk": 10, "zoekt": 5})]
    assert said(both) == [(EVERYWHERE, FIRST, 6, 14), (EVERYWHERE, SECOND, 1, 9)]


def test_what_can_be_taken_back_is_said_by_each_table_with_its_cells() -> None:
    rounded = [table("activity", {"werk": 10}), table("activity support", {"werk geld": 10})]
    some = list(facts(reader(), 0, rounded, removable=True))
    assert [one.cells for one in some] == [
        {("activity", (("werk",),))},
        {("activity support", (("werk",), ("geld",)))},
    ]


def test_an_exact_table_rests_on_no_cell_and_what_it_says_is_not_said_again() -> None:
    exact = table("activity", {"werk": 0}, exact=True)
    same = Reader(MORE, reader().shape, lambda shown: (shown, shown))
    assert list(facts(same, 0, [table("activity", {"werk": 0}), exact], removable=True)) == [
        Fact(0, EVERYWHERE, FIRST, 0, 0, shown=0, exact=True)
    ]
