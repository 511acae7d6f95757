"""Why a figure changed: two views of the records come in, a closed account of every count goes out.

A view is a reference date and what was known at a moment: (A, a) before, (B, b) after. The way from one to the other
is walked in five steps, and after each step every figure is worked out anew from the records:

1. (A, a) with what came in after a: rows that were not there, and cells that were empty and are filled in (late);
2. (A, a) with what was changed since: cells that say something else, or nothing any more (corrections);
3. (A, b): the same without the rows that are no longer there (removals);
4. (B, b): the time between both dates passes (new events; membership for a partner that joined or left in it);
5. (B, b) by the newer definitions (definition).

Steps 1 to 3 are one question: why does the figure of date A say something else now? Only who counts at (A, b) and not
at (A, a), or the other way round, has an answer: the last of the three steps at which that person (partner, rule, step)
went in or out. Who went in and out again is no change. So each one who entered or left a count between two views is
under exactly one cause, and what the causes hold adds up to the change, because nothing is left over to be put
somewhere. What a member counts for when that is not one (the places of a partner) is followed through each step.

People who were erased are in the archive, which knows counts at quarter ends and no moments: what it adds at B and not
yet at A is new events.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any, TypeAlias

from tracker.columns import BY_NAME, Tab
from tracker.figures.catalogue import CATALOGUE
from tracker.figures.facts import Archived, Facts, facts
from tracker.figures.members import Indicator, Members, Of
from tracker.model import Held, World

Archive: TypeAlias = Mapping[str, Mapping[date, Archived]]
"""The counts of erased people, by the code of a figure and the end of a quarter."""

Weights: TypeAlias = Mapping[str, int]
"""Who is in a count, and for how many."""


@dataclass(frozen=True, slots=True)
class View:
    """The figures of a reference date, made from what was known at the moment of a world."""

    world: World
    as_of: date


@dataclass(frozen=True, slots=True)
class Causes:
    """How much of a change has which cause, in whole numbers."""

    new_events: int = 0
    late: int = 0
    corrections: int = 0
    removals: int = 0
    membership: int = 0
    definition: int = 0

    @property
    def total(self) -> int:
        """The whole change."""
        return sum(getattr(self, name) for name in CAUSES)


CAUSES = ("new_events", "late", "corrections", "removals", "membership", "definition")
"""Every cause of a change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The account of one count: the numerator or the denominator of a figure, before and after."""

    code: str
    name: str
    part: str
    before: int
    after: int
    causes: Causes

    @property
    def rest(self) -> int:
        """What of the change has no cause: nothing, always."""
        return self.after - self.before - self.causes.total


NUMERATOR, DENOMINATOR = "numerator", "denominator"


def account(
    before: View,
    after: View,
    *,
    old: Sequence[Indicator] = CATALOGUE,
    new: Sequence[Indicator] = CATALOGUE,
    archive: Archive | None = None,
) -> tuple[Part, ...]:
    """Account for every count of the catalogue, in its order, the numerator before the denominator.

    `old` and `new` are the definitions by which the figures before and after were made. A figure that only one of
    them knows counts nobody in the other. A numerator about too few people to be told (`Indicator.fewest`) before or
    after is left out.
    """
    way = _way(before, after, archive)
    by_code = {indicator.code: indicator for indicator in old}
    codes = [indicator.code for indicator in new] + [code for code in by_code if code not in {one.code for one in new}]
    after_code = {indicator.code: indicator for indicator in new}
    return tuple(part for code in codes for part in _parts(way, by_code.get(code), after_code.get(code)))


# --- The way from one view to the other ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Way:
    """The records at each step on date A, the last one also on date B."""

    stages: tuple[Facts, ...]
    first: date
    last: date
    moved: Callable[[str], bool] = field(repr=False)


def _way(before: View, after: View, archive: Archive | None) -> _Way:
    worlds = (before.world, *_between(before.world, after.world), after.world)
    made: dict[int, Facts] = {}
    for world in worlds:
        if id(world) not in made:
            made[id(world)] = facts(world, archive)
    known = made[id(after.world)]

    def moved(partner: str) -> bool:
        return known.is_affiliated(partner, before.as_of) != known.is_affiliated(partner, after.as_of)

    return _Way(tuple(made[id(world)] for world in worlds), before.as_of, after.as_of, moved)


def _between(before: World, after: World) -> tuple[World, World]:
    """What was known before with what came in late; then that with what was corrected, and nothing removed yet."""
    if before is after or before.tabs == after.tabs:
        return after, after
    late, corrected = {}, {}
    for name, tab in BY_NAME.items():
        old, new = _by_key(tab, before.tabs.get(name, ())), _by_key(tab, after.tabs.get(name, ()))
        late[name] = (*(_filled(tab, one, new.get(key)) for key, one in old.items()), *_only_in(new, old))
        corrected[name] = (*new.values(), *_only_in(old, new))
    return World(after.known_at, late), World(after.known_at, corrected)


def _by_key(tab: Tab, held: Iterable[Held]) -> Mapping[object, Held]:
    """Records by what says that they are the same one: their name where each has one, else their number.

    A row of a participant that was taken out and put back later got another number, but is the same participant.
    """
    if not tab.unique:
        return {one.entity: one for one in held}
    name = attrgetter(*tab.identity)
    return {name(one.record): one for one in held}


def _only_in(some: Mapping[object, Held], other: Mapping[object, Held]) -> Iterator[Held]:
    return (one for key, one in some.items() if key not in other)


def _filled(tab: Tab, old: Held, new: Held | None) -> Held:
    """A record as it was, with what was filled in since where nothing stood."""
    if new is None or new.record == old.record:
        return old
    values: Any = {
        column.field: value
        for column in tab.read_columns
        if getattr(old.record, column.field) in (None, ()) and (value := getattr(new.record, column.field)) is not None
    }
    return Held(new.entity, replace(old.record, **values), old.first_seen, new.stale)


# --- One figure along the way ----------------------------------------------------------------------------------------


def _parts(way: _Way, old: Indicator | None, new: Indicator | None) -> Iterator[Part]:
    named = new or old
    assert named is not None
    # Stages that are the same records are counted once: often nothing came in late or was corrected.
    each = {number: _members(old, stage, way.first) for number, stage in {id(one): one for one in way.stages}.items()}
    counted = [each[id(stage)] for stage in way.stages]
    last = way.stages[-1]
    counted.append(_members(old, last, way.last))
    counted.append(counted[-1] if _same(old, new) else _members(new, last, way.last))
    archived = (last.archived(named.code, way.first), last.archived(named.code, way.last))
    about = named.of in (Of.PARTNERS, Of.PLACES)
    moved = way.moved if about else _stays
    if not (_too_few(old, counted[0], archived[0]) or _too_few(new, counted[-1], archived[1])):
        weights = [_weights(members) for members in counted]
        erased = (archived[0].yes, archived[1].yes)
        yield _part(named, NUMERATOR, weights, erased, moved, whole=all(one.numbers is None for one in counted))
    if any(members.base is not None for members in counted):
        bases = [dict.fromkeys(members.base or (), 1) for members in counted]
        yield _part(named, DENOMINATOR, bases, (archived[0].base, archived[1].base), moved, whole=True)


def _members(indicator: Indicator | None, known: Facts, day: date) -> Members:
    return indicator.members(known, day) if indicator else Members(frozenset())


def _same(old: Indicator | None, new: Indicator | None) -> bool:
    return old is not None and new is not None and (old is new or old.version == new.version)


def _stays(_: str) -> bool:
    return False


def _too_few(indicator: Indicator | None, members: Members, archived: Archived) -> bool:
    base = len(members.base or ()) + archived.base
    return indicator is not None and members.base is not None and base < indicator.fewest


def _weights(members: Members) -> Weights:
    if members.numbers is None:
        return dict.fromkeys(members.yes, 1)
    return {key: members.numbers[key] for key in members.yes}


def _part(
    named: Indicator,
    part: str,
    counts: Sequence[Weights],
    erased: tuple[int, int],
    moved: Callable[[str], bool],
    *,
    whole: bool,
) -> Part:
    """The account of one count, from who was in it at each point of the way."""
    causes = dict.fromkeys(CAUSES, 0)
    for cause, amount in _attributed(counts, moved, whole=whole):
        causes[cause] += amount
    causes["new_events"] += erased[1] - erased[0]
    return Part(
        code=named.code,
        name=named.name,
        part=part,
        before=sum(counts[0].values()) + erased[0],
        after=sum(counts[-1].values()) + erased[1],
        causes=Causes(**causes),
    )


_OF_KNOWLEDGE = ("late", "corrections", "removals")
"""The causes of the first three steps, in their order."""


def _attributed(counts: Sequence[Weights], moved: Callable[[str], bool], *, whole: bool) -> Iterator[tuple[str, int]]:
    """Each one who entered or left a count, with the cause and the amount of the change.

    `counts` are the six points of the way. A member that counts for one is `whole`: it has one cause. A number of
    places can be partly late and partly corrected.
    """
    start, known, passed, defined = counts[0], counts[3], counts[4], counts[5]
    for key in start.keys() | known.keys():
        path = [point.get(key, 0) for point in counts[:4]]
        if path[0] == path[3]:
            continue
        steps = [(cause, path[at + 1] - path[at]) for at, cause in enumerate(_OF_KNOWLEDGE)]
        if whole:
            yield next(cause for cause, amount in reversed(steps) if amount), path[3] - path[0]
        else:
            yield from steps
    for key in known.keys() | passed.keys():
        if amount := passed.get(key, 0) - known.get(key, 0):
            yield "membership" if moved(key) else "new_events", amount
    for key in passed.keys() | defined.keys():
        if amount := defined.get(key, 0) - passed.get(key, 0):
            yield "definition", amount
