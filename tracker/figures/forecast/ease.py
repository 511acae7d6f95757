"""Who is still waiting moves less easily: the ease of each person is learned beside the hazards."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tracker.figures.forecast.hazards import EDGES, Plan, Seen, mean_hazards
from tracker.figures.forecast.priors import EASE, PACED
from tracker.figures.forecast.stays import GOALS, Move, State, Stay, cut

Numbers = npt.NDArray[np.float64]

ROUNDS = 4
"""Rounds in which hazards and the ease of people are learned from each other."""


def with_ease(moves: Plan, lives: Sequence[Sequence[Stay]], quarters: int) -> tuple[Seen, Numbers, Numbers]:
    """What was seen, with the ease of each person learned beside the hazards; shape and rate of that ease.

    Who is still waiting is so in part because they move less easily; hazards that forget this promise too much to
    them, and too little to newcomers. A few rounds of expectation and maximisation (Therneau and Grambsch, Modeling
    Survival Data, 2000, section 9.3) for gamma frailty.
    """
    history = [stay for life in lives for stay in life]
    whose = np.repeat(np.arange(len(lives)), [len(life) for life in lives])
    pieces = cut(history, quarters)
    whose_piece = whose[pieces.stay]
    begun = [sum(stay.move is not None and stay.move < PACED for stay in life) for life in lives]
    shape, rate = EASE + np.array(begun, dtype=float), np.full(len(lives), EASE)
    size = (len(State) - 1, len(GOALS), len(EDGES), quarters, len(Move))
    seen = pieces.seen(size)
    for _ in range(ROUNDS):
        hazard = mean_hazards(moves, seen)[..., :PACED].sum(axis=-1)
        expected = np.bincount(whose_piece, pieces.months * hazard[pieces.at[:3]], len(lives))
        rate = EASE + expected
        seen = pieces.seen(size, (shape / rate)[whose])
    return seen, shape, rate
