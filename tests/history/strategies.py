"""Small sheets of steps, such as people might make of them."""

from datetime import date

from hypothesis import strategies as st

from tests.history.builders import rows, sheet, step, without
from tracker.model import Intake, Step, StepKind, TabIntake

_KINDS = (StepKind.TRAINING, StepKind.INTERNSHIP, StepKind.PAID_WORK)
_DAYS = [date(2026, 1, 5), date(2026, 1, 12), date(2026, 6, 1)]

any_step: st.SearchStrategy[Step] = st.builds(
    step,
    person=st.sampled_from(["D-001", "D-002"]),
    kind=st.sampled_from(_KINDS),
    start=st.sampled_from(_DAYS),
    partner=st.sampled_from([None, "Halm", "Zuiderveld"]),
    hours=st.sampled_from([None, 8.0, 16.0]),
    end=st.sampled_from([None, date(2026, 9, 1)]),
)
"""A step of one of two people, much like the others."""

_FIELDS = ("partner", "hours", "end")


@st.composite
def sheets(draw: st.DrawFn) -> Intake:
    """A small sheet in which some cells cannot be read, and some rows were rejected."""
    typed = draw(st.lists(any_step, max_size=5))
    sightings, rejected = [], []
    for number, one in enumerate(typed, 2):
        unread = draw(st.sets(st.sampled_from(_FIELDS), max_size=1))
        if draw(st.integers(0, 5)) == 0:
            values = {name: getattr(one, name) for name in ("participant", "kind", *_FIELDS) if getattr(one, name)}
            rejected.append(values)
        else:
            sightings.append(without(one, *unread, row=number))
    return sheet(steps=TabIntake(tuple(sightings), rows(rejected=rejected).rejections))
