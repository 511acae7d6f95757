"""Every command of `ew`: a table of where each lives and what it does, and the group that loads only the one typed."""

import importlib

import click

from cli.dutch import DutchGroup
from tracker import __version__
from tracker.built import commit
from tracker.errors import TrackerError

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("cli.demo", "Laat het programma zien met een verzonnen blad."),
    "nieuw": ("cli.nieuw", "Maak een nieuw, leeg blad."),
    "koppel": ("cli.koppel", "Lees een blad dat al bestaat en andere kolommen heeft."),
    "controle": ("cli.controle", "Controleer een blad en bewaar niets."),
    "sync": ("cli.sync", "Lees het blad en bewaar wat er veranderd is."),
    "stand": ("cli.stand", "Toon de cijfers op een peildatum."),
    "prognose": ("cli.prognose", "Toon waar het heen gaat als het zo doorgaat."),
    "aandacht": ("cli.aandacht", "Toon wie en wat nu aandacht vraagt."),
    "verschil": ("cli.verschil", "Laat zien waarom de cijfers veranderden."),
    "export": ("cli.export", "Maak stukken voor een overleg."),
    "serve": ("cli.serve", "Toon de pagina's."),
    "toegang": ("cli.toegang", "Toon wie mag inloggen, of geef iemand een link."),
    "ongedaan": ("cli.ongedaan", "Draai een sync terug."),
    "herstel": ("cli.herstel", "Maak het blad zoals het op een moment bekend was."),
    "vergeet": ("cli.vergeet", "Wis de gegevens van één deelnemer."),
    "bewaartermijn": ("cli.bewaartermijn", "Wis de gegevens die niet langer bewaard mogen worden."),
    "backup": ("cli.backup", "Maak een back-up, of zet er een terug."),
    "verhuis": ("cli.verhuis", "Zet alles over naar een andere database."),
    "audit": ("cli.audit", "Lees het logboek: wat er is gedaan en bekeken."),
    "dokter": ("cli.dokter", "Kijk na of alles werkt, en hoe u het herstelt."),
    "db": ("cli.db", "Onderhoud de database."),
    "completion": ("cli.completion", "Laat uw terminal opdrachten aanvullen met Tab."),
}
"""Every command: where it lives, and what it does. Only the one that was typed is loaded."""


class LazyGroup(DutchGroup):
    """A group that knows its commands by name, and loads one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def about(self, ctx: click.Context, name: str) -> str:
        return COMMANDS[name][1]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if ctx.resilient_parsing and args and args[0] not in COMMANDS:
            # Somebody presses Tab behind a word that we do not know: there is nothing to say.
            return None, None, args
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            raise TrackerError(f"De opdracht “{args[0]}” kennen wij niet.", "Zie welke er zijn: ew --help")
        return super().resolve_command(ctx, args)


@click.command(
    cls=LazyGroup,
    name="ew",
    help="Volg het programma Ervaringsdeskundigheid en werk.",
    example="ew demo",
    invoke_without_command=True,
)
@click.option("--version", "show_version", is_flag=True, help="Toon de versie, en waaruit zij gemaakt is.")
@click.pass_context
def ew(ctx: click.Context, show_version: bool) -> None:
    """Show help, and what to do next, when nothing was asked."""
    if show_version:
        click.echo(" ".join(["ew", __version__, *([f"({made_from})"] if (made_from := commit()) else [])]))
    elif ctx.invoked_subcommand is None:
        from cli.next_step import next_step
        from cli.output import paragraph

        click.echo(ctx.get_help())
        click.echo("\nWat nu:")
        paragraph(next_step(), indent="  ")
