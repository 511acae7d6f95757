"""Records that vanished but still stand on a rejected row: a mistyped key loses nothing (rule 2)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from tracker.columns import Tab
from tracker.history.likeness import fields_of
from tracker.model import Held, Record, Rejection, Sighting, Value

REJECTION_ALIKE = 0.5
"""How much of a rejected row must agree with a record that vanished before they are one."""

LARGEST_COMPARED = 250_000
"""Rows that are compared for doubled names at most; beyond that the sheet is too broken to tell."""

TOO_COMMON = 50
"""A value that so many vanished records share does not help to find one of them."""


def on_rejected_rows(
    tab: Tab, vanished: Sequence[Held], rejections: Sequence[Rejection], kept: Iterable[tuple[Held, Sighting]] = ()
) -> list[tuple[Held, Rejection]]:
    """Vanished records that still stand on a rejected row: the row whose readable cells agree best, the best first.

    `kept` are the records of the tab that were seen. Where two rows have one name, the one that was not rejected may
    be the row of somebody else.
    """
    if not vanished or not rejections:
        return []
    spare, own = _doubled(tab, vanished, rejections, kept) if tab.unique else ([], set())
    found = {one.entity for one, _ in spare}
    left = [one for one in vanished if one.entity not in found]
    return spare + _alike(tab, left, [row for row in rejections if id(row) not in own])


def _alike(tab: Tab, vanished: Sequence[Held], rejections: Sequence[Rejection]) -> list[tuple[Held, Rejection]]:
    where = _where_found(tab, vanished)
    scored = []
    for place, rejection in enumerate(rejections):
        candidates = {one for item in rejection.values.items() for one in where.get(item, ())}
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


def _where_found(tab: Tab, vanished: Sequence[Held]) -> Mapping[tuple[str, object], list[int]]:
    """Which vanished records hold a value, leaving out values that too many of them share."""
    places: dict[tuple[str, object], list[int]] = defaultdict(list)
    for place, one in enumerate(vanished):
        for name, value in _filled(fields_of(tab, one.record)).items():
            places[name, value].append(place)
    return {key: some for key, some in places.items() if len(some) <= TOO_COMMON}


def _filled(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if value not in (None, ())}


def _share_that_agrees(tab: Tab, record: Record, values: Mapping[str, Value]) -> float:
    """How many of the filled cells of a record agree with the readable cells of a row; empty in both says nothing."""
    filled = _filled(fields_of(tab, record))
    names = {name for name in filled if name in values} | _filled(values).keys()
    if not names:
        return 0.0
    return sum(filled.get(name) == values.get(name) for name in names) / len(names)


# --- Two rows with one name -------------------------------------------------------------------------------------------


def _doubled(
    tab: Tab, vanished: Sequence[Held], rejections: Sequence[Rejection], kept: Iterable[tuple[Held, Sighting]]
) -> tuple[list[tuple[Held, Rejection]], set[int]]:
    """Records whose row was taken for that of another one, because its name was mistyped as the name of that one.

    Of two rows with one name only one is stored, with the cells on which they agree, and the other is rejected. When
    the rejected one says what is held of the name, it is the row of that record (`own`, by identity of the row), and
    the stored one is left for whoever vanished: who agrees with the rest of it, and differs where the rows differ.
    """
    spare: list[tuple[Held, Rejection]] = []
    own: set[int] = set()
    doubtful = [(one, sighting) for one, sighting in kept if sighting.faulty]
    if len(doubtful) * len(rejections) > LARGEST_COMPARED:
        return spare, own
    for one, sighting in doubtful:
        row = _own_row(tab, one, vanished, [row for row in rejections if id(row) not in own])
        fitting = [other for other in vanished if _fits(tab, other, one, sighting)] if row else []
        if row and len(fitting) == 1:
            own.add(id(row))
            spare.append((fitting[0], Rejection(sighting.row, {})))
    return spare, own


def _own_row(tab: Tab, one: Held, vanished: Sequence[Held], rejections: Sequence[Rejection]) -> Rejection | None:
    """The rejected row that says what is held of a record, better than it says that of any vanished one."""
    scored = [(_share_that_agrees(tab, one.record, row.values), row) for row in rejections]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or score < REJECTION_ALIKE:
        return None
    others = (_share_that_agrees(tab, other.record, best.values) for other in vanished)
    return best if all(score > other for other in others) else None


def _fits(tab: Tab, vanished: Held, one: Held, sighting: Sighting) -> bool:
    """Whether a vanished record can stand on a row: it says what the row says, and not what the other one is."""
    held, other, seen = (fields_of(tab, record) for record in (vanished.record, one.record, sighting.record))
    names = [name for name in held if name not in tab.identity]
    return all(
        held[name] != other[name] or other[name] in (None, ()) if name in sighting.faulty else held[name] == seen[name]
        for name in names
    )
