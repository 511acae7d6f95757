"""The road to the goals of the sheet, from the people and the partners themselves; numpy comes along, so import late.

`forecast` is the face. What it takes for granted stands in `words.py`, its priors in `priors.py`, `partners.py` and
`pace.py`; how well its intervals cover the truth is measured by `bench/forecast.py`.
"""

from tracker.figures.forecast.outcome import Forecast, GoalForecast, PathPoint, WhatIf
from tracker.figures.forecast.road import forecast
from tracker.figures.forecast.words import PLAN_CHECK, honesty

__all__ = ["PLAN_CHECK", "Forecast", "GoalForecast", "PathPoint", "WhatIf", "forecast", "honesty"]
