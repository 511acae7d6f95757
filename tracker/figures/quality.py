"""Figures about the tracking itself: how many jobs began, and how soon a step is typed in."""

from collections.abc import Callable, Iterator
from datetime import date
from statistics import median

from tracker.figures.facts import Entry, Facts
from tracker.figures.members import Members
from tracker.model import Step, StepKind
from tracker.wording import today_at


def job_starts(facts: Facts, day: date) -> Members:
    """Jobs begun by the day; a person may have several."""
    return Members(frozenset(key(entry) for step, entry in _begun(facts, day) if step.kind == StepKind.PAID_WORK))


def key(entry: Entry) -> str:
    """What a step is called in a set of steps: its number in its tab."""
    return str(entry.entity)


def _begun(facts: Facts, day: date) -> Iterator[tuple[Step, Entry]]:
    for person in facts.registered(day):
        for step, entry in zip(person.steps, person.entries, strict=False):
            if step.start <= day:
                yield step, entry


def entry_delay(facts: Facts, day: date) -> Members:
    """The median of the days between a step's start and the sync that first saw it; a step typed ahead has none.

    Steps of the first sync are left out: when the tracker began says nothing of how soon people type.
    """
    return _delay(facts, day, median)


def longest_entry_delay(facts: Facts, day: date) -> Members:
    """The number of days within which nine of every ten steps were typed in (the nearest rank)."""
    return _delay(facts, day, lambda days: sorted(days)[-(-9 * len(days) // 10) - 1])


def _delay(facts: Facts, day: date, of: Callable[[list[int]], float]) -> Members:
    begun = list(_begun(facts, day))
    later = [(step, entry) for step, entry in begun if entry.seen_at != facts.first_sync]
    seen_on = {moment: today_at(moment) for moment in {entry.seen_at for _, entry in later}}
    days = [max(0, (seen_on[entry.seen_at] - step.start).days) for step, entry in later]
    measured = frozenset(key(entry) for _, entry in later)
    return Members(
        yes=measured,
        base=measured,
        left_out=frozenset(key(entry) for _, entry in begun) - measured,
        days=float(of(days)) if days else None,
    )
