"""`ew verschil` as people meet it: the sheet changes between two syncs, and every changed figure says why."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.edits import column_of, copy_of_sample, edit

FIRST, SECOND = "2026-11-01", "2026-11-06"


@pytest.fixture
def synced(tmp_path: Path, ew: Run) -> Path:
    """The sample, read on the first of November."""
    sheet = copy_of_sample(tmp_path / "blad.xlsx")
    assert ew("sync", sheet).code == 0
    return sheet


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> str:
    """It is five days later: before papers for the next meeting are made, which would take long."""
    monkeypatch.setenv("EW_NOW", f"{SECOND}T12:00")
    return SECOND


def _add_row(tab: Any, **values: Any) -> None:
    row = next(number for number in range(2, tab.max_row + 2) if tab.cell(number, 1).value is None)
    for heading, value in values.items():
        tab.cell(row, column_of(tab, heading.replace("_", " "))).value = value


def _add_person_with_job(sheet: Path) -> None:
    """Someone registered in spring with a job since August, typed in November."""
    edit(sheet, "Deelnemers", lambda tab: _add_row(tab, Deelnemer="D-900", Akkoord_op=datetime(2026, 4, 7),
                                                   Aangemeld_op=datetime(2026, 4, 6)))  # fmt: skip
    edit(sheet, "Stappen", lambda tab: _add_row(tab, Deelnemer="D-900", Stap="betaald werk",
                                                Partner="buiten het netwerk", Start=datetime(2026, 8, 3)))  # fmt: skip


def _account(ew: Run, *options: object) -> dict[tuple[str, str], dict[str, Any]]:
    answer = ew("verschil", "--json", *options)
    assert answer.code == 0, answer.err
    return {(one["code"], one["part"]): one for one in answer.json["figures"]}


def _counts(ew: Run, *options: object) -> dict[tuple[str, str], int]:
    figures = ew("stand", "--json", *options).json["figures"]
    counts = {(one["code"], part): one[part] for one in figures for part in ("numerator", "denominator")}
    return {key: count for key, count in counts.items() if count is not None}


def test_what_came_in_late_is_told_apart_from_what_is_new(ew: Run, synced: Path, later: str) -> None:
    _add_person_with_job(synced)
    assert ew("sync", synced).code == 0
    figures = _account(ew, "--van", f"{FIRST}@{FIRST}", "--tot", f"{SECOND}@{SECOND}")
    paid = figures["betaald_werk", "numerator"]
    assert paid["late"] == 1
    assert paid["to"] - paid["from"] == 1 + paid["new_events"]
    assert figures["deelnemers", "numerator"]["late"] == 1


def test_every_count_begins_and_ends_as_stand_shows_it_and_has_no_rest(ew: Run, synced: Path, later: str) -> None:
    _add_person_with_job(synced)
    edit(synced, "Stappen", lambda tab: tab.delete_rows(2, 4))
    assert ew("sync", synced).code == 0
    figures = _account(ew, "--van", f"{FIRST}@{FIRST}", "--tot", SECOND)
    before = _counts(ew, "--peildatum", FIRST, "--bekend-op", FIRST)
    after = _counts(ew, "--peildatum", SECOND)
    assert {key: one["from"] for key, one in figures.items()} == before
    assert {key: one["to"] for key, one in figures.items()} == after
    causes = ("new_events", "late", "corrections", "removals", "membership", "definition")
    for key, one in figures.items():
        assert one["rest"] == 0, key
        assert one["to"] - one["from"] == sum(one[cause] for cause in causes), key
    assert any(one["removals"] for one in figures.values())


def test_without_a_moment_both_dates_use_what_is_known_now(ew: Run, synced: Path, later: str) -> None:
    _add_person_with_job(synced)
    ew("sync", synced)
    answer = ew("verschil", "--van", FIRST, "--json")
    assert {one["late"] for one in answer.json["figures"]} == {0}
    assert answer.json["to"]["as_of"] == SECOND
    assert "@" in answer.err


def test_without_dates_it_compares_with_the_last_stuurgroep(ew: Run, synced: Path) -> None:
    answer = ew("verschil", "--json")
    assert answer.code == 0
    meeting = answer.json["from"]
    assert meeting["as_of"] < answer.json["to"]["as_of"] == FIRST
    assert "eerste keer" in answer.err


def test_people_read_three_columns_that_fit_the_screen(ew: Run, synced: Path) -> None:
    answer = ew("verschil", "--van", "1-8-2026", "--tot", "1-11-2026")
    assert answer.code == 0
    assert max(len(line) for line in answer.out.splitlines()) <= 80
    words = " ".join(answer.out.split())
    for title in ("nieuw", "alsnog ingevoerd", "of verbeterd", "overig"):
        assert title in words
    assert "Betaald werk gekregen: van" in words


def test_dates_on_which_nothing_changed_say_so(ew: Run, synced: Path) -> None:
    answer = ew("verschil", "--van", "1-11-2026", "--tot", "1-11-2026")
    assert "Geen enkel aantal veranderde." in answer.out


@pytest.mark.parametrize("words", [("--van", "gisteren"), ("--van", "1-9-2026@toen"), ("--tot", "1-1-2016")])
def test_what_cannot_be_compared_says_what_to_do(ew: Run, synced: Path, words: tuple[str, ...]) -> None:
    answer = ew("verschil", *words)
    assert answer.code == 2
    assert answer.out == ""
    assert len([line for line in answer.err.strip().splitlines() if not line.endswith(" …")]) == 2
