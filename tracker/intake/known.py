"""What reading a cell needs and gives: the names that it may refer to, and a value or a reason why not."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from tracker.intake.effort import Effort
from tracker.intake.findings import Problem
from tracker.model import CellError, Percentage, Raw, Value
from tracker.wording import number, short_date

LONGEST_SHOWN = 300
"""So many characters of a cell are shown, and looked at where a column holds short words only."""


@dataclass(frozen=True, slots=True)
class Read:
    """One cell as read: the value (None when empty or refused) and what is to be said about it."""

    value: Value = None
    problem: Problem | None = None

    @property
    def refused(self) -> bool:
        """Whether something stands there that cannot be used."""
        return self.problem is not None and self.problem.refuses


EMPTY = Read()

Reader: TypeAlias = Callable[[Raw], Read]


@dataclass(frozen=True, slots=True)
class Known:
    """The names that cells may refer to, by their plain form: `{"zorggroep de linde": "Zorggroep De Linde"}`.

    `figures` maps the plain names and codes of figures to their code, `additions` the field of a list that people
    extended to their words. `codes` are the codes typed on `Deelnemers` (`code_starts` their letters), `participants`
    those that could be used.
    Where a tab is not there or cannot be read, its names are None: then any name will do. `effort` counts, over all
    tabs of one walk, what the cells cost.
    """

    today: date
    partners: Mapping[str, str] | None = None
    grants: Mapping[str, str] | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    additions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    code_starts: frozenset[str] = frozenset()
    participants: frozenset[str] | None = None
    effort: Effort = field(default_factory=Effort, compare=False)


def shown(raw: Raw) -> str:
    """A cell as the sheet shows it, for a message; of a very long text only the beginning."""
    if isinstance(raw, bool):
        return "WAAR" if raw else "ONWAAR"
    if isinstance(raw, datetime):
        return short_date(raw.date())
    if isinstance(raw, float):
        return number(raw) if abs(raw) < 1e15 else f"{raw:g}"
    if isinstance(raw, Percentage):
        return f"{number(raw.share * 100)}%" if abs(raw.share) < 1e13 else f"{raw.share:g}"
    text = raw.text if isinstance(raw, CellError) else raw or ""
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
