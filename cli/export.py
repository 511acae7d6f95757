"""`ew export`: papers for a meeting, a partner, a funder, or a person."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from cli.dutch import DutchCommand, DutchGroup
from cli.options import Day, as_json, as_of, known_at, overwrite

PAPERS = (
    ("stuurgroep", "Maak de stukken voor de stuurgroep.", "xlsx,pdf"),
    ("dagelijks-bestuur", "Maak één bladzijde voor het dagelijks bestuur.", "pdf"),
    ("managers", "Maak de stukken voor het managersoverleg.", "xlsx,pdf"),
    ("knelpunten", "Maak één bladzijde voor elke regel die in de weg staat.", "pdf"),
    ("tabellen", "Geef de tabellen als gegevens, voor uw eigen dashboard.", "csv,json"),
)
"""Papers that are about the whole programme: their audience, the help, and the formats without a choice."""


_BEFORE_FILES = 2
"""The stages before the first file: making the figures, and looking whether anyone can be recognised."""


to_folder = click.option(
    "--naar",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    show_default=False,
    metavar="MAP",
    help="De map waar de bestanden komen.",
)


@click.group(cls=DutchGroup, help="Maak stukken voor een overleg.", example="ew export stuurgroep --naar .")
def command() -> None:
    """The papers, one command each."""


def _options(formats: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The options that all papers share."""

    def add(run: Callable[..., None]) -> Callable[..., None]:
        options = (
            as_of,
            known_at,
            click.option(
                "--formaat",
                "formats",
                default=formats,
                show_default=False,
                metavar="SOORTEN",
                help=f"Welke bestanden u wilt: xlsx, pdf, pptx, csv, json, html (anders {formats}).",
            ),
            to_folder,
            click.option("--vergadering", "meeting", type=Day(), metavar="DATUM", help="De vergadering op deze dag."),
            overwrite,
            as_json,
        )
        for option in reversed(options):
            run = option(run)
        return run

    return add


def _add_papers(audience: str, about: str, formats: str) -> None:
    """Add the command of one audience."""

    @command.command(audience, cls=DutchCommand, help=about, example=f"ew export {audience} --naar .")
    @_options(formats)
    def papers(**given: Any) -> None:
        _export(audience, "", given)


for _paper in PAPERS:
    _add_papers(*_paper)


@command.command(
    "partner",
    cls=DutchCommand,
    help="Maak de stukken voor één partner.",
    example='ew export partner "Gemeente Veenmarke" --naar .',
)
@click.argument("name", metavar="NAAM")
@_options("xlsx,pdf")
def partner(name: str, **given: Any) -> None:
    """Make the papers of one partner."""
    _export("partner", name, given)


@command.command(
    "financier",
    cls=DutchCommand,
    help="Maak de verantwoording van één subsidie.",
    example='ew export financier "Subsidie" --esf --naar .',
)
@click.argument("name", metavar="SUBSIDIE")
@click.option("--esf", is_flag=True, help="Voeg de cijfers toe zoals ESF+ ze vraagt.")
@_options("xlsx,pdf")
def funder(name: str, esf: bool, **given: Any) -> None:
    """Make the account of one grant."""
    _export("financier", name, given, esf=esf)


@command.command(
    "inzage",
    cls=DutchCommand,
    help="Maak een overzicht van alles wat wij van één deelnemer bewaren, voor die deelnemer zelf.",
    example="ew export inzage D-017 --naar .",
)
@click.argument("code", metavar="CODE")
@to_folder
@overwrite
@as_json
def access_request(code: str, folder: Path, overwrite: bool, as_json: bool) -> None:
    """Make the copy that a participant may ask for."""
    from cli.output import news, say_json, working
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    with working() as tell, wiring.store(settings) as store:
        tell("Alles van deze deelnemer opzoeken")
        key, by = wiring.data_key(settings, store), actions.By(at=wiring.real_clock())
        wanted = actions.Wanted(code, folder, overwrite)
        copy = actions.access_request(store, settings, key, wanted, now=wiring.clock(settings), by=by)
    if as_json:
        say_json({"files": [str(path) for path in copy.files], "held": copy.plain})
        return
    for path in copy.files:
        click.echo(f"Klaar: {path}")
    news("Kijk zelf nog in het blad: naam en opmerkingen staan hier niet in. Geef die erbij.")


