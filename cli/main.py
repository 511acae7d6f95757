"""The command `ew`: finds the command that was typed, loads only that one, and never lets a traceback out."""

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from cli.dutch import DutchGroup, usage_sentences
from cli.exits import CANNOT_RUN, INTERRUPTED
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


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command that was typed, and end with its exit code."""
    try:
        code = ew.main(args=None if arguments is None else list(arguments), prog_name="ew", standalone_mode=False)
    except TrackerError as error:
        code = _say(error.what, error.advice)
    except click.UsageError as error:
        code = _say(*usage_sentences(error))
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nGestopt. Wat al bewaard was, is er nog; er is niets half bewaard.", err=True)
        code = INTERRUPTED
    except BrokenPipeError:
        # Whoever was reading has gone; say nothing, and keep Python from saying it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = CANNOT_RUN
    except Exception as error:  # noqa: BLE001 - the one place where a fault of ours becomes a sentence
        code = _say(_own_fault(error), "Meld dit bij wie het programma onderhoudt. Er is niets half bewaard.")
    sys.exit(code if isinstance(code, int) else 0)


def _say(what: str, advice: str) -> int:
    click.echo(what, err=True)
    click.echo(advice, err=True)
    return CANNOT_RUN


def _own_fault(error: Exception) -> str:
    """Where the program failed, without the values it was working on."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "onbekend"
    return f"Er ging iets mis in het programma zelf ({type(error).__name__}, {place})."


if __name__ == "__main__":
    main()
