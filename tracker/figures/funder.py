"""What a grant paid for, by the definitions of its funder: exact totals against its own targets, and an ESF+-style set.

A step belongs to a grant when `Subsidie` names it and the step began within the grant's dates. People count for a grant
from their first such step on.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from tracker.figures.facts import STEP_UPS, Facts, Person
from tracker.figures.followup import SIX_MONTHS, Window, does_on
from tracker.figures.goals import goals_for
from tracker.figures.members import Indicator, Members, share
from tracker.figures.partners import PLACEMENTS
from tracker.figures.state import measured, with_goals
from tracker.figures.timeline import completed_training, runs_on
from tracker.model import Figure, Grant, Step, StepKind, Unit

FOUR_WEEKS = timedelta(weeks=4)
"""Within this time after leaving, a qualification or work counts as a result on leaving."""


def paid_by(facts: Facts, grant: Grant, day: date) -> dict[str, tuple[Person, tuple[Step, ...]]]:
    """Everyone with a step that the grant paid for and that began by a day, with those steps."""
    found = {}
    for person in facts.registered(day):
        steps = tuple(step for step in person.steps if step.start <= day and _belongs(step, grant))
        if steps:
            found[person.code] = person, steps
    return found


def _belongs(step: Step, grant: Grant) -> bool:
    begun = grant.runs_from is None or grant.runs_from <= step.start
    return step.grant == grant.name and begun and (grant.runs_until is None or step.start <= grant.runs_until)


# --- The set of every grant ------------------------------------------------------------------------------------------

Counts = Callable[[Person, Sequence[Step]], bool]
"""Whether a person with these paid steps counts."""


def _has(*kinds: str) -> Counts:
    return lambda _, steps: any(step.kind in kinds for step in steps)


def _stepped_up(person: Person, steps: Sequence[Step]) -> bool:
    """Whether one of the paid steps is a step up outside a training that ran then, whoever paid for that training."""
    trainings = [step for step in person.steps if step.kind == StepKind.TRAINING]
    return any(
        step.kind in STEP_UPS and not any(runs_on(training, step.start) for training in trainings) for step in steps
    )


LINES: tuple[tuple[str, str, str, Counts], ...] = (
    ("deelnemers", "Deelnemers", "Mensen met een stap die deze subsidie betaalt.", lambda *_: True),
    (
        "kans_gekregen",
        "Kans gekregen",
        "Mensen die met deze subsidie begonnen met een opleiding, een opstap of betaald werk.",
        _has(StepKind.TRAINING, StepKind.PAID_WORK, *STEP_UPS),
    ),
    (
        "opleiding_gestart",
        "Opleiding gestart",
        "Mensen die met deze subsidie met een opleiding begonnen.",
        _has(StepKind.TRAINING),
    ),
    (
        "opstap_gestart",
        "Opstap gestart",
        "Mensen die met deze subsidie met een opstap begonnen: een stage, werkervaringsplek of vrijwilligerswerk.",
        _stepped_up,
    ),
    (
        "plaatsingen",
        "Plaatsingen",
        "Mensen die met deze subsidie begonnen met een opstap of met betaald werk.",
        _has(*PLACEMENTS),
    ),
    (
        "betaald_werk",
        "Betaald werk gekregen",
        "Mensen die met deze subsidie met betaald werk begonnen.",
        _has(StepKind.PAID_WORK),
    ),
)
"""What every funder gets, by the code of the figure whose target it is held against: code, name, definition, formula.

