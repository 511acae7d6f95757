"""The chapters of the papers about partners, places, grants and rules; no numbers of persons but a grant's own."""

from collections.abc import Iterator, Mapping

from tracker.choices import DOMAINS, SECTORS, STEP_KINDS
from tracker.edition import Edition, GrantState, PartnerState, PlaceCount, RuleState
from tracker.editions import story
from tracker.editions.paper import Block, Column, Items, Marked, Table, Words
from tracker.editions.pictures import picture
from tracker.editions.shown import own_partner
from tracker.model import Domain, Figure, Level
from tracker.wording import (
    AS_ESF,
    by_date,
    capital,
    figure_value,
    listing,
    long_date,
    number,
    plural,
    short_date,
    target_value,
)

MOST_EXAMPLES = 2
"""The most partners that are named as an example."""

# --- Partners --------------------------------------------------------------------------------------------------------

LEVELS: Mapping[str | None, Marked] = {
    Level.STRUCTURAL: Marked("structureel", 3),
    Level.PILOT: Marked("proef", 2),
    Level.EXPLORING: Marked("verkenning", 1),
    Level.NONE: Marked("nog niet", 0),
    Level.NOT_APPLICABLE: Marked("past niet", None),
    None: Marked("onbekend", None),
}
"""How a partner's level in a domain is shown."""


def partners(edition: Edition, charts: Mapping[str, str]) -> Iterator[Block]:
    """How far each partner is in each domain, its plan and team, its next step, and its experts and places."""
    if not edition.partners:
        return
    yield Words(story.partners_lead(edition.partners), "lead")
    if "domains" in charts:
        yield picture(charts["domains"])
    yield _levels_table(edition.partners)
    yield _next_table(edition.partners)
    if any(one.places or one.experts_on for one in edition.partners):
        yield _offer_table(edition.partners, own_partner(edition))


def _levels_table(partners: tuple[PartnerState, ...]) -> Table:
    columns = (Column("Partner", 2.2), *(Column(capital(DOMAINS.word(one)), 1.25) for one in Domain))
    rows = tuple(_levels_row(one) for one in partners)
    note = "Past niet: dit domein hoort niet bij de partner. Onbekend: niemand schreef op hoe ver de partner is."
    return Table("Hoe ver elke partner is, per domein", columns, rows, note)


def _levels_row(partner: PartnerState) -> tuple[str | Marked, ...]:
    held = (partner.levels.get(domain) for domain in Domain)
    return partner.name, *(LEVELS.get(level, LEVELS[None]) for level in held)


def _next_table(partners: tuple[PartnerState, ...]) -> Table:
    columns = (Column("Partner", 2), Column("Actieplan", 1.6), Column("AVK-team", 1.1), Column("Volgende stap", 3.7))
    rows = tuple(
        (one.name, plan_words(one), "compleet" if one.team_complete else "niet compleet", next_words(one))
        for one in partners
    )
    note = (
        "Een actieplan geldt twee jaar. In een compleet team zitten een bestuurder, twee managers en twee mensen "
        "uit de uitvoering."
    )
    return Table("Plannen, teams en de volgende stap", columns, rows, note)


def plan_words(partner: PartnerState) -> str:
    """The day of a plan, and whether it holds."""
    if partner.plan_on is None:
        return "geen"
    return short_date(partner.plan_on) if partner.plan_holds else f"{short_date(partner.plan_on)}, verlopen"


def next_words(partner: PartnerState) -> str:
    """The domain that comes next, with partners that are there; empty without one."""
    if partner.following is None:
        return ""
    domain = capital(DOMAINS.word(partner.following))
    if not partner.examples:
        return f"{domain}."
    return f"{domain}. Voorbeeld: {listing(partner.examples[:MOST_EXAMPLES], 'of')}."


def _offer_table(partners: tuple[PartnerState, ...], mine: PartnerState | None) -> Table:
    """The numbers of each partner; `mine` also sees its own when it hides them from others."""
    heads = ("Plekken", "Bezet", "Betaald", "Vrijwillig")
    columns = (
        Column("Partner", 2.2),
        Column("Soort organisatie", 1.2),
        *(Column(head, 0.9, number=True) for head in heads),
    )
    rows = tuple(_offer_row(one, seen=one.shows_numbers or one is mine) for one in partners)
    note = (
        "Betaald en vrijwillig: hoeveel ervaringsdeskundigen de partner zelf telde. "
        "Leeg: de partner deelt dit niet, of telde niet."
    )
    return Table("Plekken en ervaringsdeskundigen, per partner", columns, rows, note)


def _offer_row(partner: PartnerState, *, seen: bool) -> tuple[str, ...]:
    sector = SECTORS.word(partner.sector) if partner.sector else ""
    if not seen:
        return partner.name, sector, "", "", "", ""
    offered, filled = offered_and_filled(partner)
    experts = ("" if count is None else number(count) for count in (partner.experts_paid, partner.experts_volunteer))
    return partner.name, sector, number(offered), number(filled), *experts


def offered_and_filled(partner: PartnerState) -> tuple[int, int]:
    """How many places a partner offers, and how many of those are filled."""
    return sum(one.offered for one in partner.places), sum(one.filled for one in partner.places)


# --- Places ----------------------------------------------------------------------------------------------------------


def places(edition: Edition, charts: Mapping[str, str]) -> Iterator[Block]:
    """The places by kind and domain, and against the people who search one."""
    offer = edition.places
    if not offer.now and not offer.wanted:
        return
    yield Words(story.places_lead(offer.now), "lead")
    if offer.now:
        yield picture(charts["places"])
        if "places_over_time" in charts:
            yield picture(charts["places_over_time"])
        yield _places_table(edition)
    if offer.wanted:
        yield _wanted_table(edition)


