"""The headers of every answer: what a browser may load, frame, tell others and keep."""

from collections.abc import Mapping
from typing import Final

from flask import Flask, Response

_HSTS: Final = "max-age=31536000"

FOR_GOOD: Final = "public, max-age=31536000, immutable"
ASK_FIRST: Final = "public, no-cache"
FIVE_MINUTES: Final = "public, max-age=300"
"""How long a browser may keep an answer that is the same for everyone."""

_KEEPING: Final = frozenset({FOR_GOOD, ASK_FIRST, FIVE_MINUTES})

_ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def add_headers(app: Flask) -> None:
    """Give every answer its headers; on HTTPS also the one that keeps browsers there."""
    app.after_request(_with_headers)
    if app.config["SESSION_COOKIE_SECURE"]:
        app.after_request(_with_https)


def _with_headers(response: Response) -> Response:
    """The answer with the headers that every answer has; a browser keeps only what says itself that it may be kept."""
    response.headers.update(_ALWAYS)
    if response.status_code >= 400 or response.headers.get("Cache-Control") not in _KEEPING:
        response.headers["Cache-Control"] = "no-store"
    return response


def _with_https(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = _HSTS
    return response
