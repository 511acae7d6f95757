"""The headers of every answer: what a browser may load, frame, tell others and keep."""

from collections.abc import Mapping

from flask import Response, request

_ALWAYS: Mapping[str, str] = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def add_headers(response: Response) -> Response:
    """The answer with the headers that every answer has; only the style sheet and the icon may be kept by a browser."""
    response.headers.update(_ALWAYS)
    may_keep = request.endpoint == "static" and response.status_code < 400
    response.headers["Cache-Control"] = "no-cache" if may_keep else "no-store"
    return response
