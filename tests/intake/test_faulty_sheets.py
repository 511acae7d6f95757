"""The sheets full of mistakes give exactly the findings beside them; the sheet of the programme gives hardly one."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sample_sheets import faults
from sample_sheets.write import PROGRAMME
from tests.builders import TODAY, rules
from tracker.columns import BY_NAME
from tracker.intake.findings import CATALOGUE, KINDS
from tracker.intake.read import read_sheet
from tracker.model import Intake, Severity
from tracker.sheet.workbook import Workbook

FIELDS = ("code", "severity", "tab", "row", "column", "cell")
STRUCTURES: dict[str, Any] = json.loads(faults.EXPECTED_OF_STRUCTURES.read_text(encoding="utf-8"))

FOUND_ELSEWHERE = {"soort_gewijzigd", "tabblad_hernoemd", "rij_gewist"}
"""Said only of a sheet that was read before."""


def read(path: Path) -> Intake:
    return read_sheet(Workbook(path).read(), rules())


def said(found: Intake) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(getattr(one, name) for name in FIELDS) for one in found.findings)


def expected(findings: list[dict[str, Any]]) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(one[name] for name in FIELDS) for one in findings)


def test_fouten_gives_exactly_the_findings_beside_it() -> None:
    beside = json.loads(faults.EXPECTED.read_text(encoding="utf-8"))
    assert said(read(faults.FAULTY)) == expected(beside["findings"])


def test_fouten_holds_every_finding_that_leaves_a_sheet_readable() -> None:
    here = {one["code"] for one in json.loads(faults.EXPECTED.read_text(encoding="utf-8"))["findings"]}
    elsewhere = {one["code"] for book in STRUCTURES.values() for one in book["findings"]}
    assert {kind.code for kind in CATALOGUE} == here | elsewhere | FOUND_ELSEWHERE


@pytest.mark.parametrize("name", STRUCTURES)
def test_each_structural_fault_gives_exactly_its_findings(name: str) -> None:
    path = faults.STRUCTURES / name
    reading = Workbook(path).read()
    assert {BY_NAME[tab].title for tab in reading.unreadable} == set(STRUCTURES[name]["unreadable"])
    assert said(read(path)) == expected(STRUCTURES[name]["findings"])


def test_every_workbook_stands_in_the_list_and_the_other_way_round() -> None:
    assert {path.name for path in faults.STRUCTURES.glob("*.xlsx")} == set(STRUCTURES)


def test_the_sheets_are_what_their_generator_makes(tmp_path: Path) -> None:
    pages, findings = faults.faulty_book()
    faults.draw(tmp_path / "fouten.xlsx", pages)
    assert (tmp_path / "fouten.xlsx").read_bytes() == faults.FAULTY.read_bytes()
    assert json.loads(faults.EXPECTED.read_text(encoding="utf-8")) == {"findings": findings}
    for name, (pages_of_one, unreadable, wrong) in faults.structures().items():
        faults.draw(tmp_path / f"{name}.xlsx", pages_of_one, from_1904=name == "datums_vanaf_1904")
        assert (tmp_path / f"{name}.xlsx").read_bytes() == (faults.STRUCTURES / f"{name}.xlsx").read_bytes()
        assert STRUCTURES[f"{name}.xlsx"] == {"unreadable": unreadable, "findings": wrong}


def test_dates_that_count_from_1904_are_the_same_dates() -> None:
    moved, other = (
        read(faults.STRUCTURES / "kolommen_verplaatst.xlsx"),
        read(faults.STRUCTURES / "datums_vanaf_1904.xlsx"),
    )
    assert moved.tabs == other.tabs


def test_every_row_of_fouten_ends_in_one_place() -> None:
    for tab in read(faults.FAULTY).tabs.values():
        assert tab.count.read == tab.count.stored + tab.count.rejected + tab.count.set_aside


def test_every_message_says_what_and_what_to_do_and_shows_no_gap() -> None:
    for one in read(faults.FAULTY).findings:
        assert one.message.endswith((".", "?", "!")), one.message
        assert one.advice.endswith((".", "?", "!")), one.advice
        assert "{" not in one.message + one.advice
        assert "“”" not in one.message


def test_no_secret_of_fouten_is_shown() -> None:
    found = read(faults.FAULTY)
    text = repr(found).replace("rol", "")
    for secret in ("111.222.333", "111222333", "NL91", "06-12345678", "sam@example.org"):
        assert secret not in text
    secrets = [one for one in found.findings if one.code.startswith("geheim_")]
    assert len(secrets) == 5
    assert all(one.found is None and KINDS[one.code].refuses for one in secrets)


def test_the_programme_has_no_fout_and_hardly_a_warning() -> None:
    found = read_sheet(Workbook(PROGRAMME).read(), rules(today=TODAY))
    severities = Counter(one.severity for one in found.findings)
    assert severities[Severity.FAULT] == 0
    assert severities[Severity.WARNING] <= 3
