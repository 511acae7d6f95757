"""`ew toegang`: who may log in, a link for someone whose mail does not come, and a second step to set up anew."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand, DutchGroup
from cli.options import as_json

if TYPE_CHECKING:
    from tracker.actions.visitor import Standing

_LOCAL = "http://127.0.0.1:8350"


@click.group(
    cls=DutchGroup,
    invoke_without_command=True,
    help="Toon wie mag inloggen, en in welke rol.",
    example="ew toegang",
)
@as_json
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Show who may log in, unless something else was asked."""
    if ctx.invoked_subcommand is not None:
        return
    from tracker import wiring
    from tracker.actions.login import people_with_access
    from tracker.settings import read_settings

    with wiring.store(read_settings()) as store:
        people = people_with_access(store)
    if as_json:
        _say_json(people)
    else:
        _show(people)


def _say_json(people: "Sequence[tuple[Standing, str, bool]]") -> None:
    from cli.output import say_json

    say_json(
        [
            {"role": one.role.value, "partner": one.partner, "grant": one.grant, "who": who, "second_factor": factor}
            for one, who, factor in people
        ]
    )


def _show(people: "Sequence[tuple[Standing, str, bool]]") -> None:
    from cli.output import paragraph, table

    if not people:
        paragraph("Niemand kan inloggen: op het tabblad Toegang staat nog niemand.")
        paragraph("Zet daar een e-mailadres met een rol, en typ: ew sync")
        return
    rows = [[one.words, who, "ja" if factor else "nee"] for one, who, factor in people]
    table(rows, titles=["Rol", "Wie", "Tweede stap"])
    click.echo()
    paragraph("Wij bewaren geen e-mailadressen. Onder “Wie” staat het begin van de code die wij van een adres bewaren.")


@command.command(
    "link",
    cls=DutchCommand,
    help="Maak een link om één keer in te loggen (10 minuten).",
    example="ew toegang link projectleider@example.org",
)
@click.argument("address", metavar="E-MAIL")
def link(address: str) -> None:
    """Make a link, and say what it can do."""
    from tracker import wiring
    from tracker.actions.keys import Keys
    from tracker.actions.login import LINK_WORKS, make_link
    from tracker.settings import read_settings

    settings = read_settings()
    with wiring.store(settings) as store:
        keys = Keys.of(wiring.data_key(settings, store), settings.secret_key)
        base_url = settings.base_url or _LOCAL
        made = make_link(store, keys, address, base_url=base_url, now=wiring.real_clock())
    click.echo(made)
    minutes = LINK_WORKS // timedelta(minutes=1)
    click.echo(f"De link werkt één keer, {minutes} minuten, in elke browser. Geef hem alleen aan wie het is.", err=True)


@command.command(
    "tweede-factor",
    cls=DutchCommand,
    help="Haal iemands tweede stap weg (telefoon kwijt).",
    example="ew toegang tweede-factor projectleider@example.org",
)
@click.argument("address", metavar="E-MAIL")
@click.option("--ja", "sure", is_flag=True, help="Vraag niet of u het zeker weet.")
def second_factor(address: str, sure: bool) -> None:
    """Take away someone's second factor, and log them out everywhere."""
    from tracker import wiring
    from tracker.actions.keys import Keys
    from tracker.actions.second_factor import forget_second_factor
    from tracker.settings import read_settings

    settings = read_settings()
    if not sure and not _agrees():
        click.echo("Er is niets veranderd.", err=True)
        return
    with wiring.store(settings) as store:
        keys = Keys.of(wiring.data_key(settings, store), settings.secret_key)
        there_was = forget_second_factor(store, keys, address, wiring.real_clock())
    if there_was:
        click.echo("De tweede stap is weg, en de persoon is overal uitgelogd.")
        click.echo("Bij de volgende keer inloggen vragen wij om hem opnieuw in te stellen.")
    else:
        click.echo("Dit adres had geen tweede stap. Overal uitgelogd is het nu wel.")


def _agrees() -> bool:
    """Whether the user says ja; anything else is no."""
    question = "Deze persoon moet de tweede stap daarna opnieuw instellen. Wilt u dat? [ja/nee]"
    return str(click.prompt(question, default="nee", show_default=False, err=True)).strip().casefold() in ("j", "ja")
