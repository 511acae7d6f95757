"""The retention period as its users type it: whose time is over, and that only their data goes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.conftest import Run
from tests.store.samples import rows, url
from tests.test_erasing import figures, in_database
from tracker.store import open_store

CODE = "QZX-90817"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of this test in a file, with a key of its own."""
    monkeypatch.setenv("EW_DATA_KEY", str(tmp_path / "sleutel"))
    monkeypatch.setenv("EW_DATABASE_URL", url(tmp_path / "ew.db"))
    return tmp_path / "ew.db"


Sheet = Callable[..., Path]


@pytest.fixture
def small(tmp_path: Path) -> Sheet:
    """A small sheet: people with some columns, a step each that a grant may pay for, and grants."""

    def write(*people: dict[str, Any], grants: dict[str, date] | None = None) -> Path:
        book = Workbook()
        first, steps, partners, money = (
            book.create_sheet(title) for title in ("Deelnemers", "Stappen", "Partners", "Subsidies")
        )
        book.remove(book.worksheets[0])
        extra = ["Afgesloten op", "Akkoord ingetrokken op"]
        first.append(["Deelnemer", "Aangemeld op", "Akkoord op", *extra])
        steps.append(["Deelnemer", "Stap", "Start", "Einde", "Subsidie"])
        partners.append(["Partner"])
        partners.append(["Halm"])
        money.append(["Subsidie", "Bewaren tot"])
        for name, until in (grants or {}).items():
            money.append([name, until])
        came = date(2020, 1, 6)
        for one in people:
            first.append([one["code"], came, came, *(one.get(name) for name in extra)])
            steps.append([one["code"], "stage", came, date(2020, 6, 1), one.get("Subsidie")])
        path = tmp_path / "klein.xlsx"
        book.save(path)
        return path

    return write


def due(ew: Run) -> dict[str, tuple[str, str]]:
    answer = ew("bewaartermijn", "--proef", "--json")
    assert answer.code == 0, answer.err
    assert answer.json["erased"] == 0
    return {one["participant"]: (one["why"], one["since"]) for one in answer.json["due"]}


CLOSED = "Afgesloten op"
Read = Callable[[Path], None]


