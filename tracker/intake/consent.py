"""Consent as the ground on which data is kept: of who did not give it, only the code and the first day are stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.intake.findings import Problem
from tracker.model import Participant, Value
from tracker.wording import short_date


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether consent is asked for, and the dates of consent known before this reading, by code.

    `counts` is False when the sheet has no column for consent or the ground is another one: then all is stored.
    """

    counts: bool
    today: date
    known: Mapping[str, date] = field(default_factory=dict)


KEPT_WITHOUT_CONSENT = frozenset({"code", "registered_on", "consent_withdrawn_on"})
"""What is stored of someone who did not agree, or took it back."""


def with_consent(participant: Participant, consent: Consent) -> tuple[Participant, Problem | None]:
    """The participant as it may be stored, and what is to be said when consent is missing.

    An emptied cell keeps the last good date: taking consent back is typed in a column of its own.
    """
    if not consent.counts:
        return participant, None
    given = participant.consent_on or consent.known.get(participant.code)
    withdrawn = participant.consent_withdrawn_on
    if given and not (withdrawn and withdrawn <= consent.today):
        return participant if participant.consent_on else replace(participant, consent_on=given), None
    bare = Participant(code=participant.code, registered_on=participant.registered_on, consent_withdrawn_on=withdrawn)
    if withdrawn and withdrawn <= consent.today:
        return bare, Problem("akkoord_ingetrokken", {"code": participant.code, "day": short_date(withdrawn)})
    return bare, Problem("akkoord_ontbreekt", {"code": participant.code})


def may_be_stored(participant: Participant, consent: Consent) -> bool:
    """Whether the steps and answers of a participant, as stored, may be stored too."""
    return not consent.counts or participant.consent_on is not None


def withheld(values: Mapping[str, Value], consent: Consent) -> Mapping[str, Value]:
    """What may be kept of a rejected row of `Deelnemers`: all of it only when it says that there is consent."""
    if not consent.counts or (values.get("consent_on") and not values.get("consent_withdrawn_on")):
        return values
    return {name: value for name, value in values.items() if name in KEPT_WITHOUT_CONSENT}
