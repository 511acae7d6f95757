"""Scores of forecasts become tables in Markdown, and a plain word on what was aimed at and not reached."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bench.measure import table

MODEL = "model"

PARTNERS = "partners_structureel"
"""The figure of partners that is judged."""

COVERED = (0.75, 0.85)
"""Between what the average coverage must lie."""

COVERED_CELL = 0.65
"""What the coverage of every scenario at every month must be."""

WORSE = 1.05
"""No mean error may be larger than that of a plain forecast by more than this factor."""


@dataclass(frozen=True, slots=True)
class Score:
    """One forecast beside the truth. `method` is "model" or that of a plain forecast."""

    scenario: str
    month: int
    horizon: str
    figure: str
    method: str
    covered: bool
    error: float
    crps: float


SHOWN = 12
"""So many cells that miss what was aimed at are named, the worst first."""

Key = TypeVar("Key", bound=Hashable)


def means(scores: Iterable[Score], key: Callable[[Score], Key], value: Callable[[Score], float]) -> dict[Key, float]:
    """The mean of a value for each key, in the order in which the keys came."""
    groups: dict[Key, list[float]] = defaultdict(list)
    for one in scores:
        groups[key(one)].append(value(one))
    return {name: sum(values) / len(values) for name, values in groups.items()}


def of_people(scores: Sequence[Score]) -> list[Score]:
    """The scores of the model on figures about people."""
    return [one for one in scores if one.method == MODEL and one.figure != PARTNERS]


def average_coverage(scores: Sequence[Score]) -> float:
    """How often the interval of 80% held the truth, over all scenarios, months, horizons and figures about people."""
    mine = of_people(scores)
    return sum(one.covered for one in mine) / len(mine)


def tables(scores: Sequence[Score]) -> str:
    """Everything as Markdown: the judgement first, then the tables of each horizon."""
    horizons = dict.fromkeys(one.horizon for one in scores)
    parts = [verdict(scores)]
    for figure in dict.fromkeys(one.figure for one in scores):
        mine = [one for one in scores if one.method == MODEL and one.figure == figure]
        parts.append(_coverage(figure, mine, tuple(horizons)))
    parts.extend(_ratios(horizon, [one for one in scores if one.horizon == horizon]) for horizon in horizons)
    return "\n\n".join(parts)


# --- The judgement ---------------------------------------------------------------------------------------------------


def verdict(scores: Sequence[Score]) -> str:
    """What was aimed at, what came of it, and what is missed, said plainly."""
    mine, average = of_people(scores), average_coverage(scores)
    cells = means(mine, lambda one: (one.scenario, one.month), lambda one: one.covered)
    fine = means(mine, lambda one: (one.scenario, one.month, one.horizon, one.figure), lambda one: one.covered)
    low = [f"{name}, month {month}: {value:.2f}" for (name, month), value in cells.items() if value < COVERED_CELL]
    under = sorted((value, key) for key, value in fine.items() if value < COVERED_CELL)
    named = [f"{_key(key)}: {value:.2f}" for value, key in under[:SHOWN]]
    within, fewest = COVERED[0] <= average <= COVERED[1], min(cells.values())
    wide = f"aimed at {COVERED[0]} to {COVERED[1]}"
    least = f"aimed at {COVERED_CELL} at least"
    finer = f"{len(under)} of {len(fine)} cells lie under {COVERED_CELL}"
    work = [one for one in scores if one.figure == "betaald_werk"]
    lines = [
        f"Average coverage {average:.4f}; {wide}: {_said(within)}.",
        f"Lowest coverage of a scenario at a month {fewest:.2f}; {least}: {_said(not low)}{_listed(low)}.",
        f"Taken finer, by horizon and figure too, {finer}{_listed(named)}.",
        *(_against(name, work) for name in ("error", "crps")),
        _of_partners([one for one in scores if one.figure == PARTNERS]),
    ]
    return "\n".join(f"- {line}" for line in lines)


def _of_partners(scores: Sequence[Score]) -> str:
    """How the model does on partners, beside the straight line."""
    mine = [one for one in scores if one.method == MODEL]
    if not mine:
        return "No partners were forecast."
    covered = means(mine, lambda one: one.horizon, lambda one: one.covered)
    crps = means(scores, lambda one: (one.method, one.horizon), lambda one: one.crps)
    plain = next(method for method, _ in crps if method != MODEL)
    told = "; ".join(
        f"{name}: coverage {share:.2f}, CRPS {crps[MODEL, name] / max(1e-9, crps[plain, name]):.2f} of that of {plain}"
        for name, share in covered.items()
    )
    return f"Partners structural in every domain. {told}."


def _against(name: str, scores: Sequence[Score]) -> str:
    """How the model does beside the plain forecasts of paid work."""
    overall = means(scores, lambda one: one.method, partial(_number, name))
    cells = means(scores, lambda one: (one.method, one.scenario, one.month, one.horizon), partial(_number, name))
    plain = [method for method in overall if method != MODEL]
    worse = {
        (method, scenario, month, horizon): cells[MODEL, scenario, month, horizon] / max(1e-9, value)
        for (method, scenario, month, horizon), value in cells.items()
        if method != MODEL and cells[MODEL, scenario, month, horizon] > WORSE * value
    }
    shares = ", ".join(f"{overall[MODEL] / overall[method]:.2f} of that of {method}" for method in plain)
    rows = [f"{_key(key)}: {ratio:.2f}" for key, ratio in sorted(worse.items(), key=lambda one: -one[1])]
    word = "Mean absolute error" if name == "error" else "CRPS"
    return f"{word} {shares}; never more than 5% worse: {_said(not worse)}{_listed(rows[:SHOWN])}."


def _number(name: str, score: Score) -> float:
    """One of the numbers of a score, by its name."""
    return float(getattr(score, name))


def _key(parts: Sequence[object]) -> str:
    return ", ".join(str(part) for part in parts)


def _said(reached: bool) -> str:
    return "reached" if reached else "**missed**"


def _listed(rows: Sequence[str]) -> str:
    return f" ({'; '.join(rows)})" if rows else ""


# --- The tables ------------------------------------------------------------------------------------------------------


def _coverage(figure: str, scores: Sequence[Score], horizons: Sequence[str]) -> str:
    """How often the interval held the truth, by scenario, month and horizon."""
    cells = means(scores, lambda one: (one.scenario, one.month, one.horizon), lambda one: one.covered)
    mean = sum(one.covered for one in scores) / len(scores)
    names = dict.fromkeys((scenario, month) for scenario, month, _ in cells)
    rows = [
        [scenario, str(month), *(f"{cells[scenario, month, horizon]:.2f}" for horizon in horizons)]
        for scenario, month in names
    ]
    title = f"{figure}: how often the interval of 80% holds the truth (on average {mean:.2f})"
    return f"{title}\n\n{table(('scenario', 'month', *horizons), rows)}"


def _ratios(horizon: str, scores: Sequence[Score]) -> str:
    """The mean error and CRPS of the model divided by those of each plain forecast: under 1 the model is better."""
    work = [one for one in scores if one.figure == "betaald_werk"]
    plain = [method for method in dict.fromkeys(one.method for one in work) if method != MODEL]
    found = {
        name: means(work, lambda one: (one.scenario, one.month, one.method), partial(_number, name))
        for name in ("error", "crps")
    }
    rows = []
    for scenario, month in dict.fromkeys((one.scenario, one.month) for one in work):
        mine = [
            f"{cells[scenario, month, MODEL] / max(1e-9, cells[scenario, month, method]):.2f}"
            for cells in found.values()
            for method in plain
        ]
        rows.append([scenario, str(month), *mine])
    titles = ("scenario", "month", *(f"{word}, {method}" for word in ("error", "CRPS") for method in plain))
    return f"betaald_werk, {horizon}: error and CRPS divided by that of\n\n{table(titles, rows)}"
