"""Who is where and how people moved on become draws of how many people will have reached what by which day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from tracker.figures.facts import Person
from tracker.figures.forecast.ease import with_ease
from tracker.figures.forecast.extra import Extra, give_extra
from tracker.figures.forecast.hazards import Law, Plan, Seen, draw_hazards, law, mean_hazards
from tracker.figures.forecast.outcome import WhatIf
from tracker.figures.forecast.pace import Counted, Pace, learn_paces
from tracker.figures.forecast.priors import (
    ARRIVALS,
    ARRIVALS_SPREAD,
    COMPLETED,
    EASE,
    MOST_ARRIVALS,
    PACED,
    PLAN_HOLDS,
    SETTLED,
    SHARES,
    plan,
)
from tracker.figures.forecast.reach import CHANCE, GOAL, KINDS, TRAINING, WORK, Clock, Crowd, follow
from tracker.figures.forecast.stays import (
    GOALS,
    MONTH,
    QUARTER,
    STATE_OF,
    Move,
    Stay,
    arrivals,
    group_of,
    planned_step,
    stays,
)
from tracker.figures.forecast.walk import how_many
from tracker.figures.timeline import began, reached_own_goal
from tracker.model import Phase, Result, StepKind

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a run of the model needs to know beside the people: the date, the phases, the quarters ahead, the draws."""

    as_of: date
    phases: Sequence[Phase]
    ahead: int
    draws: int
    seed: int
    what_if: WhatIf


def reached_ahead(people: Sequence[Person], ask: Ask, days: Sequence[date]) -> dict[str, Numbers]:
    """For each figure about people draws x days: how many more will have reached it by each day.

    `with_goal` is the number of newcomers whose own goal is known.
    """
    chances = [np.random.default_rng(seed) for seed in np.random.SeedSequence(ask.seed).spawn(6)]
    here = [person for person in people if person.registered <= ask.as_of]
    quarters = _quarters_behind(here, ask.as_of)
    phases = _phase_numbers(ask, quarters)
    came = arrivals(here, ask.as_of, quarters)
    lives = [stays(person, ask.as_of) for person in here]
    history = [stay for life in lives for stay in life]
    moves = plan()
    seen, *eases = with_ease(moves, lives, max(1, quarters))
    begun = _starts(moves, seen, phases) if quarters else Counted(np.zeros(0), np.zeros(0), phases, spread=0.3)
    arriving, moving = learn_paces((_arrivals(here, came, phases, ask), begun), ask.draws, chances[0])
    intake = _intake(arriving, len(here), chances[0])
    by, pace = _hazards((moves, seen, begun), moving, ask, chances[1])
    clock = Clock.of(pace)
    crowd = _crowd(here, intake, clock, (eases[0], eases[1]), ask, chances[2])
    completed = _share_completed(here, ask, chances[3])
    times, closed = follow(crowd, by, completed, clock.horizon, chances[4])
    if ask.what_if.trainings_per_quarter or ask.what_if.places:
        extra = Extra(ask.what_if, by, completed, clock, _kinds_of_places(history))
        times = give_extra(crowd, times, closed, extra, chances[5])
    return _counted(crowd, times, clock, ask, days)


def _quarters_behind(people: Sequence[Person], as_of: date) -> int:
    """Quarters since the first registration; none without people."""
    if not people:
        return 0
    first = min(person.registered for person in people)
    return int((as_of - first).days / MONTH / QUARTER) + 1


def _phase_numbers(ask: Ask, quarters: int) -> Places:
    """The number of the phase in which each quarter, behind and ahead, falls for the most part.

    Phases of the experiment count, and those of which no kind is given; those of the programme begin every year, too
    often to mean a change of pace.
    """
    marks = sorted((phase.starts_on - ask.as_of).days / MONTH for phase in ask.phases if phase.kind in ("ew", None))
    middles = (np.arange(quarters + ask.ahead) - quarters + 0.5) * QUARTER
    return np.searchsorted(marks, middles).astype(np.intp)


# --- Learning --------------------------------------------------------------------------------------------------------


def _arrivals(people: Sequence[Person], came: Numbers, phases: Places, ask: Ask) -> Counted:
    """How many people came in each quarter, beside one a month; the first quarter may be a short one."""
    months = np.full(len(came), QUARTER)
    if people:
        first = max(0.25, -(min(person.registered for person in people) - ask.as_of).days / MONTH)
        months[0] = max(0.25, first - (len(came) - 1) * QUARTER)
    return Counted(came, months, phases, float(np.log(ARRIVALS)), ARRIVALS_SPREAD)


