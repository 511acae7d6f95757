"""Counts by quarter and what was expected become the pace of each quarter, past and ahead, with its uncertainty.

The logarithm of the pace is a Gaussian process; counts are Poisson given the pace. It has a level, swings that wear
off, a walk that does not (so what is longer ago counts for less), and a step at each new phase. The posterior is
Laplace's approximation (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, algorithms 3.1 and
3.2), averaged over a small grid of how strongly and how lastingly the pace varies, so that this too is learned: from
all counts of one team together. Ahead there are turns as well: now and then something that nobody announced changes
the pace for good.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

SWINGS = ((0.05, 0.15), (0.2, 0.25), (0.4, 0.25), (0.7, 0.2), (1.0, 0.15))
"""Standard deviation of the logarithm from quarter to quarter, and the prior weight of that."""

MEMORIES = ((0.3, 0.4), (0.7, 0.6))
"""How much of a swing is left a quarter later, and the prior weight of that."""

WALKS = ((0.03, 0.6), (0.1, 0.4))
"""Standard deviation of the logarithm that a year adds for good, and the prior weight of that."""

PHASE = 0.35
"""Standard deviation of the logarithm between one phase of the experiment and the next."""

TURNS = 0.11
"""How many unannounced turns are expected in a year."""

TURN = 0.35
"""Standard deviation of the logarithm that a turn adds: as much as a new phase. It is the same for all of one team."""

TOGETHER = 0.5
"""The correlation between what is ahead for arrivals and for moves: one team does both."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts of quarters in order of time, the last one ending on the reference date.

    `expected` is what a pace of 1 would have given. `phases` is the number of the phase of each quarter, behind and
    ahead. `level` and `spread` are the prior mean and standard deviation of the logarithm of the average pace.
    """

    counts: Numbers
    expected: Numbers
    phases: Places
    level: float = 0.0
    spread: float = 0.7


@dataclass(frozen=True, slots=True)
class Pace:
    """Draws of the pace: `past` is draws x quarters behind, `ahead` is draws x quarters ahead."""

    past: Numbers
    ahead: Numbers


@dataclass(frozen=True, slots=True)
class _Fits:
    """The Gaussians that stand for the posterior of the logarithm, and the logarithm of the evidence for each."""

    means: Numbers
    covariances: Numbers
    evidence: Numbers


def learn_pace(counted: Counted, draws: int, rng: np.random.Generator) -> Pace:
    """Draw the pace of the quarters behind and ahead."""
    return learn_paces((counted,), draws, rng)[0]


def learn_paces(counted: Sequence[Counted], draws: int, rng: np.random.Generator) -> list[Pace]:
    """Draw the paces of several counts of one team over the same quarters.

    How strongly and lastingly they vary is one thing, and what is ahead of them they have partly from the same chance.
    """
    grid = list(product(SWINGS, MEMORIES, WALKS))
    fits = [_fit(one, np.array([[value for value, _ in some] for some in grid])) for one in counted]
    prior = np.log([np.prod([weight for _, weight in some]) for some in grid])
    evidence = prior + np.sum([one.evidence for one in fits], axis=0)
    weights = np.exp(evidence - evidence.max())
    which = rng.choice(len(grid), draws, p=weights / weights.sum())
    behind, quarters = len(counted[0].counts), len(counted[0].phases)
    common = rng.standard_normal((draws, quarters - behind))
    turned = _turns(quarters - behind, draws, rng)
    return [_drawn(one, which, common, turned, rng) for one in fits]


def _drawn(fits: _Fits, which: Places, common: Numbers, turned: Numbers, rng: np.random.Generator) -> Pace:
    """Draws of one pace; `common` are the shocks ahead that it shares with others, draws x quarters."""
    chances = rng.standard_normal((len(which), fits.means.shape[1]))
    behind = chances.shape[1] - common.shape[1]
    chances[:, behind:] = np.sqrt(TOGETHER) * common + np.sqrt(1 - TOGETHER) * chances[:, behind:]
    logs = np.empty_like(chances)
    for place in np.unique(which):
        rows = which == place
        lower = np.linalg.cholesky(fits.covariances[place] + 1e-8 * np.eye(chances.shape[1]))
        logs[rows] = fits.means[place] + chances[rows] @ lower.T
    logs[:, behind:] += turned
    pace = np.exp(np.clip(logs, -6, 6))
    return Pace(pace[:, :behind], pace[:, behind:])


def _turns(ahead: int, draws: int, rng: np.random.Generator) -> Numbers:
    """Draws x quarters ahead of what turns have added to the logarithm of the pace by then."""
    number = rng.poisson(TURNS / 4, (draws, ahead))
    added: Numbers = (TURN * np.sqrt(number) * rng.standard_normal((draws, ahead))).cumsum(axis=1)
    return added


def _prior(counted: Counted, grid: Numbers) -> Numbers:
    """For each of the grid (swing, memory, walk) the covariance of the logarithms, quarters x quarters."""
    swing, memory, walk = (column[:, None, None] for column in grid.T)
    quarters = np.arange(len(counted.phases), dtype=np.float64) - len(counted.counts) + 0.5
    apart = np.abs(quarters[:, None] - quarters[None, :])
    # Walking begins on the reference date, in both directions: the level is that of today, and of its phase.
    phases = (counted.phases - counted.phases[max(0, len(counted.counts) - 1)]).astype(float)
    varying: Numbers = PHASE**2 * _walked(phases) + walk**2 * _walked(quarters) / 4
    covariance: Numbers = counted.spread**2 + varying + swing**2 * memory**apart
    return covariance


def _walked(places: Numbers) -> Numbers:
    """The covariance between places on a walk that sets out from 0 in both directions, by steps of 1."""
    far = np.abs(places)
    shared: Numbers = np.where(np.sign(places)[:, None] == np.sign(places), np.minimum(far[:, None], far), 0.0)
    return shared


def _fit(counted: Counted, grid: Numbers) -> _Fits:
    """Newton's method for the quarters behind, for the whole grid at once; then what follows for those ahead."""
    behind, every = len(counted.counts), _prior(counted, grid)
    if not behind:
        return _Fits(np.full(every.shape[:2], counted.level), every, np.zeros(len(grid)))
    inner, expected, counts = every[:, :behind, :behind], counted.expected, counted.counts
    logs = np.tile(np.log((counts + 1) / (expected + np.exp(-counted.level))), (len(grid), 1))
    for _ in range(12):
        weight = expected * np.exp(np.clip(logs, -20, 20))
        root = np.sqrt(weight)
        lower = np.linalg.cholesky(np.eye(behind) + root[:, :, None] * inner * root[:, None, :])
        pull = weight * (logs - counted.level) + counts - weight
        inside = _solved(lower, root * _times(inner, pull))
        step = pull - root * inside
        following = counted.level + _times(inner, step)
        moved = np.abs(following - logs).max()
        logs = np.clip(following, logs - 2, logs + 2)
        if moved < 1e-4:
            break
    fitted = logs @ counts - (expected * np.exp(logs)).sum(axis=1)
    spare = np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1)
    evidence = fitted - (step * (logs - counted.level)).sum(axis=1) / 2 - spare
    half = np.linalg.solve(lower, root[:, :, None] * every[:, :behind])
    covariances = every - half.transpose(0, 2, 1) @ half
    variances = np.diagonal(covariances, axis1=1, axis2=2)
    # The peak of a posterior of logarithms lies above its mean: a step to the third order brings it back.
    lean = _times(covariances[:, :, :behind], weight * variances[:, :behind]) / 2
    lean[:, behind:] += _unsure(grid, variances[:, behind:]) / 2
    return _Fits(counted.level + _times(every[:, :, :behind], step) - lean, covariances, evidence)


def _unsure(grid: Numbers, variances: Numbers) -> Numbers:
    """Of the variances of the quarters ahead (grid x quarters) what is not swing.

    To be less sure of a level is no reason to expect more: half of this is taken off the logarithm, so that the mean
    stays where it is.
    """
    swing, memory = grid[:, :1], grid[:, 1:2]
    ahead = np.arange(1, variances.shape[1] + 1, dtype=np.float64)
    moving = swing**2 * (1 - memory ** (2 * ahead)) + grid[:, 2:] ** 2 * (ahead - 0.5) / 4
    left: Numbers = np.maximum(0, variances - moving)
    return left


def _times(matrices: Numbers, vectors: Numbers) -> Numbers:
    found: Numbers = (matrices @ vectors[:, :, None])[:, :, 0]
    return found


def _solved(lower: Numbers, vectors: Numbers) -> Numbers:
    """The solutions of `lower @ lower.T @ x = vector`."""
    found: Numbers = np.linalg.solve(lower.transpose(0, 2, 1), np.linalg.solve(lower, vectors[:, :, None]))[:, :, 0]
    return found
