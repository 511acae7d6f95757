"""A small client of the emulator for these tests: real gspread and google-auth, with Google's hosts replaced."""

import re
from pathlib import Path
from typing import Any

import gspread
from google.oauth2 import service_account
from gspread.http_client import HTTPClient
from requests import Response

from tests.google import Emulator, ServiceAccount

SCOPES = ("https://www.googleapis.com/auth/spreadsheets",)
WHOLE_DRIVE = ("https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive")


class Credentials(service_account.Credentials):
    """Credentials that ask no other host anything."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


def log_in(path: Path, scopes: tuple[str, ...] = SCOPES) -> Credentials:
    """The credentials of a key file."""
    # google-auth gives this function no types.
    found = Credentials.from_service_account_file(str(path), scopes=scopes)  # type: ignore[no-untyped-call]
    assert isinstance(found, Credentials)
    return found


def client(google: Emulator, account: ServiceAccount | None = None, scopes: tuple[str, ...] = SCOPES) -> gspread.Client:
    """A gspread client that talks to the emulator as a service account, with a timeout of five seconds."""

    class Loopback(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> Response:
            return super().request(method, re.sub(r"^https://[^/]+", google.api, endpoint), *args, **options)

    credentials = log_in((account or google.account).path, scopes)
    found = gspread.Client(auth=credentials, http_client=Loopback)
    found.set_timeout(5)
    return found
