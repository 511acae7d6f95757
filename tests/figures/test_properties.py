"""What holds for every figure, whatever the sheet says."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.figures.builders import FIRST_SYNC, held
from tracker.figures.catalogue import CATALOGUE
from tracker.figures.facts import Facts, facts
from tracker.figures.members import Of
from tracker.figures.state import figure, people_by_activity
from tracker.figures.timeline import outcome_unknown
from tracker.model import (
    Domain,
    Embedding,
    ExpertCount,
    Figure,
    Level,
    Measurement,
    Obstacle,
    OwnGoal,
    Participant,
    Partner,
    Place,
    Record,
    Result,
    Step,
    StepKind,
    TeamSeat,
    Unit,
    World,
)

Sheet = dict[str, list[Any]]
T = TypeVar("T")

FIRST = date(2023, 1, 1)
ON = date(2025, 1, 1)
"""The reference date: two years after the first day on which anything happens."""

CODES = tuple(f"D-00{number}" for number in range(1, 9))
NAMES = ("Alfa", "Beta", "Ceta")
LEVELS = tuple(Level)

LENGTHS = (None, None, 0, 20, 31, 60, 100, 181, 184, 400)
"""How long something lasts, in days; None does not end."""


class Luck(Random):
    """Chance from a seed: what a made-up sheet holds."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.began_with = seed

    def __repr__(self) -> str:
        return f"Luck({self.began_with})"

    def day(self) -> date:
        """A day, as likely before the reference date as after it."""
        return FIRST + timedelta(days=self.randint(0, 1400))

    def later(self, start: date) -> date | None:
        """A last day, or none."""
        length = self.choice(LENGTHS)
        return None if length is None else start + timedelta(days=length)

    def maybe(self, some: Sequence[Any]) -> Any:
        """One of some, or nothing."""
        return self.choice([None, *some])

    def many(self, most: int, make: Callable[[], T]) -> list[T]:
        """Up to so many of something."""
        return [make() for _ in range(self.randint(0, most))]


def participant(luck: Luck, code: str) -> Participant:
    """Someone with a day of registration."""
    registered = luck.day()
    return Participant(
        code=code,
        registered_on=registered,
        own_goal=luck.maybe(list(OwnGoal)),
        closed_on=luck.later(registered),
        reason=luck.choice([None, "overleden", "verhuisd"]),
        seeks=luck.choice([None, "paid_work"]),
        paused_from=luck.maybe([luck.day()]),
    )


def a_step(luck: Luck, codes: Sequence[str] = CODES, after: date | None = None) -> Step:
    """A step of one of some people, on any day or after one."""
    start = luck.day() if after is None else after + timedelta(days=luck.randint(1, 300))
    return Step(
        participant=luck.choice(codes),
        kind=luck.choice(list(StepKind)),
        start=start,
        end=luck.later(start),
        planned_end=luck.later(start),
        checked_on=luck.later(start),
        result=luck.maybe(list(Result)),
        partner=luck.choice([None, "outside_network", *NAMES]),
        as_expert=luck.choice([None, True, False]),
        domain=luck.maybe(list(Domain)),
    )


def _partner(luck: Luck, name: str) -> Partner:
    joined = luck.maybe([luck.day()])
    left = luck.later(joined or FIRST)
    return Partner(name=name, joined_on=joined, left_on=left, action_plan_on=luck.maybe([luck.day()]))


def _answer(luck: Luck) -> Measurement:
    score = luck.maybe(range(1, 6))
    return Measurement(participant=luck.choice(CODES), answered_on=luck.day(), satisfied=score)


def _embedding(luck: Luck) -> Embedding:
    name, domain = luck.choice(NAMES), luck.choice(list(Domain))
    return Embedding(partner=name, domain=domain, level=luck.choice([*LEVELS, Level.STRUCTURAL]), since=luck.day())


def _count(luck: Luck) -> ExpertCount:
    name, on = luck.choice(NAMES), luck.day()
    return ExpertCount(partner=name, counted_on=on, paid=luck.maybe([0, 1]), volunteer=luck.maybe([0, 1]))


def _place(luck: Luck) -> Place:
    start = luck.day()
    return Place(
        partner=luck.choice(NAMES),
        kind=luck.choice(list(StepKind)),
        number=luck.randint(0, 3),
        offered_from=start,
        offered_until=luck.later(start),
        domain=luck.maybe(list(Domain)),
    )


def _seat(luck: Luck) -> TeamSeat:
    start = luck.day()
    seat = luck.choice(["board", "manager", "practice"])
    return TeamSeat(partner=luck.choice(NAMES), seat=seat, held_from=start, held_until=luck.later(start))


