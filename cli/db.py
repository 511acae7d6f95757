"""`ew db`: care for the database."""

import click

from cli.dutch import DutchCommand, DutchGroup


@click.group(cls=DutchGroup, help="Onderhoud de database.", example="ew db upgrade")
def command() -> None:
    """The care for the database, one command each."""


@command.command("upgrade", cls=DutchCommand, help="Breng de database in de nieuwste vorm.", example="ew db upgrade")
def upgrade() -> None:
    """Bring the database to the newest form."""
    from tracker import wiring
    from tracker.settings import read_settings

    if wiring.upgrade(read_settings()):
        click.echo("De database heeft nu de nieuwste vorm.")
    else:
        click.echo("De database had de nieuwste vorm al.")
