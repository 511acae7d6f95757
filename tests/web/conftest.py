"""A browser without a screen that looks over every answer it gets, and that can log in."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tracker.actions.visitor import Role
from tracker.edition import Edition
from tracker.editions import charts
from tracker.web.app import create_app
from tracker.web.draw import Draw, Drawn

from .audit import audit, read_page
from .editions import EDITION
from .people import ADDRESSES, House, house_at, make_database

HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}

OPEN_PAGES = ("/openbaar", "/over-de-cijfers", "/privacy", "/toegankelijkheid")
"""The pages that are the same for everyone."""


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
        is_page = response.mimetype == "text/html" and "Content-Disposition" not in response.headers
        if (
            is_page
            and "Content-Encoding" not in response.headers
            and response.data
            and response.status_code not in {302, 303, 308}
        ):
            is_open = response.request.path in OPEN_PAGES and response.status_code == 200
            assert response.headers["Cache-Control"] == ("public, max-age=300" if is_open else "no-store")
            audit(response.text)
        return response

    def submit(self, path: str, data: Mapping[str, str] | None = None, page: str | None = None) -> TestResponse:
        """Open a page (the path itself when none is named), and send its form to the path, as a browser would."""
        opened = self.get(page or path)
        fields = {one.attributes.get("name"): one.attributes for one in read_page(opened.text).all("input")}
        token = fields.get("csrf_token", {}).get("value", "")
        return self.post(path, data={"csrf_token": token, **(data or {})}, headers={"Sec-Fetch-Site": "same-origin"})

    def log_in(self, house: House, address: str) -> TestResponse:
        """Log in by a link that the operator made."""
        return self.submit(house.link(address))


def client_of(app: Flask, **options: Any) -> AuditingClient:
    """A browser for an app."""
    app.test_client_class = AuditingClient
    client = app.test_client(**options)
    assert isinstance(client, AuditingClient)
    return client


Visit = Callable[[Draw], AuditingClient]


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that knows who may log in; making it takes long enough to do it once."""
    path = tmp_path_factory.mktemp("people") / "ew.db"
    make_database(path)
    return path


@pytest.fixture
def house(people: Path, tmp_path: Path) -> House:
    """A database of this test's own, and a door to it."""
    return house_at(people, tmp_path)


@pytest.fixture
def visit(house: House) -> Visit:
    """Gives a client, logged in as project leader, for an app that draws what the test wants."""

    def visiting(draw: Draw) -> AuditingClient:
        client = client_of(create_app(draw, house.door()))
        assert client.log_in(house, ADDRESSES[Role.PROJECT_LEADER]).status_code == 303
        return client

    return visiting


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample programme, made once."""
    from .programme import make_programme

    folder = tmp_path_factory.mktemp("programme")
    make_programme(folder)
    return folder


def drawing(edition: Edition) -> Draw:
    """Always the same edition, with its real charts."""
    drawn = Drawn(edition, charts.of_edition(edition))
    return lambda _: drawn


@pytest.fixture
def client(visit: Visit) -> AuditingClient:
    """A client for the made-up edition, logged in as project leader."""
    return visit(drawing(EDITION))


@pytest.fixture
def stranger(house: House) -> AuditingClient:
    """A client for the made-up edition that is not logged in."""
    return client_of(create_app(drawing(EDITION), house.door()))
