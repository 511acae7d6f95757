"""How a goal is shown on one line: a share of few partners in partners, of more in percentages."""

from datetime import date

import pytest

from cli.prognose import _row
from tracker.figures.forecast import GoalForecast
from tracker.model import Unit


@pytest.mark.parametrize(
    ("of", "now", "expected"),
    [
        (12, "3 van de 12", "tussen 6 en 9 van de 12"),
        (24, "6 van de 24", "tussen 12 en 18 van de 24"),
        (25, "25%", "tussen 50% en 75%"),
        (None, "25%", "tussen 50% en 75%"),
    ],
)
def test_a_share_of_few_partners_is_shown_in_partners(of: int | None, now: str, expected: str) -> None:
    goal = GoalForecast(
        code="actieplannen", target=1.0, unit=Unit.SHARE, target_date=date(2028, 12, 31), now=0.25, pace_last_4q=0.0,
        needed_per_quarter=0.1, low80=0.5, median=0.6, high80=0.75, probability=0.4, of=of,
    )  # fmt: skip
    assert _row(goal) == ("Actieplannen", now, "100%, eind 2028", expected, "40%")
