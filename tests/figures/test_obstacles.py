"""Rules that stand in the way, worked by hand."""

import pytest

from tests.figures.builders import beside, day, facts_of, shown
from tracker.figures.facts import Facts
from tracker.figures.obstacles import by_rule
from tracker.model import Obstacle

ON = "2025-06-30"


def _report(rule: str, solved: str | None = None, outcome: str | None = None, **more: str | int) -> Obstacle:
    return Obstacle(
        rule=rule,
        reported_on=day(str(more.get("reported", "2024-01-01"))),
        raised_on=day(str(more["raised"])) if "raised" in more else None,
        solved_on=day(solved) if solved else None,
        outcome=outcome,
        partner=str(more["partner"]) if "partner" in more else None,
        participants=int(more["people"]) if "people" in more else None,
    )


@pytest.fixture(scope="module")
def ten() -> Facts:
    """Ten reports; the comments say what each is on 30 June 2025."""
    return facts_of(
        obstacles=[
            _report("taal", people=3, partner="Alfa"),  # Open.
            _report("taal", reported=ON, people=2, partner="Beta"),  # Open from today on.
            _report("taal", reported="2025-07-01"),  # Not reported yet.
            _report("taal", ON, "changed", people=4),  # Solved today.
            _report("taal", "2025-07-01", "changed"),  # Still open.
            _report("reizen", "2025-01-01", "refused"),  # Has an answer, and it was no.
            _report("reizen", "2025-01-01"),  # Solved, nobody says how.
            _report("reizen", "2025-01-01", "already_allowed"),  # Was allowed.
            _report("reizen", outcome="already_allowed", raised="2024-06-01"),  # Was allowed, since it was asked.
            _report("reizen", outcome="already_allowed", raised="2025-07-01"),  # That is not known yet: open.
        ]
    )


def test_open_and_solved_and_already_allowed_are_three_things(ten: Facts) -> None:
    assert shown("knelpunten_open", ten, ON).value == 4
    assert shown("knelpunten_opgelost", ten, ON).value == 3
    assert beside("knelpunten_open", ten, ON)["knelpunten_mocht_al"].value == 2
    assert beside("knelpunten_opgelost", ten, ON)["knelpunten_afgewezen"].value == 1


def test_a_rule_comes_with_its_reports_and_what_came_of_them(ten: Facts) -> None:
    first, second = by_rule(ten, day(ON))
    assert (first.rule, first.reports, first.partners, first.participants, first.uncounted) == ("taal", 4, 2, 9, 1)
    assert first.outcomes == {"open": 3, "changed": 1}
    assert (second.rule, second.reports) == ("reizen", 5)
    assert second.outcomes == {"refused": 1, "solved": 1, "already_allowed": 2, "open": 1}
