"""What an edition says of partners, places, grants and rules, and what went together with what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from tracker.edition import EffectGroup, GrantState, PartnerState, PlaceCount, Places, RuleState, Wanted
from tracker.model import Obstacle

if TYPE_CHECKING:
    from tracker.figures.facts import Facts
    from tracker.figures.places import Supply


def partner_states(facts: "Facts", day: date) -> tuple[PartnerState, ...]:
    """Every partner on a day, in order of name, with its own exact numbers."""
    from tracker.figures.grid import grid
    from tracker.figures.partners import FULL_TEAM, empty_seats, latest_count, placements, plan_holds
    from tracker.figures.places import supply

    ways = {way.partner: way for way in grid(facts, day)}
    places_of: dict[str, list[Supply]] = defaultdict(list)
    for row in supply(facts, day):
        places_of[row.partner].append(row)
    placed = placements(facts, day)
    came_by = Counter(person.participant.registered_by for person in facts.registered(day))
    made = []
    for partner in facts.affiliated(day):
        way, missing = ways[partner.name], empty_seats(facts, partner.name, day)
        counted = latest_count(facts, partner.name, day)
        made.append(
            PartnerState(
                name=partner.name,
                sector=partner.sector,
                municipality=partner.municipality,
                shows_numbers=partner.visible is not False,
                plan_on=partner.action_plan_on,
                plan_holds=plan_holds(partner.action_plan_on, day),
                seats={seat: wanted - missing.get(seat, 0) for seat, wanted in FULL_TEAM.items()},
                team_complete=not any(missing.values()),
                levels=way.levels,
                following=way.following,
                examples=way.examples,
                places=_summed(places_of[partner.name]),
                experts_paid=counted.paid if counted else None,
                experts_volunteer=counted.volunteer if counted else None,
                experts_on=counted.counted_on if counted else None,
                placements=placed.get(partner.name, {}),
                registered=came_by[partner.name],
            )
        )
    return tuple(made)


def _summed(rows: "Iterable[Supply]") -> tuple[PlaceCount, ...]:
    totals: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        total = totals[row.kind, row.domain or ""]
        total[0] += row.offered
        total[1] += row.filled
    return tuple(
        PlaceCount(kind=kind, domain=domain or None, offered=offered, filled=filled)
        for (kind, domain), (offered, filled) in sorted(totals.items())
        if offered
    )


def places(facts: "Facts", day: date) -> Places:
    """The places of all partners together, now and by quarter, against the people who search or will need one."""
    from tracker.figures.demand import balances, offers
    from tracker.figures.places import supply
    from tracker.figures.state import quarters

    by_day: dict[date, list[PlaceCount]] = {end: [] for end in quarters(facts, day)}
    for one in offers(facts, by_day):
        by_day[one.day].append(PlaceCount(kind=one.kind, domain=one.domain, offered=one.offered, filled=one.filled))
    return Places(
        now=_summed(supply(facts, day)),
        quarters=tuple((end, tuple(some)) for end, some in by_day.items()),
        wanted=tuple(
            Wanted(
                kind=one.kind,
                searching=len(one.searching),
                soon=len(one.soon),
                offered=one.offered,
                filled=one.filled,
                shortfall=one.shortfall,
            )
            for one in balances(facts, day)
        ),
    )


def grants(facts: "Facts", day: date) -> tuple[GrantState, ...]:
    """Every grant with its own totals, in order of name."""
    from tracker.figures.funder import esf_figures, grant_figures

    return tuple(
        GrantState(
            name=grant.name,
            funder=grant.funder,
            runs_from=grant.runs_from,
            runs_until=grant.runs_until,
            figures=grant_figures(facts, grant, day),
            esf=esf_figures(facts, grant, day),
        )
        for grant in sorted(facts.grants, key=lambda one: one.name)
    )


def rules(facts: "Facts", day: date, data_key: bytes) -> tuple[RuleState, ...]:
    """Every rule reported by a day; the number of people that it touched is rounded, always the same way."""
    from tracker.figures.obstacles import by_rule
    from tracker.protection.rounding import cell_key, person_key, rounded

    told: dict[str, list[Obstacle]] = defaultdict(list)
    for obstacle in facts.obstacles.values():
        if obstacle.reported_on <= day:
            told[obstacle.rule].append(obstacle)
    made = []
    for one in by_rule(facts, day):
        reports = sorted(told[one.rule], key=lambda report: (report.reported_on, report.description or ""))
        key = cell_key([person_key(data_key, f"{one.rule} {one.participants}")])
        made.append(
            RuleState(
                rule=one.rule,
                since=reports[0].reported_on,
                reports=one.reports,
                partners=one.partners,
                people=rounded(one.participants, key) if one.uncounted < one.reports else None,
                outcomes=dict(one.outcomes),
                raised=tuple(
                    dict.fromkeys((report.raised_on, report.raised_with) for report in reports if report.raised_with)
                ),
                stories=tuple(dict.fromkeys(report.description for report in reports if report.description)),
            )
        )
    return tuple(made)


def effect_groups(facts: "Facts", day: date, data_key: bytes) -> tuple[EffectGroup, ...]:
    """What went together with what: groups that are large enough, in rounded numbers."""
    from tracker.figures.effects import effects
    from tracker.protection.rounding import protected_count

    made = []
    for one in effects(facts, day).shown:
        members = one.members
        counts: Mapping[str, int] = {
            "yes": protected_count(data_key, members.yes),
            "base": protected_count(data_key, members.base or ()),
            "unknown": protected_count(data_key, members.unknown),
        }
        made.append(EffectGroup(aspect=one.aspect, value=one.value, outcome=one.outcome, **counts))
    return tuple(made)
