"""How partners moved becomes draws of how many will be where on which day.

Per partner and domain there is a walk over the levels of embedding; a figure that a partner has or has not is a walk
between two states. Each partner has its own ease, so that a partner that moved fast in one domain does in the others.
The partners are those of the reference date: none joins, none leaves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from tracker.figures.facts import Facts
from tracker.figures.forecast.hazards import EDGES, Plan, draw_hazards, law, mean_hazards
from tracker.figures.forecast.pace import Counted, learn_pace
from tracker.figures.forecast.reach import Clock
from tracker.figures.forecast.stays import MONTH, QUARTER, Stay, cut, tally
from tracker.figures.forecast.walk import Walkers, walk
from tracker.figures.members import Members
from tracker.figures.months import add_months
from tracker.model import Domain, Embedding, Level, Partner

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

LEVELS = (Level.NONE, Level.EXPLORING, Level.PILOT, Level.STRUCTURAL)
"""The states of a partner in a domain; where nothing is known yet it is at the first."""

LEVEL_PRIOR = (
    #  to none exploring pilot structural
    (0.000, 0.050, 0.003, 0.0003),
    (0.004, 0.000, 0.050, 0.0015),
    (0.002, 0.004, 0.000, 0.035),
    (0.0003, 0.0003, 0.0015, 0.000),
)
"""The prior of each move between levels a month; hardly anyone leaves out a level."""

LEVEL_LASTS = (0.1, 0.1, 0.3, 0.7, 1.0, 1.0, 1.0)
"""What those priors are multiplied by at each time at a level: nobody goes on to the next within a month or two."""

YES_NO_PRIOR = ((0.0, 0.03), (0.02, 0.0))
"""The prior mean of coming to have what a figure asks (from no to yes), and of losing it, a month."""

EASE = 3.0
"""The shape of the gamma prior, around 1, of what the hazards of one partner are multiplied by."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that moves: the number of its partner, what it did, where it is and for how many months."""

    partner: int
    stays: tuple[Stay, ...]
    state: int
    elapsed: float


@dataclass(frozen=True, slots=True)
class Road:
    """What the walk of the partners needs to know: the date, the days ahead, the quarters ahead, draws and seed."""

    as_of: date
    days: Sequence[date]
    ahead: int
    draws: int
    seed: int


def embedding_ahead(facts: Facts, road: Road) -> dict[str, tuple[Numbers, int]]:
    """For each domain, and for `"all"`: draws x days of how many partners are structural, of how many that can be."""
    partners = facts.affiliated(road.as_of)
    keys = [(number, domain) for number in range(len(partners)) for domain in Domain]
    units = {key: _unit(facts, partners[key[0]], key, road.as_of) for key in keys}
    applying = {key: unit for key, unit in units.items() if unit is not None}
    if not applying:
        nobody = np.zeros((road.draws, len(road.days)))
        return dict.fromkeys(("all", *(domain.value for domain in Domain)), (nobody, len(partners)))
    there = _walked(list(applying.values()), np.array(LEVEL_PRIOR), len(LEVELS) - 1, len(partners), road)
    found: dict[str, tuple[Numbers, int]] = {}
    for domain in Domain:
        rows = [place for place, key in enumerate(applying) if key[1] is domain]
        found[domain.value] = there[:, rows].sum(axis=1).astype(float), len(rows)
    every = np.zeros((road.draws, len(partners), len(road.days)), dtype=bool)
    rows_of: dict[int, list[int]] = {}
    for place, (number, _) in enumerate(applying):
        rows_of.setdefault(number, []).append(place)
    for number, rows in rows_of.items():
        every[:, number] = there[:, rows].all(axis=1)
    found["all"] = every.sum(axis=1).astype(float), len(partners)
    return found


def membership_ahead(facts: Facts, members: Callable[[Facts, date], Members], road: Road) -> tuple[Numbers, int]:
    """Draws x days of how many partners count for a figure that a partner has or has not, and of how many."""
    partners = facts.affiliated(road.as_of)
    first = min((partner.joined_on for partner in partners if partner.joined_on), default=road.as_of)
    back = min(120, int((road.as_of - first).days / MONTH))
    days = [add_months(road.as_of, -month) for month in range(back, -1, -1)]
    seen = [members(facts, day) for day in days]
    units = []
    for number, partner in enumerate(partners):
        states = [int(partner.name in one.yes) for one in seen if partner.name in (one.base or ())]
        units.append(_from_states(number, states))
    if not units:
        return np.zeros((road.draws, len(road.days))), 0
    there = _walked(units, np.array(YES_NO_PRIOR), 1, len(partners), road)
    return there.sum(axis=1).astype(float), len(partners)


# --- What was seen ---------------------------------------------------------------------------------------------------


