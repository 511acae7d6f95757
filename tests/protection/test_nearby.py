"""What is near: worlds in which only some people do something else, and what the rows about some people prove."""

import numpy as np
import pytest

from tracker.protection.atoms import atoms
from tracker.protection.crowd import Numbers
from tracker.protection.nearby import near_world, surely_small
from tracker.protection.people import Attribute, Kind
from tracker.protection.system import UNBOUNDED, Columns, Rows, columns
from tracker.protection.targets import Target, Targets, What
from tracker.protection.worlds import Sums, Worlds

MANY = 100
"""So many places that not all are looked at at once."""

MARK = Attribute("mark", "Plek", Kind.IDENTIFYING, tuple(map(str, range(MANY))), complete=True)
ASKED = Attribute("asked", "Waar nu", Kind.SENSITIVE, ("werk", "zoekt"), complete=True)
PLACE: Columns = columns(atoms({"mark": MARK, "asked": ASKED}, ("mark",), "asked")[0], 1, ())
WORK, SEEKS = 0, 1


def work_in(*places: int) -> Targets:
    """Who works in some places."""
    plus = tuple(2 * place for place in places)
    one = Target(0, (), What.IS, "asked", ("werk",), plus, (), frozenset(places), frozenset({WORK}))
    return Targets.of([one], PLACE.total)


def worlds(truth: Numbers, *more: tuple[list[int], int, int], loose: tuple[int, ...] = ()) -> Worlds:
    """How many people there are in each place is known, and how many work in all; where, but for the loose places."""
    rows = Rows()
    for place in range(MANY):
        working, seeking = truth[2 * place : 2 * place + 2].tolist()
        rows.add([2 * place, 2 * place + 1], low=working + seeking, high=working + seeking)
        slack = 9 if place in loose else 0
        rows.add([2 * place], low=max(0, working - slack), high=working + slack)
    every = list(range(0, 2 * MANY, 2))
    working = int(truth[every].sum())
    rows.add(every, low=working, high=working)
    for plus, low, high in more:
        rows.add(plus, low=low, high=high)
    return Worlds(Sums(rows, PLACE.total), np.array(rows.low), np.array(rows.high))


TRUTH: Numbers = np.array([2, 10] * MANY, dtype=np.int64)


@pytest.mark.parametrize("other", [7, 50, 93])
def test_a_world_is_found_wherever_the_only_others_are_who_can_do_something_else(other: int) -> None:
    world = near_world(worlds(TRUTH, loose=(6, other)), PLACE, TRUTH, work_in(6))
    assert world is not None
    assert np.flatnonzero(world - TRUTH).tolist() == sorted([12, 13, 2 * other, 2 * other + 1])
    assert world[12] in (0, 5)


def test_without_others_there_is_no_world_and_that_is_not_proven_by_the_place_alone() -> None:
    alone = worlds(TRUTH, loose=(6,))
    assert near_world(alone, PLACE, TRUTH, work_in(6)) is None
    assert not surely_small(alone, PLACE, work_in(6))


@pytest.mark.parametrize(
    ("low", "high", "surely"), [(1, 4, True), (0, 4, False), (1, 5, False), (2, 3, True), (1, UNBOUNDED, False)]
)
def test_what_is_said_of_a_place_alone_proves_that_a_group_is_small(low: int, high: int, surely: bool) -> None:
    truth = TRUTH.copy()
    truth[100] = 9
    told = worlds(truth, ([12], low, high), loose=(6, 50))
    assert surely_small(told, PLACE, work_in(6)) == surely
    assert (near_world(told, PLACE, truth, work_in(6)) is None) == surely


def test_people_are_whole_in_what_is_proven() -> None:
    """Of two groups that are as large, one to nine people together are one to four in each."""
    rows = Rows()
    rows.add([0, 1], low=1, high=9)
    rows.add([0], [1], low=0, high=0)
    halves = Worlds(Sums(rows, PLACE.total), np.array(rows.low), np.array(rows.high))
    assert surely_small(halves, PLACE, work_in(0))


def test_of_most_places_together_nothing_is_proven_apart() -> None:
    told = worlds(TRUTH, ([0], 1, 4))
    assert surely_small(told, PLACE, work_in(0))
    wide = work_in(*range(51))
    assert not surely_small(worlds(TRUTH, (list(range(0, 102, 2)), 1, 4)), PLACE, wide)
