"""A view: what is told of an attacker by the little that it sees otherwise than an outsider is what its system says."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
from tracker.protection.gate import OUTSIDER
from tracker.protection.ground import Ground, Means
from tracker.protection.people import PersonRow
from tracker.protection.scene import Scene

SPECS = (TOTAL, WHERE, BY_REGION, BY_SECTOR, PAGE_A, COUNT_A)
NORTH_A_WORKS, NORTH_A_SEEKS, SOUTH_A_WORKS, SOUTH_A_SEEKS, NORTH_B_WORKS, NORTH_B_SEEKS = range(6)


def grounds(programme: list[tuple[PersonRow, ...]], marks: tuple[str, ...], secret: str = "activity") -> Ground:
    moments = tuple(published(quarter, rows, SPECS) for quarter, rows in enumerate(programme))
    return Ground(Scene(ATTRIBUTES, moments, len(moments) - 1, ()), atoms(ATTRIBUTES, marks, secret)[0], Means())


@given(st.data(), programmes(most=12, moments=3))
@pytest.mark.proof
@settings(max_examples=300 if WHOLE else 30)
def test_a_move_fits_a_view_when_the_world_after_it_fits_the_rows(
    data: st.DataObject, programme: list[tuple[PersonRow, ...]]
) -> None:
    marks = data.draw(st.sampled_from([("region",), ("partner",), ("partner", "region"), ()]))
    stage = grounds(programme, marks, data.draw(st.sampled_from(["activity", "reached"])))
    for insider in (OUTSIDER, knows(programme[-1], "A"), replace(knows(programme[-1], "A"), owns=())):
        view, attacked = stage.seen_by(insider, frozenset()), stage.attacked(insider)
        assert [view.there(column) for column in range(stage.place.total)] == attacked.truth.tolist()
        columns = data.draw(st.lists(st.integers(0, stage.place.total - 1), min_size=1, max_size=4, unique=True))
        move = {column: data.draw(st.sampled_from([-2, -1, 1, 2])) for column in columns}
        world = attacked.truth.copy()
        world[list(move)] += np.array(list(move.values()))
        assert view.fits(move) == attacked.worlds.fits(world)


ROWS = people(
    {("noord", "A", "werk"): 3, ("zuid", "A", "zoekt"): 4, ("noord", "B", "werk"): 6, ("noord", "B", "zoekt"): 6}
)


def test_an_insider_knows_its_own_people_and_that_nobody_else_is_where_they_are() -> None:
    view = grounds([ROWS], ("partner", "region")).seen_by(knows(ROWS, "A"), frozenset())
    assert view.taken == {NORTH_A_WORKS: 3, SOUTH_A_SEEKS: 4}
    assert view.closed == {NORTH_A_WORKS, NORTH_A_SEEKS, SOUTH_A_WORKS, SOUTH_A_SEEKS}
    assert view.there(NORTH_A_WORKS) == 0
    assert view.there(NORTH_B_WORKS) == 6
    exchange = {NORTH_B_WORKS: -1, NORTH_B_SEEKS: 1}
    assert not view.fits({**exchange, SOUTH_A_SEEKS: -1, SOUTH_A_WORKS: 1})
    assert (
        grounds([ROWS], ("partner", "region"))
        .seen_by(OUTSIDER, frozenset())
        .fits({**exchange, SOUTH_A_SEEKS: -1, SOUTH_A_WORKS: 1})
    )


def test_what_is_gone_leaves_more_room_and_is_looked_at_anew() -> None:
    rows = people({("noord", "A", "werk"): 12, ("zuid", "B", "zoekt"): 12})
    tables = published(0, rows, (TOTAL, WHERE, BY_REGION)).tables
    (shape,) = atoms(ATTRIBUTES, ("region",), "activity")
    stage = Ground(Scene(ATTRIBUTES, (published(0, rows, ()),), 0, tables), shape, Means())
    gone = frozenset((table.spec.name, cell.sides) for table in tables[2:] for cell in table.cells)
    everyone_changes = {0: -12, 1: 12, 2: 12, 3: -12}
    assert not stage.seen_by(OUTSIDER, frozenset()).fits(everyone_changes)
    assert stage.seen_by(OUTSIDER, gone).fits(everyone_changes)
    assert stage.seen_by(OUTSIDER, gone).around is stage.seen_by(knows(rows, "A"), gone).around
