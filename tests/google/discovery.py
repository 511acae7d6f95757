"""The service's own description of itself: requests, answers and field masks are held against it when it is there.

It stands in a folder beside the checkout, or where `EW_GOOGLE_RECORDINGS` says; without it nothing is held against it.
"""

import functools
import json
import os
import re
from pathlib import Path
from typing import Any

from tests.google.errors import GoogleError, Json, bad_field, bad_mask
from tests.google.masks import Mask

VARIABLE = "EW_GOOGLE_RECORDINGS"
_CHOSEN = os.environ.get(VARIABLE)  # Read once, because tests take the settings of whoever runs them away.
ABSENT = f"the recordings of the service are not beside the checkout (set {VARIABLE} to their folder)"


def recordings() -> Path | None:
    """The folder with the recordings and the descriptions; None when it is not there."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "google"
    folder = Path(_CHOSEN) if _CHOSEN else beside
    return folder if (folder / "sessions.jsonl").is_file() else None


@functools.cache
def descriptions(api: str) -> "Descriptions | None":
    """The schemas of an API, `sheets.v4` or `drive.v3`; None without the recordings."""
    folder = recordings()
    path = folder / "discovery" / f"{api}.json" if folder else None
    return Descriptions(json.loads(path.read_text("utf-8"))["schemas"]) if path and path.is_file() else None


class Descriptions:
    """The schemas of one API."""

    def __init__(self, schemas: dict[str, Json]) -> None:
        self.schemas = schemas

    def check_request(self, name: str, body: Any) -> None:
        """Raise GoogleError (400), in the service's words, for what the schema does not have."""
        problem = next(iter(self.problems({"$ref": name}, body, "")), None)
        if problem:
            path, message = problem
            raise _payload_error(path, message)

    def problems(self, schema: Json, value: Any, path: str) -> list[tuple[str, str]]:
        """What is wrong with a value: where (`requests[0].addSheet`), and what."""
        if "$ref" in schema:
            schema = self.schemas[schema["$ref"]]
        kind = schema.get("type")
        if value is None or kind == "any":
            return []
        if kind == "object":
            return self._object(schema, value, path)
        if kind == "array":
            # A value where a list belongs is read as a list of one, as the service reads it.
            items = value if isinstance(value, list) else [value]
            return [p for at, item in enumerate(items) for p in self.problems(schema["items"], item, f"{path}[{at}]")]
        return [] if _is_plain(schema, value) else [_wrong(path, _type_name(schema), value)]

    def _object(self, schema: Json, value: Any, path: str) -> list[tuple[str, str]]:
        if not isinstance(value, dict):
            return [_wrong(path, f"type.googleapis.com/{schema.get('id', 'object')}", value)]
        fields: dict[str, Json] = schema.get("properties", {})
        more = schema.get("additionalProperties")
        found = []
        for name, item in value.items():
            known = fields.get(name, more)
            if known is None:
                found.append((path, _unknown(name, path)))
            else:
                found += self.problems(known, item, f"{path}.{name}" if path else name)
        return found

    def check_mask(self, name: str, mask: Mask, path: str = "") -> None:
        """Raise GoogleError (400) for a field mask that names what the schema does not have."""
        schema = self.schemas[name]
        for field, below in mask.items():
            here = f"{path}.{field}" if path else field
            known = schema.get("properties", {}).get(field)
            if field == "*":
                continue
            if known is None:
                raise bad_mask(here)
            inner = known.get("items", known).get("$ref")
            if below and inner:
                self.check_mask(inner, below, here)


def _wrong(path: str, kind: str, value: Any) -> tuple[str, str]:
    return path, f"Invalid value at '{_snake(path)}' ({kind}), {_text(value)}"


def _is_plain(schema: Json, value: Any) -> bool:
    kind = schema.get("type")
    if kind == "string":
        allowed = schema.get("enum")
        by_number = schema.get("format") in {"int64", "uint64"} and isinstance(value, int)
        return by_number or (isinstance(value, str) and (allowed is None or value in allowed))
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "integer":
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        return whole and not isinstance(value, bool)
    return isinstance(value, int | float) and not isinstance(value, bool)


def _type_name(schema: Json) -> str:
    names = {"integer": "TYPE_INT32", "number": "TYPE_DOUBLE", "boolean": "TYPE_BOOL", "string": "TYPE_STRING"}
    return names.get(schema.get("type", ""), "TYPE_STRING")


def _text(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else json.dumps(value)


def _unknown(name: str, path: str) -> str:
    where = f" at '{_snake(path)}'" if path else ""
    return f'Invalid JSON payload received. Unknown name "{name}"{where}: Cannot find field.'


def _snake(path: str) -> str:
    return re.sub(r"([A-Z])", lambda match: f"_{match.group().lower()}", path)


def _payload_error(path: str, message: str) -> GoogleError:
    return bad_field(_snake(path), message)
