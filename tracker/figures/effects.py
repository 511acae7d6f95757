"""What goes together with reaching the own goal and with work that lasts: trainings, forms of work, support.

A group says what went together and never what caused it: people choose, and are chosen for, a training or a job.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.figures.catalogue import BY_CODE
from tracker.figures.facts import Facts
from tracker.figures.members import Members
from tracker.model import Step, StepKind

FEWEST = 25
"""A group of fewer people than this is not shown."""

OUTCOMES = ("eigen_doel_bereikt", "werk_6m_aaneen")
"""The figures that a group is held against."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something by which steps differ: its name (Dutch), and what a step says of it (None: nothing)."""

    name: str
    value: Callable[[Step], str | None]


def _course(step: Step) -> str | None:
    return step.course if step.kind == StepKind.TRAINING else None


def _form(step: Step) -> str | None:
    return step.form if step.kind == StepKind.PAID_WORK else None


ASPECTS = (Aspect("opleiding", _course), Aspect("vorm", _form), Aspect("steun", lambda step: step.support))
"""What the programme wants to learn about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One group and one outcome: everyone with the value in a step begun by the day, among whom the outcome counts."""

    aspect: str
    value: str
    outcome: str
    members: Members


@dataclass(frozen=True, slots=True)
class Effects:
    """The groups that are large enough, and how many were left out because they are not."""

    shown: tuple[Effect, ...]
    too_small: int


def effects(facts: Facts, day: date, fewest: int = FEWEST) -> Effects:
    """Every group of at least `fewest` people against each outcome, the largest group first.

    A person is in a group for each value that their steps had, so groups overlap. For an outcome only the people in
    its denominator count, and of those there must be enough.
    """
    outcomes = {code: BY_CODE[code].members(facts, day) for code in OUTCOMES}
    made = [
        Effect(aspect=aspect.name, value=value, outcome=code, members=_within(members, codes))
        for aspect in ASPECTS
        for value, codes in _groups(facts, day, aspect).items()
        for code, members in outcomes.items()
    ]
    shown = [one for one in made if len(one.members.base or ()) >= fewest]
    return Effects(tuple(sorted(shown, key=_order)), len(made) - len(shown))


def _order(one: Effect) -> tuple[int, int, int, str]:
    aspect = [aspect.name for aspect in ASPECTS].index(one.aspect)
    return aspect, OUTCOMES.index(one.outcome), -len(one.members.base or ()), one.value


def _groups(facts: Facts, day: date, aspect: Aspect) -> Mapping[str, frozenset[str]]:
    groups: dict[str, set[str]] = defaultdict(set)
    for person in facts.registered(day):
        for value in _values(person.steps, day, aspect):
            groups[value].add(person.code)
    return {value: frozenset(codes) for value, codes in groups.items()}


def _values(steps: Iterable[Step], day: date, aspect: Aspect) -> set[str]:
    values = {aspect.value(step) for step in steps if step.start <= day}
    return {value for value in values if value is not None}


def _within(members: Members, codes: frozenset[str]) -> Members:
    base = (members.base or frozenset()) & codes
    return Members(yes=members.yes & base, base=base, unknown=members.unknown & base)
