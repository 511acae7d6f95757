"""The sample sheets are what their generator makes, and hold a programme in which a careful reader finds no fault."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from sample_sheets.__main__ import main
from sample_sheets.days import SAMPLE_DATE
from sample_sheets.life import WITHDRAWS, code
from sample_sheets.partners import MOST, all_partners
from sample_sheets.write import EMPTY, PROGRAMME, records, write_empty, write_programme
from tracker.columns import BY_NAME, TABS, Kind
from tracker.figures.catalogue import CATALOGUE
from tracker.intake.municipalities import MUNICIPALITIES
from tracker.intake.names import plain
from tracker.intake.read import Rules, read_sheet
from tracker.intake.written import written_row
from tracker.model import (
    OUTSIDE_NETWORK,
    Grant,
    Intake,
    Measurement,
    Participant,
    Partner,
    Place,
    Record,
    Severity,
    Step,
    Target,
)
from tracker.sheet.workbook import Workbook

Sample = dict[str, list[Any]]


@pytest.fixture(scope="module")
def sample() -> Sample:
    return dict(records())


# --- The files -------------------------------------------------------------------------------------------------------


def test_the_programme_sheet_is_what_the_generator_makes(tmp_path: Path) -> None:
    write_programme(tmp_path / "programma.xlsx")
    assert (tmp_path / "programma.xlsx").read_bytes() == PROGRAMME.read_bytes()


def test_the_empty_sheet_is_what_the_generator_makes(tmp_path: Path) -> None:
    write_empty(tmp_path / "leeg.xlsx")
    assert (tmp_path / "leeg.xlsx").read_bytes() == EMPTY.read_bytes()


def test_another_sheet_is_the_same_again_too(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_programme(tmp_path / name, people=30, as_of=date(2024, 5, 1))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def _made(path: Path) -> str:
    return str(openpyxl.load_workbook(path).properties.created.isoformat())


def test_the_file_carries_the_date_of_the_sample() -> None:
    assert _made(PROGRAMME) == "2026-11-01T12:00:00"


def test_the_file_holds_the_records_in_every_tab(sample: Sample) -> None:
    book = openpyxl.load_workbook(PROGRAMME)
    for tab in TABS:
        read = [column.heading for column in tab.read_columns]
        heads = [cell.value for cell in book[tab.title][1]]
        rows = [
            [_plain(row[heads.index(heading)]) for heading in read]
            for row in book[tab.title].iter_rows(min_row=2, max_row=len(sample[tab.name]) + 1, values_only=True)
        ]
        assert rows == [_read_cells(tab.name, record) for record in sample[tab.name]], tab.title


def _plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def _read_cells(name: str, record: Record) -> list[object]:
    tab = BY_NAME[name]
    cells = zip(tab.columns, written_row(tab, record), strict=True)
    return [cell for column, cell in cells if column.kind is not Kind.NEVER_READ]


def test_no_name_of_a_person_stands_outside_the_columns_for_names() -> None:
    book = openpyxl.load_workbook(PROGRAMME, data_only=True)
    names = {row[1] for row in book["Deelnemers"].iter_rows(min_row=2, values_only=True) if row[1]}
    others = {
        cell
        for sheet in book.worksheets
        for column in sheet.iter_cols(values_only=True)
        if column[0] != "Naam"
        for cell in column
    }
    assert len(names) > 100
    assert not names & others


def test_names_and_remarks_are_there_for_people() -> None:
    book = openpyxl.load_workbook(PROGRAMME, data_only=True)
    for tab in TABS:
        heads = [cell.value for cell in book[tab.title][1]]
        for column in tab.columns:
            if column.kind is Kind.NEVER_READ:
                at = heads.index(column.heading)
                typed = [row[at] for row in book[tab.title].iter_rows(min_row=2, values_only=True) if row[at]]
                assert len(typed) >= 3, (tab.title, column.heading)


# --- What it tells ---------------------------------------------------------------------------------------------------


def test_every_column_is_filled_in_some_rows_and_every_optional_one_is_open_in_some(sample: Sample) -> None:
    for tab in TABS:
        for column in tab.read_columns:
            values = [getattr(record, column.field) for record in sample[tab.name]]
            assert any(value not in (None, ()) for value in values), (tab.title, column.heading)
            if column.needed:
                assert all(value not in (None, ()) for value in values), (tab.title, column.heading)


def test_the_programme_stands_where_the_story_says(sample: Sample) -> None:
    people: list[Participant] = sample["participants"]
    begun = [step for step in sample["steps"] if step.start <= SAMPLE_DATE]
    paid = {step.participant for step in begun if step.kind == "paid_work"}
    now = {step.participant for step in begun if step.kind == "paid_work" and step.end is None}
    closed = {person.code for person in people if person.closed_on}
    early = closed - paid - _reached(people, begun)
    assert 136 <= len(people) <= 144
    assert 96 <= len({step.participant for step in begun}) <= 106
    assert 47 <= len(paid) <= 53
    assert 36 <= len(now) <= 41
    assert 17 <= len(early) <= 23
    assert any(person.reason == "doel bereikt" for person in people)


def _reached(people: list[Participant], begun: list[Step]) -> set[str]:
    goals = {person.code: person.own_goal for person in people}
    steps_up = {"internship": "work_experience"}
    return {
        step.participant
        for step in begun
        if goals[step.participant] == steps_up.get(step.kind, step.kind)
        and (step.kind != "training" or step.result in ("completed", "diploma"))
    }


def test_the_story_has_its_turns(sample: Sample) -> None:
    steps: list[Step] = sample["steps"]
    by_person = defaultdict(list)
    for step in steps:
        by_person[step.participant].append(step)
    jobs = {code: [step for step in own if step.kind == "paid_work"] for code, own in by_person.items()}
    assert any(_one_after_another(own) for own in jobs.values()), "a job lost and another found"
    assert any(_at_once(own) for own in jobs.values()), "a second job beside the first"
    assert any(_at_once([*jobs[code], step]) for code in jobs for step in _trainings(by_person[code]))
    assert {step.contract for own in jobs.values() for step in own} >= {"temporary", "permanent"}
    assert {step.result for step in steps} >= {"diploma", "completed", "stopped", "running", None}
    assert 2 <= sum(step.start > SAMPLE_DATE for step in steps) <= 10
    passed = [step for step in steps if not step.end and step.planned_end and step.planned_end < SAMPLE_DATE]
    assert 1 <= len(passed) <= 4
    assert all((SAMPLE_DATE - (step.planned_end or SAMPLE_DATE)).days <= 30 for step in passed)


def _trainings(steps: list[Step]) -> list[Step]:
    return [step for step in steps if step.kind == "training"]


def _one_after_another(steps: list[Step]) -> bool:
    return any(one.end and one.end < two.start for one in steps for two in steps)


def _at_once(steps: list[Step]) -> bool:
    return any(
        one is not two and one.start <= two.start <= (one.end or date.max) and two.start <= SAMPLE_DATE
        for one in steps
        for two in steps
    )


def test_the_partners_are_on_their_way(sample: Sample) -> None:
    latest = {(row.partner, row.domain): row.level for row in sample["embedding"]}
    levels = defaultdict(list)
    for (partner, _), level in latest.items():
        levels[partner].append(level)
    everywhere = [
        own for own in levels.values() if set(own) <= {"structural", "not_applicable"} and "structural" in own
    ]
    assert len(sample["partners"]) == 40
    assert sum(partner.left_on is not None for partner in sample["partners"]) == 1
    assert 3 <= len(everywhere) <= 6
    seats = Counter(seat.partner for seat in sample["team"] if seat.held_until is None)
    assert 8 <= sum(number == 5 for number in seats.values()) <= 32
    assert {row.role for row in sample["access"]} == {
        "project_leader", "programme_team", "steering_group", "executive_board", "partner", "funder",
    }  # fmt: skip


def test_all_addresses_are_of_nobody(sample: Sample) -> None:
    addresses = [row.address for row in sample["access"]]
    assert all(address.endswith("@example.org") for address in addresses)
    assert len(set(addresses)) == len(addresses)


# --- A careful reader ------------------------------------------------------------------------------------------------

Problems = Iterator[object]


def dates_of_a_person_out_of_order(sample: Sample) -> Problems:
    for person in sample["participants"]:
        days = [day for day in (person.registered_on, person.consent_on, person.intake_on, person.closed_on) if day]
        if days != sorted(days) or not person.consent_on or not person.registered_on:
            yield person
        if person.paused_from and not person.paused_from < person.paused_until:
            yield person


def steps_before_consent_or_after_closing(sample: Sample) -> Problems:
    people = {person.code: person for person in sample["participants"]}
    for step in sample["steps"]:
        person = people[step.participant]
        if step.start < person.consent_on or (person.closed_on and not (step.end and step.end <= person.closed_on)):
            yield step


def dates_of_a_step_out_of_order(sample: Sample) -> Problems:
    for step in sample["steps"]:
        days = [day for day in (step.start, step.end, step.planned_end) if day]
        if days != sorted(days) or (step.checked_on and step.checked_on < step.start):
            yield step


def days_ahead_where_none_can_be(sample: Sample) -> Problems:
    for tab in TABS:
        for column in tab.read_columns:
            if column.kind is Kind.PAST_DATE:
                days = (getattr(record, column.field) for record in sample[tab.name])
                yield from ((tab.title, column.heading, day) for day in days if day and day > SAMPLE_DATE)


def results_that_do_not_fit_the_end(sample: Sample) -> Problems:
    for step in sample["steps"]:
        if (step.end is None) != (step.result == "running") and step.result is not None:
            yield step


def paid_work_without_a_partner(sample: Sample) -> Problems:
    yield from (step for step in sample["steps"] if step.kind == "paid_work" and not step.partner)


def more_than_full_time(sample: Sample) -> Problems:
    jobs = [step for step in sample["steps"] if step.kind == "paid_work"]
    for job in jobs:
        own = [other for other in jobs if other.participant == job.participant and other.start <= job.start]
        ahead = job.start > SAMPLE_DATE
        beside = [o for o in own if job.start <= (o.end or (o.planned_end if ahead else None) or date.max)]
        if sum(other.hours or 0 for other in beside) > 40:
            yield job


def names_that_nobody_knows(sample: Sample) -> Problems:
    names = {partner.name for partner in sample["partners"]} | {OUTSIDE_NETWORK}
    lists = {field: {getattr(row, field) for row in sample["lists"]} for field in ("municipality", "course", "role")}
    codes, grants = {person.code for person in sample["participants"]}, {grant.name for grant in sample["grants"]}
    yield from (step for step in sample["steps"] if step.participant not in codes)
    yield from (step for step in sample["steps"] if step.partner and step.partner not in names)
    yield from (step for step in sample["steps"] if step.course and step.course not in lists["course"])
    yield from (step for step in sample["steps"] if step.grant and step.grant not in grants)
    for row in (*sample["participants"], *sample["partners"]):
        if row.municipality and row.municipality not in lists["municipality"]:
            yield row
    yield from lists["municipality"] - {None, *MUNICIPALITIES}


def steps_outside_a_grant(sample: Sample) -> Problems:
    grants: dict[str, Grant] = {grant.name: grant for grant in sample["grants"]}
    for step in sample["steps"]:
        grant = grants.get(step.grant)
        last = step.end or step.planned_end or SAMPLE_DATE
        if grant and not (grant.runs_from or step.start) <= step.start <= last <= (grant.runs_until or last):
            yield step


def rows_outside_a_membership(sample: Sample) -> Problems:
    partners: dict[str, Partner] = {partner.name: partner for partner in sample["partners"]}
    starts = {"steps": "start", "embedding": "since", "experts": "counted_on", "team": "held_from",
              "places": "offered_from"}  # fmt: skip
    for tab, field in starts.items():
        for row in sample[tab]:
            partner = partners.get(row.partner)
            if partner and not (partner.joined_on or date.max) <= getattr(row, field) <= (partner.left_on or date.max):
                yield row


def fewer_places_than_people(sample: Sample) -> Problems:
    offers: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in sample["places"]:
        offers[place.partner, place.kind].append(place)
    for (partner, kind), own in offers.items():
        steps = [step for step in sample["steps"] if (step.partner, step.kind) == (partner, kind)]
        for day in {step.start for step in steps}:
            there = sum(step.start <= day <= (step.end or date.max) for step in steps)
            if there > sum(place.number for place in own if place.offered_from <= day):
                yield partner, kind, day


def two_people_alike(sample: Sample) -> Problems:
    steps = defaultdict(list)
    for step in sample["steps"]:
        steps[step.participant].append((step.kind, step.start))
    alike = Counter(
        (person.municipality, person.registered_on, tuple(steps[person.code])) for person in sample["participants"]
    )
    yield from (person for person, number in alike.items() if number > 1)


def proof_without_structure_or_the_reverse(sample: Sample) -> Problems:
    yield from (row for row in sample["embedding"] if (row.level == "structural") != bool(row.proof))


def partners_that_go_back(sample: Sample) -> Problems:
    order = ["not_applicable", "none", "exploring", "pilot", "structural"]
    seen: dict[tuple[str, str], tuple[date, int]] = {}
    for row in sample["embedding"]:
        now = (row.since, order.index(row.level))
        before = seen.get((row.partner, row.domain))
        if before and not (before[0] < now[0] and before[1] < now[1]):
            yield row
        seen[row.partner, row.domain] = now


def targets_that_shrink(sample: Sample) -> Problems:
    before: dict[tuple[str, str | None], Target] = {}
    for target in sorted(sample["targets"], key=lambda target: target.due_on):
        earlier = before.get((target.figure, target.grant))
        if earlier and int(earlier.amount) > int(target.amount):
            yield target
        before[target.figure, target.grant] = target


def answers_before_intake_or_after_closing(sample: Sample) -> Problems:
    people = {person.code: person for person in sample["participants"]}
    answers: list[Measurement] = sample["measurements"]
    for answer in answers:
        person = people[answer.participant]
        if not (person.intake_on or date.max) <= answer.answered_on <= (person.closed_on or SAMPLE_DATE):
            yield answer


def texts_that_are_too_long(sample: Sample) -> Problems:
    for tab in TABS:
        for column in tab.read_columns:
            if column.kind in (Kind.TEXT, Kind.NAME):
                texts = (getattr(record, column.field) or "" for record in sample[tab.name])
                yield from (text for text in texts if len(text) > column.longest)


CAREFUL: tuple[Callable[[Sample], Problems], ...] = (
    dates_of_a_person_out_of_order,
    steps_before_consent_or_after_closing,
    dates_of_a_step_out_of_order,
    days_ahead_where_none_can_be,
    results_that_do_not_fit_the_end,
    paid_work_without_a_partner,
    more_than_full_time,
    names_that_nobody_knows,
    steps_outside_a_grant,
    rows_outside_a_membership,
    fewer_places_than_people,
    two_people_alike,
    proof_without_structure_or_the_reverse,
    partners_that_go_back,
    targets_that_shrink,
    answers_before_intake_or_after_closing,
    texts_that_are_too_long,
)


@pytest.mark.parametrize("look_for", CAREFUL, ids=lambda rule: rule.__name__)
def test_a_careful_reader_finds_no(look_for: Callable[[Sample], Problems], sample: Sample) -> None:
    assert list(look_for(sample)) == []


@pytest.fixture(scope="module")
def intake() -> Intake:
    figures = {figure.code: figure.code for figure in CATALOGUE}
    rules = Rules(today=SAMPLE_DATE, figures=figures, consent_is_ground=True)
    return read_sheet(Workbook(PROGRAMME).read(), rules)


def test_the_tracker_warns_of_nobody_but_the_one_who_took_consent_back(intake: Intake) -> None:
    grave = [finding for finding in intake.findings if finding.severity is not Severity.INFO]
    assert {finding.found for finding in grave} <= {code(WITHDRAWS)}


def test_the_tracker_stores_every_row(intake: Intake, sample: Sample) -> None:
    counts = {name: (tab.count.read, tab.count.stored) for name, tab in intake.tabs.items()}
    assert counts == {name: (len(found), len(found)) for name, found in sample.items()}


def test_the_tracker_reads_what_the_generator_made(intake: Intake, sample: Sample) -> None:
    for name, tab in intake.tabs.items():
        read = [sighting.record for sighting in tab.sightings]
        if name == "participants":
            withdrawn = next(at for at, person in enumerate(sample[name]) if person.code == code(WITHDRAWS))
            assert read[:withdrawn] + read[withdrawn + 1 :] == sample[name][:withdrawn] + sample[name][withdrawn + 1 :]
        else:
            assert read == sample[name], name


# --- Other samples ---------------------------------------------------------------------------------------------------


def test_a_larger_sample_keeps_its_shape() -> None:
    large = records(people=1200)
    begun = {step.participant for step in large["steps"] if step.start <= SAMPLE_DATE}  # type: ignore[union-attr]
    paid = {step.participant for step in large["steps"] if step.kind == "paid_work"}  # type: ignore[union-attr]
    assert len(large["partners"]) == 200
    assert 0.65 <= len(begun) / 1200 <= 0.8
    assert 0.27 <= len(paid) / 1200 <= 0.42


def test_every_partner_has_a_name_of_its_own_however_many_there_are() -> None:
    names = [plain(name) for partner in all_partners(MOST) for name in (partner.name, *partner.other_names)]
    assert len(set(names)) == len(names)


def test_a_later_sheet_goes_on_where_an_earlier_one_ended(sample: Sample) -> None:
    later = records(as_of=SAMPLE_DATE + timedelta(days=120))
    codes = {person.code: person.registered_on for person in later["participants"]}  # type: ignore[union-attr]
    begun = {(step.participant, step.kind, step.start) for step in later["steps"]}  # type: ignore[union-attr]
    assert len(codes) > len(sample["participants"])
    assert all(codes[person.code] == person.registered_on for person in sample["participants"])
    assert all((step.participant, step.kind, step.start) in begun for step in sample["steps"])


def test_another_sample_is_never_written_over_the_standard_one(capsys: pytest.CaptureFixture[str]) -> None:
    before = PROGRAMME.read_bytes()
    assert main(["--deelnemers", "12"]) == 2
    assert "--naar" in capsys.readouterr().err
    assert PROGRAMME.read_bytes() == before


def test_a_sample_can_be_written_elsewhere_with_another_date(tmp_path: Path) -> None:
    path = tmp_path / "klein.xlsx"
    assert main(["--deelnemers", "60", "--datum", "2024-03-01", "--naar", str(path)]) == 0
    assert _made(path) == "2024-03-01T12:00:00"
    rows = [row for row in openpyxl.load_workbook(path)["Deelnemers"].iter_rows(min_row=2, values_only=True) if row[0]]
    assert 15 <= len(rows) <= 30


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--deelnemers", "5", "--naar", str(tmp_path / "nergens" / "x.xlsx")]) == 2
    assert "bestaat niet" in capsys.readouterr().err
