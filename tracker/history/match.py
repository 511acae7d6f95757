"""Recognises a record again when its row was edited, moved, sorted, or when rows came and went. Never by row number.

Rows that are equal to what is held are that record. Of the rest, within the records that share an identity (the steps
of one person, say), the pairs are chosen that are most alike in all.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.columns import Tab
from tracker.history.likeness import ALIKE, fields_of, likeness
from tracker.model import Held, Record, Rejection, Sighting, TabIntake

LARGEST_COMPARED = 250_000
"""Pairs compared within one group at most; beyond that the rows are taken as other records."""

REJECTION_ALIKE = 0.5
"""How much of a rejected row must agree with a record that vanished before they are one."""

TOO_COMMON = 50
"""A value that so many vanished records share does not help to find one of them."""


@dataclass(frozen=True, slots=True)
class Matches:
    """What became of what was held: `kept` are seen again, `faulty` stand on a row that was rejected.

    `new` are sightings of records never held, `gone` are records that are nowhere any more.
    """

    kept: tuple[tuple[Held, Sighting], ...]
    faulty: tuple[tuple[Held, Rejection], ...]
    new: tuple[Sighting, ...]
    gone: tuple[Held, ...]


def match(tab: Tab, held: Sequence[Held], intake: TabIntake) -> Matches:
    """Pair what is held of one tab with what was seen of it."""
    waiting = _groups(tab, held)
    kept: list[tuple[Held, Sighting]] = []
    left: dict[Hashable, list[Sighting]] = defaultdict(list)
    for sighting in intake.sightings:
        key = _identity(tab, sighting.record)
        same = _equal(waiting.get(key, []), sighting)
        if same is None:
            left[key].append(sighting)
        else:
            waiting[key].remove(same)
            kept.append((same, sighting))
    new: list[Sighting] = []
    for key, sightings in left.items():
        pairs = _most_alike(tab, waiting.get(key, []), sightings)
        for one, sighting in pairs:
            waiting[key].remove(one)
            sightings.remove(sighting)
        kept.extend(pairs)
        new.extend(sightings)
    vanished = [one for group in waiting.values() for one in group]
    faulty = _on_rejected_rows(tab, vanished, intake.rejections)
    found = {one.entity for one, _ in faulty}
    gone = tuple(one for one in vanished if one.entity not in found)
    return Matches(tuple(kept), tuple(faulty), tuple(new), gone)


def seen_as(held: Held, sighting: Sighting) -> Record:
    """The record as seen, with the last good value in each faulty cell."""
    if not sighting.faulty:
        return sighting.record
    last: Any = {name: getattr(held.record, name) for name in sighting.faulty}
    return replace(sighting.record, **last)


def _identity(tab: Tab, record: Record) -> Hashable:
    return tuple(getattr(record, name) for name in tab.identity)


def _groups(tab: Tab, held: Iterable[Held]) -> dict[Hashable, list[Held]]:
    groups: dict[Hashable, list[Held]] = defaultdict(list)
    for one in held:
        groups[_identity(tab, one.record)].append(one)
    return groups


def _equal(candidates: Sequence[Held], sighting: Sighting) -> Held | None:
    return next((one for one in candidates if one.record == seen_as(one, sighting)), None)


def _most_alike(tab: Tab, held: Sequence[Held], sightings: Sequence[Sighting]) -> list[tuple[Held, Sighting]]:
    """The pairs within one group that are most alike in all, leaving out pairs that have too little in common."""
    if not held or not sightings or len(held) * len(sightings) > LARGEST_COMPARED:
        return []
    if tab.unique:
        return [(held[0], sightings[0])]
    before = [fields_of(tab, one.record) for one in held]
    after = [fields_of(tab, one.record) for one in sightings]
    scores = [[likeness(tab, left, right) for right in after] for left in before]
    chosen = _assignment(scores)
    return [(held[row], sightings[column]) for row, column in chosen if scores[row][column] >= ALIKE]


def _assignment(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The best one-to-one pairing of rows with columns."""
    if len(scores) == 1:
        row = scores[0]
        return [(0, max(range(len(row)), key=row.__getitem__))]
    if len(scores[0]) == 1:
        return [(max(range(len(scores)), key=lambda row: scores[row][0]), 0)]
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment([list(row) for row in scores], maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True)]


def _on_rejected_rows(
    tab: Tab, vanished: Sequence[Held], rejections: Sequence[Rejection]
) -> list[tuple[Held, Rejection]]:
    """Vanished records that still stand on a rejected row: the row whose readable cells agree best, the best first."""
    if not vanished or not rejections:
        return []
    where = _where_found(tab, vanished)
    scored = []
    for place, rejection in enumerate(rejections):
        candidates = {one for item in rejection.values.items() for one in where.get(_key(*item), ())}
        if not candidates and len(vanished) <= TOO_COMMON:
            candidates = set(range(len(vanished)))
        for one in candidates:
            score = _share_that_agrees(tab, vanished[one].record, rejection.values)
            if score >= REJECTION_ALIKE:
                scored.append((-score, place, one))
    pairs = []
    used_rows: set[int] = set()
    used_records: set[int] = set()
    for _, place, one in sorted(scored):
        if place not in used_rows and one not in used_records:
            used_rows.add(place)
            used_records.add(one)
            pairs.append((vanished[one], rejections[place]))
    return pairs


def _key(name: str, value: object) -> tuple[str, object]:
    return name, value


def _where_found(tab: Tab, vanished: Sequence[Held]) -> Mapping[tuple[str, object], list[int]]:
    """Which vanished records hold a value, leaving out values that too many of them share."""
    places: dict[tuple[str, object], list[int]] = defaultdict(list)
    for place, one in enumerate(vanished):
        for name, value in fields_of(tab, one.record).items():
            if value not in (None, ()):
                places[name, value].append(place)
    return {key: some for key, some in places.items() if len(some) <= TOO_COMMON}


def _share_that_agrees(tab: Tab, record: Record, values: Mapping[str, object]) -> float:
    """How many of the filled cells of a record agree with the readable cells of a row."""
    filled = {name: value for name, value in fields_of(tab, record).items() if value not in (None, ())}
    names = {name for name in filled if name in values} | set(values)
    if not names:
        return 0.0
    return sum(filled.get(name) == values.get(name) for name in names) / len(names)
