"""`ew stand`: the figures on a reference date."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand
from cli.options import as_json, as_of, known_at

if TYPE_CHECKING:
    from tracker.model import Figure, State


@click.command(
    cls=DutchCommand,
    help="Toon de cijfers op een peildatum, zoals ze op een moment bekend waren.",
    example="ew stand --peildatum 1-1-2026",
)
@as_of
@known_at
@as_json
def command(as_of: date | None, known_at: datetime | None, as_json: bool) -> None:
    """Show the figures."""
    from cli.output import news, say_json
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    with wiring.store(settings) as store:
        state, remark = actions.newest_state(store, as_of=as_of, known_at=known_at, now=wiring.clock(settings))
        stale, since = actions.stale_rows(store, known_at)
    if remark:
        news(remark)
    if as_json:
        say_json(state_as_json(state))
    else:
        show_state(state)
        if since:
            _show_stale(stale, since)


def _show_stale(rows: int, since: datetime) -> None:
    """How many rows keep an older value, and since when."""
    from cli.output import paragraph
    from tracker.wording import moment, plural

    click.echo()
    which = plural(rows, "rij houdt een oude waarde", "rijen houden een oude waarde")
    paragraph(f"Let op: {which}, want wij kunnen niet lezen wat er nu staat. De oudste sinds {moment(since)}.")
    paragraph("Zie welke het zijn: ew controle")


def state_as_json(state: "State") -> dict[str, object]:
    """The state as other programs rely on it."""
    return {
        "as_of": state.as_of.isoformat(),
        "known_at": state.known_at.isoformat(),
        "where": dict(state.where),
        "overlaps": [{"activities": list(one.activities), "people": one.people} for one in state.overlaps],
        "figures": [_figure_as_json(figure) for figure in state.figures],
    }


def _figure_as_json(figure: "Figure") -> dict[str, object]:
    """Counts are whole numbers; everything that is not there is null."""
    plain = ("code", "name", "numerator", "denominator", "unknown", "low", "high", "definition", "version")
    answer: dict[str, object] = {key: getattr(figure, key) for key in plain}
    answer["value"] = figure.numerator if figure.unit == "count" else figure.value
    for key in ("target", "milestone"):
        day: date | None = getattr(figure, f"{key}_date")
        answer[key] = _whole(getattr(figure, key))
        answer[f"{key}_date"] = day.isoformat() if day else None
    answer["unit"], answer["target_unit"] = figure.unit, figure.target_unit
    answer["beside"] = [_figure_as_json(one) for one in figure.beside]
    return answer


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) and value > 1 else value


def show_state(state: "State") -> None:
    """The state as people read it in a terminal."""
    from cli.output import bar, heading, paragraph, table
    from tracker.wording import headline, long_date, milestone_sentence, moment, number, overlap_sentence

    click.secho(f"De stand op {long_date(state.as_of)}", bold=True)
    click.echo(f"Zoals bekend op {moment(state.known_at)}.")
    click.echo()
    for figure in _headlines(state):
        paragraph(" ".join([headline(figure), milestone_sentence(figure)]).strip())
    heading("Waar iedereen nu is")
    most = max(state.where.values(), default=0) or 1
    table([(word, number(count), bar(count / most)) for word, count in state.where.items()], right=(1,))
    if state.overlaps:
        click.echo()
        paragraph(overlap_sentence(state.overlaps), indent="  ")
    heading("Cijfers")
    table([_row(figure) for figure in state.figures], titles=("cijfer", "nu", "aantal", "doel"))


def _headlines(state: "State") -> list["Figure"]:
    from tracker.wording import HEADLINES

    return [figure for code in HEADLINES for figure in state.figures if figure.code == code]


def _row(figure: "Figure") -> tuple[str, str, str, str]:
    from tracker.wording import by_date, count_range, figure_value, percentage_range, target_value

    now, people = figure_value(figure), ""
    if figure.unit == "share" and figure.denominator:
        share = (figure.numerator or 0, figure.denominator, figure.unknown)
        now, people = percentage_range(*share), count_range(*share)
    if figure.target is None or figure.target_date is None:
        return figure.name, now, people, ""
    return figure.name, now, people, f"{target_value(figure.target, figure)}, {by_date(figure.target_date)}"
