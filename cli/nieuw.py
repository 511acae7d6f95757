"""`ew nieuw`: a new, empty workbook."""

from pathlib import Path

import click

from cli.dutch import DutchCommand
from cli.options import overwrite


@click.command(
    cls=DutchCommand,
    help="Maak een nieuw, leeg blad met tabbladen, keuzelijsten en uitleg bij elke kolom.",
    example="ew nieuw mijn-blad.xlsx",
)
@click.argument("path", metavar="PAD", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--alles", "everything", is_flag=True, help="Maak ook de tabbladen die niet iedereen nodig heeft.")
@overwrite
def command(path: Path, everything: bool, overwrite: bool) -> None:
    """Make the workbook, and say what comes next."""
    from tracker import actions, wiring
    from tracker.settings import read_settings

    actions.new_sheet(path, everything=everything, overwrite=overwrite, now=wiring.clock(read_settings()))
    click.echo(f"Het blad staat klaar: {path}")
    click.echo(f"Open het en vul de eerste rijen in. Controleer het daarna met: ew controle {path}")
