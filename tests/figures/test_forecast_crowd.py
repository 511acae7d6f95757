"""The crowd of all draws: the same people and newcomers, however it is cut in parts."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta

import numpy as np
import pytest

from tracker.figures.facts import Person
from tracker.figures.forecast.crowd import Everyone, Members
from tracker.figures.forecast.reach import Clock, Crowd
from tracker.figures.forecast.stays import stays
from tracker.model import Participant, Step

AS_OF = date(2026, 11, 1)
DRAWS, QUARTERS = 30, 5
GOALS = ("paid_work", None, "training", "not_yet_known")


def people(size: int) -> list[Person]:
    """Some came a moment ago, some have a step agreed, and every seventh has left."""
    found = []
    for number in range(size):
        came, code = AS_OF - timedelta(days=20 * number), f"D-{number:03d}"
        agreed = (Step(participant=code, kind="training", start=AS_OF + timedelta(days=30)),) if number % 3 == 1 else ()
        left = AS_OF if number % 7 == 6 else None
        one = Participant(code=code, registered_on=came, own_goal=GOALS[number % 4], closed_on=left)
        found.append(Person(one, came, agreed))
    return found


def everyone(size: int) -> Everyone:
    here = people(size)
    ease = (np.full(size, 4.0), np.linspace(3.0, 5.0, size))
    newcomers = np.arange(DRAWS * QUARTERS).reshape(DRAWS, QUARTERS) % 4
    wishes = np.full((DRAWS, 5), 0.2)
    members = Members.of(here, [stays(person, AS_OF) for person in here], ease, AS_OF)
    return Everyone(members, wishes, newcomers, Clock.of(np.full((DRAWS, QUARTERS), 1.5)))


def together(parts: Sequence[Crowd]) -> dict[str, list[object]]:
    """All parts as one, by the names of what they hold."""
    plain = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts]).tolist()
        for field in fields(Crowd)
        if field.name != "planned"
    }
    agreed = np.concatenate([part.planned[0] for part in parts]).tolist()
    return {**plain, "agreed": agreed, "leads_to": np.concatenate([part.planned[1] for part in parts]).tolist()}


@pytest.mark.parametrize("size", [0, 1, 40])
@pytest.mark.parametrize("at_once", [1, 7, 64, 1000])
def test_the_crowd_is_the_same_however_small_its_parts_are(size: int, at_once: int) -> None:
    crowd = everyone(size)
    parts = list(crowd.parts(np.random.default_rng(1), at_once))
    assert max(len(part.draw) for part in parts) <= at_once
    assert together(parts) == together(list(crowd.parts(np.random.default_rng(1), 10_000)))


def test_every_draw_holds_the_members_who_did_not_leave_and_its_own_newcomers() -> None:
    crowd = everyone(40)
    whole = next(crowd.parts(np.random.default_rng(1)))
    staying = 40 - 40 // 7
    assert np.bincount(whole.draw[~whole.newcomer]).tolist() == [staying] * DRAWS
    assert np.bincount(whole.draw[whole.newcomer], minlength=DRAWS).tolist() == crowd.newcomers.sum(axis=1).tolist()
    assert not whole.born[~whole.newcomer].any()
    assert 0 < whole.born[whole.newcomer].max() <= 1.5 * 3 * QUARTERS


def test_a_goal_is_drawn_of_newcomers_and_of_who_came_a_moment_ago_only() -> None:
    whole = next(everyone(40).parts(np.random.default_rng(1)))
    by_draw = whole.group[~whole.newcomer].reshape(DRAWS, -1)
    changes = (by_draw != by_draw[0]).any(axis=0)
    unknown_and_new = [number for number in range(5) if GOALS[number % 4] in (None, "not_yet_known")]
    assert np.flatnonzero(changes).tolist() == unknown_and_new
    assert set(whole.group[whole.newcomer]) == {0, 1, 2, 3, 4}


def test_a_step_that_was_agreed_falls_through_now_and_then() -> None:
    whole = next(everyone(40).parts(np.random.default_rng(1)))
    agreed = np.isfinite(whole.planned[0][~whole.newcomer].reshape(DRAWS, -1))
    some = agreed.any(axis=0)
    assert agreed[:, some].mean() == pytest.approx(0.9, abs=0.05)
    assert not np.isfinite(whole.planned[0][whole.newcomer]).any()
