"""`ew vergeet`: erases one person everywhere the tracker can, and says what people must still do."""

from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand
from cli.options import as_json

if TYPE_CHECKING:
    from tracker.actions import Erased, ToErase


@click.command(
    cls=DutchCommand,
    help="Wis de gegevens van één deelnemer, ook uit de geschiedenis. Dat kan niet meer terug. De cijfers aan het "
    "einde van elk kwartaal blijven gelijk, en stukken die al gemaakt zijn ook.",
    example="ew vergeet D-017",
)
@click.argument("code", metavar="CODE")
@click.option("--ja", "agreed", is_flag=True, help="Wis zonder te vragen.")
@as_json
def command(code: str, agreed: bool, as_json: bool) -> None:
    """Show what it means, ask, erase, and say what is left to do."""
    from cli.output import news, say_json, working
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    with wiring.store(settings) as store:
        graves = wiring.graves(settings, store)
        plan = actions.to_erase(store, graves, code)
        for sentence in _what_it_means(plan):
            news(sentence)
        if not agreed and not _agrees(plan.code):
            news("Er is niets gewist.")
            return
        with working() as tell:
            tell("Wissen")
            by = actions.By(at=wiring.real_clock())
            erased = actions.erase(store, graves, [plan.code], now=wiring.clock(settings), by=by)
    if as_json:
        say_json(_as_json(plan, erased))
        return
    _say(erased)


def _what_it_means(plan: "ToErase") -> list[str]:
    from tracker.wording import listing, moment, plural

    rows = listing([f"{plural(number, 'rij', 'rijen')} van {title}" for title, number in plan.rows.items()])
    return [
        f"Van {plan.code} bewaren wij {rows}, sinds {moment(plan.known_since)}. Ook wat daar eerder stond.",
        "Wij wissen dat allemaal. Er blijven alleen aantallen over, en een kenmerk waar niemand de code in kan lezen.",
    ]


def _agrees(code: str) -> bool:
    """Whether the user says ja; anything else is no."""
    question = f"Wilt u de gegevens van {code} voorgoed wissen? [ja/nee]"
    answer = click.prompt(question, default="nee", show_default=False, err=True)
    return str(answer).strip().casefold() in ("j", "ja")


def _as_json(plan: "ToErase", erased: "Erased") -> dict[str, object]:
    from tracker import actions

    return {
        "participant": plan.code,
        "rows": dict(plan.rows),
        "versions": erased.versions,
        "swept": erased.trouble is None,
        "by_hand": list(actions.BY_HAND),
    }


def _say(erased: "Erased") -> None:
    from cli.output import news, paragraph
    from tracker import actions
    from tracker.wording import plural

    paragraph(f"Gewist: {plural(erased.versions, 'regel', 'regels')} in de database.")
    if erased.trouble:
        news(f"{erased.trouble.what} {erased.trouble.advice}")
    paragraph("Dit moet u zelf nog doen:")
    for sentence in actions.BY_HAND:
        paragraph(sentence, indent="  ", first="- ")
