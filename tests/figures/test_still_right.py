"""“Klopt dit nog?”: when partners are asked, about what, and how long an answer says something."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.figures.builders import Someone, day, internship, job, partner, someone, training, world_of
from tracker.choices import LIST_ANSWERS, PLACE_ANSWERS, PLACEMENT_ANSWERS, RIGHT
from tracker.figures.facts import facts
from tracker.figures.signals import Kind
from tracker.figures.still_right import (
    ANSWERS_ABOUT,
    Line,
    Round,
    advice,
    answer_signals,
    kind,
    kind_and_number,
    lines,
    round_of,
    since,
    what,
    worst_first,
)
from tracker.model import Answer, Asked, Place, Record, Step, World

TODAY = day("2026-11-01")
HERE, THERE = "Zorg Voorbeeld", "Wonen Monden"
AT = datetime(2026, 10, 30, 9, tzinfo=UTC)
PLACE = Place(partner=HERE, kind="internship", number=2, offered_from=day("2026-01-01"), role="buddy")


def programme(*people: Someone, places: tuple[Place, ...] = (PLACE,)) -> World:
    """Two partners, and people with steps there."""
    tabs: Mapping[str, list[Record]] = {"partners": [partner(HERE), partner(THERE)], "places": list(places)}
    return world_of(*people, **tabs)


def asked(world: World, *answers: Answer, on: date = TODAY) -> Mapping[str, tuple[Line, ...]]:
    """What each partner is asked."""
    return lines(facts(world), world, answers, on)


def words(some: tuple[Line, ...]) -> list[str]:
    """What the lines are about."""
    return [what(line.about) for line in some]


def about(line: Line, said: str = RIGHT, **values: object) -> Answer:
    """An answer to a line as it is."""
    given = Answer(tab=line.tab, entity=line.entity, partner=line.partner, said=said, answered_at=AT, about=line.about)
    return replace(given, **values)  # type: ignore[arg-type]  # The caller names the fields.


# --- When ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "opens"),
    [("2026-10-26", None), ("2026-10-27", "2026-10-27"), ("2026-11-17", "2026-10-27")],
)
def test_a_round_opens_three_weeks_before_a_meeting(today: str, opens: str | None) -> None:
    meeting = day("2026-11-17")
    assert round_of(meeting, day(today), 21) == (Round(day(opens), meeting) if opens else None)


def test_without_a_meeting_nobody_is_asked() -> None:
    assert round_of(None, TODAY, 21) is None


@pytest.mark.parametrize(("days", "is_done"), [(0, True), (-3, True), (-4, False)])
def test_an_answer_of_an_earlier_round_is_not_one_of_this(days: int, is_done: bool) -> None:
    world = programme(someone("A", job("2026-03-01", partner=HERE)))
    line = asked(world)[HERE][0]
    given = about(line, answered_at=AT + timedelta(days=days))
    (line, *_) = asked(world, given)[HERE]
    assert Round(day("2026-10-27"), day("2026-11-17")).has(line) == is_done


# --- What ------------------------------------------------------------------------------------------------------------


def test_a_partner_is_asked_about_running_steps_then_places_then_the_list() -> None:
    world = programme(
        someone("B", internship("2026-02-01", partner=HERE)),
        someone("A", job("2026-03-01", partner=HERE, role="trainer"), job("2026-01-01", partner=THERE)),
    )
    found = asked(world)
    assert words(found[HERE]) == [
        "betaald werk, trainer, sinds 1 maart 2026",
        "stage, sinds 1 februari 2026",
        "2 plekken voor stage, buddy, vanaf 1 januari 2026",
        "",
    ]
    assert [line.tab for line in found[THERE]] == ["steps", "partners"]


@pytest.mark.parametrize(
    "one",
    [
        someone("A", training("2026-03-01", partner=HERE)),
        someone("A", job("2026-03-01", "2026-10-31", partner=HERE)),
        someone("A", job("2026-11-02", partner=HERE)),
        someone("A", job("2026-03-01")),
        someone("A", job("2026-03-01", partner=HERE), closed_on="2026-10-01"),
        someone("A", job("2026-03-01", partner=HERE), consent_withdrawn_on="2026-11-01"),
    ],
    ids=["training", "over", "ahead", "elsewhere", "closed", "withdrawn"],
)
def test_nobody_is_shown_who_is_not_placed_there_now(one: Someone) -> None:
    assert [line.tab for line in asked(programme(one, places=()))[HERE]] == ["partners"]


@pytest.mark.parametrize(
    "place",
    [
        replace(PLACE, offered_from=day("2026-11-02")),
        replace(PLACE, offered_until=day("2026-10-31")),
        replace(PLACE, number=0),
    ],
)
def test_a_place_that_is_not_offered_now_is_not_asked_about(place: Place) -> None:
    assert [line.tab for line in asked(programme(places=(place,)))[HERE]] == ["partners"]


def test_people_stand_in_no_order_of_their_codes() -> None:
    one, other = job("2026-03-01", partner=HERE), job("2026-02-01", partner=HERE)
    found = asked(programme(someone("A", one), someone("B", other)))[HERE]
    assert [line.participant for line in found[:2]] == ["B-1", "A-1"]


def test_a_partner_that_left_is_asked_nothing() -> None:
    world = world_of(someone("A", job("2026-03-01", partner=HERE)), partners=[partner(HERE, left_on="2026-10-01")])
    assert asked(world) == {}


# --- How long an answer holds ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "right_holds", "wrong_holds"),
    [
        ({"evidence": "employer", "checked_on": TODAY}, True, True),
        ({"hours": 16.0}, True, False),
        ({"end": day("2026-12-31")}, True, False),
        ({"role": "trainer"}, False, False),
        ({"start": day("2026-03-02")}, False, False),
        ({"kind": "volunteer_work"}, False, False),
    ],
)
def test_an_answer_holds_as_long_as_the_row_says_the_same(
    changed: dict[str, object], right_holds: bool, wrong_holds: bool
) -> None:
    before = asked(programme(someone("A", job("2026-03-01", partner=HERE, role="buddy")), places=()))[HERE][0]
    now = programme(someone("A", replace(before.about, **changed)), places=())  # type: ignore[arg-type]  # The table names the fields.
    for said, holds in ((RIGHT, right_holds), ("stopped", wrong_holds)):
        assert (asked(now, about(before, said))[HERE][0].answer is not None) == holds, said


@pytest.mark.parametrize(
    ("changed", "right_holds", "wrong_holds"),
    [
        ({"domain": "policy"}, True, True),
        ({"hours": 16.0}, True, False),
        ({"offered_until": day("2026-12-31")}, True, False),
        ({"number": 3}, False, False),
        ({"role": "trainer"}, False, False),
        ({"offered_from": day("2026-01-02")}, False, False),
        ({"kind": "paid_work"}, False, False),
    ],
)
def test_an_answer_about_places_holds_as_long_as_their_row_says_the_same(
    changed: dict[str, object], right_holds: bool, wrong_holds: bool
) -> None:
    before = asked(programme())[HERE][0]
    now = programme(places=(replace(PLACE, **changed),))  # type: ignore[arg-type]  # The table names the fields.
    for said, holds in ((RIGHT, right_holds), ("number", wrong_holds)):
        assert (asked(now, about(before, said))[HERE][0].answer is not None) == holds, said


def test_a_line_says_of_which_kind_it_is_and_since_when() -> None:
    found = asked(programme(someone("A", job("2026-03-01", partner=HERE))))[HERE]
    assert [(kind(line.about), kind_and_number(line.about), since(line.about)) for line in found] == [
        ("betaald werk", "betaald werk", day("2026-03-01")),
        ("stage", "2 plekken voor stage", day("2026-01-01")),
        ("de hele lijst", "de hele lijst", None),
    ]


def test_an_answer_of_another_partner_about_the_same_row_says_nothing() -> None:
    world = programme(someone("A", job("2026-03-01", partner=HERE)))
    line = asked(world)[HERE][0]
    assert asked(world, about(line, partner=THERE))[HERE][0].answer is None


# --- What it means ---------------------------------------------------------------------------------------------------


def answered(*said: str) -> Mapping[str, tuple[Line, ...]]:
    """A partner where people with codes A, B … have work, with an answer about each."""
    people = [someone("ABCDEF"[place], job("2026-03-01", partner=HERE)) for place in range(len(said))]
    world = programme(*people)
    return asked(world, *(about(line, word) for line, word in zip(asked(world)[HERE], said, strict=False)))


def test_what_is_not_right_becomes_a_signal_and_what_is_right_does_not() -> None:
    found = list(answer_signals(answered("hours", RIGHT, "unknown", "stopped")))
    assert [(one.kind, one.participant) for one in found] == [
        (Kind.UNKNOWN_THERE, "C-1"),
        (Kind.SAID_STOPPED, "D-1"),
        (Kind.SAID_OTHERWISE, "A-1"),
    ]
    assert found[1].since == day("2026-10-30")
    assert found[1].partner == HERE
    assert found[1].message == "Zorg Voorbeeld zegt: is gestopt. Het gaat om betaald werk, sinds 1 maart 2026."


def test_an_answer_that_was_handled_is_no_signal() -> None:
    world = programme(someone("A", job("2026-03-01", partner=HERE)))
    given = about(asked(world)[HERE][0], "stopped", handled_at=AT)
    assert list(answer_signals(asked(world, given))) == []


def test_what_is_missing_on_the_list_is_a_signal_about_the_partner() -> None:
    world = programme()
    (signal,) = answer_signals(asked(world, about(asked(world)[HERE][-1], "person_missing")))
    assert (signal.participant, signal.partner) == (None, HERE)
    assert signal.message == "De partner zegt: er ontbreekt iemand."


def test_of_two_equal_answers_the_one_that_waits_longest_comes_first() -> None:
    world = programme(someone("A", job("2026-03-01", partner=HERE)), someone("B", job("2026-03-01", partner=HERE)))
    one, other, *_ = asked(world)[HERE]
    given = asked(world, about(one, "stopped"), about(other, "stopped", answered_at=AT - timedelta(days=1)))[HERE]
    assert [line.participant for line in worst_first(line for line in given if line.is_wrong)] == ["B-1", "A-1"]


@pytest.mark.parametrize("choices", [PLACEMENT_ANSWERS, PLACE_ANSWERS, LIST_ANSWERS])
def test_every_answer_that_is_not_right_says_what_to_do(choices: object) -> None:
    tab = next(tab for tab, known in ANSWERS_ABOUT.items() if known is choices)
    row: Asked = Step(participant="A-1", kind="paid_work", start=TODAY)
    codes = [option.code for option in ANSWERS_ABOUT[tab].options]
    assert codes[0] == RIGHT
    for code in codes[1:]:
        said = advice(Answer(tab=tab, entity=1, partner=HERE, said=code, answered_at=AT, about=row))
        assert said != "Bel de partner."
