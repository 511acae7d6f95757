"""The table of indicators: code, name, definition as people read it, and the formula, in one entry each.

A formula answers with the people (or partners) themselves and not with a number, so that a change can be explained
person by person and rounded per person.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.figures.facts import Facts, Person
from tracker.figures.timeline import (
    STEP_UPS,
    add_months,
    began,
    began_step_up,
    completed_training,
    is_closed,
    reached_own_goal,
    runs_on,
    sustained_work,
    training_is_over,
    where,
)
from tracker.model import OUTSIDE_NETWORK, Activity, Domain, Level, OwnGoal, Partner, StepKind, Unit


@dataclass(frozen=True, slots=True)
class Members:
    """Who counts: `yes` in the numerator, `base` in the denominator (None for a count), `unknown` maybe.

    Codes of participants, or names of partners. `yes` and `unknown` lie within `base`, and apart from each other.
    """

    yes: frozenset[str]
    base: frozenset[str] | None = None
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. `definition` is what a reader sees; a change of the formula raises `version`."""

    code: str
    name: str
    definition: str
    unit: Unit
    members: Callable[[Facts, date], Members]
    version: int = 1


# --- People ----------------------------------------------------------------------------------------------------------


def _registered(facts: Facts, day: date) -> Iterable[Person]:
    return (person for person in facts.people if person.registered <= day)


def _people(chosen: Iterable[Person]) -> frozenset[str]:
    return frozenset(person.code for person in chosen)


def _share(answers: Iterable[tuple[Person, bool | None]]) -> Members:
    """Each person of the denominator with yes, no, or None for unknown."""
    pairs = list(answers)
    return Members(
        yes=_people(person for person, answer in pairs if answer),
        base=_people(person for person, _ in pairs),
        unknown=_people(person for person, answer in pairs if answer is None),
    )


def participants(facts: Facts, day: date) -> Members:
    """Everyone registered by the day."""
    return Members(_people(_registered(facts, day)))


def chance_given(facts: Facts, day: date) -> Members:
    """People with a training, a step up or paid work begun."""
    kinds = (StepKind.TRAINING, StepKind.PAID_WORK, *STEP_UPS)
    return Members(_people(person for person in _registered(facts, day) if began(person, day, *kinds)))


def own_goal_reached(facts: Facts, day: date) -> Members:
    """People who began the activity that is their own goal (a training: completed), of those whose goal is known."""
    known = (None, OwnGoal.NOT_YET_KNOWN)
    with_goal = (person for person in _registered(facts, day) if person.participant.own_goal not in known)
    return _share((person, reached_own_goal(person, day)) for person in with_goal)


def paid_work(facts: Facts, day: date) -> Members:
    """People with paid work begun."""
    return Members(_people(person for person in _registered(facts, day) if began(person, day, StepKind.PAID_WORK)))


def training_started(facts: Facts, day: date) -> Members:
    """People with a training begun."""
    return Members(_people(person for person in _registered(facts, day) if began(person, day, StepKind.TRAINING)))


def training_completed(facts: Facts, day: date) -> Members:
    """People with a training completed, of those whose training ended or should have ended by its plan."""
    over = (person for person in _registered(facts, day) if training_is_over(person, day))
    return _share((person, completed_training(person, day)) for person in over)


def step_up_started(facts: Facts, day: date) -> Members:
    """People with a step up begun outside a running training."""
    return Members(_people(person for person in _registered(facts, day) if began_step_up(person, day)))


def in_paid_work(facts: Facts, day: date) -> Members:
    """People whose main activity on the day is paid work."""
    return Members(_people(person for person in facts.people if where(person, day) is Activity.PAID_WORK))


def sustained_six_months(facts: Facts, day: date) -> Members:
    """People with six months of paid work without a long gap, of those whose first paid work began that long ago."""
    return _share((person, sustained_work(person, 6, day)) for person in _began_work_before(facts, day, 6))


