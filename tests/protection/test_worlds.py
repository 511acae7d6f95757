"""Worlds: what fits the rows, how far a sum can go, and the world nearest to the truth."""

import numpy as np
import pytest

from tracker.protection.crowd import Numbers
from tracker.protection.system import UNBOUNDED, Rows
from tracker.protection.worlds import Extreme, Sense, Sums, Worlds

ROWS = Rows()
ROWS.add([0, 1], low=5, high=9)
ROWS.add([1, 2], [0], low=-2, high=30)
ROWS.add([0, 1], low=3, high=7)
ROWS.add([3], low=0, high=4)
"""Four rows of which the first and the third are about the same sum: together it lies between 5 and 7."""


def some(*numbers: int) -> Numbers:
    return np.array(numbers, dtype=np.int64)


def worlds(rows: Rows = ROWS, columns: int = 4, closed: tuple[int, ...] = (), seconds: float = 5.0) -> Worlds:
    return Worlds(Sums(rows, columns), some(*rows.low), some(*rows.high), closed, seconds)


def rows_of(*sums: tuple[list[int], int, int]) -> Rows:
    rows = Rows()
    for plus, low, high in sums:
        rows.add(plus, low=low, high=high)
    return rows


# --- Sums ------------------------------------------------------------------------------------------------------------


def test_rows_with_the_same_sum_share_one_and_each_still_has_its_answer() -> None:
    sums = Sums(ROWS, 4)
    assert sums.matrix.shape == (3, 4)
    assert sums.columns == 4
    assert sums.of(some(1, 2, 4, 8)).tolist() == [3, 5, 3, 8]
    assert sums.same.tolist() == [0, 1, 0, 2]
    assert sums.never_negative.tolist() == [True, False, True]


def test_rows_of_the_same_columns_are_another_sum_when_they_take_away() -> None:
    rows = Rows()
    rows.add([0, 1])
    rows.add([1], [0])
    assert Sums(rows, 2).of(some(2, 5)).tolist() == [7, 3]


def test_of_each_column_it_is_known_which_rows_count_it_and_how_often() -> None:
    sums = Sums(ROWS, 4)
    assert [sums.rows_of(column) for column in range(4)] == [[(0, 1), (1, -1)], [(0, 1), (1, 1)], [(1, 1)], [(2, 1)]]
    assert sums.rows_of(0) == [(0, 1), (1, -1)]


def test_without_a_row_everything_fits() -> None:
    bare = worlds(Rows(), 2)
    assert Sums(Rows(), 2).of(some(1, 2)).tolist() == []
    assert bare.fits(some(0, 99))
    assert bare.extreme(some(1, 1), Sense.LOWEST, whole=True).bound == 0


# --- What fits -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("world", "misfits"),
    [
        ((2, 3, 0, 4), []),
        ((3, 4, 0, 0), []),
        ((2, 2, 0, 0), [0]),
        ((3, 5, 0, 0), [2]),
        ((2, 8, 0, 0), [0, 2]),
        ((4, 2, 0, 0), []),
        ((5, 2, 0, 0), [1]),
        ((2, 3, 0, 5), [3]),
    ],
)
def test_a_world_fits_when_it_fits_every_row_its_limits_included(world: tuple[int, ...], misfits: list[int]) -> None:
    assert worlds().misfits(some(*world)) == misfits
    assert worlds().fits(some(*world)) == (not misfits)


def test_nobody_is_in_a_column_a_negative_number_of_times_or_in_a_closed_one() -> None:
    assert worlds().fits(some(0, 5, 0, 0))
    assert not worlds().fits(some(-1, 6, 0, 0))
    assert worlds().fits(some(2, 3, 1, 0))
    assert not worlds(closed=(2,)).fits(some(2, 3, 1, 0))
    assert worlds(closed=(2,)).most.tolist() == [UNBOUNDED, UNBOUNDED, 0, UNBOUNDED]


def test_of_rows_about_the_same_sum_the_tightest_bounds_count() -> None:
    low, high = worlds().bounds()
    assert (low.tolist(), high.tolist()) == ([5, -2, 0], [7, 30, 4])


def test_a_row_that_is_let_go_says_nothing_any_more() -> None:
    some_worlds = worlds()
    assert not some_worlds.fits(some(3, 5, 0, 0))
    some_worlds.free([])
    assert not some_worlds.fits(some(3, 5, 0, 0))
    some_worlds.free([2])
    assert some_worlds.fits(some(3, 5, 0, 0))
    assert [some_worlds.speaks(number) for number in range(4)] == [True, True, False, True]
    assert some_worlds.bounds()[1].tolist() == [9, 30, 4]


@pytest.mark.parametrize(("low", "high", "speaks"), [(0, UNBOUNDED, True), (-UNBOUNDED, 3, True)])
def test_a_row_with_one_bound_speaks(low: int, high: int, speaks: bool) -> None:
    assert worlds(rows_of(([0], low, high))).speaks(0) == speaks


def test_worlds_without_some_rows_are_others_and_what_is_closed_stays_closed() -> None:
    before = worlds(closed=(2,))
    wider = before.without([0, 2])
    assert wider.fits(some(0, 0, 0, 0)) and not before.fits(some(0, 0, 0, 0))
    assert not wider.fits(some(0, 0, 1, 0))
    assert not wider.fits(some(3, 0, 0, 0)), "the other rows still hold"


