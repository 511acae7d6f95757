"""Moves by themselves: the solver has no time here, so that only what people exchange clears a target."""

from collections.abc import Iterable

import numpy as np
import pytest

from tests.protection.builders import ATTRIBUTES
from tracker.protection.atoms import atoms
from tracker.protection.crowd import Numbers
from tracker.protection.moves import Moves
from tracker.protection.people import Attribute, Kind
from tracker.protection.system import UNBOUNDED, Columns, Rows, add_links, columns
from tracker.protection.targets import Target, Targets, What
from tracker.protection.view import Around, View
from tracker.protection.worlds import Sums, Worlds

SHAPE = atoms(ATTRIBUTES, ("region",), "activity")[0]
ONE = columns(SHAPE, 1, ())
NORTH_WORK, NORTH_SEEKS, SOUTH_WORK, SOUTH_SEEKS = range(4)

Row = tuple[list[int], int, int]
"""The columns that a row adds up, and the lowest and highest sum."""

FEW: list[Row] = [([0, 1, 2, 3], 0, 99)]
"""Holds nobody, and gives the solver something to think about."""

EVERYONE_WORKS_AND_SEEKS_AS_MANY: list[Row] = [([0, 2], 12, 12), ([1, 3], 12, 12)]


def asks(*plus: int, minus: tuple[int, ...] = (), states: Iterable[int] = (0,), what: What = What.IS) -> Target:
    """A target over these columns; where its states are all there are, no exchange can clear it."""
    return Target(0, (), what, "activity", ("werk",), plus, minus, frozenset({0}), frozenset(states))


class Desk:
    """An attacker's rows around a truth, and the moves that are kept between attackers."""

    def __init__(
        self, truth: list[int], rows: list[Row], *some: Target, place: Columns = ONE, links: bool = False
    ) -> None:
        self.rows = Rows()
        if links:
            add_links(self.rows, place, grows=False)
        for plus, low, high in rows:
            self.rows.add(plus, low=low, high=high)
        self.truth: Numbers = np.array(truth, dtype=np.int64)
        self.sums = Sums(self.rows, place.total)
        self.some = some
        self.moves = Moves(place, Targets.of(some, place.total))

    def around(self) -> Around:
        """What is seen by who knows nobody."""
        low, high = self.worlds().bounds()
        base = self.sums.matrix @ self.truth
        truth, low, high = (side.tolist() for side in (self.truth, low - base, high - base))
        return Around(self.sums, truth, low, high, [False] * len(base))

    def worlds(self, closed: tuple[int, ...] = (), seconds: float = 0.0) -> Worlds:
        return Worlds(self.sums, np.array(self.rows.low), np.array(self.rows.high), closed, seconds)

    def left(self, *, closed: tuple[int, ...] = (), seconds: float = 0.0) -> list[int]:
        """The numbers of the targets that are not cleared."""
        _, left = self.moves.uncleared(View(self.around(), closed=frozenset(closed)))
        still = self.moves.near(self.worlds(closed, seconds), self.truth, left)
        return [self.some.index(one) for one in still.each]

    def keeps(self, *world: int) -> "Desk":
        """After another attacker met this world."""
        self.moves.keep([np.array(world) - self.truth])
        return self


# --- Moves that are sought -------------------------------------------------------------------------------------------


def test_only_small_groups_are_tried() -> None:
    desk = Desk([0, 1, 4, 5], FEW, *(asks(column, states=(0, 1)) for column in range(4)))
    assert desk.moves.uncleared(View(desk.around())) == (2, [1, 2])
    desk.truth = np.array([0, 0, 9, 9])
    assert desk.moves.uncleared(View(desk.around())) == (0, [])


def test_where_nothing_holds_them_people_do_something_else() -> None:
    assert Desk([2, 10, 10, 2], [([0, 1], 12, 12)], asks(NORTH_WORK)).left() == []


def test_where_totals_hold_somebody_elsewhere_goes_back_for_each() -> None:
    regions: list[Row] = [([0, 1], 2, 2), ([2, 3], 22, 22)]
    rows = [*regions, *EVERYONE_WORKS_AND_SEEKS_AS_MANY]
    assert Desk([2, 0, 10, 12], rows, asks(NORTH_WORK)).left() == []
    assert Desk([1, 1, 11, 11], rows, asks(NORTH_WORK), asks(NORTH_SEEKS, states=(1,))).left() == []


def test_everyone_elsewhere_who_is_there_to_change_with_is_asked_once() -> None:
    region = Attribute("region", "Regio", Kind.IDENTIFYING, ("noord", "zuid", "oost"), complete=True)
    place = columns(atoms({**ATTRIBUTES, "region": region}, ("region",), "activity")[0], 1, ())
    rows: list[Row] = [([0, 2, 4], 4, 4), ([0, 1], 4, 4), ([2, 3], 1, 1), ([4, 5], 3, 3)]
    assert Desk([4, 0, 0, 1, 0, 3], rows, asks(NORTH_WORK), place=place).left() == []


