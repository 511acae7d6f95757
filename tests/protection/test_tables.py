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
from tracker.protection.closed_list import OVERVIEW, Lists, closed_attributes, closed_list
from tracker.protection.people import PersonRow
from tracker.protection.rounding import protected_count
from tracker.protection.tables import LEFT_OUT, Counter, check_spec, count_words, printed, without

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
