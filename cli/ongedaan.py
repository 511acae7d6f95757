"""`ew ongedaan`: takes a sync back, as a new fact."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand
from cli.options import as_json

if TYPE_CHECKING:
    from tracker.actions import Synced, TakingBack
    from tracker.model import Snapshot

MOST_SHOWN = 10
"""How many of the last syncs are shown to choose from."""


@click.command(
    cls=DutchCommand,
    help="Draai een sync terug. De geschiedenis blijft staan: dit wordt een nieuwe verandering. NUMMER is het nummer "
    "van de sync; zonder NUMMER ziet u de laatste syncs. Blijft het blad zoals het is? Dan wacht de volgende sync tot "
    "u die bevestigt.",
    example="ew ongedaan 2",
)
@click.argument("number", metavar="[NUMMER]", type=int, required=False)
@click.option("--ja", "agreed", is_flag=True, help="Draai terug zonder te vragen.")
@as_json
def command(number: int | None, agreed: bool, as_json: bool) -> None:
    """Show what it means, ask, and take the sync back; without a number, show which syncs there are."""
    from cli.output import news, say_json
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    now = wiring.clock(settings)
    with wiring.store(settings) as store:
        if number is None:
            _choose(actions.syncs(store), as_json)
            return
        plan = actions.taking_back(store, number, now)
        for sentence in _what_it_means(plan):
            news(sentence)
        if plan.changes and not agreed and not _agrees():
            news("Er is niets veranderd.")
            return
        synced = actions.take_back(store, plan, now)
    if as_json:
        say_json(_as_json(synced))
    else:
        click.echo(_outcome(synced, number))


def _choose(syncs: Sequence["Snapshot"], as_json: bool) -> None:
    """The syncs that stored something, the last one first."""
    from cli.output import paragraph, say_json, table
    from tracker.wording import moment

    if as_json:
        say_json([{"snapshot": one.number, "taken_at": one.taken_at.isoformat()} for one in syncs])
        return
    paragraph("Kies het nummer van de sync die u wilt terugdraaien.")
    last = list(reversed(syncs))[:MOST_SHOWN]
    table([(str(one.number), moment(one.taken_at)) for one in last], titles=("nummer", "sync van"), right=(0,))


def _what_it_means(plan: "TakingBack") -> list[str]:
    """The rows by tab, and the figures of today that change."""
    from tracker.wording import listing, moment, number

    sentences = [f"Sync {plan.snapshot.number} is van {moment(plan.snapshot.taken_at)}."]
    if not plan.changes:
        return sentences
    words = (("new", "terug"), ("changed", "zoals eerst"), ("gone", "weg"))
    for title, rows in plan.tabs.items():
        said = [f"{number(rows[kind])} {word}" for kind, word in words if rows[kind]]
        sentences.append(f"- {title}: {listing(said)}.")
    for name, now, then in plan.figures:
        sentences.append(f"- {name}: van {number(now)} naar {number(then)}.")
    return sentences


def _agrees() -> bool:
    """Whether the user says ja; anything else is no."""
    answer = click.prompt("Wilt u deze sync terugdraaien? [ja/nee]", default="nee", show_default=False, err=True)
    return str(answer).strip().casefold() in ("j", "ja")


def _as_json(synced: "Synced") -> dict[str, object]:
    return {
        "status": synced.status,
        "snapshot": synced.snapshot,
        "tabs": {title: asdict(count) for title, count in synced.tabs.items()},
        "changes": dict(synced.rows),
        "findings": dict(synced.findings),
        "calls": {"read": 0, "write": 0},
    }


def _outcome(synced: "Synced", number: int) -> str:
    if synced.status == "unchanged":
        return f"Sync {number} veranderde niets dat er nu nog is. Er is niets teruggedraaid."
    return (
        f"Sync {number} is teruggedraaid. Dit is sync {synced.snapshot}.\n"
        "Verbeter nu het blad. Doet u dat niet? Dan wacht de volgende sync tot u --bevestig erbij zet."
    )
