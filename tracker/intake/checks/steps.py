"""Rules over one step."""

from collections.abc import Iterator

from tracker.choices import RESULTS
from tracker.intake.checks.mark import Mark
from tracker.intake.findings import Problem
from tracker.model import Result, Step, StepKind
from tracker.wording import short_date


def end_is_not_before_start(step: Step) -> Iterator[Mark]:
    """A step ends on the day it starts at the earliest."""
    for field in ("end", "planned_end"):
        end = step.end if field == "end" else step.planned_end
        if end and end < step.start:
            words = {"end": short_date(end), "start": short_date(step.start)}
            yield Mark(field, Problem("einde_voor_start", words))


def result_fits_the_end(step: Step) -> Iterator[Mark]:
    """A result is known when the step has ended, and a step that has ended does not run."""
    if step.result is None:
        return
    running = step.result == Result.RUNNING
    if running and step.end:
        yield Mark("result", Problem("loopt_met_einde", {"end": short_date(step.end)}), leans_on=("end",))
    if not running and not step.end:
        words = {"result": RESULTS.word(step.result)}
        yield Mark("result", Problem("resultaat_zonder_einde", words), leans_on=("end",))


def paid_work_has_a_partner(step: Step) -> Iterator[Mark]:
    """Paid work is somewhere: at a partner or outside the network."""
    if step.kind == StepKind.PAID_WORK and step.partner is None:
        yield Mark("partner", Problem("betaald_werk_zonder_partner"))
