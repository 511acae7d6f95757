"""A rule over steps and grants: a grant pays for steps that begin while it runs."""

from collections.abc import Iterator

from tracker.intake.checks.mark import Mark, Spot
from tracker.intake.checks.seen import Seen
from tracker.intake.findings import Problem
from tracker.model import Grant, Step
from tracker.wording import short_date


def steps_begin_within_their_grant(seen: Seen) -> Iterator[Spot]:
    """A step that begins before or after its grant cannot be accounted for."""
    grants = {grant.name: grant for grant, _ in seen.of(Grant)}
    for step, row in seen.of(Step) if grants else ():
        grant = grants.get(step.grant or "")
        if grant and not (grant.runs_from or step.start) <= step.start <= (grant.runs_until or step.start):
            words = {"start": short_date(step.start), "period": _period(grant)}
            yield Spot("steps", row, Mark("grant", Problem("stap_buiten_subsidie", words)))


def _period(grant: Grant) -> str:
    parts = []
    if grant.runs_from:
        parts.append(f"van {short_date(grant.runs_from)}")
    if grant.runs_until:
        parts.append(f"tot en met {short_date(grant.runs_until)}")
    return " ".join(parts)
