"""The tracker's own tabs: what goes in them, and that nothing else in the sheet is ever touched."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.edits import copy_of_sample
from tests.google import Emulator, Fault, Sheet
from tests.google_desk import desk_of, small_sheet
from tracker.errors import FileError
from tracker.model import Activity, Figure, Finding, Severity, Unit
from tracker.sheet.google import GoogleSheet
from tracker.sheet.google_errors import GoogleError, Trouble
from tracker.sheet.google_own import OWN_IDS
from tracker.sheet.owntabs import KeptWorkbook
from tracker.writeback import (
    Jump,
    Look,
    OwnCell,
    OwnTab,
    WorkItem,
    check_tab,
    overview_tab,
    progress_tab,
    reactions_tab,
)

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
TODAY = date(2026, 11, 1)


def finding(
    severity: Severity, tab: str | None = "Stappen", row: int | None = 2, message: str = "Er is iets."
) -> Finding:
    cell = f"D{row}" if row else None
    return Finding(
        code="iets",
        severity=severity,
        message=message,
        advice="Doe iets.",
        tab=tab,
        row=row,
        column="Start",
        cell=cell,
    )


def item(code: str, **values: Any) -> WorkItem:
    plain: dict[str, Any] = {
        "guided_by": None,
        "own_goal": None,
        "where": Activity.SEARCHING,
        "since": None,
        "planned_end": None,
        "next_action": None,
        "action_on": None,
    }
    return WorkItem(code=code, **{**plain, **values})


def texts(tab: OwnTab) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in tab.rows]


# --- What goes in them ------------------------------------------------------------------------------------------------


def test_findings_come_gravest_first_and_jump_to_their_cell() -> None:
    tab = check_tab(
        [
            finding(Severity.INFO, "Deelnemers", 4),
            finding(Severity.FAULT, "Stappen", 9),
            finding(Severity.WARNING, "Stappen", 3),
            finding(Severity.FAULT, "Partners", None),
            finding(Severity.FAULT, None, None),
        ]
    )
    assert [(row[0], row[1], row[2], row[6]) for row in texts(tab)] == [
        ("fout", None, None, None),
        ("fout", "Partners", None, "A1"),
        ("fout", "Stappen", 9, "D9"),
        ("waarschuwing", "Stappen", 3, "D3"),
        ("info", "Deelnemers", 4, "D4"),
    ]
    assert tab.rows[2][6].jump == Jump("Stappen", "D9")


def test_the_headings_are_those_that_people_know() -> None:
    assert [column.heading for column in check_tab([]).columns][:6] == [
        "Ernst",
        "Tabblad",
        "Rij",
        "Kolom",
        "Wat is er",
        "Wat kunt u doen",
    ]
    assert [column.heading for column in overview_tab([], TODAY).columns] == [
        "Deelnemer",
        "Naam",
        "Begeleiding door",
        "Eigen doel",
        "Waar nu",
        "Sinds",
        "Einde gepland",
        "Volgende actie",
        "Nu aandacht",
    ]


def test_a_sheet_without_findings_says_that_all_is_well() -> None:
    assert texts(check_tab([]))[0][4].startswith("Alles klopt")


def test_why_a_sync_waits_comes_on_top() -> None:
    tab = check_tab([finding(Severity.FAULT)], ["Er verdwijnt veel."])
    assert texts(tab)[0][4] == "Er verdwijnt veel."
    assert "--bevestig" in texts(tab)[0][5]


def test_who_needs_attention_most_comes_on_top() -> None:
    tab = overview_tab(
        [
            item("D-001", where=Activity.CLOSED),
            item("D-002"),
            item("D-003", action_on=date(2026, 10, 1), next_action="bellen"),
            item("D-004", signals=("Bel nu.",), rank=7),
            item("D-005", signals=("Bel meteen.",), rank=2),
            item("D-006", action_on=date(2026, 12, 1)),
            item("D-007", good_news=("Een diploma!",)),
        ],
        TODAY,
    )
    assert [row[0] for row in texts(tab)] == ["D-005", "D-004", "D-003", "D-006", "D-002", "D-007", "D-001"]
    assert texts(tab)[2][7] == "bellen, 1-10-2026"
    assert tab.rows[5][8] == OwnCell("Een diploma!", Look.GOOD)


def test_every_figure_stands_beside_its_targets() -> None:
    figure = Figure(
        code="kans_gekregen",
        name="kans gekregen",
        definition="Wat wij tellen.",
        version=1,
        value=51,
        numerator=51,
        target=250,
        target_date=date(2035, 12, 31),
        milestone=60,
        milestone_date=date(2026, 12, 31),
    )
    share = replace(figure, unit=Unit.SHARE, value=0.5, denominator=102, target=1.0, target_unit=Unit.SHARE)
    rows = progress_tab([figure, share]).rows
    assert [cell.value for cell in rows[0]][:6] == [
        "Kans gekregen",
        "51",
        "250",
        date(2035, 12, 31),
        "60",
        date(2026, 12, 31),
    ]
    assert rows[1][2].value == "100%"
    assert rows[1][1].look is Look.PLAIN


def test_a_count_at_its_goal_is_green_but_a_count_at_its_limit_is_not() -> None:
    stopped = Figure(
        code="tussentijds_gestopt",
        name="tussentijds gestopt",
        definition="Wat wij tellen.",
        version=1,
        value=25,
        numerator=25,
        target=10,
        target_date=date(2026, 12, 31),
    )
    chance = replace(stopped, code="kans_gekregen")
    rows = progress_tab([chance, stopped], limits=frozenset({"tussentijds_gestopt"})).rows
    assert [row[1].look for row in rows] == [Look.GOOD, Look.PLAIN]


def test_a_text_of_a_hundred_thousand_characters_still_fits() -> None:
    tab = check_tab([finding(Severity.FAULT, message="x" * 100_000)])
    assert len(str(texts(tab)[0][4])) == 50_000


# --- In a Google Sheet ------------------------------------------------------------------------------------------------


@pytest.fixture
def sheet(google: Emulator) -> Sheet:
    return small_sheet(google)


@pytest.fixture
def desk(google: Emulator, sheet: Sheet) -> GoogleSheet:
    opened = desk_of(google, sheet)
    opened.read()
    return opened


def tabs(*findings: Finding) -> tuple[OwnTab, ...]:
    people = [item("D-001", since=date(2026, 3, 2)), item("D-002"), item("D-003")]
    return overview_tab(people, TODAY), check_tab(findings), progress_tab(()), reactions_tab(())


def people_cells(sheet: Sheet) -> dict[str, list[Any]]:
    """Everything that is not in a tab of the tracker's own, formats, notes and rules included."""
    return {
        tab.title: [(number, line.cells) for number, line in enumerate(tab.rows)]
        for tab in sheet.book.tabs
        if tab.sheet_id not in OWN_IDS.values()
    }


