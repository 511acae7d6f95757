"""Rules over one participant."""

from collections.abc import Iterator

from tracker.intake.checks.mark import Mark
from tracker.intake.findings import Problem
from tracker.model import Participant


def registered_on_is_there(participant: Participant) -> Iterator[Mark]:
    """Everyone registered on a day; without it the first step stands in."""
    if participant.registered_on is None:
        yield Mark("registered_on", Problem("aangemeld_op_ontbreekt"))
