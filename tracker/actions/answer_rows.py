"""What goes in `Reacties`: each answer of a partner that holds now, and precisely what to fill in where.

The sheet is where people type facts. An answer therefore raises `Hoe weten we dit` nowhere by itself: the tab says what
to fill in, and it is raised when the project leader does so.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.choices import EVIDENCE
from tracker.columns import BY_NAME, STEPS, Tab
from tracker.figures.still_right import Line, advice, kind_and_number, lines, said_word, since, worst_first
from tracker.model import Place, Record, Sighting, Step, TabReading, World
from tracker.wording import long_date, short_date, today_at
from tracker.writeback import Jump, Look, Reaction

if TYPE_CHECKING:
    from tracker.figures.facts import Facts
    from tracker.store import Store

_BY_EMPLOYER = "employer"
"""What `Hoe weten we dit` is when a partner said that it is right."""

_SURE = (_BY_EMPLOYER, "contract_seen")

_FIELD_OF: Mapping[str, str] = {
    "stopped": "end",
    "unknown": "partner",
    "role": "role",
    "kind": "kind",
    "hours": "hours",
    "start": "start",
    "withdrawn": "offered_until",
    "number": "number",
}
"""The field to mend for each answer that is not “klopt”; the first of those that the tab has."""

Sightings = Mapping[str, tuple[Sighting, ...]]
"""The rows of a sheet as it was read just now, by the name of their tab."""


def reaction_rows(
    store: "Store", known: "Facts", world: World, today: date, sheet: Sequence[TabReading], sightings: Sightings
) -> tuple[Reaction, ...]:
    """Every answer that holds now: what is not right on top, then what can be taken over, then what is done with."""
    answers = store.answers.all()
    if not answers:
        return ()
    every = [line for some in lines(known, world, answers, today).values() for line in some if line.answer]
    wrong = worst_first(one for one in every if one.is_wrong)
    rest = sorted((one for one in every if not one.is_wrong), key=lambda one: (_is_done(one), one.partner))
    places = _Places(sheet, sightings, every)
    return tuple(_reaction(line, places) for line in (*wrong, *rest))


def _is_done(line: Line) -> bool:
    """Whether nothing is left to do in the sheet: taken over, looked into, or about nothing that can be filled in."""
    if line.is_wrong:
        return False
    return not (line.is_right and isinstance(line.about, Step)) or not _to_fill_in(line)


def _reaction(line: Line, places: "_Places") -> Reaction:
    assert line.answer is not None
    about, done = line.about, _is_done(line)
    return Reaction(
        code=line.participant,
        partner=line.partner,
        kind=kind_and_number(about),
        role=about.role if isinstance(about, Step | Place) else None,
        since=since(about),
        said=said_word(line.answer),
        answered_on=today_at(line.answer.answered_at),
        advice=_what_to_do(line),
        look=Look.WARNING if line.is_wrong else Look.GOOD if line.is_right else Look.PLAIN,
        jump=None if done else places.of(line),
    )


def _what_to_do(line: Line) -> str:
    answer = line.answer
    assert answer is not None
    if line.is_wrong:
        return advice(answer)
    if answer.handled_at is not None and not line.is_right:
        return f"Afgehandeld op {long_date(today_at(answer.handled_at))}."
    if not isinstance(line.about, Step):
        return "U hoeft niets te doen."
    missing = _to_fill_in(line)
    if not missing:
        return "Dit staat in het blad. U hoeft niets te doen."
    said = ", en ".join(f"{STEPS.column(field).heading} = {value}" for field, value in missing)
    return f"Neemt u dit over? Vul in: {said}."


def _to_fill_in(line: Line) -> tuple[tuple[str, str], ...]:
    """Which fields of a step to fill in with what, for it to say that its employer told so; a contract says more."""
    assert line.answer is not None
    assert isinstance(line.about, Step)
    day, step, found = today_at(line.answer.answered_at), line.about, []
    if step.evidence not in _SURE:
        found.append(("evidence", EVIDENCE.word(_BY_EMPLOYER)))
    if step.checked_on is None or step.checked_on < day:
        found.append(("checked_on", short_date(day)))
    return tuple(found)


class _Places:
    """Where the rows stand that partners answered about, in the sheet as it was read just now."""

    def __init__(self, sheet: Sequence[TabReading], sightings: Sightings, wanted: Iterable[Line]) -> None:
        # A sheet in which one kind of row stands on several tabs tells no row from another by its number.
        tabs = [one.tab for one in sheet]
        self._tabs = {one.tab: one for one in sheet if tabs.count(one.tab) == 1}
        about = {line.about for line in wanted}
        self._rows: dict[Record, int] = {
            one.record: one.row
            for name in ("steps", "places")
            for one in reversed(sightings.get(name, ()))
            if one.record in about
        }

    def of(self, line: Line) -> Jump | None:
        """The cell to fill in, or the first of its row; None when the row is not there as it is known."""
        reading, row = self._tabs.get(line.tab), self._rows.get(line.about)
        if reading is None or row is None:
            return None
        return Jump(reading.title, f"{self._letter(line, reading)}{row}")

    def _letter(self, line: Line, reading: TabReading) -> str:
        field = self._field(line, BY_NAME[line.tab])
        return reading.letters[reading.fields.index(field)] if field in reading.fields else reading.letters[0]

    def _field(self, line: Line, tab: Tab) -> str:
        assert line.answer is not None
        if line.is_right:
            return _to_fill_in(line)[0][0]
        wanted = _FIELD_OF.get(line.answer.said, "")
        if line.tab == "places" and wanted == "start":
            return "offered_from"
        return wanted if any(column.field == wanted for column in tab.columns) else ""
