"""What the papers say in sentences: an edition goes in, Dutch sentences come out that never say more than its figures.

Unknown is never told as no, a forecast is never told as a promise, and nothing is told as the cause of anything else.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from tracker.edition import (
    Ahead,
    Audience,
    Changes,
    Edition,
    Outlook,
    PartnerState,
    PlaceCount,
    Promise,
    Quality,
    Road,
    Shift,
)
from tracker.figures.opinions import OPINIONS
from tracker.model import Activity, Figure, Unit
from tracker.wording import (
    FEWEST_FOR_PERCENTAGE,
    by_date,
    capital,
    count_range,
    difference,
    figure_value,
    listing,
    long_date,
    number,
    percent,
    plural,
    signed,
)

# --- What changed ----------------------------------------------------------------------------------------------------

CAUSES = ("nieuw", "alsnog ingevoerd of verbeterd", "overig")
"""Why a count changed, as the papers divide it."""


def causes(shift: Shift) -> tuple[int, int, int]:
    """How much of a change is new, entered or corrected later, and other, in the order of `CAUSES`."""
    other = shift.removals + shift.membership + shift.definition
    return shift.new_events, shift.late + shift.corrections, other


def change_since(code: str, changes: Changes | None) -> str:
    """How a headline moved: `9 meer dan op 1 augustus 2026`; empty without an earlier date to hold it against."""
    if changes is None:
        return ""
    moved = next((one for one in changes.shifts if one.code == code and one.part == "numerator"), None)
    return difference(moved.after - moved.before if moved else 0, f"op {long_date(changes.since)}")


def change_words(shift: Shift) -> str:
    """One change with its causes: `Betaald werk: van 48 naar 51 (+4 nieuw en −1 overig).`."""
    said = [f"{signed(amount)} {cause}" for amount, cause in zip(causes(shift), CAUSES, strict=True) if amount]
    why = f" ({listing(said)})" if said else ""
    return f"{shift_name(shift)}: van {number(shift.before)} naar {number(shift.after)}{why}."


def shift_name(shift: Shift) -> str:
    """What a count is called; a denominator is the group that a share is taken of."""
    return shift.name if shift.part == "numerator" else f"{shift.name}: van hoeveel"


def moved(edition: Edition) -> tuple[Shift, ...]:
    """The counts that changed, also those that ended where they began; what people say of themselves is left out.

    Answers are always rounded for others, and an exact change would tell what the rounding hides.
    """
    if edition.changes is None:
        return ()
    hidden = () if edition.audience == Audience.PROGRAMME else OPINIONS
    return tuple(
        one
        for one in edition.changes.shifts
        if one.code not in hidden and (one.before != one.after or any(causes(one)))
    )


def changes_lead(since: date, shifts: Sequence[Shift]) -> str:
    """How many counts changed, and since when."""
    day = f"Sinds {long_date(since)}"
    if not shifts:
        return f"{day} veranderde geen enkel aantal."
    verb = "veranderde" if len(shifts) == 1 else "veranderden"
    return f"{day} {verb} {plural(len(shifts), 'aantal', 'aantallen')}."


# --- The road --------------------------------------------------------------------------------------------------------

PLAN_CHECK = "Dit is een controle van het plan, en nog geen voorspelling: daarvoor is er nog te weinig gebeurd."


FAN_WORDS = "Het vlak in de grafiek laat zien waar het in 8 van de 10 gevallen uitkomt, als het zo doorgaat."
"""Explains the forecast in a chart."""


def amount(value: float, unit: Unit, of: int | None = None) -> str:
    """A place on a road as people read it: a whole number, a percentage, or days; of few, `3 van de 12`."""
    if unit is Unit.SHARE and of is not None and of < FEWEST_FOR_PERCENTAGE:
        return f"{number(round(value * of))} van de {number(of)}"
    if unit is Unit.DAYS:
        return plural(round(value), "dag", "dagen")
    return percent(value) if unit is Unit.SHARE else number(round(value))


def road_title(road: Road) -> str:
    """A road with how it does: `Kans gekregen: op koers`, `Kans gekregen: achter (3 per kwartaal nodig, nu 2)`."""
    how, _, numbers = road.standing.partition(": ")
    return f"{road.name}: {how} ({numbers})" if numbers else f"{road.name}: {how}"


def _where(figure: Figure, unit: Unit) -> str:
    """Where a figure is, in people and without a percentage when the goal counts people too."""
    if unit is Unit.COUNT and figure.numerator is not None and figure.denominator:
        return count_range(figure.numerator, figure.denominator, figure.unknown)
    return figure_value(figure)


def road_goal(road: Road, figure: Figure | None = None) -> str:
    """Where a road is and where it should lead, such as `Nu 102. Het doel is 250, eind 2035`."""
    goal = f"Het doel is {amount(road.target, road.unit)}, {by_date(road.due_on)}."
    if figure is not None and figure.value is not None:
        return f"Nu {_where(figure, road.unit)}. {goal}"
    return f"Nu {amount(road.now, road.unit)}. {goal}" if road.now is not None else f"Nu nog onbekend. {goal}"


def road_ahead(road: Road, outlook: Outlook) -> str:
    """Where a road leads if it goes on like this, and how the target lies to that; nothing of how likely it is."""
    if road.outcome is None:
        return PLAN_CHECK if outlook.is_plan_check else "Hoe het verdergaat, kunnen wij nog niet zeggen."
    return f"Als het zo doorgaat, wordt het {_between(road, road.outcome)}. {_beside_target(road)}"


def _between(road: Road, point: Ahead) -> str:
    low, high = (amount(one, road.unit, road.of) for one in (point.low80, point.high80))
    # Of so few that there are no percentages, of how many is said once: between 3 and 6 of the 12.
    return f"ongeveer {low}" if low == high else f"tussen {low.partition(' van de ')[0]} en {high}"


def expected(road: Road, point: Ahead) -> str:
    """What is expected on one day, from the one end to the other: `118 tot 168`, `3 tot 6 van de 12`."""
    low, high = (amount(one, road.unit, road.of) for one in (point.low80, point.high80))
    return low if low == high else f"{low.partition(' van de ')[0]} tot {high}"


def _beside_target(road: Road) -> str:
    """How the target lies to what is expected, in the numbers that people see."""
    assert road.outcome is not None, "only a road with a forecast is held against its target"
    shown = 2 if road.unit is Unit.SHARE else 0
    target, low, high = (round(one, shown) for one in (road.target, road.outcome.low80, road.outcome.high80))
    if target > high:
        return "Dat is minder dan het doel."
    if target == low == high:
        return "Dat is het doel."
    return "Dat is meer dan het doel." if target < low else "Het doel ligt daarbinnen."


def road_pace(road: Road) -> str:
    """The pace of the last year against the pace that is needed; empty when one of them is not known."""
    if road.pace_last_4q is None or road.needed_per_quarter is None:
        return ""
    if road.needed_per_quarter <= 0:
        return "Meer is er voor het doel niet nodig."
    pace = round(road.pace_last_4q, 1) + 0.0  # So that a pace of almost nothing has no minus sign.
    needed = round(road.needed_per_quarter, 1)
    asked = f"Nodig {'is' if needed == 1 else 'zijn'} er {number(needed)} per kwartaal."
    if not pace:
        return f"Het laatste jaar kwam er geen bij. {asked}"
    one = abs(pace) == 1
    went, came = ("ging", "kwam") if one else ("gingen", "kwamen")
    moved = f"{went} er {number(-pace)} per kwartaal af" if pace < 0 else f"{came} er {number(pace)} per kwartaal bij"
    return f"Het laatste jaar {moved}. {asked}"


def milestone_words(road: Road) -> str:
    """The milestone on a road: `110, eind 2026 (nog 8 te gaan)`; empty without one."""
    if road.milestone is None or road.milestone_on is None:
        return ""
    how = f" ({road.milestone_standing})" if road.milestone_standing else ""
    return f"{amount(road.milestone, road.unit)}, {by_date(road.milestone_on)}{how}"


CERTAIN = 0.99
"""A forecast is never more certain than this."""


def chance_words(probability: float | None) -> str:
    """How likely a target is to be met, as a percentage that is never certain; empty when it is not known."""
    if probability is None:
        return ""
    if probability > CERTAIN:
        return "meer dan 99%"
    return "minder dan 1%" if probability < 1 - CERTAIN else percent(probability)


# --- Agreements ------------------------------------------------------------------------------------------------------


def promise_status(promise: Promise, as_of: date) -> str:
    """What became of one agreement by the reference date."""
    if promise.done:
        return "klaar"
    said = "onbekend" if promise.done is None else "nog niet klaar"
    if promise.due_on is None:
        return said
    if promise.due_on < as_of:
        return f"{said}, moest {by_date(promise.due_on)} klaar zijn"
    return f"{said}, gepland {by_date(promise.due_on)}"


def promises_lead(promises: Sequence[Promise]) -> str:
    """How many agreements are done; of how many it is not known."""
    total, done = len(promises), sum(one.done is True for one in promises)
    unknown = sum(one.done is None for one in promises)
    if not promises:
        return "Er zijn geen afspraken opgeschreven."
    if total == 1:
        how = "is klaar" if done else "is nog niet klaar"
        return "Van de afspraak weten wij niet of die klaar is." if unknown else f"De afspraak {how}."
    said = f"{number(done)} van de {number(total)} afspraken {'is' if done == 1 else 'zijn'} klaar."
    return f"{said} Van {number(unknown)} weten wij het niet." if unknown else said


# --- People, partners, places, data -----------------------------------------------------------------------------------


def where_lead(where: Mapping[str, int]) -> str:
    """How many participants there are, and how many of them have paid work now."""
    total, working = sum(where.values()), where.get(Activity.PAID_WORK, 0)
    if not total:
        return "Er zijn nog geen deelnemers."
    if total == 1:
        return f"Er is 1 deelnemer. Die heeft nu {'' if working else 'geen '}betaald werk."
    said = f"Er zijn {number(total)} deelnemers. "
    if not working:
        return f"{said}Niemand heeft nu betaald werk."
    return f"{said}Daarvan {'heeft' if working == 1 else 'hebben'} er nu {number(working)} betaald werk."


def partners_lead(partners: Sequence[PartnerState]) -> str:
    """How many partners there are, have a team that is complete, and a plan that holds."""
    if not partners:
        return "Er zijn nog geen partners aangesloten."
    teams, plans = sum(one.team_complete for one in partners), sum(one.plan_holds for one in partners)
    if len(partners) == 1:
        team = "wel een" if teams else "nog geen"
        plan = "wel een" if plans else "geen"
        return f"Er is 1 partner. Die heeft {team} compleet AVK-team en {plan} actieplan dat nog geldt."
    total = len(partners)
    return (
        f"Er zijn {number(total)} partners. {_with(teams, total)} een compleet AVK-team. "
        f"{_with(plans, total)} een actieplan dat nog geldt."
    )


def _with(count: int, total: int) -> str:
    if count == total:
        return "Beide hebben" if total == 2 else f"Alle {number(total)} hebben"
    return f"{capital(_none_or(count))} {'heeft' if count < 2 else 'hebben'}"


def _none_or(count: int) -> str:
    return number(count) if count else "geen enkele"


def places_lead(places: Iterable[PlaceCount]) -> str:
    """How many places are offered, filled and free."""
    counted = tuple(places)
    offered, filled = sum(one.offered for one in counted), sum(one.filled for one in counted)
    free = sum(one.free for one in counted)
    if not offered:
        return "Partners bieden nog geen plekken aan."
    verbs = ["is" if count < 2 else "zijn" for count in (filled, free)]
    return (
        f"Partners bieden {plural(offered, 'plek', 'plekken')} aan. "
        f"{capital(_none_or(filled))} {verbs[0]} bezet en {_none_or(free)} {verbs[1]} vrij."
    )


_GRAVE = {
    "fout": ("fout", "fouten"),
    "waarschuwing": ("waarschuwing", "waarschuwingen"),
    "info": ("opmerking", "opmerkingen"),
}


def quality_lead(quality: Quality) -> str:
    """What the checks of the sheet found, and whether older values are in use."""
    found = [plural(quality.findings[one], *words) for one, words in _GRAVE.items() if quality.findings.get(one)]
    said = f"In het blad vonden wij {listing(found)}." if found else "In het blad vonden wij niets om te verbeteren."
    if not quality.stale_rows:
        return said
    rows = plural(quality.stale_rows, "rij", "rijen")
    return f"{said} Van {rows} gebruiken wij een oudere waarde, omdat de nieuwe niet te lezen is."
