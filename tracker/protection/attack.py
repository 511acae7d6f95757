"""The attacker: everything published and what one insider knows come in, the targets that it finds go out.

For each small target it looks for a possible world in which the group is empty or large. One such world clears every
target that it shows so, so that a few worlds clear nearly all. What no world clears gets an exact range.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.edition import Side
from tracker.protection.facts import CellName
from tracker.protection.ground import Attacked, Ground
from tracker.protection.people import Insider
from tracker.protection.system import UNBOUNDED, Numbers
from tracker.protection.targets import FEWEST, MOST, Target, targets
from tracker.protection.worlds import Extreme, Sense

_FEW = 3
"""So few targets get a question each at once."""

_ROUNDS = 3
"""How often all targets that are left are pushed down and up together before each gets its own question."""


@dataclass(frozen=True, slots=True)
class Range:
    """The counts that a target can have by all that the attacker knows; `high` is None where nothing bounds it."""

    low: int
    high: int | None

    @property
    def finds(self) -> bool:
        """Whether the attacker knows of a small group that somebody is in it."""
        return self.low >= FEWEST and self.high is not None and self.high <= MOST


@dataclass(slots=True)
class Attack:
    """One attacker on one ground: how many targets it tried, and which of them it finds.

    `settled` are targets that it finds by exact totals and older editions alone; they are no part of `found`.
    """

    ground: Ground
    insider: Insider
    attacked: Attacked
    tried: int
    found: tuple[Target, ...]
    settled: tuple[Target, ...]

    def without(self, cells: frozenset[CellName], some: Sequence[Target]) -> list[Target]:
        """Which of some targets it would still find if some cells of the candidate were left out."""
        rows = self.ground.resting_on(cells)
        if not any(self.attacked.worlds.speaks(row) for row in rows):
            return list(some)
        return list(_unsettled(Attacked(self.attacked.worlds.without(rows), self.attacked.truth), some))

    def drop(self, rows: Sequence[int]) -> None:
        """Leave out some rows, and look again at what was found. What was safe stays so: each old world still fits."""
        self.attacked.worlds.free(rows)
        self.found = tuple(_unsettled(self.attacked, self.found))


def attack(
    ground: Ground, insider: Insider, together: Iterable[Side] = (), gone: frozenset[CellName] = frozenset()
) -> Attack:
    """Try every small target of a ground, in which some cells of the candidate are left out already.

    Only groups of 1 to 4 people whom the insider does not know need trying: no range can lie beside the truth.
    """
    attacked = ground.attacked(insider)
    attacked.worlds.free(ground.resting_on(gone))
    small = [
        target
        for target in targets(ground.attributes, ground.shape, ground.place, together)
        if FEWEST <= _count(attacked.truth, target) <= MOST
    ]
    found = list(_unsettled(attacked, small))
    unaided = Attacked(attacked.worlds.without(ground.resting_on()), attacked.truth)
    settled = tuple(_unsettled(unaided, found))
    return Attack(ground, insider, attacked, len(small), tuple(one for one in found if one not in settled), settled)


def exact_range(attacked: Attacked, target: Target) -> Range | None:
    """The exact range of a target over all possible worlds; None when the solver could not prove it in time."""
    weights = _weights(attacked.truth, [target])
    low = attacked.worlds.extreme(weights, Sense.LOWEST, whole=True)
    high = attacked.worlds.extreme(weights, Sense.HIGHEST, whole=True)
    if low.bound is None or high.bound is None:
        return None
    return Range(low.bound, None if high.bound >= UNBOUNDED else high.bound)


def _count(world: Numbers, target: Target) -> int:
    return int(world[list(target.plus)].sum() - world[list(target.minus)].sum())


def _weights(world: Numbers, some: Iterable[Target]) -> Numbers:
    weights = np.zeros_like(world)
    for target in some:
        weights[list(target.plus)] += 1
        weights[list(target.minus)] -= 1
    return weights


def _cleared(world: Numbers | None, some: Sequence[Target]) -> list[Target]:
    """The targets that a world leaves small: the others were empty or large in it."""
    if world is None:
        return list(some)
    return [target for target in some if FEWEST <= _count(world, target) <= MOST]


def _unsettled(attacked: Attacked, some: Sequence[Target]) -> Iterator[Target]:
    """The targets that are found: those for which there is no world that clears them, or none within the time."""
    left = _together(attacked, list(some)) if len(some) > _FEW else list(some)
    while left:
        target, *left = left
        cleared, worlds = _alone(attacked, target)
        for world in worlds:
            left = _cleared(world, left)
        if not cleared:
            yield target


def _together(attacked: Attacked, left: list[Target]) -> list[Target]:
    """Push all targets down in one world, then up in another, as long as that clears some."""
    for _ in range(_ROUNDS):
        before = len(left)
        for sense in Sense:
            if left:
                left = _cleared(_pushed(attacked, _weights(attacked.truth, left), sense).world, left)
        if len(left) == before:
            break
    return left


def _pushed(attacked: Attacked, weights: Numbers, sense: Sense) -> Extreme:
    return attacked.worlds.extreme(weights, sense, whole=False)


def _alone(attacked: Attacked, target: Target) -> tuple[bool, list[Numbers]]:
    """Whether one target is cleared, and the worlds that were met: decimals first, whole numbers for the verdict."""
    weights = _weights(attacked.truth, [target])
    met: list[Numbers] = []
    for sense in Sense:
        for whole in (False, True):
            extreme = attacked.worlds.extreme(weights, sense, whole=whole)
            if extreme.world is not None:
                met.append(extreme.world)
                if not _cleared(extreme.world, [target]):
                    return True, met
            if _settles(extreme, sense):
                break
    return False, met


def _settles(extreme: Extreme, sense: Sense) -> bool:
    """Whether a proven bound says that no world on this side clears the target."""
    if extreme.bound is None:
        return False
    return extreme.bound >= FEWEST if sense is Sense.LOWEST else extreme.bound <= MOST
