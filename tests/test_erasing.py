"""Erasing as its users type it: what goes, what stays the same, and that nothing brings anyone back."""

import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import Run
from tests.edits import column_of, copy_of_sample, edit
from tests.store.samples import rows, url
from tests.store.server import shared_server
from tracker.edition import Audience, Edition
from tracker.figures.state import FIXED, WITHOUT_ERASED
from tracker.model import State
from tracker.store import open_store

CODE = "QZX-90817"
QUARTERS = ("2024-12-31", "2025-09-30", "2026-09-30", "2026-12-31")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the database of this test, of either kind, and of a key of its own."""
    monkeypatch.setenv("EW_DATA_KEY", str(Path("sleutel").absolute()))
    return _chosen(monkeypatch, url(Path("ew.db").absolute()) if request.param == "sqlite" else _fresh(pytestconfig))


@pytest.fixture
def file(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of this test in a file."""
    monkeypatch.setenv("EW_DATA_KEY", str(Path("sleutel").absolute()))
    _chosen(monkeypatch, url(Path("ew.db").absolute()))
    return Path("ew.db").absolute()


def _fresh(config: pytest.Config) -> str:
    return shared_server(config).fresh()


def _chosen(monkeypatch: pytest.MonkeyPatch, address: str) -> str:
    monkeypatch.setenv("EW_DATABASE_URL", address)
    return address


