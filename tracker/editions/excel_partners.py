"""The sheets about partners and places: an edition comes in, how far each is and what it offers goes out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from tracker import wording
from tracker.choices import DOMAINS, SEATS, SECTORS, STEP_KINDS
from tracker.edition import Edition, PartnerState, PlaceCount
from tracker.editions import story
from tracker.editions.excel_charts import Table, stacked_columns
from tracker.editions.excel_house import Column, Entry, ListPage, Page, Paper
from tracker.editions.excel_looks import ACCENT, BAR, LEVEL_COLOURS
from tracker.editions.partner_chapters import LEVELS, MOST_EXAMPLES, kind_order, kind_word
from tracker.editions.shown import own_partner
from tracker.model import Domain

# --- Uw organisatie --------------------------------------------------------------------------------------------------

OWN_COLUMNS = (Column("Wat", 52, "name"), Column("Aantal", 12, "count"), Column("In woorden", 60))


def own(paper: Paper, edition: Edition) -> None:
    """What the partner that the papers are for does itself, with its own exact numbers."""
    mine = own_partner(edition)
    if mine is None:
        return
    note = "Dit zijn uw eigen aantallen, precies geteld. Zij staan alleen in uw stukken."
    paper.list_page(ListPage("Uw organisatie", mine.name, note, OWN_COLUMNS), list(_own_rows(mine)))


def _own_rows(mine: PartnerState) -> Iterator[Sequence[Entry]]:
    for kind, count in mine.placements.items():
        yield f"{wording.capital(STEP_KINDS.word(kind))}, nu bij u", count, None
    if mine.registered is not None:
        yield "Mensen die u aanmeldde", mine.registered, None
    for one in sorted(mine.places, key=kind_order):
        name = f"Plekken: {kind_word(one.kind)}{f', {DOMAINS.word(one.domain)}' if one.domain else ''}"
        yield name, one.offered, f"{wording.number(one.filled)} bezet en {wording.number(one.free)} vrij"
    if mine.experts_on is not None:
        day = f"geteld op {wording.short_date(mine.experts_on)}"
        counts = (("betaald", mine.experts_paid), ("vrijwillig", mine.experts_volunteer))
        yield from ((f"Ervaringsdeskundigen, {how}", count, day) for how, count in counts if count is not None)
    for seat, count in mine.seats.items():
        yield f"{wording.capital(SEATS.word(seat))} in het AVK-team", count, None
    yield "AVK-team", None, "compleet" if mine.team_complete else "niet compleet"
    yield "Actieplan", None, _plan_words(mine)
    for domain in Domain:
        yield f"Domein: {DOMAINS.word(domain)}", None, _level(mine, domain)
    if mine.following:
        yield "Uw volgende stap", None, _next_words(mine)


def _plan_words(partner: PartnerState) -> str:
    if partner.plan_on is None:
        return "geen"
    return f"van {wording.short_date(partner.plan_on)}, {'geldt nog' if partner.plan_holds else 'verlopen'}"


def _next_words(partner: PartnerState) -> str:
    domain = wording.capital(DOMAINS.word(partner.following or ""))
    examples = wording.listing(partner.examples[:MOST_EXAMPLES], "of")
    return f"{domain}. Voorbeeld: {examples}." if examples else f"{domain}."


def _level(partner: PartnerState, domain: Domain) -> str:
    return LEVELS.get(partner.levels.get(domain), LEVELS[None]).text


# --- Partners --------------------------------------------------------------------------------------------------------

PARTNER_COLUMNS = (
    Column("Partner", 36, "name"),
    Column("Soort organisatie", 13),
    *(Column(wording.capital(DOMAINS.word(domain)), 20 if len(DOMAINS.word(domain)) > 15 else 15) for domain in Domain),
    Column("Actieplan op", 11, "date"),
    Column("Actieplan", 11),
    Column("AVK-team", 14),
    Column("Volgende stap", 44),
)
_DOMAINS_AT = 2


def partners(paper: Paper, edition: Edition) -> None:
    """A row for each partner: how far in each domain (with a colour), its plan, its team, its next step."""
    if not edition.partners:
        return
    rows = [tuple(_partner_cells(one)) for one in edition.partners]
    note = story.partners_lead(edition.partners)
    page = paper.list_page(ListPage("Partners", "Partners en domeinen", note, PARTNER_COLUMNS), rows)
    for word, colour in LEVEL_COLOURS.items():
        page.colour(3, 2 + len(rows), (_DOMAINS_AT, _DOMAINS_AT + len(Domain) - 1), word, colour)


def _partner_cells(partner: PartnerState) -> Iterator[Entry]:
    yield partner.name
    yield SECTORS.word(partner.sector) if partner.sector else None
    yield from (_level(partner, domain) for domain in Domain)
    yield partner.plan_on
    yield "geen" if partner.plan_on is None else "geldt nog" if partner.plan_holds else "verlopen"
    yield "compleet" if partner.team_complete else "niet compleet"
    yield _next_words(partner) if partner.following else None


OFFER_COLUMNS = (
    Column("Partner", 44, "name"),
    Column("Gemeente", 18),
    Column("Plekken", 10, "count"),
    Column("Bezet", 9, "count"),
    Column("Vrij", 9, "count"),
    Column("Ervarings- deskundigen, betaald", 15, "count"),
    Column("Ervarings- deskundigen, vrijwillig", 15, "count"),
    Column("Geteld op", 12, "date"),
)


def offers(paper: Paper, edition: Edition) -> None:
    """A row for each partner with its places and its experts by experience, as far as it shows them."""
    mine = own_partner(edition)
    shown = [one for one in edition.partners if one.shows_numbers or one is mine]
    rows = [tuple(_offer_cells(one, seen=one in shown)) for one in edition.partners]
    if any(one.places or one.experts_on for one in shown):
        note = "Leeg: de partner deelt dit niet, of telde niet."
        spec = ListPage("Aanbod per partner", "Plekken en ervaringsdeskundigen, per partner", note, OFFER_COLUMNS)
        paper.list_page(spec, rows)


def _offer_cells(partner: PartnerState, *, seen: bool) -> Iterator[Entry]:
    yield partner.name
    yield partner.municipality
    if not seen:
        yield from (None,) * 6
        return
    yield from (sum(getattr(one, what) for one in partner.places) for what in ("offered", "filled", "free"))
    yield from (partner.experts_paid, partner.experts_volunteer, partner.experts_on)


# --- Plekken ---------------------------------------------------------------------------------------------------------

PLACE_COLUMNS = (
    Column("Soort plek", 30, "name"),
    Column("Domein", 24),
    Column("Aangeboden", 13, "count"),
    Column("Bezet", 12, "count"),
    Column("Vrij", 12, "count"),
)
WANTED_COLUMNS = (
    Column("Soort plek", 30, "name"),
    Column("Zoekt nu", 24, "count"),
    Column("Zoekt binnenkort", 13, "count"),
    Column("Plekken vrij", 12, "count"),
    Column("Te weinig", 12, "count"),
)
QUARTER_COLUMNS = (
    Column("Datum", 14, "first"),
    Column("Bezet", 11, "count"),
    Column("Vrij", 11, "count"),
    Column("Aangeboden", 13, "total"),
)
_CHART = (3, 20)


def places(paper: Paper, edition: Edition) -> None:
    """The places of all partners by kind and domain, and who searches one."""
    offer = edition.places
    if not offer.now and not offer.wanted:
        return
    rows = [(*_place(one),) for one in sorted(offer.now, key=kind_order)]
    title = f"Plekken op {wording.long_date(edition.state.as_of)}"
    page = paper.list_page(ListPage("Plekken", title, story.places_lead(offer.now), PLACE_COLUMNS), rows)
    if offer.wanted:
        _wanted(page, edition, 4 + len(rows))


def _place(one: PlaceCount) -> Iterator[Entry]:
    yield wording.capital(kind_word(one.kind))
    yield DOMAINS.word(one.domain) if one.domain else "niet opgeschreven"
    yield from (one.offered, one.filled, one.free)


def _wanted(page: Page, edition: Edition, head: int) -> None:
    page.section(head, "Wie een plek zoekt, en wat er te weinig is", ())
    rows = [
        (
            wording.capital(kind_word(one.kind)),
            *(one.searching, one.soon, one.offered - one.filled, one.shortfall),
        )
        for one in edition.places.wanted
    ]
    last = page.put_table(head + 1, WANTED_COLUMNS, rows)
    note = "Binnenkort: mensen van wie de stap binnen een half jaar eindigt, of die nu niets hebben lopen."
    page.put(last + 1, 0, note, "note")
    page.sheet.print_area(0, 0, last + 1, len(WANTED_COLUMNS) - 1)


def places_by_quarter(paper: Paper, edition: Edition) -> None:
    """The places of all partners at each quarter's end, in a chart and in the table under it; and of each kind."""
    quarters = edition.places.quarters
    totals = [_sums(some, "filled", "free", "offered") for _, some in quarters]
    if len(quarters) < 2 or not any(offered for *_, offered in totals):
        return
    note = "De laatste rij is de peildatum. De andere rijen zijn het einde van een kwartaal."
    kinds = _kinds(quarters)
    heads = (f"{wording.capital(kind_word(kind))}, {what}" for kind in kinds for what in ("bezet", "aangeboden"))
    columns = (*QUARTER_COLUMNS, *(Column(head, 17, "count") for head in heads))
    spec = ListPage("Plekken per kwartaal", "Plekken per kwartaal", note, columns, head=_CHART[1])
    rows: list[tuple[Entry, ...]] = [
        (day, *total, *_by_kind(some, kinds)) for total, (day, some) in zip(totals, quarters, strict=True)
    ]
    page = paper.list_page(spec, rows)
    words = [_quarter_words(quarters[place][0], totals[place]) for place in (0, -1)]
    highest = max(offered for *_, offered in totals)
    table = Table(_CHART[1], _CHART[1] + len(totals), {1: ACCENT, 2: BAR}, "Datum", "Aantal plekken", highest)
    said = " ".join(("Gestapelde kolommen: hoeveel plekken er waren.", *words))
    stacked_columns(paper, page, table, _CHART, f"{said} Alle aantallen staan in de tabel onder de grafiek.")