@command.command(
    "gesprekskaart",
    cls=DutchCommand,
    help="Maak één bladzijde voor een gesprek met een deelnemer, voor die deelnemer zelf.",
    example="ew export gesprekskaart D-017 --naar .",
)
@click.argument("code", metavar="CODE")
@click.option(
    "--formaat",
    "formats",
    default="pdf",
    show_default=False,
    metavar="SOORTEN",
    help="Welke bestanden u wilt: pdf, html (anders pdf).",
)
@to_folder
@overwrite
@as_json
def conversation_card(code: str, formats: str, folder: Path, overwrite: bool, as_json: bool) -> None:
    """Make the page for a talk with a participant."""
    from cli.output import news, say_json, working
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    wanted = actions.WantedCard(code, folder, actions.card_formats(formats), overwrite)
    with working() as tell, wiring.store(settings) as store:
        tell("De gesprekskaart maken")
        key, by = wiring.data_key(settings, store), actions.By(at=wiring.real_clock())
        made = actions.conversation_card(store, settings, key, wanted, now=wiring.clock(settings), by=by)
    if as_json:
        say_json({"files": [str(path) for path in made]})
        return
    for path in made:
        click.echo(f"Klaar: {path}")
    news("Op de kaart staat geen naam. Geef de kaart aan de deelnemer, en gooi het bestand daarna weg.")


def _export(audience: str, subject: str, given: dict[str, Any], *, esf: bool = False) -> None:
    """Make papers, and say where they are."""
    from cli.output import news, say_json, working
    from tracker import actions, wiring
    from tracker.settings import read_settings
    from tracker.wording import plural

    settings = read_settings()
    order = _order(audience, subject, given, esf)
    with working(len(order.formats) + _BEFORE_FILES) as tell, wiring.store(settings) as store:
        key, now = wiring.data_key(settings, store), wiring.clock(settings)
        made = actions.export(store, order, data_key=key, now=now, tell=tell)
        by = actions.By(at=wiring.real_clock())
        name = f"{audience} {made.edition.subject} {made.edition.state.as_of.isoformat()}"
        actions.write_down(store, by, "export", name)
    if made.remark:
        news(made.remark)
    if given["as_json"]:
        say_json(_as_json(made))
        return
    if made.concept:
        news("Dit is een concept, tot de dag van de vergadering.")
    for path in made.paths:
        click.echo(f"Klaar: {path}")
    if made.edition.gate.left_out and audience != "dagelijks-bestuur":
        less = plural(len(made.edition.gate.left_out), "rij of kolom is", "rijen of kolommen zijn")
        news(f"{less} samengenomen of weggelaten, zodat niemand te herkennen is. Welke, staat in de stukken.")


def _order(audience: str, subject: str, given: dict[str, Any], esf: bool) -> Any:
    from tracker import actions
    from tracker.edition import Audience

    as_of: date | None = given["as_of"]
    known_at: datetime | None = given["known_at"]
    return actions.Order(
        audience=Audience(audience),
        subject=subject,
        formats=actions.chosen_formats(given["formats"]),
        folder=given["folder"],
        asked=actions.Asked(as_of, known_at),
        meeting=given["meeting"],
        esf=esf,
        overwrite=given["overwrite"],
    )


def _as_json(made: Any) -> dict[str, object]:
    edition = made.edition
    name = "/".join((edition.audience, edition.state.as_of.isoformat(), edition.state.known_at.isoformat()))
    gate = edition.gate
    return {
        "edition": name,
        "number": edition.number,
        "concept": made.concept,
        "files": [str(path) for path in made.paths],
        "gate": {
            "tried": gate.tried,
            "found": gate.found,
            "left_out": [{"table": one.table, "title": one.title, "what": one.what} for one in gate.left_out],
        },
    }
