"""How a figure is shown in papers: a figure comes in, its words, its share and how far it is go out."""

import math
from datetime import date

from tracker import wording
from tracker.edition import Audience, Edition
from tracker.figures.catalogue import BY_CODE
from tracker.figures.opinions import OPINIONS
from tracker.model import Figure, Unit


def is_rounded(figure: Figure, edition: Edition) -> bool:
    """Whether a figure is made of protected counts: what people say of themselves, for others than the programme."""
    return figure.code in OPINIONS and edition.audience != Audience.PROGRAMME


def figure_words(figure: Figure, edition: Edition) -> str:
    """The value of a figure as people read it; what was rounded says so: `ca. 60% (30 van de 50)`."""
    said = wording.figure_value(figure)
    return f"ca. {said}" if is_rounded(figure, edition) and is_known(figure) else said


def share_range(figure: Figure) -> tuple[float | None, float | None]:
    """The lowest and highest share that it can be, or nothing when it is no share or about too few people."""
    enough = (figure.denominator or 0) >= wording.FEWEST_FOR_PERCENTAGE
    if figure.unit is not Unit.SHARE or not is_known(figure) or not enough:
        return None, None
    least = figure.value if figure.low is None else figure.low
    most = figure.value if figure.high is None else figure.high
    return least, most


def progress(figure: Figure) -> float | None:
    """How much of the target is there (1 is all), or nothing: no target, unknown, a limit, too few for a percentage."""
    if figure.target is None or figure.target <= 0 or figure.numerator is None or not is_known(figure):
        return None
    if figure.unit is Unit.DAYS or fewer_is_better(figure):
        return None
    if figure.target_unit is not Unit.SHARE:
        return figure.numerator / figure.target
    least, _ = share_range(figure)
    return None if least is None else least / figure.target


def standing(figure: Figure, as_of: date) -> str:
    """How far it is in a few words: `Nog 8 tot de mijlpaal`. Empty without a target."""
    if figure.target is None:
        return ""
    lacks_base = figure.target_unit is Unit.SHARE and not figure.denominator
    if figure.value is None or figure.numerator is None or lacks_base:
        return "Nog niet te zeggen"
    if figure.unit is Unit.DAYS or fewer_is_better(figure):
        least_good = figure.target if figure.unit is Unit.DAYS else needed(figure, figure.target)
        reached: float = figure.value if figure.unit is Unit.DAYS else figure.numerator
        return "Binnen het doel" if reached <= least_good else "Boven het doel"
    return _distance(figure, figure.target, as_of, figure.numerator)


def _distance(figure: Figure, target: float, as_of: date, reached: int) -> str:
    """What is left to the next milestone, or to the target."""
    to_go = needed(figure, target) - reached
    if to_go <= 0:
        return "Doel bereikt"
    if to_go <= figure.unknown:
        return f"Misschien bereikt: {wording.number(figure.unknown)} onbekend"
    if figure.target_date is not None and figure.target_date < as_of:
        return f"De datum is voorbij. Nog {wording.number(to_go)} te gaan."
    if figure.milestone is None or figure.milestone_date == figure.target_date:
        return f"Nog {wording.number(to_go)} te gaan"
    to_milestone = needed(figure, figure.milestone) - reached
    if to_milestone <= 0:
        return f"Mijlpaal bereikt. Nog {wording.number(to_go)} tot het doel."
    return f"Nog {wording.number(to_milestone)} tot de mijlpaal"


def needed(figure: Figure, target: float) -> int:
    """How many a target asks for: a share is taken of the base and rounded up, with room for the error of floats."""
    amount = target * (figure.denominator or 0) if figure.target_unit is Unit.SHARE else target
    return math.ceil(amount - 1e-9)


def fewer_is_better(figure: Figure) -> bool:
    """Whether the target of a figure is a limit: then there is no road towards it."""
    indicator = BY_CODE.get(figure.code)
    return indicator is not None and indicator.fewer_is_better


def is_known(figure: Figure) -> bool:
    """Whether there is a number to show."""
    return figure.value is not None and figure.numerator is not None
