"""The linear system: where its columns stand, who stands in them, and what holds from one moment to the next."""

import numpy as np
import pytest

from tests.protection.builders import ATTRIBUTES
from tracker.protection.atoms import HAS, HAS_NOT, Atoms, Whereabouts, atoms
from tracker.protection.crowd import Numbers
from tracker.protection.facts import Fact
from tracker.protection.system import (
    NOBODY,
    UNBOUNDED,
    Columns,
    Rows,
    add_links,
    columns,
    columns_of,
    fact_columns,
    inconsistent,
    lives,
    world_of,
)
from tracker.protection.worlds import Sums, Worlds

SHAPE: Atoms = atoms(ATTRIBUTES, ("region",), "activity")[0]
WORK, SEEKS = 0, 1
NORTH, SOUTH = 0, 1


def test_columns_stand_moment_by_moment_and_twice_after_a_linked_one() -> None:
    place = columns(SHAPE, 3, [1])
    assert (place.places, place.states, place.moments, place.linked) == (2, 2, 3, frozenset({1}))
    assert (place.first, place.total) == ((0, 4, 8), 16)
    assert [place.moment(column) for column in range(16)] == [0] * 4 + [1] * 4 + [2] * 8
    assert place.atom(0, SOUTH, SEEKS) == (3,)
    assert place.atom(1, SOUTH, WORK) == (6,)
    assert place.atom(2, SOUTH, WORK) == (10, 14)
    assert (place.stayed(2, NORTH, SEEKS), place.new(2, NORTH, SEEKS)) == (9, 13)


def test_a_row_adds_up_some_columns_and_takes_away_others() -> None:
    rows = Rows()
    rows.add([4, 5], [1], low=2, high=3)
    rows.add([0])
    assert (rows.row, rows.column, rows.factor) == ([0, 0, 0, 1], [4, 5, 1, 0], [1, 1, -1, 1])
    assert (rows.low, rows.high) == ([2, 0], [3, UNBOUNDED])


# --- What always holds -----------------------------------------------------------------------------------------------


def holds(place: Columns, *counts: int, grows: bool = False) -> bool:
    """Whether a world with so many people in each column fits the rows that link moments."""
    rows = Rows()
    add_links(rows, place, grows=grows)
    sums = Sums(rows, place.total)
    return Worlds(sums, np.array(rows.low), np.array(rows.high)).fits(np.array(counts))


def two(linked: bool) -> Columns:
    return columns(SHAPE, 2, [0] if linked else [])


@pytest.mark.parametrize("new", [(), (0, 0, 0, 0)])
def test_whoever_is_in_a_place_stays_there_and_may_do_something_else(new: tuple[int, ...]) -> None:
    place = two(linked=bool(new))
    assert holds(place, 3, 2, 1, 0, 1, 4, 0, 1, *new)
    assert not holds(place, 3, 2, 1, 0, 1, 3, 0, 1, *new), "somebody left the north"
    assert not holds(place, 3, 2, 1, 0, 1, 3, 1, 1, *new), "somebody went from north to south"
    assert not holds(place, 3, 2, 1, 0, 1, 4, 0, 0, *new), "somebody left the south"


def test_people_come_between_moments_and_after_a_linked_one_they_are_told_apart() -> None:
    assert holds(two(linked=False), 3, 2, 1, 0, 9, 4, 0, 1)
    assert holds(two(linked=True), 3, 2, 1, 0, 1, 4, 0, 1, 8, 0, 0, 0)
    assert not holds(two(linked=True), 3, 2, 1, 0, 2, 4, 0, 1, 0, 0, 0, 0), "nobody comes into those who were there"


def test_thousands_of_people_fit_where_nothing_bounds_them() -> None:
    assert holds(two(linked=False), 3, 2, 1, 0, 9_000, 4_000, 0, 1)


def test_who_came_after_a_linked_moment_is_there_at_the_next() -> None:
    place = columns(SHAPE, 3, [0])
    assert holds(place, *(1, 0, 0, 0), *(1, 0, 0, 0), *(2, 0, 0, 0), *(0, 3, 0, 0))
    assert not holds(place, *(1, 0, 0, 0), *(1, 0, 0, 0), *(2, 0, 0, 0), *(0, 2, 0, 0))
    both = columns(SHAPE, 3, [0, 1])
    assert holds(both, *(1, 0, 0, 0), *(1, 0, 0, 0), *(2, 0, 0, 0), *(0, 3, 0, 0), *(4, 0, 0, 0))
    assert not holds(both, *(1, 0, 0, 0), *(1, 0, 0, 0), *(2, 0, 0, 0), *(0, 2, 0, 0), *(5, 0, 0, 0))


