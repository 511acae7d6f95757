"""What the gate leaves out: whole lines only, and of those the one that helps most."""

from dataclasses import replace

from tests.protection.builders import (
    ATTRIBUTES,
    BY_REGION,
    KEY,
    NEEDS,
    TOTAL,
    WHERE,
    knows,
    moment,
    people,
    published,
)
from tests.protection.test_attack import key_showing
from tracker.edition import TableSpec
from tracker.protection.atoms import atoms
from tracker.protection.attack import Attack, attack
from tracker.protection.gate import Candidate, gate
from tracker.protection.ground import Ground, Means
from tracker.protection.leaving import Line, leave_out, lines_of
from tracker.protection.people import Attribute, Attributes, Kind
from tracker.protection.scene import Scene
from tracker.protection.tables import Counter

COUNTER = Counter(people({("noord", "A", "werk"): 12, ("zuid", "B", "zoekt"): 12}), ATTRIBUTES, KEY)


def test_of_a_table_by_two_attributes_rows_go_and_columns_in_printed_order() -> None:
    lines = list(lines_of(COUNTER.table(BY_REGION)))
    assert [(line.table, line.what) for line in lines] == [
        ("regio_waar_nu", what) for what in ("rij noord", "rij zuid", "kolom werk", "kolom zoekt")
    ]
    name, (row, column) = "regio_waar_nu", (lines[0], lines[2])
    assert row.cells == {(name, (("noord",), ("werk",))), (name, (("noord",), ("zoekt",)))}
    assert column.cells == {(name, (("noord",), ("werk",))), (name, (("zuid",), ("werk",)))}


def test_a_column_of_values_put_together_goes_as_one() -> None:
    together = {"activity": (("werk", "zoekt"),)}
    lines = [line.what for line in lines_of(COUNTER.table(BY_REGION, together))]
    assert lines == ["rij noord", "rij zuid", "kolom werk of zoekt"]


def test_another_table_goes_as_a_whole_and_an_exact_one_never() -> None:
    cells = frozenset({("nodig", (("opvang",),)), ("nodig", (("vervoer",),))})
    assert list(lines_of(COUNTER.table(NEEDS))) == [Line("nodig", "de hele tabel", cells)]
    assert list(lines_of(COUNTER.table(WHERE))) == []


# --- Which line goes --------------------------------------------------------------------------------------------------

THREE = {
    **ATTRIBUTES,
    "region": Attribute("region", "Regio", Kind.IDENTIFYING, ("noord", "zuid", "oost"), complete=True),
}
AGAIN = replace(BY_REGION, name="nog_eens")
FOUND = people(
    {("noord", "A", "werk"): 10, ("noord", "B", "werk"): 2, ("noord", "B", "zoekt"): 20, ("zuid", "B", "zoekt"): 20}
)
"""Partner A knows the ten, so that a region that shows fifteen who work tells of the two."""

KEY_FOR_FOUND = key_showing(FOUND, [15, 20, 0, 20])


def left_out(*specs: TableSpec, attributes: Attributes = ATTRIBUTES) -> list[tuple[str, str]]:
    """What the gate leaves out of these tables for a partner that is among the people; it finds nothing after that."""
    candidate = Candidate(moment(0), FOUND, (TOTAL, WHERE, *specs))
    record = gate(attributes, (), candidate, [knows(FOUND, "A")], KEY_FOR_FOUND).record
    assert record.found == 0
    return [(one.table, one.what) for one in record.left_out]


def test_the_line_with_the_fewest_numbers_goes_that_clears_as_much() -> None:
    assert left_out(BY_REGION, attributes=THREE) == [("regio_waar_nu", "rij noord")]


def test_where_no_line_alone_helps_the_nearest_go_one_after_another_until_nothing_is_found() -> None:
    """Both tables say the same, so that the number has to go from the one and from the other."""
    assert left_out(BY_REGION, AGAIN) == [("regio_waar_nu", "rij noord"), ("nog_eens", "rij noord")]


def test_of_lines_that_do_not_help_alone_the_longest_goes_first() -> None:
    gone = left_out(BY_REGION, AGAIN, attributes=THREE)
    assert gone == [("regio_waar_nu", "kolom werk"), ("nog_eens", "rij noord")]


def attacked(*specs: TableSpec) -> Attack:
    """What partner A finds when these tables are the candidate."""
    (shape,) = atoms(ATTRIBUTES, ("region",), "activity")
    out, tables = (published(0, FOUND, some, KEY_FOR_FOUND) for some in ((TOTAL, WHERE), specs))
    stage = Ground(Scene(ATTRIBUTES, (out,), 0, tables.tables), shape, Means())
    return attack(stage, knows(FOUND, "A"))


def test_what_is_found_stays_found_where_there_is_nothing_to_leave_out() -> None:
    one = attacked(BY_REGION)
    assert [(target.who, target.values) for target in one.found] == [((("region", "noord"),), ("werk",))]
    before = one.found
    assert leave_out(one, [], []) == []
    lines = list(lines_of(COUNTER.table(BY_REGION)))
    assert leave_out(one, lines, lines) == []
    assert one.found == before


def test_a_line_that_goes_is_out_of_the_attack() -> None:
    one = attacked(BY_REGION)
    (line,) = leave_out(one, list(lines_of(COUNTER.table(BY_REGION))), [])
    assert line.what == "rij noord"
    assert not one.found


def test_it_is_seen_beforehand_what_an_attack_would_still_find() -> None:
    one = attacked(BY_REGION)
    north, south = (frozenset({("regio_waar_nu", ((region,), ("werk",)))}) for region in ("noord", "zuid"))
    assert one.without(north, one.found) == []
    assert one.without(south, one.found) == list(one.found)
    assert one.without(frozenset(), one.found) == list(one.found)
    assert len(one.found) == 1, "nothing was left out yet"
    one.drop(one.ground.resting_on(south))
    assert len(one.found) == 1
    assert one.without(south, one.found) == list(one.found)
    assert one.without(north | south, one.found) == []
    one.drop(one.ground.resting_on(north))
    assert not one.found


def test_an_attack_begins_without_what_is_gone_already() -> None:
    stage = attacked(BY_REGION).ground
    gone = frozenset({("regio_waar_nu", (("noord",), ("werk",)))})
    assert attack(stage, knows(FOUND, "A"), gone=gone).found == ()