def _obstacle(luck: Luck) -> Obstacle:
    reported = luck.day()
    solved = luck.later(reported)
    outcome = luck.choice([None, "already_allowed", "changed", "refused"]) if solved else None
    return Obstacle(rule="taal", reported_on=reported, solved_on=solved, outcome=outcome)


def a_sheet(luck: Luck) -> Sheet:
    """A small sheet with something in every tab."""
    return {
        "participants": [participant(luck, code) for code in CODES[: luck.randint(1, len(CODES))]],
        "steps": luck.many(20, lambda: a_step(luck)),
        "measurements": luck.many(8, lambda: _answer(luck)),
        "partners": [_partner(luck, name) for name in NAMES],
        "embedding": luck.many(20, lambda: _embedding(luck)),
        "experts": luck.many(6, lambda: _count(luck)),
        "places": luck.many(6, lambda: _place(luck)),
        "team": luck.many(16, lambda: _seat(luck)),
        "obstacles": luck.many(6, lambda: _obstacle(luck)),
    }


def _facts(sheet: Sheet) -> Facts:
    return facts(World(FIRST_SYNC, {tab: held(records) for tab, records in sheet.items()}))


def _changed(records: Iterable[Record], change: Callable[[Any], Any]) -> list[Any]:
    return [change(record) for record in records]


lucks = st.integers(0, 2**32).map(Luck)
"""A seed makes a sheet: much faster than to draw every cell, so that many more sheets are tried."""

proof = settings(max_examples=150, deadline=None, derandomize=True)


# --- Sums ------------------------------------------------------------------------------------------------------------


@given(lucks)
@proof
def test_who_counts_lies_within_the_denominator_and_apart_from_who_is_unknown(luck: Luck) -> None:
    known = _facts(a_sheet(luck))
    for one in CATALOGUE:
        members = one.members(known, ON)
        base = members.yes if members.base is None else members.base
        assert members.yes | members.unknown <= base, one.code
        assert not members.yes & members.unknown, one.code
        assert not members.left_out & base, one.code


@given(lucks)
@proof
def test_everyone_is_in_one_place(luck: Luck) -> None:
    known = _facts(a_sheet(luck))
    assert sum(people_by_activity(known, ON).values()) == len(known.registered(ON))


# --- One person more -------------------------------------------------------------------------------------------------

OF_PEOPLE = [one for one in CATALOGUE if one.of is Of.PEOPLE]


@given(lucks)
@proof
def test_adding_a_person_never_lowers_a_count_of_people(luck: Luck) -> None:
    sheet, newcomer = a_sheet(luck), participant(luck, "D-100")
    rows = luck.many(4, lambda: a_step(luck, ["D-100"]))
    more = {**sheet, "participants": [*sheet["participants"], newcomer], "steps": [*sheet["steps"], *rows]}
    before, after = _facts(sheet), _facts(more)
    for one in OF_PEOPLE:
        was, now = one.members(before, ON), one.members(after, ON)
        assert was.yes <= now.yes, one.code
        assert (was.base or frozenset()) <= (now.base or frozenset()), one.code


# --- The order of rows -----------------------------------------------------------------------------------------------


@given(lucks)
@proof
def test_sorting_the_sheet_changes_nothing(luck: Luck) -> None:
    sheet = a_sheet(luck)
    before = _facts(sheet)
    after = _facts({tab: luck.sample(records, len(records)) for tab, records in sheet.items()})
    for one in CATALOGUE:
        assert figure(one, before, ON) == figure(one, after, ON), one.code


# --- What happens later ----------------------------------------------------------------------------------------------


def _goes_on(record: Any, luck: Luck) -> Any:
    """The same row as it may be typed later on, when something happened after the reference date."""
    after = ON + timedelta(days=luck.randint(1, 300))
    if isinstance(record, Step) and record.start <= ON and record.end is None and luck.random() < 0.6:
        checked = after if record.checked_on is None else max(after, record.checked_on)
        return replace(record, end=checked) if luck.random() < 0.5 else replace(record, checked_on=checked)
    if isinstance(record, Participant) and record.closed_on is None and luck.random() < 0.5:
        return replace(record, closed_on=after)
    if isinstance(record, Obstacle) and record.solved_on is None and luck.random() < 0.5:
        return replace(record, solved_on=after, outcome="changed")
    if isinstance(record, Partner) and record.left_on is None and luck.random() < 0.5:
        return replace(record, left_on=after)
    return record


_DATES = {
    "measurements": "answered_on",
    "embedding": "since",
    "experts": "counted_on",
    "places": "offered_from",
    "team": "held_from",
    "obstacles": "reported_on",
}


