"""What a signal is, in which order people see signals, and from which day on something becomes one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of signal, the most urgent first: this is the order in which people see them."""

    CONSENT_WITHDRAWN = "akkoord_ingetrokken"
    ACTION_PASSED = "actie_voorbij"
    UNKNOWN_THERE = "partner_kent_niet"
    SAID_STOPPED = "partner_zegt_gestopt"
    CONTRACT_ENDS = "contract_loopt_af"
    STEP_ENDS = "einde_nadert"
    STARTS_SOON = "start_binnenkort"
    CONSENT_MISSING = "akkoord_ontbreekt"
    NO_RESULT = "uitkomst_ontbreekt"
    SAID_OTHERWISE = "partner_zegt_anders"
    NO_INTAKE = "nog_geen_intake"
    NOTHING_RUNS = "niets_loopt"
    WEEK_TWO = "week_2"
    WEEK_SIX = "week_6"
    SIX_MONTHS_DUE = "navraag_6_maanden"
    THIRTEEN_WEEKS_DUE = "navraag_13_weken"
    RETENTION = "bewaartermijn"
    PLACE_FREE = "plek_vrij"
    TEAM_INCOMPLETE = "avk_team"
    PLAN_MISSING = "actieplan"
    DIPLOMA = "diploma"
    FIRST_DAY = "eerste_dag"
    YEAR = "een_jaar"
    HALF_YEAR = "half_jaar"


ANSWERS = frozenset({Kind.UNKNOWN_THERE, Kind.SAID_STOPPED, Kind.SAID_OTHERWISE})
"""The signals that say that a partner answered “klopt niet”."""

GOOD_NEWS = frozenset({Kind.DIPLOMA, Kind.FIRST_DAY, Kind.YEAR, Kind.HALF_YEAR})
"""The signals that ask for nothing but a word of joy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """When something becomes a signal: numbers of days, unless the name says otherwise."""

    intake_after: int = 21
    start_within: int = 14
    contract_within: int = 90
    step_within: int = 60
    nothing_for: int = 60
    retention_within: int = 60
    retention_months: int = 24
    place_free_for: int = 60
    ask_within: int = 21
    news_for: int = 14
    consent_is_ground: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """Something that asks for attention: about whom, since when, what it is and what one can do (Dutch).

    `since` is the first day on which the signal stood; None when that is not known.
    """

    kind: Kind
    since: date | None
    message: str
    advice: str
    participant: str | None = None
    partner: str | None = None
    guided_by: str | None = None

    @property
    def is_good(self) -> bool:
        """Whether it is good news."""
        return self.kind in GOOD_NEWS

    @property
    def is_answer(self) -> bool:
        """Whether it is what a partner answered to “klopt dit nog?”."""
        return self.kind in ANSWERS


URGENCY = {kind: place for place, kind in enumerate(Kind)}
"""How urgent each kind is: 0 comes first."""


def urgency(signal: Signal) -> tuple[int, date, str, str, str]:
    """By which signals are put in order: the kind, then the longest waiting, then the code or the partner."""
    about = signal.participant or "", signal.partner or ""
    return URGENCY[signal.kind], signal.since or date.min, *about, signal.message
