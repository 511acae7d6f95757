"""The atoms of an attack: the cross of identifying attributes (places) with one sensitive attribute (states).

A sensitive attribute of which people have several values gives an atom pair for each value: having it and not.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np

from tracker.protection.crowd import Crowd, Numbers
from tracker.protection.people import Attributes, base_of, base_values

HAS, HAS_NOT = 0, 1
"""The states where a person can have several values: having the one that is asked about, or not."""


@dataclass(frozen=True, slots=True)
class Atoms:
    """The places and states of one attack.

    `marks` are identifying fields, `places` every combination of their values. `secret` is a sensitive field, and
    `value` the one value that is asked about when a person can have several. `states` are its values. `standing` says
    for each of the marks in which places each of its values is; `every_place` and `every_state` are the numbers of all.
    """

    marks: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    secret: str
    value: str | None
    states: tuple[str, ...]
    standing: tuple[Mapping[str, frozenset[int]], ...] = field(repr=False, compare=False)
    every_place: frozenset[int] = field(repr=False, compare=False)
    every_state: frozenset[int] = field(repr=False, compare=False)


def atoms(attributes: Attributes, marks: Iterable[str], secret: str) -> tuple[Atoms, ...]:
    """The atoms for identifying fields and a sensitive field; where people can have several values, one for each."""
    ordered = tuple(sorted(marks))
    places = tuple(product(*(attributes[mark].all_values for mark in ordered)))
    standing = tuple(_standing(places, axis) for axis in range(len(ordered)))
    asked = attributes[secret]
    every = frozenset(range(len(places)))
    if not asked.many:
        states = asked.all_values
        return (Atoms(ordered, places, secret, None, states, standing, every, frozenset(range(len(states)))),)
    both = frozenset({HAS, HAS_NOT})
    return tuple(
        Atoms(ordered, places, secret, value, (value, f"niet {value}"), standing, every, both) for value in asked.values
    )


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


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """For everyone who is present at a moment their number in the crowd, and the numbers of their place and state."""

    who: Numbers
    place: Numbers
    state: Numbers


def whereabouts(shape: Atoms, crowd: Crowd, attributes: Attributes, moment: int) -> Whereabouts:
    """Where everyone truly is at a moment."""
    who = crowd.who[moment]
    place = np.zeros(len(who), dtype=np.int64)
    for mark in shape.marks:
        place = place * len(attributes[mark].all_values) + crowd.values(moment, mark)
    if shape.value is None:
        return Whereabouts(who, place, crowd.values(moment, shape.secret))
    state = np.full(len(who), HAS_NOT, dtype=np.int64)
    state[crowd.having(moment, shape.secret, shape.value)] = HAS
    return Whereabouts(who, place, state)