def formulas(sheet: Sheet, title: str) -> list[str]:
    lines = sheet.tab(title).rows
    return [
        str(cell.entered["formulaValue"])
        for line in lines
        for cell in line.cells.values()
        if cell.entered and "formulaValue" in cell.entered
    ]


def test_all_own_tabs_are_made_filled_and_protected_in_one_call(
    google: Emulator, sheet: Sheet, desk: GoogleSheet
) -> None:
    before = people_cells(sheet)
    assert desk.lacks_own_tabs()
    assert desk.write(tabs(finding(Severity.FAULT)), NOW)
    assert (len(google.log.writes), desk.calls.write) == (1, 1)
    assert sheet.titles == ("Deelnemers", "Stappen", "Partners", "Overzicht", "Controle", "Voortgang", "Reacties")
    assert people_cells(sheet) == before
    for title in ("Overzicht", "Controle", "Voortgang", "Reacties"):
        assert sheet.tab(title).ranges["protectedRanges"][0]["range"] == {"sheetId": OWN_IDS[title]}
    assert sheet.grid("Overzicht")[1][:6] == ["D-001", "Roos Vlinder", "", "", "zoekt", "2-3-2026"]
    desk.look()
    assert not desk.lacks_own_tabs()


def test_the_names_are_looked_up_by_the_sheet_and_never_pass_through_us(
    google: Emulator, sheet: Sheet, desk: GoogleSheet
) -> None:
    desk.write(tabs(), NOW)
    assert "Vlinder" not in repr(google.log.writes[0].body)
    assert len(formulas(sheet, "Overzicht")) == 3
    sheet.move_column("Deelnemers", "B", before="G")
    sheet.insert_column("Deelnemers", "C", "Nieuw")
    again = desk_of(google, sheet, desk.memory)
    again.read()
    again.write(tabs(), NOW, whole=True)
    assert [row[1] for row in sheet.grid("Overzicht")[1:]] == ["Roos Vlinder", "Teun Beek", "Saar Linde"]


def test_what_looks_like_a_formula_stays_text(sheet: Sheet, desk: GoogleSheet) -> None:
    typed = '=HYPERLINK("https://elders.test";"klik")'
    desk.write(tabs(finding(Severity.FAULT, message=typed), finding(Severity.INFO, message="+31 of @iemand")), NOW)
    assert sheet.grid("Controle")[1][4] == typed
    assert formulas(sheet, "Controle") == formulas(sheet, "Voortgang") == []


