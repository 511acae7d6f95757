"""What an attacker sees: the truth without the people whom it knows, and how far each row leaves room around it.

Taking people out of every sum takes as many from what was published as from the truth, so that the room that a number
leaves stays the same whoever looks. All that is different for an attacker are the columns of its own people, those in
which it knows that nobody else can be, and the rows from moment to moment of which its own people made room.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.protection.worlds import Sums

Move = Mapping[int, int]
"""By how many people columns change."""


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What an outsider sees: how many people are in each column, and how far each sum can go down and up from there.

    `shifting` are the sums of which the room is smaller for who knows people in it.
    """

    sums: Sums
    truth: Sequence[int]
    low: Sequence[int]
    high: Sequence[int]
    shifting: Sequence[bool]

    def changes(self, move: Move) -> Mapping[int, int]:
        """By how much a move changes each sum."""
        found: dict[int, int] = defaultdict(int)
        for column, by in move.items():
            for row, factor in self.sums.rows_of(column):
                found[row] += factor * by
        return found


@dataclass(frozen=True, slots=True)
class View:
    """What one attacker sees: how many people it knows in columns, and in which columns there is nobody else.

    `shifts` is by how much less the sums can go down in which it knows people.
    """

    around: Around
    taken: Mapping[int, int] = field(default_factory=dict)
    closed: frozenset[int] = frozenset()
    shifts: Mapping[int, int] = field(default_factory=dict)

    def there(self, column: int) -> int:
        """How many people there are in a column whom the attacker does not know."""
        return self.around.truth[column] - self.taken.get(column, 0)

    def low(self, row: int) -> int:
        """How far a sum can go down (a number of 0 or less)."""
        return self.around.low[row] + self.shifts.get(row, 0)

    def fits(self, move: Move) -> bool:
        """Whether the world after a move is possible."""
        for column, by in move.items():
            after = self.there(column) + by
            if after < 0 or (after > 0 and column in self.closed):
                return False
        changes = self.around.changes(move)
        return all(self.low(row) <= by <= self.around.high[row] for row, by in changes.items())
