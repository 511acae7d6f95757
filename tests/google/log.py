"""What was asked of the emulator: one entry a call, for counting calls and for seeing which columns were read."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.google.ranges import letters

Kind = Literal["read", "write", "drive", "token", "unknown"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One range that a call read: the tab's title, rows and columns from 0 with ends exclusive, and its A1 form."""

    tab: str
    top: int
    bottom: int
    left: int
    right: int
    range: str


@dataclass(frozen=True, slots=True)
class Call:
    """One call. `answer` is the body that went out, or would have; sizes are in bytes; `status` is 0 after a reset."""

    number: int
    kind: Kind
    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    body: Any
    body_size: int
    status: int
    answer: str
    answer_size: int
    user: str
    asked: tuple[Asked, ...] = ()

    def parameter(self, name: str) -> str | None:
        """A parameter of the query; None when it was not there."""
        return dict(self.query).get(name)


class Log:
    """All calls so far, in the order in which they were answered; also written to a file when there is one."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self._calls: list[Call] = []
        self._lock = threading.Lock()

    def add(self, call: Call) -> None:
        """Keep a call."""
        with self._lock:
            self._calls.append(call)
            if self.path:
                with self.path.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(_line(call), ensure_ascii=False) + "\n")

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call."""
        with self._lock:
            return tuple(self._calls)

    @property
    def reads(self) -> tuple[Call, ...]:
        """The calls that count as a read of the Sheets API."""
        return tuple(call for call in self.calls if call.kind == "read")

    @property
    def writes(self) -> tuple[Call, ...]:
        """The calls that count as a write of the Sheets API."""
        return tuple(call for call in self.calls if call.kind == "write")

    def columns(self, tab: str, below: int = 0) -> tuple[str, ...]:
        """The letters of all columns of a tab of which a call asked cells in a row under row number `below`."""
        asked = (asked for call in self.calls for asked in call.asked if asked.tab == tab and asked.bottom > below)
        return tuple(letters(index) for index in sorted({i for a in asked for i in range(a.left, a.right)}))

    def clear(self) -> None:
        """Begin to count anew."""
        with self._lock:
            self._calls.clear()


def _line(call: Call) -> dict[str, Any]:
    """What the file says of a call: what was asked, never what was answered."""
    return {
        "number": call.number,
        "kind": call.kind,
        "method": call.method,
        "path": call.path,
        "query": dict(call.query),
        "body": call.body,
        "body_size": call.body_size,
        "status": call.status,
        "answer_size": call.answer_size,
        "ranges": [asked.range for asked in call.asked],
    }