def _quarter_words(day: date, total: Sequence[int]) -> str:
    filled, free, _ = total
    return f"Op {wording.long_date(day)}: {wording.number(filled)} bezet en {wording.number(free)} vrij."


def _sums(places: Iterable[PlaceCount], *whats: str) -> tuple[int, ...]:
    counted = tuple(places)
    return tuple(sum(getattr(one, what) for one in counted) for what in whats)


def _kinds(quarters: Sequence[tuple[date, tuple[PlaceCount, ...]]]) -> tuple[str, ...]:
    """The kinds of places that there ever were, in the order of the kinds of step."""
    every = sorted((one for _, some in quarters for one in some), key=kind_order)
    return tuple(dict.fromkeys(one.kind for one in every))


def _by_kind(places: Sequence[PlaceCount], kinds: Sequence[str]) -> Iterator[int]:
    """For each kind how many places are filled, and how many there are."""
    for kind in kinds:
        yield from _sums((one for one in places if one.kind == kind), "filled", "offered")


def places_by_partner(paper: Paper, edition: Edition) -> None:
    """A row for each kind of place at each partner that shows it."""
    rows = [(one.name, *_place(place)) for one in edition.partners for place in sorted(one.places, key=kind_order)]
    if not rows:
        return
    columns = (Column("Partner", 44, "name"), Column("Soort plek", 26), *PLACE_COLUMNS[1:])
    note = "Partners die hun aantallen niet delen, staan hier niet bij."
    paper.list_page(ListPage("Plekken per partner", "Plekken per partner", note, columns), rows)
