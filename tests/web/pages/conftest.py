"""The sample programme with a browser for each role, and which pages each role has."""

from pathlib import Path

import pytest

from tracker.actions.visitor import Role

from ..audit import Element, audit
from ..conftest import AuditingClient
from ..programme import ADDRESS, OTHER_ADDRESS, Programme, copy_of

PUBLIC = ("/openbaar", "/over-de-cijfers", "/privacy", "/toegankelijkheid")
TOTALS = ("/", "/doelen", "/plekken", "/downloads")
TEAM_ONLY = ("/kwaliteit", "/aandacht", "/persoon/D-001")
LEADER, TEAM = Role.PROJECT_LEADER, Role.PROGRAMME_TEAM


def paths_of(role: Role | None) -> tuple[str, ...]:
    """Every page that someone of a role has."""
    if role is None:
        return (*PUBLIC, "/inloggen")
    asked = f"/partner/{ADDRESS}/klopt-dit-nog"
    own = {Role.PARTNER: ("/partners", f"/partner/{ADDRESS}", asked), Role.FUNDER: ()}
    team = ("/partners", *TEAM_ONLY, f"/partner/{OTHER_ADDRESS}", asked)
    leader = (*team, "/kwaliteit/terugdraaien/1", "/persoon/D-001/wissen")
    return (*TOTALS, *{LEADER: leader, TEAM: team}.get(role, own.get(role, ("/partners",))))


@pytest.fixture(scope="module")
def shared(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """A programme for tests that only look."""
    return copy_of(sample, tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="module")
def browsers(shared: Programme) -> dict[Role | None, AuditingClient]:
    """A browser for each role, and one in which nobody is logged in."""
    return {role: shared.browser(role) for role in (None, *Role)}


@pytest.fixture
def own(sample: Path, tmp_path: Path) -> Programme:
    """A programme of a test's own, to change."""
    return copy_of(sample, tmp_path)


def main_of(client: AuditingClient, path: str) -> Element:
    response = client.get(path)
    assert response.status_code == 200, path
    return audit(response.text).all("main")[0]


def texts(page: Element, name: str) -> list[str]:
    return [one.text for one in page.all(name)]


def deeds(programme: Programme) -> list[str]:
    return [deed for deed in programme.house.deeds() if deed not in ("link", "ingelogd")]
