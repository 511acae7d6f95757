"""What a rule says: which field of which record, and what is wrong with it."""

from collections.abc import Container
from dataclasses import dataclass

from tracker.intake.findings import Problem


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem with one field of a record.

    `leans_on` names other fields of that record that the rule looked at: when one of those, or the field itself, could
    not be read or has no column, the rule has nothing to say.
    """

    field: str
    problem: Problem
    leans_on: tuple[str, ...] = ()


def may_speak(mark: Mark, there: Container[str], faulty: Container[str]) -> bool:
    """Whether a rule may say this of a row in which these columns are there, and these cells could not be read."""
    return mark.field in there and not any(field in faulty for field in (mark.field, *mark.leans_on))


@dataclass(frozen=True, slots=True, order=True)
class At:
    """Where a row stands: its number, and in which reading of its tab when there are several. In words: the number."""

    row: int
    reading: int = 0

    def __str__(self) -> str:
        return str(self.row)


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark on one row of a tab, by its name in the table of columns, for rules that look at several rows."""

    tab: str
    at: At
    mark: Mark
