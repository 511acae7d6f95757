"""The past as people meet it: a sync that is taken back, the sheet as it was, and steps that were typed over."""

from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.edits import column_of, copy_of_sample, edit, type_in

DAY_BY_DAY = [f"2026-11-{day:02}T12:00" for day in range(1, 10)]


@pytest.fixture
def sheet(tmp_path: Path, ew: Run) -> Path:
    """The sample, read on the first of November."""
    path = copy_of_sample(tmp_path / "blad.xlsx")
    assert ew("sync", path).code == 0
    return path


@pytest.fixture
def next_day(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Each call makes it a day later."""
    days = iter(DAY_BY_DAY[1:])
    return lambda: monkeypatch.setenv("EW_NOW", next(days))


def _figures(ew: Run, *options: object) -> Any:
    return ew("stand", "--json", "--peildatum", "2026-10-31", *options).json["figures"]


def _put(heading: str, value: object, row: int = 2) -> Any:
    def change(tab: Any) -> None:
        tab.cell(row, column_of(tab, heading)).value = value

    return change


# --- A sync that is taken back ---------------------------------------------------------------------------------------


def test_a_sync_taken_back_gives_the_figures_before_it_and_keeps_both_in_history(
    ew: Run, sheet: Path, next_day: Any
) -> None:
    before = _figures(ew)
    next_day()
    edit(sheet, "Stappen", lambda tab: tab.delete_rows(2, 5))
    assert ew("sync", sheet, "--json").json["snapshot"] == 2
    without = _figures(ew)
    assert without != before

    next_day()
    back = ew("ongedaan", 2, "--ja", "--json")
    assert back.code == 0
    assert back.json["status"] == "stored"
    assert back.json["snapshot"] == 3
    assert back.json["changes"] == {"new": 5, "changed": 0, "gone": 0, "stale": 0}
    assert set(back.json) >= {"status", "snapshot", "tabs", "changes", "findings", "calls"}
    assert _figures(ew) == before
    assert _figures(ew, "--bekend-op", "2026-11-02") == without


def test_the_same_sheet_is_held_until_it_differs_or_somebody_confirms(ew: Run, sheet: Path, next_day: Any) -> None:
    next_day()
    edit(sheet, "Deelnemers", _put("Gemeente", "Assen"))
    ew("sync", sheet)
    next_day()
    ew("ongedaan", 2, "--ja")

    held = ew("sync", sheet, "--json")
    assert (held.code, held.json["status"]) == (1, "held")
    assert "teruggedraaid" in " ".join(held.json["held_because"])
    assert ew("sync", sheet, "--json").json["status"] == "held"

    next_day()
    edit(sheet, "Deelnemers", _put("Gemeente", "Emmen", row=3))
    assert ew("sync", sheet, "--json").json["status"] == "stored"


def test_of_two_syncs_taken_back_in_a_row_neither_comes_in_again_by_itself(ew: Run, sheet: Path, next_day: Any) -> None:
    sheets = []
    for row in (2, 3):
        next_day()
        edit(sheet, "Deelnemers", _put("Gemeente", "Assen", row=row))
        sheets.append(sheet.read_bytes())
        ew("sync", sheet)
    for number in (3, 2):
        next_day()
        ew("ongedaan", number, "--ja")
    for content in sheets:
        sheet.write_bytes(content)
        assert ew("sync", sheet, "--json").json["status"] == "held"


def test_a_sync_taken_back_comes_in_again_when_somebody_confirms(ew: Run, sheet: Path, next_day: Any) -> None:
    edit(sheet, "Deelnemers", _put("Gemeente", "Assen"))
    ew("sync", sheet)
    ew("ongedaan", 2, "--ja")
    assert ew("sync", sheet, "--bevestig", "--json").json["changes"]["changed"] == 1
    assert ew("sync", sheet, "--json").json["status"] == "unchanged"


def test_a_sheet_that_was_mended_is_unchanged_and_the_same_edit_later_is_let_through(
    ew: Run, sheet: Path, tmp_path: Path, next_day: Any
) -> None:
    as_it_was = sheet.read_bytes()
    edit(sheet, "Deelnemers", _put("Gemeente", "Assen"))
    edited = sheet.read_bytes()
    ew("sync", sheet)
    ew("ongedaan", 2, "--ja")
    sheet.write_bytes(as_it_was)
    assert ew("sync", sheet, "--json").json["status"] == "unchanged"
    sheet.write_bytes(edited)
    assert ew("sync", sheet, "--json").json["status"] == "stored"


def test_without_ja_it_shows_what_it_means_and_asks(
    ew: Run, sheet: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    edit(sheet, "Stappen", lambda tab: tab.delete_rows(2, 5))
    ew("sync", sheet)
    for word, snapshot in (("nee", 2), ("ja", 3)):
        (tmp_path / "typed").write_text(f"{word}\n")
        with (tmp_path / "typed").open() as typed:
            monkeypatch.setattr("sys.stdin", typed)
            answer = ew("ongedaan", 2)
        assert answer.code == 0
        assert "Stappen: 5 terug" in answer.err
        assert "cijfers van vandaag:" in answer.err
        assert "[ja/nee]" in answer.err
        assert ew("sync", "--proef", sheet, "--json").json["snapshot"] == snapshot


def test_a_sync_that_nobody_knows_says_so(ew: Run, sheet: Path) -> None:
    answer = ew("ongedaan", 7, "--ja")
    assert answer.code == 2
    assert "7" in answer.err
    assert "Traceback" not in answer.err


def test_without_a_number_it_shows_which_syncs_there_are(ew: Run, sheet: Path) -> None:
    edit(sheet, "Stappen", lambda tab: tab.delete_rows(2))
    ew("sync", sheet)
    shown = [line.split()[0] for line in ew("ongedaan").out.splitlines()[-2:]]
    assert shown == ["2", "1"]
    assert [one["snapshot"] for one in ew("ongedaan", "--json").json] == [1, 2]
    assert ew("sync", sheet, "--json").json["snapshot"] == 2


# --- The sheet as it was ---------------------------------------------------------------------------------------------


def _findings(ew: Run, path: Path) -> list[tuple[Any, ...]]:
    found = ew("controle", path, "--json").json["findings"]
    return sorted((one["code"], one["tab"], one["column"] or "", one["message"]) for one in found)


def _nobody_withdrew(tab: Any) -> None:
    """Of who takes the consent back nothing is kept, and so not when it was given either."""
    for row in range(2, tab.max_row + 1):
        tab.cell(row, column_of(tab, "Akkoord ingetrokken op")).value = None


def test_a_restored_sheet_has_the_same_figures_and_no_new_findings(
    ew: Run, sheet: Path, next_day: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    next_day()
    edit(sheet, "Deelnemers", _nobody_withdrew)
    ew("sync", sheet)
    before, findings = _figures(ew), _findings(ew, sheet)
    next_day()
    edit(sheet, "Stappen", lambda tab: tab.delete_rows(2, 30))
    edit(sheet, "Deelnemers", _put("Aangemeld op", "eind maart"))
    ew("sync", sheet)
    restored = tmp_path / "hersteld.xlsx"
    made = ew("herstel", "--bekend-op", "2026-11-02", "--naar", restored, "--json")
    assert made.code == 0
    assert "Toegang" not in made.json["tabs"]

    # That Toegang is not there is the one thing to say of it.
    new = [one for one in _findings(ew, restored) if one not in findings]
    assert [one[:2] for one in new] == [("tabblad_niet_gebruikt", "Toegang")]
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{tmp_path / 'nieuw.db'}")
    assert ew("sync", restored).code == 0
    assert _figures(ew) == before


def test_a_restored_sheet_takes_the_place_of_the_sheet_and_keeps_the_access_list(
    ew: Run, sheet: Path, tmp_path: Path, next_day: Any
) -> None:
    restored = tmp_path / "hersteld.xlsx"
    ew("herstel", "--naar", restored)
    next_day()
    answer = ew("sync", restored, "--bevestig", "--json")
    assert answer.code == 0
    assert answer.json["changes"] == {"new": 0, "changed": 0, "gone": 0, "stale": 0}
    again = ew("sync", sheet, "--bevestig", "--json").json
    assert (again["changes"]["new"], again["changes"]["gone"]) == (0, 0)


def test_a_sheet_without_some_tabs_and_columns_is_restored_without_them(
    ew: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the column for consent everyone is kept; with an empty one nobody would be."""
    from openpyxl import load_workbook

    small = copy_of_sample(tmp_path / "klein.xlsx")
    book = load_workbook(small)
    for title in book.sheetnames:
        if title not in ("Deelnemers", "Stappen", "Partners"):
            del book[title]
    people = book["Deelnemers"]
    people.delete_cols(column_of(people, "Akkoord op"))
    book.save(small)
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{tmp_path / 'klein.db'}")
    ew("sync", small)
    before, findings = _figures(ew), _findings(ew, small)

    restored = tmp_path / "hersteld.xlsx"
    ew("herstel", "--naar", restored)
    assert [one for one in _findings(ew, restored) if one not in findings] == []
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{tmp_path / 'nieuw.db'}")
    ew("sync", restored)
    assert _figures(ew) == before


def test_who_has_no_first_day_in_the_sheet_keeps_the_day_of_the_sync_that_saw_them(
    ew: Run, sheet: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, next_day: Any
) -> None:
    def add(tab: Any) -> None:
        row = next(number for number in range(2, tab.max_row + 2) if tab.cell(number, 1).value is None)
        tab.cell(row, 1).value = "D-900"
        tab.cell(row, column_of(tab, "Akkoord op")).value = "2-11-2026"

    next_day()
    edit(sheet, "Deelnemers", add)
    ew("sync", sheet)
    before = ew("stand", "--json", "--peildatum", "2026-11-02").json["figures"][0]["numerator"]
    for _ in range(3):
        next_day()
    restored = tmp_path / "hersteld.xlsx"
    ew("herstel", "--naar", restored)
    monkeypatch.setenv("EW_DATABASE_URL", f"sqlite:///{tmp_path / 'nieuw.db'}")
    ew("sync", restored)
    assert ew("stand", "--json", "--peildatum", "2026-11-02").json["figures"][0]["numerator"] == before


def test_a_file_that_is_there_already_is_kept(ew: Run, sheet: Path) -> None:
    before = sheet.read_bytes()
    answer = ew("herstel", "--naar", sheet)
    assert answer.code == 2
    assert sheet.read_bytes() == before
    other = sheet.with_name("ander.xlsx")
    other.write_text("van iemand")
    assert "--overschrijf" in ew("herstel", "--naar", other).err
    assert other.read_text() == "van iemand"


def test_the_sheet_itself_is_never_written_over_because_names_stand_in_it_alone(ew: Run, sheet: Path) -> None:
    before = sheet.read_bytes()
    answer = ew("herstel", "--naar", sheet, "--overschrijf")
    assert answer.code == 2
    assert "namen" in answer.err
    assert sheet.read_bytes() == before


# --- Steps that were typed over, and values that are old -------------------------------------------------------------


def test_another_kind_of_step_is_a_warning_and_the_old_step_stays(ew: Run, sheet: Path, next_day: Any) -> None:
    before = ew("sync", sheet, "--json").json["findings"]["waarschuwing"]
    was = sheet.read_bytes()

    def another_kind(tab: Any) -> None:
        cell = tab.cell(2, column_of(tab, "Stap"))
        cell.value = "stage" if cell.value == "opleiding" else "opleiding"

    next_day()
    edit(sheet, "Stappen", another_kind)
    for changes in ({"new": 1, "changed": 1, "gone": 0, "stale": 1}, {"new": 0, "changed": 0, "gone": 0, "stale": 1}):
        answer = ew("sync", sheet, "--json").json
        assert answer["changes"] == changes
        assert answer["findings"]["waarschuwing"] > before
    assert "1 rij houdt een oude waarde" in ew("stand").out

    sheet.write_bytes(was)
    assert ew("sync", sheet, "--json").json["changes"] == {"new": 0, "changed": 1, "gone": 1, "stale": 0}
    assert "oude waarde" not in ew("stand").out


def test_the_stand_says_how_many_rows_are_old_and_since_when(ew: Run, sheet: Path, next_day: Any) -> None:
    next_day()
    type_in(sheet, "Deelnemers", "A2", "D 12 x")
    ew("sync", sheet)
    said = " ".join(ew("stand").out.split())
    assert "1 rij houdt een oude waarde" in said
    assert "2 november 2026, 12.00 uur" in said
    assert "oude waarde" not in ew("stand", "--bekend-op", "1-11-2026").out
