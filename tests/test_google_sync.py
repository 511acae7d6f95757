"""`ew sync` with a Google Sheet, as people meet it: calls, own tabs, and what happens when Google or they misbehave."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import SAMPLE, Run
from tests.edits import copy_of_sample, type_in
from tests.google import Emulator, Fault, Sheet
from tests.google_desk import NEVER_READ, small_sheet, use
from tracker.sheet.google_own import OWN_IDS


@pytest.fixture
def sheet(google: Emulator, monkeypatch: pytest.MonkeyPatch) -> Sheet:
    made = small_sheet(google)
    use(google, made, monkeypatch)
    return made


def grids(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    return {tab.title: list(tab.values) for tab in load_workbook(path)}


def everything_but_own(sheet: Sheet) -> list[Any]:
    return [tab for tab in sheet.book.copied().tabs if tab.sheet_id not in OWN_IDS.values()]


def test_a_sync_reads_stores_and_writes_back(ew: Run, sheet: Sheet) -> None:
    before = everything_but_own(sheet)
    answer = ew("sync", "--json")
    assert answer.code == 0
    assert answer.json["status"] == "stored"
    assert answer.json["changes"]["new"] == 6
    assert answer.json["calls"] == {"read": 3, "write": 1}
    assert sheet.titles[3:] == ("Overzicht", "Controle", "Voortgang", "Reacties")
    assert everything_but_own(sheet) == before


def test_the_same_sheet_again_costs_two_reads_and_no_write(ew: Run, google: Emulator, sheet: Sheet) -> None:
    ew("sync")
    google.log.clear()
    answer = ew("sync", "--json").json
    assert (answer["status"], answer["calls"]) == ("unchanged", {"read": 2, "write": 0})
    assert (len(google.log.reads), len(google.log.writes)) == (2, 0)


def test_a_change_costs_two_reads_and_one_write(ew: Run, sheet: Sheet) -> None:
    ew("sync")
    sheet.type("Stappen", "E2", "30-10-2026")
    answer = ew("sync", "--json").json
    assert (answer["status"], answer["calls"]) == ("stored", {"read": 2, "write": 1})
    row = next(row for row in sheet.grid("Overzicht") if row[0] == "D-001")
    assert row[4] == "tussen twee stappen"


def test_a_trial_writes_nothing_anywhere(ew: Run, google: Emulator, sheet: Sheet) -> None:
    assert ew("sync", "--proef", "--json").json["calls"]["write"] == 0
    assert google.log.writes == ()
    assert ew("sync", "--json").json["changes"]["new"] == 6


def test_the_first_sync_of_a_day_writes_the_own_tabs_anew(
    ew: Run, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("sync")
    monkeypatch.setenv("EW_NOW", "2026-11-02T07:00")
    answer = ew("sync", "--json").json
    assert (answer["status"], answer["calls"]["write"]) == ("unchanged", 1)
    assert "2 november 2026" in sheet.grid("Controle")[0][-1]
    assert ew("sync", "--json").json["calls"]["write"] == 0


def test_the_work_list_keeps_to_the_days_in_the_settings(
    ew: Run, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("sync")
    assert "nog geen intake" in repr(sheet.grid("Overzicht"))
    monkeypatch.setenv("EW_DAGEN_TOT_INTAKE", "1000")
    monkeypatch.setenv("EW_NOW", "2026-11-02T07:00")
    ew("sync")
    assert "nog geen intake" not in repr(sheet.grid("Overzicht"))


def test_the_page_of_a_check_has_no_links_to_a_file_that_is_not_there(ew: Run, sheet: Sheet, tmp_path: Path) -> None:
    sheet.type("Stappen", "B2", "stagge")
    page = tmp_path / "rapport.html"
    ew("controle", "--html", page)
    assert "Stap" in page.read_text()
    assert "href=" not in page.read_text()


def test_an_own_tab_that_somebody_threw_away_comes_back(ew: Run, sheet: Sheet) -> None:
    ew("sync")
    sheet.delete_tab("Overzicht")
    answer = ew("sync", "--json").json
    assert (answer["status"], answer["calls"]["write"]) == ("unchanged", 1)
    assert len(sheet.grid("Overzicht")) == 4


def test_a_typo_shows_in_controle_with_its_cell_and_goes_when_it_is_mended(ew: Run, sheet: Sheet) -> None:
    ew("sync")
    sheet.type("Stappen", "B2", "stagge")
    ew("sync")
    row = next(row for row in sheet.grid("Controle") if row[0] == "fout")
    assert row[1:4] == ["Stappen", "2", "Stap"]
    assert row[6] == "B2"
    sheet.type("Stappen", "B2", "betaald werk")
    ew("sync")
    assert not [row for row in sheet.grid("Controle") if row[0] == "fout"]


def test_a_secret_never_reaches_controle_nor_the_database(ew: Run, sheet: Sheet, empty_home: Path) -> None:
    sheet.put("Deelnemers", "C2", "06-12345678")
    ew("sync")
    assert "12345678" not in repr(sheet.grid("Controle"))
    assert "telefoonnummer" in repr(sheet.grid("Controle"))
    content = b"".join(path.read_bytes() for path in (empty_home / ".local/share/ew").iterdir())
    for word in ("12345678", *NEVER_READ):
        assert word.encode() not in content


def test_a_held_sync_says_so_in_controle_and_stores_nothing(
    ew: Run, google: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = google.from_workbook(SAMPLE)
    google.share(sheet)
    use(google, sheet, monkeypatch)
    ew("sync")
    before = ew("stand", "--json").json
    sheet.clear("Stappen", "A2:Z101")
    held = ew("sync", "--json")
    assert (held.code, held.json["status"]) == (1, "held")
    assert sheet.grid("Controle")[1][0] == "wacht"
    assert ew("stand", "--json").json["figures"] == before["figures"]
    assert ew("sync", "--bevestig", "--json").json["status"] == "stored"
    assert sheet.grid("Controle")[1][0] != "wacht"


def test_a_tab_that_is_gone_stops_the_sync_and_stands_in_controle(ew: Run, sheet: Sheet) -> None:
    ew("sync")
    before = ew("stand", "--json").json["figures"]
    sheet.delete_tab("Stappen")
    answer = ew("sync")
    assert answer.code == 2
    assert "Stappen" in answer.err
    assert "Stappen" in repr(sheet.grid("Controle")[1])
    assert ew("stand", "--json").json["figures"] == before
    sheet.add_tab("Stappen", [["Deelnemer", "Stap", "Start"], ["D-001", "betaald werk", "2-3-2026"]])
    ew("sync", "--bevestig")
    assert "Het tabblad Stappen is er niet" not in repr(sheet.grid("Controle"))


def _revoke(google: Emulator, sheet: Sheet) -> None:
    google.revoke(sheet)


def _bin(google: Emulator, sheet: Sheet) -> None:
    sheet.move_to_bin()


def _off(google: Emulator, sheet: Sheet) -> None:
    google.disable_api()


def _gone(google: Emulator, sheet: Sheet) -> None:
    sheet.delete_for_ever()


@pytest.mark.parametrize(
    ("break_it", "said"), [(_revoke, "tracker@voorbeeld"), (_bin, "prullenbak"), (_off, "API"), (_gone, "EW_SOURCE")]
)
def test_what_was_known_stays_when_google_refuses_and_it_says_since_when(
    ew: Run, google: Emulator, sheet: Sheet, break_it: Any, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("sync")
    before = ew("stand", "--json").json
    break_it(google, sheet)
    monkeypatch.setenv("EW_NOW", "2026-11-01T13:00")
    answer = ew("sync")
    assert answer.code == 2
    assert said in answer.err
    assert len(answer.err.strip().splitlines()) == 2
    after = ew("stand", "--json").json
    assert after["figures"] == before["figures"]
    assert after["known_at"] == before["known_at"]


def test_own_tabs_that_cannot_be_written_do_not_undo_the_sync(ew: Run, google: Emulator, sheet: Sheet) -> None:
    sheet.share(google.account.email, "reader")
    answer = ew("sync", "--json")
    assert answer.code == 0
    assert answer.json["status"] == "stored"
    assert "bewerker" in answer.err
    sheet.share(google.account.email, "writer")
    assert ew("sync", "--json").json["calls"]["write"] == 1
    assert "Controle" in sheet.titles


def test_own_tabs_that_could_not_be_written_are_written_as_soon_as_they_can_be(
    ew: Run, google: Emulator, sheet: Sheet
) -> None:
    sheet.type("Stappen", "B2", "stagge")
    ew("sync")
    sheet.type("Stappen", "B2", "opleidin")
    google.faults.add(Fault.FORBIDDEN, "batchUpdate")
    assert ew("sync", "--json").json["calls"]["write"] == 1
    assert "stagge" in repr(sheet.grid("Controle"))
    answer = ew("sync", "--json").json
    assert (answer["status"], answer["calls"]["write"]) == ("unchanged", 1)
    assert "opleidin" in repr(sheet.grid("Controle"))
    assert ew("sync", "--json").json["calls"]["write"] == 0


def test_a_renamed_tab_is_read_on_and_reported(ew: Run, sheet: Sheet) -> None:
    ew("sync")
    sheet.rename("Stappen", "Trajecten")
    answer = ew("sync", "--json").json
    assert (answer["status"], answer["changes"]["gone"]) == ("unchanged", 0)
    assert "Trajecten" in repr(sheet.grid("Controle"))


def test_a_sync_that_is_taken_back_shows_in_the_own_tabs_at_once(
    ew: Run, google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("sync")
    sheet.type("Stappen", "E2", "30-10-2026")
    ew("sync")
    assert next(row for row in sheet.grid("Overzicht") if row[0] == "D-001")[4] == "tussen twee stappen"
    before = everything_but_own(sheet)
    # The database knows its sheet, also when the settings name none.
    monkeypatch.delenv("EW_SOURCE")
    back = ew("ongedaan", 2, "--ja", "--json")
    assert (back.code, back.json["calls"]) == (0, {"read": 2, "write": 1})
    assert next(row for row in sheet.grid("Overzicht") if row[0] == "D-001")[4] == "betaald werk"
    assert sheet.grid("Controle")[1][0] == "wacht"
    assert everything_but_own(sheet) == before
    monkeypatch.setenv("EW_SOURCE", sheet.url)
    held = ew("sync", "--json").json
    assert (held["status"], held["calls"]["write"]) == ("held", 0)


def test_a_sync_is_taken_back_also_when_google_does_not_answer(ew: Run, google: Emulator, sheet: Sheet) -> None:
    ew("sync")
    sheet.type("Stappen", "E2", "30-10-2026")
    ew("sync")
    google.revoke(sheet)
    back = ew("ongedaan", 2, "--ja", "--json")
    assert (back.code, back.json["status"]) == (0, "stored")
    assert "werkt de volgende sync bij" in back.err
    assert google.account.email in back.err


def test_another_sheet_waits_and_is_not_written_in(
    ew: Run, google: Emulator, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("sync")
    other = small_sheet(google)
    use(google, other, monkeypatch)
    held = ew("sync", "--json")
    assert (held.code, held.json["status"]) == (1, "held")
    assert "Controle" not in other.titles
    assert ew("sync", "--bevestig").code == 0
    assert "Controle" in other.titles


def test_a_sheet_without_a_key_or_with_a_strange_address_says_what_to_do(
    ew: Run, sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EW_SOURCE", "https://elders.test/mijn-blad")
    assert "docs.google.com" in ew("sync").err
    monkeypatch.setenv("EW_SOURCE", sheet.url)
    monkeypatch.delenv("EW_GOOGLE_CREDENTIALS")
    answer = ew("sync")
    assert answer.code == 2
    assert "EW_GOOGLE_CREDENTIALS" in answer.err


@pytest.mark.parametrize("fault", [Fault.QUOTA_HTML, Fault.BAD_GATEWAY, Fault.RESET_AFTER])
def test_a_passing_fault_is_not_even_noticed(ew: Run, google: Emulator, sheet: Sheet, fault: Fault) -> None:
    google.faults.add(fault, "Filter")
    google.faults.add(fault, "batchUpdate")
    answer = ew("sync", "--json")
    assert (answer.code, answer.json["status"], answer.err) == (0, "stored", answer.err)
    assert "Controle" in sheet.titles


def test_checking_a_google_sheet_writes_nothing(ew: Run, google: Emulator, sheet: Sheet) -> None:
    answer = ew("controle", "--json")
    assert answer.json["tabs"]["Stappen"]["stored"] == 2
    assert google.log.writes == ()


# --- A workbook -------------------------------------------------------------------------------------------------------


def test_a_workbook_gets_its_own_tabs_in_a_file_beside_it(ew: Run, tmp_path: Path) -> None:
    path = copy_of_sample(tmp_path / "blad.xlsx")
    before = path.read_bytes()
    answer = ew("sync", path, "--json")
    assert answer.json["calls"] == {"read": 0, "write": 0}
    beside = tmp_path / "blad-controle.xlsx"
    first = beside.read_bytes()
    ew("sync", path)
    assert beside.read_bytes() == first
    assert path.read_bytes() == before
    type_in(path, "Stappen", "C2", "stagge")
    ew("sync", path)
    assert beside.read_bytes() != first
    beside.unlink()
    assert ew("sync", path, "--json").json["status"] == "unchanged"
    assert beside.is_file()


def test_a_workbook_that_cannot_be_used_says_so_beside_what_was_known(ew: Run, tmp_path: Path) -> None:
    path, beside = copy_of_sample(tmp_path / "blad.xlsx"), tmp_path / "blad-controle.xlsx"
    ew("sync", path)
    known = grids(beside)
    type_in(path, "Stappen", "A1", "Wie")
    assert ew("sync", path).code == 2
    shown = grids(beside)
    assert shown["Overzicht"] == known["Overzicht"]
    assert shown["Voortgang"] == known["Voortgang"]
    assert "Stappen" in str(shown["Controle"])
    assert shown["Controle"] != known["Controle"]


def test_a_workbook_that_is_gone_is_noted_as_refused(ew: Run, tmp_path: Path) -> None:
    path = copy_of_sample(tmp_path / "blad.xlsx")
    ew("sync", path)
    path.unlink()
    assert ew("sync", path).code == 2
    assert not (tmp_path / "blad.xlsx").exists()
