"""Who and what needs attention: each signal on its first and last day, and what silences it."""

from datetime import date

import pytest

from tests.figures.builders import (
    Someone,
    day,
    facts_of,
    internship,
    job,
    partner,
    someone,
    step,
    training,
    volunteering,
)
from tracker.choices import SEATS
from tracker.figures.attention import Kind, Signal, Thresholds, signals
from tracker.figures.signals import URGENCY
from tracker.model import Grant, Place, Record, TeamSeat

NEVER = "-"


def _quiet(letter: str, *rows: object, **fields: object) -> Someone:
    """Someone of whom nothing but the case itself asks attention: intake and consent are there, and work goes on."""
    basic = {"intake_on": "2024-01-02", "consent_on": "2024-01-01"}
    return someone(letter, *rows, **{**basic, **fields})  # type: ignore[arg-type]


LASTS = volunteering("2023-01-01")
"""Something that runs, so that nothing else need be planned."""

CASES = [
    # Kind, the person, the first day of the signal, the last day (or `-` when it goes on).
    (Kind.NO_INTAKE, _quiet("A", LASTS, intake_on=None), "2024-01-22", NEVER),
    (Kind.NO_INTAKE, _quiet("A", LASTS, intake_on="2024-03-01"), "2024-01-22", "2024-02-29"),
    (Kind.STARTS_SOON, _quiet("A", training("2024-05-15", planned_end="2027-01-01")), "2024-05-01", "2024-05-14"),
    (Kind.WEEK_TWO, _quiet("A", LASTS, training("2024-05-01")), "2024-05-08", "2024-05-14"),
    (Kind.WEEK_SIX, _quiet("A", LASTS, training("2024-05-01")), "2024-06-05", "2024-06-11"),
    (Kind.WEEK_SIX, _quiet("A", LASTS, training("2024-05-01", "2024-06-07")), "2024-06-05", "2024-06-07"),
    (Kind.CONTRACT_ENDS, _quiet("A", LASTS, job("2024-01-10", planned_end="2024-12-31")), "2024-10-02", "2024-12-31"),
    (Kind.STEP_ENDS, _quiet("A", training("2024-01-10", planned_end="2024-12-31")), "2024-11-01", "2024-12-31"),
    (Kind.STEP_ENDS, _quiet("A", step("work_experience", "2024-01-10", "2024-12-31")), "2024-11-01", "2024-12-31"),
    (Kind.NO_RESULT, _quiet("A", LASTS, internship("2024-01-10", planned_end="2024-06-30")), "2024-07-01", NEVER),
    (Kind.NO_RESULT, _quiet("A", LASTS, training("2024-01-10", "2024-06-30")), "2024-07-01", NEVER),
    (Kind.NOTHING_RUNS, _quiet("A"), "2024-03-01", NEVER),
    (Kind.NOTHING_RUNS, _quiet("A", job("2024-01-10", "2024-06-30")), "2024-08-29", NEVER),
    (Kind.NOTHING_RUNS, _quiet("A", training("2024-06-01")), NEVER, NEVER),
    (Kind.NOTHING_RUNS, _quiet("A", paused_from="2024-02-01", paused_until="2024-05-01"), "2024-06-30", NEVER),
    (Kind.ACTION_PASSED, _quiet("A", LASTS, action_on="2024-05-01", next_action="call"), "2024-05-02", NEVER),
    (Kind.CONSENT_MISSING, _quiet("A", LASTS, consent_on=None), "2024-01-01", NEVER),
    (Kind.CONSENT_WITHDRAWN, _quiet("A", LASTS, consent_withdrawn_on="2024-05-01"), "2024-05-01", NEVER),
    (Kind.THIRTEEN_WEEKS_DUE, _quiet("A", job("2024-02-01")), "2024-05-02", "2024-07-31"),
    (Kind.SIX_MONTHS_DUE, _quiet("A", job("2024-02-01")), "2024-08-01", NEVER),
    (Kind.SIX_MONTHS_DUE, _quiet("A", job("2024-02-01", checked_on="2024-08-01")), NEVER, NEVER),
    (Kind.SIX_MONTHS_DUE, _quiet("A", job("2024-02-01"), closed_on="2024-03-01"), "2024-08-01", NEVER),
    (
        Kind.SIX_MONTHS_DUE,
        _quiet("A", volunteering("2024-02-01"), own_goal="volunteer_work"),
        "2024-08-01",
        NEVER,
    ),
    (Kind.RETENTION, _quiet("A", closed_on="2024-02-01"), "2025-12-03", NEVER),
    (Kind.RETENTION, _quiet("A", training("2024-01-10", grant="Fonds"), closed_on="2024-02-01"), "2027-11-02", NEVER),
    (
        Kind.DIPLOMA,
        _quiet("A", LASTS, training("2024-01-10", "2024-06-30", result="diploma")),
        "2024-06-30",
        "2024-07-14",
    ),
    (Kind.FIRST_DAY, _quiet("A", LASTS, job("2024-06-30")), "2024-06-30", "2024-07-14"),
    (Kind.HALF_YEAR, _quiet("A", job("2024-02-01", checked_on="2024-09-01")), "2024-08-01", "2024-08-15"),
    (Kind.YEAR, _quiet("A", job("2024-02-01", checked_on="2025-09-01")), "2025-02-01", "2025-02-15"),
    (Kind.HALF_YEAR, _quiet("A", job("2024-02-01")), NEVER, NEVER),
]


