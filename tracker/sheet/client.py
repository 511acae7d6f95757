"""The one door to Google: a call in, an answer or two Dutch sentences out, whatever the network does meanwhile.

Every call goes through `Client.request`: base URL, timeouts, retry, quota and request log are there and nowhere else.
"""

import itertools
import logging
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal, TypeAlias
from urllib.parse import urlsplit

import requests
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from gspread.http_client import HTTPClient
from requests import Response

from tracker.sheet.google_errors import (
    GoogleError,
    gave_up,
    login_refused,
    refused,
    unreachable,
)
from tracker.sheet.google_login import DRIVE_HOST, FILE_STATE, READ_AND_WRITE, SHEETS_HOST, Key, credentials, session
from tracker.sheet.patience import Patience

Json: TypeAlias = dict[str, Any]
Kind: TypeAlias = Literal["read", "write", "drive"]

_log = logging.getLogger(__name__)

RETRIED = frozenset({429, 500, 502, 503, 504})
"""Statuses after which the same call may well succeed. All that we write is absolute, so doing it twice is harmless."""

CALLS_A_MINUTE = 60
"""What Google lets one service account read, and write, in a minute."""


@dataclass(frozen=True, slots=True)
class Call:
    """One try of one call, for the log: what was asked and how it went, never what was answered.

    `status` is 0 when no answer came; `path` has the id of the sheet in it, and no names.
    """

    kind: Kind
    method: str
    path: str
    status: int
    seconds: float
    size: int


@dataclass(slots=True)
class _Bucket:
    """Keeps calls of one kind within what Google allows in any minute."""

    patience: Patience
    size: int = CALLS_A_MINUTE
    taken: deque[float] = field(default_factory=deque)

    def take(self) -> None:
        """Wait until there is room for one more."""
        now = self.patience.clock()
        while self.taken and now - self.taken[0] >= 60:
            self.taken.popleft()
        if len(self.taken) >= self.size:
            with self.patience.network():
                self.patience.sleep(60 - (now - self.taken.popleft()))
        self.taken.append(self.patience.clock())


