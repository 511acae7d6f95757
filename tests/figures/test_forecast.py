"""The forecast: hand-checkable sums, what always holds, and a small part of the proof of its honesty."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest

from bench.forecast import crps, run
from bench.forecast_programmes import SCENARIOS
from tracker.figures.facts import Facts, Person
from tracker.figures.forecast import Forecast, GoalForecast, WhatIf, forecast
from tracker.figures.forecast.hazards import posterior
from tracker.figures.forecast.pace import Counted, Numbers, learn_pace
from tracker.figures.forecast.partners import Road, embedding_ahead
from tracker.figures.forecast.stays import Move, State, planned_step, stays
from tracker.model import Embedding, Level, Participant, Partner, Step, Target, Unit

AS_OF = date(2026, 11, 1)
DUE = date(2029, 12, 31)


def step(kind: str, start: date, end: date | None = None, result: str | None = None) -> Step:
    return Step(participant="D-001", kind=kind, start=start, end=end, result=result)


def person(registered: date, *steps: Step, code: str = "D-001", goal: str | None = "paid_work") -> Person:
    own = tuple(replace(one, participant=code) for one in steps)
    return Person(Participant(code=code, registered_on=registered, own_goal=goal), registered, own)


def crowd(size: int = 60) -> tuple[Person, ...]:
    """People who come one after another; half begin a training, half of those a job after it."""
    found = []
    for number in range(size):
        came = date(2023, 1, 9) + timedelta(days=22 * number)
        begun, ended = came + timedelta(days=90), came + timedelta(days=270)
        steps = []
        if number % 2 and begun <= AS_OF:
            over = ended if ended <= AS_OF else None
            steps.append(step("training", begun, over, "completed" if over else None))
            if number % 4 == 1 and ended + timedelta(days=40) <= AS_OF:
                steps.append(step("paid_work", ended + timedelta(days=40)))
        found.append(person(came, *steps, code=f"D-{number:03d}"))
    return tuple(found)


def goals(*codes: str, amount: str = "60", due_on: date = DUE) -> tuple[Target, ...]:
    return tuple(Target(figure=code, amount=amount, due_on=due_on) for code in codes)


PEOPLE_GOALS = goals("kans_gekregen", "eigen_doel_bereikt", "betaald_werk", "opleiding_gestart", "deelnemers")


def looked_ahead(facts: Facts, what_if: WhatIf | None = None, seed: int = 1, draws: int = 300) -> Forecast:
    return forecast(facts, AS_OF, seed=seed, draws=draws, what_if=what_if)


def of(made: Forecast, code: str) -> GoalForecast:
    return next(goal for goal in made.goals if goal.code == code)


@pytest.fixture(scope="module")
def facts() -> Facts:
    return Facts(people=crowd(), targets=PEOPLE_GOALS)


@pytest.fixture(scope="module")
def made(facts: Facts) -> Forecast:
    return looked_ahead(facts)


# --- Sums by hand ----------------------------------------------------------------------------------------------------


def test_three_moves_in_fifty_months_move_a_prior_of_one_in_ten_to_four_in_sixty() -> None:
    shape, rate = posterior(1.0, 10.0, 3.0, 50.0)
    assert (shape, rate) == (4.0, 60.0)
    assert shape / rate == pytest.approx(0.0667, abs=1e-4)


def test_the_score_of_one_draw_is_its_distance_and_that_of_two_is_less() -> None:
    assert crps(np.array([3.0]), 5.0) == 2.0
    assert crps(np.array([3.0, 7.0]), 5.0) == pytest.approx(1.0)


def test_a_life_becomes_stays_in_order_of_time() -> None:
    life = person(
        date(2026, 1, 1),
        step("training", date(2026, 3, 1), date(2026, 6, 30), "completed"),
        step("paid_work", date(2026, 8, 1)),
    )
    found = stays(life, AS_OF)
    assert [(State(stay.state), stay.move) for stay in found] == [
        (State.WAITING, Move.TRAINING),
        (State.TRAINING, Move.END),
        (State.BETWEEN, Move.PAID_WORK),
        (State.PAID_WORK, None),
    ]
    assert found[-1].begin == pytest.approx(-3.0, abs=0.05)
    assert [one.end for one in found[:-1]] == [one.begin for one in found[1:]]


def test_what_happens_after_the_reference_date_is_not_known_yet(facts: Facts) -> None:
    later = tuple(
        replace(one, steps=(*one.steps, replace(step("paid_work", AS_OF + timedelta(days=200)), participant=one.code)))
        for one in facts.people
    )
    assert looked_ahead(replace(facts, people=later)) == looked_ahead(facts)


def test_a_step_agreed_for_next_month_is_counted_on() -> None:
    ready = tuple(
        person(AS_OF - timedelta(days=100), step("paid_work", AS_OF + timedelta(days=20)), code=f"D-{number:03d}")
        for number in range(30)
    )
    assert planned_step(ready[0], AS_OF) is ready[0].steps[0]
    soon = goals("betaald_werk", due_on=AS_OF + timedelta(days=40))
    assert of(looked_ahead(Facts(people=ready, targets=soon)), "betaald_werk").low80 >= 23


# --- What always holds -----------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_forecast_and_another_seed_another(facts: Facts, made: Forecast) -> None:
    assert looked_ahead(facts) == made
    assert looked_ahead(facts, seed=2) != made


def test_every_path_rises_from_what_is_reached_already(made: Forecast) -> None:
    for goal in made.goals:
        path = [point for point in made.path if point.code == goal.code]
        assert path[-1].date == DUE
        for low, middle, high in ((point.low80, point.median, point.high80) for point in path):
            assert goal.now <= low <= middle <= high
        for before, after in pairwise(path):
            assert (before.low80, before.median, before.high80) <= (after.low80, after.median, after.high80)


def test_the_path_ends_where_the_goal_says(made: Forecast) -> None:
    for goal in made.goals:
        last = next(point for point in made.path if (point.code, point.date) == (goal.code, goal.target_date))
        assert (last.low80, last.median, last.high80) == (goal.low80, goal.median, goal.high80)


def test_nobody_has_work_or_a_training_without_a_chance_or_a_chance_without_taking_part(made: Forecast) -> None:
    chance = of(made, "kans_gekregen").median
    assert max(of(made, "betaald_werk").median, of(made, "opleiding_gestart").median) <= chance
    assert chance <= of(made, "deelnemers").median


def test_a_higher_target_is_never_more_likely(facts: Facts) -> None:
    targets = [goals("betaald_werk", amount=str(amount)) for amount in (20, 40, 60, 200)]
    chances = [of(looked_ahead(replace(facts, targets=some)), "betaald_werk").probability for some in targets]
    assert chances == sorted(chances, reverse=True)
    assert chances[0] > chances[-1]


def test_the_pace_is_that_of_the_last_year_and_the_need_that_of_the_quarters_left(facts: Facts, made: Forecast) -> None:
    goal = of(made, "deelnemers")
    came = sum(AS_OF - timedelta(days=365) < one.registered <= AS_OF for one in facts.people)
    assert goal.pace_last_4q == came / 4
    assert goal.needed_per_quarter == pytest.approx((60 - goal.now) / 12.66, rel=0.01) or goal.now >= 60


def test_earlier_targets_are_milestones(facts: Facts) -> None:
    targets = (*goals("betaald_werk", amount="30", due_on=date(2027, 12, 31)), *goals("betaald_werk"))
    found = looked_ahead(replace(facts, targets=targets))
    assert [(one.target, one.is_final) for one in (*found.milestones, *found.goals)] == [(30, False), (60, True)]


def test_targets_that_have_passed_or_are_of_a_grant_are_left_out(facts: Facts) -> None:
    targets = (
        *goals("betaald_werk", due_on=AS_OF),
        Target(figure="kans_gekregen", amount="9", due_on=DUE, grant="Regio Deal"),
        *goals("knelpunten_open"),
    )
    found = looked_ahead(replace(facts, targets=targets))
    assert (found.goals, found.milestones, found.path) == ((), (), ())


# --- What if ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["betaald_werk", "kans_gekregen", "opleiding_gestart", "eigen_doel_bereikt"])
@pytest.mark.parametrize("wish", [WhatIf(trainings_per_quarter=3), WhatIf(trainings_per_quarter=9), WhatIf(places=10)])
def test_more_trainings_or_places_never_lower_what_people_reach(
    facts: Facts, made: Forecast, wish: WhatIf, code: str
) -> None:
    more, plain = of(looked_ahead(facts, wish), code), of(made, code)
    assert (more.low80, more.median, more.high80) >= (plain.low80, plain.median, plain.high80)


def test_five_trainings_more_a_quarter_start_more_trainings(facts: Facts, made: Forecast) -> None:
    more = looked_ahead(facts, WhatIf(trainings_per_quarter=5))
    assert of(more, "opleiding_gestart").median > of(made, "opleiding_gestart").median + 5
    assert of(more, "deelnemers") == of(made, "deelnemers")


def test_when_nobody_stops_any_more_more_people_get_work() -> None:
    stopped = tuple(
        replace(one, participant=replace(one.participant, closed_on=one.registered + timedelta(days=80)), steps=())
        for one in crowd()[::3]
    )
    facts = Facts(people=(*crowd()[1::3], *crowd()[2::3], *stopped), targets=PEOPLE_GOALS)
    plain, nobody = (
        of(looked_ahead(facts), "betaald_werk"),
        of(looked_ahead(facts, WhatIf(stopped=-1.0)), "betaald_werk"),
    )
    assert nobody.median > plain.median


def test_a_wish_without_meaning_is_refused() -> None:
    with pytest.raises(ValueError, match="nobody leaves"):
        WhatIf(places=-1)


# --- Little history --------------------------------------------------------------------------------------------------


def test_with_nobody_there_yet_it_is_a_check_of_the_plan_with_a_wide_interval(facts: Facts) -> None:
    found = looked_ahead(replace(facts, people=()))
    goal = of(found, "betaald_werk")
    assert found.is_plan_check
    assert found.placements == 0
    assert goal.high80 > 4 * max(1.0, goal.low80)


def test_with_fewer_than_ten_placements_it_is_a_check_and_with_ten_a_forecast(made: Forecast) -> None:
    assert (made.placements, made.is_plan_check) == (13, False)
    assert looked_ahead(Facts(people=crowd(30), targets=PEOPLE_GOALS)).is_plan_check


def test_more_history_makes_the_pace_more_certain() -> None:
    few, some, many = (pace_next_quarter(quarters) for quarters in (2, 8, 24))
    assert width(few) > width(some) > width(many)
    assert all(2.5 < np.median(pace) < 3.5 for pace in (few, some, many))


def test_a_new_phase_makes_the_pace_less_certain() -> None:
    assert width(pace_next_quarter(24, next_phase=1)) > 1.2 * width(pace_next_quarter(24))


def pace_next_quarter(quarters: int, next_phase: int = 0) -> Numbers:
    """Draws of the pace after so many quarters of nine where three were expected."""
    phases = np.array([0] * quarters + [next_phase] * 4)
    counted = Counted(np.full(quarters, 9.0), np.full(quarters, 3.0), phases, spread=1.0)
    rng = np.random.default_rng(1)
    return learn_pace(counted, 2000, rng).ahead[:, 0]


def width(values: Numbers) -> float:
    low, high = np.quantile(values, (0.1, 0.9))
    return float(high - low)


# --- Partners --------------------------------------------------------------------------------------------------------

PARTNERS = tuple(Partner(name=f"Zorggroep {number}", joined_on=date(2022, 1, 1)) for number in range(12))
DOMAINS = ("client_contact", "policy", "recovery_support", "labour_market")


def embedding(levels: Sequence[tuple[str, date]], count: int) -> dict[tuple[str, str], tuple[Embedding, ...]]:
    return {
        (one.name, domain): tuple(
            Embedding(partner=one.name, domain=domain, level=level, since=since) for level, since in levels
        )
        for one in PARTNERS[:count]
        for domain in DOMAINS
    }


GROWN = (("exploring", date(2023, 1, 1)), ("pilot", date(2024, 1, 1)), ("structural", date(2025, 1, 1)))


def test_partners_that_moved_are_expected_to_be_followed() -> None:
    targets = (*goals("partners_structureel", amount="12"), *goals("betaald_werk"))
    fast = Facts(people=(), partners=PARTNERS, embedding=embedding(GROWN, 8), targets=targets)
    slow = replace(fast, embedding=embedding((("none", date(2022, 1, 1)),), 12))
    assert of(looked_ahead(fast), "partners_structureel").now == 8
    assert of(looked_ahead(fast), "partners_structureel").median > 8 / 2
    assert of(looked_ahead(slow), "partners_structureel").high80 < of(looked_ahead(fast), "partners_structureel").low80


def test_partners_that_came_to_a_level_a_moment_ago_do_not_go_on_at_once() -> None:
    """Eight partners grew in a year a step. Four are at the trial, for a year or for three days: three months later."""
    expected = []
    for since in (date(2025, 11, 1), date(2026, 10, 29)):
        trial = (("exploring", date(2023, 1, 1)), ("pilot", since))
        facts = Facts(people=(), partners=PARTNERS, embedding={**embedding(trial, 12), **embedding(GROWN, 8)})
        road = Road(AS_OF, [date(2027, 1, 31)], 2, 400, 1)
        expected.append(embedding_ahead(facts, road)["policy"][0].mean())
    assert expected[0] > expected[1] + 0.1


def test_a_target_of_all_partners_is_forecast_as_a_share() -> None:
    facts = Facts(
        people=(),
        partners=PARTNERS,
        embedding=embedding(GROWN, 6),
        targets=goals("partners_structureel", amount="100%"),
    )
    goal = of(looked_ahead(facts), "partners_structureel")
    assert (goal.unit, goal.target, goal.now) == (Unit.SHARE, 1.0, 0.5)
    assert 0 <= goal.low80 <= goal.median <= goal.high80 <= 1


def test_without_partners_nothing_is_said_about_them() -> None:
    targets = (*goals("partners_structureel", "actieplannen", amount="100%"), *goals("deelnemers"))
    assert [goal.code for goal in looked_ahead(Facts(people=(), targets=targets)).goals] == ["deelnemers"]


def test_a_domain_that_does_not_apply_never_holds_a_partner_back() -> None:
    levels = embedding(GROWN, 12)
    for one in PARTNERS:
        row = levels[one.name, "policy"][-1]
        levels[one.name, "policy"] = (replace(row, level=Level.NOT_APPLICABLE),)
    facts = Facts(people=(), partners=PARTNERS, embedding=levels, targets=goals("partners_structureel", amount="12"))
    assert of(looked_ahead(facts), "partners_structureel").median >= 9


def test_an_action_plan_is_forecast_from_who_has_one() -> None:
    kept = tuple(replace(one, action_plan_on=date(2026, 3, 1)) for one in PARTNERS)
    facts = Facts(people=(), partners=kept, targets=goals("actieplannen", amount="100%"))
    goal = of(looked_ahead(facts), "actieplannen")
    assert goal.now == 1.0
    assert 0 <= goal.low80 <= goal.high80 <= 1


# --- Honesty ---------------------------------------------------------------------------------------------------------


def test_the_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    scores = [one for one in run(2, SCENARIOS[:3], months=(36,)) if one.method == "model"]
    assert 0.65 <= sum(one.covered for one in scores) / len(scores) <= 0.98