No reasons for stopping, and no further split.
"""


def grant_indicators(grant: Grant) -> tuple[Indicator, ...]:
    """The lines of one grant."""
    return tuple(
        Indicator(code=code, name=name, unit=Unit.COUNT, counts=definition, members=_counting(grant, counts))
        for code, name, definition, counts in LINES
    )


def _counting(grant: Grant, counts: Counts) -> Callable[[Facts, date], Members]:
    def members(facts: Facts, day: date) -> Members:
        paid = paid_by(facts, grant, day)
        return Members(frozenset(code for code, (person, steps) in paid.items() if counts(person, steps)))

    return members


def grant_figures(facts: Facts, grant: Grant, day: date) -> tuple[Figure, ...]:
    """The lines of one grant on a reference date, against its own targets (`Doelen.Voor`)."""
    return tuple(
        with_goals(_measured(line, facts, grant, day), goals_for(line.code, facts.targets, grant.name), day)
        for line in grant_indicators(grant)
    )


def _measured(line: Indicator, facts: Facts, grant: Grant, day: date) -> Figure:
    """A line of a grant, with the people of that grant whom the archive holds."""
    return measured(line, line.members(facts, day), facts.archived(line.code, day, grant.name))


# --- An ESF+-style set -----------------------------------------------------------------------------------------------

Result = Callable[[Person, date, date], bool | None]
"""Whether someone who left on a day had a result by the reference date: (person, day of leaving, reference date)."""


def _qualified(person: Person, left_on: date, _: date) -> bool | None:
    return completed_training(person, left_on + FOUR_WEEKS)


def _works_on_leaving(person: Person, left_on: date, day: date) -> bool | None:
    """Whether paid work ran on the day of leaving, or began within four weeks after it."""
    if any(left_on <= job.start <= left_on + FOUR_WEEKS for job in person.jobs):
        return True
    return does_on(person, (StepKind.PAID_WORK,), left_on, day)


def _works_later(person: Person, left_on: date, day: date) -> bool | None:
    return does_on(person, (StepKind.PAID_WORK,), SIX_MONTHS.after(left_on), day)


_NOT_ASKED = "Heeft niemand nagevraagd of het werk nog loopt? Dan is het onbekend."
_FOUR_WEEKS_AGO = "alle deelnemers die minstens 4 weken geleden vertrokken"


def esf_indicators(grant: Grant) -> tuple[Indicator, ...]:
    """The lines of the set for one grant. Someone left on `Afgesloten op`.

    The denominator of a result are those who left so long ago that its window has closed.
    """

    def people_of(facts: Facts, day: date) -> Members:
        return Members(frozenset(paid_by(facts, grant, day)))

    def left(facts: Facts, day: date) -> Members:
        return Members(frozenset(person.code for person, _ in _leavers(facts, grant, day)))

    def after(window: Window, result: Result) -> Callable[[Facts, date], Members]:
        return lambda facts, day: share(
            (person.code, result(person, left_on, day))
            for person, left_on in _leavers(facts, grant, day)
            if window.after(left_on) <= day
        )

    return (
        Indicator(
            code="esf_deelnemers",
            name="Deelnemers",
            unit=Unit.COUNT,
            members=people_of,
            counts="Mensen met een stap die deze subsidie betaalt.",
        ),
        Indicator(
            code="esf_vertrokken",
            name="Vertrokken deelnemers",
            unit=Unit.COUNT,
            members=left,
            counts="Deelnemers met een dag bij “Afgesloten op”.",
        ),
        Indicator(
            code="esf_kwalificatie_bij_vertrek",
            name="Kwalificatie bij vertrek",
            unit=Unit.SHARE,
            members=after(Window(weeks=4), _qualified),
            counts="Mensen die een opleiding afrondden of een diploma haalden, tot 4 weken na vertrek.",
            out_of=_FOUR_WEEKS_AGO,
            unknowns="Weten wij niet hoe de opleiding afliep? Dan is het onbekend.",
        ),
        Indicator(
            code="esf_werk_bij_vertrek",
            name="Werk bij vertrek",
            unit=Unit.SHARE,
            members=after(Window(weeks=4), _works_on_leaving),
            counts="Mensen met betaald werk op de dag van vertrek of binnen 4 weken daarna.",
            out_of=_FOUR_WEEKS_AGO,
            unknowns=_NOT_ASKED,
        ),
        Indicator(
            code="esf_werk_na_6_maanden",
            name="Werk 6 maanden na vertrek",
            unit=Unit.SHARE,
            members=after(SIX_MONTHS, _works_later),
            counts="Mensen met betaald werk op de dag 6 maanden na vertrek.",
            out_of="alle deelnemers die minstens 6 maanden geleden vertrokken",
            unknowns=_NOT_ASKED,
        ),
    )


def _leavers(facts: Facts, grant: Grant, day: date) -> Iterator[tuple[Person, date]]:
    """Everyone of the grant who left by a day, with the day on which they left."""
    for person, _ in paid_by(facts, grant, day).values():
        left_on = person.participant.closed_on
        if left_on is not None and left_on <= day:
            yield person, left_on


def esf_figures(facts: Facts, grant: Grant, day: date) -> tuple[Figure, ...]:
    """The ESF+-style set of one grant on a reference date; to be shown under `wording.AS_ESF`, with definitions."""
    return tuple(_measured(line, facts, grant, day) for line in esf_indicators(grant))
