"""The signals about people, as one table: what is looked for, and what one can do about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.choices import NEXT_ACTIONS, STEP_KINDS
from tracker.figures.facts import Person
from tracker.figures.followup import SIX_MONTHS, TWELVE_MONTHS, Window, first_job, follow_ups, sustained_work
from tracker.figures.months import add_months
from tracker.figures.people import has_died
from tracker.figures.signals import Kind, Thresholds
from tracker.figures.timeline import runs_on, should_be_over
from tracker.model import Result, Step, StepKind
from tracker.wording import capital, long_date

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One person on a day: `kept_until` is the last day on which a grant asks to keep their data, if any does."""

    person: Person
    today: date
    thresholds: Thresholds
    asks_consent: bool
    kept_until: date | None = None


Sign = tuple[date, str]
"""Since when, and what there is to say (Dutch)."""


@dataclass(frozen=True, slots=True)
class PersonRule:
    """One kind of signal about a person: what it looks for and what to do. `closed_too` looks at closed people also."""

    kind: Kind
    find: Callable[[Case], Iterator[Sign]]
    advice: str
    closed_too: bool = False


# --- Consent and appointments ----------------------------------------------------------------------------------------


def _consent_withdrawn(case: Case) -> Iterator[Sign]:
    withdrawn = case.person.participant.consent_withdrawn_on
    if withdrawn is not None and withdrawn <= case.today:
        yield withdrawn, f"Het akkoord is ingetrokken op {long_date(withdrawn)}."


def _consent_missing(case: Case) -> Iterator[Sign]:
    given = case.person.participant.consent_on
    if case.asks_consent and (given is None or given > case.today):
        yield case.person.registered, "Er staat nog geen akkoord in het blad. De stappen tellen daarom niet mee."


def _action_passed(case: Case) -> Iterator[Sign]:
    on, action = case.person.participant.action_on, case.person.participant.next_action
    if on is not None and on < case.today:
        what = f": {NEXT_ACTIONS.word(action)}" if action else ""
        yield on + ONE_DAY, f"De volgende actie was op {long_date(on)}{what}."


def _no_intake(case: Case) -> Iterator[Sign]:
    intake = case.person.participant.intake_on
    due = case.person.registered + timedelta(days=case.thresholds.intake_after)
    if due <= case.today and (intake is None or intake > case.today):
        yield due, f"Aangemeld op {long_date(case.person.registered)}, maar er is nog geen intake."


# --- Steps -----------------------------------------------------------------------------------------------------------


def _word(step: Step) -> str:
    return STEP_KINDS.word(step.kind)


def _starts_soon(case: Case) -> Iterator[Sign]:
    within = timedelta(days=case.thresholds.start_within)
    for step in case.person.steps:
        if case.today < step.start <= case.today + within:
            yield step.start - within, f"{capital(_word(step))} begint op {long_date(step.start)}."


def _in_week(number: int) -> Callable[[Case], Iterator[Sign]]:
    """The seven days of one week of a step that runs; week 1 begins on the first day."""
    first = timedelta(weeks=number - 1)

    def find(case: Case) -> Iterator[Sign]:
        for step in case.person.steps:
            if step.start + first <= case.today < step.start + first + timedelta(weeks=1) and runs_on(step, case.today):
                yield step.start + first, f"Week {number} van: {_word(step)}, begonnen op {long_date(step.start)}."

    return find


def _contract_ends(case: Case) -> Iterator[Sign]:
    within = timedelta(days=case.thresholds.contract_within)
    for step, last in _ending(case, within):
        if step.kind == StepKind.PAID_WORK:
            yield last - within, f"Het contract loopt af op {long_date(last)}. Er staat nog niets na."


def _step_ends(case: Case) -> Iterator[Sign]:
    within = timedelta(days=case.thresholds.step_within)
    for step, last in _ending(case, within):
        if step.kind != StepKind.PAID_WORK:
            yield last - within, f"{capital(_word(step))} eindigt op {long_date(last)}. Er staat nog niets na."


