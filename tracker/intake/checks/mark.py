"""What a rule says: which field of the record, and what is wrong with it."""

from dataclasses import dataclass

from tracker.intake.findings import Problem


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem with one field of a record."""

    field: str
    problem: Problem
