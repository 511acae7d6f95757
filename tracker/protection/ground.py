"""The ground on which every attacker of the same atoms stands: what was published, as rows of one linear system."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tracker.edition import Side
from tracker.protection.atoms import Atoms, places_with, whereabouts
from tracker.protection.crowd import Numbers
from tracker.protection.facts import CellName, Fact, Reader, Reading, facts
from tracker.protection.moves import Moves
from tracker.protection.people import Insider, base_of
from tracker.protection.rounding import possible_counts
from tracker.protection.scene import Scene
from tracker.protection.system import (
    UNBOUNDED,
    Columns,
    Rows,
    add_links,
    columns,
    columns_of,
    fact_columns,
    inconsistent,
    lives,
    world_of,
)
from tracker.protection.targets import Targets, targets
from tracker.protection.view import Around, View
from tracker.protection.worlds import SECONDS, Sums, Worlds


@dataclass(frozen=True, slots=True)
class Means:
    """What an attacker uses. Others than these serve to compare ways of rounding in the bench.

    `reading` says what a shown number can stand for. `links` is how many steps in time up to the candidate are
    followed with the newcomers apart. `newcomers`: who came is known to others, with all identifying attributes.
    `seconds` is the time for one question to the solver.
    """

    reading: Reading = possible_counts
    links: int = 1
    newcomers: bool = True
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Attacked:
    """The system as one attacker sees it: the worlds that it holds possible, and the true one among them."""

    worlds: Worlds
    truth: Numbers


_NOBODY = Insider("", frozenset())
"""Someone who knows nobody."""


class Ground:
    """The rows of all that a scene says about some atoms."""

    def __init__(self, scene: Scene, shape: Atoms, means: Means) -> None:
        attributes, published = scene.attributes, scene.published
        self.attributes, self.shape, self.means = attributes, shape, means
        linked = range(max(0, scene.at - means.links), min(scene.at + 1, len(published) - 1))
        self.place: Columns = columns(shape, len(published), linked)
        self._scene, self._crowd = scene, scene.crowd
        many = self._crowd.many
        moments = [whereabouts(shape, self._crowd, attributes, moment) for moment in range(len(published))]
        self._grows = attributes[shape.secret].grows
        self._odd = inconsistent(moments, many, grows=self._grows)
        self._lives = lives(self.place, moments, many)
        self._everyone = world_of(self.place, columns_of(self._lives, np.ones(many, dtype=np.bool_)))
        rows = Rows()
        add_links(rows, self.place, grows=self._grows)
        self._links = len(rows.low)
        self.facts = _facts(scene, Reader(attributes, shape, means.reading), self._fields)
        for fact in self.facts:
            rows.add(fact_columns(self.place, fact), low=fact.low, high=UNBOUNDED if fact.high is None else fact.high)
        self._known_new = [
            [self.place.new(moment + 1, here, state) for state in range(len(shape.states))]
            for moment in sorted(self.place.linked)
            for here in range(len(shape.places))
            if means.newcomers
        ]
        for new in self._known_new:
            rows.add(new)
        self._resting = _resting(self.facts, self._links)
        self._targets: dict[tuple[Side, ...], Moves] = {}
        self._around: tuple[frozenset[CellName], Around] | None = None
        self._low, self._high = (np.array(side, dtype=np.int64) for side in (rows.low, rows.high))
        self._sums = Sums(rows, self.place.total)

    @property
    def _fields(self) -> frozenset[str]:
        return frozenset((*self.shape.marks, self.shape.secret))

    @property
    def idle(self) -> frozenset[CellName]:
        """The cells of the candidate that are about these people, and say no more than exact numbers do."""
        return frozenset(self._scene.new.idle(self._fields, self.means.reading))

    @property
    def ties(self) -> bool:
        """Whether anything that was published is about places and states together."""
        every = (self.shape.every_place, self.shape.every_state)
        return any(fact.places != every[0] and fact.states != every[1] for fact in self.facts)

    def moves(self, together: Iterable[Side]) -> Moves:
        """What clears the targets of these atoms; `together` are values that a table puts together."""
        sides = tuple(together)
        if sides not in self._targets:
            every = Targets.of(targets(self.attributes, self.shape, self.place, sides), self.place.total)
            self._targets[sides] = Moves(self.place, every)
        return self._targets[sides]

    def seen_by(self, insider: Insider, gone: frozenset[CellName]) -> View:
        """What is different for an attacker from what an outsider sees, when some cells are left out."""
        known = self._crowd.known_to(insider)
        columns, people = np.unique(columns_of(self._lives, known[~self._odd[known]]), return_counts=True)
        taken = dict(zip(columns.tolist(), people.tolist(), strict=True))
        around = self._around_truth(gone)
        shifts = {row: by for row, by in around.changes(taken).items() if around.shifting[row]} if self._links else {}
        return View(around, taken, frozenset(self._closed(insider)), shifts)

    def _around_truth(self, gone: frozenset[CellName]) -> Around:
        """What an outsider sees when some cells are left out; the same one as long as those are the same."""
        if self._around is None or self._around[0] != gone:
            attacked = self.attacked(_NOBODY)
            attacked.worlds.free(self.resting_on(gone))
            low, high = attacked.worlds.bounds()
            base = self._sums.matrix @ attacked.truth
            shifting = np.zeros(len(base), dtype=np.bool_)
            shifting[self._sums.same[: self._links]] = True
            self._around = (
                gone,
                Around(
                    self._sums,
                    attacked.truth.tolist(),
                    (low - base).tolist(),
                    (high - base).tolist(),
                    shifting.tolist(),
                ),
            )
        return self._around[1]

    def attacked(self, insider: Insider) -> Attacked:
        """The system for one attacker: the people that it knows are taken out of every sum."""
        known = self._odd.copy()
        known[self._crowd.known_to(insider)] = True
        theirs = world_of(self.place, columns_of(self._lives, known))
        truth = self._everyone - theirs
        low, high = self._low.copy(), self._high.copy()
        self._take_out(low, high, theirs)
        new = slice(self._links + len(self.facts), None)
        low[new] = high[new] = self._sums.of(truth)[new]
        worlds = Worlds(self._sums, low, high, self._closed(insider), self.means.seconds)
        # People who were erased are in an old number and in no row: what the truth contradicts misleads, and is let go.
        worlds.free(worlds.misfits(truth))
        return Attacked(worlds, truth)

    def _take_out(self, low: Numbers, high: Numbers, theirs: Numbers) -> None:
        """Make every fact one about the people whom the attacker does not know."""
        facts = slice(self._links, self._links + len(self.facts))
        own = self._sums.of(theirs)[facts]
        low[facts] = np.maximum(0, low[facts] - own)
        high[facts] -= np.where(high[facts] >= UNBOUNDED, 0, own)

    def _closed(self, insider: Insider) -> Iterator[int]:
        """The columns in which nobody can be whom the insider does not know."""
        for name, value in insider.owns:
            if base_of(self.attributes, name) in self.shape.marks:
                for here in places_with(self.attributes, self.shape, name, (value,)):
                    yield from self._columns_of(here)

    def _columns_of(self, here: int) -> Iterator[int]:
        for moment in range(self.place.moments):
            for state in range(len(self.shape.states)):
                yield from self.place.atom(moment, here, state)

    def resting_on(self, cells: frozenset[CellName] | None = None) -> list[int]:
        """The numbers of the rows that fall when these cells of the candidate (or all of it) are left out."""
        some = self._resting if cells is None else self._resting.keys() & cells
        return sorted({number for cell in some for number in self._resting[cell]})


def _resting(facts: Iterable[Fact], start: int) -> Mapping[CellName, Sequence[int]]:
    """For each cell of the candidate the numbers of the rows that rest on it; the rows of facts begin at `start`."""
    found: dict[CellName, list[int]] = defaultdict(list)
    for number, fact in enumerate(facts, start=start):
        for cell in fact.cells:
            found[cell].append(number)
    return found


def _facts(scene: Scene, reader: Reader, fields: frozenset[str]) -> list[Fact]:
    """What is out already, and what the candidate adds to it; less what goes without saying."""
    out = [
        fact
        for moment in range(len(scene.published))
        for fact in facts(reader, moment, scene.out(moment).telling(fields, reader.reading))
    ]
    said = {(fact.moment, fact.places, fact.states, fact.low, fact.high) for fact in out}
    new = facts(reader, scene.at, scene.new.telling(fields, reader.reading), removable=True)
    return out + [fact for fact in new if (fact.moment, fact.places, fact.states, fact.low, fact.high) not in said]
