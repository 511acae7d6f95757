"""`ew serve`: the pages, on this computer."""

from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand

if TYPE_CHECKING:
    from flask import Flask

PORT = 8350


@click.command(cls=DutchCommand, help="Toon de pagina's op deze computer. Stop met Ctrl-C.", example="ew serve")
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
    from tracker.web.app import create_app

    serve_app(create_app(), host, port)


def serve_app(app: "Flask", host: str, port: int) -> None:
    """Serve the pages until Ctrl-C, and say where they are."""
    from tracker.web.loopback import serve

    serve(app, host, port, ready=lambda url: click.echo(f"De pagina's staan op {url} (stop met Ctrl-C)", err=True))
