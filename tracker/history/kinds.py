"""Steps whose row tells of another kind of step now: the old step stays, and the row is a new one.

Another kind of step belongs on a row of its own. When somebody types it over the old one, what the person did before
would be lost; so the old step is held as it was, marked as stale as a whole since that sync. It stays for as long as
the step that came in its place stands in the sheet. When the kind is typed back, the old step is seen again and the
other one is gone, as if nothing had happened.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tracker.columns import STEPS, Tab
from tracker.history.assign import best_pairs
from tracker.history.likeness import fields_of, likeness
from tracker.model import Held, Sighting, Step

KIND: Final = "kind"
"""The field of a step that says which kind it is."""

WHOLE: Final = "*"
"""What is stale of a step that was typed over: all of it, because no row tells of it any more."""

SAME_BUT_FOR_KIND: Final = 0.6
"""Steps of two kinds that are so much alike in the rest stand on one row."""


@dataclass(frozen=True, slots=True)
class OtherKind:
    """A step that stays, and the row (its number in the sheet, and the kind that it shows) on which it stood."""

    held: Held
    row: int
    kind: str


def typed_over(tab: Tab, vanished: Iterable[Held], new: Iterable[Sighting]) -> list[OtherKind]:
    """The vanished steps whose row shows another kind since this sync."""
    if tab is not STEPS:
        return []
    people = _by_person(one for one in vanished if WHOLE not in one.stale)
    sighted: dict[str, list[Sighting]] = defaultdict(list)
    for sighting in new if people else ():
        if isinstance(sighting.record, Step) and sighting.record.participant in people:
            sighted[sighting.record.participant].append(sighting)
    return [one for person, some in sighted.items() for one in _within_person(tab, people[person], some)]


def _by_person(steps: Iterable[Held]) -> dict[str, list[Held]]:
    people: dict[str, list[Held]] = defaultdict(list)
    for one in steps:
        people[_person(one)].append(one)
    return people


def _person(one: Held) -> str:
    assert isinstance(one.record, Step)
    return one.record.participant


def _within_person(tab: Tab, held: Sequence[Held], sightings: Sequence[Sighting]) -> list[OtherKind]:
    after = [fields_of(tab, one.record) for one in sightings]
    gains = []
    for one in held:
        before = fields_of(tab, one.record)
        alike = [
            likeness(tab, {**before, KIND: seen[KIND]}, seen, sighting.faulty)
            for seen, sighting in zip(after, sightings, strict=True)
        ]
        gains.append([share - SAME_BUT_FOR_KIND for share in alike])
    pairs = best_pairs(gains)
    return [OtherKind(held[row], sightings[column].row, str(after[column][KIND])) for row, column in pairs]


def still_typed_over(vanished: Iterable[Held], seen: Iterable[OtherKind]) -> list[OtherKind]:
    """The vanished steps whose row showed another kind since an earlier sync, and still does.

    `seen` are all steps that stand in the sheet now, each with its row and the kind shown there. The step that took
    the place of another one came in at the very sync that made the other one stale.
    """
    waiting = sorted((one for one in vanished if WHOLE in one.stale), key=lambda one: one.stale[WHOLE], reverse=True)
    if not waiting:
        return []
    people = {_person(one) for one in waiting}
    came_in: dict[tuple[str, datetime], list[OtherKind]] = defaultdict(list)
    for one in seen:
        if _person(one.held) in people:
            came_in[_person(one.held), one.held.first_seen].append(one)
    staying = []
    # The kind of one row may be typed over more than once: the last step that stays keeps the one before it.
    for old in waiting:
        assert isinstance(old.record, Step)
        for successor in came_in[_person(old), old.stale[WHOLE]]:
            if successor.kind != old.record.kind:
                found = OtherKind(old, successor.row, successor.kind)
                staying.append(found)
                came_in[_person(old), old.first_seen].append(found)
                break
    return staying
