"""The possible worlds of a linear system: rows come in, the lowest and highest sums that whole numbers allow go out.

HiGHS does the work, by `scipy.optimize.milp`. What it answers in decimals is never believed as it is: a world counts
only when its whole numbers fit every row, and a bound only after it is rounded to the safe side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from tracker.protection.crowd import Numbers
from tracker.protection.system import UNBOUNDED, Rows

if TYPE_CHECKING:
    from scipy.sparse import csr_array

SECONDS = 5.0
"""How long one question to the solver may take; without an answer by then the worst is assumed."""

_SLACK = 1e-5
"""How far a decimal answer of the solver may lie from the whole number it stands for."""


class Sense(Enum):
    """Whether the lowest or the highest sum is asked for."""

    LOWEST = 1
    HIGHEST = -1


@dataclass(frozen=True, slots=True)
class Extreme:
    """The answer to one question: a proven bound (None: not proven in time), and a world that shows it, if any."""

    bound: int | None
    world: Numbers | None


@dataclass(frozen=True, slots=True)
class _Tight:
    """What the rows say, said once: `low <= matrix @ world <= high`."""

    matrix: "csr_array"
    low: Numbers
    high: Numbers


class Sums:
    """The left-hand sides of rows: which columns each adds up. Rows with the same sum share one row of the matrix.

    Tables say much of the same: what many of them add up to (the whole programme) would else fill most of a matrix.
    """

    def __init__(self, rows: Rows, columns: int) -> None:
        from scipy.sparse import csr_array

        shape = (len(rows.low), columns)
        every = csr_array((rows.factor, (rows.row, rows.column)), shape=shape, dtype=np.int64)
        first: dict[tuple[bytes, bytes], int] = {}
        parts = [slice(start, end) for start, end in pairwise(every.indptr)]
        keys = [(every.indices[part].tobytes(), every.data[part].tobytes()) for part in parts]
        self.same: Numbers = np.array([first.setdefault(key, len(first)) for key in keys], dtype=np.int64)
        own = np.unique(self.same, return_index=True)[1]
        self.matrix: csr_array = every[own] if len(own) else every
        self._by_column: list[list[tuple[int, int]]] | None = None
        self.never_negative = np.asarray(self.matrix.min(axis=1).todense()).ravel() >= 0 if len(own) else own > 0

    def rows_of(self, column: int) -> list[tuple[int, int]]:
        """The rows of the matrix that count a column, with how often."""
        if self._by_column is None:
            every = self.matrix.tocsc()
            parts = [slice(start, end) for start, end in pairwise(every.indptr)]
            rows, factors = every.indices.tolist(), every.data.tolist()
            self._by_column = [list(zip(rows[part], factors[part], strict=True)) for part in parts]
        return self._by_column[column]

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return int(self.matrix.shape[1])

    def of(self, world: Numbers) -> Numbers:
        """The sum of each row in a world."""
        every: Numbers = (self.matrix @ world)[self.same]
        return every


class Worlds:
    """All whole-number worlds that fit the rows. `closed` are columns in which nobody can be."""

    def __init__(
        self, sums: Sums, low: Numbers, high: Numbers, closed: Iterable[int] = (), seconds: float = SECONDS
    ) -> None:
        self._sums, self._low, self._high = sums, low.copy(), high.copy()
        self._most = np.full(sums.columns, UNBOUNDED, dtype=np.int64)
        self._most[list(closed)] = 0
        self._seconds = seconds
        self._kept: _Tight | None = None

    @property
    def most(self) -> Numbers:
        """How many people can be in each column at most."""
        return self._most

    def bounds(self) -> tuple[Numbers, Numbers]:
        """The tightest lowest and highest number of each sum of `Sums.matrix`."""
        low = np.full(self._sums.matrix.shape[0], -UNBOUNDED, dtype=np.int64)
        high = -low
        np.maximum.at(low, self._sums.same, self._low)
        np.minimum.at(high, self._sums.same, self._high)
        return low, high

    @property
    def _tight(self) -> _Tight:
        """The sums of which something is said that does not go without saying; put together when it is asked for."""
        if self._kept is None:
            low, high = self.bounds()
            says = (high < UNBOUNDED) | (low > np.where(self._sums.never_negative, 0, -UNBOUNDED))
            self._kept = _Tight(self._sums.matrix[np.flatnonzero(says)], low[says], high[says])
        return self._kept

    def fits(self, world: Numbers) -> bool:
        """Whether a world fits every row."""
        sums = self._tight.matrix @ world
        below = (sums <= self._tight.high) | (self._tight.high >= UNBOUNDED)
        inside = bool(((sums >= self._tight.low) & below).all())
        return inside and bool(((world >= 0) & (world <= self._most)).all())

    def misfits(self, world: Numbers) -> list[int]:
        """The numbers of the rows that a world does not fit."""
        sums = self._sums.of(world)
        return [int(number) for number in np.flatnonzero((sums < self._low) | (sums > self._high))]

    def speaks(self, number: int) -> bool:
        """Whether a row says anything."""
        return bool(self._low[number] > -UNBOUNDED or self._high[number] < UNBOUNDED)

    def without(self, numbers: Iterable[int]) -> "Worlds":
        """The worlds that there would be if some rows said nothing."""
        closed = np.flatnonzero(self._most == 0)
        wider = Worlds(self._sums, self._low, self._high, (int(column) for column in closed), self._seconds)
        wider.free(numbers)
        return wider

    def free(self, numbers: Iterable[int]) -> None:
        """Let go of some rows: from now on they say nothing."""
        some = list(numbers)
        if some:
            self._low[some], self._high[some] = -UNBOUNDED, UNBOUNDED
            self._kept = None

    def nearest(
        self, truth: Numbers, weights: Numbers, low: int, high: int, among: Numbers | None = None
    ) -> Numbers | None:
        """A world as near to the truth as can be, in which a weighted sum of columns lies within bounds.

        Only the columns `among` change, or any. None when there is no such world in decimals, or when decimals do not
        happen to give a world.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp
        from scipy.sparse import csr_array, hstack, vstack

        tight = self._tight
        free = np.arange(len(truth)) if among is None else among
        part = tight.matrix if among is None else tight.matrix[:, among]
        some = np.flatnonzero(np.diff(part.indptr) > 0)
        base = np.append((tight.matrix @ truth)[some], weights @ truth)
        rows = vstack([part[some], csr_array(weights[None, free])], format="csr")
        least = _boundless(-np.append(tight.low[some], low)) * -1 - base
        most = _boundless(np.append(tight.high[some], high)) - base
        answer = milp(
            c=np.ones(2 * len(free)),
            bounds=Bounds(0, np.concatenate([(self._most - truth)[free], truth[free]]).astype(np.float64)),
            constraints=LinearConstraint(hstack([rows, -rows], format="csr"), least, most),
            options={"disp": False, "time_limit": self._seconds},
        )
        if answer.x is None:
            return None
        up, down = np.split(np.rint(answer.x).astype(np.int64), 2)
        world: Numbers = truth.copy()
        world[free] += up - down
        return world if self.fits(world) else None

    def proves(self, weights: Numbers, among: Numbers, low: int, high: int) -> bool:
        """Whether the rows that are about some columns only prove that a weighted sum of these lies within bounds.

        What they prove holds in every world, because the other rows can only leave fewer worlds.
        """
        tight = self._tight
        part = tight.matrix[:, among]
        inside = np.flatnonzero((np.diff(part.indptr) > 0) & (np.diff(part.indptr) == np.diff(tight.matrix.indptr)))
        rows = _Tight(part[inside], tight.low[inside], tight.high[inside])
        for sense in Sense:
            for whole in (False, True):
                bound = _extreme(rows, self._most[among], self._seconds, weights[among], sense, whole=whole).bound
                if bound is not None and (bound >= low if sense is Sense.LOWEST else bound <= high):
                    break
            else:
                return False
        return True

    def extreme(self, weights: Numbers, sense: Sense, *, whole: bool) -> Extreme:
        """The lowest or highest weighted sum of columns. Without `whole`, decimals may serve as a first pass.

        A decimal answer bounds the whole-number one: its bound is proven, and it may happen to be a world itself.
        """
        answer = _extreme(self._tight, self._most, self._seconds, weights, sense, whole=whole)
        return answer if answer.world is None or self.fits(answer.world) else Extreme(answer.bound, None)


