"""`ew nieuw`: a new, empty workbook, or the same in a Google Sheet that was shared with the tracker."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand, Misused
from cli.options import overwrite

if TYPE_CHECKING:
    from tracker.settings import Settings


@click.command(
    cls=DutchCommand,
    help="Maak een nieuw, leeg blad met tabbladen, keuzelijsten en uitleg bij elke kolom. "
    "Met --google vult u een leeg Google-blad dat met ons gedeeld is; wat er al staat, blijft staan.",
    example="ew nieuw mijn-blad.xlsx",
)
@click.argument("path", metavar="[PAD]", required=False)
@click.option("--google", "at_google", is_flag=True, help="Vul het Google-blad uit EW_SOURCE, of dat van PAD.")
@click.option("--alles", "everything", is_flag=True, help="Maak ook de tabbladen die niet iedereen nodig heeft.")
@overwrite
def command(path: str | None, at_google: bool, everything: bool, overwrite: bool) -> None:
    """Make the sheet, and say what comes next."""
    from cli.output import paragraph
    from tracker import actions, wiring
    from tracker.settings import read_settings
    from tracker.wording import listing

    settings = read_settings()
    if at_google:
        _furnish(path, everything)
        return
    if path is None:
        raise Misused("Geef een naam voor het nieuwe blad, zoals mijn-blad.xlsx.")
    own = _own_sheets(settings) if overwrite and Path(path).exists() else (settings.source,)
    left_out = actions.new_sheet(
        Path(path), everything=everything, overwrite=overwrite, now=wiring.clock(settings), own=own
    )
    click.echo(f"Het blad staat klaar: {path}")
    if left_out:
        paragraph(f"Niet iedereen heeft ze nodig: {listing(left_out)}. Wilt u die tabbladen ook? Voeg --alles toe.")
    click.echo(f"Open het en vul de eerste rijen in. Controleer het daarna met: ew controle {path}")


def _own_sheets(settings: "Settings") -> tuple[str | None, ...]:
    """The sheet of the settings, and the one that the database knows."""
    from tracker import wiring

    with wiring.store(settings) as store:
        return settings.source, store.recall("source")


def _furnish(source: str | None, everything: bool) -> None:
    """Fill the Google Sheet of the settings, or of an address, and say what was missing."""
    from cli.output import paragraph, working
    from tracker import actions, wiring
    from tracker.settings import read_settings
    from tracker.wording import listing

    settings = read_settings()
    chosen = source or settings.source or ""
    with working() as tell:
        tell("Het blad klaarzetten")
        sheet = wiring.google_sheet(settings, chosen)
        done = actions.furnish(sheet, everything=everything, now=wiring.clock(settings))
    if done.made:
        paragraph(f"Nieuwe tabbladen: {listing(done.made)}.")
    if done.added:
        paragraph(f"Nieuwe kolommen: {listing(done.added)}.")
    if done.mended:
        paragraph(f"Uitleg, keuzelijst of beveiliging teruggezet: {listing(done.mended)}.")
    for title in done.left_alone:
        paragraph(f"Op het tabblad {title} staat al iets zonder kolomnamen die wij kennen. Dat lieten wij staan.")
    if not (done.made or done.added or done.mended):
        paragraph("Er ontbrak niets.")
    paragraph("Wat u had getypt, is niet veranderd. Controleer het blad met: ew controle")
