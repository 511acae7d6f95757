"""What partners answered, on both kinds of database: one answer a row, about what was shown, gone with the person."""

from datetime import date, timedelta

import pytest

from tests.store.samples import changed, moment, new, rows, step, sync
from tracker.model import Change, Meeting, Partner
from tracker.store import Store
from tracker.store.answers import KEPT_FOR
from tracker.store.erasing import Erasure, erase

HERE, THERE = "Zorg Voorbeeld", "Wonen Monden"


@pytest.fixture
def known(store: Store) -> Store:
    """A database with two steps of two people, and a partner."""
    sync(store, [*new(step("D-001", 8), step("D-002", 16)), Change("partners", 0, None, Partner(name=HERE))])
    return store


def test_an_answer_comes_back_with_the_row_as_it_was_shown(known: Store) -> None:
    held = known.world().tabs["steps"][0]
    known.answers.put(HERE, {("steps", held.entity): "stopped", ("partners", 1): "right"}, seen=1, at=moment(1))
    sync(known, [changed(held, step("D-001", 12))])
    first, second = known.answers.all()
    assert (first.partner, first.said, first.answered_at, first.about) == (HERE, "stopped", moment(1), step("D-001", 8))
    assert (second.tab, second.about) == ("partners", Partner(name=HERE))


def test_a_later_answer_takes_the_place_of_the_one_before(known: Store) -> None:
    known.answers.put(HERE, {("steps", 1): "stopped"}, seen=1, at=moment(1))
    assert known.answers.handle(("steps", 1), "stopped", answered_at=moment(1), at=moment(2))
    known.answers.put(THERE, {("steps", 1): "right"}, seen=1, at=moment(3))
    (one,) = known.answers.all()
    assert (one.partner, one.said, one.handled_at) == (THERE, "right", None)


def test_an_answer_is_handled_once_and_only_when_it_is_still_the_same(known: Store) -> None:
    known.answers.put(HERE, {("steps", 1): "stopped"}, seen=1, at=moment(1))
    assert not known.answers.handle(("steps", 1), "stopped", answered_at=moment(0), at=moment(2))
    assert not known.answers.handle(("steps", 1), "hours", answered_at=moment(1), at=moment(2))
    assert not known.answers.handle(("steps", 2), "stopped", answered_at=moment(1), at=moment(2))
    assert known.answers.handle(("steps", 1), "stopped", answered_at=moment(1), at=moment(2))
    assert not known.answers.handle(("steps", 1), "stopped", answered_at=moment(1), at=moment(3))
    assert [one.handled_at for one in known.answers.all()] == [moment(2)]


def test_erasing_someone_erases_the_answers_about_them_and_no_others(known: Store, address: str) -> None:
    moved = known.world().tabs["steps"][0]
    # A row that was typed under another code first is about both people.
    sync(known, [changed(moved, step("D-003", 8))])
    known.answers.put(HERE, {("steps", 1): "stopped", ("steps", 2): "right"}, seen=2, at=moment(2))
    assert [one.entity for one in known.answers.about_person("D-001")] == [1]
    erase(known, Erasure(seals={"D-001": "a" * 64}, on=date(2026, 11, 4)))
    assert [row[1:3] for row in rows(address) if row[0] == "answers"] == [("steps", 2)]


def test_an_answer_goes_when_its_year_is_over(known: Store) -> None:
    known.answers.put(HERE, {("steps", 1): "stopped"}, seen=1, at=moment(1))
    known.answers.put(HERE, {("steps", 2): "right"}, seen=1, at=moment(2))
    assert known.answers.sweep(moment(1) + KEPT_FOR - timedelta(seconds=1)) == 0
    assert known.answers.sweep(moment(1) + KEPT_FOR) == 1
    assert [one.entity for one in known.answers.all()] == [2]
    known.answers.put(HERE, {}, seen=1, at=moment(2) + KEPT_FOR)
    assert known.answers.all() == ()


def test_the_mark_tells_that_an_answer_came_changed_or_went(known: Store) -> None:
    marks = [known.answers.mark()]
    known.answers.put(HERE, {("steps", 1): "stopped"}, seen=1, at=moment(1))
    marks.append(known.answers.mark())
    known.answers.handle(("steps", 1), "stopped", answered_at=moment(1), at=moment(2))
    marks.append(known.answers.mark())
    known.answers.put(HERE, {("steps", 1): "right"}, seen=1, at=moment(3))
    marks.append(known.answers.mark())
    assert known.answers.mark() == marks[-1]
    assert len(set(marks)) == 4


def test_no_name_and_no_code_stands_beside_an_answer(known: Store, address: str) -> None:
    known.answers.put(HERE, {("steps", 1): "stopped"}, seen=1, at=moment(1))
    (row,) = (row for row in rows(address) if row[0] == "answers")
    assert "D-001" not in repr(row)


def test_the_next_meeting_is_the_first_that_is_known_now(known: Store) -> None:
    days = [date(2026, 10, 31), date(2026, 11, 17), date(2026, 11, 9)]
    sync(known, [Change("meetings", 0, None, Meeting(held_on=one, body="other")) for one in days])
    assert known.answers.next_meeting(date(2026, 11, 1)) == date(2026, 11, 9)
    assert known.answers.next_meeting(date(2026, 11, 9)) == date(2026, 11, 9)
    gone = known.world().tabs["meetings"][2]
    sync(known, [Change("meetings", gone.entity, gone.record, None)])
    assert known.answers.next_meeting(date(2026, 11, 1)) == date(2026, 11, 17)
    assert known.answers.next_meeting(date(2026, 11, 18)) is None
