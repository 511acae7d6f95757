"""The attacker: its ranges are those of every possible world, and it finds who can be found."""

import pytest
from hypothesis import assume, given, settings

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
    person,
    programmes,
    published,
)
from tests.protection.by_hand import Hidden, Life, slow_range
from tracker.edition import TableSpec
from tracker.protection.atoms import atoms
from tracker.protection.attack import Range, attack, exact_range
from tracker.protection.gate import OUTSIDER
from tracker.protection.ground import Ground, Means
from tracker.protection.people import Insider, PersonRow
from tracker.protection.scene import Scene
from tracker.protection.tables import Published
from tracker.protection.targets import Target, What, targets

SPECS = (TOTAL, WHERE, BY_REGION, BY_SECTOR, PAGE_A, COUNT_A)
EXACT_REGIONS = TableSpec("regio_precies", "overview", ("region", "activity"), "Waar nu, per regio")


def ground(moments: list[Published], marks: tuple[str, ...] = ("region", "partner")) -> Ground:
    """All that was published, as a system over these marks and where people are."""
    (shape,) = atoms(ATTRIBUTES, marks, "activity")
    return Ground(Scene(ATTRIBUTES, tuple(moments), len(moments) - 1, ()), shape, Means())


def answer(target: Target, world: tuple[Life, ...]) -> int:
    """The number of a target in a world, counted from the lives of its people."""

    def inside(life: Life) -> bool:
        marks = {"region": life[0][0], "partner": life[0][1]}
        marks["sector"] = ATTRIBUTES["sector"].parts[marks["partner"]]
        return all(marks[name] == value for name, value in target.who)

    now = [doing[target.moment] in target.values for marks, doing in filter(inside, world)]
    before = [doing[target.moment - 1] for marks, doing in filter(inside, world)]
    if target.what is What.IS:
        return sum(now)
    new = sum(is_so for is_so, was in zip(now, before, strict=True) if was is None)
    if target.what is What.NEW:
        return new
    more = sum(now) - new - sum(was in target.values for was in before)
    return more if target.what is What.MORE else -more


def compare(moments: list[Published], insider: Insider, marks: tuple[str, ...], regions: tuple[str, ...]) -> None:
    stage = ground(moments, marks)
    attacked = stage.attacked(insider)
    hidden = Hidden(moments, insider, regions)
    truth = tuple(hidden.lives(known=False))
    for target in targets(ATTRIBUTES, stage.shape, stage.place, ()):
        low, high = slow_range(hidden, lambda world, target=target: answer(target, world))  # type: ignore[misc]
        assert exact_range(attacked, target) == Range(low, high), target
        assert low <= answer(target, truth) <= high


@given(programmes(most=4))
@pytest.mark.proof
@settings(max_examples=80 if WHOLE else 8)
def test_ranges_are_those_of_all_worlds_of_a_few_people(programme: list[tuple[PersonRow, ...]]) -> None:
    compare([published(0, programme[0], SPECS)], OUTSIDER, ("region", "partner"), ("noord", "zuid"))


@given(programmes(most=5))
@pytest.mark.proof
@settings(max_examples=80 if WHOLE else 8)
def test_ranges_of_an_insider_are_those_of_all_worlds_of_the_others(programme: list[tuple[PersonRow, ...]]) -> None:
    compare([published(0, programme[0], SPECS)], knows(programme[0], "A"), ("region", "partner"), ("noord", "zuid"))


@given(programmes(most=4, moments=2, regions="noord"))
@pytest.mark.proof
@settings(max_examples=80 if WHOLE else 8)
def test_ranges_over_time_are_those_of_all_lives(programme: list[tuple[PersonRow, ...]]) -> None:
    assume(programme[0])
    moments = [published(quarter, rows, SPECS) for quarter, rows in enumerate(programme)]
    compare(moments, OUTSIDER, ("partner",), ("noord",))


# --- Who is found ----------------------------------------------------------------------------------------------------


def found(moments: list[Published], insider: Insider = OUTSIDER, marks: tuple[str, ...] = ("region",)) -> set[str]:
    """What is found about whom, in words."""
    result = attack(ground(moments, marks), insider)
    return {f"{target.who[0][1]} {target.what} {target.values[0]}" for target in (*result.found, *result.settled)}


def key_showing(rows: tuple[PersonRow, ...], wanted: list[int]) -> bytes:
    """A key under which the regions show these numbers."""
    keys = (number.to_bytes(4, "big") for number in range(10_000))
    return next(
        key for key in keys if [cell.shown for cell in published(0, rows, (BY_REGION,), key).tables[0].cells] == wanted
    )


def test_a_small_exact_total_tells_on_the_region_that_shows_a_number() -> None:
    rows = people({("noord", "A", "werk"): 2, ("zuid", "B", "zoekt"): 20})
    key = key_showing(rows, [5, 0, 0, 20])
    assert found([published(0, rows, (TOTAL, WHERE, BY_REGION), key)]) == {"noord is werk"}


def test_the_same_number_tells_nothing_without_the_exact_total() -> None:
    rows = people({("noord", "A", "werk"): 2, ("zuid", "B", "zoekt"): 20})
    key = key_showing(rows, [5, 0, 0, 20])
    assert found([published(0, rows, (BY_REGION,), key)]) == set()


def test_a_partner_finds_the_others_by_taking_away_its_own_people() -> None:
    rows = people({("noord", "A", "werk"): 4, ("noord", "B", "werk"): 4, ("zuid", "B", "zoekt"): 20})
    key = key_showing(rows, [10, 0, 0, 20])
    moments = [published(0, rows, (TOTAL, WHERE, BY_REGION), key)]
    assert found(moments) == set()
    assert found(moments, knows(rows, "A")) == {"noord is werk"}


