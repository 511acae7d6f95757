"""One thing that a made-up person does, from its first day to its true end, with all that is ever agreed on it."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sample_sheets.courses import COURSES, WEIGHTS
from sample_sheets.days import after, monday
from sample_sheets.partners import OUTSIDE_WORK, WORK, Network, Work
from tracker.model import OUTSIDE_NETWORK, StepKind

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """A step with its whole story.

    `terms` are the agreements in order of time: from which day, the planned last day, the contract. `checks` are the
    days on which someone asked whether it still is so, with what was learnt from whom. `luck` (0 to 1) settles what
    people happen to type late, to leave open, or to announce.
    """

    kind: StepKind
    start: date
    terms: tuple[tuple[date, date | None, str | None], ...]
    end: date | None
    stopped: bool = False
    diploma: bool = False
    partner: str | None = None
    domain: str | None = None
    as_expert: bool | None = None
    role: str | None = None
    course: str | None = None
    hours: float | None = None
    form: str | None = None
    support: str | None = None
    checks: tuple[tuple[date, str], ...] = ()
    luck: float = 0.0

    def ended(self, end: date) -> "Spell":
        """The same, ended on another day."""
        return replace(self, end=end, terms=tuple(term for term in self.terms if term[0] <= end))

    def term_on(self, day: date) -> tuple[date | None, str | None]:
        """The planned last day and the contract as agreed by a day."""
        agreed = [term for term in self.terms if term[0] <= day] or [self.terms[0]]
        return agreed[-1][1], agreed[-1][2]


def training(day: date, network: Network, rng: Random) -> Spell:
    """A course: most finish it, some later than planned, some stop."""
    course = rng.choices(COURSES, WEIGHTS)[0]
    planned = day + course.weeks * _WEEK - timedelta(days=3)
    terms: list[tuple[date, date | None, str | None]] = [(day, planned, None)]
    stopped, longer = rng.random() < 0.17, rng.random() < 0.12
    end = planned
    if stopped:
        end = day + timedelta(days=int((planned - day).days * rng.uniform(0.15, 0.9)))
    elif longer:
        end = planned + rng.randint(4, 16) * _WEEK
        terms.append((planned - 2 * _WEEK, end, None))
    member = network.place(StepKind.TRAINING, day, rng) if rng.random() < 0.75 else None
    return Spell(
        kind=StepKind.TRAINING,
        start=day,
        terms=tuple(terms),
        end=end,
        stopped=stopped,
        diploma=course.diploma,
        partner=member.name if member else rng.choice((OUTSIDE_NETWORK, None)),
        course=course.name if rng.random() > 0.04 else None,
        hours=rng.choice((None, 4.0, 6.0, 8.0, 12.0)),
        support=rng.choice((None, None, "buddy", "none")),
        checks=_checks(day, end, rng, ("participant", "participant", "participant", "employer")),
        luck=rng.random(),
    )


def practice(day: date, network: Network, rng: Random, kind: StepKind | None = None) -> Spell:
    """An internship, a work-experience place, or volunteer work; the last often has no planned end."""
    kind = kind or rng.choices((StepKind.WORK_EXPERIENCE, StepKind.INTERNSHIP, StepKind.VOLUNTEER_WORK), (5, 2, 2))[0]
    volunteer = kind is StepKind.VOLUNTEER_WORK
    weeks = rng.choice((26, 39, 52, 78)) if volunteer else rng.choice((10, 13, 20, 26, 26, 39))
    planned = day + weeks * _WEEK - timedelta(days=3)
    stopped = rng.random() < 0.15
    end = planned if not stopped else day + timedelta(days=int((planned - day).days * rng.uniform(0.2, 0.9)))
    contract = "volunteer_agreement" if volunteer else "internship_agreement" if kind is StepKind.INTERNSHIP else None
    spell = Spell(
        kind=kind,
        start=day,
        terms=((day, None if volunteer and rng.random() < 0.5 else planned, contract),),
        end=end,
        stopped=stopped,
        hours=rng.choice((6.0, 8.0, 12.0, 16.0, 16.0, 20.0, None)),
        support=rng.choice(("buddy", "job_coach", "none", None)),
        checks=_checks(day, end, rng, ("participant", "participant", "employer")),
        luck=rng.random(),
    )
    return _at_partner(spell, network, rng, outside=0.2)


def job(day: date, network: Network, rng: Random) -> Spell:
    """Paid work: a contract for a time, perhaps prolonged, perhaps for good, perhaps lost."""
    planned = day + rng.choice((26, 30, 52, 52)) * _WEEK - timedelta(days=1)
    terms: list[tuple[date, date | None, str | None]] = [
        (day, planned, rng.choices(("temporary", "on_call"), (9, 1))[0])
    ]
    end: date | None = planned
    while end is not None and rng.random() < 0.7 and len(terms) < 4:
        if rng.random() < 0.6:
            terms.append((end - 2 * _WEEK, None, "permanent"))
            end = None
        else:
            terms.append((end - 2 * _WEEK, end + rng.choice((26, 52)) * _WEEK, "temporary"))
            end = terms[-1][1]
    stopped = rng.random() < 0.2
    if stopped or (end is None and rng.random() < 0.2):
        lost = after(day, rng, 30, 300 if stopped else 1500)
        end, stopped = min(end or lost, lost), True
    spell = Spell(
        kind=StepKind.PAID_WORK,
        start=day,
        terms=tuple(term for term in terms if end is None or term[0] <= end),
        end=end,
        stopped=stopped,
        hours=rng.choice((8.0, 12.0, 12.0, 16.0, 16.0, 20.0, 24.0, 24.0, 28.0, 32.0, None)),
        support=rng.choices(("job_coach", "buddy", "none", None), (4, 2, 3, 2))[0],
        checks=_checks(day, end, rng, ("participant", "employer", "contract_seen")),
        luck=rng.random(),
    )
    return _at_partner(spell, network, rng, outside=0.3)


def _at_partner(spell: Spell, network: Network, rng: Random, *, outside: float) -> Spell:
    """The same, at a partner or outside the network, with the work that is done there."""
    member = network.place(spell.kind, spell.start, rng) if rng.random() > outside else None
    work: Work = WORK[member.sector or "other"] if member else OUTSIDE_WORK
    domain = rng.choice(work.domains)
    forms = (*work.forms, "regular") if spell.kind is StepKind.PAID_WORK else (None,)
    return replace(
        spell,
        partner=member.name if member else OUTSIDE_NETWORK,
        domain=str(domain) if domain else None,
        as_expert=rng.random() < work.as_expert if rng.random() > 0.06 else None,
        role=rng.choice(work.roles) if rng.random() > 0.06 else None,
        form=rng.choice(forms) if rng.random() > 0.1 else None,
    )


def _checks(start: date, end: date | None, rng: Random, sources: tuple[str, ...]) -> tuple[tuple[date, str], ...]:
    """Most are asked after six weeks, a quarter, half a year, and every half year from then on."""
    last = end or start + timedelta(days=5000)
    days = [start + weeks * _WEEK for weeks in (6, 14, 27, *range(53, 700, 26))]
    asked = (monday(after(day, rng, 0, 12)) for day in days if day < last)
    return tuple((day, rng.choice(sources)) for day in asked if rng.random() < 0.82)
