"""`ew sync`: reads the sheet and stores what changed."""

from contextlib import nullcontext
from dataclasses import asdict
from shlex import quote
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand, Misused
from cli.exits import CANNOT_RUN, DONE, FAULTS_OR_HELD
from cli.options import as_json
from tracker.errors import SheetError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.actions import Means, Shared, Synced
    from tracker.settings import Settings


@click.command(
    cls=DutchCommand,
    help="Lees het blad, bewaar wat er veranderd is, en werk de tabbladen van de tracker bij. "
    "Zonder BRON wordt het blad uit EW_SOURCE gelezen.",
    example="ew sync sample_sheets/programma.xlsx",
)
@click.argument("source", metavar="[BRON]", required=False)
@click.option("--proef", "trial", is_flag=True, help="Toon wat er zou veranderen en bewaar niets.")
@click.option("--bevestig", "confirmed", is_flag=True, help="Laat een grote verandering door die wacht.")
@click.option("--volg", "following", is_flag=True, help="Blijf het blad volgen, tot u stopt met Ctrl-C.")
@as_json
def command(source: str | None, trial: bool, confirmed: bool, following: bool, as_json: bool) -> int:
    """Sync once and show how it ended, or go on following."""
    from cli.output import say_json
    from tracker.settings import read_settings

    if following:
        if trial or confirmed:
            raise Misused("--volg gaat niet samen met --proef of --bevestig.")
        from cli.following import follow_sheet

        return follow_sheet(read_settings(), source, as_json=as_json)
    try:
        shared, done = _sync(read_settings(), source, trial, confirmed)
    except SheetError as error:
        if not as_json:
            raise
        say_json({"status": "refused", "snapshot": None, "what": error.what, "advice": error.advice})
        click.echo(f"{error.what}\n{error.advice}", err=True)
        return CANNOT_RUN
    synced = shared.synced
    if as_json:
        say_json(as_answer(shared))
    else:
        _show(synced, source)
        if shared.trouble is None and not trial:
            _show_own_tabs(shared)
    if shared.trouble:
        click.echo(f"{OWN_TABS_STALE}\n{shared.trouble.what} {shared.trouble.advice}", err=True)
    for sentence in done:
        click.echo(sentence, err=True)
    return FAULTS_OR_HELD if synced.status == "held" or synced.findings["fout"] else DONE


OWN_TABS_STALE = "Het blad is gelezen, maar onze eigen tabbladen konden wij niet bijwerken."


def _sync(settings: "Settings", source: str | None, trial: bool, confirmed: bool) -> "tuple[Shared, tuple[str, ...]]":
    from cli.output import working
    from tracker import actions, wiring

    sheet = wiring.sheet(settings, source)
    # A trial writes nothing and waits for nobody. What time it is, is asked when it is our turn.
    with working() as tell, wiring.store(settings) as store, nullcontext() if trial else store.turn():
        key, before = wiring.data_key(settings, store), actions.last_good_sync(store)
        terms = actions.Terms(
            wiring.clock(settings),
            settings.consent_is_ground,
            actions.By(at=wiring.real_clock()),
            settings.thresholds,
        )
        shared = actions.sync_shared(
            sheet, store, key, terms, actions.Manner(trial=trial, confirmed=confirmed), tell=tell
        )
        seen = before.last_at if before else None
        return shared, actions.afterwards(store, shared.synced, seen, terms, means(settings, key), tell)


def means(settings: "Settings", key: bytes) -> "Means":
    """With what the things that follow a sync are done: mail, and where the pages are."""
    from tracker import actions, wiring

    return actions.Means(key=key, post=lambda: wiring.post(settings), pages=settings.base_url)


def as_answer(shared: "Shared") -> dict[str, object]:
    """A sync as other programs rely on it."""
    synced = shared.synced
    return {
        "status": synced.status,
        "snapshot": synced.snapshot,
        "tabs": {title: asdict(count) for title, count in synced.tabs.items()},
        "changes": dict(synced.rows),
        "findings": dict(synced.findings),
        "calls": {"read": shared.reads, "write": shared.writes},
        "held_because": list(synced.held_because),
    }


def rows_in_words(rows: "Mapping[str, int]") -> str:
    """How many rows are new, changed and gone, in a sentence."""
    from tracker.wording import listing, number

    kinds = (("new", "nieuw"), ("changed", "veranderd"), ("gone", "weg"))
    return f"Rijen: {listing([f'{number(rows[kind])} {word}' for kind, word in kinds])}."


def _show(synced: "Synced", source: str | None) -> None:
    from cli.output import paragraph
    from tracker.actions import no_longer_in
    from tracker.wording import listing, plural

    paragraph(_OPENING[synced.status, synced.trial])
    for reason in synced.held_because:
        paragraph(reason, indent="  ", first="- ")
    if synced.shut_out:
        paragraph(no_longer_in(synced.shut_out))
    rows = synced.rows
    if synced.status != "unchanged":
        paragraph(rows_in_words(rows))
    if rows["stale"]:
        which = plural(rows["stale"], "rij houdt", "rijen houden")
        paragraph(f"{which} een oude waarde, omdat er nu iets staat dat wij niet kunnen lezen.")
    faults, warnings = synced.findings["fout"], synced.findings["waarschuwing"]
    if faults or warnings:
        kinds = ((faults, "fout", "fouten"), (warnings, "waarschuwing", "waarschuwingen"))
        said = [plural(*kind) for kind in kinds if kind[0]]
        paragraph(
            f"{'In het blad staat' if faults + warnings == 1 else 'In het blad staan'} {listing(said)}. "
            f"Bekijk wat u kunt doen met: ew controle{f' {quote(source)}' if source else ''}"
        )
    if synced.status == "held" and not synced.trial:
        paragraph("Klopt het? Geef de opdracht dan nog eens, met --bevestig erbij. Klopt het niet? Herstel het blad.")
    elif synced.status == "stored" and not synced.trial:
        paragraph("Bekijk de cijfers met: ew stand")


def _show_own_tabs(shared: "Shared") -> None:
    """Where to find what the tracker wrote, when it wrote something."""
    from cli.output import paragraph

    if shared.wrote:
        paragraph(f"De lijst met wat er niet klopt en de werklijst staan in {shared.own_place}.")


_OPENING = {
    ("stored", False): "Het blad is gelezen en bewaard.",
    ("stored", True): "Proef: dit zou er veranderen. Er is niets bewaard.",
    ("unchanged", False): "Er is niets veranderd sinds de vorige keer.",
    ("unchanged", True): "Proef: er zou niets veranderen.",
    ("held", False): "Er zou in één keer veel veranderen. Daarom wachten wij; van het blad is niets bewaard.",
    ("held", True): "Proef: er zou zoveel veranderen dat wij zouden wachten. Er is niets bewaard.",
}
