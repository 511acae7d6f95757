"""What is believed of people before anything is seen: weak priors, each written down, and which moves there are."""

import numpy as np

from tracker.figures.forecast.hazards import Plan
from tracker.figures.forecast.stays import GOALS, Move, State

PRIOR = {
    #                     work   training step up  volunteer end    close
    State.WAITING: (0.015, 0.035, 0.035, 0.030, 0.000, 0.012),
    State.TRAINING: (0.030, 0.000, 0.010, 0.005, 0.080, 0.004),
    State.STEP_UP: (0.035, 0.015, 0.000, 0.005, 0.090, 0.005),
    State.VOLUNTEER_WORK: (0.010, 0.010, 0.005, 0.000, 0.060, 0.005),
    State.PAID_WORK: (0.000, 0.004, 0.002, 0.002, 0.025, 0.006),
    State.BETWEEN: (0.070, 0.030, 0.035, 0.030, 0.000, 0.030),
    State.AFTER_WORK: (0.050, 0.020, 0.025, 0.020, 0.000, 0.030),
}
"""What each hazard a month is believed to be before anything is seen: what a programme like this may look like."""

ASTRAY = 0.35
"""The prior of a move that is not towards what the person wants is multiplied by this."""

_WANES = (1.0, 1.0, 1.0, 1.0, 0.9, 0.7, 0.5)
_LASTS = (0.2, 0.2, 0.2, 0.7, 1.3, 2.0, 2.0)

BY_TIME = {
    State.WAITING: _WANES,
    State.TRAINING: _LASTS,
    State.STEP_UP: _LASTS,
    State.VOLUNTEER_WORK: (0.6, 0.6, 0.6, 1.0, 1.2, 1.2, 1.0),
    State.PAID_WORK: (1.0, 1.0, 1.0, 1.2, 1.2, 0.8, 0.6),
    State.BETWEEN: _WANES,
    State.AFTER_WORK: _WANES,
}
"""What the prior is multiplied by at each time in the state.

Who could move easily did so before; a training or a place ends about when it was planned to.
"""

ARRIVALS = 3.0
"""The prior of how many people come in a month."""

ARRIVALS_SPREAD = 1.0
"""The prior standard deviation of the logarithm of that."""

COMPLETED = (4.0, 1.0)
"""The beta prior of the share of trainings that are completed."""

SHARES = (0.5, 1.0, 0.5, 0.5, 0.5)
"""The Dirichlet prior of what newcomers want, in the order of the groups."""

PLAN_HOLDS = 0.9
"""The chance that a step begins that is agreed to begin within a quarter."""

PACED = int(Move.END)
"""The first so many moves begin a step: those go with the pace of the team and the ease of a person."""

EASE = 4.0
"""The shape of the gamma prior, around 1, of the ease of a person: half of them lie between 0.6 and 1.3."""

SETTLED = 3.0
"""Months after which a goal that is not known stays so; before that it is drawn."""

MOST_ARRIVALS = 2500
"""No draw takes in more people than this, and ten times those who came so far."""


def plan() -> Plan:
    """The moves of people, and which of them are towards what they want."""
    prior = np.array([PRIOR[state] for state in list(State)[:-1]])
    by_time = np.array([BY_TIME[state] for state in list(State)[:-1]])
    towards = np.zeros((len(GOALS), len(Move)), dtype=np.intp)
    towards[[0, 1], Move.PAID_WORK] = 1
    towards[2, Move.VOLUNTEER_WORK] = towards[3, Move.STEP_UP] = towards[4, Move.TRAINING] = 1
    return Plan(prior, towards, by_time, ASTRAY, PACED)
