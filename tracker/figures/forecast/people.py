"""Who is where and how people moved on become draws of how many people will have reached what by which day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tracker.figures.facts import Person
from tracker.figures.forecast.crowd import Everyone, Members
from tracker.figures.forecast.ease import with_ease
from tracker.figures.forecast.extra import Extra, give_extra
from tracker.figures.forecast.hazards import Law, Plan, Seen, draw_hazards, law, mean_hazards
from tracker.figures.forecast.outcome import WhatIf
from tracker.figures.forecast.pace import Counted, Pace, learn_paces
from tracker.figures.forecast.priors import (
    ARRIVALS,
    ARRIVALS_SPREAD,
    COMPLETED,
    MOST_ARRIVALS,
    PACED,
    SHARES,
    plan,
)
from tracker.figures.forecast.reach import CHANCE, GOAL, TRAINING, WORK, Clock, Walked, follow
from tracker.figures.forecast.stays import GOALS, MONTH, QUARTER, Move, Stay, arrivals, stays
from tracker.model import Phase, Result, StepKind

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


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
    everyone = _everyone(here, lives, (eases[0], eases[1]), (intake, Clock.of(pace)), ask, chances[2])
    completed = _share_completed(here, ask, chances[3])
    walked = follow(everyone.parts(chances[2]), by, completed, everyone.clock.horizon, chances[4])
    if ask.what_if.trainings_per_quarter or ask.what_if.places:
        extra = Extra(ask.what_if, by, completed, everyone.clock, _kinds_of_places(history))
        walked = give_extra(walked, everyone.number, extra, chances[5])
    return _counted(walked, everyone.clock, ask, days)


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


def _everyone(
    people: Sequence[Person],
    lives: Sequence[Sequence[Stay]],
    eases: tuple[Numbers, Numbers],
    coming: tuple[Numbers, Clock],
    ask: Ask,
    rng: np.random.Generator,
) -> Everyone:
    """Everyone who still takes part, in every draw, and the newcomers of that draw."""
    members = Members.of(people, lives, eases, ask.as_of)
    wanted = np.array(SHARES) + np.bincount(members.group, minlength=len(GOALS))
    intake, clock = coming
    return Everyone(members, rng.dirichlet(wanted, ask.draws), intake.astype(np.intp), clock)


# --- Counting --------------------------------------------------------------------------------------------------------

_CODES = {"kans_gekregen": CHANCE, "opleiding_gestart": TRAINING, "betaald_werk": WORK, "eigen_doel_bereikt": GOAL}


def _counted(walked: Iterable[Walked], clock: Clock, ask: Ask, days: Sequence[date]) -> dict[str, Numbers]:
    """How many more by each day."""
    limits = clock.table(np.array([(day - ask.as_of).days / MONTH for day in days]))
    counts = {code: np.zeros(limits.shape) for code in (*_CODES, "deelnemers", "with_goal")}
    for part in walked:
        came = np.where(part.crowd.newcomer, part.crowd.born, np.inf)
        known = np.where(part.crowd.group > 0, came, np.inf)
        reached = {code: part.times[:, kind] for code, kind in _CODES.items()}
        # The draws of a part lie side by side, so that only their days need looking through.
        first = int(part.crowd.draw.min())
        within = limits[first : part.crowd.draw.max() + 1]
        for code, times in {**reached, "deelnemers": came, "with_goal": known}.items():
            counts[code][first : first + len(within)] += _between(times, part.crowd.draw - first, within)
    return {code: found.cumsum(axis=1) for code, found in counts.items()}


def _between(times: Numbers, draw: Places, limits: Numbers) -> Places:
    """Draws x days: how many times of a draw lie after one limit of that draw (draws x days) and before the next."""
    draws, days = limits.shape
    apart = float(limits.max()) + 1
    ordered = (limits + np.arange(draws)[:, None] * apart).ravel()
    some = np.flatnonzero(times <= limits[:, -1].take(draw))
    place = np.searchsorted(ordered, times[some] + draw[some] * apart)
    return np.bincount(place, minlength=draws * days).reshape(draws, days)
