"""A road day by day: what was, what is expected and what is needed meet where they should."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.editions.builders import ROADS, TODAY
from tracker.edition import Road
from tracker.editions.road_days import between, days_of
from tracker.model import Unit

_START, _END = date(2026, 1, 1), date(2026, 1, 11)


@pytest.mark.parametrize(
    ("day", "value"),
    [(_START, 10), (date(2026, 1, 6), 15), (_END, 20), (_START - timedelta(1), None), (_END + timedelta(1), None)],
)
def test_between_two_spots_lies_a_straight_line_and_outside_them_nothing(day: date, value: float | None) -> None:
    assert between([(_START, 10), (_END, 20)], day) == value


def test_one_spot_is_only_itself_and_no_spot_is_nothing() -> None:
    assert between([(_START, 10)], _START) == 10
    assert between([(_START, 10)], _END) is None
    assert between([], _START) is None


@pytest.mark.parametrize("road", ROADS, ids=lambda road: road.code)
def test_past_fan_and_need_all_meet_in_the_reference_date(road: Road) -> None:
    today = next(one for one in days_of(road, TODAY) if one.day == TODAY)

    assert today.past == today.low == today.high == today.middle == today.needed == road.now
    assert today.room == 0


@pytest.mark.parametrize("road", ROADS, ids=lambda road: road.code)
def test_days_are_in_order_and_the_fan_is_whole_from_today_on(road: Road) -> None:
    days = list(days_of(road, TODAY))

    assert [one.day for one in days] == sorted({one.day for one in days})
    for one in days:
        assert (one.low is None) == (one.room is None) == (one.day < TODAY)
        assert one.low is None or one.high is None or one.low <= one.high


def test_a_fan_that_stops_before_the_target_ends_where_it_stops() -> None:
    road = replace(ROADS[0], ahead=ROADS[0].ahead[:3], outcome=None)

    assert list(days_of(road, TODAY))[-1].day == road.ahead[-1].day


def test_a_target_that_has_passed_is_no_part_of_the_road_ahead() -> None:
    road = Road(
        code="x", name="X", unit=Unit.COUNT, target=5, due_on=_START, now=3, standing="", past=((_START, 2.0),)
    )  # fmt: skip

    assert [(one.day, one.past, one.target, one.low) for one in days_of(road, _END)] == [
        (_START, 2.0, None, None),
        (_END, 3, None, None),
    ]


def test_a_figure_that_is_not_known_yet_has_a_road_with_a_target_only() -> None:
    road = Road(code="x", name="X", unit=Unit.COUNT, target=5, due_on=_END, now=None, standing="")

    (only,) = days_of(road, _START)
    assert (only.day, only.past, only.target, only.low) == (_END, None, 5, None)
