"""`ew dokter`: looks at settings, database and sheet, and says how to mend what is not right."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand
from cli.exits import CANNOT_RUN, DONE
from cli.options import as_json

if TYPE_CHECKING:
    from tracker.actions import Check


@click.command(
    cls=DutchCommand,
    help="Kijk na of alles werkt: instellingen, database, mail, sleutel, klok, blad en rechten.",
    example="ew dokter",
)
@as_json
def command(as_json: bool) -> int:
    """Show every check; the exit code is 2 when something has to be mended first."""
    from cli.output import say_json

    checks = list(_checks())
    if as_json:
        say_json([asdict(one) for one in checks])
    else:
        _show(checks)
    return DONE if all(one.ok for one in checks) else CANNOT_RUN


def _checks() -> Iterator["Check"]:
    from tracker import actions, wiring
    from tracker.errors import SettingError
    from tracker.settings import read_settings

    try:
        settings = read_settings()
    except SettingError as error:
        yield actions.Check("instellingen", False, error.what, error.advice)
        return
    ways = actions.Ways(
        store=lambda: wiring.store(settings),
        desk=lambda: wiring.sheet(settings),
        key=lambda store: wiring.has_data_key(settings, store),
        post=wiring.post(settings),
        now=wiring.real_clock(),
    )
    yield from actions.diagnose(settings, ways)


def _show(checks: list["Check"]) -> None:
    from cli.output import paragraph

    for one in checks:
        click.secho("goed  " if one.ok else "fout  ", fg="green" if one.ok else "red", nl=False)
        click.secho(one.check, bold=True)
        paragraph(one.message, indent="      ")
        if one.advice:
            paragraph(one.advice, indent="      ")
    click.echo()
    if all(one.ok for one in checks):
        click.echo("Alles is in orde.")
    else:
        click.echo("Herstel wat fout is en typ nog eens: ew dokter")
