"""Logging in without a password: an address in, a mail out, and a session for whoever comes back with it.

Nothing here tells whether an address stands in `Toegang`. Asking for a mail does the same work for every address; only
when the mail is about to leave, after the answer was given, somebody looks.
"""

import logging
import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tracker.actions.audit import By
from tracker.actions.keys import Keys
from tracker.actions.visitor import Role, Standing, role_in_log, standing_of, standings_of
from tracker.errors import MailError, SettingError, StoreError
from tracker.intake.names import clean

if TYPE_CHECKING:
    from tracker.mail import Post
    from tracker.store import Note, Store
    from tracker.store.login import Limit

MAIL_WORKS: Final = timedelta(minutes=30)
LINK_WORKS: Final = timedelta(minutes=10)

_LETTERS: Final = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""What a code is made of: nothing that looks like something else, and no vowels, so that it spells no words."""

_CODE_LENGTH: Final = 8
_LONGEST_ADDRESS: Final = 254
_HALF_HOUR: Final = timedelta(minutes=30)
_HOUR: Final = timedelta(hours=1)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A mail that was asked for: what goes into it, for whom, and the name of the browser in which it works."""

    address: str
    link: str
    code: str
    browser: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """How an attempt to enter ended: the name of the new session, or None and how many tries of a code are left."""

    session: str | None
    tries_left: int = 0


def typed_address(text: str) -> str | None:
    """An address as the sheet would hold it, in lower case; None when it cannot be one."""
    address = clean(text).casefold() if len(text) <= 2 * _LONGEST_ADDRESS else ""
    name, at, server = address.partition("@")
    could_be = name and at and "." in server and " " not in address and "@" not in server
    return address if could_be and len(address) <= _LONGEST_ADDRESS else None


def ask_to_log_in(
    store: "Store", keys: Keys, *, address: str, client: str, browser: str | None, now: datetime
) -> Asked | None:
    """Keep that someone asked for a mail; None when that was asked too often, by this client or for this address.

    `browser` is the name that this browser got before, so that an earlier mail works too when it arrives late. For an
    address that may not log in exactly the same is done.
    """
    from tracker.store.login import Limit, LoginRequest

    asked = Asked(address=address, link=secrets.token_urlsafe(32), code=_new_code(), browser=browser or _new_name())
    who, mine = keys.address(address), keys.token("browser", asked.browser)
    request = LoginRequest(
        link=keys.token("link", asked.link),
        code=keys.token("code", mine + asked.code),
        browser=mine,
        address=who,
        ends_at=now + MAIL_WORKS,
    )
    limits = (
        Limit(kind="mail", who=who, most=5, within=_HALF_HOUR),
        Limit(kind="mail_client", who=keys.client(client), most=60, within=_HOUR),
    )
    return asked if store.logins.ask(request, limits, now) else None


