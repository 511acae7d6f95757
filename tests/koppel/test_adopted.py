"""A Google Sheet of another shape after it was adopted: read, followed and written back as any sheet of ours."""

import re
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sample_sheets.others import LONG, NEAR, WIDE
from tests.conftest import Run
from tests.google import Emulator, Sheet
from tests.google.sheet import Plain
from tests.google_desk import answers, desk_of, mapping_of, served, use
from tests.koppel.test_workbook import PRIVATE
from tracker.sheet.google_own import OWN_IDS
from tracker.sheet.mapfile import read_mapping


@pytest.mark.parametrize(
    ("sample", "stored"),
    [
        (LONG, {"Deelnemers": 24, "Stappen": 40, "Partners": 5}),
        (WIDE, {"Deelnemers": 18, "Stappen": 33, "Partners": 5}),
        (NEAR, {"Deelnemers": 12, "Stappen": 12, "Partners": 5, "Plekken": 2}),
    ],
)
def test_an_adopted_sheet_is_synced_and_the_same_again_is_no_work(
    ew: Run, google: Emulator, monkeypatch: pytest.MonkeyPatch, sample: Path, stored: dict[str, int]
) -> None:
    served(google, sample, monkeypatch)
    ew("koppel", "--ja")
    google.log.clear()
    first = ew("sync", "--json")
    assert "met de koppeling" in first.err
    assert {title: count["stored"] for title, count in first.json["tabs"].items()} == stored
    # A header in the first row costs one call, and two title rows above it two more.
    assert (first.json["status"], first.json["calls"]) == ("stored", {"read": 5 if sample == WIDE else 3, "write": 1})
    again = ew("sync", "--json").json
    assert (again["status"], again["calls"]) == ("unchanged", {"read": 2, "write": 0})
    ew("controle")
    assert not [word for word in PRIVATE if word in answers(google)]


def test_once_adopted_only_columns_of_the_mapping_are_asked_for(ew: Run, google: Emulator, wide: Sheet) -> None:
    ew("koppel", "--ja")
    ew("sync")
    google.log.clear()
    wide.put("Blad1", "D4", "Assen")
    assert ew("sync", "--json").json["changes"]["changed"] == 1
    assert google.log.columns("Blad1", below=3) == ("A", *"DEFGHIJKLMNO")


