"""The atoms of an attack: the cross of identifying attributes (places) with one sensitive attribute (states).

A sensitive attribute of which people have several values gives an atom pair for each value: having it and not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from tracker.protection.people import Attributes, PersonRow, base_of, base_values, held

HAS, HAS_NOT = 0, 1
"""The states where a person can have several values: having the one that is asked about, or not."""


@dataclass(frozen=True, slots=True)
class Atoms:
    """The places and states of one attack.

    `marks` are identifying fields, `places` every combination of their values. `secret` is a sensitive field, and
    `value` the one value that is asked about when a person can have several. `states` are its values.
    """

    marks: tuple[str, ...]
    places: tuple[tuple[str, ...], ...]
    secret: str
    value: str | None
    states: tuple[str, ...]

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
    field = attributes[secret]
    if not field.many:
        return (Atoms(ordered, places, secret, None, field.all_values),)
    return tuple(Atoms(ordered, places, secret, value, (value, f"niet {value}")) for value in field.values)


def places_with(attributes: Attributes, shape: Atoms, name: str, values: Iterable[str]) -> frozenset[int]:
    """The places where an identifying attribute has one of these values."""
    wanted = base_values(attributes, name, frozenset(values))
    axis = shape.marks.index(base_of(attributes, name))
    return frozenset(number for number, place in enumerate(shape.places) if place[axis] in wanted)


def states_with(attributes: Attributes, shape: Atoms, name: str, values: Iterable[str]) -> frozenset[int]:
    """The states in which the sensitive attribute has one of these values."""
    wanted = base_values(attributes, name, frozenset(values))
    if shape.value is not None:
        return frozenset({HAS}) if shape.value in wanted else frozenset()
    return frozenset(number for number, state in enumerate(shape.states) if state in wanted)


Whereabouts = dict[str, tuple[int, int]]
"""For each person present (by code) the number of the place and of the state."""


def whereabouts(attributes: Attributes, shape: Atoms, rows: Sequence[PersonRow]) -> Whereabouts:
    """Where everyone truly is."""
    place_of = {place: number for number, place in enumerate(shape.places)}
    state_of = {state: number for number, state in enumerate(shape.states)}
    found: Whereabouts = {}
    for row in rows:
        place = tuple(held(row, attributes, mark)[0] for mark in shape.marks)
        values = held(row, attributes, shape.secret)
        state = state_of[values[0]] if shape.value is None else HAS if shape.value in values else HAS_NOT
        found[row.code] = place_of[place], state
    return found
