"""The rows of the tables that we give as data: an edition comes in, one observation a row goes out.

The values of a row stand in the order of its table in `data_columns`; None is an empty cell.
"""

from collections.abc import Iterator
from datetime import date

from tracker.choices import DOMAINS, LEVELS, SECTORS, STEP_KINDS
from tracker.edition import Edition, GrantState, PartnerState, PlaceCount
from tracker.editions.data_table import Row
from tracker.editions.shown import group_word, is_rounded, outcome_name, own_partner, share_range
from tracker.model import Domain, Figure, StepKind, Unit
from tracker.protection.tables import side_words


def figures(edition: Edition) -> Iterator[Row]:
    """Every figure of the programme with the smaller ones beside it, and those of each grant."""
    for one in edition.state.figures:
        yield _figure(edition, one)
        yield from (_figure(edition, small, part_of=one.code) for small in one.beside)
    for grant in edition.grants:
        yield from (_figure(edition, one, grant, "subsidie") for one in grant.figures)
        yield from (_figure(edition, one, grant, "esf") for one in grant.esf)


def _figure(
    edition: Edition,
    one: Figure,
    grant: GrantState | None = None,
    counted: str = "programma",
    part_of: str | None = None,
) -> Row:
    least, most = share_range(one)
    few = one.unit is Unit.SHARE and least is None
    return (
        edition.state.as_of,
        edition.state.known_at,
        grant.name if grant else None,
        counted,
        one.code,
        part_of,
        one.name,
        one.version,
        str(one.unit),
        None if few else one.value,
        one.numerator if one.value is not None else None,
        one.denominator,
        one.unknown,
        least,
        most,
        one.target,
        None if one.target is None else str(one.target_unit),
        one.target_date,
        one.milestone,
        one.milestone_date,
        is_rounded(one, edition),
        one.definition,
    )


def where(edition: Edition) -> Iterator[Row]:
    """How many people did what at each quarter's end, and on the reference date."""
    state = edition.state
    quarters = dict(edition.quarters) or ({state.as_of: state.where} if state.where else {})
    for day, counts in quarters.items():
        yield from ((day, str(activity), count) for activity, count in counts.items())


_SEATS = ("board", "manager", "practice")
"""The seats of a team, in the order of the columns."""


def partners(edition: Edition) -> Iterator[Row]:
    """Every partner; its numbers only where it shows them, or to itself."""
    mine = own_partner(edition)
    for one in edition.partners:
        seen = one.shows_numbers or one is mine
        levels = (one.levels.get(domain) for domain in Domain)
        offered, filled = (sum(getattr(some, what) for some in one.places) for what in ("offered", "filled"))
        numbers = (offered, filled, one.experts_paid, one.experts_volunteer, one.experts_on) if seen else (None,) * 5
        yield (
            edition.state.as_of,
            one.name,
            SECTORS.word(one.sector) if one.sector else None,
            one.municipality,
            *(LEVELS.word(level) if level else None for level in levels),
            DOMAINS.word(one.following) if one.following else None,
            one.plan_on,
            one.plan_holds,
            one.team_complete,
            one.shows_numbers,
            *numbers,
            *(one.seats.get(seat, 0) for seat in _SEATS),
            *(_own(one) if one is mine else (None,) * (1 + len(StepKind))),
        )


def _own(mine: PartnerState) -> Row:
    """What only the partner itself sees: whom it registered, and how many are there now, by kind of step."""
    return mine.registered, *(mine.placements.get(kind, 0) for kind in StepKind)


def places(edition: Edition) -> Iterator[Row]:
    """The places of all partners together on each day, and those of each partner on the reference date."""
    day = edition.state.as_of
    every = dict(edition.places.quarters) | ({day: edition.places.now} if edition.places.now else {})
    for at, counts in sorted(every.items()):
        yield from (_place(at, None, one) for one in counts)
    for partner in edition.partners:
        yield from (_place(day, partner.name, one) for one in partner.places)


def _place(day: date, partner: str | None, one: PlaceCount) -> Row:
    about = "één partner" if partner else "alle partners"
    domain = DOMAINS.word(one.domain) if one.domain else None
    return day, about, partner, STEP_KINDS.word(one.kind), domain, one.offered, one.filled, one.free


def wanted(edition: Edition) -> Iterator[Row]:
    """How many people search a place of each kind, now and soon, against the places that there are."""
    for one in edition.places.wanted:
        kind = STEP_KINDS.word(one.kind) if one.kind else None
        free = one.offered - one.filled
        yield edition.state.as_of, kind, one.searching, one.soon, one.offered, one.filled, free, one.shortfall


def grants(edition: Edition) -> Iterator[Row]:
    """Every grant that the edition has, with its dates."""
    yield from ((one.name, one.funder, one.runs_from, one.runs_until) for one in edition.grants)


def effects(edition: Edition) -> Iterator[Row]:
    """What went together with what, in numbers rounded to fives."""
    for one in edition.effects:
        counts = (one.yes, one.base, one.unknown)
        yield edition.state.as_of, one.aspect, group_word(one), one.outcome, outcome_name(one.outcome), *counts, True


ATTRIBUTES = {
    "region": "regio",
    "partner": "aangemeld door",
    "sector": "soort organisatie",
    "year": "jaar van aanmelding",
    "guide": "begeleiding door",
    "activity": "waar nu",
    "training": "opleiding",
    "reason": "reden van stoppen",
    "stopped": "gestopt",
    "need": "wat is nodig",
    "reached": "eerder bereikt",
    "support": "steun",
    "grant": "subsidie",
    "satisfied": "antwoord",
    "helped": "antwoord",
    "changing": "antwoord",
    "coping": "antwoord",
    "confident": "antwoord",
}
"""What people call the attributes by which tables are divided."""


def tables(edition: Edition) -> Iterator[Row]:
    """Every number of the protected tables; where one is left out, the row says so and holds none."""
    for table in edition.tables:
        names = [ATTRIBUTES.get(name, name) for name in table.spec.by]
        for cell in table.cells:
            sides = [side_words(side) for side in cell.sides]
            pairs = [*zip(names, sides, strict=True), (None, None), (None, None)][:2]
            yield (
                edition.state.as_of,
                table.spec.name,
                table.spec.title,
                *(word for pair in pairs for word in pair),
                cell.shown,
                not table.spec.exact,
                cell.shown is None,
            )
