"""One rule over one row: of two days that follow each other, the later one does not come first."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tracker.columns import BY_NAME
from tracker.intake.checks.mark import Mark
from tracker.intake.findings import Problem
from tracker.wording import short_date

IN_ORDER: Mapping[str, tuple[tuple[str, str], ...]] = {
    "participants": (
        ("registered_on", "closed_on"),
        ("paused_from", "paused_until"),
        ("consent_on", "consent_withdrawn_on"),
    ),
    "partners": (("joined_on", "left_on"),),
    "team": (("held_from", "held_until"),),
    "places": (("offered_from", "offered_until"),),
    "grants": (("runs_from", "runs_until"), ("runs_until", "keep_until")),
    "obstacles": (("reported_on", "raised_on"), ("reported_on", "solved_on")),
}
"""By the name of the tab, the fields of which the first is never after the second."""


def days_are_in_order(tab: str) -> Callable[[Any], Iterator[Mark]]:
    """The rule for the days of one tab."""
    pairs = [(first, second, BY_NAME[tab].column(first).heading) for first, second in IN_ORDER[tab]]

    def check(record: Any) -> Iterator[Mark]:
        for first, second, heading in pairs:
            earlier, later = getattr(record, first), getattr(record, second)
            if earlier and later and later < earlier:
                words = {"heading": heading, "earlier": short_date(earlier), "later": short_date(later)}
                yield Mark(second, Problem("datums_omgekeerd", words))

    return check
