"""What a forecast answers: for each goal where it ends up, and the way there by quarter; and what may be asked."""

from dataclasses import dataclass
from datetime import date

from tracker.model import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What would be done differently from the reference date on.

    `trainings_per_quarter` are extra training starts in each quarter, `places` are extra places that are filled again
    when someone leaves, `stopped` is the relative change of the hazard of leaving: -0.2 is a fifth less.
    """

    trainings_per_quarter: int = 0
    places: int = 0
    stopped: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what has no meaning here. Raises ValueError."""
        if self.trainings_per_quarter < 0 or self.places < 0 or self.stopped < -1:
            raise ValueError("Extra trainings and places are 0 or more, and nobody leaves less than never.")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalForecast:
    """One target with where its figure is and will be.

    `target`, `now`, `low80`, `median` and `high80` are in `unit`: a count, or a share between 0 and 1. `pace_last_4q`
    and `needed_per_quarter` are in that unit for each quarter. `probability` is that of reaching the target by its
    date. `is_final` is false for a milestone on the way to a later target of the same figure. `of` is of how many a
    share is taken on that date, where that is certain; else None.
    """

    code: str
    target: float
    unit: Unit
    target_date: date
    now: float
    pace_last_4q: float
    needed_per_quarter: float
    low80: float
    median: float
    high80: float
    probability: float
    is_final: bool = True
    of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PathPoint:
    """Where a figure will be on one day, in the unit of its final target."""

    code: str
    date: date
    low80: float
    median: float
    high80: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The road to the goals of the sheet from a reference date on.

    `goals` holds the final target of each figure, `milestones` the earlier ones that lie ahead. `is_plan_check` says
    that there are too few placements to call it a forecast. `placements` is the number of people who ever had paid
    work. `assumptions` and `cannot_know` are Dutch sentences, for readers; `honesty` is one on how
    often the intervals held the truth in simulation.
    """

    as_of: date
    goals: tuple[GoalForecast, ...]
    milestones: tuple[GoalForecast, ...]
    path: tuple[PathPoint, ...]
    placements: int
    is_plan_check: bool
    what_if: WhatIf
    assumptions: tuple[str, ...]
    cannot_know: tuple[str, ...]
    honesty: str
