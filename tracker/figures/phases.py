"""Figures per phase of the programme: who was new in each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tracker.figures.facts import Facts
from tracker.figures.members import Indicator
from tracker.model import Phase

PROGRAMME, EXPERIMENT = "programme", "ew"
"""The kinds of phase: of the whole programme, and of the experiment “Ervaringsdeskundigheid en werk”."""


@dataclass(frozen=True, slots=True)
class PhaseCount:
    """One phase up to a reference date, its last day, and who came to count in a figure in that time."""

    phase: Phase
    until: date
    new: frozenset[str]


def phase_on(facts: Facts, day: date, kind: str = EXPERIMENT) -> Phase | None:
    """The phase of a kind that runs on a day; None before the first."""
    return next((phase for phase, until in _phases(facts, day, kind) if until == day), None)


def _phases(facts: Facts, day: date, kind: str) -> Iterator[tuple[Phase, date]]:
    """The phases that began by a day, each with its last day or the day itself. One without a kind belongs to both."""
    begun = [phase for phase in facts.phases if phase.kind in (kind, None) and phase.starts_on <= day]
    for phase, following in pairwise([*begun, None]):
        if phase is not None:
            yield phase, following.starts_on - timedelta(days=1) if following else day


def per_phase(indicator: Indicator, facts: Facts, day: date, kind: str = EXPERIMENT) -> tuple[PhaseCount, ...]:
    """Who came to count in a figure in each phase, up to a reference date."""
    return tuple(_count(indicator, facts, phase, until) for phase, until in _phases(facts, day, kind))


def _count(indicator: Indicator, facts: Facts, phase: Phase, until: date) -> PhaseCount:
    before = indicator.members(facts, phase.starts_on - timedelta(days=1)).yes
    return PhaseCount(phase, until, indicator.members(facts, until).yes - before)
