"""The tables of the database: one with versions for each tab of the sheet, made from the table of columns.

Row versions: a row is what was known of one record from snapshot `valid_from` until just before snapshot `valid_to`.
What is still known has `valid_to` equal to `FOREVER`, a number and not NULL, so that one index answers both questions.
"""

from dataclasses import fields
from types import UnionType
from typing import Any, Final, get_args, get_type_hints

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
)

from tracker.columns import TABS, Tab
from tracker.dictionary import check_told
from tracker.store.nouns import SyncStatus
from tracker.store.types import BY_HINT, Moment, Since

FOREVER: Final = 2**31 - 1
"""The `valid_to` of what is still known: the largest whole number that both databases take in an integer column."""

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

SNAPSHOTS: Final = Table(
    "snapshots",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("taken_at", Moment, nullable=False),
    Column("source", Text, nullable=False),
    Column("content", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Index(None, "taken_at"),
    sqlite_strict=True,
)

FINDINGS: Final = Table(
    "findings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("tab", Text),
    Column("row", Integer),
    Column("column", Text),
    Column("valid_from", Integer, ForeignKey("snapshots.number"), nullable=False),
    Column("valid_to", Integer, nullable=False),
    CheckConstraint("valid_to > valid_from", name="order"),
    Index(None, "valid_to", "valid_from"),
    sqlite_strict=True,
)

SYNCS: Final = Table(
    "syncs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("first_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("status", Text, nullable=False),
    Column("snapshot", Integer, ForeignKey("snapshots.number")),
    Column("reason", Text, nullable=False),
    CheckConstraint("status IN (" + ", ".join(f"'{status}'" for status in SyncStatus) + ")", name="status"),
    sqlite_strict=True,
)

SETTINGS: Final = Table(
    "settings",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

EDITIONS: Final = Table(
    "editions",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("as_of", Text, nullable=False),
    Column("known_at", Moment, nullable=False),
    Column("snapshot", Integer, ForeignKey("snapshots.number"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("program", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index(None, "as_of", "snapshot", unique=True),
    sqlite_strict=True,
)
"""Everything that was published about one moment: the edition as JSON, protected, for all audiences together."""

PAPERS: Final = Table(
    "papers",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("edition", Integer, ForeignKey("editions.number"), nullable=False),
    Column("audience", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("concept", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    CheckConstraint("concept IN (0, 1)", name="concept"),
    Index(None, "edition", "audience", "name", "concept", unique=True),
    sqlite_strict=True,
)
"""Every file that was published, byte for byte."""

ARCHIVE: Final = Table(
    "archive",
    METADATA,
    Column("figure", Text, primary_key=True),
    Column("grant", Text, primary_key=True),
    Column("quarter_end", Text, primary_key=True),
    Column("yes", Integer, nullable=False),
    Column("base", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    sqlite_strict=True,
)
"""How many erased people each figure still counts at the end of each quarter; `grant` is empty for the programme."""

TOMBSTONES: Final = Table(
    "tombstones",
    METADATA,
    Column("seal", Text, primary_key=True),
    Column("erased_on", Text, nullable=False),
    CheckConstraint("length(seal) = 64", name="seal"),
    sqlite_strict=True,
)
"""The keyed hash of the code of everyone who was erased, so that nothing brings them back."""

AUDIT: Final = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("role", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("snapshot", Integer),
    Column("chain", Text, nullable=False),
    sqlite_strict=True,
)
"""Who did or saw what, and when: rows are only ever added, and `chain` hashes each together with all before it."""


def _column(name: str, hint: Any) -> Column[Any]:
    """The column of one field; a field that may be None may be NULL."""
    optional = isinstance(hint, UnionType)
    kind = next(part for part in get_args(hint) if part is not type(None)) if optional else hint
    return Column(name, BY_HINT[kind], nullable=optional)


def _checks(tab: Tab, columns: list[Column[Any]]) -> list[CheckConstraint]:
    """What must hold in a row: versions have a length, yes or no is 1 or 0, and no e-mail address ever comes in."""
    checks = [CheckConstraint("valid_to > valid_from", name="order")]
    yes_no = BY_HINT[bool]
    checks += [
        CheckConstraint(f"{column.name} IN (0, 1)", name=column.name) for column in columns if column.type is yes_no
    ]
    if tab.name == "access":
        checks.append(CheckConstraint("address NOT LIKE '%@%'", name="address"))
    return checks


def _versioned(tab: Tab) -> Table:
    """The table of one tab.

    It is kept in the order of its key, so that a tab is read from front to back without sorting; the unique index
    finds what is known now, and makes it impossible that two versions of one record are.
    """
    hints = get_type_hints(tab.record)
    columns = [_column(field.name, hints[field.name]) for field in fields(tab.record)]
    return Table(
        tab.name,
        METADATA,
        Column("entity", Integer, nullable=False),
        Column("valid_from", Integer, ForeignKey("snapshots.number"), nullable=False),
        Column("valid_to", Integer, nullable=False),
        Column("first_seen", Integer, ForeignKey("snapshots.number"), nullable=False),
        Column("stale", Since, nullable=False),
        *columns,
        PrimaryKeyConstraint("entity", "valid_from"),
        *_checks(tab, columns),
        Index(None, "valid_to", "entity", unique=True),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


RECORDS: Final = {tab.name: _versioned(tab) for tab in TABS}
"""The table of each tab, by the tab's name. The columns after `stale` are the fields of the record, in its order."""


ANSWERS: Final = Table(
    "answers",
    METADATA,
    Column("tab", Text, primary_key=True),
    Column("entity", Integer, primary_key=True),
    Column("partner", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("snapshot", Integer, ForeignKey("snapshots.number"), nullable=False),
    Column("answered_at", Moment, nullable=False),
    Column("handled_at", Moment),
    CheckConstraint("tab IN ('steps', 'places', 'partners')", name="tab"),
    sqlite_strict=True,
)
"""What a partner answered last to “klopt dit nog?” about a row, known by its number; `snapshot` is what it saw."""


# --- Logging in -------------------------------------------------------------------------------------------------------
# Links, codes and the names of sessions and devices are here as keyed hashes only, and so are addresses.

LOGIN_REQUESTS: Final = Table(
    "login_requests",
    METADATA,
    Column("link", Text, primary_key=True),
    Column("code", Text, nullable=False),
    Column("browser", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("tries", Integer, nullable=False),
    CheckConstraint("address NOT LIKE '%@%'", name="address"),
    Index(None, "browser"),
    sqlite_strict=True,
)
"""Every mail to log in with that was asked for and not used; `code` and `browser` are empty for a link by hand."""

SESSIONS: Final = Table(
    "sessions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("partner", Text),
    Column("grant", Text),
    Column("began_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("proved_at", Moment, nullable=False),
    Column("factor_at", Moment),
    CheckConstraint("address NOT LIKE '%@%'", name="address"),
    Index(None, "address"),
    sqlite_strict=True,
)
"""Who is logged in now, as which row of `Toegang`, and since when."""

SECOND_FACTORS: Final = Table(
    "second_factors",
    METADATA,
    Column("address", Text, primary_key=True),
    Column("salt", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("last_step", Integer, nullable=False),
    CheckConstraint("address NOT LIKE '%@%'", name="address"),
    sqlite_strict=True,
)
"""Of each second factor what makes its secret together with the data key, and the last time step that was used."""

DEVICES: Final = Table(
    "devices",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("address", Text, nullable=False),
    Column("ends_at", Moment, nullable=False),
    CheckConstraint("address NOT LIKE '%@%'", name="address"),
    Index(None, "address"),
    sqlite_strict=True,
)
"""The browsers on which someone need not give the second factor for a while."""

ATTEMPTS: Final = Table(
    "attempts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "kind", "who", "at"),
    sqlite_strict=True,
)
"""What may be done only so many times, by the keyed hash of an address or of a client."""

check_told(METADATA.tables)
