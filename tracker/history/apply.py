"""What is held after changes, without storing them: to look ahead, and to know a result again."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tracker.columns import ACCESS, BY_NAME
from tracker.model import Change, Held


def applied(
    tabs: Mapping[str, Sequence[Held]], changes: Iterable[Change], moment: datetime
) -> dict[str, tuple[Held, ...]]:
    """The records of every tab after the changes, in order of their number.

    A change without a number gets the next one. What comes in, or comes back, is first seen at `moment`; the store
    knows better when something that comes back was first seen.
    """
    by_tab: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_tab[change.tab].append(change)
    return {
        name: _after(tabs.get(name, ()), by_tab[name], moment) if name in by_tab else tuple(tabs.get(name, ()))
        for name in BY_NAME
    }


def _after(before: Sequence[Held], changes: Iterable[Change], moment: datetime) -> tuple[Held, ...]:
    held = {one.entity: one for one in before}
    following = max(held, default=0) + 1
    for change in changes:
        if change.after is None:
            del held[change.entity]
            continue
        entity, following = (change.entity, following) if change.entity else (following, following + 1)
        first_seen = held[entity].first_seen if entity in held else moment
        held[entity] = Held(entity, change.after, first_seen, change.stale)
    return tuple(held[entity] for entity in sorted(held))


def mark_of(tabs: Mapping[str, Sequence[Held]]) -> str:
    """A hexadecimal SHA-256 of all records and of what is stale in them, whatever their order and numbers.

    Who may log in is not in it: a change of that alone makes no other facts.
    """
    digest = hashlib.sha256()
    for name in BY_NAME:
        if name == ACCESS.name:
            continue
        digest.update(f"\0{name}".encode())
        for line in sorted(f"{one.record!r} {sorted(one.stale)}" for one in tabs.get(name, ())):
            digest.update(f"\n{line}".encode())
    return digest.hexdigest()
