"""What the sheet says of a made-up person on a day: what had happened, was typed, and was planned by then."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sample_sheets.days import after, monday, random_for
from sample_sheets.life import Life
from sample_sheets.programme import grant_for
from sample_sheets.spells import Spell
from tracker.model import Measurement, Participant, Result, Step, StepKind

_TYPED_LATE = timedelta(days=25)
"""Some ends and results of the last weeks are not in the sheet yet."""

_ANNOUNCED = timedelta(days=50)
"""Steps that begin within this time may stand in the sheet as a plan."""


@dataclass(frozen=True, slots=True)
class Known:
    """The rows of one person in the sheet."""

    participant: Participant
    steps: tuple[Step, ...]
    measurements: tuple[Measurement, ...]


def known(life: Life, as_of: date) -> Known | None:
    """The rows of a person as kept on a day; none before the consent, because nobody is registered without it."""
    consent = life.person.consent_on
    if consent is None or consent > as_of:
        return None
    closed = life.closed_on if life.closed_on and life.closed_on <= as_of else None
    steps = tuple(_step(spell, life, as_of) for spell in life.spells if _stands_in_sheet(spell, life, as_of))
    participant = _participant(life, steps, closed, as_of)
    return Known(participant, steps, tuple(_measurements(life, closed or as_of)))


# --- Steps -----------------------------------------------------------------------------------------------------------


def _stands_in_sheet(spell: Spell, life: Life, as_of: date) -> bool:
    """What began does; what is to come may, when nothing else is agreed for that time."""
    if spell.start <= as_of:
        return True
    begun = (other for other in life.spells if other.start <= as_of)
    return (
        spell.start <= as_of + _ANNOUNCED
        and spell.luck < 0.8
        and all(_agreed_end(other, as_of) < spell.start for other in begun)
    )


def _agreed_end(spell: Spell, as_of: date) -> date:
    """The last day as people saw it on a date."""
    if spell.end and spell.end <= as_of:
        return spell.end
    return spell.term_on(as_of)[0] or date.max


def _step(spell: Spell, life: Life, as_of: date) -> Step:
    planned, contract = spell.term_on(as_of)
    went_on = any(spell.start < other.start and _stands_in_sheet(other, life, as_of) for other in life.spells)
    late = spell.luck > 0.5 and not went_on and not life.closed_on
    end = spell.end if spell.end and spell.end <= as_of - (_TYPED_LATE if late else timedelta()) else None
    checked = [check for check in spell.checks if check[0] <= min(as_of, end or as_of)]
    step = Step(
        participant=life.person.code,
        kind=spell.kind,
        start=spell.start,
        partner=spell.partner,
        domain=spell.domain,
        as_expert=spell.as_expert,
        role=spell.role,
        course=spell.course,
        planned_end=planned,
        end=end,
        result=_result(spell, end, as_of),
        hours=spell.hours,
        contract=contract if spell.luck % 0.2 > 0.03 else None,
        form=spell.form,
        support=spell.support,
        evidence=checked[-1][1] if checked else _unchecked(spell),
        checked_on=checked[-1][0] if checked else None,
    )
    return replace(step, grant=grant_for(step, life.person.municipality, as_of) if spell.luck % 0.1 < 0.06 else None)


def _unchecked(spell: Spell) -> str | None:
    return "not_checked" if spell.luck % 0.02 < 0.01 else None


def _result(spell: Spell, end: date | None, as_of: date) -> str | None:
    """Mostly filled in: a running step may be left empty, and so are a few that ended."""
    if end is None:
        return Result.RUNNING if spell.start <= as_of and spell.luck % 0.05 < 0.035 else None
    if spell.luck % 0.1 > 0.097:
        return None
    if spell.stopped:
        return Result.STOPPED
    return Result.DIPLOMA if spell.diploma else Result.COMPLETED


# --- The person ------------------------------------------------------------------------------------------------------


def _participant(life: Life, steps: Sequence[Step], closed: date | None, as_of: date) -> Participant:
    person = life.person
    pause = life.pause if life.pause and life.pause[0] <= as_of + timedelta(days=14) else None
    withdrawn = person.consent_withdrawn_on
    person = replace(
        person,
        intake_on=person.intake_on if person.intake_on and person.intake_on <= as_of else None,
        consent_withdrawn_on=withdrawn if withdrawn and withdrawn <= as_of else None,
        paused_from=pause[0] if pause else None,
        paused_until=pause[1] if pause else None,
        closed_on=closed,
        reason=life.reason if closed else None,
    )
    return person if closed or person.consent_withdrawn_on else _with_plans(person, life, steps, as_of)


def _with_plans(person: Participant, life: Life, steps: Sequence[Step], as_of: date) -> Participant:
    """What someone who takes part seeks, and what there is to do next."""
    busy = any(step.start <= as_of and (step.end is None or step.end >= as_of) for step in steps)
    wishes = [wish for wish in life.wishes if wish[0] <= as_of]
    if wishes and not busy:
        since, kind = wishes[-1]
        person = replace(person, seeks=kind, seeks_since=since if life.number % 12 else None)
    elif busy and life.number % 9 == 0 and all(step.kind != StepKind.PAID_WORK for step in steps):
        person = replace(
            person, seeks=StepKind.PAID_WORK, seeks_since=max(step.start for step in steps if step.start <= as_of)
        )
    action = _next_action(person, steps, busy, as_of)
    if action is None or life.number % 5 == 0:
        return person
    rng = random_for("action", life.number, as_of)
    return replace(person, next_action=action, action_on=monday(after(as_of, rng, -9, 40)))


def _next_action(person: Participant, steps: Sequence[Step], busy: bool, as_of: date) -> str | None:
    if person.intake_on is None:
        return "call"
    if any(step.start > as_of for step in steps):
        return "await_start"
    if any(step.end is None and step.planned_end and (step.planned_end - as_of).days < 45 for step in steps):
        return "round_off"
    if not busy:
        return "find_place" if steps else "talk"
    return "call" if len(steps) % 2 else None


# --- Measurements ----------------------------------------------------------------------------------------------------


_QUESTIONS = ("satisfied", "helped", "changing", "coping", "confident")


def _measurements(life: Life, until: date) -> list[Measurement]:
    """In spring and autumn everyone is asked; somewhat more than half answer, and trust grows with the time."""
    intake, withdrawn = life.person.intake_on, life.person.consent_withdrawn_on
    if intake is None or withdrawn:
        return []
    rng = random_for("measurements", life.number)
    mood, answers = rng.uniform(2.2, 4.2), []
    asked = intake + timedelta(days=60)
    for year in range(asked.year, until.year + 1):
        for month in (4, 10):
            day = date(year, month, rng.randint(2, 27))
            scores = {question: _score(mood + rng.gauss(0, 0.8), rng.random()) for question in _QUESTIONS}
            if asked <= day <= until and rng.random() < 0.62:
                answers.append(Measurement(participant=life.person.code, answered_on=day, **scores))
            mood = min(4.6, mood + 0.15)
    return answers


def _score(value: float, luck: float) -> int | None:
    """Now and then someone leaves a question open."""
    return None if luck < 0.05 else max(1, min(5, round(value)))
