"""`ew ongedaan`: takes a sync back, as a new fact."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from cli.dutch import DutchCommand
from cli.options import as_json

if TYPE_CHECKING:
    from tracker.actions import Shared, Synced, TakingBack
    from tracker.model import Snapshot
    from tracker.settings import Settings
    from tracker.store import Store

MOST_SHOWN = 10
"""How many of the last syncs are shown to choose from."""


class SyncNumber(click.ParamType[int]):
    """The number of a sync as people type it."""

    name = "NUMMER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        from tracker.errors import SettingError

        try:
            return int(value)
        except ValueError:
            raise SettingError(
                f"“{value}” is geen nummer van een sync.", "Bekijk welke nummers er zijn: ew ongedaan"
            ) from None


@click.command(
    cls=DutchCommand,
    help="Draai een sync terug. De geschiedenis blijft staan: dit wordt een nieuwe verandering. NUMMER is het nummer "
    "van de sync; zonder NUMMER ziet u de laatste syncs. Blijft het blad zoals het is? Dan wacht de volgende sync tot "
    "u die bevestigt.",
    example="ew ongedaan 2",
)
@click.argument("number", metavar="[NUMMER]", type=SyncNumber(), required=False)
@click.option("--ja", "agreed", is_flag=True, help="Draai terug zonder te vragen.")
@as_json
def command(number: int | None, agreed: bool, as_json: bool) -> None:
    """Show what it means, ask, and take the sync back; without a number, show which syncs there are."""
    from cli.output import news, paragraph, say_json
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
        with store.turn():
            synced = actions.take_back(store, plan, now, actions.By(at=wiring.real_clock()))
            shared = _show_in_sheet(settings, store, synced) if plan.changes else None
    if as_json:
        say_json(_as_json(synced, shared))
    else:
        for sentence in _outcome(synced, number):
            paragraph(sentence)


def _show_in_sheet(settings: "Settings", store: "Store", synced: "Synced") -> "Shared | None":
    """Bring the tracker's own tabs up to date; what goes wrong with that is said, and undoes nothing."""
    from cli.output import news, working
    from tracker import actions, wiring
    from tracker.errors import SettingError

    shared, trouble = None, None
    terms = actions.Terms(wiring.clock(settings), settings.consent_is_ground, thresholds=settings.thresholds)
    try:
        # The own tabs belong to the sheet that the database knows, whatever the settings say by now.
        sheet = wiring.sheet(settings, store.recall("source"))
        with working() as tell:
            shared = actions.show_shared(sheet, store, wiring.data_key(settings, store), terms, synced, tell)
        trouble = shared.trouble
    except SettingError as error:
        trouble = error
    if trouble:
        news(f"De tabbladen van de tracker in het blad werkt de volgende sync bij.\n{trouble.what} {trouble.advice}")
    return shared


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
    sentences.append("Als u die terugdraait, veranderen deze rijen:")
    words = (("new", "terug"), ("changed", "zoals eerst"), ("gone", "weg"))
    for title, rows in plan.tabs.items():
        said = [f"{number(rows[kind])} {word}" for kind, word in words if rows[kind]]
        sentences.append(f"- {title}: {listing(said)}.")
    if not plan.figures:
        return [*sentences, "De cijfers van vandaag blijven gelijk."]
    sentences.append("En deze cijfers van vandaag:")
    for name, now, then in plan.figures:
        sentences.append(f"- {name}: van {number(now)} naar {number(then)}.")
    return sentences


def _agrees() -> bool:
    """Whether the user says ja; anything else is no."""
    answer = click.prompt("Wilt u deze sync terugdraaien? [ja/nee]", default="nee", show_default=False, err=True)
    return str(answer).strip().casefold() in ("j", "ja")


def _as_json(synced: "Synced", shared: "Shared | None") -> dict[str, object]:
    return {
        "status": synced.status,
        "snapshot": synced.snapshot,
        "tabs": {title: asdict(count) for title, count in synced.tabs.items()},
        "changes": dict(synced.rows),
        "findings": dict(synced.findings),
        "calls": {"read": shared.reads if shared else 0, "write": shared.writes if shared else 0},
    }


def _outcome(synced: "Synced", number: int) -> tuple[str, ...]:
    if synced.status == "unchanged":
        return (f"Sync {number} veranderde niets dat er nu nog is. Er is niets teruggedraaid.",)
    return (
        f"Sync {number} is teruggedraaid. Dat is nu sync {synced.snapshot}.",
        "Verbeter nu het blad. Doet u dat niet? Dan wacht de volgende sync tot u --bevestig erbij zet.",
    )