FIRST, LAST = day("2024-01-01"), day("2027-12-31")
"""The four years in which the cases lie."""


def _found(kind: Kind, one: Someone, on: date) -> list[Signal]:
    grants: list[Record] = [Grant(name="Fonds", keep_until=day("2027-12-31"))]
    known = facts_of(one, _quiet("Z", LASTS), grants=grants)
    return [found for found in signals(known, on) if found.kind is kind]


def _days(first: str, last: str) -> set[date]:
    """Every sixteenth day of four years, and the days around the first and the last day of a signal."""
    every = set(range(FIRST.toordinal(), LAST.toordinal() + 1, 16))
    turns = [day(text).toordinal() for text in (first, last) if text != NEVER]
    near = {turn + step for turn in turns for step in (-1, 0, 1)}
    return {date.fromordinal(number) for number in every | near}


@pytest.mark.parametrize(
    ("kind", "one", "first", "last"), CASES, ids=[f"{number} {case[0].value}" for number, case in enumerate(CASES)]
)
def test_a_signal_stands_from_its_first_day_to_its_last(kind: Kind, one: Someone, first: str, last: str) -> None:
    since = LAST if first == NEVER else day(first)
    until = LAST if last == NEVER else day(last)
    for on in _days(first, last):
        stands = first != NEVER and since <= on <= until
        found = [(signal.participant, signal.since) for signal in _found(kind, one, on)]
        assert found == ([("A-1", since)] if stands else []), on


def _kinds(one: Someone, on: str, **thresholds: int) -> list[str]:
    known = facts_of(one, _quiet("Z", LASTS))
    return [signal.kind.value for signal in signals(known, day(on), Thresholds(**thresholds))]  # type: ignore[arg-type]


def test_what_comes_after_makes_an_end_no_signal() -> None:
    ends = job("2024-01-10", planned_end="2024-12-31")
    soon = "2024-12-01"
    assert "contract_loopt_af" in _kinds(_quiet("A", ends), soon)
    assert "contract_loopt_af" not in _kinds(_quiet("A", ends, job("2025-01-01")), soon)
    assert "contract_loopt_af" not in _kinds(_quiet("A", ends, job("2024-11-01")), soon)
    assert "contract_loopt_af" in _kinds(_quiet("A", ends, job("2024-11-01", planned_end="2024-12-31")), soon)


SILENT = [
    ("an appointment ahead", {"action_on": "2024-12-02"}, []),
    ("an appointment today", {"action_on": "2024-12-01"}, ["niets_loopt"]),
    ("a pause", {"paused_from": "2024-11-01"}, []),
    ("a pause until today", {"paused_from": "2024-11-01", "paused_until": "2024-12-01"}, []),
    ("a pause to come", {"paused_from": "2024-12-02"}, ["niets_loopt"]),
    ("closed", {"closed_on": "2024-12-01"}, []),
    ("consent withdrawn", {"consent_withdrawn_on": "2024-12-01"}, ["akkoord_ingetrokken"]),
    (
        "consent withdrawn in a pause",
        {"paused_from": "2024-11-01", "consent_withdrawn_on": "2024-12-01"},
        ["akkoord_ingetrokken"],
    ),
]


@pytest.mark.parametrize(("fields", "expected"), [row[1:] for row in SILENT], ids=[row[0] for row in SILENT])
def test_an_appointment_ahead_or_a_pause_silences(fields: dict[str, str], expected: list[str]) -> None:
    assert _kinds(_quiet("A", **fields), "2024-12-01") == expected


def test_thresholds_are_settings() -> None:
    assert _kinds(_quiet("A"), "2024-01-31", nothing_for=30) == ["niets_loopt"]
    assert _kinds(_quiet("A"), "2024-01-30", nothing_for=30) == []


def test_consent_is_not_asked_of_anyone_when_the_column_is_not_in_use() -> None:
    known = facts_of(someone("A", LASTS, intake_on="2024-01-02"))
    assert signals(known, day("2024-12-01")) == ()


def test_who_died_is_not_asked_after() -> None:
    one = _quiet("A", job("2024-02-01"), closed_on="2024-03-01", reason="overleden")
    assert _kinds(one, "2024-12-01") == []


# --- Partners --------------------------------------------------------------------------------------------------------


def _partner_signals(on: str, *people: Someone, **tabs: list[Record]) -> list[Signal]:
    return [found for found in signals(facts_of(*people, **tabs), day(on)) if found.partner]


