"""The gate: after it nobody can be found, and what it says of that tells nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    WHOLE,
    knows,
    moment,
    numbers,
    people,
    person,
    programmes,
    published,
)
from tests.protection.by_hand import Hidden, slow_range
from tests.protection.test_attack import answer, ground, key_showing
from tracker.edition import TableSpec
from tracker.protection.gate import OUTSIDER, Candidate, Gated, gate
from tracker.protection.people import Insider, PersonRow
from tracker.protection.tables import LEFT_OUT, Published, printed
from tracker.protection.targets import targets

SPECS = (TOTAL, WHERE, BY_REGION, BY_SECTOR, PAGE_A)


def gated(
    rows: tuple[PersonRow, ...],
    *insiders: Insider,
    specs: tuple[TableSpec, ...] = SPECS,
    earlier: tuple[Published, ...] = (),
    key: bytes = KEY,
) -> Gated:
    return gate(ATTRIBUTES, earlier, Candidate(moment(len(earlier)), rows, specs), insiders, key)


SMALL = people({("noord", "A", "werk"): 2, ("zuid", "B", "zoekt"): 20})
KEY_FOR_SMALL = key_showing(SMALL, [5, 0, 0, 20])


OWN = people(
    {("noord", "A", "werk"): 10, ("noord", "B", "werk"): 2, ("noord", "B", "zoekt"): 20, ("zuid", "B", "zoekt"): 20}
)
KEY_FOR_OWN = key_showing(OWN, [15, 20, 0, 20])


@given(programmes(most=5), st.binary(min_size=8, max_size=8))
@pytest.mark.proof
@settings(max_examples=80 if WHOLE else 8)
def test_after_the_gate_no_world_by_world_search_finds_anyone(
    programme: list[tuple[PersonRow, ...]], key: bytes
) -> None:
    rows = programme[0]
    insiders = (OUTSIDER, knows(rows, "A"), knows(rows, "B"))
    result = gated(rows, *insiders[1:], key=key)
    assert result.record.found == 0
    whole = [Published(moment(0), result.tables, rows)]
    exact = [Published(moment(0), tuple(one for one in result.tables if one.spec.exact), rows)]
    for insider in insiders:
        seen, bare = Hidden(whole, insider), Hidden(exact, insider)
        stage = ground(whole)
        for target in targets(ATTRIBUTES, stage.shape, stage.place, ()):
            low, high = slow_range(seen, lambda world, target=target: answer(target, world))  # type: ignore[misc]
            if low >= 1 and high <= 4:
                # Only what the exact totals of the programme tell by themselves is left to find.
                low, high = slow_range(bare, lambda world, target=target: answer(target, world))  # type: ignore[misc]
                assert low >= 1 and high <= 4


@given(programmes(most=25, moments=2), st.binary(min_size=8, max_size=8))
@pytest.mark.proof
@settings(max_examples=80 if WHOLE else 8)
def test_whatever_is_published_one_after_another_the_truth_stays_possible(
    programme: list[tuple[PersonRow, ...]], key: bytes
) -> None:
    first = gated(programme[0], specs=SPECS, key=key)
    second = gated(programme[1], earlier=(Published(moment(0), first.tables, programme[0]),), key=key)
    moments = [Published(moment(0), first.tables, programme[0]), Published(moment(1), second.tables, programme[1])]
    for insider in (OUTSIDER, knows(programme[1], "A")):
        attacked = ground(moments).attacked(insider)
        assert attacked.worlds.fits(attacked.truth)


def test_a_number_that_tells_on_someone_is_left_out_with_its_row_or_column() -> None:
    specs = (TOTAL, WHERE, BY_REGION)
    assert not gated(OWN, specs=specs, key=KEY_FOR_OWN).record.left_out
    result = gated(OWN, knows(OWN, "A"), specs=specs, key=KEY_FOR_OWN)
    assert numbers(result.tables)["regio_waar_nu", "noord", "werk"] is None
    assert result.record.found == 0
    assert [(one.table, one.what) for one in result.record.left_out] == [("regio_waar_nu", "rij noord")]


def test_values_with_few_people_in_the_whole_programme_are_put_together() -> None:
    result = gated(SMALL, specs=(TOTAL, WHERE, BY_REGION), key=KEY_FOR_SMALL)
    assert ("regio_waar_nu", "noord", "werk of zoekt") in numbers(result.tables)
    assert [one.what for one in result.record.left_out] == ["samengenomen: werk of zoekt"]


def test_a_number_is_left_out_of_an_earlier_edition_too_when_a_later_one_with_newcomers_is_out() -> None:
    newcomer = person(900, "zuid", "zoekt", partner="A")
    later = published(1, (*OWN, newcomer), (TOTAL, WHERE))
    candidate = Candidate(moment(0), OWN, (TOTAL, WHERE, BY_REGION, BY_SECTOR))
    result = gate(ATTRIBUTES, [later], candidate, [knows(OWN, "A")], KEY_FOR_OWN)
    assert result.record.found == 0
    assert [(one.table, one.what) for one in result.record.left_out] == [("regio_waar_nu", "rij noord")]


def test_never_a_single_number_alone_is_left_out_of_a_table_by_two_attributes() -> None:
    result = gated(OWN, knows(OWN, "A"), specs=(TOTAL, WHERE, BY_REGION), key=KEY_FOR_OWN)
    (table,) = [table for table in result.tables if table.spec == BY_REGION]
    assert 0 < table.published < len(table.cells) - 1


def test_exact_totals_are_never_left_out() -> None:
    result = gated(SMALL, knows(SMALL, "A"), key=KEY_FOR_SMALL)
    assert numbers(result.tables)["totaal",] == 22
    assert numbers(result.tables)["waar_nu", "werk"] == 2


def test_what_exact_totals_tell_by_themselves_is_said_and_costs_no_table() -> None:
    rows = people({("noord", "A", "werk"): 3, ("noord", "A", "zoekt"): 1, ("zuid", "B", "zoekt"): 30})
    result = gated(rows, knows(rows, "B"), specs=(TOTAL, WHERE, COUNT_A, PAGE_A))
    assert result.record.settled_before > 0
    assert result.record.found == 0


def test_the_list_of_what_is_left_out_holds_no_number() -> None:
    result = gated(SMALL, knows(SMALL, "B"), key=KEY_FOR_SMALL)
    assert result.record.left_out
    assert not any(re.search(r"\d", f"{one.title} {one.what}") for one in result.record.left_out)


def test_words_stand_where_a_number_is_left_out() -> None:
    result = gated(OWN, knows(OWN, "A"), specs=(TOTAL, WHERE, BY_REGION), key=KEY_FOR_OWN)
    (table,) = [table for table in result.tables if table.spec == BY_REGION]
    assert dict(printed(table))["noord", "werk"] == LEFT_OUT


def test_the_same_edition_comes_out_the_same_again() -> None:
    rows = people({("noord", "A", "werk"): 7, ("zuid", "A", "zoekt"): 3, ("zuid", "B", "zoekt"): 14})
    assert gated(rows, knows(rows, "A")) == gated(tuple(reversed(rows)), knows(rows, "A"))


def test_a_table_that_is_out_already_cannot_be_taken_back_and_stands_unchanged() -> None:
    rows = people({("noord", "A", "werk"): 23, ("zuid", "B", "zoekt"): 30})
    out = published(0, rows, (TOTAL, WHERE, BY_REGION))
    result = gate(ATTRIBUTES, [out], Candidate(moment(0), rows, (BY_REGION,)), (), KEY)
    assert numbers(result.tables) == {
        key: value for key, value in numbers(out.tables).items() if key[0] == "regio_waar_nu"
    }


def test_one_dropout_and_one_newcomer_in_eight_quarters_are_not_found() -> None:
    rows = people(
        {("noord", "A", "werk"): 18, ("zuid", "A", "zoekt"): 12, ("zuid", "B", "zoekt"): 20, ("noord", "B", "werk"): 13}
    )
    earlier: list[Published] = []
    for quarter in range(8):
        if quarter == 4:
            rows = (*rows, person(900, "noord", "zoekt", partner="B"))
        if quarter == 6:
            rows = (PersonRow(rows[0].code, {**rows[0].attributes, "activity": "zoekt"}), *rows[1:])
        result = gated(rows, knows(rows, "A"), knows(rows, "B"), earlier=tuple(earlier))
        assert (result.record.found, result.record.tried > 0 or quarter < 4) == (0, True)
        earlier.append(Published(moment(quarter), result.tables, rows))


def test_what_people_need_is_protected_against_a_partner_that_knows_nearly_everyone() -> None:
    rows = tuple(person(number, need=("opvang",), partner="A" if number < 5 else "B") for number in range(6))
    keys = (number.to_bytes(4, "big") for number in range(1_000))
    key = next(key for key in keys if numbers(published(0, rows, (NEEDS,), key).tables)["nodig", "opvang"] == 10)
    result = gated(rows, knows(rows, "A"), specs=(TOTAL, NEEDS), key=key)
    assert [one.what for one in result.record.left_out] == ["de hele tabel"]


def test_the_gate_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    gated(SMALL, knows(SMALL, "A"), knows(SMALL, "B"), key=KEY_FOR_SMALL)
    assert capfd.readouterr() == ("", "")
