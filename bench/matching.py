"""How well steps are recognised again when people edit the sheet: made-up edits in, precision and recall out.

The steps of the made-up programme are edited as people edit; where each row came from is known, so what the matcher
says can be marked. Only rows that are not equal to what was held count: equal ones are no achievement. Precision is
the share of the recognised rows that are right, recall the share of the edited rows that are recognised. The last
column says how often another kind of step, typed over the old one, was noticed as that. Rows that came, went or moved
have nothing to recognise: there the number of recognised rows is the number of mistakes. Run it as
`python -m bench.matching`.
"""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from sample_sheets.write import records
from tracker.columns import STEPS
from tracker.history.match import match
from tracker.model import Held, Sighting, Step, StepKind, TabIntake

PEOPLE = 1_200
SEEN = datetime(2026, 11, 1, 12, tzinfo=UTC)


@dataclass
class Person:
    """The rows of one person while they are edited: each with the number of the step that it came from, if any."""

    rows: list[tuple[Step, int | None]]
    others: Sequence[Step]
    chance: random.Random
    retyped: set[int] = field(default_factory=set)

    def any_row(self) -> int:
        """The place of one of the rows."""
        return self.chance.randrange(len(self.rows))

    def put(self, at: int, **values: object) -> None:
        """Type in some cells of a row."""
        step, came_from = self.rows[at]
        self.rows[at] = (replace(step, **values), came_from)  # type: ignore[arg-type]


Edit = Callable[[Person], None]


def start_some_days(person: Person) -> None:
    """The start was a few days off."""
    at = person.any_row()
    days = person.chance.choice((-14, -7, -3, -2, -1, 1, 2, 3, 7, 14))
    person.put(at, start=person.rows[at][0].start + timedelta(days))


def start_some_months(person: Person) -> None:
    """Day and month were changed about, or another month was meant."""
    at = person.any_row()
    person.put(
        at, start=person.rows[at][0].start + timedelta(person.chance.choice((-1, 1)) * person.chance.randint(20, 150))
    )


def start_other_year(person: Person) -> None:
    """The year was mistyped."""
    at = person.any_row()
    old = person.rows[at][0].start
    person.put(at, start=old.replace(year=old.year + person.chance.choice((-1, 1)), day=min(old.day, 28)))


def step_ends(person: Person) -> None:
    """A step ended: its end, its result and the day of asking are filled in."""
    at = person.any_row()
    start = person.rows[at][0].start
    person.put(
        at,
        end=start + timedelta(person.chance.randint(30, 400)),
        result=person.chance.choice(("completed", "diploma", "stopped")),
        checked_on=start + timedelta(person.chance.randint(30, 400)),
    )


def other_partner(person: Person) -> None:
    """Another partner was meant."""
    person.put(person.any_row(), partner=person.chance.choice(person.others).partner)


def terms(person: Person) -> None:
    """A contract was prolonged on other terms."""
    at = person.any_row()
    planned = person.rows[at][0].planned_end or person.rows[at][0].start
    person.put(
        at,
        planned_end=planned + timedelta(person.chance.randint(60, 400)),
        hours=float(person.chance.choice((8, 12, 16, 20, 24, 28, 32))),
        contract=person.chance.choice(("temporary", "permanent")),
    )


def several_at_once(person: Person) -> None:
    """Start, partner, domain and hours were all wrong."""
    at = person.any_row()
    other = person.chance.choice(person.others)
    shift = timedelta(person.chance.randint(-60, 60))
    person.put(
        at, start=person.rows[at][0].start + shift, partner=other.partner, domain=other.domain, hours=other.hours
    )


def nearly_everything(person: Person) -> None:
    """A row was filled in for the wrong plan, and typed anew; only its kind stays."""
    at = person.any_row()
    old = person.rows[at][0]
    other = person.chance.choice([step for step in person.others if step.kind == old.kind])
    shift = timedelta(person.chance.randint(-200, 200))
    names = ("partner", "course", "role", "hours", "contract")
    person.put(at, start=old.start + shift, planned_end=None, **{name: getattr(other, name) for name in names})


def deleted(person: Person) -> None:
    """A row was taken out."""
    del person.rows[person.any_row()]


def inserted(person: Person) -> None:
    """A step came in, often of a kind that the person did before."""
    mine = person.rows[person.any_row()][0] if person.rows else person.chance.choice(person.others)
    alike = [step for step in person.others if step.kind == mine.kind]
    other = person.chance.choice(alike if alike and person.chance.random() < 0.7 else person.others)
    start = mine.start + timedelta(person.chance.randint(40, 500))
    step = replace(other, participant=mine.participant, start=start, planned_end=None, end=None, result=None)
    person.rows.append((step, None))


def duplicated(person: Person) -> None:
    """A row was copied, and the copy edited into the next step."""
    step, _ = person.rows[person.any_row()]
    start = step.start + timedelta(person.chance.randint(100, 400))
    person.rows.append((replace(step, start=start, end=None, result=None, planned_end=None), None))


def moved_to_someone_else(person: Person) -> None:
    """The code was wrong: the row is somebody else's now, and no step of either is mistaken for another."""
    deleted(person)


def got_from_someone_else(person: Person) -> None:
    """The other side of it."""
    other = person.chance.choice(person.others)
    person.rows.append((replace(other, participant=person.rows[0][0].participant), None))


def swapped(person: Person) -> None:
    """Two rows changed places, and one of them was edited."""
    person.chance.shuffle(person.rows)
    start_some_days(person)


