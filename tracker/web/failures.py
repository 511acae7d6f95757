"""What goes wrong becomes a page in Dutch: what happened, what to do, and a number to ask about; never a detail."""

import logging
import secrets
from dataclasses import dataclass

from flask import Flask, Response, make_response, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from tracker.errors import TrackerError, kind_and_place

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """What a reader of an error page sees."""

    what: str
    advice: str


_UNKNOWN = Failure("Er ging iets mis.", "Probeer het later nog eens. Blijft het misgaan? Geef dan het nummer door.")
OTHER_FORM = Failure(
    "Wij konden dit formulier niet gebruiken.",
    "Open de pagina opnieuw en probeer het nog eens. Blijft het zo? Sta dan cookies toe in uw browser.",
)
_FAILURES = {
    400: Failure("Wij begrijpen deze vraag niet.", "Ga terug naar de eerste pagina en probeer het opnieuw."),
    403: Failure("Deze pagina mag u hier niet zien.", "Open de pagina's op de computer waarop de tracker draait."),
    404: Failure("Deze pagina bestaat niet.", "Controleer het adres, of ga naar de eerste pagina."),
    405: Failure("Dat kan op deze pagina niet.", "Ga terug naar de eerste pagina en probeer het opnieuw."),
    500: _UNKNOWN,
}
"""The page for each status; every other status gets the page of 500 under its own number."""


def show_failures(app: Flask) -> None:
    """Let every error end in a page."""
    app.register_error_handler(TrackerError, _tracker_failed)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _broke)


def failure_of(status: int) -> Failure:
    """What the page for a status says."""
    return _FAILURES.get(status, _UNKNOWN)


def _tracker_failed(error: TrackerError) -> Response:
    return _page(503, Failure(error.what, error.advice), type(error).__name__)


def _refused(error: HTTPException) -> Response:
    status = error.code or 500
    failure = OTHER_FORM if isinstance(error, CSRFError) else failure_of(status)
    response = _page(status, failure, type(error).__name__)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return response


def _broke(error: Exception) -> Response:
    return _page(500, _UNKNOWN, kind_and_place(error))


def _page(status: int, failure: Failure, kind: str) -> Response:
    reference = secrets.token_hex(4).upper()
    if status >= 500:
        _log.error("%s: %s, %s", reference, status, kind)
    return make_response(render_template("failure.html", failure=failure, reference=reference), status)
