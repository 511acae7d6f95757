"""The pace of a team: how wildly it swings is learned from all counts together, and far ahead it may turn."""

import numpy as np
import pytest

from tracker.figures.forecast.hazards import EDGES
from tracker.figures.forecast.pace import Counted, Numbers, Pace, learn_pace, learn_paces
from tracker.figures.forecast.stays import State, Stay, cut
from tracker.figures.forecast.walk import how_many

DRAWS = 3000
AHEAD = 40

EVEN = np.full(16, 20.0)
WILD = np.array([4.0, 60.0] * 8)


def counted(counts: Numbers) -> Counted:
    return Counted(counts, np.full(len(counts), 20.0), np.zeros(len(counts) + AHEAD, dtype=np.intp))


def spread(pace: Pace, quarter: int) -> float:
    """The width of the interval of 80% of the logarithm of the pace, so many quarters ahead."""
    low, high = np.quantile(np.log(pace.ahead[:, quarter]), (0.1, 0.9))
    return float(high - low)


def test_one_count_that_swings_makes_another_of_the_same_team_less_certain() -> None:
    beside_even, _ = learn_paces((counted(EVEN), counted(EVEN)), DRAWS, np.random.default_rng(1))
    beside_wild, _ = learn_paces((counted(EVEN), counted(WILD)), DRAWS, np.random.default_rng(1))
    assert spread(beside_wild, 1) > 1.5 * spread(beside_even, 1)


def test_the_further_ahead_the_more_may_have_turned() -> None:
    pace = learn_pace(counted(EVEN), DRAWS, np.random.default_rng(1))
    near, later, last = (spread(pace, quarter) for quarter in (1, 12, AHEAD - 1))
    assert near < later < last
    assert np.median(pace.ahead[:, -1]) == pytest.approx(1.0, abs=0.1)


def test_a_turn_is_the_same_for_all_that_one_team_does() -> None:
    arriving, moving = learn_paces((counted(EVEN), counted(EVEN)), DRAWS, np.random.default_rng(1))
    together = [
        np.corrcoef(np.log(arriving.ahead[:, quarter]), np.log(moving.ahead[:, quarter]))[0, 1]
        for quarter in (0, AHEAD - 1)
    ]
    assert together[0] < together[1]
    assert together[1] > 0.5


def test_after_a_new_phase_the_pace_is_that_of_the_phase_and_surer_for_knowing_it() -> None:
    phases = np.array([0] * 8 + [1] * (8 + AHEAD))
    counts = np.concatenate([np.full(8, 10.0), np.full(8, 30.0)])
    known = learn_pace(Counted(counts, np.full(16, 20.0), phases), DRAWS, np.random.default_rng(1))
    unknown = learn_pace(counted(counts), DRAWS, np.random.default_rng(1))
    assert np.median(known.ahead[:, 0]) == pytest.approx(1.5, abs=0.15)
    assert spread(known, 0) < spread(unknown, 0)


# --- Cutting and counting --------------------------------------------------------------------------------------------


def test_a_stay_is_cut_where_its_hazard_changes_and_where_a_quarter_ends() -> None:
    """From 4 to 1½ months before the reference date: at a week, a month, and where the last quarter but one ends."""
    pieces = cut([Stay(State.WAITING, 1, -4.0, -1.5, 2)], 2)
    assert pieces.months.tolist() == pytest.approx([0.25, 0.75, 1.5])
    assert [EDGES[time] for time in pieces.at[2]] == [0.0, 0.25, 1.0]
    assert pieces.at[3].tolist() == [0, 0, 1]
    assert [int(one[0]) for one in pieces.ends] == [State.WAITING, 1, 2, 1, 2]


def test_cutting_loses_no_time_and_a_stay_without_length_has_no_pieces() -> None:
    rng = np.random.default_rng(1)
    begins = -rng.uniform(0, 60, 50)
    stays = [
        Stay(State.WAITING, 0, begin, begin * share, None) for begin, share in zip(begins, rng.random(50), strict=True)
    ]
    pieces = cut([*stays, Stay(State.WAITING, 0, -2.0, -2.0, 1)], 20)
    lengths = np.bincount(pieces.stay, pieces.months, 51)
    assert lengths[:50] == pytest.approx([stay.end - stay.begin for stay in stays])
    assert lengths[50] == 0
    assert (pieces.months > 0).all()


@pytest.mark.parametrize("rows", [0, 1, 6])
def test_flags_are_counted_by_column(rows: int) -> None:
    flags = np.arange(rows)[:, None] < np.array([0, 1, 3, 6])
    assert how_many(flags).tolist() == [min(rows, most) for most in (0, 1, 3, 6)]