def test_each_finding_has_a_link_that_jumps_to_its_cell(sheet: Sheet, desk: GoogleSheet) -> None:
    desk.write(tabs(finding(Severity.FAULT, "Stappen", 3), finding(Severity.INFO, "Verdwenen", 1)), NOW)
    number = sheet.tab("Stappen").sheet_id
    shape = sheet.cell("Controle", "G2").format
    assert shape
    assert shape["textFormat"]["link"] == {"uri": f"#gid={number}&range=D3"}
    assert "link" not in (sheet.cell("Controle", "G3").format or {}).get("textFormat", {})


def test_the_same_again_writes_nothing(google: Emulator, sheet: Sheet, desk: GoogleSheet) -> None:
    desk.write(tabs(finding(Severity.FAULT)), NOW)
    google.log.clear()
    again = desk_of(google, sheet, desk.memory)
    again.read()
    assert not again.write(tabs(finding(Severity.FAULT)), NOW.replace(hour=15))
    assert google.log.writes == ()
    assert again.write(tabs(finding(Severity.FAULT)), NOW.replace(hour=15), whole=True)
    assert "16.00 uur" in sheet.grid("Controle")[0][7]


def test_only_the_tab_that_differs_is_written(google: Emulator, sheet: Sheet, desk: GoogleSheet) -> None:
    desk.write(tabs(finding(Severity.FAULT)), NOW)
    google.log.clear()
    desk.write(tabs(finding(Severity.INFO)), NOW)
    written = {str(one) for one in OWN_IDS.values() if str(one) in repr(google.log.writes[0].body)}
    assert written == {str(OWN_IDS["Controle"])}


def test_a_shorter_list_leaves_no_tail(sheet: Sheet, desk: GoogleSheet) -> None:
    desk.write(tabs(*(finding(Severity.FAULT, row=row) for row in range(2, 40))), NOW)
    assert len(sheet.grid("Controle")) == 39
    desk.write(tabs(finding(Severity.FAULT)), NOW)
    assert len(sheet.grid("Controle")) == 2
    assert sheet.tab("Controle").row_count == 2
    desk.write(tabs(*(finding(Severity.FAULT, row=row) for row in range(2, 2002))), NOW)
    assert len(sheet.grid("Controle")) == 2001


def _deleted(sheet: Sheet) -> None:
    sheet.delete_tab("Controle")


def _unprotected(sheet: Sheet) -> None:
    sheet.tab("Controle").ranges.clear()


def _shortened(sheet: Sheet) -> None:
    sheet.delete_row("Controle", 2)


@pytest.mark.parametrize("break_it", [_deleted, _unprotected, _shortened])
def test_an_own_tab_that_is_not_as_it_was_left_is_mended(
    google: Emulator, sheet: Sheet, desk: GoogleSheet, break_it: Any
) -> None:
    own = tabs(finding(Severity.FAULT), finding(Severity.INFO))
    desk.write(own, NOW)
    break_it(sheet)
    again = desk_of(google, sheet, desk.memory)
    again.read()
    assert again.lacks_own_tabs()
    assert again.write(own, NOW)
    assert len(sheet.grid("Controle")) == 3
    assert len(sheet.tab("Controle").ranges["protectedRanges"]) == 1
    again.look()
    assert not again.lacks_own_tabs()


def test_a_tab_of_somebody_with_the_same_name_is_left_alone(sheet: Sheet, desk: GoogleSheet) -> None:
    sheet.add_tab("Controle", [["mijn eigen lijst"]])
    before = people_cells(sheet)
    desk.look()
    desk.write(tabs(finding(Severity.FAULT)), NOW)
    assert people_cells(sheet) == before
    assert sheet.grid("Controle (tracker)")[1][0] == "fout"


def test_a_tab_of_somebody_that_comes_between_is_left_alone(google: Emulator, sheet: Sheet, desk: GoogleSheet) -> None:
    google.edits.before("batchUpdate", lambda: sheet.add_tab("Controle", [["mijn eigen lijst"]]))
    desk.write(tabs(finding(Severity.FAULT)), NOW)
    assert sheet.grid("Controle") == [["mijn eigen lijst"]]
    assert sheet.grid("Controle (tracker)")[1][0] == "fout"


def test_an_own_tab_keeps_the_name_that_people_gave_it(google: Emulator, sheet: Sheet, desk: GoogleSheet) -> None:
    desk.write(tabs(finding(Severity.FAULT)), NOW)
    sheet.rename("Controle", "Wat is er mis")
    again = desk_of(google, sheet, desk.memory)
    again.read()
    again.write(tabs(finding(Severity.INFO)), NOW)
    assert sheet.grid("Wat is er mis")[1][0] == "info"
    assert "Controle" not in sheet.titles


