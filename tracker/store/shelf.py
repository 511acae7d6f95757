"""The shelf with what was published: editions as JSON and papers byte for byte, put on it once and given ever after."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Connection, Row, Select, func, insert, select

from tracker import __version__
from tracker.edition import Edition
from tracker.errors import StoreError
from tracker.store.tables import EDITIONS, PAPERS

_UNREADABLE: Final = (
    "Een bewaarde uitgave is niet te lezen.",
    "Gebruik de nieuwste versie van het programma. Helpt dat niet? Zet uw laatste back-up terug.",
)

_ABOUT_EDITIONS: Final = tuple(EDITIONS.c[name] for name in ("number", "as_of", "known_at", "snapshot", "made_at"))
_ABOUT_PAPERS: Final = tuple(
    PAPERS.c[name] for name in ("id", "edition", "audience", "name", "concept", "made_at", "sha256")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEdition:
    """One edition on the shelf: its number, reference date, and what was known of it (moments in UTC)."""

    number: int
    as_of: date
    known_at: datetime
    snapshot: int
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """One file on the shelf: for whom, under which name, whether it is a concept, and the SHA-256 of its bytes."""

    id: int
    edition: int
    audience: str
    name: str
    concept: bool
    made_at: datetime
    sha256: str


class Shelf:
    """What was published, in one database. Every method raises StoreError when the database does not do it."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        self._reading = reading
        self._writing = writing

    def put(self, edition: Edition, *, snapshot: int, made_at: datetime) -> Edition:
        """Keep an edition with all that is in it; answers it with its number.

        One about the same reference date and snapshot that is there already stays, and is the answer.
        """
        with self._writing() as connection:
            there = connection.execute(_of(edition.state.as_of, snapshot)).scalar()
            if there is not None:
                return _edition(there)
            highest = connection.execute(select(func.max(EDITIONS.c.number))).scalar()
            numbered = replace(edition, number=(highest or 0) + 1)
            connection.execute(
                insert(EDITIONS).values(
                    number=numbered.number,
                    as_of=edition.state.as_of.isoformat(),
                    known_at=edition.state.known_at,
                    snapshot=snapshot,
                    made_at=made_at,
                    program=__version__,
                    content=msgspec.json.encode(numbered),
                )
            )
        return numbered

    def find(self, as_of: date, snapshot: int) -> Edition | None:
        """The edition about a reference date as known at a snapshot, or None when it was never published."""
        with self._reading() as connection:
            content = connection.execute(_of(as_of, snapshot)).scalar()
        return None if content is None else _edition(content)

    def edition(self, number: int) -> Edition | None:
        """An edition by its number, or None when there is none."""
        with self._reading() as connection:
            content = connection.execute(select(EDITIONS.c.content).where(EDITIONS.c.number == number)).scalar()
        return None if content is None else _edition(content)

    def editions(self) -> tuple[KeptEdition, ...]:
        """What editions there are, in order of reference date and then of publication."""
        query = select(*_ABOUT_EDITIONS).order_by(EDITIONS.c.as_of, EDITIONS.c.number)
        with self._reading() as connection:
            return tuple(_kept(row) for row in connection.execute(query))

    def keep(
        self, edition: int, audience: str, name: str, content: bytes, *, concept: bool, made_at: datetime
    ) -> bytes:
        """Keep a file of an edition; when it was kept before, the bytes of then are the answer and stay."""
        with self._writing() as connection:
            there = connection.execute(_paper_of(edition, audience, name, concept)).scalar()
            if there is not None:
                return bytes(there)
            connection.execute(
                insert(PAPERS).values(
                    edition=edition,
                    audience=audience,
                    name=name,
                    concept=int(concept),
                    made_at=made_at,
                    sha256=hashlib.sha256(content).hexdigest(),
                    content=content,
                )
            )
        return content

    def kept(self, edition: int, audience: str, name: str, *, concept: bool) -> bytes | None:
        """The bytes of a file that was kept for an audience under a name, or None when there is none."""
        with self._reading() as connection:
            found = connection.execute(_paper_of(edition, audience, name, concept)).scalar()
        return None if found is None else bytes(found)

    def papers(self, edition: int | None = None) -> tuple[KeptPaper, ...]:
        """What files there are (of one edition), in order of publication."""
        query = select(*_ABOUT_PAPERS).order_by(PAPERS.c.id)
        if edition is not None:
            query = query.where(PAPERS.c.edition == edition)
        with self._reading() as connection:
            return tuple(_paper(row) for row in connection.execute(query))

    def content(self, paper: int) -> bytes | None:
        """The bytes of a file, exactly as they were published; None when there is no such file."""
        with self._reading() as connection:
            found = connection.execute(select(PAPERS.c.content).where(PAPERS.c.id == paper)).scalar()
        return None if found is None else bytes(found)


def _of(as_of: date, snapshot: int) -> Select[bytes]:
    same = (EDITIONS.c.as_of == as_of.isoformat(), EDITIONS.c.snapshot == snapshot)
    return select(EDITIONS.c.content).where(*same)


def _paper_of(edition: int, audience: str, name: str, concept: bool) -> Select[bytes]:
    same = (
        PAPERS.c.edition == edition,
        PAPERS.c.audience == audience,
        PAPERS.c.name == name,
        PAPERS.c.concept == int(concept),
    )
    return select(PAPERS.c.content).where(*same)


def _edition(content: bytes) -> Edition:
    try:
        return msgspec.json.decode(content, type=Edition)
    except msgspec.MsgspecError:
        raise StoreError(*_UNREADABLE) from None


def _kept(row: Row[*tuple[Any, ...]]) -> KeptEdition:
    return KeptEdition(
        number=row.number,
        as_of=date.fromisoformat(row.as_of),
        known_at=row.known_at,
        snapshot=row.snapshot,
        made_at=row.made_at,
    )


def _paper(row: Row[*tuple[Any, ...]]) -> KeptPaper:
    return KeptPaper(
        id=row.id,
        edition=row.edition,
        audience=row.audience,
        name=row.name,
        concept=row.concept == 1,
        made_at=row.made_at,
        sha256=row.sha256,
    )
