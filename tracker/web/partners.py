"""The page of all partners: how far each is in each domain, and for the programme team a list that leads to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, render_template
from markupsafe import Markup
from werkzeug.wrappers import Response

from tracker import actions
from tracker.actions.visitor import Role
from tracker.choices import SECTORS
from tracker.edition import Edition, PartnerState
from tracker.web.access import EVERY_ROLE, current, who
from tracker.web.kept_pages import KeptPages
from tracker.web.programme import drawings
from tracker.wording import addresses

if TYPE_CHECKING:
    from tracker.editions.paper import Block

GRID = "Partners en domeinen"
"""The chapter of the papers with how far each partner is in each domain."""

_TEAM = (Role.PROJECT_LEADER, Role.PROGRAMME_TEAM)


@dataclass(frozen=True, slots=True)
class PartnersPage:
    """Everything that the page shows: what it says first, each partner (address, state, sector), and the tables.

    `partners` is empty for who may not open the page of each.
    """

    lead: str
    partners: tuple[tuple[str, PartnerState, str], ...]
    grid: "Sequence[Block]"
    charts: Mapping[str, Markup]


def add_partners(app: Flask, kept: KeptPages) -> None:
    """Put all partners on `/partners`; a funder sees nothing of them."""

    @who(*(role for role in EVERY_ROLE if role is not Role.FUNDER))
    def partners() -> Response:
        drawn = kept.drawn()
        lead_on = current().role in _TEAM

        def make() -> str:
            page = partners_page(drawn.edition, drawn.charts, lead_on=lead_on)
            return render_template("partner/partners.html", page=page, drawn=drawn)

        return kept.answer(drawn, make)

    app.add_url_rule("/partners", "partners", partners)


def domain_grid(edition: Edition) -> "tuple[Block, ...]":
    """The table with how far each partner is in each domain; nothing without partners."""
    return tuple(block for block in actions.told_chapter(edition, GRID) if block.kind == "table")[:1]


def partners_page(edition: Edition, charts: Mapping[str, str], *, lead_on: bool) -> PartnersPage:
    """The page of an edition; with `lead_on` each partner is a link."""
    address = addresses(one.name for one in edition.partners)
    rows = tuple((address[one.name], one, SECTORS.word(one.sector) if one.sector else "") for one in edition.partners)
    return PartnersPage(
        lead=actions.told(edition).partners or "Er zijn nog geen partners aangesloten.",
        partners=rows if lead_on else (),
        grid=actions.told_chapter(edition, GRID),
        charts=drawings(charts),
    )
