"""Findings are told tab by tab, the gravest first, and what nobody uses is told once."""

from dataclasses import replace

from tests.builders import intake, reading, rules
from tracker.intake.layout import locate
from tracker.intake.read import read_sheet
from tracker.model import Head
from tracker.wording import by_tab


def test_the_tab_with_the_gravest_finding_comes_first() -> None:
    steps = "Deelnemer | Stap | Start\nD-001 | stage | ooit"
    people = "Deelnemer | Gemeente | Akkoord op\nD-001 | Nergenshuizen | 2-2-2025"
    parts = by_tab(intake({"Stappen": steps, "Deelnemers": people}).findings)
    assert [title for title, _ in parts][:2] == ["Stappen", "Deelnemers"]
    severities = [one.severity for one in parts[0][1]]
    assert severities[0] == "fout"
    assert severities == sorted(severities, key=["fout", "waarschuwing", "info"].index)


def test_tabs_that_nobody_uses_are_one_finding_at_the_end() -> None:
    title, (only,) = by_tab(intake().findings)[-1]
    assert title == "Wat u niet gebruikt"
    assert only.message.startswith("Deze tabbladen zijn er niet: Inbedding, ")
    assert sum(one.code == "tabblad_niet_gebruikt" for _, part in by_tab(intake().findings) for one in part) == 1


def test_a_tab_that_may_have_been_renamed_is_told_apart() -> None:
    findings = locate([Head(1, "Metngen", (("Deelnemer",),), ())]).findings
    told = dict(by_tab(findings))
    assert "Metngen" in told["Metingen"][0].advice
    assert "Metingen" not in told["Wat u niet gebruikt"][0].message


def test_hidden_rows_are_told_in_good_dutch() -> None:
    sheet = reading()
    for hidden, words in ((1, "is 1 rij verborgen"), (3, "zijn 3 rijen verborgen")):
        tabs = tuple(replace(one, hidden_rows=hidden if one.tab == "steps" else 0) for one in sheet.tabs)
        found = read_sheet(replace(sheet, tabs=tabs), rules()).findings
        (told,) = [one for one in found if one.code == "verborgen_rijen"]
        assert told.message == f"Op het tabblad Stappen {words}. Wij lezen die wel."
