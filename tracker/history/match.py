"""Recognises a record again when its row was edited, moved, sorted, or when rows came and went. Never by row number.

Rows that are equal to what is held are that record. Of the rest, within the records that share an identity (the steps
of one person, say), the pairs are chosen that are most alike in all. What then is nowhere may still stand on a row
that was rejected, or on a row that tells of another kind of step now; only what is left after that is gone.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import attrgetter
from typing import Any

from tracker.columns import STEPS, Tab
from tracker.history.assign import best_pairs
from tracker.history.kinds import KIND, SAME_BUT_FOR_KIND, WHOLE, OtherKind, still_typed_over, typed_over
from tracker.history.likeness import ALIKE, fields_of, likeness
from tracker.history.rejected import on_rejected_rows
from tracker.model import Held, Record, Rejection, Sighting, Step, TabIntake

LARGEST_COMPARED = 250_000
"""Pairs compared within one group at most; beyond that the rows are taken as other records."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What became of what was held: `kept` are seen again, `faulty` stand on a row that was rejected.

    `other_kind` stay as they were, because their row tells of another kind of step now. `new` are sightings of records
    never held, `gone` are records that are nowhere any more.
    """

    kept: tuple[tuple[Held, Sighting], ...]
    faulty: tuple[tuple[Held, Rejection], ...]
    other_kind: tuple[OtherKind, ...]
    new: tuple[Sighting, ...]
    gone: tuple[Held, ...]


def match(tab: Tab, held: Sequence[Held], intake: TabIntake) -> Matches:
    """Pair what is held of one tab with what was seen of it."""
    kept, waiting, unknown = _equal(held, intake.sightings)
    new: list[Sighting] = []
    groups = _groups(tab, waiting.values())
    for key, sightings in _sighted(tab, unknown).items():
        pairs = _within_group(tab, groups.get(key, ()), sightings)
        taken = {id(sighting) for _, sighting in pairs}
        _take(waiting, (one for one, _ in pairs))
        kept.extend(pairs)
        new.extend(sighting for sighting in sightings if id(sighting) not in taken)
    other = typed_over(tab, waiting.values(), new)
    _take(waiting, (one.held for one in other))
    # A step that stays because of another kind has no row of its own, so no rejected row can be that.
    vanished = [one for one in waiting.values() if WHOLE not in one.stale]
    faulty = on_rejected_rows(tab, vanished, intake.rejections, kept)
    _take(waiting, (one for one, _ in faulty))
    if tab is STEPS:
        other += still_typed_over(waiting.values(), chain(_standing(kept, faulty), other))
        _take(waiting, (one.held for one in other if one.held.entity in waiting))
    return Matches(tuple(kept), tuple(faulty), tuple(other), tuple(new), tuple(waiting.values()))


def _take(waiting: dict[int, Held], found: Iterable[Held]) -> None:
    for one in found:
        del waiting[one.entity]


def _standing(kept: Iterable[tuple[Held, Sighting]], faulty: Iterable[tuple[Held, Rejection]]) -> Iterator[OtherKind]:
    """Every step that stands in the sheet, with its row and the kind shown there."""
    for one, sighting in kept:
        yield OtherKind(one, sighting.row, _kind(sighting.record))
    for one, rejection in faulty:
        yield OtherKind(one, rejection.row, str(rejection.values.get(KIND) or _kind(one.record)))


def _kind(record: Record) -> str:
    assert isinstance(record, Step)
    return record.kind


def seen_as(held: Held, sighting: Sighting) -> Record:
    """The record as seen, with the last good value in each faulty cell."""
    if not sighting.faulty:
        return sighting.record
    last: Any = {name: getattr(held.record, name) for name in sighting.faulty}
    return replace(sighting.record, **last)


def _equal(
    held: Sequence[Held], sightings: Sequence[Sighting]
) -> tuple[list[tuple[Held, Sighting]], dict[int, Held], list[Sighting]]:
    """The pairs that are equal in every field; then what is held and what was seen without one, by number and in order.

    This is nearly all of a large sheet, so it costs one look in a dictionary for each row.
    """
    by_record: dict[Record, list[Held]] = {}
    for one in reversed(held):
        by_record.setdefault(one.record, []).append(one)
    waiting = {one.entity: one for one in held}
    kept: list[tuple[Held, Sighting]] = []
    unknown: list[Sighting] = []
    for sighting in sightings:
        equal = None if sighting.faulty else by_record.get(sighting.record)
        if equal:
            one = equal.pop()
            del waiting[one.entity]
            kept.append((one, sighting))
        else:
            unknown.append(sighting)
    return kept, waiting, unknown


def _identity(tab: Tab) -> Callable[[Record], Hashable]:
    return attrgetter(*tab.identity) if tab.identity else lambda _: ()


def _groups(tab: Tab, held: Iterable[Held]) -> dict[Hashable, list[Held]]:
    identity, groups = _identity(tab), defaultdict(list)
    for one in held:
        groups[identity(one.record)].append(one)
    return groups


def _sighted(tab: Tab, sightings: Iterable[Sighting]) -> dict[Hashable, list[Sighting]]:
    identity, groups = _identity(tab), defaultdict(list)
    for one in sightings:
        groups[identity(one.record)].append(one)
    return groups


def _within_group(tab: Tab, held: Sequence[Held], sightings: Sequence[Sighting]) -> list[tuple[Held, Sighting]]:
    """The pairs within one group that are most alike in all, leaving out pairs that have too little in common."""
    if not held or not sightings or len(held) * len(sightings) > LARGEST_COMPARED:
        return []
    if tab.unique:
        return [(held[0], sightings[0])]
    before = [fields_of(tab, one.record) for one in held]
    after = [fields_of(tab, one.record) for one in sightings]
    gains = [
        [
            likeness(tab, left, right, sighting.faulty) - _least(one)
            for right, sighting in zip(after, sightings, strict=True)
        ]
        for one, left in zip(held, before, strict=True)
    ]
    return [(held[row], sightings[column]) for row, column in best_pairs(gains)]


def _least(one: Held) -> float:
    """How alike a row must be at least. A step without a row of its own is not edited: only typed back."""
    return SAME_BUT_FOR_KIND if WHOLE in one.stale else ALIKE
