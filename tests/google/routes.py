"""The calls that the emulator answers, each with the function that answers it: the table of contents of the service."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from tests.google import drive_calls, sheets_calls
from tests.google.calls import Question
from tests.google.drive import Drive


@dataclass(frozen=True, slots=True)
class Route:
    """One call. `request` and `response` name schemas of the API's own description, as far as they are checked."""

    method: str
    path: re.Pattern[str]
    kind: Literal["read", "write", "drive"]
    answer: Callable[[Drive, Question], Any]
    api: str
    request: str | None = None
    response: str | None = None
    writes: bool = False

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes of which the caller's token needs one."""
        if self.kind == "drive":
            return ("drive", "drive.file") if self.writes else _DRIVE_READING
        return ("spreadsheets", "drive", "drive.file") if self.writes else _SHEET_READING


_SHEET_READING = ("spreadsheets", "spreadsheets.readonly", "drive", "drive.readonly", "drive.file")
_DRIVE_READING = ("drive", "drive.readonly", "drive.file", "drive.metadata", "drive.metadata.readonly")


def _sheets(
    method: str,
    tail: str,
    answer: Callable[[Drive, Question], Any],
    response: str,
    request: str | None = None,
    *,
    writes: bool = False,
) -> Route:
    path = re.compile(rf"/v4/spreadsheets{tail}")
    return Route(method, path, "write" if writes else "read", answer, "sheets.v4", request, response, writes)


def _drive(
    method: str,
    tail: str,
    answer: Callable[[Drive, Question], Any],
    response: str | None = None,
    *,
    writes: bool = False,
) -> Route:
    return Route(method, re.compile(tail), "drive", answer, "drive.v3", None, response, writes)


_ID, _FILE = "/([^/:]+)", "/drive/v3/files/([^/]+)"
_VALUES = f"{_ID}/values"

ROUTES: tuple[Route, ...] = (
    _sheets("POST", "", sheets_calls.create, "Spreadsheet", "Spreadsheet", writes=True),
    _sheets("GET", _ID, sheets_calls.get, "Spreadsheet"),
    _sheets(
        "POST", f"{_ID}:getByDataFilter", sheets_calls.get_by_filter, "Spreadsheet", "GetSpreadsheetByDataFilterRequest"
    ),
    _sheets(
        "POST",
        f"{_ID}:batchUpdate",
        sheets_calls.batch_update,
        "BatchUpdateSpreadsheetResponse",
        "BatchUpdateSpreadsheetRequest",
        writes=True,
    ),
    _sheets("GET", f"{_VALUES}:batchGet", sheets_calls.values_batch_get, "BatchGetValuesResponse"),
    _sheets(
        "POST",
        f"{_VALUES}:batchGetByDataFilter",
        sheets_calls.values_batch_get_by_filter,
        "BatchGetValuesByDataFilterResponse",
        "BatchGetValuesByDataFilterRequest",
    ),
    _sheets(
        "POST",
        f"{_VALUES}:batchUpdate",
        sheets_calls.values_batch_update,
        "BatchUpdateValuesResponse",
        "BatchUpdateValuesRequest",
        writes=True,
    ),
    _sheets(
        "POST",
        f"{_VALUES}:batchClear",
        sheets_calls.values_batch_clear,
        "BatchClearValuesResponse",
        "BatchClearValuesRequest",
        writes=True,
    ),
    _sheets("POST", f"{_VALUES}/(.+):append", sheets_calls.values_append, "AppendValuesResponse", writes=True),
    _sheets("POST", f"{_VALUES}/(.+):clear", sheets_calls.values_clear, "ClearValuesResponse", writes=True),
    _sheets("PUT", f"{_VALUES}/(.+)", sheets_calls.values_update, "UpdateValuesResponse", writes=True),
    _sheets("GET", f"{_VALUES}/(.+)", sheets_calls.values_get, "ValueRange"),
    _drive("GET", "/drive/v3/files", drive_calls.listed, "FileList"),
    _drive("POST", "/drive/v3/files", drive_calls.create, "File", writes=True),
    _drive("GET", _FILE, drive_calls.get, "File"),
    _drive("PATCH", _FILE, drive_calls.update, "File", writes=True),
    _drive("DELETE", _FILE, drive_calls.delete, writes=True),
    _drive("POST", f"{_FILE}/copy", drive_calls.copy, "File", writes=True),
    _drive("GET", f"{_FILE}/export", drive_calls.export),
    _drive("GET", f"{_FILE}/comments", drive_calls.comments, "CommentList"),
    _drive("GET", f"{_FILE}/permissions", drive_calls.permission_list, "PermissionList"),
    _drive("POST", f"{_FILE}/permissions", drive_calls.permission_create, "Permission", writes=True),
    _drive("DELETE", f"{_FILE}/permissions/([^/]+)", drive_calls.permission_delete, writes=True),
    _drive("PUT", "/upload/drive/v2/files/([^/]+)", drive_calls.upload, writes=True),
)


def find(method: str, path: str) -> tuple[Route, tuple[str, ...]] | None:
    """The route of a call and the parts of its path, still in URL form; None when there is none."""
    for route in ROUTES:
        match = route.path.fullmatch(path) if route.method == method else None
        if match:
            return route, match.groups()
    return None