def _and_then(sheet: Sheet, news: Sheet, later: list[Step], luck: Luck) -> Sheet:
    """A sheet with later facts added, and its own rows brought up to date."""
    grown = {tab: _changed(records, lambda record: _goes_on(record, luck)) for tab, records in sheet.items()}
    for tab, field in _DATES.items():
        grown[tab] += [record for record in news[tab] if getattr(record, field) > ON]
    return {**grown, "steps": grown["steps"] + later}


@given(lucks)
@proof
def test_a_reference_date_in_the_past_is_not_moved_by_later_facts(luck: Luck) -> None:
    """What is learnt later may make an unknown outcome known; it never turns a known one round."""
    sheet, news, later = a_sheet(luck), a_sheet(luck), luck.many(8, lambda: a_step(luck, after=ON))
    before, after = _facts(sheet), _facts(_and_then(sheet, news, later, luck))
    assert people_by_activity(before, ON) == people_by_activity(after, ON)
    for one in CATALOGUE:
        was, now = one.members(before, ON), one.members(after, ON)
        assert was.base == now.base, one.code
        assert was.yes <= now.yes, one.code
        assert now.unknown <= was.unknown, one.code
        if one.code != "uitkomst_bekend":
            assert now.yes - was.yes <= was.unknown, one.code
        assert (was.days, was.numbers) == (now.days, now.numbers), one.code


# --- When the unknown become known -----------------------------------------------------------------------------------


def _asked(step: Step, others: Sequence[Step], luck: Luck) -> Step:
    """A step of which somebody asked how it went, without a word against what was known."""
    if step.kind == StepKind.TRAINING:
        return _with_result(step, luck)
    if step.end is not None or step.start > ON:
        return step
    begun = [one.start for one in others if one.participant == step.participant and one.start <= ON]
    last = max([step.checked_on or step.start, *begun]) + timedelta(days=luck.choice([0, 40, 200, 400]))
    return replace(step, end=last) if luck.random() < 0.5 else replace(step, checked_on=last)


def _with_result(step: Step, luck: Luck) -> Step:
    """A training of which the outcome was unknown on the day, and is known now."""
    if step.start > ON or not outcome_unknown(step, ON):
        return step
    end = step.end or min(ON, max(step.start, step.planned_end or ON))
    return replace(step, end=end, result=luck.choice([Result.COMPLETED, Result.STOPPED]))


def _revealed(sheet: Sheet, luck: Luck) -> Sheet:
    """A sheet in which what was unknown on the reference date is known."""
    rows = [_asked(step, sheet["steps"], luck) for step in sheet["steps"]]
    rows = [replace(step, partner=step.partner or luck.choice([*NAMES, "outside_network"])) for step in rows]
    written = {(row.partner, row.domain) for row in sheet["embedding"] if row.since <= ON}
    applying = [level for level in LEVELS if level != Level.NOT_APPLICABLE]
    levels = [
        Embedding(partner=name, domain=domain, level=luck.choice(applying), since=FIRST)
        for name in NAMES
        for domain in Domain
        if (name, domain) not in written
    ]
    return {**sheet, "steps": rows, "embedding": [*sheet["embedding"], *levels]}


SHARES = [one for one in CATALOGUE if one.unit is Unit.SHARE and one.of in (Of.PEOPLE, Of.PARTNERS)]
NOT_REVEALED = {"partners_met_plaatsing", "partners_met_ervaringsdeskundige"}
"""A step whose partner was open belongs to nobody; with the partner filled in, it is a new fact and no outcome."""


@given(lucks)
@proof
def test_the_range_of_a_share_holds_the_truth(luck: Luck) -> None:
    sheet = a_sheet(luck)
    before, after = _facts(sheet), _facts(_revealed(sheet, luck))
    for one in SHARES:
        if one.code not in NOT_REVEALED:
            _holds(figure(one, before, ON), figure(one, after, ON))


def _holds(before: Figure, after: Figure) -> None:
    assert before.denominator == after.denominator, before.code
    if before.low is not None and before.high is not None and after.value is not None:
        assert before.low <= after.value <= before.high, before.code


@given(lucks)
@proof
def test_the_range_of_partners_with_an_expert_holds_the_truth_when_all_count(luck: Luck) -> None:
    """Partners that had counted nothing, or not everything, count on the day itself."""
    (one,) = [one for one in CATALOGUE if one.code == "partners_met_ervaringsdeskundige"]
    sheet = a_sheet(luck)
    known = _facts(sheet)
    unknown = one.members(known, ON).unknown
    rows = [ExpertCount(partner=name, counted_on=ON, paid=luck.randint(0, 1), volunteer=0) for name in sorted(unknown)]
    after = figure(one, _facts({**sheet, "experts": [*sheet["experts"], *rows]}), ON)
    assert after.unknown == 0
    _holds(figure(one, known, ON), after)