def test_nothing_private_is_printed_written_stored_or_put_in_our_own_tabs(
    ew: Run, google: Emulator, empty_home: Path, monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    sheet = served(google, sample, monkeypatch)
    said = [ew("koppel"), ew("koppel", "--json", "--ja"), ew("controle"), ew("sync"), ew("dokter")]
    told = "".join(answer.out + answer.err for answer in said) + mapping_of(sheet).read_text(encoding="utf-8")
    with sqlite3.connect(next(empty_home.rglob("ew.db"))) as database:
        told += "\n".join(database.iterdump())
    told += "".join(str(call.body) for call in google.log.writes)
    assert "D-001" in told or "EW-001" in told
    assert not [word for word in PRIVATE if word in told]


def test_the_mapping_of_one_sheet_is_never_used_for_another(
    ew: Run, google: Emulator, wide: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("koppel", "--ja")
    served(google, LONG, monkeypatch)
    answer = ew("controle")
    assert "koppeling" not in answer.err
    assert "Deelnemers is er niet" in answer.out


# --- What people do to an adopted sheet -------------------------------------------------------------------------------


def _move_a_column(sheet: Sheet) -> None:
    sheet.move_column("Blad1", "E", before="B")


def _put_in_a_column(sheet: Sheet) -> None:
    sheet.insert_column("Blad1", "C", "Schoenmaat")


def _put_in_rows_on_top(sheet: Sheet) -> None:
    sheet.insert_row("Blad1", 1, ["Nog een regel"])


def _rename_the_tab(sheet: Sheet) -> None:
    sheet.rename("Blad1", "Lijst 2026")


@pytest.mark.parametrize("edit", [_move_a_column, _put_in_a_column, _put_in_rows_on_top, _rename_the_tab])
def test_what_moves_in_an_adopted_sheet_is_found_again(
    ew: Run, google: Emulator, wide: Sheet, edit: Callable[[Sheet], None]
) -> None:
    ew("koppel", "--ja")
    ew("sync")
    edit(wide)
    answer = ew("sync", "--json")
    assert (answer.code, answer.json["status"]) == (0, "unchanged")
    assert sum(answer.json["changes"].values()) == 0
    google.log.clear()
    assert ew("sync", "--json").json["calls"] == {"read": 2, "write": 0}
    assert not [word for word in PRIVATE if word in answers(google)]


def test_a_renamed_tab_of_an_adopted_sheet_is_reported_by_its_new_name(ew: Run, wide: Sheet) -> None:
    ew("koppel", "--ja")
    ew("sync")
    wide.rename("Blad1", "Lijst 2026")
    ew("sync")
    assert "Lijst 2026" in repr(wide.grid("Controle"))


def test_a_mapping_that_no_longer_fits_says_so_and_the_last_good_data_stays(ew: Run, wide: Sheet) -> None:
    ew("koppel", "--ja")
    ew("sync")
    before = ew("stand", "--json").json
    wide.put("Blad1", "K3", "Stage begon")
    broken = ew("sync")
    assert broken.code == 2
    assert "de kolom “Stage vanaf” voor Start" in broken.err
    assert "ew koppel" in broken.err
    after = ew("stand", "--json").json
    assert (after["figures"], after["known_at"]) == (before["figures"], before["known_at"])
    failing = [one for one in ew("dokter", "--json").json if not one["ok"] and one["check"] == "blad"]
    assert "Stage vanaf" in failing[0]["message"]
    wide.put("Blad1", "K3", "Stage vanaf")
    assert ew("sync", "--json").json["status"] == "unchanged"


def test_a_mapping_that_is_gone_is_missed_by_its_name(ew: Run, long: Sheet) -> None:
    ew("koppel", "--ja")
    ew("sync")
    moved = mapping_of(long).rename("elders.toml")
    for _ in range(2):
        refused = ew("sync")
        assert refused.code == 2
        assert f"Start ew in de map met {mapping_of(long)}" in refused.err
    moved.rename(mapping_of(long))
    assert ew("sync", "--json").json["status"] == "unchanged"


def test_who_gives_an_adopted_sheet_our_names_needs_no_mapping_any_more(
    ew: Run, google: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = served(google, NEAR, monkeypatch)
    ew("koppel", "--ja")
    ew("sync")
    mapping_of(sheet).unlink()
    for old, new in (("Deelnemerslijst", "Deelnemers"), ("Activiteiten", "Stappen"), ("Vacatures", "Plekken")):
        sheet.rename(old, new)
    for tab, cell, heading in (
        ("Deelnemers", "A1", "Deelnemer"),
        ("Stappen", "B1", "Stap"),
        ("Stappen", "D1", "Start"),
    ):
        sheet.put(tab, cell, heading)
    for cell, heading in (("A1", "Partner"), ("B1", "Soort"), ("C1", "Aantal"), ("D1", "Vanaf")):
        sheet.put("Plekken", cell, heading)
    assert "koppeling" not in ew("controle").out
    assert ew("sync", "--json", "--bevestig").json["tabs"]["Deelnemers"]["stored"] == 12


def test_the_doctor_names_each_tab_once_though_one_sheet_gives_it_several_times(ew: Run, wide: Sheet) -> None:
    ew("koppel", "--ja")
    assert "Gevonden: Deelnemers, Stappen en Partners." in ew("dokter").out


def test_a_tab_of_the_mapping_that_is_gone_says_so(ew: Run, long: Sheet) -> None:
    ew("koppel", "--ja")
    ew("sync")
    long.delete_tab("Trajecten")
    answer = ew("sync")
    assert answer.code == 2
    assert "noemt het tabblad “Trajecten”, maar dat is er niet" in answer.err


def test_another_mapping_of_the_same_sheet_is_news(ew: Run, wide: Sheet) -> None:
    ew("koppel", "--ja")
    ew("sync")
    text = mapping_of(wide).read_text(encoding="utf-8")
    mapping_of(wide).write_text(text.replace('Gemeente = "Woonplaats"\n', ""), encoding="utf-8")
    assert ew("sync", "--json", "--bevestig").json["changes"]["changed"] == 18


def test_headers_of_parts_may_stand_in_different_rows(google: Emulator) -> None:
    rows: list[list[Plain]] = [
        ["Nr", "Naam", "Woonplaats", None, None, None],
        [None, None, None, "Wie", "Wat", "Vanaf"],
        ["D-001", "Roos Vlinder", "Emmen", "D-001", "stage", date(2026, 3, 2)],
        ["D-002", "Teun Beek", "Assen", "D-002", "opleiding", date(2026, 4, 2)],
    ]
    sheet = google.new_sheet("Lijst", {"Blad1": rows, "Partners": [["Partner"], ["Zorggroep De Linde"]]})
    google.share(sheet)
    text = (
        '[[Deelnemers]]\ntabblad = "Blad1"\nDeelnemer = "Nr"\nGemeente = "Woonplaats"\n'
        '[[Stappen]]\ntabblad = "Blad1"\nDeelnemer = "Wie"\nStap = "Wat"\nStart = "Vanaf"\n'
    )
    Path("twee.toml").write_text(text, encoding="utf-8")
    desk = desk_of(google, sheet)
    desk.adopt(read_mapping(Path("twee.toml")))
    found = {tab.tab: (tab.header_row, [row.number for row in tab.rows]) for tab in desk.read().tabs}
    assert found == {"participants": (1, [3, 4]), "steps": (2, [3, 4]), "partners": (1, [2])}
    again = desk_of(google, sheet, desk.memory)
    again.adopt(read_mapping(Path("twee.toml")))
    google.log.clear()
    assert again.fingerprint() == desk.fingerprint()
    assert len(google.log.reads) == 2
    assert "Vlinder" not in answers(google)


# --- Our own tabs -----------------------------------------------------------------------------------------------------


def test_a_finding_in_controle_jumps_to_the_cell_in_their_own_tab(ew: Run, wide: Sheet) -> None:
    ew("koppel", "--ja")
    wide.put("Blad1", "K4", "eind maart")
    ew("sync")
    rows = wide.grid("Controle")
    at = next(place for place, row in enumerate(rows) if row[0] == "fout")
    assert (rows[at][1:4], rows[at][6]) == (["Blad1", "4", "Stage vanaf"], "K4")
    shown = wide.cell("Controle", f"G{at + 1}").format
    assert shown is not None
    assert shown["textFormat"]["link"]["uri"] == f"#gid={wide.tab('Blad1').sheet_id}&range=K4"


def test_the_names_in_the_work_list_are_looked_up_by_the_bare_number(ew: Run, long: Sheet) -> None:
    ew("koppel", "--ja")
    ew("sync")
    names = {str(int(row[0])): row[1] for row in long.grid("Cliënten", shown=False)[1:]}
    listed = {re.sub(r"^D-0*", "", row[0]): row[1] for row in long.grid("Overzicht")[1:]}
    assert len(listed) > 10
    assert listed == {number: names[number] for number in listed}


def test_what_people_typed_in_an_adopted_sheet_is_never_touched(ew: Run, long: Sheet) -> None:
    before = long.book.copied().tabs
    ew("koppel", "--ja")
    ew("sync")
    assert [tab for tab in long.book.copied().tabs if tab.sheet_id not in OWN_IDS.values()] == before


# --- `ew nieuw --google` ----------------------------------------------------------------------------------------------


def test_a_new_sheet_in_a_sheet_of_another_shape_changes_nothing_that_was_typed(
    ew: Run, google: Emulator, monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    sheet = served(google, sample, monkeypatch)
    before = {title: sheet.grid(title) for title in sheet.titles}
    assert ew("nieuw", "--google").code == 0
    for title, rows in before.items():
        if title != "Partners":
            assert sheet.grid(title) == rows
    assert [row[:2] for row in sheet.grid("Partners")][: len(before.get("Partners", []))] == before.get("Partners", [])


def test_an_adopted_sheet_only_gets_the_tabs_that_the_mapping_does_not_read(
    ew: Run, google: Emulator, long: Sheet
) -> None:
    ew("koppel", "--ja")
    before = {title: long.grid(title) for title in long.titles}
    answer = ew("nieuw", "--google")
    assert answer.code == 0
    assert {"Deelnemers", "Stappen", "Partners"}.isdisjoint(long.titles)
    assert {"Plekken", "Doelen", "Toegang", "Keuzelijsten"} <= set(long.titles)
    assert {title: long.grid(title) for title in before} == before
    google.log.clear()
    assert "Er ontbrak niets" in ew("nieuw", "--google").out
    assert google.log.writes == ()
    assert ew("sync", "--json").json["tabs"]["Deelnemers"]["stored"] == 24


def test_a_tab_with_our_name_and_something_else_in_it_is_left_alone(
    ew: Run, google: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = google.new_sheet("Anders", {"Deelnemers": [["parkeerplek", 12], ["zitplek", 4]]})
    google.share(sheet)
    use(google, sheet, monkeypatch)
    answer = ew("nieuw", "--google")
    assert answer.code == 0
    assert "Op het tabblad Deelnemers staat al iets" in answer.out
    assert sheet.grid("Deelnemers") == [["parkeerplek", "12"], ["zitplek", "4"]]
    assert "Naam" not in sheet.grid("Stappen")[0]
