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

EDGES = (0.0, 0.25, 1.0, 3.0, 6.0, 12.0, 24.0)
"""Months in a state at which the hazard may change; the first week is apart, as many go straight on to what follows."""

SCALE_WEIGHT = 1.0
"""The shape of the gamma prior, with its median at 1, of what all hazards of one kind of move are multiplied by."""

LEVEL_WEIGHT = 2.5
"""The shape of the gamma prior of a level: worth as much as two and a half moves that were seen."""

SKEW = 1 / 3
"""The median of a gamma distribution with rate 1 lies about so far below its shape.

With a rate that is so much less, what is believed beforehand is the median of the prior of a scale or a level, and not
its mean: of a skewed prior that is hardly ever reached.
"""

TIME_WEIGHT = 2.0
"""The shape of the gamma prior of a hazard at one time in the state, around its level: worth two moves."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which moves there are: `prior` is the hazard a month that is believed beforehand, states x moves, 0 for no move.

    `towards` says for each group of people and each move whether it is towards what they want (groups x moves, 0 or
    1); `astray` is what the prior of a move that is not is multiplied by. `by_time` is what the prior is multiplied by
    at each time in the state (states x times). The first `paced` moves go faster when the pace is higher and for who
    moves with ease; those after them take their time. None: all are paced.
    """

    prior: Numbers
    towards: npt.NDArray[np.intp]
    by_time: Numbers
    astray: float = 1.0
    paced: int | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen: months in the states, and moves out of them.

    `months` is states x groups x times x quarters, `moves` is states x groups x times x quarters x moves. `eased` are
    the months, each times the ease of who was there; None when all move with the same ease.
    """

    months: Numbers
    moves: Numbers
    eased: Numbers | None = None

    @property
    def at_ease(self) -> Numbers:
        """The months that count for paced moves."""
        return self.months if self.eased is None else self.eased


@dataclass(frozen=True, slots=True)
class Law:
    """Draws of the hazards, as a walk needs them. A row is (draw x states + state) x groups + group.

    `reached` is the summed hazard at each edge but the first, of paced moves and of others (2 x edges x rows). `cells`
    holds, for each row and time below each other, what a walker needs from there: the summed hazards of both kinds, the
    hazards of both kinds, and the running shares of the moves within their kind but the last. `paced` is how many are
    paced.
    """

    reached: Singles
    cells: Singles
    states: int
    groups: int
    paced: int


Value = TypeVar("Value", float, Numbers)


def posterior(shape: float, rate: Value, moves: Value, months: Value) -> tuple[Value, Value]:
    """Shape and rate of the gamma posterior of a Poisson rate after so many moves in so many months.

    (Gelman and others, Bayesian Data Analysis, third edition, section 2.6.)
    """
    return shape + moves, rate + months


def draw_hazards(plan: Plan, seen: Seen, pace: Numbers, rng: np.random.Generator) -> Numbers:
    """Draws x states x groups x times x moves of the hazard at a pace of 1; `pace` is draws x quarters."""
    states, groups, times, quarters = seen.months.shape
    months = (seen.at_ease.reshape(-1, quarters) @ pace.T).T.reshape(-1, states, groups, times)
    return _by_group(
        plan, _estimated(plan, seen, months, lambda shape, rate: rng.standard_gamma(shape, rate.shape) / rate)
    )


def mean_hazards(plan: Plan, seen: Seen) -> Numbers:
    """States x groups x times x moves: a plain estimate at a pace of 1, to hold the counts of quarters against."""
    months = seen.at_ease.sum(axis=3)[None]
    estimate: Numbers = _by_group(plan, _estimated(plan, seen, months, lambda shape, rate: shape / rate))[0]
    return estimate


def _estimated(plan: Plan, seen: Seen, months: Numbers, take: Callable[[Numbers, Numbers], Numbers]) -> Numbers:
    """Draws x states x astray or towards x times x moves, from months of draws x states x groups x times.

    `take` takes a value from a gamma distribution with shapes and rates. The months of paced moves are those given;
    for moves that take their time those of the calendar count.
    """
    aim = np.stack([plan.towards == 0, plan.towards == 1]).astype(float)
    moves = np.einsum("sgtqm,agm->satm", seen.moves, aim)
    paced = plan.prior.shape[1] if plan.paced is None else plan.paced
    even = np.einsum("sgtq,agm->satm", seen.months, aim[:, :, paced:])
    exposed = np.empty((len(months), *moves.shape))
    exposed[..., :paced] = np.einsum("dsgt,agm->dsatm", months, aim[:, :, :paced], optimize=True)
    exposed[..., paced:] = even
    exposed *= plan.by_time[:, None, :, None]
    mean = np.maximum(plan.prior[:, None, :] * np.array([plan.astray, 1.0])[None, :, None], 1e-12)
    expected = np.einsum("dsatm,sam->dm", exposed, mean, optimize=True)
    scale = take(*posterior(SCALE_WEIGHT, SCALE_WEIGHT - SKEW, moves.sum(axis=(0, 1, 2)), expected))
    mean = np.maximum(mean * scale[:, None, None, :], 1e-12)
    level = take(*posterior(LEVEL_WEIGHT, (LEVEL_WEIGHT - SKEW) / mean, moves.sum(axis=2), exposed.sum(axis=3)))
    level = np.maximum(level, 1e-12)[:, :, :, None, :]
    hazard = take(*posterior(TIME_WEIGHT, TIME_WEIGHT / level, moves, exposed))
    return hazard * plan.by_time[None, :, None, :, None] * (plan.prior > 0)[None, :, None, None, :]


def _by_group(plan: Plan, hazards: Numbers) -> Numbers:
    """Draws x states x groups x times x moves, from draws x states x astray or towards x times x moves."""
    kinds = np.arange(hazards.shape[-1])
    return np.stack([hazards[:, :, wanted, :, kinds].transpose(1, 2, 3, 0) for wanted in plan.towards], axis=2)


def law(hazards: Numbers, paced: int | None = None) -> Law:
    """Put draws of hazards (draws x states x groups x times x moves) in the form that a walk needs."""
    _, states, groups, times, moves = hazards.shape
    rows = np.ascontiguousarray(hazards, dtype=np.float32).reshape(-1, times, moves)
    first = moves if paced is None else paced
    lasting = np.diff(np.array(EDGES[:times], dtype=np.float32))
    reached, kinds, shares = [], [], []
    for some in (rows[..., :first], rows[..., first:]):
        total = some.sum(axis=2)
        behind = np.zeros_like(total)
        behind[:, 1:] = (total[:, :-1] * lasting).cumsum(axis=1)
        reached.append(behind)
        kinds.append(total)
        shares.append(some.cumsum(axis=2)[..., :-1] / np.maximum(total, 1e-9)[..., None])
    # What never happens must not take for ever.
    kinds[0] = np.maximum(kinds[0], 1e-9)
    cells = np.concatenate([np.stack([*reached, *kinds], axis=2), *shares], axis=2)
    # A walk takes rows all the time; of a table that does not lie in one piece each taking would copy the whole.
    flat = np.ascontiguousarray(cells.reshape(-1, cells.shape[2]))
    later = np.stack([behind[:, 1:].T for behind in reached])
    return Law(np.ascontiguousarray(later), flat, states, groups, first)