def _intake(arriving: Pace, already: int, rng: np.random.Generator) -> Numbers:
    """Draws x quarters ahead of how many people come."""
    numbers = rng.poisson(arriving.ahead * QUARTER)
    over = numbers.cumsum(axis=1) > MOST_ARRIVALS + 10 * already
    numbers[over] = 0
    return numbers.astype(float)


def _hazards(
    learned: tuple[Plan, Seen, Counted], moving: Pace, ask: Ask, rng: np.random.Generator
) -> tuple[Law, Numbers]:
    """The hazards at the average pace of the past, and draws x quarters of the pace ahead beside that average."""
    moves, seen, begun = learned
    expected = begun.expected.sum()
    average = moving.past @ begun.expected / expected if expected else np.ones(ask.draws)
    past = moving.past / average[:, None] if expected else np.ones((ask.draws, 1))
    hazards = draw_hazards(moves, seen, past, rng)
    hazards[..., Move.CLOSE] *= 1 + ask.what_if.stopped
    return law(hazards, moves.paced), moving.ahead / average[:, None]


def _starts(moves: Plan, seen: Seen, phases: Places) -> Counted:
    """The steps that began in each quarter, and how many would have at an even pace."""
    hazard = mean_hazards(moves, seen)[..., :PACED].sum(axis=-1)
    expected = np.einsum("sgtq,sgt->q", seen.at_ease, hazard)
    return Counted(seen.moves[..., :PACED].sum(axis=(0, 1, 2, 4)), np.maximum(expected, 1e-6), phases)


def _share_completed(people: Sequence[Person], ask: Ask, rng: np.random.Generator) -> Numbers:
    """Draws of the share of trainings that are completed."""
    ended = [
        step.result
        for person in people
        for step in person.steps
        if step.kind == StepKind.TRAINING and step.end and step.end <= ask.as_of
    ]
    good = sum(result in (Result.COMPLETED, Result.DIPLOMA) for result in ended)
    bad = sum(result == Result.STOPPED for result in ended)
    return rng.beta(COMPLETED[0] + good, COMPLETED[1] + bad, ask.draws)


def _kinds_of_places(history: Sequence[Stay]) -> Numbers:
    """The shares of paid work, steps up and volunteer work among the steps that began, training left out."""
    kinds = (Move.PAID_WORK, Move.STEP_UP, Move.VOLUNTEER_WORK)
    counts = np.array([1.0 + sum(stay.move == kind for stay in history) for kind in kinds])
    shares: Numbers = counts / counts.sum()
    return shares


# --- Who walks -------------------------------------------------------------------------------------------------------


def _crowd(
    people: Sequence[Person],
    intake: Numbers,
    clock: Clock,
    eases: tuple[Numbers, Numbers],
    ask: Ask,
    rng: np.random.Generator,
) -> Crowd:
    """Everyone who still takes part, in every draw, and the newcomers of that draw."""
    staying = np.array([(person.participant.closed_on or date.max) > ask.as_of for person in people], dtype=bool)
    members = [person for person, stays_on in zip(people, staying, strict=True) if stays_on]
    shape, rate = (values[staying] for values in eases)
    last = [stays(person, ask.as_of)[-1] for person in members]
    groups = np.array([group_of(person) for person in members], dtype=np.intp)
    shares = rng.dirichlet(np.array(SHARES) + np.bincount(groups, minlength=len(GOALS)), ask.draws)
    draws = np.arange(ask.draws)
    newcomers = intake.astype(np.intp)
    draw = np.concatenate([np.repeat(draws, len(members)), np.repeat(draws, newcomers.sum(axis=1))])
    quarter = np.repeat(np.tile(np.arange(ask.ahead), ask.draws), newcomers.ravel())
    born = clock.at(draw[len(members) * ask.draws :], (quarter + rng.random(len(quarter))) * QUARTER)
    drawn = how_many(rng.random(len(draw)) > shares.T[:-1].cumsum(axis=0).take(draw, axis=1))
    group = np.concatenate([np.tile(groups, ask.draws), np.zeros(len(quarter), dtype=np.intp)])
    young = (groups == 0) & np.array([_age(person, ask.as_of) < SETTLED for person in members], dtype=bool)
    redraw = np.concatenate([np.tile(young, ask.draws), np.ones(len(quarter), dtype=bool)])
    group[redraw] = drawn[redraw]
    done = np.array([_reached(person, ask.as_of) for person in members], dtype=bool).reshape(len(members), len(KINDS))
    none = len(quarter)
    done = np.concatenate([np.tile(done, (ask.draws, 1)), np.zeros((none, len(KINDS)), dtype=bool)])
    # A goal that nobody knows is never reached, and so needs no waiting for.
    done[:, GOAL] |= group == 0
    return Crowd(
        draw=draw,
        state=_and_none(np.array([stay.state for stay in last], dtype=np.intp), none, ask.draws),
        group=group,
        born=np.concatenate([np.zeros(len(members) * ask.draws), born]),
        elapsed=_and_none(np.array([-stay.begin for stay in last]), none, ask.draws),
        done=done,
        planned=_planned(members, none, clock, ask, rng),
        newcomer=np.arange(len(draw)) >= len(members) * ask.draws,
        ease=np.concatenate(
            [
                (rng.standard_gamma(shape, (ask.draws, len(members))) / rate).ravel(),
                rng.standard_gamma(EASE, none) / EASE,
            ]
        ).astype(np.float32),
    )


