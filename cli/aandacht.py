"""`ew aandacht`: who and what needs attention now."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from cli.dutch import DutchCommand
from cli.options import as_json

if TYPE_CHECKING:
    from tracker.figures.signals import Signal


@click.command(
    cls=DutchCommand,
    help="Toon wie en wat nu aandacht vraagt, met het goede nieuws erbij.",
    example="ew aandacht",
)
@as_json
def command(as_json: bool) -> None:
    """Show the signals of today."""
    from cli.output import say_json
    from tracker import actions, wiring
    from tracker.settings import read_settings

    settings = read_settings()
    with wiring.store(settings) as store:
        signals = actions.attention(
            store,
            now=wiring.clock(settings),
            thresholds=settings.thresholds,
            consent_is_ground=settings.consent_is_ground,
        )
    if as_json:
        say_json([_as_json(signal) for signal in signals])
    else:
        _show(signals)


def _as_json(signal: "Signal") -> dict[str, object]:
    keys = ("kind", "participant", "partner", "since", "message", "advice", "guided_by")
    return {key: getattr(signal, key) for key in keys}


def _show(signals: Sequence["Signal"]) -> None:
    """The signals for each guide, the most urgent first; good news at the end."""
    from cli.output import heading, paragraph
    from tracker.wording import guide_word, plural

    asking = [signal for signal in signals if not signal.is_good]
    good = [signal for signal in signals if signal.is_good]
    if not signals:
        click.echo("Er is nu niets dat aandacht vraagt.")
        return
    paragraph(f"{plural(len(asking), 'ding vraagt', 'dingen vragen')} nu aandacht.")
    people = [signal for signal in asking if signal.participant]
    groups = {
        f"Begeleiding door {guide_word(guide)}" if guide else "Zonder begeleiding": [
            one for one in people if one.guided_by == guide
        ]
        for guide in dict.fromkeys(signal.guided_by for signal in people)
    }
    groups["Partners en plekken"] = [signal for signal in asking if not signal.participant]
    groups["Goed nieuws"] = good
    for title, group in groups.items():
        if group:
            heading(title)
        for signal in group:
            _show_one(signal)


def _show_one(signal: "Signal") -> None:
    from cli.output import paragraph
    from tracker.wording import short_date

    about = signal.participant or signal.partner or ""
    since = f" (sinds {short_date(signal.since)})" if signal.since else ""
    paragraph(f"{about}{since}: {signal.message} {signal.advice}".strip(), indent="    ", first="  ")
