"""The ground of an attack: who is found only because of what holds from one moment to the next, and who is not.

All tables here are read as exact, so that a reader can follow by hand what an attacker concludes.
"""

import numpy as np
import pytest

from tests.protection.builders import ATTRIBUTES, COUNT_A, TOTAL, WHERE, counted, knows, people, person, published
from tracker.edition import TableSpec
from tracker.protection.atoms import atoms
from tracker.protection.attack import attack, exact_range
from tracker.protection.gate import OUTSIDER
from tracker.protection.ground import Ground, Means
from tracker.protection.people import Insider, PersonRow
from tracker.protection.scene import Scene
from tracker.protection.tables import Published
from tracker.protection.targets import What, targets

REGIONS = TableSpec("regio", "overview", ("region",), "Per regio")
BOTH = TableSpec("regio_waar_nu", "overview", ("region", "activity"), "Waar nu, per regio")
NORTH_WORK, SOUTH_SEEKS = (("noord",), ("werk",)), (("zuid",), ("zoekt",))
REACHED = TableSpec("bereikt", "overview", ("reached",), "Bereikt")
REACHED_BY_REGION = TableSpec("regio_bereikt", "overview", ("region", "reached"), "Bereikt, per regio")


def ground(*moments: Published, secret: str = "activity", means: Means | None = None, at: int | None = None) -> Ground:
    """All that was published, over regions; of a secret with several values it is the first that is asked about."""
    shape = atoms(ATTRIBUTES, ("region",), secret)[0]
    scene = Scene(ATTRIBUTES, moments, len(moments) - 1 if at is None else at, ())
    return Ground(scene, shape, means or Means())


def found(stage: Ground, insider: Insider = OUTSIDER) -> set[str]:
    """Who is found, in words: the moment, the region, and what of them."""
    result = attack(stage, insider)
    return {f"{one.moment}: {one.who[0][1]} {one.what} {one.values[0]}" for one in (*result.found, *result.settled)}


def programme(noord: int, zuid: int, activity: str = "werk") -> tuple[PersonRow, ...]:
    return people({("noord", "A", activity): noord, ("zuid", "B", activity): zuid})


# --- Nobody leaves ---------------------------------------------------------------------------------------------------

EARLIER = counted(0, programme(3, 20), REGIONS)
LATER = counted(1, programme(3, 20), WHERE)
LAST = counted(2, programme(3, 20), WHERE)
NOTHING = counted(1, programme(3, 20))


def test_who_was_in_a_small_region_is_found_when_later_everyone_works() -> None:
    assert found(ground(LATER)) == set()
    assert found(ground(EARLIER, LATER)) == {"1: noord is werk"}


def test_who_was_in_a_small_region_is_found_over_two_steps_the_first_of_which_is_not_followed() -> None:
    assert found(ground(EARLIER, NOTHING, LAST)) == {"2: noord is werk"}
    assert found(ground(EARLIER, LATER, LAST)) == {"1: noord is werk", "2: noord is werk"}


def test_who_is_in_a_small_region_later_was_nowhere_else_before() -> None:
    """All work at first, and of the three in the north that are left at last nobody came since."""
    first = counted(0, programme(3, 20), WHERE)
    assert found(ground(first, counted(1, programme(3, 20), REGIONS))) == {"0: noord is werk"}


def test_newcomers_whom_others_know_are_not_mistaken_for_those_who_were_there() -> None:
    before, after = programme(3, 20), (*programme(3, 20), *(person(900 + one, "noord") for one in range(6)))
    stage = ground(counted(0, before, REGIONS), counted(1, after, WHERE))
    assert found(stage) == set()
    everyone = ground(counted(0, before, REGIONS, WHERE), counted(1, after, WHERE))
    assert found(everyone) == {"0: noord is werk"}


# --- What is known of newcomers ---------------------------------------------------------------------------------------

ONE_NEW = (*programme(10, 20), person(900, "noord"))


