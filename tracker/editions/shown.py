"""How a figure is shown in papers: an edition comes in, words and shares that are ready to show go out."""

import math
from datetime import date

from tracker import wording
from tracker.choices import FORMS, SUPPORT
from tracker.edition import Audience, Edition, EffectGroup, LeftOut, PartnerState
from tracker.figures.catalogue import BY_CODE
from tracker.figures.opinions import OPINIONS
from tracker.model import Figure, Unit

PROGRAMME = "Ervaringsdeskundigheid en werk"

NOTHING_YET = "Er zijn nog geen cijfers om te tonen."
NO_RULES = "Er is nog geen regel gemeld die in de weg staat."


def nothing_yet(edition: Edition) -> str:
    """What is said when there is nothing to show; for the ministry that is no rule, and no figure either."""
    return NO_RULES if edition.audience == Audience.RULES else NOTHING_YET


def own_partner(edition: Edition) -> PartnerState | None:
    """The partner that the papers are about, when they are that partner's own."""
    if edition.audience != Audience.PARTNER:
        return None
    return next((one for one in edition.partners if one.name == edition.subject), None)


def is_rounded(figure: Figure, edition: Edition) -> bool:
    """Whether a figure is made of protected counts: what people say of themselves, for others than the programme."""
    return figure.code in OPINIONS and edition.audience != Audience.PROGRAMME


def figure_words(figure: Figure, edition: Edition) -> str:
    """The value of a figure as people read it; what was rounded says so: `ca. 60% (30 van de 50)`."""
    said = wording.figure_value(figure)
    return f"ca. {said}" if is_rounded(figure, edition) and is_known(figure) else said


def left_out(edition: Edition) -> tuple[LeftOut, ...]:
    """What the edition does not show, in order; of tables for one partner or funder only those that it holds."""
    held = {table.spec.name for table in edition.tables}
    found = (one for one in edition.gate.left_out if one.table in held or ":" not in one.table)
    return tuple(sorted(found)) if held else ()


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


def group_word(group: EffectGroup) -> str:
    """What people call a group of which the outcome is told; a training is called what people called it."""
    choices = {"vorm": FORMS, "steun": SUPPORT}.get(group.aspect)
    return choices.word(group.value) if choices else group.value


def outcome_name(code: str) -> str:
    """What people call the figure with this code."""
    return BY_CODE[code].name if code in BY_CODE else wording.capital(code)


# --- Headlines -------------------------------------------------------------------------------------------------------


def headlines(edition: Edition) -> tuple[Figure, ...]:
    """The three headlines; a funder without them sees the first figures of its grant."""
    known = {figure.code: figure for figure in edition.state.figures}
    found = tuple(known[code] for code in wording.HEADLINES if code in known)
    return found or (edition.grants[0].figures[:3] if edition.grants and not known else ())


def headline_words(figure: Figure) -> str:
    """The headline with its target or milestone; without a value only the name, so that unknown never reads as 0."""
    if figure.numerator is None or not is_known(figure):
        return f"{wording.capital(figure.name)}: {wording.figure_without_value(figure)}."
    sentences = [wording.headline(figure)]
    least, most = share_range(figure)
    if least is not None and most is not None:
        low, high = wording.percent(least), wording.percent(most)
        sentences.append(f"Dat is {low}." if low == high else f"Dat is {low} tot {high}.")
    if figure.unit is Unit.SHARE and figure.target is not None and figure.target_date is not None:
        target = wording.target_value(figure.target, figure)
        sentences.append(f"{wording.capital(wording.by_date(figure.target_date))} willen wij {target} bereiken.")
    elif figure.milestone is not None and figure.milestone_date is not None:
        sentences.append(_milestone_words(figure, figure.milestone, figure.milestone_date))
    return " ".join(sentences)


def _milestone_words(figure: Figure, milestone: float, due_on: date) -> str:
    """The next milestone, or that it was reached before its date."""
    if (figure.numerator or 0) < needed(figure, milestone):
        return wording.milestone_sentence(figure)
    target = wording.target_value(milestone, figure)
    return f"De mijlpaal {target} ({wording.by_date(due_on)}) is al bereikt."
