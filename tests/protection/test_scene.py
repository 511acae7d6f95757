"""What goes without saying: a number that may stand for one that is exactly known adds nothing, and is passed over."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings

from tests.protection.builders import (
    ATTRIBUTES,
    BY_REGION,
    BY_SECTOR,
    COUNT_A,
    KEY,
    NEEDS,
    PAGE_A,
    TOTAL,
    WHERE,
    counted,
    knows,
    people,
    programmes,
    published,
)
from tracker.edition import Cell, ProtectedTable, TableSpec
from tracker.protection.atoms import atoms
from tracker.protection.attack import exact_range
from tracker.protection.facts import Reader, facts
from tracker.protection.gate import OUTSIDER
from tracker.protection.ground import Ground, Means
from tracker.protection.people import PersonRow
from tracker.protection.rounding import possible_counts
from tracker.protection.scene import Scene
from tracker.protection.system import fact_columns
from tracker.protection.tables import Counter
from tracker.protection.targets import Target, What

ROWS = people({("noord", "A", "werk"): 12, ("zuid", "B", "zoekt"): 12, ("noord", "B", "werk"): 6})
HELPED = TableSpec("subsidie_bereikt", "overview", ("grant", "reached"), "Bereikt, per subsidie")
SPECS = (TOTAL, WHERE, BY_REGION, BY_SECTOR, NEEDS, PAGE_A, COUNT_A)


def scene(specs: Iterable[TableSpec], rows: Sequence[PersonRow] = ROWS) -> Scene:
    """A scene in which nothing is out, and these tables are the candidate's."""
    counter = Counter(rows, ATTRIBUTES, KEY)
    return Scene(ATTRIBUTES, (published(0, rows, ()),), 0, tuple(counter.table(spec) for spec in specs))


def telling(stage: Scene, *fields: str) -> list[str]:
    """The names of the tables that say anything over these fields."""
    return [table.spec.name for table in stage.new.telling(frozenset(fields), possible_counts)]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        (("region", "activity"), ["totaal", "waar_nu", "regio_waar_nu", "sector_waar_nu", "pagina_a"]),
        (("partner", "activity"), ["totaal", "waar_nu", "regio_waar_nu", "sector_waar_nu", "pagina_a", "aantal_a"]),
        (("region", "need"), ["totaal", "regio_waar_nu", "nodig"]),
        (("partner", "need"), ["totaal", "sector_waar_nu", "nodig", "aantal_a"]),
        (("need",), ["totaal", "nodig"]),
    ],
)
def test_a_table_that_only_says_how_many_people_there_are_is_passed_over(
    fields: tuple[str, ...], names: list[str]
) -> None:
    assert telling(scene(SPECS), *fields) == names


def test_nothing_goes_without_saying_where_the_number_is_not_exactly_known() -> None:
    assert telling(scene([NEEDS, PAGE_A, BY_REGION]), "partner", "need") == ["nodig", "pagina_a", "regio_waar_nu"]
    assert telling(scene([TOTAL, PAGE_A]), "partner", "need") == ["totaal", "pagina_a"]
    assert telling(scene([TOTAL, PAGE_A]), "region", "need") == ["totaal"]
    rounded = replace(TOTAL, exact=False)
    assert telling(scene([rounded, PAGE_A]), "region", "need") == ["totaal", "pagina_a"]


def test_an_exact_number_that_is_no_longer_true_vouches_for_nothing() -> None:
    """Someone was erased since: the old total misleads and is let go, and what else was said still holds."""
    old = published(0, ROWS, (TOTAL, PAGE_A))
    now = Scene(ATTRIBUTES, (replace(old, rows=old.rows[1:]),), 0, ())
    kept = now.out(0).telling(frozenset({"region", "need"}), possible_counts)
    assert [table.spec.name for table in kept] == ["totaal", "pagina_a"]


def shown(numbers: Sequence[int | None], spec: TableSpec = PAGE_A) -> list[str]:
    """What is not passed over of a total of 30 and a table by activity that shows these numbers."""
    cells = tuple(Cell(((value,),), number) for value, number in zip(("werk", "zoekt"), numbers, strict=True))
    (total,) = counted(0, ROWS, TOTAL).tables
    stage = Scene(ATTRIBUTES, (published(0, ROWS, ()),), 0, (total, ProtectedTable(spec, cells)))
    return telling(stage, "region", "need")[1:]


@pytest.mark.parametrize(
    ("numbers", "kept"),
    [
        ((15, 15), False),
        ((10, 12), False),
        ((10, 11), True),
        ((19, 19), False),
        ((20, 19), True),
        ((None, 34), False),
        ((None, 35), True),
        ((None, 0), False),
    ],
)
def test_numbers_that_add_up_may_stand_for_the_known_one_or_else_they_say_something(
    numbers: tuple[int | None, int | None], kept: bool
) -> None:
    spec = TableSpec("werk", "overview", ("activity",), "")
    assert shown(numbers, spec) == (["werk"] if kept else [])


@pytest.mark.parametrize(("numbers", "kept"), [((34, 34), False), ((34, 35), True), ((None, 0), False)])
def test_numbers_of_some_people_only_say_that_there_are_at_least_so_many(
    numbers: tuple[int | None, int | None], kept: bool
) -> None:
    assert shown(numbers) == (["pagina_a"] if kept else [])


def test_the_cells_that_are_passed_over_can_still_be_left_out() -> None:
    stage = scene(SPECS)
    idle = set(stage.new.idle(frozenset({"region", "need"}), possible_counts))
    assert {name for name, _ in idle} == {"pagina_a", "sector_waar_nu"}
    assert ("sector_waar_nu", (("zorg",), ("werk",))) in idle


@given(programmes(most=30))
@settings(max_examples=10)
def test_what_is_passed_over_follows_from_what_is_not_for_every_attacker(
    programme: list[tuple[PersonRow, ...]],
) -> None:
    rows = programme[0]
    shapes = [shape for marks in (("region",), ("partner",), ()) for shape in atoms(ATTRIBUTES, marks, "reached")]
    for shape in shapes:
        stage = scene((*SPECS, HELPED), rows)
        ground = Ground(stage, shape, Means())
        every = list(facts(Reader(ATTRIBUTES, shape, possible_counts), 0, stage.candidate, removable=True))
        assert len(ground.facts) < len(every)
        everyone = ground.attacked(OUTSIDER).truth
        for insider in (OUTSIDER, knows(rows, "A")):
            attacked = ground.attacked(insider)
            for fact in every:
                columns = fact_columns(ground.place, fact)
                own = int((everyone - attacked.truth)[columns].sum())
                asked = Target(0, (), What.IS, "", (), tuple(columns), (), fact.places, fact.states)
                reach = exact_range(attacked, asked)
                assert reach is not None and reach.low >= fact.low - own
                assert fact.high is None or (reach.high is not None and reach.high <= fact.high - own)
