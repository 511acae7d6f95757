"""What is said of steps whose kind was typed over: history's answer becomes findings with their cell."""

from collections.abc import Iterable, Iterator

from tracker.choices import STEP_KINDS
from tracker.columns import STEPS
from tracker.history.kinds import KIND, OtherKind
from tracker.intake.findings import Problem, finding
from tracker.model import Finding, Reading, Step


def about_kinds(reading: Reading, typed_over: Iterable[OtherKind]) -> Iterator[Finding]:
    """A warning at the cell of each row that shows another kind of step than before, in the order of the rows."""
    tab = next((tab for tab in reading.tabs if tab.tab == STEPS.name and KIND in tab.fields), None)
    if tab is None:
        return
    place = tab.fields.index(KIND)
    for one in sorted(typed_over, key=lambda one: (one.row, one.held.entity)):
        assert isinstance(one.held.record, Step)
        words = {"before": STEP_KINDS.word(one.held.record.kind), "after": STEP_KINDS.word(one.kind)}
        yield finding(
            Problem("soort_gewijzigd", words),
            tab=tab.title,
            row=one.row,
            column=tab.headings[place],
            cell=f"{tab.letters[place]}{one.row}",
            found=words["after"],
        )