class Client(HTTPClient):
    """Google Sheets as one service account sees it. `base` takes the place of Google's own hosts."""

    def __init__(
        self,
        key: Key,
        base: str | None = None,
        *,
        scope: str = READ_AND_WRITE,
        patience: Patience | None = None,
    ) -> None:
        known = credentials(key)
        super().__init__(auth=None, session=session(known, scope))  # type: ignore[arg-type]  # With a session it is unused.
        self.address = key.address
        self.log: list[Call] = []
        self.clock_difference: float | None = None
        """Seconds by which Google's clock was ahead of ours at the last answer."""
        self._drive = session(known, FILE_STATE)
        self._base = base
        self._patience = patience or Patience()
        self._buckets = {kind: _Bucket(self._patience) for kind in ("read", "write", "drive")}
        self.set_timeout((self._patience.connect, self._patience.answer))

    def count(self, kind: Kind) -> int:
        """How many calls of a kind went out so far, tries that failed included."""
        return sum(call.kind == kind for call in self.log)

    # --- What the tracker asks ---------------------------------------------------------------------------------------

    def describe(self, sheet_id: str, fields: str) -> Json:
        """`spreadsheets.get`, without cells. Raises GoogleError."""
        return _json(
            self.request("get", f"/v4/spreadsheets/{sheet_id}", params={"fields": fields, "prettyPrint": "false"})
        )

    def read(self, sheet_id: str, ranges: list[Json], fields: str) -> Json:
        """`spreadsheets.getByDataFilter`: cells of grid ranges, in one consistent answer. Raises GoogleError."""
        body = {"dataFilters": [{"gridRange": one} for one in ranges], "includeGridData": True}
        path = f"/v4/spreadsheets/{sheet_id}:getByDataFilter"
        return _json(self.request("post", path, params={"fields": fields, "prettyPrint": "false"}, json=body))

    def change(self, sheet_id: str, changes: list[Json]) -> Json:
        """`spreadsheets.batchUpdate`: all changes or none. Raises GoogleError."""
        return _json(self.request("post", f"/v4/spreadsheets/{sheet_id}:batchUpdate", json={"requests": changes}))

    def in_bin(self, sheet_id: str) -> bool | None:
        """Whether the file lies in the bin; None when Drive does not say (its API may be off). Tried only once."""
        patience = self._patience
        try:
            with patience.network():
                url = f"{self._base or DRIVE_HOST}/drive/v3/files/{sheet_id}"
                options: Json = {"params": {"fields": "trashed"}, "allow_redirects": False}
                response, call = self._timed(self._drive, "drive", "get", url, options, self._timeouts())
            self._note(call)
            answer = response.json() if response.ok else {}
        except (requests.RequestException, GoogleAuthError, ValueError):
            return None
        trashed = answer.get("trashed") if isinstance(answer, Mapping) else None
        return trashed if isinstance(trashed, bool) else None

    # --- The door ----------------------------------------------------------------------------------------------------

    def request(
        self,
        method: str,
        endpoint: str,
        params: Any = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: Any = None,
        headers: Any = None,
    ) -> Response:
        """One call, tried again as long as that can help. Raises GoogleError, in words for the user."""
        url, kind = self._address(endpoint), _kind(method, endpoint)
        options: Json = {"params": params, "data": data, "json": json, "files": files, "headers": headers}
        options = {**{name: value for name, value in options.items() if value is not None}, "allow_redirects": False}
        ends = self._patience.clock() + self._patience.deadline
        for number in itertools.count(1):
            outcome, asked_to_wait = self._try(kind, method, url, options, ends)
            if isinstance(outcome, Response):
                return outcome
            wait = max(self._jitter(number), asked_to_wait)
            if number >= self._patience.tries or self._patience.clock() + wait >= ends:
                raise gave_up(outcome, number)
            with self._patience.network():
                self._patience.sleep(wait)
        raise AssertionError("counting does not end")

    def _address(self, endpoint: str) -> str:
        """Where a call goes: nowhere but to the base that was set, or to Google's own two hosts."""
        parts = urlsplit(endpoint)
        host = DRIVE_HOST if parts.path.startswith("/drive/") else SHEETS_HOST
        return f"{self._base or host}{parts.path}{f'?{parts.query}' if parts.query else ''}"

    def _try(
        self, kind: Kind, method: str, url: str, options: Json, ends: float
    ) -> tuple[Response | GoogleError, float]:
        """One try: an answer, or why not and how many seconds Google asks us to wait.

        Raises GoogleError when another try is of no use.
        """
        self._buckets[kind].take()
        left = max(1.0, ends - self._patience.clock())
        try:
            with self._patience.network():
                response, call = self._timed(self.session, kind, method, url, options, self._timeouts(left))
        except (requests.RequestException, TransportError) as lost:
            self._note(Call(kind, method, urlsplit(url).path, 0, 0.0, 0))
            return unreachable(slow=_was_slow(lost)), 0.0
        except RefreshError as refusal:
            raise login_refused(refusal.args[1] if len(refusal.args) > 1 else None) from None
        except GoogleAuthError:
            raise login_refused(None) from None
        self._note(call)
        if response.ok and not response.is_redirect and _is_json(response):
            return response, 0.0
        status = response.status_code if not response.ok else 502
        error = refused(status, _body(response), self.address, writing=kind == "write")
        if status not in RETRIED:
            raise error
        return error, _asked_to_wait(response)

    def _timeouts(self, left: float | None = None) -> tuple[float, float]:
        wait = self._patience.answer if left is None else min(self._patience.answer, left)
        return self._patience.connect, wait

    def _timed(
        self, opened: requests.Session, kind: Kind, method: str, url: str, options: Json, timeouts: tuple[float, float]
    ) -> tuple[Response, Call]:
        began = self._patience.clock()
        response = opened.request(method, url, timeout=timeouts, **options)
        seconds = self._patience.clock() - began
        self._compare_clocks(response)
        return response, Call(kind, method, urlsplit(url).path, response.status_code, seconds, len(response.content))

    def _compare_clocks(self, response: Response) -> None:
        try:
            there = parsedate_to_datetime(response.headers["Date"])
            self.clock_difference = (there - datetime.now(UTC)).total_seconds()
        except (KeyError, TypeError, ValueError):
            self.clock_difference = None

    def _note(self, call: Call) -> None:
        self.log.append(call)
        _log.info(
            "%s %s %s: %s in %.2f s, %s bytes", call.kind, call.method, call.path, call.status, call.seconds, call.size
        )

    def _jitter(self, number: int) -> float:
        """Full jitter: anything up to a bound that doubles, so that many callers do not come back together."""
        bound = min(self._patience.longest_wait, self._patience.first_wait * 2 ** (number - 1))
        return float(self._patience.chance() * bound)


def _kind(method: str, endpoint: str) -> Kind:
    path = urlsplit(endpoint).path
    if path.startswith("/drive/"):
        return "drive"
    return "read" if method.lower() == "get" or path.endswith("ByDataFilter") else "write"


def _json(response: Response) -> Json:
    found: Json = response.json()
    return found


def _is_json(response: Response) -> bool:
    return isinstance(_body(response), dict)


def _body(response: Response) -> object:
    try:
        found: object = response.json()
    except ValueError:
        return None
    return found


def _was_slow(error: Exception) -> bool:
    return isinstance(error, requests.Timeout) and not isinstance(error, requests.ConnectionError)


def _asked_to_wait(response: Response) -> float:
    """The header Retry-After in seconds; a date, which Google does not send, counts as none."""
    text = response.headers.get("Retry-After", "")
    return min(float(text), 120.0) if text.isdecimal() else 0.0
