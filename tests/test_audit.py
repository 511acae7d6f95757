"""The audit log as people meet it: what they do is written there, and `ew audit` reads it back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.store.samples import url
from tests.store.small_sheet import write_small_sheet
from tests.store.test_audit import tamper
from tracker import actions
from tracker.store import open_store


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("EW_DATABASE_URL", url(tmp_path / "ew.db"))
    return url(tmp_path / "ew.db")


@pytest.fixture
def sheet(tmp_path: Path, database: str, ew: Run) -> Path:
    """A small sheet that was read once."""
    path = write_small_sheet(tmp_path / "blad.xlsx")
    assert ew("sync", path).code == 0
    return path


def noted(ew: Run, *options: object) -> list[dict[str, Any]]:
    answer = ew("audit", "--json", *options)
    assert answer.code == 0
    rows: list[dict[str, Any]] = answer.json
    return rows


def done(ew: Run, *words: object) -> dict[str, Any]:
    """Run a command; answers the one row that it added to the log."""
    before = len(noted(ew))
    assert ew(*words).code == 0
    (row,) = noted(ew)[before:]
    return row


def test_signs_in_a_name_that_nobody_sees_do_not_stand_in_the_log() -> None:
    note = actions.By(at=datetime(2026, 11, 1, tzinfo=UTC)).note("export", "partner Zorg\u00ad\u200bVoor\x07beeld")
    assert note.about == "partner Zorg Voor beeld"


def test_a_sync_that_nobody_had_to_let_through_is_not_noted(ew: Run, sheet: Path) -> None:
    assert noted(ew) == []
    write_small_sheet(sheet, edited=True)
    assert ew("sync", sheet, "--bevestig").code == 0
    assert noted(ew) == []


def test_a_sync_taken_back_and_then_let_through_are_both_noted(
    ew: Run, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_small_sheet(sheet, edited=True)
    monkeypatch.setenv("EW_NOW", "2026-11-02T12:00")
    assert ew("sync", sheet).code == 0
    monkeypatch.setenv("EW_NOW", "2026-11-03T12:00")
    row = done(ew, "ongedaan", 2, "--ja")
    assert (row["what"], row["about"], row["snapshot"]) == ("ongedaan", "sync 2", 3)
    monkeypatch.setenv("EW_NOW", "2026-11-04T12:00")
    assert ew("sync", sheet).code == 1
    row = done(ew, "sync", sheet, "--bevestig")
    assert (row["what"], row["snapshot"]) == ("bevestigd", 4)


def test_a_trial_and_a_question_that_is_answered_with_no_note_nothing(ew: Run, sheet: Path) -> None:
    assert ew("sync", sheet, "--proef", "--bevestig").code == 0
    ew("ongedaan", 1)
    ew("backup", "er-is-niets.db", "--terug", "--ja")
    assert noted(ew) == []


@pytest.mark.parametrize(
    ("words", "what", "about"),
    [
        (("backup", "b.db"), "backup", ""),
        (("verhuis", "sqlite:///nieuw.db"), "verhuis", "naar SQLite"),
        (("herstel", "--naar", "hersteld.xlsx"), "herstel", "bekend op 2026-11-01T11:00+00:00"),
        (("export", "stuurgroep", "--naar", "."), "export", "stuurgroep 2026-11-01"),
    ],
)
def test_what_takes_data_out_of_the_program_is_noted(
    ew: Run, sheet: Path, words: Sequence[str], what: str, about: str
) -> None:
    row = done(ew, *words)
    assert (row["role"], row["who"], row["what"], row["about"]) == ("beheer", "", what, about)


def test_a_back_up_put_back_is_noted_below_the_log_of_then(ew: Run, sheet: Path) -> None:
    ew("herstel", "--naar", "een.xlsx")
    ew("backup", "b.db")
    ew("herstel", "--naar", "twee.xlsx")
    replaced = noted(ew)[-1]["chain"]
    assert ew("backup", "b.db", "--terug", "--ja").code == 0
    assert [row["what"] for row in noted(ew)] == ["herstel", "terug"]
    assert noted(ew)[-1]["about"] == f"in plaats van 3 regels, kenmerk {replaced}"


def test_a_database_brought_to_a_new_form_by_hand_says_so_once(ew: Run, database: str) -> None:
    assert ew("db", "upgrade").code == 0
    assert ew("db", "upgrade").code == 0
    assert [row["what"] for row in noted(ew)] == ["upgrade"]


def test_the_log_is_read_in_dutch_within_80_columns_the_newest_at_the_end(ew: Run, sheet: Path, database: str) -> None:
    ew("backup", "b.db")
    ew("backup", "b.db", "--terug", "--ja")
    with open_store(database) as store:
        by = actions.By(at=store.audit_rows()[-1].at, role="programme_team", who="5e" * 32)
        actions.write_down(store, by, "person_page", actions.sealed_code(b"k" * 32, "D-001"), 1)
    answer = ew("audit")
    assert answer.code == 0
    assert all(len(line) <= 80 for line in answer.out.splitlines())
    head, *lines = answer.out.splitlines()
    assert head.split() == ["nr", "wanneer", "wie", "wat", "waarover", "sync"]
    assert "in plaats van" in lines[0]
    assert "programmateam" in answer.out
    assert "5e5e5e" in answer.out
    assert "person_page" in answer.out
    assert "D-001" not in answer.out


def test_a_long_log_shows_its_end_and_says_so(ew: Run, sheet: Path, database: str) -> None:
    with open_store(database) as store:
        at = store.snapshots()[0].taken_at
        for _ in range(60):
            actions.write_down(store, actions.By(at=at), "export", "stuurgroep 2026-11-01")
    out = ew("audit").out
    assert "Dit zijn de laatste 50 van 60 regels." in out
    assert "\n  10  " not in out
    whole = ew("audit", "--van", "1-11-2026", "--tot", "1-11-2026").out
    assert "   1  1-11-2026 12.00  beheer" in whole
    assert "laatste" not in whole
    assert "niets in het logboek" in ew("audit", "--van", "2-11-2026").out
    assert len(noted(ew, "--tot", "31-10-2026")) == 0
    assert len(noted(ew, "--wat", "export")) == 60


def test_a_log_that_is_as_it_was_gives_a_hash_to_note_that_is_found_again(ew: Run, sheet: Path) -> None:
    ew("backup", "b.db")
    first = ew("audit", "--controleer")
    assert first.code == 0
    assert "Het logboek is in orde: 1 regel" in first.out
    mark = next(line for line in first.out.splitlines() if line.startswith("Kenmerk: ")).split()[1]
    ew("herstel", "--naar", "h.xlsx")
    again = ew("audit", "--controleer", "--kenmerk", mark, "--json")
    assert again.code == 0
    assert (again.json["ok"], again.json["rows"], again.json["found"]) == (True, 2, True)
    assert "staat er nog in" in ew("audit", "--kenmerk", mark[:16]).out


def test_a_log_that_somebody_wrote_in_is_named_by_its_first_wrong_row(ew: Run, sheet: Path, database: str) -> None:
    ew("herstel", "--naar", "een.xlsx")
    ew("herstel", "--naar", "twee.xlsx")
    tamper(database, "UPDATE audit SET what = 'backup' WHERE number = 2")
    answer = ew("audit", "--controleer")
    assert answer.code == 2
    assert "vanaf regel 2" in answer.out
    assert ew("audit", "--controleer", "--json").json["broken"] == 2


def test_a_hash_that_is_not_in_the_log_says_that_rows_are_gone(ew: Run, sheet: Path) -> None:
    answer = ew("audit", "--controleer", "--kenmerk", "0123456789abcdef")
    assert answer.code == 2
    assert "Er zijn regels weg" in answer.out
    assert ew("audit", "--kenmerk", "0123").code == 2
