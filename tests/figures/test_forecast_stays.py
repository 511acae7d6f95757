"""Lives become stays, and stays become months and moves: by hand, on dates a few months before the reference date."""

from datetime import date, timedelta

import numpy as np
import pytest

from tests.figures.builders import Someone, facts_of, internship, job, someone, training, volunteering
from tracker.figures.facts import Person
from tracker.figures.forecast.hazards import EDGES
from tracker.figures.forecast.stays import (
    MONTH,
    Move,
    State,
    Stay,
    arrivals,
    group_of,
    planned_step,
    state_on,
    stays,
    tally,
)

AS_OF = date(2026, 11, 1)


def person(one: Someone) -> Person:
    """The person as the figures see them."""
    (found,) = facts_of(one).people
    return found


def lived(one: Someone) -> list[tuple[State, date, Move | None]]:
    """The state, the first day and the end of every stay; each begins where the one before it ended."""
    found = stays(person(one), AS_OF)
    assert [stay.begin for stay in found[1:]] == [stay.end for stay in found[:-1]]
    return [
        (
            State(stay.state),
            AS_OF + timedelta(days=round(stay.begin * MONTH)),
            None if stay.move is None else Move(stay.move),
        )
        for stay in found
    ]


CAME = "2025-11-01"

LIVES: list[tuple[str, Someone, list[tuple[State, str, Move | None]]]] = [
    ("waits", someone("A", registered=CAME), [(State.WAITING, CAME, None)]),
    ("comes today", someone("A", registered="2026-11-01"), [(State.WAITING, "2026-11-01", None)]),
    ("comes tomorrow", someone("A", registered="2026-11-02"), []),
    (
        "trains and stops",
        someone("A", training("2026-03-01", "2026-06-30"), registered=CAME),
        [
            (State.WAITING, CAME, Move.TRAINING),
            (State.TRAINING, "2026-03-01", Move.END),
            (State.BETWEEN, "2026-07-01", None),
        ],
    ),
    (
        "works and stops",
        someone("A", job("2026-03-01", "2026-06-30"), registered=CAME),
        [
            (State.WAITING, CAME, Move.PAID_WORK),
            (State.PAID_WORK, "2026-03-01", Move.END),
            (State.AFTER_WORK, "2026-07-01", None),
        ],
    ),
    (
        "begins on the first day",
        someone("A", internship(CAME), registered=CAME),
        [(State.STEP_UP, CAME, None)],
    ),
    (
        "begins and ends today",
        someone("A", volunteering("2026-02-01", "2026-10-31"), training("2026-11-01"), registered=CAME),
        [
            (State.WAITING, CAME, Move.VOLUNTEER_WORK),
            (State.VOLUNTEER_WORK, "2026-02-01", Move.TRAINING),
            (State.TRAINING, "2026-11-01", None),
        ],
    ),
    (
        "works beside a training",
        someone("A", training("2026-02-01"), job("2026-05-01", "2026-07-31"), registered=CAME),
        [
            (State.WAITING, CAME, Move.TRAINING),
            (State.TRAINING, "2026-02-01", Move.PAID_WORK),
            (State.PAID_WORK, "2026-05-01", Move.TRAINING),
            (State.TRAINING, "2026-08-01", None),
        ],
    ),
    (
        "goes from job to job",
        someone("A", job("2026-02-01", "2026-04-30"), job("2026-05-01"), registered=CAME),
        [(State.WAITING, CAME, Move.PAID_WORK), (State.PAID_WORK, "2026-02-01", None)],
    ),
    (
        "leaves",
        someone("A", training("2026-02-01"), registered=CAME, closed_on="2026-10-01"),
        [(State.WAITING, CAME, Move.TRAINING), (State.TRAINING, "2026-02-01", Move.CLOSE)],
    ),
    (
        "leaves tomorrow",
        someone("A", registered=CAME, closed_on="2026-11-02"),
        [(State.WAITING, CAME, None)],
    ),
]


@pytest.mark.parametrize(("one", "found"), [life[1:] for life in LIVES], ids=[life[0] for life in LIVES])
def test_a_life_is_the_stays_that_one_would_tell(one: Someone, found: list[tuple[State, str, Move | None]]) -> None:
    assert lived(one) == [(state, date.fromisoformat(day), move) for state, day, move in found]


def test_of_two_things_at_once_the_one_that_began_last_is_what_someone_does() -> None:
    one = person(someone("A", internship("2026-01-01"), training("2026-02-01"), job("2026-02-01"), registered=CAME))
    assert state_on(one, date(2026, 1, 31)) is State.STEP_UP
    assert state_on(one, date(2026, 2, 1)) is State.PAID_WORK


@pytest.mark.parametrize(
    ("goal", "group"),
    [(None, 0), ("not_yet_known", 0), ("paid_work", 1), ("volunteer_work", 2), ("work_experience", 3), ("training", 4)],
)
def test_people_are_grouped_by_what_they_want(goal: str | None, group: int) -> None:
    assert group_of(person(someone("A", own_goal=goal))) == group


@pytest.mark.parametrize(
    ("start", "is_agreed"), [("2026-11-01", False), ("2026-11-02", True), ("2027-02-01", True), ("2027-02-02", False)]
)
def test_a_step_is_agreed_when_it_begins_within_a_quarter(start: str, is_agreed: bool) -> None:
    one = person(someone("A", training("2026-01-01"), job(start)))
    assert planned_step(one, AS_OF) == (one.steps[1] if is_agreed else None)


def test_months_and_moves_are_counted_by_how_long_it_lasted_and_in_which_quarter() -> None:
    """Three stays in the state 0: from 8 to 2.5 months ago, with a move after 5.5 months; the last 2; and a year."""
    lasted = [Stay(0, 0, -8.0, -2.5, 1), Stay(0, 0, -2.0, 0.0, None), Stay(0, 1, -12.0, 0.0, None)]
    seen = tally(lasted, states=2, groups=2, moves=3, quarters=4)
    assert seen.months.shape == (2, 2, len(EDGES), 4)
    assert seen.months[0, 0].sum(axis=0) == pytest.approx([0.0, 2.0, 3.0, 2.5])
    assert seen.months[0, 0].sum(axis=1) == pytest.approx([0.5, 1.5, 3.0, 2.5, 0.0, 0.0, 0.0])
    assert seen.months[0, 1].sum(axis=0) == pytest.approx([3.0, 3.0, 3.0, 3.0])
    assert seen.months[0, 1].sum(axis=1) == pytest.approx([0.25, 0.75, 2.0, 3.0, 6.0, 0.0, 0.0])
    assert seen.months[1].sum() == 0
    assert list(zip(*np.nonzero(seen.moves), strict=True)) == [(0, 0, 3, 3, 1)]


def test_what_is_longer_ago_than_the_quarters_that_are_counted_falls_in_the_first() -> None:
    seen = tally([Stay(0, 0, -30.0, -20.0, 0)], states=1, groups=1, moves=1, quarters=2)
    assert seen.months.sum(axis=(0, 1, 2)) == pytest.approx([10.0, 0.0])
    assert seen.moves.sum(axis=(0, 1, 2, 4)) == pytest.approx([1.0, 0.0])


def test_people_are_counted_in_the_quarter_in_which_they_came() -> None:
    days = ("2026-11-01", "2026-10-01", "2026-07-01", "2025-11-15", "2024-01-01", "2026-11-02")
    people = [person(someone("A", registered=day)) for day in days]
    assert arrivals(people, AS_OF, 4) == pytest.approx([2.0, 0.0, 1.0, 2.0])
