"""The second factor: a code of six figures from an app on someone's phone (TOTP, RFC 6238).

The secret itself is kept nowhere: it follows from the data key, the address and a salt, so a copy of the database alone
makes no codes.
"""

import base64
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tracker.actions.audit import By
from tracker.actions.keys import Keys
from tracker.actions.login import typed_address
from tracker.actions.visitor import REMEMBERED, Visitor
from tracker.errors import SettingError
from tracker.protection.seal import sealed

if TYPE_CHECKING:
    from tracker.store import Store

ISSUER: Final = "Ervaringsdeskundigheid en werk"
_STEP: Final = 30
_SECRET_BYTES: Final = 20
# A clock that is half a minute off, either way, is a clock that people have.
_STEPS_OFF: Final = (-1, 0, 1)
_MOST_TRIES: Final = 8
_TRIES_WITHIN: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class NewFactor:
    """A second factor to set up: the secret to type over, in groups of four, and a picture (SVG) to scan."""

    secret: str
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How a try ended: whether the code was right, whether it was one try too many, and the name of the device.

    `device` is empty unless the browser is to be remembered.
    """

    right: bool
    too_often: bool = False
    device: str = ""


def has_second_factor(store: "Store", visitor: Visitor) -> bool:
    """Whether the visitor set up a second factor."""
    return store.logins.factor(visitor.who) is not None


def new_salt() -> str:
    """What makes a new secret, together with the data key and the address. By itself it is no secret."""
    return secrets.token_hex(16)


def new_factor(keys: Keys, visitor: Visitor, salt: str) -> NewFactor:
    """What someone puts into the app on their phone."""
    import pyotp
    import segno

    secret = _secret(keys, visitor.who, salt)
    uri = pyotp.TOTP(secret).provisioning_uri(name=visitor.standing.role.word, issuer_name=ISSUER)
    picture = (
        segno.make(uri, error="m")
        .svg_inline(scale=4, border=4, dark="#000000", light="#ffffff", omitsize=True, svgclass=None, lineclass=None)
        .replace("<svg", '<svg aria-hidden="true" focusable="false"', 1)
    )
    return NewFactor(" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)), picture)


def prove_second_factor(
    store: "Store", keys: Keys, visitor: Visitor, *, code: str, salt: str, remember: bool, now: datetime
) -> Proof:
    """Try a code. `salt` is that of a factor that is being set up; it counts only while there is none yet.

    Setting one up asks for a recent login, so that a session that someone left open gives nobody a factor.
    """
    from tracker.store.login import Limit, SecondFactor

    limit = Limit(kind="factor", who=visitor.who, most=_MOST_TRIES, within=_TRIES_WITHIN)
    if not store.logins.allow((limit,), now):
        return Proof(right=False, too_often=True)
    held = store.logins.factor(visitor.who)
    if held is None and (not salt or not visitor.is_fresh(now)):
        return Proof(right=False)
    factor = held or SecondFactor(salt=salt, last_step=0)
    note = By(at=now, role=visitor.role.value, who=visitor.who).note("tweede_stap" if held else "tweede_stap_nieuw")
    step = _step_of(_secret(keys, visitor.who, factor.salt), code, now)
    device = secrets.token_urlsafe(32) if remember else ""
    used = step is not None and store.logins.prove(
        visitor.session,
        visitor.who,
        replace(factor, last_step=step),
        at=now,
        device=keys.token("device", device),
        until=now + REMEMBERED,
        note=note,
    )
    if not used:
        store.logins.note(replace(note, what="tweede_stap_fout"))
        return Proof(right=False)
    return Proof(right=True, device=device)


def forget_second_factor(store: "Store", keys: Keys, address: str, now: datetime) -> bool:
    """Take away someone's second factor, and log them out everywhere; False when there was none.

    Raises SettingError for what is no e-mail address.
    """
    typed = typed_address(address)
    if typed is None:
        raise SettingError("Dit is geen e-mailadres.", "Typ het adres zoals het op het tabblad Toegang staat.")
    return store.logins.forget_factor(keys.address(typed), By(at=now).note("tweede_stap_weg"))


def _secret(keys: Keys, who: str, salt: str) -> str:
    """The secret of a factor in the letters that apps expect (base 32)."""
    made = bytes.fromhex(sealed(keys.data, "second factor", f"{who}\0{salt}"))
    return base64.b32encode(made[:_SECRET_BYTES]).decode()


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """The newest time step of which this is the code, or None when it is of none that is near enough."""
    import pyotp

    typed = "".join(code.split())
    if not (typed.isascii() and typed.isdigit()):
        return None
    generator, step = pyotp.TOTP(secret), int(now.timestamp()) // _STEP
    near = (step + off for off in reversed(_STEPS_OFF))
    return next((one for one in near if hmac.compare_digest(generator.generate_otp(one), typed)), None)
