"""Learning the pace and the ease of people, walking by both, and the ends of an interval."""

import re
from pathlib import Path

import numpy as np
import pytest

import bench
from bench.forecast_partners import growth
from bench.forecast_programmes import SCENARIOS, day
from tracker.figures.forecast import honesty
from tracker.figures.forecast.ease import with_ease
from tracker.figures.forecast.hazards import EDGES, Law, law
from tracker.figures.forecast.partners import Road, embedding_ahead
from tracker.figures.forecast.priors import plan
from tracker.figures.forecast.reach import FOLLOWS, Clock
from tracker.figures.forecast.road import interval
from tracker.figures.forecast.stays import GOALS, Move, State, Stay, cut, tally
from tracker.figures.forecast.walk import Walkers, walk
from tracker.figures.forecast.words import COVERED
from tracker.model import Level


def clock(*pace: float, draws: int = 1) -> Clock:
    return Clock.of(np.tile(np.array(pace), (draws, 1)))


def only(move: Move, hazard: float, draws: int) -> Law:
    """Draws in which one move happens, from every state and at every time in it."""
    hazards = np.zeros((draws, len(State) - 1, 1, len(EDGES), len(Move)))
    hazards[..., move] = hazard
    return law(hazards, plan().paced)


def share_moved(move: Move, pace: float, ease: float = 1.0) -> float:
    """The share of those waiting who made a move of one in ten a month within a year of the calendar."""
    number = 4000
    some = np.zeros(number, dtype=np.intp)
    who = Walkers(some, some, some, np.zeros(number), np.zeros(number), np.full(number, ease, dtype=np.float32))
    by, until = only(move, 0.1, 1), clock(*[pace] * 4).horizon
    first = next(walk(who, by, FOLLOWS, until, np.random.default_rng(1)))
    assert set(first.move) == {move}
    return len(first.walker) / number


# --- Walking ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("pace", "ease"), [(1.0, 1.0), (2.0, 1.0), (0.5, 1.0), (1.0, 2.0), (2.0, 0.5)])
def test_steps_begin_by_the_pace_of_the_team_and_the_ease_of_a_person(pace: float, ease: float) -> None:
    assert share_moved(Move.TRAINING, pace, ease) == pytest.approx(1 - np.exp(-1.2 * pace * ease), abs=0.03)


@pytest.mark.parametrize("pace", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("move", [Move.END, Move.CLOSE])
def test_steps_end_and_people_leave_by_the_calendar_whatever_the_pace(move: Move, pace: float) -> None:
    assert share_moved(move, pace, ease=3.0) == pytest.approx(1 - np.exp(-1.2), abs=0.03)


def test_a_clock_that_goes_twice_as_fast_has_half_a_month_of_the_calendar_in_a_month() -> None:
    assert clock(2.0, 2.0, 2.0, 2.0).horizon.slowness == pytest.approx(0.5)
    changing = clock(1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5).horizon.slowness[0]
    assert changing[0] < changing[-1] == pytest.approx(2.0)


# --- The ease of people ----------------------------------------------------------------------------------------------


def test_months_count_for_as_much_as_the_ease_of_who_was_there() -> None:
    lives = [Stay(State.WAITING, 1, -6.0, 0.0, None), Stay(State.WAITING, 1, -3.0, -1.0, Move.TRAINING)]
    size = (len(State) - 1, len(GOALS), len(EDGES), 2, len(Move))
    seen = cut(lives, 2).seen(size, np.array([0.5, 2.0]))
    assert seen.months.sum() == pytest.approx(8.0)
    assert seen.at_ease.sum() == pytest.approx(0.5 * 6 + 2 * 2)
    assert tally(lives, *size[:2], size[4], 2).moves.sum() == 1


def test_who_waited_long_moves_less_easily_than_who_moved_soon() -> None:
    waiting = [[Stay(State.WAITING, 1, -36.0, 0.0, None)] for _ in range(10)]
    moving = [
        [
            Stay(State.WAITING, 1, -36.0, -35.0, Move.TRAINING),
            Stay(State.TRAINING, 1, -35.0, -29.0, Move.END),
            Stay(State.BETWEEN, 1, -29.0, -28.0, Move.PAID_WORK),
            Stay(State.PAID_WORK, 1, -28.0, 0.0, None),
        ]
        for _ in range(10)
    ]
    _, shape, rate = with_ease(plan(), [*waiting, *moving], 12)
    ease = shape / rate
    assert ease[:10].max() < 1 < ease[10:].min()


# --- The interval ----------------------------------------------------------------------------------------------------


def test_an_interval_leaves_out_a_tenth_of_the_draws_at_each_end() -> None:
    assert [*map(float, interval(np.arange(1.0, 11.0)))] == [2, 5, 9]
    assert [*map(float, interval(np.arange(1.0, 21.0)))] == [3, 10, 18]


@pytest.mark.parametrize("mean", [3, 8, 30, 200])
def test_an_interval_of_whole_numbers_holds_about_as_much_as_it_says(mean: int) -> None:
    rng = np.random.default_rng(mean)
    held = []
    for _ in range(300):
        around = mean * np.exp(0.3 * rng.standard_normal())
        low, _, high = interval(rng.poisson(around, 400).astype(float))
        held.append(low <= rng.poisson(around) <= high)
    assert 0.72 <= np.mean(held) <= 0.88


def test_what_is_certain_has_an_interval_of_one_number_and_a_share_stays_a_share() -> None:
    assert [*map(float, interval(np.full(50, 7.0)))] == [7, 7, 7]
    shares = np.array([0.25] * 10 + [0.5] * 30 + [0.75] * 10)
    assert [*map(float, interval(shares))] == [0.25, 0.5, 0.75]


# --- Partners --------------------------------------------------------------------------------------------------------


def test_made_up_partners_begin_at_nothing_and_grow() -> None:
    made = growth(SCENARIOS[0], 1)
    assert made.structural(0) == 0 < made.structural(166)
    first = made.facts(36).embedding[("Partner 00", "policy")]
    assert [row.since for row in first] == sorted(row.since for row in first)
    assert {row.level for row in first} <= set(Level)


def test_partners_that_grew_faster_are_expected_to_get_further() -> None:
    ahead = {}
    for month in (24, 60):
        road = Road(day(month), [day(month + 36)], 13, 200, 1)
        ahead[month] = float(np.median(embedding_ahead(growth(SCENARIOS[0], 1).facts(month), road)["all"][0]))
    assert ahead[24] < ahead[60]


# --- What is said of it ----------------------------------------------------------------------------------------------


def test_the_words_on_honesty_say_what_was_measured() -> None:
    measured = Path(bench.__file__).with_name("results.md").read_text(encoding="utf-8")
    average = re.search(r"Average coverage (0\.\d+);", measured)
    assert average is not None
    assert round(float(average[1]), 2) == COVERED
    assert f"{round(COVERED * 100)} van de 100" in honesty()
