"""What was known and what was seen today become changes, and a guard against changes of too many rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tracker.columns import ACCESS, BY_NAME, STEPS, Tab
from tracker.history.kinds import KIND, WHOLE, OtherKind
from tracker.history.likeness import fields_of
from tracker.history.match import Matches, match, seen_as
from tracker.model import Change, Held, Intake, Rejection, Sighting, TabIntake

GUARD_SHARE = 0.2
GUARD_ROWS = 5
"""More than this share and more than this many of the known rows of a tab at once is a mass change (rule 4)."""


@dataclass(frozen=True, slots=True)
class MassChange:
    """A tab of which too many known rows would change at once: why a sync is held."""

    tab: str
    known: int
    gone: int
    faulty: int
    edited: int

    @property
    def rows(self) -> int:
        """How many of the known rows would change."""
        return self.gone + self.faulty + self.edited


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync would store, the tabs of which too much would change, and the steps typed over by another kind.

    `stale` counts for each tab (by its name) the records that keep an older value afterwards.
    """

    changes: tuple[Change, ...] = ()
    mass: tuple[MassChange, ...] = ()
    stale: Mapping[str, int] = field(default_factory=dict)
    other_kinds: tuple[OtherKind, ...] = ()


KEPT_WITHOUT_TAB = frozenset({ACCESS.name})
"""A sheet may come without this tab (a restored one does); then what is held of it stays as it is."""


def plan(held: Mapping[str, Sequence[Held]], intake: Intake, now: datetime) -> Plan:
    """Compare what is held with what was seen, by the names of the tabs. `now` is since when new stale values are so.

    A tab that is not in the intake has no rows: what was held of it is gone, save that of `KEPT_WITHOUT_TAB`.
    """
    changes: list[Change] = []
    mass: list[MassChange] = []
    other_kinds: list[OtherKind] = []
    stale: dict[str, int] = {}
    for name, tab in BY_NAME.items():
        before = held.get(name, ())
        found: list[Change] = []
        if name in intake.tabs or name not in KEPT_WITHOUT_TAB:
            matches = match(tab, before, intake.tabs.get(name, TabIntake()))
            found = _changes(tab, matches, now)
            other_kinds.extend(matches.other_kind)
        changes.extend(found)
        if warning := _guard(tab, before, found):
            mass.append(warning)
        stale[name] = _stale_after(before, found)
    return Plan(tuple(changes), tuple(mass), stale, tuple(other_kinds))


def kinds_of_change(changes: Iterable[Change]) -> dict[str, int]:
    """How many records are new, changed and gone."""
    counts = {"new": 0, "changed": 0, "gone": 0}
    for change in changes:
        counts["new" if change.before is None else "gone" if change.after is None else "changed"] += 1
    return counts


def _changes(tab: Tab, matches: Matches, now: datetime) -> list[Change]:
    changes = [change for one, sighting in matches.kept if (change := _seen_again(tab, one, sighting, now))]
    changes += [change for one, row in matches.faulty if (change := _on_faulty_row(tab, one, row, now))]
    changes += [_stays(tab, one.held, now) for one in matches.other_kind if WHOLE not in one.held.stale]
    changes += [Change(tab.name, 0, None, sighting.record) for sighting in matches.new]
    changes += [Change(tab.name, one.entity, one.record, None) for one in matches.gone]
    return changes


def _stays(tab: Tab, held: Held, now: datetime) -> Change:
    """A step whose row tells of another kind since now: it is as it was, and stale as a whole."""
    return Change(tab.name, held.entity, held.record, held.record, {**held.stale, WHOLE: now})


def _seen_again(tab: Tab, held: Held, sighting: Sighting, now: datetime) -> Change | None:
    """A record seen again: only a change when a cell says something else, or turned faulty or good."""
    after = seen_as(held, sighting)
    stale = {
        name: held.stale.get(name, now)
        for name in sorted(sighting.faulty)
        if getattr(held.record, name) not in (None, ())
    }
    if after == held.record and stale == held.stale:
        return None
    return Change(tab.name, held.entity, held.record, after, stale)


def _on_faulty_row(tab: Tab, held: Held, rejection: Rejection, now: datetime) -> Change | None:
    """A record whose row was rejected keeps what it was; the cells of that row that can be read still count."""
    # A row that is refused for one cell must not make a record another person's, or a step another kind of step.
    fixed = {*tab.identity, *([KIND] if tab is STEPS else [])}
    values: Any = {name: value for name, value in rejection.values.items() if name not in fixed}
    after = replace(held.record, **values)
    unread = sorted(
        name
        for name, value in fields_of(tab, held.record).items()
        if value not in (None, ()) and name not in rejection.values and tab.column(name).needed
    )
    stale = {name: held.stale.get(name, now) for name in unread}
    if after == held.record and stale == held.stale:
        return None
    return Change(tab.name, held.entity, held.record, after, stale)


def _guard(tab: Tab, before: Sequence[Held], changes: Sequence[Change]) -> MassChange | None:
    """Rule 4; filling an empty cell and adding a row are no change."""
    stale_before = {one.entity: one.stale for one in before}
    gone = faulty = edited = 0
    for change in changes:
        if change.before is None:
            continue
        if change.after is None:
            gone += 1
        elif set(change.stale) - set(stale_before[change.entity]):
            faulty += 1
        elif _overwrites(tab, change):
            edited += 1
    count = gone + faulty + edited
    if count <= GUARD_ROWS or count <= GUARD_SHARE * len(before):
        return None
    return MassChange(tab.name, len(before), gone, faulty, edited)


def _overwrites(tab: Tab, change: Change) -> bool:
    """Whether a filled cell was emptied or changed."""
    before, after = fields_of(tab, change.before), fields_of(tab, change.after)
    return any(value not in (None, ()) and value != after[name] for name, value in before.items())


def _stale_after(before: Sequence[Held], changes: Sequence[Change]) -> int:
    """How many records keep an older value after these changes."""
    stale = {one.entity: bool(one.stale) for one in before}
    stale |= {change.entity: bool(change.stale) for change in changes if change.before is not None}
    for change in changes:
        if change.after is None:
            stale.pop(change.entity, None)
    return sum(stale.values())
