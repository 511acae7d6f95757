"""What click says, in Dutch: help texts, and what is wrong with a command as typed."""

from collections.abc import Callable
from typing import Any

import click


class _DutchHelp(click.Command):
    """A command whose help page is Dutch; `example` runs on the sample sheets."""

    def __init__(self, *args: Any, example: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.example = example

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            if type(error) is click.UsageError:
                # The one mistake for which click has no kind of its own.
                raise Misused("Er staat te veel achter de opdracht.", ctx) from None
            raise

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [piece.replace("[OPTIONS]", "[OPTIES]") for piece in self.collect_usage_pieces(ctx)]
        pieces = [piece.replace("COMMAND [ARGS]...", "OPDRACHT …") for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx)) is not None]
        if records:
            with formatter.section("Opties"):
                formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.example:
            with formatter.section("Voorbeeld"):
                formatter.write_text(self.example)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "Toon deze uitleg."
        return option


class DutchCommand(_DutchHelp):
    """One command."""


class DutchGroup(_DutchHelp, click.Group):
    """A command with commands below it."""

    command_class = DutchCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = [(name, self.about(ctx, name)) for name in self.list_commands(ctx)]
        if rows:
            with formatter.section("Opdrachten"):
                formatter.write_dl(rows)

    def about(self, ctx: click.Context, name: str) -> str:
        """One line about a command."""
        command = self.get_command(ctx, name)
        return command.get_short_help_str(60) if command else ""


class Misused(click.UsageError):
    """A command that was typed in a way that cannot be; the message is a Dutch sentence for its user."""


def usage_sentences(error: click.UsageError) -> tuple[str, str]:
    """What is wrong with a command as typed, and what to do, both in Dutch."""
    path = error.ctx.command_path if error.ctx else "ew"
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and isinstance(error.ctx.command, click.Group):
        choices = ", ".join(error.ctx.command.list_commands(error.ctx))
        return f"Achter “{path}” ontbreekt nog wat u wilt.", f"Kies uit: {choices}. Zie: {path} --help"
    for kind, says in _SAYS:
        if isinstance(error, kind):
            return says(error), f"Zie: {path} --help"
    return "Deze opdracht klopt niet.", f"Zie: {path} --help"


def _no_such_option(error: Any) -> str:
    near = f" Bedoelt u {error.possibilities[0]}?" if error.possibilities else ""
    return f"De optie {error.option_name} kennen wij niet.{near}"


def _no_such_command(error: Any) -> str:
    near = f" Bedoelt u {error.possibilities[0]}?" if error.possibilities else ""
    return f"De opdracht {error.command_name} kennen wij niet.{near}"


def _missing(error: Any) -> str:
    param = error.param
    if param is None:
        return "Er ontbreekt iets."
    name = param.opts[0] if isinstance(param, click.Option) else param.make_metavar(error.ctx)
    return f"{name} ontbreekt."


def _bad(error: Any) -> str:
    param = error.param
    name = param.opts[0] if isinstance(param, click.Option) else "de opdracht"
    if param is not None and isinstance(param.type, click.Choice):
        return f"Bij {name} kunt u kiezen uit: {', '.join(param.type.choices)}."
    if param is not None and isinstance(param.type, click.IntRange):
        return f"Bij {name} hoort een heel getal van {param.type.min} tot en met {param.type.max}."
    if param is not None and param.type is click.INT:
        return f"Bij {name} hoort een heel getal."
    return f"Bij {name} past niet wat er staat."


_SAYS: tuple[tuple[type[click.UsageError], Callable[[Any], str]], ...] = (
    (Misused, lambda error: str(error.message)),
    (click.exceptions.NoSuchCommand, _no_such_command),
    (click.NoSuchOption, _no_such_option),
    (click.MissingParameter, _missing),
    (click.BadParameter, _bad),
    (click.BadOptionUsage, lambda error: f"Achter {error.option_name} staat te veel of te weinig."),
    (click.BadArgumentUsage, lambda _: "Er staat te veel of te weinig achter de opdracht."),
)
