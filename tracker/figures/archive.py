"""What stays of people who are erased: the records of one moment and their codes come in, counts without them go out.

The counts are what the figures lose when these people are gone, at the end of each quarter from the first in which they
count up to the one in which they are erased. What adds up over time goes on from the last of those. What is about one
day (who works now, whose opinion of the last year counts) ends with that quarter, because nobody follows them any more;
from then on they are "afgesloten". A duration cannot be added up, so its value is fixed where it would change.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, TypeAlias

from tracker.figures.beside import HOURS, OVERDUE
from tracker.figures.catalogue import CATALOGUE
from tracker.figures.facts import (
    NO_DAYS,
    NOBODY,
    Archived,
    Facts,
    archive_key,
    counted_until,
    half_days_key,
    where_key,
)
from tracker.figures.funder import esf_indicators, grant_indicators
from tracker.figures.members import Indicator, Members, Of
from tracker.figures.months import quarter_end, quarter_ends
from tracker.figures.opinions import OPINIONS
from tracker.figures.state import left_out_code
from tracker.figures.timeline import where
from tracker.model import Activity, Unit

Archive: TypeAlias = Mapping[str, Mapping[date, Archived]]
"""The counts of erased people, by what the archive calls a figure and the end of a quarter."""

ABOUT_ONE_DAY: Final = OPINIONS | {"nu_betaald_werk"} | {one.code for one in (*HOURS, *OVERDUE)}
"""The figures about people that say how it is on one day, and not what ever happened."""

_LEFT_OUT_FOR_EVER: Final = frozenset({"eigen_doel_bereikt", "invoervertraging"})
"""Of the others, who is left out is left out for a while: until a window closes or a training ends."""

_ADDS_UP: Final = (Of.PEOPLE, Of.STEPS, Of.FOLLOW_UPS)
"""What is counted person by person, so that the erased people alone say what they add."""

_NEVER_PEOPLE: Final = (Of.OBSTACLES,)


def moved(known: Facts, codes: frozenset[str], day: date) -> Archive:
    """What moves to the archive when people are erased on a day: by figure, what they count for at each quarter end.

    At the end of the quarter after that of `day` stands what they still count for from then on.
    """
    gone = tuple(person for person in known.people if person.code in codes)
    if not gone:
        return {}
    rest = tuple(person for person in known.people if person.code not in codes)
    whole, without = replace(known, archive={}), replace(known, people=rest, archive={})
    alone = replace(known, people=gone, archive={})
    found: dict[str, dict[date, Archived]] = defaultdict(dict)
    for end in _ends(alone, day):
        for key, counts in _on(end, whole, without, alone):
            found[key][end] = counts
        if end <= day:
            for key, fixed in _fixed(end, known, without):
                found[key][end] = fixed
    _end_what_ends(found, alone, quarter_end(day))
    return {key: counts for key, counts in found.items() if any(one != NOBODY for one in counts.values())}


def merged(old: Archive, new: Archive) -> Archive:
    """Two archives together, with a row only where a count changes. What was fixed once stays as it is."""
    together = {}
    for key in old.keys() | new.keys():
        before, more = old.get(key, {}), new.get(key, {})
        if key.endswith(half_days_key("")):
            together[key] = {**more, **before}
        elif counts := dict(_sums(before, more)):
            together[key] = counts
    return together


def _sums(old: Mapping[date, Archived], new: Mapping[date, Archived]) -> Iterator[tuple[date, Archived]]:
    last = NOBODY
    for end in sorted(old.keys() | new.keys()):
        one, other = counted_until(old, end), counted_until(new, end)
        both = Archived(one.yes + other.yes, one.base + other.base, one.unknown + other.unknown)
        if both != last:
            yield end, both
        last = both


# --- At the end of one quarter ---------------------------------------------------------------------------------------


def _ends(alone: Facts, day: date) -> Iterator[date]:
    """The quarter ends from the first day of anyone up to that of the quarter of a day."""
    first = min(min([person.registered, *(step.start for step in person.steps)]) for person in alone.people)
    return quarter_ends(first, quarter_end(day))


def _on(end: date, whole: Facts, without: Facts, alone: Facts) -> Iterator[tuple[str, Archived]]:
    """Everything that these people count for on one day."""
    for indicator in _indicators():
        if indicator.of in _NEVER_PEOPLE:
            continue
        if indicator.of in _ADDS_UP:
            members = indicator.members(alone, end)
            yield indicator.code, _counts(members)
            yield left_out_code(indicator.code), Archived(len(members.left_out))
        else:
            yield indicator.code, _less(indicator.members(whole, end), indicator.members(without, end))
    for activity in Activity:
        yield where_key(activity), Archived(sum(where(person, end) is activity for person in alone.people))
    for grant in alone.grants:
        for line in (*grant_indicators(grant), *esf_indicators(grant)):
            yield archive_key(line.code, grant.name), _counts(line.members(alone, end))


def _indicators() -> Iterator[Indicator]:
    """Every figure, and those that are shown beside it."""
    for indicator in CATALOGUE:
        yield indicator
        yield from indicator.beside


def _counts(members: Members) -> Archived:
    return Archived(members.count, len(members.base or ()), len(members.unknown))


def _less(before: Members, after: Members) -> Archived:
    """What a count loses; less than nothing where it gains, as places that become free."""
    one, other = _counts(before), _counts(after)
    return Archived(one.yes - other.yes, one.base - other.base, one.unknown - other.unknown)


def _fixed(end: date, known: Facts, without: Facts) -> Iterator[tuple[str, Archived]]:
    """The durations that would change, as they are now."""
    for indicator in _indicators():
        if indicator.unit is not Unit.DAYS or known.archived(indicator.code, end).fixed:
            continue
        days = indicator.members(known, end).days
        if days != indicator.members(without, end).days:
            yield half_days_key(indicator.code), NO_DAYS if days is None else Archived(round(2 * days), base=1)


def _end_what_ends(found: dict[str, dict[date, Archived]], alone: Facts, last: date) -> None:
    """From the quarter after the last one on, what is about one day no longer counts these people."""
    following = quarter_end(last + timedelta(days=1))
    for key in _ENDING & found.keys():
        found[key][following] = NOBODY
    if found:
        found[where_key(Activity.CLOSED)][following] = Archived(len(alone.registered(last)))


def _ending() -> Iterator[str]:
    for indicator in _indicators():
        if indicator.code in ABOUT_ONE_DAY or indicator.of in (Of.PARTNERS, Of.PLACES):
            yield indicator.code
        if indicator.code not in _LEFT_OUT_FOR_EVER:
            yield left_out_code(indicator.code)
    yield from map(where_key, Activity)


_ENDING: Final = frozenset(_ending())
