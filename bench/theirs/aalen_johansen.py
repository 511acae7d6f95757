"""How many get paid work in the years ahead, with lifelines: DURATIONS (CSV: days, event) HORIZON in days, DRAWS.

Aalen and Johansen's estimator with those who left as a competing event, and a bootstrap over people for the interval.
"""

import sys
import warnings

import numpy as np
import pandas as pd
from lifelines import AalenJohansenFitter


def _share(people: pd.DataFrame, horizon: float) -> float:
    fitter = AalenJohansenFitter(calculate_variance=False, seed=1)
    fitter.fit(people["days"], people["event"], event_of_interest=1)
    curve = fitter.cumulative_density_
    return float(curve[curve.index <= horizon].iloc[-1, 0])


def main(path: str, horizon: float, draws: int) -> None:
    warnings.simplefilter("ignore")
    people, chance = pd.read_csv(path), np.random.default_rng(1)
    again = {"frac": 1, "replace": True, "random_state": chance, "ignore_index": True}
    shares = [_share(people.sample(**again), horizon) for _ in range(draws)]
    print(_share(people, horizon), *np.quantile(shares, [0.1, 0.9]))


main(sys.argv[1], float(sys.argv[2]), int(sys.argv[3]))