def other_kind(person: Person) -> None:
    """Another kind of step was typed over the old one: the old step must stay, and the row is a new one."""
    at = person.any_row()
    step, came_from = person.rows[at]
    kinds = [kind for kind in StepKind if kind != step.kind]
    person.rows[at] = (replace(step, kind=person.chance.choice(kinds)), None)
    if came_from is not None:
        person.retyped.add(came_from)


def together(*edits: Edit) -> Edit:
    """Several edits in the rows of one person between two syncs."""

    def all_of_them(person: Person) -> None:
        for edit in edits:
            if person.rows:
                edit(person)

    return all_of_them


SCENARIOS: tuple[tuple[str, Edit], ...] = (
    ("start, some days", start_some_days),
    ("start, some months", start_some_months),
    ("start, another year", start_other_year),
    ("end, result and day of asking filled in", step_ends),
    ("another partner", other_partner),
    ("prolonged on other terms", terms),
    ("start, partner, domain and hours at once", several_at_once),
    ("nearly everything at once", nearly_everything),
    ("row deleted", deleted),
    ("row inserted", inserted),
    ("row copied and made the next step", duplicated),
    ("moved to someone else", moved_to_someone_else),
    ("got from someone else", got_from_someone_else),
    ("rows swapped, one edited", swapped),
    ("two rows edited", together(several_at_once, step_ends)),
    ("one edited, one inserted", together(start_some_months, inserted)),
    ("one edited, one deleted", together(deleted, several_at_once)),
    ("one ended, the next one inserted", together(step_ends, inserted)),
    ("one deleted, another inserted", together(deleted, inserted)),
    ("another kind typed over", other_kind),
)


@dataclass
class Score:
    """Pairs that the matcher made, that it should have made, and that are both; and kinds that it did not notice."""

    made: int = 0
    wanted: int = 0
    right: int = 0
    kinds: int = 0
    kinds_noticed: int = 0

    def add(self, held: Sequence[Held], person: Person) -> None:
        """Mark the matcher on the rows of one person."""
        sightings = [Sighting(step, row) for row, (step, _) in enumerate(person.rows, 2)]
        came_from = {row: number for row, (_, number) in enumerate(person.rows, 2)}
        was = {one.entity: one.record for one in held}
        found = match(STEPS, held, TabIntake(tuple(sightings)))
        for one, sighting in found.kept:
            if one.record != sighting.record:
                self.made += 1
                self.right += came_from[sighting.row] == one.entity
        self.wanted += sum(number is not None and was[number] != step for step, number in person.rows)
        self.kinds += len(person.retyped)
        self.kinds_noticed += len(person.retyped & {one.held.entity for one in found.other_kind})

    @property
    def line(self) -> str:
        """How many pairs were wanted and made, precision, recall and kinds noticed, as cells of a table."""
        shares = ((self.right, self.made), (self.right, self.wanted), (self.kinds_noticed, self.kinds))
        told = [f"{part / whole:.3f}" if whole else "–" for part, whole in shares]
        return " | ".join([str(self.wanted), str(self.made), *told])


def people(steps: Sequence[Step]) -> list[list[Held]]:
    """The steps held of each person."""
    by_person: dict[str, list[Held]] = defaultdict(list)
    for number, step in enumerate(steps, 1):
        by_person[step.participant].append(Held(number, step, SEEN))
    return list(by_person.values())


def marked(edit: Edit, everyone: Sequence[Sequence[Held]], steps: Sequence[Step]) -> Score:
    """The score of one kind of edit, made once in the rows of each person."""
    chance, score = random.Random(2035), Score()
    for held in everyone:
        person = Person([(one.record, one.entity) for one in held if isinstance(one.record, Step)], steps, chance)
        edit(person)
        score.add(held, person)
    return score


def seconds_for(rows: int) -> tuple[float, float]:
    """Processor time for so many rows that did not change, and for as many of which each hundredth did."""
    steps = [
        Step(
            participant=f"D-{number // 3:05d}",
            kind=StepKind.PAID_WORK,
            start=date(2020, 1, 1) + timedelta(number % 2_000),
            hours=float(number % 3),
        )
        for number in range(rows)
    ]
    held = [Held(number, step, SEEN) for number, step in enumerate(steps, 1)]
    taken = []
    for every in (rows + 1, 100):
        edited = [
            replace(step, start=step.start + timedelta(3)) if at % every == 1 else replace(step)
            for at, step in enumerate(steps)
        ]
        intake = TabIntake(tuple(Sighting(step, row) for row, step in enumerate(edited, 2)))
        begun = time.process_time()
        match(STEPS, held, intake)
        taken.append(time.process_time() - begun)
    return taken[0], taken[1]


def report() -> str:
    """A Markdown table of all edits, and the seconds that a large sheet takes."""
    steps = [step for step in records(people=PEOPLE)["steps"] if isinstance(step, Step)]
    everyone = people(steps)
    same, edited = seconds_for(300_000)
    lines = [
        f"{len(steps)} steps of {len(everyone)} people; each edit is made once in the rows of each person.",
        "",
        "| edit | edited rows | recognised | precision | recall | kinds noticed |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(f"| {name} | {marked(edit, everyone, steps).line} |" for name, edit in SCENARIOS),
        "",
        f"300,000 rows: {same:.1f} s when none changed, {edited:.1f} s when each hundredth did.",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    print(report())
