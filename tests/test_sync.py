"""A sync as people meet it: a workbook, a database, and what happens when the workbook is not what it was."""

import sqlite3
from itertools import islice, product
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import pytest

from tests.conftest import SAMPLE, Run
from tests.edits import column_of, copy_of_sample, edit, type_in
from tests.store.samples import url
from tracker.actions.trouble import standstill
from tracker.store import open_store


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    return copy_of_sample(tmp_path / "blad.xlsx")


def _figures(ew: Run, *options: str) -> dict[str, object]:
    return {one["code"]: one for one in ew("stand", "--json", *options).json["figures"]}


def test_a_first_sync_stores_every_row_of_the_sample(ew: Run, sheet: Path) -> None:
    answer = ew("sync", sheet, "--json")
    assert answer.code == 0
    assert answer.json["status"] == "stored"
    assert answer.json["changes"]["new"] == sum(tab["stored"] for tab in answer.json["tabs"].values())
    assert answer.json["findings"]["fout"] == 0
    for tab in answer.json["tabs"].values():
        assert tab["read"] == tab["stored"] + tab["rejected"] + tab["set_aside"]


def test_the_same_sheet_again_changes_nothing(ew: Run, sheet: Path) -> None:
    first = ew("sync", sheet, "--json").json
    second = ew("sync", sheet, "--json").json
    assert second["status"] == "unchanged"
    assert second["snapshot"] == first["snapshot"]
    assert second["tabs"] == first["tabs"]
    assert second["findings"] == first["findings"]


def test_a_workbook_saved_again_without_a_change_is_unchanged(ew: Run, sheet: Path) -> None:
    ew("sync", sheet)
    edit(sheet, "Stappen", lambda tab: None)
    answer = ew("sync", sheet, "--json").json
    assert answer["status"] == "unchanged"
    assert answer["snapshot"] == 1


def test_sorted_rows_are_no_change(ew: Run, sheet: Path) -> None:
    before = ew("sync", sheet, "--json").json

    def upside_down(tab: object) -> None:
        rows = [[cell.value for cell in row] for row in tab.iter_rows(min_row=2) if row[0].value]  # type: ignore[attr-defined]
        for number, row in enumerate(reversed(rows), 2):
            for column, value in enumerate(row, 1):
                tab.cell(number, column).value = value  # type: ignore[attr-defined]

    edit(sheet, "Deelnemers", upside_down)
    answer = ew("sync", sheet, "--json").json
    assert answer["status"] == "unchanged"
    assert answer["tabs"] == before["tabs"]


def test_an_edited_start_date_is_one_changed_step(ew: Run, sheet: Path) -> None:
    ew("sync", sheet)

    def a_day_later(tab: object) -> None:
        cell = tab.cell(2, column_of(tab, "Start"))  # type: ignore[attr-defined,arg-type]
        cell.value = cell.value.replace(day=cell.value.day % 28 + 1)

    edit(sheet, "Stappen", a_day_later)
    changes = ew("sync", sheet, "--json").json["changes"]
    assert (changes["new"], changes["changed"], changes["gone"]) == (0, 1, 0)


def test_a_typo_keeps_the_last_good_value_and_says_so(ew: Run, sheet: Path) -> None:
    first = ew("sync", sheet, "--json").json
    before = ew("stand", "--json").json

    edit(sheet, "Deelnemers", lambda tab: _put(tab, 2, "Aangemeld op", "eind maart"))
    answer = ew("sync", sheet, "--json").json
    assert answer["changes"] == {"new": 0, "changed": 1, "gone": 0, "stale": 1}
    assert answer["findings"]["waarschuwing"] == first["findings"]["waarschuwing"] + 1
    assert ew("stand", "--json").json["figures"] == before["figures"]

    shutil_copy(sheet)
    assert ew("sync", sheet, "--json").json["changes"]["stale"] == 0


