"""Takes one sync back: what was known before it, after it and now come in, changes that undo it go out.

History is not rewritten: the changes are a new fact. What later syncs made of a record stays: only a field that still
says what the sync made of it gets its old value back.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeAlias

from tracker.columns import ACCESS, BY_NAME, PARTICIPANTS, Tab
from tracker.history.apply import applied, mark_of
from tracker.history.likeness import fields_of
from tracker.model import Change, Held, Measurement, Participant, Record, Step

Tabs: TypeAlias = Mapping[str, Sequence[Held]]
"""For each tab (by its name) the records held."""


def taken_back(before: Tabs, after: Tabs, now: Tabs) -> tuple[Change, ...]:
    """The changes to `now` that undo what a sync made of `before` (empty for the first sync).

    Who may log in follows the sheet alone: taking a sync back never gives access, and never takes it. Nor does it bring
    back what was kept of someone who took the consent back.
    """
    changes: list[Change] = []
    for name, tab in BY_NAME.items():
        if tab is ACCESS:
            continue
        old = {one.entity: one for one in before.get(name, ())}
        made = {one.entity: one for one in after.get(name, ())}
        held = {one.entity: one for one in now.get(name, ())}
        changes.extend(_came_in(name, old, made, held))
        changes.extend(_changed(tab, old, made, held))
        changes.extend(_went(tab, old, made, held))
    withdrawn = _withdrawn(now)
    return tuple(one for one in changes if one.after is None or _person(one.after) not in withdrawn)


def _withdrawn(now: Tabs) -> set[str | None]:
    """The codes of who took the consent back: of them nothing comes back, whichever sync is taken back."""
    people = (one.record for one in now.get(PARTICIPANTS.name, ()))
    return {one.code for one in people if isinstance(one, Participant) and one.consent_withdrawn_on}


def _person(record: Record) -> str | None:
    """The code of the person that a record is about, or None when it is about no person."""
    if isinstance(record, Participant):
        return record.code
    return record.participant if isinstance(record, Step | Measurement) else None


ByNumber: TypeAlias = Mapping[int, Held]


def _came_in(name: str, old: ByNumber, made: ByNumber, held: ByNumber) -> Iterator[Change]:
    """What the sync brought goes, whatever became of it since."""
    for entity in sorted(made.keys() - old.keys()):
        if entity in held:
            yield Change(name, entity, held[entity].record, None)


def _changed(tab: Tab, old: ByNumber, made: ByNumber, held: ByNumber) -> Iterator[Change]:
    for entity in sorted(old.keys() & made.keys() & held.keys()):
        was, became, is_now = old[entity], made[entity], held[entity]
        if (was.record, was.stale) == (became.record, became.stale):
            continue
        change = _back(tab, was, became, is_now)
        if (change.after, change.stale) != (is_now.record, is_now.stale):
            yield change


def _back(tab: Tab, was: Held, became: Held, is_now: Held) -> Change:
    """The fields that the sync changed, and that nobody changed since, as they were before it."""
    if (is_now.record, is_now.stale) == (became.record, became.stale):
        return Change(tab.name, is_now.entity, is_now.record, was.record, was.stale)
    old, made, now = (fields_of(tab, one.record) for one in (was, became, is_now))
    values: Any = {name: value for name, value in old.items() if value != made[name] and now[name] == made[name]}
    stale = {name: since for name, since in is_now.stale.items() if name not in values}
    stale |= {name: since for name, since in was.stale.items() if name in values}
    return Change(tab.name, is_now.entity, is_now.record, replace(is_now.record, **values), stale)


def _went(tab: Tab, old: ByNumber, made: ByNumber, held: ByNumber) -> Iterator[Change]:
    """What the sync lost comes back under its own number, unless there is another record in its place by now."""
    names = {_identity(tab, one) for one in held.values()} if tab.unique else set()
    for entity in sorted(old.keys() - made.keys()):
        was = old[entity]
        if entity not in held and _identity(tab, was) not in names:
            yield Change(tab.name, entity, None, was.record, was.stale)


def _identity(tab: Tab, one: Held) -> tuple[object, ...]:
    return tuple(getattr(one.record, name) for name in tab.identity)


def remembered(marks: str | None, mark: str) -> str:
    """What to remember of everything that was taken back since the last sync, in order; `marks` is what was."""
    return " ".join([*(marks or "").split(), mark])


def brings_back(marks: str | None, now: Tabs, changes: Sequence[Change], moment: datetime) -> bool:
    """Whether changes would bring back something that was taken back: `marks` are of the records before each time."""
    known = (marks or "").split()
    return bool(known) and mark_of(applied(now, changes, moment)) in known