def kind_word(kind: str | None) -> str:
    """A kind of place, as people call it."""
    return STEP_KINDS.word(kind) if kind else "soort nog niet bekend"


def kind_order(place: PlaceCount) -> tuple[int, str]:
    """Places in the order of the kinds of step, as everywhere."""
    kinds = [option.code for option in STEP_KINDS.options]
    return kinds.index(place.kind) if place.kind in kinds else len(kinds), place.domain or ""


def _places_table(edition: Edition) -> Table:
    counts = (Column(head, 1, number=True) for head in ("Aangeboden", "Bezet", "Vrij"))
    columns = (Column("Soort plek", 2), Column("Domein", 2), *counts)
    rows = tuple(
        (
            capital(kind_word(one.kind)),
            DOMAINS.word(one.domain) if one.domain else "niet opgeschreven",
            number(one.offered),
            number(one.filled),
            number(one.free),
        )
        for one in sorted(edition.places.now, key=kind_order)
    )
    return Table(f"Plekken op {long_date(edition.state.as_of)}", columns, rows)


def _wanted_table(edition: Edition) -> Table:
    heads = ("Zoekt nu", "Zoekt binnenkort", "Plekken vrij", "Plekken te weinig")
    columns = (Column("Soort plek", 2), *(Column(head, 1.1, number=True) for head in heads))
    rows = tuple(
        (
            capital(kind_word(one.kind)),
            *(number(count) for count in (one.searching, one.soon, one.offered - one.filled, one.shortfall)),
        )
        for one in edition.places.wanted
    )
    note = "Binnenkort: mensen van wie de stap binnen een half jaar eindigt, of die nu niets hebben lopen."
    return Table("Wie een plek zoekt, en wat er te weinig is", columns, rows, note)


# --- Grants ----------------------------------------------------------------------------------------------------------


def grants(edition: Edition) -> Iterator[Block]:
    """Each grant with its own totals, against its own targets."""
    for grant in edition.grants:
        yield Words(grant.name, "heading")
        yield Words(_about(grant))
        if grant.figures:
            yield _grant_table("Aantallen van deze subsidie", grant.figures)
        if grant.esf:
            yield _grant_table("Aantallen zoals ESF+ ze telt", grant.esf, AS_ESF)


def _about(grant: GrantState) -> str:
    said = [f"Financier: {grant.funder}." if grant.funder else ""]
    if grant.runs_from:
        said.append(f"Loopt vanaf {long_date(grant.runs_from)}.")
    if grant.runs_until:
        said.append(f"Loopt tot en met {long_date(grant.runs_until)}.")
    return " ".join(words for words in (*said, "Alleen stappen die deze subsidie betaalt, tellen mee.") if words)


def _grant_table(title: str, figures: tuple[Figure, ...], note: str = "") -> Table:
    columns = (Column("Cijfer", 3), Column("Stand", 2, number=True), Column("Afgesproken", 2, number=True))
    rows = tuple((one.name, figure_value(one), _agreed(one)) for one in figures)
    return Table(title, columns, rows, note)


def _agreed(figure: Figure) -> str:
    if figure.target is None:
        return ""
    day = f", {by_date(figure.target_date)}" if figure.target_date else ""
    return f"{target_value(figure.target, figure)}{day}"


# --- Rules -----------------------------------------------------------------------------------------------------------

_OUTCOMES: Mapping[str, tuple[str, str]] = {
    "open": ("nog open", "nog open"),
    "changed": ("aangepast", "aangepast"),
    "refused": ("afgewezen", "afgewezen"),
    "already_allowed": ("mocht al", "mochten al"),
    "solved": ("opgelost", "opgelost"),
}


def rules(edition: Edition) -> Iterator[Block]:
    """The rules that people ran into, how often, and what came of it."""
    if not edition.rules:
        return
    reports = plural(sum(one.reports for one in edition.rules), "melding", "meldingen")
    yield Words(f"Er {'is' if reports == '1 melding' else 'zijn'} {reports} over {_rules(len(edition.rules))}.", "lead")
    columns = (
        Column("Regel", 2.4),
        Column("Sinds", 1.1),
        Column("Meldingen", 1.1, number=True),
        Column("Partners", 1, number=True),
        Column("Mensen", 1, number=True),
        Column("Wat ervan kwam", 2),
    )
    rows = tuple(_rule_row(one) for one in edition.rules)
    yield Table(
        "Regels en wat ervan kwam",
        columns,
        rows,
        "Het aantal mensen is afgerond op vijf. Leeg: niemand schreef het op.",
    )
    yield from (block for one in edition.rules for block in _rule_story(one))


def _rules(count: int) -> str:
    return plural(count, "regel", "regels")


def _rule_row(rule: RuleState) -> tuple[str, ...]:
    people = "" if rule.people is None else f"ca. {number(rule.people)}" if rule.people else "minder dan 5"
    outcomes = [
        f"{number(rule.outcomes[code])} {words[rule.outcomes[code] != 1]}"
        for code, words in _OUTCOMES.items()
        if rule.outcomes.get(code)
    ]
    return (
        capital(rule.rule),
        short_date(rule.since),
        number(rule.reports),
        number(rule.partners),
        people,
        ", ".join(outcomes),
    )


def _rule_story(rule: RuleState) -> Iterator[Block]:
    asked = tuple(f"Voorgelegd aan {who}{f' op {long_date(day)}' if day else ''}." for day, who in rule.raised)
    if rule.stories or asked:
        yield Words(capital(rule.rule), "heading")
        yield Items((*rule.stories, *asked))
