"""`ew bewaartermijn`: erases everyone whose data may no longer be kept."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand
from cli.options import as_json
from tracker.errors import SettingError

if TYPE_CHECKING:
    from tracker.actions import Erased
    from tracker.figures.retention import Due


@click.command(
    cls=DutchCommand,
    help="Laat zien van wie de bewaartermijn voorbij is (--proef), of wis die gegevens (--uitvoeren). Dat is 24 "
    "maanden na het afsluiten, of later als een subsidie dat vraagt. De dag van afsluiten staat dan minstens een week "
    "in het blad. Na een ingetrokken akkoord is het na 7 dagen.",
    example="ew bewaartermijn --proef",
)
@click.option("--proef", "trial", is_flag=True, help="Laat alleen zien wie het zijn.")
@click.option("--uitvoeren", "carry_out", is_flag=True, help="Wis de gegevens. Dat kan niet meer terug.")
@as_json
def command(trial: bool, carry_out: bool, as_json: bool) -> None:
    """Show whose time is over, or erase them."""
    from cli.output import news, say_json
    from tracker import actions, wiring
    from tracker.settings import read_settings

    if trial == carry_out:
        raise SettingError("Kies wat u wilt.", "Voeg --proef toe om te kijken, of --uitvoeren om te wissen.")
    settings = read_settings()
    now = wiring.clock(settings)
    with wiring.store(settings) as store:
        found = actions.past_retention(
            store, now=now, thresholds=settings.thresholds, consent_is_ground=settings.consent_is_ground
        )
        erased = None
        if found and carry_out:
            codes, by = [one.code for one in found], actions.By(at=wiring.real_clock())
            graves = wiring.graves(settings, store)
            erased = actions.erase(store, graves, codes, now=now, by=by, what="bewaartermijn")
    if erased and erased.trouble:
        news(f"{erased.trouble.what} {erased.trouble.advice}")
    if as_json:
        say_json(_as_json(found, erased))
    else:
        _say(found, erased)


def _as_json(found: Sequence["Due"], erased: "Erased | None") -> dict[str, object]:
    return {
        "due": [{"participant": one.code, "why": str(one.why), "since": one.since.isoformat()} for one in found],
        "erased": len(erased.codes) if erased else 0,
        "swept": erased is None or erased.trouble is None,
    }


def _say(found: Sequence["Due"], erased: "Erased | None") -> None:
    from cli.output import paragraph, table
    from tracker import actions
    from tracker.wording import long_date, plural

    if not found:
        paragraph("Vandaag hoeft u van niemand gegevens te wissen.")
        return
    rows = [(one.code, long_date(one.since), actions.WHY_WORDS[one.why]) for one in found]
    table(rows, titles=("deelnemer", "sinds", "waarom"))
    who = plural(len(found), "persoon", "personen")
    if erased is None:
        paragraph(f"Dit is een proef: er is niets gewist. Met --uitvoeren wissen wij de gegevens van {who}.")
        return
    paragraph(f"De gegevens van {who} zijn gewist. Dit moet u zelf nog doen:")
    for sentence in actions.BY_HAND:
        paragraph(sentence, indent="  ", first="- ")
