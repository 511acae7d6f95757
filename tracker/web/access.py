"""Who may see a route: each view declares it, and what is not declared does not exist.

    @who(*EVERY_ROLE)                                                       # everyone who logged in: totals
    @who(Role.PROJECT_LEADER, Role.PROGRAMME_TEAM, person_level=True)       # pages about persons
    @who(Role.PROJECT_LEADER, action=True)                                  # changes something: POST only
    @who(Role.PARTNER, Role.PROJECT_LEADER, own="slug")                     # `/partner/<slug>`: a partner its own only
    @everyone                                                               # no login

The declaration stands on the view itself, above its `def`; `add_url_rule` and `route` take the view as it is. Inside a
view `current()` is the visitor: `.role`, `.partner` (the name on `Partners`), `.grant`, and `.who` for the audit log.
A page that differs for roles asks `current().role`; a GET and a POST for different roles are two views.

Whoever is not logged in is sent to the login page. Whoever is, but may not see it, gets 404: that a page of someone
else exists is nobody's business. `person_level` and `action` ask for proof of the last 30 minutes, and for the second
factor where the role has one; the visitor is sent there and comes back by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from flask import Flask, abort, g, redirect, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from tracker.actions.visitor import Role, Visitor
from tracker.wording import slug

__all__ = ["EVERY_ROLE", "Declared", "Role", "current", "declared", "everyone", "guard", "own_path", "slug", "who"]

EVERY_ROLE: Final = tuple(Role)
_MARK: Final = "declared_access"

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What a view says of itself. Without roles it is for everyone, logged in or not.

    `own` names the part of the address that holds the slug of a partner: the role partner sees only its own.
    """

    roles: tuple[Role, ...] = ()
    person_level: bool = False
    action: bool = False
    own: str = ""

    @property
    def needs_proof(self) -> bool:
        """Whether it asks for recent proof and for the second factor."""
        return self.person_level or self.action

    def admits(self, visitor: Visitor, arguments: Mapping[str, Any]) -> bool:
        """Whether someone may see the view under an address with these parts."""
        if visitor.role not in self.roles:
            return False
        if self.own and visitor.role is Role.PARTNER:
            return visitor.partner is not None and arguments.get(self.own) == slug(visitor.partner)
        return True


def who(*roles: Role, person_level: bool = False, action: bool = False, own: str = "") -> Callable[[View], View]:
    """Declare which roles may see a view. Raises ValueError when none is named."""
    if not roles:
        raise ValueError("a view without login is declared with `everyone`")
    return _declaring(Declared(roles=roles, person_level=person_level, action=action, own=own))


def everyone(view: View) -> View:
    """Declare that a view is for everyone, logged in or not."""
    return _declaring(Declared())(view)


def _declaring(said: Declared) -> Callable[[View], View]:
    def declare(view: View) -> View:
        setattr(view, _MARK, said)
        return view

    return declare


def declared(app: Flask, endpoint: str) -> Declared | None:
    """What the view of an endpoint declares, or None when it does not."""
    said = getattr(app.view_functions.get(endpoint), _MARK, None)
    return said if isinstance(said, Declared) else None


def current() -> Visitor:
    """Who asks. Raises RuntimeError in a view for everyone, where it may be nobody."""
    visitor = g.get("visitor")
    if not isinstance(visitor, Visitor):
        raise RuntimeError("this view is declared for everyone, so there may be no visitor")
    return visitor


Find = Callable[[], Visitor | None]
"""Finds who asks, by the cookies of the request."""

Fresh = Callable[[Visitor], bool]
"""Whether someone showed who they are recently enough."""

Note = Callable[[Visitor, str, Mapping[str, Any]], None]
"""Notes that someone saw a page about persons, or did something there: who, the endpoint, the parts of the address."""


def guard(app: Flask, find: Find, fresh: Fresh, note: Note) -> None:
    """Hold every request against the declaration of its view, before anything else looks at it."""

    def before() -> Response | None:
        if request.routing_exception is not None or request.endpoint is None:
            return None
        said = declared(app, request.endpoint)
        if said is None:
            abort(404)
        return _hold(said, request.view_args or {}) if said.roles else None

    def _hold(said: Declared, arguments: Mapping[str, Any]) -> Response | None:
        g.visitor = visitor = find()
        if visitor is None:
            return _send("login", app)
        if not said.admits(visitor, arguments):
            abort(404)
        if not said.needs_proof:
            return None
        if visitor.needs_factor or not fresh(visitor):
            return _send("second_factor" if visitor.has_factor else "login", app)
        note(visitor, request.endpoint or "", arguments)
        return None

    app.before_request(before)


def _send(endpoint: str, app: Flask) -> Response:
    """To where someone proves who they are, and from there back to this page."""
    after = own_path(app, request.path)
    return redirect(url_for(endpoint, verder=None if after == "/" else after), 303)


def own_path(app: Flask, path: str | None) -> str:
    """A path that is one of our own pages and can be opened; any other becomes the first page.

    The path of a form that was sent may have no page of its own; its reader comes back on the first page above it.
    """
    while path and path.startswith("/") and not path.startswith("//"):
        if _can_be_opened(app, path):
            return path
        path = path.rpartition("/")[0]
    return "/"


def _can_be_opened(app: Flask, path: str) -> bool:
    adapter = app.create_url_adapter(request)
    try:
        return adapter is not None and bool(adapter.match(path, method="GET"))
    except HTTPException:
        return False
