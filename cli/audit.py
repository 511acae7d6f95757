"""`ew audit`: reads the audit log, and checks that nobody wrote in it."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand, Misused
from cli.exits import CANNOT_RUN, DONE
from cli.options import Day, as_json

if TYPE_CHECKING:
    from tracker.store import AuditProof, AuditRow

MOST_SHOWN = 50
"""How many rows are shown when nobody says which."""

FEWEST_SIGNS = 16
"""A shorter beginning of a hash could be that of another row by chance."""


@click.command(
    cls=DutchCommand,
    help="Lees het logboek: wat er is gedaan en bekeken, wanneer, en in welke rol. Met --controleer ziet u of niemand "
    "er iets in veranderde. Noteer het kenmerk dat u dan krijgt op een andere plek, en geef het de volgende keer mee.",
    example="ew audit --van 1-10-2026 --wat export",
)
@click.option("--van", "since", type=Day(), metavar="DATUM", help="Vanaf deze dag.")
@click.option("--tot", "until", type=Day(), metavar="DATUM", help="Tot en met deze dag.")
@click.option("--wat", "what", metavar="WOORD", help="Alleen regels over dit woord, zoals export of ongedaan.")
@click.option("--controleer", "check", is_flag=True, help="Kijk of het hele logboek nog is zoals het geschreven is.")
@click.option("--kenmerk", "wanted", metavar="TEKENS", help="Een kenmerk dat u eerder noteerde: staat het er nog in?")
@as_json
def command(
    since: date | None, until: date | None, what: str | None, check: bool, wanted: str | None, as_json: bool
) -> int:
    """Show rows of the log, or what checking it came to."""
    from tracker import actions, wiring
    from tracker.settings import read_settings

    if wanted is not None and len(wanted) < FEWEST_SIGNS:
        raise Misused(f"Een kenmerk heeft minstens {FEWEST_SIGNS} tekens.")
    with wiring.store(read_settings()) as store:
        if check or wanted:
            return _say_proof(actions.audit_proof(store, wanted), as_json)
        rows = actions.audit_rows(store, since, until, what)
    if as_json:
        _say_json(rows)
    elif since or until or what:
        _show(rows, len(rows))
    else:
        _show(rows, MOST_SHOWN)
    return DONE


def _say_json(rows: "Sequence[AuditRow]") -> None:
    from cli.output import say_json

    say_json([{**asdict(row), "at": row.at.isoformat()} for row in rows])


def _show(rows: "Sequence[AuditRow]", most: int) -> None:
    """The rows, the newest at the end."""
    from cli.output import paragraph, table
    from tracker.actions import about_word, deed_word, who_word
    from tracker.wording import number, short_moment

    if not rows:
        paragraph("Er staat hierover niets in het logboek.")
        return
    shown = rows[-most:]
    lines = [
        (str(row.number), short_moment(row.at), who_word(row), deed_word(row), about_word(row), _snapshot(row))
        for row in shown
    ]
    table(lines, titles=("nr", "wanneer", "wie", "wat", "waarover", "sync"), right=(0, 5))
    if len(shown) < len(rows):
        paragraph(f"Dit zijn de laatste {number(len(shown))} van {number(len(rows))} regels. Meer ziet u met --van.")


def _snapshot(row: "AuditRow") -> str:
    return "" if row.snapshot is None else str(row.snapshot)


def _say_proof(proof: "AuditProof", as_json: bool) -> int:
    """What checking came to; exit code 2 when somebody wrote in the log."""
    from cli.output import paragraph, say_json
    from tracker.wording import plural

    good = proof.broken is None and proof.found is not False
    if as_json:
        say_json({"ok": good, **asdict(proof)})
        return DONE if good else CANNOT_RUN
    if proof.broken is not None:
        paragraph(f"Het logboek klopt niet meer vanaf regel {proof.broken}: daar is iets veranderd of weggehaald.")
        paragraph("Vraag wie bij de database kan. Vergelijk met een back-up van voor die tijd.")
    elif proof.found is False:
        paragraph("Dit kenmerk staat niet in het logboek. Er zijn regels weg, of alles is opnieuw geschreven.")
        paragraph("Is er een back-up teruggezet? Dan staat dat erin: ew audit --wat terug")
    else:
        paragraph(f"Het logboek is in orde: {plural(proof.rows, 'regel', 'regels')}, en elke past bij die ervoor.")
        if proof.found:
            paragraph("Het kenmerk dat u noteerde staat er nog in.")
    click.echo(f"Kenmerk: {proof.last}")
    if good:
        paragraph("Noteer dit kenmerk buiten deze computer. Zo ziet u later of er aan het einde iets is weggehaald.")
    return DONE if good else CANNOT_RUN
