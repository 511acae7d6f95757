"""The signals about partners: a place that stays free, a team with empty seats, a plan that is missing or too old."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from tracker.choices import SEATS, STEP_KINDS
from tracker.figures.demand import needs
from tracker.figures.facts import Facts
from tracker.figures.months import add_months
from tracker.figures.partners import LONGEST_PLAN, empty_seats, plan_holds
from tracker.figures.places import free_since
from tracker.figures.signals import Kind, Signal, Thresholds
from tracker.model import Partner
from tracker.wording import listing, long_date, plural

_ONE_DAY = timedelta(days=1)

_SEATS: Mapping[str, tuple[str, str]] = {
    "board": ("bestuurder", "bestuurders"),
    "manager": ("manager", "managers"),
    "practice": ("mens uit de uitvoering", "mensen uit de uitvoering"),
}
assert set(_SEATS) == {option.code for option in SEATS.options}


def partner_signals(facts: Facts, today: date, thresholds: Thresholds) -> Iterator[Signal]:
    """Every signal about a partner on a day."""
    yield from _free_places(facts, today, thresholds)
    for partner in facts.affiliated(today):
        yield from _team(facts, partner, today)
        yield from _plan(partner, today)


def _free_places(facts: Facts, today: date, thresholds: Thresholds) -> Iterator[Signal]:
    """A place that was free for so long while someone searches that kind now."""
    searching = Counter(need.kind for need in needs(facts, today) if need.searching)
    for partner, kind in sorted(key for key in facts.places_at if searching[key[1]]):
        free = free_since(facts, partner, kind, today) if facts.is_affiliated(partner, today) else None
        due = free + timedelta(days=thresholds.place_free_for) if free else None
        if free and due and due <= today:
            people = plural(searching[kind], "mens zoekt", "mensen zoeken")
            yield Signal(
                kind=Kind.PLACE_FREE,
                since=due,
                partner=partner,
                message=f"Een plek is vrij sinds {long_date(free)}: {STEP_KINDS.word(kind)}. {people} zo’n plek.",
                advice="Kijk wie hier past, en bel de partner.",
            )


def _team(facts: Facts, partner: Partner, today: date) -> Iterator[Signal]:
    missing = empty_seats(facts, partner.name, today)
    if missing:
        words = listing([plural(number, *_SEATS[seat]) for seat, number in missing.items()])
        yield Signal(
            kind=Kind.TEAM_INCOMPLETE,
            since=_incomplete_since(facts, partner, today),
            partner=partner.name,
            message=f"Het AVK-team is niet compleet. Nog nodig: {words}.",
            advice="Vraag de partner wie erbij kan komen.",
        )


def _incomplete_since(facts: Facts, partner: Partner, today: date) -> date | None:
    """The day after the team was last complete; the day the partner joined when it never was."""
    seats = facts.seats.get(partner.name, ())
    emptied = {seat.held_until + _ONE_DAY for seat in seats if seat.held_until is not None and seat.held_until < today}
    complete = [day for day in emptied if not empty_seats(facts, partner.name, day - _ONE_DAY)]
    return max(complete, default=partner.joined_on)


def _plan(partner: Partner, today: date) -> Iterator[Signal]:
    made_on = partner.action_plan_on
    if not plan_holds(made_on, today):
        old = made_on is not None and made_on <= today
        yield Signal(
            kind=Kind.PLAN_MISSING,
            since=add_months(made_on, LONGEST_PLAN) + _ONE_DAY if made_on and old else partner.joined_on,
            partner=partner.name,
            message="Het actieplan is ouder dan twee jaar." if old else "Er is nog geen actieplan.",
            advice="Vraag de partner wanneer er een nieuw plan komt." if old else "Vraag de partner om een plan.",
        )
