"""`ew herstel`: the sheet as it was known at a moment, as a workbook."""

from datetime import datetime
from pathlib import Path

import click

from cli.dutch import DutchCommand
from cli.options import Moment, as_json, overwrite
from tracker.errors import SettingError


@click.command(
    cls=DutchCommand,
    help="Maak het blad zoals het op een moment bekend was. Namen, opmerkingen en Toegang staan er niet in: namen en "
    "opmerkingen lezen wij nooit, en wie mag inloggen blijft zoals het nu is.",
    example="ew herstel --bekend-op 1-11-2026 --naar hersteld.xlsx",
)
@click.option(
    "--bekend-op",
    "known_at",
    type=Moment(),
    metavar="MOMENT",
    help="Het moment van het blad dat u terug wilt. Een datum telt tot en met die dag. Zonder: de laatste sync.",
)
@click.option("--naar", "path", type=click.Path(path_type=Path), metavar="PAD", help="Waar het blad komt te staan.")
@overwrite
@as_json
def command(known_at: datetime | None, path: Path | None, overwrite: bool, as_json: bool) -> None:
    """Write the sheet as it was known."""
    from cli.output import news, paragraph, say_json
    from tracker import actions, wiring
    from tracker.settings import read_settings
    from tracker.wording import moment, number

    if path is None:
        raise SettingError("--naar ontbreekt.", "Zeg waar het blad komt te staan, bijvoorbeeld: --naar hersteld.xlsx")
    settings = read_settings()
    with wiring.store(settings) as store:
        now, by = wiring.clock(settings), actions.By(at=wiring.real_clock())
        made = actions.restore_sheet(store, path, known_at=known_at, overwrite=overwrite, now=now, by=by)
    if made.remark:
        news(made.remark)
    if as_json:
        say_json({"path": str(made.path), "known_at": made.known_at.isoformat(), "tabs": dict(made.rows)})
        return
    paragraph(f"Het blad zoals bekend op {moment(made.known_at)} staat in {made.path}.")
    rows = sum(made.rows.values())
    paragraph(f"Er staan {number(rows)} rijen in. Namen, opmerkingen en Toegang staan er niet in.")
    paragraph(f"Controleer het met: ew controle {made.path}")