def test_what_people_type_in_an_own_tab_goes_at_the_next_writing(sheet: Sheet, desk: GoogleSheet) -> None:
    desk.write(tabs(finding(Severity.FAULT)), NOW)
    sheet.put("Controle", "E2", "onzin")
    desk.write(tabs(finding(Severity.FAULT)), NOW, whole=True)
    assert sheet.grid("Controle")[1][4] == "Er is iets."


def test_an_own_tab_is_never_read_whatever_it_is_called(google: Emulator, sheet: Sheet, desk: GoogleSheet) -> None:
    desk.write(tabs(finding(Severity.FAULT)), NOW)
    sheet.rename("Stappen", "Weg")
    sheet.rename("Controle", "Stappen")
    assert desk_of(google, sheet).read().unreadable["steps"].code == "tabblad_ontbreekt"


@pytest.mark.parametrize(
    "fault", [Fault.RESET_AFTER, Fault.TRUNCATED, Fault.RESET_BEFORE, Fault.INTERNAL, Fault.BAD_GATEWAY]
)
def test_an_answer_that_is_lost_leaves_no_half_work(
    google: Emulator, sheet: Sheet, desk: GoogleSheet, fault: Fault
) -> None:
    google.faults.add(fault, "batchUpdate")
    assert desk.write(tabs(finding(Severity.FAULT)), NOW)
    assert sheet.titles[3:] == ("Overzicht", "Controle", "Voortgang", "Reacties")
    assert len(sheet.grid("Controle")) == 2
    assert len(sheet.tab("Controle").ranges["protectedRanges"]) == 1
    assert not desk.write(tabs(finding(Severity.FAULT)), NOW)


def test_nothing_is_written_when_it_cannot_be_written(google: Emulator, sheet: Sheet, desk: GoogleSheet) -> None:
    sheet.share(google.account.email, "reader")
    with pytest.raises(GoogleError) as error:
        desk.may_write()
    assert error.value.trouble is Trouble.READ_ONLY
    with pytest.raises(GoogleError):
        desk.write(tabs(), NOW)
    assert sheet.titles == ("Deelnemers", "Stappen", "Partners")
    sheet.share(google.account.email, "writer")
    desk.may_write()
    assert desk.write(tabs(), NOW)


# --- Beside a workbook ------------------------------------------------------------------------------------------------


def sheet_rows(path: Path, title: str) -> Sequence[Sequence[Any]]:
    book = load_workbook(path)
    return [[cell.value for cell in row] for row in book[title].iter_rows()]


def test_a_workbook_gets_the_own_tabs_in_a_file_beside_it(tmp_path: Path) -> None:
    path = copy_of_sample(tmp_path / "blad.xlsx")
    before = path.read_bytes()
    desk = KeptWorkbook(path)
    assert desk.lacks_own_tabs()
    assert desk.write(tabs(finding(Severity.FAULT, "Stappen", 3, "=1+1")), NOW)
    beside = tmp_path / "blad-controle.xlsx"
    assert path.read_bytes() == before
    assert load_workbook(beside).sheetnames == ["Overzicht", "Controle", "Voortgang", "Reacties"]
    assert "Naam" not in sheet_rows(beside, "Overzicht")[0]
    assert sheet_rows(beside, "Controle")[1][4] == "=1+1"
    link = load_workbook(beside)["Controle"]["G2"].hyperlink
    assert (link.target, link.location) == ("blad.xlsx", "'Stappen'!D3")
    assert not desk.write(tabs(finding(Severity.FAULT, "Stappen", 3, "=1+1")), NOW)
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["blad-controle.xlsx", "blad.xlsx"]


def test_the_file_beside_it_is_made_again_when_it_is_gone(tmp_path: Path) -> None:
    desk = KeptWorkbook(copy_of_sample(tmp_path / "blad.xlsx"))
    desk.write(tabs(), NOW)
    again = KeptWorkbook(tmp_path / "blad.xlsx")
    again.learn(desk.memory)
    assert not again.lacks_own_tabs()
    desk.own_path.unlink()
    assert again.lacks_own_tabs()
    assert again.write(tabs(), NOW)


def test_a_folder_that_does_not_take_it_is_named(tmp_path: Path) -> None:
    desk = KeptWorkbook(copy_of_sample(tmp_path / "blad.xlsx"))
    desk.own_path.mkdir()
    with pytest.raises(FileError):
        desk.write(tabs(), NOW)
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["blad.xlsx"]
