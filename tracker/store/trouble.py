"""What can be wrong with a database, in words for its user: an error of the library in, a StoreError out.

The words never hold what the library says, because that may repeat a value or a password.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from tracker.errors import StoreError

BUSY: Final = (
    "De database is bezig: een ander proces schrijft er nu in.",
    "Wacht een minuut en probeer het opnieuw.",
)
_NOT_ALLOWED: Final = (
    "Wij mogen de database niet lezen of schrijven.",
    "Controleer wie de eigenaar van het bestand en de map is, en geef dit programma rechten.",
)
_CANNOT_OPEN: Final = (
    "De database gaat niet open.",
    "Controleer EW_DATABASE_URL: klopt het pad, en bestaat de map?",
)
NO_FILE: Final = (
    "De database gaat niet open.",
    "Controleer EW_DATABASE_URL, en of dit programma in die map mag schrijven.",
)
DAMAGED: Final = (
    "Dit bestand is geen database van de tracker, of het is beschadigd.",
    "Controleer EW_DATABASE_URL. Klopt het pad? Zet dan de laatste back-up terug: ew backup --terug PAD",
)
_FULL: Final = (
    "De schijf is vol. Er is niets veranderd in de database.",
    "Maak ruimte op de schijf en probeer het opnieuw.",
)
_DISK: Final = (
    "De schijf kan de database niet lezen of schrijven.",
    "Controleer of de schijf nog werkt en niet vol is. Probeer het daarna opnieuw.",
)
_OTHER_FORM: Final = (
    "De database heeft nog niet de vorm die dit programma kent.",
    "Typ: ew db upgrade",
)
_AWAY: Final = (
    "De databaseserver geeft geen antwoord.",
    "Controleer EW_DATABASE_URL en of de server aan staat.",
)
NEWER: Final = (
    "De database is gemaakt door een nieuwere versie van dit programma.",
    "Installeer de nieuwste versie van ew.",
)
OUTDATED: Final = (
    "Een andere sync was net eerder klaar. Deze sync heeft niets opgeslagen.",
    "Start de sync opnieuw.",
)
TOO_EARLY: Final = (
    "Deze sync is van vóór de laatste sync. Er is niets opgeslagen.",
    "Controleer de klok van deze computer, en EW_NOW als u die gebruikt.",
)
NEVER_SYNCED: Final = (
    "In deze database is nog geen sync opgeslagen.",
    "Typ eerst: ew sync",
)
NO_SUCH_SNAPSHOT: Final = (
    "Dit nummer van een sync bestaat niet in deze database.",
    "Kies het nummer van een sync die is opgeslagen.",
)
MOVED: Final = (
    "Het bestand van de database is weggehaald of vervangen terwijl wij ermee werkten. Er is niets opgeslagen.",
    "Zet het bestand terug op zijn plek, of zet een back-up terug. Probeer het daarna opnieuw.",
)
SYNC_RUNS: Final = (
    "Er loopt al een sync.",
    "Wacht tot die klaar is en probeer het opnieuw.",
)
NOT_EMPTY: Final = (
    "De database waar u naartoe wilt, is niet leeg.",
    "Kies een lege database. Wat er in die andere staat, laten wij met rust.",
)
NOT_EQUAL: Final = (
    "Wat aankwam is niet gelijk aan wat er was. Daarom is er niets overgezet.",
    "Probeer het opnieuw. Blijft het zo? Vraag dan de beheerder om hulp.",
)
NOT_OURS: Final = (
    "Dit bestand is geen back-up van de tracker, of het is beschadigd. Er is niets veranderd.",
    "Controleer het pad, of neem een oudere back-up.",
)
NEWER_BACKUP: Final = (
    "Deze back-up is gemaakt door een nieuwere versie van dit programma. Er is niets veranderd.",
    "Installeer de nieuwste versie van ew.",
)
OTHER_KEY: Final = (
    "Deze back-up hoort bij een andere sleutel dan deze database. Er is niets veranderd.",
    "Neem een back-up van deze database, of begin met een lege database en de sleutel van de back-up (EW_DATA_KEY).",
)
LOG_UNREADABLE: Final = (
    "Iemand heeft buiten het programma om in het logboek geschreven. Het is niet meer te lezen.",
    "Kijk waar het misgaat: ew audit --controleer. Zet daarna een back-up terug.",
)
BAD_URL: Final = (
    "EW_DATABASE_URL is geen adres van een database dat wij kennen.",
    "Schrijf bijvoorbeeld sqlite:////map/ew.db of postgresql://gebruiker@server/ew.",
)
NO_DRIVER: Final = (
    "Voor PostgreSQL ontbreekt het onderdeel psycopg.",
    "Installeer het programma met dat onderdeel erbij: ew[postgresql].",
)

# The numbers are SQLite's primary result codes: https://www.sqlite.org/rescode.html
_SQLITE: Final[Mapping[int, tuple[str, str]]] = {
    sqlite3.SQLITE_PERM: _NOT_ALLOWED,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: _NOT_ALLOWED,
    sqlite3.SQLITE_IOERR: _DISK,
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_CANTOPEN: _CANNOT_OPEN,
    sqlite3.SQLITE_AUTH: _NOT_ALLOWED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}

# The keys are how PostgreSQL's SQLSTATE begins, longest first:
# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: Final[Mapping[str, tuple[str, str]]] = {
    "55P03": BUSY,
    "57014": BUSY,
    "42501": _NOT_ALLOWED,
    "53100": _FULL,
    "53300": BUSY,
    "42P01": _OTHER_FORM,
    "42703": _OTHER_FORM,
    "3D": _CANNOT_OPEN,
    "28": _NOT_ALLOWED,
    "23505": OUTDATED,
    "25006": _NOT_ALLOWED,
    "40": BUSY,
    "08": _AWAY,
    "57": _AWAY,
}


class Damaged(StoreError):
    """A file that is no database, or no whole one."""


class TurnTaken(StoreError):
    """Another process syncs now, and it takes longer than we wait."""


@contextmanager
def in_words() -> Iterator[None]:
    """Turn every error of the database inside this block into a StoreError; other errors pass as they are."""
    try:
        yield
    except PoolTimeoutError:
        raise StoreError(*BUSY) from None
    except DBAPIError as error:
        raise explained(error.orig or error) from None
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise explained(error) from None


def explained(error: BaseException) -> StoreError:
    """The words for an error of the database driver."""
    words = _words(error) or _unknown(error)
    return Damaged(*words) if words is DAMAGED else StoreError(*words)


def _words(error: BaseException) -> tuple[str, str] | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        missing = code == sqlite3.SQLITE_ERROR and str(error).startswith(("no such table", "no such column"))
        return _OTHER_FORM if missing else _SQLITE.get(code & 0xFF)
    state = getattr(error, "sqlstate", None)
    if state is not None:
        return next((words for start, words in _POSTGRESQL.items() if state.startswith(start)), None)
    # A server that cannot be reached has no code: the driver only says that the operation failed.
    return _AWAY if type(error).__name__ == "OperationalError" else None


def _unknown(error: BaseException) -> tuple[str, str]:
    return (
        f"De database gaf een fout die wij niet kennen ({type(error).__name__}). Er is niets veranderd.",
        "Probeer het opnieuw. Blijft het zo? Vraag dan de beheerder om hulp.",
    )
