"""The crowd: everyone of some moments by number, what they have, and who knows whom."""

from tests.protection.builders import ATTRIBUTES, person
from tracker.protection.crowd import Crowd
from tracker.protection.people import Insider

EARLY = [person(1, "zuid", "zoekt", need=("vervoer",)), person(2, partner="B", need=("vervoer", "opvang"))]
LATE = [person(3), *EARLY, person(4, "zuid", partner="B")]
CROWD = Crowd(ATTRIBUTES, [EARLY, LATE])


def test_everyone_keeps_one_number_over_all_moments() -> None:
    assert [who.tolist() for who in CROWD.who] == [[0, 1], [2, 0, 1, 3]]
    assert CROWD.many == 4


def test_what_people_have_is_told_row_by_row() -> None:
    assert CROWD.values(1, "region").tolist() == [0, 1, 0, 1]
    assert CROWD.values(0, "activity").tolist() == [1, 0]
    assert CROWD.having(1, "need", "vervoer").tolist() == [1, 2]
    assert CROWD.having(0, "need", "opvang").tolist() == [1]
    assert CROWD.having(1, "sector", "wonen").tolist() == [2, 3]
    assert CROWD.having(1, "need", "elders").tolist() == []


def test_people_are_looked_up_who_have_all_that_is_asked() -> None:
    assert CROWD.within(0, ()).tolist() == [0, 1]
    assert CROWD.within(1, (("partner", "B"),)).tolist() == [2, 3]
    assert CROWD.within(1, (("partner", "B"), ("region", "zuid"))).tolist() == [3]
    assert CROWD.within(0, (("partner", "B"), ("region", "zuid"), ("need", "opvang"))).tolist() == []


def test_an_insider_knows_its_people_and_whoever_ever_had_what_it_owns() -> None:
    moved = [person(1, "zuid", "zoekt"), person(2, partner="A"), person(5, partner="B")]
    crowd = Crowd(ATTRIBUTES, [EARLY, moved])
    assert crowd.known_to(Insider("B", frozenset(), (("partner", "B"),))).tolist() == [1, 2]
    assert crowd.known_to(Insider("B", frozenset({"D-001"}), (("partner", "B"),))).tolist() == [0, 1, 2]
    assert crowd.known_to(Insider("someone", frozenset({"D-001", "D-999"}))).tolist() == [0]
    assert crowd.known_to(Insider("nobody", frozenset())).tolist() == []
