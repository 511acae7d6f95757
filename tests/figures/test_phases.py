"""Figures per phase."""

import pytest

from tests.figures.builders import day, facts_of, job, letters, someone
from tracker.figures.catalogue import BY_CODE
from tracker.figures.facts import Facts
from tracker.figures.phases import PROGRAMME, per_phase, phase_on
from tracker.model import Phase


@pytest.fixture(scope="module")
def known() -> Facts:
    """The first phase runs up to and including 28 February 2025."""
    return facts_of(
        someone("A", job("2024-02-01"), registered="2023-12-01"),
        someone("B", job("2025-02-28")),
        someone("C", job("2024-06-01", "2024-07-01"), job("2025-04-01")),
        someone("D", job("2025-03-01")),
        someone("E", job("2025-07-01")),
        phases=[
            Phase(name="Fase 2", starts_on=day("2025-03-01"), kind="ew"),
            Phase(name="Fase 1", starts_on=day("2024-03-01"), kind="ew"),
            Phase(name="Jaar 2024", starts_on=day("2024-08-01"), kind="programme"),
            Phase(name="Fase 3", starts_on=day("2026-01-01"), kind="ew"),
        ],
    )


def test_a_phase_counts_who_is_new_in_it(known: Facts) -> None:
    """A began before the first phase, C in it and again later, B on its last day, D on the first day of the second."""
    found = per_phase(BY_CODE["betaald_werk"], known, day("2025-06-30"))
    assert [(one.phase.name, one.until.isoformat(), letters(one.new)) for one in found] == [
        ("Fase 1", "2025-02-28", "BC"),
        ("Fase 2", "2025-06-30", "D"),
    ]


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2024-02-29", None), ("2024-03-01", "Fase 1"), ("2025-02-28", "Fase 1"), ("2025-03-01", "Fase 2")],
)
def test_the_phase_on_a_day_is_the_last_that_began(known: Facts, on: str, expected: str | None) -> None:
    phase = phase_on(known, day(on))
    assert (phase.name if phase else None) == expected


def test_the_phases_of_the_programme_are_apart(known: Facts) -> None:
    phase = phase_on(known, day("2025-06-30"), PROGRAMME)
    assert phase is not None
    assert phase.name == "Jaar 2024"