def _began_work_before(facts: Facts, day: date, months: int) -> Iterable[Person]:
    """People whose first paid work began so many months before the day or longer ago."""
    for person in _registered(facts, day):
        starts = [step.start for step in person.steps if step.kind == StepKind.PAID_WORK]
        if starts and add_months(min(starts), months) <= day:
            yield person


def stopped_early(facts: Facts, day: date) -> Members:
    """People closed without their own goal, without paid work and not deceased, of everyone registered."""
    return _share((person, _stopped(person, day)) for person in _registered(facts, day))


def _stopped(person: Person, day: date) -> bool | None:
    if not is_closed(person, day) or person.participant.reason == DECEASED or began(person, day, StepKind.PAID_WORK):
        return False
    reached = reached_own_goal(person, day)
    return None if reached is None else not reached


DECEASED = "overleden"
"""The reason that is no stopping."""


# --- Partners --------------------------------------------------------------------------------------------------------


def affiliated(facts: Facts, day: date) -> list[Partner]:
    """The partners on a day: from the day they joined until the day they left. Without a first day: always been one."""
    return [
        partner
        for partner in facts.partners
        if (partner.joined_on is None or partner.joined_on <= day) and (partner.left_on is None or partner.left_on > day)
    ]


_PLACEMENTS = (StepKind.PAID_WORK, StepKind.INTERNSHIP, StepKind.WORK_EXPERIENCE, StepKind.VOLUNTEER_WORK)


def partners_with_placement(facts: Facts, day: date) -> Members:
    """Partners where a participant works, learns on the job or volunteers on the day."""
    placed = {
        step.partner
        for person in _registered(facts, day)
        if not is_closed(person, day)
        for step in person.steps
        if step.kind in _PLACEMENTS and step.partner not in (None, OUTSIDE_NETWORK) and runs_on(step, day)
    }
    names = frozenset(partner.name for partner in affiliated(facts, day))
    return Members(yes=names & placed, base=names)


def partners_structural(facts: Facts, day: date) -> Members:
    """Partners that are structural in every domain that applies to them, and in one at least."""
    names = frozenset(partner.name for partner in affiliated(facts, day))
    return Members(yes=frozenset(name for name in names if _is_structural(facts, name, day)), base=names)


def _is_structural(facts: Facts, partner: str, day: date) -> bool:
    levels = [facts.level(partner, domain, day) for domain in Domain]
    applying = {level for level in levels if level != Level.NOT_APPLICABLE}
    return applying == {Level.STRUCTURAL}


LONGEST_PLAN = 24
"""Months for which an action plan holds."""

FULL_TEAM: Mapping[str, int] = {"board": 1, "manager": 2, "practice": 2}
"""The seats of a complete alliance team."""


def action_plans(facts: Facts, day: date) -> Members:
    """Partners with an action plan of at most two years old."""
    partners = affiliated(facts, day)
    plans = {partner.name: partner.action_plan_on for partner in partners}
    valid = {name for name, plan in plans.items() if plan and plan <= day <= add_months(plan, LONGEST_PLAN)}
    return Members(yes=frozenset(valid), base=frozenset(plans))


def teams_complete(facts: Facts, day: date) -> Members:
    """Partners with every seat of the alliance team filled."""
    names = frozenset(partner.name for partner in affiliated(facts, day))
    return Members(yes=frozenset(name for name in names if _is_full(facts, name, day)), base=names)


def _is_full(facts: Facts, partner: str, day: date) -> bool:
    filled = Counter(
        seat.seat
        for seat in facts.seats.get(partner, ())
        if seat.held_from <= day and (seat.held_until is None or day <= seat.held_until)
    )
    return all(filled[seat] >= number for seat, number in FULL_TEAM.items())


# --- The table -------------------------------------------------------------------------------------------------------

