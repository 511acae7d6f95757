"""A sync that is taken back: as if it had not been, save for what later ones made of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.history.builders import after, held_after, job, moment, records, rows, sheet, steps, without
from tests.history.strategies import sheets
from tracker.history.apply import applied, mark_of
from tracker.history.undo import brings_back, taken_back
from tracker.model import Access, Held, Intake, Participant, Step, StepKind, TabIntake

FIRST, SECOND, THIRD = (job(f"D-00{number}", start=date(2026, number, 2)) for number in (1, 2, 3))

Tabs = Mapping[str, Sequence[Held]]


def _undone(*seen: Intake, back: int) -> tuple[list[Tabs], Tabs]:
    """What was held after each sheet, and after the sync with this number is taken back."""
    held: list[Tabs] = [{}]
    for day, one in enumerate(seen, 1):
        held.append(after(held[-1], one, day)[0])
    changes = taken_back(held[back - 1], held[back], held[-1])
    return held, applied(held[-1], changes, moment(20))


@pytest.mark.parametrize(
    "last",
    [
        steps(FIRST, SECOND, THIRD),
        steps(FIRST),
        steps(FIRST, replace(SECOND, hours=32.0, end=date(2026, 9, 1))),
        steps(FIRST, replace(SECOND, kind=StepKind.INTERNSHIP)),
        steps(),
        sheet(steps=TabIntake((without(FIRST, "hours"), without(SECOND, "partner", row=3)))),
    ],
)
def test_taking_the_last_sync_back_gives_what_was_before_it(last: Intake) -> None:
    held, now = _undone(steps(FIRST, SECOND), last, back=2)
    assert now["steps"] == tuple(replace(one, first_seen=now["steps"][at].first_seen)
                                 for at, one in enumerate(held[1]["steps"]))  # fmt: skip


@given(st.lists(sheets(), min_size=1, max_size=3), sheets())
@settings(max_examples=60)
def test_whatever_the_last_sync_did_it_can_be_taken_back(seen: list[Intake], last: Intake) -> None:
    before = held_after(*seen)
    made, _ = after(before, last, 8)
    back = applied(made, taken_back(before, made, made), moment(9))
    assert [(one.entity, one.record, one.stale) for one in back["steps"]] == [
        (one.entity, one.record, one.stale) for one in before["steps"]
    ]
    assert mark_of(back) == mark_of(before)


def test_taking_the_first_sync_back_leaves_nothing() -> None:
    _, now = _undone(steps(FIRST, SECOND), back=1)
    assert now["steps"] == ()


def test_a_later_sync_keeps_what_it_made() -> None:
    """The second sync changes the hours, the third one the partner: only the hours go back."""
    second = replace(FIRST, hours=32.0)
    third = replace(second, partner="Bakkerij Halm")
    _, now = _undone(steps(FIRST), steps(second), steps(third), back=2)
    assert records(now) == [replace(FIRST, partner="Bakkerij Halm")]


def test_a_field_that_a_later_sync_changed_again_stays() -> None:
    _, now = _undone(
        steps(FIRST), steps(replace(FIRST, hours=32.0)), steps(replace(FIRST, hours=8.0)), back=2
    )  # fmt: skip
    assert records(now) == [replace(FIRST, hours=8.0)]


def test_what_a_sync_lost_does_not_come_back_beside_what_took_its_place() -> None:
    before = Participant(code="D-001", municipality="Emmen")
    later = Participant(code="D-001", municipality="Assen")
    seen = (sheet(participants=rows(one)) if one else sheet(participants=rows()) for one in (before, None, later))
    _, now = _undone(*seen, back=2)
    assert records(now, "participants") == [later]


def test_taking_the_taking_back_back_gives_the_sync_again() -> None:
    known = held_after(steps(FIRST, SECOND))
    made, _ = after(known, steps(FIRST, THIRD), 2)
    back = applied(made, taken_back(known, made, made), moment(3))
    again = applied(back, taken_back(made, back, back), moment(4))
    assert Counter(records(again)) == Counter(records(made))


def test_access_follows_the_sheet_alone() -> None:
    leader, team = Access(address="a" * 64, role="project_leader"), Access(address="b" * 64, role="programme_team")
    _, now = _undone(sheet(access=rows(leader, team)), sheet(access=rows(leader)), back=2)
    assert records(now, "access") == [leader]


def test_what_was_kept_of_someone_who_took_the_consent_back_stays_away() -> None:
    known = Participant(code="D-001", municipality="Emmen", consent_on=date(2026, 1, 5))
    bare = Participant(code="D-001", consent_withdrawn_on=date(2026, 10, 30))
    first = sheet(participants=rows(known), steps=rows(FIRST, SECOND))
    _, now = _undone(first, sheet(participants=rows(bare), steps=rows()), back=2)
    assert records(now, "participants") == [bare]
    assert records(now) == [SECOND]


# --- The same sheet again --------------------------------------------------------------------------------------------


def _brings_back(last: Intake, then: Intake) -> bool:
    known = held_after(steps(FIRST, SECOND))
    made, _ = after(known, last, 2)
    back = applied(made, taken_back(known, made, made), moment(3))
    _, plan = after(back, then, 4)
    return brings_back(mark_of(made), back, plan.changes, moment(4))


EDITED = steps(FIRST, replace(SECOND, hours=32.0))


@pytest.mark.parametrize(
    ("then", "again"),
    [
        (EDITED, True),
        (steps(replace(SECOND, hours=32.0), FIRST), True),
        (steps(FIRST, SECOND), False),
        (steps(FIRST, replace(SECOND, hours=31.0)), False),
        (steps(FIRST, replace(SECOND, hours=32.0), THIRD), False),
    ],
)
def test_the_same_sheet_is_known_again_whatever_the_order_of_its_rows(then: Intake, again: bool) -> None:
    assert _brings_back(EDITED, then) is again


@pytest.mark.parametrize(
    "last",
    [
        steps(FIRST),
        steps(FIRST, replace(SECOND, kind=StepKind.INTERNSHIP)),
        sheet(steps=TabIntake((without(FIRST, "hours"), without(SECOND, "partner", row=3)))),
        steps(FIRST, rejected=[{"participant": "D-002", "partner": SECOND.partner, "hours": 16.0, "role": "buddy"}]),
    ],
)
def test_rows_that_went_turned_faulty_or_were_typed_over_are_known_again_too(last: Intake) -> None:
    assert _brings_back(last, last)


def test_nothing_is_held_before_anything_was_taken_back() -> None:
    assert not brings_back(None, {}, (), moment(1))
    assert not brings_back("", {}, (), moment(1))


def test_a_mark_tells_every_field_and_what_is_stale_apart() -> None:
    def of(record: Step, **stale: int) -> str:
        return mark_of({"steps": (Held(1, record, moment(1), {name: moment(day) for name, day in stale.items()}),)})

    marks = {of(FIRST), of(SECOND), of(replace(FIRST, hours=None)), of(FIRST, hours=1), of(FIRST, end=1)}
    assert len(marks) == 5
    assert of(FIRST, hours=1) == of(FIRST, hours=2)
