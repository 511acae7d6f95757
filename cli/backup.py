"""`ew backup`: everything in one file, and that file back."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand
from cli.options import as_json, overwrite

if TYPE_CHECKING:
    from tracker.settings import Settings


@click.command(
    cls=DutchCommand,
    help="Maak een back-up: alles uit de database in één bestand. Met --terug zet u zo'n bestand weer terug. Wat er "
    "dan in de database staat, bewaren wij eerst.",
    example="ew backup ew-back-up.db",
)
@click.argument("path", metavar="PAD", type=click.Path(path_type=Path))
@click.option("--terug", "back", is_flag=True, help="Zet de back-up terug in de database.")
@click.option("--ja", "agreed", is_flag=True, help="Zet terug zonder te vragen.")
@overwrite
@as_json
def command(path: Path, back: bool, agreed: bool, overwrite: bool, as_json: bool) -> None:
    """Make a back-up, or put one back."""
    from tracker.settings import read_settings

    settings = read_settings()
    if back:
        _put_back(settings, path, agreed, as_json)
    else:
        _make(settings, path, overwrite, as_json)


def _make(settings: "Settings", path: Path, overwrite: bool, as_json: bool) -> None:
    from cli.output import say_json, working
    from tracker import actions, wiring
    from tracker.wording import plural

    with working() as tell, wiring.store(settings) as store:
        proofs = actions.back_up(store, path, overwrite=overwrite, tell=tell, by=actions.By(at=wiring.real_clock()))
    rows = sum(proof.rows for proof in proofs.values())
    if as_json:
        say_json({"path": str(path), "rows": rows, "tables": {name: asdict(one) for name, one in proofs.items()}})
        return
    click.echo(f"De back-up staat klaar: {path}")
    click.echo(f"Er staan {plural(rows, 'regel', 'regels')} in, en alles is nageteld.")
    click.echo(f"Bewaar hem veilig. Bewaar apart ook de sleutel: {settings.data_key}")


def _put_back(settings: "Settings", path: Path, agreed: bool, as_json: bool) -> None:
    from cli.output import news, say_json, working
    from tracker import actions, wiring
    from tracker.wording import plural

    if not agreed and not _agrees(path):
        news("Er is niets veranderd.")
        return
    with working() as tell:
        by, shut = actions.By(at=wiring.real_clock()), wiring.keep_out(settings)
        restored = actions.put_back(settings.database_url, path, tell, by, shut)
    if as_json:
        aside = restored.aside and str(restored.aside)
        say_json({"path": str(path), "rows": restored.rows, "aside": aside, "erased": restored.erased})
        return
    click.echo(f"De back-up is teruggezet: {plural(restored.rows, 'regel', 'regels')}, en alles is nageteld.")
    if restored.erased:
        who = plural(restored.erased, "persoon", "personen")
        click.echo(f"Wie al gewist was, is er meteen weer uit gewist: {who}.")
    if restored.aside:
        click.echo(f"Wat er eerst stond, is bewaard: {restored.aside}")
    click.echo("Stonden de pagina's open? Start ze opnieuw. Lees daarna het blad: ew sync")


def _agrees(path: Path) -> bool:
    """Whether the user says ja; anything else is no."""
    from cli.output import news

    news(f"Hiermee vervangt u alles in de database door wat er in {path} staat.")
    answer = click.prompt("Wilt u dat? [ja/nee]", default="nee", show_default=False, err=True)
    return str(answer).strip().casefold() in ("j", "ja")
