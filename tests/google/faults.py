"""What goes wrong on purpose: a queue of faults, each for the next calls that it fits, and edits between two calls."""

import enum
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.google.errors import Json


class Fault(enum.Enum):
    """What can go wrong with a call."""

    QUOTA = "429 with Google's JSON"
    QUOTA_HTML = "429 with a page of HTML"
    INTERNAL = "500 with Google's JSON"
    BAD_GATEWAY = "502 with a page of HTML"
    UNAVAILABLE = "503 with Google's JSON"
    TIMED_OUT = "504 with Google's JSON"
    UNAUTHENTICATED = "401"
    FORBIDDEN = "403"
    NOT_FOUND = "404"
    SLOW = "carried out at once, and answered only when it is released, or after some seconds"
    RESET_BEFORE = "the connection is reset before anything is carried out"
    RESET_AFTER = "the connection is reset after everything is carried out, without an answer"
    TRUNCATED = "carried out, and half of the answer arrives"


@dataclass(slots=True)
class Planned:
    """One entry of a queue: for calls whose `METHOD path` holds the pattern, after `skip` of them, `times` times."""

    pattern: re.Pattern[str]
    times: int
    skip: int

    def fits(self, call: str) -> bool:
        """Whether it is for this call; counts down when it could have been."""
        if self.times <= 0 or not self.pattern.search(call):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return True


@dataclass(slots=True)
class PlannedFault(Planned):
    """A fault that waits for its call. `retry_after` is sent as a header, in seconds."""

    kind: Fault
    retry_after: int | None = None
    seconds: float = 30.0
    released: threading.Event = field(default_factory=threading.Event)

    def release(self) -> None:
        """Let a slow answer go."""
        self.released.set()


@dataclass(slots=True)
class PlannedEdit(Planned):
    """An edit by someone else that waits for its call."""

    edit: Callable[[], object]


class Faults:
    """The faults that are still to come, first come first served."""

    def __init__(self) -> None:
        self._queue: list[PlannedFault] = []
        self._lock = threading.Lock()

    def add(
        self,
        kind: Fault,
        on: str = "",
        *,
        times: int = 1,
        skip: int = 0,
        retry_after: int | None = None,
        seconds: float = 30.0,
    ) -> PlannedFault:
        """Plan a fault for calls whose `METHOD /path` holds the pattern `on`, such as `POST .*batchUpdate`.

        Without a pattern it is for every call but those for a token. `seconds` is how long a slow answer takes.
        """
        pattern = re.compile(on or r"^\w+ /(?!token)")
        planned = PlannedFault(pattern, times, skip, kind, retry_after, seconds)
        with self._lock:
            self._queue.append(planned)
        return planned

    def take(self, call: str) -> PlannedFault | None:
        """The fault for this call, if one is due."""
        with self._lock:
            return next((planned for planned in self._queue if planned.fits(call)), None)

    def clear(self) -> None:
        """Forget all that is planned, and let slow answers go."""
        with self._lock:
            for planned in self._queue:
                planned.release()
            self._queue.clear()


class Edits:
    """What someone else will do before or after certain calls are carried out."""

    def __init__(self) -> None:
        self._before: list[PlannedEdit] = []
        self._after: list[PlannedEdit] = []
        self._lock = threading.Lock()

    def before(self, on: str, edit: Callable[[], object], *, times: int = 1, skip: int = 0) -> None:
        """Plan an edit for just before a call whose `METHOD /path` holds the pattern."""
        self._before.append(PlannedEdit(re.compile(on), times, skip, edit))

    def after(self, on: str, edit: Callable[[], object], *, times: int = 1, skip: int = 0) -> None:
        """Plan an edit for just after a call is carried out, before its answer goes out."""
        self._after.append(PlannedEdit(re.compile(on), times, skip, edit))

    def run(self, call: str, *, carried_out: bool) -> None:
        """Do what is planned for this call."""
        with self._lock:
            due = [planned for planned in (self._after if carried_out else self._before) if planned.fits(call)]
        for planned in due:
            planned.edit()


_HTML = "<!DOCTYPE html><html lang=en><title>Error {code} ({name})!!1</title><p><b>{code}.</b> That’s an error.</html>"

_FULL = (
    "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service "
    "'sheets.googleapis.com'."
)

_JSON = {
    Fault.QUOTA: (429, "RESOURCE_EXHAUSTED", _FULL),
    Fault.INTERNAL: (500, "INTERNAL", "Internal error encountered."),
    Fault.UNAVAILABLE: (503, "UNAVAILABLE", "The service is currently unavailable."),
    Fault.TIMED_OUT: (504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
    Fault.UNAUTHENTICATED: (401, "UNAUTHENTICATED", "Request had invalid authentication credentials."),
    Fault.FORBIDDEN: (403, "PERMISSION_DENIED", "The caller does not have permission"),
    Fault.NOT_FOUND: (404, "NOT_FOUND", "Requested entity was not found."),
}


def refusal(kind: Fault) -> tuple[int, Json | str] | None:
    """The status and body (JSON, or HTML as text) of a fault that is an answer; None for one that is not."""
    if kind in _JSON:
        code, status, message = _JSON[kind]
        return code, {"error": {"code": code, "message": message, "status": status}}
    if kind is Fault.QUOTA_HTML:
        return 429, _HTML.format(code=429, name="Too Many Requests")
    if kind is Fault.BAD_GATEWAY:
        return 502, _HTML.format(code=502, name="Server Error")
    return None
