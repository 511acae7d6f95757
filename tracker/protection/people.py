"""The plain nouns that protection takes: people with their attributes, what may be asked of them, who knows what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

UNKNOWN = "onbekend"
"""The value of a person for whom an attribute was not filled in, or holds something outside the closed list."""


class Kind(StrEnum):
    """What an attribute says about a person to someone who reads a table."""

    IDENTIFYING = "identifying"
    SENSITIVE = "sensitive"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of people. `values` is a closed list in printed order, the same whoever is in the programme.

    `many`: a person can have several values or none. `complete`: everyone has a value, so that there is no "onbekend".
    `grows`: what a person has is never lost. `of` and `parts`: the
    attribute is no field of its own but groups the values of a finer one (sector of partner). `plain` are values that
    tell nothing about a person ("geen opleiding"). `never_exact`: rounded for the programme as a whole too.
    """

    name: str
    title: str
    kind: Kind
    values: tuple[str, ...]
    many: bool = False
    complete: bool = False
    grows: bool = False
    never_exact: bool = False
    plain: frozenset[str] = frozenset()
    of: str | None = None
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def all_values(self) -> tuple[str, ...]:
        """The closed list, with the unknown ones last where someone can be without a value."""
        return self.values if self.many or self.complete or UNKNOWN in self.values else (*self.values, UNKNOWN)


Attributes = Mapping[str, Attribute]
"""All attributes by name."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person on a date: a code, and a value (or several) for each attribute that is a field of its own."""

    code: str
    attributes: Mapping[str, str | tuple[str, ...]] = field(repr=False)


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """When an edition looks: the reference date, and the moment whose knowledge is used."""

    as_of: date
    known_at: datetime


@dataclass(frozen=True, slots=True)
class Insider:
    """Someone who knows some people whole, in every edition.

    `owns` are pairs of an attribute and a value: the insider knows everyone with that value, so that it also knows
    that nobody else has it (the people that a partner registered).
    """

    name: str
    people: frozenset[str] = field(repr=False)
    owns: tuple[tuple[str, str], ...] = ()


def base_of(attributes: Attributes, name: str) -> str:
    """The field that an attribute is read from: itself, or the finer one that it groups."""
    finer = attributes[name].of
    return name if finer is None else base_of(attributes, finer)


def base_values(attributes: Attributes, name: str, values: frozenset[str]) -> frozenset[str]:
    """The values of the underlying field that fall under these values of an attribute."""
    attribute = attributes[name]
    if attribute.of is None:
        return values
    finer = attributes[attribute.of].all_values
    return base_values(
        attributes, attribute.of, frozenset(one for one in finer if attribute.parts.get(one, UNKNOWN) in values)
    )


def held(row: PersonRow, attributes: Attributes, name: str) -> tuple[str, ...]:
    """The values of a person for an attribute: one, or several when the attribute allows that.

    ValueError when someone has no value in the closed list of an attribute that everyone has.
    """
    attribute = attributes[name]
    if attribute.of is not None:
        return tuple(attribute.parts.get(one, UNKNOWN) for one in held(row, attributes, attribute.of))
    typed = row.attributes.get(name, ())
    values = (typed,) if isinstance(typed, str) else typed
    known = tuple(dict.fromkeys(value for value in values if value in attribute.values))
    if attribute.complete and not known:
        raise ValueError(f"someone has no value in the closed list of {name!r}")
    return known if attribute.many else known[:1] or (UNKNOWN,)
