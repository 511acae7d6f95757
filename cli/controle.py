"""`ew controle`: checks a sheet and stores nothing."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand
from cli.exits import DONE, FAULTS_OR_HELD
from cli.options import as_json

if TYPE_CHECKING:
    from tracker.actions import Checked
    from tracker.model import Finding

_COLOURS = {"fout": "red", "waarschuwing": "yellow", "info": "blue"}


@click.command(
    cls=DutchCommand,
    help="Controleer een blad en bewaar niets. Zonder BRON wordt het blad uit EW_SOURCE gelezen.",
    example="ew controle sample_sheets/programma.xlsx",
)
@click.argument("source", metavar="[BRON]", required=False)
@click.option(
    "--html",
    "report",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="PAD",
    help="Schrijf de bevindingen ook als een pagina die u kunt openen.",
)
@as_json
def command(source: str | None, report: Path | None, as_json: bool) -> int:
    """Check the sheet, and show what was found."""
    from cli.output import say_json, working
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    terms = actions.Terms(wiring.clock(settings), settings.consent_is_ground)
    with working() as tell:
        checked = actions.check(wiring.sheet(settings, source, read_only=True), terms, tell)
    if report:
        actions.write_report(checked, report, terms)
    if as_json:
        say_json(
            {
                "source": checked.source,
                "tabs": {title: asdict(count) for title, count in checked.tabs.items()},
                "findings": [_as_json(finding) for finding in checked.findings],
            }
        )
    else:
        _show(checked)
        if report:
            click.echo(f"\nDe pagina met alle bevindingen: {report}")
    return FAULTS_OR_HELD if any(finding.severity == "fout" for finding in checked.findings) else DONE


def _as_json(finding: "Finding") -> dict[str, object]:
    keys = ("code", "severity", "tab", "row", "column", "cell", "found", "message", "advice")
    return {key: getattr(finding, key) for key in keys}


def _show(checked: "Checked") -> None:
    """The findings by tab, the gravest first, with a summary in front and the counts behind."""
    from cli.output import heading, paragraph
    from tracker.wording import by_tab, summary

    parts = by_tab(checked.findings)
    paragraph(summary([one for _, findings in parts for one in findings]))
    for title, findings in parts:
        heading(title)
        for finding in findings:
            _show_finding(finding)
    _show_counts(checked)


def _show_finding(finding: "Finding") -> None:
    from cli.output import paragraph
    from tracker.wording import place, severity_word

    where = place(finding)
    click.secho(f"  {severity_word(finding.severity)}", fg=_COLOURS[finding.severity], nl=False)
    click.echo(f"  {where}" if where else "")
    paragraph(f"{finding.message} {finding.advice}", indent="    ")


def _show_counts(checked: "Checked") -> None:
    from cli.output import heading, table
    from tracker.wording import number

    if not checked.tabs:
        return
    heading("Wat er van de rijen werd")
    rows = [
        (number(count.read), number(count.stored), number(count.rejected), number(count.set_aside), title)
        for title, count in checked.tabs.items()
    ]
    table(rows, right=(0, 1, 2, 3), titles=("gelezen", "goed", "geweigerd", "overgeslagen", "tabblad"))
