"""What someone gets who asks what is kept on them: everything, with what it was before, and in plain words."""

import json
import shutil
from datetime import UTC, date, datetime
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.edits import column_of, copy_of_sample, edit
from tests.store.samples import rows, url
from tracker.columns import MEASUREMENTS, PARTICIPANTS, STEPS
from tracker.edition import Audience, Edition
from tracker.model import State
from tracker.store import open_store

CODE = "D-017"


@pytest.fixture(scope="session")
def two_towns(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sample before and after someone moved."""
    folder = tmp_path_factory.mktemp("blad")
    first, second = (copy_of_sample(folder / f"{town}.xlsx") for town in ("Emmen", "Assen"))
    for path in (first, second):
        edit(path, "Deelnemers", partial(_type, town=path.stem))
    return first, second


@pytest.fixture
def read(tmp_path: Path, two_towns: tuple[Path, Path], ew: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample, read on two days; in between someone moved."""
    monkeypatch.setenv("EW_DATABASE_URL", url(tmp_path / "ew.db"))
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "sleutel"))
    path = Path(shutil.copy(two_towns[0], tmp_path / "blad.xlsx"))
    ew("sync", path)
    monkeypatch.setenv("EW_NOW", "2026-11-03T12:00")
    shutil.copy(two_towns[1], path)
    ew("sync", path)
    return path


def _type(tab: Any, town: str) -> None:
    code = column_of(tab, "Deelnemer")
    row = next(row for row in range(2, tab.max_row + 1) if tab.cell(row, code).value == CODE)
    tab.cell(row, column_of(tab, "Gemeente")).value = town
    tab.cell(row, column_of(tab, "Opmerkingen")).value = "zomergeheim"


def held(ew: Run, *options: object) -> Any:
    answer = ew("export", "inzage", CODE, "--json", *options)
    assert answer.code == 0, answer.err
    return answer.json["held"]


class _Page(HTMLParser):
    """The words of a page, and everything that it takes from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.taken: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.taken += [value for name, value in attrs if name in ("src", "href") and value and value[0] != "#"]


def page(path: Path = Path("inzage-D-017.html")) -> _Page:
    read_page = _Page()
    read_page.feed(path.read_text(encoding="utf-8"))
    return read_page


def test_every_row_of_the_database_about_someone_is_in_it(ew: Run, read: Path) -> None:
    found = held(ew)["records"]
    kept = [row[0] for row in rows(url(Path("ew.db").absolute())) if CODE in row]
    versions = {
        tab.name: sum(1 + len(one["earlier"]) for one in found if one["tab"] == tab.title)
        for tab in (PARTICIPANTS, STEPS, MEASUREMENTS)
    }
    assert versions == {name: kept.count(name) for name in versions}


def test_a_record_says_since_when_it_is_known_and_what_it_was_before(ew: Run, read: Path) -> None:
    first = held(ew)["records"][0]
    assert first["values"]["Gemeente"] == "Assen"
    assert first["known_since"].startswith("2026-11-01T")
    (before,) = first["earlier"]
    assert before["values"] == {"Gemeente": "Emmen"}
    assert (before["since"][:10], before["until"][:10]) == ("2026-11-01", "2026-11-03")


def test_what_is_never_read_is_not_in_it_and_the_page_says_where_to_ask(ew: Run, read: Path) -> None:
    found = held(ew)
    assert "zomergeheim" not in json.dumps(found)
    assert any("naam" in sentence for sentence in found["not_read"])


def test_the_page_has_the_same_needs_nothing_from_elsewhere_and_speaks_to_the_person(ew: Run, read: Path) -> None:
    ew("export", "inzage", CODE)
    shown = page()
    said = " ".join(" ".join(shown.words).split())
    assert shown.taken == []
    assert "@import" not in said
    assert "url(" not in said
    for words in ("Dit bewaren wij van u", "Assen", "Emmen", "Tot 3 november 2026", "Autoriteit Persoonsgegevens"):
        assert words in said
    assert json.loads(Path("inzage-D-017.json").read_text(encoding="utf-8")) == held(ew, "--overschrijf")


def test_the_editions_in_which_someone_counted_are_named(ew: Run, read: Path) -> None:
    known = datetime(2026, 11, 2, 12, tzinfo=UTC)
    with open_store(url(Path("ew.db").absolute())) as store:
        for day in (date(2019, 12, 31), date(2026, 9, 30)):
            state = State(as_of=day, known_at=known, where={}, figures=())
            made = Edition(audience=Audience.PROGRAMME, state=state, quarters=())
            kept = store.shelf.put(made, snapshot=1, made_at=known)
            assert kept.number is not None
            store.shelf.keep(kept.number, "stuurgroep", "stand.pdf", b"%PDF", concept=False, made_at=known)
    assert held(ew)["editions"] == [
        {"as_of": "2026-09-30", "known_at": "2026-11-02T12:00:00+00:00", "papers_for": ["stuurgroep"]}
    ]


def test_it_says_until_when_the_data_is_kept(ew: Run, read: Path) -> None:
    assert held(ew)["erased_from"] is None
    edit(read, "Deelnemers", _close)
    ew("sync", read)
    found = held(ew, "--overschrijf")
    assert found["erased_from"] == "2034-01-01"
    assert "31 december 2033" in found["kept"][1]


def _close(tab: Any) -> None:
    code = column_of(tab, "Deelnemer")
    row = next(row for row in range(2, tab.max_row + 1) if tab.cell(row, code).value == CODE)
    tab.cell(row, column_of(tab, "Afgesloten op")).value = datetime(2026, 10, 31)


def test_who_asked_for_whom_is_in_the_audit_log_without_the_code(ew: Run, read: Path) -> None:
    held(ew)
    with open_store(url(Path("ew.db").absolute())) as store:
        row = store.audit_rows()[-1]
    assert row.what == "inzage"
    assert len(row.about) == 64


def test_a_file_that_is_there_is_not_written_over_unasked(ew: Run, read: Path) -> None:
    held(ew)
    again = ew("export", "inzage", CODE)
    assert again.code == 2
    assert "--overschrijf" in again.err


def test_a_code_that_is_not_known_is_an_error(ew: Run, read: Path) -> None:
    answer = ew("export", "inzage", "D-999")
    assert answer.code == 2
    assert "bewaren wij niets" in answer.err
