"""Targets: who is asked about, what, and when; and their numbers in a world."""

import numpy as np

from tests.protection.builders import ATTRIBUTES
from tracker.edition import Side
from tracker.protection.atoms import Atoms, atoms
from tracker.protection.people import UNKNOWN, Attribute, Kind
from tracker.protection.system import columns
from tracker.protection.targets import Target, Targets, What, are_small, targets

OPEN = {
    "region": Attribute("region", "Regio", Kind.IDENTIFYING, ("noord", "zuid")),
    "guide": Attribute("guide", "Begeleiding", Kind.IDENTIFYING, ("Sam",)),
    "training": Attribute(
        "training", "Opleiding", Kind.SENSITIVE, ("loopt", "klaar", "geen"), plain=frozenset({"geen"})
    ),
    "support": Attribute("support", "Steun", Kind.OTHER, ("geld",), of="region", parts={"noord": "geld"}),
}
"""Attributes of which someone can be without a value, and one that marks nobody off though it groups one that does."""


def asked(
    shape: Atoms, moments: int = 1, linked: tuple[int, ...] = (), together: tuple[Side, ...] = ()
) -> list[Target]:
    attributes = OPEN if shape.secret == "training" else ATTRIBUTES
    return list(targets(attributes, shape, columns(shape, moments, linked), together))


def shape(secret: str, *marks: str, number: int = 0) -> Atoms:
    return atoms(OPEN if secret == "training" else ATTRIBUTES, marks, secret)[number]


def test_every_value_that_marks_people_off_is_asked_about_and_every_pair() -> None:
    who = {one.who for one in asked(shape("activity", "region", "partner"))}
    alone = {(("region", "noord"),), (("region", "zuid"),), (("partner", "A"),), (("partner", "B"),)}
    groups = {(("sector", "zorg"),), (("sector", "wonen"),)}
    pairs = {(("partner", partner), ("region", region)) for partner in "AB" for region in ("noord", "zuid")}
    assert who == alone | groups | pairs


def test_with_one_mark_there_are_no_pairs_and_of_another_mark_nothing_is_asked() -> None:
    assert {one.who for one in asked(shape("activity", "region"))} == {(("region", "noord"),), (("region", "zuid"),)}


def test_nobody_is_recognised_by_a_value_that_is_unknown_nor_by_what_marks_nobody_off() -> None:
    who = {one.who for one in asked(shape("training", "region", "guide"))}
    alone = {(("region", "noord"),), (("region", "zuid"),), (("guide", "Sam"),)}
    assert who == alone | {(("guide", "Sam"), ("region", region)) for region in ("noord", "zuid")}


def test_what_tells_nothing_of_someone_is_not_asked() -> None:
    everyone = shape("training")
    assert UNKNOWN in everyone.states
    assert {one.values for one in asked(everyone)} == {("loopt",), ("klaar",)}


def test_without_marks_everyone_is_asked_about() -> None:
    (one, other) = asked(shape("activity"))
    assert (one.who, one.places, one.plus) == ((), frozenset({0}), (0,))
    assert (other.who, other.values, other.plus) == ((), ("zoekt",), (1,))


def test_values_put_together_are_asked_about_together_when_each_of_them_tells_something() -> None:
    everyone = shape("training")
    sides: tuple[Side, ...] = (("loopt", "klaar"), ("klaar", "geen"), ("loopt",))
    found = {one.values: one.states for one in asked(everyone, together=sides)}
    assert found == {("loopt",): {0}, ("klaar",): {1}, ("loopt", "klaar"): {0, 1}}
    assert len(asked(everyone, together=sides)) == 3


def test_of_a_secret_with_several_values_having_the_one_is_asked() -> None:
    (one,) = asked(shape("need", number=1))
    assert (one.values, one.states, one.plus) == (("vervoer",), frozenset({0}), (0,))
    assert [one.values for one in asked(shape("need", number=1), together=(("opvang", "vervoer"),))] == [("vervoer",)]


def test_since_a_linked_moment_it_is_asked_who_is_new_and_what_changed() -> None:
    work = [one for one in asked(shape("activity"), 3, (1,)) if one.values == ("werk",)]
    assert [(one.moment, one.what, one.plus, one.minus) for one in work] == [
        (0, What.IS, (0,), ()),
        (1, What.IS, (2,), ()),
        (2, What.IS, (4, 6), ()),
        (2, What.NEW, (6,), ()),
        (2, What.MORE, (4,), (2,)),
        (2, What.FEWER, (2,), (4,)),
    ]


def test_what_changed_after_two_linked_steps_is_of_all_who_were_there_before() -> None:
    work = [one for one in asked(shape("activity"), 3, (0, 1)) if one.values == ("werk",) and one.moment == 2]
    assert [(one.what, one.plus, one.minus) for one in work] == [
        (What.IS, (6, 8), ()),
        (What.NEW, (8,), ()),
        (What.MORE, (6,), (2, 4)),
        (What.FEWER, (2, 4), (6,)),
    ]


def test_a_group_adds_up_all_its_places_and_states() -> None:
    some = asked(shape("activity", "region", "partner"), together=(("werk", "zoekt"),))
    (one,) = [one for one in some if one.who == (("region", "zuid"),) and len(one.values) == 2]
    assert (sorted(one.places), sorted(one.states), sorted(one.plus)) == ([1, 3], [0, 1], [2, 3, 6, 7])


# --- Their numbers ---------------------------------------------------------------------------------------------------


def test_a_group_of_one_to_four_people_is_small() -> None:
    assert are_small(np.arange(-2, 8)).tolist() == [False] * 3 + [True] * 4 + [False] * 3


def some_targets() -> Targets:
    place = columns(shape("activity"), 2, (0,))
    return Targets.of(targets(ATTRIBUTES, shape("activity"), place, ()), place.total)


def test_targets_are_small_or_not_in_a_world_all_at_once() -> None:
    every = some_targets()
    assert [(one.moment, one.what, *one.values) for one in every.small_in(np.array([3, 0, 5, 1, 0, 4])).each] == [
        (0, What.IS, "werk"),
        (1, What.MORE, "werk"),
        (1, What.NEW, "zoekt"),
        (1, What.MORE, "zoekt"),
    ]
    assert every.small_in(None) is every
    assert len(every.small_in(np.zeros(6, dtype=np.int64))) == 0
    assert len(every) == 10


def test_targets_are_kept_or_not_with_their_sums() -> None:
    every = some_targets()
    kept = every.where(np.arange(10) % 3 == 1)
    assert kept.each == (every.each[1], every.each[4], every.each[7])
    assert kept.sums.todense().tolist() == every.sums.todense()[[1, 4, 7]].tolist()
    one, rest = kept.first()
    assert (one.each, rest.each) == (kept.each[:1], kept.each[1:])
    assert one.weights().tolist() == [0, 0, 1, 0, 1, 0]
    assert rest.weights().tolist() == (rest.sums.todense()[0] + rest.sums.todense()[1]).tolist()


def test_what_is_taken_away_counts_against() -> None:
    (fewer,) = [one for one in some_targets().each if one.what is What.FEWER and one.values == ("werk",)]
    assert Targets.of([fewer], 6).weights().tolist() == [1, 0, -1, 0, 0, 0]