def _and_none(values: npt.NDArray[T], newcomers: int, draws: int) -> npt.NDArray[T]:
    """What the members have, once for each draw, and zeros for the newcomers."""
    return np.concatenate([np.tile(values, draws), np.zeros(newcomers, dtype=values.dtype)])


def _age(person: Person, as_of: date) -> float:
    return (as_of - person.registered).days / MONTH


def _reached(person: Person, day: date) -> tuple[bool, ...]:
    """What someone has reached, in the order of the kinds."""
    return (
        began(person, day, *STATE_OF),
        began(person, day, StepKind.TRAINING),
        began(person, day, StepKind.PAID_WORK),
        reached_own_goal(person, day) is True,
    )


def _planned(
    members: Sequence[Person], newcomers: int, clock: Clock, ask: Ask, rng: np.random.Generator
) -> tuple[Numbers, Places]:
    """When a step begins that is agreed already, and which; infinity for who has none."""
    steps = [planned_step(person, ask.as_of) for person in members]
    when = np.array([(step.start - ask.as_of).days / MONTH if step else np.inf for step in steps])
    kinds = np.array([STATE_OF[StepKind(step.kind)] if step else 0 for step in steps], dtype=np.intp)
    times = np.tile(when, ask.draws)
    has = np.isfinite(times) & (rng.random(len(times)) < PLAN_HOLDS)
    draw = np.repeat(np.arange(ask.draws), len(members))
    times[has] = clock.at(draw[has], times[has])
    times[~has] = np.inf
    return np.concatenate([times, np.full(newcomers, np.inf)]), _and_none(kinds, newcomers, ask.draws)


# --- Counting --------------------------------------------------------------------------------------------------------


def _counted(crowd: Crowd, times: Numbers, clock: Clock, ask: Ask, days: Sequence[date]) -> dict[str, Numbers]:
    """How many more by each day."""
    months = np.array([(day - ask.as_of).days / MONTH for day in days])
    limits = clock.table(months)
    codes = {"kans_gekregen": CHANCE, "opleiding_gestart": TRAINING, "betaald_werk": WORK, "eigen_doel_bereikt": GOAL}
    counts = {code: _by_day(times[:, kind], crowd.draw, limits) for code, kind in codes.items()}
    came = np.where(crowd.newcomer, crowd.born, np.inf)
    counts["deelnemers"] = _by_day(came, crowd.draw, limits)
    counts["with_goal"] = _by_day(np.where(crowd.group > 0, came, np.inf), crowd.draw, limits)
    return counts


def _by_day(times: Numbers, draw: Places, limits: Numbers) -> Numbers:
    """Draws x days: how many times of a draw lie before each limit of that draw (draws x days)."""
    draws, days = limits.shape
    apart = float(limits.max()) + 1
    ordered = (limits + np.arange(draws)[:, None] * apart).ravel()
    some = times <= limits[draw, -1]
    place = np.searchsorted(ordered, times[some] + draw[some] * apart)
    return np.bincount(place, minlength=draws * days).reshape(draws, days).cumsum(axis=1).astype(float)