def test_nobody_is_exchanged_within_their_own_place() -> None:
    """There is nobody in the south, so that the two who work in the north are known by the total alone."""
    assert Desk([2, 10, 0, 0], [([0, 2], 2, 2), ([2, 3], 0, 0)], asks(NORTH_WORK)).left() == [0]


def test_nobody_is_exchanged_who_does_the_same() -> None:
    assert Desk([2, 0, 10, 0], [([0, 2], 12, 12)], asks(NORTH_WORK)).left() == [0]


@pytest.mark.parametrize(("seeking", "left"), [(2, [0]), (3, []), (9, [])])
def test_a_group_that_cannot_be_empty_is_made_large_where_there_are_enough_people(
    seeking: int, left: list[int]
) -> None:
    rows: list[Row] = [([0], 1, 9), ([0, 1], 2 + seeking, 2 + seeking), ([0, 2], 12, 12)]
    assert Desk([2, seeking, 10, 0], rows, asks(NORTH_WORK)).left() == left


@pytest.mark.parametrize(("most", "left"), [(4, [0]), (5, [])])
def test_a_group_is_large_from_five_people_on(most: int, left: list[int]) -> None:
    rows: list[Row] = [([0], 1, most), ([0, 1], 22, 22)]
    assert Desk([2, 20, 10, 9], rows, asks(NORTH_WORK)).left() == left


def test_a_move_into_a_closed_column_is_none() -> None:
    assert Desk([2, 0, 0, 0], FEW, asks(NORTH_WORK)).left() == []
    assert Desk([2, 0, 0, 0], FEW, asks(NORTH_WORK)).left(closed=(NORTH_SEEKS,)) == [0]


def test_a_group_in_several_places_goes_as_a_whole() -> None:
    sums: list[Row] = [([0, 1], 5, 5), ([2, 3], 6, 6)]
    both = Target(0, (), What.IS, "activity", ("werk",), (0, 2), (), frozenset({0, 1}), frozenset({0}))
    assert Desk([1, 4, 3, 3], [*sums, ([0], 0, 4), ([2], 0, 4)], both).left() == []
    assert Desk([1, 4, 3, 3], [*sums, ([0], 1, 4), ([2], 0, 3)], both).left() == []
    assert Desk([1, 4, 3, 3], [*sums, ([0], 1, 1), ([2], 3, 3)], both).left() == [0]


def test_a_group_of_several_values_goes_to_another_value() -> None:
    training = Attribute("training", "Opleiding", Kind.SENSITIVE, ("loopt", "klaar", "geen"), complete=True)
    shape = atoms({**ATTRIBUTES, "training": training}, ("region",), "training")[0]
    place = columns(shape, 1, ())
    rows: list[Row] = [([0, 3], 6, 6), ([1, 4], 6, 6), ([2, 5], 9, 9), ([0, 1, 2], 3, 3)]
    desk = Desk([1, 2, 0, 5, 4, 9], rows, asks(0, 1, states=(0, 1)), place=place)
    assert desk.left() == []


# --- Moves through time ----------------------------------------------------------------------------------------------

STEP = columns(SHAPE, 2, (0,))
"""Columns 0 to 3 are before; 4 to 7 are those who stayed, 8 to 11 the newcomers."""

BEFORE, STAYED, NEW = [10, 10, 10, 10], [10, 10, 10, 10], [2, 0, 0, 3]
NEWCOMERS: list[Row] = [([8, 9], 2, 2), ([10, 11], 3, 3)]


def test_newcomers_change_with_newcomers_or_with_those_who_stayed() -> None:
    rows: list[Row] = [*NEWCOMERS, ([4, 6, 8, 10], 22, 22), ([5, 7, 9, 11], 23, 23)]
    desk = Desk([*BEFORE, *STAYED, *NEW], rows, asks(8, what=What.NEW), place=STEP, links=True)
    assert desk.left() == []


def test_people_change_only_with_people_of_the_same_moment() -> None:
    """Everyone who is there later works; that some were seeking before is of no use to the two newcomers."""
    rows: list[Row] = [*NEWCOMERS, ([4, 6, 8, 10], 45, 45)]
    world = [*BEFORE, 20, 0, 20, 0, 2, 0, 3, 0]
    assert Desk(world, rows, asks(8, what=What.NEW), place=STEP, links=True).left() == [0]
    earlier: list[Row] = [([0, 2], 2, 2), ([0, 1], 2, 2)]
    world = [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 3]
    assert Desk(world, earlier, asks(0), place=STEP, links=True).left() == [0]


def test_of_a_linked_moment_those_who_stayed_and_the_newcomers_go_together() -> None:
    rows: list[Row] = [([8, 9], 1, 1), ([10, 11], 9, 9), ([4, 6, 8, 10], 20, 20), ([4, 8], 0, 4)]
    world = [5, 5, 10, 10, 2, 8, 12, 8, 1, 0, 5, 4]
    assert Desk(world, rows, asks(4, 8), place=STEP, links=True).left() == []


