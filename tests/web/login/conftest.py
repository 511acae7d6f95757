"""Two browsers in which nobody is logged in, and what the tests of logging in look at."""

import re
import sqlite3
from contextlib import closing

import pytest
from werkzeug.test import TestResponse

from tracker.actions.visitor import Role
from tracker.web.app import create_app

from ..conftest import AuditingClient, client_of, drawing
from ..editions import EDITION
from ..people import ADDRESSES, House

LEADER, STEERING = ADDRESSES[Role.PROJECT_LEADER], ADDRESSES[Role.STEERING_GROUP]


@pytest.fixture
def browser(house: House) -> AuditingClient:
    """A browser in which nobody logged in."""
    return client_of(create_app(drawing(EDITION), house.door()))


@pytest.fixture
def other(house: House) -> AuditingClient:
    """Another browser, served by another process of the same pages."""
    return client_of(create_app(drawing(EDITION), house.door()))


def ask(browser: AuditingClient, address: str, after: str = "/") -> TestResponse:
    """Ask for a mail."""
    return browser.submit("/inloggen", {"adres": address, "verder": after})


def mail(house: House) -> tuple[str, str]:
    """The path of the link and the code in the newest mail, once it was sent."""
    house.post()
    _, letter = house.mails[-1]
    link, code = re.search(r"/inloggen/link/\S+", letter.text), re.search(r"\b[A-Z0-9]{4} [A-Z0-9]{4}\b", letter.text)
    assert link and code
    return link[0], code[0]


def is_in(browser: AuditingClient) -> bool:
    """Whether someone is logged in."""
    return browser.get("/mijn-toegang").status_code == 200


def dump(house: House) -> list[str]:
    """Everything in the database, as text."""
    with closing(sqlite3.connect(house.path)) as connection:
        return list(connection.iterdump())


def counts(house: House) -> dict[str, int]:
    """How many rows each table of the login has."""
    tables = ("login_requests", "attempts", "sessions", "devices", "audit")
    with closing(sqlite3.connect(house.path)) as connection:
        return {name: connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables}
