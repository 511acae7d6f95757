"""Who and what needs attention now, and the good news; the most urgent first."""

from collections.abc import Iterator
from datetime import date

from tracker.figures.facts import Facts, Person
from tracker.figures.partner_rules import partner_signals
from tracker.figures.person_rules import PERSON_RULES, Case
from tracker.figures.signals import Kind, Signal, Thresholds, urgency
from tracker.figures.timeline import is_closed, is_paused

__all__ = ["Kind", "Signal", "Thresholds", "signals"]


def signals(facts: Facts, today: date, thresholds: Thresholds | None = None) -> tuple[Signal, ...]:
    """Every signal of a day, in the order of `Kind`, and within a kind the one that waits longest first."""
    limits = thresholds or Thresholds()
    # When nobody has a date of consent, the column is not in use, and that is said once beside the sheet.
    asks_consent = limits.consent_is_ground and any(person.participant.consent_on for person in facts.people)
    kept = {grant.name: grant.keep_until for grant in facts.grants if grant.keep_until is not None}
    found = list(partner_signals(facts, today, limits))
    for person in facts.registered(today):
        kept_until = max((kept[step.grant] for step in person.steps if step.grant in kept), default=None)
        case = Case(person=person, today=today, thresholds=limits, asks_consent=asks_consent, kept_until=kept_until)
        found.extend(_of_person(case))
    return tuple(sorted(found, key=urgency))


def _of_person(case: Case) -> Iterator[Signal]:
    """The signals of one person. A consent that was withdrawn hides everything else, and nothing silences it."""
    person, today = case.person, case.today
    withdrawn = person.participant.consent_withdrawn_on
    hidden = withdrawn is not None and withdrawn <= today
    silent, closed = is_silent(person, today), is_closed(person, today)
    for rule in PERSON_RULES:
        about_consent = rule.kind is Kind.CONSENT_WITHDRAWN
        if about_consent or not (hidden or silent or (closed and not rule.closed_too)):
            for since, message in rule.find(case):
                yield Signal(
                    kind=rule.kind,
                    since=since,
                    message=message,
                    advice=rule.advice,
                    participant=person.code,
                    guided_by=person.participant.guided_by,
                )


def is_silent(person: Person, today: date) -> bool:
    """Whether someone has an appointment ahead (`Actie op`) or takes a pause: until then nothing is asked."""
    action_on = person.participant.action_on
    return (action_on is not None and action_on > today) or is_paused(person, today)