def _extreme(
    tight: _Tight, highest: Numbers, seconds: float, weights: Numbers, sense: Sense, *, whole: bool
) -> Extreme:
    """The lowest or highest weighted sum over some rows; the world with it may not fit once it is in whole numbers."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    answer = milp(
        c=weights * float(sense.value),
        integrality=np.full(len(weights), int(whole), dtype=np.int64),
        bounds=Bounds(np.zeros(len(weights)), highest.astype(np.float64)),
        constraints=LinearConstraint(tight.matrix, -_boundless(-tight.low), _boundless(tight.high)),
        # To make the problem smaller first helps a search over whole numbers, and costs more than one in decimals.
        options={"disp": False, "time_limit": seconds, "mip_rel_gap": 0.0, "presolve": whole},
    )
    if answer.x is None:
        return Extreme(None, None)
    return Extreme(_proven(answer, sense, whole=whole), np.rint(answer.x).astype(np.int64))


def _boundless(numbers: Numbers) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    """The same numbers for the solver, to which a bound that says nothing is endless."""
    return np.where(numbers >= UNBOUNDED, np.inf, numbers.astype(np.float64))


def _proven(answer: object, sense: Sense, *, whole: bool) -> int | None:
    """The bound that the solver proved, as a whole number on the safe side."""
    dual = getattr(answer, "mip_dual_bound", None) if whole else getattr(answer, "fun", None)
    if dual is None or not np.isfinite(dual) or (not whole and getattr(answer, "status", 1) != 0):
        return None
    bound = int(np.ceil(float(dual) - _SLACK))
    return bound if sense is Sense.LOWEST else -bound
