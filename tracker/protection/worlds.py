"""The possible worlds of a linear system: rows come in, the lowest and highest sums that whole numbers allow go out.

HiGHS does the work, by `scipy.optimize.milp`. What it answers in decimals is never believed as it is: a world counts
only when its whole numbers fit every row, and a bound only after it is rounded to the safe side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from tracker.protection.system import UNBOUNDED, Numbers, Rows

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


def matrix(rows: Rows, columns: int) -> "csr_array":
    """The coefficients of rows, one row of the matrix each."""
    from scipy.sparse import csr_array

    return csr_array((rows.factor, (rows.row, rows.column)), shape=(len(rows.low), columns), dtype=np.int64)


class Worlds:
    """All whole-number worlds that fit the rows. `closed` are columns in which nobody can be."""

    def __init__(
        self, matrix: "csr_array", low: Numbers, high: Numbers, closed: Iterable[int] = (), seconds: float = SECONDS
    ) -> None:
        self._matrix, self._low, self._high = matrix, low.copy(), high.copy()
        self._most = np.full(matrix.shape[1], UNBOUNDED, dtype=np.int64)
        self._most[list(closed)] = 0
        self._seconds = seconds

    def fits(self, world: Numbers) -> bool:
        """Whether a world fits every row."""
        sums = self._matrix @ world
        inside = bool(((sums >= self._low) & (sums <= self._high)).all())
        return inside and bool(((world >= 0) & (world <= self._most)).all())

    def misfits(self, world: Numbers) -> list[int]:
        """The numbers of the rows that a world does not fit."""
        sums = self._matrix @ world
        return [int(number) for number in np.flatnonzero((sums < self._low) | (sums > self._high))]

    def speaks(self, number: int) -> bool:
        """Whether a row says anything."""
        return bool(self._low[number] > -UNBOUNDED or self._high[number] < UNBOUNDED)

    def without(self, numbers: Iterable[int]) -> "Worlds":
        """The worlds that there would be if some rows said nothing."""
        closed = np.flatnonzero(self._most == 0)
        wider = Worlds(self._matrix, self._low, self._high, (int(column) for column in closed), self._seconds)
        wider.free(numbers)
        return wider

    def free(self, numbers: Iterable[int]) -> None:
        """Let go of some rows: from now on they say nothing."""
        some = list(numbers)
        self._low[some], self._high[some] = -UNBOUNDED, UNBOUNDED

    def extreme(self, weights: Numbers, sense: Sense, *, whole: bool) -> Extreme:
        """The lowest or highest weighted sum of columns. Without `whole`, decimals may serve as a first pass.

        A decimal answer bounds the whole-number one: its bound is proven, and it may happen to be a world itself.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        answer = milp(
            c=weights * float(sense.value),
            integrality=np.full(len(weights), int(whole), dtype=np.int64),
            bounds=Bounds(np.zeros(len(weights)), self._most.astype(np.float64)),
            constraints=LinearConstraint(self._matrix, -_boundless(-self._low), _boundless(self._high)),
            options={"disp": False, "time_limit": self._seconds, "mip_rel_gap": 0.0},
        )
        if answer.x is None:
            return Extreme(None, None)
        world = np.rint(answer.x).astype(np.int64)
        return Extreme(_proven(answer, sense, whole=whole), world if self.fits(world) else None)


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