def _ending(case: Case, within: timedelta) -> Iterator[tuple[Step, date]]:
    """The running steps that end so soon, with their last day, when nothing comes after."""
    for step in case.person.steps:
        last = step.end or step.planned_end
        ends = last is not None and case.today <= last <= case.today + within and runs_on(step, case.today)
        others = (other for other in case.person.steps if other is not step)
        if last is not None and ends and not any(_follows(other, last, case.today) for other in others):
            yield step, last


def _follows(other: Step, last: date, today: date) -> bool:
    """Whether a step comes after: it is planned, or it is paid work that goes on longer."""
    if other.start > today:
        return True
    until = other.end or other.planned_end
    return other.kind == StepKind.PAID_WORK and runs_on(other, today) and (until is None or until > last)


def _no_result(case: Case) -> Iterator[Sign]:
    """A planned end that passed, and a training that ended: nobody says how it went."""
    for step in case.person.steps:
        if step.start > case.today or step.result not in (None, Result.RUNNING):
            continue
        planned, word = step.planned_end, capital(_word(step))
        if step.end is None and planned is not None and should_be_over(step, case.today):
            yield planned + ONE_DAY, f"{word} zou eindigen op {long_date(planned)}. Er staat nog geen einde."
        elif step.kind == StepKind.TRAINING and step.end is not None and step.end < case.today:
            yield step.end + ONE_DAY, f"De opleiding eindigde op {long_date(step.end)}. Het resultaat is leeg."


def _nothing_runs(case: Case) -> Iterator[Sign]:
    """Nothing runs or is planned, counted from the last end, the end of a pause or the registration."""
    person, today = case.person, case.today
    if any(step.start > today or runs_on(step, today) for step in person.steps):
        return
    ends = [step.end for step in person.steps if step.end is not None]
    last = max([person.registered, *ends, *_pause_ended(case)])
    due = last + timedelta(days=case.thresholds.nothing_for)
    if due <= today:
        yield due, f"Er loopt niets en er is niets gepland sinds {long_date(last)}."


def _pause_ended(case: Case) -> list[date]:
    until = case.person.participant.paused_until
    return [until] if until is not None and until <= case.today else []


# --- Asking again, and letting go ------------------------------------------------------------------------------------


def _follow_up(after: str, words: str) -> Callable[[Case], Iterator[Sign]]:
    """The latest follow-up that is due and has no answer: an answer now serves the earlier ones of the kind as well."""

    def find(case: Case) -> Iterator[Sign]:
        if has_died(case.person, case.today):
            return
        due = [one for one in follow_ups(case.person, case.today) if not one.known]
        latest = {one.kinds: one for one in sorted(due, key=lambda one: one.asked)}
        for one in latest.values():
            if one.after == after:
                what = STEP_KINDS.word(one.kinds[0])
                yield one.asked, f"Sinds de start zijn {words} voorbij. Loopt het nog: {what}?"

    return find


def _retention(case: Case) -> Iterator[Sign]:
    closed = case.person.participant.closed_on
    if closed is None:
        return
    after_asked = case.kept_until + ONE_DAY if case.kept_until else date.min
    erased = max(add_months(closed, case.thresholds.retention_months), after_asked)
    since = erased - timedelta(days=case.thresholds.retention_within)
    if case.today < since:
        return
    if case.today < erased:
        yield since, f"De bewaartermijn is voorbij op {long_date(erased)}. Dan wissen wij de gegevens."
        return
    over = f"De bewaartermijn is al voorbij, want “Afgesloten op” is {long_date(closed)}."
    then = "Wij wissen de gegevens een week nadat die dag in het blad kwam."
    yield since, f"{over} {then} Klopt hij niet? Verbeter hem nu."


# --- Good news -------------------------------------------------------------------------------------------------------


