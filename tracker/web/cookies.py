"""The cookies that logging in needs: whose browser asked for a mail, who is logged in, and which device is known.

Each is a random name and nothing else. They are `Lax` and not `Strict`, because a link in a mail must find them. On
HTTPS their names begin with `__Host-`, so that no neighbouring site can set them.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import Flask, request
from werkzeug.wrappers import Response

BROWSER: Final = "ew-browser"
SESSION: Final = "ew-sessie"
DEVICE: Final = "ew-apparaat"
FORM: Final = "ew-formulier"


@dataclass(frozen=True, slots=True)
class Cookies:
    """Sets and reads our cookies; `safe` says that the pages go over HTTPS."""

    safe: bool

    def name(self, cookie: str) -> str:
        """What a cookie is called in the browser."""
        return f"__Host-{cookie}" if self.safe else cookie

    def read(self, cookie: str) -> str:
        """What stands in a cookie of this request; empty when it is not there."""
        return request.cookies.get(self.name(cookie), "")

    def keep(self, response: Response, cookie: str, value: str, life: timedelta | None = None) -> None:
        """Have the browser keep a cookie for a while; until it is closed when no while is given."""
        response.set_cookie(
            self.name(cookie), value, max_age=life, path="/", secure=self.safe, httponly=True, samesite="Lax"
        )

    def drop(self, response: Response, cookie: str) -> None:
        """Have the browser forget a cookie."""
        response.delete_cookie(self.name(cookie), path="/", secure=self.safe, httponly=True, samesite="Lax")

    def of_forms(self, app: Flask) -> None:
        """Have Flask keep what belongs to a form in a cookie of the same kind."""
        app.config.update(
            SESSION_COOKIE_NAME=self.name(FORM),
            SESSION_COOKIE_SECURE=self.safe,
            SESSION_COOKIE_HTTPONLY=True,
            SESSION_COOKIE_SAMESITE="Lax",
            SESSION_COOKIE_PATH="/",
        )
