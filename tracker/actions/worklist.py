"""The signals of a day as a list to work from: people first by who guides them, the rest by kind, then good news."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.wording import guide_word, number, plural

if TYPE_CHECKING:
    from tracker.figures.signals import Signal

PILES: Final[Mapping[str, str]] = {
    "plek_vrij": "Plekken die al lang vrij zijn",
    "avk_team": "AVK-teams die niet compleet zijn",
    "actieplan": "Partners zonder geldig actieplan",
    "bewaartermijn": "Gegevens die weg moeten",
}
"""The kinds of signal that have less of a hurry, in their order, and what many of one kind are called together."""


@dataclass(frozen=True, slots=True)
class Guided:
    """The people of one guide who ask for attention (the most urgent first), and who that guide is (Dutch)."""

    title: str
    signals: "tuple[Signal, ...]"


@dataclass(frozen=True, slots=True)
class Pile:
    """Signals of one kind that wait together; `advice` is empty when it differs from one to the next."""

    kind: str
    title: str
    advice: str
    signals: "tuple[Signal, ...]"


@dataclass(frozen=True, slots=True)
class WorkList:
    """What to do now, what has less of a hurry, and what is worth a word of joy; `lead` says how much it is (Dutch)."""

    lead: str
    guided: tuple[Guided, ...]
    piles: tuple[Pile, ...]
    good: "tuple[Signal, ...]"

    @property
    def people(self) -> int:
        """How many signals about people stand on top."""
        return sum(len(one.signals) for one in self.guided)

    @property
    def later(self) -> int:
        """How many signals have less of a hurry."""
        return sum(len(pile.signals) for pile in self.piles)


def work_list(found: "Iterable[Signal]") -> WorkList:
    """The list of signals that stand in order of urgency. What partners answered has a place of its own."""
    found = tuple(found)
    mine = [one for one in found if not one.is_answer]
    asking = [one for one in mine if not one.is_good]
    now: dict[str | None, list[Signal]] = {}
    later: dict[str, list[Signal]] = {}
    for one in asking:
        if one.participant and one.kind not in PILES:
            now.setdefault(one.guided_by, []).append(one)
        else:
            later.setdefault(str(one.kind), []).append(one)
    piles = sorted(later, key=lambda kind: [*PILES, kind].index(kind))
    return WorkList(
        lead=_lead(sum(map(len, now.values())), sum(map(len, later.values())), sum(one.is_answer for one in found)),
        guided=tuple(Guided(_guide(guide), tuple(some)) for guide, some in now.items()),
        piles=tuple(_pile(kind, later[kind]) for kind in piles),
        good=tuple(one for one in mine if one.is_good),
    )


def _lead(now: int, later: int, answers: int) -> str:
    said = f"{number(answers)} keer zegt een partner dat iets niet klopt." if answers else ""
    if not now + later:
        return said or "Er is nu niets dat aandacht vraagt."
    return f"{_lead_of_signals(now, later)} {said}".strip()


def _lead_of_signals(now: int, later: int) -> str:
    first = f"{plural(now, 'ding', 'dingen')} bij mensen {'vraagt' if now == 1 else 'vragen'} nu aandacht."
    if not later:
        return first
    other = f"{plural(later, 'ding', 'dingen')}"
    if not now:
        return f"Bij mensen is er nu niets. {other} {'heeft' if later == 1 else 'hebben'} minder haast."
    return f"{first} Nog {other} {'heeft' if later == 1 else 'hebben'} minder haast."


def _guide(guide: str | None) -> str:
    return f"Begeleiding door {guide_word(guide)}" if guide else "Zonder begeleiding"


def _pile(kind: str, some: "Sequence[Signal]") -> Pile:
    advices = {one.advice for one in some}
    return Pile(kind, PILES.get(kind, "Overig"), advices.pop() if len(advices) == 1 else "", tuple(some))
