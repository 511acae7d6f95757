"""Where someone can go: the pages of a role, in the order in which they stand on top of every page."""

from dataclasses import dataclass

from flask import Flask, g, request, url_for

from tracker.actions.visitor import Role, Visitor
from tracker.web.access import EVERY_ROLE, slug

_TEAM = (Role.PROJECT_LEADER, Role.PROGRAMME_TEAM)
_WITHOUT_FUNDER = tuple(role for role in EVERY_ROLE if role is not Role.FUNDER)

_ENTRIES: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    ("programme", "Programma", _WITHOUT_FUNDER),
    ("programme", "Uw subsidie", (Role.FUNDER,)),
    ("partner", "Uw organisatie", (Role.PARTNER,)),
    ("goals", "Doelen", EVERY_ROLE),
    ("places", "Plekken", _WITHOUT_FUNDER),
    ("partners", "Partners", _WITHOUT_FUNDER),
    ("attention", "Nu aandacht", _TEAM),
    ("quality", "Kwaliteit", _TEAM),
    ("downloads", "Downloads", EVERY_ROLE),
)
"""Each page with its endpoint, what it is called, and for which roles it stands there."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One link on top of the page; `here` says that it leads to this very page."""

    words: str
    address: str
    here: bool


def add_menu(app: Flask) -> None:
    """Let every template know where its reader can go."""
    app.context_processor(lambda: {"menu": menu_of(g.get("visitor"))})


def menu_of(visitor: Visitor | None) -> tuple[Entry, ...]:
    """The links for someone; none for who is not logged in."""
    if visitor is None:
        return ()
    found = []
    for endpoint, words, roles in _ENTRIES:
        if visitor.role in roles:
            own = endpoint == "partner"
            address = url_for(endpoint, slug=slug(visitor.partner or "")) if own else url_for(endpoint)
            found.append(Entry(words, address, request.endpoint == endpoint))
    return tuple(found)
