"""Tables: what may be made, how it is printed, and that nothing else is in it."""

from dataclasses import replace

import pytest
from hypothesis import given

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
    numbers,
    people,
    person,
    programmes,
)
from tracker.edition import Cell, TableSpec
from tracker.protection.closed_list import (
    FEWEST_REGISTERED,
    OVERVIEW,
    Lists,
    closed_attributes,
    closed_list,
    partner_tables,
)
from tracker.protection.people import Kind, PersonRow
from tracker.protection.rounding import protected_count
from tracker.protection.tables import LEFT_OUT, Counter, check_spec, count_words, printed, side_words, sides, without

LISTS = Lists(
    large=frozenset("ABC"),
    regions=("noord", "zuid"),
    partners={"A": "zorg", "B": "wonen", "C": "zorg"},
    years=("2025", "2026"),
    activities=("werk", "zoekt"),
    trainings=("loopt", "afgerond", "geen opleiding"),
    reasons=("verhuisd",),
    needs=("vervoer",),
    reached=("kans gekregen",),
    grants=("G",),
)


def test_every_row_and_column_is_there_in_the_order_of_the_closed_list_whoever_takes_part() -> None:
    headings = [heading for heading, _ in printed(Counter((), ATTRIBUTES, KEY).table(BY_REGION))]
    assert headings == [("noord", "werk"), ("noord", "zoekt"), ("zuid", "werk"), ("zuid", "zoekt")]
    assert [
        heading for heading, _ in printed(Counter([person(1, "zuid", "zoekt")], ATTRIBUTES, KEY).table(BY_REGION))
    ] == headings


def test_numbers_are_printed_in_words() -> None:
    shown = [Cell((), 0), Cell((), 15), Cell((), 1_250), Cell((), None)]
    assert [count_words(cell, BY_REGION) for cell in shown] == ["minder dan 5", "ca. 15", "ca. 1.250", LEFT_OUT]
    assert [count_words(cell, TOTAL) for cell in shown] == ["0", "15", "1.250", LEFT_OUT]


def test_what_is_left_out_is_in_no_part_of_a_table() -> None:
    rows = people({("noord", "A", "werk"): 37})
    table = Counter(rows, ATTRIBUTES, KEY).table(BY_REGION)
    gone = without(table, [(("noord",), ("werk",))])
    assert "35" in repr(table) or "40" in repr(table)
    assert not {"35", "37", "40"} & set(repr(gone).replace(")", " ").replace("=", " ").split())
    assert gone.published == 3


def test_people_are_not_shown_by_the_repr_of_their_row() -> None:
    assert repr(person(7, "noord", "werk")) == "PersonRow(code='D-007')"


@given(programmes(most=30))
def test_the_same_people_have_the_same_number_in_every_table(programme: list[tuple[PersonRow, ...]]) -> None:
    counter = Counter(programme[0], ATTRIBUTES, KEY)
    shown = numbers(counter.table(spec) for spec in (PAGE_A, BY_SECTOR))
    for activity in ("werk", "zoekt"):
        mine = [
            row.code
            for row in programme[0]
            if row.attributes["partner"] == "A" and row.attributes["activity"] == activity
        ]
        assert shown["pagina_a", activity] == shown["sector_waar_nu", "zorg", activity] == protected_count(KEY, mine)


def test_a_person_with_several_values_counts_once_where_these_are_put_together() -> None:
    rows = [person(number, need=("opvang", "vervoer")) for number in range(5)]
    table = Counter(rows, ATTRIBUTES, KEY).table(NEEDS, {"need": (("opvang", "vervoer"),)})
    assert numbers([table]) == {("nodig", "opvang of vervoer"): 5}


def test_a_table_within_several_values_counts_who_has_all_of_them() -> None:
    rows = people({("noord", "A", "werk"): 5, ("zuid", "A", "werk"): 10, ("zuid", "B", "zoekt"): 20})
    counter = Counter(rows, ATTRIBUTES, KEY)

    def count(*within: tuple[str, str]) -> int | None:
        return counter.table(TableSpec("x", "overview", (), "", within)).cells[0].shown

    assert count() == 35
    assert count(("partner", "A")) == count(("sector", "zorg")) == 15
    assert count(("partner", "A"), ("region", "zuid")) == count(("region", "zuid"), ("partner", "A")) == 10
    assert count(("region", "noord"), ("partner", "B")) == count(("need", "opvang")) == 0
    assert count(("region", "zuid"), ("activity", "zoekt"), ("partner", "B")) == 20


def test_values_put_together_stand_where_the_first_of_them_stood() -> None:
    values = ("a", "b", "c", "d")
    attributes = {"x": replace(ATTRIBUTES["activity"], name="x", values=values)}
    assert sides(attributes, "x", {"x": (("b", "d"),)}) == (("a",), ("b", "d"), ("c",))
    assert sides(attributes, "x", {"x": (("c", "d"), ("a", "b"))}) == (("a", "b"), ("c", "d"))
    assert sides(attributes, "x", {"y": (("c", "d"),)}) == tuple((value,) for value in values)


@pytest.mark.parametrize(
    ("side", "words"), [(("werk",), "werk"), (("werk", "zoekt"), "werk of zoekt"), (("a", "b", "c"), "a, b of c")]
)
def test_values_put_together_are_named_in_one_heading(side: tuple[str, ...], words: str) -> None:
    assert side_words(side) == words


def test_a_value_outside_the_closed_list_is_unknown_and_says_nothing_of_the_person() -> None:
    with pytest.raises(ValueError, match="no value in the closed list of 'region'") as caught:
        Counter([person(7, "atlantis")], ATTRIBUTES, KEY)
    assert "D-007" not in str(caught.value) and "atlantis" not in str(caught.value)


