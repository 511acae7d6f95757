"""Rules over what could be read: a small file for each subject, and the tables here that list them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeAlias

from tracker.intake.checks import grants, participants, partners, person, places, repeats, spellings, steps, targets
from tracker.intake.checks.days import IN_ORDER, days_are_in_order
from tracker.intake.checks.mark import Mark, Spot
from tracker.intake.checks.seen import Person, Seen, people
from tracker.intake.checks.twins import Twins

RowCheck: TypeAlias = Callable[[Any], Iterator[Mark]]
"""A rule over one record; each tab's rules take that tab's record."""

PersonCheck: TypeAlias = Callable[[Person, date], Iterator[Spot]]
"""A rule over one participant with steps, on a day."""

SheetCheck: TypeAlias = Callable[[Seen], Iterator[Spot]]
"""A rule over several tabs, or over all rows of one."""

_OVER_ONE_ROW: Mapping[str, tuple[RowCheck, ...]] = {
    "participants": (participants.registered_on_is_there,),
    "steps": (steps.end_is_not_before_start, steps.result_fits_the_end, steps.paid_work_has_a_partner),
    "embedding": (partners.structural_is_proved,),
    "access": (partners.access_says_of_whom,),
}

OVER_ONE_ROW: Mapping[str, tuple[RowCheck, ...]] = {
    tab: (*_OVER_ONE_ROW.get(tab, ()), *((days_are_in_order(tab),) if tab in IN_ORDER else ()))
    for tab in dict.fromkeys((*_OVER_ONE_ROW, *IN_ORDER))
}
"""The rules over one row, by the name of the tab."""

OVER_ONE_PERSON: tuple[PersonCheck, ...] = (
    person.consent_comes_first,
    person.steps_follow_registration,
    person.closing_ends_the_steps,
    person.planned_ends_are_followed_up,
    person.steps_stand_there_once,
    person.jobs_fit_in_a_week,
)
"""The rules over one person."""

OVER_THE_SHEET: tuple[SheetCheck, ...] = (
    places.partners_take_part,
    places.places_hold_their_people,
    grants.steps_begin_within_their_grant,
    spellings.spellings_are_of_one_partner,
    repeats.rows_stand_there_once,
    targets.targets_grow,
)
"""The rules over partners, grants, targets and rows that say the same."""


def over_all(seen: Seen) -> Iterator[Spot]:
    """What the rules over people and over the sheet have to say."""
    twins = Twins()
    for one in people(seen):
        for check in OVER_ONE_PERSON:
            yield from check(one, seen.today)
        yield from twins.look(one)
    for rule in OVER_THE_SHEET:
        yield from rule(seen)
