"""The closed list: every attribute of people that may be counted, and every table that an audience may get.

Nothing else about persons is ever published. To add a table is to add an entry here; the gate then guards it too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.edition import TableSpec
from tracker.protection.people import Attribute, Attributes, Kind

OVERVIEW, PARTNER, FUNDER = "overview", "partner", "funder"
"""Audiences: all who log in (steering group, managers, partners); one partner; one funder."""

NOT_STOPPED, STOPPED = "niet gestopt", "gestopt"
NO_TRAINING, NO_ANSWER, NO_PARTNER = "geen opleiding", "geen antwoord", "geen partner"

ANSWERS: Mapping[str, str] = {
    "satisfied": "Tevreden over werk of leerplek",
    "helped": "Goed geholpen",
    "changing": "Er verandert iets",
    "coping": "Kan beter rondkomen",
    "confident": "Vertrouwen in mijn toekomst",
}
"""The questions that participants answer with 1 to 5, and what people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The values that attributes can have, as the sheet and the house list them.

    `partners` gives each its sector; `others` are further ways in which people come (`zelf`, `via deelnemer`).
    `large` are the partners that registered at least `FEWEST_REGISTERED` people.
    """

    regions: tuple[str, ...]
    partners: Mapping[str, str]
    years: tuple[str, ...]
    activities: tuple[str, ...]
    trainings: tuple[str, ...]
    others: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    reached: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    guides: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()
    large: frozenset[str] = frozenset()


def closed_attributes(lists: Lists) -> Attributes:
    """Every attribute by name, in a fixed order."""
    sectors = tuple(dict.fromkeys((*lists.partners.values(), *(NO_PARTNER for _ in lists.others))))
    by_sector = {**lists.partners, **dict.fromkeys(lists.others, NO_PARTNER)}
    stops = dict.fromkeys(lists.reasons, STOPPED) | {NOT_STOPPED: NOT_STOPPED}
    marks, secret = Kind.IDENTIFYING, Kind.SENSITIVE
    every = (
        Attribute("region", "Regio", marks, lists.regions),
        Attribute("partner", "Aangemeld door", marks, tuple(by_sector)),
        Attribute("sector", "Soort organisatie", marks, sectors, of="partner", parts=by_sector),
        Attribute("year", "Jaar van aanmelding", marks, lists.years),
        Attribute("guide", "Begeleiding door", marks, lists.guides),
        Attribute("activity", "Waar nu", secret, lists.activities),
        Attribute("training", "Opleiding", secret, lists.trainings, plain=frozenset({NO_TRAINING})),
        Attribute(
            "reason",
            "Reden van stoppen",
            secret,
            (*lists.reasons, NOT_STOPPED),
            plain=frozenset({NOT_STOPPED}),
            never_exact=True,
        ),
        Attribute("stopped", "Gestopt", secret, (STOPPED, NOT_STOPPED), of="reason", parts=stops),
        Attribute("need", "Wat is nodig", secret, lists.needs, many=True, never_exact=True),
        Attribute("reached", "Eerder bereikt", secret, lists.reached, many=True, grows=True),
        *(
            Attribute(name, title, secret, (*"12345", NO_ANSWER), plain=frozenset({NO_ANSWER}), never_exact=True)
            for name, title in ANSWERS.items()
        ),
        Attribute("support", "Steun", Kind.OTHER, lists.supports),
        Attribute("grant", "Subsidie", Kind.OTHER, lists.grants, many=True),
    )
    return {attribute.name: attribute for attribute in every}


_PROGRAMME = (
    TableSpec("bereikt", OVERVIEW, ("reached",), "Wat mensen bereikten", exact=True),
    TableSpec("deelnemers", OVERVIEW, (), "Deelnemers", exact=True),
    TableSpec("waar_nu", OVERVIEW, ("activity",), "Waar mensen nu zijn", exact=True),
    TableSpec("opleiding", OVERVIEW, ("training",), "Opleidingen", exact=True),
    TableSpec("gestopt", OVERVIEW, ("stopped",), "Gestopt", exact=True),
    TableSpec("regio_waar_nu", OVERVIEW, ("region", "activity"), "Waar mensen nu zijn, per regio"),
    TableSpec("sector_waar_nu", OVERVIEW, ("sector", "activity"), "Waar mensen nu zijn, per soort organisatie"),
    TableSpec("jaar_waar_nu", OVERVIEW, ("year", "activity"), "Waar mensen nu zijn, per jaar van aanmelding"),
    TableSpec("regio_opleiding", OVERVIEW, ("region", "training"), "Opleidingen, per regio"),
    TableSpec("aangemeld_door", OVERVIEW, ("partner",), "Door wie mensen zijn aangemeld"),
    TableSpec("steun_bereikt", OVERVIEW, ("support", "reached"), "Wat mensen bereikten, per soort steun"),
    TableSpec("reden", OVERVIEW, ("reason",), "Waarom mensen stopten"),
    TableSpec("wat_is_nodig", OVERVIEW, ("need",), "Wat mensen nodig hebben"),
    *(TableSpec(f"meting_{name}", OVERVIEW, (name,), title) for name, title in ANSWERS.items()),
)


def closed_list(lists: Lists) -> tuple[TableSpec, ...]:
    """Every table for every audience."""
    partners = (spec for partner in lists.partners for spec in partner_tables(partner, partner in lists.large))
    return (*_programme(lists), *partners, *(spec for grant in lists.grants for spec in funder_tables(grant)))


def _programme(lists: Lists) -> tuple[TableSpec, ...]:
    """The tables of the programme; those by region only when the sheet names regions."""
    return tuple(spec for spec in _PROGRAMME if lists.regions or "region" not in spec.by)


FEWEST_REGISTERED = 10
"""A partner that registered fewer people gets their number and nothing more: it knows that number anyway."""


def partner_tables(partner: str, large: bool = True) -> tuple[TableSpec, ...]:
    """The tables on the page of one partner, about the people whom it registered; how they fare only when `large`."""
    within, audience = (("partner", partner),), f"{PARTNER}:{partner}"
    number = TableSpec(f"partner:{partner}:deelnemers", audience, (), "Door u aangemeld", within, exact=True)
    if not large:
        return (number,)
    return (
        number,
        TableSpec(f"partner:{partner}:waar_nu", audience, ("activity",), "Waar zij nu zijn", within),
        TableSpec(f"partner:{partner}:opleiding", audience, ("training",), "Hun opleidingen", within),
    )


def funder_tables(grant: str) -> tuple[TableSpec, ...]:
    """The exact totals of one grant; no further split, and no reasons for stopping."""
    within, audience = (("grant", grant),), f"{FUNDER}:{grant}"
    return (
        TableSpec(f"subsidie:{grant}:deelnemers", audience, (), "Deelnemers", within, exact=True),
        TableSpec(f"subsidie:{grant}:bereikt", audience, ("reached",), "Wat mensen bereikten", within, exact=True),
    )
