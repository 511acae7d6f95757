"""Gives a problem its place in the sheet: the tab, row, column and cell as the sheet calls them."""

from dataclasses import replace

from tracker.columns import ACCESS, Tab
from tracker.intake.checks.mark import Mark
from tracker.intake.findings import Problem, finding
from tracker.intake.known import shown
from tracker.model import Finding, Row, TabReading

NEVER_SHOWN = frozenset({ACCESS.name})
"""The tabs of which no cell is quoted: what is mistyped there is somebody's address or name."""


class Places:
    """The places of one reading of a tab."""

    def __init__(self, tab: Tab, reading: TabReading) -> None:
        self.tab = tab
        self.reading = reading
        self._at = {name: place for place, name in enumerate(reading.fields)}
        self._columns = {column.field: column for column in tab.read_columns}

    def told(self, row: Row, mark: Mark) -> Finding:
        """A problem with a field of a row as a finding; a column that is not there has no cell."""
        column, at = self._columns[mark.field], self._at.get(mark.field)
        raw = row.values[at] if at is not None else None
        return finding(
            _safe(mark.problem, self.tab),
            needed=column.needed,
            tab=self.reading.title,
            row=row.number,
            column=self.reading.headings[at] if at is not None else column.heading,
            cell=f"{self.reading.letters[at]}{row.number}" if at is not None else None,
            found=shown(raw) or None,
        )


def _safe(problem: Problem, tab: Tab) -> Problem:
    """The problem, which hides its cell in a tab of which nothing is quoted."""
    return replace(problem, hidden=True) if tab.name in NEVER_SHOWN else problem
