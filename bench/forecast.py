"""Measures how honest the forecast is: many made-up programmes with a known future, forecast at four moments.

How often the interval of 80% holds the truth, how far off the median (mean absolute error) and the draws (CRPS) are
beside three plain forecasts, and the processor time of one forecast. A phase that changes the pace is not announced:
the forecast knows only of phases that began. Run it as `python -m bench.forecast [programmes] [processes]`; the
programmes that are reported were not looked at while the model was chosen.

It takes long. What was measured is kept in the folder EW_BENCH_SCORES, when there is one, so that a run that was broken
off goes on; another version of the model needs another folder.
"""

import math
import os
import pickle
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.forecast_baselines import BASELINES
from bench.forecast_partners import partner_values
from bench.forecast_programmes import LAST_MONTH, SCENARIOS, Programme, Scenario, day, programme
from bench.forecast_tables import MODEL, PARTNERS, Score, tables
from bench.measure import function
from sample_sheets.write import records
from tracker.figures.facts import facts
from tracker.figures.forecast import road
from tracker.figures.forecast.outcome import WhatIf
from tracker.figures.forecast.people import Ask, reached_ahead
from tracker.model import Held, World

Numbers = npt.NDArray[np.float64]

MONTHS = (12, 24, 36, 57)
"""When forecasts are made."""

HORIZONS: Mapping[str, int | None] = {"one year ahead": 12, "three years ahead": 36, "end of 2035": None}
"""How far ahead they are judged; None is the end of 2035."""

FIGURES = {"kans_gekregen": 1, "opleiding_gestart": 2, "betaald_werk": 3, "eigen_doel_bereikt": 4}

FIRST_SEED = 10_000
"""The seed of the first programme."""

LOOKED_AT = 36
"""The first so many programmes were seen before the model was finished: they are not reported."""

DRAWS = 100

PROGRAMMES = 300
"""How many programmes of each scenario `python -m bench forecast` makes, unless EW_BENCH_PROGRAMMES says otherwise."""


@dataclass(frozen=True, slots=True)
class _Task:
    scenario: Scenario
    number: int
    months: Sequence[int]


def run(
    programmes: int = PROGRAMMES,
    scenarios: Sequence[Scenario] = SCENARIOS,
    months: Sequence[int] = MONTHS,
    processes: int = 1,
) -> list[Score]:
    """Forecast every programme of every scenario at every moment; the same programmes for the same numbers."""
    tasks = [
        _Task(scenario, number, months)
        for scenario, number in product(scenarios, range(LOOKED_AT, LOOKED_AT + programmes))
    ]
    if processes == 1:
        return [score for task in tasks for score in _kept(task)]
    with ProcessPoolExecutor(processes) as pool:
        return [score for some in pool.map(_kept, tasks, chunksize=4) for score in some]


def _kept(task: _Task) -> list[Score]:
    """The scores of a programme: those that were kept, or else made, and kept when a folder is named for them."""
    folder = os.environ.get("EW_BENCH_SCORES")
    if not folder or tuple(task.months) != MONTHS:
        return _scores(task)
    file = Path(folder) / f"{task.number:04}_{SCENARIOS.index(task.scenario)}.pkl"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_bytes(pickle.dumps(_scores(task)))
        beside.replace(file)
    found: list[Score] = pickle.loads(file.read_bytes())
    return found


def _scores(task: _Task) -> list[Score]:
    """All forecasts of one programme, which is made once."""
    made = programme(task.scenario, FIRST_SEED + task.number)
    return [score for month in task.months for score in (*_of_people(task, made, month), *_of_partners(task, month))]


def _of_people(task: _Task, made: Programme, month: int) -> Iterable[Score]:
    ahead = {name: horizon or LAST_MONTH - month for name, horizon in HORIZONS.items()}
    days = [day(month + horizon) for horizon in ahead.values()]
    phases = tuple(phase for phase in made.phases if phase.starts_on <= day(month))
    ask = Ask(day(month), phases, max(ahead.values()) // 3 + 1, DRAWS, task.number, WhatIf())
    more = reached_ahead(made.known(month), ask, days)
    rng = np.random.default_rng(task.number)
    for place, (name, horizon) in enumerate(ahead.items()):
        for figure, column in FIGURES.items():
            firsts = made.firsts[:, column]
            now, truth = (firsts <= month).sum(), float((firsts <= month + horizon).sum())
            yield _score((task.scenario.name, month, name, figure, MODEL), now + more[figure][:, place], truth)
        truth = float((made.firsts[:, 3] <= month + horizon).sum())
        for method, forecast in BASELINES.items():
            values = forecast(made, month, horizon, DRAWS, rng)
            yield _score((task.scenario.name, month, name, "betaald_werk", method), values, truth)


def _of_partners(task: _Task, month: int) -> Iterator[Score]:
    """The same for the partners of a programme; they have a world of their own."""
    ahead = {name: horizon or LAST_MONTH - month for name, horizon in HORIZONS.items()}
    for (place, method), values, truth in partner_values(task.scenario, task.number, month, ahead.values(), DRAWS):
        yield _score((task.scenario.name, month, tuple(ahead)[place], PARTNERS, method), values, truth)


def _score(which: tuple[str, int, str, str, str], values: Numbers, truth: float) -> Score:
    low, median, high = road.interval(values)
    return Score(*which, bool(low <= truth <= high), float(abs(median - truth)), crps(values, truth))


def crps(values: Numbers, truth: float) -> float:
    """The continuous ranked probability score of draws (Gneiting and Raftery, 2007, equation 21)."""
    ordered = np.sort(values)
    number = len(ordered)
    spread = ((2 * np.arange(1, number + 1) - number - 1) * ordered).sum() / number**2
    return float(np.abs(ordered - truth).mean() - spread)


def seconds() -> float:
    """Processor seconds of all goals of 250 people and the partners of the made-up sheet, as in `ew prognose`."""
    seen = datetime(2026, 11, 1, 12, tzinfo=UTC)
    tabs = {
        name: tuple(Held(at, one, seen) for at, one in enumerate(some, 1)) for name, some in records(people=250).items()
    }
    known = facts(World(seen, tabs))
    return function(lambda: road.forecast(known, seen.date())).median


def report(programmes: int | None = None, processes: int | None = None) -> str:
    """Everything measured, as Markdown."""
    number = programmes or int(os.environ.get("EW_BENCH_PROGRAMMES", str(PROGRAMMES)))
    side = processes or int(os.environ.get("EW_BENCH_PROCESSES", "1"))
    begun = time.process_time()
    scores = run(number, processes=side)
    spent = time.process_time() - begun
    sure = 1.28 * math.sqrt(0.8 * 0.2 / number)
    said = (
        f"{number} programmes a scenario, {DRAWS} draws each: the coverage of one cell is known to about {sure:.2f}. "
        f"A forecast of all goals for 250 people takes {seconds():.2f} s of processor time, with {road.DRAWS} draws."
    )
    if os.environ.get("EW_BENCH_SCORES"):
        said += " Programmes that were kept of an earlier run are not in the time that this section took."
    print(f"{spent:.0f} s of processor time in this process", file=sys.stderr)
    return f"{said}\n\n{tables(scores)}"


def main() -> None:
    """Print all tables."""
    asked = [int(word) for word in sys.argv[1:3]]
    print(report(*asked))


if __name__ == "__main__":
    main()