def _unit(facts: Facts, partner: Partner, key: tuple[int, Domain], as_of: date) -> Unit | None:
    """A partner in a domain; None when the domain does not apply to it."""
    rows = [row for row in facts.embedding.get((partner.name, key[1]), ()) if row.since <= as_of]
    if rows and rows[-1].level == Level.NOT_APPLICABLE:
        return None
    since = partner.joined_on or (rows[0].since if rows else as_of)
    turns = [(max(since, row.since), _state(row)) for row in rows if row.level != Level.NOT_APPLICABLE]
    return _from_turns(key[0], [((day - as_of).days / MONTH, state) for day, state in [(since, 0), *turns]])


def _state(row: Embedding) -> int:
    return LEVELS.index(Level(row.level))


def _from_states(partner: int, states: Sequence[int]) -> Unit:
    """From the states of the last months, this one last."""
    turns = [(float(place - len(states) + 1), state) for place, state in enumerate(states)]
    return _from_turns(partner, turns or [(0.0, 0)])


def _from_turns(partner: int, turns: Sequence[tuple[float, int]]) -> Unit:
    """From the moments (months, 0 or less) since when it is in a state. A move is numbered as the state it leads to."""
    found: list[Stay] = []
    since, state = turns[0]
    for moment, following in turns[1:]:
        if following == state:
            continue
        if moment > since:
            found.append(Stay(state, 0, since, moment, following))
        since, state = moment, following
    found.append(Stay(state, 0, since, 0.0, None))
    return Unit(partner, tuple(found), state, -since)


# --- What is ahead ---------------------------------------------------------------------------------------------------


def _walked(units: Sequence[Unit], prior: Numbers, aim: int, partners: int, road: Road) -> Flags:
    """Draws x units x days: whether a unit is in the state `aim`."""
    chances = [np.random.default_rng(seed) for seed in np.random.SeedSequence(road.seed).spawn(4)]
    history = [stay for unit in units for stay in unit.stays]
    quarters = int(max((-stay.begin for stay in history), default=0.0) / QUARTER) + 1
    lasts = LEVEL_LASTS if aim > 1 else np.ones(len(EDGES))
    plan = Plan(prior, np.zeros((1, len(prior)), dtype=np.intp), np.tile(lasts, (len(prior), 1)))
    seen = tally(history, len(prior), 1, len(prior), quarters)
    hazard = mean_hazards(plan, seen)
    expected = np.maximum(np.einsum("sgtq,sgtm->q", seen.months, hazard), 1e-6)
    counted = Counted(seen.moves.sum(axis=(0, 1, 2, 4)), expected, np.zeros(quarters + road.ahead, dtype=np.intp))
    pace = learn_pace(counted, road.draws, chances[0])
    average = pace.past @ expected / expected.sum()
    hazards = draw_hazards(plan, seen, pace.past / average[:, None], chances[1])
    clock = Clock.of(pace.ahead / average[:, None])
    ease = _ease(units, hazard, partners, len(hazards), chances[2])
    number = len(units)
    draw = np.repeat(np.arange(road.draws), number)
    who = Walkers(
        draw=draw,
        state=np.tile(np.array([unit.state for unit in units], dtype=np.intp), road.draws),
        group=np.zeros(len(draw), dtype=np.intp),
        time=np.zeros(len(draw)),
        elapsed=np.tile(np.array([unit.elapsed for unit in units]), road.draws),
        ease=ease[:, [unit.partner for unit in units]].ravel().astype(np.float32),
    )
    limits = clock.table(np.array([(day - road.as_of).days / MONTH for day in road.days]))
    there = np.repeat((who.state == aim)[:, None], len(road.days), axis=1)
    follows = np.tile(np.arange(len(prior)), (len(prior), 1))
    for made in walk(who, law(hazards), follows, clock.horizon, chances[3]):
        turned = (made.state == aim) | (made.move == aim)
        walker = made.walker[turned]
        after = limits[draw[walker]] >= made.time[turned, None]
        there[walker] = np.where(after, (made.move[turned] == aim)[:, None], there[walker])
    return there.reshape(road.draws, number, len(road.days))


def _ease(units: Sequence[Unit], hazard: Numbers, partners: int, draws: int, rng: np.random.Generator) -> Numbers:
    """Draws x partners of what multiplies the hazards of each: gamma-Poisson, from its own moves."""
    history = [stay for unit in units for stay in unit.stays]
    whose = np.array([unit.partner for unit in units for _ in unit.stays], dtype=np.intp)
    pieces, rates = cut(history, 1), hazard.sum(axis=-1)
    expected = np.bincount(whose[pieces.stay], pieces.months * rates[pieces.at[:3]], partners)
    moved = np.bincount(whose, [float(stay.move is not None) for stay in history], partners)
    return rng.standard_gamma(EASE + moved, (draws, partners)) / (EASE + expected)
