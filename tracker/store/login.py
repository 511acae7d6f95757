"""Who may log in and who is logged in: rows of `Toegang`, mails that were asked for, sessions, devices and limits.

Everything that names a person or opens a door is here as a keyed hash. What is past its time is swept away whenever
somebody asks for a mail, and is not believed before that either.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from tracker.model import Access
from tracker.store.audit import Note, append
from tracker.store.tables import (
    ATTEMPTS,
    DEVICES,
    FOREVER,
    LOGIN_REQUESTS,
    RECORDS,
    SECOND_FACTORS,
    SESSIONS,
)

MOST_TRIES: Final = 5
"""So many wrong codes end what was asked for in a browser."""

_LONGEST_WINDOW: Final = timedelta(days=1)
_LONGEST_SESSION: Final = timedelta(hours=12)
_ACCESS: Final = RECORDS["access"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRequest:
    """A mail to log in with: keyed hashes of its link, its code, the browser that asked and the address."""

    link: str
    address: str
    ends_at: datetime
    code: str = ""
    browser: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Someone who is logged in, as one row of `Toegang`; `id` and `address` are keyed hashes."""

    id: str
    address: str
    role: str
    partner: str | None
    grant: str | None
    began_at: datetime
    seen_at: datetime
    proved_at: datetime
    factor_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondFactor:
    """What makes the secret of a second factor, and the last time step (of 30 seconds) of which a code was used."""

    salt: str
    last_step: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """At most `most` times `kind` by `who` (a keyed hash) within a while."""

    kind: str
    who: str
    most: int
    within: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a session: the rows of `Toegang` that its address has now, and whether its device is known."""

    session: Session
    access: tuple[Access, ...]
    known_device: bool


class Logins:
    """Logging in, in one database. Every method raises StoreError when the database does not do it."""

    def __init__(
        self,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        self._reading, self._writing = reading, writing

    def access(self, address: str) -> tuple[Access, ...]:
        """The rows of `Toegang` that an address has now."""
        with self._reading() as connection:
            return _access(connection, address)

    def everyone(self) -> tuple[tuple[Access, bool], ...]:
        """Every row of `Toegang` as it is now, and whether its address has a second factor."""
        with self._reading() as connection:
            with_factor = set(connection.execute(select(SECOND_FACTORS.c.address)).scalars())
            return tuple((one, one.address in with_factor) for one in _access(connection, None))

    def ask(self, request: LoginRequest, limits: Sequence[Limit], at: datetime) -> bool:
        """Keep a request; False, and nothing is kept, when a limit is reached."""
        with self._writing() as connection:
            _sweep(connection, at)
            if not _count(connection, limits, at):
                return False
            connection.execute(insert(LOGIN_REQUESTS), {**asdict(request), "tries": 0})
            return True

    def allow(self, limits: Sequence[Limit], at: datetime) -> bool:
        """Count one try of something; False when a limit is reached."""
        with self._writing() as connection:
            return _count(connection, limits, at)

    def by_link(self, link: str, browser: str, at: datetime) -> str | None:
        """The address of a request, which is used up by this; None when this browser has no such request."""
        mine = (LOGIN_REQUESTS.c.link == link) & (LOGIN_REQUESTS.c.browser == browser)
        with self._writing() as connection:
            address: str | None = connection.execute(
                select(LOGIN_REQUESTS.c.address).where(mine, LOGIN_REQUESTS.c.ends_at > at)
            ).scalar()
            if address is not None:
                _use_up(connection, link, browser)
            return address

    def by_code(self, code: str, browser: str, at: datetime) -> tuple[str | None, int]:
        """The address of a request of this browser, used up by this; or None, and how many tries are left."""
        mine = LOGIN_REQUESTS.c.browser == browser
        with self._writing() as connection:
            asked = connection.execute(
                select(LOGIN_REQUESTS.c.link, LOGIN_REQUESTS.c.code, LOGIN_REQUESTS.c.address).where(
                    mine, LOGIN_REQUESTS.c.ends_at > at
                )
            ).all()
            for row in asked:
                if row.code == code:
                    _use_up(connection, row.link, browser)
                    return row.address, 0
            connection.execute(update(LOGIN_REQUESTS).where(mine).values(tries=LOGIN_REQUESTS.c.tries + 1))
            connection.execute(delete(LOGIN_REQUESTS).where(mine, LOGIN_REQUESTS.c.tries >= MOST_TRIES))
            tries: int | None = connection.execute(select(func.min(LOGIN_REQUESTS.c.tries)).where(mine)).scalar()
            return None, 0 if tries is None or not asked else MOST_TRIES - tries

    def begin(self, session: Session, note: Note, instead_of: str | None = None) -> None:
        """Begin a session, and end the one that the same browser had."""
        with self._writing() as connection:
            if instead_of:
                connection.execute(delete(SESSIONS).where(SESSIONS.c.id == instead_of))
            connection.execute(insert(SESSIONS), asdict(session))
            append(connection, note)

    def seen(self, session: str, device: str, at: datetime) -> Seen | None:
        """What is known of a session at a moment, or None when there is no such session."""
        with self._reading() as connection:
            row = connection.execute(select(SESSIONS).where(SESSIONS.c.id == session)).first()
            if row is None:
                return None
            found = Session(**row._mapping)
            mine = (DEVICES.c.id == device) & (DEVICES.c.address == found.address) & (DEVICES.c.ends_at > at)
            known = connection.execute(select(DEVICES.c.id).where(mine)).first() is not None
            return Seen(session=found, access=_access(connection, found.address), known_device=known)

    def touch(self, session: str, at: datetime) -> None:
        """Note that a session was used."""
        with self._writing() as connection:
            connection.execute(update(SESSIONS).where(SESSIONS.c.id == session).values(seen_at=at))

    def switch(self, session: str, access: Access, note: Note) -> None:
        """Go on as another row of `Toegang`."""
        now = {"role": access.role, "partner": access.partner, "grant": access.grant}
        with self._writing() as connection:
            connection.execute(update(SESSIONS).where(SESSIONS.c.id == session).values(now))
            append(connection, note)

    def end(self, session: str, note: Note) -> None:
        """End a session."""
        with self._writing() as connection:
            connection.execute(delete(SESSIONS).where(SESSIONS.c.id == session))
            append(connection, note)

    def end_all(self, address: str, note: Note) -> int:
        """End every session of an address, forget its devices and what it asked for; answers how many sessions."""
        with self._writing() as connection:
            ended = connection.execute(delete(SESSIONS).where(SESSIONS.c.address == address)).rowcount
            for table in (DEVICES, LOGIN_REQUESTS):
                connection.execute(delete(table).where(table.c.address == address))
            append(connection, note)
            return ended

    def note(self, note: Note) -> None:
        """Write one row in the audit log."""
        with self._writing() as connection:
            append(connection, note)

    def factor(self, address: str) -> SecondFactor | None:
        """The second factor of an address, or None."""
        with self._reading() as connection:
            return _factor(connection, address)

    def prove(
        self,
        session: str,
        address: str,
        factor: SecondFactor,
        *,
        at: datetime,
        device: str,
        until: datetime,
        note: Note,
    ) -> bool:
        """Note that a code was right; False when it was used before.

        A factor that is not there yet is made; one that is there must have the same salt. A device that is named is
        remembered until a moment.
        """
        with self._writing() as connection:
            held = _factor(connection, address)
            if held and (held.salt != factor.salt or held.last_step >= factor.last_step):
                return False
            mine = SECOND_FACTORS.c.address == address
            if held:
                connection.execute(update(SECOND_FACTORS).where(mine).values(last_step=factor.last_step))
            else:
                connection.execute(insert(SECOND_FACTORS), {"address": address, "made_at": at, **asdict(factor)})
            connection.execute(update(SESSIONS).where(SESSIONS.c.id == session).values(proved_at=at, factor_at=at))
            if device:
                connection.execute(insert(DEVICES), {"id": device, "address": address, "ends_at": until})
            append(connection, note)
            return True

    def forget_factor(self, address: str, note: Note) -> bool:
        """Take away a second factor, with every session and device of its address; False when there was none."""
        with self._writing() as connection:
            for table in (SESSIONS, DEVICES):
                connection.execute(delete(table).where(table.c.address == address))
            gone = connection.execute(delete(SECOND_FACTORS).where(SECOND_FACTORS.c.address == address)).rowcount
            append(connection, note)
            return bool(gone)


def log_everyone_out(connection: Connection) -> None:
    """End every session and forget every device, inside the transaction of the caller.

    A back-up that is put back holds sessions that were ended since; nobody comes in with one of those.
    """
    for table in (LOGIN_REQUESTS, SESSIONS, DEVICES):
        connection.execute(delete(table))


def _access(connection: Connection, address: str | None) -> tuple[Access, ...]:
    """The rows of `Toegang` as they are now, of one address or of all."""
    columns = [_ACCESS.c[name] for name in ("address", "role", "partner", "grant")]
    query = select(*columns).where(_ACCESS.c.valid_to == FOREVER).order_by(_ACCESS.c.entity)
    if address is not None:
        query = query.where(_ACCESS.c.address == address)
    return tuple(Access(**row._mapping) for row in connection.execute(query))


def _factor(connection: Connection, address: str) -> SecondFactor | None:
    columns = (SECOND_FACTORS.c.salt, SECOND_FACTORS.c.last_step)
    row = connection.execute(select(*columns).where(SECOND_FACTORS.c.address == address)).first()
    return SecondFactor(**row._mapping) if row else None


def _use_up(connection: Connection, link: str, browser: str) -> None:
    """Take away a request, and whatever else the same browser asked for."""
    spent: Any = LOGIN_REQUESTS.c.link == link
    if browser:
        spent = or_(spent, LOGIN_REQUESTS.c.browser == browser)
    connection.execute(delete(LOGIN_REQUESTS).where(spent))


def _count(connection: Connection, limits: Sequence[Limit], at: datetime) -> bool:
    """Count one more for each limit, unless one of them is reached."""
    for limit in limits:
        mine = (ATTEMPTS.c.kind == limit.kind) & (ATTEMPTS.c.who == limit.who) & (ATTEMPTS.c.at > at - limit.within)
        done = connection.execute(select(func.count()).select_from(ATTEMPTS).where(mine)).scalar_one()
        if done >= limit.most:
            return False
    if limits:
        connection.execute(insert(ATTEMPTS), [{"kind": one.kind, "who": one.who, "at": at} for one in limits])
    return True


def _sweep(connection: Connection, at: datetime) -> None:
    """Take away what is past its time, and what is left of people who may not log in any more."""
    connection.execute(delete(LOGIN_REQUESTS).where(LOGIN_REQUESTS.c.ends_at <= at))
    connection.execute(delete(DEVICES).where(DEVICES.c.ends_at <= at))
    connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at <= at - _LONGEST_WINDOW))
    connection.execute(delete(SESSIONS).where(SESSIONS.c.began_at <= at - _LONGEST_SESSION))
    allowed = select(_ACCESS.c.address).where(_ACCESS.c.valid_to == FOREVER)
    for table in (SECOND_FACTORS, DEVICES, SESSIONS):
        connection.execute(delete(table).where(table.c.address.not_in(allowed)))
