"""Who sees what of an edition: the whole edition and an audience come in, what that audience may see goes out.

This is the table of the protection page in code. Whoever is not named here sees nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from tracker.edition import Audience, Edition, GateRecord, Outlook, PartnerState, Places, Quality
from tracker.model import Figure
from tracker.protection.closed_list import OVERVIEW, PARTNER

OPEN_FIGURES = ("kans_gekregen", "eigen_doel_bereikt", "betaald_werk", "partners_structureel")
"""The figures of the open page."""


def seen_by(whole: Edition, audience: str, subject: str = "") -> Edition:
    """What an audience may see of an edition. `subject` is the partner or the grant that it is about.

    ValueError for an audience that does not exist, and for a partner or a grant that the edition does not have.
    """
    wanted = Audience(audience)
    if wanted is Audience.PROGRAMME:
        return whole
    return _VIEWS.get(wanted, _for_all)(replace(whole, audience=str(wanted), subject=subject))


def _nothing_but(edition: Edition, figures: tuple[Figure, ...]) -> Edition:
    """The moment of an edition, and of what it holds only these figures."""
    return replace(
        edition,
        state=replace(edition.state, figures=figures, where={}),
        quarters=(),
        outlook=Outlook(),
        changes=None,
        partners=(),
        places=Places(),
        grants=(),
        rules=(),
        effects=(),
        promises=(),
        meeting=None,
        quality=Quality(),
        tables=(),
        gate=GateRecord(tried=edition.gate.tried, found=edition.gate.found),
    )


def _for_all(edition: Edition) -> Edition:
    """What everyone of the alliance who logged in may see."""
    others = tuple(_seen_by_others(one) for one in edition.partners)
    return _with_tables(replace(edition, partners=others), "")


def _for_everyone(edition: Edition) -> Edition:
    return _nothing_but(edition, tuple(one for one in edition.state.figures if one.code in OPEN_FIGURES))


def _for_funder(edition: Edition) -> Edition:
    found = next((one for one in edition.grants if one.name == edition.subject), None)
    if found is None:
        raise ValueError("the edition has no such grant")
    return replace(_nothing_but(edition, ()), grants=(found,))


def _for_ministry(edition: Edition) -> Edition:
    return replace(_nothing_but(edition, ()), rules=edition.rules)


def _for_dashboards(edition: Edition) -> Edition:
    return replace(_for_all(edition), promises=(), meeting=None, quality=Quality(), grants=())


def _for_partner(edition: Edition) -> Edition:
    """What a partner sees: the programme, the others as far as they show themselves, and itself exactly."""
    name = edition.subject
    if all(one.name != name for one in edition.partners):
        raise ValueError("the edition has no such partner")
    own = replace(
        edition,
        partners=tuple(one if one.name == name else _seen_by_others(one) for one in edition.partners),
        grants=(),
        promises=(),
        meeting=None,
        quality=Quality(),
    )
    return _with_tables(own, name)


def _seen_by_others(partner: PartnerState) -> PartnerState:
    """A partner as others see it: never whom it registered or who works there, and no numbers when it hides them."""
    others = replace(partner, placements={}, registered=None)
    if partner.shows_numbers:
        return others
    return replace(others, places=(), experts_paid=None, experts_volunteer=None, experts_on=None)


def _with_tables(edition: Edition, partner: str) -> Edition:
    """The edition with the tables for all, and those of one partner; what is left out of other tables is not told."""
    own = f"{PARTNER}:{partner}" if partner else OVERVIEW
    tables = tuple(one for one in edition.tables if one.spec.audience in (OVERVIEW, own))
    names = {one.spec.name for one in tables}
    left_out = tuple(one for one in edition.gate.left_out if one.table in names)
    return replace(edition, tables=tables, gate=replace(edition.gate, left_out=left_out))


_VIEWS: Mapping[Audience, Callable[[Edition], Edition]] = {
    Audience.PARTNER: _for_partner,
    Audience.FUNDER: _for_funder,
    Audience.EVERYONE: _for_everyone,
    Audience.RULES: _for_ministry,
    Audience.TABLES: _for_dashboards,
}
"""What an audience sees when that is not what all of the alliance see."""
