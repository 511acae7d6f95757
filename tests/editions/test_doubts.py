"""What may puzzle a reader of a forecast is said where it is so, and nowhere else."""

from dataclasses import replace

import pytest

from tests.editions.builders import ROADS
from tracker.edition import Ahead, Outlook, Road
from tracker.editions import story
from tracker.editions.doubts import road_doubts
from tracker.model import Unit

ROAD = replace(ROADS[0], target=250, standing="achter: 4,1 per kwartaal nodig, nu 3", probability=0.5)
PAST = (
    "De verwachting gaat ervan uit dat wij doorgaan na 250. Stoppen wij bij het doel? Dan wordt het niet meer dan dat."
)
PACE = "Het tempo en de verwachting verschillen hier"


def leading_to(low: float, high: float, **more: object) -> Road:
    road = replace(ROAD, outcome=Ahead(ROAD.due_on, low, (low + high) / 2, high))
    return replace(road, **more)  # type: ignore[arg-type]  # The fields differ in type; replace checks their names.


@pytest.mark.parametrize(
    ("low", "high", "said"), [(176, 231, ""), (240, 400, ""), (275, 400, ""), (276, 400, PAST), (900, 1200, PAST)]
)
def test_a_forecast_that_lies_far_above_its_target_says_that_we_may_stop_there(
    low: float, high: float, said: str
) -> None:
    assert road_doubts(leading_to(low, high)) == said


@pytest.mark.parametrize(
    ("standing", "probability", "differ"),
    [
        ("op koers", 0.19, True),
        ("op koers", 0.2, False),
        ("op koers", 0.95, False),
        ("achter: 3 per kwartaal nodig, nu 2", 0.81, True),
        ("achter: 3 per kwartaal nodig, nu 2", 0.8, False),
        ("achter: 3 per kwartaal nodig, nu 2", 0.05, False),
        ("gehaald", 0.01, False),
        ("op koers", None, False),
    ],
)
def test_a_pace_that_the_forecast_contradicts_is_explained(
    standing: str, probability: float | None, differ: bool
) -> None:
    assert (PACE in road_doubts(leading_to(176, 231, standing=standing, probability=probability))) is differ


def test_without_a_forecast_there_is_nothing_to_doubt() -> None:
    assert road_doubts(replace(ROAD, outcome=None, probability=None)) == ""


# --- Shares of few ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "of", "said", "short"),
    [
        (0.25, 0.5, 12, "tussen 3 en 6 van de 12", "3 tot 6 van de 12"),
        (0.25, 0.26, 12, "ongeveer 3 van de 12", "3 van de 12"),
        (0.25, 0.5, 24, "tussen 6 en 12 van de 24", "6 tot 12 van de 24"),
        (0.25, 0.5, 25, "tussen 25% en 50%", "25% tot 50%"),
        (0.25, 0.5, None, "tussen 25% en 50%", "25% tot 50%"),
    ],
)
def test_a_share_of_few_partners_is_foretold_in_partners(
    low: float, high: float, of: int | None, said: str, short: str
) -> None:
    road = leading_to(low, high, unit=Unit.SHARE, target=1.0, of=of)
    assert f"wordt het {said}. " in story.road_ahead(road, Outlook())
    assert road.outcome is not None
    assert story.expected(road, road.outcome) == short
