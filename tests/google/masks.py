"""Field masks: `a.b`, `a/b`, `a(b,c)`, `*`; what they leave of an answer, and what they change in a resource."""

import re
from typing import Any, TypeAlias

from tests.google.errors import BadRequestError, GoogleError, Json, bad_field

Mask: TypeAlias = dict[str, "Mask"]
"""A tree of field names; an empty branch means everything below it, and the name `*` any field."""

_PART = re.compile(r"\s*([A-Za-z0-9_@$-]+|\*|[./(),])\s*")


def parse(text: str) -> Mask:
    """The tree of a field mask. Raises GoogleError (400) when it cannot be read."""
    parts: list[str] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if not match:
            raise _unreadable(text)
        parts.append(match.group(1))
        at = match.end()
    tree: Mask = {}
    end = _fields(parts, 0, tree, text)
    if end != len(parts):
        raise _unreadable(text)
    return tree


def _unreadable(text: str) -> GoogleError:
    description = f"Error expanding 'fields' parameter. Invalid field mask '{text}'."
    return bad_field(text, description, "Request contains an invalid argument.")


def _fields(parts: list[str], at: int, tree: Mask, text: str) -> int:
    """Read fields with commas between, into `tree`; the answer is where the reading stopped."""
    while True:
        at = _field(parts, at, tree, text)
        if at >= len(parts) or parts[at] != ",":
            return at
        at += 1


def _field(parts: list[str], at: int, tree: Mask, text: str) -> int:
    if at >= len(parts) or parts[at] in "./(),":
        raise _unreadable(text)
    known = parts[at] in tree and not tree[parts[at]]
    branch = tree.setdefault(parts[at], {})
    branch = {} if known else branch
    at += 1
    if at < len(parts) and parts[at] in "./":
        return _field(parts, at + 1, branch, text)
    if at < len(parts) and parts[at] == "(":
        at = _fields(parts, at + 1, branch, text)
        if at >= len(parts) or parts[at] != ")":
            raise _unreadable(text)
        return at + 1
    branch.clear()
    return at


def branch(mask: Mask, name: str) -> Mask | None:
    """What the mask asks below a field: None when it does not ask for the field at all, empty for everything."""
    if not mask:
        return {}
    return mask.get(name, mask.get("*"))


def keep(value: Any, mask: Mask) -> Any:
    """What the mask leaves of an answer; objects and lists on the way stay, even when they become empty."""
    if not mask:
        return value
    if isinstance(value, list):
        return [keep(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    asked = ((name, item, branch(mask, name)) for name, item in value.items())
    return {name: keep(item, below) for name, item, below in asked if below is not None}


def changed(old: Json, new: Json, mask: Mask) -> Json:
    """The resource after an update: every field in the mask comes from `new`, and goes when `new` has it not."""
    if "*" in mask:
        return dict(new)
    result = dict(old)
    for name, below in mask.items():
        if below and "*" not in below:
            result[name] = changed(old.get(name) or {}, new.get(name) or {}, below)
        elif name in new and new[name] is not None:
            result[name] = new[name]
        else:
            result.pop(name, None)
    return result


def update_mask(text: str | None) -> Mask:
    """The mask of a request that changes something. Raises BadRequestError when it is absent."""
    if not text:
        raise BadRequestError("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return parse(text)
