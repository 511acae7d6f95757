"""The gate step by step: what it puts together, what it lays beside the candidate, on what grounds, and who attacks."""

from collections.abc import Mapping

import pytest

from tests.protection.builders import (
    ATTRIBUTES,
    BY_REGION,
    COUNT_A,
    KEY,
    NEEDS,
    PAGE_A,
    TOTAL,
    WHERE,
    counted,
    knows,
    moment,
    people,
    person,
)
from tracker.edition import ProtectedTable, TableSpec
from tracker.protection.gate import LOOK_BACK, Candidate, Gated, gate, grounds
from tracker.protection.ground import Means
from tracker.protection.people import Attribute, Attributes, Insider, Kind, PersonRow
from tracker.protection.scene import Scene
from tracker.protection.tables import Published

REGIONS = TableSpec("regio", "overview", ("region",), "Per regio")

# --- What is put together --------------------------------------------------------------------------------------------

FOUR = {**ATTRIBUTES, "activity": Attribute("activity", "Waar nu", Kind.SENSITIVE, ("d", "c", "b", "a"), complete=True)}


def put_together(sizes: Mapping[str, int], *specs: TableSpec) -> list[tuple[str, str]]:
    """The values that the gate puts together, by table, where so many people have each."""
    activities = [activity for activity, many in sizes.items() for _ in range(many)]
    rows = tuple(person(number, activity=activity) for number, activity in enumerate(activities))
    candidate = Candidate(moment(0), rows, specs or (WHERE, BY_REGION))
    record = gate(FOUR, (), candidate, (), KEY).record
    prefix = "samengenomen: "
    return [(one.table, one.what.removeprefix(prefix)) for one in record.left_out if one.what.startswith(prefix)]


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ({"a": 2, "b": 1, "c": 7, "d": 20}, "c, b of a"),
        ({"a": 2, "b": 3, "c": 7, "d": 20}, "b of a"),
        ({"a": 20, "b": 4, "c": 7, "d": 20}, "c of b"),
        ({"a": 4, "b": 4, "c": 4, "d": 20}, "c, b of a"),
        ({"a": 4, "b": 1, "c": 5, "d": 20}, "b of a"),
        ({"a": 0, "b": 4, "c": 30, "d": 20}, "d of b"),
        ({"a": 4, "b": 4, "c": 0, "d": 0}, "b of a"),
    ],
)
def test_values_with_few_people_go_with_the_next_ones_until_they_are_five(sizes: dict[str, int], words: str) -> None:
    assert put_together(sizes) == [("regio_waar_nu", words)]


@pytest.mark.parametrize("sizes", [{"a": 5, "b": 6, "c": 7}, {"a": 3}, {}])
def test_nothing_is_put_together_where_five_people_have_each_value_or_there_is_one_value(sizes: dict[str, int]) -> None:
    assert put_together(sizes) == []


SMALL = {"a": 2, "b": 3, "c": 7, "d": 20}


def test_values_are_put_together_in_every_rounded_table_that_marks_people_off_and_in_no_other() -> None:
    rounded = TableSpec("afgerond", "overview", ("activity",), "Waar nu, afgerond")
    assert put_together(SMALL, WHERE, TOTAL, BY_REGION, PAGE_A, rounded, NEEDS) == [
        ("regio_waar_nu", "b of a"),
        ("pagina_a", "b of a"),
    ]


@pytest.mark.parametrize("total", [TOTAL, PAGE_A, REGIONS, COUNT_A])
def test_only_an_exact_total_of_the_whole_programme_decides_what_is_few(total: TableSpec) -> None:
    assert put_together(SMALL, total, BY_REGION) == []


def test_values_of_which_people_have_several_are_not_put_together() -> None:
    reached = TableSpec("bereikt", "overview", ("reached",), "Bereikt", exact=True)
    by_region = TableSpec("regio_bereikt", "overview", ("region", "reached"), "Bereikt, per regio")
    rows = tuple(person(number, reached=("kans", "baan")[: number + 1]) for number in range(2))
    record = gate(ATTRIBUTES, (), Candidate(moment(0), rows, (reached, by_region)), (), KEY).record
    assert not [one for one in record.left_out if "samengenomen" in one.what]


