"""Options that several commands share."""

from datetime import date, datetime
from typing import Any

import click


class Day(click.ParamType[date]):
    """A date as people type it."""

    name = "DATUM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from tracker.actions import day_from

        return value if isinstance(value, date) else day_from(value)


class Moment(click.ParamType[datetime]):
    """A moment as people type it, today or earlier; a date means its end."""

    name = "MOMENT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        from tracker.actions import past_moment_from

        return value if isinstance(value, datetime) else past_moment_from(value, now())


def now() -> datetime:
    """Now (UTC), for what is typed."""
    from tracker import wiring
    from tracker.settings import read_settings

    return wiring.clock(read_settings())


as_json = click.option("--json", "as_json", is_flag=True, help="Geef het antwoord als JSON, voor een ander programma.")
as_of = click.option("--peildatum", "as_of", type=Day(), metavar="DATUM", help="De dag waarvan u de cijfers wilt zien.")
known_at = click.option(
    "--bekend-op", "known_at", type=Moment(), metavar="MOMENT", help="Toon wat er op dat moment in het blad stond."
)
overwrite = click.option("--overschrijf", "overwrite", is_flag=True, help="Vervang een bestand dat er al is.")
