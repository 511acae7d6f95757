"""`ew serve`: the pages, on this computer; for others too when they have an address with https."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand

if TYPE_CHECKING:
    from flask import Flask

PORT = 8350


@click.command(cls=DutchCommand, help="Toon de pagina's. Stop met Ctrl-C.", example="ew serve")
@click.option(
    "--poort",
    "port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=False,
    metavar="GETAL",
    help=f"De poort waarop de pagina's staan (anders {PORT}).",
)
@click.option("--adres", "host", default="127.0.0.1", metavar="ADRES", help="Het adres van deze computer.")
def command(port: int, host: str) -> None:
    """Serve until Ctrl-C."""
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    with wiring.store(settings) as store:
        actions.newest_state(store, as_of=None, known_at=None, now=wiring.clock(settings))
    from tracker.actions.login import people_with_access
    from tracker.web.app import create_app
    from tracker.web.door import open_door

    door = open_door(settings)

    def ready(url: str) -> None:
        click.echo(f"De pagina's staan op {settings.base_url or url} (stop met Ctrl-C)", err=True)
        if door.host is None:
            click.echo("Alleen op deze computer: zo hoeven de instellingen voor privacy nog niet ingevuld.", err=True)
        if settings.mail_url is None:
            click.echo("Er is geen mailserver (EW_MAIL_URL). Mails om in te loggen staan daarom hier.", err=True)
        with door.store() as store:
            if not people_with_access(store):
                click.echo("Niemand kan inloggen: op het tabblad Toegang staat nog niemand.", err=True)
                click.echo("Zet daar uw e-mailadres met de rol projectleider, en typ: ew sync", err=True)

    serve_app(create_app(door=door, settings=settings), host, port, ready)


def serve_app(app: "Flask", host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve the pages until Ctrl-C; `ready` gets their address."""
    from tracker.web.loopback import serve

    serve(app, host, port, ready)
