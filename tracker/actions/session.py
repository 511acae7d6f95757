"""Being logged in: who it is under the name of a session, at this moment; going on as something else; and out again."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tracker.actions.audit import By, sealed_code
from tracker.actions.keys import Keys
from tracker.actions.visitor import (
    IDLE,
    LONGEST,
    WITH_SECOND_FACTOR,
    Standing,
    Visitor,
    role_in_log,
    standing_of,
    standings_of,
)
from tracker.errors import StoreError
from tracker.model import Access

if TYPE_CHECKING:
    from tracker.store import Note, Store

_TOUCH_AFTER: Final = timedelta(minutes=1)


def find_visitor(
    store: "Store", keys: Keys, *, session: str, device: str, second_factor: bool, now: datetime
) -> Visitor | None:
    """Who is logged in under the name of a session, as `Toegang` is at this moment; None when nobody is any more."""
    seen = store.logins.seen(keys.token("session", session), keys.token("device", device), now) if session else None
    if seen is None:
        return None
    held = seen.session
    if now - held.seen_at >= IDLE or now - held.began_at >= LONGEST:
        return None
    standings = standings_of(seen.access)
    standing = standing_of(Access(address=held.address, role=held.role, partner=held.partner, grant=held.grant))
    if standing is None or standing not in standings:
        store.logins.end(held.id, _note(now, standing, held.address, "toegang_weg"))
        return None
    if now - held.seen_at >= _TOUCH_AFTER:
        # A page that can be read is not refused because somebody else is writing.
        with suppress(StoreError):
            store.logins.touch(held.id, now)
    has_factor = second_factor and standing.role in WITH_SECOND_FACTOR
    return Visitor(
        standing=standing,
        who=held.address,
        session=held.id,
        began_at=held.began_at,
        proved_at=held.proved_at,
        has_factor=has_factor,
        needs_factor=has_factor and held.factor_at is None and not seen.known_device,
        others=tuple(one for one in standings if one != standing),
    )


def switch_standing(store: "Store", visitor: Visitor, number: int, now: datetime) -> bool:
    """Go on as another row of `Toegang`, by its place in `visitor.others`; False when there is no such place."""
    if not 0 <= number < len(visitor.others):
        return False
    to = visitor.others[number]
    access = Access(address=visitor.who, role=to.role.value, partner=to.partner, grant=to.grant)
    store.logins.switch(visitor.session, access, _note(now, to, visitor.who, "andere_rol"))
    return True


def log_out(store: "Store", visitor: Visitor, now: datetime) -> None:
    """End this session."""
    store.logins.end(visitor.session, _note(now, visitor.standing, visitor.who, "uitgelogd"))


def log_out_everywhere(store: "Store", visitor: Visitor, now: datetime) -> int:
    """End every session of this address and forget its devices; answers how many sessions there were."""
    return store.logins.end_all(visitor.who, _note(now, visitor.standing, visitor.who, "overal_uitgelogd"))


def note_visit(
    store: "Store", keys: Keys, visitor: Visitor, what: str, arguments: Mapping[str, object], now: datetime
) -> None:
    """Write in the audit log that someone saw a page about persons, or did something there.

    `arguments` are the parts of the address by name: of a participant (`code`) the log gets a keyed hash only, and of
    anything else that someone may type in an address nothing.
    """
    code = arguments.get("code")
    about = sealed_code(keys.data, str(code)) if code else visitor.partner or ""
    store.logins.note(By(at=now, role=visitor.role.value, who=visitor.who).note(what, about))


def _note(now: datetime, standing: Standing | None, who: str, what: str) -> "Note":
    return By(at=now, role=role_in_log(standing), who=who).note(what)
