"""`ew prognose`: the road to the goals of the sheet, and what would change it."""

import math
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from cli.dutch import DutchCommand
from cli.options import as_json, as_of, known_at

if TYPE_CHECKING:
    from tracker.figures.forecast import Forecast, GoalForecast


CERTAIN = 0.99
"""No forecast claims to know more than this."""


class Share(click.ParamType[float]):
    """A relative change as people type it: `-20%`."""

    name = "PROCENT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        from tracker.errors import SettingError

        if isinstance(value, float):
            return value
        try:
            share = float(str(value).strip().rstrip("%").replace(",", ".")) / 100
        except ValueError:
            share = math.nan
        if not math.isfinite(share):
            raise SettingError(f"“{value}” is geen percentage.", "Schrijf een getal met een %, zoals -20%.")
        return share


@click.command(
    cls=DutchCommand,
    help="Toon waar het heen gaat als het zo doorgaat, en wat er verandert als u iets anders doet.",
    example="ew prognose --opleidingen-per-kwartaal +5",
)
@click.option(
    "--opleidingen-per-kwartaal",
    "trainings",
    type=int,
    default=0,
    metavar="AANTAL",
    help="Zoveel opleidingen erbij, elk kwartaal.",
)
@click.option("--plekken", "places", type=int, default=0, metavar="AANTAL", help="Zoveel plekken erbij.")
@click.option(
    "--gestopt",
    "stopped",
    type=Share(),
    default=0.0,
    metavar="PROCENT",
    help="Zoveel meer of minder mensen die stoppen, zoals -20%.",
)
@as_of
@known_at
@as_json
def command(
    trainings: int, places: int, stopped: float, as_of: date | None, known_at: datetime | None, as_json: bool
) -> None:
    """Show the forecast."""
    from cli.output import news, say_json, working
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    with working() as tell, wiring.store(settings) as store:
        tell("De weg doorrekenen")
        forecast, remark = actions.road_ahead(
            store,
            as_of=as_of,
            known_at=known_at,
            now=wiring.clock(settings),
            trainings_per_quarter=trainings,
            places=places,
            stopped=stopped,
        )
    if remark:
        news(remark)
    if as_json:
        say_json(_as_json(forecast))
    else:
        _show(forecast)


def _as_json(forecast: "Forecast") -> dict[str, object]:
    goal_keys = (
        *("code", "target", "target_date", "now", "pace_last_4q", "needed_per_quarter"),
        *("low80", "median", "high80", "probability", "unit"),
    )
    path_keys = ("code", "date", "low80", "median", "high80")
    return {
        "as_of": forecast.as_of.isoformat(),
        "goals": [{key: getattr(goal, key) for key in goal_keys} for goal in forecast.goals],
        "milestones": [{key: getattr(goal, key) for key in goal_keys} for goal in forecast.milestones],
        "path": [{key: getattr(point, key) for key in path_keys} for point in forecast.path],
        "placements": forecast.placements,
        "is_plan_check": forecast.is_plan_check,
        "assumptions": list(forecast.assumptions),
        "cannot_know": list(forecast.cannot_know),
        "honesty": forecast.honesty,
    }


def _show(forecast: "Forecast") -> None:
    """The goals in a table, what is taken for granted, and what the forecast cannot know."""
    from cli.output import heading, paragraph, table
    from tracker.wording import long_date

    click.secho(f"De weg naar de doelen, vanaf {long_date(forecast.as_of)}", bold=True)
    if forecast.is_plan_check:
        paragraph("Er kregen nog weinig mensen betaald werk. Dit is een controle van het plan, en nog geen prognose.")
    if not forecast.goals:
        paragraph("Er staan geen doelen in het blad die nog moeten komen. Zet ze op het tabblad Doelen.")
        return
    paragraph("Als het zo doorgaat. In 8 van de 10 gevallen komt het uit tussen deze getallen.")
    click.echo()
    table([_row(goal) for goal in forecast.goals], titles=("doel", "nu", "nodig", "als het zo doorgaat", "kans"))
    click.echo()
    paragraph(forecast.honesty)
    heading("Waar wij van uitgaan")
    for sentence in forecast.assumptions:
        paragraph(sentence, indent="    ", first="  - ")
    heading("Wat het model niet weet")
    for sentence in forecast.cannot_know:
        paragraph(sentence, indent="    ", first="  - ")


def _row(goal: "GoalForecast") -> tuple[str, str, str, str, str]:
    from tracker import actions
    from tracker.wording import by_date, number, percent

    target = percent(goal.target) if goal.unit == "share" else number(round(goal.target))
    needed = f"{target}, {by_date(goal.target_date)}"
    low, high, now = (_place(goal, value) for value in (goal.low80, goal.high80, goal.now))
    # Of so few that there are no percentages, of how many is said once: between 3 and 6 of the 12.
    expected = f"tussen {low.partition(' van de ')[0]} en {high}"
    return actions.figure_name(goal.code), now, needed, expected, _chance(goal.probability)


def _place(goal: "GoalForecast", value: float) -> str:
    """A value in the unit of a goal; a share of few in whole partners, because percentages ask for more of them."""
    from tracker.wording import FEWEST_FOR_PERCENTAGE, number, percent

    if goal.unit != "share":
        return number(round(value))
    if goal.of is not None and goal.of < FEWEST_FOR_PERCENTAGE:
        return f"{number(round(value * goal.of))} van de {number(goal.of)}"
    return percent(value)


def _chance(probability: float) -> str:
    """A probability as a percentage; a forecast is never certain."""
    from tracker.wording import percent

    if probability > CERTAIN:
        return "meer dan 99%"
    return "minder dan 1%" if probability < 1 - CERTAIN else percent(probability)
