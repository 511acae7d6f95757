"""The calls of the Drive API that the tracker and the recorded sessions make, a function each."""

import csv
import io
from typing import Any

from tests.google import values
from tests.google.calls import Question
from tests.google.drive import MIME, Drive, File, permissions
from tests.google.errors import Json, forbidden, no_file
from tests.google.formulas import Sums
from tests.google.masks import Mask, keep
from tests.google.ranges import Area
from tests.google.spreadsheet import Tab

_CONVERTED_ZONE = "America/Los_Angeles"
"""The time zone that every converted file gets, whatever it was before (recorded)."""

_PLAIN: Mask = {"kind": {}, "id": {}, "name": {}, "mimeType": {}}
"""What Drive says of a file when no field mask asks for more."""


def _shown(drive: Drive, file: File, question: Question) -> Json:
    found: Json = keep(drive.describe(file, question.user), question.mask("drive.v3", "File") or _PLAIN)
    return found


def get(drive: Drive, question: Question) -> Json:
    """`files.get`."""
    return _shown(drive, drive.file(question.parts[0], question.user), question)


def listed(drive: Drive, question: Question) -> Json:
    """`files.list`, without a search: every file that is shared with the caller."""
    files = [file for file in drive.files.values() if question.user in file.roles and not file.trashed]
    shown = [keep(drive.describe(file, question.user), _PLAIN) for file in files]
    return {"kind": "drive#fileList", "incompleteSearch": False, "files": shown}


def create(drive: Drive, question: Question) -> Json:
    """`files.create`: an empty spreadsheet, of which the caller is the owner."""
    file = drive.create(question.body.get("name") or "Untitled", question.user, "en_US", "Etc/GMT")
    return _shown(drive, file, question)


def copy(drive: Drive, question: Question) -> Json:
    """`files.copy`."""
    file = drive.file(question.parts[0], question.user)
    return _shown(drive, drive.copy(file, question.body.get("name"), question.user), question)


def update(drive: Drive, question: Question) -> Json:
    """`files.update`: a new name, in the bin or out of it."""
    file = _own(drive, question)
    body = question.body
    file.book.title = body.get("name", file.book.title)
    file.trashed = body.get("trashed", file.trashed)
    file.touch(drive.clock.now())
    return _shown(drive, file, question)


def delete(drive: Drive, question: Question) -> None:
    """`files.delete`: only the owner may."""
    _own(drive, question)
    del drive.files[question.parts[0]]


def _own(drive: Drive, question: Question) -> File:
    file = drive.file(question.parts[0], question.user)
    if file.roles.get(question.user) != "owner":
        raise forbidden()
    return file


def comments(drive: Drive, question: Question) -> Json:
    """`comments.list`: there are none."""
    drive.file(question.parts[0], question.user)
    return {"comments": []}


def permission_list(drive: Drive, question: Question) -> Json:
    """`permissions.list`."""
    file = drive.file(question.parts[0], question.user)
    return {"kind": "drive#permissionList", "permissions": permissions(file)}


def permission_create(drive: Drive, question: Question) -> Json:
    """`permissions.create`: share the file with an address, or with everyone who has the link."""
    file = drive.sheet(question.parts[0], question.user, write=True)
    body = question.body
    address = "*" if body.get("type") == "anyone" else str(body.get("emailAddress"))
    file.roles[address] = str(body.get("role", "reader"))
    found = permissions(file)[list(file.roles).index(address)]
    return {name: found[name] for name in ("kind", "id", "type", "role")}


def permission_delete(drive: Drive, question: Question) -> None:
    """`permissions.delete`."""
    file = drive.sheet(question.parts[0], question.user, write=True)
    address = "*" if question.parts[1] == "anyoneWithLink" else question.parts[1]
    if file.roles.pop(address, None) is None:
        raise no_file(question.parts[1])


def export(drive: Drive, question: Question) -> str:
    """`files.export` as CSV: the first tab, as it shows."""
    book = drive.file(question.parts[0], question.user).book
    question.reads(book, Area(book.tabs[0].sheet_id))
    rows: list[list[Any]] = values.read(book, Sums(book), Area(book.tabs[0].sheet_id), {}).get("values", [])
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue().removesuffix("\r\n")


def upload(drive: Drive, question: Question) -> Json:
    """`files.update` with media and conversion: a CSV takes the place of everything in the spreadsheet."""
    file = _own(drive, question)
    rows: list[list[Any]] = list(csv.reader(io.StringIO(question.raw.decode("utf-8"))))
    tab = Tab(845_000_000 + len(drive.files), file.book.title)
    file.book.tabs, file.book.time_zone = [tab], _CONVERTED_ZONE
    values.write(file.book, Area(tab.sheet_id, 0, 1, 0, 1), rows, "USER_ENTERED")
    file.touch(drive.clock.now())
    return {"kind": "drive#file", "id": file.book.sheet_id, "title": file.book.title, "mimeType": MIME}