def test_a_newcomer_is_found_by_a_total_because_others_know_who_came() -> None:
    moments = counted(0, programme(10, 20), TOTAL), counted(1, ONE_NEW, WHERE)
    assert found(ground(*moments)) == {"1: noord is new and is werk"}
    assert found(ground(*moments, means=Means(newcomers=False))) == set()


def test_a_newcomer_is_found_because_nobody_can_leave_the_others_whoever_knows_of_them() -> None:
    moments = counted(0, programme(10, 20), REGIONS), counted(1, ONE_NEW, BOTH)
    assert found(ground(*moments, means=Means(newcomers=False))) == {"1: noord is new and is werk"}


def test_a_step_that_is_not_followed_tells_no_newcomer_apart() -> None:
    same = counted(2, ONE_NEW, WHERE)
    moments = counted(0, programme(10, 20), REGIONS), counted(1, ONE_NEW, BOTH), same
    assert found(ground(*moments)) == set()
    assert found(ground(*moments, means=Means(links=2))) == {"1: noord is new and is werk"}


@pytest.mark.parametrize(
    ("moments", "at", "links", "linked"),
    [
        (1, 0, 1, set()),
        (2, 1, 1, {0}),
        (2, 0, 1, {0}),
        (3, 2, 1, {1}),
        (3, 1, 1, {0, 1}),
        (3, 0, 1, {0}),
        (3, 2, 2, {0, 1}),
        (3, 2, 5, {0, 1}),
        (3, 2, 0, set()),
    ],
)
def test_the_steps_around_the_candidate_are_followed(moments: int, at: int, links: int, linked: set[int]) -> None:
    some = [counted(quarter, programme(3, 20), TOTAL) for quarter in range(moments)]
    assert ground(*some, at=at, means=Means(links=links)).place.linked == linked


# --- What grows ------------------------------------------------------------------------------------------------------


def reached(noord: int, zuid: int, others: int = 20) -> tuple[PersonRow, ...]:
    """So many people who reached something in each region, and some in each who did not."""
    rows = [person(number, "noord", reached=("kans",)) for number in range(noord)]
    rows += [person(100 + number, "zuid", reached=("kans",)) for number in range(zuid)]
    rows += [person(200 + number, "noord") for number in range(others)]
    return (*rows, *(person(300 + number, "zuid") for number in range(others)))


@pytest.mark.parametrize("between", [0, 1])
def test_who_reached_something_is_found_later_because_it_is_never_lost(between: int) -> None:
    before, after = counted(0, reached(2, 0), REACHED_BY_REGION), counted(1 + between, reached(2, 0), REACHED)
    silent = [counted(1, reached(2, 0)) for _ in range(between)]
    names = {f"{moment}: noord is kans" for moment in range(2 + between)}
    assert found(ground(before, *silent, after, secret="reached")) == names
    assert found(ground(after, secret="reached")) == set()


def test_who_reached_something_since_is_found_by_what_it_was_before() -> None:
    rows = reached(7, 9)
    now = tuple(person(200, "noord", reached=("kans",)) if row.code == "D-200" else row for row in rows)
    before, after = counted(0, rows, REACHED_BY_REGION), counted(1, now, REACHED_BY_REGION)
    assert found(ground(before, after, secret="reached")) == {"1: noord came to be kans"}


# --- Who knows people ------------------------------------------------------------------------------------------------


def test_a_partner_takes_its_own_people_out_of_every_number() -> None:
    rows = people({("noord", "A", "werk"): 9, ("noord", "B", "werk"): 2, ("zuid", "B", "zoekt"): 20})
    stage = ground(counted(0, rows, BOTH))
    assert found(stage) == set()
    assert found(stage, knows(rows, "A")) == {"0: noord is werk"}
    assert found(stage, knows(rows, "B")) == set()


def test_a_partner_knows_that_it_registered_everyone_of_its_own() -> None:
    """Of the three whom partner A knows nothing was said by region; where the others are the total tells."""
    rows = people({("noord", "A", "werk"): 3, ("zuid", "B", "werk"): 2, ("zuid", "B", "zoekt"): 9})
    (shape,) = atoms(ATTRIBUTES, ("partner",), "activity")
    stage = Ground(Scene(ATTRIBUTES, (counted(0, rows, WHERE),), 0, ()), shape, Means())
    alone = Insider("partner A", knows(rows, "A").people)
    assert {one.who[0][1] for one in attack(stage, knows(rows, "A")).settled} == {"B", "wonen"}
    assert attack(stage, alone).settled == ()


