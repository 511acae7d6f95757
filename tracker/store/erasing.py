"""Taking people out of the database for ever: codes in, and what stays are counts in the archive and a seal for each.

A seal is the keyed hash of a code. The key stays with the caller: nothing here can tell whose a seal is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Table, delete, insert, select, text

from tracker.columns import BY_NAME, MEASUREMENTS, PARTICIPANTS, STEPS
from tracker.errors import StoreError
from tracker.figures.facts import Archived, archive_key
from tracker.store import load, save
from tracker.store.answers import forget_answers
from tracker.store.audit import Note, append
from tracker.store.tables import ANSWERS, ARCHIVE, FINDINGS, RECORDS, SETTINGS, SNAPSHOTS, TOMBSTONES
from tracker.store.trouble import in_words

if TYPE_CHECKING:
    from tracker.figures.archive import Archive
    from tracker.store.database import Store

PERSON_TABS: Final = {PARTICIPANTS.name: "code", STEPS.name: "participant", MEASUREMENTS.name: "participant"}
"""The tabs that hold rows of people, and the field that says whose they are."""

UNSWEPT: Final = "unswept"
"""The setting that says that the bytes of erased rows may still be in the file of the database."""

_ASKED_AT_ONCE: Final = 400

Seal = Callable[[str], str]
"""From a code to its seal: 64 hexadecimal figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Whom to erase: the seal of each code, the day on which they were, and what to write in the audit log."""

    seals: Mapping[str, str]
    on: date
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepOut:
    """Who may not come back: the tombstones outside the database, and how a code is sealed.

    `seal_for` is given the mark of the key that a database was made with (None: not known). It is asked only when there
    is someone to look for, and raises SettingError when that key is not there.
    """

    known: Mapping[str, date]
    seal_for: Callable[[str | None], Seal]


# --- What there is ---------------------------------------------------------------------------------------------------


def archive(store: "Store") -> "Archive":
    """The counts of everyone who was erased."""
    with store._reading() as connection:
        return archive_in(connection)


def archive_in(connection: Connection) -> "Archive":
    """The counts of everyone who was erased, by what the archive calls a figure, and the end of a quarter."""
    found: dict[str, dict[date, Archived]] = defaultdict(dict)
    for row in connection.execute(select(ARCHIVE)):
        key = archive_key(row.figure, row.grant)
        found[key][date.fromisoformat(row.quarter_end)] = Archived(row.yes, row.base, row.unknown)
    return dict(found)


def tombstones(store: "Store") -> dict[str, date]:
    """The seal of everyone who was erased, with the day."""
    with store._reading() as connection:
        return tombstones_in(connection)


def tombstones_in(connection: Connection) -> dict[str, date]:
    """The seal of everyone who was erased, with the day."""
    rows = connection.execute(select(TOMBSTONES.c.seal, TOMBSTONES.c.erased_on))
    return {row.seal: date.fromisoformat(row.erased_on) for row in rows}


def codes(store: "Store") -> frozenset[str]:
    """The code of everyone of whom any version of any row is kept."""
    with store._reading() as connection:
        return codes_in(connection)


def codes_in(connection: Connection) -> frozenset[str]:
    """The code of everyone of whom any version of any row is kept."""
    found = (connection.execute(select(RECORDS[tab].c[field]).distinct()) for tab, field in PERSON_TABS.items())
    return frozenset(row[0] for rows in found for row in rows)


# --- Erasing ---------------------------------------------------------------------------------------------------------


def erase(store: "Store", erasure: Erasure) -> int:
    """Erase people in one transaction; answers how many rows (versions of records) went. Raises StoreError.

    The bytes are gone from the file when `sweep` has been done after it.
    """
    with store._writing() as connection:
        return erase_in(connection, erasure)


def erase_in(connection: Connection, erasure: Erasure) -> int:
    """Erase people within the transaction of the caller; answers how many rows went."""
    from tracker.store.live import forget_live

    _move_to_archive(connection, frozenset(erasure.seals), erasure.on)
    # The answers about someone are found by the numbers of their steps, so they go before these do.
    forget_answers(connection, list(erasure.seals))
    rows = sum(_take_out(connection, RECORDS[tab], field, erasure.seals) for tab, field in PERSON_TABS.items())
    _forget_findings(connection)
    forget_live(connection)
    _bury(connection, dict.fromkeys(erasure.seals.values(), erasure.on))
    for note in erasure.notes:
        append(connection, note)
    # Without the fingerprint the sheet is read anew: it may still hold these people, and its findings were taken out.
    save.remember_setting(connection, "fingerprint", "")
    save.remember_setting(connection, UNSWEPT, "1")
    return rows


def keep_out_of(store: "Store", known: Mapping[str, date], seal: Seal) -> int:
    """The same as `keep_out`, in a transaction of its own."""
    with store._writing() as connection:
        return keep_out(connection, known, seal)


def keep_out(connection: Connection, known: Mapping[str, date], seal: Seal) -> int:
    """Erase whoever is in the database again although they have a tombstone; answers how many people that were.

    `known` are the tombstones from outside the database; those inside count too, and afterwards it holds all of them.
    """
    everyone = {**tombstones_in(connection), **known}
    back: dict[date, dict[str, str]] = defaultdict(dict)
    for code in codes_in(connection) if everyone else ():
        sealed = seal(code)
        if sealed in everyone:
            back[everyone[sealed]][code] = sealed
    for on, seals in sorted(back.items()):
        erase_in(connection, Erasure(seals=seals, on=on))
    _bury(connection, everyone)
    return sum(map(len, back.values()))


def _move_to_archive(connection: Connection, gone: frozenset[str], on: date) -> None:
    """Add what these people count for to the archive."""
    from tracker.figures.archive import merged, moved
    from tracker.figures.facts import facts

    if not connection.execute(select(SNAPSHOTS.c.number).limit(1)).first():
        return
    held = archive_in(connection)
    together = merged(held, moved(facts(load.world(connection, None), held), gone, on))
    connection.execute(delete(ARCHIVE))
    rows = [
        {
            **dict(zip(("figure", "grant"), _figure_and_grant(key), strict=True)),
            "quarter_end": end.isoformat(),
            "yes": one.yes,
            "base": one.base,
            "unknown": one.unknown,
        }
        for key, counts in sorted(together.items())
        for end, one in sorted(counts.items())
    ]
    if rows:
        connection.execute(insert(ARCHIVE), rows)


def _figure_and_grant(key: str) -> tuple[str, str]:
    figure, _, grant = key.partition(" ")
    return figure, grant


def _take_out(connection: Connection, table: Table, field: str, gone: Iterable[str]) -> int:
    """Take every version of every row of these people out of a table; answers how many."""
    asked, count = sorted(gone), 0
    for start in range(0, len(asked), _ASKED_AT_ONCE):
        some = asked[start : start + _ASKED_AT_ONCE]
        count += connection.execute(delete(table).where(table.c[field].in_(some))).rowcount
    return count


def _forget_findings(connection: Connection) -> None:
    """Take out the findings about rows of people, because nobody can tell any more whose row stood where.

    Those of others come back at the next reading of the sheet, which does not pass for unchanged after this.
    """
    from tracker.intake.names import plain

    names = {plain(name) for tab in PERSON_TABS for name in (BY_NAME[tab].title, *BY_NAME[tab].other)}
    titles = [row[0] for row in connection.execute(select(FINDINGS.c.tab).distinct()) if row[0]]
    mine = [title for title in titles if plain(title) in names]
    if mine:
        connection.execute(delete(FINDINGS).where(FINDINGS.c.tab.in_(mine), FINDINGS.c.row.is_not(None)))


def _bury(connection: Connection, seals: Mapping[str, date]) -> None:
    """Put up a tombstone for each seal that has none."""
    new = seals.keys() - tombstones_in(connection).keys()
    if new:
        connection.execute(
            insert(TOMBSTONES), [{"seal": seal, "erased_on": seals[seal].isoformat()} for seal in sorted(new)]
        )


# --- The bytes -------------------------------------------------------------------------------------------------------


def is_swept(store: "Store") -> bool:
    """Whether nothing of erased rows can be in the file of the database any more."""
    return store.recall(UNSWEPT) in (None, "")


def sweep(store: "Store") -> None:
    """Have the database write its file anew, because it leaves the bytes of deleted rows where they were.

    Raises StoreError when another process is in the way: then it has to be done again, and the next start tries it.
    """
    with in_words():
        if store.is_sqlite:
            _sweep_file(store)
        else:
            with store._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for table in (*(RECORDS[tab] for tab in PERSON_TABS), FINDINGS, ANSWERS, SETTINGS):
                    connection.execute(text(f'VACUUM (FULL, ANALYZE) "{table.name}"'))
    store.remember(UNSWEPT, "")


def _sweep_file(store: "Store") -> None:
    """Write the file anew, and empty the log beside it. Neither can be done inside a transaction."""
    with closing(store._engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        raise StoreError(*_STILL_IN_FILE)


_STILL_IN_FILE: Final = (
    "De gegevens zijn gewist, maar het bestand van de database is nog niet opgeruimd: een ander proces leest erin.",
    "Stop de pagina’s en ew sync --volg even, en typ dan: ew bewaartermijn --uitvoeren",
)