# --- What is laid beside the candidate --------------------------------------------------------------------------------

FEW = people({("noord", "A", "werk"): 3, ("zuid", "B", "werk"): 20})


def settled(*earlier: Published, at: int = 0, specs: tuple[TableSpec, ...] = (TOTAL, WHERE, REGIONS)) -> int:
    """Of how many targets the older editions and the totals of this one tell; everyone works in all of them."""
    return gate(ATTRIBUTES, earlier, Candidate(moment(at), FEW, specs), (), KEY).record.settled_before


def silent(*quarters: int) -> list[Published]:
    return [counted(quarter, FEW) for quarter in quarters]


def test_an_edition_before_the_candidate_counts() -> None:
    assert settled(at=1) == 0
    assert settled(counted(0, FEW, REGIONS), at=1) > 0


def test_so_many_editions_before_the_candidate_are_laid_beside_it_and_no_more() -> None:
    telling = counted(0, FEW, REGIONS)
    assert LOOK_BACK == 8
    assert settled(telling, *silent(*range(1, 8)), at=8) > 0
    assert settled(telling, *silent(*range(1, 9)), at=9) == 0
    assert settled(*silent(*range(1, 8)), telling, at=8) > 0, "in any order"


def test_so_many_editions_after_the_candidate_are_laid_beside_it_and_no_more() -> None:
    assert settled(*silent(*range(1, 8)), counted(8, FEW, REGIONS)) > 0
    assert settled(*silent(*range(1, 9)), counted(9, FEW, REGIONS)) == 0
    assert settled(counted(8, FEW, REGIONS), *silent(*range(1, 8))) > 0


def test_what_is_out_already_of_the_same_moment_counts() -> None:
    assert settled(counted(2, FEW, REGIONS), at=2) > 0
    assert settled(*silent(0, 1), counted(2, FEW, REGIONS), at=2) > 0


def test_the_moment_of_the_candidate_is_asked_about_once() -> None:
    candidate = Candidate(moment(2), FEW, (TOTAL, WHERE, BY_REGION))
    alone, beside = (gate(ATTRIBUTES, earlier, candidate, (), KEY) for earlier in ((), silent(2)))
    assert alone.record.tried == beside.record.tried > 0


@pytest.mark.parametrize("at", [0, 2])
def test_editions_of_one_moment_for_several_audiences_are_read_as_one(at: int) -> None:
    total, regions = counted(1, FEW, TOTAL), counted(1, FEW, REGIONS)
    both = counted(1, FEW, TOTAL, REGIONS)
    candidate = Candidate(moment(at), FEW, (TOTAL, WHERE, BY_REGION))
    one = gate(ATTRIBUTES, [both], candidate, [knows(FEW, "A")], KEY)
    assert one.record.settled_before > 0
    for several in ([total, regions], [regions, total], [total, total, regions]):
        assert gate(ATTRIBUTES, several, candidate, [knows(FEW, "A")], KEY) == one


# --- On what grounds --------------------------------------------------------------------------------------------------


def crossed(attributes: Attributes, *specs: TableSpec, out: tuple[TableSpec, ...] = ()) -> list[tuple[str, ...]]:
    """The marks, the secret, and of a secret with several values the one asked about, of each ground."""

    def empty(spec: TableSpec) -> ProtectedTable:
        return ProtectedTable(spec, ())

    scene = Scene(attributes, (Published(moment(0), tuple(map(empty, out)), ()),), 0, tuple(map(empty, specs)))
    shapes = [ground.shape for ground in grounds(scene, Means())]
    return [(*one.marks, one.secret, *([one.value] if one.value else [])) for one in shapes]


