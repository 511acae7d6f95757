"""A browser without a screen that looks over every answer it gets."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tracker.edition import Edition
from tracker.editions import charts
from tracker.web.app import create_app
from tracker.web.programme import Draw

from .audit import audit
from .editions import EDITION

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


class AuditingClient(FlaskClient):
    """A test client that audits what it is given: the headers of every answer, and every page as a whole."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Ask, audit, and give the answer."""
        response = super().open(*args, **{"buffered": True} | kwargs)
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        if response.mimetype == "text/html" and response.data:
            assert response.headers["Cache-Control"] == "no-store"
            audit(response.text)
        return response


Visit = Callable[[Draw], AuditingClient]


@pytest.fixture
def visit() -> Visit:
    """Gives a client for an app that draws what the test wants."""

    def client_of(draw: Draw) -> AuditingClient:
        app = create_app(draw)
        app.test_client_class = AuditingClient
        client = app.test_client()
        assert isinstance(client, AuditingClient)
        return client

    return client_of


def drawing(edition: Edition) -> Draw:
    """Always the same edition, with its real charts."""
    return lambda: (edition, charts.of_edition(edition))


@pytest.fixture
def client(visit: Visit) -> AuditingClient:
    """A client for the made-up edition."""
    return visit(drawing(EDITION))
