"""`ew` and nothing else: it says what to do next, and looking makes no database."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Run


def _next(ew: Run) -> str:
    answer = ew()
    assert answer.code == 0
    assert answer.err == ""
    return " ".join(answer.out.split("Wat nu:")[1].split())


def test_someone_who_has_nothing_is_shown_around_and_gets_a_sheet(ew: Run, empty_home: Path) -> None:
    said = _next(ew)
    assert "ew demo" in said
    assert "ew nieuw mijn-blad.xlsx" in said
    assert [*empty_home.rglob("*.db")] == []


def test_who_chose_a_sheet_checks_and_reads_it(ew: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EW_SOURCE", str(SAMPLE))
    said = _next(ew)
    assert "ew controle" in said
    assert "ew sync" in said


def test_who_read_a_sheet_looks_at_figures_and_pages(ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EW_SOURCE", str(shutil.copy(SAMPLE.parent / "leeg.xlsx", tmp_path)))
    ew("sync")
    said = _next(ew)
    assert "Laatst bijgewerkt op 1 november 2026" in said
    assert "ew stand" in said
    assert "ew serve" in said


@pytest.mark.parametrize(("name", "value"), [("EW_GRONDSLAG", "zomaar"), ("EW_DATABASE_URL", "zomaar")])
def test_who_has_something_wrong_is_sent_to_the_doctor(
    ew: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    said = _next(ew)
    assert name in said
    assert "ew dokter" in said


def test_every_command_answers_on_a_new_sheet_in_which_nothing_was_typed_yet(ew: Run, tmp_path: Path) -> None:
    ew("nieuw", tmp_path / "blad.xlsx")
    for words in (
        ("controle", tmp_path / "blad.xlsx"),
        ("sync", tmp_path / "blad.xlsx"),
        ("stand",),
        ("aandacht",),
        ("prognose",),
        ("verschil", "--van", "1-9-2026"),
        ("export", "stuurgroep"),
    ):
        answer = ew(*words)
        assert answer.code == 0, (words, answer.err)
