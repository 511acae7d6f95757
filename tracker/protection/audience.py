"""Who sees what of an edition: the whole edition and an audience come in, what that audience may see goes out.

This is the table of the protection page in code. Whoever is not named here sees nothing.
"""

from dataclasses import replace

from tracker.edition import Audience, Edition, GrantState, Outlook, PartnerState, Places, ProtectedTable, Quality
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
    named = replace(whole, audience=str(wanted), subject=subject)
    if wanted is Audience.EVERYONE:
        return _nothing_but(named, tuple(one for one in whole.state.figures if one.code in OPEN_FIGURES))
    if wanted is Audience.FUNDER:
        return replace(_nothing_but(named, ()), grants=(_grant(whole, subject),))
    if wanted is Audience.PARTNER:
        return _for_partner(named, subject)
    return replace(named, partners=tuple(_seen_by_others(one) for one in whole.partners), tables=_tables(whole, ""))


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
    )


def _grant(whole: Edition, name: str) -> GrantState:
    found = next((one for one in whole.grants if one.name == name), None)
    if found is None:
        raise ValueError("the edition has no such grant")
    return found


def _for_partner(edition: Edition, name: str) -> Edition:
    """What a partner sees: the programme, the others as far as they show themselves, and itself exactly."""
    if all(one.name != name for one in edition.partners):
        raise ValueError("the edition has no such partner")
    return replace(
        edition,
        partners=tuple(one if one.name == name else _seen_by_others(one) for one in edition.partners),
        tables=_tables(edition, name),
        grants=(),
        promises=(),
        meeting=None,
        quality=Quality(),
    )


def _seen_by_others(partner: PartnerState) -> PartnerState:
    """A partner as others see it: never whom it registered or who works there, and no numbers when it hides them."""
    others = replace(partner, placements={}, registered=None)
    if partner.shows_numbers:
        return others
    return replace(others, places=(), experts_paid=None, experts_volunteer=None, experts_on=None)


def _tables(edition: Edition, partner: str) -> tuple[ProtectedTable, ...]:
    own = f"{PARTNER}:{partner}" if partner else OVERVIEW
    return tuple(one for one in edition.tables if one.spec.audience in (OVERVIEW, own))
