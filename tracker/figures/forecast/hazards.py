"""Stays and moves that were seen, with weak priors that are written down, become draws of hazards.

A hazard is a number of moves a month. It has its own value for each state, each kind of move, how long someone is in
the state already, and whether the move is towards what the person wants. Its posterior is gamma-Poisson in three
steps: the scale of a kind of move learns from all moves of that kind, the level of a move from one state from all its
moves, and each time in the state from its own moves; what is wider is the prior of what is narrower.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]

EDGES = (0.0, 3.0, 6.0, 12.0, 24.0)
"""Months in a state at which the hazard may change."""

SCALE_WEIGHT = 1.0
"""The shape of the gamma prior, around 1, of what all hazards of one kind of move are multiplied by."""

LEVEL_WEIGHT = 1.5
"""The shape of the gamma prior of a level: worth as much as one and a half moves that were seen."""

TIME_WEIGHT = 2.0
"""The shape of the gamma prior of a hazard at one time in the state, around its level: worth two moves."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which moves there are: `prior` is the mean hazard a month, states x moves, 0 for a move that does not exist.

    `towards` says for each group of people and each move whether it is towards what they want (groups x moves, 0 or
    1); `astray` is what the prior of a move that is not is multiplied by. `by_time` is what the prior is multiplied by
    at each time in the state (states x times).
    """

    prior: Numbers
    towards: npt.NDArray[np.intp]
    by_time: Numbers
    astray: float = 1.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: months in the states, and moves out of them.

    `months` is states x groups x times x quarters, `moves` is states x groups x times x quarters x moves.
    """

    months: Numbers
    moves: Numbers


@dataclass(frozen=True, slots=True)
class Law:
    """Draws of the hazards, as a walk needs them. A row is (draw x states + state) x groups + group.

    `reached` is the summed hazard at each edge (rows x times). `cells` holds, for each row and time below each other,
    what a walker needs from there: the summed hazard, the hazard of any move, and the running shares of the moves
    but the last.
    """

    reached: Singles
    cells: Singles
    states: int
    groups: int


Value = TypeVar("Value", float, Numbers)


def posterior(shape: float, rate: Value, moves: Value, months: Value) -> tuple[Value, Value]:
    """Shape and rate of the gamma posterior of a Poisson rate after so many moves in so many months.

    (Gelman and others, Bayesian Data Analysis, third edition, section 2.6.)
    """
    return shape + moves, rate + months


def draw_hazards(plan: Plan, seen: Seen, pace: Numbers, rng: np.random.Generator) -> Numbers:
    """Draws x states x groups x times x moves of the hazard at a pace of 1; `pace` is draws x quarters."""
    states, groups, times, quarters = seen.months.shape
    months = (seen.months.reshape(-1, quarters) @ pace.T).T.reshape(-1, states, groups, times)
    return _by_group(
        plan, _estimated(plan, seen, months, lambda shape, rate: rng.standard_gamma(shape, rate.shape) / rate)
    )


def mean_hazards(plan: Plan, seen: Seen) -> Numbers:
    """States x groups x times x moves: a plain estimate at a pace of 1, to hold the counts of quarters against."""
    months = seen.months.sum(axis=3)[None]
    estimate: Numbers = _by_group(plan, _estimated(plan, seen, months, lambda shape, rate: shape / rate))[0]
    return estimate


def _estimated(plan: Plan, seen: Seen, months: Numbers, take: Callable[[Numbers, Numbers], Numbers]) -> Numbers:
    """Draws x states x astray or towards x times x moves, from months of draws x states x groups x times.

    `take` takes a value from a gamma distribution with shapes and rates.
    """
    aim = np.stack([plan.towards == 0, plan.towards == 1]).astype(float)
    moves = np.einsum("sgtqm,agm->satm", seen.moves, aim)
    exposed = np.einsum("dsgt,agm->dsatm", months, aim, optimize=True) * plan.by_time[:, None, :, None]
    mean = np.maximum(plan.prior[:, None, :] * np.array([plan.astray, 1.0])[None, :, None], 1e-12)
    expected = np.einsum("dsatm,sam->dm", exposed, mean, optimize=True)
    scale = take(*posterior(SCALE_WEIGHT, SCALE_WEIGHT, moves.sum(axis=(0, 1, 2)), expected))
    mean = np.maximum(mean * scale[:, None, None, :], 1e-12)
    level = take(*posterior(LEVEL_WEIGHT, LEVEL_WEIGHT / mean, moves.sum(axis=2), exposed.sum(axis=3)))
    level = np.maximum(level, 1e-12)[:, :, :, None, :]
    hazard = take(*posterior(TIME_WEIGHT, TIME_WEIGHT / level, moves, exposed))
    return hazard * plan.by_time[None, :, None, :, None] * (plan.prior > 0)[None, :, None, None, :]


def _by_group(plan: Plan, hazards: Numbers) -> Numbers:
    """Draws x states x groups x times x moves, from draws x states x astray or towards x times x moves."""
    kinds = np.arange(hazards.shape[-1])
    return np.stack([hazards[:, :, wanted, :, kinds].transpose(1, 2, 3, 0) for wanted in plan.towards], axis=2)


def law(hazards: Numbers) -> Law:
    """Put draws of hazards (draws x states x groups x times x moves) in the form that a walk needs."""
    _, states, groups, times, moves = hazards.shape
    rows = np.ascontiguousarray(hazards, dtype=np.float32).reshape(-1, times, moves)
    running = rows.cumsum(axis=2)
    total = np.maximum(running[:, :, -1], 1e-9)
    lasting = np.diff(np.array(EDGES[:times], dtype=np.float32))
    reached = np.zeros_like(total)
    reached[:, 1:] = (total[:, :-1] * lasting).cumsum(axis=1)
    cells = np.concatenate([reached[:, :, None], total[:, :, None], running[:, :, :-1] / total[:, :, None]], axis=2)
    # A walk takes rows all the time; of a table that does not lie in one piece each taking would copy the whole.
    return Law(np.ascontiguousarray(reached), np.ascontiguousarray(cells.reshape(-1, moves + 1)), states, groups)
