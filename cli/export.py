"""`ew export`: papers for a meeting."""

from datetime import date, datetime
from pathlib import Path

import click

from cli.dutch import DutchCommand, DutchGroup
from cli.options import as_json, as_of, known_at, overwrite
from tracker.errors import SettingError

FORMATS = ("xlsx",)


@click.group(cls=DutchGroup, help="Maak stukken voor een overleg.", example="ew export stuurgroep --naar .")
def command() -> None:
    """The papers, one command each."""


@command.command(
    "stuurgroep",
    cls=DutchCommand,
    help="Maak de stukken voor de stuurgroep.",
    example="ew export stuurgroep --formaat xlsx --naar .",
)
@as_of
@known_at
@click.option("--formaat", "formats", default="xlsx", metavar="SOORT", help="Welke bestanden u wilt: xlsx.")
@click.option("--naar", "folder", type=click.Path(path_type=Path), default=Path(), metavar="MAP", help="De map.")
@overwrite
@as_json
def steering_group(
    as_of: date | None, known_at: datetime | None, formats: str, folder: Path, overwrite: bool, as_json: bool
) -> None:
    """Make the papers for the steering group."""
    from cli.output import news, say_json, working
    from tracker import actions, wiring
    from tracker.settings import read_settings

    _chosen(formats)
    settings = read_settings()
    with working() as tell, wiring.store(settings) as store:
        tell("De cijfers maken")
        edition, remark = actions.edition(
            store, "stuurgroep", as_of=as_of, known_at=known_at, now=wiring.clock(settings)
        )
        tell("Het bestand maken")
        path = actions.export_workbook(edition, folder, overwrite=overwrite)
    if remark:
        news(remark)
    if as_json:
        name = f"{edition.audience}/{edition.state.as_of.isoformat()}/{edition.state.known_at.isoformat()}"
        # Programme totals without any attribute of people are exact for everyone: there is nothing to attack yet.
        say_json({"edition": name, "files": [str(path)], "gate": {"tried": 0, "found": 0, "left_out": []}})
    else:
        click.echo(f"Klaar: {path}")


def _chosen(formats: str) -> tuple[str, ...]:
    """The formats that were asked for. Raises SettingError for one that cannot be made."""
    chosen = tuple(word.strip().lower() for word in formats.split(",") if word.strip())
    for word in chosen:
        if word not in FORMATS:
            raise SettingError(f"Het formaat “{word}” kennen wij niet.", f"Kies uit: {', '.join(FORMATS)}.")
    return chosen
