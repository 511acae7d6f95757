"""Rules over one person: a participant with all steps of that person."""

from collections.abc import Iterator
from datetime import date

from tracker.intake.checks.mark import At, Mark, Spot
from tracker.intake.checks.seen import Person
from tracker.intake.findings import Problem
from tracker.model import Result, Step, StepKind
from tracker.wording import number, short_date

MOST_HOURS = 48
"""Two jobs may take so many hours a week together; the law (Arbeidstijdenwet, article 5:7) allows no more for long."""

MOST_JOBS = 50
"""Nobody has more jobs at once; beyond that the rows are about something else."""


def consent_comes_first(person: Person, today: date) -> Iterator[Spot]:
    """People agree to be registered before their first step."""
    consent = person.participant.consent_on
    started = next(((step, row) for step, row in person.steps if step.start <= today), None)
    if consent and started and started[0].start < consent:
        words = {"consent": short_date(consent), "start": short_date(started[0].start), "row": str(started[1])}
        yield Spot("participants", person.row, Mark("consent_on", Problem("akkoord_na_start", words)))


def steps_follow_registration(person: Person, _today: date) -> Iterator[Spot]:
    """Nobody begins before registering."""
    registered = person.participant.registered_on
    for step, row in person.steps:
        if registered is None or step.start >= registered:
            break
        words = {"registered": short_date(registered)}
        yield Spot("steps", row, Mark("start", Problem("start_voor_aanmelding", words)))


def closing_ends_the_steps(person: Person, _today: date) -> Iterator[Spot]:
    """Of someone who is closed no step runs, and none begins."""
    closed = person.participant.closed_on
    if closed is None:
        return
    words = {"code": person.participant.code, "closed": short_date(closed)}
    for step, row in person.steps:
        if step.start > closed:
            yield Spot("steps", row, Mark("start", Problem("stap_na_afsluiting", words)))
        elif step.end is None:
            yield Spot("steps", row, Mark("end", Problem("stap_loopt_na_afsluiting", words)))


def planned_ends_are_followed_up(person: Person, today: date) -> Iterator[Spot]:
    """A planned end that passed says nothing about how it went."""
    for step, row in person.steps:
        open_still = step.end is None and step.result in (None, Result.RUNNING)
        if open_still and step.planned_end and step.planned_end < today:
            words = {"planned": short_date(step.planned_end)}
            yield Spot("steps", row, Mark("planned_end", Problem("gepland_einde_voorbij", words), leans_on=("end",)))


def steps_stand_there_once(person: Person, _today: date) -> Iterator[Spot]:
    """The same kind of step from the same day at the same place is one step."""
    first: dict[tuple[object, ...], At] = {}
    for step, row in person.steps:
        key = (step.kind, step.start, step.partner, step.course)
        if key in first:
            yield Spot("steps", row, Mark("kind", Problem("stap_dubbel", {"row": str(first[key])})))
        else:
            first[key] = row


def jobs_fit_in_a_week(person: Person, today: date) -> Iterator[Spot]:
    """Two jobs at once are possible, two full-time jobs are not. A job beside a training is ordinary."""
    running: list[tuple[Step, At]] = []
    for job, row in person.steps:
        if job.kind != StepKind.PAID_WORK or job.hours is None:
            continue
        running = [(other, at) for other, at in running if _last_day(other, job, today) > job.start][-MOST_JOBS:]
        for other, at in running:
            hours = job.hours + (other.hours or 0)
            if hours > MOST_HOURS:
                words = {"row": str(at), "hours": number(hours)}
                yield Spot("steps", row, Mark("hours", Problem("banen_overlappen", words), leans_on=("end",)))
                break
        running.append((job, row))


def _last_day(job: Step, follower: Step, today: date) -> date:
    """Until when a job runs; one without an end is expected to end as planned before a job that is still a plan."""
    planned = job.planned_end if follower.start > today else None
    return job.end or planned or date.max
