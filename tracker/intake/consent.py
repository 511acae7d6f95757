"""Consent as the ground on which data is kept: of who did not give it, only the code and the first day are stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tracker.intake.findings import Problem
from tracker.model import Participant


@dataclass(frozen=True, slots=True)
class Consent:
    """Whether consent is asked for, and the dates of consent known before this reading, by code.

    `counts` is False when the sheet has no column for consent or the ground is another one: then all is stored.
    """

    counts: bool
    today: date
    known: Mapping[str, date] = field(default_factory=dict)


def with_consent(participant: Participant, consent: Consent) -> tuple[Participant, Problem | None]:
    """The participant as it may be stored, and what is to be said when consent is missing.

    An emptied cell keeps the last good date: taking consent back is typed in a column of its own.
    """
    if not consent.counts:
        return participant, None
    given = participant.consent_on or consent.known.get(participant.code)
    withdrawn = participant.consent_withdrawn_on
    if given and not (withdrawn and withdrawn <= consent.today):
        return replace(participant, consent_on=given), None
    bare = Participant(code=participant.code, registered_on=participant.registered_on, consent_withdrawn_on=withdrawn)
    return bare, Problem("akkoord_ontbreekt", {"code": participant.code})


def may_be_stored(participant: Participant, consent: Consent) -> bool:
    """Whether the steps and answers of a participant, as stored, may be stored too."""
    return not consent.counts or participant.consent_on is not None
