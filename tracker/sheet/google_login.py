"""Who we are to Google: the path of a service account's key in, a session that logs in by itself out."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from google.auth.exceptions import TransportError
from google.auth.transport.requests import AuthorizedSession, Request
from google.oauth2 import service_account

from tracker.errors import SettingError

SHEETS_HOST = "https://sheets.googleapis.com"
DRIVE_HOST = "https://www.googleapis.com"
TOKEN_HOST = "oauth2.googleapis.com"  # noqa: S105 - the name of a host, and no secret.

_SCOPE = "https://www.googleapis.com/auth/"
READ_AND_WRITE = f"{_SCOPE}spreadsheets"
READ_ONLY = f"{_SCOPE}spreadsheets.readonly"
FILE_STATE = f"{_SCOPE}drive.metadata.readonly"
"""Asked for on its own, only to learn whether the sheet lies in the bin."""

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_COME_BACK = frozenset({408, 429, 500, 502, 503, 504})
_WANTED = ("client_email", "private_key", "token_uri")


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a service account: `address` is what people share the sheet with."""

    path: Path
    address: str
    content: Mapping[str, Any]


def read_key(path: Path, api: str | None = None) -> Key:
    """Read the key file of a service account. Raises SettingError when it is no such file.

    A key that would send us to log in at another host than Google's (or that of `api`) is refused.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise SettingError(
            f"De Google-sleutel {path} is niet te lezen.",
            "Zet in EW_GOOGLE_CREDENTIALS het pad van het JSON-bestand met de sleutel, en kijk of u het mag lezen.",
        ) from None
    except ValueError:
        raise _no_key(path) from None
    if not isinstance(content, dict) or not all(isinstance(content.get(name), str) for name in _WANTED):
        raise _no_key(path)
    host = urlsplit(content["token_uri"]).hostname
    if host not in {TOKEN_HOST, urlsplit(api or "").hostname} and host not in _LOOPBACK:
        raise SettingError(
            f"De Google-sleutel {path} verwijst naar {host}, en niet naar Google.",
            "Gebruik het bestand zoals Google het u gaf.",
        )
    return Key(path, content["client_email"], content)


def _no_key(path: Path) -> SettingError:
    return SettingError(
        f"Het bestand {path} is geen sleutel van een Google-serviceaccount.",
        "Maak in de Google Cloud Console bij het serviceaccount een sleutel van de soort JSON, en wijs die aan.",
    )


def safe_base(api: str | None) -> str | None:
    """The base URL that takes the place of Google's hosts. Raises SettingError unless it is https, or on loopback."""
    if not api:
        return None
    parts = urlsplit(api)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return api.rstrip("/")
    raise SettingError(
        f"EW_GOOGLE_API is “{api}”, en dat is geen veilig adres.",
        "Schrijf een adres dat begint met https://, of haal de instelling weg.",
    )


class Credentials(service_account.Credentials):
    """Credentials that ask no other host anything."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        """Newer versions of google-auth look something up at another host in the background; that is switched off."""
        return False


class _TokenRequest(Request):
    """Asks for a token once: trying again, and how long, is decided in one place, and that is not here."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        response = super().__call__(*args, **options)  # type: ignore[no-untyped-call]  # No types.
        if response.status in _COME_BACK:
            raise TransportError(f"token: {response.status}")  # type: ignore[no-untyped-call]  # No types.
        return response


def credentials(key: Key) -> Credentials:
    """The credentials of a key, without a scope yet. Raises SettingError when the key is damaged."""
    try:
        # google-auth gives its functions no types.
        found = Credentials.from_service_account_info(dict(key.content))  # type: ignore[no-untyped-call]  # No types.
    except (ValueError, TypeError):
        raise _no_key(key.path) from None
    assert isinstance(found, Credentials)
    return found


def session(found: Credentials, scope: str) -> requests.Session:
    """A session that logs in by itself, for one scope."""
    scoped = found.with_scopes([scope])
    asks = _TokenRequest(requests.Session())
    opened = AuthorizedSession(scoped, max_refresh_attempts=1, auth_request=asks)  # type: ignore[no-untyped-call]  # No types.
    assert isinstance(opened, requests.Session)
    return opened
