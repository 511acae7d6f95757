"""Atoms: the places and states of an attack, and where everyone truly is."""

from tests.protection.builders import ATTRIBUTES, person
from tracker.protection.atoms import HAS, HAS_NOT, Atoms, atoms, places_with, states_with, whereabouts
from tracker.protection.crowd import Crowd
from tracker.protection.people import Attribute, Kind

(SHAPE,) = atoms(ATTRIBUTES, ("region", "partner"), "activity")
OPVANG, VERVOER = atoms(ATTRIBUTES, ("region",), "need")


def test_places_are_every_combination_of_marks_and_states_the_values_of_the_secret() -> None:
    assert SHAPE.marks == ("partner", "region")
    assert SHAPE.places == (("A", "noord"), ("A", "zuid"), ("B", "noord"), ("B", "zuid"))
    assert (SHAPE.states, SHAPE.value) == (("werk", "zoekt"), None)
    assert SHAPE.every_place == {0, 1, 2, 3}
    assert SHAPE.every_state == {0, 1}


def test_a_secret_with_several_values_is_asked_about_value_by_value() -> None:
    assert [(one.value, one.states) for one in (OPVANG, VERVOER)] == [
        ("opvang", ("opvang", "niet opvang")),
        ("vervoer", ("vervoer", "niet vervoer")),
    ]
    assert (OPVANG.states[HAS], OPVANG.states[HAS_NOT]) == ("opvang", "niet opvang")


def test_a_mark_covers_the_places_where_it_stands() -> None:
    assert places_with(ATTRIBUTES, SHAPE, "partner", ("B",)) == {2, 3}
    assert places_with(ATTRIBUTES, SHAPE, "region", ("noord",)) == {0, 2}
    assert places_with(ATTRIBUTES, SHAPE, "region", ("noord", "zuid")) == {0, 1, 2, 3}
    assert places_with(ATTRIBUTES, SHAPE, "sector", ("zorg",)) == {0, 1}
    assert places_with(ATTRIBUTES, SHAPE, "region", ("oost",)) == frozenset()


def test_a_group_of_several_values_covers_the_places_of_each() -> None:
    guide = Attribute("guide", "Begeleiding", Kind.IDENTIFYING, ("Sam", "Bo", "Kim"), complete=True)
    team = Attribute(
        "team", "Team", Kind.IDENTIFYING, ("1", "2"), of="guide", parts={"Sam": "1", "Bo": "2", "Kim": "1"}
    )
    attributes = {**ATTRIBUTES, "guide": guide, "team": team}
    (shape,) = atoms(attributes, ("guide",), "activity")
    assert places_with(attributes, shape, "team", ("1",)) == {0, 2}


def test_a_value_covers_its_state() -> None:
    assert states_with(ATTRIBUTES, SHAPE, "activity", ("zoekt",)) == {1}
    assert states_with(ATTRIBUTES, OPVANG, "need", ("opvang",)) == {0}
    assert states_with(ATTRIBUTES, OPVANG, "need", ("opvang", "vervoer")) == {HAS}
    assert states_with(ATTRIBUTES, OPVANG, "need", ("vervoer",)) == frozenset()


def test_everyone_stands_in_one_place_and_one_state() -> None:
    rows = [person(1, "zuid", "zoekt", need=("vervoer",)), person(2, partner="B", need=("vervoer", "opvang"))]

    crowd = Crowd(ATTRIBUTES, [rows[1:], rows])

    def stand(shape: Atoms, moment: int = 1) -> list[tuple[int, ...]]:
        """The number, the place and the state of each of the people."""
        now = whereabouts(shape, crowd, ATTRIBUTES, moment)
        return list(zip(now.who.tolist(), now.place.tolist(), now.state.tolist(), strict=True))

    assert stand(SHAPE) == [(1, 1, 1), (0, 2, 0)]
    assert stand(OPVANG) == [(1, 1, HAS_NOT), (0, 0, HAS)]
    assert stand(VERVOER) == [(1, 1, HAS), (0, 0, HAS)]
    assert stand(SHAPE, 0) == [(0, 2, 0)]