def send_login_mail(
    open_store: Callable[[], AbstractContextManager["Store"]],
    keys: Keys,
    post: "Post",
    asked: Asked,
    *,
    base_url: str,
    now: datetime,
) -> None:
    """Send the mail that was asked for, if the address may log in; raises nothing, because nobody waits for it."""
    from tracker.mail import login_letter

    who = keys.address(asked.address)
    try:
        with open_store() as store:
            standings = standings_of(store.logins.access(who))
            if not standings:
                store.logins.note(_note(now, None, who, "mail_onbekend"))
                return
            link = f"{base_url}/inloggen/link/{asked.link}"
            letter = login_letter(link=link, code=asked.code, minutes=MAIL_WORKS // timedelta(minutes=1))
            store.logins.note(_note(now, standings[0], who, "mail"))
            try:
                post.send(asked.address, letter)
            except MailError:
                store.logins.note(_note(now, standings[0], who, "mail_mislukt"))
                raise
    except (MailError, StoreError) as error:
        _log.error("A mail to log in was not sent: %s", error.what)


def log_in_by_link(
    store: "Store", keys: Keys, *, link: str, browser: str, client: str, instead_of: str = "", now: datetime
) -> Entered:
    """Log in with the link of a mail, in the browser that asked for it. `instead_of` is the session it had."""
    mine = keys.token("browser", browser)
    if not mine or not store.logins.allow(_tries(keys, client), now):
        return Entered(session=None)
    who = store.logins.by_link(keys.token("link", link), mine, now)
    return Entered(session=_enter(store, keys, who, "link", instead_of, now))


def log_in_by_code(
    store: "Store", keys: Keys, *, code: str, browser: str, client: str, instead_of: str = "", now: datetime
) -> Entered:
    """Log in with the code of a mail, typed in the browser that asked for it."""
    mine = keys.token("browser", browser)
    if not mine or not store.logins.allow(_tries(keys, client), now):
        return Entered(session=None)
    typed = "".join(code.upper().split()).replace("-", "")
    who, left = store.logins.by_code(keys.token("code", mine + typed), mine, now)
    return Entered(session=_enter(store, keys, who, "code", instead_of, now), tries_left=left)


def log_in_by_hand(
    store: "Store", keys: Keys, *, link: str, client: str, instead_of: str = "", now: datetime
) -> Entered:
    """Log in with a link that the operator made; it works in any browser."""
    if not store.logins.allow(_tries(keys, client), now):
        return Entered(session=None)
    who = store.logins.by_link(keys.token("link", link), "", now)
    return Entered(session=_enter(store, keys, who, "link van beheer", instead_of, now))


def make_link(store: "Store", keys: Keys, address: str, *, base_url: str, now: datetime) -> str:
    """A link by which someone logs in once, within 10 minutes, in any browser. Raises SettingError for a stranger."""
    typed = typed_address(address)
    standings = standings_of(store.logins.access(keys.address(typed))) if typed else []
    if not typed or not standings:
        raise SettingError(
            "Dit e-mailadres staat niet op Toegang.",
            "Zet het in uw blad op het tabblad Toegang, en typ daarna: ew sync",
        )
    return _make_link(store, keys, keys.address(typed), standings[0], base_url, now)


def links_for_demo(store: "Store", keys: Keys, *, base_url: str, now: datetime) -> list[tuple[Standing, str]]:
    """A link for someone in each role, as `make_link` makes them: what it is for, and the link."""
    someone: dict[Role, tuple[str, Standing]] = {}
    for row, _ in store.logins.everyone():
        if standing := standing_of(row):
            someone.setdefault(standing.role, (row.address, standing))
    return [
        (standing, _make_link(store, keys, who, standing, base_url, now))
        for who, standing in (someone[role] for role in Role if role in someone)
    ]


def _make_link(store: "Store", keys: Keys, who: str, standing: Standing, base_url: str, now: datetime) -> str:
    from tracker.store.login import LoginRequest

    link = secrets.token_urlsafe(32)
    store.logins.ask(LoginRequest(link=keys.token("link", link), address=who, ends_at=now + LINK_WORKS), (), now)
    store.logins.note(By(at=now).note("link", standing.words))
    return f"{base_url}/inloggen/eenmalig/{link}"


def people_with_access(store: "Store") -> list[tuple[Standing, str, bool]]:
    """Who may log in: as what, the beginning of the keyed hash of the address, and whether with a second factor."""
    rows = [(standing_of(one), one.address[:8], factor) for one, factor in store.logins.everyone()]
    return [(standing, who, factor) for standing, who, factor in rows if standing]


def _enter(store: "Store", keys: Keys, who: str | None, how: str, instead_of: str, now: datetime) -> str | None:
    """Begin a session for an address that may log in at this moment, under a new name."""
    from tracker.store.login import Session

    standings = standings_of(store.logins.access(who)) if who else []
    if not who or not standings:
        store.logins.note(By(at=now, role=role_in_log(None), who=who or "").note("inloggen_geweigerd", how))
        return None
    first, name = standings[0], _new_name()
    session = Session(
        id=keys.token("session", name),
        address=who,
        role=first.role.value,
        partner=first.partner,
        grant=first.grant,
        began_at=now,
        seen_at=now,
        proved_at=now,
    )
    by = By(at=now, role=first.role.value, who=who)
    store.logins.begin(session, by.note("ingelogd", how), keys.token("session", instead_of) or None)
    return name


def _tries(keys: Keys, client: str) -> "Sequence[Limit]":
    """How often one client may try a link or a code."""
    from tracker.store.login import Limit

    return (Limit(kind="try_client", who=keys.client(client), most=100, within=_HALF_HOUR),)


def _new_code() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH))


def _new_name() -> str:
    return secrets.token_urlsafe(32)


def _note(now: datetime, standing: Standing | None, who: str, what: str) -> "Note":
    return By(at=now, role=role_in_log(standing), who=who).note(what)