def _team(until: str | None = None) -> list[Record]:
    """A complete team, of which one manager leaves."""
    seats = ["board", "manager", "manager", "practice", "practice"]
    return [
        TeamSeat(
            partner="Alfa",
            seat=seat,
            held_from=day("2024-01-01"),
            held_until=day(until) if until and number == 2 else None,
        )
        for number, seat in enumerate(seats)
    ]


def test_a_partner_without_a_complete_team_or_plan_is_a_signal() -> None:
    found = _partner_signals("2025-06-30", partners=[partner("Alfa", "2024-01-01")])
    assert [(one.kind, one.since) for one in found] == [
        (Kind.TEAM_INCOMPLETE, date(2024, 1, 1)),
        (Kind.PLAN_MISSING, date(2024, 1, 1)),
    ]
    assert "1 bestuurder, 2 managers en 2 mensen uit de uitvoering" in found[0].message


def test_a_team_is_incomplete_since_someone_left_and_a_plan_too_old_since_its_day() -> None:
    partners: list[Record] = [partner("Alfa", action_plan_on="2023-01-15")]
    found = _partner_signals("2025-06-30", partners=partners, team=_team("2025-03-31"))
    assert [(one.kind, one.since) for one in found] == [
        (Kind.TEAM_INCOMPLETE, date(2025, 4, 1)),
        (Kind.PLAN_MISSING, date(2025, 1, 16)),
    ]


def test_a_team_that_never_was_complete_is_so_since_the_partner_joined() -> None:
    partners: list[Record] = [partner("Alfa", "2024-03-01", action_plan_on="2025-01-15")]
    (found,) = _partner_signals("2025-06-30", partners=partners, team=_team("2025-03-31")[1:])
    assert (found.kind, found.since) == (Kind.TEAM_INCOMPLETE, date(2024, 3, 1))


def test_a_complete_partner_is_no_signal() -> None:
    assert _partner_signals("2025-06-30", partners=[partner("Alfa", action_plan_on="2024-01-15")], team=_team()) == []


def test_every_seat_has_a_word() -> None:
    assert {option.code for option in SEATS.options} == {"board", "manager", "practice"}


@pytest.mark.parametrize(
    ("seeks", "on", "expected"),
    [
        ("paid_work", "2025-06-29", []),
        ("paid_work", "2025-06-30", [date(2025, 6, 30)]),
        ("paid_work", "2025-09-30", [date(2025, 6, 30)]),
        ("internship", "2025-09-30", []),
        (None, "2025-09-30", []),
    ],
)
def test_a_place_that_stays_free_while_someone_searches_it_is_a_signal(
    seeks: str | None, on: str, expected: list[date]
) -> None:
    """The job at Alfa came free on 1 May 2025, after A's last day; sixty days later is 30 June."""
    found = _partner_signals(
        on,
        _quiet("A", job("2025-01-01", "2025-04-30", partner="Alfa")),
        _quiet("B", seeks=seeks),
        partners=[partner("Alfa", action_plan_on="2025-01-01")],
        team=_team(),
        places=[Place(partner="Alfa", kind="paid_work", number=1, offered_from=day("2024-01-01"))],
    )
    assert [one.since for one in found if one.kind is Kind.PLACE_FREE] == expected


# --- Order -----------------------------------------------------------------------------------------------------------


def test_signals_come_the_most_urgent_first_and_then_the_longest_waiting() -> None:
    known = facts_of(
        _quiet("A", guided_by="lead"),
        _quiet("B", LASTS, action_on="2024-05-01", guided_by="lead"),
        _quiet("C", consent_withdrawn_on="2024-05-01", guided_by="secretary"),
        _quiet("D", LASTS, action_on="2024-04-01"),
        partners=[partner("Alfa", action_plan_on="2024-01-15")],
    )
    found = signals(known, day("2024-06-30"))
    assert [(one.participant or one.partner or "")[0] for one in found] == ["C", "D", "B", "A", "A"]
    assert [URGENCY[one.kind] for one in found] == sorted(URGENCY[one.kind] for one in found)


def test_before_data_is_erased_the_day_is_told_and_after_it_why() -> None:
    known = facts_of(_quiet("A", closed_on="2024-02-01"))
    (before,) = (one for one in signals(known, day("2026-01-31")) if one.kind is Kind.RETENTION)
    (after,) = (one for one in signals(known, day("2026-02-01")) if one.kind is Kind.RETENTION)
    assert "voorbij op 1 februari 2026" in before.message
    assert "“Afgesloten op” is 1 februari 2024" in after.message
    assert "Verbeter hem nu" in after.message


def test_a_signal_says_what_to_do_and_never_who_in_its_words() -> None:
    for kind, one, first, _ in CASES:
        if first != NEVER:
            (found,) = _found(kind, one, day(first))
            assert found.message.endswith((".", "!", "?"))
            assert found.advice.endswith((".", "?"))
            assert "A-1" not in found.message + found.advice
