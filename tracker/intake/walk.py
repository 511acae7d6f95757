"""The walk over the rows of one tab: each row is stored, rejected or set aside, and says why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.columns import Kind, Tab
from tracker.intake.cells import reader
from tracker.intake.checks import OVER_ONE_ROW
from tracker.intake.checks.mark import At, Mark, may_speak
from tracker.intake.findings import SECRETS, Problem
from tracker.intake.known import Known, Reader
from tracker.intake.rows import doubled, set_aside_because
from tracker.intake.where import Places
from tracker.intake.words import participant_code
from tracker.model import Finding, Record, Rejection, Row, Sighting, TabCount, TabIntake, TabReading, Value


@dataclass(frozen=True, slots=True)
class Vetting:
    """What a tab may do to a record before it is stored: change it (with a problem to tell), or set its row aside.

    Of a changed record only the fields in `kept` stay as they were; `withhold` does the same to a rejected row.
    `is_erased` says whose rows are not looked at: of those nothing is told but where they stand.
    """

    change: Callable[[Any], tuple[Any, Problem | None]] | None = None
    kept: frozenset[str] = frozenset()
    withhold: Callable[[Mapping[str, Value]], Mapping[str, Value]] | None = None
    set_aside: Callable[[Any], Problem | None] | None = None
    is_erased: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Walked:
    """One tab after the walk; the findings are in the order of the rows."""

    tab: Tab
    readings: tuple[TabReading, ...]
    intake: TabIntake
    findings: tuple[Finding, ...]

    def with_marks(self, marks: Iterable[tuple[At, Mark]]) -> "Walked":
        """The same with what the rules over several rows said of its rows, by where they stand."""
        readings = enumerate(self.readings)
        rows = {At(row.number, place): (reading, row) for place, reading in readings for row in reading.rows}
        faulty = {At(one.row, one.reading): one.faulty for one in self.intake.sightings}
        told = list(self.findings)
        for at, mark in marks:
            reading, row = rows[at]
            if may_speak(mark, reading.fields, faulty[at]):
                told.append(Places(self.tab, reading).told(row, mark))
        return replace(self, findings=tuple(sorted(told, key=lambda one: one.row or 0)))


def walk(tab: Tab, readings: Sequence[TabReading], known: Known, vetting: Vetting) -> Walked:
    """Walk over every reading of one tab (the answers of a form may stand beside a tab of their own)."""
    passes = [_Pass(tab, reading, place, known, vetting) for place, reading in enumerate(readings)]
    for one in passes:
        one.over_all_rows()
    sightings = tuple(sighting for one in passes for sighting in one.sightings)
    rejections = tuple(rejection for one in passes for rejection in one.rejections)
    read = sum(len(reading.rows) for reading in readings)
    count = TabCount(
        read=read,
        stored=len(sightings),
        rejected=len(rejections),
        set_aside=sum(one.set_aside for one in passes),
    )
    findings = tuple(found for one in passes for found in one.findings())
    return Walked(tab, tuple(readings), TabIntake(sightings, rejections, count), findings)


@dataclass(slots=True)
class _RowRead:
    """One row while it is walked over: what could be read of it, and what is to be said."""

    row: Row
    values: dict[str, Value]
    faulty: set[str]
    marks: list[Mark]


_SUMMED = frozenset({Kind.COUNT, Kind.AMOUNT})
"""Columns of which a row of totals holds the sum: a number there does not make a record."""


class _Pass:
    """One pass over the rows of one reading; it collects what becomes of each."""

    def __init__(self, tab: Tab, reading: TabReading, place: int, known: Known, vetting: Vetting) -> None:
        self.tab = tab
        self.reading = reading
        self.place = place
        self.effort = known.effort
        self.vetting = vetting
        self.places = Places(tab, reading)
        self.needed = tuple(column.field for column in tab.read_columns if column.needed)
        self.telling = tuple(name for name in self.needed if tab.column(name).kind not in _SUMMED)
        self.readers: Sequence[Reader] = [reader(tab.column(name), known) for name in reading.fields]
        self.checks = OVER_ONE_ROW.get(tab.name, ())
        self.there = frozenset(reading.fields)
        self.first = tab.read_columns[0].field
        self.coded_at = reading.fields.index(self.first) if vetting.is_erased and self.first in self.there else None
        self.named_freely = tab.read_columns[0].kind in (Kind.NAME, Kind.TEXT)
        self.sightings: list[Sighting] = []
        self.rejections: list[Rejection] = []
        self.set_aside = 0
        self.told: list[tuple[int, Finding]] = []

    def over_all_rows(self) -> None:
        """Walk over all rows, then settle which of the doubled ones is stored."""
        vetted = []
        for row in self.reading.rows:
            sighting = self._one_row(row)
            if sighting:
                vetted.append(sighting)
        stored, rejected, problems = doubled(self.tab, vetted)
        self.sightings.extend(stored)
        self.rejections.extend(rejected)
        rows: Mapping[int, Row] = {row.number: row for row in self.reading.rows} if problems else {}
        for number, problem in problems.items():
            self._tell(rows[number], Mark(self.tab.identity[0], problem))

    def findings(self) -> tuple[Finding, ...]:
        """The findings in the order of the rows."""
        return tuple(found for _, found in sorted(self.told, key=lambda one: one[0]))

    def _one_row(self, row: Row) -> Sighting | None:
        """The row as a sighting, or None when it was rejected or set aside."""
        if self._is_erased(row):
            self._put_aside(_RowRead(row, {}, set(), []), Problem("rij_gewist"))
            return None
        read = self._cells(row)
        rejected = any(name not in read.values for name in self.needed)
        aside = None
        if rejected or self.named_freely:
            understood = any(name in read.values for name in self.telling)
            aside = set_aside_because(row.values, rejected=rejected, understood=understood)
        if aside:
            read.marks = [mark for mark in read.marks if mark.problem.code in SECRETS]
            self._put_aside(read, aside)
            return None
        if rejected:
            self._reject(read)
            return None
        return self._vetted(read)

    def _is_erased(self, row: Row) -> bool:
        """Whether a row is of someone who was erased, by the code as typed."""
        if self.vetting.is_erased is None or self.coded_at is None:
            return False
        raw = row.values[self.coded_at]
        code = participant_code(raw) if isinstance(raw, str) else None
        return code is not None and self.vetting.is_erased(code)

    def _cells(self, row: Row) -> _RowRead:
        read = _RowRead(row, {}, set(), [])
        for name, read_cell, raw in zip(self.reading.fields, self.readers, row.values, strict=True):
            if raw is None:
                continue
            cell = read_cell(raw)
            if cell.value is not None:
                read.values[name] = cell.value
            if cell.problem:
                read.marks.append(Mark(name, cell.problem))
                if cell.problem.refuses:
                    read.faulty.add(name)
        return read

    def _vetted(self, read: _RowRead) -> Sighting | None:
        """A record that can be stored, after the rules over one row and what the tab itself demands."""
        record: Any = self.tab.record(**read.values)
        if self.vetting.set_aside and (aside := self.vetting.set_aside(record)):
            self._put_aside(read, aside)
            return None
        if self.vetting.change:
            record, problem = self.vetting.change(record)
            if problem:
                read.marks.append(Mark(self.tab.identity[0], problem))
                self._tell_all(read)
                return Sighting(record, read.row.number, frozenset(read.faulty & self.vetting.kept), self.place)
        record = self._checked(read, record)
        self._tell_all(read)
        return Sighting(record, read.row.number, frozenset(read.faulty), self.place)

    def _checked(self, read: _RowRead, record: Any) -> Record:
        """The record without the fields that a rule over one row refuses."""
        for check in self.checks:
            for mark in check(record):
                if not may_speak(mark, self.there, read.faulty):
                    continue
                read.marks.append(mark)
                if mark.problem.refuses:
                    read.faulty.add(mark.field)
                    record = replace(record, **{mark.field: None})
        checked: Record = record
        return checked

    def _reject(self, read: _RowRead) -> None:
        empty = [name for name in self.needed if name not in read.values and name not in read.faulty]
        read.marks.extend(Mark(name, Problem("verplicht_leeg")) for name in empty)
        self._tell_all(read)
        values = read.values if self.vetting.withhold is None else self.vetting.withhold(read.values)
        self.rejections.append(Rejection(read.row.number, values))

    def _put_aside(self, read: _RowRead, why: Problem) -> None:
        self.set_aside += 1
        read.marks.append(Mark(self.first, why))
        self._tell_all(read)

    def _tell_all(self, read: _RowRead) -> None:
        for mark in read.marks:
            self._tell(read.row, mark)

    def _tell(self, row: Row, mark: Mark) -> None:
        if mark.problem.refuses:
            self.effort.refused(self.reading.title, self.tab.column(mark.field).heading)
        self.told.append((row.number, self.places.told(row, mark)))
