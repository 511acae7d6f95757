"""One participant for the page about a person: what they do now, their steps, and what needs attention."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from tracker.actions.ahead import attention
from tracker.actions.audit import By, sealed_code, write_down
from tracker.actions.erasing import known_code
from tracker.actions.known import facts_of, known_world
from tracker.actions.terms import Terms
from tracker.actions.writeback import work_list
from tracker.choices import DOMAINS, EMPLOYERS, RESULTS, STEP_KINDS
from tracker.model import Step
from tracker.wording import today_at

if TYPE_CHECKING:
    from tracker.figures.signals import Signal
    from tracker.settings import Settings
    from tracker.store import Store
    from tracker.writeback import WorkItem


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTold:
    """One step in words (Dutch); `ends` is its end, or its planned end when `is_planned`."""

    kind: str
    partner: str
    domain: str
    starts: date
    ends: date | None
    is_planned: bool
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonTold:
    """One participant: `now` is their line of the work list (None: counts no more), and the newest step comes first."""

    code: str
    now: "WorkItem | None"
    steps: tuple[StepTold, ...]
    signals: tuple["Signal", ...]


def person_told(store: "Store", key: bytes, typed: str, terms: Terms) -> PersonTold:
    """What is known of a participant, by their code as typed. Raises SettingError for a code that is not known."""
    code, today = known_code(store, key, typed), today_at(terms.now)
    known = facts_of(store, known_world(store, None).world)
    person = next((one for one in known.people if one.code == code), None)
    found = attention(store, now=terms.now, thresholds=terms.thresholds, consent_is_ground=terms.consent_is_ground)
    return PersonTold(
        code=code,
        now=next((one for one in work_list(known, today, terms) if one.code == code), None),
        steps=tuple(_step(one) for one in reversed(person.steps)) if person else (),
        signals=tuple(one for one in found if one.participant == code),
    )


def _step(step: Step) -> StepTold:
    return StepTold(
        kind=STEP_KINDS.word(step.kind),
        partner=EMPLOYERS.word(step.partner) if step.partner else "",
        domain=DOMAINS.word(step.domain) if step.domain else "",
        starts=step.start,
        ends=step.end or step.planned_end,
        is_planned=step.end is None and step.planned_end is not None,
        result=RESULTS.word(step.result) if step.result else "",
    )


def own_page(
    store: "Store", settings: "Settings", key: bytes, typed: str, *, now: datetime, by: By | None = None
) -> bytes:
    """Everything that is kept on one person as a page for that person. Raises SettingError for an unknown code."""
    from tracker.actions.access_requests import own_data
    from tracker.editions.own_data import page

    code = known_code(store, key, typed)
    made = page(own_data(store, settings, code, now))
    write_down(store, by, "inzage", sealed_code(key, code))
    return made
