"""Moves clear a target only when they are worlds, and one after another attackers finds what it would find alone."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings

from tests.protection.builders import (
    ATTRIBUTES,
    BY_REGION,
    BY_SECTOR,
    COUNT_A,
    PAGE_A,
    TOTAL,
    WHERE,
    WHOLE,
    knows,
    people,
    programmes,
    published,
)
from tracker.protection.atoms import atoms
from tracker.protection.attack import attack, exact_range
from tracker.protection.gate import OUTSIDER
from tracker.protection.ground import Ground, Means
from tracker.protection.people import Insider, PersonRow
from tracker.protection.scene import Scene
from tracker.protection.tables import Published
from tracker.protection.targets import Target, Targets, targets

SPECS = (TOTAL, WHERE, BY_REGION, BY_SECTOR, PAGE_A, COUNT_A)


def ground(moments: Sequence[Published], marks: tuple[str, ...]) -> Ground:
    (shape,) = atoms(ATTRIBUTES, marks, "activity")
    return Ground(Scene(ATTRIBUTES, tuple(moments), len(moments) - 1, ()), shape, Means())


def asked_one_by_one(stage: Ground, insider: Insider) -> set[Target]:
    """The small targets of which the exact range over all worlds says that somebody is there."""
    attacked = stage.attacked(insider)
    every = Targets.of(targets(ATTRIBUTES, stage.shape, stage.place, ()), stage.place.total)
    ranges = [(one, exact_range(attacked, one)) for one in every.small_in(attacked.truth).each]
    return {one for one, reach in ranges if reach is not None and reach.finds}


def found(stage: Ground, insider: Insider) -> set[Target]:
    result = attack(stage, insider)
    return {*result.found, *result.settled}


def attackers(rows: Iterable[PersonRow]) -> tuple[Insider, ...]:
    """An outsider first, so that what was learned of the outsider is tried for the partners."""
    return OUTSIDER, knows(rows, "A"), knows(rows, "B")


@given(programmes(most=30))
@pytest.mark.proof
@settings(max_examples=100 if WHOLE else 10)
def test_attackers_in_a_row_find_what_the_solver_says_that_each_finds(programme: list[tuple[PersonRow, ...]]) -> None:
    for marks in (("region",), ("partner",), ("partner", "region"), ()):
        stage = ground([published(0, programme[0], SPECS)], marks)
        for insider in attackers(programme[0]):
            assert found(stage, insider) == asked_one_by_one(stage, insider)


@given(programmes(most=30, moments=3))
@pytest.mark.proof
@settings(max_examples=50 if WHOLE else 5)
def test_attackers_in_a_row_find_what_each_finds_through_time(programme: list[tuple[PersonRow, ...]]) -> None:
    stage = ground([published(quarter, rows, SPECS) for quarter, rows in enumerate(programme)], ("region",))
    for insider in attackers(programme[-1]):
        assert found(stage, insider) == asked_one_by_one(stage, insider)


def test_a_move_of_one_attacker_is_no_world_for_another_who_knows_the_people_that_it_moves() -> None:
    """Who is the one looking for work nobody can say, but for the partner who knows that it is none of its own."""
    rows = people({("noord", "A", "werk"): 6, ("noord", "B", "werk"): 6, ("noord", "B", "zoekt"): 1})
    stage = ground([published(0, rows, (TOTAL, WHERE, COUNT_A))], ("partner",))
    assert not found(stage, OUTSIDER)
    told = found(stage, knows(rows, "A"))
    assert {(one.who, one.values) for one in told} == {
        ((("partner", "B"),), ("zoekt",)),
        ((("sector", "wonen"),), ("zoekt",)),
    }
