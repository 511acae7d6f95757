"""Counts by quarter and what was expected become the pace of each quarter, past and ahead, with its uncertainty.

The logarithm of the pace is a Gaussian process; counts are Poisson given the pace. The posterior is Laplace's
approximation (Rasmussen and Williams, Gaussian Processes for Machine Learning, 2006, algorithms 3.1 and 3.2),
averaged over a small grid of how strongly and how lastingly the pace varies, so that this too is learned.
"""

from dataclasses import dataclass, field
from itertools import product

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

SWINGS = ((0.1, 0.1), (0.3, 0.2), (0.5, 0.3), (0.8, 0.4))
"""Standard deviation of the logarithm from quarter to quarter, and the prior weight of that."""

MEMORIES = ((0.3, 0.3), (0.7, 0.7))
"""How much of a swing is left a quarter later, and the prior weight of that."""

DRIFTS = ((0.2, 0.6), (0.4, 0.4))
"""Standard deviation of the logarithm of slow changes over the years, and the prior weight of that."""

DRIFT_LASTS = 12.0
"""Quarters after which a slow change is down to a third (1/e): about as long as two phases."""

PHASE = 0.35
"""Standard deviation of the logarithm between one phase of the experiment and the next."""


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
class _Fit:
    """The Gaussian that stands for the posterior of the logarithm, and the logarithm of the evidence for it."""

    mean: Numbers
    covariance: Numbers
    evidence: float


TOGETHER = 0.5
"""The correlation between what is ahead for arrivals and for moves: one team does both."""


def shocks(ahead: int, draws: int, shared: np.random.Generator, own: np.random.Generator) -> Numbers:
    """Draws x quarters ahead of standard normal numbers, correlated with others from the same `shared` chance."""
    common, alone = shared.standard_normal((draws, ahead)), own.standard_normal((draws, ahead))
    mixed: Numbers = np.sqrt(TOGETHER) * common + np.sqrt(1 - TOGETHER) * alone
    return mixed


def learn_pace(counted: Counted, coming: Numbers, rng: np.random.Generator) -> Pace:
    """Draw the pace of the quarters behind and ahead; `coming` are the shocks ahead, draws x quarters."""
    draws, ahead = coming.shape
    fits, priors = [], []
    for (swing, one), (memory, two), (drift, three) in product(SWINGS, MEMORIES, DRIFTS):
        fits.append(_fit(counted, _Kernel(swing, memory, drift, counted.spread)))
        priors.append(one * two * three)
    evidence = np.array([fit.evidence for fit in fits]) + np.log(priors)
    weights = np.exp(evidence - evidence.max())
    which = rng.choice(len(fits), draws, p=weights / weights.sum())
    behind = len(counted.counts)
    chances = np.concatenate([rng.standard_normal((draws, behind)), coming], axis=1)
    logs = np.empty_like(chances)
    for place in np.unique(which):
        rows = which == place
        lower = np.linalg.cholesky(fits[place].covariance + 1e-8 * np.eye(behind + ahead))
        logs[rows] = fits[place].mean + chances[rows] @ lower.T
    pace = np.exp(np.clip(logs, -6, 6))
    return Pace(pace[:, :behind], pace[:, behind:])


@dataclass(frozen=True, slots=True)
class _Kernel:
    """How alike the pace of two quarters is."""

    swing: float
    memory: float
    drift: float
    spread: float
    phase: float = field(default=PHASE)

    def between(self, phases: Places) -> Numbers:
        """The covariance of the logarithms, quarters x quarters."""
        quarters = np.arange(len(phases))
        apart = np.abs(quarters[:, None] - quarters[None, :])
        same = phases[:, None] == phases[None, :]
        covariance: Numbers = (
            self.spread**2
            + self.phase**2 * same
            + self.drift**2 * np.exp(-apart / DRIFT_LASTS)
            + self.swing**2 * self.memory**apart
        )
        return covariance

    def unsure(self, variances: Numbers) -> Numbers:
        """Of the variances of the quarters ahead what is not swing.

        To be less sure of a level is no reason to expect more: half of this is taken off the logarithm, so that the
        mean stays where it is.
        """
        left = self.memory ** (2 * np.arange(1, len(variances) + 1))
        return np.maximum(0, variances - self.swing**2 * (1 - left))


def _fit(counted: Counted, kernel: _Kernel) -> _Fit:
    """Newton's method for the quarters behind, then what follows for the quarters ahead."""
    behind = len(counted.counts)
    every = kernel.between(counted.phases)
    if not behind:
        return _Fit(np.full(len(every), counted.level), every, 0.0)
    inner, expected = every[:behind, :behind], counted.expected
    logs = np.log((counted.counts + 1) / (expected + np.exp(-counted.level)))
    for _ in range(12):
        weight = expected * np.exp(np.clip(logs, -20, 20))
        root = np.sqrt(weight)
        lower = np.linalg.cholesky(np.eye(behind) + root[:, None] * inner * root[None, :])
        pull = weight * (logs - counted.level) + counted.counts - weight
        inside = np.linalg.solve(lower.T, np.linalg.solve(lower, root * (inner @ pull)))
        step = pull - root * inside
        following = counted.level + inner @ step
        moved = np.abs(following - logs).max()
        logs = np.clip(following, logs - 2, logs + 2)
        if moved < 1e-4:
            break
    fitted = counted.counts @ logs - (expected * np.exp(logs)).sum()
    evidence = fitted - step @ (logs - counted.level) / 2 - np.log(np.diag(lower)).sum()
    half = np.linalg.solve(lower, root[:, None] * every[:behind])
    covariance = every - half.T @ half
    # The peak of a posterior of logarithms lies above its mean: a step to the third order brings it back.
    lean = covariance[:, :behind] @ (weight * np.diag(covariance)[:behind]) / 2
    lean[behind:] += kernel.unsure(np.diag(covariance)[behind:]) / 2
    return _Fit(counted.level + every[:, :behind] @ step - lean, covariance, float(evidence))
