"""Who may see what: every route declares it, and each role is tried at each route, its own partner's and another's."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from flask import Flask

from tracker.actions.visitor import Role
from tracker.choices import ROLES
from tracker.web.access import EVERY_ROLE, Declared, current, declared, everyone, slug, who
from tracker.web.app import create_app

from .conftest import AuditingClient, client_of, drawing
from .editions import EDITION
from .people import ADDRESSES, OTHER, PARTNER, House

TEAM = (Role.PROJECT_LEADER, Role.PROGRAMME_TEAM)
LEADER = (Role.PROJECT_LEADER,)
EVERYONE = "everyone"
OWN = "own"
PROOF = "proof"
OWN_WITH_PROOF = "own, with proof"


@dataclass(frozen=True)
class Seen:
    """Who may open a route, and whether it is about one partner or asks for recent proof."""

    roles: tuple[Role, ...] | str
    needs: str = ""


LOGGED_IN = Seen(EVERY_ROLE)
WITHOUT_FUNDER = tuple(role for role in EVERY_ROLE if role is not Role.FUNDER)
OPEN = Seen(EVERYONE)
CONTRACT: Mapping[tuple[str, str], Seen] = {
    ("GET", "/static/<path:filename>"): OPEN,
    ("GET", "/healthz"): OPEN,
    ("GET", "/metrics"): OPEN,
    ("GET", "/inloggen"): OPEN,
    ("POST", "/inloggen"): OPEN,
    ("GET", "/inloggen/code"): OPEN,
    ("POST", "/inloggen/code"): OPEN,
    ("GET", "/inloggen/link/<token>"): OPEN,
    ("POST", "/inloggen/link/<token>"): OPEN,
    ("GET", "/inloggen/eenmalig/<token>"): OPEN,
    ("POST", "/inloggen/eenmalig/<token>"): OPEN,
    ("GET", "/openbaar"): OPEN,
    ("GET", "/over-de-cijfers"): OPEN,
    ("GET", "/privacy"): OPEN,
    ("GET", "/toegankelijkheid"): OPEN,
    ("GET", "/"): LOGGED_IN,
    ("GET", "/doelen"): LOGGED_IN,
    ("GET", "/plekken"): LOGGED_IN,
    ("GET", "/downloads"): LOGGED_IN,
    ("GET", "/mijn-toegang"): LOGGED_IN,
    ("POST", "/mijn-toegang"): LOGGED_IN,
    ("POST", "/uitloggen"): LOGGED_IN,
    ("POST", "/uitloggen/overal"): LOGGED_IN,
    ("GET", "/tweede-stap"): Seen(TEAM),
    ("POST", "/tweede-stap"): Seen(TEAM),
    ("GET", "/downloads/<int:paper>"): LOGGED_IN,
    ("POST", "/downloads/maken"): Seen(LEADER, PROOF),
    ("GET", "/partner/<slug>"): Seen((*TEAM, Role.PARTNER), OWN),
    ("GET", "/partner/<slug>/klopt-dit-nog"): Seen((*TEAM, Role.PARTNER), OWN_WITH_PROOF),
    ("POST", "/partner/<slug>/klopt-dit-nog"): Seen((Role.PARTNER,), OWN_WITH_PROOF),
    ("GET", "/partners"): Seen(WITHOUT_FUNDER),
    ("GET", "/kwaliteit"): Seen(TEAM, PROOF),
    ("GET", "/aandacht"): Seen(TEAM, PROOF),
    ("POST", "/aandacht/afgehandeld"): Seen(LEADER, PROOF),
    ("GET", "/persoon/<code>"): Seen(TEAM, PROOF),
    ("POST", "/persoon/<code>/overzicht"): Seen(LEADER, PROOF),
    ("GET", "/persoon/<code>/wissen"): Seen(LEADER, PROOF),
    ("POST", "/persoon/<code>/wissen"): Seen(LEADER, PROOF),
    ("POST", "/kwaliteit/bijwerken"): Seen(LEADER, PROOF),
    ("GET", "/kwaliteit/klopt"): Seen(LEADER, PROOF),
    ("POST", "/kwaliteit/klopt"): Seen(LEADER, PROOF),
    ("GET", "/kwaliteit/terugdraaien/<int:number>"): Seen(LEADER, PROOF),
    ("POST", "/kwaliteit/terugdraaien/<int:number>"): Seen(LEADER, PROOF),
}
"""Every route, and who may see it: a new one gets a line here, or the tests fail."""

PARTS = {"token": "x", "filename": "theme.css", "code": "D-001", "number": "1", "paper": "1"}


def app_of(house: House) -> Flask:
    """The pages without the second factor, which has tests of its own."""
    return create_app(drawing(EDITION), house.door(second_factor=False))


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """Method, rule and endpoint of everything that the app answers to."""
    return [
        (method, rule.rule, rule.endpoint)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def test_every_route_declares_who_may_see_it(house: House) -> None:
    app = app_of(house)
    assert [rule for _, rule, endpoint in routes(app) if declared(app, endpoint) is None] == []


def test_every_route_declares_what_the_contract_says(house: House) -> None:
    app = app_of(house)
    for method, rule, endpoint in routes(app):
        assert (method, rule) in CONTRACT, "a new route gets a line in CONTRACT"
        seen, said = CONTRACT[method, rule], declared(app, endpoint)
        assert said is not None
        assert set(said.roles) == (set() if seen.roles == EVERYONE else set(seen.roles)), rule
        assert bool(said.own) == (seen.needs in {OWN, OWN_WITH_PROOF}), rule
        if seen.needs in {PROOF, OWN_WITH_PROOF}:
            assert said.needs_proof, rule


def test_what_changes_something_is_a_form_and_no_link(house: House) -> None:
    app = app_of(house)
    actions = [method for method, _, endpoint in routes(app) if (one := declared(app, endpoint)) and one.action]
    assert set(actions) <= {"POST"}


def test_the_roles_are_those_of_the_sheet() -> None:
    assert [role.value for role in Role] == [option.code for option in ROLES.options]


# --- Every role at every route ----------------------------------------------------------------------------------------


def more_of(app: Flask) -> Flask:
    """The pages with one of each kind more, whatever there is by now."""
    app.config["WTF_CSRF_ENABLED"] = False
    for name, declare in KINDS.items():
        app.add_url_rule(f"/soort/{name}/<slug>", name, declare(lambda slug: ("", 204)), methods=["GET", "POST"])
    return app


KINDS = {
    "own": who(*TEAM, Role.PARTNER, own="slug", person_level=True),
    "person": who(*TEAM, person_level=True),
    "leader": who(*LEADER, action=True),
    "totals": who(*EVERY_ROLE),
    "open": everyone,
}


def only_says(app: Flask) -> None:
    """Have every view answer nothing but that someone got in; what it declares stays."""
    for endpoint in list(app.view_functions):
        said = declared(app, endpoint)
        assert said is not None
        declare = (
            who(*said.roles, person_level=said.person_level, action=said.action, own=said.own)
            if said.roles
            else everyone
        )
        app.view_functions[endpoint] = declare(lambda **_: ("", 204))


def path_of(rule: str, partner: str) -> str:
    """An address of a route, about a partner where it is about one."""
    path = rule.replace("<path:", "<").replace("<int:", "<")
    for name, value in {**PARTS, "slug": slug(partner)}.items():
        path = path.replace(f"<{name}>", value)
    assert "<" not in path, f"{rule} has a part that the tests do not know"
    return path


def expected(said: Declared, role: Role | None, partner: str) -> int:
    """What a role gets to see: 204 is in, 303 is to the login, 404 is nothing."""
    if not said.roles:
        return 204
    if role is None:
        return 303
    if role not in said.roles or (said.own and role is Role.PARTNER and partner != PARTNER):
        return 404
    return 204


@pytest.mark.parametrize("partner", [PARTNER, OTHER, "Weg"])
@pytest.mark.parametrize("role", [None, *Role])
def test_each_role_gets_into_what_is_declared_for_it_and_into_nothing_else(
    house: House, role: Role | None, partner: str
) -> None:
    app = more_of(app_of(house))
    browser = client_of(app)
    if role:
        browser.log_in(house, ADDRESSES[role])
    only_says(app)
    for method, rule, endpoint in routes(app):
        said = declared(app, endpoint)
        assert said is not None
        answer = browser.open(path_of(rule, partner), method=method)
        assert answer.status_code == expected(said, role, partner), (method, rule, role)


def test_a_view_that_declares_nothing_does_not_exist_for_anyone(house: House) -> None:
    app = app_of(house)
    app.add_url_rule("/vergeten", "forgotten", lambda: "geheim", methods=["GET", "POST"])
    browser = client_of(app)
    for _ in range(2):
        assert browser.get("/vergeten").status_code == 404
        assert browser.post("/vergeten").status_code == 404
        browser.log_in(house, ADDRESSES[Role.PROJECT_LEADER])


def test_a_declaration_without_a_role_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="everyone"):
        who()


def test_a_view_for_everyone_cannot_ask_who_it_is(house: House) -> None:
    app = app_of(house)
    with app.test_request_context("/inloggen"), pytest.raises(RuntimeError):
        current()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Gemeente Súdwest-Fryslân", "gemeente-sudwest-fryslan"),
        ("  Zorg & Werk B.V. ", "zorg-werk-b-v"),
        ("ĲSSEL", "ijssel"),
    ],
)
def test_a_partner_has_one_address(name: str, expected: str) -> None:
    assert slug(name) == expected


# --- Persons and actions ----------------------------------------------------------------------------------------------


@pytest.fixture
def browser(house: House) -> AuditingClient:
    """A browser at pages of each kind, with the second factor."""
    app = create_app(drawing(EDITION), house.door())
    app.add_url_rule("/lijst", "list", KINDS["totals"](lambda: ("", 204)))
    late = who(Role.PARTNER, action=True)(lambda: ("", 204))
    app.add_url_rule("/lijst/klopt", "right", late, methods=["POST"])
    return client_of(more_of(app))


def test_persons_ask_for_proof_of_the_last_half_hour_and_totals_do_not(house: House, browser: AuditingClient) -> None:
    own = f"/soort/own/{slug(PARTNER)}"
    browser.log_in(house, ADDRESSES[Role.PARTNER])
    house.later(minutes=29)
    assert browser.get(own).status_code == 204
    house.later(minutes=1)
    answer = browser.get(own)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/inloggen?verder={own}")
    assert "na een half uur nog eens" in browser.get(answer.headers["Location"]).text
    assert browser.get("/soort/totals/x").status_code == 204
    browser.log_in(house, ADDRESSES[Role.PARTNER])
    assert browser.get(own).status_code == 204


def test_someone_is_known_in_the_audit_log_by_what_they_opened_about_persons(
    house: House, browser: AuditingClient
) -> None:
    browser.log_in(house, ADDRESSES[Role.PARTNER])
    browser.get(f"/soort/own/{slug(PARTNER)}")
    browser.get(f"/soort/own/{slug(OTHER)}")
    browser.get("/soort/totals/x")
    with house.store() as store:
        rows = [(row.role, row.what, row.about) for row in store.audit_rows()]
    assert rows[2:] == [("partner", "own", PARTNER)]


def test_a_form_that_came_too_late_leads_back_to_a_page(house: House, browser: AuditingClient) -> None:
    browser.log_in(house, ADDRESSES[Role.PARTNER])
    house.later(minutes=31)
    assert browser.post("/lijst/klopt").headers["Location"] == "/inloggen?verder=/lijst"