def test_all_marks_are_crossed_with_each_secret_of_the_tables() -> None:
    assert crossed(ATTRIBUTES, BY_REGION, COUNT_A) == [("partner", "region", "activity")]
    assert crossed(ATTRIBUTES, COUNT_A, out=(BY_REGION,)) == [("partner", "region", "activity")]
    assert crossed(ATTRIBUTES, TOTAL, WHERE) == []
    assert crossed(ATTRIBUTES, REGIONS) == []


def test_what_is_always_rounded_is_also_asked_of_everyone_together() -> None:
    assert crossed(ATTRIBUTES, NEEDS) == [("need", "opvang"), ("need", "vervoer")]
    reached = TableSpec("bereikt", "overview", ("reached",), "Bereikt", exact=True)
    assert crossed(ATTRIBUTES, NEEDS, REGIONS, reached) == [
        ("region", "need", "opvang"),
        ("region", "need", "vervoer"),
        ("need", "opvang"),
        ("need", "vervoer"),
        ("region", "reached", "kans"),
        ("region", "reached", "baan"),
    ]


def wide(regions: int, partners: int) -> Attributes:
    def named(prefix: str, many: int) -> tuple[str, ...]:
        return tuple(f"{prefix}{number}" for number in range(many))

    marks = {name: Attribute(name, name, Kind.IDENTIFYING, (), complete=True) for name in ("region", "partner")}
    return {
        **ATTRIBUTES,
        "region": Attribute("region", "Regio", Kind.IDENTIFYING, named("r", regions), complete=True),
        "partner": Attribute("partner", "Partner", Kind.IDENTIFYING, named("p", partners), complete=True),
        "year": marks["region"],
    }


@pytest.mark.parametrize(("partners", "at_once"), [(20, True), (21, False)])
def test_marks_are_crossed_all_at_once_up_to_400_atoms_and_else_table_by_table(partners: int, at_once: bool) -> None:
    by_partner = TableSpec("partner", "overview", ("partner",), "Per partner")
    found = crossed(wide(10, partners), BY_REGION, REGIONS, by_partner, TOTAL)
    apart = [("partner", "activity"), ("region", "activity")]
    assert found == ([("partner", "region", "activity")] if at_once else apart)


def test_a_table_by_fewer_marks_than_another_has_no_ground_of_its_own() -> None:
    both = TableSpec("beide", "overview", ("region", "partner"), "Per regio en partner")
    by_partner = TableSpec("partner", "overview", ("partner",), "Per partner")
    assert crossed(wide(10, 30), both, BY_REGION, by_partner) == [("partner", "region", "activity")]


# --- Who attacks ------------------------------------------------------------------------------------------------------

MIXED = people({("noord", "A", "werk"): 3, ("noord", "B", "zoekt"): 30})


def gated(rows: tuple[PersonRow, ...], *specs: TableSpec) -> Gated:
    insiders: tuple[Insider, ...] = (knows(rows, "A"), knows(rows, "B"))
    return gate(ATTRIBUTES, (), Candidate(moment(0), rows, specs), insiders, KEY)


def test_insiders_attack_only_where_a_number_ties_marks_to_the_secret() -> None:
    """Small are those of A who work: as A and as its kind of organisation; A itself has nothing small left to ask."""
    assert gated(MIXED, TOTAL, WHERE, COUNT_A).record.tried == 2
    assert gated(MIXED, TOTAL, WHERE, COUNT_A, PAGE_A).record.tried == 4


def test_where_nothing_marks_people_off_insiders_attack_and_an_outsider_does_not() -> None:
    rows = tuple(person(number, need=("opvang",), partner="A" if number < 8 else "B") for number in range(10))
    assert gated(rows, NEEDS).record.tried == 1, "A asks of the two whom it does not know whether they need something"


def test_what_totals_tell_by_themselves_is_counted_of_all_attackers() -> None:
    """B knows everyone but the three of A, so that the total of those who work is about them."""
    record = gated(MIXED, TOTAL, WHERE, COUNT_A, PAGE_A).record
    assert (record.found, record.settled_before) == (0, 2)