def _put(tab: object, row: int, heading: str, value: object) -> None:
    tab.cell(row, column_of(tab, heading)).value = value  # type: ignore[attr-defined,arg-type]


def shutil_copy(sheet: Path) -> None:
    """The person puts back what stood there."""
    sheet.write_bytes(SAMPLE.read_bytes())


def test_a_mistyped_code_keeps_the_participant_and_the_steps(ew: Run, sheet: Path) -> None:
    ew("sync", sheet)
    before = ew("stand", "--json").json["where"]
    type_in(sheet, "Deelnemers", "A2", "D 12 x")
    answer = ew("sync", sheet, "--json")
    assert answer.code == 1
    assert answer.json["changes"]["gone"] == 0
    assert answer.json["changes"]["stale"] >= 1
    assert ew("stand", "--json").json["where"] == before


def test_a_mass_change_waits_until_someone_confirms(ew: Run, sheet: Path, empty_home: Path) -> None:
    ew("sync", sheet)
    before = ew("stand", "--json").json
    edit(sheet, "Stappen", lambda tab: tab.delete_rows(2, 100))
    held = ew("sync", sheet, "--json")
    assert held.code == 1
    assert held.json["status"] == "held"
    assert "verdwijnen" in " ".join(held.json["held_because"])
    assert ew("stand", "--json").json["figures"] == before["figures"]

    confirmed = ew("sync", sheet, "--bevestig", "--json").json
    assert confirmed["status"] == "stored"
    assert confirmed["changes"]["gone"] == 100


def test_filling_empty_cells_and_adding_rows_never_waits(ew: Run, sheet: Path) -> None:
    ew("sync", sheet)

    def fill(tab: object) -> None:
        for row in range(2, 142):
            cell = tab.cell(row, column_of(tab, "Actie op"))  # type: ignore[attr-defined,arg-type]
            if cell.value is None:
                cell.value = "1-12-2026"

    edit(sheet, "Deelnemers", fill)
    assert ew("sync", sheet, "--json").json["status"] == "stored"


def test_another_sheet_than_last_time_waits(ew: Run, sheet: Path, tmp_path: Path) -> None:
    ew("sync", sheet)
    other = copy_of_sample(tmp_path / "ander.xlsx")
    type_in(other, "Deelnemers", "C2", "Assen")
    held = ew("sync", other)
    assert held.code == 1
    assert "ander blad" in held.out
    assert ew("sync", other, "--bevestig").code == 0


def test_a_trial_shows_what_would_change_and_stores_nothing(ew: Run, sheet: Path) -> None:
    ew("sync", sheet)
    type_in(sheet, "Deelnemers", "C2", "Assen")
    trial = ew("sync", sheet, "--proef", "--json").json
    assert trial["changes"]["changed"] == 1
    assert ew("sync", sheet, "--json").json["changes"]["changed"] == 1


def _without_tab(path: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path)
    del book["Stappen"]
    book.save(path)


def _doubled_column(path: Path) -> None:
    edit(path, "Stappen", lambda tab: tab.cell(1, tab.max_column + 1, "Start"))


def _no_workbook(path: Path) -> None:
    path.write_text("dit is geen werkmap")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("break_it", [_without_tab, _doubled_column, _no_workbook, _truncated, _gone])
def test_a_broken_sheet_changes_nothing_and_says_what_to_do(ew: Run, sheet: Path, break_it: object) -> None:
    ew("sync", sheet)
    before = ew("stand", "--json").json
    break_it(sheet)  # type: ignore[operator]
    answer = ew("sync", sheet)
    assert answer.code == 2
    assert answer.out == ""
    assert len([line for line in answer.err.strip().splitlines() if not line.endswith(" …")]) == 2
    assert "Traceback" not in answer.err
    assert ew("stand", "--json").json == before