@given(programmes(most=6, moments=2))
def test_a_partner_knows_also_whom_it_registers_after_the_moment_it_looks_at(
    programme: list[tuple[PersonRow, ...]],
) -> None:
    moments = [published(quarter, rows, SPECS) for quarter, rows in enumerate(programme)]
    stage = ground(moments)
    early, late = (stage.attacked(knows(rows, "A")) for rows in programme)
    assert early.worlds.fits(early.truth)
    assert early.truth.tolist() == late.truth.tolist()


def test_what_the_solver_cannot_tell_in_time_counts_as_found_and_never_as_known_already() -> None:
    rows = people({("noord", "A", "werk"): 3, ("noord", "A", "zoekt"): 1, ("zuid", "B", "zoekt"): 30})
    (shape,) = atoms(ATTRIBUTES, ("region", "partner"), "activity")
    scene = Scene(ATTRIBUTES, (published(0, rows, SPECS),), 0, ())
    known = attack(Ground(scene, shape, Means()), knows(rows, "B"))
    assert known.settled
    unknown = attack(Ground(scene, shape, Means(seconds=0.0)), knows(rows, "B"))
    assert unknown.settled == ()
    assert set(unknown.found) >= set(known.settled)


def test_one_known_newcomer_is_found_by_two_exact_breakdowns() -> None:
    before = people({("noord", "A", "werk"): 22, ("zuid", "B", "zoekt"): 24})
    after = (*before, person(900, "noord", "zoekt", partner="A"))
    ours = [published(quarter, rows, (TOTAL, WHERE, BY_REGION)) for quarter, rows in enumerate((before, after))]
    exact = Means(reading=lambda shown: (shown, shown))
    counts = {"noord": {"werk": 22, "zoekt": 0}, "zuid": {"werk": 0, "zoekt": 24}}
    later = {"noord": {"werk": 22, "zoekt": 1}, "zuid": {"werk": 0, "zoekt": 24}}
    shown = [_with(one, table) for one, table in zip(ours, (counts, later), strict=True)]
    (shape,) = atoms(ATTRIBUTES, ("region",), "activity")
    result = attack(Ground(Scene(ATTRIBUTES, tuple(shown), 1, ()), shape, exact), OUTSIDER)
    assert {f"{one.who[0][1]} {one.what} {one.values[0]}" for one in result.settled} >= {"noord is zoekt"}


def _with(one: Published, counts: dict[str, dict[str, int]]) -> Published:
    """The same moment with other numbers in the table by region."""
    from tracker.edition import Cell, ProtectedTable

    cells = tuple(
        Cell(((region,), (activity,)), number) for region, some in counts.items() for activity, number in some.items()
    )
    kept = tuple(table for table in one.tables if table.spec != BY_REGION)
    return Published(one.moment, (*kept, ProtectedTable(BY_REGION, cells)), one.rows)


@pytest.mark.parametrize("change", ["moved to another region", "was erased"])
def test_a_correction_or_erasure_misleads_nobody_into_a_range_without_the_truth(change: str) -> None:
    before = people({("noord", "A", "werk"): 7, ("zuid", "B", "zoekt"): 9})
    gone = before[0]
    after = before[1:] if change == "was erased" else (person(0, "zuid", "werk"), *before[1:])
    moments = [published(0, before, SPECS), published(1, after, SPECS)]
    stage = ground(moments, ("region",))
    attacked = stage.attacked(OUTSIDER)
    assert attacked.worlds.fits(attacked.truth)
    for target in targets(ATTRIBUTES, stage.shape, stage.place, ()):
        true = int(attacked.truth[list(target.plus)].sum() - attacked.truth[list(target.minus)].sum())
        reach = exact_range(attacked, target)
        assert reach is not None and reach.low <= true and (reach.high is None or true <= reach.high), gone.code


def test_who_was_erased_everywhere_leaves_old_numbers_that_fit_no_world_and_are_let_go() -> None:
    before = people({("noord", "A", "werk"): 7, ("zuid", "B", "zoekt"): 9})
    old = published(0, before, SPECS)
    moments = [Published(old.moment, old.tables, before[5:]), published(1, before[5:], SPECS)]
    attacked = ground(moments, ("region",)).attacked(OUTSIDER)
    assert attacked.worlds.fits(attacked.truth)


# --- Ranges ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "finds"),
    [(1, 4, True), (1, 1, True), (4, 4, True), (0, 4, False), (1, 5, False), (0, 0, False), (1, None, False)],
)
def test_someone_is_found_by_a_range_from_one_to_four(low: int, high: int | None, finds: bool) -> None:
    assert Range(low, high).finds == finds


def test_a_range_has_no_highest_where_nothing_bounds_it_and_is_none_where_it_is_not_proven() -> None:
    rows = people({("noord", "A", "werk"): 7, ("zuid", "B", "zoekt"): 9})

    def reach(*specs: TableSpec, seconds: float = 5.0) -> Range | None:
        (shape,) = atoms(ATTRIBUTES, ("region",), "activity")
        stage = Ground(Scene(ATTRIBUTES, (published(0, rows, specs),), 0, ()), shape, Means(seconds=seconds))
        first = next(targets(ATTRIBUTES, shape, stage.place, ()))
        assert (first.who, first.values) == ((("region", "noord"),), ("werk",))
        return exact_range(stage.attacked(OUTSIDER), first)

    assert reach(TableSpec("noord", "overview", (), "", (("region", "zuid"),), exact=True)) == Range(0, None)
    assert reach(WHERE) == Range(0, 7)
    assert reach(WHERE, TableSpec("noord", "overview", (), "", (("region", "noord"),), exact=True)) == Range(0, 7)
    assert reach(TOTAL, WHERE, BY_REGION, seconds=0.0) is None
