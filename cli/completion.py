"""`ew completion`: what a shell needs to finish commands of `ew` when Tab is pressed."""

import click

from cli.dutch import DutchCommand

SHELLS = {
    "bash": "~/.bashrc",
    "zsh": "~/.zshrc",
    "fish": "~/.config/fish/completions/ew.fish",
}
"""Each shell that we know, and the file of its own that it reads when it starts."""


@click.command(
    cls=DutchCommand,
    help="Laat uw terminal opdrachten van ew aanvullen met Tab. Zet wat deze opdracht toont in ~/.bashrc, in ~/.zshrc, "
    "of in ~/.config/fish/completions/ew.fish, en open een nieuwe terminal.",
    example="ew completion bash >> ~/.bashrc",
)
@click.argument("shell", metavar="bash|zsh|fish", type=click.Choice(list(SHELLS)))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the lines that the start-up file of a shell needs."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    whole = ctx.find_root().command
    click.echo(kind(whole, {}, "ew", "_EW_COMPLETE").source())