def test_a_tab_that_had_rows_is_missed(ew: Run, sheet: Path) -> None:
    ew("sync", sheet)
    from openpyxl import load_workbook

    book = load_workbook(sheet)
    del book["Metingen"]
    book.save(sheet)
    answer = ew("sync", sheet)
    assert answer.code == 2
    assert "Metingen" in answer.err
    assert "rijen" in answer.err


def test_what_was_known_stays_known(ew: Run, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ew("sync", sheet)
    first = ew("stand", "--json", "--peildatum", "2026-11-01").json
    monkeypatch.setenv("EW_NOW", "2026-11-05T12:00")
    edit(sheet, "Stappen", lambda tab: tab.delete_rows(2, 3))
    assert ew("sync", sheet, "--json").json["changes"]["gone"] == 3
    now = ew("stand", "--json", "--peildatum", "2026-11-01").json
    then = ew("stand", "--json", "--peildatum", "2026-11-01", "--bekend-op", "2026-11-02").json
    assert now["figures"] != first["figures"]
    assert then["figures"] == first["figures"]


def test_a_moment_before_the_first_sync_shows_the_first_and_says_so(ew: Run, sheet: Path) -> None:
    ew("sync", sheet)
    answer = ew("stand", "--json", "--bekend-op", "1-1-2020")
    assert answer.code == 0
    assert "eerste keer" in answer.err


def test_a_sheet_that_holds_too_much_is_noted_as_refused(
    ew: Run, sheet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EW_DATABASE_URL", url(tmp_path / "ew.db"))
    assert ew("sync", sheet).code == 0
    edit(sheet, "Partners", _with_endless_names)
    assert "schrijfwijzen" in ew("sync", sheet).err
    with open_store(url(tmp_path / "ew.db")) as store:
        found = standstill(store)
    assert found is not None
    assert "te veel" in found.why


def _with_endless_names(tab: Any) -> None:
    """Partners that together have more other names than one sheet may ask us to compare."""
    pairs = ("".join(pair) for pair in product(ascii_lowercase, repeat=2))
    names, column = "; ".join(islice(pairs, 400)), column_of(tab, "Andere schrijfwijzen")
    for number in range(130):
        tab.append([f"Partner {number}"])
        tab.cell(tab.max_row, column).value = names


def test_a_clock_that_runs_back_is_refused(ew: Run, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ew("sync", sheet)
    monkeypatch.setenv("EW_NOW", "2026-10-01T12:00")
    answer = ew("sync", sheet)
    assert answer.code == 2
    assert "klok" in answer.err


def test_no_name_address_or_remark_reaches_the_database(ew: Run, sheet: Path, empty_home: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(sheet)
    typed = set()
    for tab in book.worksheets:
        headings = [cell.value for cell in tab[1]]
        for heading in ("Naam", "Opmerkingen", "Toelichting", "E-mail"):
            if heading in headings:
                column = headings.index(heading) + 1
                typed |= {str(tab.cell(row, column).value or "") for row in range(2, tab.max_row + 1)}
    secrets = {word for word in typed if len(word) > 4 and not word.startswith("=")}
    assert len(secrets) > 50
    ew("sync", sheet)
    folder = empty_home / ".local/share/ew"
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    assert [word for word in secrets if word.encode() in content] == []


def test_addresses_are_stored_as_a_keyed_hash(ew: Run, sheet: Path, empty_home: Path) -> None:
    ew("sync", sheet)
    with sqlite3.connect(empty_home / ".local/share/ew/ew.db") as database:
        addresses = [row[0] for row in database.execute("SELECT address FROM access")]
    database.close()
    assert addresses
    assert all(len(address) == 64 and int(address, 16) >= 0 for address in addresses)


def test_a_database_refuses_another_key(ew: Run, sheet: Path, empty_home: Path) -> None:
    ew("sync", sheet)
    key = empty_home / ".local/share/ew/data.key"
    assert key.stat().st_mode & 0o777 == 0o400
    key.unlink()
    answer = ew("sync", sheet)
    assert answer.code == 2
    assert "sleutel" in answer.err
