"""Three plain forecasts of paid work to hold the model against: a straight line, a binomial, Aalen-Johansen."""

import numpy as np
import numpy.typing as npt

from bench.forecast_programmes import Programme

Numbers = npt.NDArray[np.float64]

REGISTERED, WORK = 0, 3


def straight_line(programme: Programme, month: int, ahead: int, draws: int, rng: np.random.Generator) -> Numbers:
    """The line through the last four quarters, with what those quarters differ from it."""
    work = programme.firsts[:, WORK]
    stands = np.array([(work <= month - 3 * back).sum() for back in range(4, -1, -1)], dtype=float)
    steps = np.diff(stands)
    quarters = ahead / 3
    spread = steps.std(ddof=1) * np.sqrt(quarters + quarters**2 / 4)
    reached: Numbers = stands[-1] + steps.mean() * quarters + spread * rng.standard_normal(draws)
    return np.maximum(reached, float(stands[-1]))


def binomial(programme: Programme, month: int, ahead: int, draws: int, rng: np.random.Generator) -> Numbers:
    """Of everyone who is not placed or comes, the share that was placed so far of all who entered."""
    registered, work = programme.firsts[:, REGISTERED], programme.firsts[:, WORK]
    entered, placed = int((registered <= month).sum()), int((work <= month).sum())
    rate = ((registered <= month) & (registered > month - 12)).sum() / 12
    coming = rng.poisson(rate * ahead, draws)
    share = placed / max(1, entered)
    return (placed + rng.binomial(entered - placed + coming, share)).astype(float)


def aalen_johansen(programme: Programme, month: int, ahead: int, draws: int, rng: np.random.Generator) -> Numbers:
    """The chance of work by months since registration, leaving as competing event, bootstrapped over people."""
    here = programme.firsts[:, REGISTERED] <= month
    registered, work = programme.firsts[here, REGISTERED], programme.firsts[here, WORK]
    closed = programme.closed[here]
    age = np.minimum(np.minimum(work, closed), month) - registered
    event = np.where(work <= month, 1, np.where(closed <= month, 2, 0))
    rate = (registered > month - 12).sum() / 12
    found = []
    for _ in range(draws // 5):
        pick = rng.integers(0, len(age), len(age))
        chance, alive = _incidence(age[pick], event[pick], month + ahead)
        waiting = np.flatnonzero(event == 0)
        now = np.minimum(age[waiting].astype(int), month)
        later = np.clip((chance[now + ahead] - chance[now]) / np.maximum(alive[now], 1e-9), 0, 1)
        for _ in range(5):
            coming = rng.integers(0, ahead, rng.poisson(rate * ahead))
            placed = (rng.random(len(later)) < later).sum() + (rng.random(len(coming)) < chance[coming]).sum()
            found.append(float((event == 1).sum() + placed))
    return np.array(found)


def _incidence(age: Numbers, event: npt.NDArray[np.intp], longest: int) -> tuple[Numbers, Numbers]:
    """By whole months since registration: the chance of work by then, and of neither work nor leaving."""
    whole = age.astype(int)
    at_risk = np.bincount(whole, minlength=longest + 1)[::-1].cumsum()[::-1][: longest + 1]
    works = np.bincount(whole[event == 1], minlength=longest + 1)[: longest + 1] / np.maximum(at_risk, 1)
    leaves = np.bincount(whole[event == 2], minlength=longest + 1)[: longest + 1] / np.maximum(at_risk, 1)
    alive = np.cumprod(np.concatenate([[1.0], 1 - works - leaves]))[:-1]
    return np.concatenate([[0.0], (alive * works).cumsum()])[:-1], alive


BASELINES = {"straight line": straight_line, "placed/entered": binomial, "Aalen-Johansen": aalen_johansen}
