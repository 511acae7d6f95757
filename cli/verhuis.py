"""`ew verhuis`: everything to another database."""

from dataclasses import asdict

import click

from cli.dutch import DutchCommand
from cli.options import as_json


@click.command(
    cls=DutchCommand,
    help="Zet alles over naar een andere, lege database, en controleer dat beide gelijk zijn. De oude database blijft "
    "zoals die is.",
    example="ew verhuis sqlite:///nieuwe-plek.db",
)
@click.argument("url", metavar="URL")
@as_json
def command(url: str, as_json: bool) -> None:
    """Copy everything, and say what comes next."""
    from cli.output import paragraph, say_json, working
    from tracker import actions, wiring
    from tracker.settings import read_settings
    from tracker.wording import plural

    with working() as tell, wiring.store(read_settings()) as store:
        proofs = actions.move(store, url, tell, actions.By(at=wiring.real_clock()))
    rows = sum(proof.rows for proof in proofs.values())
    if as_json:
        say_json({"equal": True, "rows": rows, "tables": {name: asdict(one) for name, one in proofs.items()}})
        return
    paragraph(f"Alles is overgezet: {plural(rows, 'regel', 'regels')}. Beide databases zijn geteld en gelijk.")
    paragraph("Zet EW_DATABASE_URL nu op het nieuwe adres, op elke plek waar het programma draait.")
    paragraph("Doe dat voor de volgende sync. Wat daarna nog in de oude database komt, staat niet in de nieuwe.")