@pytest.mark.parametrize(
    "spec",
    [
        TableSpec("x", "overview", ("region",), "", exact=True),
        TableSpec("x", "overview", ("region", "activity"), "", exact=True),
        TableSpec("x", "overview", ("activity",), "", (("partner", "A"),), exact=True),
        TableSpec("x", "overview", (), "", (("partner", "A"), ("region", "noord")), exact=True),
        TableSpec("x", "overview", ("need",), "", exact=True),
        TableSpec("x", "overview", ("region", "partner", "activity"), ""),
        TableSpec("x", "overview", ("region", "region"), ""),
        TableSpec("x", "overview", (), "", (("region", "oost"),)),
    ],
)
def test_a_table_that_may_not_be_made_is_refused(spec: TableSpec) -> None:
    with pytest.raises(ValueError, match="table 'x'"):
        check_spec(spec, ATTRIBUTES)
    with pytest.raises(ValueError, match="table 'x'"):
        Counter((), ATTRIBUTES, KEY).table(spec)


@pytest.mark.parametrize("spec", [TOTAL, WHERE, COUNT_A, BY_REGION, PAGE_A, NEEDS])
def test_a_table_that_may_be_made_passes(spec: TableSpec) -> None:
    assert check_spec(spec, ATTRIBUTES) is None  # type: ignore[func-returns-value]


# --- The closed list -------------------------------------------------------------------------------------------------


def test_every_table_of_the_closed_list_may_be_made_and_has_a_name_of_its_own() -> None:
    specs, attributes = closed_list(LISTS), closed_attributes(LISTS)
    for spec in specs:
        check_spec(spec, attributes)
    assert len({spec.name for spec in specs}) == len(specs)


def test_nobody_but_the_partner_itself_gets_partner_by_where_people_are() -> None:
    both = [
        spec for spec in closed_list(LISTS) if {"partner", "activity"} <= {*spec.by, *(name for name, _ in spec.within)}
    ]
    assert {spec.audience for spec in both} == {"partner:A", "partner:B", "partner:C"}
    assert all(spec.within == (("partner", spec.audience.removeprefix("partner:")),) for spec in both)


def test_the_open_page_and_the_funder_get_exact_totals_only() -> None:
    specs = [spec for spec in closed_list(LISTS) if spec.audience.startswith("funder:")]
    assert {spec.audience for spec in specs} == {"funder:G"}
    assert all(spec.exact for spec in specs)


def test_reasons_needs_and_answers_are_rounded_for_everyone() -> None:
    rounded = [spec for spec in closed_list(LISTS) if {"reason", "need", "satisfied"} & {*spec.by}]
    assert {(spec.audience, spec.exact) for spec in rounded} == {(OVERVIEW, False)}


def test_a_partner_that_registered_few_people_gets_their_number_only() -> None:
    lists = replace(LISTS, large=frozenset("AB"))
    names = {name: [spec.by for spec in closed_list(lists) if spec.audience == f"partner:{name}"] for name in "ABC"}
    assert names == {"A": [(), ("activity",), ("training",)], "B": [(), ("activity",), ("training",)], "C": [()]}


def test_without_regions_in_the_sheet_there_is_no_table_by_region() -> None:
    by_region = {spec.name for spec in closed_list(LISTS) if "region" in spec.by}
    assert by_region
    without_regions = {spec.name for spec in closed_list(replace(LISTS, regions=()))}
    assert without_regions == {spec.name for spec in closed_list(LISTS)} - by_region


def test_each_attribute_of_the_closed_list_says_what_it_tells_and_how_it_may_be_counted() -> None:
    every = closed_attributes(replace(LISTS, others=("zelf",)))

    def those(flag: str) -> set[str]:
        return {name for name, one in every.items() if getattr(one, flag)}

    answers = {"satisfied", "helped", "changing", "coping", "confident"}
    assert those("never_exact") == {"reason", "need", *answers}
    assert those("many") == {"need", "reached", "grant"}
    assert those("grows") == {"reached"}
    assert those("of") == {"sector", "stopped"}
    assert those("complete") == set()
    assert those("plain") == {"training", "reason", *answers}
    assert {name for name, one in every.items() if one.kind is Kind.OTHER} == {"support", "grant"}
    marks = {name for name, one in every.items() if one.kind is Kind.IDENTIFYING}
    assert marks == {"region", "partner", "sector", "year", "guide"}
    assert every["sector"].values == ("zorg", "wonen", "geen partner")
    assert every["partner"].values == ("A", "B", "C", "zelf")
    assert every["stopped"].parts == {"verhuisd": "gestopt", "niet gestopt": "niet gestopt"}


def test_exact_are_the_totals_of_the_programme_and_of_a_grant_and_how_many_a_partner_registered() -> None:
    assert {spec.name for spec in closed_list(LISTS) if spec.exact} == {
        *("bereikt", "deelnemers", "waar_nu", "opleiding", "gestopt"),
        *(f"partner:{name}:deelnemers" for name in "ABC"),
        *("subsidie:G:deelnemers", "subsidie:G:bereikt"),
    }


def test_a_partner_is_large_from_ten_people_on_and_its_tables_are_about_its_own_people() -> None:
    assert FEWEST_REGISTERED == 10
    assert [spec.by for spec in partner_tables("A")] == [(), ("activity",), ("training",)]
    assert {spec.within for spec in partner_tables("A", large=False)} == {(("partner", "A"),)}
    assert {spec.within for spec in closed_list(LISTS) if spec.audience == "funder:G"} == {(("grant", "G"),)}
