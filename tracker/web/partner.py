"""The page of one partner: what it does itself, what comes next, and how partners like it do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, abort, render_template
from werkzeug.wrappers import Response

from tracker import actions, wording
from tracker.actions.visitor import Role
from tracker.choices import DOMAINS, LEVELS, SEATS, SECTORS, STEP_KINDS
from tracker.edition import Audience, Edition, PartnerState
from tracker.model import Domain, Level, StepKind
from tracker.web.access import current, who
from tracker.web.draw import Drawn, Stage
from tracker.web.kept_pages import KeptPages
from tracker.wording import addresses

_FULL = {"board": 1, "manager": 2, "practice": 2}
"""How many seats of each kind a complete team has."""

_METER = {Level.STRUCTURAL: 3, Level.PILOT: 2, Level.EXPLORING: 1, Level.NONE: 0}
"""How many of three blocks are filled for each level."""


_DOING: Mapping[str, tuple[str, str, str]] = {
    StepKind.TRAINING: ("volgt", "volgen", "nu een opleiding bij u"),
    StepKind.INTERNSHIP: ("loopt", "lopen", "nu stage bij u"),
    StepKind.WORK_EXPERIENCE: ("heeft", "hebben", "nu een werkervaringsplek bij u"),
    StepKind.VOLUNTEER_WORK: ("doet", "doen", "nu vrijwilligerswerk bij u"),
    StepKind.PAID_WORK: ("heeft", "hebben", "nu betaald werk bij u"),
}
"""How a sentence goes on that says what one participant does at the partner, what several do, and where."""


@dataclass(frozen=True, slots=True)
class DomainState:
    """How far the partner is in a domain: in words, in blocks of three (None: not known), and whether it is next."""

    name: str
    level: str
    filled: int | None
    is_next: bool


@dataclass(frozen=True, slots=True)
class Peer:
    """A partner of the same sector, as far as it shows itself; `structural` counts its domains."""

    name: str
    structural: int
    plan: str
    team: str
    offered: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerPage:
    """Everything that the page of a partner shows, in words (Dutch)."""

    name: str
    about: str
    people: str
    people_by_kind: tuple[tuple[str, str], ...]
    registered: str
    places: str
    places_rows: tuple[tuple[str, str, str, str, str], ...]
    experts: str
    domains: tuple[DomainState, ...]
    following: str
    following_why: str
    examples: tuple[str, ...]
    plan: str
    team: str
    seats: tuple[tuple[str, str], ...]
    sector: str
    peers: tuple[Peer, ...]
    peers_lead: str
    tables: tuple[actions.PrintedTable, ...]


def add_partner(app: Flask, kept: KeptPages, stage: Stage) -> None:
    """Put each partner on `/partner/<slug>`."""

    @who(Role.PROJECT_LEADER, Role.PROGRAMME_TEAM, Role.PARTNER, own="slug")
    def partner(slug: str) -> Response:
        drawn = _drawn_for(kept, slug)
        if all(one.name != drawn.edition.subject for one in drawn.edition.partners):
            return kept.answer(drawn, lambda: render_template("partner/nothing.html", drawn=drawn))

        with stage.store() as store:
            asks = actions.open_round(store, stage.now(), stage.settings.thresholds)

        def make() -> str:
            page = partner_page(drawn.edition)
            return render_template("partner/partner.html", page=page, drawn=drawn, asks=asks, slug=slug)

        return kept.answer(drawn, make, asks)

    app.add_url_rule("/partner/<slug>", "partner", partner)


def _drawn_for(kept: KeptPages, address: str) -> Drawn:
    """The edition as the partner sees it; a partner always sees its own, whatever two names make one address."""
    own = current().partner
    if current().role is Role.PARTNER and own:
        return kept.drawn_for(Audience.PARTNER, own)
    known = addresses(one.name for one in kept.drawn().edition.partners)
    name = next((name for name, own in known.items() if own == address), None)
    if name is None:
        abort(404)
    return kept.drawn_for(Audience.PARTNER, name)


def partner_page(edition: Edition) -> PartnerPage:
    """The page of the partner that an edition is for."""
    mine = next(one for one in edition.partners if one.name == edition.subject)
    peers = tuple(one for one in edition.partners if one.sector == mine.sector and one.name != mine.name)
    several = _kinds(mine) if len(_kinds(mine)) > 1 else ()
    return PartnerPage(
        name=mine.name,
        about=", ".join(word for word in (_sector(mine), mine.municipality or "") if word),
        people=_people(mine),
        people_by_kind=tuple((STEP_KINDS.word(kind), wording.number(mine.placements[kind])) for kind in several),
        registered=_registered(mine),
        places=_places(mine),
        places_rows=tuple(_place_row(mine)),
        experts=_experts(mine),
        domains=tuple(_domain(domain, mine) for domain in Domain),
        following=DOMAINS.word(mine.following) if mine.following else "",
        following_why=_why(mine),
        examples=mine.examples,
        plan=_plan(mine),
        team="Uw AVK-team is compleet." if mine.team_complete else "Uw AVK-team is nog niet compleet.",
        seats=tuple((SEATS.word(seat), f"{mine.seats.get(seat, 0)} van de {full}") for seat, full in _FULL.items()),
        sector=_sector(mine),
        peers=tuple(_peer(one) for one in peers),
        peers_lead=_peers_lead(mine, peers),
        tables=actions.printed_tables(edition),
    )


# --- What the partner does -------------------------------------------------------------------------------------------


def _sector(partner: PartnerState) -> str:
    return SECTORS.word(partner.sector) if partner.sector else ""


def _people(mine: PartnerState) -> str:
    total = sum(mine.placements.values())
    if not total:
        return "Er is nu geen deelnemer aan het werk of aan het leren bij u."
    people, kinds = wording.plural(total, "deelnemer", "deelnemers"), _kinds(mine)
    one, many, what = _DOING[kinds[0]] if len(kinds) == 1 else ("werkt", "werken", "of leren nu bij u")
    return f"{people} {one if total == 1 else many} {what}."


def _kinds(mine: PartnerState) -> list[str]:
    """What people do at the partner now."""
    return [kind for kind, count in mine.placements.items() if count]


def _registered(mine: PartnerState) -> str:
    if not mine.registered:
        return "U meldde nog niemand aan."
    return f"U meldde {wording.plural(mine.registered, 'mens', 'mensen')} aan."


def _places(mine: PartnerState) -> str:
    offered, filled = (sum(getattr(one, what) for one in mine.places) for what in ("offered", "filled"))
    if not offered:
        return "U biedt nu geen plekken aan."
    free = offered - filled
    if not free:
        return f"U biedt {wording.plural(offered, 'plek', 'plekken')} aan. Er is geen plek vrij."
    verb = "is" if free == 1 else "zijn"
    return f"U biedt {wording.plural(offered, 'plek', 'plekken')} aan. Daarvan {verb} er {wording.number(free)} vrij."


def _place_row(mine: PartnerState) -> list[tuple[str, str, str, str, str]]:
    return [
        (
            STEP_KINDS.word(one.kind),
            DOMAINS.word(one.domain) if one.domain else "niet opgeschreven",
            wording.number(one.offered),
            wording.number(one.filled),
            wording.number(one.free),
        )
        for one in mine.places
    ]


def _experts(mine: PartnerState) -> str:
    if mine.experts_on is None:
        return "Hoeveel ervaringsdeskundigen er bij u werken, weten wij nog niet."
    paid, volunteer = mine.experts_paid or 0, mine.experts_volunteer or 0
    return (
        f"Op {wording.long_date(mine.experts_on)} telde u {wording.number(paid)} betaalde en "
        f"{wording.number(volunteer)} vrijwillige ervaringsdeskundigen."
    )


def _domain(domain: Domain, mine: PartnerState) -> DomainState:
    level = mine.levels.get(domain)
    words = "onbekend" if level is None else LEVELS.word(level)
    filled = next((blocks for held, blocks in _METER.items() if held == level), None)
    return DomainState(DOMAINS.word(domain), words, filled, mine.following == domain)


def _why(mine: PartnerState) -> str:
    """Why this domain comes next."""
    level = mine.levels.get(mine.following or "")
    if level in (Level.PILOT, Level.EXPLORING):
        return "In dit domein bent u al het verst onderweg."
    return "Met dit domein kunt u beginnen."


def _plan(mine: PartnerState) -> str:
    if mine.plan_on is None:
        return "Wij kennen nog geen actieplan van u."
    if mine.plan_holds:
        return f"Uw actieplan is van {wording.long_date(mine.plan_on)}."
    return f"Uw actieplan is van {wording.long_date(mine.plan_on)}. Dat is meer dan twee jaar geleden."


# --- Partners like it ------------------------------------------------------------------------------------------------


def _structural(partner: PartnerState) -> int:
    return sum(level == Level.STRUCTURAL for level in partner.levels.values())


def _peer(partner: PartnerState) -> Peer:
    offered = wording.number(sum(one.offered for one in partner.places)) if partner.shows_numbers else "niet gedeeld"
    return Peer(
        partner.name,
        _structural(partner),
        "ja" if partner.plan_holds else "nee",
        "compleet" if partner.team_complete else "niet compleet",
        offered,
    )


def _peers_lead(mine: PartnerState, peers: Sequence[PartnerState]) -> str:
    if not peers:
        return "Er is geen andere partner van uw soort."
    ahead = sum(_structural(one) > _structural(mine) for one in peers)
    others = wording.plural(len(peers), "andere partner", "andere partners")
    if not ahead:
        return f"Er {'is' if len(peers) == 1 else 'zijn'} {others} van uw soort. Geen daarvan is verder dan u."
    verb = "is" if ahead == 1 else "zijn"
    return (
        f"Er {'is' if len(peers) == 1 else 'zijn'} {others} van uw soort. "
        f"Daarvan {verb} er {wording.number(ahead)} in meer domeinen structureel bezig dan u."
    )
