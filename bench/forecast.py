"""Measures how honest the forecast is: many made-up programmes with a known future, forecast at four moments.

Prints Markdown: how often the interval of 80% holds the truth, how far off the median and the draws are beside three
plain forecasts, and the processor time of one forecast. Run it as `python -m bench.forecast [programmes]`.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from bench.forecast_baselines import BASELINES
from bench.forecast_programmes import LAST_MONTH, SCENARIOS, Programme, Scenario, day, programme
from tracker.figures.forecast.outcome import WhatIf
from tracker.figures.forecast.people import Ask, reached_ahead

Numbers = npt.NDArray[np.float64]

MONTHS = (12, 24, 36, 57)
"""When forecasts are made."""

HORIZONS: Mapping[str, int | None] = {"one year ahead": 12, "three years ahead": 36, "end of 2035": None}
"""How far ahead they are judged; None is the end of 2035."""

FIGURES = {"kans_gekregen": 1, "opleiding_gestart": 2, "betaald_werk": 3, "eigen_doel_bereikt": 4}

DRAWS = 200


@dataclass(frozen=True, slots=True)
class Score:
    """One forecast beside the truth. `method` is "model" or a baseline."""

    scenario: str
    month: int
    horizon: str
    figure: str
    method: str
    covered: bool
    error: float
    crps: float


def run(
    programmes: int = 300, scenarios: Sequence[Scenario] = SCENARIOS, months: Sequence[int] = MONTHS
) -> list[Score]:
    """Forecast every programme of every scenario at every moment."""
    found: list[Score] = []
    for scenario in scenarios:
        for number in range(programmes):
            made = programme(scenario, 10_000 + number)
            for month in months:
                found.extend(_scores(scenario, made, month, number))
    return found


def _scores(scenario: Scenario, made: Programme, month: int, seed: int) -> Iterable[Score]:
    ahead = {name: horizon or LAST_MONTH - month for name, horizon in HORIZONS.items()}
    days = [day(month + horizon) for horizon in ahead.values()]
    phases = tuple(phase for phase in made.phases if phase.starts_on <= day(month))
    ask = Ask(day(month), phases, max(ahead.values()) // 3 + 1, DRAWS, seed, WhatIf())
    more = reached_ahead(made.known(month), ask, days)
    rng = np.random.default_rng(seed)
    for place, (name, horizon) in enumerate(ahead.items()):
        for figure, column in FIGURES.items():
            firsts = made.firsts[:, column]
            now, truth = (firsts <= month).sum(), float((firsts <= month + horizon).sum())
            yield _score((scenario.name, month, name, figure, "model"), now + more[figure][:, place], truth)
        truth = float((made.firsts[:, 3] <= month + horizon).sum())
        for method, forecast in BASELINES.items():
            values = forecast(made, month, horizon, DRAWS, rng)
            yield _score((scenario.name, month, name, "betaald_werk", method), values, truth)


def _score(which: tuple[str, int, str, str, str], values: Numbers, truth: float) -> Score:
    low, median, high = np.quantile(values, (0.1, 0.5, 0.9), method="inverted_cdf")
    return Score(*which, bool(low <= truth <= high), abs(median - truth), crps(values, truth))


def crps(values: Numbers, truth: float) -> float:
    """The continuous ranked probability score of draws (Gneiting and Raftery, 2007, equation 21)."""
    ordered = np.sort(values)
    number = len(ordered)
    spread = ((2 * np.arange(1, number + 1) - number - 1) * ordered).sum() / number**2
    return float(np.abs(ordered - truth).mean() - spread)


# --- Tables ----------------------------------------------------------------------------------------------------------


def tables(scores: Sequence[Score]) -> str:
    """All tables as Markdown."""
    return "\n\n".join(
        chain.from_iterable(_tables([one for one in scores if one.horizon == name]) for name in HORIZONS)
    )


def _tables(scores: Sequence[Score]) -> Iterator[str]:
    """The tables of one horizon."""
    horizon = scores[0].horizon
    for figure in FIGURES:
        model = [one for one in scores if one.figure == figure and one.method == "model"]
        yield _coverage(f"{figure}, {horizon}: how often the interval of 80% holds the truth", model)
    work = [one for one in scores if one.figure == "betaald_werk"]
    for name, title in (("error", "mean absolute error"), ("crps", "CRPS")):
        yield _ratios(f"betaald_werk, {horizon}: {title} divided by that of", name, work)


def _coverage(title: str, scores: Sequence[Score]) -> str:
    cells = _means(((one.scenario, one.month), float(one.covered)) for one in scores)
    mean = sum(one.covered for one in scores) / len(scores)
    rows = [f"{title} (on average {mean:.2f})", "", "| scenario | " + " | ".join(f"month {m}" for m in MONTHS) + " |"]
    rows.append("| --- |" + " ---: |" * len(MONTHS))
    rows.extend(
        f"| {name} | " + " | ".join(f"{cells[name, month]:.2f}" for month in MONTHS) + " |"
        for name in dict.fromkeys(one.scenario for one in scores)
    )
    return "\n".join(rows)


def _ratios(title: str, name: str, scores: Sequence[Score]) -> str:
    """The mean of the model divided by that of each baseline: under 1 the model is better."""
    cells = _means(((one.scenario, one.month, one.method), getattr(one, name)) for one in scores)
    every = _means(((one.method,), getattr(one, name)) for one in scores)
    rows = [
        title,
        "",
        "| scenario | month | " + " | ".join(BASELINES) + " |",
        "| --- | ---: |" + " ---: |" * len(BASELINES),
    ]
    for scenario in dict.fromkeys(one.scenario for one in scores):
        for month in MONTHS:
            mine = cells[scenario, month, "model"]
            ratios = (mine / max(1e-9, cells[scenario, month, method]) for method in BASELINES)
            rows.append(f"| {scenario} | {month} | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + " |")
    ratios = (every["model",] / every[method,] for method in BASELINES)
    rows.append("| all | all | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + " |")
    return "\n".join(rows)


def _means(pairs: Iterable[tuple[tuple[object, ...], float]]) -> dict[tuple[object, ...], float]:
    groups: dict[tuple[object, ...], list[float]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: sum(values) / len(values) for key, values in groups.items()}


def seconds() -> float:
    """Processor seconds of one forecast of the goals about people, with 2,000 draws and about 250 people."""
    made = programme(SCENARIOS[0], 3)
    ask = Ask(day(90), made.phases, 26, 2000, 1, WhatIf())
    known, days = made.known(90), [day(90 + 3 * quarter) for quarter in range(1, 26)]
    begun = time.process_time()
    reached_ahead(known, ask, days)
    return time.process_time() - begun


def report(programmes: int = 300) -> str:
    """Everything measured, as Markdown."""
    cost = f"A forecast for about 250 people takes {seconds():.2f} s of processor time."
    return f"{programmes} programmes a scenario. {cost}\n\n{tables(run(programmes))}"


def main() -> None:
    """Print all tables."""
    print(report(int(sys.argv[1]) if len(sys.argv) > 1 else 300))


if __name__ == "__main__":
    main()
