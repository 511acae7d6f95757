"""Everyone of some moments, by number: rows of people come in, who has what and who knows whom go out.

What people have is looked up once for all the grounds of a gate, and stands in arrays, so that a programme of hundreds
of thousands costs seconds.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tracker.protection.people import Attributes, Insider, PersonRow, base_of, held

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Crowd:
    """The people of each moment, in the order of their rows; every code has one number over all moments."""

    def __init__(self, attributes: Attributes, moments: Sequence[Sequence[PersonRow]]) -> None:
        self._attributes, self._moments = attributes, moments
        numbers: dict[str, int] = {}
        self.who: tuple[Numbers, ...] = tuple(
            np.array([numbers.setdefault(row.code, len(numbers)) for row in rows], dtype=np.int64) for rows in moments
        )
        self._numbers = numbers
        self._values: dict[tuple[int, str], Numbers] = {}
        self._having: dict[tuple[int, str], Mapping[str, Numbers]] = {}
        self._known: dict[Insider, Numbers] = {}

    @property
    def many(self) -> int:
        """How many people there are over all moments."""
        return len(self._numbers)

    def values(self, moment: int, name: str) -> Numbers:
        """For each row of a moment the number of its value, for an attribute of which everyone has one value."""
        if (moment, name) not in self._values:
            number = {value: at for at, value in enumerate(self._attributes[name].all_values)}
            some = (number[values[0]] for values in self._held(moment, name))
            self._values[moment, name] = np.fromiter(some, dtype=np.int64, count=len(self._moments[moment]))
        return self._values[moment, name]

    def having(self, moment: int, name: str, value: str) -> Numbers:
        """The numbers of the rows of a moment that have a value."""
        if (moment, name) not in self._having:
            rows: dict[str, list[int]] = {}
            for at, values in enumerate(self._held(moment, name)):
                for one in values:
                    rows.setdefault(one, []).append(at)
            self._having[moment, name] = {one: np.array(some, dtype=np.int64) for one, some in rows.items()}
        return self._having[moment, name].get(value, np.zeros(0, dtype=np.int64))

    def _held(self, moment: int, name: str) -> Iterator[tuple[str, ...]]:
        """The values of everyone at a moment for an attribute. What was typed alike is read once."""
        field = base_of(self._attributes, name)
        read: dict[str | tuple[str, ...] | None, tuple[str, ...]] = {}
        for row in self._moments[moment]:
            typed = row.attributes.get(field)
            if typed not in read:
                read[typed] = held(row, self._attributes, name)
            yield read[typed]

    def within(self, moment: int, pairs: Sequence[tuple[str, str]]) -> Numbers:
        """The numbers of the rows of a moment that have all these values of attributes."""
        if not pairs:
            return np.arange(len(self.who[moment]))
        first, *others = (self.having(moment, name, value) for name, value in pairs)
        for other in others:
            first = np.intersect1d(first, other, assume_unique=True)
        return first

    def known_to(self, insider: Insider) -> Numbers:
        """The numbers of everyone whom an insider knows: its people, and who ever had a value that it owns."""
        if insider not in self._known:
            people = [number for code in insider.people if (number := self._numbers.get(code)) is not None]
            owned = [
                self.who[moment][self.having(moment, name, value)]
                for name, value in insider.owns
                for moment in range(len(self.who))
            ]
            self._known[insider] = np.unique(np.concatenate([np.array(people, dtype=np.int64), *owned]))
        return self._known[insider]
