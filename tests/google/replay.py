"""Replays a recorded session against the emulator: its requests are sent as they were recorded, its answers compared.

Ids, dates and what Google fills in by default may differ; everything else may not.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests

from tests.google.errors import Json
from tests.google.routes import find

_IDS = {"sheetId", "namedRangeId", "protectedRangeId", "spreadsheetId", "id"}
_DATES = {"createdTime", "modifiedTime"}
_DEFAULTS = {"defaultFormat", "spreadsheetTheme"}
_ONLY_STATUS = "/upload/drive/v2/"
"""An upload is answered with a hundred fields of an older API; what it did shows in the steps after it."""


@dataclass(slots=True)
class Replay:
    """A session at work: which recorded ids stand for which of ours, and what was different."""

    api: str
    token: str
    ids: dict[Any, Any] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
    steps: int = 0
    connection: requests.Session = field(default_factory=requests.Session)

    def run(self, session: Json) -> None:
        """Send every step and compare its answer."""
        for at, step in enumerate(session["steps"]):
            self._step(f"{session['cassette']} step {at} {step['method']} {step['path']}", step)

    def _step(self, name: str, step: Json) -> None:
        answer = self.connection.request(
            step["method"],
            self.api + _quoted(self._mapped_text(step["path"])),
            params=[(key, self._mapped_text(value)) for key, value in step["query"]],
            data=_body(self._mapped(step["body"])),
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=30,
        )
        self.steps += 1
        if answer.status_code != step["status"]:
            statuses = f"status {answer.status_code}, recorded {step['status']}"
            self.differences.append(f"{name}: {statuses}: {answer.text[:300]}")
            return
        if step["response"] and _ONLY_STATUS not in step["path"]:
            found = answer.json() if isinstance(step["response"], dict) else answer.text
            self._compare(name, "", step["response"], found)

    def _compare(self, name: str, path: str, recorded: Any, found: Any) -> None:
        key = path.rpartition(".")[2]
        if key in _IDS and recorded is not None and found is not None:
            if self.ids.setdefault(recorded, found) != found:
                self.differences.append(f"{name}: {path}: {found!r} is another one than before")
        elif key in _DATES and recorded is not None and found is not None:
            return
        elif isinstance(recorded, dict) and isinstance(found, dict):
            for inner in recorded.keys() | found.keys():
                if inner not in _DEFAULTS:
                    self._compare(name, f"{path}.{inner}", recorded.get(inner), found.get(inner))
        elif isinstance(recorded, list) and isinstance(found, list) and len(recorded) == len(found):
            for at, (one, other) in enumerate(zip(recorded, found, strict=True)):
                self._compare(name, f"{path}[{at}]", one, other)
        elif not _same(self._mapped(recorded), found):
            self.differences.append(f"{name}: {path}: recorded {recorded!r}, found {found!r}")

    def _mapped(self, value: Any) -> Any:
        """A recorded value with our ids in the place of the recorded ones."""
        if isinstance(value, dict):
            return {k: self.ids.get(v, v) if k in _IDS and v else self._mapped(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self._mapped(item) for item in value]
        return self._mapped_text(value) if isinstance(value, str) else value

    def _mapped_text(self, text: str) -> str:
        for recorded, ours in self.ids.items():
            if isinstance(recorded, str) and recorded.startswith("{"):
                text = text.replace(recorded, ours)
        return text


def _same(recorded: Any, found: Any) -> bool:
    """Whoever is allowed to edit differs by account, so addresses of service accounts count as equal."""
    if isinstance(recorded, str) and isinstance(found, str) and recorded.endswith(".iam.gserviceaccount.com"):
        return found.endswith(".iam.gserviceaccount.com")
    return (bool(recorded == found) and type(recorded) is type(found)) or _numbers(recorded, found)


def _numbers(recorded: Any, found: Any) -> bool:
    both = isinstance(recorded, int | float) and isinstance(found, int | float)
    return both and not isinstance(recorded, bool) and not isinstance(found, bool) and recorded == found


def _quoted(path: str) -> str:
    """A decoded path as a URL: what stands after `/values/` is one piece, but for the verb behind it."""
    head, mark, tail = path.partition("/values/")
    if not mark:
        return quote(path, safe="/:")
    for verb in (":append", ":clear"):
        if tail.endswith(verb):
            return quote(head) + mark + quote(tail.removesuffix(verb), safe="") + verb
    return quote(head) + mark + quote(tail, safe="")


def _body(body: Any) -> bytes | None:
    if body is None:
        return None
    return (body if isinstance(body, str) else json.dumps(body)).encode("utf-8")


def supported(session: Json) -> bool:
    """Whether the emulator answers every call of a session."""
    return all(
        find(step["method"], _quoted(step["path"]).replace("%7B", "{").replace("%7D", "}")) for step in session["steps"]
    )


def sessions(folder: Path) -> Iterator[Json]:
    """The recorded sessions, one a line."""
    for line in (folder / "sessions.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)
