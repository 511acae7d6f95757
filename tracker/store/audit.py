"""The audit log: what was done or seen, by whom and when, each row hashed together with all before it.

The triggers of the database refuse to change a row; the chain shows it when somebody did so all the same. A chain says
nothing about rows that were cut off at its end: for that, the hash of the last row has to be written down elsewhere.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, column, insert, select, table

from tracker.errors import StoreError
from tracker.store.tables import AUDIT
from tracker.store.trouble import LOG_UNREADABLE
from tracker.store.types import moment_text

FIRST: Final = hashlib.sha256(b"the audit log of ew").hexdigest()
"""What the first row is chained to."""

_NOTED: Final = ("at", "role", "who", "what", "about", "snapshot")
_CHUNK: Final = 5_000
_ROLE = re.compile(r"[a-z_]{1,40}", re.ASCII)
_WHAT = re.compile(r"[a-z0-9_.-]{1,80}", re.ASCII)
_HASH = re.compile(r"[0-9a-f]{64}|", re.ASCII)
_CODE = re.compile(r"[A-Za-z]{1,3}-\d{3,5}", re.ASCII)
_ADDRESS = re.compile(r"\S@\S+\.[a-z]{2}", re.IGNORECASE)
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is to be written in the log. Raises ValueError for what must never stand there.

    `at` is by the real clock; `role` is one of `Toegang`, or `beheer` for the terminal; `who` is the keyed hash of an
    address (64 hexadecimal figures), empty for the terminal; `what` is the word for a deed or the name of a route;
    `about` says of what: the name of an export or a partner, a date, the keyed hash of a code; never a value of a
    participant.
    """

    at: datetime
    role: str
    who: str
    what: str
    about: str = ""
    snapshot: int | None = None

    def __post_init__(self) -> None:
        # The messages do not repeat what was given, because that is what must not be seen.
        if not _ROLE.fullmatch(self.role) or not _WHAT.fullmatch(self.what):
            raise ValueError("a role and what was done are one word each")
        if not _HASH.fullmatch(self.who):
            raise ValueError("who did something is a keyed hash, and nothing else")
        if _ADDRESS.search(self.about) or _CODE.fullmatch(self.about) or not self.about.isprintable():
            raise ValueError("the audit log holds no addresses and no codes")
        if len(self.about) > _LONGEST:
            raise ValueError("what was done is told in one short line")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One row of the log as it stands there: its number from 1 on, what was noted, and the hash of all up to here."""

    number: int
    at: datetime
    role: str
    who: str
    what: str
    about: str
    snapshot: int | None
    chain: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditProof:
    """What walking along the chain came to: how many rows there are, and the hash of the last one (`last`).

    `broken` is the number of the first row that does not fit what was before it, None when all do. `found` says whether
    one of the rows has the hash that was asked for; None when none was asked for.
    """

    rows: int
    last: str
    broken: int | None = None
    found: bool | None = None


def append(connection: Connection, note: Note) -> AuditRow:
    """Write a row at the end of the log, inside the transaction of the caller, which nobody else writes in."""
    last = connection.execute(select(AUDIT.c.number, AUDIT.c.chain).order_by(AUDIT.c.number.desc()).limit(1)).first()
    number, previous = (last[0] + 1, last[1]) if last else (1, FIRST)
    values = {"number": number, **{name: getattr(note, name) for name in _NOTED}}
    row = AuditRow(**values, chain=chained(previous, {**values, "at": moment_text(note.at)}))
    connection.execute(insert(AUDIT), asdict(row))
    return row


def chained(previous: str, values: Mapping[str, object]) -> str:
    """The SHA-256 over the hash before a row and its fields as stored; `values` has them by name.

    Each has its length in front, so that no two rows read the same.
    """
    digest = hashlib.sha256()
    for field in (previous, *(values[name] for name in ("number", *_NOTED))):
        content = ("" if field is None else str(field)).encode()
        digest.update(f"{len(content)}:".encode() + content)
    return digest.hexdigest()


def rows(
    connection: Connection, since: datetime | None = None, until: datetime | None = None, what: str | None = None
) -> tuple[AuditRow, ...]:
    """The rows from a moment up to and including another, about one thing when it is named, oldest first.

    Raises StoreError when somebody wrote in the log in a way that cannot be read.
    """
    query = select(AUDIT).order_by(AUDIT.c.number)
    if since:
        query = query.where(AUDIT.c.at >= since)
    if until:
        query = query.where(AUDIT.c.at <= until)
    if what:
        query = query.where(AUDIT.c.what == what)
    try:
        return tuple(AuditRow(**row._mapping) for row in connection.execute(query))
    except ValueError:
        raise StoreError(*LOG_UNREADABLE) from None


def proof(connection: Connection, wanted: str | None = None) -> AuditProof:
    """Walk along the whole chain; `wanted` is a hash that was written down before, or the beginning of it."""
    count, last, broken, found = 0, FIRST, None, None if wanted is None else FIRST.startswith(wanted)
    # As it is stored, and not as what it means: what was tampered with may mean nothing.
    as_stored = table(AUDIT.name, *(column(name) for name in ("number", *_NOTED, "chain")))
    query = select(*as_stored.columns).order_by(as_stored.c.number).execution_options(yield_per=_CHUNK)
    with connection.execute(query) as result:
        for row in result.mappings():
            count += 1
            if broken is None and (row["number"] != count or row["chain"] != chained(last, dict(row))):
                broken = row["number"]
            last = row["chain"]
            if wanted and last.startswith(wanted):
                found = True
    return AuditProof(rows=count, last=last, broken=broken, found=found)
