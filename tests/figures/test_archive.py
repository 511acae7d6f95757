"""What stays of people who were erased: every count at every quarter's end, and nothing that says who they were."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings

from tests.conftest import WHOLE
from tests.figures.builders import day, facts_of, internship, job, partner, shown, someone, training
from tests.figures.test_properties import CODES, FIRST, Luck, a_sheet, lucks
from tracker.figures.archive import Archive, merged, moved
from tracker.figures.facts import NOBODY, Archived, Facts, facts
from tracker.figures.funder import esf_figures, grant_figures
from tracker.figures.months import quarter_end, quarter_ends
from tracker.figures.state import FIXED, WITHOUT_ERASED, state
from tracker.model import Figure, Grant, Held, Record, Unit, World

SYNCS = tuple(datetime(2023, month, 1, 12, tzinfo=UTC) for month in (1, 4, 9))
GRANTS = (Grant(name="Regio Deal"), Grant(name="NPG", runs_from=date(2023, 6, 1), runs_until=date(2024, 6, 1)))
proof = settings(max_examples=120 if WHOLE else 12, deadline=None, derandomize=True)


def a_world(luck: Luck) -> World:
    """A programme with steps that grants paid for and that were typed in at several syncs."""
    sheet = a_sheet(luck)
    steps = [replace(step, grant=luck.maybe([grant.name for grant in GRANTS])) for step in sheet["steps"]]
    tabs: dict[str, Sequence[Record]] = {**sheet, "steps": steps, "grants": GRANTS}
    return World(
        SYNCS[-1],
        {
            tab: tuple(
                Held(number, record, SYNCS[0] if tab != "steps" else luck.choice(SYNCS))
                for number, record in enumerate(records, 1)
            )
            for tab, records in tabs.items()
        },
    )


def without(world: World, codes: frozenset[str]) -> World:
    """What is left when every row of some people is gone."""

    def whose(record: Any) -> object:
        return getattr(record, "code", None) or getattr(record, "participant", None)

    return World(
        world.known_at,
        {tab: tuple(one for one in held if whose(one.record) not in codes) for tab, held in world.tabs.items()},
    )


def told(known: Facts, end: date, *, fixed: bool) -> list[tuple[object, ...]]:
    """Everything that is said on a day, in numbers; the value of a duration only when it was fixed."""
    now = state(known, end, SYNCS[-1])
    some = [one for figure in now.figures for one in (figure, *figure.beside)]
    some += [
        one for grant in known.grants for one in (*grant_figures(known, grant, end), *esf_figures(known, grant, end))
    ]
    return [tuple(now.where.items()), *(_numbers(one, fixed) for one in some)]


def _numbers(figure: Figure, fixed: bool) -> tuple[object, ...]:
    names = [one.name for one in fields(figure) if one.name not in ("definition", "beside")]
    if figure.unit is Unit.DAYS and not fixed:
        names.remove("value")
    return tuple(getattr(figure, name) for name in names)


@given(lucks)
@proof
def test_every_number_at_every_quarters_end_is_the_same_before_and_after_people_are_erased(luck: Luck) -> None:
    world, on = a_world(luck), FIRST
    archive: Archive = {}
    for _ in range(2):
        on = max(on, luck.day())
        gone = frozenset(luck.sample(CODES, luck.randint(1, 3)))
        before = facts(world, archive)
        world, archive = without(world, gone), merged(archive, moved(before, gone, on))
        after = facts(world, archive)
        for end in quarter_ends(FIRST, quarter_end(on)):
            assert told(after, end, fixed=end <= on) == told(before, end, fixed=end <= on), (end, gone)


@given(lucks)
@proof
def test_everyone_is_still_in_one_place_long_after_they_were_erased(luck: Luck) -> None:
    world, on = a_world(luck), luck.day()
    gone = frozenset(CODES[:3])
    known = facts(without(world, gone), moved(facts(world), gone, on))
    for end in quarter_ends(on, date(2029, 1, 1)):
        now = state(known, end, SYNCS[-1])
        assert sum(now.where.values()) == next(one.numerator for one in now.figures if one.code == "deelnemers")


def test_an_archive_holds_no_codes() -> None:
    known = facts_of(someone("Q", job("2024-02-01", partner="Halm")), partners=[partner("Halm")])
    archive = moved(known, frozenset({"Q-1"}), day("2024-05-01"))
    assert archive
    assert "Q" not in repr(archive)


def erased(known: Facts, archive: Archive) -> Facts:
    """The facts without anyone, and with an archive."""
    return replace(known, people=(), archive=archive)


@pytest.mark.parametrize(
    ("code", "then", "later"),
    [
        ("deelnemers", 1, 1),
        ("betaald_werk", 1, 1),
        ("nu_betaald_werk", 1, 0),
        ("partners_met_plaatsing", 1, 0),
        ("plekken_bezet", 0, 0),
    ],
)
def test_what_adds_up_goes_on_and_what_is_about_one_day_ends_with_the_quarter(code: str, then: int, later: int) -> None:
    known = facts_of(someone("A", job("2024-02-01", partner="Halm")), partners=[partner("Halm")])
    after = erased(known, moved(known, frozenset({"A-1"}), day("2024-05-01")))
    assert shown(code, after, "2024-06-30").numerator == then
    assert shown(code, after, "2024-07-01").numerator == later


def test_someone_who_worked_is_counted_as_closed_after_the_quarter_in_which_they_were_erased() -> None:
    known = facts_of(someone("A", job("2024-02-01")))
    after = erased(known, moved(known, frozenset({"A-1"}), day("2024-05-01")))
    assert state(after, day("2024-06-30"), SYNCS[0]).where["betaald werk"] == 1
    later = state(after, day("2024-09-30"), SYNCS[0]).where
    assert (later["betaald werk"], later["afgesloten"]) == (0, 1)


def test_a_time_that_would_change_is_fixed_as_it_was_and_says_so() -> None:
    known = facts_of(
        someone("A", job("2024-01-11"), own_goal="paid_work"),
        someone("B", job("2024-02-20"), own_goal="paid_work"),
    )
    gone = frozenset({"A-1"})
    after = replace(known, people=known.people[1:], archive=moved(known, gone, day("2024-07-02")))
    then = shown("doorlooptijd_werk", after, "2024-06-30")
    assert (then.value, then.numerator, then.denominator) == (10, 2, 2)
    assert then.definition.endswith(FIXED)
    now = shown("doorlooptijd_werk", after, "2024-07-02")
    assert now.value == 50
    assert now.definition.endswith(WITHOUT_ERASED)


def test_a_time_that_was_fixed_once_stays_so_when_more_people_are_erased() -> None:
    people = [someone(letter, job(f"2024-01-{10 + at}"), own_goal="paid_work") for at, letter in enumerate("ABC")]
    known = facts_of(*people)
    archive: Archive = {}
    for gone in ("A-1", "B-1"):
        archive = merged(archive, moved(known, frozenset({gone}), day("2024-07-02")))
        known = replace(known, people=known.people[1:], archive=archive)
    assert shown("doorlooptijd_werk", known, "2024-06-30").value == 10


def test_the_totals_of_a_grant_keep_who_was_erased() -> None:
    grant = Grant(name="Regio Deal", runs_from=day("2024-01-01"))
    known = facts_of(someone("A", training("2024-02-01", grant="Regio Deal"), closed_on="2024-03-01"), grants=[grant])
    after = erased(known, moved(known, frozenset({"A-1"}), day("2026-05-01")))
    on = day("2026-05-02")
    assert [one.numerator for one in grant_figures(after, grant, on)] == [1, 1, 1, 0, 0, 0]
    assert esf_figures(after, grant, on) == esf_figures(known, grant, on)


def test_a_correction_after_the_erasing_makes_no_part_larger_than_its_whole() -> None:
    known = facts_of(someone("A", internship("2024-02-01", partner="Halm")), partners=[partner("Halm")])
    archive = moved(known, frozenset({"A-1"}), day("2024-02-20"))
    now = facts_of(someone("B", job("2024-01-01", partner="Halm")), partners=[partner("Halm")])
    figure = shown("partners_met_plaatsing", replace(now, archive=archive), "2024-03-31")
    assert (figure.numerator, figure.denominator, figure.value) == (1, 1, 1.0)


def test_two_archives_add_up_each_from_its_own_last_quarter() -> None:
    first, second, third = day("2024-03-31"), day("2024-06-30"), day("2024-09-30")
    together = merged({"x": {first: Archived(2)}}, {"x": {second: Archived(1), third: NOBODY}})
    assert together == {"x": {first: Archived(2), second: Archived(3), third: Archived(2)}}
