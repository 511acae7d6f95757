"""`ew verschil`: why the figures changed between two reference dates."""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from cli.dutch import DutchCommand
from cli.options import as_json, now

if TYPE_CHECKING:
    from tracker.actions import Accounted, Asked
    from tracker.actions.accounting import Side
    from tracker.figures.account import Part


class Edition(click.ParamType["Asked"]):
    """A reference date, with after an @ the moment whose knowledge is used."""

    name = "DATUM[@MOMENT]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Asked":
        from tracker.actions import Asked, day_from, past_moment_from

        if isinstance(value, Asked):
            return value
        day, _, moment = str(value).partition("@")
        return Asked(day_from(day), past_moment_from(moment, now()) if moment else None)


_VAN = (
    "De eerste peildatum, en na een @ het moment waarop dat bekend was. Zonder --van: de vorige vergadering van de "
    "stuurgroep, zoals bekend op die dag."
)
_TOT = "De tweede peildatum. Zonder --tot: vandaag. Zonder @: wat bij de laatste sync bekend was."


@click.command(
    cls=DutchCommand,
    help="Laat zien waarom de cijfers veranderden tussen twee peildatums.",
    example="ew verschil --van 1-9-2026@1-9-2026 --tot 1-11-2026",
)
@click.option("--van", "before", type=Edition(), metavar="DATUM[@MOMENT]", help=_VAN)
@click.option("--tot", "after", type=Edition(), metavar="DATUM[@MOMENT]", help=_TOT)
@as_json
def command(before: "Asked | None", after: "Asked | None", as_json: bool) -> None:
    """Show why every count changed."""
    from cli.output import news, say_json
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    with wiring.store(settings) as store:
        answer = actions.account(store, before or actions.Asked(), after or actions.Asked(), wiring.clock(settings))
    for remark in answer.remarks:
        news(remark)
    if as_json:
        say_json(_as_json(answer))
    else:
        _show(answer)


def _as_json(answer: "Accounted") -> dict[str, object]:
    from dataclasses import asdict

    return {
        "from": _side(answer.before),
        "to": _side(answer.after),
        "figures": [
            {"code": one.code, "part": one.part, "from": one.before, "to": one.after}
            | asdict(one.causes)
            | {"rest": one.rest}
            for one in answer.parts
        ],
    }


def _side(side: "Side") -> dict[str, str]:
    return {"as_of": side.as_of.isoformat(), "known_at": side.known_at.isoformat()}


# --- What people read ------------------------------------------------------------------------------------------------


def _show(answer: "Accounted") -> None:
    from cli.output import paragraph
    from tracker.wording import HEADLINES, plural

    click.secho("Waarom de cijfers veranderden", bold=True)
    paragraph(f"{_said(answer.before, 'Van')} {_said(answer.after, 'Naar')}")
    changed = [part for part in answer.parts if _differs(part)]
    click.echo()
    if not changed:
        paragraph("Geen enkel aantal veranderde.")
        return
    paragraph(f"Van de {plural(len(answer.parts), 'aantal', 'aantallen')} veranderden er {len(changed)}.")
    for code in HEADLINES:
        for part in changed:
            if part.code == code and part.part == "numerator":
                paragraph(_sentence(part))
    click.echo()
    _table(changed)
    click.echo()
    paragraph(
        "Nieuw: dit gebeurde tussen beide datums. Alsnog ingevoerd of verbeterd: dit was al zo op de eerste datum, "
        "maar het kwam later in het blad. Overig: een rij is weg, een partner kwam of ging, of wij tellen anders."
    )


def _said(side: "Side", word: str) -> str:
    from tracker.wording import long_date, moment

    return f"{word} {long_date(side.as_of)}, zoals bekend op {moment(side.known_at)}."


def _differs(part: "Part") -> bool:
    """A count may end where it began although people came and went for different causes."""
    return any(_columns(part)) or part.before != part.after


def _columns(part: "Part") -> tuple[int, int, int]:
    """New; entered or corrected later; other."""
    causes = part.causes
    return (
        causes.new_events,
        causes.late + causes.corrections,
        causes.removals + causes.membership + causes.definition,
    )


def _sentence(part: "Part") -> str:
    from tracker.wording import listing, number

    words = ("nieuw", "alsnog ingevoerd of verbeterd", "overig")
    said = [f"{_signed(amount)} {word}" for amount, word in zip(_columns(part), words, strict=True) if amount]
    return f"{part.name}: van {number(part.before)} naar {number(part.after)}. Dat is {listing(said)}."


def _signed(amount: int) -> str:
    from tracker.wording import number

    return f"+{number(amount)}" if amount > 0 else f"-{number(-amount)}" if amount else "0"


_TITLES = ("van", "naar", "nieuw", "alsnog ingevoerd of verbeterd", "overig")
_WIDTHS = (5, 5, 6, 16, 6)


def _table(parts: Sequence["Part"]) -> None:
    """The name of the count wraps; the numbers stand at the right, under titles of at most two lines."""
    from cli.output import width
    from tracker.wording import number

    room = max(16, width() - sum(_WIDTHS) - 2 * len(_WIDTHS))
    _row("cijfer", _TITLES, room)
    for part in parts:
        name = part.name if part.part == "numerator" else f"{part.name}, gedeeld door"
        cells = [number(part.before), number(part.after), *(_signed(amount) for amount in _columns(part))]
        _row(name, cells, room)


def _row(name: str, cells: Sequence[str], room: int) -> None:
    columns = [textwrap.wrap(name, room, break_on_hyphens=False)]
    columns += [textwrap.wrap(cell, size) for cell, size in zip(cells, _WIDTHS, strict=True)]
    height = max(len(lines) for lines in columns)
    for at in range(height):
        parts = [lines[at] if at < len(lines) else "" for lines in columns]
        line = [parts[0].ljust(room), *(part.rjust(size) for part, size in zip(parts[1:], _WIDTHS, strict=True))]
        click.echo("  ".join(line).rstrip())
