"""Figures about the tracking itself, worked by hand."""

from datetime import UTC, datetime

import pytest

from tests.figures.builders import FIRST_SYNC, beside, day, job, shown, someone, training
from tracker.figures.facts import Facts, facts
from tracker.model import Held, Step, World

ON = "2025-06-30"


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.fixture(scope="module")
def known() -> Facts:
    """One person whose first two steps were there at the first sync, and eleven that came later."""
    first = _at("2025-01-10 12:00")
    rows: list[tuple[Step, datetime]] = [
        (job("2024-03-01"), first),
        (training("2024-05-01"), first),
        (job("2025-02-01"), _at("2025-02-01 09:00")),  # 0 days.
        (job("2025-02-01"), _at("2025-02-03 09:00")),  # 2 days.
        (job("2025-02-01"), _at("2025-02-04 23:30")),  # 4 days: in the Netherlands it was the fifth.
        (job("2025-02-01"), _at("2025-02-07 09:00")),  # 6 days.
        (job("2025-02-01"), _at("2025-02-09 09:00")),  # 8 days.
        (job("2025-02-01"), _at("2025-02-11 09:00")),  # 10 days.
        (training("2025-02-01"), _at("2025-02-13 09:00")),  # 12 days.
        (training("2025-02-01"), _at("2025-03-03 09:00")),  # 30 days.
        (training("2025-02-01"), _at("2025-05-12 09:00")),  # 100 days.
        (training("2025-06-01"), _at("2025-05-01 09:00")),  # Typed ahead: 0 days.
        (job("2025-07-01"), _at("2025-06-01 09:00")),  # Has not begun.
    ]
    one = someone("A", *[step for step, _ in rows])
    steps = tuple(
        Held(number, step, seen) for number, (step, (_, seen)) in enumerate(zip(one.steps, rows, strict=True), 1)
    )
    people = (Held(1, one.participant, first),)
    return facts(World(FIRST_SYNC, {"participants": people, "steps": steps}))


def test_every_job_that_began_counts_also_of_one_person(known: Facts) -> None:
    """The one of the first sync and the six of February; the one of July has not begun."""
    assert shown("baanstarts", known, ON).value == 7


def test_the_delay_is_that_of_the_middle_step_without_those_of_the_first_sync(known: Facts) -> None:
    """Ten steps: 0, 0, 2, 4, 6, 8, 10, 12, 30, 100 days. In the middle 7; nine of the ten are in within 30 days."""
    figure = shown("invoervertraging", known, ON)
    assert (figure.value, figure.numerator) == (7, 10)
    others = beside("invoervertraging", known, ON)
    assert others["invoervertraging_90"].value == 30
    assert others["invoervertraging_niet_meegeteld"].value == 2


def test_a_step_that_was_typed_ahead_has_no_delay() -> None:
    one = someone("A", job("2025-06-01"))
    steps, people = Held(1, one.steps[0], _at("2025-05-01 09:00")), Held(1, one.participant, _at("2025-01-10 12:00"))
    known = facts(World(FIRST_SYNC, {"participants": (people,), "steps": (steps,)}))
    assert shown("invoervertraging", known, ON).value == 0


def test_without_a_later_step_there_is_no_delay(known: Facts) -> None:
    assert shown("invoervertraging", known, "2025-01-31").value is None
    assert shown("invoervertraging", known, day(ON).replace(day=1).isoformat()).value is not None
