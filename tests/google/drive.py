"""The files of the emulated Drive: who owns them, with whom they are shared, and what `files.get` says of them."""

import secrets
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.google.clock import Clock
from tests.google.errors import GoogleError, Json, forbidden, no_file, not_found
from tests.google.spreadsheet import Spreadsheet, Tab

MIME = "application/vnd.google-apps.spreadsheet"
_WRITERS = {"owner", "writer"}


@dataclass(slots=True)
class File:
    """One spreadsheet as a file. `roles` says for an address `owner`, `writer` or `reader`.

    `versions` are (when, version, modified), oldest first; Drive may show an older one for a while.
    """

    book: Spreadsheet
    created: datetime
    roles: dict[str, str]
    trashed: bool = False
    versions: list[tuple[datetime, int, datetime]] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def touch(self, now: datetime) -> None:
        """Write down that something changed."""
        self.versions.append((now, self.versions[-1][1] + 1 if self.versions else 1, now))

    def version(self, until: datetime) -> tuple[int, datetime]:
        """The version and modification time that show when only what happened up to `until` is known."""
        shown = [item for item in self.versions if item[0] <= until] or self.versions[:1]
        return shown[-1][1], shown[-1][2]


class Drive:
    """All files. `lag` is how long it takes until a change shows in `version` and `modifiedTime`."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.files: dict[str, File] = {}
        self.lag = timedelta()
        self._made = 0

    def create(self, title: str, owner: str, locale: str, time_zone: str) -> File:
        """A new spreadsheet with one empty tab."""
        self._made += 1
        file_id = f"1emulator{self._made:03d}{secrets.token_hex(14)}"
        first = "Blad1" if locale.startswith("nl") else "Sheet1"
        book = Spreadsheet(file_id, title, locale, time_zone, [Tab(0, first)])
        return self._add(book, owner)

    def _add(self, book: Spreadsheet, owner: str) -> File:
        file = File(book, self.clock.now(), {owner: "owner"})
        file.touch(self.clock.now())
        self.files[book.sheet_id] = file
        return file

    def copy(self, file: File, title: str | None, owner: str) -> File:
        """A copy of a file, for a new owner."""
        made = self.create(title or f"Copy of {file.book.title}", owner, file.book.locale, file.book.time_zone)
        made.book.tabs, made.book.named = file.book.copied().tabs, file.book.copied().named
        return made

    def sheet(self, file_id: str, user: str, *, write: bool) -> File:
        """The file as the Sheets API finds it for a caller. Raises GoogleError (403 or 404)."""
        file = self.files.get(file_id)
        if file is None:
            raise not_found()
        role = file.roles.get(user) or file.roles.get("*")
        if role is None or (write and role not in _WRITERS):
            raise forbidden()
        return file

    def file(self, file_id: str, user: str) -> File:
        """The file as Drive finds it for a caller. Raises GoogleError (404), also when it is not shared."""
        try:
            return self.sheet(file_id, user, write=False)
        except GoogleError as error:
            raise no_file(file_id) from error

    def describe(self, file: File, user: str) -> Json:
        """Everything that `files.get` can say; the field mask leaves what was asked."""
        version, modified = file.version(self.clock.now() - self.lag)
        role = file.roles.get(user) or file.roles.get("*", "reader")
        writes = role in _WRITERS
        return {
            "kind": "drive#file",
            "id": file.book.sheet_id,
            "name": file.book.title,
            "mimeType": MIME,
            "trashed": file.trashed,
            "explicitlyTrashed": file.trashed,
            "version": str(version),
            "createdTime": _stamp(file.created),
            "modifiedTime": _stamp(modified),
            "webViewLink": f"https://docs.google.com/spreadsheets/d/{file.book.sheet_id}/edit?usp=drivesdk",
            "shared": len(file.roles) > 1,
            "ownedByMe": role == "owner",
            "owners": [_person(address) for address, held in file.roles.items() if held == "owner"],
            "capabilities": {
                "canEdit": writes,
                "canModifyContent": writes,
                "canShare": writes,
                "canDelete": role == "owner",
                "canTrash": role == "owner",
                "canComment": writes,
                "canCopy": True,
                "canReadRevisions": writes,
            },
            **({"permissions": permissions(file), "permissionIds": list(file.roles)} if writes else {}),
        }


def permissions(file: File) -> list[Json]:
    """Whom the file is shared with, as Drive says it."""
    return [_permission(address, role) for address, role in file.roles.items()]


def _permission(address: str, role: str) -> Json:
    if address == "*":
        return {"kind": "drive#permission", "id": "anyoneWithLink", "type": "anyone", "role": role}
    return {"kind": "drive#permission", "id": address, "type": "user", "emailAddress": address, "role": role}


def _person(address: str) -> Json:
    return {"kind": "drive#user", "displayName": address, "emailAddress": address, "me": False}


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