# --- How far a sum can go --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("whole", [True, False])
def test_the_lowest_and_highest_sum_come_with_a_world_and_in_whole_numbers_it_shows_them(whole: bool) -> None:
    for sense, bound in ((Sense.LOWEST, 5), (Sense.HIGHEST, 7)):
        extreme = worlds().extreme(some(1, 1, 0, 0), sense, whole=whole)
        assert extreme.bound == bound
        assert extreme.world is not None and worlds().fits(extreme.world)
        assert not whole or extreme.world @ some(1, 1, 0, 0) == bound


def test_columns_may_count_for_less() -> None:
    assert worlds().extreme(some(-1, 0, 0, 1), Sense.HIGHEST, whole=True).bound == 4
    assert worlds().extreme(some(-1, 0, 0, 1), Sense.LOWEST, whole=True).bound == -7
    assert worlds(closed=(2,)).extreme(some(-1, 0, 0, 1), Sense.LOWEST, whole=True).bound == -4


def test_in_a_closed_column_nobody_is_at_most() -> None:
    assert worlds(closed=(3,)).extreme(some(0, 0, 0, 1), Sense.HIGHEST, whole=True).bound == 0


TRIANGLE = rows_of(([0, 1], 1, 1), ([1, 2], 1, 1), ([0, 2], 1, 1))
"""Only halves fit this: no whole-number world does."""

NEARLY = rows_of(([0, 1], 1, UNBOUNDED), ([1, 2], 1, UNBOUNDED), ([0, 2], 1, UNBOUNDED))
"""In decimals one and a half persons are enough, in whole numbers it takes two."""


def test_a_bound_in_decimals_is_rounded_to_what_whole_numbers_can_reach() -> None:
    decimal = worlds(NEARLY, 3).extreme(some(1, 1, 1), Sense.LOWEST, whole=False)
    assert decimal.bound == 2
    assert decimal.world is None or worlds(NEARLY, 3).fits(decimal.world)
    most = rows_of(([0, 1], 0, 1), ([1, 2], 0, 1), ([0, 2], 0, 1))
    assert worlds(most, 3).extreme(some(1, 1, 1), Sense.HIGHEST, whole=False).bound == 1
    assert worlds(most, 3).extreme(some(1, 1, 1), Sense.HIGHEST, whole=True).bound == 1


def test_what_only_decimals_can_do_is_no_world() -> None:
    assert worlds(TRIANGLE, 3).extreme(some(1, 0, 0), Sense.LOWEST, whole=False).world is None
    assert worlds(TRIANGLE, 3).extreme(some(1, 0, 0), Sense.LOWEST, whole=True) == Extreme(None, None)


def test_without_an_answer_in_time_nothing_is_proven() -> None:
    assert worlds(seconds=0.0).extreme(some(1, 1, 0, 0), Sense.LOWEST, whole=False) == Extreme(None, None)


# --- The nearest world -----------------------------------------------------------------------------------------------

PAIR = rows_of(([0, 1], 8, 8), ([2, 3], 10, 14), ([0, 2], 6, UNBOUNDED))


def nearest(truth: Numbers, weights: Numbers, low: int, high: int, closed: tuple[int, ...] = ()) -> list[int] | None:
    found = worlds(PAIR, 4, closed=closed).nearest(truth, weights, low, high)
    return None if found is None else found.tolist()


def test_the_nearest_world_changes_as_few_people_as_can_be() -> None:
    truth = some(2, 6, 9, 3)
    assert nearest(truth, some(1, 0, 0, 0), -UNBOUNDED, 0) == [0, 8, 9, 3]
    assert nearest(truth, some(1, 0, 0, 0), 5, UNBOUNDED) == [5, 3, 9, 3]
    assert nearest(truth, some(0, 0, 0, 1), -UNBOUNDED, 0) == [2, 6, 10, 0]
    assert nearest(truth, some(0, 0, 0, 1), 5, UNBOUNDED) == [2, 6, 9, 5]
    assert nearest(truth, some(1, 0, 0, -1), 0, 0) in ([3, 5, 9, 3], [2, 6, 9, 2])


def test_where_the_truth_does_already_it_is_the_nearest_itself() -> None:
    assert nearest(some(2, 6, 9, 3), some(1, 0, 0, 0), 2, 2) == [2, 6, 9, 3]


def test_a_lower_bound_of_a_row_keeps_the_nearest_world_away() -> None:
    assert nearest(some(2, 6, 4, 6), some(1, 0, 0, 0), -UNBOUNDED, 0) == [0, 8, 6, 6]


def test_there_is_no_nearest_world_where_no_world_is() -> None:
    assert nearest(some(2, 6, 9, 3), some(1, 0, 0, 0), 9, UNBOUNDED) is None
    assert nearest(some(0, 8, 9, 3), some(1, 0, 0, 0), 5, UNBOUNDED, closed=(0,)) is None
    assert nearest(some(2, 6, 9, 3), some(1, 1, 0, 0), 9, 20) is None


def test_a_nearest_world_in_decimals_alone_is_none() -> None:
    rows = rows_of(([0, 1], 2, 2), ([1, 2], 2, 2), ([0, 2], 2, 2))
    assert worlds(rows, 3).nearest(some(1, 1, 1), some(2, 0, 0), 3, 3) is None
    loose = rows_of(([0, 1], 0, 1), ([1, 2], 0, 1), ([0, 2], 0, 1))
    assert worlds(loose, 3).nearest(some(1, 0, 0), some(1, 1, 1), 1, 1) is not None


def test_without_an_answer_in_time_there_is_no_nearest_world() -> None:
    assert worlds(PAIR, 4, seconds=0.0).nearest(some(2, 6, 9, 3), some(1, 0, 0, 0), -UNBOUNDED, 0) is None