@pytest.fixture
def read(ew: Run, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Read a sheet two months ago, so that what is in it stands there long enough."""

    def read(sheet: Path) -> None:
        monkeypatch.setenv("EW_NOW", "2026-09-01T12:00")
        ew("sync", sheet)
        monkeypatch.setenv("EW_NOW", "2026-11-01T12:00")

    return read


@pytest.mark.parametrize(
    ("person", "first"),
    [
        ({CLOSED: date(2024, 10, 31)}, "2026-10-31"),
        ({CLOSED: date(2024, 11, 1)}, "2026-11-01"),
        ({CLOSED: date(2024, 11, 2)}, None),
        ({}, None),
        ({CLOSED: date(2020, 7, 1), "Subsidie": "Lang"}, None),
        ({CLOSED: date(2020, 7, 1), "Subsidie": "Kort"}, "2026-11-01"),
        ({CLOSED: date(2024, 10, 31), "Subsidie": "Voorbij"}, "2026-10-31"),
    ],
)
def test_time_is_over_two_years_after_closing_and_after_every_grant(
    ew: Run, file: Path, small: Sheet, read: Read, person: dict[str, Any], first: str | None
) -> None:
    grants = {"Lang": date(2026, 11, 1), "Kort": date(2026, 10, 31), "Voorbij": date(2021, 1, 1)}
    read(small({"code": "A-001", **person}, {"code": "B-001"}, grants=grants))
    assert due(ew) == ({"A-001": ("retention", first)} if first else {})


def test_the_number_of_months_is_a_setting(
    ew: Run, file: Path, small: Sheet, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(small({"code": "A-001", CLOSED: date(2025, 10, 1)}, {"code": "B-001"}))
    assert due(ew) == {}
    monkeypatch.setenv("EW_BEWAARMAANDEN", "12")
    assert due(ew) == {"A-001": ("retention", "2026-10-01")}


def test_carrying_it_out_erases_them_and_nobody_else(ew: Run, file: Path, small: Sheet, read: Read) -> None:
    people = [{"code": CODE, CLOSED: date(2024, 1, 1)}, {"code": "A-001", CLOSED: date(2026, 1, 1)}, {"code": "B-001"}]
    read(small(*people))
    before = figures(ew, "2026-09-30")
    answer = ew("bewaartermijn", "--uitvoeren", "--json")
    assert (answer.code, answer.json["erased"], answer.json["swept"]) == (0, 1, True)
    assert not in_database(url(file))
    assert {"A-001", "B-001"} <= {word for row in rows(url(file)) for word in row if isinstance(word, str)}
    assert figures(ew, "2026-09-30") == before
    assert due(ew) == {}
    with open_store(url(file)) as store:
        assert [row.what for row in store.audit_rows()] == ["bewaartermijn"]


def test_a_closing_date_with_a_wrong_year_erases_nobody_before_it_stood_in_the_sheet_for_a_week(
    ew: Run, file: Path, small: Sheet, read: Read, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def at(day: str) -> None:
        monkeypatch.setenv("EW_NOW", f"{day}T12:00")

    read(small({"code": "A-001"}, {"code": "B-001"}))
    ew("sync", small({"code": "A-001", CLOSED: date(2023, 10, 30)}, {"code": "B-001"}))
    told = ew("export", "inzage", "A-001", "--naar", tmp_path, "--json").json["held"]
    assert told["erased_from"] == "2026-11-08"
    at("2026-11-07")
    assert due(ew) == {}
    at("2026-11-08")
    assert due(ew) == {"A-001": ("retention", "2026-11-08")}
    at("2026-11-07")
    ew("sync", small({"code": "A-001", CLOSED: date(2023, 10, 31)}, {"code": "B-001"}))
    at("2026-11-13")
    assert due(ew) == {}
    at("2026-11-14")
    assert due(ew) == {"A-001": ("retention", "2026-11-14")}
    ew("sync", small({"code": "A-001", CLOSED: date(2026, 10, 31)}, {"code": "B-001"}))
    assert due(ew) == {}


def test_a_row_that_goes_just_after_a_wrong_year_was_typed_is_kept_for_that_week_too(
    ew: Run, file: Path, small: Sheet, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(small({"code": "A-001"}, {"code": "B-001"}))
    ew("sync", small({"code": "A-001", CLOSED: date(2023, 10, 30)}, {"code": "B-001"}))
    monkeypatch.setenv("EW_NOW", "2026-11-02T12:00")
    ew("sync", small({"code": "B-001"}), "--bevestig")
    assert due(ew) == {}
    monkeypatch.setenv("EW_NOW", "2026-11-08T12:00")
    assert due(ew) == {"A-001": ("row_gone", "2026-11-08")}


def test_a_change_of_something_else_does_not_make_the_week_begin_again(
    ew: Run, file: Path, small: Sheet, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = {"code": "A-001", CLOSED: date(2024, 10, 31)}
    read(small(closed, {"code": "B-001"}))
    monkeypatch.setenv("EW_GRONDSLAG", "anders")
    ew("sync", small({**closed, "Akkoord ingetrokken op": date(2026, 10, 31)}, {"code": "B-001"}), "--bevestig")
    assert due(ew) == {"A-001": ("retention", "2026-10-31")}


def test_consent_that_was_withdrawn_hides_at_once_and_erases_after_a_week(
    ew: Run, file: Path, small: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = {"code": CODE, "Akkoord ingetrokken op": date(2026, 11, 1)}
    ew("sync", small({"code": CODE}, {"code": "B-001"}))
    monkeypatch.setenv("EW_NOW", "2026-11-01T13:00")
    ew("sync", small(gone, {"code": "B-001"}), "--bevestig")
    with open_store(url(file)) as store:
        assert CODE not in repr(store.world().tabs["steps"])
    assert due(ew) == {}
    monkeypatch.setenv("EW_NOW", "2026-11-08T12:00")
    assert due(ew) == {CODE: ("consent_withdrawn", "2026-11-08")}
    monkeypatch.setenv("EW_GRONDSLAG", "anders")
    assert due(ew) == {}


def test_someone_whose_rows_were_taken_out_of_the_sheet_is_erased_in_time_as_well(
    ew: Run, file: Path, small: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    ew("sync", small({"code": CODE}, {"code": "B-001"}))
    monkeypatch.setenv("EW_NOW", "2026-11-02T12:00")
    ew("sync", small({"code": "B-001"}), "--bevestig")
    assert in_database(url(file))
    monkeypatch.setenv("EW_NOW", "2028-11-01T12:00")
    assert due(ew) == {}
    monkeypatch.setenv("EW_NOW", "2028-11-02T12:00")
    assert due(ew) == {CODE: ("row_gone", "2028-11-02")}
    ew("bewaartermijn", "--uitvoeren")
    assert not in_database(url(file))


@pytest.mark.parametrize("options", [(), ("--proef", "--uitvoeren")])
def test_one_has_to_say_whether_it_is_a_trial(ew: Run, file: Path, options: tuple[str, ...]) -> None:
    answer = ew("bewaartermijn", *options)
    assert answer.code == 2
    assert "--proef" in answer.err
