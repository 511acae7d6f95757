"""Who counts in a figure, and what an entry of the catalogue says about it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.figures.facts import Facts, Person
from tracker.model import Unit


@dataclass(frozen=True, slots=True)
class Members:
    """Who counts: `yes` in the numerator, `base` in the denominator (None for a count), `unknown` maybe.

    What the sets hold is said by `Indicator.of`: codes of participants, names of partners, or keys of something else.
    `yes` and `unknown` lie within `base`, and apart from each other. `left_out` are not in `base` because nothing can
    be said of them (yet). `numbers` says how many each member counts for, when that is not one (the places of a
    partner). `days` is the value of a duration; the sets then say of whom it was measured.
    """

    yes: frozenset[str]
    base: frozenset[str] | None = None
    unknown: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    numbers: Mapping[str, int] | None = None
    days: float | None = None

    @property
    def count(self) -> int:
        """How many the numerator counts."""
        return len(self.yes) if self.numbers is None else sum(self.numbers[key] for key in self.yes)


class Of(StrEnum):
    """What the sets of a figure hold."""

    PEOPLE = "people"
    PARTNERS = "partners"
    PLACES = "partners, each with a number of places"
    STEPS = "steps, by their number in their tab"
    FOLLOW_UPS = "follow-ups: a code, and after how long"
    OBSTACLES = "obstacles, by their number in their tab"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator: what a reader sees (Dutch) and the formula, so that the two cannot drift apart.

    `counts` says who is in the numerator, `out_of` who is in the denominator (a noun phrase; empty for a count),
    `unknowns` who is unknown, `window` over which time. `left_out` names who is not in the denominator. A share of
    fewer than `fewest` has no value. `beside` are figures that are shown with this one and have no target of their
    own. A change of the formula raises `version`.
    """

    code: str
    name: str
    unit: Unit
    members: Callable[[Facts, date], Members]
    counts: str
    out_of: str = ""
    unknowns: str = ""
    window: str = ""
    left_out: str = ""
    of: Of = Of.PEOPLE
    fewest: int = 0
    fewer_is_better: bool = False
    beside: "tuple[Indicator, ...]" = field(default=())
    version: int = 1

    @property
    def definition(self) -> str:
        """The whole definition as people read it beside the figure."""
        divided = f"Wij delen door {self.out_of}." if self.out_of else ""
        return " ".join(part for part in (self.counts, self.window, divided, self.unknowns) if part)


def people(chosen: Iterable[Person]) -> frozenset[str]:
    """The codes of some people."""
    return frozenset([person.code for person in chosen])


def share(answers: Iterable[tuple[str, bool | None]], left_out: frozenset[str] = frozenset()) -> Members:
    """Members from an answer for each key of the denominator: yes, no, or None for unknown."""
    pairs = list(answers)
    return Members(
        yes=frozenset([key for key, answer in pairs if answer]),
        base=frozenset([key for key, _ in pairs]),
        unknown=frozenset([key for key, answer in pairs if answer is None]),
        left_out=left_out,
    )
