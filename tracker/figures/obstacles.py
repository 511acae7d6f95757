"""Rules that stand in the way: how many are open and solved, and what came of each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.figures.facts import Facts
from tracker.figures.members import Members
from tracker.model import Obstacle

ALREADY_ALLOWED, CHANGED, REFUSED = "already_allowed", "changed", "refused"
"""How an obstacle can end."""

_OPEN = "open"


def outcome(obstacle: Obstacle, day: date) -> str | None:
    """What had become of an obstacle by a day: `open`, an outcome, or `solved` without one; None before the report.

    An outcome is dated by `Opgelost op`. Only “mocht al” may stand without that day: it then holds from the day the
    rule was asked about, else from the report on, because the rule was never in the way.
    """
    if obstacle.reported_on > day:
        return None
    ended = obstacle.solved_on
    if ended is None and obstacle.outcome == ALREADY_ALLOWED:
        ended = obstacle.raised_on or obstacle.reported_on
    return (obstacle.outcome or "solved") if ended is not None and ended <= day else _OPEN


def _with(wanted: Callable[[str], bool]) -> Callable[[Facts, date], Members]:
    def members(facts: Facts, day: date) -> Members:
        return Members(frozenset(str(number) for number, ended, _ in _outcomes(facts, day) if wanted(ended)))

    return members


def _outcomes(facts: Facts, day: date) -> Iterator[tuple[int, str, Obstacle]]:
    for number, obstacle in facts.obstacles.items():
        ended = outcome(obstacle, day)
        if ended is not None:
            yield number, ended, obstacle


open_ones = _with(lambda ended: ended == _OPEN)
solved = _with(lambda ended: ended not in (_OPEN, ALREADY_ALLOWED))
refused = _with(lambda ended: ended == REFUSED)
already_allowed = _with(lambda ended: ended == ALREADY_ALLOWED)


# --- By rule ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """One rule: how often it was reported, by how many partners, about how many people, and what came of it.

    `participants` adds up what people typed; `uncounted` reports do not say how many. `outcomes` counts reports by
    `open`, `changed`, `refused`, `already_allowed`, or `solved` without an outcome.
    """

    rule: str
    reports: int
    partners: int
    participants: int
    uncounted: int
    outcomes: Counter[str]


def by_rule(facts: Facts, day: date) -> tuple[RuleCount, ...]:
    """Every rule reported by a day, the one with the most open reports first."""
    rules: dict[str, list[tuple[str, Obstacle]]] = defaultdict(list)
    for _, ended, obstacle in _outcomes(facts, day):
        rules[obstacle.rule].append((ended, obstacle))
    counts = [_rule_count(rule, found) for rule, found in rules.items()]
    return tuple(sorted(counts, key=lambda one: (-one.outcomes[_OPEN], -one.participants, one.rule)))


def _rule_count(rule: str, found: list[tuple[str, Obstacle]]) -> RuleCount:
    numbers = [obstacle.participants for _, obstacle in found]
    return RuleCount(
        rule=rule,
        reports=len(found),
        partners=len({obstacle.partner for _, obstacle in found if obstacle.partner}),
        participants=sum(number or 0 for number in numbers),
        uncounted=numbers.count(None),
        outcomes=Counter(ended for ended, _ in found),
    )