def test_what_grows_is_not_lost_and_else_it_may_be() -> None:
    for place, new in ((two(linked=False), ()), (two(linked=True), (0, 0, 0, 0))):
        for grows in (True, False):
            assert holds(place, 2, 3, 1, 1, 4, 1, 1, 1, *new, grows=grows), "more people reached it"
            assert holds(place, 2, 3, 1, 1, 1, 4, 1, 1, *new, grows=grows) != grows, "one in the north lost it"
            assert holds(place, 2, 3, 1, 1, 2, 3, 0, 2, *new, grows=grows) != grows, "one in the south lost it"


def test_what_newcomers_reached_makes_up_for_nobody_who_was_there() -> None:
    assert not holds(two(linked=True), 2, 3, 0, 0, 1, 4, 0, 0, 5, 0, 0, 0, grows=True)
    place = columns(SHAPE, 3, [0])
    assert not holds(place, *(1, 0, 0, 0), *(1, 0, 0, 0), *(1, 0, 0, 0), *(1, 1, 0, 0), grows=True)
    assert holds(place, *(1, 0, 0, 0), *(1, 0, 0, 0), *(1, 0, 0, 0), *(2, 0, 0, 0), grows=True)


# --- Where people stand ----------------------------------------------------------------------------------------------


def where(some: dict[int, tuple[int, int]]) -> Whereabouts:
    """Where people are, by their numbers."""
    numbers = [np.array([one[part] for one in some.values()], dtype=np.int64) for part in (0, 1)]
    return Whereabouts(np.array(list(some), dtype=np.int64), *numbers)


BEFORE = where({0: (NORTH, WORK), 1: (SOUTH, SEEKS)})
AFTER = where({2: (SOUTH, WORK), 1: (SOUTH, SEEKS), 0: (NORTH, SEEKS)})


def test_newcomers_since_a_linked_moment_stand_in_columns_of_their_own() -> None:
    for linked, new in ((True, 10), (False, 6)):
        before, after = lives(two(linked=linked), [BEFORE, AFTER], 4)
        assert before.tolist() == [0, 3, NOBODY, NOBODY]
        assert after.tolist() == [5, 7, new, NOBODY]


def test_some_people_stand_in_a_column_for_each_moment_at_which_they_are_there() -> None:
    everyone = lives(two(linked=True), [BEFORE, AFTER], 3)
    assert columns_of(everyone, np.array([2, 0])).tolist() == [0, 10, 5]
    assert columns_of(everyone, np.array([False, True, True])).tolist() == [3, 7, 10]


def test_the_true_world_counts_how_many_stand_in_each_column() -> None:
    place = two(linked=True)
    world: Numbers = world_of(place, np.array([0, 5, 3, 7, 0, 5]))
    assert world.tolist() == [2, 0, 0, 1, 0, 2, 0, 1, 0, 0, 0, 0]
    assert world_of(place, np.zeros(0, dtype=np.int64)).tolist() == [0] * 12


def test_a_fact_adds_up_all_columns_of_its_places_and_states() -> None:
    fact = Fact(1, frozenset({SOUTH}), frozenset({WORK, SEEKS}), 0, 9)
    assert fact_columns(two(linked=False), fact) == [6, 7]
    assert sorted(fact_columns(two(linked=True), fact)) == [6, 7, 10, 11]
    assert fact_columns(two(linked=True), Fact(0, frozenset({NORTH, SOUTH}), frozenset({SEEKS}), 0, 9)) == [1, 3]


def odd(*moments: dict[int, tuple[int, int]], grows: bool) -> set[int]:
    """The numbers of the people who do not fit what always holds."""
    return set(np.flatnonzero(inconsistent([where(some) for some in moments], 4, grows=grows)).tolist())


@pytest.mark.parametrize(
    ("then", "strange"),
    [
        ({0: (NORTH, HAS), 1: (SOUTH, HAS), 2: (NORTH, HAS)}, set()),
        ({0: (SOUTH, HAS), 1: (SOUTH, HAS_NOT)}, {0}),
        ({1: (SOUTH, HAS_NOT)}, {0}),
        ({}, {0, 1}),
    ],
)
@pytest.mark.parametrize("grows", [True, False])
def test_who_moved_or_left_fits_no_world(then: dict[int, tuple[int, int]], strange: set[int], grows: bool) -> None:
    assert odd({0: (NORTH, HAS), 1: (SOUTH, HAS_NOT)}, then, grows=grows) == strange


def test_who_lost_what_grows_fits_no_world() -> None:
    now = {0: (NORTH, HAS), 1: (SOUTH, HAS), 2: (NORTH, HAS_NOT)}
    then = {0: (NORTH, HAS_NOT), 1: (SOUTH, HAS), 2: (NORTH, HAS_NOT)}
    assert odd(now, then, grows=True) == {0}
    assert odd(now, then, grows=False) == set()
    assert odd(now, then, {1: (NORTH, HAS), 2: (NORTH, HAS_NOT)}, grows=True) == {0, 1}