@pytest.fixture(scope="session")
def sample_with_canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with one person under a code that stands nowhere else."""
    path = copy_of_sample(tmp_path_factory.mktemp("blad") / "blad.xlsx")
    book = load_workbook(path)
    for tab in ("Deelnemers", "Stappen", "Metingen"):
        _renamed(book[tab])
    book.save(path)
    return path


@pytest.fixture
def sheet(tmp_path: Path, sample_with_canary: Path) -> Path:
    """A copy of that sheet for one test."""
    return Path(shutil.copy(sample_with_canary, tmp_path / "blad.xlsx"))


def _renamed(tab: Any) -> None:
    column = column_of(tab, "Deelnemer")
    for row in range(2, tab.max_row + 1):
        if tab.cell(row, column).value == "D-017":
            tab.cell(row, column).value = CODE


def figures(ew: Run, day: str) -> Any:
    """What is said on a day, without what is said about the erasing itself."""
    answer = ew("stand", "--json", "--peildatum", day).json
    for figure in answer["figures"]:
        _without_notes(figure)
    return answer


def _without_notes(figure: Any) -> None:
    for note in (FIXED, WITHOUT_ERASED):
        figure["definition"] = figure["definition"].removesuffix(f" {note}")
    for one in figure.get("beside", ()):
        _without_notes(one)


def every_quarter(ew: Run) -> list[Any]:
    """Every figure at some quarter ends; the time until work of the quarter that still runs is left out."""
    found = [figures(ew, day) for day in QUARTERS]
    running = found[-1]["figures"]
    for figure in running:
        if figure["code"] in ("doorlooptijd_werk", "invoervertraging"):
            figure["value"] = figure["beside"] = None
    return found


def in_database(address: str) -> bool:
    return CODE in repr(rows(address))


# --- One person ------------------------------------------------------------------------------------------------------


def test_someone_is_gone_from_the_database_and_every_figure_at_a_quarters_end_is_the_same(
    ew: Run, database: str, sheet: Path
) -> None:
    ew("sync", sheet)
    before = every_quarter(ew)
    assert in_database(database)

    answer = ew("vergeet", "qzx90817", "--ja", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["participant"] == CODE
    assert answer.json["rows"] == {"Deelnemers": 1, "Stappen": 2, "Metingen": 2}
    assert answer.json["versions"] == 5
    assert answer.json["swept"]
    assert any("versies" in sentence for sentence in answer.json["by_hand"])
    assert not in_database(database)
    assert every_quarter(ew) == before


def test_the_bytes_are_gone_from_the_file_and_what_lies_beside_it(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    assert CODE.encode() in file.read_bytes()
    ew("vergeet", CODE, "--ja")
    left = [path for path in file.parent.glob("ew.db*") if CODE.encode() in path.read_bytes()]
    assert left == []


def test_without_a_yes_nothing_is_erased(ew: Run, file: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ew("sync", sheet)
    with Path("/dev/null").open(encoding="ascii") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        ew("vergeet", CODE)
    assert in_database(url(file))
    assert not Path("sleutel.gewist").exists()


def test_a_code_that_is_not_known_is_an_error_that_says_what_to_do(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    for typed in ("QZX-1", "Fatima", "98"):
        answer = ew("vergeet", typed, "--ja")
        assert answer.code == 2
        assert "code" in answer.err
        assert typed not in answer.err


def test_someone_who_was_erased_already_is_said_to_be(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    ew("vergeet", CODE, "--ja")
    again = ew("vergeet", CODE, "--ja")
    assert again.code == 2
    assert "al gewist, op 1 november 2026" in again.err


def test_the_audit_log_says_that_someone_was_erased_and_not_who(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    ew("vergeet", CODE, "--ja")
    with open_store(url(file)) as store:
        (row,) = store.audit_rows()
    assert row.what == "gewist"
    assert len(row.about) == 64


def test_a_day_within_a_quarter_says_that_erased_people_count_by_quarter(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    assert "ewiste" not in ew("stand").err
    ew("vergeet", CODE, "--ja")
    assert "einde van het kwartaal: 31 december 2026" in ew("stand").err
    assert "ewiste" not in ew("stand", "--peildatum", "2026-09-30").err


def test_what_was_published_stays_byte_for_byte(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    made = State(as_of=date(2026, 9, 30), known_at=at, where={"aangemeld": 3}, figures=())
    with open_store(url(file)) as store:
        store.shelf.put(Edition(audience=Audience.PROGRAMME, state=made, quarters=()), snapshot=1, made_at=at)
    before = {row for row in rows(url(file)) if row[0] in ("editions", "papers")}
    ew("vergeet", CODE, "--ja")
    assert {row for row in rows(url(file)) if row[0] in ("editions", "papers")} == before != set()


# --- Nothing brings them back ----------------------------------------------------------------------------------------


def test_the_next_sync_sets_their_rows_aside_and_says_only_where_they_are(ew: Run, database: str, sheet: Path) -> None:
    ew("sync", sheet)
    before = every_quarter(ew)
    ew("vergeet", CODE, "--ja")
    again = ew("sync", sheet, "--json")
    assert again.json["changes"] == {"new": 0, "changed": 0, "gone": 0, "stale": 0}
    assert {tab: count["set_aside"] for tab, count in again.json["tabs"].items() if count["set_aside"]} == {
        "Deelnemers": 1,
        "Stappen": 2,
        "Metingen": 2,
    }
    assert not in_database(database)
    assert every_quarter(ew) == before
    with open_store(database) as store:
        aside = [one for one in store.findings() if one.code == "rij_gewist"]
    assert [(one.tab, one.severity) for one in aside] == [
        ("Deelnemers", "info"),
        ("Metingen", "info"),
        ("Metingen", "info"),
        ("Stappen", "info"),
        ("Stappen", "info"),
    ]
    assert CODE not in again.out + again.err


def test_the_list_beside_the_sheet_does_not_name_them_either(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    ew("vergeet", CODE, "--ja")
    ew("sync", sheet)
    book = load_workbook("blad-controle.xlsx")
    assert CODE not in repr([row for tab in book for row in tab.iter_rows(values_only=True)])


def test_findings_of_others_come_back_at_the_next_sync(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    before = ew("sync", sheet, "--json").json["findings"]
    ew("vergeet", CODE, "--ja")
    after = ew("sync", sheet, "--json").json["findings"]
    assert (after["fout"], after["waarschuwing"]) == (before["fout"], before["waarschuwing"])
    assert after["info"] == before["info"] + 5


def test_a_back_up_of_before_does_not_bring_them_back(ew: Run, database: str, sheet: Path) -> None:
    ew("sync", sheet)
    before = every_quarter(ew)
    ew("backup", "oud.db")
    ew("vergeet", CODE, "--ja")
    answer = ew("backup", "oud.db", "--terug", "--ja", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["erased"] == 1
    assert not in_database(database)
    assert every_quarter(ew) == before
    if database.startswith("sqlite"):
        assert CODE.encode() not in Path("ew.db").read_bytes()
        assert CODE.encode() not in Path("ew.db-wal").read_bytes() if Path("ew.db-wal").exists() else True


def test_a_file_that_somebody_copies_back_does_not_bring_them_back(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    before = every_quarter(ew)
    shutil.copy(file, "oud.db")
    ew("vergeet", CODE, "--ja")
    shutil.copy("oud.db", file)
    told = ew("stand")
    assert "1 persoon die al gewist was" in told.err
    assert not in_database(url(file))
    assert CODE.encode() not in file.read_bytes()
    assert every_quarter(ew) == before
    assert "al gewist was" not in ew("stand").err


def test_a_move_does_not_bring_them_back(ew: Run, database: str, sheet: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ew("sync", sheet)
    before = every_quarter(ew)
    ew("vergeet", CODE, "--ja")
    new = url(Path("nieuw.db").absolute())
    assert ew("verhuis", new).code == 0
    _chosen(monkeypatch, new)
    ew("sync", sheet)
    assert not in_database(new)
    assert every_quarter(ew) == before


def test_an_empty_database_with_the_same_key_does_not_take_them_in(
    ew: Run, file: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("sync", sheet)
    ew("vergeet", CODE, "--ja")
    new = _chosen(monkeypatch, url(Path("nieuw.db").absolute()))
    ew("sync", sheet)
    assert "D-001" in repr(rows(new))
    assert not in_database(new)


def test_neither_the_sheet_of_then_nor_a_sync_taken_back_brings_them_back(
    ew: Run, file: Path, sheet: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("sync", sheet)
    monkeypatch.setenv("EW_NOW", "2026-11-02T12:00")
    edit(sheet, "Deelnemers", _moved)
    ew("sync", sheet)
    ew("vergeet", CODE, "--ja")
    monkeypatch.setenv("EW_NOW", "2026-11-03T12:00")
    assert ew("ongedaan", 2, "--ja").code == 0
    assert not in_database(url(file))
    assert ew("herstel", "--bekend-op", "2026-11-01", "--naar", "toen.xlsx").code == 0
    assert CODE.encode() not in b"".join(_inside(Path("toen.xlsx")))


def _moved(tab: Any) -> None:
    """The first person and the one of the tests live somewhere else."""
    code, town = column_of(tab, "Deelnemer"), column_of(tab, "Gemeente")
    for row in range(2, tab.max_row + 1):
        if tab.cell(row, code).value in ("D-001", CODE):
            tab.cell(row, town).value = "Emmen"


def _inside(path: Path) -> list[bytes]:
    from zipfile import ZipFile

    with ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def test_a_list_of_tombstones_that_was_lost_is_made_again_from_the_database(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    ew("vergeet", CODE, "--ja")
    kept = Path("sleutel.gewist").read_bytes()
    Path("sleutel.gewist").unlink()
    ew("stand")
    assert Path("sleutel.gewist").read_bytes() == kept
    assert CODE.encode() not in kept
    assert Path("sleutel.gewist").stat().st_mode & 0o077 == 0


def test_a_list_of_tombstones_that_is_spoilt_stops_the_program(ew: Run, file: Path, sheet: Path) -> None:
    ew("sync", sheet)
    Path("sleutel.gewist").write_text("niet van ons\n")
    answer = ew("stand")
    assert answer.code == 2
    assert "EW_GEWIST" in answer.err
