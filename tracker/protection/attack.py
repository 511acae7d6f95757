"""The attacker: everything published and what one insider knows come in, the targets that it finds go out.

For each small target it looks for a possible world in which the group is empty or large. One such world clears every
target that it shows so, so that a few worlds clear nearly all. What no world clears gets an exact range.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from tracker.edition import Side
from tracker.protection.crowd import Numbers
from tracker.protection.facts import CellName
from tracker.protection.ground import Attacked, Ground
from tracker.protection.nearby import near_world, surely_small
from tracker.protection.people import Insider
from tracker.protection.system import UNBOUNDED, Columns
from tracker.protection.targets import FEWEST, MOST, Target, Targets
from tracker.protection.worlds import Extreme, Sense, Worlds

_FEW = 3
"""So few targets get a question each at once."""

_ROUNDS = 10
"""How often at most all targets that are left are pushed down and up together before each gets its own question."""


@dataclass(frozen=True, slots=True)
class Range:
    """The counts that a target can have by all that the attacker knows; `high` is None where nothing bounds it."""

    low: int
    high: int | None

    @property
    def finds(self) -> bool:
        """Whether the attacker knows of a small group that somebody is in it."""
        return self.low >= FEWEST and self.high is not None and self.high <= MOST


class Verdict(Enum):
    """What came of a target: a world clears it, it is proven that none does, or the solver could not tell in time."""

    CLEARED = 1
    FOUND = 2
    OPEN = 3


@dataclass(slots=True)
class Attack:
    """One attacker on one ground: how many targets it tried, and which of them it finds.

    `settled` are targets that it certainly finds by exact totals and older editions alone; they are no part of `found`.
    """

    ground: Ground
    insider: Insider
    gone: frozenset[CellName]
    tried: int
    found: tuple[Target, ...] = ()
    settled: tuple[Target, ...] = ()
    _attacked: Attacked | None = None

    @property
    def attacked(self) -> Attacked:
        """The whole system as the attacker sees it, made when it is asked for: most attackers find nothing without."""
        if self._attacked is None:
            self._attacked = self.ground.attacked(self.insider)
            self._attacked.worlds.free(self.ground.resting_on(self.gone))
        return self._attacked

    def without(self, cells: frozenset[CellName], some: Sequence[Target]) -> list[Target]:
        """Which of some targets it would still find if some cells of the candidate were left out."""
        rows = self.ground.resting_on(cells)
        if not any(self.attacked.worlds.speaks(row) for row in rows):
            return list(some)
        return list(_unsettled(self._seen(self.attacked.worlds.without(rows)), self._questions(some)))

    def drop(self, rows: Sequence[int]) -> None:
        """Leave out some rows, and look again at what was found. What was safe stays so: each old world still fits."""
        self.attacked.worlds.free(rows)
        self.found = tuple(_unsettled(self._seen(self.attacked.worlds), self._questions(self.found)))

    def _seen(self, worlds: Worlds) -> "_Seen":
        return _Seen(worlds, self.ground.place, self.attacked.truth)

    def _questions(self, some: Sequence[Target]) -> Targets:
        return Targets.of(some, self.ground.place.total)


def attack(
    ground: Ground, insider: Insider, together: Iterable[Side] = (), gone: frozenset[CellName] = frozenset()
) -> Attack:
    """Try every small target of a ground, in which some cells of the candidate are left out already.

    Only groups of 1 to 4 people whom the insider does not know need trying: no range can lie beside the truth.
    """
    moves = ground.moves(together)
    tried, left = moves.uncleared(ground.seen_by(insider, gone))
    one = Attack(ground, insider, gone, tried)
    if left:
        attacked = one.attacked
        met: list[Numbers] = []
        seen = _Seen(attacked.worlds, ground.place, attacked.truth)
        found = _unsettled(seen, moves.near(attacked.worlds, attacked.truth, left), met)
        moves.keep(world - attacked.truth for world in met)
        one.settled = _settled(ground, seen, found) if found else ()
        one.found = tuple(target for target in found if target not in one.settled)
    return one


def exact_range(attacked: Attacked, target: Target) -> Range | None:
    """The exact range of a target over all possible worlds; None when the solver could not prove it in time."""
    weights = Targets.of([target], len(attacked.truth)).weights()
    low = attacked.worlds.extreme(weights, Sense.LOWEST, whole=True)
    high = attacked.worlds.extreme(weights, Sense.HIGHEST, whole=True)
    if low.bound is None or high.bound is None:
        return None
    return Range(low.bound, None if high.bound >= UNBOUNDED else high.bound)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The worlds that an attacker holds possible, where their columns stand, and the true world among them."""

    worlds: Worlds
    place: Columns
    truth: Numbers


def _unsettled(seen: _Seen, some: Targets, met: list[Numbers] | None = None) -> dict[Target, Verdict]:
    """The targets that are found: those for which there is no world that clears them, or none within the time.

    Every world that is met on the way goes into `met`.
    """
    known = [] if met is None else met
    found = {some.each[at]: Verdict.FOUND for at in range(len(some)) if _surely(seen, some.one(at))}
    left = some.where(np.array([one not in found for one in some.each], dtype=np.bool_))
    left = _together(seen.worlds, left, known) if len(left) > _FEW else left
    while len(left):
        one, left = left.first()
        verdict, shown = _alone(seen, one)
        for world in shown:
            left = left.small_in(world)
        known += shown
        if verdict is not Verdict.CLEARED:
            found[one.each[0]] = verdict
    return {one: found[one] for one in some.each if one in found}


def _surely(seen: _Seen, one: Targets) -> bool:
    return surely_small(seen.worlds, seen.place, one)


def _settled(ground: Ground, seen: _Seen, found: Iterable[Target]) -> tuple[Target, ...]:
    """The targets that are found without the candidate too. Here it is doubt that would do harm: it settles nothing."""
    unaided = _Seen(seen.worlds.without(ground.resting_on()), seen.place, seen.truth)
    verdicts = _unsettled(unaided, Targets.of(found, ground.place.total))
    return tuple(target for target, verdict in verdicts.items() if verdict is Verdict.FOUND)


def _together(worlds: Worlds, left: Targets, met: list[Numbers]) -> Targets:
    """Push all targets down in one world, then up in another, as long as that clears some."""
    for _ in range(_ROUNDS):
        before = len(left)
        for sense in Sense:
            if len(left):
                world = worlds.extreme(left.weights(), sense, whole=False).world
                left = left.small_in(world)
                met += [] if world is None else [world]
        if len(left) == before:
            break
    return left


def _alone(seen: _Seen, one: Targets) -> tuple[Verdict, list[Numbers]]:
    """What comes of one target, and the worlds that were met: decimals first, whole numbers for the verdict."""
    weights, worlds = one.weights(), seen.worlds
    near = near_world(worlds, seen.place, seen.truth, one)
    if near is not None:
        return Verdict.CLEARED, [near]
    met: list[Numbers] = []
    proven = 0
    for sense in Sense:
        for whole in (False, True):
            extreme = worlds.extreme(weights, sense, whole=whole)
            if extreme.world is not None:
                met.append(extreme.world)
                if not one.small_in(extreme.world):
                    return Verdict.CLEARED, met
            if _settles(extreme, sense):
                proven += 1
                break
    return Verdict.FOUND if proven == len(Sense) else Verdict.OPEN, met


def _settles(extreme: Extreme, sense: Sense) -> bool:
    """Whether a proven bound says that no world on this side clears the target."""
    if extreme.bound is None:
        return False
    return extreme.bound >= FEWEST if sense is Sense.LOWEST else extreme.bound <= MOST