def _is_news(case: Case, day: date | None) -> bool:
    return day is not None and day <= case.today <= day + timedelta(days=case.thresholds.news_for)


def _diploma(case: Case) -> Iterator[Sign]:
    for step in case.person.steps:
        if step.result == Result.DIPLOMA and step.end is not None and _is_news(case, step.end):
            yield step.end, f"Een diploma gehaald op {long_date(step.end)}!"


def _first_day(case: Case) -> Iterator[Sign]:
    for step in case.person.steps:
        if _is_news(case, step.start) and runs_on(step, case.today):
            yield step.start, f"Op {long_date(step.start)} begonnen: {_word(step)}."


def _worked(window: Window, words: str) -> Callable[[Case], Iterator[Sign]]:
    def find(case: Case) -> Iterator[Sign]:
        first = first_job(case.person)
        since = window.after(first) if first is not None else None
        if since and _is_news(case, since) and sustained_work(case.person, window.months, case.today):
            yield since, f"{words} aan het werk, sinds {long_date(first or since)}!"

    return find


# --- The table -------------------------------------------------------------------------------------------------------

_CALL = "Bel even en vraag hoe het gaat."
_CELEBRATE = "Feliciteer en vertel het door, als dat mag."

PERSON_RULES: tuple[PersonRule, ...] = (
    PersonRule(
        Kind.CONSENT_WITHDRAWN,
        _consent_withdrawn,
        "Wis de gegevens. Doet u niets, dan gebeurt het na 7 dagen vanzelf.",
        closed_too=True,
    ),
    PersonRule(Kind.ACTION_PASSED, _action_passed, "Doe dit nu, of vul bij Actie op een nieuwe dag in."),
    PersonRule(Kind.CONTRACT_ENDS, _contract_ends, "Vraag de werkgever of het contract langer kan duren."),
    PersonRule(Kind.STEP_ENDS, _step_ends, "Bespreek samen wat hierna komt."),
    PersonRule(Kind.STARTS_SOON, _starts_soon, "Bel eerst: is alles klaar om te beginnen?"),
    PersonRule(Kind.CONSENT_MISSING, _consent_missing, "Vraag om akkoord en vul Akkoord op in."),
    PersonRule(Kind.NO_RESULT, _no_result, "Vraag na hoe het afliep. Vul Einde en Resultaat in."),
    PersonRule(Kind.NO_INTAKE, _no_intake, "Plan een eerste gesprek en vul Intake op in."),
    PersonRule(Kind.NOTHING_RUNS, _nothing_runs, "Bel en maak een plan. Kies ook een volgende actie."),
    PersonRule(Kind.WEEK_TWO, _in_week(2), _CALL),
    PersonRule(Kind.WEEK_SIX, _in_week(6), _CALL),
    PersonRule(
        Kind.SIX_MONTHS_DUE,
        _follow_up("6m", "6 maanden"),
        "Vraag het na en vul Nagevraagd op of Einde in.",
        closed_too=True,
    ),
    PersonRule(
        Kind.THIRTEEN_WEEKS_DUE,
        _follow_up("13w", "13 weken"),
        "Vraag het na en vul Nagevraagd op of Einde in.",
        closed_too=True,
    ),
    PersonRule(
        Kind.RETENTION,
        _retention,
        "Klopt dat niet? Pas dan Afgesloten op of Bewaren tot aan.",
        closed_too=True,
    ),
    PersonRule(Kind.DIPLOMA, _diploma, _CELEBRATE, closed_too=True),
    PersonRule(Kind.FIRST_DAY, _first_day, _CELEBRATE),
    PersonRule(Kind.YEAR, _worked(TWELVE_MONTHS, "Een jaar"), _CELEBRATE, closed_too=True),
    PersonRule(Kind.HALF_YEAR, _worked(SIX_MONTHS, "Een half jaar"), _CELEBRATE, closed_too=True),
)
"""Every kind of signal about a person."""
