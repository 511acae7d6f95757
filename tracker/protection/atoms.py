"""The atoms of an attack: the cross of identifying attributes (places) with one sensitive attribute (states).

A sensitive attribute of which people have several values gives an atom pair for each value: having it and not.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from tracker.protection.people import Attributes, base_of, base_values

HAS, HAS_NOT = 0, 1
"""The states where a person can have several values: having the one that is asked about, or not."""


@dataclass(frozen=True, slots=True)
class Atoms:
    """The places and states of one attack.

    `marks` are identifying fields, `places` every combination of their values. `secret` is a sensitive field, and
    `value` the one value that is asked about when a person can have several. `states` are its values. `standing` says
    for each of the marks in which places each of its values is.
    """

    marks: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    secret: str
    value: str | None
    states: tuple[str, ...]
    standing: tuple[Mapping[str, frozenset[int]], ...] = field(repr=False, compare=False)

    @property
    def every_place(self) -> frozenset[int]:
        """All places."""
        return frozenset(range(len(self.places)))

    @property
    def every_state(self) -> frozenset[int]:
        """All states."""
        return frozenset(range(len(self.states)))


def atoms(attributes: Attributes, marks: Iterable[str], secret: str) -> tuple[Atoms, ...]:
    """The atoms for identifying fields and a sensitive field; where people can have several values, one for each."""
    ordered = tuple(sorted(marks))
    places = tuple(product(*(attributes[mark].all_values for mark in ordered)))
    standing = tuple(_standing(places, axis) for axis in range(len(ordered)))
    asked = attributes[secret]
    if not asked.many:
        return (Atoms(ordered, places, secret, None, asked.all_values, standing),)
    return tuple(Atoms(ordered, places, secret, value, (value, f"niet {value}"), standing) for value in asked.values)


def _standing(places: Sequence[tuple[str, ...]], axis: int) -> Mapping[str, frozenset[int]]:
    """For each value on an axis the places that have it."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, place in enumerate(places):
        found[place[axis]].add(number)
    return {value: frozenset(some) for value, some in found.items()}


def places_with(attributes: Attributes, shape: Atoms, name: str, values: Iterable[str]) -> frozenset[int]:
    """The places where an identifying attribute has one of these values."""
    wanted = base_values(attributes, name, frozenset(values))
    standing = shape.standing[shape.marks.index(base_of(attributes, name))]
    return frozenset[int]().union(*(standing.get(value, ()) for value in wanted))


def states_with(attributes: Attributes, shape: Atoms, name: str, values: Iterable[str]) -> frozenset[int]:
    """The states in which the sensitive attribute has one of these values."""
    wanted = base_values(attributes, name, frozenset(values))
    if shape.value is not None:
        return frozenset({HAS}) if shape.value in wanted else frozenset()
    return frozenset(number for number, state in enumerate(shape.states) if state in wanted)


Whereabouts = dict[str, tuple[int, int]]
"""For each person present (by code) the number of the place and of the state."""


def whereabouts(shape: Atoms, codes: Iterable[str], held: Callable[[str], Sequence[tuple[str, ...]]]) -> Whereabouts:
    """Where everyone truly is; `held` gives for a field the values of each of the people."""
    place_of = {place: number for number, place in enumerate(shape.places)}
    state_of = {state: number for number, state in enumerate(shape.states)}
    found: Whereabouts = {}
    for code, values, *marks in zip(codes, held(shape.secret), *map(held, shape.marks), strict=True):
        state = state_of[values[0]] if shape.value is None else HAS if shape.value in values else HAS_NOT
        found[code] = place_of[tuple(mark[0] for mark in marks)], state
    return found
