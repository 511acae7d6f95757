"""Made-up partners that grow towards embedding, with a known future; what the model and a straight line say of them.

Not built like the model: a partner moves in all domains at once when its board turns to it, each step takes at least
some months, some partners never get past a trial, and now and then one falls back.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bench.forecast_programmes import LAST_MONTH, Scenario, day
from bench.forecast_tables import MODEL
from tracker.figures.facts import Facts
from tracker.figures.forecast.partners import LEVELS, Road, embedding_ahead
from tracker.model import Domain, Embedding, Partner

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

NUMBER = 24
"""How many partners there are."""

STRUCTURAL = len(LEVELS) - 1

STEADY = 4
"""Months that a level lasts at least."""


@dataclass(frozen=True, slots=True)
class Growth:
    """The level of each partner in each domain at the end of each month: partners x domains x months."""

    levels: Places

    def facts(self, month: int) -> Facts:
        """What the sheet says at the end of a month."""
        names = [f"Partner {number:02}" for number in range(len(self.levels))]
        rows = {
            (name, domain.value): tuple(_rows(name, domain, self.levels[number, place, : month + 1]))
            for number, name in enumerate(names)
            for place, domain in enumerate(Domain)
        }
        partners = tuple(Partner(name=name, joined_on=day(0)) for name in names)
        return Facts(people=(), partners=partners, embedding=rows)

    def structural(self, month: int) -> int:
        """How many partners are structural in every domain."""
        return int((self.levels[:, :, month] == STRUCTURAL).all(axis=1).sum())


def _rows(name: str, domain: Domain, levels: Places) -> Iterator[Embedding]:
    before = 0
    for month, level in enumerate(levels):
        if level != before:
            yield Embedding(partner=name, domain=domain, level=LEVELS[level], since=day(month))
        before = level


@lru_cache(maxsize=1)
def growth(scenario: Scenario, seed: int) -> Growth:
    """The partners of one made-up programme, the same for the same seed; the last one is kept for its other months."""
    rng = np.random.default_rng((seed, crc32(scenario.name.encode()), 1))
    speed = np.exp(rng.normal(0, 0.4, NUMBER)) * scenario.jobs**0.5
    speed *= np.exp(scenario.off * rng.choice((-1, 1)))
    most = np.where(rng.random((NUMBER, len(Domain))) < 0.12, STRUCTURAL - 1, STRUCTURAL)
    level, since = np.zeros((NUMBER, len(Domain)), dtype=np.intp), np.zeros((NUMBER, len(Domain)))
    found = np.zeros((NUMBER, len(Domain), LAST_MONTH + 1), dtype=np.intp)
    swing = 0.0
    for month in range(1, LAST_MONTH + 1):
        if month % 3 == 1:
            swing = 0.6 * swing + 0.8 * scenario.swing * rng.standard_normal()
        turned = np.where(rng.random(NUMBER) < 0.15, 2.5, 0.7)
        pace = np.exp(swing) * (np.exp(0.35) if scenario.turn is not None and month >= scenario.turn else 1.0)
        up = 0.045 * pace * (speed * turned)[:, None] * (month - since > STEADY) * (level < most)
        luck = rng.random(level.shape)
        down = (luck > 0.998) & (level > 0)
        moved = np.where(luck < up, 1, np.where(down, -1, 0))
        level = level + moved
        since = np.where(moved != 0, month, since)
        found[:, :, month] = level
    return Growth(found)


def partner_values(
    scenario: Scenario, seed: int, month: int, ahead: Iterable[int], draws: int
) -> Iterator[tuple[tuple[int, str], Numbers, float]]:
    """For each horizon and method: the draws of how many partners are structural, and the truth."""
    made, horizons = growth(scenario, 10_000 + seed), list(ahead)
    road = Road(day(month), [day(month + one) for one in horizons], max(horizons) // 3 + 1, draws, seed)
    count, _ = embedding_ahead(made.facts(month), road)["all"]
    rng = np.random.default_rng(seed)
    for place, horizon in enumerate(horizons):
        truth = float(made.structural(month + horizon))
        yield (place, MODEL), count[:, place], truth
        yield (place, "straight line"), _line(made, month, horizon, draws, rng), truth


def _line(made: Growth, month: int, ahead: int, draws: int, rng: np.random.Generator) -> Numbers:
    """The line through the last four quarters, with what those quarters differ from it."""
    steps = np.diff([made.structural(month - 3 * back) for back in range(4, -1, -1)])
    quarters = ahead / 3
    spread = steps.std(ddof=1) * np.sqrt(quarters + quarters**2 / 4)
    values = made.structural(month) + steps.mean() * quarters + spread * rng.standard_normal(draws)
    found: Numbers = np.clip(values, 0, NUMBER)
    return found
