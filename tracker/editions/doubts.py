"""What may puzzle a reader of a forecast, said in a sentence where it is so: past the target, or against the pace."""

from tracker.edition import Road
from tracker.editions.story import amount
from tracker.model import Unit

FAR_ABOVE = 1.1
"""A forecast that lies above its target by more than this factor may well stop at the target."""

UNLIKELY = 0.2
"""A target less likely than this is not expected to be met; one that is as unlikely to be missed, is."""


def road_doubts(road: Road) -> str:
    """What the reader of one forecast may wonder about (Dutch); mostly empty."""
    return " ".join(words for words in (_past_the_target(road), _against_the_pace(road)) if words)


def _past_the_target(road: Road) -> str:
    if road.outcome is None or road.unit is not Unit.COUNT or road.outcome.low80 <= FAR_ABOVE * road.target:
        return ""
    return (
        f"De verwachting gaat ervan uit dat wij doorgaan na {amount(road.target, road.unit)}. "
        "Stoppen wij bij het doel? Dan wordt het niet meer dan dat."
    )


def _against_the_pace(road: Road) -> str:
    if road.probability is None:
        return ""
    fast_but_unlikely = road.standing.startswith("op koers") and road.probability < UNLIKELY
    slow_but_likely = road.standing.startswith("achter") and road.probability > 1 - UNLIKELY
    if not (fast_but_unlikely or slow_but_likely):
        return ""
    return (
        "Het tempo en de verwachting verschillen hier: het tempo trekt een lijn door de laatste vier kwartalen, "
        "en de verwachting weet ook dat mensen klaar zijn en dat plannen oud worden."
    )
