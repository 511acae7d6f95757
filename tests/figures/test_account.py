"""Why a figure changed: every change has causes, each person one, and nothing is left over."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.conftest import WHOLE
from tests.figures.histories import SYNCS, Maker, Work, history
from tracker.figures.account import CAUSES, Part, View, account
from tracker.figures.catalogue import BY_CODE, CATALOGUE
from tracker.figures.facts import Archived, facts
from tracker.figures.members import Indicator
from tracker.figures.state import figure
from tracker.model import Embedding, Held, Measurement, Participant, Partner, Place, Record, Step, World

A, B = date(2026, 6, 30), date(2026, 9, 30)
SEEN = datetime(2026, 7, 1, 12, tzinfo=UTC)


# --- One cause at a time ---------------------------------------------------------------------------------------------


def _world(**tabs: Sequence[Record | None]) -> World:
    """Records by the name of their tab; the place of a record is its number, and None stands for one that is not."""
    return World(SEEN, {
        tab: tuple(Held(at, one, SEEN) for at, one in enumerate(rows, 1) if one) for tab, rows in tabs.items()
    })  # fmt: skip


def _causes(code: str, before: World, after: World, part: str = "numerator", last: date = B) -> Mapping[str, int]:
    """The causes of a change that are not nought."""
    parts = account(View(before, A), View(after, last))
    found = next(one for one in parts if (one.code, one.part) == (code, part))
    return {cause: amount for cause, amount in asdict(found.causes).items() if amount}


ANNA = Participant(code="D-001", registered_on=date(2026, 1, 5), own_goal="paid_work")
BEA = Participant(code="D-002", registered_on=date(2026, 1, 5))
LATE = Participant(code="D-003", registered_on=date(2026, 8, 3))


def _job(start: date, person: str = "D-001", **values: Any) -> Step:
    return Step(participant=person, kind="paid_work", start=start, **values)


IN_MAY, IN_AUGUST = date(2026, 5, 4), date(2026, 8, 3)


@pytest.mark.parametrize(
    ("before", "after", "causes"),
    [
        ([], [], {}),
        ([_job(IN_MAY)], [_job(IN_MAY)], {}),
        ([], [_job(IN_AUGUST)], {"new_events": 1}),
        ([_job(IN_AUGUST)], [_job(IN_AUGUST)], {"new_events": 1}),
        ([], [_job(IN_MAY)], {"late": 1}),
        ([_job(IN_AUGUST)], [_job(IN_MAY)], {"corrections": 1}),
        ([_job(IN_MAY)], [_job(IN_AUGUST)], {"corrections": -1, "new_events": 1}),
        ([_job(IN_MAY)], [None], {"removals": -1}),
        ([_job(IN_MAY)], [None, _job(IN_MAY)], {}),
        ([_job(IN_MAY)], [None, _job(IN_AUGUST)], {"removals": -1, "new_events": 1}),
        ([_job(IN_MAY)], [_job(IN_MAY, "D-002")], {}),
        ([_job(IN_MAY)], [_job(IN_MAY), _job(IN_MAY)], {}),
    ],
)
def test_a_person_enters_paid_work_for_one_cause(
    before: list[Step | None], after: list[Step | None], causes: Mapping[str, int]
) -> None:
    people = [ANNA, BEA]
    found = _causes("betaald_werk", _world(participants=people, steps=before), _world(participants=people, steps=after))
    assert found == causes


def test_a_cell_filled_in_later_is_late_and_a_cell_changed_is_a_correction() -> None:
    training = Step(participant="D-001", kind="training", start=date(2026, 1, 5), planned_end=date(2026, 5, 29))
    ended = replace(training, end=date(2026, 5, 29), result="diploma")
    stopped = replace(ended, result="stopped")
    worlds = [_world(participants=[ANNA], steps=[one]) for one in (training, ended, stopped)]
    assert _causes("opleiding_afgerond", worlds[0], worlds[1]) == {"late": 1}
    assert _causes("opleiding_afgerond", worlds[1], worlds[2]) == {"corrections": -1}
    assert _causes("opleiding_afgerond", worlds[0], worlds[1], "denominator") == {}


def test_of_two_causes_the_last_step_counts_when_someone_stays_in_or_out() -> None:
    """A job comes in late and the person is taken out: nobody entered, so nothing changed."""
    before = _world(participants=[ANNA], steps=[])
    after = _world(participants=[None], steps=[_job(IN_MAY)])
    assert _causes("betaald_werk", before, after) == {}
    assert _causes("deelnemers", before, after) == {"removals": -1}


def test_someone_put_back_under_another_number_is_the_same_person() -> None:
    before = _world(participants=[ANNA], steps=[_job(IN_MAY)])
    after = _world(participants=[None, None, ANNA], steps=[_job(IN_MAY)])
    assert _causes("deelnemers", before, after) == {}


def test_time_that_passes_is_a_new_event() -> None:
    steps = [_job(IN_MAY, end=date(2026, 12, 31))]
    world = _world(participants=[ANNA], steps=steps)
    assert _causes("werk_na_13w", world, world, "denominator") == {"new_events": 1}
    assert _causes("werk_na_13w", world, world) == {"new_events": 1}


HALM = Partner(name="Halm", joined_on=date(2025, 1, 6), action_plan_on=date(2026, 1, 5))
NEWCOMER = Partner(name="Noorderbrug", joined_on=IN_AUGUST, action_plan_on=IN_AUGUST)
OLD_PLAN = Partner(name="Zuiderveld", joined_on=date(2024, 1, 8), action_plan_on=date(2024, 8, 5))


@pytest.mark.parametrize(
    ("before", "after", "plans", "partners"),
    [
        ([HALM], [HALM, NEWCOMER], {"membership": 1}, {"membership": 1}),
        ([HALM, NEWCOMER], [HALM, NEWCOMER], {"membership": 1}, {"membership": 1}),
        ([HALM], [replace(HALM, left_on=IN_AUGUST)], {"membership": -1}, {"membership": -1}),
        ([HALM], [replace(HALM, left_on=IN_MAY)], {"late": -1}, {"late": -1}),
        ([HALM], [HALM, replace(OLD_PLAN, action_plan_on=None)], {}, {"late": 1}),
        ([OLD_PLAN], [OLD_PLAN], {"new_events": -1}, {}),
        ([HALM], [replace(HALM, action_plan_on=date(2020, 1, 6))], {"corrections": -1}, {}),
        ([HALM], [], {"removals": -1}, {"removals": -1}),
    ],
)
def test_partners_come_and_go_by_membership(
    before: list[Partner], after: list[Partner], plans: Mapping[str, int], partners: Mapping[str, int]
) -> None:
    old, new = _world(partners=before), _world(partners=after)
    assert _causes("actieplannen", old, new) == plans
    assert _causes("actieplannen", old, new, "denominator") == partners


def test_a_newcomer_that_is_structural_already_is_membership_too() -> None:
    rows = [Embedding(partner="Noorderbrug", domain="policy", level="structural", since=date(2026, 1, 5))]
    rows += [
        Embedding(partner="Noorderbrug", domain=domain, level="not_applicable", since=date(2026, 1, 5))
        for domain in ("client_contact", "recovery_support", "labour_market")
    ]
    world = _world(partners=[NEWCOMER], embedding=rows)
    assert _causes("partners_structureel", world, world) == {"membership": 1}


def test_a_number_of_places_may_have_several_causes() -> None:
    offer = Place(partner="Halm", kind="internship", number=2, offered_from=date(2026, 1, 5))
    more = replace(offer, number=3)
    before = _world(partners=[HALM], places=[offer, replace(offer, number=4)])
    after = _world(
        partners=[HALM], places=[more, None, replace(offer, number=7), replace(offer, offered_from=IN_AUGUST)]
    )
    assert _causes("plekken_aangeboden", before, after) == {
        "late": 7, "corrections": 1, "removals": -4, "new_events": 2
    }  # fmt: skip


def test_too_few_answers_say_nothing_of_who_gave_them() -> None:
    people = [Participant(code=f"D-{number:03}", registered_on=date(2026, 1, 5)) for number in range(1, 11)]
    answers = [Measurement(participant=one.code, answered_on=date(2026, 4, 6), satisfied=4) for one in people]
    few, enough = (
        _world(participants=people, measurements=answers[:9]),
        _world(participants=people, measurements=answers),
    )

    def parts(before: World, after: World) -> set[str]:
        return {one.part for one in account(View(before, A), View(after, B)) if one.code == "tevreden"}

    assert parts(few, enough) == {"denominator"}
    assert parts(enough, few) == {"denominator"}
    assert parts(enough, enough) == {"numerator", "denominator"}


# --- Definitions and the archive -------------------------------------------------------------------------------------


def test_another_version_of_a_formula_is_a_change_of_definition() -> None:
    ours = BY_CODE["betaald_werk"]
    newer = replace(ours, members=BY_CODE["deelnemers"].members, version=ours.version + 1)
    world = _world(participants=[ANNA, BEA, LATE], steps=[_job(IN_MAY), _job(IN_AUGUST, "D-002")])
    (part,) = account(View(world, A), View(world, B), old=(ours,), new=(newer,))
    assert (part.before, part.after) == (1, 3)
    assert part.causes.new_events == 1
    assert part.causes.definition == 1


def test_a_figure_that_came_or_went_is_a_change_of_definition_as_a_whole() -> None:
    ours = BY_CODE["betaald_werk"]
    world = _world(participants=[ANNA], steps=[_job(IN_MAY)])
    views = View(world, A), View(world, B)
    (came,), (went,) = account(*views, old=(), new=(ours,)), account(*views, old=(ours,), new=())
    assert (came.before, came.after, came.causes.definition) == (0, 1, 1)
    assert (went.before, went.after, went.causes.definition) == (1, 0, -1)


def test_people_in_the_archive_are_in_both_figures_and_cause_no_change() -> None:
    world = _world(participants=[ANNA], steps=[_job(IN_AUGUST)])
    archive = {"betaald_werk": {date(2026, 6, 30): Archived(3), date(2026, 9, 30): Archived(4)}}
    parts = account(View(world, A), View(world, B), archive=archive)
    part = next(one for one in parts if one.code == "betaald_werk")
    assert (part.before, part.after, part.causes.new_events, part.rest) == (3, 5, 2, 0)


# --- The proof -------------------------------------------------------------------------------------------------------

BATCHES = 10
IN_A_BATCH = 1_000 if WHOLE else 100


def _other_definitions(make: Maker) -> tuple[Indicator, ...]:
    """A catalogue in which some formulas are others, some figures went, and one came."""
    changed = []
    for one in CATALOGUE:
        luck = make.chance.random()
        if luck < 0.2:
            other = make.one_of(*(some for some in CATALOGUE if some.of == one.of))
            changed.append(replace(one, members=other.members, version=one.version + 1))
        elif luck > 0.03:
            changed.append(one)
    return (*changed, replace(BY_CODE["deelnemers"], code="nieuw_cijfer"))


def _expected(view: View, catalogue: Sequence[Indicator]) -> dict[tuple[str, str], int]:
    """Every count of a view, by the way that the pages take."""
    known = facts(view.world)
    made = [figure(one, known, view.as_of) for one in catalogue]
    counts = {(one.code, "numerator"): one.numerator for one in made}
    counts |= {(one.code, "denominator"): one.denominator for one in made}
    return {key: count for key, count in counts.items() if count is not None}


def _check(parts: Sequence[Part], before: Mapping[tuple[str, str], int], after: Mapping[tuple[str, str], int]) -> None:
    told = {(part.code, part.part): part for part in parts}
    assert len(told) == len(parts)
    for key, part in told.items():
        assert part.rest == 0, key
        assert part.before == before.get(key, 0), key
        assert part.after == after.get(key, 0), key
    # Only numerators about too few people, on one side at least, are not told.
    missing = (before.keys() | after.keys()) - told.keys()
    assert all(part == "numerator" and BY_CODE[code].fewest for code, part in missing), missing


@pytest.mark.proof
@pytest.mark.parametrize("batch", range(BATCHES))
def test_nothing_is_left_over_in_any_history(batch: int) -> None:
    """Late entries, corrections, removals, partners that join and leave, changed definitions: 10,000 times."""
    moved = dict.fromkeys(CAUSES, 0)
    for seed in range(batch * 1_000, batch * 1_000 + IN_A_BATCH):
        before, after, make = history(seed)
        new = _other_definitions(make) if seed % 3 == 0 else CATALOGUE
        parts = account(before, after, new=new)
        _check(parts, _expected(before, CATALOGUE), _expected(after, new))
        for part in parts:
            for cause, amount in asdict(part.causes).items():
                moved[cause] += abs(amount)
    # A proof about histories in which nothing happens would prove nothing.
    assert min(moved.values()) > IN_A_BATCH


@pytest.mark.parametrize(
    ("work", "possible"),
    [
        (Work(correct=False, fill=False, remove=False), {"late"}),
        (Work(correct=False, add=False, remove=False), {"late"}),
        (Work(fill=False, add=False, remove=False), {"corrections"}),
        (Work(correct=False, fill=False, add=False), {"removals"}),
        (Work(correct=False, fill=False, add=False, remove=False), set()),
    ],
)
def test_work_of_one_sort_has_causes_of_that_sort_only(work: Work, possible: set[str]) -> None:
    seen = set()
    for seed in range(60):
        before, after, _ = history(seed, work)
        for part in account(before, View(after.world, before.as_of)):
            seen |= {cause for cause, amount in asdict(part.causes).items() if amount}
    assert seen == possible


def test_the_same_knowledge_leaves_only_what_happened_in_between() -> None:
    seen = set()
    for seed in range(60):
        before, after, _ = history(seed)
        same = View(World(SYNCS[2], dict(before.world.tabs)), after.as_of)
        for part in account(before, same):
            seen |= {cause for cause, amount in asdict(part.causes).items() if amount}
    assert seen == {"new_events", "membership"}
