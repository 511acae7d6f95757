"""What the rules over several rows look at: every record that can be stored, with its row, by tab and by person."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from tracker.columns import TABS
from tracker.intake.checks.mark import At
from tracker.model import Participant, Record, Sighting, Step

R = TypeVar("R", bound=Record)

_TAB_OF = {tab.record: tab.name for tab in TABS}


@dataclass(frozen=True, slots=True)
class Seen:
    """All that can be stored of a sheet, by the name of the tab, and the day on which it is looked at."""

    tabs: Mapping[str, Sequence[Sighting]]
    today: date
    _lists: dict[type, list[Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def of(self, kind: type[R]) -> list[tuple[R, At]]:
        """The records of one kind, each with its row; the list is made once."""
        if kind not in self._lists:
            sightings = self.tabs.get(_TAB_OF[kind], ())
            self._lists[kind] = [
                (one.record, At(one.row, one.reading)) for one in sightings if isinstance(one.record, kind)
            ]
        return self._lists[kind]


@dataclass(frozen=True, slots=True)
class Person:
    """A participant with the steps of that person in order of time, each with its row."""

    participant: Participant
    row: At
    steps: tuple[tuple[Step, At], ...]


def people(seen: Seen) -> Iterator[Person]:
    """Everyone on `Deelnemers`, with their steps."""
    steps: dict[str, list[tuple[Step, At]]] = defaultdict(list)
    for step, row in seen.of(Step):
        steps[step.participant].append((step, row))
    for participant, row in seen.of(Participant):
        own = sorted(steps.get(participant.code, ()), key=_in_time)
        yield Person(participant, row, tuple(own))


def _in_time(one: tuple[Step, At]) -> tuple[date, float, date, At]:
    """The order of steps; of those that begin together the row comes last, so that sorted rows say the same."""
    step, row = one
    return step.start, -(step.hours or 0), step.end or date.max, row
