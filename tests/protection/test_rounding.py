"""Rounding: multiples of five, the same for the same people, and right on average."""

import hashlib
import hmac
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.protection.builders import KEY
from tracker.protection.rounding import (
    FEWEST_ANSWERS,
    FEWEST_FOR_SHARE,
    cell_key,
    person_key,
    possible_counts,
    protected_count,
    protected_share,
    rounded,
)

codes = st.sets(st.integers(1, 99_999).map("D-{:03}".format), max_size=30)


def by_the_formula(key: bytes, some: set[str]) -> int:
    total = sum(int.from_bytes(hmac.new(key, one.encode(), hashlib.sha256).digest()[:8], "big") for one in some) % 2**64
    u = Fraction(int(hashlib.sha256(total.to_bytes(8, "big")).hexdigest(), 16), 2**256)
    n = len(some)
    return 5 * (n // 5) + 5 * (u < Fraction(n % 5, 5))


@given(codes, st.binary(min_size=32, max_size=32))
def test_a_count_is_rounded_by_the_written_formula(some: set[str], key: bytes) -> None:
    assert protected_count(key, some) == by_the_formula(key, some)


def test_the_parts_of_people_are_added_up_on_a_clock_of_64_bits() -> None:
    assert person_key(KEY, "D-001") == int.from_bytes(hmac.new(KEY, b"D-001", hashlib.sha256).digest()[:8], "big")
    assert cell_key([]) == 0
    assert cell_key([2**64 - 1, 3]) == 2
    assert cell_key([2**64 - 1]) == 2**64 - 1


@given(codes.flatmap(lambda some: st.permutations(sorted(some))))
def test_the_same_people_in_any_order_give_the_same_number(some: list[str]) -> None:
    assert protected_count(KEY, some) == protected_count(KEY, [*sorted(some), *some])


@given(codes)
def test_the_true_count_is_among_those_that_can_be_shown_so(some: set[str]) -> None:
    low, high = possible_counts(protected_count(KEY, some))
    assert low <= len(some) <= high


@pytest.mark.parametrize("count", range(12))
def test_every_count_in_the_range_of_a_number_can_give_it(count: int) -> None:
    shown = {rounded(count, key) for key in range(200)}
    assert shown == {number for number in range(0, 20, 5) if count in range(*_open(number))}


def _open(shown: int) -> tuple[int, int]:
    low, high = possible_counts(shown)
    return low, high + 1


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 13])
def test_rounding_is_right_on_average(count: int) -> None:
    mean = Fraction(sum(rounded(count, cell_key([person_key(KEY, f"D-{key}")])) for key in range(4_000)), 4_000)
    assert abs(mean - count) < Fraction(1, 5)


def test_a_multiple_of_five_is_shown_as_it_is() -> None:
    assert {rounded(count, key) - count for count, key in product(range(0, 50, 5), range(50))} == {0}


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (15, 30, Fraction(1, 2)),
        (10, 30, Fraction(1, 3)),
        (35, 30, Fraction(1)),
        (5, 25, None),
        (0, 0, None),
        (0, 40, Fraction(0)),
    ],
)
def test_a_percentage_needs_25_people_whatever_the_rounding_did(part: int, whole: int, share: Fraction | None) -> None:
    assert protected_share(part, whole) == share


@pytest.mark.parametrize(("fewest", "is_there"), [(26, True), (27, False)])
def test_a_percentage_is_there_when_the_fewest_people_that_can_be_behind_it_are_enough(
    fewest: int, is_there: bool
) -> None:
    assert possible_counts(30) == (26, 34)
    assert (protected_share(15, 30, fewest) is not None) == is_there


def test_what_a_shown_number_can_stand_for_is_less_than_five_away() -> None:
    assert [possible_counts(shown) for shown in (0, 5, 10)] == [(0, 4), (1, 9), (6, 14)]


def test_percentages_take_25_people_and_figures_of_answers_ten() -> None:
    assert (FEWEST_FOR_SHARE, FEWEST_ANSWERS) == (25, 10)
    assert protected_share(5, 10, FEWEST_ANSWERS) is None
    assert protected_share(5, 15, FEWEST_ANSWERS) == Fraction(1, 3)
