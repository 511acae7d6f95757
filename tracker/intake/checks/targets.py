"""A rule over targets: what should be reached later is not less than what should be reached before."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from tracker.intake.checks.mark import At, Mark, Spot
from tracker.intake.checks.seen import Seen
from tracker.intake.findings import Problem
from tracker.model import Target
from tracker.wording import short_date

LESS_IS_BETTER = frozenset({"tussentijds_gestopt", "doorlooptijd_werk", "invoervertraging", "knelpunten_open"})
"""Figures of which a target that shrinks is an ambition."""


def targets_grow(seen: Seen) -> Iterator[Spot]:
    """The targets of one figure, and of one grant, grow or stay; counts and shares are compared apart."""
    groups: dict[tuple[str, str | None, bool], list[tuple[Target, At]]] = defaultdict(list)
    for target, row in seen.of(Target):
        if target.figure not in LESS_IS_BETTER:
            groups[target.figure, target.grant, target.amount.endswith("%")].append((target, row))
    for group in groups.values():
        group.sort(key=lambda one: (one[0].due_on, _size(one[0]), one[1]))
        for (before, above), (after, row) in pairwise(group):
            if after.due_on > before.due_on and _size(after) < _size(before):
                words = {"earlier": short_date(before.due_on), "row": str(above), "amount": before.amount}
                yield Spot("targets", row, Mark("amount", Problem("doel_krimpt", words)))


def _size(target: Target) -> float:
    return float(target.amount.rstrip("%"))