def test_whoever_had_the_mark_of_a_partner_in_any_edition_is_known_to_it() -> None:
    before = people({("noord", "A", "werk"): 1, ("noord", "B", "werk"): 3, ("zuid", "B", "zoekt"): 20})
    after = tuple(PersonRow(row.code, {**row.attributes, "partner": "B"}) for row in before)
    nobody = Insider("partner A", frozenset(), (("partner", "A"),))
    stage = ground(counted(0, before, BOTH), counted(1, after, BOTH))
    for moment in (0, 1):
        (one,) = [
            one
            for one in targets(ATTRIBUTES, stage.shape, stage.place, ())
            if (one.moment, one.who, one.what, one.values) == (moment, (("region", "noord"),), What.IS, ("werk",))
        ]
        reach = exact_range(stage.attacked(nobody), one)
        assert reach is not None and (reach.low, reach.high) == (3, 3)


def test_who_was_erased_leaves_an_old_number_that_is_let_go_alone() -> None:
    rows = programme(3, 20)
    old = counted(0, rows, BOTH)
    attacked = ground(Published(old.moment, old.tables, rows[1:])).attacked(OUTSIDER)
    assert attacked.worlds.fits(attacked.truth)
    assert attacked.truth.tolist() == [2, 0, 20, 0]
    assert not attacked.worlds.fits(attacked.truth + np.array([0, 0, 1, 0]))
    assert attacked.worlds.fits(attacked.truth + np.array([1, 0, 0, 0]))


def test_a_ground_ties_marks_to_the_secret_where_one_number_is_about_both() -> None:
    rows = programme(3, 20)
    assert ground(counted(0, rows, BOTH)).ties
    assert ground(counted(0, rows, TOTAL, WHERE, BOTH)).ties
    assert not ground(counted(0, rows, TOTAL, WHERE, REGIONS)).ties
    assert not ground(counted(0, rows, COUNT_A)).ties
    (shape,) = atoms(ATTRIBUTES, ("partner", "region"), "activity")
    for spec in (WHERE, REGIONS, COUNT_A):
        assert not Ground(Scene(ATTRIBUTES, (counted(0, rows, spec),), 0, ()), shape, Means()).ties


# --- What can be left out ---------------------------------------------------------------------------------------------


def on_trial(*specs: TableSpec, out: tuple[TableSpec, ...] = ()) -> Ground:
    """A ground on which these tables are the candidate's, rounded, and others are out already."""
    rows = people({("noord", "A", "werk"): 10, ("zuid", "B", "zoekt"): 20})
    tables = published(0, rows, specs).tables
    (shape,) = atoms(ATTRIBUTES, ("region",), "activity")
    return Ground(Scene(ATTRIBUTES, (published(0, rows, out),), 0, tables), shape, Means())


def test_a_row_rests_on_the_cell_that_says_it() -> None:
    stage = on_trial(BOTH)
    every = stage.resting_on()
    assert len(every) == 4
    by_cell = [stage.resting_on(frozenset({("regio_waar_nu", sides)})) for sides in (NORTH_WORK, SOUTH_SEEKS)]
    assert by_cell == [every[:1], every[3:]]
    assert stage.resting_on(frozenset()) == stage.resting_on(frozenset({("anders", NORTH_WORK)})) == []
    worlds = stage.attacked(OUTSIDER).worlds
    assert worlds.bounds()[0].max() == 16
    worlds.free(by_cell[1])
    assert worlds.bounds()[0].max() == 6


def test_what_is_exact_or_out_already_cannot_be_taken_back() -> None:
    assert on_trial(TOTAL, WHERE).resting_on() == []
    assert on_trial(BOTH, out=(BOTH,)).resting_on() == []
    assert len(on_trial(BOTH, REGIONS, out=(BOTH,)).resting_on()) == 2
