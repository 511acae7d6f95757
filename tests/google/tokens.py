"""Service accounts and their tokens: a signed assertion in, an access token out, and who a token belongs to."""

import base64
import binascii
import functools
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.google.clock import Clock
from tests.google.errors import GoogleError, Json, bad_grant, unauthenticated

AUDIENCE = "https://oauth2.googleapis.com/token"
"""What an assertion must be meant for, wherever it is sent."""

LIFETIME = timedelta(hours=1)
_LEEWAY = 600
_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
_TIMING = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and "
    "exp values in the JWT claim."
)


@dataclass(frozen=True, slots=True)
class Account:
    """A service account: its address and the number of its key."""

    email: str
    key_id: str
    project: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom an access token belongs to, what for, and until when."""

    email: str
    scopes: frozenset[str]
    until: datetime

    def may(self, *scopes: str) -> bool:
        """Whether the token was asked for one of these scopes (the last part of their addresses)."""
        return bool(self.scopes & {f"https://www.googleapis.com/auth/{scope}" for scope in scopes})


@functools.cache
def _key() -> rsa.RSAPrivateKey:
    """One key for all accounts of this process, because making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Tokens:
    """The accounts that exist and the tokens that were handed out."""

    def __init__(self, clock: Clock, project: str) -> None:
        self.clock = clock
        self.project = project
        self.accounts: dict[str, Account] = {}
        self.bearers: dict[str, Bearer] = {}

    def account(self, name: str) -> Account:
        """A service account with this name; the same one when it exists."""
        email = f"{name}@voorbeeld-{self.project}.iam.gserviceaccount.com"
        return self.accounts.setdefault(email, Account(email, secrets.token_hex(20), self.project))

    def credentials(self, account: Account, token_uri: str) -> Json:
        """What the key file of the account holds."""
        form = serialization.PrivateFormat.PKCS8
        pem = _key().private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
        return {
            "type": "service_account",
            "project_id": f"voorbeeld-{account.project}",
            "private_key_id": account.key_id,
            "private_key": pem.decode("ascii"),
            "client_email": account.email,
            "client_id": account.project,
            "token_uri": token_uri,
            "universe_domain": "googleapis.com",
        }

    def grant(self, form: dict[str, str]) -> Json:
        """Answer a call to the token endpoint. Raises GoogleError (400) for what is not accepted."""
        if form.get("grant_type") != _GRANT:
            raise GoogleError(400, {"error": "unsupported_grant_type", "error_description": "Invalid grant_type: "})
        claims = self._claims(form.get("assertion", ""))
        self._in_time(claims)
        if not claims.get("scope"):
            description = "Empty or missing scope not allowed."
            raise GoogleError(400, {"error": "invalid_scope", "error_description": description})
        token = f"ya29.{secrets.token_urlsafe(30)}"
        scopes = frozenset(str(claims["scope"]).split())
        self.bearers[token] = Bearer(claims["iss"], scopes, self.clock.now() + LIFETIME)
        return {"access_token": token, "expires_in": int(LIFETIME.total_seconds()) - 1, "token_type": "Bearer"}

    def _claims(self, assertion: str) -> Json:
        """The claims of an assertion whose signature holds."""
        try:
            head, body, signature = assertion.split(".")
            header, claims = _decoded(head), _decoded(body)
            signed = base64.urlsafe_b64decode(signature + "==")
        except (ValueError, binascii.Error) as error:
            raise bad_grant("Invalid JWT: Failed audience check.") from error
        account = self.accounts.get(str(claims.get("iss")))
        if account is None:
            raise bad_grant("Invalid grant: account not found")
        if header.get("alg") != "RS256" or header.get("kid") != account.key_id:
            raise bad_grant("Invalid JWT Signature.")
        try:
            content = f"{head}.{body}".encode("ascii")
            _key().public_key().verify(signed, content, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature as error:
            raise bad_grant("Invalid JWT Signature.") from error
        if claims.get("aud") != AUDIENCE:
            raise bad_grant("Invalid JWT: Failed audience check.")
        return claims

    def _in_time(self, claims: Json) -> None:
        now, begun, ends = self.clock.machine(), float(claims.get("iat", 0)), float(claims.get("exp", 0))
        if ends - begun > LIFETIME.total_seconds() or begun > now + _LEEWAY or ends < now - _LEEWAY:
            raise bad_grant(_TIMING)

    def bearer(self, header: str | None) -> Bearer:
        """Whom the `Authorization` header belongs to. Raises GoogleError (401)."""
        found = self.bearers.get((header or "").removeprefix("Bearer "))
        if found is None or found.until <= self.clock.now():
            raise unauthenticated()
        return found


def _decoded(part: str) -> dict[str, Any]:
    found = json.loads(base64.urlsafe_b64decode(part + "=="))
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found