def test_who_came_to_be_so_is_not_made_up_for_by_the_same_people_before() -> None:
    """One more works in the north than before; those who work before are no others to change with."""
    rows: list[Row] = [([0], 3, 3), ([4, 6], 4, 4), ([6], 0, 0), ([8, 9, 10, 11], 0, 0)]
    desk = Desk([3, 7, 0, 9, 4, 6, 0, 9, 0, 0, 0, 0], rows, asks(4, minus=(0,), what=What.MORE), place=STEP, links=True)
    assert desk.left() == [0]


# --- Moves that are kept ---------------------------------------------------------------------------------------------

BOTH_STATES = (0, 1)
NORTH = asks(NORTH_WORK, states=BOTH_STATES)


def test_a_world_that_another_met_clears_what_is_empty_or_large_in_it() -> None:
    assert Desk([2, 5, 5, 5], FEW, NORTH).left() == [0]
    assert Desk([2, 5, 5, 5], FEW, NORTH).keeps(0, 7, 5, 5).left() == []
    assert Desk([2, 5, 5, 5], FEW, NORTH).keeps(5, 5, 5, 2).left() == []
    for working in (1, 3, 4):
        assert Desk([2, 5, 5, 5], FEW, NORTH).keeps(working, 5, 5, 5).left() == [0]


def test_each_kept_world_clears_its_own_targets() -> None:
    south = asks(SOUTH_WORK, states=BOTH_STATES)
    desk = Desk([2, 5, 3, 5], FEW, NORTH, south)
    assert desk.left() == [0, 1]
    assert desk.keeps(2, 5, 0, 8).left() == [0]
    assert desk.keeps(0, 7, 3, 5).left() == []


@pytest.mark.parametrize(
    ("row", "left"),
    [
        (([0, 2], 5, 9), [0]),
        (([0, 2], 4, 9), []),
        (([1, 3], 0, 12), [0]),
        (([1, 3], 0, 13), []),
        (([0, 1], 7, 7), []),
    ],
)
def test_a_kept_world_counts_only_where_it_fits_the_rows(row: Row, left: list[int]) -> None:
    assert Desk([2, 5, 5, 5], [row], NORTH).keeps(0, 7, 4, 6).left() == left


def test_a_kept_world_counts_only_where_there_are_people_to_move_and_room_for_them() -> None:
    desk = Desk([2, 5, 5, 5], FEW, NORTH).keeps(0, 7, 4, 6)
    assert desk.left() == []
    assert desk.left(closed=(NORTH_SEEKS,)) == [0]
    desk.truth = np.array([2, 5, 0, 5])
    assert desk.left() == [0]
    desk.truth = np.array([1, 5, 5, 5])
    assert desk.left() == [0]
    desk.truth = np.array([2, 5, 1, 5])
    assert desk.left() == []


def test_each_kept_world_fits_or_not_by_itself() -> None:
    desk = Desk([2, 5, 5, 5], [([2], 0, 6), ([0, 1, 2, 3], 0, 99)], NORTH).keeps(0, 7, 9, 5)
    assert desk.left() == [0]
    desk.moves.keep([np.array(one) - desk.truth for one in ([2, 5, 4, 6], [0, 7, 4, 5])])
    assert desk.left() == []


def test_a_move_that_was_found_is_tried_for_the_next_who_could_not_find_it() -> None:
    """The target is cleared by an exchange first, and it stays cleared where it is seen from another truth."""
    desk = Desk([2, 5, 5, 5], [([0, 1], 7, 7)], NORTH)
    assert desk.left(seconds=5.0) == []
    assert desk.left() == []


def test_without_a_move_the_nearest_world_clears_or_shows_nothing() -> None:
    rows: list[Row] = [([0], 2, UNBOUNDED), ([0, 1], 7, 7)]
    assert Desk([2, 5, 5, 5], rows, NORTH).left(seconds=5.0) == []
    assert Desk([2, 5, 5, 5], [([0], 2, 4), ([0, 1], 7, 7)], NORTH).left(seconds=5.0) == [0]
    assert Desk([2, 5, 5, 5], [([0], 0, 2), ([0, 1], 7, 7)], NORTH).left(seconds=5.0) == []
    assert Desk([2, 5, 5, 5], [([0], 1, 5), ([0, 1], 7, 7)], NORTH).left(seconds=5.0) == []
    assert Desk([2, 5, 5, 5], [([0], 1, 2), ([0, 1], 7, 7)], NORTH).left(seconds=5.0) == [0]


def test_the_nearest_world_is_sought_for_each_target_by_itself() -> None:
    south = asks(SOUTH_WORK, states=BOTH_STATES)
    rows: list[Row] = [([0], 2, 2), ([2, 3], 8, 8)]
    assert Desk([2, 5, 3, 5], rows, NORTH, south).left(seconds=5.0) == [0]
