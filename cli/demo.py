"""`ew demo`: the whole way on a made-up sheet, in a folder of its own that is gone afterwards."""

import tempfile
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand
from cli.serve import PORT, serve_app
from tracker.settings import Settings, read_settings

if TYPE_CHECKING:
    from tracker.store import Store


@click.command(
    cls=DutchCommand,
    help="Laat het programma zien: een verzonnen blad wordt gelezen, de cijfers staan klaar, en de pagina's gaan open.",
    example="ew demo --no-serve",
)
@click.option("--no-serve", "files_only", is_flag=True, help="Stop als de bestanden klaar zijn.")
@click.option(
    "--naar",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="MAP",
    help="Zet de bestanden in deze map en bewaar ze.",
)
@click.option(
    "--poort",
    "port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=False,
    metavar="GETAL",
    help=f"De poort waarop de pagina's staan (anders {PORT}).",
)
@click.option("--google", "at_google", is_flag=True, help="Lees het blad uit een nagebootst Google (in een clone).")
def command(files_only: bool, folder: Path | None, port: int, at_google: bool) -> None:
    """Run the demo in a folder of the user's, in a new one that stays, or while the pages are up in one that goes."""
    with ExitStack() as stack:
        google = stack if at_google else None
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            _run(folder, files_only, port, google)
        elif files_only:
            _run(Path(tempfile.mkdtemp(prefix="ew-demo-")), files_only, port, google)
        else:
            with tempfile.TemporaryDirectory(prefix="ew-demo-") as temporary:
                _run(Path(temporary), files_only, port, google)


def _run(folder: Path, files_only: bool, port: int, google: ExitStack | None) -> None:
    """The whole way; with `google` an emulator serves the sheet until that stack is closed."""
    from tracker import actions, wiring

    sample, made_on = actions.sample()
    sheet = folder / sample.name
    sheet.write_bytes(sample.read_bytes())
    settings = _settings(folder, sheet, made_on)
    if google is not None:
        from cli.emulated import emulated

        settings = google.enter_context(emulated(settings, sheet))
    click.secho("Dit is een demo met verzonnen mensen en partners.", bold=True, err=True)
    with wiring.store(settings) as store:
        _sync(settings, store)
        _show(settings, store)
        papers = _papers(settings, store, folder)
    click.echo("\nDe stukken voor de stuurgroep staan klaar:")
    for path in papers:
        click.echo(f"  {path}")
    if not files_only:
        _serve(settings, port)


def _settings(folder: Path, sample: Path, now: datetime) -> Settings:
    """The user's own settings with a database and a key of the demo's own, at the sample's own moment.

    What the settings say of the user's own sheet and people is no business of the demo.
    """
    return replace(
        read_settings({}),
        database_url=f"sqlite:///{folder / 'demo.db'}",
        data_key=folder / "demo.key",
        source=str(sample),
        mapping=None,
        erased_list=None,
        google_credentials=None,
        google_api=None,
        base_url=None,
        mail_url=None,
        now=now,
    )


def _sync(settings: Settings, store: "Store") -> None:
    """Read the sample, and say what came of it."""
    from cli.output import working
    from tracker import actions, wiring
    from tracker.wording import plural

    with working() as tell:
        sheet, key = wiring.sheet(settings), wiring.data_key(settings, store)
        terms = actions.Terms(wiring.clock(settings), settings.consent_is_ground, thresholds=settings.thresholds)
        shared = actions.sync_shared(sheet, store, key, terms, tell=tell)
    synced = shared.synced
    called = (plural(shared.reads, "vraag", "vragen"), plural(shared.writes, "opdracht", "opdrachten"))
    calls = f" ({called[0]} en {called[1]} aan Google)" if shared.reads else ""
    rows = sum(count.read for count in synced.tabs.values())
    tabs, faults = plural(len(synced.tabs), "tabblad", "tabbladen"), plural(synced.findings["fout"], "fout", "fouten")
    click.echo(f"Gelezen: {plural(rows, 'rij', 'rijen')} op {tabs}, met {faults}{calls}.\n", err=True)


def _show(settings: Settings, store: "Store") -> None:
    from cli.stand import show_state
    from tracker import actions, wiring

    state, _ = actions.newest_state(store, as_of=None, known_at=None, now=wiring.clock(settings))
    show_state(state)


def _papers(settings: Settings, store: "Store", folder: Path) -> tuple[Path, ...]:
    """Make the papers for the steering group."""
    from cli.output import working
    from tracker import actions, wiring
    from tracker.edition import Audience

    order = actions.Order(audience=Audience.STEERING_GROUP, formats=("xlsx",), folder=folder, overwrite=True)
    with working() as tell:
        key = wiring.data_key(settings, store)
        return actions.export(store, order, data_key=key, now=wiring.clock(settings), tell=tell).paths


def _serve(settings: Settings, port: int) -> None:
    """Serve the pages, with a link to log in for each role."""
    from tracker.actions.login import links_for_demo
    from tracker.web.app import create_app
    from tracker.web.door import open_door

    door = open_door(settings, second_factor=False)

    def ready(url: str) -> None:
        with door.store() as store:
            links = links_for_demo(store, door.keys, base_url=url.rstrip("/"), now=door.now())
        click.echo(f"\nDe pagina's staan op {url} (stop met Ctrl-C)", err=True)
        click.echo("Log in met een van deze links. Elke link werkt één keer, en 10 minuten.", err=True)
        for standing, link in links:
            click.echo(f"  {standing.words}:\n    {link}", err=True)
        click.echo("Dit is de demo, dus zonder tweede stap.", err=True)
        click.echo("Later kan het met een e-mailadres van het tabblad Toegang. De mail staat dan hier.", err=True)

    serve_app(create_app(door=door, settings=settings), "127.0.0.1", port, ready)
