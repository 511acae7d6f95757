"""The road ahead and the signals as commands."""

from pathlib import Path

import pytest

from tests.conftest import SAMPLE, Run


def test_prognose_gives_the_agreed_json(ew: Run) -> None:
    ew("sync", SAMPLE)
    answer = ew("prognose", "--json").json
    goal_keys = {
        "code",
        "target",
        "target_date",
        "now",
        "pace_last_4q",
        "needed_per_quarter",
        "low80",
        "median",
        "high80",
    }
    assert {"as_of", "goals", "path"} <= set(answer)
    assert all(goal_keys | {"probability"} <= set(goal) for goal in answer["goals"])
    assert {"kans_gekregen", "betaald_werk", "partners_structureel"} <= {goal["code"] for goal in answer["goals"]}
    assert all(goal["low80"] <= goal["median"] <= goal["high80"] for goal in answer["goals"])
    assert all({"code", "date", "low80", "median", "high80"} == set(point) for point in answer["path"])


def test_more_trainings_bring_more_people_to_work(ew: Run) -> None:
    ew("sync", SAMPLE)

    def work(*words: str) -> float:
        goals = ew("prognose", "--json", *words).json["goals"]
        return float(next(goal["median"] for goal in goals if goal["code"] == "betaald_werk"))

    assert work("--opleidingen-per-kwartaal", "+5") > work()


def test_a_question_without_meaning_is_refused_in_words(ew: Run) -> None:
    ew("sync", SAMPLE)
    for words, said in (
        (("--gestopt", "-200%"), "hoogstens 100% minder"),
        (("--gestopt", "veel"), "“veel” is geen percentage. Schrijf een getal met een %, zoals -20%."),
        (("--gestopt", "nan%"), "“nan%” is geen percentage."),
        (("--plekken", "-3"), "Geef een aantal erbij, zoals +5"),
    ):
        answer = ew("prognose", *words)
        assert answer.code == 2
        assert said in " ".join(answer.err.split())


def test_prognose_and_aandacht_fit_in_80_columns(ew: Run) -> None:
    ew("sync", SAMPLE)
    for command in ("prognose", "aandacht"):
        answer = ew(command)
        assert answer.code == 0
        assert all(len(line) <= 80 for line in answer.out.splitlines())


def test_aandacht_gives_the_agreed_json(ew: Run) -> None:
    ew("sync", SAMPLE)
    answer = ew("aandacht", "--json").json
    assert answer
    assert all({"kind", "participant", "partner", "since", "message", "advice"} <= set(signal) for signal in answer)


def test_aandacht_starts_with_people_and_shows_of_the_rest_what_waits_longest(ew: Run) -> None:
    ew("sync", SAMPLE)
    some, all_of_it = ew("aandacht").out, ew("aandacht", "--alles").out
    assert some.index("Begeleiding door") < some.index("Plekken die al lang vrij zijn (36)")
    assert some.count("Een plek is vrij sinds") == 3
    assert "En nog 33." in some
    assert all_of_it.count("Een plek is vrij sinds") == 36
    assert "En nog" not in all_of_it


def test_a_threshold_from_the_settings_counts(ew: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    ew("sync", SAMPLE)
    before = len(ew("aandacht", "--json").json)
    monkeypatch.setenv("EW_DAGEN_PLEK_VRIJ", "9999")
    assert len(ew("aandacht", "--json").json) < before


def test_the_page_of_a_check_links_to_the_cells(ew: Run, tmp_path: Path) -> None:
    page = tmp_path / "rapport.html"
    assert ew("controle", SAMPLE, "--html", page).code == 0
    text = page.read_text()
    assert "programma.xlsx#" in text
    assert "D-118" in text