CATALOGUE: tuple[Indicator, ...] = (
    Indicator(
        "deelnemers",
        "Deelnemers",
        "Iedereen die op of voor de peildatum is aangemeld.",
        Unit.COUNT,
        participants,
    ),
    Indicator(
        "kans_gekregen",
        "Kans gekregen",
        "Mensen die begonnen met een opleiding, een stage, een werkervaringsplek, vrijwilligerswerk of betaald werk.",
        Unit.COUNT,
        chance_given,
    ),
    Indicator(
        "eigen_doel_bereikt",
        "Eigen doel bereikt",
        "Mensen die begonnen met wat hun eigen doel was. Was het doel een opleiding? Dan is die afgerond. "
        "Wij delen door alle mensen van wie wij het doel kennen.",
        Unit.SHARE,
        own_goal_reached,
    ),
    Indicator(
        "betaald_werk",
        "Betaald werk gekregen",
        "Mensen die ooit met betaald werk begonnen. Wie daarna weer stopte, telt hier ook mee.",
        Unit.COUNT,
        paid_work,
    ),
    Indicator(
        "opleiding_gestart",
        "Opleiding gestart",
        "Mensen die met een opleiding begonnen.",
        Unit.COUNT,
        training_started,
    ),
    Indicator(
        "opleiding_afgerond",
        "Opleiding afgerond",
        "Mensen die een opleiding afrondden of een diploma haalden. Wij delen door alle mensen van wie een opleiding "
        "klaar is, of volgens plan klaar had moeten zijn. Weten wij de uitkomst niet? Dan telt iemand als onbekend.",
        Unit.SHARE,
        training_completed,
    ),
    Indicator(
        "opstap_gestart",
        "Opstap gestart",
        "Mensen die begonnen met een stage, een werkervaringsplek of vrijwilligerswerk, los van een opleiding.",
        Unit.COUNT,
        step_up_started,
    ),
    Indicator(
        "nu_betaald_werk",
        "Nu betaald werk",
        "Mensen die op de peildatum betaald werk hebben en nog meedoen.",
        Unit.COUNT,
        in_paid_work,
    ),
    Indicator(
        "werk_6m_aaneen",
        "Werk dat blijft: 6 maanden",
        "Mensen met 6 maanden betaald werk, zonder een gat van meer dan 31 dagen. Een tweede baan telt door. Wij delen "
        "door alle mensen die minstens 6 maanden geleden met betaald werk begonnen. Heeft niemand nagevraagd of het "
        "werk nog loopt? Dan telt iemand als onbekend.",
        Unit.SHARE,
        sustained_six_months,
    ),
    Indicator(
        "tussentijds_gestopt",
        "Tussentijds gestopt",
        "Mensen die stopten zonder hun eigen doel te bereiken en zonder betaald werk. Wie overleed, telt hier niet "
        "mee. Wij delen door alle aangemelde mensen.",
        Unit.SHARE,
        stopped_early,
    ),
    Indicator(
        "partners_met_plaatsing",
        "Partners met een plaatsing",
        "Partners waar op de peildatum een deelnemer werkt, stage loopt, werkervaring opdoet of vrijwilliger is. Wij "
        "delen door alle partners op die dag.",
        Unit.SHARE,
        partners_with_placement,
    ),
    Indicator(
        "partners_structureel",
        "Partners structureel",
        "Partners die in elk domein dat bij hen past structureel met ervaringsdeskundigen werken. Wij delen door alle "
        "partners op die dag.",
        Unit.SHARE,
        partners_structural,
    ),
    Indicator(
        "actieplannen",
        "Actieplannen",
        "Partners met een actieplan van hoogstens twee jaar oud. Wij delen door alle partners op die dag.",
        Unit.SHARE,
        action_plans,
    ),
    Indicator(
        "avk_team_compleet",
        "AVK-team compleet",
        "Partners met een bestuurder, twee managers en twee mensen uit de uitvoering in het team. Wij delen door alle "
        "partners op die dag.",
        Unit.SHARE,
        teams_complete,
    ),
)
"""Every indicator, in the order in which people see them."""

BY_CODE: Mapping[str, Indicator] = {indicator.code: indicator for indicator in CATALOGUE}
