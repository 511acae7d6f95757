"""`ew aandacht`: who and what needs attention now."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import click

from cli.dutch import DutchCommand
from cli.options import as_json

if TYPE_CHECKING:
    from tracker.actions import Pile, Reactions
    from tracker.figures.signals import Signal

_FIRST: Final = 3
"""How many of a kind are shown when there are many: those that wait longest."""


@click.command(
    cls=DutchCommand,
    help="Toon wie en wat nu aandacht vraagt, met het goede nieuws erbij.",
    example="ew aandacht",
)
@click.option("--alles", "whole", is_flag=True, help="Toon ook alles wat minder haast heeft.")
@as_json
def command(whole: bool, as_json: bool) -> None:
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
        answered = actions.reactions(store, wiring.clock(settings), settings.thresholds)
    if as_json:
        say_json([_as_json(signal) for signal in signals])
    else:
        _show(signals, whole)
        _show_answered(answered, [signal for signal in signals if signal.is_answer])


def _as_json(signal: "Signal") -> dict[str, object]:
    keys = ("kind", "participant", "partner", "since", "message", "advice", "guided_by")
    return {key: getattr(signal, key) for key in keys}


def _show(signals: Sequence["Signal"], whole: bool) -> None:
    """The people of each guide, the most urgent first; then what has less of a hurry, by kind; good news at the end."""
    from cli.output import heading, paragraph
    from tracker import actions

    work = actions.work_list(signals)
    paragraph(work.lead)
    for guide in work.guided:
        heading(guide.title)
        for signal in guide.signals:
            _show_one(signal)
    for pile in work.piles:
        _show_pile(pile, whole)
    if work.good:
        heading("Goed nieuws")
    for signal in work.good:
        _show_one(signal)


def _show_pile(pile: "Pile", whole: bool) -> None:
    """Signals of one kind: what one can do, and those that wait longest."""
    from cli.output import heading, paragraph
    from tracker.wording import number

    heading(f"{pile.title} ({number(len(pile.signals))})")
    if pile.advice:
        paragraph(pile.advice, indent="  ")
    shown = pile.signals if whole else pile.signals[:_FIRST]
    for signal in shown:
        _show_one(signal, said=not pile.advice)
    if rest := len(pile.signals) - len(shown):
        paragraph(f"En nog {number(rest)}. Bekijk alles met: ew aandacht --alles", indent="  ")


def _show_answered(answered: "Reactions", wrong: Sequence["Signal"]) -> None:
    """What partners said is not right, and how many of them answered in the round that is open."""
    from cli.output import heading, paragraph
    from tracker.wording import long_date, plural

    if answered.held_on or wrong:
        heading("Klopt dit nog? Wat partners zeggen")
    for signal in wrong:
        _show_one(signal)
    if answered.held_on is None:
        return
    done, everyone = answered.all_done, len(answered.partners)
    paragraph(
        f"Voor het overleg van {long_date(answered.held_on)} {'is' if done == 1 else 'zijn'} {done} van de "
        f"{plural(everyone, 'partner', 'partners')} klaar. {plural(answered.right, 'antwoord is', 'antwoorden zijn')} "
        "‘klopt’. Wat u daarvan kunt overnemen, staat op het tabblad Reacties.",
        indent="  ",
    )


def _show_one(signal: "Signal", *, said: bool = True) -> None:
    """One signal, with what one can do about it unless that was said already."""
    from cli.output import paragraph
    from tracker.wording import short_date

    about = signal.participant or signal.partner or ""
    since = f" (sinds {short_date(signal.since)})" if signal.since else ""
    paragraph(f"{about}{since}: {signal.message} {signal.advice if said else ''}".strip(), indent="    ", first="  ")
