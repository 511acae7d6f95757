"""People as the protection sees them: facts come in, the closed lists and a row of attributes for each person go out.

Figures and protection are neighbours that do not know each other; this is where the one becomes the other.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING

from tracker import choices
from tracker.model import Activity, Result, Step, StepKind

if TYPE_CHECKING:
    from tracker.figures.facts import Facts, Person
    from tracker.protection.closed_list import Lists
    from tracker.protection.people import Insider, PersonRow

RUNNING, COMPLETED, STOPPED = "loopt", "afgerond", "gestopt"
"""What the last training of someone came to; nothing known is "onbekend"."""


def lists_of(facts: "Facts", day: date) -> "Lists":
    """The values that attributes can have on a day: those of the sheet's own lists and of the house, whoever is in it.

    Only partners have a sector of their own; who registered themselves or came otherwise stands apart.
    """
    from tracker.protection.closed_list import FEWEST_REGISTERED, NO_TRAINING, Lists

    came_by = Counter(person.participant.registered_by for person in facts.registered(day))

    sector = choices.SECTORS.word
    return Lists(
        regions=tuple(sorted(set(facts.regions.values()))),
        partners={one.name: sector(one.sector) if one.sector else "onbekend" for one in facts.partners},
        others=tuple(option.word for option in choices.REGISTERED_BY.options),
        years=_years(facts),
        activities=tuple(str(activity) for activity in Activity),
        trainings=(RUNNING, COMPLETED, STOPPED, NO_TRAINING),
        reasons=_with_own(choices.REASONS, {person.participant.reason for person in facts.people}),
        needs=_with_own(choices.NEEDS, {need for person in facts.people for need in person.participant.needs}),
        reached=tuple(choices.STEP_KINDS.word(kind) for kind in StepKind),
        supports=tuple(option.word for option in choices.SUPPORT.options),
        guides=(),
        grants=tuple(grant.name for grant in facts.grants),
        large=frozenset(one.name for one in facts.partners if came_by[one.name] >= FEWEST_REGISTERED),
    )


def _years(facts: "Facts") -> tuple[str, ...]:
    """Every year from the first in which someone registered to the last, so that an empty one is no gap."""
    found = [person.registered.year for person in facts.people]
    return tuple(str(year) for year in range(min(found), max(found) + 1)) if found else ()


def _with_own(some: choices.Choices, typed: set[str | None]) -> tuple[str, ...]:
    """The list of the house, and behind it what people added and used."""
    words = tuple(option.word for option in some.options)
    return (*words, *sorted(one for one in typed if one is not None and one not in words))


def rows_of(facts: "Facts", day: date) -> "tuple[PersonRow, ...]":
    """Everyone registered by a day, with what is so of them on that day."""
    from tracker.figures.people import stopped_by_reason
    from tracker.protection.people import UNKNOWN, PersonRow

    stopped = {code: reason or UNKNOWN for reason, some in stopped_by_reason(facts, day).items() for code in some}
    return tuple(
        PersonRow(person.code, _attributes(facts, person, day, stopped.get(person.code)))
        for person in facts.registered(day)
    )


def _attributes(
    facts: "Facts", person: "Person", day: date, stopped: str | None
) -> Mapping[str, str | tuple[str, ...]]:
    from tracker.figures.timeline import began, where
    from tracker.protection.closed_list import NOT_STOPPED

    one = person.participant
    begun = [step for step in person.steps if step.start <= day]
    found: dict[str, str | tuple[str, ...] | None] = {
        "region": facts.regions.get(one.municipality or ""),
        "partner": choices.REGISTERED_BY.word(one.registered_by) if one.registered_by else None,
        "year": str(person.registered.year),
        "activity": where(person, day),
        "training": _training(begun, day),
        "reason": stopped or NOT_STOPPED,
        "need": one.needs,
        "reached": tuple(choices.STEP_KINDS.word(kind) for kind in StepKind if began(person, day, kind)),
        "support": next((choices.SUPPORT.word(step.support) for step in reversed(begun) if step.support), None),
        "grant": tuple(dict.fromkeys(step.grant for step in begun if step.grant)),
        **_answers(person, day),
    }
    return {name: value for name, value in found.items() if value is not None}


def _training(begun: "list[Step]", day: date) -> str | None:
    """What became of the last training: it runs, was completed or stopped; None when nobody knows."""
    from tracker.figures.timeline import runs_on
    from tracker.protection.closed_list import NO_TRAINING

    trainings = [step for step in begun if step.kind == StepKind.TRAINING]
    if not trainings:
        return NO_TRAINING
    if any(step.result in (Result.COMPLETED, Result.DIPLOMA) for step in trainings):
        return COMPLETED
    if any(runs_on(step, day) for step in trainings):
        return RUNNING
    return STOPPED if trainings[-1].result == Result.STOPPED else None


def _answers(person: "Person", day: date) -> Mapping[str, str]:
    """The latest answer to each question, as the page about measurements counts them."""
    from tracker.figures.opinions import latest_answer
    from tracker.protection.closed_list import ANSWERS, NO_ANSWER

    given = {name: latest_answer(person, attrgetter(name), day) for name in ANSWERS}
    return {name: NO_ANSWER if answer is None else str(answer) for name, answer in given.items()}


def insiders_of(facts: "Facts", rows: "tuple[PersonRow, ...]") -> "tuple[Insider, ...]":
    """Each partner that ever registered someone knows those people whole, also those who came on another day."""
    from tracker.protection.people import Insider

    came_by = {person.participant.registered_by for person in facts.people}
    codes: dict[object, set[str]] = defaultdict(set)
    for row in rows:
        codes[row.attributes.get("partner")].add(row.code)
    return tuple(
        Insider(partner.name, frozenset(codes[partner.name]), (("partner", partner.name),))
        for partner in facts.partners
        if partner.name in came_by
    )
