"""Everything that is kept on one person, as a page of HTML for that person and as JSON: nouns in, bytes out."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TypeAlias

from tracker import places

Plain: TypeAlias = str | float | int | bool | None
"""What JSON can hold in one place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnField:
    """One field as people read it: its heading, its value in words, why it is kept, and the value for machines."""

    heading: str
    words: str
    why: str
    value: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What stood in a record before it was changed: from when until when (ISO and in words), and what was different."""

    since: str
    until: str
    until_words: str
    fields: tuple[OwnField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRecord:
    """One row: what it is, its fields, since when it is known, and until when when it was taken out of the sheet."""

    title: str
    fields: tuple[OwnField, ...]
    known_since: str
    known_since_words: str
    gone_on: str | None
    gone_on_words: str
    earlier: tuple[Earlier, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """The rows of one tab, who may see them, and what there is to say when there are none."""

    tab: str
    title: str
    records: tuple[OwnRecord, ...]
    sees: str
    nothing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedIn:
    """An edition in which someone counted: its date and moment (ISO and in words), and for whom there are papers."""

    as_of: str
    as_of_words: str
    known_at: str
    audiences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRight:
    """Something that a person may ask for, and how."""

    name: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData:
    """Everything that is kept on one person, in the words for that person (Dutch)."""

    code: str
    made_on: str
    made_on_words: str
    ground: str
    controller: str | None
    contact: str | None
    parts: tuple[OwnPart, ...]
    editions: tuple[CountedIn, ...]
    kept: tuple[str, ...]
    erased_from: str | None
    not_read: tuple[str, ...]
    rights: tuple[OwnRight, ...]


def page(held: OwnData) -> bytes:
    """The page that the person gets: it needs nothing from elsewhere, and can be printed."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(places.templates()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("inzage/inzage.html").render(held=held).encode()


def as_json(held: OwnData) -> bytes:
    """The same for a machine."""
    return (json.dumps(as_plain(held), ensure_ascii=False, indent=2) + "\n").encode()


def as_plain(held: OwnData) -> dict[str, object]:
    """The same as plain values: each record with its values by heading, and what stood there before."""
    return {
        "participant": held.code,
        "made_on": held.made_on,
        "controller": held.controller,
        "contact": held.contact,
        "ground": held.ground,
        "records": [{"tab": part.tab, **_record(one)} for part in held.parts for one in part.records],
        "sees": {part.tab: part.sees for part in held.parts},
        "editions": [
            {"as_of": one.as_of, "known_at": one.known_at, "papers_for": list(one.audiences)} for one in held.editions
        ],
        "erased_from": held.erased_from,
        "kept": list(held.kept),
        "not_read": list(held.not_read),
        "rights": [asdict(one) for one in held.rights],
    }


def _record(one: OwnRecord) -> dict[str, object]:
    return {
        "known_since": one.known_since,
        "gone_on": one.gone_on,
        "values": _values(one.fields),
        "earlier": [{"since": past.since, "until": past.until, "values": _values(past.fields)} for past in one.earlier],
    }


def _values(fields: Sequence[OwnField]) -> dict[str, Plain]:
    return {field.heading: field.value for field in fields}
