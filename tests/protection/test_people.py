"""People: the values that someone has, and how a coarser attribute follows from a finer one."""

from dataclasses import replace

import pytest

from tests.protection.builders import ATTRIBUTES, moment, person
from tracker.protection.people import UNKNOWN, Attribute, Insider, Kind, base_of, base_values, held

SECTOR = ATTRIBUTES["sector"]
KIND = Attribute("kind", "Publiek of niet", Kind.IDENTIFYING, ("publiek",), of="sector", parts={"zorg": "publiek"})
ALL = {**ATTRIBUTES, "kind": KIND}


def test_without_a_value_someone_is_unknown_unless_everyone_has_one_or_can_have_none() -> None:
    guide = Attribute("guide", "Begeleiding", Kind.IDENTIFYING, ("Sam", "Bo"))
    assert guide.all_values == ("Sam", "Bo", UNKNOWN)
    assert replace(guide, complete=True).all_values == ("Sam", "Bo")
    assert replace(guide, many=True).all_values == ("Sam", "Bo")
    assert replace(guide, values=(UNKNOWN, "Sam")).all_values == (UNKNOWN, "Sam")


def test_an_attribute_that_groups_another_is_read_from_the_finest() -> None:
    assert [base_of(ALL, name) for name in ("region", "sector", "kind")] == ["region", "partner", "partner"]


def test_the_values_under_a_group_are_those_of_the_finest_field() -> None:
    assert base_values(ALL, "partner", frozenset("A")) == {"A"}
    assert base_values(ALL, "sector", frozenset({"zorg"})) == {"A"}
    assert base_values(ALL, "kind", frozenset({"publiek"})) == {"A"}
    assert base_values(ALL, "kind", frozenset({UNKNOWN})) == {"B"}


def test_someone_has_one_value_or_several_where_the_attribute_allows_that() -> None:
    row = person(1, need=("vervoer", "opvang", "vervoer", "een jas"))
    assert held(row, ATTRIBUTES, "need") == ("vervoer", "opvang")
    assert held(row, ATTRIBUTES, "region") == ("noord",)
    assert held(row, ATTRIBUTES, "reached") == ()
    assert held(row, ALL, "kind") == ("publiek",)
    assert held(person(2, partner="B"), ALL, "kind") == (UNKNOWN,)


@pytest.mark.parametrize(("written", "value"), [("Bo", "Bo"), ("Kim", UNKNOWN), (("Kim", "Bo", "Sam"), "Bo")])
def test_what_is_outside_the_closed_list_is_unknown(written: str | tuple[str, ...], value: str) -> None:
    guide = Attribute("guide", "Begeleiding", Kind.IDENTIFYING, ("Sam", "Bo"))
    assert held(person(1, guide=written), {"guide": guide}, "guide") == (value,)


def test_a_plain_attribute_promises_nothing() -> None:
    bare = Attribute("guide", "Begeleiding", Kind.IDENTIFYING, ())
    assert (bare.many, bare.complete, bare.grows, bare.never_exact, bare.of) == (False, False, False, False, None)
    assert (bare.plain, bare.parts, bare.all_values) == (frozenset(), {}, (UNKNOWN,))


def test_moments_stand_in_the_order_of_their_dates_and_insiders_hide_whom_they_know() -> None:
    assert moment(0) < moment(1) < moment(5)
    assert "D-001" not in repr(Insider("partner A", frozenset({"D-001"})))
